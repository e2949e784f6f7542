//! The plates of pictures: what sheets print of them, prepared on every core and cached on disk from one build to the next.

use super::{Process, Retouch, Screener, is_line_art, pack, tones};
use crate::diagnostic::{Diagnostic, Fault, Placed, Span, Warned};
use crate::geometry::Size;
use crate::image::{
    self, Coding, Components, Dots, Grey, ImageId, Packing, Picture, PictureBook, Plate, Plates, Turned, drawing,
};
use crate::output::Outputs;
use crate::sheet::WedgeReadings;
use crate::spec::{PictureMode, PictureTreatment, PicturesSpec};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// How many files are kept; beyond that, those that this build didn't need are deleted.
const MOST_KEPT: usize = 400;
/// How many pictures are decoded at the same time, each of which may take a gigabyte.
const AT_ONCE: usize = 3;
/// Part of every file name in the cache; changes whenever the same settings make other dots.
const EDITION: &str = "agrafe plate 1";

/// What plates are made from.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// The pictures.
    pub pictures: &'a PictureBook,
    /// Their names, and where the texts mention them.
    pub mentions: &'a [(String, Span)],
    /// The settings of the brochure.
    pub settings: &'a PicturesSpec,
    /// The readings of the printer's tone wedge.
    pub tones: Option<&'a Placed<WedgeReadings>>,
}

/// A picture in a size.
type Wanted = (ImageId, Size);

/// The plates of pictures in the sizes in which sheets use them. Finished plates are cached in `folder`; `progress` is called with how
/// many are ready, and how many there are.
pub fn prepare(
    job: &Job,
    uses: &BTreeSet<(ImageId, Size)>,
    (folder, progress): (&Path, &dyn Fn(usize, usize)),
) -> Warned<Plates> {
    let spec = job.settings;
    let mut plates = Plates::new(spec.dpi);
    let (mut wanted, mut faults) = (Vec::new(), Vec::new());
    let studio = Studio { job, screener: OnceLock::new() };
    for &(id, size) in uses {
        let picture = job.pictures.picture(id);
        let way = spec.treatment_of(&picture.name);
        if stays_lines(picture, way) {
            plates.lines.insert(id);
            continue;
        }
        match way.mode {
            // What is damaged behind its head shows only when it is decoded, which a PDF need not do with most.
            PictureMode::AsIs if job.pictures.picture(id).coding == Coding::Decoded => {
                faults.extend(studio.grey(id).err().map(|fault| *fault));
            }
            PictureMode::AsIs => {}
            PictureMode::Grey => drop(plates.grey.insert(id)),
            PictureMode::Halftone | PictureMode::Threshold => wanted.push((id, size)),
        }
    }
    if !wanted.is_empty() {
        faults.extend(tones::fault(spec.screen, spec.dpi, job.tones));
    }
    let kept: Vec<(Wanted, PathBuf, Option<Plate>)> = wanted
        .into_par_iter()
        .map(|(id, size)| {
            let path = folder.join(name(job, id, (plates.dots(size.width), plates.dots(size.height))));
            let plate = kept(&path);
            ((id, size), path, plate)
        })
        .collect();
    let used: BTreeSet<PathBuf> = kept.iter().map(|(_, path, _)| path.clone()).collect();
    let (had, missing): (Vec<_>, Vec<_>) = kept.into_iter().partition(|(_, _, plate)| plate.is_some());
    for ((id, size), _, plate) in had {
        plate.into_iter().for_each(|plate| plates.add(id, size, plate));
    }
    let (mut fresh, count) = (Vec::new(), missing.len());
    for (number, group) in missing.chunks(AT_ONCE).enumerate() {
        progress(number * AT_ONCE, count);
        let make = |&((id, size), _, _): &(Wanted, PathBuf, Option<Plate>)| {
            studio.plate(id, (plates.dots(size.width), plates.dots(size.height)))
        };
        let ready: Vec<_> = group.par_iter().map(make).collect();
        for (&((id, size), ref path, _), plate) in group.iter().zip(ready) {
            match plate {
                Ok(plate) => {
                    fresh.push((path, plate.clone()));
                    plates.add(id, size, plate);
                }
                Err(fault) => {
                    faults.push(*fault);
                    // For whoever goes on all the same.
                    studio
                        .stand_in((plates.dots(size.width), plates.dots(size.height)))
                        .into_iter()
                        .for_each(|plate| plates.add(id, size, plate));
                }
            }
        }
    }
    keep(folder, &fresh, &used);
    Warned::new(plates, faults)
}

/// Whether a drawing goes onto sheets as lines: copiers keep them as they keep letters.
fn stays_lines(picture: &Picture, way: PictureTreatment) -> bool {
    if picture.coding != Coding::Drawing {
        return false;
    }
    let wanted = match way.mode {
        PictureMode::Threshold => true,
        PictureMode::Halftone => !way.mode_typed,
        PictureMode::AsIs | PictureMode::Grey => false,
    };
    let tree = drawing::parse(&picture.bytes).ok().filter(|tree| wanted && drawing::is_plain(tree));
    tree.is_some_and(|tree| way.mode == PictureMode::Threshold || drawing::is_black_and_white(&tree))
}

/// Makes plates. Its screener is set up for the first picture that needs it.
struct Studio<'j> {
    job: &'j Job<'j>,
    screener: OnceLock<Screener>,
}

