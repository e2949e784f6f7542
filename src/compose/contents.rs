//! The contents: titles, a row of dots, the folio.

use super::blocks::single_row;
use super::figure::lead_over;
use super::flow::{Flow, Label};
use super::galley::{Frame, HeadingMark, NEVER, Row, space};
use super::line::Setting;
use super::makeup::MakeUp;
use super::notes::NoCalls;
use super::style::{Style, feature};
use crate::diagnostic::Span;
use crate::manuscript::{Heading, HeadingKind, Inline, Words};
use crate::unit::Length;

/// The rows of the contents: its heading, and a row or more for each heading that is listed.
pub(super) fn rows(makeup: &mut MakeUp, headings: &[(HeadingMark, usize)]) -> Vec<Row> {
    let Some(contents) = &makeup.press.spec.contents else { return Vec::new() };
    let mut setter = makeup.setter(&NoCalls);
    let body = setter.body_frame();
    let title = Heading {
        level: 1,
        kind: HeadingKind::Title,
        inlines: vec![Inline::Text(contents.title.clone())],
        anchor: None,
        span: contents.title.span,
    };
    let mut rows = setter.heading(&title, body);
    // The contents don't list themselves.
    rows.iter_mut().for_each(|r| r.heading = None);
    let listed = headings.iter().filter(|(h, _)| h.listed && h.level <= contents.depth);
    for (heading, folio) in listed {
        if heading.level == 1 {
            rows.push(space(body.leading));
        }
        let mut entry = entry(&mut setter, heading, *folio, body);
        entry.iter_mut().skip(1).for_each(|r| r.before = NEVER);
        rows.append(&mut entry);
    }
    makeup.diagnostics.append(&mut setter.diagnostics);
    rows
}

/// One entry: its words ragged, then dots, then the folio at the right.
fn entry(setter: &mut super::galley::Setter, heading: &HeadingMark, folio: usize, body: Frame) -> Vec<Row> {
    let em = body.style.size;
    let style = if heading.level == 1 { body.style.bold() } else { body.style };
    let indent = em.scale(3, 2) * i64::from(heading.level.saturating_sub(1));
    let room = em * 2;
    let column = Frame { style, setting: Setting::Left, hyphenate: false, ..body.narrowed(indent, room) };
    let words = Words { text: heading.title.clone(), span: heading.span };
    let mut rows = setter.flow(Flow::words(&words, style), column);
    let Some(last) = rows.last_mut() else { return rows };
    let figures = Style { features: feature::TABULAR, ..body.style };
    let number = Words { text: folio.to_string(), span: Span::default() };
    let right = Frame {
        left: body.left + body.measure - room,
        measure: room,
        style: figures,
        setting: Setting::Right,
        hyphenate: false,
        ..body
    };
    if let Some(row) = single_row(setter, &number, right) {
        last.items.extend(row.items);
    }
    let end = right_end(last);
    last.items.extend(dots(setter, end + em / 2, body.left + body.measure - room, body));
    if let Some(anchor) = &heading.anchor {
        lead_over(last, body, Label::Anchor(anchor.clone()));
    }
    rows
}

/// Where the letters of a row end, folio excluded.
fn right_end(row: &Row) -> Length {
    let ends = row.items.iter().rev().skip(1).filter_map(|(p, item)| match item {
        crate::page::Item::Glyphs(run, _) => Some(p.x + run.width()),
        crate::page::Item::Rule(..)
        | crate::page::Item::Image(..)
        | crate::page::Item::Link(..)
        | crate::page::Item::Group(..) => None,
    });
    ends.max().unwrap_or_default()
}

/// Dots from `from` to `to`, on a pitch of their own from the right edge, so that those of all rows stand in columns.
fn dots(
    setter: &mut super::galley::Setter,
    from: Length,
    to: Length,
    body: Frame,
) -> Vec<(crate::geometry::Point, crate::page::Item)> {
    let pitch = body.style.size.scale(6, 10);
    let count = (to - from).0 / pitch.0.max(1);
    if count < 2 {
        return Vec::new();
    }
    let dot = super::paragraph::char_width('.', body.style, &setter.shaper);
    let tracking = (pitch.0 - dot) * 1000 / body.style.size.0.max(1);
    let style = Style { tracking, ..body.style };
    let words = Words { text: ".".repeat(count as usize), span: Span::default() };
    let left = to - pitch * count;
    let frame = Frame { left, measure: to - left + pitch, style, setting: Setting::Left, hyphenate: false, ..body };
    single_row(setter, &words, frame).map_or_else(Vec::new, |row| row.items)
}
