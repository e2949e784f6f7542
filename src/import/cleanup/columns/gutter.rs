//! Finds the gutter of a page in columns: the character position at which most lines resume after a gap.

use crate::import::cleanup::quartile::upper_quartile;
use crate::import::cleanup::source_lines::SourceLine;

/// The minimum number of words in a line of running text. It applies to the average line of a column, and to each half of a
/// line that the report quotes.
pub(super) const MIN_WORDS: usize = 3;
/// The minimum width of a column in characters, and the minimum number of spaces before a line that begins in the right column.
/// Narrower columns are lists of numbers, and fewer spaces are an indent.
const MIN_WIDTH: usize = 20;
/// The minimum number of letters in a word, on average. Words in tables of abbreviations and figures are shorter.
const MIN_LETTERS: usize = 3;

/// The evidence that is required before a page counts as set in columns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// The page alone must show that it has columns.
    OnItsOwn,
    /// Most other pages have columns. Weaker evidence is enough, so that a short last page is read like the others.
    LikeOthers,
}

impl Certainty {
    /// Returns the minimum number of lines that must resume at the gutter. A smaller number may be due to chance.
    fn min_lines(self) -> usize {
        match self {
            Certainty::OnItsOwn => 6,
            Certainty::LikeOthers => 2,
        }
    }

    /// Returns how many of every ten lines that reach the gutter must have a gap there.
    fn min_tenths(self) -> usize {
        match self {
            Certainty::OnItsOwn => 7,
            Certainty::LikeOthers => 2,
        }
    }
}

/// The content of a line at the gutter.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AtGutter {
    /// The line is blank or does not reach the gutter.
    Nothing,
    /// Two or more spaces, or nothing but spaces before the gutter.
    Gap,
    /// A single space.
    Space,
    /// Letters.
    Letters,
}

/// A line split at the gutter.
pub(super) struct Halves<'t> {
    pub(super) left: &'t str,
    pub(super) right: &'t str,
    pub(super) at_gutter: AtGutter,
}

impl<'t> Halves<'t> {
    pub(super) fn new(line: &'t str, gutter: usize) -> Halves<'t> {
        let Some((at, _)) = line.char_indices().nth(gutter) else {
            return Halves { left: line, right: "", at_gutter: AtGutter::Nothing };
        };
        let (left, right) = line.split_at(at);
        let gap = left.len() - left.trim_end_matches(' ').len();
        let at_gutter = match gap {
            _ if right.trim().is_empty() => AtGutter::Nothing,
            _ if left.trim().is_empty() || gap > 1 => AtGutter::Gap,
            1 => AtGutter::Space,
            _ => AtGutter::Letters,
        };
        Halves { left: left.trim_end(), right, at_gutter }
    }
}

/// Returns the character positions at which a line resumes after two or more spaces, or begins after a wide indent.
fn resumptions<'t>(line: &SourceLine<'t>) -> impl Iterator<Item = usize> + 't {
    let mut spaces = 0;
    let mut begun = false;
    line.text.chars().enumerate().filter_map(move |(at, c)| {
        if c == ' ' {
            spaces += 1;
            return None;
        }
        let gap = spaces > 1 && (begun || spaces >= MIN_WIDTH);
        (spaces, begun) = (0, true);
        gap.then_some(at)
    })
}

/// Returns the character position at which the right column begins, if the lines are in two columns.
pub(super) fn find_gutter(lines: &[SourceLine], certainty: Certainty) -> Option<usize> {
    // The projection profile, as runs of equal positions. Of equal peaks, the leftmost is chosen.
    let mut positions: Vec<usize> = lines.iter().flat_map(resumptions).collect();
    positions.sort_unstable();
    let peak =
        positions.chunk_by(|one, other| one == other).max_by_key(|run| (run.len(), std::cmp::Reverse(run[0])))?;
    let gutter = *peak.first()?;
    let halves: Vec<Halves> =
        lines.iter().filter(|line| !line.is_blank()).map(|line| Halves::new(line.text, gutter)).collect();
    let count = |at_gutter: AtGutter| halves.iter().filter(|halves| halves.at_gutter == at_gutter).count();
    let gaps = count(AtGutter::Gap);
    let reaching = gaps + count(AtGutter::Space) + count(AtGutter::Letters);
    let is_gap = |halves: &&Halves| halves.at_gutter == AtGutter::Gap;
    let lefts: Vec<&str> = halves.iter().map(|halves| halves.left).filter(|left| !left.trim().is_empty()).collect();
    let rights: Vec<&str> = halves.iter().filter(is_gap).map(|halves| halves.right).collect();
    let both_sides = halves.iter().filter(is_gap).filter(|halves| !halves.left.trim().is_empty()).count();
    // In a glossary, only a few lines have text on the left, so a glossary is not split.
    let even = certainty == Certainty::LikeOthers || lefts.len() * 5 >= rights.len() * 3;
    let enough = peak.len() >= certainty.min_lines() && both_sides >= certainty.min_lines();
    let agreed = gaps * 10 >= reaching * certainty.min_tenths();
    let is_text = |lines: &[&str]| is_running_text(lines, certainty);
    (enough && agreed && even && is_text(&lefts) && is_text(&rights)).then_some(gutter)
}

/// Whether lines are a column of running text: they have several words on average, and at least half of them are nearly as long
/// as the column is wide.
fn is_running_text(lines: &[&str], certainty: Certainty) -> bool {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.trim().chars().count()).collect();
    let words: usize = lines.iter().map(|line| line.split_whitespace().count()).sum();
    let letters: usize = lines.iter().map(|line| line.chars().filter(|c| c.is_alphabetic()).count()).sum();
    if lengths.is_empty() || words < MIN_WORDS * lines.len() || letters < words * MIN_LETTERS {
        return false;
    }
    let width = upper_quartile(&mut lengths);
    let full = lengths.iter().filter(|length| **length * 5 >= width * 4).count();
    width >= MIN_WIDTH && (full * 2 >= lines.len() || certainty == Certainty::LikeOthers)
}
