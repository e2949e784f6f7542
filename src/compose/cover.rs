//! Cover, title page, part titles, colophon, back cover.

use super::blocks::RULE;
use super::flow::Flow;
use super::galley::{Frame, Setter};
use super::line::Setting;
use super::makeup::MakeUp;
use super::notes::{NoCalls, mark};
use super::style::{Family, Style};
use crate::geometry::{Point, Size};
use crate::image::ImageId;
use crate::manuscript::Words;
use crate::page::{Ink, Item, Role};
use crate::spec::{CoverSpec, CoverStyle, Spec};
use crate::unit::Length;

/// A page set by hand: lines under each other from a height on.
struct Display<'s, 'a> {
    setter: &'s mut Setter<'a>,
    items: Vec<(Point, Item)>,
    left: Length,
    measure: Length,
    y: Length,
}

impl Display<'_, '_> {
    /// Adds words as a ragged paragraph and moves down.
    fn words(&mut self, words: &Words, (style, share): (Style, i64), setting: Setting) {
        let leading = style.size.scale(share, 100);
        let frame = Frame {
            left: self.left,
            measure: self.measure,
            style,
            leading,
            setting,
            hyphenate: false,
            indent: Length::ZERO,
        };
        for row in self.setter.flow(Flow::words(words, style), frame) {
            let at = Point::new(Length::ZERO, self.y);
            self.items.extend(row.items.into_iter().map(|(p, item)| (at.moved(p.x, p.y), item)));
            self.y += row.height;
        }
    }

    fn down(&mut self, by: Length) {
        self.y += by;
    }

    fn rule(&mut self, width: Length, thickness: f64) {
        let size = Size::new(width, Length::pt(thickness));
        self.items.push((Point::new(self.left, self.y), Item::Rule(size, Ink::Black)));
    }
}

fn display<'s, 'a>(setter: &'s mut Setter<'a>, recto: bool) -> Display<'s, 'a> {
    let page = &setter.spec.page;
    let (left, measure, y) = (page.left(recto), page.measure(), page.top);
    Display { setter, items: Vec::new(), left, measure, y }
}

/// The pages before the contents.
pub(super) fn front(makeup: &mut MakeUp) {
    let spec = makeup.press.spec;
    let Some(cover) = &spec.cover else { return };
    let mut setter = makeup.setter(&NoCalls);
    let items = match cover.style {
        CoverStyle::Plain => plain(&mut setter, spec, cover),
        CoverStyle::Block => block(&mut setter, spec, cover),
        CoverStyle::Full => full(&mut setter, spec, cover),
    };
    makeup.push(Role::Cover, items);
    let colophon = colophon(&mut setter, cover);
    // The inside of the cover carries the colophon or nothing.
    let role = if colophon.is_empty() { Role::Blank } else { Role::Display };
    makeup.push(role, colophon);
    if cover.title_page {
        let items = title_page(&mut setter, spec, cover);
        makeup.push(Role::Display, items);
    }
    makeup.diagnostics.append(&mut setter.diagnostics);
}

fn display_style(size: Length, share: i64) -> Style {
    Style::plain(Family::Headings, size.scale(share, 100)).bold()
}

/// Title and author above, a picture of the column's width below.
fn plain(setter: &mut Setter, spec: &Spec, cover: &CoverSpec) -> Vec<(Point, Item)> {
    let size = spec.body.size;
    let mut page = display(setter, true);
    page.rule(page.measure, 3.0);
    page.down(size * 2);
    titles(&mut page, spec, 340);
    let foot = spec.page.trim.height - spec.page.bottom;
    if let Some(publisher) = &cover.publisher {
        let y = page.y;
        page.y = foot - size.scale(13, 10);
        page.words(publisher, (Style::plain(Family::Body, size), 130), Setting::Left);
        page.y = y;
    }
    let mut items = page.items;
    let top = page.y + size * 2;
    let lowest = if cover.publisher.is_some() { foot - size * 3 } else { foot };
    if let Some(picture) = cover.picture {
        let room = Size::new(spec.page.measure(), lowest - top);
        items.extend(fitted(setter, picture, Point::new(spec.page.left(true), top), room));
    }
    items
}

