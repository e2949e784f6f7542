//! Breaks of last resort: possible breaks inside words that otherwise don't fit on a line, such as hashes, keys and long
//! addresses.
//!
//! Input: a paragraph that has no acceptable line breaks. Output: the same paragraph with more possible breaks. Their penalties
//! are so high that a line ends at one of them only where it would otherwise stick out of its measure or be very loose.

use super::itemize::{Origin, Paragraph, width_of_bytes};
use super::linebreak::{BreakItem, FORBIDDEN, Kind};
use super::shape::Shaper;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// The penalty of a break at a natural point: after punctuation, before a capital inside a word, or after four characters. Its
/// square outweighs the demerits of several loose lines, but not those of a line that sticks out.
const NATURAL_PENALTY: i32 = 1_000;
/// The penalty of a break at a no-break space.
const SPACE_PENALTY: i32 = 1_500;
/// The penalty of a break at any other point of an address, a number or code.
const ANYWHERE_PENALTY: i32 = 2_000;
/// The penalty of a break between letters, which adds a hyphen that is probably in the wrong place.
const LETTERS_PENALTY: i32 = 3_000;
/// The penalty of a break that leaves a single letter on one side.
const SINGLE_LETTER_PENALTY: i32 = 5_000;
/// The number of digits in a group, as on bank cards. A number is preferably broken between two groups.
const GROUP: usize = 4;
/// The length in bytes from which a word with digits or symbols counts as code, which readers don't expect in one piece.
const LONG_CODE: usize = 12;

/// The line that a word must fit.
#[derive(Clone, Copy)]
pub(super) struct EmergencyLine {
    /// The narrowest measure of the paragraph.
    pub(super) measure: i64,
    /// How much the glyphs of a line may be narrowed, in thousandths.
    pub(super) flex: i64,
    pub(super) justified: bool,
}

/// Adds possible breaks inside the words that are too wide for a line. In justified text, also adds them inside addresses and
/// code, so that the lines before these aren't stretched. Returns whether any breaks were added.
pub(super) fn add(paragraph: &mut Paragraph, line: EmergencyLine, shaper: &Shaper) -> bool {
    let (items, origins) = (std::mem::take(&mut paragraph.items), std::mem::take(&mut paragraph.origins));
    let before = items.len();
    let mut adder = Adder { paragraph, shaper };
    let mut start = 0;
    while start < items.len() {
        let Chunk { end, width } = chunk(&items, start);
        let is_too_wide = width - width * line.flex / 1000 > line.measure;
        for at in start..end {
            let next = origins.get(at + 1);
            match &origins[at] {
                Origin::Letters(part, bytes) if is_too_wide || (line.justified && adder.is_code(bytes)) => {
                    adder.letters(items[at], *part, bytes);
                }
                Origin::Break if is_too_wide && is_no_break_space(&items, at) => {
                    adder.push(BreakItem::penalty(SPACE_PENALTY), Origin::Break);
                    adder.push(items[at], Origin::Break);
                }
                Origin::Space(_) if is_too_wide && items[at].kind == Kind::Box && adder.begins_word(next) => {
                    adder.push(items[at], origins[at].clone());
                    adder.push(BreakItem::penalty(NATURAL_PENALTY), Origin::Break);
                }
                origin @ (Origin::Letters(..)
                | Origin::Space(_)
                | Origin::Picture(_)
                | Origin::Indent
                | Origin::FormRule(_)
                | Origin::Break) => adder.push(items[at], origin.clone()),
            }
        }
        start = end;
    }
    paragraph.items.len() > before
}

/// A range of items without a possible break inside.
struct Chunk {
    /// The item after the last one.
    end: usize,
    /// Its width without the parts that protrude into the margins.
    width: i64,
}

/// Returns the chunk that begins at an item, including the break after it.
fn chunk(items: &[BreakItem], start: usize) -> Chunk {
    let first = items[start..].iter().find(|item| item.kind == Kind::Box);
    let mut width = -first.map_or(0, |item| item.protrudes_left);
    let mut after_box = false;
    let mut protrudes = 0;
    for (at, item) in items.iter().enumerate().skip(start) {
        match item.kind {
            Kind::Box => {
                width += item.width;
                protrudes = item.protrudes_right;
                after_box = true;
            }
            Kind::Glue { .. } if after_box => return Chunk { end: at + 1, width: width - protrudes },
            Kind::Glue { shrink, .. } => width += item.width - shrink,
            // The hyphen must fit too.
            Kind::Penalty { cost, hyphen } if cost < FORBIDDEN => {
                let protrudes = if hyphen { item.protrudes_right } else { protrudes };
                return Chunk { end: at + 1, width: width + item.width - protrudes };
            }
            Kind::Penalty { .. } => after_box = false,
        }
    }
    Chunk { end: items.len(), width: width - protrudes }
}

