//! Where a line goes on in the next column, if no gap shows it: at the end of the word up to which it is as wide as full lines are.

use super::{Kind, Row};

/// Letters before the gutter among which a word may end that fills its column.
const NEAR: usize = 14;

/// How wide the lines of a left column are, in ems of a usual face.
pub(super) struct Measure {
    gutter: usize,
    width: f64,
}

impl Measure {
    /// The width of the lines that a gap parts from the next column: of the wider half, the one in the middle.
    pub(super) fn of(rows: &[Row], gutter: usize) -> Measure {
        let parted = rows.iter().map(|row| row.side(gutter)).filter(|side| side.kind == Kind::Parted);
        let mut widths: Vec<f64> =
            parted.map(|side| width(side.left.trim_start())).filter(|width| *width > 0.0).collect();
        let at = widths.len() * 3 / 4;
        let width = if widths.is_empty() { 0.0 } else { *widths.select_nth_unstable_by(at, f64::total_cmp).1 };
        Measure { gutter, width }
    }

    /// A line without a gap in two, if it is wide enough for two columns.
    pub(super) fn part<'t>(&self, text: &'t str) -> (&'t str, &'t str) {
        let first = text.len() - text.trim_start().len();
        let ends = text.match_indices(' ').map(|(at, _)| at).filter(|at| *at > first);
        let off = |at: usize| (width(text[first..at].trim()) - self.width).abs();
        let hyphen =
            |at: &usize| text[..*at].strip_suffix('-').is_some_and(|before| before.ends_with(char::is_alphabetic));
        let letters = |at: usize| text[..at].chars().count();
        let near = |at: &usize| (letters(*at)..=letters(*at) + NEAR).contains(&self.gutter);
        // A cut word ends a line, even in a heading, whose letters are wider.
        let within = |at: &usize| letters(*at) * 2 > self.gutter && letters(*at) <= self.gutter;
        let cut = ends.clone().rfind(|at| hyphen(at) && within(at));
        let fits = || ends.filter(near).min_by(|one, other| off(*one).total_cmp(&off(*other)));
        let at = cut.or_else(fits);
        let at = at.or_else(|| text.char_indices().nth(self.gutter).map(|(at, _)| at)).unwrap_or(text.len());
        let (left, right) = text.split_at(at);
        (left.trim_end(), right.trim_start())
    }
}

/// The width of a text in a usual book face, in ems: letters of six widths are enough to tell one word more or less.
fn width(text: &str) -> f64 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | 'î' | 'ï' | ' ' | '.' | ',' | ';' | ':' | '!' | '|' | '’' | '\'' | '\u{a0}' | '\u{202f}' => {
            0.26
        }
        'f' | 'r' | 't' | 's' | '(' | ')' | '[' | ']' | '-' | 'I' | 'J' | '/' | '"' | '“' | '”' => 0.36,
        'm' | 'w' | 'œ' | 'æ' | 'M' | 'W' | '%' | '@' | '…' | '—' => 0.82,
        c if c.is_uppercase() => 0.68,
        _ => 0.49,
    };
    text.chars().map(of).sum()
}
