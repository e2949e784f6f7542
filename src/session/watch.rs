//! Watches the folder of a brochure for saved files.

use crate::diagnostic::{Diagnostic, Fault, Problem, Span};
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecursiveMode, Watcher};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// The extensions of the files that a brochure is made from.
const ENDINGS: [&str; 17] = [
    "md", "markdown", "txt", "toml", "jpg", "jpeg", "png", "webp", "gif", "tif", "tiff", "svg", "otf", "ttf", "ttc",
    "otc", "pdf",
];

/// The time to wait for changes to other files after a file was closed or renamed, which means that it is complete.
const AFTER_CLOSE: Duration = Duration::from_millis(1);
/// The time after which a file that was written to, but not closed, counts as complete.
const AFTER_WRITE: Duration = Duration::from_millis(12);
/// The maximum time to wait for changes to stop. After that, the change is reported even if files are still being written.
const MAX_WAIT: Duration = Duration::from_millis(400);

/// A change, with the time to wait for further changes before it is reported.
struct SavedChange {
    settles_in: Duration,
}

/// A watch on a folder, which ends when this value is dropped.
pub struct Watch {
    changes: Receiver<SavedChange>,
    _watcher: notify::RecommendedWatcher,
}

impl Watch {
    /// Begins to watch the folder of a brochure, except for the files in `output`.
    ///
    /// # Errors
    /// Returns a diagnostic if the system can't watch the folder: it does not exist, or there are already too many watches.
    pub fn on(folder: &Path, output: Option<&Path>) -> Result<Watch, Box<Diagnostic>> {
        let (sender, changes) = channel();
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let fault = |problem| {
            let fault = Fault::Unreadable { file: folder.display().to_string(), problem };
            Box::new(Diagnostic::error(None::<Span>, fault))
        };
        let folder = folder.canonicalize().map_err(|e| fault(Problem::from(&e)))?;
        // A folder that does not exist yet can't be resolved, but its parent can.
        let resolved = |o: &Path| match (o.canonicalize(), o.parent().map(Path::canonicalize), o.file_name()) {
            (Ok(found), ..) => found,
            (Err(_), Some(Ok(parent)), Some(name)) => parent.join(name),
            (Err(_), ..) => folder.join(o),
        };
        let output: Option<PathBuf> = output.map(resolved);
        let root = folder.clone();
        let listen = move |event: notify::Result<Event>| {
            if let Ok(event) = event
                && let Some(change) = change(&event, &root, output.as_deref())
            {
                // Sending fails only after the watch has been dropped, when the change no longer matters.
                let _ = sender.send(change);
            }
        };
        let other = |e: notify::Error| fault(problem(&e));
        let mut watcher = notify::recommended_watcher(listen).map_err(other)?;
        watcher.watch(&folder, RecursiveMode::Recursive).map_err(other)?;
        Ok(Watch { changes, _watcher: watcher })
    }

    /// Waits until a file has changed and is completely written. Returns `false` if the folder can no longer be watched.
    pub fn wait(&self) -> bool {
        let Ok(mut change) = self.changes.recv() else { return false };
        let deadline = Instant::now() + MAX_WAIT;
        while let Ok(next) = self.changes.recv_timeout(change.settles_in) {
            if Instant::now() > deadline {
                break;
            }
            change = next;
        }
        true
    }
}

/// Returns the reason why a folder can't be watched.
fn problem(error: &notify::Error) -> Problem {
    match &error.kind {
        notify::ErrorKind::Io(e) => Problem::from(e),
        notify::ErrorKind::PathNotFound => Problem::Missing,
        notify::ErrorKind::MaxFilesWatch => Problem::TooManyWatches,
        notify::ErrorKind::Generic(_) | notify::ErrorKind::WatchNotFound | notify::ErrorKind::InvalidConfig(_) => {
            Problem::Unknown
        }
    }
}

/// Returns the change that an event reports, if it concerns the brochure.
fn change(event: &Event, root: &Path, output: Option<&Path>) -> Option<SavedChange> {
    let settles_in = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)) => AFTER_CLOSE,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Any | EventKind::Other => {
            AFTER_WRITE
        }
        EventKind::Access(_) => return None,
    };
    event.paths.iter().any(|path| concerns(path, root, output)).then_some(SavedChange { settles_in })
}

/// Whether a path may be a file or a folder that the brochure is made from.
fn concerns(path: &Path, root: &Path, output: Option<&Path>) -> bool {
    if output.is_some_and(|output| path.starts_with(output)) {
        return false;
    }
    let own = path.strip_prefix(root).unwrap_or(path);
    // Editors and version control systems keep their own files under names that begin with a dot.
    let hidden = own.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    !hidden && ending.is_none_or(|ending| ENDINGS.contains(&ending.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_are_not_part_of_the_brochure_are_ignored() {
        let (root, out) = (Path::new("/b"), Path::new("/b/out"));
        for (path, counts) in [
            ("/b/01.md", true),
            ("/b/pictures/a.JPG", true),
            ("/b/brochure.toml", true),
            ("/b/pictures", true),
            ("/b/out/b.pdf", false),
            ("/b/.01.md.swp", false),
            ("/b/.git/index", false),
            ("/b/01.md~", false),
        ] {
            assert_eq!(concerns(Path::new(path), root, Some(out)), counts, "{path}");
        }
    }

    #[test]
    fn saved_file_is_reported_once() {
        let folder = tempfile::tempdir().unwrap();
        let watch = Watch::on(folder.path(), None).unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, "un").unwrap();
        assert!(watch.wait());
        std::fs::write(folder.path().join("b.tmp"), "rien").unwrap();
        std::fs::rename(folder.path().join("b.tmp"), &path).unwrap();
        assert!(watch.wait());
        assert!(watch.changes.try_recv().is_err());
    }
}
