//! Figures and tables.

use super::blocks::RULE;
use super::flow::{Flow, Label, Lead};
use super::galley::{Float, Frame, NEVER, Row, Setter, space};
use super::line::Setting;
use super::spread;
use super::style::{Family, Style};
use crate::diagnostic::{Diagnostic, Fault};
use crate::geometry::{Point, Size};
use crate::image::ImageId;
use crate::manuscript::{Align, Figure, Inline, NoteId, Table};
use crate::page::{Ink, Item};
use crate::spec::PicturePlace;
use crate::unit::Length;

/// A picture takes at most this share of the text's height, so that caption and text find room beside it.
const TALLEST: (i64, i64) = (62, 100);

/// A table of more rows than this may be parted by the turn of a page.
const LONG_TABLE: usize = 14;

impl Setter<'_> {
    /// A figure: an empty row that carries the picture with its caption, to be placed near.
    pub(super) fn figure(&mut self, figure: &Figure, frame: Frame) -> Vec<Row> {
        let Some(image) = figure.picture.image else { return Vec::new() };
        let shape = self.spec.pictures.shapes.get(&figure.picture.name);
        let mut place = shape.map(|shape| shape.place).unwrap_or_default();
        if place == PicturePlace::Spread {
            if spread::is_in_the_middle(self.manuscript, self.spec, figure) {
                // Only what its caption calls to the foot of a page stays here.
                let notes: Vec<NoteId> = self.caption(figure, frame).into_iter().flat_map(|row| row.foot).collect();
                return if notes.is_empty() { Vec::new() } else { vec![Row { foot: notes, ..Row::default() }] };
            }
            let fault = Fault::MiddleTaken { file: figure.picture.name.clone() };
            self.diagnostics.push(Diagnostic::warning(figure.picture.span, fault));
            place = PicturePlace::Page;
        }
        let widest = shape.and_then(|shape| shape.width).unwrap_or(frame.measure).min(frame.measure);
        let seen = shape.and_then(|shape| shape.crop).unwrap_or(figure.picture.pixels);
        let page = self.spec.page.height();
        let mut size = fitted(seen, (widest, page.scale(TALLEST.0, TALLEST.1)));
        let mut caption = self.caption(figure, under(size, frame));
        // Half the caption's size parts it from the picture.
        let parting = if caption.is_empty() { Length::ZERO } else { frame.style.size.scale(35, 100) };
        if place == PicturePlace::Page {
            let below = parting + caption.iter().map(|row| row.height).sum::<Length>();
            // The lines above and below that part a picture from text stand on its page too.
            size = fitted(seen, (widest, page - below - frame.leading * 2));
            caption = self.caption(figure, under(size, frame));
        }
        let mut float = Float::default();
        let x = frame.left + (frame.measure - size.width) / 2;
        let item = match shape.filter(|shape| shape.crop.is_some()) {
            Some(shape) => cropped(image, figure.picture.pixels, size, shape.focus),
            None => Item::Image(image, size),
        };
        float.items.push((Point::new(x, Length::ZERO), item));
        float.solid = size.height + parting;
        let mut foot = Vec::new();
        for row in caption {
            foot.extend(row.foot);
            let top = float.solid;
            float.items.extend(row.items.into_iter().map(|(p, item)| (p.moved(Length::ZERO, top), item)));
            float.links.extend(row.links.into_iter().map(|(p, s, l)| (p.moved(Length::ZERO, top), s, l)));
            float.labels.extend(row.labels);
            float.solid += row.height;
        }
        // At least three quarters of a line of white part a figure from text.
        float.height = (float.solid + frame.leading.scale(3, 4)).round_up_to(frame.leading);
        vec![Row { float: Some(Box::new(float)), foot, ..Row::default() }]
    }

    /// The caption: smaller, ragged, undivided; the credit follows it in italic.
    pub(super) fn caption(&mut self, figure: &Figure, frame: Frame) -> Vec<Row> {
        let notes = &self.spec.notes;
        let style = Style::plain(Family::Body, notes.size);
        let mut flow = Flow::of(&figure.caption, style, self.calls);
        if let Some(credit) = &figure.credit {
            if !flow.text.is_empty() {
                flow.push(" ", style, credit.span, false);
            }
            flow.push(&credit.text, style.emphasised(), credit.span, false);
        }
        if flow.text.trim().is_empty() {
            return Vec::new();
        }
        self.flow(
            flow,
            Frame {
                style,
                leading: notes.leading,
                setting: Setting::Left,
                hyphenate: false,
                indent: Length::ZERO,
                ..frame
            },
        )
    }

    /// A table between three rules; columns are as wide as their words ask, or share the measure.
    pub(super) fn table(&mut self, table: &Table, frame: Frame) -> Vec<Row> {
        let style = Style { size: frame.style.size.times(0.9), ..frame.style };
        let cell = Frame { style, setting: Setting::Left, hyphenate: true, indent: Length::ZERO, ..frame };
        let gap = frame.style.size;
        let Some(widths) = self.columns(table, cell, gap) else { return Vec::new() };
        let total: Length = widths.iter().copied().sum::<Length>() + gap * (widths.len() as i64 - 1).max(0);
        let left = frame.left + (frame.measure - total) / 2;
        let mut rows = Vec::new();
        for (number, cells) in table.rows.iter().enumerate() {
            let mut lines: Vec<Row> = Vec::new();
            let mut x = left;
            for (column, inlines) in cells.iter().enumerate() {
                let Some(&width) = widths.get(column) else { continue };
                let setting = match table.columns.get(column).copied().unwrap_or_default() {
                    Align::Left => Setting::Left,
                    Align::Centre => Setting::Centred,
                    Align::Right => Setting::Right,
                };
                let style = if number == 0 { style.bold() } else { style };
                let set = self.paragraph(inlines, Frame { left: x, measure: width, style, setting, ..cell });
                beside(&mut lines, set);
                x += width + gap;
            }
            for (i, row) in lines.iter_mut().enumerate() {
                let parts = table.rows.len() > LONG_TABLE && i == 0 && (2..table.rows.len() - 1).contains(&number);
                row.before = if parts { 500 } else { NEVER };
            }
            if number <= 1 {
                rule_above(&mut lines, left, total);
            }
            rows.append(&mut lines);
        }
        framed(rows, frame, left, total)
    }

    /// The widths of columns: what the longest cell asks, or between that and the longest word if the measure is short.
    fn columns(&mut self, table: &Table, cell: Frame, gap: Length) -> Option<Vec<Length>> {
        let count = table.columns.len();
        let mut widest = vec![Length::ZERO; count];
        let mut least = vec![Length::ZERO; count];
        for (number, cells) in table.rows.iter().enumerate() {
            for (column, inlines) in cells.iter().enumerate().take(count) {
                let style = if number == 0 { cell.style.bold() } else { cell.style };
                let (whole, word) = self.widths(inlines, style);
                widest[column] = widest[column].max(whole);
                least[column] = least[column].max(word);
            }
        }
        let gaps = gap * (count as i64 - 1).max(0);
        let room = cell.measure - gaps;
        let (all, all_least) = (widest.iter().copied().sum::<Length>(), least.iter().copied().sum::<Length>());
        if all <= room {
            return Some(widest);
        }
        if all_least > room {
            let shown = |l: Length| format!("{:.0} mm", l.to_mm());
            let fault = Fault::WideTable { needs: shown(all_least + gaps), room: shown(cell.measure) };
            self.diagnostics.push(Diagnostic::error(table.span, fault));
            return None;
        }
        // What is left over the longest words is shared in the measure of what each column still asks.
        let (spare, asked) = (room - all_least, (all - all_least).0.max(1));
        Some((0..count).map(|c| least[c] + spare.scale((widest[c] - least[c]).0, asked)).collect())
    }

    /// The width of a cell on one line, and of its longest word.
    fn widths(&mut self, inlines: &[Inline], style: Style) -> (Length, Length) {
        let flow = Flow::of(inlines, style, self.calls);
        let cutting = super::paragraph::Cutting {
            patterns: None,
            exceptions: self.exceptions,
            protrusion: false,
            indent: Length::ZERO,
        };
        let paragraph = super::paragraph::cut(flow, cutting, &mut self.shaper, &mut self.words);
        let (mut whole, mut word, mut longest) = (0, 0, 0);
        for item in &paragraph.items {
            match item.kind {
                super::linebreak::Kind::Box => {
                    whole += item.width();
                    word += item.width();
                    longest = longest.max(word);
                }
                super::linebreak::Kind::Glue { .. } => {
                    whole += item.width();
                    word = 0;
                }
                super::linebreak::Kind::Penalty { .. } => {}
            }
        }
        // A unit for each item covers the rounding of kerns that are split at breaks.
        (Length(whole + 64), Length(longest + 64))
    }
}

