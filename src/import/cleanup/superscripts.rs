//! Moves superscript note references from separate lines into the lines they belong to. Ghostscript's `txtwrite` and
//! `pdftotext -layout` write each raised figure on a separate line, above the line it belongs to.
//!
//! Input: the lines of a text. Output: the same lines, with each such figure inserted as a superscript into the line below.
//!
//! The indent of the figure shows where it belongs, but the indent is not measured in characters of the line below. One
//! position of Ghostscript's grid is as wide as the narrowest letter of a page, while the letters of a line follow each other
//! without gaps. The scale between grid positions and characters is estimated from the text. Of all scales tried, the one with
//! the smallest total distance between the figures and the ends of words is chosen. This is a one-dimensional grid search. The
//! loss of each figure is bounded, so that a few outliers do not determine the result.

use super::page_furniture::{MIN_PAGES, head_text};
use super::source_lines::PageLine;
use crate::import::superiors::superscript;
use std::collections::HashMap;

/// A number that is alone on its line, with a line below it.
struct RaisedFigure {
    /// The index of its line.
    line: usize,
    /// Its position in the grid of the page, from 0.
    position: usize,
    number: u32,
    /// The left margin of its page in grid positions: the smallest indent of the lines around the figure.
    margin: usize,
}

/// The minimum number of figures from which the scale is estimated. With fewer figures, each position of the grid counts as one
/// character.
const MIN_FIGURES: usize = 8;
/// The maximum number of figures used for the estimate. More figures do not change it.
const MAX_FIGURES: usize = 400;
/// The maximum number of lines above and below a figure that are searched for the margin of its page. The limit matters where
/// the ends of the page are unknown.
const MARGIN_LINES: usize = 16;

// The costs of inserting a figure at a point, in half characters: the distance from the expected point, plus one of the
// following values. They were fitted to texts that Ghostscript and poppler wrote.

/// The cost after a word at the end of a line, where a figure leaves no gap.
const AT_LINE_END: f64 = 8.0;
/// The cost after a word inside a line if a normal space follows the word. A raised figure would have left a wider gap there.
const INSIDE_LINE: f64 = 16.0;
/// The deduction before punctuation, where most note references are.
const BEFORE_PUNCTUATION: f64 = 4.0;
/// The cost before the only wide gap of a line, or before a stray space in front of a full stop or a comma: the figure left
/// this space. The cost outweighs any distance within a line.
const CLEAR_GAP: f64 = -60.0;
/// The upper bound of the loss of one figure while the scale is estimated.
const MAX_LOSS: f64 = 16.0;

/// Inserts raised figures into the lines below them and marks their own lines as removed.
///
/// A number may be a note reference if a line of the same page follows it. All these numbers are note references if at least
/// four fifths of them are greater than the number before. Page numbers differ: they are above running heads, or many of them
/// are at the same position.
pub(super) fn insert_into_lines(lines: &mut [PageLine]) {
    let mut figures: Vec<RaisedFigure> =
        (0..lines.len().saturating_sub(1)).filter_map(|at| raised_figure(lines, at)).collect();
    let mut heads: HashMap<String, usize> = HashMap::new();
    for figure in &figures {
        *heads.entry(head_text(&lines[figure.line + 1].text)).or_default() += 1;
    }
    let above_text = |figure: &RaisedFigure| {
        let below = &lines[figure.line + 1];
        !below.starts_page && !below.is_blank() && heads[&head_text(&below.text)] < MIN_PAGES
    };
    let page_ends: Vec<usize> = figures.iter().filter(|figure| !above_text(figure)).map(|figure| figure.line).collect();
    figures.retain(above_text);
    let aligned = |position: usize| figures.iter().filter(|other| other.position.abs_diff(position) < 2).count();
    let same_position = figures.iter().any(|figure| {
        let aligned = aligned(figure.position);
        aligned >= MIN_PAGES && aligned * 5 > figures.len() * 2
    });
    let growing = figures.windows(2).filter(|pair| pair[0].number < pair[1].number).count();
    if same_position || figures.len() < 2 || growing * 5 < (figures.len() - 1) * 4 {
        return;
    }
    for figure in &mut figures {
        figure.margin = margin(lines, &page_ends, figure.line);
    }
    let margin_width = estimate_margin_width(lines, &figures);
    for figure in figures {
        lines[figure.line].removed = true;
        let below = &mut lines[figure.line + 1].text;
        let point = best_point(below, figure.expected(below, margin_width)).byte;
        below.to_mut().insert_str(point, &superscript(&figure.number.to_string()).unwrap_or_default());
    }
}

