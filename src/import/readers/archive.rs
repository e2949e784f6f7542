//! Archives: .docx and .odt are zip files; their parts are taken out one by one, and never more than a text may have.

use super::{LARGEST, damaged, docx, odt};
use crate::diagnostic::Fault;
use crate::import::document::Document;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// No document nests elements deeper.
pub(super) const DEEPEST: usize = 1000;

/// A document's archive.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    name: &'b str,
    /// Bytes that may still be taken out: a few kilobytes can claim to be gigabytes.
    left: u64,
}

/// Reads a document of whichever kind its parts are of.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Document, Fault> {
    let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(name, "zip", e))?;
    let mut archive = Archive { zip, name, left: 4 * (LARGEST << 20) };
    if let Some(document) = archive.text("word/document.xml")? {
        return docx::read(&document, &mut archive);
    }
    match archive.text("content.xml")? {
        Some(content) => odt::read(&content, &mut archive),
        None => Err(Fault::NotText { file: name.to_string() }),
    }
}

impl Archive<'_> {
    /// A part as a text, if the archive has it.
    pub(super) fn text(&mut self, part: &str) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.part(part)? else { return Ok(None) };
        String::from_utf8(bytes).map(Some).map_err(|e| damaged(self.name, part, e))
    }

    /// The bytes of a part, if the archive has it.
    pub(super) fn part(&mut self, part: &str) -> Result<Option<Vec<u8>>, Fault> {
        let limit = self.left.min(LARGEST << 20);
        let mut bytes = Vec::new();
        let found = match self.zip.by_name(part) {
            Ok(file) => file.take(limit + 1).read_to_end(&mut bytes),
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(self.name, part, error)),
        };
        found.map_err(|e| damaged(self.name, part, e))?;
        if bytes.len() as u64 > limit {
            return Err(Fault::HugeText { file: self.name.to_string(), limit: LARGEST });
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// What is wrong with the XML of a part.
    pub(super) fn broken(&self, part: &str, why: super::xml::Broken) -> Fault {
        match why {
            super::xml::Broken::TooDeep => Fault::TooDeep { file: self.name.to_string(), limit: DEEPEST },
            super::xml::Broken::Malformed(why) => damaged(self.name, part, why),
        }
    }
}
