//! Moving finished files into place: all of them, or none.
//!
//! Input: temporary files and their places. Output: the files in their places, or everything as it was before.

use super::target::folder_of;
use super::temporary::set_aside;
use crate::diagnostic::Problem;
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempPath;

/// A file that is whole.
pub(super) struct Ready {
    /// As the user named it, for messages.
    pub(super) path: PathBuf,
    /// Where it belongs.
    pub(super) place: PathBuf,
    /// Where it is now.
    pub(super) file: TempPath,
}

/// A file in its place.
struct Moved {
    path: PathBuf,
    place: PathBuf,
    /// Where the older file is now, if there was one. It is deleted with this value.
    old: Option<TempPath>,
}

/// Moves files into place, one after the other; if one cannot be moved, puts the others back. With `flushed`, the old
/// files are deleted only after the new names are on the disk.
///
/// # Errors
/// The file that could not be moved, and why.
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

/// Moves one file into place and returns where the older one is now. No name is missing at any moment, except where a
/// file system has neither exchanges nor hard links.
///
/// The exchange comes first because ext4 flushes a file that is renamed over another (auto_da_alloc), which takes longer
/// than setting a brochure.
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

/// The way without an exchange: for a new file, on other systems, and on file systems such as NFS.
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

/// Undoes all moves, the last one first, so that two files of one place leave the oldest. Returns the problem of a file
/// that could not be put back.
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

/// Puts an old file back into its place. If that fails, the file is kept where it is, and the problem says where.
fn put_back(mut old: TempPath, place: &Path) -> Option<Problem> {
    let renamed = std::fs::rename(&old, place);
    // A rename between two names of one file does nothing; the second name is then deleted with `old`.
    old.disable_cleanup(renamed.is_err());
    renamed.is_err().then(|| Problem::SetAside { path: old.display().to_string() })
}

/// Flushes the folders of files, which hold their names.
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
    let can_not = |e: &io::Error| matches!(e.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported);
    folder.sync_all().or_else(|e| if can_not(&e) { Ok(()) } else { Err(e) })
}

/// Windows flushes names by itself, and doesn't open folders.
#[cfg(not(unix))]
fn flush_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// A folder where `a` and `b` are old and `.a` and `.b` are ready to replace them.
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

    /// What is in a folder: `name: text`, sorted.
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
    fn all_take_their_places() {
        for flushed in [false, true] {
            let (folder, both) = two_ready();
            move_all(both, flushed).unwrap();
            assert_eq!(listed(folder.path()), ["a: new a", "b: new b"]);
        }
    }

    #[test]
    fn the_first_is_put_back_when_the_second_cannot_be_moved() {
        let (folder, both) = two_ready();
        fs::remove_file(&both[1].file).unwrap();
        let (path, problem) = move_all(both, false).unwrap_err();
        assert_eq!((path, problem), ("b".into(), Problem::Missing));
        assert_eq!(listed(folder.path()), ["a: old a", "b: old b"]);
    }

    #[test]
    fn a_new_file_is_removed_when_the_second_cannot_be_moved() {
        let (folder, both) = two_ready();
        fs::remove_file(&both[0].place).unwrap();
        fs::remove_file(&both[1].file).unwrap();
        move_all(both, false).unwrap_err();
        assert_eq!(listed(folder.path()), ["b: old b"]);
    }

    #[test]
    fn two_files_of_one_name_leave_the_oldest_when_they_are_put_back() {
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
    fn without_an_exchange_files_are_replaced_and_put_back_too() {
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
    fn an_old_file_that_cannot_be_put_back_is_kept_and_named() {
        let (folder, mut both) = two_ready();
        let first = both.remove(0);
        let problem = put_back(first.file, &folder.path().join("no/such/folder")).unwrap();
        let kept = folder.path().join(".a");
        assert_eq!(problem, Problem::SetAside { path: kept.display().to_string() });
        assert!(kept.exists());
    }
}
