//! A chosen line is set to its measure: glyphs placed exactly, spaces given what is left.
//!
//! The breaks were chosen from the widths of whole words. Here a word that is divided is shaped again, with its hyphen,
//! so kerning and ligatures are right on both sides; the last glue takes what rounding leaves, so the line is full.

mod emitter;

use super::flow::{Label, Lead};
use super::hang;
use super::linebreak::{Item as Box_, Kind};
use super::paragraph::{Letters, Origin, Paragraph, char_width, whole_width};
use super::shape::{Segment, Shaped, Shaper};
use crate::diagnostic::Span;
use crate::geometry::Point;
use crate::page::Item;
use crate::unit::Length;
use emitter::Emitter;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// How a line stands in its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Setting {
    /// It fills the measure.
    Full,
    /// It begins at the left.
    Left,
    /// It stands in the middle.
    Centred,
    /// It ends at the right.
    Right,
}

/// What the setter may do to fill a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Freedoms {
    /// Change of glyph widths, in 1/1000.
    pub(super) expansion: i64,
    /// Change of the line's width by letterspacing, in 1/1000.
    pub(super) letterspacing: i64,
    /// Whether signs hang into the margins.
    pub(super) protrusion: bool,
}

/// A line, set.
#[derive(Clone, Debug, Default)]
pub(super) struct SetLine {
    /// Glyphs, rules and pictures, from the left end of the measure and the baseline.
    pub(super) items: Vec<(Point, Item)>,
    /// Where its letters end.
    pub(super) right: Length,
    pub(super) labels: Vec<Label>,
    /// Fields that lead somewhere: from, to.
    pub(super) links: Vec<(Length, Length, Lead)>,
    /// Whether a word was divided at its end.
    pub(super) hyphenated: bool,
    /// Whether it fills its measure and isn't the last of its paragraph.
    pub(super) full: bool,
    /// The word space in 1/100 of its natural width.
    pub(super) space_percent: u32,
    /// By how much it is longer than its measure.
    pub(super) excess: Length,
    /// Its last word, for messages.
    pub(super) last_word: String,
    /// Where it was typed.
    pub(super) span: Span,
}

/// Something in a line, with its width before the line is filled.
struct Token<'p> {
    what: What<'p>,
    width: i64,
    stretch: i32,
    shrink: i32,
    /// The place of its style among the paragraph's looks.
    look: u32,
}

/// Glyphs of a word: as they were, or shaped anew for this line.
enum Glyphs<'p> {
    Whole(&'p [Segment]),
    Anew(Arc<Shaped>),
}

impl std::ops::Deref for Glyphs<'_> {
    type Target = [Segment];

    fn deref(&self) -> &[Segment] {
        match self {
            Glyphs::Whole(segments) => segments,
            Glyphs::Anew(shaped) => &shaped.segments,
        }
    }
}

enum What<'p> {
    Letters { shaped: Glyphs<'p>, text: Cow<'p, str>, start: usize },
    Space { at: usize },
    Fixed { at: usize },
    Picture(usize),
    Empty,
}

/// Sets the line of items `range` of a paragraph, which ends at an item with or without a hyphen.
pub(super) fn set(
    paragraph: &Paragraph,
    range: Range<usize>,
    measure: Length,
    (setting, freedoms): (Setting, Freedoms),
    shaper: &mut Shaper,
) -> SetLine {
    let hyphenated =
        matches!(paragraph.items.get(range.end), Some(Box_ { kind: Kind::Penalty { hyphen: true, .. }, .. }));
    let tokens = tokens(paragraph, range.clone(), hyphenated, shaper);
    let (hang_left, hang_right) = if freedoms.protrusion { hangs(paragraph, &tokens, shaper) } else { (0, 0) };
    let whole = Whole::of(paragraph, &tokens);
    let short = measure.0 - whole.natural + hang_left + hang_right;
    let ends_open = range.end >= paragraph.items.len() || is_forced(paragraph, range.end);
    let fill = Fill::of(&whole, short, (setting, ends_open), freedoms);
    let start = match setting {
        Setting::Full | Setting::Left => -hang_left,
        Setting::Centred => (measure.0 - whole.natural) / 2,
        Setting::Right => measure.0 - whole.natural,
    };
    let mut line = Emitter::new(paragraph, &fill, start, shaper).emit(&tokens, &whole);
    line.hyphenated = hyphenated;
    line.full = setting == Setting::Full && !ends_open;
    line.excess = Length((fill.given - short).max(0));
    line
}

