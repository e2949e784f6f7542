//! Reads the words of an earlier version of a brochure from a folder, a PDF that agrafe wrote, or a git revision.

use super::Session;
use super::brochure::Brochure;
use super::options::Options;
use crate::compose;
use crate::diagnostic::{Diagnostic, Fault, Problem, VersionProblem, has_errors};
use crate::output::{self, Outputs};
use crate::read;
use std::path::Path;
use std::process::Command;

impl Brochure {
    /// Returns the words of an earlier version. `version` is the path of a folder or of a PDF that agrafe wrote, or a git
    /// revision.
    ///
    /// # Errors
    /// Returns a diagnostic that explains why the version can't be used.
    pub fn earlier_words(&self, version: &str) -> Result<Vec<String>, Box<Diagnostic>> {
        words(version, self)
    }
}

/// Returns the words of the version named `version`, in the order of its pages and lines.
///
/// # Errors
/// Returns a diagnostic that explains why the version can't be used.
fn words(version: &str, brochure: &Brochure) -> Result<Vec<String>, Box<Diagnostic>> {
    let refused = |why| Box::new(Diagnostic::error(None, Fault::NoEarlier { since: version.to_string(), why }));
    let path = Path::new(version);
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf")) {
        let bytes = read::bytes(path).map_err(|fault| Box::new(Diagnostic::error(None, fault)))?;
        let (head, foot) = brochure.spec.page.frame();
        return read::pdf::words(bytes, head.to_pt()..foot.to_pt()).map_err(refused);
    }
    if path.exists() {
        return typeset_words(path, brochure).ok_or_else(|| refused(VersionProblem::Faulty));
    }
    let Some(folder) = checked_out(version, brochure.reading.folder.path())? else {
        return Err(refused(VersionProblem::Unknown));
    };
    typeset_words(folder.path(), brochure).ok_or_else(|| refused(VersionProblem::Faulty))
}

/// Typesets the earlier version at `path`, which may read the same folder outside its own as the brochure, and returns its
/// words; `None` if it has errors.
fn typeset_words(path: &Path, brochure: &Brochure) -> Option<Vec<String>> {
    let root = brochure.reading.folder.root().map(Path::to_path_buf);
    let brochure = Session::once().typeset(path, &Options { root, ..Options::default() });
    (!has_errors(&brochure.diagnostics)).then(|| compose::words(&brochure.book, brochure.spec.page.frame()))
}

/// Copies the brochure's folder, as it was in a revision, to a temporary folder; returns `None` if git has no such revision.
///
/// # Errors
/// Returns a diagnostic if the temporary folder can't be written.
fn checked_out(revision: &str, folder: &Path) -> Result<Option<tempfile::TempDir>, Box<Diagnostic>> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let git = |arguments: &[&str]| {
        let output = Command::new("git").arg("-C").arg(folder).args(arguments).output().ok()?;
        output.status.success().then_some(output.stdout)
    };
    let Some(files) = files_of(revision, git) else { return Ok(None) };
    let scratch = tempfile::tempdir();
    let scratch = scratch.map_err(|e| output::unwritable(&std::env::temp_dir(), Problem::from(&e)))?;
    let mut outputs = Outputs::default();
    for (name, bytes) in files {
        outputs.add(scratch.path().join(name), bytes);
    }
    outputs.write()?;
    Ok(Some(scratch))
}

/// Returns the names and bytes of the files that a revision contains below the folder in which `git` runs.
fn files_of(revision: &str, git: impl Fn(&[&str]) -> Option<Vec<u8>>) -> Option<Vec<(String, Vec<u8>)>> {
    // Without `--end-of-options`, a revision that begins with a dash would be taken for an option.
    let commit = git(&["rev-parse", "--verify", "--end-of-options", &format!("{revision}^{{commit}}")])?;
    let commit = String::from_utf8_lossy(&commit).trim().to_string();
    let listed = git(&["ls-tree", "-r", "-z", "--name-only", &commit, "--", "."])?;
    let listed = String::from_utf8_lossy(&listed).into_owned();
    let names = listed.split('\0').filter(|name| !name.is_empty());
    names.map(|name| Some((name.to_string(), git(&["show", &format!("{commit}:./{name}")])?))).collect()
}
