//! Unpacks the zip archives of .docx and .odt documents, one part at a time and within the limits for documents.

use super::fault::ReadFault;
use super::limits::{FREE_BYTES, MAX_DOCUMENT_MB, MAX_PACKING, MAX_UNPACKED_BYTES};
use crate::diagnostic::DocumentDamage;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// The zip archive of a document.
pub(super) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// The number of bytes that may still be unpacked.
    left: u64,
}

impl<'b> Archive<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Archive<'b>, ReadFault> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| ReadFault::Damaged(DocumentDamage::NotZip))?;
        Ok(Archive { zip, left: MAX_UNPACKED_BYTES })
    }

    /// Returns a part as a string; `None` if the archive does not contain the part.
    pub(super) fn text(&mut self, part: &str) -> Result<Option<String>, ReadFault> {
        let Some(bytes) = self.part(part)? else { return Ok(None) };
        let not_utf8 = |_| ReadFault::Damaged(DocumentDamage::NotUtf8 { part: part.to_string() });
        String::from_utf8(bytes).map(Some).map_err(not_utf8)
    }

    /// Returns the bytes of a part; `None` if the archive does not contain the part. A part that is packed more tightly than
    /// those of any word processor counts as damaged.
    pub(super) fn part(&mut self, part: &str) -> Result<Option<Vec<u8>>, ReadFault> {
        let damaged = || ReadFault::Damaged(DocumentDamage::BadPart { part: part.to_string() });
        let file = match self.zip.by_name(part) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(damaged()),
        };
        let limit = self.left.min(MAX_DOCUMENT_MB << 20);
        let plausible = file.compressed_size().saturating_mul(MAX_PACKING).saturating_add(FREE_BYTES);
        let claimed = file.size();
        let mut bytes = Vec::new();
        file.take(limit.min(plausible) + 1).read_to_end(&mut bytes).map_err(|_| damaged())?;
        let size = bytes.len() as u64;
        self.left = self.left.saturating_sub(size);
        if size > limit || size > plausible && claimed > limit {
            return Err(ReadFault::TooLarge);
        }
        if size > plausible {
            return Err(damaged());
        }
        Ok(Some(bytes))
    }
}
