//! The input and the caches that every part of composing uses.

use super::hyphenate::Exceptions;
use super::pagination_cache::PaginationCache;
use super::paragraph_cache::ParagraphCache;
use super::shape::ShapePlans;
use super::styled_text::NoteRefs;
use super::words::WordCache;
use crate::cache::Cache;
use crate::font::FontBook;
use crate::manuscript::Manuscript;
use crate::spec::{Faces, Spec};

/// The input of a composition.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    /// The texts.
    pub manuscript: &'a Manuscript,
    /// The settings.
    pub spec: &'a Spec,
    /// The fonts that the settings refer to.
    pub fonts: &'a FontBook,
}

/// Shaped words, laid-out paragraphs and paginations that are reused from one composition to the next.
///
/// They are valid for one set of fonts and for the settings that cached words depend on. Sizes, measures and texts may
/// change from one composition to the next. The caches change how long composing takes, but never its result.
pub struct Caches {
    pub(super) settings: WordSettings,
    pub(super) plans: ShapePlans,
    pub(super) words: WordCache,
    pub(super) paragraphs: ParagraphCache,
    pub(super) paginations: PaginationCache,
}

/// The settings that cached words depend on besides their style.
#[derive(PartialEq, Eq)]
pub(super) struct WordSettings {
    faces: Faces,
    pub(super) exceptions: Exceptions,
    protrusion: bool,
}

impl WordSettings {
    fn of(spec: &Spec) -> WordSettings {
        WordSettings {
            faces: spec.faces.clone(),
            exceptions: Exceptions::of(&spec.hyphenation_exceptions),
            protrusion: spec.body.protrusion,
        }
    }
}

impl Caches {
    /// Creates caches for compositions with these settings.
    pub fn new(spec: &Spec) -> Caches {
        Caches {
            settings: WordSettings::of(spec),
            plans: Cache::new(),
            words: WordCache::default(),
            paragraphs: ParagraphCache::default(),
            paginations: Cache::new(),
        }
    }

    /// Creates caches for a single composition: they keep words, but not paragraphs or paginations.
    pub fn for_one_composition(spec: &Spec) -> Caches {
        Caches { paragraphs: ParagraphCache::disabled(), paginations: Cache::disabled(), ..Caches::new(spec) }
    }

    /// Whether the caches can be used with these settings, provided that the fonts are the same.
    pub fn match_spec(&self, spec: &Spec) -> bool {
        self.settings == WordSettings::of(spec)
    }

    /// Begins a composition, and drops the entries that the previous composition did not use.
    pub(super) fn next_round(&self) {
        self.words.next_round();
        self.paragraphs.next_round();
        self.paginations.next_round();
    }
}

/// The manuscript, settings, fonts and caches that every part of composing uses.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) manuscript: &'a Manuscript,
    pub(super) spec: &'a Spec,
    pub(super) fonts: &'a FontBook,
    pub(super) caches: &'a Caches,
}

impl<'a> Context<'a> {
    /// Returns the data for the note references of a text.
    pub(super) fn note_refs(&self, text: usize) -> NoteRefs<'a> {
        NoteRefs { text, notes: &self.manuscript.texts[text].notes }
    }

    /// Returns the language of a text.
    pub(super) fn language(&self, text: usize) -> &'a str {
        self.manuscript.texts[text].front.language.as_deref().unwrap_or(&self.spec.language)
    }
}
