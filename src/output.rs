//! Writes the output files of a run: all of them, or none. No other module writes output files.
//!
//! Input: paths and bytes. Output: files, or one diagnostic that names the file that could not be written.
//!
//! Each file is first written to a temporary file in the folder of its target. When all temporary files are complete, they
//! are moved into place. If one cannot be moved, the old files are restored:
//!
//! ```text
//! target    follow symbolic links, distinguish files from pipes and devices, create missing folders
//! temporary delete temporary files that killed runs left behind; create one for each target, write the bytes (and
//!           flush them to the disk, for a manuscript)
//! swap      exchange temporary files and targets; roll back on failure; delete the old files
//! ```
//!
//! A new file gets mode 0666, restricted by the umask; an existing file keeps its permission bits. A symbolic link is
//! followed: the link stays, and the file that it points to is replaced. Pipes and character devices are written directly,
//! after all files are complete and before the first one is moved. Data written to them cannot be taken back.
//!
//! There is one gap: if the run is killed or the power fails between two moves, some files are new and others are old. Each
//! of them is complete.

mod swap;
mod target;
mod temporary;

use crate::diagnostic::{Diagnostic, Fault, Problem, Span};
use rayon::prelude::*;
use std::borrow::Cow;
use std::fs::{File, OpenOptions, Permissions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use swap::Ready;
use target::{NewFolders, Target};

/// The bytes of a file, in parts, so that a large picture can be borrowed instead of copied.
#[derive(Clone, Debug, Default)]
pub struct Content<'a> {
    parts: Vec<Cow<'a, [u8]>>,
}

impl From<Vec<u8>> for Content<'_> {
    fn from(bytes: Vec<u8>) -> Self {
        Content { parts: vec![Cow::Owned(bytes)] }
    }
}

impl<'a> From<Vec<Cow<'a, [u8]>>> for Content<'a> {
    fn from(parts: Vec<Cow<'a, [u8]>>) -> Self {
        Content { parts }
    }
}

impl Content<'_> {
    fn write_to(&self, file: &File) -> std::io::Result<()> {
        let mut buffered = BufWriter::new(file);
        self.parts.iter().try_for_each(|part| buffered.write_all(part))?;
        buffered.flush()
    }
}

/// The output files of a run.
///
/// ```
/// # let folder = tempfile::tempdir().unwrap();
/// # let folder = folder.path();
/// use agrafe::output::Outputs;
///
/// let mut outputs = Outputs::default();
/// outputs.add(folder.join("out/pages.pdf"), b"%PDF-1.7 ...".to_vec());
/// outputs.add(folder.join("out/sheets.pdf"), b"%PDF-1.7 ...".to_vec());
/// outputs.write().unwrap();
/// assert!(folder.join("out/sheets.pdf").is_file());
/// ```
#[derive(Default)]
pub struct Outputs<'a> {
    files: Vec<(PathBuf, Content<'a>)>,
    /// Whether the new files must be on the disk before the old ones are deleted.
    flushed: bool,
}

impl<'a> Outputs<'a> {
    /// Adds a file. Missing folders on its path will be created.
    pub fn add(&mut self, path: impl Into<PathBuf>, content: impl Into<Content<'a>>) {
        self.files.push((path.into(), content.into()));
    }

    /// Writes all files, or none.
    ///
    /// # Errors
    /// Returns a diagnostic that names the first file that could not be written. In that case existing files are unchanged,
    /// and folders created for new files are removed again.
    pub fn write(self) -> Result<(), Box<Diagnostic>> {
        let mut folders = NewFolders::default();
        let written = self.write_files(&mut folders);
        if written.is_err() {
            folders.remove();
        }
        written
    }

    fn write_files(&self, folders: &mut NewFolders) -> Result<(), Box<Diagnostic>> {
        let (mut files, mut streams) = (Vec::new(), Vec::new());
        for (path, content) in &self.files {
            match Target::of(path).map_err(|problem| unwritable(path, problem))? {
                Target::Stream(to) => streams.push((path, to, content)),
                Target::File { place, permissions } => {
                    folders.create(target::folder_of(&place)).map_err(|problem| unwritable(path, problem))?;
                    files.push(Planned { path, place, permissions, content });
                }
            }
        }
        temporary::sweep(files.iter().map(|file| target::folder_of(&file.place)));
        // Copying megabytes into the system's page cache takes longer than producing them, so the files are written in
        // parallel.
        let ready: Vec<_> = files.into_par_iter().map(|file| file.stage(self.flushed)).collect();
        let ready: Vec<Ready> = ready.into_iter().collect::<Result<_, _>>()?;
        for (path, to, content) in streams {
            let opened = OpenOptions::new().append(true).open(to);
            let written = opened.and_then(|stream| content.write_to(&stream));
            written.map_err(|e| unwritable(path, Problem::from(&e)))?;
        }
        swap::move_all(ready, self.flushed).map_err(|(path, problem)| unwritable(&path, problem))
    }
}

/// Replaces one of the author's texts. As with [`Outputs`], the old text is unchanged if anything fails. In addition, the new
/// text and its name are flushed to the disk before the old text is deleted, so that a power cut never loses both.
///
/// # Errors
/// Returns a diagnostic that explains why the text could not be written.
pub fn save_manuscript(path: &Path, text: Vec<u8>) -> Result<(), Box<Diagnostic>> {
    let mut outputs = Outputs { flushed: true, ..Outputs::default() };
    outputs.add(path, text);
    outputs.write()
}

/// Returns the diagnostic for a file or folder that could not be written.
pub fn unwritable(path: &Path, problem: Problem) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(None::<Span>, Fault::Unwritable { file: path.display().to_string(), problem }))
}

/// A file to be written.
struct Planned<'o> {
    /// The path as the user specified it, for messages.
    path: &'o Path,
    /// The path of the file itself: `path` with its symbolic links resolved.
    place: PathBuf,
    /// The permissions of the file that it will replace.
    permissions: Option<Permissions>,
    content: &'o Content<'o>,
}

impl Planned<'_> {
    /// Writes the bytes to a temporary file and closes it, because a run may have more files than can be open at once.
    fn stage(self, flushed: bool) -> Result<Ready, Box<Diagnostic>> {
        let staged = temporary::create(target::folder_of(&self.place), self.permissions.as_ref()).and_then(|staged| {
            self.content.write_to(staged.as_file())?;
            if flushed {
                staged.as_file().sync_all()?;
            }
            Ok(staged.into_temp_path())
        });
        let file = staged.map_err(|e| unwritable(self.path, Problem::from(&e)))?;
        Ok(Ready { path: self.path.to_path_buf(), place: self.place, file })
    }
}
