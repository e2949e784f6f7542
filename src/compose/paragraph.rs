//! A flow becomes boxes, glue and penalties, each with what it came from.

use super::flow::{Flow, NEW_LINE, PICTURE, Run};
use super::hang;
use super::hyphenate::{self, Divider, Exceptions, Patterns};
use super::known::KnownWords;
use super::linebreak::{FORBIDDEN, FORCED, Item, Kind};
use super::shape::{Segment, Shaped, ShapedGlyph, Shaper};
use super::style::{PLAIN, Style, feature};
use crate::diagnostic::Span;
use crate::unit::Length;
use std::hash::Hasher;
use std::ops::Range;

/// What an item came from. There are thousands, so each takes half the room that it might; no flow is longer than 2^32 bytes.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// Letters of a part: its number, and bytes of the flow.
    Letters(u32, Range<u32>),
    /// A space of any kind, at a byte of the flow.
    Space(u32),
    /// A picture in the line, at a byte of the flow; its number there.
    Picture(u32),
    /// The indent of the first line.
    Indent,
    /// A possible break; the byte of the flow.
    Break,
}

/// The glyphs of a part.
pub(super) enum Letters {
    /// Those of the word at that place of the vocabulary.
    Known(u32),
    /// Its own.
    Own(Box<[Segment]>),
}

/// Letters of one word in one run.
pub(super) struct Part {
    pub(super) range: Range<u32>,
    /// The place of its style among the paragraph's looks.
    pub(super) look: u32,
    pub(super) letters: Letters,
    /// Its width when it isn't divided.
    pub(super) width: i64,
}

/// A paragraph ready to be broken.
#[derive(Default)]
pub(super) struct Paragraph {
    pub(super) flow: Flow,
    pub(super) items: Vec<Item>,
    pub(super) origins: Vec<Origin>,
    pub(super) parts: Vec<Part>,
    /// The styles of its parts and spaces, each once: numbers are sooner compared than styles, and every word is.
    pub(super) looks: Vec<Style>,
    /// The look of its last run, which pictures and indents have.
    pub(super) last: u32,
    /// Characters without a glyph, with the byte of the flow.
    pub(super) missing: Vec<(usize, char)>,
}

/// Longer words are not kept: they are seldom seen twice.
const LONGEST_KNOWN: usize = 48;

/// What decides how a flow is cut up.
#[derive(Clone, Copy)]
pub(super) struct Cutting<'e> {
    /// The patterns for dividing words, if they may be divided.
    pub(super) patterns: Option<Patterns>,
    /// Words whose divisions the brochure tells.
    pub(super) exceptions: &'e Exceptions,
    /// Whether signs hang into the margins.
    pub(super) protrusion: bool,
    /// The indent of the first line.
    pub(super) indent: Length,
}

impl Cutting<'_> {
    /// The patterns for words of a language; none: the text's own.
    fn patterns_of(&self, language: Option<[u8; 2]>) -> Option<Patterns> {
        let own = self.patterns?;
        let Some(code) = language else { return Some(own) };
        std::str::from_utf8(&code).ok().and_then(hyphenate::patterns)
    }
}

/// The price of dividing a word, on TeX's scale, and what it rises by for a name.
const HYPHEN_PRICE: i32 = 72;
const NAME_PRICE: i32 = 80;
/// The price of breaking at a hyphen that was written.
const WRITTEN_HYPHEN_PRICE: i32 = 50;
/// The price of breaking an address.
const ADDRESS_PRICE: i32 = 70;

