//! Lets the caller supply the files next to a document, because the readers do not open files.

use std::path::Path;

/// A function that returns the bytes of a file next to a document, such as a picture of a saved web page, or `None` if the file
/// cannot be read. The path is relative to the document.
pub type Companions<'a> = dyn Fn(&Path) -> Option<Vec<u8>> + 'a;
