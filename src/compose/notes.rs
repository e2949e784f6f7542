//! Notes as rows: at the end, after a text, or at the foot of a page.

use super::flow::{Calls, Flow, Label, Lead};
use super::galley::{Frame, HeadingMark, NEVER, Row, Setter, space};
use super::line::Setting;
use super::makeup::MakeUp;
use super::style::{Family, Style, feature};
use super::{Press, sign};
use crate::diagnostic::{Diagnostic, Span};
use crate::manuscript::{Block, Heading, HeadingKind, Inline, Note, NoteId, Series, Words, plain_text};
use crate::spec::Spec;
use crate::unit::Length;
use rayon::prelude::*;
use std::collections::HashMap;

/// A label's folio, where it is known.
type Known = HashMap<Label, usize>;

/// Signs for rows that hold no calls.
pub(super) struct NoCalls;

impl Calls for NoCalls {
    fn text(&self) -> usize {
        usize::MAX
    }

    fn sign(&self, _: NoteId) -> String {
        String::new()
    }
}

/// All notes of the brochure: the author's by text, then the translator's.
pub(super) fn at_end(makeup: &mut MakeUp, known: &Known) -> Vec<Row> {
    let texts = makeup.press.manuscript.texts.len();
    let noted = (0..texts).filter(|&t| {
        !series_of(makeup, t, Series::Author).is_empty() || !series_of(makeup, t, Series::Translator).is_empty()
    });
    let several = noted.count() > 1;
    let mut rows = Vec::new();
    for series in [Series::Author, Series::Translator] {
        let mut begun = false;
        for text in 0..texts {
            let notes = series_of(makeup, text, series);
            if notes.is_empty() {
                continue;
            }
            if !begun {
                let level = if rows.is_empty() { 1 } else { 2 };
                rows.append(&mut title(makeup, series, level));
                begun = true;
            }
            if several {
                rows.append(&mut text_head(makeup, text, &notes, known));
            }
            rows.append(&mut list(makeup, text, &notes, known));
        }
    }
    rows
}

/// The notes of one text, below it.
pub(super) fn after_text(makeup: &mut MakeUp, text: usize, known: &Known) -> Vec<Row> {
    let mut rows = Vec::new();
    for series in [Series::Author, Series::Translator] {
        let notes = series_of(makeup, text, series);
        if !notes.is_empty() {
            rows.append(&mut title(makeup, series, 2));
            rows.append(&mut list(makeup, text, &notes, known));
        }
    }
    rows
}

/// One note, for the foot of a page.
pub(super) fn at_foot(makeup: &mut MakeUp, text: usize, note: NoteId) -> Vec<Row> {
    let signs = makeup.press.signs(text);
    let mut setter = Setter::new(makeup.press, &signs, makeup.press.language(text));
    let rows = makeup.press.manuscript.texts[text]
        .notes
        .get(note.0 as usize)
        .map(|n| note_rows(&mut setter, (text, note, n), None));
    makeup.diagnostics.append(&mut setter.diagnostics);
    rows.unwrap_or_default()
}

fn series_of(makeup: &MakeUp, text: usize, series: Series) -> Vec<NoteId> {
    let notes = &makeup.press.manuscript.texts[text].notes;
    let mut found: Vec<(u32, NoteId)> = notes
        .iter()
        .enumerate()
        .filter(|(_, n)| n.series == series && n.number > 0)
        .map(|(i, n)| (n.number, NoteId(i as u32)))
        .collect();
    found.sort();
    found.into_iter().map(|(_, id)| id).collect()
}

fn title(makeup: &mut MakeUp, series: Series, level: u8) -> Vec<Row> {
    let french = makeup.press.spec.language.starts_with("fr");
    let words = match (series, french) {
        (Series::Author, _) => "Notes",
        (Series::Translator, true) => "Notes de la traduction",
        (Series::Translator, false) => "Translator’s notes",
    };
    let span = Span::default();
    let inlines = vec![Inline::Text(Words { text: words.to_string(), span })];
    let heading = Heading { level, kind: HeadingKind::Title, inlines, anchor: None, span };
    let mut setter = makeup.setter(&NoCalls);
    let frame = setter.body_frame();
    let mut rows = setter.heading(&heading, frame);
    rows.push(Row { before: NEVER, ..space(Length::ZERO) });
    rows
}

/// The title of the text whose notes follow, with the pages they serve where that is asked for.
fn text_head(makeup: &mut MakeUp, text: usize, notes: &[NoteId], known: &Known) -> Vec<Row> {
    let spec = makeup.press.spec;
    let title = text_title(makeup, text);
    let pages: Vec<usize> = notes.iter().filter_map(|n| known.get(&Label::Call(text, *n)).copied()).collect();
    let style = Style::plain(Family::Body, spec.notes.size);
    let mut flow = Flow::default();
    flow.push(&title, style.emphasised(), Span::default(), false);
    if let (true, Some(first), Some(last)) = (spec.notes.pages, pages.iter().min(), pages.iter().max()) {
        let range = if first == last { format!("{first}") } else { format!("{first}-{last}") };
        flow.push(&format!(", p.\u{a0}{range}"), style, Span::default(), false);
    }
    let mut setter = makeup.setter(&NoCalls);
    let body = setter.body_frame();
    let frame = Frame { style, setting: Setting::Left, hyphenate: false, ..body };
    let mut rows = vec![space(body.leading)];
    rows.append(&mut setter.flow(flow, frame));
    rows
}

