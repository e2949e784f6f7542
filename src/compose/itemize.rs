//! Itemizes a styled text: turns it into boxes, glue and penalties, each with its origin in the text.
//!
//! Input: a [`StyledText`]. Output: a [`Paragraph`] ready for line breaking. Words that lie within a single run come from
//! the word cache.

use super::hyphenate::{self, Exceptions, Hyphenator, Patterns};
use super::linebreak::{BreakItem, FORBIDDEN, FORCED, Kind, NAME_PENALTY};
use super::protrusion;
use super::shape::{Segment, Shaped, Shaper, is_right_to_left, joins_previous, width_of};
use super::style::{PLAIN, Style, feature};
use super::styled_text::{NEW_LINE, PICTURE, Run, StyledText, raised};
use super::word_breaks::{Break, is_sentence_start, possible_breaks};
use super::words::{ShapedWord, StyledWords, WordCache, WordItem};
use crate::diagnostic::Span;
use crate::unit::Length;
use std::ops::Range;
use std::sync::Arc;
use xxhash_rust::xxh3::xxh3_64;

/// The origin of an item.
#[derive(Clone, Debug)]
pub(super) enum Origin {
    /// Letters of a part, with the part's index and the byte range in the text.
    Letters(usize, Range<usize>),
    /// A space of any kind, with its byte position in the text.
    Space(usize),
    /// An inline picture, with its index in the text.
    Picture(usize),
    /// The indent of the first line.
    Indent,
    /// A part of the rule that replaces a row of underscores, with the byte position of the row in the text.
    FormRule(usize),
    /// A possible break.
    Break,
}

/// The letters of one word in one run.
pub(super) struct Part {
    /// Its byte range in the text.
    pub(super) range: Range<usize>,
    pub(super) word: Arc<ShapedWord>,
}

/// A paragraph ready to be broken into lines.
pub(super) struct Paragraph {
    pub(super) text: StyledText,
    pub(super) items: Vec<BreakItem>,
    /// The origin of each item.
    pub(super) origins: Vec<Origin>,
    pub(super) parts: Vec<Part>,
    /// Characters without a glyph, with their byte positions in the text.
    pub(super) missing: Vec<(usize, char)>,
    /// The byte positions of words in a script that is written from right to left.
    pub(super) right_to_left: Vec<usize>,
    /// For each link, the least byte position at which it or any later link begins.
    pub(super) link_starts: Vec<usize>,
}

/// Options for itemizing a text.
#[derive(Clone, Copy)]
pub(super) struct ItemizeOptions<'e> {
    /// The hyphenation patterns, if words may be hyphenated.
    pub(super) patterns: Option<Patterns>,
    /// Words whose hyphenation the brochure specifies.
    pub(super) exceptions: &'e Exceptions,
    /// Whether punctuation protrudes into the margins.
    pub(super) protrusion: bool,
    /// The indent of the first line.
    pub(super) indent: Length,
}

impl<'e> ItemizeOptions<'e> {
    /// Returns the hyphenator for words in a language; `None` means the language of the text.
    fn hyphenator(&self, language: Option<[u8; 2]>) -> Hyphenator<'e> {
        let patterns = match (self.patterns, language) {
            (Some(_), Some(code)) => std::str::from_utf8(&code).ok().and_then(hyphenate::patterns),
            (own, _) => own,
        };
        Hyphenator { patterns, exceptions: self.exceptions }
    }
}

/// The maximum length of a cached word, in bytes: longer words, such as web addresses, seldom occur twice.
const LONGEST_CACHED: usize = 48;

/// The fewest underscores that are a rule to write on.
const FORM_RULE: &str = "_____";
/// The least length of the rule in a form, in ems.
const SHORTEST_FORM_RULE: i64 = 3;
/// The maximum number of bytes that are shaped at a time. Longer words are seldom prose, and the cost of breaking them would
/// grow with the square of their length.
const LONGEST_SHAPED: usize = 255;

