//! Finishing: how to print, fold, cut and staple the sheets, in words.

use crate::diagnostic::Lang;
use crate::sheet::{Delivery, Duplex, Half, Instructions, Layout, Staple, Step};

/// The finishing instructions for that many signatures, step by step. A layout that brings its own has those.
pub fn instructions(layout: &Layout, signatures: usize, lang: Lang) -> Vec<String> {
    let say = |en: &str, fr: &str| lang.choose(en, fr).to_string();
    if let Some(Instructions { en, fr }) = &layout.instructions {
        let lines = lang.choose(en, fr).lines().map(str::trim);
        return lines.filter(|line| !line.is_empty()).map(str::to_string).collect();
    }
    let mut steps = vec![match signatures {
        0 | 1 => say(
            "Lay the pile down as it came out: sheet 1 at the bottom, its outer side down, inner sides up and upright.",
            "Poser la pile telle qu’elle sort : la feuille 1 dessous, sa face extérieure contre la table, les faces intérieures \
             vers le haut et à l’endroit.",
        ),
        _ => say(
            "Take one signature after the other. Lay its sheets down as they came out: the first at the bottom, its outer side \
             down, inner sides up and upright.",
            "Prendre cahier par cahier. Poser ses feuilles telles qu’elles sortent : la première dessous, sa face extérieure \
             contre la table, les faces intérieures vers le haut et à l’endroit.",
        ),
    }];
    steps.extend(layout.finishing_steps().map(|(step, _)| instruction(step, lang)));
    if signatures > 1 {
        steps.push(if layout.marks.collation {
            say(
                "Stack the signatures, the first on top: the bars on the spine form a staircase.",
                "Empiler les cahiers, le premier dessus : les repères du dos forment un escalier.",
            )
        } else {
            say("Stack the signatures, the first on top.", "Empiler les cahiers, le premier dessus.")
        });
        steps.push(say("Sew or glue the back.", "Coudre ou coller le dos."));
    } else {
        match layout.staple {
            Staple::Fold => steps.push(say("Staple twice through the fold.", "Agrafer deux fois dans le pli.")),
            Staple::Edge if layout.right_bound => {
                steps.push(say("Staple or glue the right edge.", "Agrafer ou coller le bord droit."));
            }
            Staple::Edge => steps.push(say("Staple or glue the left edge.", "Agrafer ou coller le bord gauche.")),
            Staple::None => {}
        }
    }
    // Every fold but the last leaves closed edges at the head or the fore-edge.
    let folds = layout.steps.iter().filter(|(step, _)| matches!(step, Step::Fold(_))).count();
    if folds > 1 {
        steps.push(say("Cut open the edges that are still closed.", "Couper les bords restés fermés."));
    }
    if layout.trim {
        steps.push(say("Trim the fore-edge.", "Rogner la tranche."));
    }
    steps
}

/// A step as an instruction.
fn instruction(step: Step, lang: Lang) -> String {
    let (en, fr) = match step {
        Step::Fold(Half::Left) => ("Fold the left half over the right one.", "Plier la moitié gauche sur la droite."),
        Step::Fold(Half::Right) => ("Fold the right half over the left one.", "Plier la moitié droite sur la gauche."),
        Step::Fold(Half::Top) => ("Fold the upper half over the lower one.", "Plier la moitié haute sur la basse."),
        Step::Fold(Half::Bottom) => ("Fold the lower half over the upper one.", "Plier la moitié basse sur la haute."),
        Step::CutStack(Half::Left) => (
            "Cut through the middle from top to bottom; put the left pile on the right one.",
            "Couper au milieu, de haut en bas ; poser la pile de gauche sur celle de droite.",
        ),
        Step::CutStack(Half::Right) => (
            "Cut through the middle from top to bottom; put the right pile on the left one.",
            "Couper au milieu, de haut en bas ; poser la pile de droite sur celle de gauche.",
        ),
        Step::CutStack(Half::Top) => (
            "Cut across through the middle; put the upper pile on the lower one.",
            "Couper au milieu, en travers ; poser la pile du haut sur celle du bas.",
        ),
        Step::CutStack(Half::Bottom) => (
            "Cut across through the middle; put the lower pile on the upper one.",
            "Couper au milieu, en travers ; poser la pile du bas sur celle du haut.",
        ),
        Step::CutCopies { vertical: true } => (
            "Cut through the middle from top to bottom: each pile is a booklet; continue with each.",
            "Couper au milieu, de haut en bas : chaque pile est une brochure ; continuer avec chacune.",
        ),
        Step::CutCopies { vertical: false } => (
            "Cut across through the middle: each pile is a booklet; continue with each.",
            "Couper au milieu, en travers : chaque pile est une brochure ; continuer avec chacune.",
        ),
        Step::Turn => ("Turn the pile over like a page.", "Retourner la pile comme on tourne une page."),
    };
    lang.choose(en, fr).to_string()
}

/// A step as a layout file has it.
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

/// How to print that many sheets: what to choose in the print dialogue, or how to print second sides by hand.
pub fn printing(layout: &Layout, sheets: usize, lang: Lang) -> String {
    let (en, fr) = match layout.duplex {
        _ if layout.one_sided => ("one side, at 100 %", "d’un seul côté, à 100 %"),
        Duplex::ShortEdge => {
            ("both sides, flipped on the short edge, at 100 %", "recto verso, retournement sur le bord court, à 100 %")
        }
        Duplex::LongEdge => {
            ("both sides, flipped on the long edge, at 100 %", "recto verso, retournement sur le bord long, à 100 %")
        }
        Duplex::None => (
            "one side, at 100 %: masters for a copier that makes two-sided copies",
            "d’un seul côté, à 100 % : originaux pour un copieur recto verso",
        ),
        Duplex::Manual => return by_hand(layout, sheets, lang),
    };
    lang.choose(en, fr).to_string()
}

/// How to print all fronts first, and then all backs.
fn by_hand(layout: &Layout, sheets: usize, lang: Lang) -> String {
    let (first, last) = (sheets + 1, sheets * 2);
    match (layout.delivery, lang) {
        (Delivery::FaceDown, Lang::En) => format!(
            "print pages 1-{sheets} on one side, at 100 %; put the pile back as it came out, turned over like a page, so that \
             sheet 1 goes in first and its blank side is printed; then print pages {first}-{last}"
        ),
        (Delivery::FaceDown, Lang::Fr) => format!(
            "imprimer les pages 1-{sheets} d’un seul côté, à 100 % ; remettre la pile telle qu’elle sort, retournée comme une \
             page, pour que la feuille 1 entre la première et soit imprimée au dos ; imprimer ensuite les pages {first}-{last}"
        ),
        (Delivery::FaceUp, Lang::En) => format!(
            "print pages 1-{sheets} on one side, at 100 %; put the pile back as it lies, so that the last sheet goes in first \
             and its blank side is printed; then print pages {first}-{last}, whose order is reversed for this"
        ),
        (Delivery::FaceUp, Lang::Fr) => format!(
            "imprimer les pages 1-{sheets} d’un seul côté, à 100 % ; remettre la pile telle quelle, pour que la dernière feuille \
             entre la première et soit imprimée au dos ; imprimer ensuite les pages {first}-{last}, rangées à l’envers pour cela"
        ),
    }
}
