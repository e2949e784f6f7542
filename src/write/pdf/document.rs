//! A PDF that is being written: its objects and their numbers.

use super::file::FileWriter;
use pdf_writer::{Chunk, Ref};

/// The object number of the catalog. The numbers of the catalog and the page tree are fixed, since pages refer to the
/// tree before it can be written.
pub(super) const CATALOG: Ref = Ref::new(1);
/// The object number of the page tree.
pub(super) const PAGE_TREE: Ref = Ref::new(2);

/// Allocates object numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct ObjectNumbers {
    last: i32,
}

impl ObjectNumbers {
    /// Returns the number of a new object.
    pub(super) fn next(&mut self) -> Ref {
        self.last += 1;
        Ref::new(self.last)
    }
}

/// A PDF that is being written.
pub(super) struct Document<'a> {
    pub(super) file: FileWriter<'a>,
    pub(super) numbers: ObjectNumbers,
}

impl<'a> Document<'a> {
    pub(super) fn new() -> Document<'a> {
        Document { file: FileWriter::new(), numbers: ObjectNumbers { last: PAGE_TREE.get() } }
    }

    /// Returns the chunk into which the next object must be written. The call completes the previous object.
    pub(super) fn object(&mut self) -> &mut Chunk {
        self.file.object()
    }
}
