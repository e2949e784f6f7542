//! Finds the files that a brochure names, and refuses those that it may not read.
//!
//! Folders come from strangers: a text or a brochure.toml could name any file of the user's, and it would be printed. A
//! brochure may therefore read its own folder and those that the user allows with `--root`. What counts is where a file
//! really is, after symbolic links have been followed. Paths that the user types on the command line are not restricted.

use super::files;
use super::input::Input;
use crate::diagnostic::{Fault, Nearest, nearest};
use std::path::{Component, Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// A folder to which the names of files are relative, and the folders in which these files may be.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    path: PathBuf,
    /// The folder that the user allows in addition.
    root: Option<PathBuf>,
    /// The folders that may be read, without symbolic links; `None` if any file may be read.
    readable: Option<Vec<PathBuf>>,
}

/// A file that was looked for by its name.
pub(super) struct LocatedFile {
    /// The path of the file. If there is no such file, this is where it was expected.
    pub(super) path: PathBuf,
    /// The name of the file, if it differs in upper and lower case from the name that was looked for.
    pub(super) other_case: Option<String>,
}

impl Folder {
    /// Returns the folder of a brochure, which may read only files in it and in `root`. If the input is a list of texts, the
    /// files in the folder of each text may be read.
    pub(super) fn of(input: &Input, root: Option<&Path>) -> Folder {
        let mut folder = Folder::at(&input.folder(), root);
        if let Input::Texts(paths) = input {
            folder.allow(paths.iter().map(|path| super::input::parent(path)));
        }
        folder
    }

    /// Returns the folder at `path`. Only files in it and in `root` may be read.
    pub(super) fn at(path: &Path, root: Option<&Path>) -> Folder {
        let mut folder =
            Folder { path: path.to_path_buf(), root: root.map(Path::to_path_buf), readable: Some(Vec::new()) };
        folder.allow([path].into_iter().chain(root).map(Path::to_path_buf));
        folder
    }

    /// Returns the working directory, for paths that the user typed on the command line. They may lead anywhere.
    pub fn working_directory() -> Folder {
        Folder::unrestricted(Path::new("."))
    }

    /// Returns the folder at `path`, for the names of files that may be anywhere.
    pub(super) fn unrestricted(path: &Path) -> Folder {
        Folder { path: path.to_path_buf(), root: None, readable: None }
    }

    fn allow(&mut self, folders: impl Iterator<Item = PathBuf>) {
        let real = folders.filter_map(|folder| real_path(&folder));
        if let Some(readable) = &mut self.readable {
            readable.extend(real);
        }
    }

    /// Returns the path of the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the folder that the user allows in addition to the brochure's own.
    pub fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    /// Returns the names of the files in this folder that have one of these extensions, in natural order.
    pub(super) fn list(&self, extensions: &[&str]) -> Vec<String> {
        files::list(&self.path, extensions)
    }

    /// Finds the file with a name in this folder. If there is no file with the name as typed, backslashes are read as slashes
    /// (Windows), and a slash at the beginning (sites) or a query or a fragment at the end (addresses) is ignored.
    ///
    /// # Errors
    /// Returns a fault if the file is in a folder that may not be read, or if it would be there if it existed.
    pub(super) fn locate(&self, name: &str) -> Result<LocatedFile, Fault> {
        let plain = name.strip_prefix("file://").unwrap_or(name);
        let as_typed = self.locate_exactly(plain);
        if as_typed.path.is_file() && self.may_read(&as_typed.path) {
            return Ok(as_typed);
        }
        let cleaned = plain.split(['?', '#']).next().unwrap_or_default().replace('\\', "/");
        let cleaned = cleaned.trim_start_matches('/');
        let other = self.locate_exactly(cleaned);
        if !cleaned.is_empty() && other.path.is_file() && self.may_read(&other.path) {
            return Ok(other);
        }
        match self.refusal(name, &[&as_typed.path, &other.path]) {
            Some(fault) => Err(fault),
            None => Ok(as_typed),
        }
    }

    /// Whether the file or folder at `path` is, or would be, in a folder that may be read.
    pub fn may_read(&self, path: &Path) -> bool {
        let Some(readable) = &self.readable else { return true };
        real_path(path).is_some_and(|real| readable.iter().any(|folder| real.starts_with(folder)))
    }