/// Cuts a flow into items.
pub(super) fn cut(flow: Flow, cutting: Cutting, shaper: &mut Shaper, known: &mut KnownWords) -> Paragraph {
    let mut paragraph = known.paragraph(flow);
    if cutting.indent != Length::ZERO {
        paragraph.push(Item::rigid(cutting.indent.0), Origin::Indent);
    }
    let text = std::mem::take(&mut paragraph.flow.text);
    let mut stretch = Stretch::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let next = at + c.len_utf8();
        if !stretch.range.contains(&at) {
            stretch = paragraph.stretch(at, cutting, (shaper, known));
        }
        match c {
            ' ' | '\t' => {
                paragraph.space(at, &stretch);
                at = next;
            }
            '\u{a0}' => {
                let context = (text[..at].chars().next_back(), text[next..].chars().next());
                paragraph.bound_space(at, context, shaper);
                at = next;
            }
            '\u{202f}' | '\u{2009}' | '\u{200a}' => {
                let width = paragraph.word_space(at, shaper) / 2;
                paragraph.push(Item::rigid(width), Origin::Space(at as u32));
                at = next;
            }
            NEW_LINE => {
                paragraph.new_line();
                at = next;
            }
            PICTURE => {
                paragraph.picture(at);
                at = next;
            }
            _ => {
                let end = word_end(&text, at);
                if stretch.range.end >= end && !stretch.literal && end - at <= LONGEST_KNOWN {
                    paragraph.known_word(&text, (at..end, &stretch), cutting, (shaper, known));
                } else {
                    paragraph.word(&text, at..end, cutting, shaper);
                }
                at = end;
            }
        }
    }
    paragraph.flow.text = text;
    paragraph.last = paragraph.look(paragraph.flow.runs.last().map_or(PLAIN, |run| run.style));
    paragraph.trim_end();
    paragraph
}

/// What all words and spaces of a run share: the next is of the same run nearly always.
struct Stretch {
    /// The bytes of the run; empty where there is none.
    range: Range<usize>,
    literal: bool,
    style: Style,
    /// The place of its style among the paragraph's looks.
    look: u32,
    /// The number by which words are known in that style.
    manner: u32,
    /// The word space.
    gap: i64,
}

impl Default for Stretch {
    fn default() -> Stretch {
        Stretch { range: 0..0, literal: false, style: PLAIN, look: 0, manner: 0, gap: 0 }
    }
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{200a}' | NEW_LINE | PICTURE)
}

/// The byte after the last of a word, which is followed by a space of any kind or by nothing.
fn word_end(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        // All other spaces begin with one of three bytes, as few letters do.
        let may_be_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | 0xc2 | 0xe2 | 0xef);
        let Some(more) = text.as_bytes()[at..].iter().position(may_be_space) else { return text.len() };
        at += more;
        match text[at..].chars().next() {
            Some(c) if !is_space(c) => at += c.len_utf8(),
            Some(_) | None => return at,
        }
    }
}

impl Paragraph {
    fn push(&mut self, item: Item, origin: Origin) {
        self.items.push(item);
        self.origins.push(origin);
    }

    fn style_at(&self, byte: usize) -> Style {
        let run = self.flow.run_at(byte).or(self.flow.runs.last());
        run.map_or(PLAIN, |r| r.style)
    }

    /// The place of a style among the looks; it is among them from now on.
    fn look(&mut self, style: Style) -> u32 {
        let place = self.looks.iter().position(|look| *look == style).unwrap_or_else(|| {
            self.looks.push(style);
            self.looks.len() - 1
        });
        place as u32
    }

    /// The style at a place among the looks.
    pub(super) fn style(&self, look: u32) -> &Style {
        self.looks.get(look as usize).unwrap_or(&PLAIN)
    }

    /// The look of the run at a byte, and the bytes of that run.
    pub(super) fn look_at(&self, byte: usize) -> (Range<usize>, u32) {
        let Some(run) = self.flow.run_at(byte) else { return (0..0, self.last) };
        let found = self.looks.iter().position(|look| *look == run.style);
        (run.range.clone(), found.map_or(self.last, |look| look as u32))
    }

