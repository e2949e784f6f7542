//! Keeps results on disk from one build to the next.
//!
//! The name of a file is a hash of everything on which its content depends, so a cached file is never out of date. Damaged files
//! are ignored, and the whole folder can be deleted at any time.
//!
//! ```text
//! 0   xxh3 hash of the bytes that follow: 64 bits, little-endian
//! 8   the bytes
//! ```

use crate::output::Outputs;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// The size of the hash before the bytes.
const HEADER: usize = 8;

/// A kind of files in a folder.
#[derive(Clone, Debug)]
pub(crate) struct DiskCache {
    folder: PathBuf,
    extension: &'static str,
    max_files: usize,
}

impl DiskCache {
    /// Returns the cache of the files with this extension in `folder`, which need not exist. If there are more than `max_files`,
    /// those that were not used are deleted.
    pub(crate) fn new(folder: &Path, extension: &'static str, max_files: usize) -> DiskCache {
        DiskCache { folder: folder.to_path_buf(), extension, max_files }
    }

    /// Returns the path of a file. `key` is a string that contains everything on which its content depends.
    pub(crate) fn path(&self, key: &str) -> PathBuf {
        self.folder.join(format!("{:032x}.{}", xxh3_128(key.as_bytes()), self.extension))
    }

    /// Reads a file, if it exists and is intact.
    pub(crate) fn read(&self, path: &Path) -> Option<Vec<u8>> {
        let mut bytes = std::fs::read(path).ok()?;
        let hash = u64::from_le_bytes(bytes.get(..HEADER)?.try_into().ok()?);
        bytes.drain(..HEADER);
        (xxh3_64(&bytes) == hash).then_some(bytes)
    }

    /// Adds files, and deletes those that are not in `used` if there are then too many. A file that can't be written is missing in
    /// the next build, which makes it again.
    pub(crate) fn write(&self, new: Vec<(PathBuf, Vec<u8>)>, used: &BTreeSet<PathBuf>) {
        if new.is_empty() {
            return;
        }
        let mut outputs = Outputs::default();
        for (path, bytes) in new {
            outputs.add(path, [&xxh3_64(&bytes).to_le_bytes(), bytes.as_slice()].concat());
        }
        let _ = outputs.write();
        let entries = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let mut unused: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        unused.retain(|path| path.extension().is_some_and(|e| e == self.extension) && !used.contains(path));
        if unused.len() + used.len() > self.max_files {
            unused.iter().for_each(|path| drop(std::fs::remove_file(path)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_files_are_ignored_and_old_ones_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let cache = DiskCache::new(&folder.path().join("cache"), "kept", 2);
        let paths = ["a", "b", "c"].map(|key| cache.path(key));
        let add = |path: &PathBuf| cache.write(vec![(path.clone(), b"abc".to_vec())], &BTreeSet::from([path.clone()]));
        add(&paths[0]);
        assert_eq!(cache.read(&paths[0]).as_deref(), Some(&b"abc"[..]));
        add(&paths[1]);
        assert!(paths[0].exists());
        std::fs::write(&paths[1], b"damaged file").unwrap();
        assert_eq!(cache.read(&paths[1]), None);
        add(&paths[2]);
        assert_eq!(paths.map(|path| path.exists()), [false, false, true]);
    }
}
