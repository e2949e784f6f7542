//! The words of an earlier version of a brochure: a folder, a PDF that agrafe wrote, or a revision in git.

use super::{Brochure, Options, Session};
use crate::compose;
use crate::diagnostic::{Diagnostic, Fault, NoVersion, has_errors};
use crate::read;
use std::path::Path;
use std::process::Command;

/// The words of the version called `version`, in the order of its pages and lines.
///
/// # Errors
/// A diagnostic that says why there is no such version.
pub fn words(version: &str, brochure: &Brochure) -> Result<Vec<String>, Box<Diagnostic>> {
    let refused = |why| Box::new(Diagnostic::error(None, Fault::NoEarlier { since: version.to_string(), why }));
    let path = Path::new(version);
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf")) {
        let bytes = read::bytes(path).map_err(|fault| Box::new(Diagnostic::error(None, fault)))?;
        let (head, foot) = brochure.spec.page.frame();
        return read::pdf::words(bytes, (head.to_pt(), foot.to_pt())).map_err(refused);
    }
    if path.exists() {
        return typeset_words(path).ok_or_else(|| refused(NoVersion::Faulty));
    }
    let Some(folder) = checked_out(version, &brochure.reading.folder) else { return Err(refused(NoVersion::Unknown)) };
    typeset_words(&folder.path().join("brochure.toml")).ok_or_else(|| refused(NoVersion::Faulty))
}

/// The words of a brochure elsewhere; `None` when it has errors.
fn typeset_words(path: &Path) -> Option<Vec<String>> {
    let brochure = Session::once().typeset(path, &Options::default());
    (!has_errors(&brochure.diagnostics)).then(|| compose::words(&brochure.book, brochure.spec.page.frame()))
}

/// The brochure's folder as it was in a revision, in a folder that goes with the value; none where git has none.
fn checked_out(revision: &str, folder: &Path) -> Option<tempfile::TempDir> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let git = |arguments: &[&str]| {
        let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().ok()?;
        output.status.success().then_some(output.stdout)
    };
    // A revision that begins with a dash would be taken for an option.
    let commit = git(&["rev-parse", "--verify", "--end-of-options", &format!("{revision}^{{commit}}")])?;
    let commit = String::from_utf8_lossy(&commit).trim().to_string();
    let listed = git(&["ls-tree", "-r", "-z", "--name-only", &commit, "--", "."])?;
    let scratch = tempfile::tempdir().ok()?;
    for name in String::from_utf8_lossy(&listed).split('\0').filter(|name| !name.is_empty()) {
        let bytes = git(&["show", &format!("{commit}:./{name}")])?;
        let path = scratch.path().join(name);
        std::fs::create_dir_all(path.parent()?).and_then(|()| std::fs::write(&path, bytes)).ok()?;
    }
    Some(scratch)
}
