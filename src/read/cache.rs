//! The cache for reading: texts that were parsed, and pictures and fonts that were loaded, in an earlier run.
//!
//! Texts are small, and they are the files that authors change. They are read from disk every time, and parsed again only if
//! their content has changed. Pictures and fonts are loaded again only if their length or modification time
//! has changed.

use super::folder::Folder;
use super::text::ParsedText;
use super::{files, fonts, pictures, text};
use crate::cache::{ByAddress, Cache};
use crate::diagnostic::{Fault, FileId, Sources, Warned};
use crate::font::FontBook;
use crate::image::{Picture, PictureBook};
use crate::manuscript::{FoundPicture, Text};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// The results of an earlier run that can be reused when a brochure is read. The cache changes how long reading takes, never
/// its result.
#[derive(Default)]
pub struct ReadCache {
    parsed_texts: Cache<TextKey, Arc<ParsedText>>,
    /// Texts with the pictures that were found for them.
    illustrated_texts: Cache<IllustratedKey, Arc<Text>>,
    pictures: Cache<PictureKey, Picture>,
    fonts: Cache<FontsKey, Arc<FontBook>>,
}

/// The key of a parsed text. The key includes the file's number, because the spans in a text contain it, and the file's name,
/// because the pictures of a text are relative to the file's folder.
#[derive(PartialEq, Eq, Hash)]
struct TextKey {
    file: FileId,
    name: String,
    source: Arc<String>,
}

/// The key of a text with pictures: the parsed text, and the result of the search for each picture that it mentions.
type IllustratedKey = (ByAddress<Text>, Vec<Option<FoundPicture>>);

/// The key of a picture. The name is part of the picture, so two names for one file are two pictures.
#[derive(PartialEq, Eq, Hash)]
struct PictureKey {
    folder: PathBuf,
    name: String,
    stamp: Stamp,
}

/// The key of a brochure's fonts: its font files, and the families that are searched for on the system.
#[derive(PartialEq, Eq, Hash)]
struct FontsKey {
    folder: PathBuf,
    files: Vec<(String, Option<Stamp>)>,
    families: Vec<String>,
}

/// The state of a file on disk.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
}

impl Stamp {
    fn of(path: &Path) -> Option<Stamp> {
        let found = std::fs::metadata(path).ok()?;
        Some(Stamp { modified: found.modified().ok(), length: found.len() })
    }
}

impl ReadCache {
    /// Returns an empty cache.
    pub fn new() -> ReadCache {
        ReadCache::default()
    }

    /// Returns a cache that keeps nothing, for a brochure that is read once.
    pub fn disabled() -> ReadCache {
        ReadCache {
            parsed_texts: Cache::disabled(),
            illustrated_texts: Cache::disabled(),
            pictures: Cache::disabled(),
            fonts: Cache::disabled(),
        }
    }

    /// Begins a run, and drops the results that the previous run didn't use. See [`Cache::next_round`].
    pub(super) fn next_round(&self) {
        self.parsed_texts.next_round();
        self.illustrated_texts.next_round();
        self.pictures.next_round();
        self.fonts.next_round();
    }

    /// Returns the parsed text of a file that is already among the sources.
    pub(super) fn parsed_text(&self, sources: &Sources, file: FileId) -> Arc<ParsedText> {
        let source = sources.get(file);
        let key = TextKey { file, name: source.name.clone(), source: source.text.clone() };
        self.parsed_texts.get_or_insert_with(key, || Arc::new(text::parse(sources, file)))
    }

    /// Returns a text with its pictures looked up in `book`.
    pub(super) fn illustrated_text(&self, parsed: &ParsedText, book: &PictureBook) -> Arc<Text> {
        if parsed.pictures.is_empty() {
            return parsed.text.clone();
        }
        let found: Vec<_> = parsed.pictures.iter().map(|(name, _)| pictures::found(name, book)).collect();
        let key = (ByAddress(parsed.text.clone()), found);
        if let Some(text) = self.illustrated_texts.get(&key) {
            return text;
        }
        let text = Arc::new(text::illustrated(&parsed.text, &key.1));
        self.illustrated_texts.insert(key, text)
    }

    /// Returns the picture `name` in `folder`.
    ///
    /// # Errors
    /// Returns the reason why the picture can't be read.
    pub(super) fn picture(&self, folder: &Folder, name: &str) -> Result<Picture, Fault> {
        let Some(stamp) = Stamp::of(&folder.locate(name)?.path) else { return pictures::read(folder, name) };
        let key = PictureKey { folder: folder.path().to_path_buf(), name: name.to_string(), stamp };
        if let Some(picture) = self.pictures.get(&key) {
            return Ok(picture);
        }
        Ok(self.pictures.insert(key, pictures::read(folder, name)?))
    }

    /// Returns the fonts of the brochure in `folder`, which uses these families.
    pub(super) fn fonts(&self, folder: &Folder, families: Vec<String>) -> Warned<Arc<FontBook>> {
        let own = folder.path().join(fonts::FOLDER);
        let stamped = |name: String| {
            let stamp = Stamp::of(&own.join(&name));
            (name, stamp)
        };
        let files = files::list(&own, &fonts::EXTENSIONS).into_iter().map(stamped).collect();
        let key = FontsKey { folder: folder.path().to_path_buf(), files, families };
        if let Some(book) = self.fonts.get(&key) {
            return Warned::new(book, Vec::new());
        }
        let Warned { value, diagnostics } = fonts::read(folder, &key.families);
        let book = Arc::new(value);
        // If one of the fonts is faulty, the fonts are not cached, so that the fault is reported again in the next run.
        let book = if diagnostics.is_empty() { self.fonts.insert(key, book) } else { book };
        Warned::new(book, diagnostics)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn two_names_for_one_file_are_two_pictures() {
        let folder = tempfile::tempdir().unwrap();
        let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/brochure/carte.png");
        fs::copy(sample, folder.path().join("a.png")).unwrap();
        let cache = ReadCache::new();
        for name in ["a.png", "./a.png", "a.png"] {
            assert_eq!(cache.picture(&Folder::at(folder.path(), None), name).unwrap().name, name);
        }
    }

    #[test]
    fn an_unchanged_text_is_parsed_once() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "Un.");
        let cache = ReadCache::new();
        let first = cache.parsed_text(&sources, file);
        cache.next_round();
        assert!(Arc::ptr_eq(&first, &cache.parsed_text(&sources, file)));
        let mut changed = Sources::default();
        changed.add("a.md", "Deux.");
        assert!(!Arc::ptr_eq(&first, &cache.parsed_text(&changed, file)));
    }
}