impl Studio<'_> {
    fn plate(&self, id: ImageId, size: (usize, usize)) -> Result<Plate, Box<Diagnostic>> {
        let grey = self.grey(id)?;
        Ok(pack(&self.dots(id, &grey, size)))
    }

    /// The tones of a picture; a fault stands where a text names it.
    fn grey(&self, id: ImageId) -> Result<Grey, Box<Diagnostic>> {
        let picture = self.job.pictures.picture(id);
        image::grey(picture).map_err(|why| {
            let mention = self.job.mentions.iter().find(|(name, _)| *name == picture.name).map(|(_, span)| *span);
            let fault = Fault::BadPicture { file: picture.name.clone(), why };
            Box::new(Diagnostic::error(mention.or(None::<Span>), fault))
        })
    }

    /// The plate of a crossed frame.
    fn stand_in(&self, size: (usize, usize)) -> Option<Plate> {
        let frame = image::grey(&Picture::stand_in(String::new())).ok()?;
        Some(pack(&self.screener().screen(&frame, size, Process::Threshold(128), Retouch::default())))
    }

    fn screener(&self) -> &Screener {
        let spec = self.job.settings;
        self.screener.get_or_init(|| tones::screener(spec.screen, (spec.dpi, spec.copies), self.job.tones).0)
    }

    /// What is printed of tones.
    fn dots(&self, id: ImageId, grey: &Grey, size: (usize, usize)) -> Dots {
        let spec = self.job.settings;
        let way = spec.treatment_of(&self.job.pictures.picture(id).name);
        self.screener().screen(grey, size, process(way, grey), Retouch { levels: way.levels, sharpen: way.sharpen })
    }
}

/// What a picture is put into: line art is parted into black and white, unless a screen was asked for.
fn process(way: PictureTreatment, grey: &Grey) -> Process {
    let wants_art = way.mode == PictureMode::Threshold || !way.mode_typed;
    match is_line_art(grey).filter(|_| wants_art) {
        Some(parted) => Process::Threshold(parted),
        None if way.mode == PictureMode::Threshold => Process::Threshold(128),
        None => Process::Halftone,
    }
}

/// The file in which a plate is kept: named after all that it depends on.
fn name(job: &Job, id: ImageId, (width, height): (usize, usize)) -> String {
    let (picture, spec) = (job.pictures.picture(id), job.settings);
    let way = spec.treatment_of(&picture.name);
    let PicturesSpec { screen, dpi, copies, .. } = spec;
    let tones = job.tones.map(|tones| tones.value);
    let said = format!(
        "{EDITION} {:032x} {width}x{height} {way:?} {screen} {dpi} {copies} {tones:?}",
        xxh3_128(&picture.bytes)
    );
    format!("{:032x}.plate", xxh3_128(said.as_bytes()))
}

/// Bytes before those of the dots: a word, width, height, packing, and a sum of what follows.
const HEAD: usize = 32;

/// A plate that was kept, if it is whole.
fn kept(path: &Path) -> Option<Plate> {
    let mut bytes = std::fs::read(path).ok()?;
    let head: [u8; HEAD] = bytes.get(..HEAD)?.try_into().ok()?;
    let number = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    let packing = match &head[..12] {
        b"agrafe flate" => Packing::Flate,
        b"agrafe g4fax" => Packing::Fax,
        _ => return None,
    };
    let sum = u64::from(number(24)) | u64::from(number(28)) << 32;
    bytes.drain(..HEAD);
    let whole = xxh3_64(&bytes) == sum && number(20) as usize == bytes.len();
    whole.then(|| Plate { width: number(12), height: number(16), packing, bytes: Arc::new(bytes) })
}

/// Keeps plates. What can't be kept is made again the next time.
fn keep(folder: &Path, fresh: &[(&PathBuf, Plate)], used: &BTreeSet<PathBuf>) {
    if fresh.is_empty() {
        return;
    }
    let mut outputs = Outputs::default();
    for (path, plate) in fresh {
        let mut bytes = Vec::with_capacity(HEAD + plate.bytes.len());
        bytes.extend_from_slice(match plate.packing {
            Packing::Flate => b"agrafe flate",
            Packing::Fax => b"agrafe g4fax",
        });
        for number in [plate.width, plate.height, plate.bytes.len() as u32] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(&xxh3_64(&plate.bytes).to_le_bytes());
        bytes.extend_from_slice(&plate.bytes);
        outputs.add((*path).clone(), bytes);
    }
    let _ = outputs.write();
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    all.retain(|path| path.extension().is_some_and(|e| e == "plate") && !used.contains(path));
    if all.len() + used.len() > MOST_KEPT {
        all.iter().for_each(|path| drop(std::fs::remove_file(path)));
    }
}

/// All pictures, those in `sizes` replaced by what is printed of them in that size.
///
/// # Errors
/// A diagnostic for a picture that can't be decoded.
pub fn as_printed(job: &Job, sizes: &BTreeMap<ImageId, Size>) -> Result<PictureBook, Box<Diagnostic>> {
    let spec = job.settings;
    let plates = Plates::new(spec.dpi);
    let studio = Studio { job, screener: OnceLock::new() };
    let mut book = job.pictures.clone();
    for (&id, &size) in sizes {
        let picture = job.pictures.picture(id);
        let (bytes, bits, (width, height)) = match spec.treatment_of(&picture.name).mode {
            PictureMode::AsIs => continue,
            PictureMode::Grey => {
                let grey = studio.grey(id)?;
                (image::grey_png(&grey, spec.dpi), 8, (grey.width, grey.height))
            }
            PictureMode::Halftone | PictureMode::Threshold => {
                let size = (plates.dots(size.width), plates.dots(size.height));
                (image::dots_png(&studio.dots(id, &studio.grey(id)?, size), spec.dpi), 1, size)
            }
        };
        let (name, bytes, coding) = (picture.name.clone(), Arc::new(bytes), Coding::PlainPng);
        let (width, height, components) = (width as u32, height as u32, Components::Grey);
        let turned = Turned::NOT;
        book.replace(id, Picture { name, bytes, coding, width, height, turned, components, bits });
    }
    Ok(book)
}
