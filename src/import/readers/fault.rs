//! Why a document cannot be read, before the name of its file is known.

use super::limits::{DEEPEST, LARGEST};
use crate::diagnostic::{DocumentDamage, Fault};

/// Why a document cannot be read.
#[derive(Debug)]
pub(super) enum ReadFault {
    /// It is in a format that is not read.
    NotText,
    /// It is larger than [`LARGEST`] when it is unpacked.
    TooLarge,
    /// Its elements are nested deeper than [`DEEPEST`].
    TooDeep,
    /// It is damaged.
    Damaged(DocumentDamage),
}

impl ReadFault {
    /// The fault as the user sees it.
    pub(super) fn of_file(self, name: &str) -> Fault {
        let file = name.to_string();
        match self {
            ReadFault::NotText => Fault::NotText { file },
            ReadFault::TooLarge => Fault::HugeText { file, limit: LARGEST },
            ReadFault::TooDeep => Fault::TooDeep { file, limit: DEEPEST },
            ReadFault::Damaged(damage) => Fault::BadDocument { file, damage },
        }
    }
}
