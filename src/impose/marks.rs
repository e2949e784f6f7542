//! Printer's marks: crop marks, fold marks, staple marks, collation marks and sheet labels.
//!
//! Input: the sheets of a signature. Output: the same sheets with the marks that the layout requests. Crop marks and
//! labels are added only where there is room outside the pages.
//!
//! ```text
//!           1/2 recto                  label
//!        |            :          |
//!      --+------------:----------+--   crop marks at the corners of the pages
//!        |            :          |
//!        |           [#]         |     collation mark on the spine, a step lower in each signature
//!        |            :          |     staple marks on the outermost fold
//!      --+------------:----------+--
//!        |            :          |     fold marks at both ends of a fold or cut
//! ```

use crate::geometry::{Point, Size};
use crate::sheet::{Layout, Sheet, SheetMark, Side};
use crate::unit::Length;

/// The thickness of lines, in points. Thinner lines vanish in a copy.
const LINE_PT: f64 = 0.5;
/// The length of a dash of a fold mark, in millimetres. There are two dashes at each end of the fold.
const DASH_MM: f64 = 1.5;
/// The distance of fold marks from the edge of the paper, in millimetres. Printers leave a narrower edge blank, so the
/// marks are printed.
const FOLD_MARK_MM: f64 = 5.0;
/// The width of an office staple (24/6) at its crown, in millimetres.
const STAPLE_MM: f64 = 12.0;
/// The length of a crop mark, and its distance from the page, in millimetres.
const CROP_MM: (f64, f64) = (5.0, 2.0);
/// The width and height of a collation mark, in millimetres. Half of the width lies on each side of the fold.
const COLLATION_MM: (f64, f64) = (3.0, 8.0);
/// The distance of the first collation mark from the head of the page, in millimetres.
const FIRST_COLLATION_MM: f64 = 20.0;
/// The number of steps that collation marks descend before they start at the top again. This is the number that fits on
/// an A5 page.
const COLLATION_STEPS: usize = 12;

/// Adds marks to the sheets of a signature. `signature` is the index of the signature, and `signatures` is the number
/// of signatures.
pub(super) fn add(sheets: &mut [Sheet], signature: usize, signatures: usize, layout: &Layout) {
    let marks = &layout.marks;
    let count = sheets.len();
    if let (true, Some(innermost)) = (marks.fold, sheets.last_mut()) {
        fold_marks(&mut innermost.inner, layout);
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
            let prefix = if signatures > 1 { format!("{}.", signature + 1) } else { String::new() };
            // The words are the same in English and in French.
            for (side, name) in [(&mut sheet.outer, "recto"), (&mut sheet.inner, "verso")] {
                label(side, &format!("{prefix}{}/{count} {name}", number + 1), layout);
            }
        }
    }
}

/// Draws dashes at both ends of every fold and cut, on the side that faces up when the pile is folded.
fn fold_marks(side: &mut Side, layout: &Layout) {
    let thick = Length::pt(LINE_PT);
    let (dash, cell) = (Length::mm(DASH_MM), layout.cell());
    let first = Length::mm(FOLD_MARK_MM);
    // A fold mark consists of a dash, a gap and a dash.
    let last = first + dash * 3;
    for column in 1..layout.columns {
        let x = cell.width * column as i64 - thick / 2;
        for start in [first, side.paper.height - last] {
            for at in [start, start + dash * 2] {
                side.marks.push((Point::new(x, at), SheetMark::Line(Size::new(thick, dash))));
            }
        }
    }
    for row in 1..layout.rows {
        let y = cell.height * row as i64 - thick / 2;
        for start in [first, side.paper.width - last] {
            for at in [start, start + dash * 2] {
                side.marks.push((Point::new(at, y), SheetMark::Line(Size::new(dash, thick))));
            }
        }
    }
}

/// Marks the positions of the two staples, at a quarter and at three quarters of the fold.
fn staple_marks(side: &mut Side) {
    let thick = Length::pt(LINE_PT);
    let length = Length::mm(STAPLE_MM);
    for quarter in [1, 3] {
        let y = side.paper.height.scale(quarter, 4) - length / 2;
        side.marks.push((Point::new(side.paper.width / 2 - thick / 2, y), SheetMark::Line(Size::new(thick, length))));
    }
}

/// Draws a bar across the spine of a signature, next to its first page. Each bar is one step lower than the bar of the
/// previous signature. In a pile of signatures the bars form a staircase, and a missing signature leaves a gap in it.
fn collation_bar(sheets: &mut [Sheet], signature: usize, layout: &Layout) {
    let sides = sheets.iter_mut().flat_map(|sheet| [&mut sheet.outer, &mut sheet.inner]);
    let first_page = |side: &Side| side.placed.first().map(|(map, page)| (*page, *map));
    let found = sides.filter_map(|side| first_page(side).map(|(page, map)| (page, map, side)));
    let Some((_, map, side)) = found.min_by_key(|(page, ..)| *page) else { return };
    let (wide, high) = (Length::mm(COLLATION_MM.0), Length::mm(COLLATION_MM.1));
    let down = Length::mm(FIRST_COLLATION_MM) + high * (signature % COLLATION_STEPS) as i64;
    // The spine is at the left of the first page, or at its right if the book is bound on the right.
    let spine = if layout.right_bound { layout.page.width } else { Length::ZERO };
    let (a, b) = (map.apply(Point::new(spine - wide / 2, down)), map.apply(Point::new(spine + wide / 2, down + high)));
    let corner = Point::new(a.x.min(b.x), a.y.min(b.y));
    side.marks.push((corner, SheetMark::Line(Size::new(wide, high))));
}

/// Draws crop marks outside the block of pages, where the sheet has room for them.
fn crop_marks(side: &mut Side, layout: &Layout) {
    let thick = Length::pt(LINE_PT);
    let (long, offset) = (Length::mm(CROP_MM.0), Length::mm(CROP_MM.1));
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

/// Draws the label of a sheet, if there is room above the pages.
fn label(side: &mut Side, words: &str, layout: &Layout) {
    let room = (side.paper.height - layout.page.height * layout.rows as i64) / 2;
    let clear = layout.unprintable.top + Length::mm(2.0);
    if room >= clear {
        side.marks
            .push((Point::new(layout.unprintable.left + Length::mm(2.0), clear), SheetMark::Label(words.to_string())));
    }
}
