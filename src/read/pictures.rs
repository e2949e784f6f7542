//! Picture files: read by their names, which are relative to the brochure's folder.

use super::files;
use crate::diagnostic::{Fault, Problem};
use crate::image::{Picture, PictureBook, identify};
use crate::manuscript::FoundPicture;
use std::path::Path;

/// The file extensions of pictures, among which the nearest name is suggested where a file is missing.
const EXTENSIONS: [&str; 8] = ["jpg", "jpeg", "png", "webp", "tif", "tiff", "gif", "svg"];

/// Reads the picture `name` in `folder`.
///
/// # Errors
/// Why it can't be read.
pub(super) fn read(folder: &Path, name: &str) -> Result<Picture, Fault> {
    let bytes = files::bytes(&folder.join(name)).map_err(|problem| {
        if problem == Problem::Missing {
            let nearest = files::nearest_file(folder, name, &EXTENSIONS);
            return Fault::MissingPicture { file: name.to_string(), nearest };
        }
        Fault::Unreadable { file: name.to_string(), problem }
    })?;
    identify(name, bytes)
}

/// The picture of that name, if it was read.
pub(super) fn found(name: &str, book: &PictureBook) -> Option<FoundPicture> {
    let image = book.find(name)?;
    let picture = book.picture(image);
    Some(FoundPicture { image, pixels: (picture.width, picture.height) })
}
