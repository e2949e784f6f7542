//! Itemization: a styled text becomes boxes, glue and penalties, each with what it came from.
//!
//! Takes a [`StyledText`]; gives a [`Paragraph`] ready for line breaking. Words that are whole in one run come from the word
//! cache.

use super::hyphenate::{self, Exceptions, Hyphenator, Patterns};
use super::linebreak::{FORBIDDEN, FORCED, Item, Kind, NAME_PENALTY};
use super::protrusion;
use super::shape::{Segment, Shaped, Shaper, width_of};
use super::style::{PLAIN, Style, feature};
use super::styled_text::{NEW_LINE, PICTURE, Run, StyledText, raised};
use super::word_breaks::{Break, is_sentence_start, possible_breaks};
use super::words::{ShapedWord, WordCache, WordItem, Words};
use crate::diagnostic::Span;
use crate::unit::Length;
use std::hash::Hasher;
use std::ops::Range;
use std::sync::Arc;

/// What an item came from.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// Letters of a part: its number, and bytes of the text.
    Letters(usize, Range<usize>),
    /// A space of any kind, at a byte of the text.
    Space(usize),
    /// An inline picture, by its number in the text.
    Picture(usize),
    /// The indent of the first line.
    Indent,
    /// A possible break.
    Break,
}

/// Letters of one word in one run.
pub(super) struct Part {
    /// Its bytes of the text.
    pub(super) range: Range<usize>,
    pub(super) word: Arc<ShapedWord>,
}

/// A paragraph ready to be broken into lines.
pub(super) struct Paragraph {
    pub(super) text: StyledText,
    pub(super) items: Vec<Item>,
    /// What each item came from.
    pub(super) origins: Vec<Origin>,
    pub(super) parts: Vec<Part>,
    /// Characters without a glyph, with their byte in the text.
    pub(super) missing: Vec<(usize, char)>,
}

/// How a text is itemized.
#[derive(Clone, Copy)]
pub(super) struct ItemizeOptions<'e> {
    /// The patterns that hyphenate its words, if they may be hyphenated.
    pub(super) patterns: Option<Patterns>,
    /// Words whose hyphenation the brochure gives.
    pub(super) exceptions: &'e Exceptions,
    /// Whether punctuation protrudes into the margins.
    pub(super) protrusion: bool,
    /// The indent of the first line.
    pub(super) indent: Length,
}

impl<'e> ItemizeOptions<'e> {
    /// What hyphenates the words of a language; `None` is the language of the text.
    fn hyphenator(&self, language: Option<[u8; 2]>) -> Hyphenator<'e> {
        let patterns = match (self.patterns, language) {
            (Some(_), Some(code)) => std::str::from_utf8(&code).ok().and_then(hyphenate::patterns),
            (own, _) => own,
        };
        Hyphenator { patterns, exceptions: self.exceptions }
    }
}

/// Longer words are not cached: addresses and the like seldom come twice.
const LONGEST_CACHED: usize = 48;

/// Itemizes a text.
pub(super) fn itemize(text: StyledText, options: ItemizeOptions, shaper: &mut Shaper, cache: &WordCache) -> Paragraph {
    let mut paragraph = Paragraph::new(text);
    if options.indent != Length::ZERO {
        paragraph.push(Item::rigid(options.indent.0), Origin::Indent);
    }
    let text = std::mem::take(&mut paragraph.text.text);
    let mut run = RunCursor::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let mut next = at + c.len_utf8();
        if !run.range.contains(&at) {
            run = RunCursor::at(&paragraph, at, (options, shaper, cache));
        }
        match c {
            ' ' | '\t' => paragraph.space(at, &run),
            '\u{a0}' => {
                let context = (text[..at].chars().next_back(), text[next..].chars().next());
                paragraph.no_break_space(at, context, &run);
            }
            // Half a word space whatever the font says: the U+202F of many fonts is missing or as wide as the space.
            '\u{202f}' | '\u{2009}' | '\u{200a}' => {
                paragraph.push(Item::rigid(run.word_space.0 / 2), Origin::Space(at));
            }
            NEW_LINE => paragraph.new_line(),
            PICTURE => paragraph.picture(at),
            _ => {
                next = word_end(&text, at);
                if run.range.end >= next && !run.literal && next - at <= LONGEST_CACHED {
                    paragraph.cached_word(&text, at..next, &run.words, (options, shaper));
                } else {
                    paragraph.word(&text, at..next, options, shaper);
                }
            }
        }
        at = next;
    }
    paragraph.text.text = text;
    paragraph.trim_end();
    paragraph
}

