//! The errors of the readers, which do not yet include the name of the file.

use super::limits::{DEEPEST, MAX_DOCUMENT_MB};
use crate::diagnostic::{DocumentDamage, Fault};

/// The reason why a document cannot be read.
#[derive(Debug)]
pub(super) enum ReadFault {
    /// Its format is not supported.
    NotText,
    /// When unpacked, it exceeds [`MAX_DOCUMENT_MB`] or the limit for all parts together.
    TooLarge,
    /// Its elements are nested deeper than [`DEEPEST`].
    TooDeep,
    /// It is damaged.
    Damaged(DocumentDamage),
}

impl ReadFault {
    /// Converts the error to a fault that names the file.
    pub(super) fn of_file(self, name: &str) -> Fault {
        let file = name.to_string();
        match self {
            ReadFault::NotText => Fault::NotText { file },
            ReadFault::TooLarge => Fault::HugeText { file, limit: MAX_DOCUMENT_MB },
            ReadFault::TooDeep => Fault::TooDeep { file, limit: DEEPEST },
            ReadFault::Damaged(damage) => Fault::BadDocument { file, damage },
        }
    }
}