    /// The run at a byte.
    fn stretch(&mut self, at: usize, cutting: Cutting, (shaper, known): (&Shaper, &mut KnownWords)) -> Stretch {
        let (range, literal) = self.flow.run_at(at).map_or((0..0, false), |run| (run.range.clone(), run.literal));
        let style = self.style_at(at);
        let manner = known.manner((style, cutting.patterns), shaper.vocabulary());
        Stretch { range, literal, style, look: self.look(style), manner, gap: self.word_space(at, shaper) }
    }

    /// The word space at a byte. The width of U+202F is half of it, whatever the font says.
    fn word_space(&self, byte: usize, shaper: &Shaper) -> i64 {
        let style = self.style_at(byte);
        let face = shaper.face(shaper.face_id(style));
        let units = face.glyph(' ').map_or(face.units_per_em / 4, |g| face.advance(g));
        face.at(units, style.size).0
    }

    fn space(&mut self, at: usize, stretch: &Stretch) {
        // Spaces in a row are one, save in code.
        let again = matches!(self.items.last(), Some(Item { kind: Kind::Glue { .. }, .. }) | None);
        if again && !stretch.literal {
            return;
        }
        let width = stretch.gap;
        self.push(Item::glue(width, width / 2, width / 3), Origin::Space(at as u32));
    }

    /// U+00A0: a word space that doesn't break; inside guillemets narrower, as babel-french sets it.
    fn bound_space(&mut self, at: usize, (before, after): (Option<char>, Option<char>), shaper: &Shaper) {
        let width = self.word_space(at, shaper);
        self.push(Item::penalty(FORBIDDEN), Origin::Break);
        let item = if before == Some('«') || after == Some('»') {
            Item::glue(width * 8 / 10, width * 15 / 100, width * 26 / 100)
        } else {
            Item::glue(width, width / 2, width / 3)
        };
        self.push(item, Origin::Space(at as u32));
    }

    fn new_line(&mut self) {
        // Glue without end, so that the line before needn't fill its measure.
        self.push(Item::penalty(FORBIDDEN), Origin::Break);
        self.push(Item::glue(0, i64::from(i32::MAX), 0), Origin::Break);
        self.push(Item::penalty(FORCED), Origin::Break);
    }

    fn picture(&mut self, at: usize) {
        let number = self.flow.pictures.iter().position(|(byte, _)| *byte == at).unwrap_or(0);
        let style = self.style_at(at);
        let pixels = self.flow.pictures.get(number).map_or((1, 1), |(_, p)| p.pixels);
        // A picture in a line is as high as a capital and a half, so that lines stay on the grid.
        let width = picture_height(style).scale(i64::from(pixels.0.max(1)), i64::from(pixels.1.max(1)));
        self.push(Item::rigid(width.0), Origin::Picture(number as u32));
    }

    pub(super) fn word(&mut self, text: &str, range: Range<usize>, cutting: Cutting, shaper: &mut Shaper) {
        let literal = self.flow.run_at(range.start).is_some_and(|r| r.literal);
        let language = self.flow.run_at(range.start).and_then(|r| r.style.language);
        let divider = Divider { patterns: cutting.patterns_of(language), exceptions: cutting.exceptions };
        let breaks = breaks_in(&text[range.clone()], literal, divider, is_sentence_start(text, range.start));
        let mut breaks = breaks.into_iter().peekable();
        let mut at = range.start;
        while at < range.end {
            let Some(run) = self.flow.run_at(at).cloned() else { return };
            let end = run.range.end.min(range.end);
            let style = resolve_features(&text[at..end], run.style, shaper);
            let shaped = shaper.shape(&text[at..end], style);
            self.missing.extend(shaped.missing.iter().map(|(byte, c)| (at + byte, *c)));
            let width = whole_width(&shaped.segments, style);
            let (whole, first) = (at..end, self.items.len());
            while at < end {
                let cut = breaks.peek().map_or(end, |b| (range.start + b.at).min(end));
                if cut > at {
                    self.letters(text, (&whole, &shaped), (at..cut, style), (cutting, shaper));
                    at = cut;
                }
                if let Some(found) = breaks.next_if(|b| range.start + b.at == at) {
                    self.word_break(found, (style, cutting), shaper);
                }
            }
            let (look, bytes) = (self.look(style), whole.start as u32..whole.end as u32);
            self.parts.push(Part { range: bytes, look, letters: Letters::Own(shaped.segments.into()), width });
            self.number_word(&text[range.clone()], first);
        }
    }