/// What all words and spaces of a run have in common.
#[derive(Default)]
struct RunCursor {
    /// The bytes of the run; empty where there is none.
    range: Range<usize>,
    literal: bool,
    words: Arc<Words>,
    word_space: Length,
}

impl RunCursor {
    /// The run at a byte.
    fn at(
        paragraph: &Paragraph,
        byte: usize,
        (options, shaper, cache): (ItemizeOptions, &Shaper, &WordCache),
    ) -> RunCursor {
        let (range, literal) =
            paragraph.text.run_at(byte).map_or((0..0, false), |run| (run.range.clone(), run.literal));
        let style = paragraph.style_at(byte);
        RunCursor {
            range,
            literal,
            words: cache.words((style, options.patterns)),
            word_space: shaper.word_space(style),
        }
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{200a}' | NEW_LINE | PICTURE)
}

/// The byte after a word that begins at `start`.
fn word_end(text: &str, start: usize) -> usize {
    text[start..].find(is_space).map_or(text.len(), |length| start + length)
}

impl Paragraph {
    fn new(text: StyledText) -> Paragraph {
        Paragraph { text, items: Vec::new(), origins: Vec::new(), parts: Vec::new(), missing: Vec::new() }
    }

    fn push(&mut self, item: Item, origin: Origin) {
        self.items.push(item);
        self.origins.push(origin);
    }

    /// The style of the run at a byte; after the last run, that of the last run.
    pub(super) fn style_at(&self, byte: usize) -> Style {
        self.text.run_at(byte).map_or_else(|| self.last_style(), |run| run.style)
    }

    /// The style of the last run, which indents and pictures have.
    pub(super) fn last_style(&self) -> Style {
        self.text.runs.last().map_or(PLAIN, |run| run.style)
    }

    fn space(&mut self, at: usize, run: &RunCursor) {
        // Several spaces are one, except in code.
        let again = matches!(self.items.last(), Some(Item { kind: Kind::Glue { .. }, .. }) | None);
        if again && !run.literal {
            return;
        }
        let width = run.word_space.0;
        self.push(Item::glue(width, width / 2, width / 3), Origin::Space(at));
    }

    /// U+00A0: a word space without a break; narrower inside guillemets, as babel-french sets it.
    fn no_break_space(&mut self, at: usize, (before, after): (Option<char>, Option<char>), run: &RunCursor) {
        let width = run.word_space.0;
        self.push(Item::penalty(FORBIDDEN), Origin::Break);
        let item = if before == Some('«') || after == Some('»') {
            Item::glue(width * 8 / 10, width * 15 / 100, width * 26 / 100)
        } else {
            Item::glue(width, width / 2, width / 3)
        };
        self.push(item, Origin::Space(at));
    }

    fn new_line(&mut self) {
        self.push(Item::penalty(FORBIDDEN), Origin::Break);
        self.push(Item::fill(), Origin::Break);
        self.push(Item::penalty(FORCED), Origin::Break);
    }

    fn picture(&mut self, at: usize) {
        let number = self.text.pictures.iter().position(|(byte, _)| *byte == at).unwrap_or(0);
        let pixels = self.text.pictures.get(number).map_or((1, 1), |(_, picture)| picture.pixels);
        let height = picture_height(self.style_at(at));
        let width = height.scale(i64::from(pixels.0.max(1)), i64::from(pixels.1.max(1)));
        self.push(Item::rigid(width.0), Origin::Picture(number));
    }

