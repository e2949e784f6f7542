//! Document as people hand it in: plain text in whatever encoding, Markdown, saved web pages, .docx and .odt.

mod archive;
mod docx;
mod html;
mod inline;
mod odt;
mod xml;

use super::Companions;
use crate::diagnostic::Fault;
use crate::image;
use crate::import::document::{Block, BlockKind, CALL, CALL_END, Document, MARK, MARK_END, Markup};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::path::Path;

/// No text that is read is larger, in megabytes.
pub const LARGEST: u64 = 64;

/// Reads the bytes of the file at `path`.
///
/// # Errors
/// A fault when the bytes are no text, are damaged, or hold no words.
pub fn read(path: &Path, bytes: Vec<u8>, companions: &Companions) -> Result<Document, Fault> {
    let name = path.display().to_string();
    let ending = path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    let copy = of_bytes(bytes, (&name, &ending), companions)?;
    let worded = copy.blocks.iter().any(|block| block.text.chars().any(char::is_alphanumeric));
    if worded { Ok(copy) } else { Err(Fault::NoWords { file: name }) }
}

/// Reads bytes as what they are; the ending of their name decides only between texts.
fn of_bytes(bytes: Vec<u8>, (name, ending): (&str, &str), companions: &Companions) -> Result<Document, Fault> {
    if bytes.starts_with(b"PK\x03\x04") {
        return archive::read(&bytes, name);
    }
    let foreign: [&[u8]; 3] = [b"%PDF-", b"\xd0\xcf\x11\xe0", b"{\\rtf"];
    if foreign.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(Fault::NotText { file: name.to_string() });
    }
    let html = matches!(ending, "html" | "htm" | "xhtml") || looks_like_html(&bytes);
    let declared = if html { html::declared(&bytes) } else { None };
    let (text, encoding) = decoded(bytes, declared);
    if is_binary(&text) {
        return Err(Fault::NotText { file: name.to_string() });
    }
    if html {
        let mut copy =
            html::read(&text, companions).map_err(|limit| Fault::TooDeep { file: name.to_string(), limit })?;
        copy.encoding = encoding;
        return Ok(copy);
    }
    let markdown = matches!(ending, "md" | "markdown") || is_markdown(&text);
    let markup = if markdown { Markup::Whole } else { Markup::None };
    // Characters of nobody's: calls and marks are set between them. All of them begin with the same byte.
    let text = if text.as_bytes().contains(&0xee) { text.replace([CALL, CALL_END, MARK, MARK_END], "") } else { text };
    let blocks = vec![Block { kind: BlockKind::Text, text, line: 1 }];
    Ok(Document { blocks, markup, lines: true, encoding, ..Document::default() })
}

/// Whether a text without a telling name is Markdown: it has notes as only that writes them, or remarks of an import.
fn is_markdown(text: &str) -> bool {
    let finder = memchr::memmem::Finder::new("\n[^");
    let defines = |at: usize| {
        let label = &text[at + 3..];
        let end = label.bytes().take(64).position(|byte| matches!(byte, b']' | b'\n' | b' '));
        end.is_some_and(|end| end > 0 && label[end..].starts_with("]:"))
    };
    finder.find_iter(text.as_bytes()).any(defines) || memchr::memmem::find(text.as_bytes(), b"<!-- ? ").is_some()
}

fn looks_like_html(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1024)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', '\u{fffd}']).trim_start();
    head.starts_with("<!doctype html") || head.starts_with("<html")
}

/// The text of bytes, and the name of the encoding that they were in.
fn decoded(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> (String, &'static str) {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return (encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(), encoding.name());
    }
    if let Some(encoding) = without_mark(&bytes) {
        return (encoding.decode_without_bom_handling(&bytes).0.into_owned(), encoding.name());
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, UTF_8.name()),
        Err(error) => error.into_bytes(),
    };
    let encoding = declared.filter(|declared| *declared != UTF_8).unwrap_or_else(|| guessed(&bytes));
    (encoding.decode_without_bom_handling(&bytes).0.into_owned(), encoding.name())
}

/// UTF-16 that doesn't say so: every second byte of Latin letters is zero.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = head.len() / 2;
    if half < 2 || even.max(odd) * 10 < half * 4 || even.min(odd) * 20 > half {
        return None;
    }
    Some(if odd > even { UTF_16LE } else { UTF_16BE })
}

/// The encoding that bytes look most like; bytes that were UTF-8 but for a few are that.
fn guessed(bytes: &[u8]) -> &'static Encoding {
    let broken = String::from_utf8_lossy(bytes);
    let lost = broken.matches('\u{fffd}').count();
    let whole = broken.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if whole > 20 * lost.max(1) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    if guess.is_single_byte() || guess == UTF_8 { guess } else { WINDOWS_1252 }
}

/// Whether a text holds what no text does.
fn is_binary(text: &str) -> bool {
    let head = &text[..text.floor_char_boundary(text.len().min(1 << 16))];
    let control = head.chars().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}')).count();
    let lost = head.matches('\u{fffd}').count();
    let all = head.chars().count();
    head.contains('\0') || control * 50 > all || lost * 10 > all
}

/// The title of a document stands above all its headings: it bears level 0 until they make room for it.
fn below_title(blocks: &mut [Block]) {
    if !blocks.iter().any(|block| block.kind == BlockKind::Heading(0)) {
        return;
    }
    for block in blocks {
        if let BlockKind::Heading(level) = &mut block.kind {
            *level = (*level + 1).min(6);
        }
    }
}

/// What a library said of a damaged file.
fn damaged(name: &str, part: &str, why: impl std::fmt::Display) -> Fault {
    Fault::BadDocument { file: name.to_string(), part: part.to_string(), why: why.to_string() }
}

/// The ending that a picture's bytes deserve, if they are of a kind that can be printed.
fn ending_of(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 7] = [
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff", "jpg"),
        (b"GIF8", "gif"),
        (b"II*\0", "tif"),
        (b"MM\0*", "tif"),
        (b"RIFF", "webp"),
        (b"<", "svg"),
    ];
    let (_, ending) = kinds.iter().find(|(magic, _)| bytes.starts_with(magic))?;
    image::measure("picture", bytes.to_vec()).is_ok().then_some(*ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found_out() {
        let text = "Été comme hiver, l’œuvre coûte 3 € à Noël ; déjà.\n".repeat(3);
        let mut utf16: Vec<u8> = vec![0xff, 0xfe];
        utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(decoded(utf16.clone(), None), (text.clone(), "UTF-16LE"));
        assert_eq!(decoded(utf16[2..].to_vec(), None), (text.clone(), "UTF-16LE"));
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(big, None), (text.clone(), "UTF-16BE"));
        let (latin, _, lost) = WINDOWS_1252.encode(&text);
        assert!(!lost);
        assert_eq!(decoded(latin.to_vec(), None), (text.clone(), "windows-1252"));
        assert_eq!(decoded(text.clone().into_bytes(), None), (text, "UTF-8"));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let none = |_: &Path| None;
        for bytes in [
            &b"%PDF-1.4 abc"[..],
            b"\x7fELF\x01\0\0\0",
            b"PK\x03\x04rest",
            b"\xd0\xcf\x11\xe0abc",
            b"\x89PNG\r\n\x1a\n\0\0",
        ] {
            assert!(of_bytes(bytes.to_vec(), ("x", "txt"), &none).is_err());
        }
    }
}
