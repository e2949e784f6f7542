//! Pictures: found beside the text that names them.

use super::files;
use crate::diagnostic::Fault;
use crate::image::{Picture, measure};
use std::path::Path;

/// The endings of picture files, for finding the name that was meant.
pub(super) const ENDINGS: [&str; 8] = ["jpg", "jpeg", "png", "webp", "tif", "tiff", "gif", "svg"];

/// Reads the picture `name`, relative to `folder`.
pub(super) fn read(folder: &Path, name: &str) -> Result<Picture, Fault> {
    let bytes = files::bytes(&folder.join(name)).map_err(|problem| match problem {
        crate::diagnostic::Problem::Missing => {
            Fault::MissingPicture { file: name.to_string(), nearest: files::nearest_file(folder, name, &ENDINGS) }
        }
        crate::diagnostic::Problem::Denied
        | crate::diagnostic::Problem::Full
        | crate::diagnostic::Problem::NotAFile
        | crate::diagnostic::Problem::Other(_) => Fault::Unreadable { file: name.to_string(), problem },
    })?;
    measure(name, bytes)
}
