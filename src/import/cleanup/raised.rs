//! Calls of notes on lines of their own, above the line that they belong to: so Ghostscript writes raised figures.
//!
//! Its columns are as wide as the narrowest letter of a page, the letters of a line follow each other without a gap: what a column
//! is worth in letters is found by trying which measure puts most calls behind a word that a stop follows.

use super::pages::{Line, PAGES, head_of};
use rustc_hash::FxHashMap;

/// A figure above a line.
struct Raised {
    /// Which line it is.
    at: usize,
    /// The column that it stands in, from 0.
    column: usize,
    /// What it says.
    number: u32,
    /// The least indent of the lines around it: the margin of its page.
    margin: usize,
}

/// So many calls show what a column is worth.
const ENOUGH: usize = 8;
/// So many are looked at.
const MOST: usize = 400;
/// Lines above and below that have the margin of the page, where its ends aren't known.
const AROUND: usize = 16;
/// What a place behind a word costs, in half letters, where the figure left no gap.
const LINE_END: f64 = 8.0;
const PLAIN: f64 = 16.0;
/// What a stop behind a word takes off it.
const STOPPED: f64 = 4.0;
/// What a gap is worth that stands out from the single spaces of its line.
const CLEAR: f64 = -60.0;
/// No call is missed by more, in half letters.
const MISSED: f64 = 16.0;

/// Puts each call into the line below it.
///
/// A number is one if text of the same paragraph follows it, if it stands above that, and if the others like it grow.
/// Numbers of pages stand above heads, or all in the same place.
pub(super) fn set_down(lines: &mut [Line]) {
    let mut found: Vec<Raised> = (0..lines.len().saturating_sub(1)).filter_map(|at| figure(lines, at)).collect();
    let mut heads: FxHashMap<String, usize> = FxHashMap::default();
    found.iter().for_each(|one| *heads.entry(head_of(&lines[one.at + 1].text)).or_default() += 1);
    let above = |one: &Raised| {
        let next = &lines[one.at + 1];
        !next.opens && !next.is_blank() && heads[&head_of(&next.text)] < PAGES
    };
    let ends: Vec<usize> = found.iter().filter(|one| !above(one)).map(|one| one.at).collect();
    found.retain(above);
    let same = |column: usize| found.iter().filter(|other| other.column.abs_diff(column) < 2).count();
    let fixed = found.iter().any(|one| same(one.column) >= PAGES && same(one.column) * 5 > found.len() * 2);
    let growing = found.windows(2).filter(|pair| pair[0].number < pair[1].number).count();
    if fixed || found.len() < 2 || growing * 5 < (found.len() - 1) * 4 {
        return;
    }
    found.iter_mut().for_each(|one| one.margin = margin(lines, &ends, one.at));
    let worth = letters_a_margin(lines, &found);
    for one in found {
        lines[one.at].out = true;
        let below = &mut lines[one.at + 1].text;
        let place = nearest(below, one.expected(below, worth)).place;
        below.to_mut().insert_str(place, &one.number.to_string().chars().map(raised_figure).collect::<String>());
    }
}

impl Raised {
    /// The letter of the line below that a call stands behind, when its page's margin is so many letters wide.
    fn expected(&self, below: &str, worth: Option<f64>) -> f64 {
        let indent = below.len() - below.trim_start().len();
        let scale = worth.filter(|_| self.margin > 0).map_or(1.0, |worth| worth / self.margin as f64);
        indent as f64 + (self.column as f64 - indent as f64) * scale
    }
}

/// A line that is a number in a column, and has another line below it.
fn figure(lines: &[Line], at: usize) -> Option<Raised> {
    let text = &lines[at].text;
    let bare = text.trim_start();
    let figures = (1..=3).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    let column = text.len() - bare.len();
    let number = (figures && column > 0).then(|| bare.parse().ok()).flatten()?;
    Some(Raised { at, column, number, margin: 0 })
}

fn margin(lines: &[Line], ends: &[usize], at: usize) -> usize {
    let next = ends.partition_point(|end| *end < at);
    let start = next.checked_sub(1).map_or(0, |before| ends[before] + 1).max(at.saturating_sub(AROUND));
    let end = ends.get(next).copied().unwrap_or(lines.len()).min(at + AROUND);
    let indent = |line: &Line| line.text.len() - line.text.trim_start().len();
    lines[start..end].iter().filter(|line| !line.is_blank()).map(indent).min().unwrap_or(0)
}

