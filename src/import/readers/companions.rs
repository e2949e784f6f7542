//! Access to the files next to a document, which a reader needs but does not open itself.

use std::path::Path;

/// Returns the bytes of a file that a document refers to by a relative path, such as a picture next to a saved web page;
/// `None` if the file cannot be read.
pub type Companions<'a> = dyn Fn(&Path) -> Option<Vec<u8>> + 'a;
