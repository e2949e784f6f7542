//! Limits on what PDFs from strangers make their reader do.
//!
//! A PDF is packed: a megabyte may unpack to gigabytes, and a page may use the same data a thousand times. The reader has no
//! limits of its own, so what can be measured is measured before it is called. The functions that call it run under the
//! [`watchdog`](crate::watchdog) as well.

use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::dict::keys;
use hayro_syntax::object::{Array, Dict, MaybeRef, Object, Stream};
use hayro_syntax::page::Page;
use std::io::Read;

/// The number of bytes that may be unpacked, or copied, from any file, and for each byte of a large one.
const MAX_UNPACKED: u64 = 128 << 20;
const MAX_UNPACKED_PER_BYTE: u64 = 40;
/// The number of bytes to which the streams with objects may unpack, and the number for each byte of a large file.
const MAX_OBJECTS: u64 = 32 << 20;
const MAX_OBJECTS_PER_BYTE: u64 = 20;
/// The number of bytes to which the cross-reference streams may unpack, and the number for each byte of a large file. A byte may
/// represent an object, of which the reader keeps a record.
const MAX_REFERENCES: u64 = 1 << 20;
const MAX_REFERENCES_PER_BYTE: u64 = 4;
/// The most columns and colours of a predictor. The reader reserves memory for a row.
const MAX_ROW: u64 = 1 << 20;
/// The distance within which the dictionary of a stream precedes its data, in bytes.
const DICTIONARY: usize = 2048;

/// The PDF asks for too much work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooCostly;

/// What may still be unpacked or copied from a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    left: u64,
}

impl Budget {
    /// Returns the budget of a file with this number of bytes.
    pub(crate) fn of(length: usize) -> Budget {
        Budget { left: MAX_UNPACKED.max(length as u64 * MAX_UNPACKED_PER_BYTE) }
    }

    /// Takes a number of bytes from the budget.
    ///
    /// # Errors
    /// Returns [`TooCostly`] if there are not as many left.
    pub(crate) fn spend(&mut self, bytes: usize) -> Result<(), TooCostly> {
        self.left = self.left.checked_sub(bytes as u64).ok_or(TooCostly)?;
        Ok(())
    }
}

/// Checks the streams that the reader unpacks when it opens a file: those with objects, and those with cross-references.
///
/// # Errors
/// Returns [`TooCostly`] if they unpack to too much, or are packed in a way that isn't used for them.
pub(crate) fn check_structure(bytes: &[u8]) -> Result<(), TooCostly> {
    let length = bytes.len() as u64;
    let mut objects = MAX_OBJECTS.max(length * MAX_OBJECTS_PER_BYTE);
    let mut references = MAX_REFERENCES.max(length * MAX_REFERENCES_PER_BYTE);
    for (at, word) in words(bytes, b"stream") {
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let head = &bytes[at.saturating_sub(DICTIONARY)..at];
        let start = words(head, b" obj").last().map_or(0, |(found, _)| found);
        let head = &head[start..];
        let is = |name: &[u8]| words(head, name).next().is_some();
        let left = match (is(b"/ObjStm"), is(b"/XRef")) {
            (_, true) => &mut references,
            (true, false) => &mut objects,
            (false, false) => continue,
        };
        let others: [&[u8]; 5] = [b"LZW", b"ASCII", b"RunLength", b"/AHx", b"/RL"];
        if others.iter().any(|name| is(name)) || words(head, b"/Fl").count() > 1 {
            return Err(TooCostly);
        }
        let data = bytes[at + word..].trim_ascii_start();
        *left -= crate::deflate::inflated_length(data, *left).ok_or(TooCostly)?;
    }
    let is_row_too_long = |key: &[u8]| {
        words(bytes, key).any(|(at, word)| {
            let digits = bytes[at + word..].trim_ascii_start();
            let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let number = std::str::from_utf8(&digits[..count]).ok().and_then(|digits| digits.parse::<u64>().ok());
            count > 0 && !number.is_some_and(|number| (1..=MAX_ROW).contains(&number))
        })
    };
    if is_row_too_long(b"/Columns") || is_row_too_long(b"/Colors") { Err(TooCostly) } else { Ok(()) }
}

