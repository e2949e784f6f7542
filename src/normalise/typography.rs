//! Corrects the typography of lines: passes their inlines to the corrector as plain text, and applies its edits to the inlines.
//!
//! In this plain text, mark-up doesn't end a word, and note references are left out. Words in another language are corrected by
//! the rules of that language.

use super::french::{Corrector, Edit, Rule};
use super::language::Language;
use super::{note_refs, superiors};
use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::manuscript::{Inline, PictureRef, Words};
use crate::prose::{OBJECT, Passage, SourceChange};
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
    /// The change to the file that has the same effect; `None` if mark-up is in the way.
    pub change: Option<SourceChange>,
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
        if line.words.is_empty() {
            return;
        }
        let corrector = if runs_on { &mut self.paragraphs } else { &mut self.separate };
        let text = &line.passage.text;
        let edits = corrector.passage(text, runs_on, &|byte| line.span(byte..byte + 1));
        self.corrections.extend(edits.iter().map(|edit| Correction {
            span: line.span(edit.range.clone()),
            rule: edit.rule,
            before: text[edit.range.clone()].to_string(),
            after: edit.after.clone(),
            change: line.passage.in_source(&edit.range, &edit.after),
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

/// The plain text of a line, and its places in the file.
struct LineText {
    passage: Passage,
    /// The file that the line is in.
    file: FileId,
    /// The byte of the file at which the last inline ends, including mark-up that closes after it.
    end: usize,
    /// The index in the passage of each run of words that an edit may change.
    words: Vec<usize>,
    /// Whether the last inline is a note reference.
    follows_note_ref: bool,
}

impl LineText {
    fn of(inlines: &[Inline]) -> LineText {
        let mut line = LineText {
            passage: Passage::default(),
            file: FileId(0),
            end: 0,
            words: Vec::new(),
            follows_note_ref: false,
        };
        line.add(inlines);
        line
    }

    fn add(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(words) => {
                    let Span { file, start, end } = words.span;
                    self.file = file;
                    self.words.push(self.passage.runs.len());
                    let exact = (end - start) as usize == words.text.len();
                    self.passage.push(&words.text, start as usize..end as usize, exact, self.end);
                    self.end = end as usize;
                    if let Some(run) = self.passage.runs.last_mut() {
                        run.follows_note_ref = std::mem::take(&mut self.follows_note_ref);
                    }
                }
                Inline::Styled { inlines: inner, span, .. } | Inline::Link { inlines: inner, span, .. } => {
                    self.add(inner);
                    self.end = span.end as usize;
                }
                Inline::Code(Words { span, .. })
                | Inline::Picture(PictureRef { span, .. })
                | Inline::Foreign { span, .. } => {
                    self.passage.push(OBJECT.encode_utf8(&mut [0; 4]), self.end..self.end, false, self.end);
                    self.end = span.end as usize;
                }
                Inline::Break => self.passage.push("\n", self.end..self.end, false, self.end),
                Inline::NoteRef(_, span) => {
                    self.end = span.end as usize;
                    self.follows_note_ref = true;
                }
            }
        }
    }

    /// Returns the span of a range of bytes. This is the span of the whole run if the run doesn't match the file byte for byte.
    fn span(&self, range: Range<usize>) -> Span {
        let runs = &self.passage.runs;
        let index = runs.partition_point(|run| run.at <= range.start).saturating_sub(1);
        let Some(run) = runs.get(index) else { return Span::default() };
        if !run.exact {
            return Span::new(self.file, run.source.start, run.source.end);
        }
        let (from, to) = (range.start.saturating_sub(run.at), range.end.saturating_sub(run.at));
        Span::new(self.file, run.source.start + from, (run.source.start + to).min(run.source.end))
    }
}

/// Applies edits to the runs of words that they affect. If an edit covers several runs, its text goes into the first of them.
fn apply(inlines: &mut [Inline], line: &LineText, edits: &[Edit]) {
    let mut run = 0;
    let mut next = 0;
    each_own_words(inlines, &mut |words| {
        let start = line.passage.runs[line.words[run]].at;
        let end = start + words.text.len();
        // A space at the end of this run belongs to it if something other than words follows, such as code.
        let is_last = line.words.get(run + 1).is_none_or(|next| line.passage.runs[*next].at > end);
        run += 1;
        let mut out = String::new();
        let mut at = start;
        while let Some(edit) = edits.get(next) {
            let begins_later = edit.range.start > end || (edit.range.start == end && !is_last);
            if begins_later {
                break;
            }
            if edit.range.start >= start {
                out.push_str(&line.passage.text[at..edit.range.start.max(at)]);
                out.push_str(&edit.after);
            }
            at = edit.range.end.clamp(at, end.max(at));
            if edit.range.end > end {
                break;
            }
            next += 1;
        }
        if at > start || !out.is_empty() {
            out.push_str(&line.passage.text[at..end.max(at)]);
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
        if let Inline::Foreign { language, inlines, .. } = inline {
            visit(language, inlines);
        } else {
            each_foreign(inline.inner_mut(), visit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manuscript::{InlineStyle, NoteId, plain_text};
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
        let line =
            vec![words("l'"), Inline::styled(InlineStyle::Emphasis, vec![words("amour")], Span::default()), words("!")];
        assert_eq!(corrected(line), "l’amour\u{202f}!");
        let line = vec![
            words("\""),
            Inline::styled(InlineStyle::Strong, vec![words("Non")], Span::default()),
            words("\", dit-il"),
        ];
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
        let line = vec![
            words("10 "),
            Inline::styled(InlineStyle::Strong, vec![words(" 000 c")], Span::default()),
            words("oeur"),
        ];
        assert_eq!(corrected(line), "10\u{202f}000 cœur");
    }

    #[test]
    fn words_in_another_language_follow_its_rules() {
        let foreign = Inline::Foreign {
            language: "en".to_string(),
            inlines: vec![words("\"Really?\" he said")],
            span: Span::default(),
        };
        assert_eq!(corrected(vec![words("Il dit "), foreign, words(" !")]), "Il dit “Really?” he said\u{202f}!");
    }
}
