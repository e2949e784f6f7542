//! Removes page furniture from raw text: page numbers and running heads, which appear on every page in the text of a PDF.
//!
//! Input: the lines of a text. Output: the same lines, with page furniture marked as removed, and a record of each removal.
//!
//! Raw text does not mark page furniture, so the rules rely on repetition. Page numbers are numbers that increase by one and
//! are several lines apart. Running heads are lines near the ends of pages that are the same on several pages, apart from a
//! number.

use super::source_lines::PageLine;
use crate::import::repair::{Repair, Rule};
use rayon::prelude::*;
use std::collections::HashMap;

/// The minimum number of pages on which a page number or a running head must recur. Two pages may be alike by chance.
pub(super) const MIN_PAGES: usize = 3;
/// The maximum distance of a running head from the end of a page, in lines that are not blank. It allows for a head of two
/// lines, or for a head and a page number.
const NEAR: usize = 2;
/// The minimum number of lines between two page numbers. The numbers of a list are closer to each other.
const MIN_DISTANCE: usize = 8;
/// A running head has fewer characters than this. A full line of text is usually longer.
const LONGEST_HEAD: usize = 90;

/// Marks page furniture as removed, and returns a record of each removal.
pub(super) fn remove(lines: &mut [PageLine]) -> Vec<Repair> {
    let mut repairs = numbers_replacing_hyphens(lines);
    repairs.append(&mut numbers_and_heads(lines));
    repairs
}

/// Returns the page number if the line contains nothing else: `12`, `- 12 -`, `Page 12`, `12/40`, `12 sur 40`.
pub(super) fn page_number(text: &str) -> Option<u32> {
    let text = text.trim_start();
    // Most lines of a text are long, and a long line is never a page number.
    if text.len() > 40 {
        return None;
    }
    let text = text.trim().trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '|' | '.' | ' '));
    let text = ["Page ", "page ", "p. "].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let number = text.split(['/', ' ']).next().unwrap_or("");
    let rest = &text[number.len()..];
    let count_follows =
        rest.trim_start_matches(['/', ' ']).chars().all(|c| c.is_ascii_digit()) || rest.starts_with(" sur ");
    (count_follows && number.len() <= 4).then(|| number.parse().ok()).flatten()
}

/// Returns the byte position at which the digits at the end of a text begin.
fn trailing_digits(text: &str) -> usize {
    text.trim_end_matches(|c: char| c.is_ascii_digit()).len()
}

/// Removes page numbers that replaced a hyphen. Where the last word of a page is hyphenated, poppler writes `fonc11` for
/// *fonc-* with the page number 11 below it.
///
/// Such a number is recognised by comparing the last lines of all pages: the numbers there increase by one from page to page.
fn numbers_replacing_hyphens(lines: &mut [PageLine]) -> Vec<Repair> {
    /// The last line of a page, if it ends with a number.
    struct PageEnd {
        line: usize,
        /// The number at the end of the line minus the index of the page. This difference is the same on all pages if the
        /// number is a page number.
        lead: i64,
        after_word: bool,
    }
    let mut ends: Vec<PageEnd> = Vec::new();
    let (mut page, mut last) = (0, None);
    for (at, line) in lines.iter().enumerate() {
        if line.starts_page {
            page += 1;
            ends.extend(last.take().and_then(|(line, text): (usize, &str)| {
                let digits = trailing_digits(text);
                let number: i64 = text[digits..].parse().ok()?;
                Some(PageEnd { line, lead: number - page, after_word: digits > 0 })
            }));
        }
        if !line.is_blank() {
            last = Some((at, line.text.trim_start()));
        }
    }
    let mut repairs = Vec::new();
    for end in ends.iter().filter(|end| end.after_word) {
        let agreed = ends.iter().filter(|other| other.lead == end.lead).count();
        let line = &mut lines[end.line];
        let digits = trailing_digits(&line.text);
        if agreed >= MIN_PAGES && line.text[..digits].ends_with(char::is_alphabetic) {
            repairs.push(line.removal(Rule::PageNumber));
            line.text.to_mut().truncate(digits);
            line.lost_hyphen = true;
        }
    }
    repairs
}

