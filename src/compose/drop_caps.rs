//! Lays out drop caps: the first letter of a text is two lines high, and the rest of its word is in small capitals.

use super::column::Column;
use super::layouter::BlockLayouter;
use super::line::Alignment;
use super::linebreak::Measures;
use super::row::{Row, rows_of_lines};
use super::style::{Style, feature};
use super::styled_text::StyledText;
use super::widow_control::NEVER;
use crate::geometry::Point;
use crate::manuscript::{Inline, Words};
use crate::structure::Role;
use crate::unit::Length;
use unicode_segmentation::UnicodeSegmentation;

/// The height of a drop cap in lines.
const LINES: usize = 2;
/// The tracking of the small capitals after a drop cap, in 1/1000 em, because capitals need a little more space between
/// them.
const TRACKING: i64 = 30;

impl BlockLayouter<'_> {
    /// Lays out a paragraph with a drop cap. Returns `None` if the paragraph doesn't begin with a letter, or has fewer lines
    /// than the drop cap.
    pub(super) fn drop_cap(&mut self, inlines: &[Inline], column: Column) -> Option<Vec<Row>> {
        let mut text = StyledText::of(inlines, column.style, self.notes);
        let initial = initial(&text.text)?.to_string();
        let run = text.runs.first()?.clone();
        if run.range.end < initial.len() || run.literal {
            return None;
        }
        // The letter reaches from the baseline of the last of its lines to the cap height of the first.
        let face = self.shaper.face(self.shaper.face_id(column.style));
        let height = column.leading * (LINES as i64 - 1) + face.at(face.cap_height(), column.style.size);
        let size = height.scale(face.units_per_em, face.cap_height().max(1));
        let large = Style { size, ..run.style };
        let words = Words { text: initial.clone(), span: run.span };
        let cap = Column { style: large, alignment: Alignment::Left, hyphenate: false, ..column };
        let letter = self.lines(StyledText::words(&words, large), cap, &Measures::all(column.measure.0)).pop()?;
        let gap = column.style.size.scale(12, 100);
        let shift = letter.right + gap;
        let small_end = first_word_end(&text.text, initial.len());
        remove_initial(&mut text, initial.len(), small_end);
        let measures = Measures { special: vec![(column.measure - shift).0; LINES], usual: column.measure.0 };
        let lines = self.lines(text, Column { indent: Length::ZERO, ..column }, &measures);
        if lines.len() < LINES {
            return None;
        }
        let mut rows = rows_of_lines(lines, column, &[shift; LINES]);
        let baseline = column.baseline() + column.leading * (LINES as i64 - 1);
        let initial = super::fragment::Fragment::of(Role::Paragraph, Default::default(), letter.items);
        rows[0].fragment.underlay(Point::new(column.left, baseline), initial);
        rows[1].break_before = NEVER;
        Some(rows)
    }
}

/// Returns the first letter of a text with its accents, and with the apostrophe of an elision: `L’`.
fn initial(text: &str) -> Option<&str> {
    let first = text.graphemes(true).next()?;
    if !first.starts_with(char::is_alphabetic) {
        return None;
    }
    let apostrophe = text[first.len()..].chars().next().filter(|c| matches!(c, '’' | '\''));
    Some(&text[..first.len() + apostrophe.map_or(0, char::len_utf8)])
}

/// Returns the end of the word that the drop cap begins. If the drop cap is a word by itself, this is the end of the next
/// word.
fn first_word_end(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let start = rest.find(|c: char| !c.is_whitespace()).unwrap_or(0);
    from + start + rest[start..].find(char::is_whitespace).unwrap_or(rest.len() - start)
}

/// Removes the initial from a text, and sets the rest in small capitals up to `small_end`.
fn remove_initial(text: &mut StyledText, initial: usize, small_end: usize) {
    text.text.drain(..initial);
    let shifted = |at: usize| at.saturating_sub(initial);
    for run in &mut text.runs {
        run.range = shifted(run.range.start)..shifted(run.range.end);
    }
    if let Some(first) = text.runs.first_mut()
        && first.range.end >= shifted(small_end)
        && small_end > initial
    {
        let mut capitals = first.clone();
        capitals.range.end = shifted(small_end);
        capitals.style.features |= feature::SMALL_CAPITALS;
        capitals.style.tracking = TRACKING;
        first.range.start = shifted(small_end);
        text.runs.insert(0, capitals);
    }
    text.runs.retain(|run| run.range.end > run.range.start);
    text.links.iter_mut().for_each(|(range, _)| *range = shifted(range.start)..shifted(range.end));
    text.labels.iter_mut().for_each(|(at, _)| *at = shifted(*at));
    text.pictures.iter_mut().for_each(|(at, _)| *at = shifted(*at));
}
