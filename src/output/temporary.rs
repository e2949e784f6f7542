//! Creates temporary files, and deletes those that killed runs left behind.
//!
//! Input: a folder. Output: a file in it named `.agrafe-<process>-<random>.tmp`, which is deleted when its value is dropped.

use super::target::folder_of;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, DirEntry, File, Metadata, OpenOptions, Permissions};
use std::io;
use std::path::Path;
use std::time::Duration;
use tempfile::{NamedTempFile, TempPath};

const PREFIX: &str = ".agrafe-";
const SUFFIX: &str = ".tmp";
/// The number of random letters and digits in a name. There are 62^8 combinations, so two processes that have the same number
/// on different machines don't choose the same name.
const RANDOM: usize = 8;
/// The time without a change after which a temporary file is deleted, if its process does not exist on this machine. The
/// process may exist on another machine or in another container, but a run fills and moves its files in far less time.
const ABANDONED_AFTER: Duration = Duration::from_secs(600);

/// Creates a temporary file in a folder, with the permission bits of the file that it will replace.
pub(super) fn create(folder: &Path, replaced: Option<&Permissions>) -> io::Result<NamedTempFile<File>> {
    // The system applies the umask to the default mode, 0666. (A file that tempfile opens is accessible only to its owner.)
    let open = |path: &Path| OpenOptions::new().write(true).create_new(true).open(path);
    let file = named(SUFFIX, folder, open)?;
    if let Some(replaced) = replaced {
        keep_mode(file.as_file(), replaced)?;
    }
    Ok(file)
}

/// Gives a file a second name in its folder, or renames it if the file system does not support hard links. The new name does
/// not end like the name of a temporary file, so that no other run deletes it.
pub(super) fn set_aside(place: &Path) -> io::Result<TempPath> {
    let link_or_rename = |aside: &Path| match fs::hard_link(place, aside) {
        Err(e) if e.kind() != io::ErrorKind::AlreadyExists => fs::rename(place, aside),
        linked => linked,
    };
    named(".old", folder_of(place), link_or_rename).map(NamedTempFile::into_temp_path)
}

fn named<T>(suffix: &str, folder: &Path, make: impl FnMut(&Path) -> io::Result<T>) -> io::Result<NamedTempFile<T>> {
    let prefix = format!("{PREFIX}{}-", std::process::id());
    tempfile::Builder::new().prefix(&prefix).suffix(suffix).rand_bytes(RANDOM).make_in(folder, make)
}

/// Copies the permission bits before the first byte is written, so that others can never read private content.
#[cfg(unix)]
fn keep_mode(file: &File, replaced: &Permissions) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    // Set-user-ID and similar bits are not copied: they belong to the old file and its owner.
    let bits = |permissions: &Permissions| permissions.mode() & 0o777;
    if bits(&file.metadata()?.permissions()) == bits(replaced) {
        return Ok(());
    }
    file.set_permissions(Permissions::from_mode(bits(replaced)))
}

#[cfg(not(unix))]
fn keep_mode(_: &File, _: &Permissions) -> io::Result<()> {
    Ok(())
}

/// Deletes the temporary files that killed runs left in these folders. Errors are ignored.
pub(super) fn sweep<'f>(folders: impl Iterator<Item = &'f Path>) {
    folders.collect::<BTreeSet<_>>().into_iter().for_each(sweep_folder);
}

fn sweep_folder(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut left: Vec<DirEntry> = entries
        .filter(|entry| process_of(&entry.file_name()).is_some_and(|process| !is_running(process)))
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .collect();
    // The file system may be on another machine, so its current time is read from a new file.
    let fresh = (!left.is_empty()).then(|| create(folder, None).ok()).flatten();
    let changed = |found: io::Result<Metadata>| found.and_then(|found| found.modified()).ok();
    let now = fresh.and_then(|fresh| changed(fresh.as_file().metadata()));
    left.retain(|entry| {
        let age = now.zip(changed(entry.metadata())).and_then(|(now, then)| now.duration_since(then).ok());
        age.is_some_and(|age| age > ABANDONED_AFTER)
    });
    for entry in left {
        let _ = fs::remove_file(entry.path());
    }
}

/// Returns the number of the process that created the temporary file with this name; `None` for any other file.
fn process_of(name: &OsStr) -> Option<u32> {
    let (process, random) = name.to_str()?.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.split_once('-')?;
    let is_random = random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_number = process.bytes().all(|byte| byte.is_ascii_digit());
    (is_random && is_number).then(|| process.parse().ok()).flatten()
}

#[cfg(unix)]
fn is_running(process: u32) -> bool {
    use rustix::process::{Pid, test_kill_process};
    let pid = i32::try_from(process).ok().and_then(Pid::from_raw);
    // The process of another user exists even though this process has no permission to signal it.
    pid.is_some_and(|pid| test_kill_process(pid) != Err(rustix::io::Errno::SRCH))
}

/// Returns `false`: the standard library can't tell, so only the age of the file counts.
#[cfg(not(unix))]
fn is_running(_: u32) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_temporary_files_are_recognised() {
        for (name, process) in [
            (".agrafe-4711-a1B2c3D4.tmp", Some(4711)),
            (".agrafe-4711-a1B2c3D4.old", None),
            (".agrafe-4711-a1B2c3D.tmp", None),
            (".agrafe-4711-a1B2c3é.tmp", None),
            (".agrafe--a1B2c3D4.tmp", None),
            (".agrafe-+471-a1B2c3D4.tmp", None),
            (".agrafe-99999999999-a1B2c3D4.tmp", None),
            (".agrafe", None),
            (".agrafe-notes.md", None),
            ("agrafe-4711-a1B2c3D4.tmp", None),
        ] {
            assert_eq!(process_of(OsStr::new(name)), process, "{name}");
        }
    }
}
