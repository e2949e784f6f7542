//! The test sheet: printed once on both sides, it shows how a printer handles paper.
//!
//! Input: a layout, which determines the paper. Output: the front and the back of the test sheet. The user reads three
//! values from the print and enters them in the settings as `[printer.NAME]`: over which edge the printer turns sheets,
//! how wide its unprintable edges are, and how far the back is offset from the front.
//!
//! ```text
//!            front                          back
//!   +--------------------+          +--------------------+
//!   |  ^     |||||       |          |  ^        |        |
//!   | FRONT --   (scales |          | BACK    --+------- |   held up to the light: the cross of the back
//!   |       --    at the |          |           |        |   lies on the two scales of the front
//!   | 1. …        edges) |          |                    |
//!   |  ____  (100 mm)    |          |                    |
//!   +--------------------+          +--------------------+
//! ```

use crate::diagnostic::Lang;
use crate::diagnostic::messages::sheets as text;
use crate::drawing::{Drawing, LabelSetter, TextAlign, TextLabel};
use crate::geometry::{Point, Size};
use crate::page::{Ink, Page};
use crate::sheet::Layout;
use crate::unit::Length;

/// The thickness of the marks of a scale, in points: thin enough to distinguish half millimetres, and thick enough for
/// any printer.
const MARK_PT: f64 = 0.4;
/// The length of the scales at the edges, in millimetres. No office printer leaves a wider edge blank.
const EDGE_SCALE_MM: i64 = 15;
/// How far the scales in the middle extend to each side, in half millimetres. A larger offset could not be read, but
/// printers are seldom off by even half of this distance.
const REGISTER_SCALE: i64 = 16;
/// The position of the arrow's tip from the left and from the top, in millimetres. It is clear of the scales at the
/// edges.
const ARROW_MM: (f64, f64) = (45.0, 35.0);

/// The setting of the unprintable edges, with blanks for the user to fill in.
const UNPRINTABLE: &str = "unprintable = { top = \"…mm\", right = \"…mm\", bottom = \"…mm\", left = \"…mm\" }";

/// Returns the two pages of the test sheet.
pub fn pages(layout: &Layout, lang: Lang, labels: &dyn LabelSetter) -> [Page; 2] {
    let side = || TestSide { drawing: Drawing::new(labels), layout, lang };
    [side().front(), side().back()]
}

/// Returns the instruction for printing the test sheet, which names the setting in the print dialogue.
pub fn printing(layout: &Layout, lang: Lang) -> &'static str {
    let [edge, _] = edges(layout);
    match edge {
        Edge::Short => text::test_sheet_print_short_edge(lang),
        Edge::Long => text::test_sheet_print_long_edge(lang),
    }
}

/// An edge over which a printer turns sheets.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Short,
    Long,
}

impl Edge {
    /// Returns the value of `duplex` in the settings of a printer.
    fn setting(self) -> &'static str {
        match self {
            Edge::Short => "short-edge",
            Edge::Long => "long-edge",
        }
    }
}

/// Returns both edges. The first is the edge over which the printer must turn the sheet so that the back is upright when
/// a reader turns the sheet like a page.
fn edges(layout: &Layout) -> [Edge; 2] {
    if layout.sheet.width > layout.sheet.height { [Edge::Short, Edge::Long] } else { [Edge::Long, Edge::Short] }
}

/// One side of the test sheet.
struct TestSide<'a> {
    drawing: Drawing<'a>,
    layout: &'a Layout,
    lang: Lang,
}

