//! Checks that every layout prints the two halves of the picture on the centre spread next to each other, on one side of a
//! sheet.

use super::brochure::Brochure;
use crate::diagnostic::{Diagnostic, Fault};
use crate::geometry::Point;
use crate::image::ImageId;
use crate::impose::Imposition;
use crate::page::{Item, Page};
use crate::sheet::Side;
use crate::spec::PicturePlace;

impl Brochure {
    /// Returns a warning for each layout that would split the picture on the centre spread.
    pub fn check_spread(&self, impositions: &[Imposition]) -> Vec<Diagnostic> {
        let Some((name, left)) = self.spec.pictures.shapes.iter().find_map(|(name, shape)| {
            let is_wanted = |id: ImageId| self.reading.pictures.picture(id).name == *name;
            let pair = self.book.pages.windows(2).position(|pair| pair.iter().all(|page| holds(page, &is_wanted)));
            Some((name, pair.filter(|_| shape.place == PicturePlace::Spread)?))
        }) else {
            return Vec::new();
        };
        let mention = self.reading.mentions.iter().find(|(named, _)| named == name).map(|(_, span)| *span);
        let split = self.layouts.iter().zip(impositions).filter(|(_, imposition)| !together(imposition, left));
        let fault = |layout: &crate::sheet::Layout| {
            let (file, layout) = (name.clone(), layout.name.clone());
            Diagnostic::warning(mention, Fault::SpreadParted { file, left: left + 1, right: left + 2, layout })
        };
        split.map(|(layout, _)| fault(layout)).collect()
    }
}

/// Whether a page contains one half of a picture.
fn holds(page: &Page, is_wanted: &dyn Fn(ImageId) -> bool) -> bool {
    fn in_group(items: &[(Point, Item)], is_wanted: &dyn Fn(ImageId) -> bool) -> bool {
        items.iter().any(|(_, item)| match item {
            Item::Image(image, _) => is_wanted(*image),
            Item::Group(_, inner) => in_group(inner, is_wanted),
            Item::Glyphs(..) | Item::Rule(..) | Item::Link(..) => false,
        })
    }
    page.items.iter().any(|(_, item)| matches!(item, Item::Group(_, inner) if in_group(inner, is_wanted)))
}

/// Whether a page and the next one are on the same side of the same sheet.
fn together(imposition: &Imposition, left: usize) -> bool {
    let has = |side: &Side, page: usize| side.placed.iter().any(|(_, placed)| *placed == page);
    let sides = imposition.sheets.iter().chain(&imposition.cover).flat_map(|sheet| [&sheet.outer, &sheet.inner]);
    sides.into_iter().any(|side| has(side, left) && has(side, left + 1))
}
