//! Pages of any PDF as forms on sheets.

use super::document::Document;
use super::{Information, Written, write_sheets};
use crate::geometry::Size;
use crate::sheet::{Layout, Sheet};
use crate::unit::Length;
use hayro_write::hayro_syntax::object::dict::keys::{ANNOTS, SUBTYPE};
use hayro_write::hayro_syntax::object::{Array, Dict, Name};
use hayro_write::hayro_syntax::{DecryptionError, LoadPdfError, Pdf as Read};
use hayro_write::{ExtractionQuery, extract};
use std::cell::Cell;
use std::rc::Rc;

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
    ///
    /// # Errors
    /// Why a page can't be carried over.
    pub fn sheets(&self, sheets: &[Sheet], layout: &Layout, title: &str) -> Result<Written<'static>, String> {
        let mut document = Document::new(1 << 20);
        let first = document.next();
        // The extractor numbers its objects itself; ours go on after its last.
        let counter = Rc::new(Cell::new(first.get()));
        let shared = counter.clone();
        let next = Box::new(move || {
            shared.set(shared.get() + 1);
            pdf_writer::Ref::new(shared.get())
        });
        let queries: Vec<ExtractionQuery> = (0..self.sizes.len()).map(ExtractionQuery::new_xobject).collect();
        let settings = pdf_writer::Settings { pretty: false };
        let extracted = extract(&self.pdf, next, settings, &queries).map_err(|e| format!("{e:?}"))?;
        document.skip_to(counter.get());
        document.pdf.extend(&extracted.chunk);
        let forms: Vec<Option<pdf_writer::Ref>> = extracted.root_refs.into_iter().map(Result::ok).collect();
        let information = Information { title: title.to_string(), ..Information::default() };
        Ok(write_sheets(document, sheets, layout, (&forms, &self.sizes), &information))
    }
}

/// The annotations of a page that one sees.
fn drawn_annotations(page: &Dict) -> usize {
    let Some(all) = page.get::<Array>(ANNOTS) else { return 0 };
    let unseen = |annotation: &Dict| {
        annotation.get::<Name>(SUBTYPE).is_some_and(|kind| matches!(kind.as_ref(), b"Link" | b"Popup"))
    };
    all.iter::<Dict>().filter(|annotation| !unseen(annotation)).count()
}
