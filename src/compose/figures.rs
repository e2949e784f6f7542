//! Lays out figures. A figure is a picture with its caption; it floats to a position with enough room near the text that
//! mentions it.

use super::column::Column;
use super::context::Context;
use super::fragment::Fragment;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::row::{Float, NoteOfText, Row, with_role};
use super::style::{Family, Style};
use super::styled_text::StyledText;
use crate::diagnostic::{Diagnostic, Fault};
use crate::geometry::{Point, Size};
use crate::image::ImageId;
use crate::manuscript::{Block, Figure, FigureWidth, Manuscript, PictureRef};
use crate::page::Item;
use crate::spec::{PicturePlace, PictureShape, Spec};
use crate::structure::Role;
use crate::unit::Length;

/// The maximum height of a picture, in per cent of the height of the text area, so that its caption and some text have room.
const MAX_HEIGHT_PERCENT: i64 = 62;
/// The space between a picture and its caption, in per cent of the type size.
const CAPTION_SPACE_PERCENT: i64 = 35;

impl BlockLayouter<'_> {
    /// Lays out a figure. Returns an empty row with the picture and its caption as its [`Float`], which pagination places on
    /// the page of that row or on a later one.
    pub(super) fn figure(&mut self, figure: &Figure, column: Column) -> Vec<Row> {
        let Some(image) = figure.picture.image else { return Vec::new() };
        let spec = self.context.spec;
        let shape = spec.pictures.shapes.get(&figure.picture.name);
        let mut place = shape.map(|shape| shape.place).unwrap_or_default();
        if place == PicturePlace::Spread {
            if is_centre_spread_picture(self.context, figure) {
                // The picture and its caption are on the centre spread; only the footnotes of the caption stay here.
                let notes: Vec<NoteOfText> =
                    self.caption(figure, column).into_iter().flat_map(|row| row.notes).collect();
                return if notes.is_empty() { Vec::new() } else { vec![Row { notes, ..Row::default() }] };
            }
            let fault = Fault::CentreSpreadTaken { file: figure.picture.name.clone() };
            self.report(Diagnostic::warning(figure.picture.span, fault));
            place = PicturePlace::Page;
        }
        let asked = shape.and_then(|shape| shape.width).or_else(|| own_width(figure, column.measure));
        let widest = asked.unwrap_or(column.measure).min(column.measure);
        let visible = shape.and_then(|shape| shape.crop).unwrap_or(figure.picture.pixels);
        let page = spec.page.height();
        let mut size = fitted(visible, widest, page.scale(MAX_HEIGHT_PERCENT, 100));
        let mut caption = self.caption(figure, caption_column(size, column));
        let space = if caption.is_empty() { Length::ZERO } else { caption_space(column.style.size) };
        if place == PicturePlace::Page {
            let below = space + caption.iter().map(Row::height).sum::<Length>();
            // The page must also hold the space above and below the figure.
            size = fitted(visible, widest, page - below - column.leading * 2);
            caption = self.caption(figure, caption_column(size, column));
        }
        let mut caption_below = Vec::new();
        let below = space + caption.iter().map(Row::height).sum::<Length>();
        let room = page - column.leading * 2;
        if size.height + below > room {
            // A caption that leaves too little room for its picture follows as text.
            if below > room / 2 {
                caption_below = std::mem::take(&mut caption);
                size = fitted(visible, widest, room - space);
            } else {
                size = fitted(visible, widest, room - below);
            }
        }
        let x = column.left + (column.measure - size.width) / 2;
        let mut fragment = Fragment::new(Size::new(column.measure, size.height + space));
        fragment.draw(Role::Figure, Point::new(x, Length::ZERO), picture(image, &figure.picture, size, shape));
        let mut notes = Vec::new();
        for row in caption {
            let (y, height) = (fragment.size.height, row.height());
            notes.extend(row.notes);
            fragment.overlay(Point::new(Length::ZERO, y), row.fragment);
            fragment.size.height += height;
        }
        // A link to a label in the caption leads to the top of the figure, so that the picture is visible too.
        fragment.labels.iter_mut().for_each(|(_, y)| *y = Length::ZERO);
        // At least three quarters of a line of space separate a figure from text.
        let height = (fragment.size.height + column.leading.scale(3, 4)).round_up_to(column.leading);
        let row = Row { float: Some(Box::new(Float { height, fragment, notes })), ..Row::default() };
        std::iter::once(row).chain(caption_below).collect()
    }

    /// Lays out pictures side by side, at the same height, each with its caption below it. Together they fill the measure
    /// unless that would make them taller than a single picture may be.
    pub(super) fn figure_row(&mut self, figures: &[Figure], column: Column) -> Vec<Row> {
        let shown: Vec<(&Figure, ImageId)> =
            figures.iter().filter_map(|figure| Some((figure, figure.picture.image?))).collect();
        let gap = column.style.size;
        let room = column.measure - gap * (shown.len() as i64 - 1).max(0);
        // The width of each picture at a height of one measure.
        let widths: Vec<Length> = shown.iter().map(|(figure, _)| self.width_at(figure, column.measure)).collect();
        let together: Length = widths.iter().copied().sum();
        let tallest = self.context.spec.page.height().scale(MAX_HEIGHT_PERCENT, 100);
        let height = column.measure.scale(room.0, together.0.max(1)).min(tallest);
        let width: Length = shown.iter().map(|(figure, _)| self.width_at(figure, height)).sum();
        let mut x = (room - width) / 2;
        let mut fragment = Fragment::new(Size::new(column.measure, height));
        let mut notes = Vec::new();
        for (figure, image) in shown {
            let shape = self.context.spec.pictures.shapes.get(&figure.picture.name);
            let size = Size::new(self.width_at(figure, height), height);
            fragment.draw(
                Role::Figure,
                Point::new(column.left + x, Length::ZERO),
                picture(image, &figure.picture, size, shape),
            );
            let below = Column { left: column.left + x, measure: size.width, ..column };
            let mut y = height + caption_space(column.style.size);
            for row in self.caption(figure, below) {
                let row_height = row.height();
                notes.extend(row.notes);
                fragment.overlay(Point::new(Length::ZERO, y), row.fragment);
                y += row_height;
                fragment.size.height = fragment.size.height.max(y);
            }
            x += size.width + gap;
        }
        fragment.labels.iter_mut().for_each(|(_, y)| *y = Length::ZERO);
        let height = (fragment.size.height + column.leading.scale(3, 4)).round_up_to(column.leading);
        vec![Row { float: Some(Box::new(Float { height, fragment, notes })), ..Row::default() }]
    }

    /// Returns the size in pixels of the part of a picture that is visible.
    fn visible(&self, figure: &Figure) -> (u32, u32) {
        let shape = self.context.spec.pictures.shapes.get(&figure.picture.name);
        shape.and_then(|shape| shape.crop).unwrap_or(figure.picture.pixels)
    }

    /// Returns the width of the visible part of a picture at a height.
    fn width_at(&self, figure: &Figure, height: Length) -> Length {
        let (width_px, height_px) = self.visible(figure);
        height.scale(i64::from(width_px.max(1)), i64::from(height_px.max(1)))
    }

    /// Lays out the caption: smaller than the text, ragged, not hyphenated, and followed by the credit in italic.
    pub(super) fn caption(&mut self, figure: &Figure, column: Column) -> Vec<Row> {
        let notes = &self.context.spec.notes;
        let style = Style::plain(Family::Body, notes.size);
        let mut text = StyledText::of(&figure.caption, style, self.notes);
        if let Some(credit) = &figure.credit {
            if !text.text.is_empty() {
                text.push(" ", style, credit.span, false);
            }
            text.push(&credit.text, style.emphasised(), credit.span, false);
        }
        if text.text.trim().is_empty() {
            return Vec::new();
        }
        let column = Column { leading: notes.leading, ..column }.styled(style).aligned(Alignment::Left);
        with_role(self.text(text, column), Role::Caption)
    }
}

