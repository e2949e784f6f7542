//! Pages of any PDF as forms on sheets.

use super::document::Document;
use super::{Information, Written, write_sheets};
use crate::geometry::Size;
use crate::sheet::{Layout, Sheet};
use crate::unit::Length;
use hayro_write::hayro_syntax::{LoadPdfError, Pdf as Read};
use hayro_write::{ExtractionQuery, extract};
use std::cell::Cell;
use std::rc::Rc;

/// A PDF that was read.
pub struct Foreign {
    pdf: Read,
    sizes: Vec<Size>,
}

/// The largest page that is imposed: ten metres are a banner, not a page.
const LARGEST: f64 = 5_000.0;

impl Foreign {
    /// Reads a PDF.
    ///
    /// # Errors
    /// Why it can't be imposed, in a few words.
    pub fn read(bytes: Vec<u8>) -> Result<Foreign, String> {
        let pdf = Read::new(bytes).map_err(|error| match error {
            LoadPdfError::Decryption(_) => "it is protected by a password".to_string(),
            LoadPdfError::Invalid => "it is not a whole PDF".to_string(),
        })?;
        let mut sizes = Vec::new();
        for page in pdf.pages().iter() {
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
        Ok(Foreign { pdf, sizes })
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
