//! Files beside a document, which a reader needs and does not open itself.

use std::path::Path;

/// Returns the bytes of a file that a document refers to by a relative path, such as a picture beside a saved web page;
/// `None` where it cannot be read.
pub type Companions<'a> = dyn Fn(&Path) -> Option<Vec<u8>> + 'a;