/// Whether the item at `at` is the penalty before a no-break space.
fn is_no_break_space(items: &[BreakItem], at: usize) -> bool {
    let forbids = matches!(items[at].kind, Kind::Penalty { cost, .. } if cost >= FORBIDDEN);
    forbids && items.get(at + 1).is_some_and(|next| matches!(next.kind, Kind::Glue { .. }) && next.width > 0)
}

/// A paragraph to which items are added.
struct Adder<'p, 'a> {
    paragraph: &'p mut Paragraph,
    shaper: &'p Shaper<'a>,
}

impl Adder<'_, '_> {
    fn push(&mut self, item: BreakItem, origin: Origin) {
        self.paragraph.items.push(item);
        self.paragraph.origins.push(origin);
    }

    /// Whether the letters belong to an address, a number or code.
    fn is_code(&self, bytes: &Range<usize>) -> bool {
        let word = self.paragraph.text.text.get(bytes.clone()).unwrap_or_default();
        let is_literal = || self.paragraph.text.run_at(bytes.start).is_some_and(|run| run.literal);
        let has_symbols = word.len() >= LONG_CODE && word.chars().any(is_symbol);
        has_symbols || word.contains("://") || word.starts_with("www.") || is_literal()
    }

    /// Whether an item begins with a letter or a figure rather than with punctuation.
    fn begins_word(&self, origin: Option<&Origin>) -> bool {
        let Some(Origin::Letters(_, bytes)) = origin else { return false };
        self.paragraph.text.text[bytes.clone()].starts_with(char::is_alphanumeric)
    }

    /// Adds a box for each character of some letters, with a possible break between them.
    fn letters(&mut self, whole: BreakItem, part: usize, bytes: &Range<usize>) {
        let Some(word) = self.paragraph.parts.get(part).map(|part| part.word.clone()) else { return };
        let part_start = self.paragraph.parts[part].range.start;
        let text = self.paragraph.text.text[bytes.clone()].to_string();
        let is_code = self.is_code(bytes) || text.chars().any(is_symbol);
        let hyphen = self.shaper.char_width('-', word.style).0;
        let ends: Vec<usize> = text.grapheme_indices(true).map(|(at, grapheme)| at + grapheme.len()).collect();
        let mut points = Points { is_code, since_punctuation: 0 };
        let mut start = 0;
        for (number, &end) in ends.iter().enumerate() {
            let range = bytes.start + start..bytes.start + end;
            let width = width_of_bytes(&word.segments, range.start - part_start..range.end - part_start, word.style);
            let mut item = BreakItem { width: width.0, protrudes_left: 0, protrudes_right: 0, word: 0, ..whole };
            if start == 0 {
                (item.protrudes_left, item.word) = (whole.protrudes_left, whole.word);
            }
            let is_last = number + 1 == ends.len();
            if is_last {
                item.protrudes_right = whole.protrudes_right;
            }
            self.push(item, Origin::Letters(part, range));
            if !is_last {
                let is_near_edge = number == 0 || number + 2 == ends.len();
                let Point { penalty, hyphenates } = points.after(&text[..end], &text[end..], is_near_edge);
                let item = if hyphenates { BreakItem::hyphen(penalty, hyphen, 0) } else { BreakItem::penalty(penalty) };
                self.push(item, Origin::Break);
            }
            start = end;
        }
    }
}

/// Whether a character occurs in addresses, numbers and code, but not inside words.
fn is_symbol(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '_' | '/' | '=' | '+' | '@' | '\\' | '&' | '#' | '%' | '~' | '|' | '<' | '>')
}

/// A possible break between two characters.
struct Point {
    penalty: i32,
    hyphenates: bool,
}

/// Determines the penalties of breaks from the beginning to the end of some letters.
struct Points {
    is_code: bool,
    /// The number of characters since the last punctuation.
    since_punctuation: usize,
}

impl Points {
    /// Returns the break between `before` and `after`.
    fn after(&mut self, before: &str, after: &str, is_near_edge: bool) -> Point {
        let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
            return Point { penalty: FORBIDDEN, hyphenates: false };
        };
        self.since_punctuation = if last.is_alphanumeric() { self.since_punctuation + 1 } else { 0 };
        // Only these scripts hyphenate words: Latin, Greek, Cyrillic and Armenian.
        let is_letter = |c: char| c.is_alphabetic() && c < '\u{590}';
        if !self.is_code && is_letter(last) && is_letter(next) {
            let penalty = if is_near_edge { SINGLE_LETTER_PENALTY } else { LETTERS_PENALTY };
            return Point { penalty, hyphenates: true };
        }
        let after_punctuation = !last.is_alphanumeric() && next.is_alphanumeric();
        let before_capital = last.is_lowercase() && next.is_uppercase();
        let between_groups = self.since_punctuation > 0 && self.since_punctuation.is_multiple_of(GROUP);
        let is_natural = !is_near_edge && (after_punctuation || before_capital || between_groups);
        Point { penalty: if is_natural { NATURAL_PENALTY } else { ANYWHERE_PENALTY }, hyphenates: false }
    }
}
