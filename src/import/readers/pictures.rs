//! Loads the pictures of a document, and recognises which of them can be printed.

use super::archive::Archive;
use super::fault::ReadFault;
use crate::image::{self, Coding, Orientation};
use crate::import::document::{BlockKind, Document, DocumentPicture};
use std::collections::HashMap;
use std::sync::Arc;

/// Loads the pictures that the blocks of a document refer to, and gives the blocks their final names. `part_of` returns the part
/// of the archive that a reference names. Each part is loaded once, however often it is used. A picture that is missing, damaged
/// or in an unknown format is left out, and its blocks keep the reference.
pub(super) fn load(
    document: &mut Document,
    archive: &mut Archive,
    part_of: impl Fn(&str) -> String,
) -> Result<(), ReadFault> {
    let mut names: HashMap<String, Option<String>> = HashMap::new();
    for block in &mut document.blocks {
        let BlockKind::Picture(reference) = &mut block.kind else { continue };
        if !names.contains_key(reference) {
            let bytes = match archive.part(&part_of(reference)) {
                Ok(bytes) => bytes.unwrap_or_default(),
                Err(ReadFault::Damaged(_)) => Vec::new(),
                Err(fault) => return Err(fault),
            };
            let name = PictureFile::of(bytes).map(|PictureFile { extension, bytes }| {
                let name = format!("picture{}.{extension}", document.pictures.len() + 1);
                document.pictures.push(DocumentPicture { name: name.clone(), bytes });
                name
            });
            names.insert(reference.clone(), name);
        }
        if let Some(Some(name)) = names.get(reference) {
            reference.clone_from(name);
        }
    }
    Ok(())
}

/// The file of a picture, as it is put into the folder of the brochure.
pub(super) struct PictureFile {
    pub(super) extension: &'static str,
    pub(super) bytes: Vec<u8>,
}

impl PictureFile {
    /// Returns the file of a picture without its hidden data, or `None` if it can't be printed. TIFF and GIF become PNG. Drawings
    /// stay as they are.
    pub(super) fn of(bytes: Vec<u8>) -> Option<PictureFile> {
        let picture = image::identify("picture", bytes).ok()?;
        let bytes = Arc::unwrap_or_clone(picture.bytes);
        let (extension, bytes) = match picture.coding {
            Coding::Jpeg if picture.orientation == Orientation::UPRIGHT => ("jpg", bytes),
            Coding::Jpeg => ("jpg", image::with_orientation(&bytes, picture.orientation)),
            Coding::Decoded if bytes.starts_with(b"RIFF") => ("webp", bytes),
            Coding::PlainPng | Coding::Decoded => ("png", bytes),
            Coding::Svg => ("svg", bytes),
        };
        Some(PictureFile { extension, bytes })
    }
}