fn is_forced(paragraph: &Paragraph, at: usize) -> bool {
    matches!(paragraph.items.get(at), Some(Box_ { kind: Kind::Penalty { cost, .. }, .. }) if *cost <= super::linebreak::FORCED)
}

/// Words and spaces of a line, seldom more: room of one size, so that each line takes that of the line before it.
const USUAL_TOKENS: usize = 56;

/// The tokens of a line; letters of one part are joined again, and shaped anew where the part is cut.
fn tokens<'p, 'f: 'p>(
    paragraph: &'p Paragraph,
    range: Range<usize>,
    hyphenated: bool,
    shaper: &mut Shaper<'f>,
) -> Vec<Token<'p>> {
    let mut tokens = Vec::with_capacity(USUAL_TOKENS);
    // The next space is of the same run nearly always.
    let mut run = (0..0, paragraph.last);
    let mut at = range.start;
    while at < range.end {
        let item = &paragraph.items[at];
        match &paragraph.origins[at] {
            Origin::Letters(part, bytes) => {
                let mut end = bytes.end;
                while at + 1 < range.end {
                    match &paragraph.origins[at + 1] {
                        Origin::Letters(next, more) if next == part => end = more.end,
                        Origin::Break if follows_in_part(paragraph, at + 1, *part, range.end) => {}
                        Origin::Letters(..)
                        | Origin::Space(_)
                        | Origin::Picture(_)
                        | Origin::Indent
                        | Origin::Break => break,
                    }
                    at += 1;
                }
                let last = at + 1 == range.end;
                tokens.push(letters(paragraph, *part, bytes.start..end, (hyphenated && last, shaper)));
            }
            Origin::Space(byte) => {
                let byte = *byte as usize;
                if !run.0.contains(&byte) {
                    run = paragraph.look_at(byte);
                }
                let (what, stretch, shrink) = match item.kind {
                    Kind::Glue { stretch, shrink } => (What::Space { at: byte }, stretch, shrink),
                    Kind::Box | Kind::Penalty { .. } => (What::Fixed { at: byte }, 0, 0),
                };
                tokens.push(Token { what, width: item.width(), stretch, shrink, look: run.1 });
            }
            Origin::Picture(number) => {
                let what = What::Picture(*number as usize);
                tokens.push(Token { what, width: item.width(), stretch: 0, shrink: 0, look: paragraph.last });
            }
            Origin::Indent => {
                let look = paragraph.last;
                tokens.push(Token { what: What::Empty, width: item.width(), stretch: 0, shrink: 0, look });
            }
            Origin::Break => {}
        }
        at += 1;
    }
    tokens
}

/// Whether after a possible break inside a word more letters of the same part follow in this line.
fn follows_in_part(paragraph: &Paragraph, at: usize, part: u32, end: usize) -> bool {
    at + 1 < end && matches!(&paragraph.origins[at + 1], Origin::Letters(next, _) if *next == part)
}

fn letters<'p, 'f: 'p>(
    paragraph: &'p Paragraph,
    part: u32,
    bytes: Range<u32>,
    (hyphen, shaper): (bool, &mut Shaper<'f>),
) -> Token<'p> {
    let whole = &paragraph.parts[part as usize];
    let look = whole.look;
    let start = bytes.start as usize;
    let typed = &paragraph.flow.text[start..bytes.end as usize];
    let glyphs = match &whole.letters {
        Letters::Known(place) => shaper.vocabulary().word(*place).map(|word| &*word.segments),
        Letters::Own(segments) => Some(&**segments),
    };
    if let (false, true, Some(shaped)) = (hyphen, bytes == whole.range, glyphs) {
        let what = What::Letters { shaped: Glyphs::Whole(shaped), text: Cow::Borrowed(typed), start };
        return Token { what, width: whole.width, stretch: 0, shrink: 0, look };
    }
    let style = *paragraph.style(look);
    let (shaped, text) = if hyphen {
        // In the text it is a soft hyphen: whoever copies the line gets the word whole.
        (shaper.word(&format!("{typed}-"), style), Cow::Owned(format!("{typed}\u{ad}")))
    } else {
        (shaper.word(typed, style), Cow::Borrowed(typed))
    };
    let width = whole_width(&shaped.segments, style);
    Token { what: What::Letters { shaped: Glyphs::Anew(shaped), text, start }, width, stretch: 0, shrink: 0, look }
}

