//! Reads a PDF from another program and places its pages on sheets; reads the words of a PDF as of an earlier version.
#![no_main]

use agrafe::diagnostic::{Placed, Sources, Span};
use agrafe::impose::{Pages, impose};
use agrafe::read::{Folder, layout, pdf};
use agrafe::sheet::Layout;
use agrafe::write::pdf::foreign::ForeignPdf;
use agrafe_fuzz::MAX_BINARY;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

/// A layout that accepts pages of every size.
static LAYOUT: LazyLock<Layout> = LazyLock::new(|| {
    let name = Placed { value: "a5-on-a4".to_string(), span: Span::default() };
    let found = layout::find(&Folder::working_directory(), &name, &mut Sources::default());
    Layout { scale_to_fit: true, ..found.value.expect("the layout is built in") }
});

fuzz_target!(|data: &[u8]| {
    if data.len() > MAX_BINARY {
        return;
    }
    let _ = pdf::words(data.to_vec(), 0.0..10_000.0);
    let Ok(pdf) = ForeignPdf::read(data.to_vec(), None) else { return };
    let pages = Pages { sizes: pdf.sizes(), ink: &[], back_cover: true, separate_cover: false };
    let imposition = impose(pages, &LAYOUT);
    let _ = pdf.sheets_pdf(&imposition.sheets, &LAYOUT).map(|file| file.into_bytes());
});
