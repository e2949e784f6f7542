//! Determines where the bytes of a file go: into a file to be replaced or created, or directly into a pipe or device.
//!
//! Input: a path as the user specified it. Output: a [`Target`], and the missing folders on its path.

use crate::diagnostic::Problem;
use std::fs::{self, Metadata, Permissions};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The maximum number of symbolic links that are followed for a path; the path reached by then is used. Linux follows the same
/// number; macOS and Windows follow fewer.
const MAX_LINKS: usize = 40;

/// The destination that a path leads to.
pub(super) enum Target {
    /// A regular file, or no file yet.
    File {
        /// Its path, with all symbolic links resolved.
        place: PathBuf,
        /// The permissions of the existing file.
        permissions: Option<Permissions>,
    },
    /// A pipe, a character device, or an open file of this process such as `/dev/stdout`.
    Stream(PathBuf),
}

impl Target {
    pub(super) fn of(path: &Path) -> Result<Target, Problem> {
        let place = followed(path);
        if is_descriptor(&place) {
            return Ok(Target::Stream(place));
        }
        match fs::metadata(&place) {
            Ok(found) if found.is_file() => Ok(Target::File { place, permissions: Some(found.permissions()) }),
            Ok(found) if is_stream(&found) => Ok(Target::Stream(place)),
            Ok(_) => Err(Problem::NotAFile),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(Target::File { place, permissions: None }),
            Err(e) => Err(Problem::from(&e)),
        }
    }
}

/// Resolves a chain of symbolic links, whether or not there is a file at its end. Only the last part of the path needs to be
/// resolved: links among its folders don't matter for a rename within a folder.
fn followed(path: &Path) -> PathBuf {
    let mut place = path.to_path_buf();
    for _ in 0..MAX_LINKS {
        if is_descriptor(&place) {
            break;
        }
        let Ok(target) = fs::read_link(&place) else { break };
        // An absolute target replaces the folder.
        place = folder_of(&place).join(target);
    }
    place
}

/// Whether a path refers to an open file of a process. Such a file is written directly, even if it is a regular file
/// (`-o /dev/stdout > a.md`): the process that opened it continues to use it and would not see a replacement.
fn is_descriptor(path: &Path) -> bool {
    cfg!(unix) && (path.starts_with("/proc") || path.starts_with("/dev/fd"))
}

#[cfg(unix)]
fn is_stream(found: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    // Block devices are excluded: writing to one would destroy the file system on it.
    found.file_type().is_fifo() || found.file_type().is_char_device()
}

#[cfg(not(unix))]
fn is_stream(_: &Metadata) -> bool {
    false
}

/// Returns the folder of a file.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Folders that were created for files, the outermost first.
#[derive(Default)]
pub(super) struct NewFolders(Vec<PathBuf>);

impl NewFolders {
    /// Creates a folder and the missing folders above it. Does nothing if the folder exists.
    pub(super) fn create(&mut self, folder: &Path) -> Result<(), Problem> {
        let outward = folder.ancestors().filter(|folder| !folder.as_os_str().is_empty());
        let mut missing = Vec::new();
        for folder in outward {
            match fs::metadata(folder) {
                Ok(found) if found.is_dir() => break,
                Ok(_) => return Err(Problem::NotAFolder),
                Err(_) => missing.push(folder),
            }
        }
        for folder in missing.into_iter().rev() {
            match fs::create_dir(folder) {
                Ok(()) => self.0.push(folder.to_path_buf()),
                // Another run has created the folder in the meantime.
                Err(_) if folder.is_dir() => {}
                Err(e) => return Err(Problem::from(&e)),
            }
        }
        Ok(())
    }

    /// Removes the folders that are still empty, after a run has failed.
    pub(super) fn remove(self) {
        for folder in self.0.iter().rev() {
            // A folder that is not empty contains files that another program has put there in the meantime.
            let _ = fs::remove_dir(folder);
        }
    }
}
