//! Compares a brochure word by word with an earlier version.
//!
//! Hyphenated words are joined before the comparison, so different settings, line breaks and page breaks do not count as
//! changes. The algorithm is that of `diff`: E. W. Myers, *An O(ND) Difference Algorithm and Its Variations* (1986).

use crate::geometry::Point;
use crate::page::{Book, Item, Page};
use crate::unit::Length;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Words that differ between two versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordChange {
    /// The index of the page on which the change appears.
    pub page: usize,
    /// The lines on which the change appears, as pairs of a page index and a line index; the first is on `page`.
    pub lines: Vec<(usize, usize)>,
    /// The words of the earlier version.
    pub before: String,
    /// The words of this version.
    pub after: String,
}

/// The upper and lower edges of the text area; page numbers and running heads outside it are ignored.
pub type Frame = (Length, Length);

/// A word, and the page and line on which it begins.
struct PlacedWord {
    word: String,
    place: (usize, usize),
}

/// Returns the words of a book inside the text area, in the order of its pages and lines.
pub fn words(book: &Book, frame: Frame) -> Vec<String> {
    placed(book, frame).into_iter().map(|placed| placed.word).collect()
}

/// Returns the differences between the words of an earlier version and those of `book`.
pub fn changes(before: &[String], book: &Book, frame: Frame) -> Vec<WordChange> {
    let now = placed(book, frame);
    let old: Vec<&str> = before.iter().map(String::as_str).collect();
    let new: Vec<&str> = now.iter().map(|placed| placed.word.as_str()).collect();
    let mut found = Vec::new();
    for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
        let (removed, added) = match operation {
            DiffOp::Equal { .. } => continue,
            DiffOp::Delete { old_index, old_len, new_index } => (old_index..old_index + old_len, new_index..new_index),
            DiffOp::Insert { old_index, new_index, new_len } => (old_index..old_index, new_index..new_index + new_len),
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                (old_index..old_index + old_len, new_index..new_index + new_len)
            }
        };
        // A deletion is reported at the word after it, or at the last word of the book.
        let at = added.start.min(now.len().saturating_sub(1));
        let shown = if added.is_empty() { at..(at + 1).min(now.len()) } else { added.clone() };
        let mut lines: Vec<(usize, usize)> = now[shown].iter().map(|placed| placed.place).collect();
        lines.dedup();
        let page = lines.first().map_or(0, |(page, _)| *page);
        found.push(WordChange { page, lines, before: old[removed].join(" "), after: new[added].join(" ") });
    }
    found
}

fn placed(book: &Book, frame: Frame) -> Vec<PlacedWord> {
    let mut all: Vec<PlacedWord> = Vec::new();
    let mut hyphenated = false;
    for (number, page) in book.pages.iter().enumerate() {
        for (y, text) in texts(page, frame) {
            let line = page.lines.iter().enumerate().min_by_key(|(_, line)| (line.at.y - y).0.abs());
            let line = line.map_or(0, |(line, _)| line);
            for word in text.split(|c: char| c.is_whitespace() || c == '\u{a0}') {
                let whole = word.trim_end_matches('\u{ad}');
                match all.last_mut().filter(|_| hyphenated && !whole.is_empty()) {
                    Some(last) => last.word.push_str(whole),
                    None if whole.is_empty() => continue,
                    None => all.push(PlacedWord { word: whole.to_string(), place: (number, line) }),
                }
                hyphenated = word.ends_with('\u{ad}');
            }
        }
    }
    all
}

/// The greatest difference between baselines within one line, in points: raised letters belong to the line of the word
/// before them.
const RAISED: f64 = 6.0;

/// Returns the lines of text between the margins of a page, from top to bottom, with their baselines.
fn texts(page: &Page, (head, foot): Frame) -> Vec<(Length, String)> {
    let mut lines: Vec<(Length, String)> = Vec::new();
    gather(&page.items, Length::ZERO, &mut lines);
    lines.retain(|(y, _)| *y >= head && *y < foot + Length::pt(1.0));
    lines.sort_by_key(|(y, _)| *y);
    lines
}

fn gather(items: &[(Point, Item)], down: Length, lines: &mut Vec<(Length, String)>) {
    for (at, item) in items {
        let y = at.y + down;
        match item {
            Item::Glyphs(run, _) => match lines.last_mut().filter(|(last, _)| (*last - y).to_pt().abs() <= RAISED) {
                Some((_, text)) => text.push_str(&run.text),
                None => lines.push((y, run.text.to_string())),
            },
            Item::Group(_, inner) => gather(inner, y, lines),
            Item::Rule(..) | Item::Image(..) | Item::Link(..) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::font::FaceId;
    use crate::geometry::Size;
    use crate::page::{GlyphRun, Ink, Line};
    use std::sync::Arc;

    const ALL: Frame = (Length::ZERO, Length(i64::MAX / 2));

    /// Creates a book with one page of these lines.
    fn book(lines: &[&str]) -> Book {
        let mut page = Page::blank(1, Size::new(Length::pt(300.0), Length::pt(400.0)));
        for (i, text) in lines.iter().enumerate() {
            let at = Point::new(Length::pt(20.0), Length::pt(20.0) * (i as i64 + 1));
            let run = GlyphRun {
                face: FaceId(0),
                size: Length::pt(10.0),
                expansion: 100_000,
                letterspace: 0,
                ink: Ink::Black,
                glyphs: Vec::new(),
                offsets: Vec::new(),
                text: (*text).into(),
            };
            page.items.push((at, Item::Glyphs(Arc::new(run), Span::default())));
            page.lines.push(Line {
                at,
                measure: Length::pt(200.0),
                width: Length::pt(200.0),
                size: Length::pt(10.0),
                space_percent: 100,
                full: true,
                hyphenated: false,
                opens: false,
                closes: false,
                span: Span::default(),
            });
        }
        Book { pages: vec![page], marks: Vec::new() }
    }

    #[test]
    fn hyphenating_a_word_differently_is_not_a_change() {
        let old = words(&book(&["une révo\u{ad}", "lution"]), ALL);
        assert_eq!(old, ["une", "révolution"]);
        assert!(changes(&old, &book(&["une révolution"]), ALL).is_empty());
    }

    #[test]
    fn changes_report_their_words_and_lines() {
        let old = words(&book(&["un deux trois", "quatre cinq"]), ALL);
        let found = changes(&old, &book(&["un deux", "tierce quatre"]), ALL);
        let first = WordChange { page: 0, lines: vec![(0, 1)], before: "trois".into(), after: "tierce".into() };
        assert_eq!(found[0], first);
        assert_eq!((found[1].before.as_str(), found[1].after.as_str()), ("cinq", ""));
        assert_eq!(found[1].lines, [(0, 1)]);
    }
}
