//! Draws the plan of a layout: sheets at a reduced size, and the finishing steps below them.
//!
//! ```text
//!   a5-on-a4 (8 p.)
//!   sheet 1, outer side      sheet 1, inner side
//!   +---------+---------+    +---------+---------+   a thick bar marks the head of each page;
//!   |  ─────  :  ─────  |    |  ─────  :  ─────  |   short dashes are folds, long ones cuts
//!   |    8    :    1    |    |    2    :    7    |
//!   +---------+---------+    +---------+---------+
//!   1. Lay the pile down …
//! ```

use super::{Face, Plan, finishing, side_name};
use crate::diagnostic::messages::sheets as text;
use crate::diagnostic::{Lang, Span};
use crate::drawing::{Drawing, LabelSetter, TextAlign, TextLabel};
use crate::geometry::{Point, Rect, Size};
use crate::page::{Ink, Page};
use crate::sheet::{Layout, Step};
use crate::unit::Length;

/// The width of the drawing, in millimetres. It fits into the text area of an A4 page.
const WIDTH_MM: f64 = 170.0;
/// The white space around and between the parts of the drawing, in millimetres.
const GAP_MM: f64 = 6.0;
/// The maximum number of sheets that are drawn. Further sheets are left out. Eight sheets make the pattern clear, and a
/// drawing of them is as tall as an A4 page.
const MAX_SHEETS: usize = 8;
/// The thickness of outlines and dashes, in points.
const LINE_PT: f64 = 0.6;

impl Plan<'_> {
    /// Returns the plan as a drawing: up to eight sheets at a reduced size, and the steps below them.
    pub fn drawing(&self, lang: Lang, labels: &dyn LabelSetter) -> Page {
        draw(self, lang, labels)
    }
}

fn draw(plan: &Plan, lang: Lang, labels: &dyn LabelSetter) -> Page {
    let (gap, width) = (Length::mm(GAP_MM), Length::mm(WIDTH_MM));
    let (layout, imposition) = (plan.layout, &plan.imposition);
    let mut drawing = PlanDrawing { drawing: Drawing::new(labels), layout };
    let mut y = gap + Length::pt(11.0);
    let title = format!("{} ({} p.)", layout.name, plan.pages);
    y += drawing.text(&title, Point::new(gap, y), Length::pt(11.0), width - gap * 2);
    // Both sides are drawn next to each other. If a layout prints only one side, the right half stays empty.
    let side_width = (width - gap * 3) / 2;
    let side_height = layout.sheet.height.scale(side_width.0, layout.sheet.width.max(Length::mm(1.0)).0);
    for (number, sheet) in imposition.sheets.iter().take(MAX_SHEETS).enumerate() {
        for (column, face) in plan.faces(sheet).into_iter().enumerate() {
            let x = gap + (side_width + gap) * column as i64;
            let name = text::plan_sheet_side(lang, number + 1, side_name(face.is_inner, lang));
            drawing.text(&name, Point::new(x, y + Length::pt(3.0)), Length::pt(7.0), side_width);
            let at = Point::new(x, y + Length::pt(7.0));
            drawing.side(plan, face, Rect { at, size: Size::new(side_width, side_height) });
        }
        y += side_height + Length::pt(7.0) + gap;
    }
    y += Length::pt(4.0);
    for (number, step) in finishing::instructions(layout, imposition.signatures.len(), lang).iter().enumerate() {
        y += drawing.text(&format!("{}. {step}", number + 1), Point::new(gap, y), Length::pt(8.0), width - gap * 2);
        y += Length::pt(2.0);
    }
    drawing.drawing.into_page(1, Size::new(width, y + gap))
}

struct PlanDrawing<'a> {
    drawing: Drawing<'a>,
    layout: &'a Layout,
}

impl PlanDrawing<'_> {
    /// Adds text that begins at a point, and returns its height.
    fn text(&mut self, text: &str, at: Point, size: Length, measure: Length) -> Length {
        self.drawing.label(&TextLabel { text, at, align: TextAlign::Left, size, measure })
    }

    /// Draws one side of a sheet into `frame`.
    fn side(&mut self, plan: &Plan, face: Face, frame: Rect) {
        self.outline(frame);
        let Rect { at, size } = frame;
        let (columns, rows) = (self.layout.columns as i64, self.layout.rows as i64);
        let cell = Size::new(size.width / columns, size.height / rows);
        for column in 1..columns {
            self.dashes(at.moved(cell.width * column, Length::ZERO), size.height, true);
        }
        for row in 1..rows {
            self.dashes(at.moved(Length::ZERO, cell.height * row), size.width, false);
        }
        // The figures are about a third of a cell high, and at most 30 points, so that three digits fit into a narrow
        // cell.
        let figure = (cell.height.min(cell.width).to_pt() * 0.36).min(30.0);
        for (row, cells) in plan.cells(face).iter().enumerate() {
            for (column, found) in cells.iter().enumerate() {
                let Some(page) = found else { continue };
                let corner = at.moved(cell.width * column as i64, cell.height * row as i64);
                let bar = Size::new(cell.width.scale(40, 100), Length::pt(2.0));
                let head = cell.height.scale(if page.upside_down { 92 } else { 8 }, 100) - Length::pt(1.0);
                self.drawing.rule(corner.moved(cell.width.scale(30, 100), head), bar, Ink::Black);
                self.drawing.label(&TextLabel {
                    text: &page.number.to_string(),
                    // Digits are about 0.7 of the font size high, so moving them down by half of that centres them.
                    at: corner.moved(cell.width / 2, cell.height / 2 + Length::pt(figure * 0.35)),
                    align: TextAlign::Centred,
                    size: Length::pt(figure),
                    measure: cell.width,
                });
            }
        }
    }

    /// Draws the edges of a sheet.
    fn outline(&mut self, Rect { at, size }: Rect) {
        let line = Length::pt(LINE_PT);
        let (across, down) = (Size::new(size.width, line), Size::new(line, size.height));
        self.drawing.rule(at, across, Ink::Black);
        self.drawing.rule(at.moved(Length::ZERO, size.height - line), across, Ink::Black);
        self.drawing.rule(at, down, Ink::Black);
        self.drawing.rule(at.moved(size.width - line, Length::ZERO), down, Ink::Black);
    }

    /// Draws a row of short dashes for a fold, or of long dashes for a cut.
    fn dashes(&mut self, at: Point, length: Length, vertical: bool) {
        let is_cut = |(step, _): &(Step, Span)| match step {
            Step::CutStack(half) => half.is_sideways() == vertical,
            Step::CutCopies { vertical: cut } => *cut == vertical,
            Step::Fold(_) | Step::Turn => false,
        };
        let dash = Length::mm(if self.layout.steps.iter().any(is_cut) { 4.0 } else { 1.5 });
        let (thickness, space) = (Length::pt(LINE_PT), Length::mm(1.5));
        let mut start = Length::ZERO;
        while start < length {
            let part = dash.min(length - start);
            let (place, size) = if vertical {
                (at.moved(Length::ZERO, start), Size::new(thickness, part))
            } else {
                (at.moved(start, Length::ZERO), Size::new(part, thickness))
            };
            self.drawing.rule(place, size, Ink::Tint(60));
            start += dash + space;
        }
    }
}