/// Returns the width that the text asks for, in a column of this measure.
fn own_width(figure: &Figure, measure: Length) -> Option<Length> {
    Some(match figure.width? {
        FigureWidth::Percent(percent) => measure.scale(i64::from(percent), 100),
        FigureWidth::Length(width) => width,
    })
}

/// Returns the space between a picture and its caption for a type size.
pub(super) fn caption_space(size: Length) -> Length {
    size.scale(CAPTION_SPACE_PERCENT, 100)
}

/// Returns the column of a caption: as wide as its picture, but at least half as wide as the text column.
fn caption_column(picture: Size, column: Column) -> Column {
    let measure = picture.width.max(column.measure / 2).min(column.measure);
    Column { left: column.left + (column.measure - measure) / 2, measure, ..column }
}

/// Returns the largest size, with the proportions given in pixels, that is at most `widest` wide and `tallest` tall.
pub(super) fn fitted((width, height): (u32, u32), widest: Length, tallest: Length) -> Size {
    let (width, height) = (i64::from(width.max(1)), i64::from(height.max(1)));
    let size = Size::new(widest, widest.scale(height, width));
    if size.height > tallest { Size::new(tallest.scale(width, height), tallest) } else { size }
}

/// Returns a picture at a size, cropped if its shape has a crop.
pub(super) fn picture(image: ImageId, picture: &PictureRef, size: Size, shape: Option<&PictureShape>) -> Item {
    match shape.filter(|shape| shape.crop.is_some()) {
        Some(shape) => cropped(image, picture.pixels, size, shape),
        None => Item::Image(image, size),
    }
}

