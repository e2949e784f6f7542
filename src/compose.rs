//! Composes pages from a manuscript, settings and fonts.
//!
//! ```text
//! texts       lays out every text as one column of rows: blocks -> paragraphs -> lines -> glyph runs
//!             (itemize, shape, hyphenate, linebreak, line)
//! pagebreak   divides the rows into pages, and places pictures near the text that mentions them
//! makeup      assembles the pages; adds notes, contents and covers in the order in which page numbers become known
//! furniture   adds page numbers and running heads, once the side of each page is known
//! ```
//! This module does not depend on files, sheets or output formats. Its diagnostics are returned with the pages.

mod blocks;
mod changed_words;
mod column;
mod contents;
mod context;
mod counter;
mod cover;
mod lettering;
mod drop_caps;
mod emergency_breaks;
mod endnotes;
mod figures;
pub mod fit_to_page_count;
mod footnotes;
mod fragment;
mod furniture;
mod headings;
mod hyphenate;
mod itemize;
mod labels;
mod layouter;
mod line;
pub mod linebreak;
mod lists;
mod makeup;
mod centre_spread;
mod note_heights;
mod notes;
mod page_assembly;
mod page_costs;
mod pagebreak;
mod pagination_cache;
mod paragraph_cache;
mod preflight;
mod proof;
mod protrusion;
mod rivers;
mod row;
mod rules;
mod shape;
mod style;
mod styled_text;
mod tables;
mod texts;
mod texture;
mod variants;
mod verse;
mod widow_control;
mod word_breaks;
mod words;

pub use changed_words::{Frame, WordChange, changes, words};
pub use context::{Caches, Input};
pub use lettering::Lettering;
pub use preflight::preflight;
pub use proof::{ProofNotes, proof};
pub use texture::{Texture, texture};
pub use variants::LoosenableParagraph;

use crate::diagnostic::Warned;
use crate::page::Book;
use context::Context;
use makeup::MakeUp;

/// Composes a brochure once.
pub fn compose(input: Input) -> Warned<Book> {
    compose_with(input, &Caches::for_one_composition(input.spec))
}

/// Composes a brochure and reuses results of earlier compositions from `caches`. All compositions that share caches must use
/// the same fonts. If the caches do not match the settings, they are ignored.
pub fn compose_with(input: Input, caches: &Caches) -> Warned<Book> {
    if !caches.match_spec(input.spec) {
        return compose(input);
    }
    let Input { manuscript, spec, fonts } = input;
    let context = Context { manuscript, spec, fonts, caches };
    if figures::centre_spread_picture(manuscript, spec).is_none() {
        return make_up(context, None);
    }
    // The position of the centre spread depends on the number of pages, which the picture itself changes.
    let mut before = 1;
    let mut composed = make_up(context, Some(before));
    for _ in 0..4 {
        let middle = centre_spread::pages_before(composed.value.pages.len());
        if middle == before {
            break;
        }
        before = middle;
        composed = make_up(context, Some(before));
    }
    composed
}

/// Makes up the pages; `before_middle` is the number of pages before the picture on the centre spread, if there is one.
fn make_up(context: Context, before_middle: Option<usize>) -> Warned<Book> {
    context.caches.next_round();
    let Warned { value: columns, mut diagnostics } = texts::lay_out(context);
    let made_up = MakeUp::new(context, before_middle).make_up(columns);
    let book = made_up.report_to(&mut diagnostics);
    Warned::new(book, diagnostics)
}

/// Returns the paragraphs that can be set `by` lines longer and still look even, most even first. If `by` is negative, they
/// are set shorter.
pub fn loosenable(input: Input, caches: &Caches, by: i64) -> Vec<LoosenableParagraph> {
    let Input { manuscript, spec, fonts } = input;
    variants::loosenable(Context { manuscript, spec, fonts, caches }, by)
}

/// Returns the byte positions at which a word may be broken. Each break adds a hyphen, unless the word already has one
/// there.
///
/// ```
/// use agrafe::compose::break_positions;
/// assert_eq!(break_positions("révolution", "fr"), [3, 5, 7]);
/// assert_eq!(break_positions("peut-être", "fr"), [5]);
/// assert!(break_positions("OTAN", "fr").is_empty());
/// ```
pub fn break_positions(word: &str, language: &str) -> Vec<usize> {
    word_breaks::break_positions(word, hyphenate::patterns(language))
}