/// Itemizes a text.
pub(super) fn itemize(text: StyledText, options: ItemizeOptions, shaper: &mut Shaper, cache: &WordCache) -> Paragraph {
    let length = text.text.len();
    let has_form_rules = text.text.contains(FORM_RULE);
    let mut itemizer = Itemizer { paragraph: Paragraph::new(text, length), options, shaper, has_form_rules };
    if options.indent != Length::ZERO {
        itemizer.push(BreakItem::rigid(options.indent.0), Origin::Indent);
    }
    let text = std::mem::take(&mut itemizer.paragraph.text.text);
    let mut run = RunCursor::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if !run.range.contains(&at) {
            run = itemizer.run_at(at, cache);
        }
        at = itemizer.add(&text, at, c, &run);
    }
    let mut paragraph = itemizer.paragraph;
    paragraph.text.text = text;
    paragraph.trim_end();
    paragraph
}

/// The properties that all words and spaces of a run share.
#[derive(Default)]
struct RunCursor {
    /// The byte range of the run; empty if there is no run.
    range: Range<usize>,
    literal: bool,
    words: Arc<StyledWords>,
    word_space: Length,
}

/// Returns, for each link of a text, the least byte position at which it or any later link begins.
fn least_starts(text: &StyledText) -> Vec<usize> {
    let mut starts: Vec<usize> = text.links.iter().map(|(range, _)| range.start).collect();
    for at in (1..starts.len()).rev() {
        starts[at - 1] = starts[at - 1].min(starts[at]);
    }
    starts
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{200a}' | NEW_LINE | PICTURE)
}

/// Returns the byte position after a word that begins at `start`.
fn word_end(text: &str, start: usize) -> usize {
    text[start..].find(is_space).map_or(text.len(), |length| start + length)
}

/// Returns the byte position at which shaping pauses in a word: `end`, or after [`LONGEST_SHAPED`] bytes.
fn shaping_end(text: &str, start: usize, end: usize) -> usize {
    if end - start <= LONGEST_SHAPED {
        return end;
    }
    let begins = |at: &usize| text[*at..].chars().next().is_some_and(|c| !joins_previous(c));
    let near = start + LONGEST_SHAPED / 2..=start + LONGEST_SHAPED;
    near.rev().filter(|at| text.is_char_boundary(*at)).find(begins).unwrap_or(end)
}

/// Whether the line that ends with `head` consists of the dash that introduces a dialogue or an item.
fn begins_with_dash(head: &str) -> bool {
    let before = head.strip_suffix(['–', '—']);
    before.is_some_and(|before| before.is_empty() || before.ends_with(NEW_LINE) || before.ends_with("«\u{a0}"))
}

impl Paragraph {
    /// Creates a paragraph without items, with capacity for `length` of them: a text has fewer items than bytes.
    fn new(text: StyledText, length: usize) -> Paragraph {
        let (items, origins) = (Vec::with_capacity(length), Vec::with_capacity(length));
        let link_starts = least_starts(&text);
        let (parts, missing, right_to_left) = (Vec::new(), Vec::new(), Vec::new());
        Paragraph { text, items, origins, parts, missing, right_to_left, link_starts }
    }

    /// Returns the style of the run at a byte; after the last run, the style of the last run.
    pub(super) fn style_at(&self, byte: usize) -> Style {
        self.text.run_at(byte).map_or_else(|| self.last_style(), |run| run.style)
    }

    /// Returns the style of the last run, which indents and pictures also use.
    pub(super) fn last_style(&self) -> Style {
        self.text.runs.last().map_or(PLAIN, |run| run.style)
    }

    fn trim_end(&mut self) {
        while matches!(self.items.last(), Some(BreakItem { kind: Kind::Glue { .. } | Kind::Penalty { .. }, .. })) {
            self.items.pop();
            self.origins.pop();
        }
    }
}

/// A paragraph that is being itemized, with the options and the shaper.
struct Itemizer<'i, 'a> {
    paragraph: Paragraph,
    options: ItemizeOptions<'i>,
    shaper: &'i mut Shaper<'a>,
    /// Whether the text has a row of underscores that becomes a rule.
    has_form_rules: bool,
}

impl Itemizer<'_, '_> {
    fn push(&mut self, item: BreakItem, origin: Origin) {
        self.paragraph.items.push(item);
        self.paragraph.origins.push(origin);
    }

    /// Returns the properties that the words and spaces of the run at a byte share.
    fn run_at(&self, byte: usize, cache: &WordCache) -> RunCursor {
        let run = self.paragraph.text.run_at(byte);
        let (range, literal) = run.map_or((0..0, false), |run| (run.range.clone(), run.literal));
        let style = self.paragraph.style_at(byte);
        let words = cache.words((style, self.options.patterns));
        RunCursor { range, literal, words, word_space: self.shaper.word_space(style) }
    }

