//! The drawing of a page as a PDF content stream.

use super::face::{FaceInUse, cluster_text, is_plain};
use super::{PageContent, points};
use crate::deflate::deflate;
use crate::geometry::{Point, Size, WHOLE};
use crate::image::{ImageId, Plates};
use crate::page::{GlyphRun, Ink, Item, Page};
use crate::unit::Length;
use pdf_writer::{Content, Name, TextStr};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Draws and deflates a page; pictures that have a plate at this scale of the page are drawn by it.
pub(super) fn draw(page: &Page, faces: &BTreeMap<u16, FaceInUse>, plates: Option<(&Plates, i64)>) -> PageContent {
    let mut pen = Pen {
        raw: Vec::with_capacity(16_000),
        content: piece(),
        faces,
        plates,
        height: page.trim.height,
        used: PageContent::default(),
        text: None,
        ink: Ink::Black,
        row: Row::default(),
    };
    pen.items(&page.items, Point::default());
    pen.leave_text();
    pen.leave_piece();
    let Pen { raw, mut used, .. } = pen;
    used.faces.sort_unstable();
    used.faces.dedup();
    used.pictures.sort_unstable();
    used.pictures.dedup();
    used.plates.sort_unstable();
    used.plates.dedup();
    used.deflated = deflate(&raw);
    used
}

/// What the text object was last told.
#[derive(Clone, Copy, PartialEq)]
struct TextState {
    face: u16,
    size: Length,
    expansion: i32,
    letterspace: i32,
}

fn piece() -> Content {
    Content::with_settings(pdf_writer::Settings { pretty: false })
}

struct Pen<'f> {
    /// What is finished.
    raw: Vec<u8>,
    /// The operators since the last letters.
    content: Content,
    faces: &'f BTreeMap<u16, FaceInUse>,
    plates: Option<(&'f Plates, i64)>,
    height: Length,
    used: PageContent,
    /// The state of the open text object.
    text: Option<TextState>,
    ink: Ink,
    /// Where the operand of what is shown is written.
    row: Row,
}

