//! Corrects the typography of lines: passes their inlines to the corrector as plain text, and applies its edits to the inlines.
//!
//! In this plain text, mark-up doesn't end a word, and note references are left out. Words in another language are corrected by
//! the rules of that language.

use super::french::{Corrector, Edit, Rule};
use super::language::Language;
use super::{note_refs, superiors};
use crate::diagnostic::{Diagnostic, Span};
use crate::manuscript::{Inline, Words};
use crate::prose::OBJECT;
use std::ops::Range;

/// A change to the text as typed.
#[derive(Clone, Debug)]
pub struct Correction {
    /// The span of the text that was changed.
    pub span: Span,
    /// The rule that made the change.
    pub rule: Rule,
    /// The text before the change.
    pub before: String,
    /// The text after the change.
    pub after: String,
}

/// Corrects the lines of one text, in order.
pub(super) struct LineCorrector<'s> {
    language: Language<'s>,
    /// The corrector for paragraphs. A quotation may continue over several of them.
    paragraphs: Corrector<'s>,
    /// The corrector for headings, captions, cells and notes. It is separate because these lines may interrupt a quotation that
    /// continues over several paragraphs.
    separate: Corrector<'s>,
    corrections: Vec<Correction>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> LineCorrector<'s> {
    pub(super) fn new(language: Language<'s>) -> LineCorrector<'s> {
        LineCorrector {
            language,
            paragraphs: language.corrector(),
            separate: language.corrector(),
            corrections: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Whether a quotation is still open after the last paragraph.
    pub(super) fn has_open_quotation(&self) -> bool {
        self.paragraphs.has_open_quotation()
    }

    /// Returns a corrector for the lines that follow, with the quotations that are open here.
    pub(super) fn continued(&self) -> LineCorrector<'s> {
        LineCorrector { paragraphs: self.paragraphs.continued(), ..LineCorrector::new(self.language) }
    }

    /// Takes over the state and the results of `next`, which has corrected the lines that follow.
    pub(super) fn append(&mut self, mut next: LineCorrector) {
        self.paragraphs.append(next.paragraphs);
        self.separate.end_quotations();
        self.separate.append(next.separate);
        self.corrections.append(&mut next.corrections);
        self.diagnostics.append(&mut next.diagnostics);
    }

    /// Corrects a line. `runs_on` is true if the line belongs to a series of paragraphs.
    pub(super) fn line(&mut self, inlines: &mut Vec<Inline>, runs_on: bool) {
        note_refs::close_up(inlines);
        self.words(inlines, runs_on);
        if self.language.is_french() {
            note_refs::move_before_punctuation(inlines);
            superiors::set(inlines, self.language.french);
        }
    }

    fn words(&mut self, inlines: &mut [Inline], runs_on: bool) {
        each_foreign(inlines, &mut |tag, inner| {
            let mut foreign = LineCorrector::new(Language { tag, french: self.language.french });
            foreign.words(inner, false);
            let (mut corrections, mut diagnostics) = foreign.finish();
            self.corrections.append(&mut corrections);
            self.diagnostics.append(&mut diagnostics);
        });
        let line = LineText::of(inlines);
        if line.runs.is_empty() {
            return;
        }
        let corrector = if runs_on { &mut self.paragraphs } else { &mut self.separate };
        let edits = corrector.passage(&line.text, runs_on, &|byte| line.span(byte..byte + 1));
        self.corrections.extend(edits.iter().map(|edit| Correction {
            span: line.span(edit.range.clone()),
            rule: edit.rule,
            before: line.text[edit.range.clone()].to_string(),
            after: edit.after.clone(),
        }));
        if !edits.is_empty() {
            apply(inlines, &line, &edits);
        }
    }

    /// Ends the text. Returns its corrections in order, and warnings about its quotations.
    pub(super) fn finish(self) -> (Vec<Correction>, Vec<Diagnostic>) {
        let mut diagnostics = self.diagnostics;
        diagnostics.extend(self.paragraphs.finish());
        diagnostics.extend(self.separate.finish());
        (self.corrections, diagnostics)
    }
}

/// The plain text of a line, with the runs of words that it comes from.
#[derive(Default)]
struct LineText {
    text: String,
    /// The first byte of each run of words in `text`, and the run's span in the file.
    runs: Vec<(usize, Span)>,
}

impl LineText {
    fn of(inlines: &[Inline]) -> LineText {
        let mut line = LineText::default();
        line.add(inlines);
        line
    }

    fn add(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(words) => {
                    self.runs.push((self.text.len(), words.span));
                    self.text.push_str(&words.text);
                }
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Struck(inner)
                | Inline::Superscript(inner)
                | Inline::Subscript(inner)
                | Inline::SmallCapitals(inner)
                | Inline::Link { inlines: inner, .. } => self.add(inner),
                Inline::Code(_) | Inline::Picture(_) | Inline::Foreign { .. } => self.text.push(OBJECT),
                Inline::Break => self.text.push('\n'),
                Inline::NoteRef(..) => {}
            }
        }
    }

    /// Returns the span of a range of bytes. This is the span of the whole run if the run doesn't match the file byte for byte.
    fn span(&self, range: Range<usize>) -> Span {
        let index = self.runs.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        let Some((start, span)) = self.runs.get(index) else { return Span::default() };
        let end = self.runs.get(index + 1).map_or(self.text.len(), |(next, _)| *next);
        let (from, to) = (range.start.saturating_sub(*start), range.end.saturating_sub(*start));
        if (span.end - span.start) as usize == end - start {
            Span::new(span.file, span.start as usize + from, (span.start as usize + to).min(span.end as usize))
        } else {
            *span
        }
    }
}

