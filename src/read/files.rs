//! Opening files, and saying what stood in the way.

use crate::diagnostic::{Diagnostic, Fault, FileId, Nearest, Problem, Sources, Span, nearest};
use std::path::Path;

/// Reads a whole file; folders and pipes are refused before they can hang the program.
pub(super) fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let found = std::fs::metadata(path).map_err(|e| Problem::from(&e))?;
    if !found.is_file() {
        return Err(Problem::NotAFile);
    }
    std::fs::read(path).map_err(|e| Problem::from(&e))
}

/// Reads a text and enters it into the sources. A byte order mark is taken off; bytes that are not UTF-8 are a fault.
pub(super) fn text(path: &Path, name: &str, sources: &mut Sources) -> Result<FileId, Fault> {
    let read = bytes(path).map_err(|problem| Fault::Unreadable { file: name.to_string(), problem })?;
    let read = match read.strip_prefix("\u{feff}".as_bytes()) {
        Some(rest) => rest.to_vec(),
        None => read,
    };
    decoded(read, name, sources)
}

/// Enters bytes into the sources as a text.
pub(super) fn decoded(read: Vec<u8>, name: &str, sources: &mut Sources) -> Result<FileId, Fault> {
    match String::from_utf8(read) {
        Ok(text) => {
            // Spans count bytes in 32 bits.
            if text.len() >= u32::MAX as usize {
                return Err(Fault::Unreadable { file: name.to_string(), problem: Problem::TooLarge });
            }
            Ok(sources.add(name, text))
        }
        Err(error) => {
            let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = good.iter().filter(|b| **b == b'\n').count() + 1;
            Err(Fault::NotUtf8 { file: name.to_string(), line })
        }
    }
}

/// The file in the folder of `wanted` whose name is nearest to it.
pub(super) fn nearest_file(root: &Path, wanted: &str, endings: &[&str]) -> Nearest {
    let wanted_path = Path::new(wanted);
    let parent = wanted_path.parent().unwrap_or(Path::new(""));
    let mut names = list(&root.join(parent), endings);
    names.iter_mut().for_each(|n| *n = parent.join(&*n).to_string_lossy().into_owned());
    Nearest(nearest(wanted, names.iter().map(String::as_str)))
}

/// The names of the files in a folder with one of these endings, sorted.
pub(super) fn list(folder: &Path, endings: &[&str]) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|e| e.file_name().into_string().ok())
        .filter(|n| {
            let ending = n.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
            endings.contains(&ending.as_str())
        })
        .collect();
    names.sort();
    names
}

/// An error without a place in a text: about a file as a whole.
pub(super) fn whole_file(fault: Fault) -> Diagnostic {
    Diagnostic::error(None::<Span>, fault)
}
