//! What was read before, for whoever reads a brochure again and again: files that are as they were are taken from here.
//!
//! A file is known by its length and the time of its last change, as `make` knows it; texts are always opened, since they
//! are small and are what people change, but parsed only when they are others than before.

use super::{Parsed, files, fonts, pictures, pictures_of, read_text};
use crate::diagnostic::{Diagnostic, Fault, FileId, Sources};
use crate::font::FontBook;
use crate::image::{ImageId, Picture, PictureBook};
use crate::manuscript::Text;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// A file as the system describes it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stamp {
    changed: Option<SystemTime>,
    length: u64,
}

impl Stamp {
    fn of(path: &Path) -> Option<Stamp> {
        let found = std::fs::metadata(path).ok()?;
        Some(Stamp { changed: found.modified().ok(), length: found.len() })
    }
}

/// What the faces of a brochure depend on: the families that it names, and the files in its `fonts/`.
#[derive(PartialEq, Eq)]
struct FontsWanted {
    families: Vec<String>,
    own: Vec<(String, Option<Stamp>)>,
}

/// What is entered of a text's pictures: number and size of each, where it was found.
type Entered = Vec<Option<(ImageId, (u32, u32))>>;

/// A text that was read, and the state of its pictures at the time.
struct Kept {
    source: Arc<String>,
    parsed: Arc<Parsed>,
    entered: Option<(Entered, Arc<Text>)>,
}

/// Texts, pictures and faces that were read.
#[derive(Default)]
pub struct Shelf {
    pub(super) texts: Texts,
    pub(super) faces: Faces,
    pictures: BTreeMap<PathBuf, (Stamp, Picture)>,
    /// Whether a stand-in takes the place of a picture that can't be had.
    pub keep_going: bool,
}

/// The faces that were read last.
#[derive(Default)]
pub(super) struct Faces(Option<(FontsWanted, Arc<FontBook>)>);

impl Faces {
    /// The faces of the brochure in `folder`, and what is at fault with them, which is said each time.
    pub(super) fn of<'n>(
        &mut self,
        folder: &Path,
        families: impl Iterator<Item = &'n str>,
    ) -> (Arc<FontBook>, Vec<Diagnostic>) {
        let own = folder.join("fonts");
        let stamped = |name: String| {
            let stamp = Stamp::of(&own.join(&name));
            (name, stamp)
        };
        let wanted = FontsWanted {
            families: families.map(str::to_string).collect(),
            own: files::list(&own, &fonts::ENDINGS).into_iter().map(stamped).collect(),
        };
        if let Some((had, book)) = &self.0
            && *had == wanted
        {
            return (book.clone(), Vec::new());
        }
        let mut faults = Vec::new();
        let book = Arc::new(fonts::read(folder, wanted.families.iter().map(String::as_str), &mut faults));
        self.0 = faults.is_empty().then(|| (wanted, book.clone()));
        (book, faults)
    }
}

/// The texts that were read last.
#[derive(Default)]
pub(super) struct Texts(BTreeMap<FileId, Kept>);

impl Texts {
    /// The texts of these files, each parsed on its own core.
    pub(super) fn parsed(&mut self, sources: &Sources, ids: &[FileId]) -> Vec<Arc<Parsed>> {
        let mut had = std::mem::take(&mut self.0);
        let kept = |id: &FileId| {
            let source = &sources.get(*id).text;
            had.get(id).filter(|kept| kept.source == *source).map(|kept| kept.parsed.clone())
        };
        let parsed: Vec<(FileId, Arc<Parsed>, bool)> = ids
            .par_iter()
            .map(|id| match kept(id) {
                Some(parsed) => (*id, parsed, true),
                None => (*id, Arc::new(read_text(sources, *id)), false),
            })
            .collect();
        for (id, parsed, again) in &parsed {
            let entered = had.remove(id).filter(|_| *again).and_then(|kept| kept.entered);
            let source = sources.get(*id).text.clone();
            self.0.insert(*id, Kept { source, parsed: parsed.clone(), entered });
        }
        parsed.into_iter().map(|(_, parsed, _)| parsed).collect()
    }

    /// The texts with their pictures entered; shared with the last time where nothing has changed.
    pub(super) fn with_pictures(&mut self, parsed: &[Arc<Parsed>], book: &PictureBook) -> Vec<Arc<Text>> {
        let found = |name: &String| {
            let id = book.find(name)?;
            let picture = book.picture(id);
            Some((id, (picture.width, picture.height)))
        };
        let mut texts = Vec::new();
        for one in parsed {
            let now: Entered = one.pictures.iter().map(|(name, _)| found(name)).collect();
            let kept = self.0.get_mut(&one.text.file).map(|kept| &mut kept.entered);
            let text = match &kept {
                _ if now.is_empty() => one.text.clone(),
                Some(Some((then, text))) if *then == now => text.clone(),
                _ => Arc::new(entered(&one.text, &now)),
            };
            if let Some(kept) = kept {
                *kept = Some((now, text.clone()));
            }
            texts.push(text);
        }
        texts
    }
}

impl Shelf {
    /// The pictures of these names, each read on its own core.
    pub(super) fn pictures<'n>(
        &mut self,
        folder: &Path,
        names: &[&'n String],
    ) -> Vec<(&'n String, Result<Picture, Fault>)> {
        let had = std::mem::take(&mut self.pictures);
        let read = |name: &&'n String| {
            let path = folder.join(name);
            let stamp = Stamp::of(&path);
            let kept = had.get(&path).filter(|(then, _)| Some(*then) == stamp);
            let picture = match kept {
                Some((_, picture)) => Ok(picture.clone()),
                None => pictures::read(folder, name),
            };
            (*name, path, stamp, picture)
        };
        let read: Vec<_> = names.par_iter().map(read).collect();
        let mut found = Vec::new();
        for (name, path, stamp, picture) in read {
            if let (Some(stamp), Ok(picture)) = (stamp, &picture) {
                self.pictures.insert(path, (stamp, picture.clone()));
            }
            found.push((name, picture));
        }
        found
    }
}

/// A text with the numbers and sizes of its pictures.
fn entered(parsed: &Text, pictures: &Entered) -> Text {
    let mut text = parsed.clone();
    let mut next = pictures.iter();
    pictures_of(&mut text, &mut |picture| {
        if let Some(Some((id, pixels))) = next.next() {
            (picture.image, picture.pixels) = (Some(*id), *pixels);
        }
    });
    text
}
