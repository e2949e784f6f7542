//! Moves finished files into place: all of them, or none.
//!
//! Input: temporary files and their destinations. Output: the files at their destinations, or everything as it was before.

use super::target::folder_of;
use super::temporary::set_aside;
use crate::diagnostic::Problem;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// A complete file that is ready to be moved into place.
pub(super) struct Ready {
    /// The path as the user specified it, for messages.
    pub(super) path: PathBuf,
    /// The destination.
    pub(super) place: PathBuf,
    /// The temporary file.
    pub(super) file: TempPath,
}

/// A file that has been moved into place.
struct Moved {
    path: PathBuf,
    place: PathBuf,
    /// The old file, if there was one. It is deleted when this value is dropped.
    old: Option<TempPath>,
}

/// Moves files into place, one after the other. If one cannot be moved, the moves before it are undone. With `flushed`, the
/// old files are deleted only after the new names are on the disk.
///
/// # Errors
/// Returns the file that could not be moved, and the problem.
pub(super) fn move_all(files: Vec<Ready>, flushed: bool) -> Result<(), (PathBuf, Problem)> {
    let mut moved = Vec::new();
    for Ready { path, place, file } in files {
        match replace(file, &place) {
            Ok(old) => moved.push(Moved { path, place, old }),
            Err(problem) => return Err((path, put_all_back(moved).unwrap_or(problem))),
        }
    }
    if flushed && let Err((path, e)) = flush_folders(&moved) {
        return Err((path, put_all_back(moved).unwrap_or(Problem::from(&e))));
    }
    Ok(())
}

/// Moves one file into place and returns the old file. At every moment a file exists at `place`, except on a file system that
/// supports neither exchanges nor hard links.
///
/// The exchange is tried first because ext4 flushes a file that is renamed over another (auto_da_alloc), which takes longer
/// than typesetting a brochure.
fn replace(file: TempPath, place: &Path) -> Result<Option<TempPath>, Problem> {
    if exchange(&file, place).is_ok() {
        return Ok(Some(file));
    }
    replace_by_renaming(file, place)
}

