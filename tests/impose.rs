//! Tests the library function that imposes an existing PDF.

use agrafe::session::{ForeignOptions, Options, Session, impose_pdf};
use std::path::Path;

#[test]
fn pdf_is_imposed_and_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut brochure = Session::once().typeset_text("title = \"A\"", "Un mot.", &Options::default());
    let pages = brochure.save(folder.path()).unwrap().remove(0);
    let imposed = impose_pdf(&pages, &ForeignOptions::default()).unwrap();
    assert_eq!(imposed.layout.slug, "a5-on-a4");
    let path = imposed.save(None).unwrap();
    assert_eq!(path, pages.with_file_name("a-a5-on-a4.pdf"));
    assert_eq!(imposed.imposition.sheets.len(), 1);
    assert!(std::fs::read(path).unwrap().starts_with(b"%PDF"));
}

#[test]
fn error_names_the_pdf_that_cannot_be_imposed() {
    let error = impose_pdf(Path::new("Cargo.toml"), &ForeignOptions::default()).err().unwrap();
    assert_eq!(error.to_string(), "cannot impose Cargo.toml: it is not a complete PDF");
    let unknown = ForeignOptions { layout: "a5-on-a5".to_string(), ..ForeignOptions::default() };
    let error = impose_pdf(Path::new("Cargo.toml"), &unknown).err().unwrap();
    assert_eq!(error.diagnostics.len(), 2);
}
