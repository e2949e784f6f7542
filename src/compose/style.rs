//! How letters look: family, weight, slant, size, rise.

use crate::font::FaceId;
use crate::page::Ink;
use crate::spec::{Faces, FamilySpec};
use crate::unit::{Length, UNITS_PER_POINT};

/// Which of the brochure's families.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Body,
    Headings,
    Code,
}

/// OpenType features that a style may ask for, as bits.
pub(super) mod feature {
    /// Small capitals for small letters.
    pub(in crate::compose) const SMALL_CAPITALS: u8 = 1;
    /// Raised figures and letters, drawn for it.
    pub(in crate::compose) const SUPERIORS: u8 = 2;
    /// Figures of one width.
    pub(in crate::compose) const TABULAR: u8 = 4;
    /// No ligatures: code.
    pub(in crate::compose) const NO_LIGATURES: u8 = 8;
    /// Small capitals for capitals.
    pub(in crate::compose) const CAPITALS_TO_SMALL: u8 = 16;
    /// How many sets of features there are.
    pub(in crate::compose) const SETS: usize = 32;
}

/// How letters look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Style {
    pub(super) family: Family,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) size: Length,
    /// How far the baseline is raised.
    pub(super) rise: Length,
    pub(super) features: u8,
    pub(super) ink: Ink,
    /// Space added after each glyph, in 1/1000 em.
    pub(super) tracking: i64,
    /// Whether a line is drawn through.
    pub(super) struck: bool,
    /// The two letters of its language, if that isn't the text's: whose patterns divide its words.
    pub(super) language: Option<[u8; 2]>,
}

/// Letters of a flow that has none.
pub(super) const PLAIN: Style = Style::plain(Family::Body, Length(10 * UNITS_PER_POINT));

impl Style {
    /// Plain letters of a family.
    pub(super) const fn plain(family: Family, size: Length) -> Style {
        Style {
            family,
            bold: false,
            italic: false,
            size,
            rise: Length::ZERO,
            features: 0,
            ink: Ink::Black,
            tracking: 0,
            struck: false,
            language: None,
        }
    }

    /// The same in bold.
    pub(super) fn bold(self) -> Style {
        Style { bold: true, ..self }
    }

    /// The same in italic, or in roman if it was italic: emphasis within emphasis.
    pub(super) fn emphasised(self) -> Style {
        Style { italic: !self.italic, ..self }
    }

    /// The same in another language.
    pub(super) fn in_language(self, tag: &str) -> Style {
        let letters = tag.get(..2).map(|two| two.to_ascii_lowercase().into_bytes());
        Style { language: letters.and_then(|two| two.try_into().ok()).or(self.language), ..self }
    }

    /// The same with small capitals in place of capitals.
    pub(super) fn small_capitals(self) -> Style {
        Style { features: self.features | feature::CAPITALS_TO_SMALL, ..self }
    }

    /// The same, raised; drawn for it where the face has such letters.
    pub(super) fn superior(self) -> Style {
        Style { features: self.features | feature::SUPERIORS, ..self }
    }

    /// The faces of this style, the preferred first.
    pub(super) fn chain(self, faces: &Faces) -> &[FaceId] {
        let family = self.spec(faces);
        &family.chains[usize::from(self.bold) * 2 + usize::from(self.italic)]
    }

    /// The family of this style.
    pub(super) fn spec(self, faces: &Faces) -> &FamilySpec {
        match self.family {
            Family::Body => &faces.body,
            Family::Headings => &faces.headings,
            Family::Code => &faces.code,
        }
    }
}
