//! The files that a brochure is made from: a folder with or without a brochure.toml, or texts named one by one.

use std::path::{Path, PathBuf};

/// The file that contains the settings of a brochure.
pub(super) const SETTINGS_FILE: &str = "brochure.toml";
/// The file extensions of texts. A path with one of these is a text even if no such file exists.
const TEXT_EXTENSIONS: [&str; 6] = ["md", "markdown", "mdown", "mkd", "txt", "qmd"];

/// The name under which messages refer to a text from standard input.
pub(super) const PIPED_NAME: &str = "-";

/// Where a brochure is read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A folder, or its brochure.toml. A folder with texts needs no brochure.toml.
    Brochure(PathBuf),
    /// Texts in Markdown, in order. A brochure.toml next to them isn't read.
    Texts(Vec<PathBuf>),
    /// A text in Markdown from standard input. Its pictures are searched for in the working directory.
    Piped(Vec<u8>),
}

impl Input {
    /// Returns the input at a path: a folder, a brochure.toml, or a text.
    pub fn of(path: &Path) -> Input {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        let is_named_as_text = extension.as_deref().is_some_and(|extension| TEXT_EXTENSIONS.contains(&extension));
        let is_text =
            if path.is_file() { extension.as_deref() != Some("toml") } else { is_named_as_text && !path.is_dir() };
        if is_text { Input::Texts(vec![path.to_path_buf()]) } else { Input::Brochure(path.to_path_buf()) }
    }

    /// Returns the folder of the brochure, in which its pictures, fonts and outputs are.
    pub fn folder(&self) -> PathBuf {
        match self {
            Input::Brochure(path) => located(path).folder,
            Input::Texts(paths) => paths.first().map_or_else(|| PathBuf::from("."), |path| parent(path)),
            Input::Piped(_) => PathBuf::from("."),
        }
    }
}

/// The folder and the settings file of a brochure.
pub(super) struct Located {
    pub(super) folder: PathBuf,
    pub(super) settings: PathBuf,
}

/// Returns the folder and the settings file of the brochure at `path`, which is a folder or its brochure.toml.
pub(super) fn located(path: &Path) -> Located {
    if path.extension().is_some_and(|extension| extension == "toml") {
        Located { folder: parent(path), settings: path.to_path_buf() }
    } else {
        Located { folder: path.to_path_buf(), settings: path.join(SETTINGS_FILE) }
    }
}

/// Returns the folder of a file.
pub(super) fn parent(path: &Path) -> PathBuf {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf()
}

/// Returns the path of a text relative to a folder, or its absolute path if it is outside the folder.
pub(super) fn name_in(folder: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(folder).ok().or_else(|| {
        // The folder of `a.md` is `.`, which isn't a prefix of it.
        (folder == Path::new(".") && path.is_relative()).then_some(path)
    });
    match relative {
        Some(relative) => relative.to_string_lossy().into_owned(),
        None => std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()).to_string_lossy().into_owned(),
    }
}
