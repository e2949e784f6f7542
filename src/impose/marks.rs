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
    let way = |vertical: bool| if vertical { "vertical" } else { "horizontal" };
    match step {
        Step::Fold(half) => format!("fold {}", name(half)),
        Step::CutStack(half) => format!("cut {}, stack {}", way(half.is_sideways()), name(half)),
        Step::CutCopies { vertical } => format!("cut {}, copies", way(vertical)),
        Step::Turn => "turn".to_string(),
    }
}

/// Adds what the layout asks for to the sheets of one signature.
pub(super) fn add(sheets: &mut [Sheet], (signature, signatures): (usize, usize), layout: &Layout) {
    let marks = &layout.marks;
    let count = sheets.len();
    if let (true, Some(innermost)) = (marks.fold, sheets.last_mut()) {
        fold_ticks(&mut innermost.inner, layout);
    }
    if let (true, Some(outermost)) = (marks.staple, sheets.first_mut()) {
        staple_marks(&mut outermost.outer);
    }
    if marks.collation && signatures > 1 {
        collation_bar(sheets, signature, layout);
    }
    for (number, sheet) in sheets.iter_mut().enumerate() {
        if marks.crop {
            crop_marks(&mut sheet.outer, layout);
            crop_marks(&mut sheet.inner, layout);
        }
        if marks.label {
            let whole = if signatures > 1 { format!("{}.", signature + 1) } else { String::new() };
            for (side, name) in [(&mut sheet.outer, "recto"), (&mut sheet.inner, "verso")] {
                label(side, &format!("{whole}{}/{count} {name}", number + 1), layout);
            }
        }
    }
}

/// Dashes at both ends of every fold and cut, on the side that is up when one folds.
fn fold_ticks(side: &mut Side, layout: &Layout) {
    let thick = Length::pt(THICK);
    let (dash, cell) = (Length::mm(1.5), layout.cell());
    for column in 1..layout.columns {
        let x = cell.width * column as i64 - thick / 2;
        for start in [Length::mm(5.0), side.paper.height - Length::mm(9.5)] {
            for at in [start, start + dash * 2] {
                side.marks.push((Point::new(x, at), SheetMark::Line(Size::new(thick, dash))));
            }
        }
    }
    for row in 1..layout.rows {
        let y = cell.height * row as i64 - thick / 2;
        for start in [Length::mm(5.0), side.paper.width - Length::mm(9.5)] {
            for at in [start, start + dash * 2] {
                side.marks.push((Point::new(at, y), SheetMark::Line(Size::new(dash, thick))));
            }
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

/// A bar of 3 by 8 mm across the spine of a signature, beside its first page: each a step lower than the one before, so
/// that a missing signature is a gap in the staircase. After twelve it begins again at the top.
fn collation_bar(sheets: &mut [Sheet], signature: usize, layout: &Layout) {
    let places = sheets.iter().enumerate().flat_map(|(number, sheet)| {
        let of = move |inner: bool, side: &Side| side.placed.first().map(|(map, page)| (*page, number, inner, *map));
        [of(false, &sheet.outer), of(true, &sheet.inner)]
    });
    let Some((_, number, inner, map)) = places.flatten().min_by_key(|(page, ..)| *page) else { return };
    let (wide, high) = (Length::mm(3.0), Length::mm(8.0));
    let down = Length::mm(20.0) + high * (signature % 12) as i64;
    // The spine is at the left of a first page, and at its right when the book is bound there.
    let spine = if layout.right_bound { layout.page.width } else { Length::ZERO };
    let (a, b) = (map.apply(Point::new(spine - wide / 2, down)), map.apply(Point::new(spine + wide / 2, down + high)));
    let corner = Point::new(a.x.min(b.x), a.y.min(b.y));
    let side = if inner { &mut sheets[number].inner } else { &mut sheets[number].outer };
    side.marks.push((corner, SheetMark::Line(Size::new(wide, high))));
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
