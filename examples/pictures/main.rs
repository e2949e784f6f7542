//! Draws the pictures of the sample brochure.
//!
//! Input: the label font in `fonts/`. Output: nine grey PNG files in `brochure/`, with the same bytes on every run.
//!
//! `cargo run --example pictures` draws all pictures; `cargo run --example pictures NAME...` draws only those named.

mod canvas;
mod calendar;
mod copying;
mod cover;
mod crowd;
mod dice;
mod folding;
mod imposing;
mod leaf;
mod lettering;
mod map;
mod room;
mod shape;
mod stapling;

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder};

use crate::canvas::Canvas;
use crate::lettering::Faces;

/// A function that draws a picture. Pictures without labels don't use the faces.
type Draw = fn(&Faces) -> Result<Canvas, Box<dyn Error>>;

const PICTURES: [(&str, Draw); 9] = [
    ("carte", map::draw),
    ("calendrier", calendar::draw),
    ("foule", crowd::draw),
    ("pliage", folding::draw),
    ("imposition", imposing::draw),
    ("copie", copying::draw),
    ("agrafage", stapling::draw),
    ("local", room::draw),
    ("couverture", cover::draw),
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let faces = Faces::read(&root.join("fonts/source-sans-3"))?;
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for (name, draw) in PICTURES {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            let file = root.join("brochure").join(name).with_extension("png");
            save(&draw(&faces)?, &file)?;
            println!("{name}.png");
        }
    }
    Ok(())
}

/// Writes a picture without an alpha channel or interlacing, because a PDF can hold the data of such a file unchanged.
fn save(canvas: &Canvas, file: &Path) -> Result<(), Box<dyn Error>> {
    let target = BufWriter::new(File::create(file)?);
    let encoder = PngEncoder::new_with_quality(target, CompressionType::Best, FilterType::Adaptive);
    let (width, height) = (canvas.width() as u32, canvas.height() as u32);
    encoder.write_image(&canvas.greys(), width, height, ExtendedColorType::L8)?;
    Ok(())
}
