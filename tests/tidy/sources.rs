//! The source files under `src`, with their modules.

use std::fs;
use std::path::{Path, PathBuf};

/// A source file.
pub struct Source {
    pub path: PathBuf,
    /// Its module path below the crate root, such as `["compose", "line"]`.
    pub module: Vec<String>,
    pub text: String,
}

impl Source {
    /// Its module of the first level.
    pub fn top(&self) -> &str {
        &self.module[0]
    }

    /// Its text up to its tests.
    pub fn code(&self) -> &str {
        self.text.split("#[cfg(test)]").next().unwrap()
    }

    /// Its syntax tree.
    pub fn syntax(&self) -> syn::File {
        syn::parse_file(&self.text).unwrap()
    }
}

/// Every file under `src`, in the order of their paths.
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
