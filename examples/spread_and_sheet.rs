//! Draws the two pictures of the README: a spread of the sample brochure, and the outer side of its first sheet.
//!
//! In: `brochure/`. Out: `docs/images/spread.png` and `docs/images/sheet.png`. It is also the shortest way through the
//! library: read, normalise, compose, impose, write.

use agrafe::diagnostic::{Placed, Span};
use agrafe::impose::{Pages, impose};
use agrafe::page::Page;
use agrafe::write::{Stock, png};
use agrafe::{compose, normalise, read};
use std::error::Error;
use std::path::Path;

/// Fine enough to read the words, small enough for a web page.
const DPI: f64 = 96.0;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut reading = read::brochure(&root.join("brochure"));
    let mut faults = std::mem::take(&mut reading.diagnostics);
    let cover = read::cover_picture(&reading);
    let spec = normalise::spec(&reading.raw, &reading.fonts, cover, &mut faults);
    let finished = normalise::manuscript(std::mem::take(&mut reading.manuscript), &spec, &mut faults);
    let book = compose::compose(&finished.manuscript, &spec, &reading.fonts).book;

    let name = Placed { value: "a5-on-a4".to_string(), span: Span::default() };
    let layout = read::layout::find(root, &name, &mut reading.sources, &mut faults).ok_or("no layout")?;
    let sizes = vec![spec.page.trim; book.pages.len()];
    let pages = Pages { sizes: &sizes, ink: &[], back_cover: true, separate_cover: false };
    let sheets = impose(pages, &layout).sheets;

    // The pages of the sheet's outer side, from left to right.
    let mut placed = sheets[0].outer.placed.clone();
    placed.sort_by_key(|(map, _)| map.shift.x);
    let outer: Vec<&Page> = placed.iter().map(|(_, number)| &book.pages[*number]).collect();
    let spread: Vec<&Page> = book.pages.iter().filter(|p| p.folio == 6 || p.folio == 7).collect();

    let stock = Stock { fonts: &reading.fonts, pictures: &reading.pictures };
    for (name, pages) in [("spread", spread), ("sheet", outer)] {
        let picture = png::draw(&pages, stock, DPI).ok_or("too large a picture")?;
        std::fs::write(root.join(format!("docs/images/{name}.png")), picture)?;
    }
    Ok(())
}
