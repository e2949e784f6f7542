//! What sheets show of pictures: made on every core, and kept beside the brochure from one build to the next.

use super::output::Outputs;
use super::pipeline::Made;
use super::progress::Progress;
use super::report::Console;
use super::tones;
use crate::diagnostic::{Diagnostic, Fault, Span};
use crate::geometry::{Point, Size, WHOLE};
use crate::image::{
    self, Coding, Components, Dots, Grey, ImageId, Packing, Picture, PictureBook, Plate, Plates, Turned, drawing,
};
use crate::impose::Imposition;
use crate::page::{Item, Page};
use crate::read;
use crate::reproduce::{self, Press, Process, Retouch};
use crate::spec::{PictureMode, PictureWay, PicturesSpec};
use crate::write::dots;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

/// Where plates are kept, in the brochure's folder; it may be deleted at any time.
const KEPT: &str = ".agrafe";
/// More files than this are not kept: those that this build didn't need go first.
const MOST_KEPT: usize = 400;
/// Pictures that are decoded at the same time, each of which may take a gigabyte.
const AT_ONCE: usize = 3;
/// Changes whenever the same settings make other dots.
const EDITION: &str = "agrafe plate 1";

/// A picture in a size.
type Wanted = (ImageId, Size);

/// The plates of every picture on these sheets, and what is at fault with pictures.
pub(super) fn plates(
    made: &Made,
    impositions: &[Imposition],
    (console, progress): (&Console, &Progress),
) -> (Plates, Vec<Diagnostic>) {
    let spec = &made.spec.pictures;
    let mut plates = Plates::new(spec.dpi);
    let (mut wanted, mut faults) = (Vec::new(), Vec::new());
    let studio = Studio { made, press: OnceLock::new() };
    for (id, size) in placed(&made.book.pages, impositions) {
        let picture = made.reading.pictures.picture(id);
        let way = spec.way(&picture.name);
        if stays_lines(picture, way) {
            plates.lines.insert(id);
            continue;
        }
        match way.mode {
            // What is damaged behind its head shows only when it is decoded, which a PDF need not do with most.
            PictureMode::AsIs if made.reading.pictures.picture(id).coding == Coding::Decoded => {
                faults.extend(studio.grey(id).err().map(|fault| *fault));
            }
            PictureMode::AsIs => {}
            PictureMode::Grey => drop(plates.grey.insert(id)),
            PictureMode::Halftone | PictureMode::Threshold => wanted.push((id, size)),
        }
    }
    if !wanted.is_empty() {
        faults.extend(tones::fault(spec.screen, spec.dpi, made.tones.as_ref()));
    }
    let folder = made.reading.folder.join(KEPT);
    let kept: Vec<(Wanted, PathBuf, Option<Plate>)> = wanted
        .into_par_iter()
        .map(|(id, size)| {
            let path = folder.join(name(made, id, (plates.dots(size.width), plates.dots(size.height))));
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
        progress.counted(console.say("preparing pictures", "préparation des images"), (number * AT_ONCE, count));
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
    keep(&folder, &fresh, &used);
    (plates, faults)
}

/// Whether a drawing goes onto sheets as lines: copiers keep them as they keep letters.
fn stays_lines(picture: &Picture, way: PictureWay) -> bool {
    if picture.coding != Coding::Drawing {
        return false;
    }
    let wanted = match way.mode {
        PictureMode::Threshold => true,
        PictureMode::Halftone => !way.asked,
        PictureMode::AsIs | PictureMode::Grey => false,
    };
    let tree = drawing::parse(&picture.bytes).ok().filter(|tree| wanted && drawing::is_plain(tree));
    tree.is_some_and(|tree| way.mode == PictureMode::Threshold || drawing::is_black_and_white(&tree))
}

/// Every picture with the sizes that sheets print it in.
fn placed(pages: &[Page], impositions: &[Imposition]) -> BTreeSet<Wanted> {
    let mut found = BTreeSet::new();
    let sheets = impositions.iter().flat_map(|imposition| imposition.sheets.iter().chain(&imposition.cover));
    for (map, number) in sheets.flat_map(|sheet| sheet.outer.placed.iter().chain(&sheet.inner.placed)) {
        each_image(&pages[*number].items, &mut |id, size| {
            let printed = |length: crate::unit::Length| length.scale(map.scale, WHOLE);
            found.insert((id, Size::new(printed(size.width), printed(size.height))));
        });
    }
    found
}

fn each_image(items: &[(Point, Item)], enter: &mut dyn FnMut(ImageId, Size)) {
    for (_, item) in items {
        match item {
            Item::Image(id, size) => enter(*id, *size),
            Item::Group(_, inner) => each_image(inner, enter),
            Item::Glyphs(..) | Item::Rule(..) | Item::Link(..) => {}
        }
    }
}

/// Where plates are made. The press is set up for the first picture that needs it.
struct Studio<'m> {
    made: &'m Made,
    press: OnceLock<Press>,
}

impl Studio<'_> {
    fn plate(&self, id: ImageId, size: (usize, usize)) -> Result<Plate, Box<Diagnostic>> {
        let grey = self.grey(id)?;
        Ok(dots::pack(&self.dots(id, &grey, size)))
    }

    /// The tones of a picture; a fault stands where a text names it.
    fn grey(&self, id: ImageId) -> Result<Grey, Box<Diagnostic>> {
        let reading = &self.made.reading;
        let picture = reading.pictures.picture(id);
        image::grey(picture).map_err(|why| {
            let mention = reading.mentions.iter().find(|(name, _)| *name == picture.name).map(|(_, span)| *span);
            let fault = Fault::BadPicture { file: picture.name.clone(), why };
            Box::new(Diagnostic::error(mention.or(None::<Span>), fault))
        })
    }

    /// The plate of a crossed frame.
    fn stand_in(&self, size: (usize, usize)) -> Option<Plate> {
        let frame = image::grey(&Picture::stand_in(String::new())).ok()?;
        Some(dots::pack(&self.press().print(&frame, size, Process::Threshold(128), Retouch::default())))
    }

    fn press(&self) -> &Press {
        let spec = &self.made.spec.pictures;
        self.press.get_or_init(|| tones::press(spec.screen, (spec.dpi, spec.copies), self.made.tones.as_ref()).0)
    }

    /// What is printed of tones.
    fn dots(&self, id: ImageId, grey: &Grey, size: (usize, usize)) -> Dots {
        let spec = &self.made.spec.pictures;
        let way = spec.way(&self.made.reading.pictures.picture(id).name);
        self.press().print(grey, size, process(way, grey), Retouch { levels: way.levels, sharpen: way.sharpen })
    }
}

