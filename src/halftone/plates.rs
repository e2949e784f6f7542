//! Prepares the plates of a brochure's pictures on all cores: the printed dots of each picture, in each size that the
//! sheets use.
//!
//! Input: the pictures, their settings and the sizes. Output: [`Plates`], which the PDF of the sheets contains.
//! Finished plates are cached on disk.

use super::line_art::{MIDDLE_TONE, line_art_threshold};
use super::pack::pack;
use super::plate_cache::PlateCache;
use super::retouch::Retouch;
use super::screener::{self, Process, ScreenSettings, Screener};
use crate::diagnostic::{Diagnostic, Fault, Placed, Span, Warned};
use crate::geometry::Size;
use crate::image::{self, Coding, DotSize, Dots, Grey, ImageId, Picture, PictureBook, Plate, Plates, svg};
use crate::sheet::WedgeReadings;
use crate::spec::{PictureMode, PictureTreatment, PicturesSpec};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The maximum number of pictures that are decoded at the same time. Each may take a gigabyte of memory.
const DECODED_AT_ONCE: usize = 3;

/// The pictures and settings from which plates are made.
#[derive(Clone, Copy)]
pub struct PlateJob<'a> {
    /// The pictures.
    pub pictures: &'a PictureBook,
    /// The names of the pictures, and the locations where the texts mention them.
    pub mentions: &'a [(String, Span)],
    /// The settings of the brochure.
    pub settings: &'a PicturesSpec,
    /// The readings of the printer's tone wedge.
    pub tones: Option<&'a Placed<WedgeReadings>>,
}

/// A picture, and one of the sizes in which the sheets show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PictureUse {
    /// The picture.
    pub id: ImageId,
    /// The size on the sheet.
    pub size: Size,
}

/// Prepares the plates of pictures. Finished plates are cached in the folder `cache`, if there is one. `progress` is called with the
/// number of plates that are ready and the total number of plates that must be made, not counting cached plates.
///
/// If a picture cannot be decoded, it is reported, and a crossed frame replaces it.
pub fn prepare(
    job: &PlateJob,
    uses: &BTreeSet<PictureUse>,
    cache: Option<&Path>,
    progress: &dyn Fn(usize, usize),
) -> Warned<Plates> {
    let cache = cache.map(PlateCache::of);
    let maker = PlateMaker { job, screener: OnceLock::new() };
    let mut plates = Plates::new(job.settings.dpi);
    let (needed, mut diagnostics) = maker.choose(uses, &mut plates);
    if !needed.is_empty() {
        diagnostics.extend(screener::check_readings(maker.screen_settings(), job.tones));
    }
    let look_up = |needed: PictureUse| {
        let path = cache.as_ref().map(|cache| cache.path(&maker.settings_of(needed)));
        (needed, path.as_deref().and_then(|path| cache.as_ref()?.read(path)), path)
    };
    let looked_up: Vec<(PictureUse, Option<Plate>, Option<PathBuf>)> = needed.into_par_iter().map(look_up).collect();
    let used: BTreeSet<PathBuf> = looked_up.iter().filter_map(|(_, _, path)| path.clone()).collect();
    let mut missing = Vec::new();
    for (needed, cached, path) in looked_up {
        match cached {
            Some(plate) => plates.add(needed.id, needed.size, plate),
            None => missing.push((needed, path)),
        }
    }
    let mut made = Vec::new();
    for (number, group) in missing.chunks(DECODED_AT_ONCE).enumerate() {
        progress(number * DECODED_AT_ONCE, missing.len());
        let ready: Vec<_> = group.par_iter().map(|(needed, _)| maker.plate(*needed)).collect();
        for ((needed, path), plate) in group.iter().zip(ready) {
            match plate {
                Ok(plate) => {
                    made.extend(path.clone().map(|path| (path, plate.clone())));
                    plates.add(needed.id, needed.size, plate);
                }
                Err(fault) => {
                    diagnostics.push(*fault);
                    if let Some(plate) = maker.placeholder(maker.dot_size(needed.size)) {
                        plates.add(needed.id, needed.size, plate);
                    }
                }
            }
        }
    }
    if let Some(cache) = cache {
        cache.write(&made, &used);
    }
    Warned::new(plates, diagnostics)
}

/// Returns all pictures. Each picture in `sizes` is replaced by a simulation of its print at the given size, unless its
/// mode is `AsIs`.
///
/// # Errors
/// Returns a diagnostic for a picture that cannot be decoded.
pub fn as_printed(job: &PlateJob, sizes: &BTreeMap<ImageId, Size>) -> Result<PictureBook, Box<Diagnostic>> {
    let dpi = job.settings.dpi;
    let maker = PlateMaker { job, screener: OnceLock::new() };
    let mut book = job.pictures.clone();
    for (&id, &size) in sizes {
        let picture = job.pictures.picture(id);
        let (bytes, bits, size) = match job.settings.treatment_of(&picture.name).mode {
            PictureMode::AsIs => continue,
            PictureMode::Grey => {
                let grey = maker.grey(id)?;
                (image::grey_png(&grey, dpi), 8, DotSize { width: grey.width, height: grey.height })
            }
            PictureMode::Halftone | PictureMode::Threshold => {
                let size = maker.dot_size(size);
                (image::dots_png(&maker.dots(id, &maker.grey(id)?, size), dpi), 1, size)
            }
        };
        let printed = image::print_picture(&picture.name, bytes, size, bits);
        book.replace(id, printed);
    }
    Ok(book)
}

