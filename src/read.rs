//! Reads a brochure: parses its settings and texts, and loads its fonts and pictures.
//!
//! Input: the path of a folder or of its brochure.toml. Output: a [`Reading`], and a diagnostic for everything that is missing
//! or malformed. This is the only stage that opens the author's files. It does not use font metrics, measures or pages.

mod cache;
mod files;
mod folder;
mod fonts;
mod front_matter;
mod input;
mod keys;
pub mod layout;
mod markdown;
pub mod pdf;
mod pictures;
pub mod printers;
pub mod prose;
mod settings;
mod single_text;
mod text;
mod toml_problem;
mod values;

pub use cache::ReadCache;
pub use folder::Folder;
pub use fonts::built_in as built_in_fonts;
pub use input::Input;

use crate::diagnostic::{Diagnostic, Fault, FileId, Placed, Problem, Severity, Sources, Span, Warned};
use crate::font::FontBook;
use crate::image::{Picture, PictureBook};
use crate::manuscript::{FoundPicture, Manuscript, Text};
use crate::sheet::Printer;
use crate::spec::RawSpec;
use input::SETTINGS_FILE;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use text::ParsedText;

/// The value of `[blank] fill` that requests a page of ruled lines to write on. Any other value is the file name of a text.
const NOTES: &str = "notes";
/// Markdown files that are ignored if brochure.toml lists no texts and the other Markdown files in the folder are used. The
/// names are in lower case, without their extension.
const NOT_TEXTS: [&str; 9] =
    ["readme", "licence", "license", "copying", "changelog", "contributing", "code_of_conduct", "security", "authors"];
/// The extensions of the files that are texts if brochure.toml lists none.
const TEXT_EXTENSIONS: [&str; 2] = ["md", "markdown"];

/// Everything that was read from a brochure.
#[derive(Default)]
pub struct Reading {
    /// The brochure's folder.
    pub folder: Folder,
    /// Every text file that was read, including brochure.toml. Spans refer to these files.
    pub sources: Sources,
    /// The brochure's settings as written.
    pub raw: RawSpec,
    /// The brochure's texts.
    pub manuscript: Manuscript,
    /// The texts that fill blank pages.
    pub fillers: Vec<Arc<Text>>,
    /// The printers that brochure.toml describes.
    pub printers: Vec<Printer>,
    /// The font faces that the brochure may use.
    pub fonts: Arc<FontBook>,
    /// The pictures that the texts and the cover mention.
    pub pictures: PictureBook,
    /// Each mention of a picture: the name of the picture, and the span of the mention.
    pub mentions: Vec<(String, Span)>,
}

/// Reads the brochure at `path`, which is a folder, its brochure.toml, or a text.
///
/// This function never fails: if there are errors among the diagnostics, the reading contains everything that could be read.
/// Only files in the brochure's folder are read.
pub fn brochure(path: &Path) -> Warned<Reading> {
    brochure_with(&Input::of(path), ReadOptions::default(), &ReadCache::disabled())
}

/// What a brochure may read, and what happens if it can't be read.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReadOptions<'a> {
    /// Whether a missing or unreadable picture is replaced by a crossed frame, and reported as a warning instead of an error.
    pub keep_going: bool,
    /// A folder whose files the brochure may read in addition to those in its own.
    pub root: Option<&'a Path>,
}

