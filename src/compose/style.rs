//! How letters look: family, weight, slant, size, rise.

use crate::font::FaceId;
use crate::page::Ink;
use crate::spec::{Faces, FamilySpec};
use crate::unit::Length;

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
}

impl Style {
    /// Plain letters of a family.
    pub(super) fn plain(family: Family, size: Length) -> Style {
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
