//! A picture across both pages in the middle, which are one side of the innermost sheet: the fold goes through it, and no
//! edge of paper.

use super::Press;
use super::figure::{cropped, fitted};
use super::galley::{Frame, Row, Setter};
use super::line::Setting;
use super::makeup::{MakeUp, Pen};
use crate::geometry::{Point, Size};
use crate::manuscript::{Block, Figure, Manuscript};
use crate::page::{Item, Role};
use crate::spec::{PicturePlace, Spec};
use crate::unit::Length;

/// Pages on a sheet that is folded once: the middle is known when their number is.
const PAGES_A_SHEET: usize = 4;

/// The picture that is to stand in the middle, with the number of its text: the first that asks for it.
pub(super) fn picture<'m>(manuscript: &'m Manuscript, spec: &Spec) -> Option<(usize, &'m Figure)> {
    let wants = |figure: &Figure| {
        let shape = spec.pictures.shapes.get(&figure.picture.name);
        figure.picture.image.is_some() && shape.is_some_and(|shape| shape.place == PicturePlace::Spread)
    };
    if !spec.pictures.shapes.values().any(|shape| shape.place == PicturePlace::Spread) {
        return None;
    }
    manuscript.texts.iter().enumerate().find_map(|(number, text)| {
        text.blocks.iter().find_map(|block| {
            if let Block::Figure(figure) = block
                && wants(figure)
            {
                return Some((number, figure));
            }
            None
        })
    })
}

/// Whether this is that picture.
pub(super) fn is_in_the_middle(manuscript: &Manuscript, spec: &Spec, figure: &Figure) -> bool {
    picture(manuscript, spec).is_some_and(|(_, found)| std::ptr::eq(found, figure))
}

/// How many pages stand before the middle of so many.
pub(super) fn before(pages: usize) -> usize {
    pages.max(1).next_multiple_of(PAGES_A_SHEET) / 2 - 1
}

impl MakeUp<'_> {
    /// Adds both pages of the picture in the middle.
    pub(super) fn push_spread(&mut self) {
        let press = self.press;
        let Some((number, figure)) = picture(press.manuscript, press.spec) else { return };
        let signs = press.signs(number);
        let mut setter = Setter::new(press, &signs, press.language(number));
        let (halves, caption) = halves(&mut setter, figure, press);
        let mut diagnostics = std::mem::take(&mut setter.diagnostics);
        self.diagnostics.append(&mut diagnostics);
        let page = &press.spec.page;
        let [left, right] = halves;
        for (half, rows) in [(left, caption), (right, Vec::new())] {
            let draft = self.push(Role::Display, Vec::new());
            draft.text = Some(number);
            let below = page.top + half.1;
            draft.page.items.push((half.0, half.2));
            let mut pen =
                Pen { draft, origin: Point::new(page.left(false), below), y: Length::ZERO, tallest: page.height() };
            rows.into_iter().for_each(|row| pen.row(row));
        }
    }
}

/// Where half of a picture stands, how far its foot is below the margin, and the half.
type Half = (Point, Length, Item);

/// Both halves, and the caption, which stands below the left one.
fn halves(setter: &mut Setter, figure: &Figure, press: Press) -> ([Half; 2], Vec<Row>) {
    let page = &press.spec.page;
    let frame = setter.body_frame();
    let (outer, width) = (page.left(false), page.trim.width);
    // From the text's outer edge on the left page to that on the right one.
    let whole = (width - outer) * 2;
    let shape = press.spec.pictures.shapes.get(&figure.picture.name);
    let seen = shape.and_then(|shape| shape.crop).unwrap_or(figure.picture.pixels);
    let widest = shape.and_then(|shape| shape.width).unwrap_or(whole).min(whole);
    let under = |size: Size| Frame {
        left: (whole - size.width) / 2,
        measure: size.width / 2 - (width - outer - frame.measure),
        setting: Setting::Left,
        ..frame
    };
    let mut size = fitted(seen, (widest, page.height()));
    let mut rows = setter.caption(figure, under(size));
    let parting = if rows.is_empty() { Length::ZERO } else { frame.style.size.scale(35, 100) };
    let below = parting + rows.iter().map(|row| row.height).sum::<Length>();
    if size.height + below > page.height() {
        size = fitted(seen, (widest, page.height() - below));
        rows = setter.caption(figure, under(size));
    }
    let Some(image) = figure.picture.image else { return ([blank(), blank()], rows) };
    let item = match shape.filter(|shape| shape.crop.is_some()) {
        Some(shape) => cropped(image, figure.picture.pixels, size, shape.focus),
        None => Item::Image(image, size),
    };
    // What is left of the height stands half above and half below.
    let top = (page.height() - size.height - below) / 3;
    let (half, at) = (Size::new(size.width / 2, size.height), page.top + top);
    let left = Item::Group(Some(half), vec![(Point::default(), item.clone())]);
    let right = Item::Group(Some(half), vec![(Point::new(-half.width, Length::ZERO), item)]);
    let foot = top + size.height + parting;
    ([(Point::new(width - half.width, at), foot, left), (Point::new(Length::ZERO, at), foot, right)], rows)
}

fn blank() -> Half {
    (Point::default(), Length::ZERO, Item::Group(None, Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::before;

    #[test]
    fn the_middle_of_a_booklet_lies_between_a_left_and_a_right_page() {
        assert_eq!([1, 4, 5, 8, 26, 28].map(before), [1, 1, 3, 3, 13, 13]);
    }
}
