//! Decodes text. A byte order mark determines the encoding; without one, the bytes are tested for UTF-16 and UTF-8. If neither
//! fits, the declared or the most likely encoding is used.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The number of bytes that are examined to recognise UTF-16 without a byte order mark.
const UTF16_SAMPLE: usize = 4096;
/// The number of bytes that are examined to tell text from binary data.
const BINARY_SAMPLE: usize = 64 << 10;

/// Decodes bytes and returns the text with the name of its encoding. `declared` is the encoding that the document itself
/// declares; it is used only if the bytes are neither UTF-8 nor UTF-16.
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&'static Encoding>) -> (String, &'static str) {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return (encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(), encoding.name());
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return (encoding.decode_without_bom_handling(&bytes).0.into_owned(), encoding.name());
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, UTF_8.name()),
        Err(error) => error.into_bytes(),
    };
    let encoding = declared.filter(|declared| *declared != UTF_8).unwrap_or_else(|| guess(&bytes));
    (encoding.decode_without_bom_handling(&bytes).0.into_owned(), encoding.name())
}

/// Recognises UTF-16 without a byte order mark: in text in Latin script, nearly every second byte is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    // The sample must have an even number of bytes.
    let sample = &bytes[..bytes.len().min(UTF16_SAMPLE) & !1];
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let pairs = sample.len() / 2;
    if pairs < 2 || even.max(odd) * 10 < pairs * 4 || even.min(odd) * 20 > pairs {
        return None;
    }
    Some(if odd > even { UTF_16LE } else { UTF_16BE })
}

/// Returns the most likely encoding. UTF-8 with a few broken bytes still counts as UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let text = String::from_utf8_lossy(bytes);
    let broken = text.matches('\u{fffd}').count();
    let whole = text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if whole > 20 * broken.max(1) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(Some(b"fr"), Utf8Detection::Deny);
    // An Asian encoding would be a wrong guess for the texts that agrafe is made for.
    if guess.is_single_byte() || guess == UTF_8 { guess } else { WINDOWS_1252 }
}

/// Whether the content is binary data rather than text: it contains a NUL, or many control or replacement characters.
pub(super) fn is_binary(text: &str) -> bool {
    let sample = &text[..text.floor_char_boundary(BINARY_SAMPLE)];
    let is_control = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}');
    let control = sample.chars().filter(is_control).count();
    let broken = sample.matches('\u{fffd}').count();
    let all = sample.chars().count();
    sample.contains('\0') || control * 50 > all || broken * 10 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_recognised() {
        let text = "Été comme hiver, l’œuvre coûte 3 € à Noël ; déjà.\n".repeat(3);
        let mut utf16: Vec<u8> = vec![0xff, 0xfe];
        utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(decode(utf16.clone(), None), (text.clone(), "UTF-16LE"));
        assert_eq!(decode(utf16[2..].to_vec(), None), (text.clone(), "UTF-16LE"));
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(big, None), (text.clone(), "UTF-16BE"));
        let (latin, _, lost) = WINDOWS_1252.encode(&text);
        assert!(!lost);
        assert_eq!(decode(latin.to_vec(), None), (text.clone(), "windows-1252"));
        assert_eq!(decode(text.clone().into_bytes(), None), (text, "UTF-8"));
    }
}
