//! Runs `agrafe import`: turns raw documents into a brochure that can be built at once, with a report of every repair.

use super::args::ImportOptions;
use super::outcome::Outcome;
use super::report::Console;
use crate::diagnostic::{Diagnostic, Fault, Sources, Span};
use crate::import::{self, Document, Folder};
use crate::output::Outputs;
use crate::read;
use std::path::{Path, PathBuf};

pub(super) fn run(options: &ImportOptions, console: &Console) -> Outcome {
    let mut diagnostics = Vec::new();
    match import(options, console) {
        Ok(summary) if !console.quiet => console.result(&summary),
        Ok(_) => {}
        Err(diagnostic) => diagnostics.push(*diagnostic),
    }
    console.diagnostics(&diagnostics, &Sources::default());
    Outcome::of(&diagnostics)
}

/// Writes the folder of the brochure, and returns the summary to print.
fn import(options: &ImportOptions, console: &Console) -> Result<String, Box<Diagnostic>> {
    let error = |fault| Box::new(Diagnostic::error(None::<Span>, fault));
    let path = options.output.clone().unwrap_or_else(|| default_folder(&options.raw[0]));
    // The folder must be new or empty, so that another import never overwrites a text that the author has edited.
    let in_use = std::fs::read_dir(&path).is_ok_and(|mut entries| entries.next().is_some());
    if in_use || path.is_file() {
        return Err(error(Fault::FolderInUse { folder: path.display().to_string() }));
    }
    let documents = options.raw.iter().map(|path| document(path)).collect::<Result<Vec<_>, _>>().map_err(error)?;
    let folder = Folder::new(documents, console.lang);
    let summary = folder.summary(&path, console.lang);
    let mut outputs = Outputs::default();
    for file in folder.files {
        outputs.add(path.join(file.name), file.bytes);
    }
    outputs.write()?;
    Ok(summary)
}

/// Reads a document, and the pictures that it refers to, whose paths are relative to its folder.
fn document(path: &Path) -> Result<Document, Fault> {
    // Check the size before loading the file.
    let size = std::fs::metadata(path).map_or(0, |found| found.len());
    if size > import::MAX_DOCUMENT_MB << 20 {
        return Err(Fault::HugeText { file: path.display().to_string(), limit: import::MAX_DOCUMENT_MB });
    }
    let bytes = read::bytes(path)?;
    import::read(path, bytes, &|name| companion(path, name))
}

/// Reads a file that is next to a document, unless symbolic links lead out of the document's folder: the document may come from
/// a stranger.
fn companion(document: &Path, name: &Path) -> Option<Vec<u8>> {
    let folder = document.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = folder.join(name).canonicalize().ok()?;
    let is_inside = file.starts_with(folder.canonicalize().ok()?);
    is_inside.then(|| read::bytes(&file).ok()).flatten()
}

/// Returns the default output folder, which is in the current folder and named after the document.
fn default_folder(raw: &Path) -> PathBuf {
    let name = Folder::default_name(raw);
    let folder = PathBuf::from(&name);
    // A document without an extension has the same name as the default folder.
    if folder.is_file() { PathBuf::from(format!("{name}-brochure")) } else { folder }
}
