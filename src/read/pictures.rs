//! Pictures: found beside the text that names them.

use super::files;
use crate::diagnostic::{Fault, Problem};
use crate::image::{Picture, measure};
use std::path::Path;

/// The endings of picture files, for finding the name that was meant.
pub(super) const ENDINGS: [&str; 8] = ["jpg", "jpeg", "png", "webp", "tif", "tiff", "gif", "svg"];

/// Reads the picture `name`, relative to `folder`.
pub(super) fn read(folder: &Path, name: &str) -> Result<Picture, Fault> {
    let bytes = files::bytes(&folder.join(name)).map_err(|problem| {
        if problem == Problem::Missing {
            Fault::MissingPicture { file: name.to_string(), nearest: files::nearest_file(folder, name, &ENDINGS) }
        } else {
            Fault::Unreadable { file: name.to_string(), problem }
        }
    })?;
    measure(name, bytes)
}