    /// A word in a single run: cut once, then remembered.
    fn known_word(
        &mut self,
        text: &str,
        (range, stretch): (Range<usize>, &Stretch),
        cutting: Cutting,
        (shaper, known): (&mut Shaper, &mut KnownWords),
    ) {
        let manner = (stretch.style, stretch.manner);
        let Some((found, place)) = known.find(&text[range.clone()], manner, cutting, shaper) else {
            self.word(text, range, cutting, shaper);
            return;
        };
        let dearer = if found.capital && !is_sentence_start(text, range.start) { NAME_PRICE } else { 0 };
        let (part, first) = (self.parts.len() as u32, range.start as u32);
        self.items.extend(found.pieces.iter().map(|piece| piece.item(dearer)));
        self.origins.extend(found.pieces.iter().map(|piece| {
            piece.bytes().map_or(Origin::Break, |bytes| Origin::Letters(part, first + bytes.start..first + bytes.end))
        }));
        let look = found.own_style.as_deref().map_or(stretch.look, |own| self.look(*own));
        let range = first..range.end as u32;
        self.parts.push(Part { range, look, letters: Letters::Known(place), width: found.width });
    }

    /// Empties it for a single word; the lists keep their room.
    pub(super) fn begin_alone(&mut self, word: &str, style: Style) {
        self.items.clear();
        self.origins.clear();
        self.parts.clear();
        self.looks.clear();
        self.missing.clear();
        self.flow.runs.clear();
        self.flow.runs.push(Run { range: 0..word.len(), style, span: Span::default(), literal: false });
    }

    /// Letters of the part that comes next, which is to stand in `whole` and is shaped already.
    fn letters(
        &mut self,
        text: &str,
        (whole, shaped): (&Range<usize>, &Shaped),
        (range, style): (Range<usize>, Style),
        (cutting, shaper): (Cutting, &Shaper),
    ) {
        let local = range.start - whole.start..range.end - whole.start;
        let width = width_of(shaped, local, style);
        let mut item = Item::solid(width);
        if cutting.protrusion {
            let letters = &text[range.clone()];
            let hang = |c: Option<char>, share: fn(char) -> i64| {
                c.map(|c| (c, share(c)))
                    .filter(|(_, s)| *s > 0)
                    .map_or(0, |(c, s)| char_width(c, style, shaper) * s / 1000)
            };
            let left = hang(letters.chars().next(), hang::left);
            item = item.hanging(left, hang(letters.chars().next_back(), hang::right));
        }
        let bytes = range.start as u32..range.end as u32;
        self.push(item, Origin::Letters(self.parts.len() as u32, bytes));
    }

    /// Gives the first and the last box of a word the number of its letters, so that stacks of it can be seen.
    fn number_word(&mut self, word: &str, first: usize) {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        if letters.chars().nth(1).is_none() {
            return;
        }
        let mut hasher = rustc_hash::FxHasher::default();
        for c in letters.chars() {
            if c.is_ascii() {
                hasher.write_u32(u32::from(c.to_ascii_lowercase()));
            } else {
                c.to_lowercase().for_each(|c| hasher.write_u32(u32::from(c)));
            }
        }
        let number = (hasher.finish() >> 32) as u32 | 1;
        let boxes = |item: &Item| matches!(item.kind, Kind::Box);
        let (Some(a), Some(b)) =
            (self.items[first..].iter().position(boxes), self.items[first..].iter().rposition(boxes))
        else {
            return;
        };
        self.items[first + a].word = number;
        self.items[first + b].word = number;
    }

