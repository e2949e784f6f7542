//! Lays out the table of contents: headings, leaders and page numbers.

use super::column::Column;
use super::context::Context;
use super::fragment::Fragment;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::row::{HeadingMark, Row, with_role};
use super::style::{Style, feature};
use super::styled_text::{Label, LinkTarget, StyledText};
use super::widow_control::NEVER;
use crate::diagnostic::{Span, Warned};
use crate::geometry::{Point, Size};
use crate::manuscript::{Heading, HeadingKind, Inline, Words};
use crate::page::Item;
use crate::structure::Role;
use crate::unit::Length;

/// The distance between the dots of a leader, in per cent of the type size.
const LEADER_PITCH_PERCENT: i64 = 60;
/// The smallest number of dots in a leader; a shorter leader is left out.
const MIN_DOTS: i64 = 2;

/// Lays out the table of contents: its heading, then an entry with the page number for each listed heading.
pub(super) fn rows(context: Context, headings: &[(HeadingMark, usize)]) -> Warned<Vec<Row>> {
    let mut layouter = BlockLayouter::outside_texts(context);
    let Some(contents) = &context.spec.contents else { return layouter.finish(Vec::new()) };
    let body = layouter.body_column();
    let title = Heading {
        level: 1,
        kind: HeadingKind::Title,
        inlines: vec![Inline::Text(contents.title.clone())],
        anchor: None,
        span: contents.title.span,
    };
    let mut rows = layouter.heading(&title, body);
    // The table of contents does not list its own heading.
    rows.iter_mut().for_each(|row| row.heading = None);
    let listed = headings.iter().filter(|(heading, _)| heading.listed && heading.level <= contents.depth);
    for (heading, page) in listed {
        if heading.level == 1 {
            rows.push(Row::space(body.leading));
        }
        let mut entry = entry(&mut layouter, heading, *page, body);
        entry.iter_mut().skip(1).for_each(|row| row.break_before = NEVER);
        rows.append(&mut with_role(entry, Role::ContentsEntry));
    }
    layouter.finish(rows)
}

/// Lays out one entry: the title as ragged text, then a leader, then the page number flush right.
fn entry(layouter: &mut BlockLayouter, heading: &HeadingMark, page: usize, body: Column) -> Vec<Row> {
    let em = body.style.size;
    let style = if heading.level == 1 { body.style.bold() } else { body.style };
    let indent = em.scale(3, 2) * i64::from(heading.level.saturating_sub(1));
    let number_width = em * 2;
    let column = Column { style, alignment: Alignment::Left, hyphenate: false, ..body.narrowed(indent, number_width) };
    let words = Words { text: heading.title.clone(), span: heading.span };
    let mut rows = layouter.text(StyledText::words(&words, style), column);
    let Some(last) = rows.last_mut() else { return rows };
    let leader_end = body.left + body.measure - number_width;
    let words_end = right_end(&last.fragment);
    let figures = Column {
        left: leader_end,
        measure: number_width,
        style: Style { features: feature::TABULAR, ..body.style },
        alignment: Alignment::Right,
        hyphenate: false,
        ..body
    };
    let number = Words { text: page.to_string(), span: Span::default() };
    if let Some(row) = layouter.single_line(&number, figures) {
        last.fragment.overlay(Point::default(), row.fragment);
    }
    if let Some(dots) = leader(layouter, words_end + em / 2, leader_end, body) {
        last.fragment.overlay(Point::default(), dots);
    }
    if let Some(anchor) = &heading.anchor {
        let size = Size::new(body.measure, last.height());
        let target = LinkTarget::Label(Label::Anchor(anchor.clone()));
        last.fragment.links.push((Point::new(body.left, Length::ZERO), size, target));
    }
    rows
}

/// Returns the position at which the words of a row end.
fn right_end(fragment: &Fragment) -> Length {
    let end = |(at, item): &(Point, Item)| match item {
        Item::Glyphs(run, _) => Some(at.x + run.width()),
        Item::Rule(..) | Item::Image(..) | Item::Link(..) | Item::Group(..) => None,
    };
    fragment.items.iter().filter_map(end).max().unwrap_or_default()
}

/// Creates the dots between two positions. They are spaced from the right, so that the dots of all entries line up
/// vertically. Returns `None` if there is room for fewer than [`MIN_DOTS`].
fn leader(layouter: &mut BlockLayouter, from: Length, to: Length, body: Column) -> Option<Fragment> {
    let pitch = body.style.size.scale(LEADER_PITCH_PERCENT, 100);
    let count = (to - from).0 / pitch.0.max(1);
    if count < MIN_DOTS {
        return None;
    }
    let dot = layouter.shaper.char_width('.', body.style);
    let tracking = (pitch - dot).0 * 1000 / body.style.size.0.max(1);
    let words = Words { text: ".".repeat(count as usize), span: Span::default() };
    let left = to - pitch * count;
    let column = Column {
        left,
        measure: to - left + pitch,
        style: Style { tracking, ..body.style },
        alignment: Alignment::Left,
        hyphenate: false,
        ..body
    };
    layouter.single_line(&words, column).map(|row| row.fragment)
}
