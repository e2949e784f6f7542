//! The pages of any PDF on sheets.
//!
//! Takes the bytes of a PDF, which may be encrypted; gives the sizes of its pages, and the PDF of its sheets.

use super::document::Document;
use super::file::PdfFile;
use super::metadata::Metadata;
use super::object_copier::ObjectCopier;
use super::sheets::{Form, SheetFile};
use crate::diagnostic::PdfProblem;
use crate::geometry::Size;
use crate::sheet::{Layout, Sheet};
use crate::unit::Length;
use hayro_syntax::object::dict::keys::{ANNOTS, SUBTYPE};
use hayro_syntax::object::{Array, Dict, Name};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

/// A PDF that was read.
pub struct ForeignPdf {
    pdf: Pdf,
    sizes: Vec<Size>,
    annotations: usize,
}

/// The longest page that is imposed, in millimetres. Longer ones are banners, and Acrobat shows none of them.
const MAX_LENGTH_MM: f64 = 5_000.0;
/// How far from its end a PDF has its end-of-file marker: viewers allow rubbish after it.
const TAIL: usize = 2048;
/// The key of a stream's length.
const LENGTH: &[u8] = b"/Length";

impl ForeignPdf {
    /// Reads a PDF.
    ///
    /// # Errors
    /// Why it can't be imposed.
    pub fn read(bytes: Vec<u8>, password: Option<&str>) -> Result<ForeignPdf, PdfProblem> {
        if let Some(problem) = broken_off(&bytes) {
            return Err(problem);
        }
        let pdf = Pdf::new_with_password(bytes, password.unwrap_or_default());
        let pdf = pdf.map_err(|error| match (error, password) {
            (LoadPdfError::Decryption(DecryptionError::PasswordProtected), None) => PdfProblem::NeedsPassword,
            (LoadPdfError::Decryption(DecryptionError::PasswordProtected), Some(_)) => PdfProblem::WrongPassword,
            (LoadPdfError::Decryption(_), _) => PdfProblem::BadEncryption,
            (LoadPdfError::Invalid, _) => PdfProblem::NotWhole,
        })?;
        let mut sizes = Vec::new();
        let mut annotations = 0;
        for page in pdf.pages().iter() {
            annotations += visible_annotations(page.raw());
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
        Ok(ForeignPdf { pdf, sizes, annotations })
    }

    /// The number of annotations and form fields on its pages, which the sheets don't show. Links don't count: paper has no
    /// use for them.
    pub fn annotations(&self) -> usize {
        self.annotations
    }

    /// The sizes of its pages, as they are shown.
    pub fn sizes(&self) -> &[Size] {
        &self.sizes
    }

    /// The PDF of its sheets.
    pub fn sheets_pdf(&self, sheets: &[Sheet], layout: &Layout, title: &str) -> PdfFile<'_> {
        let mut document = Document::new();
        let mut copier = ObjectCopier::new(&self.pdf, document.numbers);
        let pages = self.pdf.pages().iter().zip(&self.sizes);
        let forms: Vec<Form> =
            pages.map(|(page, size)| Form { id: Some(copier.page(page, &mut document)), size: *size }).collect();
        document.numbers = copier.finish(&mut document);
        let metadata = Metadata { title: title.to_string(), ..Metadata::default() };
        SheetFile { layout, dpi: None, forms: &forms, metadata: &metadata }.write(document, sheets)
    }
}

/// Whether the end of a file is missing, or an object says that it is longer than the file. A reader that repairs files
/// would give a book without its last pages.
fn broken_off(bytes: &[u8]) -> Option<PdfProblem> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    let holds = |words: &[u8]| tail.windows(words.len()).any(|window| window == words);
    if bytes.starts_with(b"%PDF") && !holds(b"%%EOF") {
        return Some(PdfProblem::CutOff);
    }
    let length = |window: (usize, &[u8])| {
        let digits = bytes[window.0 + LENGTH.len()..].trim_ascii_start();
        let count = digits.iter().take_while(|b| b.is_ascii_digit()).count();
        std::str::from_utf8(&digits[..count]).ok()?.parse::<u128>().ok()
    };
    let mut lengths =
        bytes.windows(LENGTH.len()).enumerate().filter(|(_, window)| *window == LENGTH).filter_map(length);
    lengths.any(|length| length > bytes.len() as u128).then_some(PdfProblem::ObjectTooLong)
}

/// The number of annotations that a page shows.
fn visible_annotations(page: &Dict) -> usize {
    let Some(all) = page.get::<Array>(ANNOTS) else { return 0 };
    let is_invisible = |annotation: &Dict| {
        annotation.get::<Name>(SUBTYPE).is_some_and(|kind| matches!(kind.as_ref(), b"Link" | b"Popup"))
    };
    all.iter::<Dict>().filter(|annotation| !is_invisible(annotation)).count()
}
