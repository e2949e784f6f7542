//! Replaces each cropped picture with the part of it that is visible, so that the rest is in none of the files that are
//! written.

use crate::geometry::{Point, Size};
use crate::image::{ImageId, PictureBook, Window, svg};
use crate::page::{Item, Page};
use crate::unit::Length;
use std::collections::BTreeMap;

/// Replaces the cropped pictures on the pages. The parts are added to `pictures`, each once.
pub(super) fn crop(pages: &mut [Page], pictures: &mut PictureBook) {
    let mut parts = Parts { pictures, ids: BTreeMap::new() };
    for page in pages {
        parts.crop_items(&mut page.items, None);
    }
}

struct Parts<'p> {
    pictures: &'p mut PictureBook,
    /// The parts that have been added, by picture and window.
    ids: BTreeMap<(ImageId, Window), ImageId>,
}

impl Parts<'_> {
    /// Replaces the pictures that the group around them clips to a field of this size.
    fn crop_items(&mut self, items: &mut [(Point, Item)], field: Option<Size>) {
        for (at, item) in items {
            match item {
                Item::Image(id, size) => {
                    if let Some(field) = field {
                        self.crop_picture(id, size, at, field);
                    }
                }
                Item::Group(clip, inner) => self.crop_items(inner, *clip),
                Item::Glyphs(..) | Item::Rule(..) | Item::Link(..) => {}
            }
        }
    }

    /// Replaces a picture at `at` by the part that is visible in a field at the origin. The part consists of whole pixels, so it
    /// can be up to a pixel larger than the field on each side.
    fn crop_picture(&mut self, id: &mut ImageId, size: &mut Size, at: &mut Point, field: Size) {
        let (columns, rows) = svg::window_grid(self.pictures.picture(*id));
        let (left, width) = visible(at.x, size.width, field.width, columns);
        let (top, height) = visible(at.y, size.height, field.height, rows);
        if (width, height) == (columns, rows) {
            return;
        }
        let window = Window { left, top, width, height };
        let (columns, rows) = (i64::from(columns), i64::from(rows));
        *at = at.moved(size.width.scale(i64::from(left), columns), size.height.scale(i64::from(top), rows));
        *size = Size::new(size.width.scale(i64::from(width), columns), size.height.scale(i64::from(height), rows));
        let pictures = &mut *self.pictures;
        let whole = *id;
        *id = *self.ids.entry((whole, window)).or_insert_with(|| pictures.add_part(whole, window));
    }
}

/// Returns the first visible pixel and the number of visible pixels in a row or column of `count` pixels, which begins at `start`
/// and is `length` long. The field begins at zero.
fn visible(start: Length, length: Length, field: Length, count: u32) -> (u32, u32) {
    /// Lengths are rounded, so an edge may be beyond a pixel by less than this share of the pixel.
    const TOLERANCE: f64 = 0.02;
    let pixels = |at: Length| at.to_pt() / length.to_pt() * f64::from(count);
    let last = count.saturating_sub(1);
    let first = (pixels(-start) + TOLERANCE).floor().clamp(0.0, f64::from(last)) as u32;
    let end = (pixels(field - start) - TOLERANCE).ceil().clamp(f64::from(first + 1), f64::from(count)) as u32;
    (first, end - first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn visible_pixels_are_whole() {
        let (start, length, field) = (Length::pt(-10.0), Length::pt(100.0), Length::pt(50.0));
        assert_eq!(visible(start, length, field, 200), (20, 100));
        assert_eq!(visible(start, length, field, 15), (1, 8));
        assert_eq!(visible(Length::ZERO, field, field, 15), (0, 15));
        assert_eq!(visible(Length::pt(-100.0), length, field, 15), (14, 1));
    }
}