/// The frame of a caption: as wide as its picture, unless that is narrow.
fn under(picture: Size, frame: Frame) -> Frame {
    let measure = picture.width.max(frame.measure / 2).min(frame.measure);
    Frame { left: frame.left + (frame.measure - measure) / 2, measure, ..frame }
}

/// The largest size of that shape that is neither wider nor taller.
pub(super) fn fitted((wide, high): (u32, u32), (widest, tallest): (Length, Length)) -> Size {
    let (wide, high) = (i64::from(wide.max(1)), i64::from(high.max(1)));
    let size = Size::new(widest, widest.scale(high, wide));
    if size.height > tallest { Size::new(tallest.scale(wide, high), tallest) } else { size }
}

/// A picture that fills a field and is cut at its edges; its focus stays as near to the middle as it can.
pub(super) fn cropped(image: ImageId, (wide, high): (u32, u32), field: Size, focus: (u32, u32)) -> Item {
    let (wide, high) = (i64::from(wide.max(1)), i64::from(high.max(1)));
    let by_width = Size::new(field.width, field.width.scale(high, wide));
    let by_height = Size::new(field.height.scale(wide, high), field.height);
    let whole = if by_width.height >= field.height { by_width } else { by_height };
    let moved = |whole: Length, field: Length, share: u32| {
        let wanted = field / 2 - whole.scale(i64::from(share), 100);
        wanted.max(field - whole).min(Length::ZERO)
    };
    let corner = Point::new(moved(whole.width, field.width, focus.0), moved(whole.height, field.height, focus.1));
    Item::Group(Some(field), vec![(corner, Item::Image(image, whole))])
}