/// Returns the part of a running head that is the same on all pages: its words, without numbers and rules at either end.
pub(super) fn head_text(text: &str) -> String {
    let bare = text.trim().trim_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '|' | '-' | '–' | '—' | '·' | '•')
    });
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the lines near the ends of pages: the last lines before each end, the first lines after it, and the first line of
/// the text. Only lines in `filled`, which are not blank, are returned.
fn near_ends(filled: &[usize], ends: &[usize]) -> Vec<usize> {
    let mut near: Vec<usize> = filled.first().copied().into_iter().collect();
    for end in ends {
        let at = filled.partition_point(|line| line < end);
        near.extend(&filled[at.saturating_sub(NEAR)..filled.len().min(at + NEAR + 1)]);
    }
    near.sort_unstable();
    near.dedup();
    near
}

/// Marks page numbers and running heads that are alone on a line.
fn numbers_and_heads(lines: &mut [PageLine]) -> Vec<Repair> {
    let filled: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_blank() && !lines[*at].removed).collect();
    let numbers: Vec<(usize, u32)> =
        filled.par_iter().filter_map(|at| Some((*at, page_number(&lines[*at].text)?))).collect();
    let is_next = |one: &(usize, u32), next: &(usize, u32)| next.1 == one.1 + 1 && next.0 - one.0 > MIN_DISTANCE;
    let mut page_numbers: Vec<usize> = Vec::new();
    for run in numbers.chunk_by(is_next).filter(|run| run.len() >= MIN_PAGES) {
        page_numbers.extend(run.iter().map(|(at, _)| *at));
    }
    let ends: Vec<usize> =
        (0..lines.len()).filter(|at| lines[*at].starts_page || page_numbers.binary_search(at).is_ok()).collect();
    let mut heads = Vec::new();
    if ends.len() + 1 >= MIN_PAGES {
        let near = near_ends(&filled, &ends);
        heads = running_heads(lines, &near);
        // A number near the end of a page is a page number even if the numbers of other pages were lost.
        page_numbers.extend(numbers.iter().map(|(at, _)| *at).filter(|at| near.binary_search(at).is_ok()));
    }
    page_numbers.sort_unstable();
    page_numbers.dedup();
    let mut repairs = Vec::new();
    for (rule, at) in [(Rule::RunningHead, heads), (Rule::PageNumber, page_numbers)] {
        for at in at {
            lines[at].removed = true;
            repairs.push(lines[at].removal(rule));
        }
    }
    repairs.sort_by_key(|repair| repair.line);
    repairs
}

/// Returns the running heads among the lines near the ends of pages.
fn running_heads(lines: &[PageLine], near: &[usize]) -> Vec<usize> {
    let short = near.par_iter().filter(|at| lines[**at].text.chars().count() < LONGEST_HEAD);
    let texts: Vec<(String, usize)> = short.map(|at| (head_text(&lines[*at].text), *at)).collect();
    let mut by_text: HashMap<String, Vec<usize>> = HashMap::new();
    for (text, at) in texts {
        by_text.entry(text).or_default().push(at);
    }
    let mut heads = Vec::new();
    for (head, at) in by_text {
        let has_words = head.chars().filter(|c| c.is_alphabetic()).count() > 2;
        if has_words && at.len() >= MIN_PAGES {
            // The first line of the text is the title, which the running heads repeat.
            let is_title = |at: &usize| near.first() == Some(at) && lines[*at].text.trim() == head;
            heads.extend(at.into_iter().filter(|at| !is_title(at)));
        }
    }
    // The map has no order, so the order of the text is restored.
    heads.sort_unstable();
    heads
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::cleanup::source_lines::split;

    #[test]
    fn page_number_replacing_a_hyphen_is_removed() {
        let page = |number: usize| {
            let word = "n".repeat(number);
            format!(
                "Une ligne de la page {number}, et une autre.\nL’on veut {word} des fonc{number}\n\n\u{c}tions de tout. Puis mp3\n"
            )
        };
        let text: String = (4..9).map(page).collect();
        let mut lines: Vec<PageLine> = split(&text).into_iter().map(PageLine::from).collect();
        let repairs = remove(&mut lines);
        assert_eq!(lines.iter().filter(|line| line.lost_hyphen && line.text.ends_with("des fonc")).count(), 5);
        assert_eq!(repairs.iter().filter(|repair| repair.before.starts_with("L’on")).count(), 5);
    }
}