/// Returns the places of a word in a file, each with the length of the word.
fn words<'b>(bytes: &'b [u8], word: &'b [u8]) -> impl Iterator<Item = (usize, usize)> + 'b {
    let places = bytes.windows(word.len()).enumerate().filter(move |(_, window)| *window == word);
    places.map(move |(at, _)| (at, word.len()))
}

/// Returns the content of a page, unpacked. Several streams are joined with spaces, as if they were one (ISO 32000, 7.8.2).
///
/// # Errors
/// Returns [`TooCostly`] if it unpacks to more than what is left of the budget.
pub(crate) fn page_content(page: &Page, budget: &mut Budget) -> Result<Vec<u8>, TooCostly> {
    if let Some(stream) = page.raw().get::<Stream>(keys::CONTENTS) {
        return unpacked(&stream, budget);
    }
    let mut content = Vec::new();
    let Some(parts) = page.raw().get::<Array>(keys::CONTENTS) else { return Ok(content) };
    for part in parts.raw_iter() {
        let stream = match part {
            MaybeRef::Ref(reference) => page.xref().get::<Stream>(reference.into()),
            MaybeRef::NotRef(Object::Stream(stream)) => Some(stream),
            MaybeRef::NotRef(_) => None,
        };
        if let Some(stream) = stream {
            content.append(&mut unpacked(&stream, budget)?);
            content.push(b' ');
        }
    }
    Ok(content)
}

/// Unpacks a stream. Damaged data count up to the damage.
fn unpacked(stream: &Stream, budget: &mut Budget) -> Result<Vec<u8>, TooCostly> {
    let packed = stream.raw_data();
    let has_predictor = stream.dict().get::<Dict>(keys::DECODE_PARMS).is_some();
    match stream.filters().as_slice() {
        [] => {
            budget.spend(packed.len())?;
            Ok(packed.into_owned())
        }
        [Filter::FlateDecode] if !has_predictor => {
            let mut content = Vec::new();
            // Reading stops where data are damaged, or one byte beyond the budget.
            let _ = ZlibDecoder::new(&packed[..]).take(budget.left + 1).read_to_end(&mut content);
            budget.spend(content.len())?;
            Ok(content)
        }
        filters => {
            // Each filter can multiply the data at most by this.
            let factor = |filter: &Filter| match filter {
                Filter::FlateDecode => 1_032,
                Filter::LzwDecode => 2_600,
                Filter::RunLengthDecode => 64,
                // Five digits encode four bytes, and `z` encodes four zeros. The others are for pictures, and not decoded.
                Filter::Ascii85Decode
                | Filter::AsciiHexDecode
                | Filter::CcittFaxDecode
                | Filter::Jbig2Decode
                | Filter::DctDecode
                | Filter::JpxDecode
                | Filter::Crypt => 4,
            };
            let most = filters.iter().map(factor).fold(packed.len() as u64, u64::saturating_mul);
            if most > budget.left {
                return Err(TooCostly);
            }
            let content = stream.decoded_data().map(|data| data.into_owned()).unwrap_or_default();
            budget.spend(content.len())?;
            Ok(content)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deflate::deflate_fast;

    fn object_stream(unpacked: usize, entries: &str) -> Vec<u8> {
        let data = deflate_fast(&vec![0; unpacked]);
        let head = format!("%PDF-1.7\n1 0 obj<<{entries}/Length {}>>stream\n", data.len());
        [head.as_bytes(), &data, b"\nendstream endobj"].concat()
    }

    #[test]
    fn streams_that_unpack_to_too_much_are_refused() {
        let objects = "/Type/ObjStm/Filter/FlateDecode";
        let references = "/Type/XRef/Filter/FlateDecode";
        assert_eq!(check_structure(&object_stream(30 << 20, objects)), Ok(()));
        assert_eq!(check_structure(&object_stream(40 << 20, objects)), Err(TooCostly));
        assert_eq!(check_structure(&object_stream(40 << 20, "/Filter/FlateDecode")), Ok(()));
        assert_eq!(check_structure(&object_stream(2 << 20, references)), Err(TooCostly));
        assert_eq!(check_structure(&object_stream(9, "/Type/ObjStm/Filter[/FlateDecode/FlateDecode]")), Err(TooCostly));
        assert_eq!(check_structure(b"/DecodeParms<</Columns 4000000000000>>"), Err(TooCostly));
        assert_eq!(check_structure(b"/DecodeParms<</Columns 0>>"), Err(TooCostly));
    }
}