    /// Adds the word, space, line break or picture that begins with the character `c` at a byte of the text, and returns the
    /// byte position after it.
    fn add(&mut self, text: &str, at: usize, c: char, run: &RunCursor) -> usize {
        match c {
            ' ' | '\t' => self.space(at, run),
            '\u{a0}' => self.no_break_space(text, at, run),
            // Half a word space, whatever the font specifies: in many fonts, U+202F is missing or as wide as the word space.
            '\u{202f}' | '\u{2009}' | '\u{200a}' => {
                self.push(BreakItem::rigid(run.word_space.0 / 2), Origin::Space(at));
            }
            NEW_LINE => self.new_line(),
            PICTURE => self.picture(at),
            _ => {
                let mut end = word_end(text, at);
                if self.has_form_rules && !run.literal {
                    match text[at..end].find(FORM_RULE) {
                        Some(0) => return self.form_rule(text, at),
                        Some(length) => end = at + length,
                        None => {}
                    }
                }
                if run.range.end >= end && !run.literal && end - at <= LONGEST_CACHED {
                    self.cached_word(text, at..end, &run.words);
                } else {
                    self.word(text, at..end);
                }
                return end;
            }
        }
        at + c.len_utf8()
    }

    fn space(&mut self, at: usize, run: &RunCursor) {
        // Consecutive spaces become one, except in code.
        let redundant = matches!(self.paragraph.items.last(), Some(BreakItem { kind: Kind::Glue { .. }, .. }) | None);
        if redundant && !run.literal {
            return;
        }
        let width = run.word_space.0;
        self.push(BreakItem::glue(width, width / 2, width / 3), Origin::Space(at));
    }

    /// Adds U+00A0: a word space without a break, narrower inside guillemets, as in babel-french.
    fn no_break_space(&mut self, text: &str, at: usize, run: &RunCursor) {
        let (before, after) = (text[..at].chars().next_back(), text[at + '\u{a0}'.len_utf8()..].chars().next());
        let width = run.word_space.0;
        self.push(BreakItem::penalty(FORBIDDEN), Origin::Break);
        let item = if before == Some('«') || after == Some('»') {
            BreakItem::glue(width * 8 / 10, width * 15 / 100, width * 26 / 100)
        } else if begins_with_dash(&text[..at]) {
            // The words of a dialogue or a list begin at the same place in every paragraph.
            BreakItem::rigid(width)
        } else {
            BreakItem::glue(width, width / 2, width / 3)
        };
        self.push(item, Origin::Space(at));
    }

    fn new_line(&mut self) {
        self.push(BreakItem::penalty(FORBIDDEN), Origin::Break);
        self.push(BreakItem::fill(), Origin::Break);
        self.push(BreakItem::penalty(FORCED), Origin::Break);
    }

    fn picture(&mut self, at: usize) {
        let number = self.paragraph.text.pictures.partition_point(|(byte, _)| *byte < at);
        let pixels = self.paragraph.text.pictures.get(number).map_or((1, 1), |(_, picture)| picture.pixels);
        let height = picture_height(self.paragraph.style_at(at));
        let width = height.scale(i64::from(pixels.0.max(1)), i64::from(pixels.1.max(1)));
        self.push(BreakItem::rigid(width.0), Origin::Picture(number));
    }

    /// Adds the rule that replaces a row of underscores, and returns the byte position after the row. The rule is as long as
    /// the row, or as the rest of the line if that is shorter.
    fn form_rule(&mut self, text: &str, at: usize) -> usize {
        let count = text[at..].bytes().take_while(|byte| *byte == b'_').count();
        let style = self.paragraph.style_at(at);
        let width = self.shaper.char_width('_', style).0 * count as i64;
        let rigid = width.min(style.size.0 * SHORTEST_FORM_RULE);
        // Glue vanishes at both ends of a line, so it is between two boxes.
        self.push(BreakItem::rigid(rigid / 2), Origin::FormRule(at));
        self.push(BreakItem::penalty(FORBIDDEN), Origin::Break);
        self.push(BreakItem::glue(width - rigid, 0, width - rigid), Origin::FormRule(at));
        self.push(BreakItem::rigid(rigid / 2), Origin::FormRule(at));
        at + count
    }