/// Applies edits to the runs of words that they affect. If an edit covers several runs, its text goes into the first of them.
fn apply(inlines: &mut [Inline], line: &LineText, edits: &[Edit]) {
    let mut run = 0;
    let mut next = 0;
    each_own_words(inlines, &mut |words| {
        let start = line.runs[run].0;
        let end = start + words.text.len();
        // A space at the end of this run belongs to it if something other than words follows, such as code.
        let is_last = line.runs.get(run + 1).is_none_or(|(next, _)| *next > end);
        run += 1;
        let mut out = String::new();
        let mut at = start;
        while let Some(edit) = edits.get(next) {
            let begins_later = edit.range.start > end || (edit.range.start == end && !is_last);
            if begins_later {
                break;
            }
            if edit.range.start >= start {
                out.push_str(&line.text[at..edit.range.start.max(at)]);
                out.push_str(&edit.after);
            }
            at = edit.range.end.clamp(at, end.max(at));
            if edit.range.end > end {
                break;
            }
            next += 1;
        }
        if at > start || !out.is_empty() {
            out.push_str(&line.text[at..end.max(at)]);
            words.text = out;
        }
    });
}

/// Calls `visit` with each run of words that is in the language of the line.
fn each_own_words(inlines: &mut [Inline], visit: &mut dyn FnMut(&mut Words)) {
    for inline in inlines {
        if let Inline::Text(words) = inline {
            visit(words);
        }
        if !matches!(inline, Inline::Foreign { .. }) {
            each_own_words(inline.inner_mut(), visit);
        }
    }
}

/// Calls `visit` with the language and the inlines of each outermost element in another language.
fn each_foreign(inlines: &mut [Inline], visit: &mut dyn FnMut(&str, &mut [Inline])) {
    for inline in inlines {
        if let Inline::Foreign { language, inlines } = inline {
            visit(language, inlines);
        } else {
            each_foreign(inline.inner_mut(), visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::{NoteId, plain_text};
    use crate::spec::FrenchSpec;

    fn words(text: &str) -> Inline {
        Inline::Text(Words { text: text.to_string(), span: Span::default() })
    }

    fn corrected(mut inlines: Vec<Inline>) -> String {
        let french = FrenchSpec::default();
        LineCorrector::new(Language { tag: "fr", french: &french }).line(&mut inlines, true);
        plain_text(&inlines)
    }

    #[test]
    fn mark_up_does_not_end_a_word() {
        let line = vec![words("l'"), Inline::Emphasis(vec![words("amour")]), words("!")];
        assert_eq!(corrected(line), "l’amour\u{202f}!");
        let line = vec![words("\""), Inline::Strong(vec![words("Non")]), words("\", dit-il")];
        assert_eq!(corrected(line), "«\u{a0}Non\u{a0}», dit-il");
    }

    #[test]
    fn spaces_are_set_around_code() {
        let code = || Inline::Code(Words { text: "x".to_string(), span: Span::default() });
        let spaced = vec![words("« "), code(), words(" » et «"), code(), words("»!")];
        assert_eq!(corrected(spaced), "«\u{a0}x\u{a0}» et «\u{a0}x\u{a0}»\u{202f}!");
    }

    #[test]
    fn the_space_before_a_note_reference_goes_and_the_one_after_it_stays() {
        let note = || Inline::NoteRef(NoteId(0), Span::default());
        let line = |before: &str, after: &str| corrected(vec![words(before), note(), words(after)]);
        assert_eq!(line("mot ", " suite"), "mot suite");
        assert_eq!(line("mot ", "suite"), "mot suite");
        assert_eq!(line("« cité » ", " puis"), "«\u{a0}cité\u{a0}» puis");
        assert_eq!(line("tout change ", " , et"), "tout change, et");
    }

    #[test]
    fn an_edit_across_several_runs_keeps_all_text() {
        let line = vec![words("10 "), Inline::Strong(vec![words(" 000 c")]), words("oeur")];
        assert_eq!(corrected(line), "10\u{202f}000 cœur");
    }

    #[test]
    fn words_in_another_language_follow_its_rules() {
        let foreign = Inline::Foreign { language: "en".to_string(), inlines: vec![words("\"Really?\" he said")] };
        assert_eq!(corrected(vec![words("Il dit "), foreign, words(" !")]), "Il dit “Really?” he said\u{202f}!");
    }
}
