//! Keeps finished plates on disk from one build to the next.
//!
//! A file is named after a hash of everything that its dots depend on, so a cached plate is never out of date. Damaged
//! files are ignored, and the whole folder can be deleted at any time.
//!
//! ```text
//! 0   "agrafe flate" or "agrafe g4fax"
//! 12  width, height, number of bytes: 32 bits each, little-endian
//! 24  xxh3 hash of the bytes: 64 bits, little-endian
//! 32  the bytes
//! ```

use crate::image::{Packing, Plate};
use crate::output::Outputs;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// The maximum number of files that are kept. If there are more, the files that the current build did not use are
/// deleted. The limit is large enough for a brochure with dozens of pictures in a few layouts.
const MAX_FILES: usize = 400;
/// The version of the screening code, which is part of every hash. It must be changed whenever new code produces
/// different dots from the same settings.
const VERSION: &str = "agrafe plate 1";
/// The size of the header, in bytes.
const HEADER: usize = 32;
/// The first bytes of a file, by the packing of its plate.
const MAGIC: [(&[u8; 12], Packing); 2] = [(b"agrafe flate", Packing::Flate), (b"agrafe g4fax", Packing::Fax)];

/// Returns the path of a plate's file. `settings` is a string that contains everything on which the dots depend.
pub(super) fn path(folder: &Path, settings: &str) -> PathBuf {
    folder.join(format!("{:032x}.plate", xxh3_128(format!("{VERSION} {settings}").as_bytes())))
}

/// Reads a cached plate, if its file exists and is intact.
pub(super) fn read(path: &Path) -> Option<Plate> {
    let mut bytes = std::fs::read(path).ok()?;
    let header: [u8; HEADER] = bytes.get(..HEADER)?.try_into().ok()?;
    let number = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let (_, packing) = MAGIC.into_iter().find(|(magic, _)| header.starts_with(*magic))?;
    let hash = u64::from(number(24)) | u64::from(number(28)) << 32;
    bytes.drain(..HEADER);
    let is_whole = xxh3_64(&bytes) == hash && number(20) as usize == bytes.len();
    is_whole.then(|| Plate { width: number(12), height: number(16), packing, bytes: Arc::new(bytes) })
}

/// Adds plates to the cache. If there are then too many files, deletes those that are not in `used`. A plate that
/// cannot be written is made again by the next build.
pub(super) fn write(folder: &Path, plates: &[(PathBuf, Plate)], used: &BTreeSet<PathBuf>) {
    if plates.is_empty() {
        return;
    }
    let mut outputs = Outputs::default();
    for (path, plate) in plates {
        outputs.add(path.clone(), file(plate));
    }
    let _ = outputs.write();
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut unused: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    unused.retain(|path| path.extension().is_some_and(|e| e == "plate") && !used.contains(path));
    if unused.len() + used.len() > MAX_FILES {
        unused.iter().for_each(|path| drop(std::fs::remove_file(path)));
    }
}

/// Returns the bytes of a plate's file.
fn file(plate: &Plate) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + plate.bytes.len());
    let magic = MAGIC.iter().find(|(_, packing)| *packing == plate.packing).map(|(magic, _)| *magic);
    bytes.extend_from_slice(magic.unwrap_or(&[0; 12]));
    for number in [plate.width, plate.height, plate.bytes.len() as u32] {
        bytes.extend_from_slice(&number.to_le_bytes());
    }
    bytes.extend_from_slice(&xxh3_64(&plate.bytes).to_le_bytes());
    bytes.extend_from_slice(&plate.bytes);
    bytes
}
