//! Manuscript, settings and faces become pages.
//!
//! Each text is set into a galley, block by block on every core; galleys are cut into pages; what depends on page numbers
//! (notes, contents) follows; folios and running heads come last, once it is known which page is on which side. It knows
//! neither files nor sheets nor back-ends.

mod blocks;
mod changes;
mod contents;
mod cover;
mod cuts;
mod figure;
pub mod fit;
mod flow;
mod furniture;
mod galley;
mod hang;
mod hyphenate;
mod known;
mod lettering;
mod line;
pub mod linebreak;
mod makeup;
mod notes;
mod pagebreak;
mod paragraph;
mod preflight;
mod proof;
mod rivers;
mod shape;
mod spread;
mod standing;
mod style;
mod texture;
mod variants;
mod vocabulary;

pub use changes::{Change, Frame, changes, words};
pub use preflight::preflight;
pub use proof::{Notes, proof};
pub use texture::{Texture, texture};

use crate::diagnostic::Diagnostic;
use crate::font::FontBook;
use crate::manuscript::{Block, Manuscript, NoteId, Series, Text};
use crate::page::Book;
use crate::spec::{Faces, NotePlace, Spec};
use cuts::Cuts;
use flow::{Calls, Flow};
use galley::{Row, Setter, TypeCases};
use hyphenate::Exceptions;
pub use lettering::{Lettering, Stand};
use makeup::MakeUp;
use rayon::prelude::*;
use shape::Plans;
use standing::Standing;
pub use variants::Loosenable;
use vocabulary::Vocabulary;

/// A finished brochure, and what is to be said of it.
pub struct Composed {
    /// Pages in reading order.
    pub book: Book,
    /// Missing glyphs, overfull lines and the like, in reading order.
    pub diagnostics: Vec<Diagnostic>,
}

/// What composing learns, for whoever composes more than once: words are shaped and divided once, and a paragraph that
/// comes again is set already.
///
/// It serves one set of faces and one list of exceptions; sizes, measures and text may change from one time to the next.
/// What it has learnt changes the speed of composing, never its result.
pub struct Composer {
    plans: Plans,
    vocabulary: Vocabulary,
    cases: TypeCases,
    standing: Standing,
    /// Whether paragraphs and pages are kept for the next time.
    keeps: bool,
    cuts: Cuts,
    faces: Faces,
    exceptions: Exceptions,
    protrusion: bool,
}

impl Composer {
    /// A composer for the faces and exceptions of a brochure.
    pub fn new(spec: &Spec) -> Composer {
        Composer {
            plans: Plans::default(),
            vocabulary: Vocabulary::default(),
            cases: TypeCases::default(),
            standing: Standing::default(),
            keeps: true,
            cuts: Cuts::default(),
            faces: spec.faces.clone(),
            exceptions: Exceptions::of(&spec.divisions),
            protrusion: spec.body.protrusion,
        }
    }

    /// A composer where a brochure is composed once, and neither paragraphs nor pages are kept for a next time.
    pub fn for_once(spec: &Spec) -> Composer {
        Composer { keeps: false, ..Composer::new(spec) }
    }

    /// Whether what was learnt here holds for a brochure with the same fonts.
    pub fn serves(&self, spec: &Spec) -> bool {
        self.faces == spec.faces
            && self.protrusion == spec.body.protrusion
            && self.exceptions == Exceptions::of(&spec.divisions)
    }

    /// Composes a brochure; `fonts` are those of every brochure that was composed here.
    pub fn compose(&self, manuscript: &Manuscript, spec: &Spec, fonts: &FontBook) -> Composed {
        if self.serves(spec) {
            self.compose_served(manuscript, spec, fonts)
        } else {
            Composer::for_once(spec).compose_served(manuscript, spec, fonts)
        }
    }

    /// The paragraphs that can well take `by` lines more (-1: one less), the best first.
    pub fn loosenable(&self, manuscript: &Manuscript, spec: &Spec, fonts: &FontBook, by: i64) -> Vec<Loosenable> {
        variants::loosenable(self.press(manuscript, spec, fonts), by)
    }

