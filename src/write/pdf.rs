//! PDF: pages in reading order, and sheets on which each page stands once, placed by reference.
//!
//! Fonts are subset, glyphs keep their text, black is DeviceGray, JPEG and plain PNG data pass through untouched. What both
//! files need is prepared once: page contents, faces, pictures.

mod carried;
mod carry;
mod content;
mod document;
mod drawing;
mod face;
pub mod foreign;
mod picture;

use super::Assets;
use crate::deflate::deflate;
use crate::font::FaceId;
use crate::geometry::{Affine, Size, WHOLE};
use crate::image::{ImageId, Plates};
use crate::page::{Book, Item, Page, Target};
use crate::sheet::{Duplex, Layout, Sheet, SheetMark, Side};
use crate::unit::Length;
pub use carried::Written;
use document::{Document, Preferences};
use face::{FaceFiles, FaceInUse};
use pdf_writer::{Content, Filter, Finish, Name, Rect, Ref, Str};
use picture::Ink;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// What a PDF says of itself.
#[derive(Clone, Debug, Default)]
pub struct Metadata {
    /// The title.
    pub title: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// What it is about.
    pub subject: Option<String>,
    /// The language of its text, as in HTML.
    pub language: String,
}

/// A book made ready for both kinds of PDF.
pub struct PreparedBook<'a> {
    book: &'a Book,
    assets: Assets<'a>,
    metadata: &'a Metadata,
    faces: BTreeMap<u16, FaceInUse>,
    files: BTreeMap<u16, FaceFiles>,
    contents: Vec<PageContent>,
}

/// The drawing of one page, deflated, and what it refers to.
#[derive(Clone, Default)]
pub(crate) struct PageContent {
    deflated: Vec<u8>,
    faces: Vec<u16>,
    pictures: Vec<u32>,
    plates: Vec<usize>,
}

/// How a file carries pictures.
#[derive(Clone, Copy)]
pub enum PictureEmbedding<'a> {
    /// As they came.
    Original,
    /// In grey.
    Grey,
    /// By their plates; those that have none, in grey or as they came.
    Plates(&'a Plates),
}

