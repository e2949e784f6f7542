//! Reads picture files by their names, which are relative to the brochure's folder.

use super::files;
use super::folder::Folder;
use crate::diagnostic::{Fault, Problem};
use crate::image::{Picture, PictureBook, identify};
use crate::manuscript::FoundPicture;

/// The file extensions of pictures. If a file is missing, the nearest name among the files with these extensions is suggested.
const EXTENSIONS: [&str; 8] = ["jpg", "jpeg", "png", "webp", "tif", "tiff", "gif", "svg"];

/// Reads the picture `name` in `folder`.
///
/// # Errors
/// Returns the reason why the picture can't be read.
pub(super) fn read(folder: &Folder, name: &str) -> Result<Picture, Fault> {
    let bytes = files::bytes(&folder.locate(name)?.path).map_err(|problem| {
        if problem == Problem::Missing {
            let nearest = folder.nearest_file(name, &EXTENSIONS);
            return Fault::MissingPicture { file: name.to_string(), nearest };
        }
        Fault::Unreadable { file: name.to_string(), problem }
    })?;
    identify(name, bytes)
}

/// Returns the picture with this name, if it was read.
pub(super) fn found(name: &str, book: &PictureBook) -> Option<FoundPicture> {
    let image = book.find(name)?;
    let picture = book.picture(image);
    Some(FoundPicture { image, pixels: (picture.width, picture.height) })
}
