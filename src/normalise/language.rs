//! The language of a text, and the typographic rules that apply to it.

use super::french::{Corrector, applied};
use crate::language;
use crate::manuscript::Words;
use crate::spec::FrenchSpec;

/// A language tag, and the settings of French typography.
#[derive(Clone, Copy)]
pub(super) struct Language<'s> {
    pub(super) tag: &'s str,
    pub(super) french: &'s FrenchSpec,
}

impl<'s> Language<'s> {
    pub(super) fn is_french(&self) -> bool {
        language::is_french(self.tag)
    }

    /// Returns a corrector for a text in this language, with the conventions of the country named in the settings.
    pub(super) fn corrector(&self) -> Corrector<'s> {
        let profile = self.french.profile.as_deref().filter(|_| self.is_french());
        Corrector::new(profile.unwrap_or(self.tag), self.french)
    }

    /// Corrects the typography of words that lie outside the texts, such as titles and the colophon.
    pub(super) fn corrected(&self, words: &Words) -> Words {
        let edits = self.corrector().passage(&words.text, false, &|_| words.span);
        Words { text: applied(&words.text, &edits), span: words.span }
    }
}
