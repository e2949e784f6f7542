//! Keeps finished plates on disk from one build to the next.
//!
//! ```text
//! 0   "agrafe flate" or "agrafe g4fax"
//! 12  width, height: 32 bits each, little-endian
//! 20  the dots
//! ```

use crate::disk_cache::DiskCache;
use crate::image::{Packing, Plate};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The maximum number of files that are kept: enough for a brochure with dozens of pictures in a few layouts.
const MAX_FILES: usize = 400;
/// The version of the screening code, which is part of every key. It must be changed whenever new code produces different dots
/// from the same settings.
const VERSION: &str = "agrafe plate 2";
/// The size of the header, in bytes.
const HEADER: usize = 20;
/// The first bytes of a file, by the packing of its plate.
const MAGIC: [(&[u8; 12], Packing); 2] = [(b"agrafe flate", Packing::Flate), (b"agrafe g4fax", Packing::Fax)];

/// The cache of plates in a folder.
pub(super) struct PlateCache(DiskCache);

impl PlateCache {
    pub(super) fn of(folder: &Path) -> PlateCache {
        PlateCache(DiskCache::new(folder, "plate", MAX_FILES))
    }

    /// Returns the path of a plate's file. `settings` is a string that contains everything on which the dots depend.
    pub(super) fn path(&self, settings: &str) -> PathBuf {
        self.0.path(&format!("{VERSION} {settings}"))
    }

    /// Reads a plate, if its file exists and is intact.
    pub(super) fn read(&self, path: &Path) -> Option<Plate> {
        let mut bytes = self.0.read(path)?;
        let header: [u8; HEADER] = bytes.get(..HEADER)?.try_into().ok()?;
        let number = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
        let (_, packing) = MAGIC.into_iter().find(|(magic, _)| header.starts_with(*magic))?;
        bytes.drain(..HEADER);
        Some(Plate { width: number(12), height: number(16), packing, bytes: Arc::new(bytes) })
    }

    /// Adds plates. `used` are the paths of all plates of the current build.
    pub(super) fn write(&self, plates: &[(PathBuf, Plate)], used: &BTreeSet<PathBuf>) {
        self.0.write(plates.iter().map(|(path, plate)| (path.clone(), file(plate))).collect(), used);
    }
}

/// Returns the bytes of a plate's file.
fn file(plate: &Plate) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + plate.bytes.len());
    let magic = MAGIC.iter().find(|(_, packing)| *packing == plate.packing).map(|(magic, _)| *magic);
    bytes.extend_from_slice(magic.unwrap_or(&[0; 12]));
    for number in [plate.width, plate.height] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(&plate.bytes);
    bytes
}
