//! Lines of inlines as passages for the corrector, and its edits back into them.
//!
//! Mark-up does not end a word, and the call of a note isn't there: rules see the letters as they are read. Words in
//! another language are set by that language's own rules.

use super::Tongue;
use super::french::{Corrector, Edit, OBJECT, Rule};
use crate::diagnostic::{Diagnostic, Span};
use crate::manuscript::{Inline, Words};

/// A change that was made to what was typed.
#[derive(Clone, Debug)]
pub struct Correction {
    /// Where it was typed.
    pub span: Span,
    /// Why.
    pub rule: Rule,
    /// What was typed.
    pub before: String,
    /// What it became.
    pub after: String,
}

/// What sets the lines of one text.
pub(super) struct Lines<'s> {
    tongue: Tongue<'s>,
    /// For paragraphs, over which quotations run.
    running: Corrector<'s>,
    /// For headings, captions, cells and notes.
    apart: Corrector<'s>,
    pub(super) corrections: Vec<Correction>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Lines<'s> {
    pub(super) fn new(tongue: Tongue<'s>) -> Lines<'s> {
        Lines {
            tongue,
            running: tongue.corrector(),
            apart: tongue.corrector(),
            corrections: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Whether a quotation runs on from the last paragraph to the next.
    pub(super) fn is_within(&self) -> bool {
        self.running.is_within()
    }

    /// What sets the lines that follow, on their own.
    pub(super) fn ahead(&self) -> Lines<'s> {
        Lines { running: self.running.ahead(), ..Lines::new(self.tongue) }
    }

    /// Goes on after lines that others have set, from where these are.
    pub(super) fn join(&mut self, mut next: Lines) {
        self.running.join(next.running);
        self.apart.join_apart(next.apart);
        self.corrections.append(&mut next.corrections);
        self.diagnostics.append(&mut next.diagnostics);
    }

    /// Sets a line; `runs_on` says whether it is a paragraph among others.
    pub(super) fn set(&mut self, inlines: &mut [Inline], runs_on: bool) {
        each_foreign(inlines, &mut |language, inner| {
            let tongue = Tongue { language, french: self.tongue.french };
            let mut lines = Lines::new(tongue);
            lines.set(inner, false);
            self.corrections.append(&mut lines.corrections);
            self.diagnostics.extend(lines.finish().1);
        });
        let mut passage = Passage::default();
        passage.gather(inlines);
        if passage.pieces.is_empty() {
            return;
        }
        let corrector = if runs_on { &mut self.running } else { &mut self.apart };
        let edits = corrector.passage(&passage.text, runs_on, &|byte| passage.span(byte..byte + 1));
        for edit in &edits {
            self.corrections.push(Correction {
                span: passage.span(edit.range.clone()),
                rule: edit.rule,
                before: passage.text[edit.range.clone()].to_string(),
                after: edit.after.clone(),
            });
        }
        if !edits.is_empty() {
            apply(inlines, &passage, &edits);
        }
    }

    /// Ends the text: what was changed, and what is to be said.
    pub(super) fn finish(self) -> (Vec<Correction>, Vec<Diagnostic>) {
        let mut diagnostics = self.diagnostics;
        diagnostics.extend(self.running.finish());
        diagnostics.extend(self.apart.finish());
        (self.corrections, diagnostics)
    }
}

/// The letters of a line, with the words they come from.
#[derive(Default)]
struct Passage {
    text: String,
    /// The first byte of each run of words, and the run's place.
    pieces: Vec<(usize, Span)>,
}

impl Passage {
    fn gather(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(words) => {
                    self.pieces.push((self.text.len(), words.span));
                    self.text.push_str(&words.text);
                }
                Inline::Emphasis(inner)
                | Inline::Strong(inner)
                | Inline::Struck(inner)
                | Inline::Superscript(inner)
                | Inline::Subscript(inner)
                | Inline::SmallCapitals(inner)
                | Inline::Link { inlines: inner, .. } => self.gather(inner),
                Inline::Code(_) | Inline::Picture(_) | Inline::Foreign { .. } => self.text.push(OBJECT),
                Inline::Break => self.text.push('\n'),
                Inline::Call(..) => {}
            }
        }
    }

    /// Where bytes were typed; the whole run where its letters aren't those of the file.
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        let at = self.pieces.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        let Some((start, span)) = self.pieces.get(at) else { return Span::default() };
        let end = self.pieces.get(at + 1).map_or(self.text.len(), |(next, _)| *next);
        let (from, to) = (range.start.saturating_sub(*start), range.end.saturating_sub(*start));
        if (span.end - span.start) as usize == end - start {
            Span::new(span.file, span.start as usize + from, (span.start as usize + to).min(span.end as usize))
        } else {
            *span
        }
    }
}

/// Puts edits into the runs of words they fall into; one over several runs goes into the first.
fn apply(inlines: &mut [Inline], passage: &Passage, edits: &[Edit]) {
    let mut number = 0;
    let mut next = 0;
    each_own_words(inlines, &mut |words| {
        let (start, end) = (passage.pieces[number].0, passage.pieces[number].0 + words.text.len());
        let last = number + 1 == passage.pieces.len();
        number += 1;
        // Edits that end before this run were for what isn't words, of which there are none.
        let mut out = String::new();
        let mut at = start;
        while let Some(edit) = edits.get(next) {
            let here = edit.range.start < end || (last && edit.range.start == end);
            if !here {
                break;
            }
            if edit.range.start >= start {
                out.push_str(&passage.text[at..edit.range.start.max(at)]);
                out.push_str(&edit.after);
            }
            at = edit.range.end.clamp(at, end.max(at));
            if edit.range.end > end {
                break;
            }
            next += 1;
        }
        if at > start || !out.is_empty() {
            out.push_str(&passage.text[at..end.max(at)]);
            words.text = out;
        }
    });
}

/// Calls `visit` on the words of a line that are in its own language.
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

/// Calls `visit` on the outermost words of another language.
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
    use crate::manuscript::plain_text;
    use crate::spec::FrenchSpec;

    fn words(text: &str) -> Inline {
        Inline::Text(Words { text: text.to_string(), span: Span::default() })
    }

    fn set(mut inlines: Vec<Inline>) -> String {
        let french = FrenchSpec::default();
        let mut lines = Lines::new(Tongue { language: "fr", french: &french });
        lines.set(&mut inlines, true);
        plain_text(&inlines)
    }

    #[test]
    fn mark_up_does_not_end_a_word() {
        let line = vec![words("l'"), Inline::Emphasis(vec![words("amour")]), words("!")];
        assert_eq!(set(line), "l’amour\u{202f}!");
        let line = vec![words("\""), Inline::Strong(vec![words("Non")]), words("\", dit-il")];
        assert_eq!(set(line), "«\u{a0}Non\u{a0}», dit-il");
    }

    #[test]
    fn a_change_over_several_runs_loses_nothing() {
        let line = vec![words("10 "), Inline::Strong(vec![words(" 000 c")]), words("oeur")];
        assert_eq!(set(line), "10\u{202f}000 cœur");
    }

    #[test]
    fn another_language_keeps_its_own_rules() {
        let foreign = Inline::Foreign { language: "en".to_string(), inlines: vec![words("\"Really?\" he said")] };
        assert_eq!(set(vec![words("Il dit "), foreign, words(" !")]), "Il dit “Really?” he said\u{202f}!");
    }
}