    /// Returns the fault of a name that leads outside of the folders that may be read, by one of several paths.
    fn refusal(&self, name: &str, paths: &[&Path]) -> Option<Fault> {
        self.readable.as_ref()?;
        if has_drive(name.strip_prefix("file://").unwrap_or(name)) || name.starts_with("\\\\") {
            return Some(Fault::WindowsPath { file: name.to_string() });
        }
        let outside = paths.iter().find(|path| !self.may_read(path))?;
        // Sites name their own files like this: `/img/a.png`. It is only a path of this system if there is a folder `/img`.
        let is_of_site = name.starts_with('/') && existing_part(outside).parent().is_none();
        (!is_of_site).then(|| self.outside(name, outside))
    }

    /// Returns the fault of a file that may not be read.
    pub(super) fn outside(&self, name: &str, path: &Path) -> Fault {
        let file = name.to_string();
        let holder = |path: &Path| match path.parent() {
            Some(parent) if parent.as_os_str().is_empty() => ".".to_string(),
            parent => parent.unwrap_or(path).display().to_string(),
        };
        let plain = |path: &Path| std::path::absolute(path).map(|path| without_dots(&path)).unwrap_or_default();
        let own = [Some(self.path.as_path()), self.root.as_deref()];
        if own.into_iter().flatten().any(|folder| plain(path).starts_with(plain(folder))) {
            let target = real_path(path).unwrap_or_else(|| path.to_path_buf());
            return Fault::LinkOutside { file, target: target.display().to_string(), folder: holder(&target) };
        }
        Fault::OutsideFolder { file, folder: holder(&without_dots(path)) }
    }

    /// Looks in the folder of the missing file `wanted` for the file with the most similar name.
    pub(super) fn nearest_file(&self, wanted: &str, extensions: &[&str]) -> Nearest {
        let parent = Path::new(wanted).parent().unwrap_or(Path::new(""));
        let folder = self.path.join(parent);
        if !self.may_read(&folder) {
            return Nearest(None);
        }
        let names = files::list(&folder, extensions);
        let paths: Vec<String> = names.iter().map(|name| parent.join(name).to_string_lossy().into_owned()).collect();
        Nearest(nearest(wanted, paths.iter().map(String::as_str)))
    }

    /// Finds the file with a name. Names are compared in normalisation form C, because some systems decompose accented
    /// letters in the names of files, and then without regard to case.
    fn locate_exactly(&self, name: &str) -> LocatedFile {
        let path = self.path.join(name);
        if path.exists() || !self.may_read(&path) {
            return LocatedFile { path, other_case: None };
        }
        let composed = |name: &str| name.nfc().collect::<String>();
        let mut found = self.path.clone();
        let (mut shown, mut differs) = (PathBuf::new(), false);
        for component in Path::new(name).components() {
            let wanted = component.as_os_str().to_string_lossy();
            let next = found.join(component);
            if next.exists() {
                found = next;
                shown.push(component);
                continue;
            }
            let entries = std::fs::read_dir(&found).into_iter().flatten().flatten();
            let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
            names.sort();
            let same = names.iter().find(|name| composed(name) == composed(&wanted));
            let other = || names.iter().find(|name| composed(name).to_lowercase() == composed(&wanted).to_lowercase());
            differs |= same.is_none();
            let Some(entry) = same.or_else(other) else { return LocatedFile { path, other_case: None } };
            found.push(entry);
            shown.push(entry);
        }
        let other_case = differs.then(|| shown.to_string_lossy().into_owned());
        LocatedFile { path: found, other_case }
    }
}

/// Whether a name begins with the letter of a drive, such as `C:\` or `d:`. No file of a brochure is named like this: where
/// drives have letters, the colon isn't allowed in names.
fn has_drive(name: &str) -> bool {
    let name = name.trim_start_matches('/');
    matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
}

/// Returns a path without symbolic links and dots. The last parts of the path need not exist. Returns `None` if the working
/// directory can't be found.
fn real_path(path: &Path) -> Option<PathBuf> {
    let absolute = std::path::absolute(if path.as_os_str().is_empty() { Path::new(".") } else { path }).ok()?;
    let existing = existing_part(&absolute);
    let rest = absolute.strip_prefix(existing).ok()?;
    Some(without_dots(&existing.canonicalize().ok()?.join(rest)))
}

/// Returns the longest part of an absolute path that exists.
fn existing_part(path: &Path) -> &Path {
    path.ancestors().find(|part| part.exists()).unwrap_or(path)
}

/// Returns a path without `.` and, where possible, `..`, as if no part of it were a symbolic link.
fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match (part, plain.components().next_back()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => drop(plain.pop()),
            (Component::ParentDir, Some(Component::RootDir | Component::Prefix(_))) => {}
            (part, _) => plain.push(part),
        }
    }
    plain
}
