//! A source file as passages of prose: text without mark-up, with the location of each part in the file.
//!
//! `agrafe typo` uses passages to correct a file: `read` extracts them from Markdown or plain text, and `normalise` corrects
//! their text. [`Passage::in_source`] then converts each correction into a change to the file that leaves the mark-up intact.

use std::ops::Range;

/// The French names of the months, used to recognise dates.
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

/// The placeholder for code, pictures and addresses in the text of a passage: U+FFFC OBJECT REPLACEMENT CHARACTER.
pub const OBJECT: char = '\u{fffc}';

/// The text of a paragraph, heading, caption or table cell, without mark-up.
#[derive(Clone, Debug, Default)]
pub struct Passage {
    /// The text, with [`OBJECT`] in place of code, pictures and addresses.
    pub text: String,
    /// The runs that cover `text`, in order, with their locations in the file.
    pub runs: Vec<SourceRun>,
    /// Whether the passage is one of a series of paragraphs, so that a quotation may continue from the paragraph before.
    pub runs_on: bool,
    /// The language tag; `None` for the language of the file.
    pub language: Option<String>,
}

/// A part of a passage that has no mark-up inside it.
#[derive(Clone, Debug)]
pub struct SourceRun {
    /// The index of the run's first byte in the text of the passage.
    pub at: usize,
    /// The run's byte range in the file; empty for anything that isn't prose.
    pub source: Range<usize>,
    /// Whether the text and the file have the same bytes here. They differ for entities such as `&nbsp;`.
    pub exact: bool,
    /// The byte of the file at which text must be inserted to precede this run: after the mark-up that closes between this run
    /// and the previous one, and before the mark-up that opens there.
    pub insert_at: usize,
    /// Whether a note reference is directly before this run. Unlike other mark-up, it may touch what follows it.
    pub follows_note_ref: bool,
}

/// A change to a file: the range of bytes to replace, and their replacement.
pub type SourceChange = (Range<usize>, String);

impl Passage {
    /// Appends a run with its text.
    pub fn push(&mut self, text: &str, source: Range<usize>, exact: bool, insert_at: usize) {
        self.runs.push(SourceRun { at: self.text.len(), source, exact, insert_at, follows_note_ref: false });
        self.text.push_str(text);
    }

    /// Returns the index of the run that contains a byte of the text: the last run that begins at or before that byte.
    fn run_of(&self, byte: usize) -> Option<usize> {
        self.runs.partition_point(|run| run.at <= byte).checked_sub(1)
    }

    fn end_of(&self, run: usize) -> usize {
        self.runs.get(run + 1).map_or(self.text.len(), |next| next.at)
    }

    /// Whether there is no mark-up between a run and the one before it.
    fn is_contiguous(&self, run: usize) -> bool {
        run > 0 && self.runs[run - 1].source.end == self.runs[run].source.start
    }

    /// Returns the change to the file that replaces `range` of the text with `after`.
    ///
    /// Returns `None` if the change would affect mark-up: if there is mark-up inside the range, or if removing a space would
    /// join mark-up to a word.
    pub fn in_source(&self, range: &Range<usize>, after: &str) -> Option<SourceChange> {
        let index = self.run_of(range.start)?;
        let run = &self.runs[index];
        let (start, end) = (run.at, self.end_of(index));
        let precedes_object = run.source.is_empty();
        if range.is_empty() && range.start == start && (!self.is_contiguous(index) || precedes_object) {
            return Some((run.insert_at..run.insert_at, after.to_string()));
        }
        if range.end > end {
            return self.across_runs(range, after, index);
        }
        let at_edge = (range.start == start && index > 0 && !self.is_contiguous(index) && !run.follows_note_ref)
            || (range.end == end && index + 1 < self.runs.len() && !self.is_contiguous(index + 1));
        let white = self.text[range.clone()].starts_with(char::is_whitespace);
        if after.is_empty() && at_edge && white {
            return None;
        }
        if run.exact {
            let from = run.source.start + range.start - start;
            return Some((from..from + range.len(), after.to_string()));
        }
        let (head, tail) = (&self.text[start..range.start], &self.text[range.end..end]);
        (!run.source.is_empty()).then(|| (run.source.clone(), format!("{head}{after}{tail}")))
    }

    /// Returns a change that covers several runs, or `None` if there is mark-up between them or if any of them isn't exact.
    fn across_runs(&self, range: &Range<usize>, after: &str, first: usize) -> Option<SourceChange> {
        let last = self.runs.partition_point(|run| run.at < range.end).checked_sub(1)?;
        let joined = (first + 1..=last).all(|run| self.is_contiguous(run));
        let exact = self.runs[first..=last].iter().all(|run| run.exact);
        let (head, tail) = (&self.runs[first], &self.runs[last]);
        let from = head.source.start + range.start - head.at;
        let to = tail.source.start + range.end - tail.at;
        (joined && exact).then(|| (from..to, after.to_string()))
    }

    /// Returns the byte of the file that corresponds to a byte of the text.
    pub fn source_byte(&self, byte: usize) -> usize {
        let run = self.runs.get(self.run_of(byte).unwrap_or(0));
        run.map_or(0, |run| if run.exact { run.source.start + byte - run.at } else { run.source.start })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn insertions_stay_outside_mark_up() {
        // *Oui*!
        let mut passage = Passage::default();
        passage.push("Oui", 1..4, true, 0);
        passage.push("!", 5..6, true, 5);
        assert_eq!(passage.in_source(&(3..3), "\u{202f}"), Some((5..5, "\u{202f}".to_string())));
        assert_eq!(passage.in_source(&(0..1), "o"), Some((1..2, "o".to_string())));
        assert_eq!(passage.in_source(&(2..4), "x"), None);
    }
}
