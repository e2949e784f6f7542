//! The PDFs of a brochure: one to read, and one to print for each layout.

use super::brochure::Brochure;
use super::error::Error;
use super::options::{Progress, Stage};
use crate::diagnostic::{Diagnostic, Fault, Severity, has_errors};
use crate::image::{Picture, Plates};
use crate::impose::Imposition;
use crate::output::Outputs;
use crate::page::{Book, Item, Page, Target};
use crate::write::Assets;
use crate::write::pdf::{Metadata, PdfFile, PictureEmbedding, PreparedBook};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// A finished PDF.
pub struct Pdf<'a> {
    /// Its file name without `.pdf`.
    pub stem: String,
    /// The content of the file.
    pub file: PdfFile<'a>,
    /// The number of pages or sheets in it.
    pub content: PdfContent,
}

/// The number of pages or sheets in a PDF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PdfContent {
    /// The number of pages, which are in reading order.
    Pages(usize),
    /// The number of sheets, and of the blank pages on them.
    Sheets {
        /// The number of sheets of paper.
        sheets: usize,
        /// The number of blank pages that were added to fill them.
        blanks: usize,
    },
}

/// The sheets of a brochure, ready to be written.
pub struct Sheets {
    /// One imposition for each layout.
    pub impositions: Vec<Imposition>,
    /// The pictures, prepared for printing on the sheets.
    pub plates: Plates,
}

impl Brochure {
    /// Prepares the pictures of imposed sheets for printing, and checks that no layout splits the picture on the centre spread.
    ///
    /// With `keep_going`, a damaged picture only causes a warning and is replaced with a crossed frame.
    pub fn sheets(&mut self, impositions: Vec<Imposition>, keep_going: bool, progress: &Progress) -> Sheets {
        self.diagnostics.extend(self.check_spread(&impositions));
        let all: Vec<usize> = (0..self.book.pages.len()).collect();
        let mut faults = self.render_drawings(&all);
        let plates = self.plates(&impositions, progress).report_to(&mut faults);
        if keep_going {
            faults.iter_mut().for_each(|fault| fault.severity = Severity::Warning);
            self.replace_damaged(&faults);
        }
        self.diagnostics.extend(faults);
        Sheets { impositions, plates }
    }

    /// Replaces each damaged picture with a placeholder, which then appears in the reading PDF too.
    fn replace_damaged(&mut self, faults: &[Diagnostic]) {
        for fault in faults {
            if let Fault::BadPicture { file, .. } = &fault.fault
                && let Some(id) = self.reading.pictures.find(file)
            {
                self.reading.pictures.replace(id, Picture::placeholder(file.clone()));
            }
        }
    }

    /// Returns all PDFs: first the one to read, then those to print for each layout.
    ///
    /// # Errors
    /// Returns all diagnostics if any of them is an error.
    pub fn pdfs(&mut self) -> Result<Vec<Pdf<'static>>, Error> {
        let impositions = self.impose().report_to(&mut self.diagnostics);
        let sheets = self.sheets(impositions, false, &|_| {});
        if has_errors(&self.diagnostics) {
            return Err(Error { diagnostics: self.diagnostics.clone(), sources: self.reading.sources.clone() });
        }
        let metadata = self.metadata();
        let owned = |pdf: Pdf| Pdf { stem: pdf.stem, file: pdf.file.into_owned(), content: pdf.content };
        Ok(self.write(&sheets, &metadata, &|_| {}).into_iter().map(owned).collect())
    }

    /// Writes all PDFs into a folder, or none of them, and returns their paths. The folder is created if it does not exist.
    ///
    /// # Errors
    /// Returns all diagnostics if any of them is an error, or the diagnostic for a file that can't be written.
    pub fn save(&mut self, folder: &Path) -> Result<Vec<PathBuf>, Error> {
        let pdfs = self.pdfs()?;
        let mut outputs = Outputs::default();
        let mut paths = Vec::new();
        for pdf in pdfs {
            let path = folder.join(format!("{}.pdf", pdf.stem));
            outputs.add(path.clone(), pdf.file);
            paths.push(path);
        }
        match outputs.write() {
            Ok(()) => Ok(paths),
            Err(fault) => Err(Error { diagnostics: vec![*fault], sources: self.reading.sources.clone() }),
        }
    }

    /// Creates all PDFs in memory, in parallel.
    pub fn write<'a>(&'a self, sheets: &'a Sheets, metadata: &'a Metadata, progress: &Progress) -> Vec<Pdf<'a>> {
        progress(Stage::Writing);
        let stem = self.file_stem();
        let prepared = PreparedBook::new(&self.book, self.assets(), metadata);
        let embedding = PictureEmbedding::Plates(&sheets.plates);
        let write = |job: &Job| match *job {
            Job::Reading => {
                let content = PdfContent::Pages(self.book.pages.len());
                Pdf { stem: stem.clone(), file: prepared.reading_pdf(self.embedding()), content }
            }
            Job::Sheets(n) => {
                let (layout, imposition) = (&self.layouts[n], &sheets.impositions[n]);
                let file = prepared.sheets_pdf(&imposition.sheets, layout, embedding);
                let content = PdfContent::Sheets { sheets: imposition.sheets.len(), blanks: imposition.blanks };
                Pdf { stem: format!("{stem}-{}", layout.slug), file, content }
            }
            Job::Cover(n) => {
                let (layout, imposition) = (&self.layouts[n], &sheets.impositions[n]);
                let file = prepared.sheets_pdf(&imposition.cover, layout, embedding);
                let content = PdfContent::Sheets { sheets: imposition.cover.len(), blanks: 0 };
                Pdf { stem: format!("{stem}-{}-cover", layout.slug), file, content }
            }
        };
        jobs(&sheets.impositions).par_iter().map(write).collect()
    }

    /// Returns a reading PDF in which other pages, such as proofs, replace those of the book.
    pub fn pages_pdf(&self, pages: Vec<Page>, metadata: &Metadata) -> Vec<u8> {
        let book = Book { pages, marks: self.book.marks.clone() };
        PreparedBook::new(&book, self.assets(), metadata).reading_pdf(self.embedding()).into_bytes()
    }

    /// Returns a few pages as a separate PDF. Links to other places in the brochure are dropped, because their targets may be
    /// on pages that are not in the excerpt.
    pub fn excerpt_pdf(&self, pages: &[&Page], assets: Assets) -> Vec<u8> {
        let is_kept = |item: &Item| !matches!(item, Item::Link(Target::Place(..), _));
        let unlinked = |page: &&Page| {
            let mut page = Page::clone(page);
            page.items.retain(|(_, item)| is_kept(item));
            page
        };
        let book = Book { pages: pages.iter().map(unlinked).collect(), marks: Vec::new() };
        PreparedBook::new(&book, assets, &self.metadata()).reading_pdf(self.embedding()).into_bytes()
    }
}

/// A PDF to create. For sheets and covers, the number is the index of the layout.
enum Job {
    Reading,
    Sheets(usize),
    Cover(usize),
}

fn jobs(impositions: &[Imposition]) -> Vec<Job> {
    let of_layout = |(n, imposition): (usize, &Imposition)| {
        let cover = (!imposition.cover.is_empty()).then_some(Job::Cover(n));
        std::iter::once(Job::Sheets(n)).chain(cover)
    };
    std::iter::once(Job::Reading).chain(impositions.iter().enumerate().flat_map(of_layout)).collect()
}
