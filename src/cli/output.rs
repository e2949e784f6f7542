//! Writing files: beside their target, renamed when whole.

use crate::diagnostic::{Diagnostic, Fault, Problem, Span};
use rayon::prelude::*;
use std::io::Write;
use std::path::Path;

/// Files that are written together: none takes its place before all are whole.
#[derive(Default)]
pub(super) struct Outputs {
    files: Vec<(std::path::PathBuf, Vec<u8>)>,
}

impl Outputs {
    /// Adds a file to write.
    pub(super) fn add(&mut self, path: impl Into<std::path::PathBuf>, bytes: Vec<u8>) {
        self.files.push((path.into(), bytes));
    }

    /// Writes all.
    ///
    /// # Errors
    /// A diagnostic that names the first file that couldn't be written; files that were there before are untouched.
    pub(super) fn write(self) -> Result<(), Box<Diagnostic>> {
        // Copying megabytes into the system's cache takes longer than making them: each file has its own core.
        let staged: Vec<_> = self.files.par_iter().map(|(path, bytes)| (stage(path, bytes), path)).collect();
        let mut whole = Vec::new();
        for (file, path) in staged {
            whole.push((file.map_err(|e| fault(path, &e))?, path));
        }
        // Taking an old file's place makes some systems put the new one on the disk at once: that, too, side by side.
        let renamed: Vec<_> = whole.into_par_iter().map(|(file, path)| (file.persist(path), path)).collect();
        renamed.into_iter().try_for_each(|(file, path)| file.map(drop).map_err(|e| fault(path, &e.error)))
    }
}

fn stage(path: &Path, bytes: &[u8]) -> std::io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    if path.is_dir() {
        return Err(std::io::Error::from(std::io::ErrorKind::IsADirectory));
    }
    let mut file = tempfile::Builder::new().prefix(".agrafe-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    set_permissions(&file)?;
    Ok(file)
}

/// Temporary files are for their owner alone; a brochure is for everybody whom the folder lets in.
#[cfg(unix)]
fn set_permissions(file: &tempfile::NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_permissions(_: &tempfile::NamedTempFile) -> std::io::Result<()> {
    Ok(())
}

fn fault(path: &Path, error: &std::io::Error) -> Box<Diagnostic> {
    let fault = Fault::Unwritable { file: path.display().to_string(), problem: Problem::from(error) };
    Box::new(Diagnostic::error(None::<Span>, fault))
}
