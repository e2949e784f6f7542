//! Sheets made of plates: tone wedges and comparisons of screens, which are not part of a brochure.

use crate::geometry::{Point, Size};
use crate::image::{Picture, PictureBook, Plate, Plates};
use crate::page::{Item, Page};
use crate::unit::Length;

/// A page that contains plates and their labels.
pub struct PlateSheet {
    /// The page.
    pub page: Page,
    /// One entry for each plate. The entries have no file, since only the plates are drawn.
    pub pictures: PictureBook,
    /// The plates.
    pub plates: Plates,
}

impl PlateSheet {
    /// Creates an empty sheet for a printer with the given resolution.
    pub fn new(size: Size, dpi: u32) -> PlateSheet {
        PlateSheet { page: Page::blank(1, size), pictures: PictureBook::default(), plates: Plates::new(dpi) }
    }

    /// Places a plate with its top left corner at `at`. Each dot of the plate becomes one printer dot.
    pub fn place(&mut self, at: Point, plate: Plate) {
        let name = self.pictures.len().to_string();
        let id = self.pictures.add(Picture::new(&name, plate.width, plate.height));
        let dpi = self.plates.dpi;
        let size = Size::new(length_of_dots(plate.width as usize, dpi), length_of_dots(plate.height as usize, dpi));
        self.page.items.push((at, Item::Image(id, size)));
        self.plates.add(id, size, plate);
    }
}

/// Returns the length of a row of dots at a resolution of `dpi` dots per inch.
pub fn length_of_dots(dots: usize, dpi: u32) -> Length {
    Length::pt(dots as f64 * 72.0 / f64::from(dpi))
}
