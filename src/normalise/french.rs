//! French as a corrector would set it, from what keyboards give.
//!
//! Takes a passage (a paragraph, a caption, a cell) as plain text, whatever mark-up stood in it; gives the edits that
//! make it right, each with its rule. Rules run in one order, on tokens, so that none sees into an address and none
//! undoes another: cleaning, spaces that vanish, apostrophes, quotations, signs, dashes, numbers, bonds, words. Applied
//! twice they give the same as once.
//!
//! The conventions are those of the *Lexique* of the Imprimerie nationale as babel-french, the OQLF and Lacroux report
//! them; [`profile`] holds what differs from country to country.

mod bonds;
mod clean;
mod lexicon;
mod line;
mod numbers;
mod profile;
mod quotes;
mod signs;
mod token;

pub use profile::Rule;
pub(super) use token::OBJECT;

use crate::diagnostic::{Diagnostic, Fault, Span};
use crate::spec::FrenchSpec;
use line::{Line, Lists};
use profile::{Profile, profile};
use quotes::Quotations;
use std::cell::Cell;
use std::ops::Range;
use token::Kind;

thread_local! {
    /// The lists of the passage that a thread set last, for their memory.
    static LISTS: Cell<Lists> = const { Cell::new(Lists::EMPTY) };
}

/// A change to a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes of the passage that go; empty where something is put in.
    pub range: Range<usize>,
    /// What takes their place.
    pub after: String,
    /// Why.
    pub rule: Rule,
}

/// Sets the passages of one text, in order: quotations run from one to the next.
pub struct Corrector<'s> {
    profile: Profile,
    spec: &'s FrenchSpec,
    quotations: Quotations,
}

impl<'s> Corrector<'s> {
    /// A corrector for a language: `fr`, `fr-CH`, `fr-CA`, `fr-BE`, `en`; for others only what all share.
    pub fn new(language: &str, spec: &'s FrenchSpec) -> Corrector<'s> {
        Corrector { profile: profile(language), spec, quotations: Quotations::default() }
    }

    /// The edits of a passage. `runs_on`: whether it is a paragraph among others, over which a quotation may run;
    /// `place` tells where a byte of it was typed.
    pub fn passage(&mut self, text: &str, runs_on: bool, place: &dyn Fn(usize) -> Span) -> Vec<Edit> {
        match clean::clean(text) {
            None => self.set(text, runs_on, place),
            Some(cleaned) => {
                let edits = self.set(&cleaned.text, runs_on, place);
                cleaned.joined(edits)
            }
        }
    }

    fn set(&mut self, text: &str, runs_on: bool, place: &dyn Fn(usize) -> Span) -> Vec<Edit> {
        let mut line = Line::new(text, self.profile, self.spec, LISTS.take());
        signs::close_up(&mut line);
        signs::apostrophes(&mut line);
        if self.profile.is_french {
            bonds::etc(&mut line);
        }
        self.quotations.pair(&mut line, runs_on, place);
        if self.profile.is_french {
            signs::typed_dashes(&mut line);
        }
        quotes::space(&mut line);
        if self.profile.is_french || self.profile.curls {
            signs::high_signs(&mut line);
        }
        if self.profile.is_french {
            signs::dashes(&mut line);
            if line.has(Kind::Number) {
                numbers::thousands(&mut line);
                numbers::holds_to_number(&mut line);
            }
            numbers::numerals(&mut line);
            numbers::ordinals(&mut line);
            bonds::set(&mut line);
            lexicon::set(&mut line);
        }
        let edits = line.edits();
        LISTS.set(line.into_lists());
        edits
    }

    /// Whether a quotation runs on from the last passage to the next.
    pub(super) fn is_within(&self) -> bool {
        self.quotations.is_open()
    }

    /// One for the passages that follow, which are set on their own.
    pub(super) fn ahead(&self) -> Corrector<'s> {
        Corrector { profile: self.profile, spec: self.spec, quotations: self.quotations.carried() }
    }

    /// Goes on after passages that another has set, which began with what is open here.
    pub(super) fn join(&mut self, next: Corrector) {
        self.quotations.join(next.quotations);
    }

    /// Goes on after passages that another has set, none of which runs on.
    pub(super) fn join_apart(&mut self, next: Corrector) {
        self.quotations.end();
        self.quotations.join(next.quotations);
    }

    /// Ends the text, and tells of quotations that were never closed or never opened.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.quotations.end();
        let unclosed = self.quotations.unclosed.iter().map(|s| Diagnostic::warning(*s, Fault::QuotationNotClosed {}));
        let unopened = self.quotations.unopened.iter().map(|s| Diagnostic::warning(*s, Fault::QuotationNotOpened {}));
        let mut said: Vec<Diagnostic> = unclosed.chain(unopened).collect();
        said.sort_by_key(|d| d.span);
        said
    }
}

/// Applies edits to a passage.
pub fn applied(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len() + edits.len() * 2);
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.range.start.max(at)]);
        out.push_str(&edit.after);
        at = edit.range.end.max(at);
    }
    out.push_str(&text[at..]);
    out
}