fn titles(page: &mut Display, spec: &Spec, share: i64) {
    let size = spec.body.size;
    page.words(&spec.title.title, (display_style(size, share), 118), Setting::Left);
    if let Some(subtitle) = &spec.title.subtitle {
        page.down(size.scale(7, 10));
        page.words(subtitle, (Style::plain(Family::Body, size.scale(15, 10)).emphasised(), 125), Setting::Left);
    }
    if let Some(author) = &spec.title.author {
        page.down(size);
        page.words(author, (Style::plain(Family::Body, size.scale(13, 10)), 130), Setting::Left);
    }
}

/// White letters on a black block over the upper half of the page.
fn block(setter: &mut Setter, spec: &Spec, cover: &CoverSpec) -> Vec<(Point, Item)> {
    let size = spec.body.size;
    let edge = spec.page.outer.min(spec.page.inner);
    let mut page = display(setter, true);
    page.left = edge + size * 2;
    page.measure = spec.page.trim.width - (edge + size * 2) * 2;
    page.y = edge + size * 3;
    let paper = Style { ink: Ink::Paper, ..display_style(size, 380) };
    page.words(&spec.title.title, (paper, 118), Setting::Left);
    if let Some(subtitle) = &spec.title.subtitle {
        page.down(size);
        // Thin serifs fill in when they are white on black: bold, and half as large again.
        let style = Style { ink: Ink::Paper, ..Style::plain(Family::Headings, size.scale(16, 10)) };
        page.words(subtitle, (style, 130), Setting::Left);
    }
    let bottom = (page.y + size * 3).max(spec.page.trim.height * 2 / 5);
    let black = Item::Rule(Size::new(spec.page.trim.width - edge * 2, bottom - edge), Ink::Black);
    page.y = bottom + size * 2;
    if let Some(author) = &spec.title.author {
        page.words(author, (Style::plain(Family::Body, size.scale(13, 10)), 130), Setting::Left);
    }
    let (top, mut items) = (page.y + size * 2, page.items);
    items.insert(0, (Point::new(edge, edge), black));
    if let Some(picture) = cover.picture {
        let room = Size::new(spec.page.trim.width - edge * 2, spec.page.trim.height - edge - top);
        items.extend(fitted(setter, picture, Point::new(edge, top), room));
    }
    items
}

/// The picture over the whole page, cut where it is too long or too wide; the title in a white field on it.
fn full(setter: &mut Setter, spec: &Spec, cover: &CoverSpec) -> Vec<(Point, Item)> {
    let size = spec.body.size;
    let trim = spec.page.trim;
    let mut items = Vec::new();
    if let Some(picture) = cover.picture {
        let (wide, high) = spec_pixels(setter.spec);
        let mut drawn = Size::new(trim.width, trim.width.scale(high, wide));
        if drawn.height < trim.height {
            drawn = Size::new(trim.height.scale(wide, high), trim.height);
        }
        let at = Point::new((trim.width - drawn.width) / 2, (trim.height - drawn.height) / 2);
        items.push((Point::default(), Item::Group(Some(trim), vec![(at, Item::Image(picture, drawn))])));
    }
    let mut page = display(setter, true);
    page.y = trim.height / 2;
    titles(&mut page, spec, 340);
    let height = page.y - trim.height / 2 + size * 3;
    let top = trim.height - spec.page.bottom - height;
    let field = Item::Rule(Size::new(spec.page.measure() + size * 3, height), Ink::Paper);
    let lift = top + size.scale(3, 2) - trim.height / 2;
    let words = page.items;
    items.push((Point::new(spec.page.left(true) - size.scale(3, 2), top), field));
    items.extend(words.into_iter().map(|(p, item)| (p.moved(Length::ZERO, lift), item)));
    items
}