/// Returns a picture that fills a field and is cropped at the field's edges. Its focus is as near to the middle of the field
/// as possible.
fn cropped(image: ImageId, (width, height): (u32, u32), field: Size, shape: &PictureShape) -> Item {
    let focus = shape.focus;
    let (width, height) = (i64::from(width.max(1)), i64::from(height.max(1)));
    let by_width = Size::new(field.width, field.width.scale(height, width));
    let by_height = Size::new(field.height.scale(width, height), field.height);
    let whole = if by_width.height >= field.height { by_width } else { by_height };
    let offset = |whole: Length, field: Length, focus: u32| {
        let centring = field / 2 - whole.scale(i64::from(focus), 100);
        centring.max(field - whole).min(Length::ZERO)
    };
    let corner = Point::new(offset(whole.width, field.width, focus.0), offset(whole.height, field.height, focus.1));
    Item::Group(Some(field), vec![(corner, Item::Image(image, whole))])
}

/// Returns the first figure whose settings place it on the centre spread, with the index of its text.
pub(super) fn centre_spread_picture<'m>(manuscript: &'m Manuscript, spec: &Spec) -> Option<(usize, &'m Figure)> {
    let is_for_centre_spread = |figure: &Figure| {
        let shape = spec.pictures.shapes.get(&figure.picture.name);
        figure.picture.image.is_some() && shape.is_some_and(|shape| shape.place == PicturePlace::Spread)
    };
    let figure = |block: &'m Block| {
        let Block::Figure(figure) = block else { return None };
        is_for_centre_spread(figure).then_some(figure)
    };
    let texts = manuscript.texts.iter().enumerate();
    texts.flat_map(|(number, text)| text.blocks.iter().filter_map(figure).map(move |figure| (number, figure))).next()
}

/// Whether a figure is the picture of the centre spread.
fn is_centre_spread_picture(context: Context, figure: &Figure) -> bool {
    centre_spread_picture(context.manuscript, context.spec).is_some_and(|(_, found)| std::ptr::eq(found, figure))
}