/// Puts the rows of a cell beside those of the cells before it.
fn beside(lines: &mut Vec<Row>, cell: Vec<Row>) {
    for (i, row) in cell.into_iter().enumerate() {
        match lines.get_mut(i) {
            Some(line) => {
                line.items.extend(row.items);
                line.links.extend(row.links);
                line.labels.extend(row.labels);
                line.foot.extend(row.foot);
            }
            None => lines.push(row),
        }
    }
}

fn rule_above(lines: &mut [Row], left: Length, width: Length) {
    if let Some(first) = lines.first_mut() {
        let rule = Item::Rule(Size::new(width, Length::pt(RULE)), Ink::Black);
        first.items.push((Point::new(left, Length::ZERO), rule));
    }
}

/// A line of white above and below, with the last rule.
fn framed(mut rows: Vec<Row>, frame: Frame, left: Length, width: Length) -> Vec<Row> {
    let mut foot = space(frame.leading);
    foot.is_space = false;
    foot.before = NEVER;
    let rule = Item::Rule(Size::new(width, Length::pt(RULE)), Ink::Black);
    foot.items.push((Point::new(left, Length::ZERO), rule));
    rows.insert(0, space(frame.leading));
    rows.push(foot);
    rows
}

/// A field over the whole of some rows that leads to a label.
pub(super) fn lead_over(row: &mut Row, frame: Frame, label: Label) {
    row.links.push((Point::new(frame.left, Length::ZERO), Size::new(frame.measure, row.height), Lead::Label(label)));
}
