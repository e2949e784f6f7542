//! The fonts, pictures and plates of a file. Each is embedded once, and named in the resources of every page that uses
//! it (ISO 32000, 7.8.3).

use super::content::PageContent;
use super::document::Document;
use super::font::EmbeddableFont;
use super::picture;
use super::picture_ink::PictureInk;
use super::resource_names::{font_name, picture_name, plate_name};
use crate::image::{ImageId, PictureBook, Plates};
use pdf_writer::{Name, Ref};
use std::collections::{BTreeMap, BTreeSet};

/// The embedded objects, by the indices of their faces, pictures and plates.
#[derive(Default)]
pub(super) struct Resources {
    fonts: BTreeMap<u16, Ref>,
    pictures: BTreeMap<u32, Ref>,
    plates: BTreeMap<usize, Ref>,
}

impl Resources {
    /// Embeds fonts.
    pub(super) fn add_fonts<'f>(
        &mut self,
        document: &mut Document,
        fonts: impl Iterator<Item = (u16, EmbeddableFont<'f>)>,
    ) {
        for (number, font) in fonts {
            let id = document.numbers.next();
            font.embed(document, id);
            self.fonts.insert(number, id);
        }
    }

    /// Embeds the pictures that the pages use. `ink_of` returns the ink of each picture.
    pub(super) fn add_pictures<'a>(
        &mut self,
        document: &mut Document<'a>,
        contents: &[impl AsRef<PageContent>],
        pictures: &'a PictureBook,
        ink_of: impl Fn(ImageId) -> PictureInk,
    ) {
        let used: BTreeSet<u32> = contents.iter().flat_map(|c| c.as_ref().pictures.iter().copied()).collect();
        for number in used {
            let id = document.numbers.next();
            let image = ImageId(number);
            picture::embed(document, id, pictures.picture(image), ink_of(image));
            self.pictures.insert(number, id);
        }
    }

    /// Embeds the plates that the pages use.
    pub(super) fn add_plates<'a>(
        &mut self,
        document: &mut Document<'a>,
        contents: &[impl AsRef<PageContent>],
        plates: &'a Plates,
    ) {
        let used: BTreeSet<usize> = contents.iter().flat_map(|c| c.as_ref().plates.iter().copied()).collect();
        for (number, plate) in plates.iter().enumerate().filter(|(number, _)| used.contains(number)) {
            let id = document.numbers.next();
            picture::embed_plate(document, id, plate);
            self.plates.insert(number, id);
        }
    }

    /// Writes the resource dictionary of a page.
    pub(super) fn write(&self, dictionary: &mut pdf_writer::writers::Resources, content: &PageContent) {
        if !content.faces.is_empty() {
            let mut fonts = dictionary.fonts();
            for number in &content.faces {
                fonts.pair(Name(font_name(*number).as_bytes()), self.fonts[number]);
            }
        }
        if !content.pictures.is_empty() || !content.plates.is_empty() {
            let mut x_objects = dictionary.x_objects();
            for number in &content.pictures {
                x_objects.pair(Name(picture_name(*number).as_bytes()), self.pictures[number]);
            }
            for number in &content.plates {
                x_objects.pair(Name(plate_name(*number).as_bytes()), self.plates[number]);
            }
        }
    }
}
