//! The style of a run of text: family, weight, slant, size, rise, features.

use crate::font::FaceId;
use crate::page::Ink;
use crate::spec::{Faces, FamilySpec};
use crate::unit::{Length, UNITS_PER_POINT};

/// One of the brochure's font families.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Family {
    Body,
    Headings,
    Code,
}

/// OpenType features that a style can request, as bits.
pub(super) mod feature {
    /// Small capitals for lower-case letters (`smcp`).
    pub(in crate::compose) const SMALL_CAPITALS: u8 = 1;
    /// Superior figures and letters as the face draws them (`sups`).
    pub(in crate::compose) const SUPERIORS: u8 = 2;
    /// Figures of equal width (`tnum`).
    pub(in crate::compose) const TABULAR: u8 = 4;
    /// No ligatures, for code.
    pub(in crate::compose) const NO_LIGATURES: u8 = 8;
    /// Small capitals for capitals (`c2sc`).
    pub(in crate::compose) const CAPITALS_TO_SMALL: u8 = 16;
}

/// The style of a run of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Style {
    pub(super) family: Family,
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) size: Length,
    /// The distance by which the baseline is raised.
    pub(super) rise: Length,
    /// A set of [`feature`] bits.
    pub(super) features: u8,
    pub(super) ink: Ink,
    /// Space added after each glyph, in 1/1000 em.
    pub(super) tracking: i64,
    /// Whether the text is struck out.
    pub(super) struck: bool,
    /// Whether the text is underlined.
    pub(super) underlined: bool,
    /// The ISO 639-1 code of the language; `None` for the language of the text.
    pub(super) language: Option<[u8; 2]>,
}

/// The style of a text without runs: the body family at 10 pt.
pub(super) const PLAIN: Style = Style::plain(Family::Body, Length(10 * UNITS_PER_POINT));

impl Style {
    /// Creates an upright, regular style of a family at a type size.
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
            underlined: false,
            language: None,
        }
    }

    /// Returns this style in bold.
    pub(super) fn bold(self) -> Style {
        Style { bold: true, ..self }
    }

    /// Returns this style in italic, or upright if it was italic, as for emphasis inside emphasis.
    pub(super) fn emphasised(self) -> Style {
        Style { italic: !self.italic, ..self }
    }

    /// Returns this style in another language.
    pub(super) fn in_language(self, tag: &str) -> Style {
        let letters = tag.get(..2).map(|two| two.to_ascii_lowercase().into_bytes());
        Style { language: letters.and_then(|two| two.try_into().ok()).or(self.language), ..self }
    }

    /// Returns this style with small capitals in place of capitals.
    pub(super) fn small_capitals(self) -> Style {
        Style { features: self.features | feature::CAPITALS_TO_SMALL, ..self }
    }

    /// Returns this style with superiors: as drawn in the face, or else smaller and raised.
    pub(super) fn superior(self) -> Style {
        Style { features: self.features | feature::SUPERIORS, ..self }
    }

    /// Returns the space added after each glyph.
    pub(super) fn letterspace(self) -> Length {
        self.size.scale(self.tracking, 1000)
    }

    /// Returns the faces of this style, in order of preference.
    pub(super) fn chain(self, faces: &Faces) -> &[FaceId] {
        let family = self.spec(faces);
        &family.chains[usize::from(self.bold) * 2 + usize::from(self.italic)]
    }

    /// Returns the family of this style.
    pub(super) fn spec(self, faces: &Faces) -> &FamilySpec {
        match self.family {
            Family::Body => &faces.body,
            Family::Headings => &faces.headings,
            Family::Code => &faces.code,
        }
    }
}
