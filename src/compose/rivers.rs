//! Rivers: word spaces one below the other over several lines, down which the eye runs.
//!
//! Takes the word spaces of lines; gives chains of spaces in which each overlaps the next by half of the narrower one.

use super::line::SetLine;
use crate::geometry::Point;
use crate::page::{GlyphRun, Item};
use crate::unit::Length;

/// A river over so many lines is noticed; a shorter one is chance.
const LONG: usize = 4;
/// The demerits of each line of a long river: three lines are worth a hyphen.
const DEMERITS: f64 = 1_800.0;

/// A word in a line: where it begins and ends.
pub(super) struct Word {
    pub(super) from: Length,
    pub(super) to: Length,
    pub(super) text: String,
}

/// A word space: its line, and where it begins and ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) line: usize,
    pub(super) from: Length,
    pub(super) to: Length,
}

/// The words of one line, from left to right.
pub(super) fn words(runs: &[(Point, &GlyphRun)]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, run) in runs {
        for (from, to, text) in glyphs(*at, run) {
            if text.starts_with(char::is_whitespace) {
                open = false;
            } else if let (true, Some(word)) = (open, words.last_mut()) {
                word.to = to;
                word.text.push_str(text);
            } else {
                words.push(Word { from, to, text: text.to_string() });
                open = true;
            }
        }
    }
    words
}

/// The spaces between words.
pub(super) fn gaps(words: &[Word]) -> Vec<(Length, Length)> {
    words.windows(2).map(|pair| (pair[0].to, pair[1].from)).filter(|(from, to)| to > from).collect()
}

/// The long rivers of a paragraph's lines.
pub(super) fn in_lines(lines: &[SetLine]) -> Vec<Vec<Gap>> {
    if lines.len() < LONG {
        return Vec::new();
    }
    rivers(lines.len(), LONG, |line| spaces(&lines[line].items), |_| true)
}

/// The demerits of long rivers.
pub(super) fn demerits(rivers: &[Vec<Gap>]) -> f64 {
    DEMERITS * rivers.iter().map(|river| (river.len() + 2 - LONG) as f64).sum::<f64>()
}

/// The word spaces of a line of items.
fn spaces(items: &[(Point, Item)]) -> Vec<(Length, Length)> {
    let mut spaces: Vec<(Length, Length)> = Vec::new();
    for (at, item) in items {
        let Item::Glyphs(run, _) = item else { continue };
        for (from, to, _) in glyphs(*at, run).filter(|(.., text)| text.starts_with(char::is_whitespace)) {
            match spaces.last_mut() {
                Some((_, end)) if *end == from => *end = to,
                Some(_) | None => spaces.push((from, to)),
            }
        }
    }
    spaces
}

/// The glyphs of a run that begins at a point: where each begins and ends, and the text that it shows.
fn glyphs(at: Point, run: &GlyphRun) -> impl Iterator<Item = (Length, Length, &str)> {
    let mut pen = at.x;
    run.glyphs.iter().enumerate().map(move |(i, glyph)| {
        let start = usize::from(glyph.cluster);
        let end = run.glyphs.get(i + 1).map_or(run.text.len(), |next| usize::from(next.cluster)).max(start);
        let from = pen;
        pen += Length(i64::from(glyph.advance));
        (from, pen, run.text.get(start..end).unwrap_or_default())
    })
}

/// A space that may continue a river of the line above.
struct Link {
    gap: Gap,
    /// The index of the space above that it continues.
    above: Option<usize>,
    /// How many spaces the river has so far.
    length: usize,
    /// Whether a space below continues the river.
    continued: bool,
}

/// The rivers of lines that have at least that many spaces, each from top to bottom; `follows` tells whether a line is right
/// below the one before it.
pub(super) fn rivers(
    lines: usize,
    at_least: usize,
    gaps: impl Fn(usize) -> Vec<(Length, Length)>,
    follows: impl Fn(usize) -> bool,
) -> Vec<Vec<Gap>> {
    let mut links: Vec<Link> = Vec::new();
    // The spaces of the line before, as indices of `links`.
    let mut line_above = 0..0;
    for line in 0..lines {
        if line == 0 || !follows(line) {
            line_above = 0..0;
        }
        let first = links.len();
        for (from, to) in gaps(line) {
            let gap = Gap { line, from, to };
            let above = line_above.clone().find(|above| overlap(&links[*above].gap, &gap));
            let length = above.map_or(1, |above| {
                links[above].continued = true;
                links[above].length + 1
            });
            links.push(Link { gap, above, length, continued: false });
        }
        line_above = first..links.len();
    }
    let ends = (0..links.len()).filter(|end| !links[*end].continued && links[*end].length >= at_least);
    ends.map(|end| river_above(&links, end)).collect()
}

/// The spaces of the river that ends with a space.
fn river_above(links: &[Link], end: usize) -> Vec<Gap> {
    let mut river: Vec<Gap> =
        std::iter::successors(Some(end), |link| links[*link].above).map(|link| links[link].gap.clone()).collect();
    river.reverse();
    river
}

/// Whether two spaces overlap by half of the narrower one.
fn overlap(a: &Gap, b: &Gap) -> bool {
    (a.to.min(b.to) - a.from.max(b.from)).0 * 2 > (a.to - a.from).min(b.to - b.from).0
}
