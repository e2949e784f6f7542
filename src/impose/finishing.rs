//! Finishing: describes in words how to print, fold, cut and staple the sheets.

use crate::diagnostic::Lang;
use crate::diagnostic::messages::sheets as text;
use crate::sheet::{Delivery, Duplex, Half, Layout, Staple, Step};

/// Returns the finishing instructions for the given number of signatures, step by step. If the layout has its own
/// instructions, these are returned instead.
pub fn instructions(layout: &Layout, signatures: usize, lang: Lang) -> Vec<String> {
    if let Some(own) = &layout.instructions {
        let lines = own.get(lang).lines().map(str::trim);
        return lines.filter(|line| !line.is_empty()).map(str::to_string).collect();
    }
    let mut steps = vec![if signatures > 1 { text::lay_down_signatures(lang) } else { text::lay_down_pile(lang) }];
    steps.extend(layout.finishing_steps().map(|(step, _)| instruction(step, lang)));
    if signatures > 1 {
        let marks = layout.marks.collation;
        steps.push(if marks { text::stack_signatures_with_marks(lang) } else { text::stack_signatures(lang) });
        steps.push(text::bind_signatures(lang));
    } else {
        match layout.staple {
            Staple::Fold => steps.push(text::staple_fold(lang)),
            Staple::Edge if layout.right_bound => steps.push(text::staple_right_edge(lang)),
            Staple::Edge => steps.push(text::staple_left_edge(lang)),
            Staple::None => {}
        }
    }
    // Every fold but the last leaves closed edges at the head or the fore-edge.
    let folds = layout.steps.iter().filter(|(step, _)| matches!(step, Step::Fold(_))).count();
    if folds > 1 {
        steps.push(text::cut_open(lang));
    }
    if layout.trim {
        steps.push(text::trim(lang));
    }
    steps.into_iter().map(str::to_string).collect()
}

/// Returns the instruction for a step.
fn instruction(step: Step, lang: Lang) -> &'static str {
    match step {
        Step::Fold(Half::Left) => text::fold_left(lang),
        Step::Fold(Half::Right) => text::fold_right(lang),
        Step::Fold(Half::Top) => text::fold_top(lang),
        Step::Fold(Half::Bottom) => text::fold_bottom(lang),
        Step::CutStack(Half::Left) => text::cut_stack_left(lang),
        Step::CutStack(Half::Right) => text::cut_stack_right(lang),
        Step::CutStack(Half::Top) => text::cut_stack_top(lang),
        Step::CutStack(Half::Bottom) => text::cut_stack_bottom(lang),
        Step::CutCopies { vertical: true } => text::cut_copies_vertical(lang),
        Step::CutCopies { vertical: false } => text::cut_copies_horizontal(lang),
        Step::Turn => text::turn(lang),
    }
}

/// Returns a step as it is written in a layout file.
pub(super) fn setting(step: Step) -> String {
    let side = |half: Half| match half {
        Half::Left => "left",
        Half::Right => "right",
        Half::Top => "top",
        Half::Bottom => "bottom",
    };
    let direction = |vertical: bool| if vertical { "vertical" } else { "horizontal" };
    match step {
        Step::Fold(half) => format!("fold {}", side(half)),
        Step::CutStack(half) => format!("cut {}, stack {}", direction(half.is_sideways()), side(half)),
        Step::CutCopies { vertical } => format!("cut {}, copies", direction(vertical)),
        Step::Turn => "turn".to_string(),
    }
}

/// Returns the instruction for printing the given number of sheets: what to choose in the print dialogue, or how to
/// print the second sides by hand.
pub fn printing(layout: &Layout, sheets: usize, lang: Lang) -> String {
    let words = match layout.duplex {
        _ if layout.one_sided => text::print_one_side(lang),
        Duplex::ShortEdge => text::print_short_edge(lang),
        Duplex::LongEdge => text::print_long_edge(lang),
        Duplex::None => text::print_masters(lang),
        Duplex::Manual => return by_hand(layout, sheets, lang),
    };
    words.to_string()
}

/// Returns the instruction for a printer that prints only one side at a time: print all fronts first, and then all
/// backs.
fn by_hand(layout: &Layout, sheets: usize, lang: Lang) -> String {
    let (first, last) = (sheets + 1, sheets * 2);
    match layout.delivery {
        Delivery::FaceDown => text::print_by_hand_face_down(lang, sheets, first, last),
        Delivery::FaceUp => text::print_by_hand_face_up(lang, sheets, first, last),
    }
}
