//! The corrections that the rules for words return.

use crate::import::repair::{Confidence, Rule};

/// The text that replaces a word, or the tokens of a broken word.
pub(super) struct Correction {
    pub(super) after: String,
    pub(super) rule: Rule,
    pub(super) confidence: Confidence,
}

impl Correction {
    pub(super) fn new(after: impl Into<String>, rule: Rule, confidence: Confidence) -> Correction {
        Correction { after: after.into(), rule, confidence }
    }
}