impl<'a> PreparedBook<'a> {
    /// Prepares a book: counts glyphs, subsets faces, draws and deflates pages on every core.
    pub fn new(book: &'a Book, assets: Assets<'a>, metadata: &'a Metadata) -> PreparedBook<'a> {
        let faces = face::gather(book, assets.fonts);
        let subset =
            |(number, used): (&u16, &FaceInUse)| (*number, face::files(assets.fonts.face(FaceId(*number)), used));
        let (files, contents) = rayon::join(
            || faces.par_iter().map(subset).collect(),
            || book.pages.par_iter().with_max_len(1).map(|page| content::draw(page, &faces, None)).collect(),
        );
        PreparedBook { book, assets, metadata, faces, files, contents }
    }

    /// The PDF to read: one page a PDF page, with links, outline and page labels.
    pub fn reading_pdf(&self, embedding: PictureEmbedding<'a>) -> Written<'a> {
        let mut document = Document::new(self.size_hint());
        let contents = self.contents(embedding, WHOLE);
        let resources = self.resources(&mut document, embedding, &contents);
        let pages: Vec<Ref> = self.book.pages.iter().map(|_| document.next()).collect();
        for (number, (page, content)) in self.book.pages.iter().zip(&contents).enumerate() {
            let id = document.next();
            document.pdf.stream(id, &content.deflated).filter(Filter::FlateDecode);
            let links = links(&mut document, page, &self.book.pages, &pages);
            let tree = document.tree;
            let mut written = document.pdf.page(pages[number]);
            boxes(&mut written, page.trim);
            written.parent(tree).contents(id);
            resources.write(&mut written.resources(), content);
            if !links.is_empty() {
                written.annotations(links);
            }
        }
        document.outline(&self.book.marks, &pages, &self.book.pages);
        let preferences = Preferences { duplex: None, facing: self.book.pages.len() > 2, labels: true };
        document.finish(&pages, self.metadata, &preferences)
    }

    /// The PDF to print: sheets, each page a form that its side places.
    pub fn sheets_pdf(&self, sheets: &[Sheet], layout: &Layout, embedding: PictureEmbedding<'a>) -> Written<'a> {
        let mut document = Document::new(self.size_hint());
        let contents = self.contents(embedding, scale_of(sheets));
        let resources = self.resources(&mut document, embedding, &contents);
        let forms: Vec<Option<Ref>> = self
            .book
            .pages
            .iter()
            .zip(&contents)
            .map(|(page, content)| {
                // A blank is blank: it needs no form.
                (!page.items.is_empty()).then(|| {
                    let id = document.next();
                    let mut form = document.pdf.form_xobject(id, &content.deflated);
                    form.filter(Filter::FlateDecode);
                    form.bbox(Rect::new(0.0, 0.0, points(page.trim.width), points(page.trim.height)));
                    resources.write(&mut form.resources(), content);
                    id
                })
            })
            .collect();
        let sizes: Vec<Size> = self.book.pages.iter().map(|p| p.trim).collect();
        let dpi = match embedding {
            PictureEmbedding::Plates(plates) => Some(plates.dpi),
            PictureEmbedding::Original | PictureEmbedding::Grey => None,
        };
        write_sheets(document, sheets, (layout, dpi), (&forms, &sizes), self.metadata)
    }

    /// The drawings of all pages: those with plates are drawn anew, with them.
    fn contents(&self, embedding: PictureEmbedding<'a>, scale: i64) -> Vec<Cow<'_, PageContent>> {
        let drawn = |(page, content): (&Page, &'_ PageContent)| match embedding {
            PictureEmbedding::Plates(plates) if !content.pictures.is_empty() => {
                Some(content::draw(page, &self.faces, Some((plates, scale))))
            }
            PictureEmbedding::Plates(_) | PictureEmbedding::Original | PictureEmbedding::Grey => None,
        };
        let anew: Vec<Option<PageContent>> = self.book.pages.par_iter().zip(&self.contents).map(drawn).collect();
        let either = |(anew, had)| match anew {
            Some(anew) => Cow::Owned(anew),
            None => Cow::Borrowed(had),
        };
        anew.into_iter().zip(&self.contents).map(either).collect()
    }

    fn resources(
        &self,
        document: &mut Document<'a>,
        embedding: PictureEmbedding<'a>,
        contents: &[Cow<'_, PageContent>],
    ) -> Resources {
        let mut shared = Resources::default();
        for (number, used) in &self.faces {
            let id = document.next();
            face::embed(document, id, self.assets.fonts.face(FaceId(*number)), (used, &self.files[number]));
            shared.faces.insert(*number, id);
        }
        let mut pictures: Vec<u32> = contents.iter().flat_map(|c| c.pictures.iter().copied()).collect();
        pictures.sort_unstable();
        pictures.dedup();
        for number in pictures {
            let id = document.next();
            let image = ImageId(number);
            let ink = match embedding {
                PictureEmbedding::Original => Ink::Colour,
                PictureEmbedding::Grey => Ink::Grey,
                PictureEmbedding::Plates(plates) if plates.grey.contains(&image) => Ink::Grey,
                PictureEmbedding::Plates(plates) if plates.vector.contains(&image) => Ink::Lines,
                PictureEmbedding::Plates(_) => Ink::Colour,
            };
            picture::embed(document, id, self.assets.pictures.picture(image), ink);
            shared.pictures.insert(number, id);
        }
        if let PictureEmbedding::Plates(plates) = embedding {
            let used: BTreeSet<usize> = contents.iter().flat_map(|c| c.plates.iter().copied()).collect();
            for (number, plate) in plates.iter().enumerate().filter(|(number, _)| used.contains(number)) {
                let id = document.next();
                picture::embed_plate(document, id, plate);
                shared.plates.insert(number, id);
            }
        }
        shared
    }

    /// About how large a file becomes, so that memory is asked for once.
    fn size_hint(&self) -> usize {
        // A page's own objects, and those of a face with its widths, take about so much beside what is drawn.
        let drawn: usize = self.contents.iter().map(|c| c.deflated.len() + 600).sum();
        let faces: usize = self.files.values().map(|files| files.len() + 4_000).sum();
        drawn + faces + 8_000
    }
}

/// Faces and pictures by number.
#[derive(Default)]
struct Resources {
    faces: BTreeMap<u16, Ref>,
    pictures: BTreeMap<u32, Ref>,
    plates: BTreeMap<usize, Ref>,
}

impl Resources {
    fn write(&self, written: &mut pdf_writer::writers::Resources, content: &PageContent) {
        if !content.faces.is_empty() {
            let mut fonts = written.fonts();
            for number in &content.faces {
                fonts.pair(Name(format!("F{number}").as_bytes()), self.faces[number]);
            }
        }
        if !content.pictures.is_empty() || !content.plates.is_empty() {
            let mut pictures = written.x_objects();
            for number in &content.pictures {
                pictures.pair(Name(format!("I{number}").as_bytes()), self.pictures[number]);
            }
            for number in &content.plates {
                pictures.pair(Name(format!("H{number}").as_bytes()), self.plates[number]);
            }
        }
    }
}

/// What is shorter than that hardly gets shorter by deflating, which takes longer than writing it.
const LEAST_DEFLATED: usize = 256;

/// Writes sheets whose pages are forms.
fn write_sheets<'a>(
    mut document: Document<'a>,
    sheets: &[Sheet],
    (layout, dpi): (&Layout, Option<u32>),
    (forms, sizes): (&[Option<Ref>], &[Size]),
    metadata: &Metadata,
) -> Written<'a> {
    let label = sheets.iter().any(|s| s.outer.marks.iter().any(|(_, m)| matches!(m, SheetMark::Label(_))));
    let helvetica = label.then(|| document.label_face());
    let side = |(sheet, inner): (usize, bool)| if inner { &sheets[sheet].inner } else { &sheets[sheet].outer };
    let sides: Vec<&Side> = layout.printed_sides(sheets.len()).into_iter().map(side).collect();
    let mut pages = Vec::new();
    for side in sides {
        let (id, content) = (document.next(), document.next());
        let drawn = draw_side(side, (forms, sizes), dpi);
        if drawn.len() < LEAST_DEFLATED {
            document.pdf.stream(content, &drawn);
        } else {
            document.pdf.stream(content, &deflate(&drawn)).filter(Filter::FlateDecode);
        }
        let tree = document.tree;
        let mut page = document.pdf.page(id);
        boxes(&mut page, side.paper);
        page.parent(tree).contents(content);
        let mut resources = page.resources();
        let mut placed: Vec<usize> = side.placed.iter().map(|(_, p)| *p).filter(|p| forms[*p].is_some()).collect();
        placed.sort_unstable();
        placed.dedup();
        if !placed.is_empty() {
            let mut x_objects = resources.x_objects();
            for number in placed {
                if let Some(form) = forms[number] {
                    x_objects.pair(Name(format!("P{}", number + 1).as_bytes()), form);
                }
            }
            x_objects.finish();
        }
        if let Some(face) = helvetica {
            resources.fonts().pair(Name(b"L"), face);
        }
        resources.finish();
        page.finish();
        pages.push(id);
    }
    let preferences = Preferences {
        duplex: Some(if layout.one_sided { Duplex::None } else { layout.duplex }),
        facing: false,
        labels: false,
    };
    document.finish(&pages, metadata, &preferences)
}

/// One side of a sheet: every page at its place, then the marks.
fn draw_side(side: &Side, (forms, sizes): (&[Option<Ref>], &[Size]), dpi: Option<u32>) -> Vec<u8> {
    let mut content = Content::new();
    for &(map, number) in &side.placed {
        if forms[number].is_some() {
            content.save_state();
            content.transform(on_dots(matrix(map, sizes[number], side.paper), dpi));
            content.x_object(Name(format!("P{}", number + 1).as_bytes()));
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
                content.begin_text().set_font(Name(b"L"), 5.0).next_line(x, y).show(Str(words.as_bytes())).end_text();
            }
        }
    }
    content.finish().to_vec()
}

/// A map from page space to sheet space, both with y down, as a PDF matrix with y up.
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

/// The map with its corner moved to the nearest of the machine's dots, where pictures are made of these.
fn on_dots(map: [f32; 6], dpi: Option<u32>) -> [f32; 6] {
    let Some(dpi) = dpi else { return map };
    let [a, b, c, d, x, y] = map;
    let dot = 72.0 / f64::from(dpi);
    let nearest = |length: f32| ((f64::from(length) / dot).round() * dot) as f32;
    [a, b, c, d, nearest(x), nearest(y)]
}

/// The scale at which sheets hold their pages.
fn scale_of(sheets: &[Sheet]) -> i64 {
    let sides = sheets.iter().flat_map(|sheet| [&sheet.outer, &sheet.inner]);
    sides.flat_map(|side| &side.placed).map(|(map, _)| map.scale).next().unwrap_or(WHOLE)
}

/// A length in points as PDF numbers embedding it: to a thousandth.
pub(crate) fn points(length: Length) -> f32 {
    ((length.to_pt() * 1000.0).round() / 1000.0) as f32
}

/// All five boxes of a page that is exactly its trim.
fn boxes(page: &mut pdf_writer::writers::Page, size: Size) {
    let whole = Rect::new(0.0, 0.0, points(size.width), points(size.height));
    page.media_box(whole).crop_box(whole).bleed_box(whole).trim_box(whole).art_box(whole);
}

/// The links of a page as annotations.
fn links(document: &mut Document, page: &Page, all: &[Page], pages: &[Ref]) -> Vec<Ref> {
    let mut ids = Vec::new();
    for (at, item) in &page.items {
        let Item::Link(target, size) = item else { continue };
        let id = document.next();
        let (left, top) = (points(at.x), points(page.trim.height - at.y));
        let mut annotation = document.pdf.indirect(id).start::<pdf_writer::writers::Annotation>();
        annotation.subtype(pdf_writer::types::AnnotationType::Link);
        annotation.rect(Rect::new(left, top - points(size.height), left + points(size.width), top));
        annotation.border(0.0, 0.0, 0.0, None);
        annotation.flags(pdf_writer::types::AnnotationFlags::PRINT);
        match target {
            Target::Address(address) => {
                annotation.action().action_type(pdf_writer::types::ActionType::Uri).uri(Str(address.as_bytes()));
            }
            Target::Place(number, y) => {
                let mut action = annotation.action();
                action.action_type(pdf_writer::types::ActionType::GoTo);
                action.destination().page(pages[*number]).xyz(0.0, points(all[*number].trim.height - *y), None);
            }
        }
        annotation.finish();
        ids.push(id);
    }
    ids
}
