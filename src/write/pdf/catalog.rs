//! The catalog, which is the root of a PDF: page tree, language and viewer preferences (ISO 32000, 7.7.2 and 12.2).

use super::document::{CATALOG, Document, PAGE_TREE};
use super::file::{PdfFile, Trailer};
use super::metadata::{self, Metadata, MetadataObjects};
use super::page_labels;
use crate::sheet::Duplex;
use pdf_writer::types::PageLayout;
use pdf_writer::writers::Catalog;
use pdf_writer::{Finish, Name, Ref, TextStr};

/// How viewers and printer drivers should treat the file.
#[derive(Default)]
pub(super) struct Preferences {
    /// How printed sheets are turned over, or `None` for a PDF to read.
    pub(super) duplex: Option<Duplex>,
    /// Whether pages are shown in pairs, with the first page on the right.
    pub(super) facing_pages: bool,
    /// Whether the file contains page labels, which number the pages from 1.
    pub(super) page_labels: bool,
    /// The root object of the outline, if there is one.
    pub(super) outline: Option<Ref>,
}

/// Writes the remaining objects and returns the file. `pages` are the numbers of the page objects.
pub(super) fn finish<'a>(
    mut document: Document<'a>,
    pages: &[Ref],
    metadata: &Metadata,
    preferences: &Preferences,
) -> PdfFile<'a> {
    document.object().pages(PAGE_TREE).kids(pages.iter().copied()).count(pages.len() as i32);
    let MetadataObjects { xmp, information } = metadata::write(&mut document, metadata, pages.len());
    let labels = preferences.page_labels.then(|| page_labels::write(&mut document));
    let mut catalog = document.object().indirect(CATALOG).start::<Catalog>();
    catalog.pages(PAGE_TREE).metadata(xmp);
    if !metadata.language.is_empty() {
        catalog.lang(TextStr(&metadata.language));
    }
    if let Some(outline) = preferences.outline {
        catalog.outlines(outline);
    }
    if preferences.facing_pages {
        catalog.page_layout(PageLayout::TwoPageRight);
    }
    if let Some(labels) = labels {
        catalog.page_labels().nums().insert(0, labels);
    }
    let mut viewer = catalog.viewer_preferences();
    viewer.display_doc_title(true);
    // If a printer driver scaled the sheets, the pages would no longer meet the edges of the booklet.
    viewer.pair(Name(b"PrintScaling"), Name(b"None"));
    if let Some(duplex) = preferences.duplex {
        viewer.pair(Name(b"PickTrayByPDFSize"), true);
        let name: &[u8] = match duplex {
            Duplex::ShortEdge => b"DuplexFlipShortEdge",
            Duplex::LongEdge => b"DuplexFlipLongEdge",
            Duplex::Manual | Duplex::None => b"Simplex",
        };
        viewer.pair(Name(b"Duplex"), Name(name));
    }
    viewer.finish();
    catalog.finish();
    document.file.finish(&Trailer { catalog: CATALOG, information })
}