/// What a picture is put into: line art is parted into black and white, unless a screen was asked for.
fn process(way: PictureWay, grey: &Grey) -> Process {
    let wants_art = way.mode == PictureMode::Threshold || !way.asked;
    match reproduce::is_line_art(grey).filter(|_| wants_art) {
        Some(parted) => Process::Threshold(parted),
        None if way.mode == PictureMode::Threshold => Process::Threshold(128),
        None => Process::Halftone,
    }
}

/// The file in which a plate is kept: named after all that it depends on.
fn name(made: &Made, id: ImageId, (width, height): (usize, usize)) -> String {
    let (picture, spec) = (made.reading.pictures.picture(id), &made.spec.pictures);
    let way = spec.way(&picture.name);
    let PicturesSpec { screen, dpi, copies, .. } = spec;
    let tones = made.tones.as_ref().map(|tones| tones.value);
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
    let mut bytes = read::bytes(path).ok()?;
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

/// The pictures of a brochure with those on these pages as they are printed, in the largest size that they stand in there.
pub(super) fn printed(made: &Made, pages: &[&Page]) -> Result<PictureBook, Box<Diagnostic>> {
    let spec = &made.spec.pictures;
    let sizes = Plates::new(spec.dpi);
    let studio = Studio { made, press: OnceLock::new() };
    let mut found: BTreeMap<ImageId, Size> = BTreeMap::new();
    for page in pages {
        each_image(&page.items, &mut |id, size| {
            let largest = found.entry(id).or_insert(size);
            *largest = (*largest).max(size);
        });
    }
    let mut book = made.reading.pictures.clone();
    for (id, size) in found {
        let picture = made.reading.pictures.picture(id);
        let (bytes, bits, (width, height)) = match spec.way(&picture.name).mode {
            PictureMode::AsIs => continue,
            PictureMode::Grey => {
                let grey = studio.grey(id)?;
                (dots::grey_png(&grey, spec.dpi), 8, (grey.width, grey.height))
            }
            PictureMode::Halftone | PictureMode::Threshold => {
                let size = (sizes.dots(size.width), sizes.dots(size.height));
                (dots::png(&studio.dots(id, &studio.grey(id)?, size), spec.dpi), 1, size)
            }
        };
        let (name, bytes, coding) = (picture.name.clone(), Arc::new(bytes), Coding::PlainPng);
        let (width, height, components) = (width as u32, height as u32, Components::Grey);
        let turned = Turned::NOT;
        book.replace(id, Picture { name, bytes, coding, width, height, turned, components, bits });
    }
    Ok(book)
}
