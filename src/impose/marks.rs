//! Marks beside the pages, for hands: where to fold, where to staple, which sheet this is.

use crate::geometry::{Point, Size};
use crate::sheet::{Half, Layout, Sheet, SheetMark, Side, Step};
use crate::unit::Length;

/// Marks are half a point thick: thinner ones vanish in a copy.
const THICK: f64 = 0.5;

/// The words of a step, as a layout types it.
pub(super) fn step_name(step: Step) -> String {
    let name = |half: Half| match half {
        Half::Left => "left",
        Half::Right => "right",
        Half::Top => "top",
        Half::Bottom => "bottom",
    };
    match step {
        Step::Fold(half) => format!("fold {}", name(half)),
        Step::CutStack(half) => {
            let way = if half.is_sideways() { "vertical" } else { "horizontal" };
            format!("cut {way}, stack {}", name(half))
        }
    }
}

/// Adds what the layout asks for to the sheets of one signature.
pub(super) fn add(sheets: &mut [Sheet], (signature, signatures): (usize, usize), layout: &Layout) {
    let marks = &layout.marks;
    let count = sheets.len();
    if let (true, Some(innermost)) = (marks.fold, sheets.last_mut()) {
        fold_ticks(&mut innermost.inner);
    }
    if let (true, Some(outermost)) = (marks.staple, sheets.first_mut()) {
        staple_marks(&mut outermost.outer);
    }
    for (number, sheet) in sheets.iter_mut().enumerate() {
        if marks.crop {
            crop_marks(&mut sheet.outer, layout);
            crop_marks(&mut sheet.inner, layout);
        }
        if marks.label {
            let whole = if signatures > 1 { format!("{}.", signature + 1) } else { String::new() };
            for (side, name) in [(&mut sheet.outer, "front"), (&mut sheet.inner, "back")] {
                label(side, &format!("sheet {whole}{}/{count} {name}", number + 1), layout);
            }
        }
    }
}

/// Dashes at head and foot of the fold, on the side that is up when one folds.
fn fold_ticks(side: &mut Side) {
    let thick = Length::pt(THICK);
    let (dash, x) = (Length::mm(1.5), side.paper.width / 2 - thick / 2);
    for start in [Length::mm(5.0), side.paper.height - Length::mm(9.5)] {
        for at in [start, start + dash * 2] {
            side.marks.push((Point::new(x, at), SheetMark::Line(Size::new(thick, dash))));
        }
    }
}

/// Where the two staples go: at a quarter and three quarters of the fold, seen from outside.
fn staple_marks(side: &mut Side) {
    let thick = Length::pt(THICK);
    // The crown of an office staple is 12 mm wide.
    let length = Length::mm(12.0);
    for quarter in [1, 3] {
        let y = side.paper.height.scale(quarter, 4) - length / 2;
        side.marks.push((Point::new(side.paper.width / 2 - thick / 2, y), SheetMark::Line(Size::new(thick, length))));
    }
}

/// Corner marks outside of the pages, where the sheet leaves five millimetres for them.
fn crop_marks(side: &mut Side, layout: &Layout) {
    let (thick, long) = (Length::pt(THICK), Length::mm(5.0));
    let offset = Length::mm(2.0);
    let block = Size::new(layout.page.width * layout.columns as i64, layout.page.height * layout.rows as i64);
    let (left, top) = ((side.paper.width - block.width) / 2, (side.paper.height - block.height) / 2);
    if top >= long + offset {
        for x in [left, left + block.width] {
            for y in [top - offset - long, top + block.height + offset] {
                side.marks.push((Point::new(x - thick / 2, y), SheetMark::Line(Size::new(thick, long))));
            }
        }
    }
    if left >= long + offset {
        for y in [top, top + block.height] {
            for x in [left - offset - long, left + block.width + offset] {
                side.marks.push((Point::new(x, y - thick / 2), SheetMark::Line(Size::new(long, thick))));
            }
        }
    }
}

/// The sheet's number, if there is room above the pages.
fn label(side: &mut Side, words: &str, layout: &Layout) {
    let room = (side.paper.height - layout.page.height * layout.rows as i64) / 2;
    let clear = layout.unprintable.top + Length::mm(2.0);
    if room >= clear {
        side.marks
            .push((Point::new(layout.unprintable.left + Length::mm(2.0), clear), SheetMark::Label(words.to_string())));
    }
}
