//! The PDF of imposed sheets. Each side is a page that draws the booklet's pages and then the printer's marks.

use super::catalog::{self, Preferences};
use super::document::{Document, PAGE_TREE};
use super::file::PdfFile;
use super::metadata::Metadata;
use super::units::{points, set_boxes};
use crate::deflate::deflate_fast;
use crate::geometry::{Affine, Size, WHOLE};
use crate::sheet::{Duplex, Layout, Sheet, SheetMark, Side};
use pdf_writer::{Content, Filter, Finish, Name, Ref, Str};
use std::collections::BTreeSet;

/// The length, in bytes, below which a stream is not compressed, since deflating it saves nothing.
const MIN_DEFLATED: usize = 256;
/// The size of sheet labels, in points: large enough to read, and small enough for the margin.
const LABEL_PT: f32 = 5.0;

/// A page of the booklet as a form XObject.
pub(super) struct Form {
    /// The form, or `None` for a blank page.
    pub(super) id: Option<Ref>,
    /// The size of the page.
    pub(super) size: Size,
}

/// The data shared by all sheets of a file.
pub(super) struct SheetFile<'a> {
    pub(super) layout: &'a Layout,
    /// The resolution of the printer in dots per inch, or `None` if pictures are not printed as plates.
    pub(super) dpi: Option<u32>,
    /// The pages, by index.
    pub(super) forms: &'a [Form],
    pub(super) metadata: &'a Metadata,
}

impl SheetFile<'_> {
    /// Writes the sheets, in the order in which their sides are printed, and returns the file.
    pub(super) fn write<'d>(&self, mut document: Document<'d>, sheets: &[Sheet]) -> PdfFile<'d> {
        let is_labelled = |sheet: &Sheet| sheet.outer.marks.iter().any(|(_, m)| matches!(m, SheetMark::Label(_)));
        let label_font = sheets.iter().any(is_labelled).then(|| label_font(&mut document));
        let mut pages = Vec::new();
        for (sheet, is_inner) in self.layout.printed_sides(sheets.len()) {
            let side = if is_inner { &sheets[sheet].inner } else { &sheets[sheet].outer };
            pages.push(self.side(&mut document, side, label_font));
        }
        let duplex = if self.layout.one_sided { Duplex::None } else { self.layout.duplex };
        let preferences = Preferences { duplex: Some(duplex), ..Preferences::default() };
        catalog::finish(document, &pages, self.metadata, &preferences)
    }

    /// Writes a side, and returns its page object.
    fn side(&self, document: &mut Document, side: &Side, label_font: Option<Ref>) -> Ref {
        let (id, content) = (document.numbers.next(), document.numbers.next());
        let drawn = self.draw(side);
        if drawn.len() < MIN_DEFLATED {
            document.object().stream(content, &drawn);
        } else {
            document.object().stream(content, &deflate_fast(&drawn)).filter(Filter::FlateDecode);
        }
        let mut page = document.object().page(id);
        set_boxes(&mut page, side.paper);
        page.parent(PAGE_TREE).contents(content);
        let mut resources = page.resources();
        let placed: BTreeSet<usize> = side.placed.iter().map(|(_, page)| *page).collect();
        let forms: Vec<(usize, Ref)> =
            placed.into_iter().filter_map(|page| Some((page, self.forms[page].id?))).collect();
        if !forms.is_empty() {
            let mut x_objects = resources.x_objects();
            for (page, form) in forms {
                x_objects.pair(Name(form_name(page).as_bytes()), form);
            }
        }
        if let Some(font) = label_font {
            resources.fonts().pair(Name(b"L"), font);
        }
        resources.finish();
        page.finish();
        id
    }

    /// Draws a side: first every page at its position, then the marks.
    fn draw(&self, side: &Side) -> Vec<u8> {
        let mut content = Content::new();
        for &(map, page) in &side.placed {
            let form = &self.forms[page];
            if form.id.is_some() {
                content.save_state();
                content.transform(self.on_dots(matrix(map, form.size, side.paper)));
                content.x_object(Name(form_name(page).as_bytes()));
                content.restore_state();
            }
        }
        for (at, mark) in &side.marks {
            let (x, y) = (points(at.x), points(side.paper.height - at.y));
            match mark {
                SheetMark::Line(size) => {
                    content.rect(x, y - points(size.height), points(size.width), points(size.height)).fill_nonzero();
                }
                SheetMark::Label(words) => {
                    content.begin_text().set_font(Name(b"L"), LABEL_PT).next_line(x, y);
                    content.show(Str(words.as_bytes())).end_text();
                }
            }
        }
        content.finish().to_vec()
    }

    /// Rounds the offset in a matrix to whole printer dots if pictures are printed as plates, so that the printer does
    /// not resample the plates.
    fn on_dots(&self, matrix: [f32; 6]) -> [f32; 6] {
        let Some(dpi) = self.dpi else { return matrix };
        let [a, b, c, d, x, y] = matrix;
        let dot = 72.0 / f64::from(dpi);
        let nearest = |length: f32| ((f64::from(length) / dot).round() * dot) as f32;
        [a, b, c, d, nearest(x), nearest(y)]
    }
}

/// Returns the name of a page's form in content streams. `page` is the index of the page.
fn form_name(page: usize) -> String {
    format!("P{}", page + 1)
}

/// Writes Helvetica as the font of the labels. It is a standard font (ISO 32000, 9.6.2.2), which every printer has and
/// which does not need to be embedded.
fn label_font(document: &mut Document) -> Ref {
    let id = document.numbers.next();
    document.object().type1_font(id).base_font(Name(b"Helvetica")).encoding_predefined(Name(b"WinAnsiEncoding"));
    id
}

/// Converts a map from page space to sheet space, where y points down, to a PDF matrix, where y points up.
fn matrix(map: Affine, page: Size, paper: Size) -> [f32; 6] {
    let (x, y) = (map.shift.x, map.shift.y);
    let scale = map.scale as f32 / WHOLE as f32;
    let height = page.height.scale(map.scale, WHOLE);
    if map.half_turn {
        [-scale, 0.0, 0.0, -scale, points(x), points(paper.height - y + height)]
    } else {
        [scale, 0.0, 0.0, scale, points(x), points(paper.height - y - height)]
    }
}

/// Returns the scale of the pages on the sheets, in millionths. It is the scale of the first page, since all pages of a
/// brochure have the same size.
pub(super) fn page_scale(sheets: &[Sheet]) -> i64 {
    let sides = sheets.iter().flat_map(|sheet| [&sheet.outer, &sheet.inner]);
    sides.flat_map(|side| &side.placed).map(|(map, _)| map.scale).next().unwrap_or(WHOLE)
}
