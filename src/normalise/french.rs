//! French typography: corrects text typed on a keyboard, as a French proofreader would.
//!
//! Input: a passage (a paragraph, a caption, a cell) as plain text. Output: the edits that correct it, each with its rule. The
//! [`tokenizer`] splits the passage into tokens once. The rules are then applied to these tokens, one rule after another. No
//! rule changes the inside of a web address or undoes the work of another rule. Correcting a text a second time changes
//! nothing.
//!
//! | Rules | File |
//! |---|---|
//! | decomposed accents, soft hyphens, ligatures such as `ﬁ` that are a single character | [`unicode_cleanup`] |
//! | spaces before `; : ! ?`, before `, .`, inside brackets, after elisions | [`punctuation`] |
//! | apostrophes and single quotation marks | [`apostrophes`] |
//! | guillemets, curly quotation marks, and the spaces inside them | [`quotation_marks`] |
//! | dashes, and hyphens typed in place of dashes | [`dashes`] |
//! | numbers, units, dates, Roman numerals, ordinals | [`numbers`] |
//! | abbreviations (`M.`, `p.`, `n°`, `etc.`) and initials | [`abbreviations`] |
//! | œ, æ, accents on capitals | [`spelling`], [`initial_a`] |
//! | the language of a sentence, for rules that need it | [`context`] |
//!
//! The rules follow the *Lexique des règles typographiques en usage à l'Imprimerie nationale*, to the extent that babel-french,
//! the OQLF and Lacroux document it. [`profile`] holds the conventions that differ between countries. Superior letters and
//! small capitals, which plain text can't represent, are set later: see `superiors`.

mod abbreviations;
mod apostrophes;
mod context;
mod dashes;
mod edit;
mod initial_a;
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

use crate::diagnostic::{Diagnostic, Fault, Span};
use crate::spec::FrenchSpec;
use profile::{Profile, profile};
use quotation_marks::Quotations;
use tokenizer::TokenKind;
use tokens::Tokens;

/// Corrects the passages of one text in order, because a quotation may continue from one passage to the next.
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
    /// Returns a corrector for a language tag: `fr`, `fr-CH`, `fr-CA`, `fr-BE`, `en`. Other languages get only the rules that
    /// all languages share.
    pub fn new(language: &str, spec: &'s FrenchSpec) -> Corrector<'s> {
        Corrector { profile: profile(language), spec, quotations: Quotations::default() }
    }

    /// Returns the edits that correct a passage, in order.
    ///
    /// `runs_on` is true if the passage belongs to a series of paragraphs, in which a quotation may continue from the previous
    /// passage. `span_of` maps a byte offset in the passage to its span in the source file.
    pub fn passage(&mut self, text: &str, runs_on: bool, span_of: &dyn Fn(usize) -> Span) -> Vec<Edit> {
        match unicode_cleanup::clean(text) {
            None => self.edits(text, runs_on, span_of),
            Some(clean) => {
                let edits = self.edits(&clean.text, runs_on, span_of);
                clean.edits_of_typed(edits)
            }
        }
    }

    /// Applies the rules and returns their edits. The order of the rules matters: superfluous spaces are removed before a mark
    /// is classified by its neighbours, and marks are replaced before the spaces next to them are set.
    fn edits(&mut self, text: &str, runs_on: bool, span_of: &dyn Fn(usize) -> Span) -> Vec<Edit> {
        let mut tokens = Tokens::new(text, self.profile, self.spec);
        let is_french = self.profile.is_french;
        quotation_marks::replace_angle_brackets(&mut tokens);
        punctuation::close_up(&mut tokens);
        let marks = &tokens.marks();
        apostrophes::set_apostrophes(&mut tokens, marks);
        if is_french {
            abbreviations::shorten_etc(&mut tokens, marks);
        }
        self.quotations.pair(&mut tokens, marks, runs_on, span_of);
        dashes::replace_hyphens(&mut tokens, marks);
        if is_french {
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
            abbreviations::insert_spaces(&mut tokens);
            spelling::correct_words(&mut tokens);
            initial_a::accent(&mut tokens);
        }
        tokens.into_edits()
    }

    /// Whether a quotation is open at the end of the last passage.
    pub(super) fn has_open_quotation(&self) -> bool {
        self.quotations.is_open()
    }

    /// Returns a corrector for the passages that follow, with the quotations that are open here.
    pub(super) fn continued(&self) -> Corrector<'s> {
        Corrector { profile: self.profile, spec: self.spec, quotations: self.quotations.continued() }
    }

    /// Takes over the state of `next`, which has corrected the passages that follow.
    pub(super) fn append(&mut self, next: Corrector) {
        self.quotations.append(next.quotations);
    }

    /// Ends the open quotations, because no later passage continues them.
    pub(super) fn end_quotations(&mut self) {
        self.quotations.end();
    }

    /// Ends the text. Returns a warning for each quotation that was never closed or never opened.
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