impl TestSide<'_> {
    fn rule(&mut self, at: Point, size: Size) {
        self.drawing.rule(at, size, Ink::Black);
    }

    /// Adds text that begins at a point, and returns its height.
    fn text(&mut self, text: &str, at: Point, size_pt: f64, measure: Length) -> Length {
        self.drawing.label(&TextLabel { text, at, align: TextAlign::Left, size: Length::pt(size_pt), measure })
    }

    /// Draws an arrow that points to the head of the sheet, with the name of the side below it.
    fn arrow(&mut self, name: &str) {
        let tip = Point::new(Length::mm(ARROW_MM.0), Length::mm(ARROW_MM.1));
        // The arrowhead consists of 40 bars of half a millimetre, each wider than the one above.
        let step = Length::mm(0.5);
        for i in 0..40 {
            let width = step * (i + 1);
            self.rule(tip.moved(-width / 2, step * i), Size::new(width, step));
        }
        self.rule(tip.moved(Length::mm(-3.0), Length::mm(20.0)), Size::new(Length::mm(6.0), Length::mm(25.0)));
        let at = Point::new(tip.x, Length::mm(88.0));
        let (size, measure) = (Length::pt(16.0), Length::mm(50.0));
        self.drawing.label(&TextLabel { text: name, at, align: TextAlign::Centred, size, measure });
    }

    /// Draws scales inwards from each edge: a mark at every millimetre up to 15, and a longer mark with a figure at
    /// every fifth millimetre.
    fn edge_scales(&mut self) {
        let Size { width, height } = self.layout.sheet;
        let thin = Length::pt(MARK_PT);
        for mm in 1..=EDGE_SCALE_MM {
            let long = Length::mm(if mm % 5 == 0 { 9.0 } else { 4.0 });
            let inward = Length::mm(mm as f64);
            // Each mark starts one step further along, so that the first mark that was printed is easy to see.
            let along = Length::mm(4.0) * mm;
            let (cx, cy) = (width / 2 + Length::mm(45.0) + along / 2, height / 2 + Length::mm(20.0) + along / 3);
            self.rule(Point::new(cx, inward - thin / 2), Size::new(long, thin));
            self.rule(Point::new(cx, height - inward - thin / 2), Size::new(long, thin));
            self.rule(Point::new(inward - thin / 2, cy), Size::new(thin, long));
            self.rule(Point::new(width - inward - thin / 2, cy), Size::new(thin, long));
            if mm % 5 == 0 {
                let (down, right) = (Length::mm(1.0), Length::mm(10.0));
                let figure = mm.to_string();
                let measure = Length::mm(10.0);
                for at in [
                    Point::new(cx + right, inward + down),
                    Point::new(cx + right, height - inward + down),
                    Point::new(inward - down, cy + right + Length::mm(2.0)),
                    Point::new(width - inward - down * 2, cy + right + Length::mm(2.0)),
                ] {
                    self.text(&figure, at, 7.0, measure);
                }
            }
        }
    }

    /// Returns the point where the middle marks of the two scales on the front would meet if they were extended. It is
    /// next to the arrow and above the instructions.
    fn register_at(&self) -> Point {
        Point::new(self.layout.sheet.width / 2, self.layout.sheet.height.scale(30, 100))
    }

    fn front(mut self) -> Page {
        let thin = Length::pt(MARK_PT);
        let middle = self.register_at();
        self.edge_scales();
        // Two scales of half millimetres: one runs across above the middle, and one runs down to the left of it.
        let clear = Length::mm(5.0);
        for half in -REGISTER_SCALE..=REGISTER_SCALE {
            let long = Length::mm(match half {
                0 => 16.0,
                n if n % 10 == 0 => 9.0,
                n if n % 2 == 0 => 5.0,
                _ => 3.0,
            });
            let off = Length::mm(0.5) * half;
            self.rule(middle.moved(off - thin / 2, -clear - long), Size::new(thin, long));
            self.rule(middle.moved(-clear - long, off - thin / 2), Size::new(long, thin));
        }
        self.arrow(text::test_sheet_front(self.lang));
        self.explain();
        self.drawing.into_page(1, self.layout.sheet)
    }

    /// Writes the instructions: what to do with the sheet, and what to write down. The bar below them shows
    /// whether the sheet was printed at full size.
    fn explain(&mut self) {
        let [right, wrong] = edges(self.layout);
        let lang = self.lang;
        let print = match right {
            Edge::Short => text::test_sheet_1_short_edge(lang),
            Edge::Long => text::test_sheet_1_long_edge(lang),
        };
        let lines = [
            print,
            &text::test_sheet_2(lang, right.setting(), wrong.setting()),
            &text::test_sheet_3(lang, UNPRINTABLE),
            text::test_sheet_4(lang),
            text::test_sheet_5(lang),
            text::test_sheet_answers(lang),
        ];
        let (left, measure) = (Length::mm(25.0), self.layout.sheet.width - Length::mm(50.0));
        let mut y = self.layout.sheet.height.scale(50, 100).max(Length::mm(105.0));
        for line in lines {
            y += self.text(line, Point::new(left, y), 10.5, measure) + Length::pt(5.0);
        }
        self.rule(Point::new(left, y), Size::new(Length::mm(100.0), Length::mm(2.0)));
    }

    fn back(mut self) -> Page {
        let thin = Length::pt(MARK_PT);
        // The same point on the paper, mirrored because it is seen from the back.
        let at = self.register_at();
        let middle = Point::new(self.layout.sheet.width - at.x, at.y);
        // The lines must reach the scales of the front, which lie above and, seen from the back, to the right.
        let (short, long) = (Length::mm(3.0), Length::mm(30.0));
        self.rule(middle.moved(-thin / 2, -long), Size::new(thin, long + short));
        self.rule(middle.moved(-short, -thin / 2), Size::new(long + short, thin));
        self.arrow(text::test_sheet_back(self.lang));
        self.drawing.into_page(2, self.layout.sheet)
    }
}
