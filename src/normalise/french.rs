//! French typography: what a keyboard gives becomes what a French proofreader would set.
//!
//! Takes a passage (a paragraph, a caption, a cell) as plain text; gives the edits that correct it, each with its rule. The passage is
//! divided into tokens once, in [`tokenizer`], and rules work on these one after the other, so that none looks into an address and none
//! undoes what another has done. Correcting a text twice gives the same as correcting it once.
//!
//! | Rules | File |
//! |---|---|
//! | decomposed accents, soft hyphens, `ﬁ` as one character | [`unicode_cleanup`] |
//! | spaces before `; : ! ?`, before `, .`, inside brackets, after elisions | [`punctuation`] |
//! | apostrophes and single quotation marks | [`apostrophes`] |
//! | guillemets, curly quotation marks, and spaces inside of them | [`quotation_marks`] |
//! | dashes, and hyphens typed for them | [`dashes`] |
//! | numbers, units, dates, Roman numerals, ordinals | [`numbers`] |
//! | abbreviations (`M.`, `p.`, `n°`, `etc.`) and initials | [`abbreviations`] |
//! | œ, æ, accents on capitals | [`spelling`] |
//!
//! The rules are those of the *Lexique des règles typographiques en usage à l'Imprimerie nationale* as far as babel-french, the OQLF and
//! Lacroux report them. [`profile`] has what differs between countries. Superior letters and small capitals, which plain text can't
//! have, are set later: see `superiors`.

mod abbreviations;
mod apostrophes;
mod dashes;
mod edit;
mod numbers;
mod profile;
mod punctuation;
mod quotation_marks;
mod rule;
mod spelling;
mod tokenizer;
mod tokens;
mod unicode_cleanup;

pub use edit::{Edit, applied};
pub use rule::Rule;
pub(super) use tokenizer::OBJECT;

use crate::diagnostic::{Diagnostic, Fault, Span};
use crate::spec::FrenchSpec;
use profile::{Profile, profile};
use quotation_marks::Quotations;
use tokenizer::TokenKind;
use tokens::Tokens;

/// Corrects the passages of one text, in order, since a quotation may continue from one to the next.
///
/// ```
/// use agrafe::diagnostic::Span;
/// use agrafe::normalise::{Corrector, applied};
/// use agrafe::spec::FrenchSpec;
///
/// let settings = FrenchSpec::default();
/// let mut corrector = Corrector::new("fr", &settings);
/// let edits = corrector.passage("Oui!", false, &|_| Span::default());
/// assert_eq!(applied("Oui!", &edits), "Oui\u{202f}!");
/// ```
pub struct Corrector<'s> {
    profile: Profile,
    spec: &'s FrenchSpec,
    quotations: Quotations,
}

impl<'s> Corrector<'s> {
    /// A corrector for a language, by its tag: `fr`, `fr-CH`, `fr-CA`, `fr-BE`, `en`. Other languages get only the rules that all share.
    pub fn new(language: &str, spec: &'s FrenchSpec) -> Corrector<'s> {
        Corrector { profile: profile(language), spec, quotations: Quotations::default() }
    }

    /// The edits that correct a passage, in order.
    ///
    /// `runs_on` says whether the passage is one of a series of paragraphs, so that a quotation may continue from the one before.
    /// `place_of` returns the place at which a byte of the passage was typed.
    pub fn passage(&mut self, text: &str, runs_on: bool, place_of: &dyn Fn(usize) -> Span) -> Vec<Edit> {
        match unicode_cleanup::clean(text) {
            None => self.edits(text, runs_on, place_of),
            Some(clean) => {
                let edits = self.edits(&clean.text, runs_on, place_of);
                clean.edits_of_typed(edits)
            }
        }
    }

    /// Applies the rules. Their order matters: spaces are taken out before marks are told apart by their neighbours, and marks have
    /// become what they are before spaces are set beside them.
    fn edits(&mut self, text: &str, runs_on: bool, place_of: &dyn Fn(usize) -> Span) -> Vec<Edit> {
        let mut tokens = Tokens::new(text, self.profile, self.spec);
        let is_french = self.profile.is_french;
        punctuation::close_up(&mut tokens);
        let marks = &tokens.marks();
        apostrophes::set_apostrophes(&mut tokens, marks);
        if is_french {
            abbreviations::shorten_etc(&mut tokens, marks);
        }
        self.quotations.pair(&mut tokens, marks, runs_on, place_of);
        if is_french {
            dashes::replace_hyphens(&mut tokens, marks);
            quotation_marks::space_inside(&mut tokens, marks);
        }
        if self.profile.replaces_straight_quotes {
            punctuation::space_high_punctuation(&mut tokens, marks);
        }
        if is_french {
            dashes::space_dashes(&mut tokens, marks);
            if tokens.has(TokenKind::Number) {
                numbers::group_digits(&mut tokens);
                numbers::join_units(&mut tokens);
            }
            numbers::join_roman_numerals(&mut tokens);
            numbers::shorten_ordinals(&mut tokens);
            abbreviations::set_spaces(&mut tokens);
            spelling::correct_words(&mut tokens);
        }
        tokens.into_edits()
    }

    /// Whether a quotation is open at the end of the last passage.
    pub(super) fn has_open_quotation(&self) -> bool {
        self.quotations.is_open()
    }

    /// A corrector for the passages that follow, with the quotations that are open here.
    pub(super) fn continued(&self) -> Corrector<'s> {
        Corrector { profile: self.profile, spec: self.spec, quotations: self.quotations.continued() }
    }

    /// Takes over from a corrector that has corrected the passages that follow.
    pub(super) fn append(&mut self, next: Corrector) {
        self.quotations.append(next.quotations);
    }

    /// Ends the quotations that are open: no passage that follows continues them.
    pub(super) fn end_quotations(&mut self) {
        self.quotations.end();
    }

    /// Ends the text: a warning for each quotation that was never closed or never opened.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        self.end_quotations();
        let Quotations { unclosed, unopened, .. } = self.quotations;
        let unclosed = unclosed.into_iter().map(|span| Diagnostic::warning(span, Fault::QuotationNotClosed {}));
        let unopened = unopened.into_iter().map(|span| Diagnostic::warning(span, Fault::QuotationNotOpened {}));
        let mut diagnostics: Vec<Diagnostic> = unclosed.chain(unopened).collect();
        diagnostics.sort_by_key(|diagnostic| diagnostic.span);
        diagnostics
    }
}