    fn press<'a>(&'a self, manuscript: &'a Manuscript, spec: &'a Spec, fonts: &'a FontBook) -> Press<'a> {
        let Composer { plans, vocabulary, cases, cuts, exceptions, .. } = self;
        // A picture in the middle asks for several compositions.
        let keeps = self.keeps || spread::picture(manuscript, spec).is_some();
        let (standing, cuts) = (keeps.then_some(&self.standing), keeps.then_some(cuts));
        Press { manuscript, spec, fonts, plans, vocabulary, cases, standing, cuts, exceptions }
    }

    fn compose_served(&self, manuscript: &Manuscript, spec: &Spec, fonts: &FontBook) -> Composed {
        self.standing.next_round();
        self.cuts.next_round();
        self.press(manuscript, spec, fonts).compose()
    }
}

/// Composes a brochure.
pub fn compose(manuscript: &Manuscript, spec: &Spec, fonts: &FontBook) -> Composed {
    Composer::for_once(spec).compose(manuscript, spec, fonts)
}

/// Notes whose words are cut while the pages are made up; those after them hold few words that are new.
const MOST_LESSONS: usize = 64;

/// What every part of composing works from.
#[derive(Clone, Copy)]
struct Press<'a> {
    manuscript: &'a Manuscript,
    spec: &'a Spec,
    fonts: &'a FontBook,
    plans: &'a Plans,
    vocabulary: &'a Vocabulary,
    cases: &'a TypeCases,
    /// The paragraphs that are kept, if any are.
    standing: Option<&'a Standing>,
    /// The cuts that are kept, if any are.
    cuts: Option<&'a Cuts>,
    exceptions: &'a Exceptions,
}

/// The signs of the notes of one text.
struct Signs<'a> {
    text: &'a Text,
    number: usize,
}

impl Calls for Signs<'_> {
    fn text(&self) -> usize {
        self.number
    }

    fn sign(&self, NoteId(id): NoteId) -> String {
        self.text.notes.get(id as usize).map_or_else(String::new, |note| sign(note.series, note.number))
    }
}

/// `3` in the author's series, `c` in the translator's; after z comes aa.
fn sign(series: Series, number: u32) -> String {
    match series {
        Series::Author => number.to_string(),
        Series::Translator => {
            let mut letters = Vec::new();
            let mut rest = number;
            while rest > 0 {
                rest -= 1;
                letters.push(char::from(b'a' + (rest % 26) as u8));
                rest /= 26;
            }
            letters.iter().rev().collect()
        }
    }
}

impl<'a> Press<'a> {
    fn compose(self) -> Composed {
        if spread::picture(self.manuscript, self.spec).is_none() {
            return self.make_up(None);
        }
        // The middle moves with the number of pages, which it changes itself.
        let mut before = 1;
        let mut composed = self.make_up(Some(before));
        for _ in 0..4 {
            let middle = spread::before(composed.book.pages.len());
            if middle == before {
                break;
            }
            before = middle;
            composed = self.make_up(Some(before));
        }
        composed
    }

    /// Makes up the pages, with so many before the picture in the middle.
    fn make_up(self, before_middle: Option<usize>) -> Composed {
        let (galleys, mut diagnostics) = self.set_texts();
        let mut makeup = MakeUp::new(self);
        makeup.front(&galleys);
        makeup.before_middle = before_middle;
        rayon::in_place_scope(|scope| {
            // What was set before needs no lesson.
            if self.spec.notes.place == NotePlace::End && self.standing.is_none() {
                notes::lessons(self).take(MOST_LESSONS).for_each(|lesson| scope.spawn(|_| lesson()));
            }
            makeup.texts(galleys);
        });
        if self.spec.notes.place == NotePlace::End {
            makeup.end_notes();
        }
        makeup.middle();
        makeup.back();
        diagnostics.append(&mut makeup.diagnostics);
        Composed { book: makeup.finish(), diagnostics }
    }

