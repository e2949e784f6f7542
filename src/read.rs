//! A folder becomes a raw manuscript, raw settings and bytes. The only place that opens files.
//!
//! Takes the path of a brochure.toml or of its folder; gives a [`Reading`], with a fault for everything that is missing
//! or malformed. It knows nothing of measures or pages.

mod files;
mod fonts;
mod front;
mod inline;
mod keys;
pub mod layout;
mod markdown;
mod pictures;
pub mod printers;
pub mod prose;
mod settings;
mod shelf;

pub use fonts::built_in as built_in_fonts;
pub use shelf::Shelf;

use crate::diagnostic::{Diagnostic, Fault, FileId, Placed, Problem, Sources, Span};
use crate::font::FontBook;
use crate::image::{ImageId, PictureBook};
use crate::manuscript::{Block, Inline, Manuscript, PictureRef, Text};
use crate::sheet::Printer;
use crate::spec::RawSpec;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Everything that was read.
#[derive(Default)]
pub struct Reading {
    /// The brochure's folder.
    pub folder: PathBuf,
    /// Every text file, for messages.
    pub sources: Sources,
    /// Its settings as typed.
    pub raw: RawSpec,
    /// Its texts.
    pub manuscript: Manuscript,
    /// The texts that fill blank pages.
    pub fillers: Vec<Text>,
    /// The machines that it describes.
    pub printers: Vec<Printer>,
    /// The faces that it may use.
    pub fonts: Arc<FontBook>,
    /// The pictures that it names.
    pub pictures: PictureBook,
    /// Whatever was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the brochure at `path`: a folder with a brochure.toml, or that file itself.
pub fn brochure(path: &Path) -> Reading {
    again(path, &mut Shelf::default())
}

/// Reads a brochure that may have been read before, with what was kept on that occasion.
pub fn again(path: &Path, shelf: &mut Shelf) -> Reading {
    let mut reading = Reading::default();
    let (folder, file) = locate(path);
    reading.folder = folder;
    match files::text(&file, "brochure.toml", &mut reading.sources) {
        Ok(id) => {
            let source = reading.sources.get(id).text.clone();
            (reading.raw, reading.printers) = settings::read(&source, id, &mut reading.diagnostics);
        }
        Err(Fault::Unreadable { problem: Problem::Missing, .. }) => {
            let folder = reading.folder.display().to_string();
            reading.diagnostics.push(files::whole_file(Fault::NoBrochure { folder }));
            return reading;
        }
        Err(fault) => {
            reading.diagnostics.push(files::whole_file(fault));
            return reading;
        }
    }
    read_texts(&mut reading);
    let fillers = read_fillers(&mut reading);
    read_pictures(&mut reading, shelf);
    let texts = &mut reading.manuscript.texts;
    reading.fillers = texts.split_off(texts.len() - fillers);
    let raw = &reading.raw;
    let families = [&raw.text.family, &raw.headings.family, &raw.headings.code_family];
    let named = families.into_iter().flatten().chain(raw.text.fallback.iter().flatten());
    reading.fonts = shelf.fonts(&reading.folder, named.map(|f| f.value.as_str()), &mut reading.diagnostics);
    reading
}

/// Reads a file that is to be imposed.
///
/// # Errors
/// A fault that says what stood in the way.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    files::bytes(path).map_err(|problem| Fault::Unreadable { file: path.display().to_string(), problem })
}

/// Reads a text that stands alone, to be corrected.
///
/// # Errors
/// A fault that says what stood in the way.
pub fn text(path: &Path, sources: &mut Sources) -> Result<FileId, Fault> {
    files::text(path, &path.display().to_string(), sources)
}

/// Enters a text that came through a pipe.
///
/// # Errors
/// A fault where it isn't UTF-8.
pub fn piped(bytes: Vec<u8>, name: &str, sources: &mut Sources) -> Result<FileId, Fault> {
    files::decoded(bytes, name, sources)
}

