//! Writes the PDF for reading and the PDFs of sheets, after preparing the data that is shared by all of them.

use super::catalog::{self, Preferences};
use super::content::{self, PageContent, PlatesAtScale};
use super::document::{Document, PAGE_TREE};
use super::file::PdfFile;
use super::font::{self, EmbeddableFont, FontStreams, UsedFace};
use super::metadata::Metadata;
use super::picture_ink::PictureInk;
use super::resources::Resources;
use super::sheets::{self, Form, SheetFile};
use super::units::{rect, set_boxes};
use super::{links, outline};
use crate::font::FaceId;
use crate::geometry::WHOLE;
use crate::image::{ImageId, Plates};
use crate::page::{Book, Page};
use crate::sheet::{Layout, Sheet};
use crate::write::Assets;
use pdf_writer::{Filter, Ref};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A book, with the data that is shared by its PDFs.
pub struct PreparedBook<'a> {
    book: &'a Book,
    assets: Assets<'a>,
    metadata: &'a Metadata,
    /// The faces that the book uses, by index.
    faces: BTreeMap<u16, UsedFace>,
    streams: BTreeMap<u16, FontStreams>,
    /// The drawing of each page, with its original pictures.
    contents: Vec<PageContent>,
}

/// How a PDF embeds pictures.
#[derive(Clone, Copy)]
pub enum PictureEmbedding<'a> {
    /// The original pictures, in their own colours.
    Original,
    /// All pictures in grey.
    Grey,
    /// Plates. A picture without a plate is embedded in grey, as vectors in black and white, or in its original
    /// colours, as [`Plates`] states.
    Plates(&'a Plates),
}

impl<'a> PreparedBook<'a> {
    /// Prepares a book on all cores: finds the glyphs that it uses, subsets the fonts and draws the pages.
    pub fn new(book: &'a Book, assets: Assets<'a>, metadata: &'a Metadata) -> PreparedBook<'a> {
        let faces = font::used_faces(book, assets.fonts);
        let subset =
            |(number, used): (&u16, &UsedFace)| (*number, FontStreams::new(assets.fonts.face(FaceId(*number)), used));
        let (streams, contents) = rayon::join(
            || faces.par_iter().map(subset).collect(),
            || book.pages.par_iter().with_max_len(1).map(|page| content::draw(page, &faces, None)).collect(),
        );
        PreparedBook { book, assets, metadata, faces, streams, contents }
    }

    /// Returns the PDF to read: the pages in order, with links, an outline and page labels.
    pub fn reading_pdf(&self, embedding: PictureEmbedding<'a>) -> PdfFile<'a> {
        let mut document = Document::new();
        let contents = self.contents(embedding, WHOLE);
        let resources = self.resources(&mut document, embedding, &contents);
        let pages = &self.book.pages;
        let page_ids: Vec<Ref> = pages.iter().map(|_| document.numbers.next()).collect();
        for ((page, content), &page_id) in pages.iter().zip(&contents).zip(&page_ids) {
            let id = document.numbers.next();
            document.object().stream(id, &content.deflated).filter(Filter::FlateDecode);
            let links = links::write(&mut document, page, pages, &page_ids);
            let mut written = document.object().page(page_id);
            set_boxes(&mut written, page.trim);
            written.parent(PAGE_TREE).contents(id);
            resources.write(&mut written.resources(), content);
            if !links.is_empty() {
                written.annotations(links);
            }
        }
        let outline = outline::write(&mut document, &self.book.marks, pages, &page_ids);
        let preferences = Preferences { duplex: None, facing_pages: pages.len() > 2, page_labels: true, outline };
        catalog::finish(document, &page_ids, self.metadata, &preferences)
    }

    /// Returns the PDF to print: the sheets of a layout, on which each page is a form XObject (ISO 32000, 8.10).
    pub fn sheets_pdf(&self, sheets: &[Sheet], layout: &Layout, embedding: PictureEmbedding<'a>) -> PdfFile<'a> {
        let mut document = Document::new();
        let contents = self.contents(embedding, sheets::page_scale(sheets));
        let resources = self.resources(&mut document, embedding, &contents);
        let mut form = |(page, content): (&Page, &Cow<PageContent>)| {
            // A blank page needs no form.
            let id = (!page.items.is_empty()).then(|| {
                let id = document.numbers.next();
                let mut form = document.object().form_xobject(id, &content.deflated);
                form.filter(Filter::FlateDecode);
                form.bbox(rect(page.trim));
                resources.write(&mut form.resources(), content);
                id
            });
            Form { id, size: page.trim }
        };
        let forms: Vec<Form> = self.book.pages.iter().zip(&contents).map(&mut form).collect();
        let dpi = match embedding {
            PictureEmbedding::Plates(plates) => Some(plates.dpi),
            PictureEmbedding::Original | PictureEmbedding::Grey => None,
        };
        SheetFile { layout, dpi, forms: &forms, metadata: self.metadata }.write(document, sheets)
    }

    /// Returns the drawings of all pages. If pictures are embedded as plates, pages with pictures are drawn again, since
    /// the position and size of a plate are whole numbers of dots.
    fn contents(&self, embedding: PictureEmbedding, scale: i64) -> Vec<Cow<'_, PageContent>> {
        let draw = |(page, content): (&Page, &'_ PageContent)| match embedding {
            PictureEmbedding::Plates(plates) if !content.pictures.is_empty() => {
                Some(content::draw(page, &self.faces, Some(PlatesAtScale { plates, scale })))
            }
            PictureEmbedding::Plates(_) | PictureEmbedding::Original | PictureEmbedding::Grey => None,
        };
        let drawn: Vec<Option<PageContent>> = self.book.pages.par_iter().zip(&self.contents).map(draw).collect();
        let either = |(drawn, before)| match drawn {
            Some(drawn) => Cow::Owned(drawn),
            None => Cow::Borrowed(before),
        };
        drawn.into_iter().zip(&self.contents).map(either).collect()
    }

    /// Embeds the fonts, pictures and plates that the pages use.
    fn resources(
        &self,
        document: &mut Document<'a>,
        embedding: PictureEmbedding<'a>,
        contents: &[Cow<'_, PageContent>],
    ) -> Resources {
        let mut resources = Resources::default();
        let fonts = self.faces.iter().map(|(number, used)| {
            let face = self.assets.fonts.face(FaceId(*number));
            (*number, EmbeddableFont { face, used, streams: &self.streams[number] })
        });
        resources.add_fonts(document, fonts);
        let ink_of = |image: ImageId| match embedding {
            PictureEmbedding::Original => PictureInk::Colour,
            PictureEmbedding::Grey => PictureInk::Grey,
            PictureEmbedding::Plates(plates) if plates.grey.contains(&image) => PictureInk::Grey,
            PictureEmbedding::Plates(plates) if plates.vector.contains(&image) => PictureInk::BlackAndWhite,
            PictureEmbedding::Plates(_) => PictureInk::Colour,
        };
        resources.add_pictures(document, contents, self.assets.pictures, ink_of);
        if let PictureEmbedding::Plates(plates) = embedding {
            resources.add_plates(document, contents, plates);
        }
        resources
    }
}
