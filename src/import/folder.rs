//! Builds the folder of a brochure from imported documents: texts, pictures, `brochure.toml` and the report.
//!
//! Input: documents as they were read. Output: the names and bytes of all files, which the caller writes.

use super::cleanup;
use super::document::{BlockKind, Cleaned, Document, DocumentPicture};
use super::markdown;
use super::repair::{Confidence, Repair, Rule};
use super::report;
use super::slug::slug;
use crate::diagnostic::Lang;
use crate::diagnostic::messages::import as words;
use crate::image::Picture;
use std::collections::BTreeMap;
use std::path::Path;

pub use super::report::ImportedText;

/// A file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, relative to the folder.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// The contents of a brochure's folder, which agrafe can typeset without further changes.
#[derive(Clone, Debug, Default)]
pub struct Folder {
    /// Its files: Markdown and pictures, then `brochure.toml` and the report, `import.md`.
    pub files: Vec<File>,
    /// The imported texts with all their repairs.
    pub texts: Vec<ImportedText>,
}

impl Folder {
    /// Cleans up the documents and combines them into one brochure, in the given order. The report, the comments at doubtful
    /// places and the comments in `brochure.toml` are written in `lang`.
    pub fn new(documents: Vec<Document>, lang: Lang) -> Folder {
        let mut folder = Folder::default();
        let mut pictures = PictureNames::default();
        let several = documents.len() > 1;
        for (number, mut document) in documents.into_iter().enumerate() {
            let (source, encoding) = (document.source.clone(), document.encoding);
            let embedded = std::mem::take(&mut document.pictures);
            let mut cleaned = cleanup::clean(document);
            if cleaned.title.is_empty() {
                cleaned.title = stem(&source);
            }
            // The number makes files sort in the order of the brochure.
            let prefix = if several { format!("{:02}-", number + 1) } else { String::new() };
            let file = format!("{prefix}{}.md", slug(&cleaned.title));
            folder.files.append(&mut pictures.place(&mut cleaned, embedded));
            folder.add(&file, markdown::written(&cleaned, lang));
            let source = source.display().to_string();
            folder.texts.push(ImportedText { source, file, encoding, cleaned });
        }
        folder.add("brochure.toml", settings(&folder.texts, lang));
        folder.add("import.md", report::report(&folder.texts, lang));
        folder
    }

    fn add(&mut self, name: &str, text: String) {
        self.files.push(File { name: name.to_string(), bytes: text.into_bytes() });
    }

    /// Returns the folder name for a document if the user specifies none: the slug of its file name without the extension.
    pub fn default_name(source: &Path) -> String {
        slug(&stem(source))
    }

    /// Returns the summary to print after the import: the counts by rule, and the first doubtful places of each text. `path` is
    /// the folder that the files were written to.
    pub fn summary(&self, path: &Path, lang: Lang) -> String {
        report::summary(&self.texts, path, lang)
    }
}

/// Returns a file's name without its extension.
fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Numbers the pictures of a brochure: `img01.jpg`, `img02.svg`.
#[derive(Default)]
struct PictureNames {
    count: usize,
}

impl PictureNames {
    fn next(&mut self, extension: &str) -> String {
        self.count += 1;
        format!("img{:02}.{extension}", self.count)
    }

    /// Gives the pictures of a text their new names, and adds a placeholder for each missing picture. Returns the files of all
    /// these pictures.
    fn place(&mut self, cleaned: &mut Cleaned, embedded: Vec<DocumentPicture>) -> Vec<File> {
        let mut files = Vec::new();
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        for DocumentPicture { name, bytes } in embedded {
            let extension = Path::new(&name).extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
            let file = self.next(&extension.unwrap_or_default());
            files.push(File { name: file.clone(), bytes });
            names.insert(name, file);
        }
        let mut missing = Vec::new();
        for block in &mut cleaned.blocks {
            let BlockKind::Picture(name) = &mut block.kind else { continue };
            if let Some(file) = names.get(name) {
                name.clone_from(file);
                continue;
            }
            let file = self.next("svg");
            files.push(File { name: file.clone(), bytes: Picture::placeholder(file.clone()).bytes.to_vec() });
            let before = std::mem::replace(name, file.clone());
            missing.push(Repair {
                rule: Rule::Picture,
                confidence: Confidence::Likely,
                line: block.line,
                before,
                after: file,
            });
        }
        cleaned.repairs.append(&mut missing);
        files
    }
}

/// Returns the content of `brochure.toml`.
fn settings(texts: &[ImportedText], lang: Lang) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_string()).to_string();
    let title = texts.first().map_or("", |text| text.cleaned.title.as_str());
    let files: Vec<String> = texts.iter().map(|text| quoted(&text.file)).collect();
    let framed = texts.iter().any(|text| text.cleaned.repairs.iter().any(|repair| repair.rule == Rule::Picture));
    let about_frames = if framed { format!("# {}\n", words::about_frames(lang)) } else { String::new() };
    format!(
        "# {}\n{about_frames}title = {}\nlanguage = \"fr\"\ntexts = [{}]\nlayouts = [\"a5-on-a4\"]\n\n\
         [notes]\nplace = \"end\"\n",
        words::about_repairs(lang),
        quoted(title),
        files.join(", ")
    )
}
