//! The steps that several fuzz targets share.
//!
//! A target passes on the bytes that libFuzzer makes up, and ignores all results: it only looks for panics, for stack
//! overflows, and for inputs that take too much time or memory.

use agrafe::diagnostic::{Diagnostic, Excerpt, Lang, Sources, narrowed};
use agrafe::image;
use agrafe::import::{self, Folder};
use agrafe::session::{Brochure, Options, Session};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The size in bytes up to which texts are tried.
pub const MAX_TEXT: usize = 64 << 10;
/// The size in bytes up to which pictures, fonts and PDFs are tried.
pub const MAX_BINARY: usize = 256 << 10;
/// The number of pixels up to which a picture is decoded and printed. It keeps a target fast, since decoding takes as long
/// as there are pixels.
const MAX_PIXELS: u64 = 1 << 20;

/// A folder for the files of this process.
pub static SCRATCH: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("agrafe-fuzz-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("fonts")).expect("the temporary folder is writable");
    folder
});

/// Writes a file into [`SCRATCH`].
pub fn write(name: &str, bytes: &[u8]) {
    std::fs::write(SCRATCH.join(name), bytes).expect("the temporary folder is writable");
}

/// Returns the bytes as text, unless they are not UTF-8 or too long.
pub fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok().filter(|text| text.len() <= MAX_TEXT)
}

/// Typesets a text from memory and writes the PDF of its pages.
pub fn typeset_text(settings: &str, text: &str) {
    finish(&Session::once().typeset_text(settings, text, &Options::default()));
}

/// Typesets the brochure in [`SCRATCH`] and writes the PDF of its pages.
pub fn typeset_scratch() {
    finish(&Session::once().typeset(&SCRATCH, &Options::default()));
}

fn finish(brochure: &Brochure) {
    messages(&brochure.diagnostics, &brochure.reading.sources);
    brochure.pages_pdf(brochure.book.pages.clone(), &brochure.metadata());
}

/// Writes all messages, with the lines that they refer to.
pub fn messages(diagnostics: &[Diagnostic], sources: &Sources) {
    for diagnostic in diagnostics {
        for lang in [Lang::En, Lang::Fr] {
            diagnostic.message(lang);
            diagnostic.hint(lang);
        }
        diagnostic.span.map(|span| Excerpt::of(narrowed(diagnostic, span, sources), sources));
    }
}

/// Decodes a picture of one format, which begins with one of these signatures, and prints it on a page.
pub fn picture(data: &[u8], signatures: &[&[u8]]) {
    if data.len() > MAX_BINARY || !signatures.iter().any(|signature| data.starts_with(signature)) {
        return;
    }
    let Ok(picture) = image::identify("picture", data.to_vec()) else { return };
    if u64::from(picture.width) * u64::from(picture.height) > MAX_PIXELS {
        return;
    }
    if image::grey(&picture).is_err() {
        return;
    }
    let text = "Un texte.\n\n![Une légende.](picture)\n";
    write("brochure.toml", b"title = \"Essai\"\nlayouts = []\n");
    write("text.md", text.as_bytes());
    write("picture", data);
    typeset_scratch();
}

/// Imports a document and builds the folder of its brochure.
pub fn import(name: &str, data: &[u8]) {
    if data.len() > MAX_TEXT {
        return;
    }
    let picture: &[u8] = include_bytes!("../../../brochure/local.png");
    let companions = |path: &Path| (path.extension()? == "png").then(|| picture.to_vec());
    let Ok(document) = import::read(Path::new(name), data.to_vec(), &companions) else { return };
    let folder = Folder::new(vec![document], Lang::En);
    folder.summary(Path::new("folder"), Lang::Fr);
}

/// Returns a zip archive of these parts, separated by NUL bytes in `data`. Data that are an archive already stay as they are.
///
/// An archive has checksums, which random changes break. Most inputs should reach the parser of the parts instead.
pub fn archive(data: &[u8], parts: &[&str]) -> Vec<u8> {
    if data.starts_with(b"PK") {
        return data.to_vec();
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (part, bytes) in parts.iter().zip(data.split(|byte| *byte == 0)) {
        zip.start_file(*part, stored).expect("the names of parts are short");
        zip.write_all(bytes).expect("memory is writable");
    }
    zip.finish().expect("memory is writable").into_inner()
}
