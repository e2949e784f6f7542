//! Writing files: beside their target, renamed when whole.

use crate::diagnostic::{Diagnostic, Fault, Problem, Span};
use crate::write::pdf::Written;
use rayon::prelude::*;
use std::io::{BufWriter, Write};
use std::path::Path;

/// Files that are written together: none takes its place before all are whole.
#[derive(Default)]
pub struct Outputs<'a> {
    files: Vec<(std::path::PathBuf, Written<'a>)>,
}

impl<'a> Outputs<'a> {
    /// Adds a file to write.
    pub fn add(&mut self, path: impl Into<std::path::PathBuf>, bytes: impl Into<Written<'a>>) {
        self.files.push((path.into(), bytes.into()));
    }

    /// Writes all.
    ///
    /// # Errors
    /// A diagnostic that names the first file that couldn't be written; files that were there before are untouched.
    pub fn write(self) -> Result<(), Box<Diagnostic>> {
        // Copying megabytes into the system's cache takes longer than making them: each file has its own core.
        let staged: Vec<_> = self.files.par_iter().map(|(path, bytes)| (stage(path, bytes), path)).collect();
        let mut whole = Vec::new();
        for (file, path) in staged {
            whole.push((file.map_err(|e| fault(path, &e))?, path));
        }
        let renamed: Vec<_> = whole.into_par_iter().map(|(file, path)| (take_place(file, path), path)).collect();
        renamed.into_iter().try_for_each(|(taken, path)| taken.map_err(|e| fault(path, &e)))
    }
}

fn stage(path: &Path, bytes: &Written) -> std::io::Result<tempfile::NamedTempFile> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    if path.is_dir() {
        return Err(std::io::Error::from(std::io::ErrorKind::IsADirectory));
    }
    let mut file = tempfile::Builder::new().prefix(".agrafe-").tempfile_in(folder)?;
    let mut buffered = BufWriter::new(file.as_file_mut());
    bytes.write_to(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    set_permissions(&file)?;
    Ok(file)
}

/// Gives a whole file its name. On Linux it changes places with an older one: ext4 puts a file that replaces another on
/// the disk before it goes on, which takes longer than setting the brochure.
fn take_place(file: tempfile::NamedTempFile, path: &Path) -> std::io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        if renameat_with(CWD, file.path(), CWD, path, RenameFlags::EXCHANGE).is_ok() {
            // What bears the temporary name now is the older file.
            return file.close();
        }
    }
    file.persist(path).map(drop).map_err(|e| e.error)
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