/// Reads a brochure like [`brochure`], but reuses the results that `cache` has kept from an earlier run.
pub fn brochure_with(input: &Input, options: ReadOptions, cache: &ReadCache) -> Warned<Reading> {
    cache.next_round();
    let keep_going = options.keep_going;
    let mut reading = Reading { folder: Folder::of(input, options.root), ..Reading::default() };
    let mut diagnostics: Vec<Diagnostic> = unreadable_root(options.root).into_iter().collect();
    let texts = match input {
        Input::Brochure(path) => {
            if let Err(fault) = read_settings_file(&mut reading, path, &mut diagnostics) {
                diagnostics.push(files::whole_file(fault));
                return Warned::new(reading, diagnostics);
            }
            let names = text_names(&reading, &mut diagnostics);
            add_texts(&mut reading, names, keep_going).report_to(&mut diagnostics)
        }
        Input::Texts(paths) => {
            reading.sources.add(SETTINGS_FILE, "");
            if reading.folder.path().join(SETTINGS_FILE).is_file() {
                let folder = reading.folder.path().display().to_string();
                diagnostics.push(Diagnostic::note(None, Fault::SettingsNotUsed { folder }));
            }
            let name =
                |path: &PathBuf| Placed { value: input::name_in(reading.folder.path(), path), span: Span::default() };
            let names = paths.iter().map(name).collect();
            add_texts(&mut reading, names, keep_going).report_to(&mut diagnostics)
        }
        Input::Piped(bytes) => {
            reading.sources.add(SETTINGS_FILE, "");
            match files::decoded(bytes.clone(), input::PIPED_NAME, &mut reading.sources) {
                Ok(file) => vec![file],
                Err(fault) => {
                    diagnostics.push(files::whole_file(fault));
                    Vec::new()
                }
            }
        }
    };
    let reading = read_contents(reading, texts, keep_going, cache).report_to(&mut diagnostics);
    let reading = named_by_text(reading, input);
    Warned::new(reading, diagnostics)
}

/// Returns an error if the folder that the user allows to be read isn't a folder.
fn unreadable_root(root: Option<&Path>) -> Option<Diagnostic> {
    let root = root?;
    let problem = match std::fs::metadata(root) {
        Ok(found) if found.is_dir() => return None,
        Ok(_) => Problem::NotAFolder,
        Err(error) => Problem::from(&error),
    };
    Some(files::whole_file(Fault::Unreadable { file: root.display().to_string(), problem }))
}

/// Reads the brochure.toml of the brochure at `path`. A folder that has none, but texts, has the default settings.
fn read_settings_file(reading: &mut Reading, path: &Path, diagnostics: &mut Vec<Diagnostic>) -> Result<(), Fault> {
    let located = input::located(path);
    if path != located.settings && !reading.folder.may_read(&located.settings) {
        return Err(reading.folder.outside(SETTINGS_FILE, &located.settings));
    }
    let settings = match files::text(&located.settings, SETTINGS_FILE, &mut reading.sources) {
        Ok(settings) => settings,
        Err(Fault::Unreadable { problem: Problem::Missing, .. }) if has_texts(&located.folder) => {
            reading.sources.add(SETTINGS_FILE, "")
        }
        Err(fault) => return Err(unreadable_brochure(fault, path)),
    };
    read_settings(reading, settings, diagnostics);
    Ok(())
}

/// Whether a folder has a Markdown file that isn't about the folder itself.
fn has_texts(folder: &Path) -> bool {
    files::list(folder, &TEXT_EXTENSIONS).iter().any(|name| is_text(name))
}

/// Whether a Markdown file is a text rather than, for example, a README.
fn is_text(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase();
    !NOT_TEXTS.contains(&stem.as_str())
}

/// Names a brochure with a single text after that text.
fn named_by_text(mut reading: Reading, input: &Input) -> Reading {
    if let [text] = reading.manuscript.texts.as_slice() {
        // A text that was named by itself lends the brochure its file name, rather than that of its folder.
        let fallback = match input {
            Input::Texts(paths) => paths
                .first()
                .and_then(|path| path.file_stem())
                .map(|stem| stem.to_string_lossy().replace(['_', '-'], " ")),
            Input::Brochure(_) | Input::Piped(_) => None,
        };
        single_text::adopt(&mut reading.raw, text, fallback);
    }
    reading
}

/// Reads a brochure from memory: the content of its brochure.toml, and one text in Markdown.
///
/// Pictures and fonts are searched for in `folder`.
pub fn memory(settings: &str, text: &str, folder: &Path, options: ReadOptions) -> Warned<Reading> {
    let mut reading = Reading { folder: Folder::at(folder, options.root), ..Reading::default() };
    let mut diagnostics: Vec<Diagnostic> = unreadable_root(options.root).into_iter().collect();
    let settings = reading.sources.add(SETTINGS_FILE, settings);
    read_settings(&mut reading, settings, &mut diagnostics);
    let text = reading.sources.add("text", text);
    let reading =
        read_contents(reading, vec![text], options.keep_going, &ReadCache::disabled()).report_to(&mut diagnostics);
    Warned::new(reading, diagnostics)
}