impl Pen<'_> {
    fn items(&mut self, items: &[(Point, Item)], origin: Point) {
        for (at, item) in items {
            let at = at.moved(origin.x, origin.y);
            match item {
                Item::Glyphs(run, _) => self.run(at, run),
                Item::Rule(size, ink) => self.rule(at, *size, *ink),
                Item::Image(id, size) => {
                    self.leave_text();
                    if !self.plate(at, *id, *size) {
                        self.used.pictures.push(id.0);
                        let (x, y) = (points(at.x), points(self.height - at.y - size.height));
                        let matrix = [points(size.width), 0.0, 0.0, points(size.height), x, y];
                        self.x_object(matrix, &format!("I{}", id.0));
                    }
                }
                // Links are annotations of the page, not drawing.
                Item::Link(..) => {}
                Item::Group(clip, inner) => {
                    self.leave_text();
                    self.content.save_state();
                    if let Some(size) = clip {
                        let (x, y) = (points(at.x), points(self.height - at.y - size.height));
                        self.content.rect(x, y, points(size.width), points(size.height)).clip_nonzero().end_path();
                    }
                    let ink = self.ink;
                    self.items(inner, at);
                    self.leave_text();
                    self.content.restore_state();
                    self.ink = ink;
                }
            }
        }
    }

    fn x_object(&mut self, matrix: [f32; 6], name: &str) {
        self.content.save_state();
        self.content.transform(matrix);
        self.content.x_object(Name(name.as_bytes()));
        self.content.restore_state();
    }

    /// Draws a picture's plate, if it has one: as many of the machine's dots as it has, beginning on a whole one. A page
    /// stands on a whole dot of its sheet.
    fn plate(&mut self, at: Point, id: ImageId, size: Size) -> bool {
        let Some((plates, scale)) = self.plates else { return false };
        let printed = Size::new(size.width.scale(scale, WHOLE), size.height.scale(scale, WHOLE));
        let Some((number, plate)) = plates.find(id, printed) else { return false };
        self.set_ink(Ink::Black);
        let dot = 72.0 / f64::from(plates.dpi) * (WHOLE as f64 / scale as f64);
        let (wide, high) = (f64::from(plate.width) * dot, f64::from(plate.height) * dot);
        let foot = (self.height - at.y).to_pt() - high;
        let on_dot = |length: f64| ((length / dot).round() * dot) as f32;
        self.x_object([wide as f32, 0.0, 0.0, high as f32, on_dot(at.x.to_pt()), on_dot(foot)], &format!("H{number}"));
        self.used.plates.push(number);
        true
    }

    fn rule(&mut self, at: Point, size: Size, ink: Ink) {
        self.leave_text();
        self.set_ink(ink);
        let (x, y) = (points(at.x), points(self.height - at.y - size.height));
        self.content.rect(x, y, points(size.width), points(size.height)).fill_nonzero();
    }

    fn set_ink(&mut self, ink: Ink) {
        if self.ink != ink {
            self.content.set_fill_gray(ink.lightness());
            self.ink = ink;
        }
    }

    fn leave_piece(&mut self) {
        let written = std::mem::replace(&mut self.content, piece()).finish();
        self.raw.extend_from_slice(&written);
        self.raw.push(b'\n');
    }

    fn leave_text(&mut self) {
        if self.text.take().is_some() {
            self.content.end_text();
        }
    }

    fn run(&mut self, at: Point, run: &GlyphRun) {
        let Some(face) = self.faces.get(&run.face.0) else { return };
        if self.ink != run.ink {
            self.leave_text();
            self.set_ink(run.ink);
        }
        self.used.faces.push(run.face.0);
        let state =
            TextState { face: run.face.0, size: run.size, expansion: run.expansion, letterspace: run.letterspace };
        let before = self.text;
        if before.is_none() {
            self.content.begin_text();
        }
        if before.is_none_or(|b| (b.face, b.size) != (state.face, state.size)) {
            self.content.set_font(Name(format!("F{}", state.face).as_bytes()), points(run.size));
        }
        // Scaling and spacing outlive the text object, so they are said whenever one is begun.
        if before.is_none_or(|b| b.expansion != state.expansion) {
            self.content.set_horizontal_scaling(state.expansion as f32 / 1000.0);
        }
        let spacing = spacing(run);
        if before.is_none_or(|b| (b.letterspace, b.expansion) != (state.letterspace, state.expansion)) {
            self.content.set_char_spacing(spacing as f32);
        }
        self.text = Some(state);
        self.content.set_text_matrix([1.0, 0.0, 0.0, 1.0, points(at.x), points(self.height - at.y)]);
        self.glyphs(run, face, spacing);
    }

    /// Shows glyphs in stretches: a stretch ends where a glyph is raised or its text must be said apart.
    fn glyphs(&mut self, run: &GlyphRun, face: &FaceInUse, spacing: f64) {
        let scale = f64::from(run.expansion) / 100_000.0;
        let size = run.size.to_pt();
        // What a font unit, and the space after each glyph, come to on the page.
        let (unit, space) = (size / face.units_per_em * scale, spacing * scale);
        // The difference between where the pen is and where it should be, in points.
        let mut drift = 0.0;
        let mut row = std::mem::take(&mut self.row);
        let straight = run.offsets.is_empty();
        let mut at = 0;
        while at < run.glyphs.len() {
            let usual = face.usual(run, at);
            if let (Some(known), true) = (usual, straight) {
                // Nearly all glyphs: what follows comes to this for them.
                drift -= row.adjust(drift, size * scale);
                if known.plain {
                    row.push_plain(known.cid)
                } else {
                    row.push(known.cid)
                }
                let wanted = Length(i64::from(run.glyphs[at].advance)).to_pt();
                drift += wanted - (known.advance * unit + space);
                at += 1;
                continue;
            }
            let (text, count) = if usual.is_some() { (Cow::Borrowed(""), 1) } else { cluster_text(run, at) };
            let odd = usual.is_none() && face.needs_actual_text(run.glyphs[at].id, &text, count);
            if odd {
                self.show(&mut row);
                let mut span = self.content.begin_marked_content_with_properties(Name(b"Span"));
                span.properties().actual_text(TextStr(&text));
            }
            for (i, glyph) in run.glyphs[at..at + count].iter().enumerate() {
                let (cid, advance) = face.code(glyph.id);
                let (right, up) = run.offset(at + i);
                let shift = if right == 0.0 { 0.0 } else { right * size / face.units_per_em * scale };
                let raised = up != 0.0;
                if raised {
                    self.show(&mut row);
                    self.content.set_rise((up * size / face.units_per_em) as f32);
                }
                // A shift moves the glyph, not the pen: it is taken back after it.
                drift -= row.adjust(drift + shift, size * scale) - shift;
                row.push(cid);
                drift -= shift;
                let wanted = Length(i64::from(glyph.advance)).to_pt();
                drift += wanted - (advance * unit + space);
                if raised {
                    self.show(&mut row);
                    self.content.set_rise(0.0);
                }
            }
            if odd {
                self.show(&mut row);
                self.content.end_marked_content();
            }
            at += count;
        }
        self.show(&mut row);
        self.row = row;
    }

    fn show(&mut self, row: &mut Row) {
        if row.operand.is_empty() {
            return;
        }
        self.leave_piece();
        self.raw.push(b'[');
        self.raw.append(&mut row.operand);
        self.raw.extend_from_slice(if row.open { b")]TJ\n" } else { b"]TJ\n" });
        row.open = false;
    }
}

