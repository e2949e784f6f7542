//! Words that were cut before: most words of a text come again, and are shaped, divided and measured once.

use super::flow::Flow;
use super::linebreak::{Item, Kind};
use super::paragraph::{Cutting, Letters, Origin, Paragraph, Part};
use super::shape::{Segment, Shaper};
use super::style::Style;
use super::vocabulary::{Manner, Name, Places, Vocabulary};
use std::ops::Range;

/// A word as it was cut.
#[derive(Default)]
pub(super) struct KnownWord {
    /// Its letters.
    pub(super) word: Box<str>,
    /// The number of its manner.
    pub(super) manner: u32,
    /// Its style, where it isn't that of its manner: raised letters that the face hasn't drawn.
    pub(super) own_style: Option<Box<Style>>,
    /// Its glyphs.
    pub(super) segments: Box<[Segment]>,
    /// As it stands when it isn't divided.
    pub(super) width: i64,
    pub(super) pieces: Box<[Piece]>,
    /// Whether it looks like a name where it doesn't open a sentence.
    pub(super) capital: bool,
}

/// An item of a word, in as little room as can be: a text has thousands.
pub(super) enum Piece {
    /// Letters, by their bytes in the word; what hangs left and right; the word's number.
    Letters { bytes: (u8, u8), width: i32, hangs: (i32, i32), word: u32 },
    /// A place to break, at a price, with the width of its hyphen and what hangs of it.
    Break { cost: i32, hyphen: bool, width: i32, hang: i32 },
}

impl Piece {
    /// None for what isn't of a word.
    fn of(item: &Item, origin: &Origin) -> Option<Piece> {
        let Item { kind, width, hang_left, hang_right: hang, word, rigid } = *item;
        match (kind, origin) {
            (Kind::Box, Origin::Letters(_, bytes)) if !rigid => {
                let bytes = (u8::try_from(bytes.start).ok()?, u8::try_from(bytes.end).ok()?);
                Some(Piece::Letters { bytes, width, hangs: (hang_left, hang), word })
            }
            (Kind::Penalty { cost, hyphen }, Origin::Break) => Some(Piece::Break { cost, hyphen, width, hang }),
            (Kind::Box | Kind::Glue { .. } | Kind::Penalty { .. }, _) => None,
        }
    }

    /// The item; hyphens are dearer by so much.
    pub(super) fn item(&self, dearer: i32) -> Item {
        match *self {
            Piece::Letters { width, hangs: (hang_left, hang_right), word, .. } => {
                Item { width, hang_left, hang_right, word, ..Item::solid(0) }
            }
            Piece::Break { cost, hyphen: false, .. } => Item::penalty(cost),
            Piece::Break { cost, hyphen: true, width, hang } => {
                Item { width, hang_right: hang, ..Item::hyphen(cost + dearer, 0, 0) }
            }
        }
    }

    /// The bytes of the word that it shows; a break shows none.
    pub(super) fn bytes(&self) -> Option<Range<u32>> {
        match *self {
            Piece::Letters { bytes: (start, end), .. } => Some(u32::from(start)..u32::from(end)),
            Piece::Break { .. } => None,
        }
    }
}

/// Items of a paragraph that nearly all others are shorter than.
const USUAL_ITEMS: usize = 4_200;

/// What a thread knows of words, and the lists that it cuts with.
#[derive(Default)]
pub(super) struct KnownWords {
    /// This thread's own list: the next word is in it nearly always.
    places: Places,
    /// Manners and their numbers.
    manners: Vec<(Manner, u32)>,
    /// The lists of a paragraph that was set, for the next one.
    spare: (Vec<Item>, Vec<Origin>, Vec<Part>, Vec<Style>),
    /// Where words are cut alone.
    alone: Paragraph,
}

impl KnownWords {
    /// An empty paragraph of a flow.
    pub(super) fn paragraph(&mut self, flow: Flow) -> Paragraph {
        let (mut items, mut origins, mut parts, looks) = std::mem::take(&mut self.spare);
        // Syllables and what stands between them are three in four letters at the most. Lists that are too short are not worth
        // copying.
        let count = flow.text.len() * 3 / 4;
        if items.capacity().min(origins.capacity()) < count {
            let room = count.max(USUAL_ITEMS);
            (items, origins, parts) =
                (Vec::with_capacity(room), Vec::with_capacity(room), Vec::with_capacity(room / 2));
        }
        Paragraph { flow, items, origins, parts, looks, last: 0, missing: Vec::new() }
    }

    /// Takes back the lists of a paragraph that is set.
    pub(super) fn take_back(&mut self, paragraph: Paragraph) {
        let Paragraph { mut items, mut origins, mut parts, mut looks, .. } = paragraph;
        items.clear();
        origins.clear();
        parts.clear();
        looks.clear();
        self.spare = (items, origins, parts, looks);
    }

    /// A word in the manner of that number and its place, cut now if nobody has cut it before; none where it can't be kept.
    pub(super) fn find<'a>(
        &mut self,
        word: &str,
        (style, manner): (Style, u32),
        cutting: Cutting,
        shaper: &mut Shaper<'a>,
    ) -> Option<(&'a KnownWord, u32)> {
        let vocabulary = shaper.vocabulary();
        let name = Name::new(word, manner);
        if let Some(found) = self.places.find(name, vocabulary) {
            return Some(found);
        }
        let found = match vocabulary.find(name) {
            Some(found) => found,
            None => vocabulary.enter(name, cut_alone(name, style, cutting, (shaper, &mut self.alone))?)?,
        };
        self.places.note(name, found.1);
        Some(found)
    }

    /// The number of a manner.
    pub(super) fn manner(&mut self, manner: Manner, vocabulary: &Vocabulary) -> u32 {
        let found = self.manners.iter().find(|(own, _)| *own == manner);
        found.map(|(_, number)| *number).unwrap_or_else(|| {
            let number = vocabulary.manner(manner);
            self.manners.push((manner, number));
            number
        })
    }
}

/// Cuts a word as if it opened a sentence; none where a letter has no glyph, which is to be said wherever it stands, or where
/// one of its pieces can't be kept.
fn cut_alone(
    name: Name,
    style: Style,
    cutting: Cutting,
    (shaper, alone): (&mut Shaper, &mut Paragraph),
) -> Option<KnownWord> {
    let Name { word, manner, .. } = name;
    alone.begin_alone(word, style);
    alone.word(word, 0..word.len(), cutting, shaper);
    if !alone.missing.is_empty() {
        return None;
    }
    let capital = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let mut pieces = Vec::with_capacity(alone.items.len());
    for (item, origin) in alone.items.iter().zip(&alone.origins) {
        pieces.push(Piece::of(item, origin)?);
    }
    let mut known = KnownWord { word: word.into(), manner, pieces: pieces.into(), capital, ..KnownWord::default() };
    if let Some(Part { letters: Letters::Own(segments), look, width, .. }) = alone.parts.pop() {
        known.own_style = alone.looks.get(look as usize).filter(|own| **own != style).map(|own| Box::new(*own));
        (known.segments, known.width) = (segments, width);
    }
    Some(known)
}