fn title_page(setter: &mut Setter, spec: &Spec, cover: &CoverSpec) -> Vec<(Point, Item)> {
    let size = spec.body.size;
    let mut page = display(setter, true);
    page.y = spec.page.trim.height / 4;
    titles(&mut page, spec, 240);
    let plain = Style::plain(Family::Body, size);
    if let Some(translator) = &spec.title.translator {
        let said = if spec.language.starts_with("fr") { "Traduction : " } else { "Translated by " };
        let text = format!("{}{}", said.replace(" :", "\u{a0}:"), translator.text);
        page.down(size);
        page.words(&Words { text, span: translator.span }, (plain, 130), Setting::Left);
    }
    page.y = spec.page.trim.height - spec.page.bottom - size * 4;
    for words in [&cover.publisher, &spec.title.date].into_iter().flatten() {
        page.words(words, (plain, 130), Setting::Left);
    }
    page.items
}

/// The colophon stands at the foot of its page.
fn colophon(setter: &mut Setter, cover: &CoverSpec) -> Vec<(Point, Item)> {
    let (trim, bottom) = (setter.spec.page.trim, setter.spec.page.bottom);
    let style = Style::plain(Family::Body, setter.spec.notes.size);
    let mut page = display(setter, false);
    for line in &cover.colophon {
        if line.text.is_empty() {
            page.down(style.size);
        } else {
            page.words(line, (style, 135), Setting::Left);
        }
    }
    let lift = trim.height - bottom - page.y;
    page.items.into_iter().map(|(p, item)| (p.moved(Length::ZERO, lift.max(Length::ZERO)), item)).collect()
}

/// A part's title, alone on its page.
pub(super) fn part(makeup: &mut MakeUp, words: &Words) {
    let spec = makeup.press.spec;
    let mut setter = makeup.setter(&NoCalls);
    let mut page = display(&mut setter, true);
    page.y = spec.page.trim.height / 3;
    page.rule(page.measure, 2.0);
    page.down(spec.body.size);
    page.words(words, (display_style(spec.body.size, 260), 120), Setting::Left);
    let (items, y) = (page.items, spec.page.trim.height / 3);
    makeup.diagnostics.append(&mut setter.diagnostics);
    let heading = mark(1, &words.text);
    makeup.push(Role::Display, items).headings.push((super::galley::HeadingMark { listed: false, ..heading }, y));
}

/// The back cover, if there are words for it; it is always an even page.
pub(super) fn back(makeup: &mut MakeUp) {
    let spec = makeup.press.spec;
    let Some(cover) = &spec.cover else { return };
    if cover.back.is_empty() {
        return;
    }
    if makeup.drafts.len().is_multiple_of(2) {
        makeup.push(Role::Blank, Vec::new());
    }
    let mut setter = makeup.setter(&NoCalls);
    let size = spec.body.size;
    let mut page = display(&mut setter, false);
    page.y = spec.page.trim.height / 4;
    for words in &cover.back {
        page.words(words, (Style::plain(Family::Body, size.scale(11, 10)), 135), Setting::Left);
        page.down(size);
    }
    page.y = spec.page.trim.height - spec.page.bottom;
    page.rule(page.measure, RULE * 6.0);
    let items = page.items;
    makeup.diagnostics.append(&mut setter.diagnostics);
    makeup.push(Role::Cover, items);
}

/// The pixels of the cover's picture.
fn spec_pixels(spec: &Spec) -> (i64, i64) {
    let (wide, high) = spec.cover.as_ref().map_or((1, 1), |c| c.pixels);
    (i64::from(wide.max(1)), i64::from(high.max(1)))
}

/// A picture as large as it fits a field, at the field's top left.
fn fitted(setter: &Setter, picture: ImageId, at: Point, room: Size) -> Option<(Point, Item)> {
    let (wide, high) = spec_pixels(setter.spec);
    let mut size = Size::new(room.width, room.width.scale(high, wide));
    if size.height > room.height {
        size = Size::new(room.height.scale(wide, high), room.height);
    }
    let centred = at.moved((room.width - size.width) / 2, Length::ZERO);
    (size.height > Length::ZERO).then_some((centred, Item::Image(picture, size)))
}
