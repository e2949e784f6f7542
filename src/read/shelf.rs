//! What was read before, for whoever reads a brochure again and again: files that are as they were are taken from here.
//!
//! A file is known by its length and the time of its last change, as `make` knows it; texts are always read, since they
//! are small and are what people change.

use super::{files, fonts, pictures};
use crate::diagnostic::{Diagnostic, Fault};
use crate::font::FontBook;
use crate::image::Picture;
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

/// Pictures and faces that were read.
#[derive(Default)]
pub struct Shelf {
    fonts: Option<(FontsWanted, Arc<FontBook>)>,
    pictures: BTreeMap<PathBuf, (Stamp, Picture)>,
}

impl Shelf {
    /// The faces of the brochure in `folder`. What is at fault with them is said each time.
    pub(super) fn fonts<'n>(
        &mut self,
        folder: &Path,
        families: impl Iterator<Item = &'n str>,
        faults: &mut Vec<Diagnostic>,
    ) -> Arc<FontBook> {
        let own = folder.join("fonts");
        let stamped = |name: String| {
            let stamp = Stamp::of(&own.join(&name));
            (name, stamp)
        };
        let wanted = FontsWanted {
            families: families.map(str::to_string).collect(),
            own: files::list(&own, &fonts::ENDINGS).into_iter().map(stamped).collect(),
        };
        if let Some((had, book)) = &self.fonts
            && *had == wanted
        {
            return book.clone();
        }
        let said = faults.len();
        let book = Arc::new(fonts::read(folder, wanted.families.iter().map(String::as_str), faults));
        self.fonts = (faults.len() == said).then(|| (wanted, book.clone()));
        book
    }

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
