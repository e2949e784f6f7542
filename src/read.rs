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
pub mod pdf;
mod pictures;
pub mod printers;
pub mod prose;
mod settings;
mod shelf;

pub use fonts::built_in as built_in_fonts;
pub use shelf::Shelf;

use crate::diagnostic::{Diagnostic, Fault, FileId, Placed, Problem, Severity, Sources, Span};
use crate::font::FontBook;
use crate::image::{ImageId, Picture, PictureBook};
use crate::manuscript::{Block, Inline, Manuscript, PictureRef, Text};
use crate::sheet::Printer;
use crate::spec::RawSpec;
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
    pub fillers: Vec<Arc<Text>>,
    /// The machines that it describes.
    pub printers: Vec<Printer>,
    /// The faces that it may use.
    pub fonts: Arc<FontBook>,
    /// The pictures that it names.
    pub pictures: PictureBook,
    /// Their names, and where these were typed.
    pub mentions: Vec<(String, Span)>,
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
    let mut ids = enter_texts(&mut reading);
    let texts = ids.len();
    ids.extend(enter_fillers(&mut reading));
    let raw = &reading.raw;
    let families = [&raw.text.family, &raw.headings.family, &raw.headings.code_family];
    let named = families.into_iter().flatten().chain(raw.text.fallback.iter().flatten()).map(|f| f.value.as_str());
    let (texts_kept, faces) = (&mut shelf.texts, &mut shelf.faces);
    let (parsed, (fonts, bad_fonts)) =
        rayon::join(|| texts_kept.parsed(&reading.sources, &ids), || faces.of(&reading.folder, named));
    reading.fonts = fonts;
    reading.diagnostics.extend(parsed.iter().flat_map(|parsed| parsed.faults.iter().cloned()));
    read_pictures(&mut reading, &parsed, shelf);
    reading.manuscript.texts = shelf.texts.with_pictures(&parsed, &reading.pictures);
    reading.fillers = reading.manuscript.texts.split_off(texts);
    reading.diagnostics.extend(bad_fonts);
    reading
}

/// One picture that no brochure names.
///
/// # Errors
/// Why it can't be read.
pub fn picture(path: &Path) -> Result<crate::image::Picture, Fault> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    pictures::read(folder, &name)
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

/// The folder of a brochure that is named by it, or by its brochure.toml.
pub fn folder(path: &Path) -> PathBuf {
    locate(path).0
}

fn locate(path: &Path) -> (PathBuf, PathBuf) {
    if path.extension().is_some_and(|e| e == "toml") {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        (folder.to_path_buf(), path.to_path_buf())
    } else {
        (path.to_path_buf(), path.join("brochure.toml"))
    }
}

/// Enters every text into the sources.
fn enter_texts(reading: &mut Reading) -> Vec<FileId> {
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
    ids
}

/// Enters what fills blank pages; it is read with the other texts, so that its pictures are found with theirs.
fn enter_fillers(reading: &mut Reading) -> Vec<FileId> {
    let named: Vec<Placed<String>> = reading.raw.blank_fill.clone().unwrap_or_default();
    let mut ids = Vec::new();
    for wanted in named.into_iter().filter(|wanted| wanted.value != NOTES) {
        match files::text(&reading.folder.join(&wanted.value), &wanted.value, &mut reading.sources) {
            Ok(id) => ids.push(id),
            Err(fault) => reading.diagnostics.push(Diagnostic::error(wanted.span, fault)),
        }
    }
    ids
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
        // An empty list is at fault itself; else it is the folder.
        let place = reading.raw.texts.is_some().then(|| Span::new(FileId(0), 0, 0));
        reading.diagnostics.push(Diagnostic::error(place, Fault::NoTexts { folder }));
    }
    names
}

/// A text as it was parsed, its pictures not entered yet.
struct Parsed {
    text: Arc<Text>,
    faults: Vec<Diagnostic>,
    /// The pictures that it names, as the brochure's folder has them, in the order of the text.
    pictures: Vec<(String, Span)>,
}

fn read_text(sources: &Sources, id: FileId) -> Parsed {
    let mut faults = Vec::new();
    let source = sources.get(id);
    let (front, body) = front::read(&source.text, id, &mut faults);
    let (blocks, notes) = markdown::read(&source.text[body..], body, id, &mut faults);
    if blocks.is_empty() {
        let span = Span::new(id, 0, 0);
        faults.push(Diagnostic::error(span, Fault::EmptyText { file: source.name.clone() }));
    }
    let mut text = Text { file: id, front, blocks, notes };
    let folder = text_folder(sources, id);
    let mut pictures = Vec::new();
    pictures_of(&mut text, &mut |picture| {
        picture.name = joined(&folder, &picture.name);
        pictures.push((picture.name.clone(), picture.span));
    });
    Parsed { text: Arc::new(text), faults, pictures }
}

fn pictures_of(text: &mut Text, visit: &mut dyn FnMut(&mut PictureRef)) {
    each_picture(&mut text.blocks, visit);
    text.notes.iter_mut().for_each(|note| each_picture(&mut note.blocks, visit));
}

/// Finds every picture that the texts and the cover name, and reads each once.
fn read_pictures(reading: &mut Reading, parsed: &[Arc<Parsed>], shelf: &mut Shelf) {
    let cover = reading.raw.cover.as_ref().and_then(|c| c.picture.clone());
    let mut named: Vec<(String, Span)> = parsed.iter().flat_map(|parsed| parsed.pictures.iter().cloned()).collect();
    named.extend(cover.map(|c| (c.value, c.span)));
    let names: BTreeSet<&String> = named.iter().map(|(name, _)| name).collect();
    let local: Vec<&String> = names.into_iter().filter(|n| !n.contains("://")).collect();
    let mut failed = std::collections::BTreeMap::new();
    for (name, result) in shelf.pictures(&reading.folder, &local) {
        match result {
            Ok(picture) => drop(reading.pictures.add(picture)),
            Err(fault) => {
                failed.insert(name.clone(), fault);
            }
        }
    }
    let has = |name: &String| reading.pictures.find(name).is_some();
    let missing: Vec<&(String, Span)> = named.iter().filter(|(name, _)| !has(name)).collect();
    for (name, span) in missing {
        let remote = || Fault::RemotePicture { address: name.clone() };
        let mut diagnostic = Diagnostic::error(*span, failed.get(name).cloned().unwrap_or_else(remote));
        if shelf.keep_going {
            reading.pictures.add(Picture::stand_in(name.clone()));
            diagnostic.severity = Severity::Warning;
        }
        reading.diagnostics.push(diagnostic);
    }
    reading.mentions = named;
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
            Block::Verse(lines) | Block::Signature(lines) => {
                lines.iter_mut().for_each(|line| inline_pictures(line, visit))
            }
            Block::Code(_) | Block::Rule(_) => {}
        }
    }
}

fn inline_pictures(inlines: &mut [Inline], visit: &mut dyn FnMut(&mut PictureRef)) {
    for inline in inlines {
        if let Inline::Picture(picture) = inline {
            visit(picture);
        }
        inline_pictures(inline.inner_mut(), visit);
    }
}
