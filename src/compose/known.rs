//! Words that were cut before: most words of a text come again, and are shaped, divided and measured once.

use super::flow::Flow;
use super::hyphenate::Patterns;
use super::linebreak::{Item, Kind};
use super::paragraph::{Cutting, Origin, Paragraph, Part};
use super::shape::{Shaped, Shaper};
use super::style::Style;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::Arc;

/// A word as it was cut.
pub(super) struct KnownWord {
    /// Its style, where it isn't that of its list: raised letters that the face hasn't drawn.
    own_style: Option<Box<Style>>,
    pub(super) shaped: Arc<Shaped>,
    /// As it stands when it isn't divided.
    pub(super) width: i64,
    /// Which of its list's pieces it consists of.
    pieces: Range<u32>,
    /// Whether it looks like a name where it doesn't open a sentence.
    pub(super) capital: bool,
}

impl KnownWord {
    /// Its style, in a list of that style.
    pub(super) fn style(&self, list: Style) -> Style {
        self.own_style.as_deref().copied().unwrap_or(list)
    }
}

/// An item of a word, in as little room as can be: a text has thousands.
pub(super) enum Piece {
    /// Letters, by their bytes in the word; what hangs left and right; the word's number.
    Letters { bytes: (u8, u8), width: i32, hangs: (i32, i32), word: u32 },
    /// A place to break, at a price, with the width of its hyphen and what hangs of it.
    Break { cost: i32, hyphen: bool, width: i32, hang: i32 },
}

impl Piece {
    /// None for what isn't of a word, and for letters of a poster.
    fn of(item: &Item, origin: &Origin) -> Option<Piece> {
        let width = i32::try_from(item.width).ok()?;
        let hang = i32::try_from(item.hang_right).ok()?;
        match (item.kind, origin) {
            (Kind::Box, Origin::Letters(_, bytes)) if !item.rigid => {
                let bytes = (u8::try_from(bytes.start).ok()?, u8::try_from(bytes.end).ok()?);
                let hangs = (i32::try_from(item.hang_left).ok()?, hang);
                Some(Piece::Letters { bytes, width, hangs, word: item.word })
            }
            (Kind::Penalty { cost, hyphen }, Origin::Break) => {
                Some(Piece::Break { cost: i32::try_from(cost).ok()?, hyphen, width, hang })
            }
            (Kind::Box | Kind::Glue { .. } | Kind::Penalty { .. }, _) => None,
        }
    }

    /// The item; hyphens are dearer by so much.
    pub(super) fn item(&self, dearer: i64) -> Item {
        match *self {
            Piece::Letters { width, hangs: (left, right), word, .. } => {
                let (hang_left, hang_right) = (i64::from(left), i64::from(right));
                Item { hang_left, hang_right, word, ..Item::solid(i64::from(width)) }
            }
            Piece::Break { cost, hyphen: false, .. } => Item::penalty(i64::from(cost)),
            Piece::Break { cost, hyphen: true, width, hang } => {
                Item::hyphen(i64::from(cost) + dearer, i64::from(width), i64::from(hang))
            }
        }
    }

    /// The bytes of the word that it shows; a break shows none.
    pub(super) fn bytes(&self) -> Option<Range<usize>> {
        match *self {
            Piece::Letters { bytes: (start, end), .. } => Some(usize::from(start)..usize::from(end)),
            Piece::Break { .. } => None,
        }
    }
}

/// What words of a list share: their style, and how they may be divided.
type Manner = (Style, Option<Patterns>);

/// Lists that come to so many words are those of running text, and soon have [`USUAL_WORDS`].
const MANY_WORDS: usize = 224;
/// A brochure has a thousand or two of different words. Room for so many is asked for at once: what isn't written to costs
/// nothing, and lists that grow are written twice.
const USUAL_WORDS: usize = 1_750;
/// The pieces of a word: two or three syllables and the places between them, more often than not.
const USUAL_PIECES: usize = 5;

/// The words of one manner, and where each stands among them.
#[derive(Default)]
struct List {
    words: Vec<KnownWord>,
    /// The pieces of all words, one after the other.
    pieces: Vec<Piece>,
    places: FxHashMap<Box<str>, usize>,
}

