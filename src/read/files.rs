//! Reads files from disk, and suggests a file with a similar name if a file is missing.

use crate::diagnostic::{Diagnostic, Fault, FileId, Nearest, Problem, Sources, Span, nearest};
use std::path::Path;

/// Reads a whole file. Folders, devices and pipes are refused, because reading a pipe might never end.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let found = std::fs::metadata(path).map_err(|e| Problem::from(&e))?;
    if !found.is_file() {
        return Err(Problem::NotAFile);
    }
    std::fs::read(path).map_err(|e| Problem::from(&e))
}

/// Reads a text and adds it to the sources as `name`, without its byte order mark.
///
/// # Errors
/// Returns a fault if the file can't be read or isn't UTF-8.
pub(super) fn text(path: &Path, name: &str, sources: &mut Sources) -> Result<FileId, Fault> {
    let read = bytes(path).map_err(|problem| Fault::Unreadable { file: name.to_string(), problem })?;
    let read = match read.strip_prefix("\u{feff}".as_bytes()) {
        Some(rest) => rest.to_vec(),
        None => read,
    };
    decoded(read, name, sources)
}

/// Adds a text in UTF-8 to the sources as `name`.
///
/// # Errors
/// Returns a fault if the bytes aren't UTF-8 or exceed 4 GB.
pub(super) fn decoded(read: Vec<u8>, name: &str, sources: &mut Sources) -> Result<FileId, Fault> {
    match String::from_utf8(read) {
        Ok(text) => {
            // Spans store byte offsets in 32 bits.
            if text.len() >= u32::MAX as usize {
                return Err(Fault::Unreadable { file: name.to_string(), problem: Problem::TooLarge });
            }
            Ok(sources.add(name, text))
        }
        Err(error) => {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = good.iter().filter(|byte| **byte == b'\n').count() + 1;
            Err(Fault::NotUtf8 { file: name.to_string(), line })
        }
    }
}

/// Looks in the folder of the missing file `wanted` for the file with the most similar name. Paths are relative to `root`.
pub(super) fn nearest_file(root: &Path, wanted: &str, extensions: &[&str]) -> Nearest {
    let parent = Path::new(wanted).parent().unwrap_or(Path::new(""));
    let names = list(&root.join(parent), extensions);
    let paths: Vec<String> = names.iter().map(|name| parent.join(name).to_string_lossy().into_owned()).collect();
    Nearest(nearest(wanted, paths.iter().map(String::as_str)))
}

/// Returns the names of the files in a folder that have one of these extensions, sorted.
pub(super) fn list(folder: &Path, extensions: &[&str]) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| {
            let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
            extensions.contains(&extension.as_str())
        })
        .collect();
    names.sort();
    names
}

/// Returns an error about a file as a whole, without a span.
pub(super) fn whole_file(fault: Fault) -> Diagnostic {
    Diagnostic::error(None::<Span>, fault)
}
