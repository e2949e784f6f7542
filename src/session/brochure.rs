//! A typeset brochure: its pages, the data from which they were made, and all diagnostics so far.

use crate::compose::{self, WordChange};
use crate::diagnostic::{Diagnostic, Fault, Placed, Severity, Warned};
use crate::geometry::Size;
use crate::image::{Coding, Picture, svg};
use crate::impose::{self, Imposition, Pages};
use crate::normalise::Correction;
use crate::page::{Book, InkBounds, Page, PageRole};
use crate::read::Reading;
use crate::sheet::{Layout, WedgeReadings};
use crate::spec::Spec;
use crate::write::Assets;
use crate::write::pdf::{Metadata, PictureEmbedding};
use rayon::prelude::*;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// A typeset brochure.
pub struct Brochure {
    /// Everything that was read from its folder.
    pub reading: Reading,
    /// Its settings, with every default resolved.
    pub spec: Spec,
    /// Its pages; there are none if there are errors.
    pub book: Book,
    /// The layouts in which it is imposed.
    pub layouts: Vec<Layout>,
    /// All diagnostics so far.
    pub diagnostics: Vec<Diagnostic>,
    /// The corrections of its typography.
    pub corrections: Vec<Correction>,
    /// The result of fitting it to a page count.
    pub fit: FitResult,
    /// The tones that the user read from the printer's tone wedge, if the printer's settings contain them.
    pub tones: Option<Placed<WedgeReadings>>,
}

/// The code of the notes about typographic corrections.
const CORRECTED: &str = "A054";

/// The changes that were made to fit a page count.
#[derive(Clone, Debug, Default)]
pub struct FitResult {
    /// The page count before fitting.
    pub pages_before: usize,
    /// The locations of the paragraphs that became a line longer or shorter.
    pub paragraphs: Vec<String>,
}

impl Brochure {
    pub(super) fn new(reading: Reading, spec: Spec) -> Brochure {
        Brochure {
            reading,
            spec,
            book: Book::default(),
            layouts: Vec::new(),
            diagnostics: Vec::new(),
            corrections: Vec::new(),
            fit: FitResult::default(),
            tones: None,
        }
    }

