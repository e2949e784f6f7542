//! Pictures inside of drawings. They must be embedded, and are as large as pictures of a brochure at most.

use crate::diagnostic::{Fault, PictureProblem};
use crate::image::picture::Coding;
use crate::image::raster_file;
use image::ImageReader;
use resvg::usvg::{ImageHrefResolver, ImageKind, Tree};
use std::io::Cursor;
use std::sync::{Arc, Mutex};

/// The largest number of pixels of a picture in a drawing. The renderer decodes it each time that it is drawn.
const MAX_PIXELS: u64 = 40_000_000;

/// The first problem with the pictures in a drawing.
pub(super) type FirstProblem = Arc<Mutex<Option<PictureProblem>>>;

/// Parses a drawing that is inside of a number of others.
pub(super) type Parse = fn(&[u8], usize) -> Result<Tree, PictureProblem>;

/// Returns a resolver that accepts only embedded pictures, without their hidden data. A picture that can't be used is reported
/// through `problem`. `level` is the number of drawings around this one.
/// `parse` parses a drawing inside of it.
pub(super) fn resolver(level: usize, problem: &FirstProblem, parse: Parse) -> ImageHrefResolver<'static> {
    let (of_data, of_link) = (problem.clone(), problem.clone());
    ImageHrefResolver {
        resolve_data: Box::new(move |_, bytes, _| match embedded(&bytes, level, parse) {
            Ok(kind) => Some(kind),
            Err(why) => {
                report(&of_data, why);
                None
            }
        }),
        resolve_string: Box::new(move |_, _| {
            report(&of_link, PictureProblem::SvgLinkedPicture);
            None
        }),
    }
}

fn report(problem: &FirstProblem, why: PictureProblem) {
    // Only a thread that panicked while it held the lock could make this fail.
    if let Ok(mut first) = problem.lock() {
        first.get_or_insert(why);
    }
}

fn embedded(bytes: &[u8], level: usize, parse: Parse) -> Result<ImageKind, PictureProblem> {
    let picture = match raster_file::read("", bytes.to_vec()) {
        Ok(Ok(picture)) => picture,
        Ok(Err(Fault::BadPicture { why, .. })) => return Err(why),
        Ok(Err(_)) => return Err(PictureProblem::TooLarge),
        Err(bytes) => return parse(&bytes, level + 1).map(ImageKind::SVG),
    };
    if u64::from(picture.width) * u64::from(picture.height) > MAX_PIXELS {
        return Err(PictureProblem::TooLarge);
    }
    Ok(match picture.coding {
        Coding::Jpeg => ImageKind::JPEG(picture.bytes),
        Coding::Decoded if picture.bytes.starts_with(b"RIFF") => ImageKind::WEBP(picture.bytes),
        Coding::PlainPng | Coding::Decoded | Coding::Svg => ImageKind::PNG(picture.bytes),
    })
}

/// Returns the number of pixels of a picture that the resolver has accepted.
pub(super) fn pixels(bytes: &[u8]) -> Option<f64> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let (width, height) = reader.into_dimensions().ok()?;
    Some(f64::from(width) * f64::from(height))
}