    /// Adds a word, run by run.
    fn word(&mut self, text: &str, range: Range<usize>, options: ItemizeOptions, shaper: &mut Shaper) {
        let (literal, language) =
            self.text.run_at(range.start).map_or((false, None), |run| (run.literal, run.style.language));
        let hyphenator = options.hyphenator(language);
        let breaks = possible_breaks(&text[range.clone()], literal, hyphenator, is_sentence_start(text, range.start));
        let mut breaks = breaks.into_iter().map(|found| Break { at: range.start + found.at, ..found }).peekable();
        let mut at = range.start;
        while at < range.end {
            let Some(run) = self.text.run_at(at).cloned() else { return };
            let end = run.range.end.min(range.end);
            let style = resolve_features(&text[at..end], run.style, shaper);
            let shaped = shaper.shape(&text[at..end], style);
            self.missing.extend(shaped.missing.iter().map(|(byte, c)| (at + byte, *c)));
            let (whole, first) = (at..end, self.items.len());
            while at < end {
                let piece_end = breaks.peek().map_or(end, |b| b.at.min(end));
                if piece_end > at {
                    let width = width_of_bytes(&shaped, at - whole.start..piece_end - whole.start, style);
                    self.letters(text, at..piece_end, (width, style), (options, shaper));
                    at = piece_end;
                }
                if let Some(found) = breaks.next_if(|b| b.at == at) {
                    self.word_break(found, style, (options, shaper));
                }
            }
            let (width, segments) = (width_of(&shaped.segments, style), shaped.segments);
            let word = ShapedWord { style, segments, width, items: Vec::new(), is_capitalised: false };
            self.parts.push(Part { range: whole, word: Arc::new(word) });
            self.identify_word(&text[range.clone()], first);
        }
    }

    /// Adds a word that is in one run, from the cache.
    fn cached_word(
        &mut self,
        text: &str,
        range: Range<usize>,
        words: &Words,
        (options, shaper): (ItemizeOptions, &mut Shaper),
    ) {
        let letters = &text[range.clone()];
        let known = words.get(letters).or_else(|| {
            let style = self.style_at(range.start);
            let word = Arc::new(prepared(letters, style, options, shaper)?);
            Some(words.insert(letters.into(), word))
        });
        let Some(word) = known else {
            // A word with a missing glyph is reported wherever it occurs, so it isn't cached.
            self.word(text, range, options, shaper);
            return;
        };
        let is_name = word.is_capitalised && !is_sentence_start(text, range.start);
        let part = self.parts.len();
        for (item, bytes) in &word.items {
            let mut item = *item;
            if let (true, Kind::Penalty { cost, hyphen: true }) = (is_name, &mut item.kind) {
                *cost += NAME_PENALTY;
            }
            let in_text = |bytes: &Range<usize>| range.start + bytes.start..range.start + bytes.end;
            let origin = bytes.as_ref().map_or(Origin::Break, |bytes| Origin::Letters(part, in_text(bytes)));
            self.push(item, origin);
        }
        self.parts.push(Part { range, word });
    }

    /// Adds a box for letters of the part that is added next.
    fn letters(
        &mut self,
        text: &str,
        range: Range<usize>,
        (width, style): (Length, Style),
        (options, shaper): (ItemizeOptions, &Shaper),
    ) {
        let mut item = Item::solid(width.0);
        if options.protrusion {
            let letters = &text[range.clone()];
            let protruding = |c: Option<char>, share: fn(char) -> i64| {
                c.map(|c| (c, share(c)))
                    .filter(|(_, share)| *share > 0)
                    .map_or(0, |(c, share)| shaper.char_width(c, style).0 * share / 1000)
            };
            let left = protruding(letters.chars().next(), protrusion::left);
            item = item.protruding(left, protruding(letters.chars().next_back(), protrusion::right));
        }
        self.push(item, Origin::Letters(self.parts.len(), range));
    }

    /// Marks the first and the last box of a word with a number that is equal for equal words, so that stacks can be seen.
    fn identify_word(&mut self, word: &str, first: usize) {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        if letters.chars().nth(1).is_none() {
            return;
        }
        let mut hasher = rustc_hash::FxHasher::default();
        letters.chars().flat_map(char::to_lowercase).for_each(|c| hasher.write_u32(u32::from(c)));
        let number = (hasher.finish() >> 32) as u32 | 1;
        let is_box = |item: &Item| matches!(item.kind, Kind::Box);
        let items = &mut self.items[first..];
        if let (Some(begin), Some(end)) = (items.iter().position(is_box), items.iter().rposition(is_box)) {
            (items[begin].word, items[end].word) = (number, number);
        }
    }

