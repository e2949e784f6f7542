//! Lays out the pages outside the text: cover, colophon, title page, part titles and back cover.
//!
//! Each function returns a page as a fragment with the same origin as the page.

use super::column::Column;
use super::context::Context;
use super::figures::fitted;
use super::fragment::Fragment;
use super::labels;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::rules::RULE;
use super::style::{Family, Style};
use super::styled_text::StyledText;
use crate::diagnostic::Warned;
use crate::geometry::{Point, Size};
use crate::image::ImageId;
use crate::manuscript::Words;
use crate::page::{Ink, Item};
use crate::spec::{CoverSpec, CoverStyle, Spec};
use crate::structure::Role;
use crate::unit::Length;

/// A page under construction, to which words and rules are added from top to bottom.
struct Display<'a> {
    layouter: BlockLayouter<'a>,
    fragment: Fragment,
    left: Length,
    measure: Length,
    /// The distance of the next line from the top of the page.
    y: Length,
}

impl<'a> Display<'a> {
    fn new(context: Context<'a>, recto: bool) -> Display<'a> {
        let page = &context.spec.page;
        Display {
            layouter: BlockLayouter::outside_texts(context),
            fragment: Fragment::new(page.trim),
            left: page.left(recto),
            measure: page.measure(),
            y: page.top,
        }
    }

    /// Adds ragged words and moves down by their height. `leading_percent` is the leading in per cent of the type size.
    fn words(&mut self, words: &Words, style: Style, leading_percent: i64) {
        let column = Column {
            left: self.left,
            measure: self.measure,
            style,
            leading: style.size.scale(leading_percent, 100),
            alignment: Alignment::Left,
            hyphenate: false,
            indent: Length::ZERO,
        };
        for mut row in self.layouter.text(StyledText::words(words, style), column) {
            row.fragment.set_role(Role::Display);
            let height = row.height();
            self.fragment.overlay(Point::new(Length::ZERO, self.y), row.fragment);
            self.y += height;
        }
    }

    fn down(&mut self, by: Length) {
        self.y += by;
    }

    fn rule(&mut self, thickness: f64) {
        let rule = Item::Rule(Size::new(self.measure, Length::pt(thickness)), Ink::Black);
        self.fragment.draw(Role::Artifact, Point::new(self.left, self.y), rule);
    }

    /// Adds title, subtitle and author. `title_percent` is the size of the title in per cent of the text size.
    fn titles(&mut self, spec: &Spec, title_percent: i64) {
        let size = spec.body.size;
        self.words(&spec.title.title, display_style(size, title_percent), 118);
        if let Some(subtitle) = &spec.title.subtitle {
            self.down(size.scale(7, 10));
            self.words(subtitle, Style::plain(Family::Body, size.scale(15, 10)).emphasised(), 125);
        }
        if let Some(author) = &spec.title.author {
            self.down(size);
            self.words(author, Style::plain(Family::Body, size.scale(13, 10)), 130);
        }
    }

    /// Adds the cover picture at the top of a field, centred and as large as the field allows.
    fn picture(&mut self, cover: &CoverSpec, at: Point, room: Size) {
        let Some(picture) = cover.picture else { return };
        let size = fitted(cover.pixels, room.width, room.height);
        let centred = at.moved((room.width - size.width) / 2, Length::ZERO);
        if size.height > Length::ZERO {
            self.fragment.draw(Role::Figure, centred, Item::Image(picture, size));
        }
    }

    fn finish(self) -> Warned<Fragment> {
        self.layouter.finish(self.fragment)
    }
}

fn display_style(size: Length, percent: i64) -> Style {
    Style::plain(Family::Headings, size.scale(percent, 100)).bold()
}

/// Lays out the front cover.
pub(super) fn front(context: Context, cover: &CoverSpec) -> Warned<Fragment> {
    match cover.style {
        CoverStyle::Plain => plain(context, cover),
        CoverStyle::Block => block(context, cover),
        CoverStyle::Full => full(context, cover),
    }
}

/// Lays out a front cover with the title and author above, and below them a picture that is at most as wide as the text
/// area.
fn plain(context: Context, cover: &CoverSpec) -> Warned<Fragment> {
    let spec = context.spec;
    let size = spec.body.size;
    let mut page = Display::new(context, true);
    page.rule(3.0);
    page.down(size * 2);
    page.titles(spec, 340);
    let foot = spec.page.trim.height - spec.page.bottom;
    if let Some(publisher) = &cover.publisher {
        let y = page.y;
        page.y = foot - size.scale(13, 10);
        page.words(publisher, Style::plain(Family::Body, size), 130);
        page.y = y;
    }
    let top = page.y + size * 2;
    let lowest = if cover.publisher.is_some() { foot - size * 3 } else { foot };
    let room = Size::new(spec.page.measure(), lowest - top);
    page.picture(cover, Point::new(spec.page.left(true), top), room);
    page.finish()
}

/// Lays out a front cover with white lettering on a black block over the upper part of the page.
fn block(context: Context, cover: &CoverSpec) -> Warned<Fragment> {
    let spec = context.spec;
    let size = spec.body.size;
    let trim = spec.page.trim;
    let edge = spec.page.outer.min(spec.page.inner);
    let mut page = Display::new(context, true);
    page.left = edge + size * 2;
    page.measure = trim.width - (edge + size * 2) * 2;
    page.y = edge + size * 3;
    page.words(&spec.title.title, Style { ink: Ink::Paper, ..display_style(size, 380) }, 118);
    if let Some(subtitle) = &spec.title.subtitle {
        page.down(size);
        // Thin serifs fill in when they are printed white on black, so the subtitle is in the sturdier heading face, at 1.6
        // times the text size.
        let style = Style { ink: Ink::Paper, ..Style::plain(Family::Headings, size.scale(16, 10)) };
        page.words(subtitle, style, 130);
    }
    let bottom = (page.y + size * 3).max(trim.height * 2 / 5);
    let black = Item::Rule(Size::new(trim.width - edge * 2, bottom - edge), Ink::Black);
    page.fragment.underlay(Point::new(edge, edge), Fragment::of(Role::Artifact, trim, vec![(Point::default(), black)]));
    page.y = bottom + size * 2;
    if let Some(author) = &spec.title.author {
        page.words(author, Style::plain(Family::Body, size.scale(13, 10)), 130);
    }
    let top = page.y + size * 2;
    page.picture(cover, Point::new(edge, top), Size::new(trim.width - edge * 2, trim.height - edge - top));
    page.finish()
}

/// Lays out a front cover whose picture covers the whole page, cropped where it is too long or too wide. The title is in a
/// white field on the picture.
fn full(context: Context, cover: &CoverSpec) -> Warned<Fragment> {
    let spec = context.spec;
    let size = spec.body.size;
    let trim = spec.page.trim;
    let mut page = Display::new(context, true);
    page.titles(spec, 340);
    let height = page.y - spec.page.top + size * 3;
    let top = trim.height - spec.page.bottom - height;
    let mut whole = Fragment::new(trim);
    if let Some(picture) = cover.picture {
        whole.draw(Role::Figure, Point::default(), covering(picture, cover.pixels, trim));
    }
    let field = Item::Rule(Size::new(spec.page.measure() + size * 3, height), Ink::Paper);
    whole.draw(Role::Artifact, Point::new(spec.page.left(true) - size.scale(3, 2), top), field);
    let words = std::mem::take(&mut page.fragment);
    whole.overlay(Point::new(Length::ZERO, top + size.scale(3, 2) - spec.page.top), words);
    page.fragment = whole;
    page.finish()
}

/// Returns a picture that covers a field and is cropped at the field's edges.
fn covering(picture: ImageId, (width, height): (u32, u32), field: Size) -> Item {
    let (width, height) = (i64::from(width.max(1)), i64::from(height.max(1)));
    let mut drawn = Size::new(field.width, field.width.scale(height, width));
    if drawn.height < field.height {
        drawn = Size::new(field.height.scale(width, height), field.height);
    }
    let at = Point::new((field.width - drawn.width) / 2, (field.height - drawn.height) / 2);
    Item::Group(Some(field), vec![(at, Item::Image(picture, drawn))])
}

/// Lays out the title page.
pub(super) fn title_page(context: Context, cover: &CoverSpec) -> Warned<Fragment> {
    let spec = context.spec;
    let size = spec.body.size;
    let mut page = Display::new(context, true);
    page.y = spec.page.trim.height / 4;
    page.titles(spec, 240);
    let plain = Style::plain(Family::Body, size);
    if let Some(translator) = &spec.title.translator {
        let text = format!("{}{}", labels::translated_by(&spec.language), translator.text);
        page.down(size);
        page.words(&Words { text, span: translator.span }, plain, 130);
    }
    page.y = spec.page.trim.height - spec.page.bottom - size * 4;
    for words in [&cover.publisher, &spec.title.date].into_iter().flatten() {
        page.words(words, plain, 130);
    }
    page.finish()
}

/// Lays out the colophon at the foot of its page.
pub(super) fn colophon(context: Context, cover: &CoverSpec) -> Warned<Fragment> {
    let spec = context.spec;
    let style = Style::plain(Family::Body, spec.notes.size);
    let mut page = Display::new(context, false);
    for line in &cover.colophon {
        if line.text.is_empty() {
            page.down(style.size);
        } else {
            page.words(line, style, 135);
        }
    }
    let lower = spec.page.trim.height - spec.page.bottom - page.y;
    page.fragment.translate(Point::new(Length::ZERO, lower.max(Length::ZERO)));
    page.finish()
}

/// Lays out the title of a part on a separate page, and returns the page with the title's distance from the top.
pub(super) fn part(context: Context, words: &Words) -> (Warned<Fragment>, Length) {
    let spec = context.spec;
    let y = spec.page.trim.height / 3;
    let mut page = Display::new(context, true);
    page.y = y;
    page.rule(2.0);
    page.down(spec.body.size);
    page.words(words, display_style(spec.body.size, 260), 120);
    (page.finish(), y)
}

/// Lays out the back cover.
pub(super) fn back(context: Context, cover: &CoverSpec) -> Warned<Fragment> {
    let spec = context.spec;
    let size = spec.body.size;
    let mut page = Display::new(context, false);
    page.y = spec.page.trim.height / 4;
    for words in &cover.back {
        page.words(words, Style::plain(Family::Body, size.scale(11, 10)), 135);
        page.down(size);
    }
    page.y = spec.page.trim.height - spec.page.bottom;
    page.rule(RULE * 6.0);
    page.finish()
}
