//! Pages of any PDF as forms on sheets.

use super::carry::Carrier;
use super::document::Document;
use super::{Metadata, Written, write_sheets};
use crate::diagnostic::PdfProblem;
use crate::geometry::Size;
use crate::sheet::{Layout, Sheet};
use crate::unit::Length;
use hayro_syntax::object::dict::keys::{ANNOTS, SUBTYPE};
use hayro_syntax::object::{Array, Dict, Name};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf as Read};

/// A PDF that was read.
pub struct Foreign {
    pdf: Read,
    sizes: Vec<Size>,
    annotations: usize,
}

/// The largest page that is imposed: ten metres are a banner, not a page.
const LARGEST: f64 = 5_000.0;

impl Foreign {
    /// Reads a PDF.
    ///
    /// # Errors
    /// Why it can't be imposed.
    pub fn read(bytes: Vec<u8>, password: Option<&str>) -> Result<Foreign, PdfProblem> {
        if let Some(problem) = broken_off(&bytes) {
            return Err(problem);
        }
        let read = Read::new_with_password(bytes, password.unwrap_or_default());
        let pdf = read.map_err(|error| match (error, password) {
            (LoadPdfError::Decryption(DecryptionError::PasswordProtected), None) => PdfProblem::NeedsPassword,
            (LoadPdfError::Decryption(DecryptionError::PasswordProtected), Some(_)) => PdfProblem::WrongPassword,
            (LoadPdfError::Decryption(_), _) => PdfProblem::BadEncryption,
            (LoadPdfError::Invalid, _) => PdfProblem::NotWhole,
        })?;
        let mut sizes = Vec::new();
        let mut annotations = 0;
        for page in pdf.pages().iter() {
            annotations += drawn_annotations(page.raw());
            let (width, height) = page.render_dimensions();
            let largest = width.max(height);
            if !(largest.is_finite() && width > 0.0 && height > 0.0) {
                return Err(PdfProblem::PageWithoutSize { page: sizes.len() + 1 });
            }
            let size = Size::new(Length::pt(f64::from(width)), Length::pt(f64::from(height)));
            let length = size.width.max(size.height);
            if length > Length::mm(LARGEST) {
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
        Ok(Foreign { pdf, sizes, annotations })
    }

    /// How many annotations and form fields its pages show, which are not carried over. Links are none: paper has no use
    /// for them.
    pub fn annotations(&self) -> usize {
        self.annotations
    }

    /// The sizes of its pages, turned as they are shown.
    pub fn sizes(&self) -> &[Size] {
        &self.sizes
    }

    /// Writes its pages onto sheets.
    pub fn sheets(&self, sheets: &[Sheet], layout: &Layout, title: &str) -> Written<'_> {
        let mut document = Document::new(1 << 16);
        let mut carrier = Carrier::new(&self.pdf, document.next());
        let forms = self.pdf.pages().iter().map(|page| Some(carrier.page(page, &mut document))).collect::<Vec<_>>();
        carrier.finish(&mut document);
        document.skip_to(carrier.last());
        let metadata = Metadata { title: title.to_string(), ..Metadata::default() };
        write_sheets(document, sheets, (layout, None), (&forms, &self.sizes), &metadata)
    }
}

/// Whether the end of a file is missing, or an object says that it is longer than the file: what could be read of it would
/// be a book without its last pages.
fn broken_off(bytes: &[u8]) -> Option<PdfProblem> {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    let holds = |words: &[u8]| tail.windows(words.len()).any(|window| window == words);
    if bytes.starts_with(b"%PDF") && !holds(b"%%EOF") {
        return Some(PdfProblem::CutOff);
    }
    let length = |at: usize| {
        let digits = bytes[at + 7..].trim_ascii_start();
        let count = digits.iter().take_while(|b| b.is_ascii_digit()).count();
        std::str::from_utf8(&digits[..count]).ok()?.parse::<u128>().ok()
    };
    let mut claims = memchr::memmem::find_iter(bytes, b"/Length").filter_map(length);
    claims.any(|length| length > bytes.len() as u128).then_some(PdfProblem::ObjectTooLong)
}

/// The annotations of a page that one sees.
fn drawn_annotations(page: &Dict) -> usize {
    let Some(all) = page.get::<Array>(ANNOTS) else { return 0 };
    let unseen = |annotation: &Dict| {
        annotation.get::<Name>(SUBTYPE).is_some_and(|kind| matches!(kind.as_ref(), b"Link" | b"Popup"))
    };
    all.iter::<Dict>().filter(|annotation| !unseen(annotation)).count()
}