    /// Adds a word, run by run.
    fn word(&mut self, text: &str, range: Range<usize>) {
        if text[range.clone()].contains(is_right_to_left) {
            self.paragraph.right_to_left.push(range.start);
        }
        let (literal, language) =
            self.paragraph.text.run_at(range.start).map_or((false, None), |run| (run.literal, run.style.language));
        let hyphenator = self.options.hyphenator(language);
        let breaks = possible_breaks(&text[range.clone()], literal, hyphenator, is_sentence_start(text, range.start));
        let mut breaks = breaks.into_iter().map(|found| Break { at: range.start + found.at, ..found }).peekable();
        let mut at = range.start;
        while at < range.end {
            let Some(run) = self.paragraph.text.run_at(at).cloned() else { return };
            let end = shaping_end(text, at, run.range.end.min(range.end));
            let style = resolve_features(&text[at..end], run.style, self.shaper);
            let shaped = self.shaper.shape(&text[at..end], style);
            let missing = shaped.missing.iter().filter(|(_, c)| !is_right_to_left(*c));
            self.paragraph.missing.extend(missing.map(|(byte, c)| (at + byte, *c)));
            let (whole, first) = (at..end, self.paragraph.items.len());
            while at < end {
                let piece_end = breaks.peek().map_or(end, |b| b.at.min(end));
                if piece_end > at {
                    let width = width_of_bytes(&shaped.segments, at - whole.start..piece_end - whole.start, style);
                    self.letters(text, at..piece_end, width, style);
                    at = piece_end;
                }
                if let Some(found) = breaks.next_if(|b| b.at == at) {
                    self.word_break(found, style);
                }
            }
            let (width, segments) = (width_of(&shaped.segments, style), shaped.segments);
            let word = ShapedWord { style, segments, width, items: Vec::new(), is_capitalised: false };
            self.paragraph.parts.push(Part { range: whole, word: Arc::new(word) });
            if range.len() <= LONGEST_SHAPED {
                self.identify_word(&text[range.clone()], first);
            }
        }
    }

    /// Adds a word that lies within one run, using the cache.
    fn cached_word(&mut self, text: &str, range: Range<usize>, words: &StyledWords) {
        let letters = &text[range.clone()];
        let cached = words.get(letters).or_else(|| {
            let style = self.paragraph.style_at(range.start);
            let word = Arc::new(word_for_cache(letters, style, self.options, self.shaper)?);
            Some(words.insert(letters.into(), word))
        });
        let Some(word) = cached else {
            // A word with a missing glyph is reported wherever it occurs, so it isn't cached.
            self.word(text, range);
            return;
        };
        let is_name = word.is_capitalised && !is_sentence_start(text, range.start);
        let part = self.paragraph.parts.len();
        for (item, bytes) in &word.items {
            let mut item = *item;
            if let (true, Kind::Penalty { cost, hyphen: true }) = (is_name, &mut item.kind) {
                *cost += NAME_PENALTY;
            }
            let in_text = |bytes: &Range<usize>| range.start + bytes.start..range.start + bytes.end;
            let origin = bytes.as_ref().map_or(Origin::Break, |bytes| Origin::Letters(part, in_text(bytes)));
            self.push(item, origin);
        }
        self.paragraph.parts.push(Part { range, word });
    }

    /// Adds a box for letters. It refers to the next part, which is added after all of its boxes.
    fn letters(&mut self, text: &str, range: Range<usize>, width: Length, style: Style) {
        let mut item = BreakItem::solid(width.0);
        if self.options.protrusion {
            let letters = &text[range.clone()];
            let protruding = |c: Option<char>, share: fn(char) -> i64| {
                c.map(|c| (c, share(c)))
                    .filter(|(_, share)| *share > 0)
                    .map_or(0, |(c, share)| self.shaper.char_width(c, style).0 * share / 1000)
            };
            let left = protruding(letters.chars().next(), protrusion::left);
            item = item.protruding(left, protruding(letters.chars().next_back(), protrusion::right));
        }
        self.push(item, Origin::Letters(self.paragraph.parts.len(), range));
    }

