//! Pages of any PDF as forms on sheets.

use super::carry::Carrier;
use super::document::Document;
use super::{Information, Written, write_sheets};
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
    /// Why it can't be imposed, in a few words.
    pub fn read(bytes: Vec<u8>, password: Option<&str>) -> Result<Foreign, String> {
        if let Some(why) = broken_off(&bytes) {
            return Err(why);
        }
        let read = Read::new_with_password(bytes, password.unwrap_or_default());
        let pdf = read.map_err(|error| match (error, password) {
            (LoadPdfError::Decryption(DecryptionError::PasswordProtected), None) => {
                "it is protected by a password: --password gives it".to_string()
            }
            (LoadPdfError::Decryption(DecryptionError::PasswordProtected), Some(_)) => {
                "that is not its password".to_string()
            }
            (LoadPdfError::Decryption(_), _) => "its encryption is broken, or of an unknown kind".to_string(),
            (LoadPdfError::Invalid, _) => "it is not a whole PDF".to_string(),
        })?;
        let mut sizes = Vec::new();
        let mut annotations = 0;
        for page in pdf.pages().iter() {
            annotations += drawn_annotations(page.raw());
            let (width, height) = page.render_dimensions();
            let largest = width.max(height);
            if !(largest.is_finite() && width > 0.0 && height > 0.0) {
                return Err(format!("page {} has no size", sizes.len() + 1));
            }
            let size = Size::new(Length::pt(f64::from(width)), Length::pt(f64::from(height)));
            if size.width.max(size.height) > Length::mm(LARGEST) {
                return Err(format!("page {} is {:.0} mm long", sizes.len() + 1, size.width.max(size.height).to_mm()));
            }
            sizes.push(size);
        }
        if sizes.is_empty() {
            return Err("it has no pages".to_string());
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
        let information = Information { title: title.to_string(), ..Information::default() };
        write_sheets(document, sheets, (layout, None), (&forms, &self.sizes), &information)
    }
}

/// Whether the end of a file is missing, or an object says that it is longer than the file: what could be read of it would
/// be a book without its last pages.
fn broken_off(bytes: &[u8]) -> Option<String> {
    let tail = &bytes[bytes.len().saturating_sub(2048)..];
    let holds = |words: &[u8]| tail.windows(words.len()).any(|window| window == words);
    if bytes.starts_with(b"%PDF") && !holds(b"%%EOF") {
        return Some("it breaks off: its end is missing".to_string());
    }
    let length = |at: usize| {
        let digits = bytes[at + 7..].trim_ascii_start();
        let count = digits.iter().take_while(|b| b.is_ascii_digit()).count();
        std::str::from_utf8(&digits[..count]).ok()?.parse::<u128>().ok()
    };
    let mut claims = memchr::memmem::find_iter(bytes, b"/Length").filter_map(length);
    claims.any(|length| length > bytes.len() as u128).then(|| "an object in it is longer than the file".to_string())
}

/// The annotations of a page that one sees.
fn drawn_annotations(page: &Dict) -> usize {
    let Some(all) = page.get::<Array>(ANNOTS) else { return 0 };
    let unseen = |annotation: &Dict| {
        annotation.get::<Name>(SUBTYPE).is_some_and(|kind| matches!(kind.as_ref(), b"Link" | b"Popup"))
    };
    all.iter::<Dict>().filter(|annotation| !unseen(annotation)).count()
}
