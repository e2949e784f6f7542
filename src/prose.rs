//! A source as passages of prose: the letters that are read, and where each was typed among the mark-up.
//!
//! It lets a rule that sees only words change the file they came from, and nothing else of it.

use std::ops::Range;

/// The months, as French writes them: what dates are known by.
pub const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// A paragraph, a heading, a caption, a cell: letters without mark-up.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// The letters; U+FFFC stands for what isn't prose.
    pub text: String,
    /// Where they come from, in order.
    pub pieces: Vec<Piece>,
    /// Whether it is a paragraph among others, over which a quotation may run.
    pub runs_on: bool,
    /// Its language, if it isn't that of the file.
    pub language: Option<String>,
}

/// A stretch of letters that was typed without mark-up in between.
#[derive(Clone, Debug)]
pub struct Piece {
    /// Its first byte in the passage.
    pub at: usize,
    /// Its bytes in the file; empty for what isn't prose.
    pub source: Range<usize>,
    /// Whether it stands in the file letter by letter.
    pub exact: bool,
    /// Where something goes that is put in before it: after the mark-up that closes, before that which opens.
    pub gap: usize,
}

impl Passage {
    /// Adds a piece.
    pub fn push(&mut self, letters: &str, source: Range<usize>, exact: bool, gap: usize) {
        self.pieces.push(Piece { at: self.text.len(), source, exact, gap });
        self.text.push_str(letters);
    }

    fn end_of(&self, piece: usize) -> usize {
        self.pieces.get(piece + 1).map_or(self.text.len(), |p| p.at)
    }

    /// Whether no mark-up stands between a piece and the one before it.
    fn continues(&self, piece: usize) -> bool {
        piece > 0 && self.pieces[piece - 1].source.end == self.pieces[piece].source.start
    }

    /// What a change of the passage is in the file: the bytes that go and what comes. None where mark-up stands in
    /// between, or where taking a space out would join mark-up to a word.
    pub fn in_source(&self, range: &Range<usize>, after: &str) -> Option<(Range<usize>, String)> {
        let at = self.pieces.partition_point(|p| p.at <= range.start).checked_sub(1)?;
        let piece = &self.pieces[at];
        let (start, end) = (piece.at, self.end_of(at));
        if range.is_empty() && range.start == start && !self.continues(at) {
            return Some((piece.gap..piece.gap, after.to_string()));
        }
        if range.end > end {
            return self.across(range, after, at);
        }
        let at_edge = (range.start == start && at > 0 && !self.continues(at))
            || (range.end == end && at + 1 < self.pieces.len() && !self.continues(at + 1));
        let white = self.text[range.clone()].starts_with(char::is_whitespace);
        if after.is_empty() && at_edge && white {
            return None;
        }
        if piece.exact {
            let from = piece.source.start + range.start - start;
            return Some((from..from + range.len(), after.to_string()));
        }
        let (head, tail) = (&self.text[start..range.start], &self.text[range.end..end]);
        (!piece.source.is_empty()).then(|| (piece.source.clone(), format!("{head}{after}{tail}")))
    }

    /// A change over pieces that follow each other without mark-up.
    fn across(&self, range: &Range<usize>, after: &str, first: usize) -> Option<(Range<usize>, String)> {
        let last = self.pieces.partition_point(|p| p.at < range.end).checked_sub(1)?;
        let joined = (first + 1..=last).all(|i| self.continues(i)) && (first..=last).all(|i| self.pieces[i].exact);
        let (head, tail) = (&self.pieces[first], &self.pieces[last]);
        let from = head.source.start + range.start - head.at;
        let to = tail.source.start + range.end - tail.at;
        joined.then(|| (from..to, after.to_string()))
    }

    /// The byte of the file at which a byte of the passage was typed.
    pub fn place(&self, byte: usize) -> usize {
        let at = self.pieces.partition_point(|p| p.at <= byte).saturating_sub(1);
        self.pieces.get(at).map_or(0, |p| if p.exact { p.source.start + byte - p.at } else { p.source.start })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_stands_outside_of_mark_up() {
        // *Oui*!
        let mut passage = Passage::default();
        passage.push("Oui", 1..4, true, 0);
        passage.push("!", 5..6, true, 5);
        assert_eq!(passage.in_source(&(3..3), "\u{202f}"), Some((5..5, "\u{202f}".to_string())));
        assert_eq!(passage.in_source(&(0..1), "o"), Some((1..2, "o".to_string())));
        assert_eq!(passage.in_source(&(2..4), "x"), None);
    }
}
