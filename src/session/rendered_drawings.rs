//! Renders the drawings that must become pixels, once: the result is kept on disk from one build to the next.

use super::brochure::Brochure;
use crate::diagnostic::{Diagnostic, Fault, PictureProblem};
use crate::disk_cache::DiskCache;
use crate::image::{Coding, ImageId, Picture, rendered, svg, with_pixels};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::PathBuf;
use xxhash_rust::xxh3::xxh3_128;

/// The extension of the files in the cache.
const EXTENSION: &str = "drawing";
/// The maximum number of files that are kept.
const MAX_FILES: usize = 100;
/// The version of the renderer, which is part of every key. It must be changed whenever a drawing is rendered differently.
const VERSION: &str = "agrafe drawing 1, resvg 0.49";

impl Brochure {
    /// Replaces each drawing on some pages that can't be written as paths by its pixels. Drawings that are already in the cache are
    /// not rendered again. `pages` are the indices of the pages.
    ///
    /// Returns an error for each drawing that is damaged or would take too much time or memory.
    pub fn render_drawings(&mut self, pages: &[usize]) -> Vec<Diagnostic> {
        let cache = self.cache_folder().map(|folder| DiskCache::new(&folder, EXTENSION, MAX_FILES));
        let mut pictures: BTreeSet<ImageId> = BTreeSet::new();
        for page in pages.iter().filter_map(|index| self.book.pages.get(*index)) {
            page.each_image(&mut |id, _| pictures.extend([id]));
        }
        let render = |id: ImageId| {
            let picture = self.reading.pictures.picture(id);
            must_be_rendered(picture).then(|| (id, Rendered::of(picture, cache.as_ref())))
        };
        let results: Vec<_> = pictures.into_par_iter().filter_map(render).collect();
        let (mut diagnostics, mut finished) = (Vec::new(), Vec::new());
        for (id, result) in results {
            match result {
                Ok(rendered) => finished.push((id, rendered)),
                Err(why) => diagnostics.push(self.bad_picture(id, why)),
            }
        }
        if let Some(cache) = cache {
            let paths = finished.iter().filter_map(|(_, rendered)| rendered.path.clone()).collect();
            cache.write(finished.iter().filter_map(|(_, rendered)| rendered.new_file()).collect(), &paths);
        }
        for (id, rendered) in finished {
            self.reading.pictures.replace(id, rendered.picture);
        }
        diagnostics
    }

    /// Returns an error about a picture, at the place where it is mentioned.
    fn bad_picture(&self, id: ImageId, why: PictureProblem) -> Diagnostic {
        let file = self.reading.pictures.picture(id).name.clone();
        let mention = self.reading.mentions.iter().find(|(name, _)| *name == file).map(|(_, span)| *span);
        Diagnostic::error(mention, Fault::BadPicture { file, why })
    }
}

/// Whether a picture is a drawing that can't be written as paths.
fn must_be_rendered(picture: &Picture) -> bool {
    picture.coding == Coding::Svg && !svg::parse(&picture.bytes).is_ok_and(|tree| svg::plain(&tree, picture).is_some())
}

/// A drawing that has become pixels.
struct Rendered {
    picture: Picture,
    /// Its file in the cache, if there is a cache.
    path: Option<PathBuf>,
    is_new: bool,
}

impl Rendered {
    fn of(drawing: &Picture, cache: Option<&DiskCache>) -> Result<Rendered, PictureProblem> {
        let key = format!("{VERSION} {:?} {:032x}", drawing.window, xxh3_128(&drawing.bytes));
        let path = cache.map(|cache| cache.path(&key));
        let cached = path.as_deref().and_then(|path| with_pixels(drawing, cache?.read(path)?));
        match cached {
            Some(picture) => Ok(Rendered { picture, path, is_new: false }),
            None => Ok(Rendered { picture: rendered(drawing)?, path, is_new: true }),
        }
    }

    /// Returns the path and the content of a file that the cache lacks.
    fn new_file(&self) -> Option<(PathBuf, Vec<u8>)> {
        let path = self.path.clone().filter(|_| self.is_new)?;
        Some((path, self.picture.bytes.to_vec()))
    }
}