/// How many letters a margin is worth, if there are calls enough to tell.
fn letters_a_margin(lines: &[Line], found: &[Raised]) -> Option<f64> {
    let sample = &found[..found.len().min(MOST)];
    let mut margins: Vec<usize> = sample.iter().map(|one| one.margin).collect();
    margins.sort_unstable();
    let middle = *margins.get(margins.len() / 2)?;
    if sample.len() < ENOUGH || middle == 0 {
        return None;
    }
    let missed = |worth: f64| -> f64 {
        let miss = |one: &Raised| {
            let below = &lines[one.at + 1].text;
            nearest(below, one.expected(below, Some(worth))).missed.min(MISSED)
        };
        sample.iter().map(miss).sum()
    };
    // A column is as wide as half a letter, or as two and a half.
    let worths = (20..125).map(|scale| middle as f64 * f64::from(scale) / 50.0);
    worths.map(|worth| (missed(worth), worth)).min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, worth)| worth)
}

/// A place in a line where a call may belong.
struct Place {
    place: usize,
    /// By how much it misses what is expected, in half letters: its distance, and what speaks against it.
    missed: f64,
    /// What it costs as a whole.
    cost: f64,
}

/// The end of a word in a line that a call most probably belongs to.
fn nearest(line: &str, expected: f64) -> Place {
    let stop = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…');
    let mut best = Place { place: line.trim_end().len(), missed: MISSED, cost: f64::INFINITY };
    let mut before = ' ';
    for (at, (place, c)) in line.char_indices().chain([(line.len(), ' ')]).enumerate() {
        let rest = &line[place..];
        let after = rest.trim_start_matches(stop);
        if !stop(before) && !before.is_whitespace() && (after.is_empty() || after.starts_with(char::is_whitespace)) {
            let off = at as f64 - expected;
            let far = off.abs() * 2.0 + f64::from(u8::from(off > 0.0));
            let stopped = after.len() < rest.len() || after.trim_start().starts_with(stop);
            let usual = if after.trim().is_empty() { LINE_END } else { PLAIN };
            let usual = usual - if stopped { STOPPED } else { 0.0 };
            let against = gap(line, place, after).unwrap_or(usual);
            if far + against < best.cost {
                best = Place { place, missed: far + against.max(0.0), cost: far + against };
            }
        }
        before = c;
    }
    best
}

/// What a word costs that is followed by a gap as no other in its line, or by one where nobody types it.
fn gap(line: &str, place: usize, after: &str) -> Option<f64> {
    let rest = &line[place..];
    if rest.starts_with(' ') && rest.trim_start().starts_with(['.', ',']) {
        return Some(CLEAR);
    }
    let width = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let own = width(after);
    let indent = line.len() - line.trim_start().len();
    let starts = line[indent..].match_indices(' ').map(|(at, _)| indent + at);
    let others = starts.filter(|at| !line[..*at].ends_with(' ') && line.len() - at != after.len());
    let widest = others.map(|at| width(&line[at..])).max().unwrap_or(1);
    (own > widest && own < after.len()).then_some(if widest == 1 { CLEAR } else { 0.0 })
}

fn raised_figure(figure: char) -> char {
    figure.to_digit(10).and_then(|digit| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize)).unwrap_or(figure)
}

#[cfg(test)]
mod tests {
    use crate::import::cleanup::pages::lines;

    #[test]
    fn calls_above_their_lines() {
        let text = "  Une ligne du texte et\n        1\n  de ses notes, avec une\n  autre ligne, puis\n                 2\n  une autre encore, fin\n";
        let (lines, _) = lines(text);
        let texts: Vec<&str> = lines.iter().filter(|line| !line.out).map(|line| line.text.trim()).collect();
        assert_eq!(texts[1], "de ses¹ notes, avec une");
        assert_eq!(texts[3], "une autre encore², fin");
    }

    #[test]
    fn calls_leave_gaps_and_columns_are_scaled() {
        // The third stands in a gap, far from its column; the others at the ends of sentences, three letters to two columns.
        let ends = ["un mot.", "un mot encore, le dernier.", "la fin d’une phrase.", "et rien de plus, enfin."];
        let sentence = |(number, end): (usize, &&str)| {
            let column = 4 + end.chars().count() * 2 / 3;
            format!("    Une ligne du texte qui va jusqu’au bout et\n{}{number}\n    {end}\n", " ".repeat(column))
        };
        let mut text: String = (1..).zip(ends.iter()).map(sentence).collect();
        text.push_str("    puis un chiffre de plus\n        5\n    comme on en voit (0-9).  Il est\n");
        text.push_str(&(6..).zip(ends.iter()).map(sentence).collect::<String>());
        let (lines, _) = lines(&text);
        let texts: Vec<&str> = lines.iter().filter(|line| !line.out).map(|line| line.text.trim()).collect();
        assert_eq!(texts[1], "un mot¹.");
        assert_eq!(texts[3], "un mot encore, le dernier².");
        assert_eq!(texts[9], "comme on en voit (0-9)⁵.  Il est");
        assert_eq!(texts[17], "et rien de plus, enfin⁹.");
    }
}