/// By how much the first and the last sign hang out.
fn hangs(paragraph: &Paragraph, tokens: &[Token], shaper: &Shaper) -> (i64, i64) {
    let sign = |token: Option<&Token>, first: bool| match token {
        Some(Token { what: What::Letters { text, .. }, look, .. }) => {
            let c = if first { text.chars().next() } else { text.chars().next_back() };
            c.map(|c| if c == '\u{ad}' { '-' } else { c }).map_or(0, |c| {
                let share = if first { hang::left(c) } else { hang::right(c) };
                char_width(c, *paragraph.style(*look), shaper) * share / 1000
            })
        }
        _ => 0,
    };
    (sign(tokens.first(), true), sign(tokens.last(), false))
}

/// How a line's shortfall is shared out.
struct Fill {
    /// Glyph widths in 1/100,000.
    expansion: i64,
    /// Space after each glyph.
    letterspace: i64,
    /// What glue gets: of its stretch, or of its shrink when negative; the fraction is `glue / total`.
    glue: i64,
    total: i64,
    /// All that was given, to compare with what was short.
    given: i64,
    /// Whether the last space takes what rounding leaves.
    exact: Option<i64>,
}

impl Fill {
    fn of(whole: &Whole, short: i64, (setting, ends_open): (Setting, bool), freedoms: Freedoms) -> Fill {
        let none = Fill { expansion: 100_000, letterspace: 0, glue: 0, total: 1, given: 0, exact: None };
        let Whole { stretch, shrink, em, solid, glyphs, .. } = *whole;
        // The end of a paragraph stays open, unless less than an em is missing: then it is filled (Brossard 1934).
        let nearly_full = short > 0 && short < em && stretch > 0 && short * 10 < stretch * 3;
        let fills = setting == Setting::Full && (!ends_open || nearly_full || short < 0);
        if short >= 0 && !fills {
            return none;
        }
        let room = solid * (freedoms.expansion + freedoms.letterspacing) / 1000;
        let used = short.clamp(-room, room);
        let both = (freedoms.expansion + freedoms.letterspacing).max(1);
        let widening = used * freedoms.expansion / both;
        let expansion = if solid > 0 { 100_000 + widening * 100_000 / solid } else { 100_000 };
        let letterspace = if glyphs > 0 { (used - widening) / glyphs } else { 0 };
        let rest = short - used;
        let (glue, total) = if rest >= 0 { (rest, stretch) } else { (rest.max(-shrink), shrink) };
        if total == 0 {
            return Fill { expansion, letterspace, glue: 0, total: 1, given: used, exact: None };
        }
        let given = used + glue;
        Fill { expansion, letterspace, glue, total, given, exact: (given == short).then_some(given) }
    }

    /// What a space gets.
    fn share(&self, token: &Token) -> i64 {
        let room = i64::from(if self.glue >= 0 { token.stretch } else { token.shrink });
        // Dividing 64 bits is five times as fast as dividing 128.
        if let Some(product) = self.glue.checked_mul(room) {
            return product / self.total;
        }
        (i128::from(self.glue) * i128::from(room) / i128::from(self.total)) as i64
    }
}

/// What the tokens of a line come to, before it is filled.
#[derive(Default)]
struct Whole {
    natural: i64,
    stretch: i64,
    shrink: i64,
    /// The size of its largest letters.
    em: i64,
    /// The width and the number of all glyphs of words.
    solid: i64,
    glyphs: i64,
    /// The number of spaces, each of which is a glyph too.
    spaces: usize,
}

impl Whole {
    fn of(paragraph: &Paragraph, tokens: &[Token]) -> Whole {
        let mut whole = Whole::default();
        for token in tokens {
            whole.natural += token.width;
            whole.stretch += i64::from(token.stretch);
            whole.shrink += i64::from(token.shrink);
            whole.em = whole.em.max(paragraph.style(token.look).size.0);
            match &token.what {
                What::Letters { shaped, .. } => {
                    whole.solid += token.width;
                    whole.glyphs += shaped.iter().map(|s| s.glyphs.len() as i64).sum::<i64>();
                }
                What::Space { .. } | What::Fixed { .. } => whole.spaces += 1,
                What::Picture(_) | What::Empty => {}
            }
        }
        whole
    }
}