    fn signs(&self, number: usize) -> Signs<'a> {
        Signs { text: &self.manuscript.texts[number], number }
    }

    fn language(&self, number: usize) -> &'a str {
        let text = &self.manuscript.texts[number];
        text.front.language.as_deref().unwrap_or(&self.spec.language)
    }

    /// Sets every text into a galley.
    fn set_texts(&self) -> (Vec<Vec<Row>>, Vec<Diagnostic>) {
        let numbers: Vec<usize> = (0..self.manuscript.texts.len()).collect();
        let set: Vec<_> = numbers.into_par_iter().map(|number| self.set_text(number)).collect();
        let mut galleys = Vec::new();
        let mut diagnostics = Vec::new();
        for (galley, mut faults) in set {
            galleys.push(galley);
            diagnostics.append(&mut faults);
        }
        (galleys, diagnostics)
    }

    /// Sets the blocks of a text, each by itself, and joins their rows.
    fn set_text(&self, number: usize) -> (Vec<Row>, Vec<Diagnostic>) {
        let text = &self.manuscript.texts[number];
        let signs = self.signs(number);
        let language = self.language(number);
        let dropped = self.drop_at(text);
        // Small shares, each taken by itself, keep all cores busy to the end; type cases go from share to share.
        let share = 4;
        let set: Vec<Vec<(Vec<Row>, Vec<Diagnostic>)>> = text
            .blocks
            .par_chunks(share)
            .with_max_len(1)
            .enumerate()
            .map(|(chunk, blocks)| {
                let mut setter = Setter::new(*self, &signs, language);
                let numbered = blocks.iter().enumerate().map(|(i, block)| (chunk * share + i, block));
                numbered.map(|(i, _)| self.set_block(&mut setter, text, (number, i, dropped == Some(i)))).collect()
            })
            .collect();
        // Rows are large, and a galley of thousands isn't to be moved while it grows, nor when white comes before it.
        let mut galley = Vec::with_capacity(1 + set.iter().flatten().map(|(rows, _)| rows.len()).sum::<usize>());
        let mut diagnostics = Vec::new();
        for (i, (rows, mut faults)) in set.into_iter().flatten().enumerate() {
            blocks::join(&mut galley, rows, i.checked_sub(1).map(|b| &text.blocks[b]));
            diagnostics.append(&mut faults);
        }
        (galley, diagnostics)
    }

    fn set_block(
        &self,
        setter: &mut Setter,
        text: &Text,
        (number, i, drops): (usize, usize, bool),
    ) -> (Vec<Row>, Vec<Diagnostic>) {
        let block = &text.blocks[i];
        setter.block_at = Some((number, i));
        setter.ordinal = 0;
        let frame = setter.body_frame();
        let before = i.checked_sub(1).map(|b| &text.blocks[b]);
        let initial = match (block, drops) {
            (Block::Paragraph(inlines), true) => setter.drop_cap(inlines, frame),
            (_, _) => None,
        };
        let rows = initial.unwrap_or_else(|| setter.block(block, before, frame));
        (rows, std::mem::take(&mut setter.diagnostics))
    }

    /// The paragraph whose first letter drops: the first of the text.
    fn drop_at(&self, text: &Text) -> Option<usize> {
        let wanted = text.front.drop_cap.unwrap_or(self.spec.body.drop_caps);
        if !wanted {
            return None;
        }
        let opening = |block: &Block| {
            matches!(block, Block::Heading(_) | Block::Byline(_) | Block::Epigraph(_) | Block::Figure(_))
        };
        let first = text.blocks.iter().position(|b| !opening(b))?;
        matches!(text.blocks[first], Block::Paragraph(_)).then_some(first)
    }
}

/// The bytes of a word before which it may be divided; a hyphen is added there, except after one that was written.
///
/// ```
/// use agrafe::compose::divisions;
/// assert_eq!(divisions("révolution", "fr"), [3, 5, 7]);
/// assert_eq!(divisions("peut-être", "fr"), [5]);
/// assert!(divisions("OTAN", "fr").is_empty());
/// ```
pub fn divisions(word: &str, language: &str) -> Vec<usize> {
    paragraph::divisions(word, hyphenate::patterns(language))
}