    fn word_break(&mut self, found: Break, (style, cutting): (Style, Cutting), shaper: &Shaper) {
        let item = if found.hyphen {
            let width = char_width('-', style, shaper);
            let hang = if cutting.protrusion { width * hang::right('-') / 1000 } else { 0 };
            Item::hyphen(found.price, width, hang)
        } else {
            Item::penalty(found.price)
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

/// The height of a picture that stands in a line.
pub(super) fn picture_height(style: Style) -> Length {
    style.size
}

/// The width of a character alone.
pub(super) fn char_width(c: char, style: Style, shaper: &Shaper) -> i64 {
    let face = shaper.face(shaper.face_id(style));
    face.glyph(c).map_or(0, |g| face.at(face.advance(g), style.size).0)
}

/// The width of a shaped word.
pub(super) fn whole_width(segments: &[Segment], style: Style) -> i64 {
    let tracking = style.size.scale(style.tracking, 1000).0;
    let of_segment = |segment: &Segment| {
        segment.glyphs.iter().map(ShapedGlyph::width).sum::<i64>() + tracking * segment.glyphs.len() as i64
    };
    segments.iter().map(of_segment).sum()
}

/// The width of bytes of a shaped word; a ligature that is cut through is shared out by bytes.
fn width_of(shaped: &Shaped, bytes: Range<usize>, style: Style) -> i64 {
    let mut width = 0;
    let tracking = style.size.scale(style.tracking, 1000).0;
    for segment in &shaped.segments {
        let mut glyphs = segment.glyphs.iter().peekable();
        let shown = segment.bytes();
        while let Some(glyph) = glyphs.next() {
            let start = shown.start + usize::from(glyph.cluster);
            let end = glyphs.peek().map_or(shown.end, |g| shown.start + usize::from(g.cluster)).max(start);
            if start >= bytes.end {
                break;
            }
            let advance = glyph.width() + tracking;
            let inside = end.min(bytes.end).saturating_sub(start.max(bytes.start));
            if start >= bytes.start && end <= bytes.end {
                width += advance;
            } else if inside > 0 {
                width += advance * inside as i64 / (end - start) as i64;
            }
        }
    }
    width
}

/// Capitals of this share of their size, in hundredths, stand for small capitals: a little above small letters.
const SMALL_CAPITAL: i64 = 76;

/// Superiors and small capitals are drawn by the face where it can; else they are made smaller, and superiors raised.
fn resolve_features(text: &str, style: Style, shaper: &mut Shaper) -> Style {
    let wanted = style.features & (feature::SUPERIORS | feature::CAPITALS_TO_SMALL);
    if wanted == 0 {
        return style;
    }
    let ids = |shaped: &Shaped| -> Vec<(bool, u16)> {
        shaped.segments.iter().flat_map(|s| s.glyphs.iter().map(|g| (true, g.id))).collect()
    };
    let plain = Style { features: style.features & !wanted, ..style };
    let drawn = ids(&shaper.word(text, style));
    let usual = ids(&shaper.word(text, plain));
    let all_drawn = drawn.len() == usual.len() && drawn.iter().zip(&usual).all(|(a, b)| a != b);
    // A comma between two calls has no superior of its own and may stay where it is.
    if all_drawn || text == "," {
        style
    } else if wanted & feature::SUPERIORS != 0 {
        super::flow::raised(plain)
    } else {
        Style { size: plain.size.scale(SMALL_CAPITAL, 100), ..plain }
    }
}

/// A place where a word may be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Break {
    /// The byte of the word.
    at: usize,
    price: i32,
    /// Whether a hyphen is added.
    hyphen: bool,
}

fn is_sentence_start(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '«' | '“' | '(' | '—' | '–'));
    before.is_empty() || before.ends_with(['.', '!', '?', '…', ':', '\n'])
}

