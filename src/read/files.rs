//! Reads and lists files on disk.

use crate::diagnostic::{Diagnostic, Fault, FileId, Problem, Sources, Span};
use std::cmp::Ordering;
use std::path::Path;

/// Reads a whole file. Folders, devices and pipes are refused, because reading a pipe might never end.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let found = std::fs::metadata(path).map_err(|e| Problem::from(&e))?;
    if !found.is_file() {
        return Err(Problem::NotAFile);
    }
    std::fs::read(path).map_err(|e| Problem::from(&e))
}

/// Reads a text and adds it to the sources as `name`, without its byte order mark.
///
/// # Errors
/// Returns a fault if the file can't be read or isn't UTF-8.
pub(super) fn text(path: &Path, name: &str, sources: &mut Sources) -> Result<FileId, Fault> {
    let read = bytes(path).map_err(|problem| Fault::Unreadable { file: name.to_string(), problem })?;
    if let Some(encoding) = utf16(&read) {
        return Err(Fault::NotUtf8 { file: name.to_string(), line: 1, encoding: encoding.to_string() });
    }
    let read = match read.strip_prefix("\u{feff}".as_bytes()) {
        Some(rest) => rest.to_vec(),
        None => read,
    };
    decoded(read, name, sources)
}

/// Returns the encoding of a text that begins with a byte order mark of UTF-16 or with Latin letters in UTF-16.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [first, 0, _, 0, ..] if *first != 0 => Some("UTF-16LE"),
        [0, first, 0, _, ..] if *first != 0 => Some("UTF-16BE"),
        _ => None,
    }
}

/// Adds a text in UTF-8 to the sources as `name`.
///
/// # Errors
/// Returns a fault if the bytes aren't UTF-8 or exceed 4 GB.
pub(super) fn decoded(read: Vec<u8>, name: &str, sources: &mut Sources) -> Result<FileId, Fault> {
    match String::from_utf8(read) {
        Ok(text) => {
            // Spans store byte offsets in 32 bits.
            if text.len() >= u32::MAX as usize {
                return Err(Fault::Unreadable { file: name.to_string(), problem: Problem::TooLarge });
            }
            Ok(sources.add(name, text))
        }
        Err(error) => {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(Fault::NotUtf8 { file: name.to_string(), line, encoding: "WINDOWS-1252".to_string() })
        }
    }
}

/// Adds a text that isn't UTF-8 to the sources as `name`: UTF-16 is decoded, and other bytes that aren't UTF-8 are read as
/// Latin-1, the most common encoding of old texts in Western languages. Returns `None` if the file can't be read.
pub(super) fn decoded_roughly(path: &Path, name: &str, sources: &mut Sources) -> Option<FileId> {
    let read = bytes(path).ok()?;
    let units = |order: fn([u8; 2]) -> u16| -> String {
        let units: Vec<u16> = read.chunks_exact(2).map(|pair| order([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match (utf16(&read), read.as_slice()) {
        (Some("UTF-16BE"), _) | (Some("UTF-16"), [0xfe, ..]) => units(u16::from_be_bytes),
        (Some(_), _) => units(u16::from_le_bytes),
        (None, _) => {
            let mut text = String::with_capacity(read.len());
            for chunk in read.utf8_chunks() {
                text.push_str(chunk.valid());
                text.extend(chunk.invalid().iter().map(|byte| char::from(*byte)));
            }
            text
        }
    };
    Some(sources.add(name, text.trim_start_matches('\u{feff}')))
}

/// Returns the names of the files in a folder that have one of these extensions, sorted.
pub(super) fn list(folder: &Path, extensions: &[&str]) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| {
            let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
            extensions.contains(&extension.as_str())
        })
        .collect();
    names.sort_by_cached_key(|name| name.to_lowercase());
    names.sort_by(|a, b| natural_order(&a.to_lowercase(), &b.to_lowercase()));
    names
}

/// Compares two names so that numbers in them are in order: `2.md` comes before `10.md`.
fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut rest_a, mut rest_b) = (a, b);
    while let (Some(first_a), Some(first_b)) = (rest_a.chars().next(), rest_b.chars().next()) {
        let order = if first_a.is_ascii_digit() && first_b.is_ascii_digit() {
            let (number_a, number_b) = (take_digits(&mut rest_a), take_digits(&mut rest_b));
            number_a.len().cmp(&number_b.len()).then(number_a.cmp(number_b))
        } else {
            rest_a = &rest_a[first_a.len_utf8()..];
            rest_b = &rest_b[first_b.len_utf8()..];
            first_a.cmp(&first_b)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    rest_a.len().cmp(&rest_b.len()).then(a.cmp(b))
}

/// Removes the digits at the beginning of a string, and returns them without leading zeros.
fn take_digits<'a>(rest: &mut &'a str) -> &'a str {
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    *rest = after;
    digits.trim_start_matches('0')
}

/// Returns an error about a file as a whole, without a span.
pub(super) fn whole_file(fault: Fault) -> Diagnostic {
    Diagnostic::error(None::<Span>, fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_in_order() {
        let mut names = ["10.md", "2.md", "1.md", "02b.md", "a10b2.md", "a10b1.md", "a9.md", "b.md"];
        names.sort_by_cached_key(|name| name.to_lowercase());
        names.sort_by(|a, b| natural_order(&a.to_lowercase(), &b.to_lowercase()));
        assert_eq!(names, ["1.md", "2.md", "02b.md", "10.md", "a9.md", "a10b1.md", "a10b2.md", "b.md"]);
    }
}
