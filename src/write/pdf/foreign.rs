//! Places the pages of any PDF on sheets.
//!
//! Input: the bytes of a PDF, which may be encrypted. Output: the sizes of its pages, and the PDF of its sheets.

use super::document::Document;
use super::file::PdfFile;
use super::metadata::Metadata;
use super::object_copier::ObjectCopier;
use super::sheets::{Form, SheetFile};
use crate::diagnostic::PdfProblem;
use crate::geometry::Size;
use crate::pdf_input::{self, Budget, TooCostly};
use crate::sheet::{Layout, Sheet};
use crate::unit::Length;
use crate::watchdog::{Stopped, watched};
use hayro_syntax::object::dict::keys::{ANNOTS, SUBTYPE};
use hayro_syntax::object::{Array, Dict, Name, ObjRef};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use std::collections::HashMap;

/// A PDF that was read for imposition.
pub struct ForeignPdf {
    pdf: Pdf,
    /// The number of bytes of the file.
    length: usize,
    sizes: Vec<Size>,
    annotations: usize,
}

/// The maximum width and height of a page, in millimetres. A PDF with a larger page is rejected. Such pages are
/// banners, which Acrobat does not show.
const MAX_LENGTH_MM: f64 = 5_000.0;
/// The number of bytes at the end of a PDF that are searched for the end-of-file marker. A PDF without the marker is
/// rejected as truncated. Viewers allow garbage after the marker, so it need not be at the very end.
const TAIL: usize = 2048;
/// The key of a stream's length.
const LENGTH_KEY: &[u8] = b"/Length";

impl ForeignPdf {
    /// Reads a PDF.
    ///
    /// # Errors
    /// Returns the reason why the PDF cannot be imposed.
    pub fn read(bytes: Vec<u8>, password: Option<&str>) -> Result<ForeignPdf, PdfProblem> {
        if let Some(problem) = find_truncation(&bytes) {
            return Err(problem);
        }
        pdf_input::check_structure(&bytes).map_err(|TooCostly| PdfProblem::TooCostly)?;
        let password = password.map(str::to_string);
        match watched(bytes.len(), move || ForeignPdf::open(bytes, password.as_deref())) {
            Ok(result) => result,
            Err(Stopped::TooCostly) => Err(PdfProblem::TooCostly),
            Err(Stopped::Panicked) => Err(PdfProblem::NotACompletePdf),
        }
    }

    fn open(bytes: Vec<u8>, password: Option<&str>) -> Result<ForeignPdf, PdfProblem> {
        let length = bytes.len();
        let pdf = Pdf::new_with_password(bytes, password.unwrap_or_default());
        let pdf = pdf.map_err(|error| match (error, password) {
            (LoadPdfError::Decryption(DecryptionError::PasswordProtected), None) => PdfProblem::NeedsPassword,
            (LoadPdfError::Decryption(DecryptionError::PasswordProtected), Some(_)) => PdfProblem::WrongPassword,
            (LoadPdfError::Decryption(_), _) => PdfProblem::BadEncryption,
            (LoadPdfError::Invalid, _) => PdfProblem::NotACompletePdf,
        })?;
        let mut sizes = Vec::new();
        let mut annotations = Annotations::default();
        for page in pdf.pages().iter() {
            annotations.add(page.raw());
            let (width, height) = page.render_dimensions();
            let largest = width.max(height);
            if !(largest.is_finite() && width > 0.0 && height > 0.0) {
                return Err(PdfProblem::PageWithoutSize { page: sizes.len() + 1 });
            }
            let size = Size::new(Length::pt(f64::from(width)), Length::pt(f64::from(height)));
            let length = size.width.max(size.height);
            if length > Length::mm(MAX_LENGTH_MM) {
                return Err(PdfProblem::PageTooLong {
                    page: sizes.len() + 1,
                    length_mm: length.to_mm().round() as u32,
                });
            }
            sizes.push(size);
        }
        if sizes.is_empty() {
            return Err(PdfProblem::NoPages);
        }
        let annotations = annotations.count;
        Ok(ForeignPdf { pdf, length, sizes, annotations })
    }

    /// Returns the number of annotations and form fields that are on the pages but missing from the sheets. Links are
    /// not counted, since they have no use on paper.
    pub fn annotations(&self) -> usize {
        self.annotations
    }

    /// Returns the sizes of the pages, cropped and rotated as viewers show them.
    pub fn sizes(&self) -> &[Size] {
        &self.sizes
    }

    /// Returns the PDF of the sheets. The metadata of the original are left out; the title is the name of the layout.
    ///
    /// # Errors
    /// Returns [`PdfProblem::TooCostly`] if the pages unpack to too much data.
    pub fn sheets_pdf(&self, sheets: &[Sheet], layout: &Layout) -> Result<PdfFile<'_>, PdfProblem> {
        let mut document = Document::new();
        let mut copier = ObjectCopier::new(&self.pdf, document.numbers, Budget::of(self.length));
        let mut forms = Vec::new();
        let failed = |TooCostly| PdfProblem::TooCostly;
        for (page, size) in self.pdf.pages().iter().zip(&self.sizes) {
            let id = copier.page(page, &mut document).map_err(failed)?;
            forms.push(Form { id: Some(id), size: *size });
        }
        document.numbers = copier.finish(&mut document).map_err(failed)?;
        let metadata = Metadata { title: layout.name.clone(), ..Metadata::default() };
        Ok(SheetFile { layout, dpi: None, forms: &forms, metadata: &metadata }.write(document, sheets))
    }
}

/// Returns a problem if the end of the file is missing, or if an object claims to be longer than the file. A reader
/// that repairs such files would produce a book without its last pages.
fn find_truncation(bytes: &[u8]) -> Option<PdfProblem> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let holds = |words: &[u8]| tail.windows(words.len()).any(|window| window == words);
    if bytes.starts_with(b"%PDF") && !holds(b"%%EOF") {
        return Some(PdfProblem::CutOff);
    }
    let length = |window: (usize, &[u8])| {
        let digits = bytes[window.0 + LENGTH_KEY.len()..].trim_ascii_start();
        let count = digits.iter().take_while(|b| b.is_ascii_digit()).count();
        std::str::from_utf8(&digits[..count]).ok()?.parse::<u128>().ok()
    };
    let mut lengths =
        bytes.windows(LENGTH_KEY.len()).enumerate().filter(|(_, window)| *window == LENGTH_KEY).filter_map(length);
    lengths.any(|length| length > bytes.len() as u128).then_some(PdfProblem::ObjectTooLong)
}

/// Counts annotations and form fields, except for links and pop-up notes.
#[derive(Default)]
struct Annotations {
    count: usize,
    /// The number in each list that has been read. Pages may share a list, however long it is.
    lists: HashMap<ObjRef, usize>,
}

impl Annotations {
    /// Adds the annotations of a page.
    fn add(&mut self, page: &Dict) {
        self.count += match page.get_ref(ANNOTS) {
            Some(list) => *self.lists.entry(list).or_insert_with(|| visible_annotations(page)),
            None => visible_annotations(page),
        };
    }
}

fn visible_annotations(page: &Dict) -> usize {
    let Some(all) = page.get::<Array>(ANNOTS) else { return 0 };
    let is_invisible = |annotation: &Dict| {
        annotation.get::<Name>(SUBTYPE).is_some_and(|kind| matches!(kind.as_ref(), b"Link" | b"Popup"))
    };
    all.iter::<Dict>().filter(|annotation| !is_invisible(annotation)).count()
}
