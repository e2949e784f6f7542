//! Prepares the pictures of a brochure for printing on its sheets.

use super::brochure::Brochure;
use super::options::{Progress, Stage};
use crate::diagnostic::{Diagnostic, Warned};
use crate::geometry::{Size, WHOLE};
use crate::halftone::plates::{self, PictureUse, PlateJob};
use crate::image::{ImageId, PictureBook, Plates};
use crate::impose::Imposition;
use crate::page::Page;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// The name of the folder, inside the brochure's folder, in which plates and rendered drawings are cached. The user can delete it at any time.
const CACHE: &str = ".agrafe";

impl Brochure {
    fn picture_job(&self) -> PlateJob<'_> {
        PlateJob {
            pictures: &self.reading.pictures,
            mentions: &self.reading.mentions,
            settings: &self.spec.pictures,
            tones: self.tones.as_ref(),
        }
    }

    /// Returns the folder in which pictures are cached; `None` if it is a link that leads out of the brochure's folder.
    pub(super) fn cache_folder(&self) -> Option<PathBuf> {
        let cache = self.reading.folder.path().join(CACHE);
        self.reading.folder.may_read(&cache).then_some(cache)
    }

    /// Returns the plates of every picture on these sheets.
    pub(super) fn plates(&self, impositions: &[Imposition], progress: &Progress) -> Warned<Plates> {
        let uses = uses(&self.book.pages, impositions);
        let cache = self.cache_folder();
        let report = |done, total| progress(Stage::Pictures { done, total });
        plates::prepare(&self.picture_job(), &uses, cache.as_deref(), &report)
    }

    /// Returns the pictures of the brochure. Each picture on `pages` is replaced with a simulation of its print, at the largest
    /// size that it has on these pages, unless its mode is `AsIs`.
    ///
    /// # Errors
    /// Returns a diagnostic for a picture that can't be decoded.
    pub fn printed_pictures(&self, pages: &[&Page]) -> Result<PictureBook, Box<Diagnostic>> {
        let mut sizes: BTreeMap<ImageId, Size> = BTreeMap::new();
        for page in pages {
            page.each_image(&mut |id, size| {
                let largest = sizes.entry(id).or_insert(size);
                *largest = (*largest).max(size);
            });
        }
        plates::as_printed(&self.picture_job(), &sizes)
    }
}

/// Returns every picture on the sheets with the sizes at which it is printed.
fn uses(pages: &[Page], impositions: &[Imposition]) -> BTreeSet<PictureUse> {
    let mut found = BTreeSet::new();
    let sheets = impositions.iter().flat_map(|imposition| imposition.sheets.iter().chain(&imposition.cover));
    for (map, number) in sheets.flat_map(|sheet| sheet.outer.placed.iter().chain(&sheet.inner.placed)) {
        pages[*number].each_image(&mut |id, size| {
            let printed = Size::new(size.width.scale(map.scale, WHOLE), size.height.scale(map.scale, WHOLE));
            found.insert(PictureUse { id, size: printed });
        });
    }
    found
}
