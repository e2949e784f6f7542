//! Draws the two pictures of the README: a spread of the sample brochure, and the outer side of its first sheet.
//!
//! Input: `brochure/`. Output: `docs/images/spread.png` and `docs/images/sheet.png`.

use agrafe::page::Page;
use agrafe::session::{Options, Session};
use agrafe::write::png;
use std::error::Error;
use std::path::Path;

/// The resolution of the pictures: high enough to read the words, low enough for a web page.
const DPI: f64 = 96.0;

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let brochure = Session::once().typeset(&root.join("brochure"), &Options::default());
    let imposition = brochure.impose().value.into_iter().next().ok_or("the brochure has no layout")?;

    // The pages of the sheet's outer side, from left to right.
    let mut placed = imposition.sheets[0].outer.placed.clone();
    placed.sort_by_key(|(map, _)| map.shift.x);
    let pages = &brochure.book.pages;
    let outer: Vec<&Page> = placed.iter().map(|(_, number)| &pages[*number]).collect();
    let spread: Vec<&Page> = pages.iter().filter(|page| page.folio == 6 || page.folio == 7).collect();

    for (name, pages) in [("spread", spread), ("sheet", outer)] {
        let picture = png::draw(&pages, brochure.assets(), DPI).ok_or("the picture is too large")?;
        std::fs::write(root.join(format!("docs/images/{name}.png")), picture)?;
    }
    Ok(())
}