/// Letterspacing as PDF wants it: before horizontal scaling, to a ten-thousandth of a point.
fn spacing(run: &GlyphRun) -> f64 {
    let unscaled = Length(i64::from(run.letterspace)).to_pt() * 100_000.0 / f64::from(run.expansion);
    (unscaled * 10_000.0).round() / 10_000.0
}

/// Codes and moves that one operator shows, as its operand is written: most of a page's bytes, so codes stand in it as
/// they are (ISO 32000-1, 7.3.4.2), not as escapes.
#[derive(Default)]
struct Row {
    operand: Vec<u8>,
    /// Whether a string was begun.
    open: bool,
}

impl Row {
    fn begin(&mut self) {
        if !self.open {
            self.operand.push(b'(');
            self.open = true;
        }
    }

    /// A code of plain bytes.
    #[inline]
    fn push_plain(&mut self, cid: u16) {
        self.begin();
        self.operand.extend_from_slice(&cid.to_be_bytes());
    }

    fn push(&mut self, cid: u16) {
        self.begin();
        for byte in cid.to_be_bytes() {
            match byte {
                b'\r' => self.operand.extend(b"\\r"),
                _ if is_plain(byte) => self.operand.push(byte),
                _ => self.operand.extend([b'\\', byte]),
            }
        }
    }

    /// Moves the pen to the right by about that many points, and tells by how much exactly: moves are whole thousandths
    /// of an em, and what is left is carried to the next.
    fn adjust(&mut self, by: f64, em: f64) -> f64 {
        // Nearly all glyphs stand where the pen is; that needs no division to see.
        if by.abs() * 1000.0 < em * 0.49 {
            return 0.0;
        }
        let thousandths = (by / em * 1000.0).round();
        if thousandths == 0.0 {
            return 0.0;
        }
        if self.open {
            self.operand.push(b')');
            self.open = false;
        } else if !self.operand.is_empty() {
            self.operand.push(b' ');
        }
        self.operand.extend_from_slice(itoa::Buffer::new().format(-thousandths as i64).as_bytes());
        thousandths * em / 1000.0
    }
}