fn breaks_in(word: &str, literal: bool, divider: Divider, opens: bool) -> Vec<Break> {
    if literal || word.as_bytes().contains(&b':') && word.contains("://") || word.starts_with("www.") {
        return address_breaks(word);
    }
    // Longer dashes begin with that byte, as do curly quotation marks; most words have neither.
    if word.bytes().any(|b| matches!(b, b'-' | b'@' | 0xe2)) && word.contains(['-', '‐', '–', '—', '@']) {
        let written = written_breaks(word);
        if !written.is_empty() || word.contains(['-', '@']) {
            return written;
        }
    }
    let name = !opens && word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let price = HYPHEN_PRICE + if name { NAME_PRICE } else { 0 };
    let mut breaks = Vec::new();
    hyphenate::points(word, divider, |at| {
        // Most words that are divided at all have two or three places for it.
        if breaks.is_empty() {
            breaks.reserve(4);
        }
        breaks.push(Break { at, price, hyphen: true });
    });
    breaks
}

/// After a written hyphen or dash, with two letters before it since the last: `viendra-|t-il`, `c’est-|à-dire`.
fn written_breaks(word: &str) -> Vec<Break> {
    let mut breaks = Vec::new();
    let mut letters = 0;
    for (at, c) in word.char_indices() {
        let next = at + c.len_utf8();
        if matches!(c, '-' | '‐' | '–' | '—') {
            if letters >= 2 && word[next..].starts_with(char::is_alphanumeric) {
                breaks.push(Break { at: next, price: WRITTEN_HYPHEN_PRICE, hyphen: false });
            }
            letters = 0;
        } else if c.is_alphanumeric() {
            letters += 1;
        } else {
            letters = 0;
        }
    }
    // Ranges of numbers stay together: 1789-1799.
    if word.chars().all(|c| !c.is_alphabetic()) { Vec::new() } else { breaks }
}

/// After `://`, else before a sign that parts an address; at least three signs on either side, and no hyphen.
fn address_breaks(word: &str) -> Vec<Break> {
    let scheme = word.find("://").map(|at| at + 3);
    let mut breaks = Vec::new();
    for (count, (at, c)) in word.char_indices().enumerate() {
        let left = word.len() - at;
        let inside = scheme.is_none_or(|s| at > s + 2);
        let before_sign = matches!(c, '/' | '.' | ',' | '?' | '&' | '=' | '#' | '_' | '~' | '-' | '%') && inside;
        if count >= 3 && left >= 3 && (Some(at) == scheme || before_sign) {
            breaks.push(Break { at, price: ADDRESS_PRICE, hyphen: false });
        }
    }
    breaks
}

/// Where a word may be divided, for people who ask.
pub(super) fn divisions(word: &str, patterns: Option<Patterns>) -> Vec<usize> {
    let divider = Divider { patterns, exceptions: &Exceptions::default() };
    breaks_in(word, false, divider, true).into_iter().map(|b| b.at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(word: &str) -> String {
        let mut out = word.to_string();
        let divider = Divider { patterns: hyphenate::patterns("fr"), exceptions: &Exceptions::default() };
        for b in breaks_in(word, false, divider, true).into_iter().rev() {
            out.insert(b.at, '·');
        }
        out
    }

    #[test]
    fn compounds_break_at_their_own_hyphen_only() {
        for word in ["anarcho-·syndicalisme", "viendra-·t-il", "c’est-·à-dire", "vis-·à-vis", "1789-1799", "dit-·elle,"]
        {
            assert_eq!(broken(&word.replace('·', "")), word);
        }
    }

    #[test]
    fn addresses_break_before_their_signs() {
        assert_eq!(broken("https://mars-infos.org/le-kazakhstan"), "https://·mars·-infos·.org·/le·-kazakhstan");
    }
}
