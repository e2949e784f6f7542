//! The drawing of a page as a PDF content stream.

use super::face::{FaceInUse, cluster_text};
use super::{PageContent, points};
use crate::geometry::{Point, Size};
use crate::page::{GlyphRun, Ink, Item, Page};
use crate::unit::Length;
use flate2::{Compress, Compression, FlushCompress, Status};
use pdf_writer::{Content, Name, Str, TextStr};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Draws and deflates a page.
pub(super) fn draw(page: &Page, faces: &BTreeMap<u16, FaceInUse>) -> PageContent {
    let mut pen = Pen {
        content: Content::with_settings(pdf_writer::Settings { pretty: false }),
        faces,
        height: page.trim.height,
        used: PageContent { deflated: Vec::new(), faces: Vec::new(), pictures: Vec::new() },
        text: None,
        ink: Ink::Black,
    };
    pen.items(&page.items, Point::default());
    pen.leave_text();
    let Pen { content, mut used, .. } = pen;
    used.faces.sort_unstable();
    used.faces.dedup();
    used.pictures.sort_unstable();
    used.pictures.dedup();
    used.deflated = deflate(&content.finish());
    used
}

thread_local! {
    /// A deflater's tables are larger than what it packs of a page, so each thread keeps its own.
    static DEFLATER: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(4), true));
}

/// Deflates a stream, fast: level 6 would make pages two per cent smaller and take twice the time.
pub(super) fn deflate(raw: &[u8]) -> Vec<u8> {
    DEFLATER.with_borrow_mut(|deflater| {
        deflater.reset();
        let mut packed = Vec::with_capacity(raw.len() / 2 + 64);
        loop {
            let from = deflater.total_in() as usize;
            // Deflating in memory fails in no other way than by want of room, which is then made.
            match deflater.compress_vec(&raw[from..], &mut packed, FlushCompress::Finish) {
                Ok(Status::StreamEnd) | Err(_) => break,
                Ok(Status::Ok | Status::BufError) => packed.reserve(raw.len() / 4 + 64),
            }
        }
        packed
    })
}

/// What the text object was last told.
#[derive(Clone, Copy, PartialEq)]
struct TextState {
    face: u16,
    size: Length,
    expansion: i32,
    letterspace: i32,
}

struct Pen<'f> {
    content: Content,
    faces: &'f BTreeMap<u16, FaceInUse>,
    height: Length,
    used: PageContent,
    /// The state of the open text object.
    text: Option<TextState>,
    ink: Ink,
}

impl Pen<'_> {
    fn items(&mut self, items: &[(Point, Item)], origin: Point) {
        for (at, item) in items {
            let at = at.moved(origin.x, origin.y);
            match item {
                Item::Glyphs(run) => self.run(at, run),
                Item::Rule(size, ink) => self.rule(at, *size, *ink),
                Item::Image(id, size) => {
                    self.leave_text();
                    self.used.pictures.push(id.0);
                    let (x, y) = (points(at.x), points(self.height - at.y - size.height));
                    self.content.save_state();
                    self.content.transform([points(size.width), 0.0, 0.0, points(size.height), x, y]);
                    self.content.x_object(Name(format!("I{}", id.0).as_bytes()));
                    self.content.restore_state();
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

    fn rule(&mut self, at: Point, size: Size, ink: Ink) {
        self.leave_text();
        self.set_ink(ink);
        let (x, y) = (points(at.x), points(self.height - at.y - size.height));
        self.content.rect(x, y, points(size.width), points(size.height)).fill_nonzero();
    }

    fn set_ink(&mut self, ink: Ink) {
        if self.ink != ink {
            self.content.set_fill_gray(if ink == Ink::Black { 0.0 } else { 1.0 });
            self.ink = ink;
        }
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
        // The difference between where the pen is and where it should be, in points.
        let mut drift = 0.0;
        let mut row = Row::default();
        let mut at = 0;
        while at < run.glyphs.len() {
            let (text, count) = cluster_text(run, at);
            let odd = face.needs_actual_text(run.glyphs[at].id, &text, count);
            if odd {
                self.show(&mut row);
                let mut span = self.content.begin_marked_content_with_properties(Name(b"Span"));
                span.properties().actual_text(TextStr(&text));
            }
            for (i, glyph) in run.glyphs[at..at + count].iter().enumerate() {
                let own = face.advance(glyph.id) * size / face.units_per_em;
                let (right, up) = run.offset(at + i);
                let shift = right * size / face.units_per_em * scale;
                let raised = up != 0.0;
                if raised {
                    self.show(&mut row);
                    self.content.set_rise((up * size / face.units_per_em) as f32);
                }
                // A shift moves the glyph, not the pen: it is taken back after it.
                drift -= row.adjust(drift + shift, size * scale) - shift;
                row.push(face.cid(glyph.id));
                drift -= shift;
                let wanted = Length(i64::from(glyph.advance)).to_pt();
                drift += wanted - (own + spacing) * scale;
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
    }

    fn show(&mut self, row: &mut Row) {
        if row.parts.is_empty() {
            return;
        }
        let mut shown = self.content.show_positioned();
        let mut items = shown.items();
        for part in row.parts.drain(..) {
            match part {
                Part::Codes(codes) => drop(items.show(Str(&codes))),
                Part::Move(amount) => drop(items.adjust(amount)),
            }
        }
    }
}

/// Letterspacing as PDF wants it: before horizontal scaling, to a ten-thousandth of a point.
fn spacing(run: &GlyphRun) -> f64 {
    let unscaled = Length(i64::from(run.letterspace)).to_pt() * 100_000.0 / f64::from(run.expansion);
    (unscaled * 10_000.0).round() / 10_000.0
}

enum Part {
    Codes(Vec<u8>),
    /// In thousandths of an em, to the left.
    Move(f32),
}

/// Codes and moves that one operator shows.
#[derive(Default)]
struct Row {
    parts: Vec<Part>,
}

impl Row {
    fn push(&mut self, cid: u16) {
        if let Some(Part::Codes(codes)) = self.parts.last_mut() {
            codes.extend(cid.to_be_bytes());
        } else {
            self.parts.push(Part::Codes(cid.to_be_bytes().to_vec()));
        }
    }

    /// Moves the pen to the right by about that many points, and tells by how much exactly: moves are whole thousandths
    /// of an em, and what is left is carried to the next.
    fn adjust(&mut self, by: f64, em: f64) -> f64 {
        let thousandths = (by / em * 1000.0).round();
        if thousandths == 0.0 {
            return 0.0;
        }
        self.parts.push(Part::Move(-thousandths as f32));
        thousandths * em / 1000.0
    }
}