    /// Marks the first and the last box of a word with a number that is the same for equal words, so that stacks can be
    /// detected.
    fn identify_word(&mut self, word: &str, first: usize) {
        let letters = word.trim_matches(|c: char| !c.is_alphanumeric());
        if letters.chars().nth(1).is_none() {
            return;
        }
        let number = xxh3_64(letters.to_lowercase().as_bytes()) as u32 | 1;
        let is_box = |item: &BreakItem| matches!(item.kind, Kind::Box);
        let items = &mut self.paragraph.items[first..];
        if let (Some(begin), Some(end)) = (items.iter().position(is_box), items.iter().rposition(is_box)) {
            (items[begin].word, items[end].word) = (number, number);
        }
    }

    fn word_break(&mut self, found: Break, style: Style) {
        let item = if found.hyphen {
            let width = self.shaper.char_width('-', style).0;
            let protrudes = if self.options.protrusion { width * protrusion::right('-') / 1000 } else { 0 };
            BreakItem::hyphen(found.penalty, width, protrudes)
        } else {
            BreakItem::penalty(found.penalty)
        };
        self.push(item, Origin::Break);
    }
}

/// Itemizes a word for the cache as if it began a sentence, because the penalty for names is added only where the word occurs.
/// Returns `None` if a character has no glyph.
fn word_for_cache(word: &str, style: Style, options: ItemizeOptions, shaper: &mut Shaper) -> Option<ShapedWord> {
    let run = Run { range: 0..word.len(), style, span: Span::default(), literal: false };
    let paragraph = Paragraph::new(StyledText { runs: vec![run], ..StyledText::default() }, word.len());
    let mut itemizer = Itemizer { paragraph, options, shaper, has_form_rules: false };
    itemizer.word(word, 0..word.len());
    let mut alone = itemizer.paragraph;
    if !alone.missing.is_empty() || !alone.right_to_left.is_empty() {
        return None;
    }
    let bytes = |origin: Origin| match origin {
        Origin::Letters(_, bytes) => Some(bytes),
        Origin::Space(_) | Origin::Picture(_) | Origin::Indent | Origin::FormRule(_) | Origin::Break => None,
    };
    let items: Vec<WordItem> = alone.items.into_iter().zip(alone.origins.into_iter().map(bytes)).collect();
    let is_capitalised = word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let shaped = alone.parts.pop().and_then(|part| Arc::into_inner(part.word))?;
    Some(ShapedWord { items, is_capitalised, ..shaped })
}

/// Returns the height of an inline picture: the type size, so that lines stay on the grid.
pub(super) fn picture_height(style: Style) -> Length {
    style.size
}

/// Returns the width of some bytes of a shaped word. If a ligature is only partly inside, its width is shared in proportion
/// to its bytes.
pub(super) fn width_of_bytes(segments: &[Segment], bytes: Range<usize>, style: Style) -> Length {
    let mut width = 0;
    let tracking = style.letterspace().0;
    for Segment { range, glyphs, .. } in segments {
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

/// The size of capitals that replace missing small capitals, in per cent of the type size: a little above the x-height.
const SMALL_CAPITAL_PERCENT: i64 = 76;

/// Returns the same style if the face has a glyph for each of the superiors or small capitals that the style requests.
/// Otherwise, returns a style that replaces them by smaller type, which is also raised for superiors.
fn resolve_features(text: &str, style: Style, shaper: &mut Shaper) -> Style {
    let requested = style.features & (feature::SUPERIORS | feature::CAPITALS_TO_SMALL);
    if requested == 0 {
        return style;
    }
    let ids = |shaped: &Shaped| -> Vec<u16> {
        shaped.segments.iter().flat_map(|segment| segment.glyphs.iter().map(|glyph| glyph.id)).collect()
    };
    let plain = Style { features: style.features & !requested, ..style };
    let drawn_ids = ids(&shaper.shape(text, style));
    let plain_ids = ids(&shaper.shape(text, plain));
    let all_drawn = drawn_ids.len() == plain_ids.len() && drawn_ids.iter().zip(&plain_ids).all(|(a, b)| a != b);
    // The comma between two note references has no superior, and may stay on the baseline.
    if all_drawn || text == "," {
        style
    } else if requested & feature::SUPERIORS != 0 {
        raised(plain)
    } else {
        Style { size: plain.size.scale(SMALL_CAPITAL_PERCENT, 100), ..plain }
    }
}