fn read_settings(reading: &mut Reading, file: FileId, diagnostics: &mut Vec<Diagnostic>) {
    let source = reading.sources.get(file).text.clone();
    (reading.raw, reading.printers) = settings::read(&source, file).report_to(diagnostics);
}

/// Parses the texts and the fillers, and loads the fonts and pictures mentioned in the settings and the texts.
fn read_contents(mut reading: Reading, texts: Vec<FileId>, keep_going: bool, cache: &ReadCache) -> Warned<Reading> {
    let mut diagnostics = Vec::new();
    let text_count = texts.len();
    let mut files = texts;
    files.extend(add_fillers(&mut reading, &mut diagnostics));
    let parse = |file: &FileId| cache.parsed_text(&reading.sources, *file);
    let (parsed, fonts) = rayon::join(
        || files.par_iter().map(parse).collect::<Vec<Arc<ParsedText>>>(),
        || cache.fonts(&reading.folder, families(&reading.raw)),
    );
    let mut of_texts: Vec<Diagnostic> = parsed.iter().flat_map(|parsed| parsed.diagnostics.iter().cloned()).collect();
    if keep_going {
        of_texts.iter_mut().for_each(|diagnostic| diagnostic.severity = diagnostic.severity.min(Severity::Warning));
    }
    diagnostics.append(&mut of_texts);
    diagnostics.extend(empty_texts(&parsed, keep_going));
    diagnostics.extend(read_pictures(&mut reading, &parsed, keep_going, cache));
    let mut texts: Vec<Arc<Text>> =
        parsed.iter().map(|parsed| cache.illustrated_text(parsed, &reading.pictures)).collect();
    reading.fillers = texts.split_off(text_count);
    // Among other texts, an empty one has no page.
    if texts.iter().any(|text| !is_empty(text)) {
        texts.retain(|text| !is_empty(text));
    }
    reading.manuscript.texts = texts;
    reading.fonts = fonts.report_to(&mut diagnostics);
    Warned::new(reading, diagnostics)
}

/// Whether a text has nothing to print.
fn is_empty(text: &Text) -> bool {
    text.blocks.is_empty() && text.front.title.is_none()
}

/// Reports texts with nothing to print. If there is no other text, this is an error.
fn empty_texts(parsed: &[Arc<ParsedText>], keep_going: bool) -> Vec<Diagnostic> {
    let all_empty = parsed.iter().all(|parsed| is_empty(&parsed.text));
    let empty = parsed.iter().map(|parsed| &parsed.text).filter(|text| is_empty(text));
    let severity = if all_empty && !keep_going { Severity::Error } else { Severity::Warning };
    let diagnostic = |text: &Arc<Text>| Diagnostic {
        severity,
        span: Some(Span::new(text.file, 0, 0)),
        fault: Fault::EmptyText { file: text.name.clone() },
    };
    empty.map(diagnostic).collect()
}

/// Reads one picture that doesn't belong to a brochure.
///
/// # Errors
/// Returns the reason why the picture can't be read.
pub fn picture(path: &Path) -> Result<Picture, Fault> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    pictures::read(&Folder::unrestricted(&input::parent(path)), &name)
}

/// Reads any file, such as a PDF to be imposed.
///
/// # Errors
/// Returns the reason why the file can't be read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    files::bytes(path).map_err(|problem| Fault::Unreadable { file: path.display().to_string(), problem })
}

/// Reads a text that doesn't belong to a brochure, and adds it to the sources.
///
/// # Errors
/// Returns the reason why the text can't be read.
pub fn text(path: &Path, sources: &mut Sources) -> Result<FileId, Fault> {
    files::text(path, &path.display().to_string(), sources)
}

/// Reads a text that is already among the sources as Markdown. Its pictures are not looked up.
pub fn markdown(sources: &Sources, file: FileId) -> Warned<Arc<Text>> {
    let parsed = text::parse(sources, file);
    Warned::new(parsed.text, parsed.diagnostics)
}