/// Makes plates. The screener is set up when a picture first needs it.
struct PlateMaker<'j> {
    job: &'j PlateJob<'j>,
    screener: OnceLock<Screener>,
}

impl PlateMaker<'_> {
    /// Returns the uses that need a plate, and a fault for each damaged picture that the PDF would embed as decoded
    /// pixels. Pictures that stay vector drawings or grey are added to `plates`.
    fn choose(&self, uses: &BTreeSet<PictureUse>, plates: &mut Plates) -> (Vec<PictureUse>, Vec<Diagnostic>) {
        let (mut needed, mut faults) = (Vec::new(), Vec::new());
        for &PictureUse { id, size } in uses {
            let picture = self.job.pictures.picture(id);
            let treatment = self.job.settings.treatment_of(&picture.name);
            if stays_vector(picture, treatment) {
                plates.vector.insert(id);
                continue;
            }
            match treatment.mode {
                // These pictures are embedded as decoded pixels. Damage after the header is found only when they are
                // decoded.
                PictureMode::AsIs if picture.coding == Coding::Decoded || picture.window.is_some() => {
                    faults.extend(self.grey(id).err().map(|fault| *fault));
                }
                PictureMode::AsIs => {}
                PictureMode::Grey => {
                    plates.grey.insert(id);
                }
                PictureMode::Halftone | PictureMode::Threshold => needed.push(PictureUse { id, size }),
            }
        }
        (needed, faults)
    }

    fn plate(&self, PictureUse { id, size }: PictureUse) -> Result<Plate, Box<Diagnostic>> {
        Ok(pack(&self.dots(id, &self.grey(id)?, self.dot_size(size))))
    }

    /// Returns the tones of a picture. If the picture cannot be decoded, the diagnostic points to the place where a
    /// text mentions the picture.
    fn grey(&self, id: ImageId) -> Result<Grey, Box<Diagnostic>> {
        let picture = self.job.pictures.picture(id);
        image::grey(picture).map_err(|why| {
            let mention = self.job.mentions.iter().find(|(name, _)| *name == picture.name).map(|(_, span)| *span);
            let fault = Fault::BadPicture { file: picture.name.clone(), why };
            Box::new(Diagnostic::error(mention.or(None::<Span>), fault))
        })
    }

    /// Returns the plate of a crossed frame, which replaces a picture that cannot be decoded.
    fn placeholder(&self, size: DotSize) -> Option<Plate> {
        let frame = image::grey(&Picture::placeholder(String::new())).ok()?;
        Some(pack(&self.screener().screen(&frame, size, Process::Threshold(MIDDLE_TONE), Retouch::default())))
    }

    fn screen_settings(&self) -> ScreenSettings {
        let &PicturesSpec { screen, dpi, copies, .. } = self.job.settings;
        ScreenSettings { lines: screen, dpi, copies }
    }

    fn screener(&self) -> &Screener {
        self.screener.get_or_init(|| screener::for_printer(self.screen_settings(), self.job.tones).0)
    }

    /// Screens the tones of a picture into dots.
    fn dots(&self, id: ImageId, grey: &Grey, size: DotSize) -> Dots {
        let treatment = self.job.settings.treatment_of(&self.job.pictures.picture(id).name);
        self.screener().screen(
            grey,
            size,
            process(treatment, grey),
            Retouch { levels: treatment.levels, sharpen: treatment.sharpen },
        )
    }

    /// Returns the width and height of a size on paper, in whole printer dots.
    fn dot_size(&self, size: Size) -> DotSize {
        Plates::new(self.job.settings.dpi).dot_size(size)
    }

    /// Returns a string that contains everything on which the dots of a plate depend.
    fn settings_of(&self, PictureUse { id, size }: PictureUse) -> String {
        let picture = self.job.pictures.picture(id);
        let DotSize { width, height } = self.dot_size(size);
        let treatment = self.job.settings.treatment_of(&picture.name);
        let ScreenSettings { lines, dpi, copies } = self.screen_settings();
        let tones = self.job.tones.map(|tones| tones.value);
        let hash = xxhash_rust::xxh3::xxh3_128(&picture.bytes);
        let window = picture.window;
        format!("{hash:032x} {window:?} {width}x{height} {treatment:?} {lines} {dpi} {copies} {tones:?}")
    }
}

/// Whether a picture is printed as vectors, without a plate. This is the case for vector drawings in black and white,
/// whose lines copiers reproduce as faithfully as letters.
fn stays_vector(picture: &Picture, treatment: PictureTreatment) -> bool {
    if picture.coding != Coding::Svg {
        return false;
    }
    let may_stay = match treatment.mode {
        PictureMode::Threshold => true,
        PictureMode::Halftone => !treatment.mode_is_explicit,
        PictureMode::AsIs | PictureMode::Grey => false,
    };
    let tree = may_stay.then(|| svg::parse(&picture.bytes).ok()).flatten();
    tree.filter(|tree| svg::plain(tree, picture).is_some())
        .is_some_and(|tree| treatment.mode == PictureMode::Threshold || svg::is_black_and_white(&tree))
}

/// Chooses the process for a picture. Line art becomes black and white, unless a screen was requested explicitly.
fn process(treatment: PictureTreatment, grey: &Grey) -> Process {
    let allows_line_art = treatment.mode == PictureMode::Threshold || !treatment.mode_is_explicit;
    match line_art_threshold(grey).filter(|_| allows_line_art) {
        Some(threshold) => Process::Threshold(threshold),
        None if treatment.mode == PictureMode::Threshold => Process::Threshold(MIDDLE_TONE),
        None => Process::Halftone,
    }
}