impl List {
    /// Enters a word and gives its place; none where it can't be kept.
    fn enter(
        &mut self,
        word: &str,
        style: Style,
        cutting: Cutting,
        how: (&mut Shaper, &mut Paragraph),
    ) -> Option<usize> {
        let known = cut_alone(word, style, cutting, how, &mut self.pieces)?;
        let place = self.words.len();
        if place == MANY_WORDS {
            self.words.reserve(USUAL_WORDS);
            self.pieces.reserve(USUAL_WORDS * USUAL_PIECES);
            self.places.reserve(USUAL_WORDS - MANY_WORDS);
        }
        self.words.push(known);
        self.places.insert(word.into(), place);
        Some(place)
    }
}

/// Items of a paragraph that nearly all others are shorter than.
const USUAL_ITEMS: usize = 4_200;

/// Words that were cut.
#[derive(Default)]
pub(super) struct KnownWords {
    lists: Vec<(Manner, List)>,
    /// The list that was asked last: the next word is of the same manner nearly always.
    last: usize,
    /// The lists of a paragraph that was set, for the next one.
    spare: (Vec<Item>, Vec<Origin>, Vec<Part>),
    /// Where words are cut alone.
    alone: Paragraph,
}

impl KnownWords {
    /// An empty paragraph of a flow.
    pub(super) fn paragraph(&mut self, flow: Flow) -> Paragraph {
        let (mut items, mut origins, mut parts) = std::mem::take(&mut self.spare);
        // Syllables and what stands between them are three in four letters at the most. Lists that are too short are not worth
        // copying.
        let count = flow.text.len() * 3 / 4;
        if items.capacity().min(origins.capacity()) < count {
            let room = count.max(USUAL_ITEMS);
            (items, origins, parts) =
                (Vec::with_capacity(room), Vec::with_capacity(room), Vec::with_capacity(room / 2));
        }
        Paragraph { flow, items, origins, parts, missing: Vec::new() }
    }

    /// Takes back the lists of a paragraph that is set.
    pub(super) fn take_back(&mut self, paragraph: Paragraph) {
        let Paragraph { mut items, mut origins, mut parts, .. } = paragraph;
        items.clear();
        origins.clear();
        parts.clear();
        self.spare = (items, origins, parts);
    }

    /// A word and its pieces, cut now if it wasn't before; none where it can't be kept.
    pub(super) fn find(
        &mut self,
        word: &str,
        style: Style,
        cutting: Cutting,
        shaper: &mut Shaper,
    ) -> Option<(&KnownWord, &[Piece])> {
        let at = self.list((style, cutting.patterns));
        let list = &mut self.lists[at].1;
        let place = match list.places.get(word) {
            Some(place) => *place,
            None => list.enter(word, style, cutting, (shaper, &mut self.alone))?,
        };
        let known = list.words.get(place)?;
        Some((known, list.pieces.get(known.pieces.start as usize..known.pieces.end as usize)?))
    }

    /// The number of a manner's list.
    fn list(&mut self, manner: Manner) -> usize {
        if self.lists.get(self.last).is_none_or(|(own, _)| *own != manner) {
            let found = self.lists.iter().position(|(own, _)| *own == manner);
            self.last = found.unwrap_or(self.lists.len());
            if found.is_none() {
                self.lists.push((manner, List::default()));
            }
        }
        self.last
    }
}

/// Cuts a word as if it opened a sentence, and adds its pieces to the others; none where one of them can't be kept.
fn cut_alone(
    word: &str,
    style: Style,
    cutting: Cutting,
    (shaper, alone): (&mut Shaper, &mut Paragraph),
    pieces: &mut Vec<Piece>,
) -> Option<KnownWord> {
    alone.begin_alone(word, style);
    alone.word(word, 0..word.len(), cutting, shaper);
    let capital = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let start = pieces.len();
    for (item, origin) in alone.items.iter().zip(&alone.origins) {
        let Some(piece) = Piece::of(item, origin) else {
            pieces.truncate(start);
            return None;
        };
        pieces.push(piece);
    }
    let range = u32::try_from(start).ok()?..u32::try_from(pieces.len()).ok()?;
    let part = alone.parts.pop().map(|part| (part.style, part.shaped, part.width));
    let (own, shaped, width) = part.unwrap_or((style, Arc::default(), 0));
    let own_style = (own != style).then(|| Box::new(own));
    Some(KnownWord { own_style, shaped, width, pieces: range, capital })
}