impl RaisedFigure {
    /// Returns the position in the line below at which the figure is expected, in characters. `margin_width` is the width of
    /// the margin of its page in characters.
    fn expected(&self, below: &str, margin_width: Option<f64>) -> f64 {
        let indent = indent(below) as f64;
        let scale = margin_width.filter(|_| self.margin > 0).map_or(1.0, |width| width / self.margin as f64);
        indent + (self.position as f64 - indent) * scale
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Returns the figure if an indented line consists of one to three digits.
fn raised_figure(lines: &[PageLine], at: usize) -> Option<RaisedFigure> {
    let text = &lines[at].text;
    let bare = text.trim_start();
    let is_figure = (1..=3).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
    let position = text.len() - bare.len();
    let number = (is_figure && position > 0).then(|| bare.parse().ok()).flatten()?;
    Some(RaisedFigure { line: at, position, number, margin: 0 })
}

/// Returns the smallest indent of the lines around a line, within its page.
fn margin(lines: &[PageLine], page_ends: &[usize], at: usize) -> usize {
    let next = page_ends.partition_point(|end| *end < at);
    let start = next.checked_sub(1).map_or(0, |before| page_ends[before] + 1).max(at.saturating_sub(MARGIN_LINES));
    let end = page_ends.get(next).copied().unwrap_or(lines.len()).min(at + MARGIN_LINES);
    lines[start..end].iter().filter(|line| !line.is_blank()).map(|line| indent(&line.text)).min().unwrap_or(0)
}

/// Estimates the width of the margin in characters, if there are enough figures.
fn estimate_margin_width(lines: &[PageLine], figures: &[RaisedFigure]) -> Option<f64> {
    let sample = &figures[..figures.len().min(MAX_FIGURES)];
    let mut margins: Vec<usize> = sample.iter().map(|figure| figure.margin).collect();
    margins.sort_unstable();
    let median = *margins.get(margins.len() / 2)?;
    if sample.len() < MIN_FIGURES || median == 0 {
        return None;
    }
    let loss = |width: f64| -> f64 {
        let of_figure = |figure: &RaisedFigure| {
            let below = &lines[figure.line + 1].text;
            best_point(below, figure.expected(below, Some(width))).loss.min(MAX_LOSS)
        };
        sample.iter().map(of_figure).sum()
    };
    // The estimate tries scales from 0.4 to 2.5 characters per grid position, in steps of 0.02.
    let widths = (20..125).map(|scale| median as f64 * f64::from(scale) / 50.0);
    widths.map(|width| (loss(width), width)).min_by(|one, other| one.0.total_cmp(&other.0)).map(|(_, width)| width)
}

/// A point in a line at which a figure may belong.
struct InsertionPoint {
    byte: usize,
    /// The distance from the expected point, plus the cost of the surroundings if that is positive.
    loss: f64,
    /// The distance from the expected point, plus the cost of the surroundings, which is negative before a clear gap.
    cost: f64,
}

/// Returns the end of the word to which a figure most probably belongs.
fn best_point(line: &str, expected: f64) -> InsertionPoint {
    let is_punctuation = |c: char| matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…');
    let mut best = InsertionPoint { byte: line.trim_end().len(), loss: MAX_LOSS, cost: f64::INFINITY };
    let mut before = ' ';
    for (at, (byte, c)) in line.char_indices().chain([(line.len(), ' ')]).enumerate() {
        let rest = &line[byte..];
        let after = rest.trim_start_matches(is_punctuation);
        let ends_word = !is_punctuation(before) && !before.is_whitespace();
        if ends_word && (after.is_empty() || after.starts_with(char::is_whitespace)) {
            let off = at as f64 - expected;
            // Of two points at the same distance, the earlier one is preferred.
            let distance = off.abs() * 2.0 + f64::from(u8::from(off > 0.0));
            let punctuated = after.len() < rest.len() || after.trim_start().starts_with(is_punctuation);
            let default_cost = if after.trim().is_empty() { AT_LINE_END } else { INSIDE_LINE };
            let default_cost = default_cost - if punctuated { BEFORE_PUNCTUATION } else { 0.0 };
            let surroundings = gap_cost(line, byte, after).unwrap_or(default_cost);
            if distance + surroundings < best.cost {
                let loss = distance + surroundings.max(0.0);
                best = InsertionPoint { byte, loss, cost: distance + surroundings };
            }
        }
        before = c;
    }
    best
}

/// Returns the cost after a word if the gap that follows is wider than all others in the line, or if it is a stray space in
/// front of a full stop or a comma. Returns `None` for other words.
fn gap_cost(line: &str, byte: usize, after: &str) -> Option<f64> {
    let rest = &line[byte..];
    if rest.starts_with(' ') && rest.trim_start().starts_with(['.', ',']) {
        return Some(CLEAR_GAP);
    }
    let width = |text: &str| text.len() - text.trim_start_matches(' ').len();
    let own = width(after);
    let indent = indent(line);
    let starts = line[indent..].match_indices(' ').map(|(at, _)| indent + at);
    let others = starts.filter(|at| !line[..*at].ends_with(' ') && line.len() - at != after.len());
    let widest = others.map(|at| width(&line[at..])).max().unwrap_or(1);
    (own > widest && own < after.len()).then_some(if widest == 1 { CLEAR_GAP } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::cleanup::source_lines::split;

    fn texts(text: &str) -> Vec<String> {
        let mut lines: Vec<PageLine> = split(text).into_iter().map(PageLine::from).collect();
        insert_into_lines(&mut lines);
        lines.iter().filter(|line| !line.removed).map(|line| line.text.trim().to_string()).collect()
    }

    #[test]
    fn figures_are_inserted_into_the_line_below() {
        let text = "  Une ligne du texte et\n        1\n  de ses notes, avec une\n  autre ligne, puis\n                 2\n  une autre encore, fin\n";
        let texts = texts(text);
        assert_eq!(texts[1], "de ses¹ notes, avec une");
        assert_eq!(texts[3], "une autre encore², fin");
    }

    #[test]
    fn gaps_and_scaled_positions_show_where_figures_belong() {
        // Figure 5 belongs in a gap, far from its expected position. The others belong at the ends of sentences. Two grid
        // positions are as wide as three letters.
        let ends = ["un mot.", "un mot encore, le dernier.", "la fin d’une phrase.", "et rien de plus, enfin."];
        let sentence = |(number, end): (usize, &&str)| {
            let column = 4 + end.chars().count() * 2 / 3;
            format!("    Une ligne du texte qui va jusqu’au bout et\n{}{number}\n    {end}\n", " ".repeat(column))
        };
        let mut text: String = (1..).zip(ends.iter()).map(sentence).collect();
        text.push_str("    puis un chiffre de plus\n        5\n    comme on en voit (0-9).  Il est\n");
        text.push_str(&(6..).zip(ends.iter()).map(sentence).collect::<String>());
        let texts = texts(&text);
        assert_eq!(texts[1], "un mot¹.");
        assert_eq!(texts[3], "un mot encore, le dernier².");
        assert_eq!(texts[9], "comme on en voit (0-9)⁵.  Il est");
        assert_eq!(texts[17], "et rien de plus, enfin⁹.");
    }
}