fn locate(path: &Path) -> (PathBuf, PathBuf) {
    if path.extension().is_some_and(|e| e == "toml") {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        (folder.to_path_buf(), path.to_path_buf())
    } else {
        (path.to_path_buf(), path.join("brochure.toml"))
    }
}

/// Reads every text, each on its own core.
fn read_texts(reading: &mut Reading) {
    let mut ids: Vec<FileId> = Vec::new();
    for wanted in text_names(reading) {
        match files::text(&reading.folder.join(&wanted.value), &wanted.value, &mut reading.sources) {
            Ok(id) => ids.push(id),
            Err(mut fault) => {
                if let Fault::Unreadable { file, problem: Problem::Missing } = &fault {
                    let nearest = files::nearest_file(&reading.folder, file, &["md", "markdown", "txt"]);
                    fault = Fault::MissingText { file: file.clone(), nearest };
                }
                let span = Some(wanted.span).filter(|s| s.end > s.start);
                reading.diagnostics.push(Diagnostic::error(span, fault));
            }
        }
    }
    let sources = &reading.sources;
    let read: Vec<(Text, Vec<Diagnostic>)> = ids.par_iter().map(|id| read_text(sources, *id)).collect();
    for (text, mut faults) in read {
        reading.diagnostics.append(&mut faults);
        reading.manuscript.texts.push(text);
    }
}

/// Reads what fills blank pages behind the other texts, whose pictures are found with theirs, and gives how many there are.
fn read_fillers(reading: &mut Reading) -> usize {
    let named: Vec<Placed<String>> = reading.raw.blank_fill.clone().unwrap_or_default();
    let mut count = 0;
    for wanted in named.into_iter().filter(|wanted| wanted.value != NOTES) {
        match files::text(&reading.folder.join(&wanted.value), &wanted.value, &mut reading.sources) {
            Ok(id) => {
                let (text, mut faults) = read_text(&reading.sources, id);
                reading.diagnostics.append(&mut faults);
                reading.manuscript.texts.push(text);
                count += 1;
            }
            Err(fault) => reading.diagnostics.push(Diagnostic::error(wanted.span, fault)),
        }
    }
    count
}

/// What fills a blank page with lines to write on.
const NOTES: &str = "notes";

/// The texts that are named, or every `*.md` in the folder by name.
fn text_names(reading: &mut Reading) -> Vec<Placed<String>> {
    let names = match &reading.raw.texts {
        Some(named) => named.clone(),
        None => files::list(&reading.folder, &["md"])
            .into_iter()
            .filter(|n| !["readme.md", "licence.md", "license.md"].contains(&n.to_lowercase().as_str()))
            .filter(|n| !reading.raw.blank_fill.iter().flatten().any(|fill| fill.value == *n))
            .map(|value| Placed { value, span: Span::default() })
            .collect(),
    };
    if names.is_empty() {
        let folder = reading.folder.display().to_string();
        reading.diagnostics.push(files::whole_file(Fault::NoTexts { folder }));
    }
    names
}

fn read_text(sources: &Sources, id: FileId) -> (Text, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let source = sources.get(id);
    let (front, body) = front::read(&source.text, id, &mut faults);
    let (blocks, notes) = markdown::read(&source.text[body..], body, id, &mut faults);
    if blocks.is_empty() {
        let span = Span::new(id, 0, 0);
        faults.push(Diagnostic::error(span, Fault::EmptyText { file: source.name.clone() }));
    }
    (Text { file: id, front, blocks, notes }, faults)
}

