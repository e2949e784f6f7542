//! Maps the text that is parsed to the file that it comes from.

use super::masks::{self, Mask};
use crate::diagnostic::{FileId, Span};
use std::borrow::Cow;
use std::ops::Range;

/// A file with the mark-up of other dialects masked.
pub(super) struct MaskedSource<'s> {
    pub(super) file: FileId,
    pub(super) source: &'s str,
    masks: Vec<Mask>,
}

impl<'s> MaskedSource<'s> {
    /// Finds the masks of the text that begins at byte `body` of a file. Also returns the masked file.
    pub(super) fn of(source: &'s str, body: usize, file: FileId) -> (MaskedSource<'s>, Cow<'s, str>) {
        let masks = masks::find(source, body);
        let masked = if masks.is_empty() { Cow::Borrowed(source) } else { Cow::Owned(masks::apply(source, &masks)) };
        (MaskedSource { file, source, masks }, masked)
    }

    /// Returns the span of a range of bytes in the file.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, range.start, range.end)
    }

    /// Returns the text of a range of bytes in the file, without masks.
    pub(super) fn slice(&self, range: &Range<usize>) -> &'s str {
        self.source.get(range.clone()).unwrap_or_default()
    }

    /// Returns the masks that overlap a range of bytes in the file.
    pub(super) fn masks_in(&self, range: &Range<usize>) -> &[Mask] {
        let first = self.masks.partition_point(|mask| mask.range.end <= range.start);
        let count = self.masks[first..].partition_point(|mask| mask.range.start < range.end);
        &self.masks[first..first + count]
    }

    /// Returns the mask that begins at a byte of the file.
    pub(super) fn mask_at(&self, start: usize) -> Option<&Mask> {
        let found = self.masks.binary_search_by_key(&start, |mask| mask.range.start).ok()?;
        self.masks.get(found)
    }
}

/// A piece of a file that is parsed separately, possibly without the marks that begin its lines there.
#[derive(Clone, Debug, Default)]
pub(super) struct Part<'t> {
    pub(super) text: Cow<'t, str>,
    /// For each run of bytes that the text has in common with the file: its first byte in the text, and in the file.
    runs: Vec<PartRun>,
}

#[derive(Clone, Copy, Debug)]
struct PartRun {
    in_text: usize,
    in_file: usize,
}

impl<'t> Part<'t> {
    /// Creates a part from a text that begins at a byte of the file.
    pub(super) fn new(text: &'t str, at: usize) -> Part<'t> {
        Part { text: Cow::Borrowed(text), runs: vec![PartRun { in_text: 0, in_file: at }] }
    }

    /// Appends text that begins at a byte of the file.
    pub(super) fn push(&mut self, text: &str, at: usize) {
        let in_text = self.text.len();
        if self.runs.last().is_none_or(|last| last.in_file + in_text - last.in_text != at) {
            self.runs.push(PartRun { in_text, in_file: at });
        }
        self.text.to_mut().push_str(text);
    }

    /// Returns the byte of the file that corresponds to a byte of the text.
    pub(super) fn in_file(&self, at: usize) -> usize {
        let after = self.runs.partition_point(|run| run.in_text <= at);
        let run = after.checked_sub(1).and_then(|run| self.runs.get(run));
        run.map_or(0, |run| run.in_file + at - run.in_text)
    }

    /// Returns the range of the file that corresponds to a range of the text.
    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.in_file(range.start);
        let end = if range.end > range.start { self.in_file(range.end - 1) + 1 } else { start };
        start..end.max(start)
    }

    /// Returns the bytes `range` of the text as a part.
    pub(super) fn sub(&self, range: Range<usize>) -> Part<'_> {
        let first = self.runs.partition_point(|run| run.in_text <= range.start).saturating_sub(1);
        let runs = self.runs[first..].iter().take_while(|run| run.in_text < range.end || run.in_text <= range.start);
        let runs = runs.map(|run| {
            let skipped = range.start.saturating_sub(run.in_text);
            PartRun { in_text: (run.in_text + skipped) - range.start, in_file: run.in_file + skipped }
        });
        Part { text: Cow::Borrowed(&self.text[range.clone()]), runs: runs.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_place_in_the_file() {
        // > ab
        // > cd
        let mut part = Part::default();
        part.push("ab\n", 2);
        part.push("cd\n", 7);
        assert_eq!(part.range(&(1..5)), 3..9);
        let second = part.sub(3..5);
        assert_eq!((&*second.text, second.range(&(0..2))), ("cd", 7..9));
        assert_eq!(part.sub(1..4).range(&(0..1)), 3..4);
    }
}
