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
    own_style: Option<Box<Style>>,
    /// Its glyphs.
    pub(super) segments: Box<[Segment]>,
    /// As it stands when it isn't divided.
    pub(super) width: i64,
    pub(super) pieces: Box<[Piece]>,
    /// Whether it looks like a name where it doesn't open a sentence.
    pub(super) capital: bool,
}

impl KnownWord {
    /// Its style, in a manner of that style.
    pub(super) fn style(&self, manner: Style) -> Style {
        self.own_style.as_deref().copied().unwrap_or(manner)
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

/// Items of a paragraph that nearly all others are shorter than.
const USUAL_ITEMS: usize = 4_200;

/// What a thread knows of words, and the lists that it cuts with.
#[derive(Default)]
pub(super) struct KnownWords {
    /// This thread's own list: the next word is in it nearly always.
    places: Places,
    /// Manners and their numbers.
    manners: Vec<(Manner, u32)>,
    /// The manner that was asked last: the next word is of the same one nearly always.
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

    /// A word and its place, cut now if nobody has cut it before; none where it can't be kept.
    pub(super) fn find<'a>(
        &mut self,
        word: &str,
        style: Style,
        cutting: Cutting,
        shaper: &mut Shaper<'a>,
    ) -> Option<(&'a KnownWord, u32)> {
        let vocabulary = shaper.vocabulary();
        let name = Name::new(word, self.manner((style, cutting.patterns), vocabulary));
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
    fn manner(&mut self, manner: Manner, vocabulary: &Vocabulary) -> u32 {
        if let Some((own, number)) = self.manners.get(self.last)
            && *own == manner
        {
            return *number;
        }
        let found = self.manners.iter().position(|(own, _)| *own == manner);
        self.last = found.unwrap_or(self.manners.len());
        if found.is_none() {
            self.manners.push((manner, vocabulary.manner(manner)));
        }
        self.manners[self.last].1
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
    if let Some(Part { letters: Letters::Own(segments), style: own, width, .. }) = alone.parts.pop() {
        known.own_style = (own != style).then(|| Box::new(own));
        (known.segments, known.width) = (segments, width);
    }
    Some(known)
}