    /// Returns the fonts and pictures that the pages refer to.
    pub fn assets(&self) -> Assets<'_> {
        Assets { fonts: &self.reading.fonts, pictures: &self.reading.pictures }
    }

    /// Returns how pictures are embedded in the PDF to read: in grey if the settings require it, otherwise as the original
    /// files.
    pub fn embedding<'a>(&self) -> PictureEmbedding<'a> {
        if self.spec.pictures.grey_reading { PictureEmbedding::Grey } else { PictureEmbedding::Original }
    }

    /// Returns the metadata of its PDFs.
    pub fn metadata(&self) -> Metadata {
        let titles = &self.spec.title;
        Metadata {
            title: self.title(),
            author: titles.author.as_ref().map(|a| a.text.clone()),
            subject: titles.subtitle.as_ref().map(|s| s.text.clone()),
            language: self.spec.language.clone(),
        }
    }

    /// Returns its title, or the name of its folder if it has none.
    pub fn title(&self) -> String {
        let title = &self.spec.title.title.text;
        if !title.is_empty() {
            return title.clone();
        }
        let folder = self.reading.folder.path();
        let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
        folder.file_name().map_or_else(|| "brochure".to_string(), |n| n.to_string_lossy().into_owned())
    }

    /// Imposes the pages in every layout.
    pub fn impose(&self) -> Warned<Vec<Imposition>> {
        let mut imposed = impose_all(&self.book, &self.layouts, &self.spec);
        let taken = |imposition: &mut Imposition| std::mem::take(&mut imposition.diagnostics);
        let diagnostics = imposed.iter_mut().flat_map(taken).collect();
        Warned::new(imposed, diagnostics)
    }

    /// Checks the finished pages, then drops the warnings and notes whose codes are listed under `[check] allow`.
    pub fn preflight(&mut self) {
        let found = compose::preflight(&self.reading.mentions, &self.spec, &self.book, &self.reading.pictures);
        self.diagnostics.extend(found);
        let hidden = self.hidden_data();
        self.diagnostics.extend(hidden);
        let allowed = &self.spec.allowed;
        let kept = |d: &Diagnostic| d.severity == Severity::Error || !allowed.iter().any(|code| code == d.fault.code());
        self.diagnostics.retain(kept);
        // Each correction is a note with this code.
        if self.spec.allowed.iter().any(|code| code == CORRECTED) {
            self.corrections.clear();
        }
    }

    /// Returns a note for each picture whose file contains data that are not visible on the page.
    fn hidden_data(&self) -> Vec<Diagnostic> {
        let note = |picture: &Picture| {
            let found = match picture.coding {
                Coding::Svg => svg::hidden_data(picture),
                Coding::Jpeg | Coding::PlainPng | Coding::Decoded => picture.hidden.clone(),
            };
            if found.is_empty() {
                return None;
            }
            let mention = self.reading.mentions.iter().find(|(name, _)| *name == picture.name).map(|(_, span)| *span);
            let (file, command) = (picture.name.clone(), cleaning_command(&picture.name));
            let found = found.into_iter().collect();
            Some(Diagnostic::note(mention, Fault::HiddenInPicture { file, found, command }))
        };
        self.reading.pictures.iter().filter(|picture| picture.window.is_none()).filter_map(note).collect()
    }

    /// Returns the changes between an earlier version, whose words are `words`, and this brochure.
    pub fn changes_since(&self, words: &[String]) -> Vec<WordChange> {
        compose::changes(words, &self.book, self.spec.page.frame())
    }

    /// Returns its title as a file name: words of lower-case letters and digits without accents, joined by hyphens, and at most
    /// 80 characters. A title without letters and digits becomes `brochure`.
    pub fn file_stem(&self) -> String {
        slug(&self.title())
    }
}

/// Returns a command that removes hidden data from the file of a picture.
fn cleaning_command(file: &str) -> String {
    let extension = Path::new(file).extension().map(|extension| extension.to_string_lossy().to_lowercase());
    match extension.as_deref() {
        Some("svg") => {
            format!("scour --enable-comment-stripping --remove-descriptive-elements -i \"{file}\" -o clean.svg")
        }
        // ExifTool can't remove the main tags of a TIFF.
        Some("tif" | "tiff") => format!("mat2 --inplace \"{file}\""),
        // Without this option, it keeps a copy of the original file.
        _ => format!("exiftool -overwrite_original -all= \"{file}\""),
    }
}

/// Imposes a book in every layout.
pub fn impose_all(book: &Book, layouts: &[Layout], spec: &Spec) -> Vec<Imposition> {
    let sizes: Vec<Size> = book.pages.iter().map(|page| page.trim).collect();
    let ink: Vec<InkBounds> = book.pages.par_iter().map(Page::ink_bounds).collect();
    let pages = Pages {
        sizes: &sizes,
        ink: &ink,
        back_cover: book.pages.last().is_some_and(|page| page.role == PageRole::Cover),
        separate_cover: spec.cover.as_ref().is_some_and(|cover| cover.separate),
    };
    layouts.iter().map(|layout| impose::impose(pages, layout)).collect()
}

fn slug(title: &str) -> String {
    let plain: String = title
        .replace(['œ', 'Œ'], "oe")
        .replace('æ', "ae")
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .collect();
    let words = plain.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase);
    let slug = words.collect::<Vec<_>>().join("-");
    if slug.is_empty() { "brochure".to_string() } else { slug.chars().take(80).collect() }
}

#[cfg(test)]
mod tests {
    #[test]
    fn slugs_are_in_lower_case_without_accents() {
        assert_eq!(super::slug("Le Kazakhstan après le soulèvement"), "le-kazakhstan-apres-le-soulevement");
        assert_eq!(super::slug("L’œuvre !"), "l-oeuvre");
        assert_eq!(super::slug("…"), "brochure");
    }
}