/// Adds a text from standard input to the sources.
///
/// # Errors
/// Returns a fault if the text isn't UTF-8 or exceeds 4 GB.
pub fn piped(bytes: Vec<u8>, name: &str, sources: &mut Sources) -> Result<FileId, Fault> {
    files::decoded(bytes, name, sources)
}

/// Returns the folder of the brochure at `path`, which is a folder, its brochure.toml or a text.
pub fn folder(path: &Path) -> PathBuf {
    Input::of(path).folder()
}

/// Returns the picture on the cover, if there is one and it was found.
pub fn cover_picture(reading: &Reading) -> Option<FoundPicture> {
    let cover = reading.raw.cover.as_ref()?;
    pictures::found(&cover.picture.as_ref()?.value, &reading.pictures)
}

/// Returns the fault of a brochure.toml that can't be read: there is neither the file nor a text in the folder, or the path that the
/// user typed doesn't exist.
fn unreadable_brochure(fault: Fault, path: &Path) -> Fault {
    let Fault::Unreadable { problem: Problem::Missing, .. } = fault else { return fault };
    let typed = path.display().to_string();
    if path.is_dir() || path.as_os_str().is_empty() {
        Fault::NoBrochure { folder: typed }
    } else {
        Fault::Unreadable { file: typed, problem: Problem::Missing }
    }
}

/// Returns the font families named in the settings.
fn families(raw: &RawSpec) -> Vec<String> {
    let families = [&raw.text.family, &raw.headings.family, &raw.headings.code_family];
    let named = families.into_iter().flatten().chain(raw.text.fallback.iter().flatten());
    named.map(|family| family.value.clone()).collect()
}

/// Reads texts and adds them to the sources. A text that can't be read is reported and left out. With `keep_going`, this is only a
/// warning, and a text in another encoding is decoded as far as possible.
fn add_texts(reading: &mut Reading, names: Vec<Placed<String>>, keep_going: bool) -> Warned<Vec<FileId>> {
    let mut texts = Vec::new();
    let mut diagnostics = Vec::new();
    for wanted in names {
        let place = Some(wanted.span).filter(|span| span.end > span.start);
        let severity = if keep_going { Severity::Warning } else { Severity::Error };
        let folder::LocatedFile { path, other_case } = match reading.folder.locate(&wanted.value) {
            Ok(located) => located,
            Err(fault) => {
                diagnostics.push(Diagnostic { severity, span: place, fault });
                continue;
            }
        };
        if let Some(file) = other_case {
            diagnostics.push(Diagnostic::warning(place, Fault::OtherCase { name: wanted.value.clone(), file }));
        }
        match files::text(&path, &wanted.value, &mut reading.sources) {
            Ok(file) => texts.push(file),
            Err(fault) => {
                if keep_going && matches!(fault, Fault::NotUtf8 { .. }) {
                    texts.extend(files::decoded_roughly(&path, &wanted.value, &mut reading.sources));
                }
                diagnostics.push(Diagnostic {
                    severity,
                    span: place,
                    fault: if place.is_some() { missing_text(fault, &reading.folder) } else { fault },
                });
            }
        }
    }
    Warned::new(texts, diagnostics)
}

fn missing_text(fault: Fault, folder: &Folder) -> Fault {
    if let Fault::Unreadable { file, problem: Problem::Missing } = &fault {
        let nearest = folder.nearest_file(file, &["md", "markdown", "txt"]);
        return Fault::MissingText { file: file.clone(), nearest };
    }
    fault
}