/// The words of a text's title.
pub(super) fn text_title(makeup: &MakeUp, text: usize) -> String {
    let text = &makeup.press.manuscript.texts[text];
    let first = text.blocks.iter().find_map(|b| {
        let Block::Heading(h) = b else { return None };
        (h.level == 1).then(|| plain_text(&h.inlines))
    });
    first.or_else(|| text.front.title.as_ref().map(|t| t.text.clone())).unwrap_or_default()
}

/// The notes of a text, each by itself, and their rows joined.
fn list(makeup: &mut MakeUp, text: usize, notes: &[NoteId], known: &Known) -> Vec<Row> {
    let press = makeup.press;
    let signs = press.signs(text);
    let all = &press.manuscript.texts[text].notes;
    let references = press.spec.notes.back_references;
    let set_note = |id: &NoteId| {
        let mut setter = Setter::new(press, &signs, press.language(text));
        let page = known.get(&Label::Call(text, *id)).copied().filter(|_| references);
        let rows = all.get(id.0 as usize).map(|note| note_rows(&mut setter, (text, *id, note), page));
        (rows.unwrap_or_default(), std::mem::take(&mut setter.diagnostics))
    };
    let set: Vec<(Vec<Row>, Vec<Diagnostic>)> = notes.par_iter().with_max_len(1).map(set_note).collect();
    let mut rows = Vec::new();
    for (mut note, mut faults) in set {
        if rows.is_empty() {
            // The first note stays with the title above it.
            note.iter_mut().take(2).for_each(|r| r.before = NEVER);
        }
        rows.append(&mut note);
        makeup.diagnostics.append(&mut faults);
    }
    rows
}

/// The words of every note, each note by itself: whoever has nothing else to do may cut them before the pages are known that
/// they are called on.
pub(super) fn lessons<'a>(press: Press<'a>) -> impl Iterator<Item = impl FnOnce() + Send + 'a> {
    let texts = press.manuscript.texts.iter().enumerate();
    let notes = texts.flat_map(|(text, own)| own.notes.iter().filter(|n| n.number > 0).map(move |note| (text, note)));
    notes.map(move |(text, note)| {
        move || {
            let signs = press.signs(text);
            let mut setter = Setter::new(press, &signs, press.language(text));
            let (style, _, frame) = columns(&setter);
            for block in &note.blocks {
                if let Block::Paragraph(inlines) = block {
                    let flow = Flow::of(inlines, style, &signs);
                    setter.learn(flow, frame);
                }
            }
        }
    })
}

/// The letters of notes, the column of a whole note, and that of its text beside the sign.
fn columns(setter: &Setter) -> (Style, Frame, Frame) {
    let spec = setter.spec;
    let style = Style::plain(Family::Body, spec.notes.size);
    let gap = spec.notes.size.scale(45, 100);
    let whole = Frame { style, leading: spec.notes.leading, ..setter.body_frame() };
    (style, whole, whole.narrowed(room_of_sign(spec) + gap, Length::ZERO))
}

/// The width of the column that the signs of notes stand in.
fn room_of_sign(spec: &Spec) -> Length {
    spec.notes.size.scale(17, 10)
}

/// A note: its sign on the line, its text beside it, the page of its call in parentheses.
fn note_rows(setter: &mut Setter, (text, id, note): (usize, NoteId, &Note), page: Option<usize>) -> Vec<Row> {
    let spec = setter.spec;
    let (style, whole, frame) = columns(setter);
    let mut rows: Vec<Row> = Vec::new();
    let last = note.blocks.len().saturating_sub(1);
    for (i, block) in note.blocks.iter().enumerate() {
        let mut next = if let Block::Paragraph(inlines) = block {
            let mut flow = Flow::of(inlines, style, setter.calls);
            if let (true, Some(page)) = (i == last, page) {
                back_reference(&mut flow, style, (page, Label::Call(text, id)), &spec.language);
            }
            setter.flow(flow, frame)
        } else {
            setter.block(block, None, frame)
        };
        rows.append(&mut next);
    }
    let sign_style = Style { features: feature::TABULAR, ..style };
    let mut mark = Flow::default();
    mark.push(&format!("{}.", sign(note.series, note.number)), sign_style, note.span, false);
    mark.links.push((0..mark.text.len(), Lead::Label(Label::Call(text, id))));
    let column = Frame { measure: room_of_sign(spec), setting: Setting::Right, hyphenate: false, ..whole };
    if let Some(sign) = setter.flow(mark, column).into_iter().next() {
        if rows.is_empty() {
            rows.push(Row { height: whole.leading, ..Row::default() });
        }
        rows[0].items.splice(0..0, sign.items);
        rows[0].links.extend(sign.links);
    }
    rows[0].labels.push(Label::Note(text, id));
    rows
}

fn back_reference(flow: &mut Flow, style: Style, (page, call): (usize, Label), language: &str) {
    let sign = if language.starts_with("fr") || language.starts_with("en") { "p." } else { "→" };
    // It doesn't begin a line of its own.
    flow.push("\u{a0}", style, Span::default(), false);
    let start = flow.text.len();
    flow.push(&format!("(p.\u{a0}{page})").replace("p.", sign), style, Span::default(), false);
    flow.links.push((start..flow.text.len(), Lead::Label(call)));
}

/// A heading as the contents see it, for pages that are not in the manuscript.
pub(super) fn mark(level: u8, title: &str) -> HeadingMark {
    HeadingMark { level, title: title.to_string(), anchor: None, listed: true, span: Span::default() }
}