    fn word_break(&mut self, found: Break, style: Style, (options, shaper): (ItemizeOptions, &Shaper)) {
        let item = if found.hyphen {
            let width = shaper.char_width('-', style).0;
            let protrudes = if options.protrusion { width * protrusion::right('-') / 1000 } else { 0 };
            Item::hyphen(found.penalty, width, protrudes)
        } else {
            Item::penalty(found.penalty)
        };
        self.push(item, Origin::Break);
    }

    fn trim_end(&mut self) {
        while matches!(self.items.last(), Some(Item { kind: Kind::Glue { .. } | Kind::Penalty { .. }, .. })) {
            self.items.pop();
            self.origins.pop();
        }
    }
}

/// A word for the cache, itemized as if it began a sentence; `None` when a character has no glyph.
fn prepared(word: &str, style: Style, options: ItemizeOptions, shaper: &mut Shaper) -> Option<ShapedWord> {
    let run = Run { range: 0..word.len(), style, span: Span::default(), literal: false };
    let mut alone = Paragraph::new(StyledText { runs: vec![run], ..StyledText::default() });
    alone.word(word, 0..word.len(), options, shaper);
    if !alone.missing.is_empty() {
        return None;
    }
    let bytes = |origin: Origin| match origin {
        Origin::Letters(_, bytes) => Some(bytes),
        Origin::Space(_) | Origin::Picture(_) | Origin::Indent | Origin::Break => None,
    };
    let items: Vec<WordItem> = alone.items.into_iter().zip(alone.origins.into_iter().map(bytes)).collect();
    let is_capitalised = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let shaped = alone.parts.pop().and_then(|part| Arc::into_inner(part.word))?;
    Some(ShapedWord { items, is_capitalised, ..shaped })
}

/// The height of an inline picture: that of the type, so that lines stay on the grid.
pub(super) fn picture_height(style: Style) -> Length {
    style.size
}

/// The width of some bytes of a shaped word. A ligature across their edge is divided in proportion to its bytes.
fn width_of_bytes(shaped: &Shaped, bytes: Range<usize>, style: Style) -> Length {
    let mut width = 0;
    let tracking = style.letterspace().0;
    for Segment { range, glyphs, .. } in &shaped.segments {
        let mut glyphs = glyphs.iter().peekable();
        while let Some(glyph) = glyphs.next() {
            let start = range.start + usize::from(glyph.cluster);
            let end = glyphs.peek().map_or(range.end, |next| range.start + usize::from(next.cluster)).max(start);
            if start >= bytes.end {
                break;
            }
            let advance = glyph.advance.0 + tracking;
            let inside = end.min(bytes.end).saturating_sub(start.max(bytes.start));
            if start >= bytes.start && end <= bytes.end {
                width += advance;
            } else if inside > 0 {
                width += advance * inside as i64 / (end - start) as i64;
            }
        }
    }
    Length(width)
}

/// The size of capitals that stand in for small capitals, in percent: a little above the x-height.
const SMALL_CAPITAL_PERCENT: i64 = 76;

/// The style with superiors and small capitals as the face draws them; where it lacks one of the glyphs, smaller type stands
/// in, raised for superiors.
fn resolve_features(text: &str, style: Style, shaper: &mut Shaper) -> Style {
    let wanted = style.features & (feature::SUPERIORS | feature::CAPITALS_TO_SMALL);
    if wanted == 0 {
        return style;
    }
    let ids = |shaped: &Shaped| -> Vec<u16> {
        shaped.segments.iter().flat_map(|segment| segment.glyphs.iter().map(|glyph| glyph.id)).collect()
    };
    let plain = Style { features: style.features & !wanted, ..style };
    let drawn = ids(&shaper.shape(text, style));
    let usual = ids(&shaper.shape(text, plain));
    let all_drawn = drawn.len() == usual.len() && drawn.iter().zip(&usual).all(|(a, b)| a != b);
    // The comma between two note references has no superior, and may stay on the baseline.
    if all_drawn || text == "," {
        style
    } else if wanted & feature::SUPERIORS != 0 {
        raised(plain)
    } else {
        Style { size: plain.size.scale(SMALL_CAPITAL_PERCENT, 100), ..plain }
    }
}