#[cfg(target_os = "linux")]
fn exchange(file: &Path, place: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, file, CWD, place, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Moves a file into place by renaming. This is used where two files can't be exchanged: if there is no old file, on systems
/// other than Linux, and on file systems such as NFS.
fn replace_by_renaming(file: TempPath, place: &Path) -> Result<Option<TempPath>, Problem> {
    let old = match set_aside(place) {
        Ok(old) => Some(old),
        Err(e) if e.kind() == io::ErrorKind::NotFound && !place.exists() => None,
        Err(e) => return Err(Problem::from(&e)),
    };
    match (file.persist(place), old) {
        (Ok(()), old) => Ok(old),
        (Err(e), None) => Err(Problem::from(&e.error)),
        (Err(e), Some(old)) => Err(put_back(old, place).unwrap_or(Problem::from(&e.error))),
    }
}

/// Undoes all moves, the last one first, so that the oldest file remains if two files had the same destination. Returns the
/// problem if a file could not be put back.
fn put_all_back(moved: Vec<Moved>) -> Option<Problem> {
    let mut problem = None;
    for Moved { place, old, .. } in moved.into_iter().rev() {
        match old {
            Some(old) => problem = put_back(old, &place).or(problem),
            None => drop(std::fs::remove_file(place)),
        }
    }
    problem
}

/// Puts an old file back into place. If that fails, the file is kept where it is, and the returned problem contains its path.
fn put_back(mut old: TempPath, place: &Path) -> Option<Problem> {
    let renamed = std::fs::rename(&old, place);
    // Renaming between two names of the same file does nothing; the second name is then deleted with `old`.
    old.disable_cleanup(renamed.is_err());
    renamed.is_err().then(|| Problem::SetAside { path: old.display().to_string() })
}

/// Flushes the folders of the files, because the name of a file is stored in its folder.
fn flush_folders(moved: &[Moved]) -> Result<(), (PathBuf, io::Error)> {
    let mut flushed = BTreeSet::new();
    for Moved { path, place, .. } in moved {
        if flushed.insert(folder_of(place)) {
            flush_folder(folder_of(place)).map_err(|e| (path.clone(), e))?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn flush_folder(folder: &Path) -> io::Result<()> {
    // A folder that may be written but not read can't be opened, and some file systems can't flush folders.
    let Ok(folder) = std::fs::File::open(folder) else { return Ok(()) };
    let is_unsupported = |e: &io::Error| matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported);
    folder.sync_all().or_else(|e| if is_unsupported(&e) { Ok(()) } else { Err(e) })
}

/// Does nothing: Windows flushes names itself, and a folder can't be opened like a file there.
#[cfg(not(unix))]
fn flush_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// Creates a folder with the old files `a` and `b`, and with `.a` and `.b`, which are ready to replace them.
    fn two_ready() -> (tempfile::TempDir, Vec<Ready>) {
        let folder = tempfile::tempdir().unwrap();
        let ready = |name: &str| {
            let (place, file) = (folder.path().join(name), folder.path().join(format!(".{name}")));
            fs::write(&place, format!("old {name}")).unwrap();
            fs::write(&file, format!("new {name}")).unwrap();
            Ready { path: name.into(), place, file: TempPath::try_from_path(file).unwrap() }
        };
        let both = vec![ready("a"), ready("b")];
        (folder, both)
    }

    /// Returns the files in a folder as `name: text`, sorted.
    fn listed(folder: &Path) -> Vec<String> {
        let entry = |entry: fs::DirEntry| {
            let text = fs::read_to_string(entry.path()).unwrap();
            format!("{}: {text}", entry.file_name().to_string_lossy())
        };
        let mut all: Vec<String> = fs::read_dir(folder).unwrap().map(|e| entry(e.unwrap())).collect();
        all.sort();
        all
    }

    #[test]
    fn all_files_are_moved_into_place() {
        for flushed in [false, true] {
            let (folder, both) = two_ready();
            move_all(both, flushed).unwrap();
            assert_eq!(listed(folder.path()), ["a: new a", "b: new b"]);
        }
    }

    #[test]
    fn first_file_is_put_back_if_the_second_cannot_be_moved() {
        let (folder, both) = two_ready();
        fs::remove_file(&both[1].file).unwrap();
        let (path, problem) = move_all(both, false).unwrap_err();
        assert_eq!((path, problem), ("b".into(), Problem::Missing));
        assert_eq!(listed(folder.path()), ["a: old a", "b: old b"]);
    }

    #[test]
    fn new_file_is_removed_if_the_second_cannot_be_moved() {
        let (folder, both) = two_ready();
        fs::remove_file(&both[0].place).unwrap();
        fs::remove_file(&both[1].file).unwrap();
        move_all(both, false).unwrap_err();
        assert_eq!(listed(folder.path()), ["b: old b"]);
    }

    #[test]
    fn oldest_file_is_restored_if_two_files_have_the_same_destination() {
        let (folder, mut three) = two_ready();
        let again = folder.path().join(".again");
        fs::write(&again, "newer a").unwrap();
        let place = three[0].place.clone();
        three.insert(1, Ready { path: "a".into(), place, file: TempPath::try_from_path(again).unwrap() });
        fs::remove_file(&three[2].file).unwrap();
        move_all(three, false).unwrap_err();
        assert_eq!(listed(folder.path()), ["a: old a", "b: old b"]);
    }

    #[test]
    fn files_are_replaced_and_put_back_without_an_exchange() {
        let (folder, mut both) = two_ready();
        let (second, first) = (both.pop().unwrap(), both.pop().unwrap());
        let old = replace_by_renaming(first.file, &first.place).unwrap().unwrap();
        assert_eq!(fs::read_to_string(&first.place).unwrap(), "new a");
        assert_eq!(put_back(old, &first.place), None);
        assert_eq!(fs::read_to_string(&first.place).unwrap(), "old a");
        fs::remove_file(&second.file).unwrap();
        assert_eq!(replace_by_renaming(second.file, &second.place).unwrap_err(), Problem::Missing);
        assert_eq!(listed(folder.path()), ["a: old a", "b: old b"]);
    }

    #[test]
    fn old_file_that_cannot_be_put_back_is_kept_and_reported() {
        let (folder, mut both) = two_ready();
        let first = both.remove(0);
        let problem = put_back(first.file, &folder.path().join("no/such/folder")).unwrap();
        let kept = folder.path().join(".a");
        assert_eq!(problem, Problem::SetAside { path: kept.display().to_string() });
        assert!(kept.exists());
    }
}