/// Finds every picture that the texts and the cover name, reads each once, and enters its number and size.
fn read_pictures(reading: &mut Reading, shelf: &mut Shelf) {
    let mut texts = std::mem::take(&mut reading.manuscript.texts);
    let mut names: BTreeSet<String> = BTreeSet::new();
    for text in &mut texts {
        let folder = text_folder(&reading.sources, text.file);
        let mut name = |picture: &mut PictureRef| {
            picture.name = joined(&folder, &picture.name);
            names.insert(picture.name.clone());
        };
        each_picture(&mut text.blocks, &mut name);
        text.notes.iter_mut().for_each(|note| each_picture(&mut note.blocks, &mut name));
    }
    let cover = reading.raw.cover.as_ref().and_then(|c| c.picture.clone());
    names.extend(cover.iter().map(|c| c.value.clone()));
    let folder = &reading.folder;
    let local: Vec<&String> = names.iter().filter(|n| !n.contains("://")).collect();
    let read = shelf.pictures(folder, &local);
    let mut failed = std::collections::BTreeMap::new();
    for (name, result) in read {
        match result {
            Ok(picture) => drop(reading.pictures.add(picture)),
            Err(fault) => drop(failed.insert(name.clone(), fault)),
        }
    }
    let missing =
        |name: &str| failed.get(name).cloned().unwrap_or_else(|| Fault::RemotePicture { address: name.to_string() });
    for text in &mut texts {
        let mut enter = |picture: &mut PictureRef| match reading.pictures.find(&picture.name) {
            Some(id) => {
                let found = reading.pictures.picture(id);
                (picture.image, picture.pixels) = (Some(id), (found.width, found.height));
            }
            None => reading.diagnostics.push(Diagnostic::error(picture.span, missing(&picture.name))),
        };
        each_picture(&mut text.blocks, &mut enter);
        text.notes.iter_mut().for_each(|note| each_picture(&mut note.blocks, &mut enter));
    }
    if let Some(cover) = cover
        && reading.pictures.find(&cover.value).is_none()
    {
        reading.diagnostics.push(Diagnostic::error(cover.span, missing(&cover.value)));
    }
    reading.manuscript.texts = texts;
}

/// The number and the pixels of the cover's picture, if there is one and it was found.
pub fn cover_picture(reading: &Reading) -> Option<(ImageId, (u32, u32))> {
    let cover = reading.raw.cover.as_ref()?;
    let id = reading.pictures.find(&cover.picture.as_ref()?.value)?;
    let picture = reading.pictures.picture(id);
    Some((id, (picture.width, picture.height)))
}

fn text_folder(sources: &Sources, file: FileId) -> String {
    sources.get(file).name.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_string())
}

fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() || name.contains("://") { name.to_string() } else { format!("{folder}/{name}") }
}

fn each_picture(blocks: &mut [Block], visit: &mut dyn FnMut(&mut PictureRef)) {
    for block in blocks {
        match block {
            Block::Figure(figure) => visit(&mut figure.picture),
            Block::Paragraph(inlines) | Block::Byline(inlines) => inline_pictures(inlines, visit),
            Block::Heading(heading) => inline_pictures(&mut heading.inlines, visit),
            Block::Quote(inner) => each_picture(inner, visit),
            Block::List(list) => list.items.iter_mut().for_each(|item| each_picture(item, visit)),
            Block::Epigraph(epigraph) => each_picture(&mut epigraph.blocks, visit),
            Block::Box(boxed) => each_picture(&mut boxed.blocks, visit),
            Block::Table(table) => {
                table.rows.iter_mut().flatten().for_each(|cell| inline_pictures(cell, visit));
            }
            Block::Verse(lines) => lines.iter_mut().for_each(|line| inline_pictures(line, visit)),
            Block::Code(_) | Block::Rule(_) => {}
        }
    }
}

fn inline_pictures(inlines: &mut [Inline], visit: &mut dyn FnMut(&mut PictureRef)) {
    for inline in inlines {
        match inline {
            Inline::Picture(picture) => visit(picture),
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Struck(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::SmallCapitals(inner)
            | Inline::Foreign { inlines: inner, .. }
            | Inline::Link { inlines: inner, .. } => inline_pictures(inner, visit),
            Inline::Text(_) | Inline::Code(_) | Inline::Break | Inline::Call(..) => {}
        }
    }
}
