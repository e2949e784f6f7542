//! Rivers: word spaces that lie one below the other in successive lines and draw the eye down the page.
//!
//! Input: the word spaces of lines. Output: chains of spaces in which each space overlaps the next by more than half of the
//! narrower one.

use super::line::SetLine;
use crate::geometry::Point;
use crate::page::{GlyphRun, Item};
use crate::unit::Length;

/// The smallest number of lines in a river that readers notice. Shorter rivers occur by chance.
const LONG_RIVER: usize = 4;
/// The demerits for each line of a long river after the second: three such lines are about as bad as a hyphen.
const DEMERITS: f64 = 1_800.0;

/// A word in a line, with the positions at which it begins and ends.
pub(super) struct Word {
    pub(super) from: Length,
    pub(super) to: Length,
    pub(super) text: String,
}

/// A word space: its line, and the positions at which it begins and ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) line: usize,
    pub(super) from: Length,
    pub(super) to: Length,
}

/// Returns the words of one line, from left to right.
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

/// Returns the spaces between words.
pub(super) fn gaps(words: &[Word]) -> Vec<(Length, Length)> {
    words.windows(2).map(|pair| (pair[0].to, pair[1].from)).filter(|(from, to)| to > from).collect()
}

/// Finds the long rivers in the lines of a paragraph.
pub(super) fn in_lines(lines: &[SetLine]) -> Vec<Vec<Gap>> {
    if lines.len() < LONG_RIVER {
        return Vec::new();
    }
    rivers(lines.len(), LONG_RIVER, |line| spaces(&lines[line].items), |_| true)
}

/// Returns the demerits of long rivers.
pub(super) fn demerits(rivers: &[Vec<Gap>]) -> f64 {
    DEMERITS * rivers.iter().map(|river| (river.len() + 2 - LONG_RIVER) as f64).sum::<f64>()
}

/// Returns the word spaces in the items of a line.
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

/// Returns the glyphs of a run that begins at `at`: the positions at which each begins and ends, and the text that it shows.
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

/// A space that may continue a river from the line above.
struct Link {
    gap: Gap,
    /// The index of the space in the line above whose river it continues.
    above: Option<usize>,
    /// The number of spaces in the river so far.
    length: usize,
    /// Whether a space in the line below continues the river.
    continued: bool,
}

/// Returns the rivers with at least `at_least` spaces, each from top to bottom. `gaps` returns the word spaces of a line, and
/// `follows` returns whether a line is directly below the line before it.
pub(super) fn rivers(
    lines: usize,
    at_least: usize,
    gaps: impl Fn(usize) -> Vec<(Length, Length)>,
    follows: impl Fn(usize) -> bool,
) -> Vec<Vec<Gap>> {
    let mut links: Vec<Link> = Vec::new();
    // The spaces of the line above, as a range of indices into `links`.
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

/// Returns the spaces of the river that ends with the space `end`.
fn river_above(links: &[Link], end: usize) -> Vec<Gap> {
    let mut river: Vec<Gap> =
        std::iter::successors(Some(end), |link| links[*link].above).map(|link| links[link].gap.clone()).collect();
    river.reverse();
    river
}

/// Whether two spaces overlap by more than half of the narrower one.
fn overlap(a: &Gap, b: &Gap) -> bool {
    (a.to.min(b.to) - a.from.max(b.from)).0 * 2 > (a.to - a.from).min(b.to - b.from).0
}
