//! Reads the bytes of a document into a [`Document`].
//!
//! The bytes determine the format; the file extension only helps to tell HTML, Markdown and plain text apart.

mod archive;
mod companions;
mod docx;
mod encoding;
mod fault;
mod html;
mod limits;
mod odt;
mod pictures;
mod runs;
mod xml;

pub use companions::Companions;
pub use limits::MAX_DOCUMENT_MB;

use super::document::{Block, BlockKind, Document, Markup};
use super::markers::without_marker_characters;
use crate::diagnostic::Fault;
use archive::Archive;
use fault::ReadFault;
use std::path::Path;

/// Converts the bytes of the file at `path` to a document. The path provides only the name and the extension. Pictures next to
/// the file are requested from `companions`.
///
/// # Errors
/// Returns [`Fault::NotText`] if the format is not supported, [`Fault::HugeText`] if the document is too large,
/// [`Fault::TooDeep`] if it is nested too deeply, [`Fault::BadDocument`] if it is damaged, and [`Fault::NoWords`] if it does
/// not contain a single word.
pub fn read(path: &Path, bytes: Vec<u8>, companions: &Companions) -> Result<Document, Fault> {
    let name = path.display().to_string();
    let extension = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let document = read_format(bytes, &extension, companions).map_err(|fault| fault.of_file(&name))?;
    let has_words = document.blocks.iter().any(|block| block.text.chars().any(char::is_alphanumeric));
    if has_words { Ok(Document { source: path.to_path_buf(), ..document }) } else { Err(Fault::NoWords { file: name }) }
}

fn read_format(bytes: Vec<u8>, extension: &str, companions: &Companions) -> Result<Document, ReadFault> {
    if bytes.starts_with(b"PK\x03\x04") {
        return read_archive(&bytes);
    }
    // These are the first bytes of .pdf, .doc and .rtf files.
    let foreign: [&[u8]; 3] = [b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf"];
    if foreign.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(ReadFault::NotText);
    }
    let is_html = matches!(extension, "html" | "htm" | "xhtml") || looks_like_html(&bytes);
    let declared = if is_html { html::declared_encoding(&bytes) } else { None };
    let (text, encoding) = encoding::decode(bytes, declared);
    if encoding::is_binary(&text) {
        return Err(ReadFault::NotText);
    }
    if is_html {
        return Ok(Document { encoding, ..html::read(&text, companions)? });
    }
    let is_markdown = matches!(extension, "md" | "markdown") || looks_like_markdown(&text);
    let markup = if is_markdown { Markup::Full } else { Markup::None };
    let blocks = vec![Block { kind: BlockKind::Paragraph, text: without_marker_characters(text), line: 1 }];
    Ok(Document { blocks, markup, raw_lines: true, encoding, ..Document::default() })
}

/// Reads a zip archive as a .docx or an .odt document, depending on which main part it contains.
fn read_archive(bytes: &[u8]) -> Result<Document, ReadFault> {
    let mut archive = Archive::open(bytes)?;
    if let Some(document) = archive.text(docx::MAIN_PART)? {
        return docx::read(&document, &mut archive);
    }
    match archive.text(odt::MAIN_PART)? {
        Some(content) => odt::read(&content, &mut archive),
        None => Err(ReadFault::NotText),
    }
}

fn looks_like_html(bytes: &[u8]) -> bool {
    // Only a byte order mark and white space may come before the doctype or the first tag.
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// Whether a text is Markdown even though the file extension does not say so: it contains notes in Markdown syntax, or remarks
/// from an earlier import.
fn looks_like_markdown(text: &str) -> bool {
    let is_note = |(at, start): (usize, &str)| {
        let rest = &text[at + start.len()..];
        // The label is a single word of at most 63 bytes.
        let label = rest.bytes().take(64).position(|byte| matches!(byte, b']' | b'\n' | b' '));
        label.is_some_and(|length| length > 0 && rest[length..].starts_with("]:"))
    };
    text.match_indices("\n[^").any(is_note) || text.contains("<!-- ? ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_formats_are_refused() {
        let none = |_: &Path| None;
        for bytes in [
            &b"%PDF-1.4 abc"[..],
            b"\x7fELF\x01\0\0\0",
            b"PK\x03\x04rest",
            b"\xd0\xcf\x11\xe0abc",
            b"\x89PNG\r\n\x1a\n\0\0",
        ] {
            assert!(read_format(bytes.to_vec(), "txt", &none).is_err());
        }
    }
}
