//! A file in parts: what was written for it, and the data that it carries as they came.
//!
//! Photographs make up nearly all of a brochure's bytes, and stand in both of its files. They are lent to the files, not
//! copied into them: memory is touched once, where the picture was read.

use pdf_writer::{Chunk, Dict, Name, Ref};
use std::borrow::Cow;

/// The bytes of a file.
#[derive(Clone, Debug, Default)]
pub struct Written<'a> {
    parts: Vec<Cow<'a, [u8]>>,
}

impl<'a> Written<'a> {
    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.parts.iter().map(|part| part.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The parts, in order.
    pub fn into_parts(self) -> Vec<Cow<'a, [u8]>> {
        self.parts
    }

    /// The bytes in one piece.
    pub fn into_bytes(self) -> Vec<u8> {
        self.parts.concat()
    }
}

impl From<Vec<u8>> for Written<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Written { parts: vec![Cow::Owned(bytes)] }
    }
}

/// A stream whose data are lent.
pub(super) struct Carried<'a> {
    id: Ref,
    head: Vec<u8>,
    data: Vec<Cow<'a, [u8]>>,
}

impl<'a> Carried<'a> {
    /// A stream of joined data; `describe` adds to its dictionary what isn't its length.
    pub(super) fn new(id: Ref, data: Vec<Cow<'a, [u8]>>, describe: impl FnOnce(&mut Dict)) -> Carried<'a> {
        let mut chunk = Chunk::with_settings(pdf_writer::Settings { pretty: false });
        let length: usize = data.iter().map(|part| part.len()).sum();
        let mut dict = chunk.indirect(id).dict();
        dict.pair(Name(b"Length"), i32::try_from(length).unwrap_or(i32::MAX));
        describe(&mut dict);
        drop(dict);
        let object = chunk.as_bytes().trim_ascii_end();
        let mut head = object.strip_suffix(b"endobj").unwrap_or(object).trim_ascii_end().to_vec();
        head.extend_from_slice(b"\nstream\n");
        Carried { id, head, data }
    }

    /// Names what is carried, for the file's identifier: length and first bytes.
    pub(super) fn first_bytes(&self) -> &[u8] {
        &self.head
    }
}

const TAIL: &[u8] = b"\nendstream\nendobj\n\n";

/// Puts streams behind the objects of a finished file, and their places into its cross-reference table (ISO 32000-1,
/// 7.5.4: one entry of twenty bytes an object).
pub(super) fn join<'a>(mut file: Vec<u8>, carried: Vec<Carried<'a>>) -> Written<'a> {
    let Some((table, trailer)) = (!carried.is_empty()).then(|| cross_references(&file)).flatten() else {
        return Written::from(file);
    };
    let mut entries: Vec<Option<usize>> = file[table.clone()].chunks_exact(ENTRY).map(offset).collect();
    let trailer = file[trailer..].to_vec();
    file.truncate(table.start);
    let mut at = file.len() - head_of_table(entries.len()).len();
    file.truncate(at);
    let mut parts = vec![Cow::Owned(file)];
    for stream in carried {
        if let Some(entry) = entries.get_mut(stream.id.get() as usize) {
            *entry = Some(at);
        }
        at += stream.head.len() + stream.data.iter().map(|part| part.len()).sum::<usize>() + TAIL.len();
        parts.push(Cow::Owned(stream.head));
        parts.extend(stream.data);
        parts.push(Cow::Borrowed(TAIL));
    }
    parts.push(Cow::Owned(ending(&entries, &trailer, at)));
    Written { parts }
}

const ENTRY: usize = 20;

fn head_of_table(entries: usize) -> String {
    format!("xref\n0 {entries}\n")
}

/// Where the entries of the table stand, and where its trailer begins.
fn cross_references(file: &[u8]) -> Option<(std::ops::Range<usize>, usize)> {
    let tail = &file[file.len().saturating_sub(64)..];
    let word = tail.windows(9).rposition(|w| w == b"startxref")?;
    let number = std::str::from_utf8(&tail[word + 9..]).ok()?.split_ascii_whitespace().next()?;
    let at: usize = number.parse().ok()?;
    let head = std::str::from_utf8(file.get(at..(at + 32).min(file.len()))?).ok()?;
    let count: usize = head.strip_prefix("xref\n0 ")?.split('\n').next()?.parse().ok()?;
    let start = at + head_of_table(count).len();
    let end = start + count * ENTRY;
    file.get(end..)?.starts_with(b"trailer").then_some((start..end, end))
}

/// The place of an object in use.
fn offset(entry: &[u8]) -> Option<usize> {
    (entry[17] == b'n').then(|| std::str::from_utf8(&entry[..10]).ok()?.parse().ok()).flatten()
}

/// Table, trailer and end of the file.
fn ending(entries: &[Option<usize>], trailer: &[u8], at: usize) -> Vec<u8> {
    let mut ending = head_of_table(entries.len()).into_bytes();
    for (number, entry) in entries.iter().enumerate() {
        let line = match entry {
            Some(offset) => format!("{offset:010} 00000 n\r\n"),
            // Numbers without an object form a ring through the first.
            None => {
                let next = (number + 1..entries.len()).find(|n| entries[*n].is_none()).unwrap_or(0);
                format!("{next:010} {:05} f\r\n", if number == 0 { 65535 } else { 0 })
            }
        };
        ending.extend_from_slice(line.as_bytes());
    }
    let words = trailer.windows(9).rposition(|w| w == b"startxref").unwrap_or(trailer.len());
    ending.extend_from_slice(&trailer[..words]);
    ending.extend_from_slice(format!("startxref\n{at}\n%%EOF").as_bytes());
    ending
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_carried_stands_where_the_table_says() {
        let mut pdf = pdf_writer::Pdf::with_settings(pdf_writer::Settings { pretty: false });
        pdf.catalog(Ref::new(1)).pages(Ref::new(2));
        pdf.pages(Ref::new(2)).count(0);
        pdf.indirect(Ref::new(5)).primitive(7);
        let data: Vec<Cow<[u8]>> = vec![Cow::Borrowed(b"abc"), Cow::Borrowed(b"defg")];
        let carried = Carried::new(Ref::new(3), data, |dict| {
            dict.pair(Name(b"Type"), Name(b"XObject"));
        });
        let written = join(pdf.finish(), vec![carried]);
        let length = written.len();
        let file = written.into_bytes();
        assert_eq!(file.len(), length);
        let (table, _) = cross_references(&file).unwrap();
        let entries: Vec<Option<usize>> = file[table].chunks_exact(ENTRY).map(offset).collect();
        assert_eq!(entries.len(), 6);
        assert_eq!(entries[4], None);
        let at = entries[3].unwrap();
        let object = b"3 0 obj\n<</Length 7/Type/XObject>>\nstream\nabcdefg\nendstream\nendobj";
        assert!(file[at..].starts_with(object), "{}", String::from_utf8_lossy(&file[at..]));
    }
}
