//! Loads the pictures of a document, and recognises which of them can be printed.

use super::archive::Archive;
use super::fault::ReadFault;
use crate::image;
use crate::import::document::{BlockKind, Document, DocumentPicture};
use std::collections::HashMap;

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
            let name = extension(&bytes).map(|extension| {
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

/// Returns the file extension that matches the bytes of a picture, if the picture can be decoded.
pub(super) fn extension(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 7] = [
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff", "jpg"),
        (b"GIF8", "gif"),
        (b"II*\0", "tif"),
        (b"MM\0*", "tif"),
        (b"RIFF", "webp"),
        (b"<", "svg"),
    ];
    let (_, extension) = kinds.iter().find(|(magic, _)| bytes.starts_with(magic))?;
    image::identify("picture", bytes.to_vec()).is_ok().then_some(*extension)
}
