//! Rivers: word spaces that stand one below the other from line to line, down which the eye runs.

use crate::geometry::Point;
use crate::page::{GlyphRun, Item};
use crate::unit::Length;

/// A word in a line: where it begins and ends.
pub(super) struct Word {
    pub(super) from: Length,
    pub(super) to: Length,
    pub(super) text: String,
}

/// A word space: its line, and where it begins and ends.
pub(super) type Gap = (usize, Length, Length);

/// The runs of one line, from left to right, cut at their spaces.
pub(super) fn words(runs: &[(Point, &GlyphRun)]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, run) in runs {
        let mut pen = at.x;
        for (i, glyph) in run.glyphs.iter().enumerate() {
            let start = usize::from(glyph.cluster);
            let end = run.glyphs.get(i + 1).map_or(run.text.len(), |g| usize::from(g.cluster)).max(start);
            let text = run.text.get(start..end).unwrap_or_default();
            let next = pen + Length(i64::from(glyph.advance));
            if text.starts_with(char::is_whitespace) {
                open = false;
            } else if let (true, Some(word)) = (open, words.last_mut()) {
                word.to = next;
                word.text.push_str(text);
            } else {
                words.push(Word { from: pen, to: next, text: text.to_string() });
                open = true;
            }
            pen = next;
        }
    }
    words
}

/// The word spaces between words.
pub(super) fn gaps(words: &[Word]) -> Vec<(Length, Length)> {
    words.windows(2).map(|pair| (pair[0].to, pair[1].from)).filter(|(from, to)| to > from).collect()
}

/// The word spaces of a line of items, without the words between them.
pub(super) fn gaps_of(items: &[(Point, Item)]) -> Vec<(Length, Length)> {
    let mut gaps = Vec::new();
    find_gaps(items, &mut gaps);
    gaps
}

/// Puts the word spaces of a line into a list that was used before.
fn find_gaps(items: &[(Point, Item)], gaps: &mut Vec<(Length, Length)>) {
    gaps.clear();
    for (at, item) in items {
        let Item::Glyphs(run, _) = item else { continue };
        let (mut pen, text) = (at.x, run.text.as_bytes());
        for glyph in &run.glyphs {
            let next = pen + Length(i64::from(glyph.advance));
            if is_space(text, usize::from(glyph.cluster)) {
                match gaps.last_mut() {
                    Some((_, to)) if *to == pen => *to = next,
                    Some(_) | None => gaps.push((pen, next)),
                }
            }
            pen = next;
        }
    }
}

/// Whether a space begins at a byte: U+0020, U+00A0, or one of U+2000 to U+203F that isn't a sign.
fn is_space(text: &[u8], at: usize) -> bool {
    match text.get(at) {
        // Letters: nearly all.
        Some(b'!'..=0xc1) | None => false,
        Some(b' ') => true,
        Some(0xc2) => text.get(at + 1) == Some(&0xa0),
        Some(0xe2) => text.get(at + 1) == Some(&0x80) && matches!(text.get(at + 2), Some(0x80..=0x8a | 0xaf)),
        Some(_) => false,
    }
}

/// Over how many lines the longest river runs, without saying where.
pub(super) fn longest<'i>(lines: impl Iterator<Item = &'i [(Point, Item)]>) -> usize {
    let mut longest = 0;
    let mut above: Vec<(Length, Length, usize)> = Vec::new();
    let (mut here, mut gaps) = (Vec::new(), Vec::new());
    for items in lines {
        find_gaps(items, &mut gaps);
        here.clear();
        let mut at = 0;
        for &(from, to) in &gaps {
            while above.get(at).is_some_and(|(_, end, _)| *end <= from) {
                at += 1;
            }
            let over = above[at..].iter().take_while(|(start, ..)| *start < to);
            let joined = over.filter(|(a, b, _)| ((*b).min(to) - (*a).max(from)).0 * 2 > (*b - *a).min(to - from).0);
            let length = 1 + joined.map(|(_, _, length)| *length).max().unwrap_or(0);
            longest = longest.max(length);
            here.push((from, to, length));
        }
        std::mem::swap(&mut above, &mut here);
    }
    longest
}

/// The rivers of some lines, each with its spaces from above; `follows` says whether a line stands right below the one
/// before it. Half of the narrower space must overlap for the eye to run through.
pub(super) fn rivers(
    lines: usize,
    gaps: impl Fn(usize) -> Vec<(Length, Length)>,
    follows: impl Fn(usize) -> bool,
) -> Vec<Vec<Gap>> {
    let mut done = Vec::new();
    // For each space of the line before: its river so far.
    let mut running: Vec<Vec<Gap>> = Vec::new();
    for line in 0..lines {
        let follows = line > 0 && follows(line);
        let mut next: Vec<Vec<Gap>> = Vec::new();
        for (from, to) in gaps(line) {
            let overlaps = |river: &&Vec<Gap>| {
                river.last().is_some_and(|&(_, a, b)| (b.min(to) - a.max(from)).0 * 2 > (b - a).min(to - from).0)
            };
            let mut river = running.iter().find(overlaps).filter(|_| follows).cloned().unwrap_or_default();
            river.push((line, from, to));
            next.push(river);
        }
        let ended = |river: &Vec<Gap>| !next.iter().any(|n| n.len() > river.len() && n.starts_with(river));
        done.extend(running.into_iter().filter(ended));
        running = next;
    }
    done.extend(running);
    done
}