/// Returns the names of the texts that brochure.toml lists. If it has no list, returns the Markdown files in the folder, in
/// natural order.
fn text_names(reading: &Reading, diagnostics: &mut Vec<Diagnostic>) -> Vec<Placed<String>> {
    let names = match &reading.raw.texts {
        Some(listed) => listed.clone(),
        None => {
            let fills_blanks = |name: &str| reading.raw.blank_fill.iter().flatten().any(|fill| fill.value == name);
            let found = reading.folder.list(&TEXT_EXTENSIONS);
            let (texts, skipped): (Vec<String>, Vec<String>) =
                found.into_iter().filter(|name| !fills_blanks(name)).partition(|name| is_text(name));
            if !skipped.is_empty() && !texts.is_empty() {
                diagnostics.push(Diagnostic::note(None, Fault::SkippedTexts { files: skipped }));
            }
            texts.into_iter().map(|value| Placed { value, span: Span::default() }).collect()
        }
    };
    if names.is_empty() {
        let folder = reading.folder.path().display().to_string();
        // If there is an empty list, the diagnostic points to brochure.toml. If there is no list, no file is at fault.
        let place = reading.raw.texts.is_some().then(|| Span::new(FileId(0), 0, 0));
        diagnostics.push(Diagnostic::error(place, Fault::NoTexts { folder }));
    }
    names
}

/// Reads the texts that fill blank pages and adds them to the sources. A text that can't be read is reported and left out.
fn add_fillers(reading: &mut Reading, diagnostics: &mut Vec<Diagnostic>) -> Vec<FileId> {
    let mut files = Vec::new();
    for wanted in reading.raw.blank_fill.iter().flatten().filter(|wanted| wanted.value != NOTES) {
        let located = reading.folder.locate(&wanted.value);
        let read = located.and_then(|located| files::text(&located.path, &wanted.value, &mut reading.sources));
        match read {
            Ok(file) => files.push(file),
            Err(fault) => diagnostics.push(Diagnostic::error(wanted.span, fault)),
        }
    }
    files
}

/// Reads every picture mentioned in the texts or on the cover, each of them once. Returns a diagnostic for each mention of a
/// picture that can't be read.
fn read_pictures(
    reading: &mut Reading,
    parsed: &[Arc<ParsedText>],
    keep_going: bool,
    cache: &ReadCache,
) -> Vec<Diagnostic> {
    let cover = reading.raw.cover.as_ref().and_then(|cover| cover.picture.clone());
    let mut mentions: Vec<(String, Span)> = parsed.iter().flat_map(|parsed| parsed.pictures.iter().cloned()).collect();
    mentions.extend(cover.map(|cover| (cover.value, cover.span)));
    let names: BTreeSet<&str> = mentions.iter().map(|(name, _)| name.as_str()).collect();
    let local: Vec<&str> = names.into_iter().filter(|name| !text::is_remote(name)).collect();
    let read: Vec<_> = local.par_iter().map(|name| (*name, cache.picture(&reading.folder, name))).collect();
    let mut failed = BTreeMap::new();
    for (name, result) in read {
        match result {
            Ok(picture) => drop(reading.pictures.add(picture)),
            Err(fault) => drop(failed.insert(name, fault)),
        }
    }
    let mut diagnostics = misspelt_case(&reading.folder, &mentions);
    let missing: Vec<_> = mentions.iter().filter(|(name, _)| reading.pictures.find(name).is_none()).collect();
    for (name, span) in missing {
        let remote = || Fault::RemotePicture { address: name.clone() };
        let mut diagnostic = Diagnostic::error(*span, failed.get(name.as_str()).cloned().unwrap_or_else(remote));
        if keep_going {
            reading.pictures.add(Picture::placeholder(name.clone()));
            diagnostic.severity = Severity::Warning;
        }
        diagnostics.push(diagnostic);
    }
    reading.mentions = mentions;
    diagnostics
}

/// Reports the names of pictures that differ from the names of their files in upper and lower case only. They are found here, but
/// not on every system.
fn misspelt_case(folder: &Folder, mentions: &[(String, Span)]) -> Vec<Diagnostic> {
    let mut reported = BTreeSet::new();
    let mut diagnostics = Vec::new();
    for (name, span) in mentions.iter().filter(|(name, _)| !text::is_remote(name)) {
        if let Ok(folder::LocatedFile { other_case: Some(file), .. }) = folder.locate(name)
            && reported.insert(name)
        {
            diagnostics.push(Diagnostic::warning(*span, Fault::OtherCase { name: name.clone(), file }));
        }
    }
    diagnostics
}
