//! Reads the source files under `src` and names their modules.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file.
pub struct Source {
    pub path: PathBuf,
    /// The module path below the crate root, such as `["compose", "line"]`.
    pub module: Vec<String>,
    pub text: String,
}

impl Source {
    /// Returns the top-level module that contains this file.
    pub fn top(&self) -> &str {
        &self.module[0]
    }

    /// Returns the text before the tests.
    pub fn code(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap()
    }

    /// Returns the syntax tree.
    pub fn syntax(&self) -> syn::File {
        syn::parse_file(&self.text).unwrap()
    }
}

/// Returns all files under `src`, ordered by path.
pub fn all() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&src, &mut paths);
    let module = |path: &Path| {
        let below = path.strip_prefix(&src).unwrap().with_extension("");
        below.iter().map(|part| part.to_string_lossy().into_owned()).collect()
    };
    let source = |path: PathBuf| Source { module: module(&path), text: fs::read_to_string(&path).unwrap(), path };
    paths.into_iter().map(source).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}
