//! Pages of plain text: what a copy of a PDF has of them, taken out of the text.

use super::columns::{self, Row};
use super::raised;
use super::signs::parts;
use crate::import::document::{Repair, Rule, Trust};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Pages that have to agree before a number or a head is theirs.
pub(super) const PAGES: usize = 3;
/// How far a head stands from the end of its page, in lines that aren't blank.
const NEAR: usize = 2;

/// A line of the source.
pub(super) struct Line<'t> {
    pub(super) text: Cow<'t, str>,
    /// Its number in the source, from 1.
    pub(super) number: usize,
    /// Whether a page begins with it.
    pub(super) opens: bool,
    /// Whether a column begins with it, below another.
    pub(super) turns: bool,
    /// Whether its last word was cut, and the hyphen lost.
    pub(super) cut: bool,
    /// Whether it was taken out: a page's number or head, a call that stood above its line.
    pub(super) out: bool,
    blank: bool,
}

impl<'t> Line<'t> {
    fn of(row: Row<'t>) -> Line<'t> {
        let Row { text, number, opens, turns } = row;
        let blank = text.trim_start().is_empty();
        Line { text: Cow::Borrowed(text), number, opens, turns, cut: false, out: false, blank }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.blank
    }
}

/// The lines of a plain text, those of its pages marked as out, and what is to be said of them.
pub(super) fn lines(text: &str) -> (Vec<Line<'_>>, Vec<Repair>) {
    let mut rows: Vec<Row> = parts(text).par_iter().flat_map_iter(|part| part.lines().map(Row::of)).collect();
    rows.iter_mut().enumerate().for_each(|(number, row)| row.number = number + 1);
    let (rows, mut repairs) = columns::set_below(rows);
    let mut lines: Vec<Line> = rows.into_par_iter().map(Line::of).collect();
    raised::set_down(&mut lines);
    repairs.append(&mut swallowed(&mut lines));
    let (out, mut taken) = out_of_pages(&lines);
    lines.iter_mut().zip(out).for_each(|(line, out)| line.out |= out);
    repairs.append(&mut taken);
    repairs.sort_by_key(|repair| repair.line);
    (lines, repairs)
}

/// The number that a line consists of, if it is a page's: `12`, `- 12 -`, `Page 12`, `12/40`.
pub(super) fn page_number(text: &str) -> Option<u32> {
    let text = text.trim_start();
    if text.len() > 40 {
        return None;
    }
    let text = text.trim().trim_matches(|c: char| matches!(c, '-' | '–' | '—' | '|' | '.' | ' '));
    let text = text
        .strip_prefix("Page ")
        .or_else(|| text.strip_prefix("page "))
        .or_else(|| text.strip_prefix("p. "))
        .unwrap_or(text);
    let text = text
        .split(['/', ' '])
        .next()
        .filter(|first| {
            *first == text
                || text[first.len()..].trim_start_matches(['/', ' ']).chars().all(|c| c.is_ascii_digit())
                || text[first.len()..].starts_with(" sur ")
        })
        .unwrap_or("");
    (text.len() <= 4).then(|| text.parse().ok()).flatten()
}

/// Page numbers that took the place of the hyphen of a word before them: `fonc11`, as poppler writes *fonc-* over 11.
///
/// They are known by the other pages, whose numbers count on with the pages.
fn swallowed(lines: &mut [Line]) -> Vec<Repair> {
    let digits = |text: &str| text.len() - text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let mut ends: Vec<(usize, i64, bool)> = Vec::new();
    let (mut page, mut last) = (0, None);
    for (at, line) in lines.iter().enumerate() {
        if line.opens {
            page += 1;
            ends.extend(last.take().and_then(|(at, text): (usize, &str)| {
                let number: i64 = text[digits(text)..].parse().ok()?;
                Some((at, number - page, digits(text) > 0))
            }));
        }
        if !line.is_blank() {
            last = Some((at, line.text.trim_start()));
        }
    }
    let mut repairs = Vec::new();
    for (at, from, _) in ends.iter().filter(|(_, _, worded)| *worded) {
        let agreed = ends.iter().filter(|(_, other, _)| other == from).count();
        let line = &mut lines[*at];
        let end = digits(&line.text);
        if agreed >= PAGES && line.text[..end].ends_with(char::is_alphabetic) {
            repairs.push(taken(Rule::PageNumber, line));
            line.text.to_mut().truncate(end);
            line.cut = true;
        }
    }
    repairs
}

/// A line without its numbers and spaces at the ends, as heads repeat.
pub(super) fn head_of(text: &str) -> String {
    let bare = text.trim().trim_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '|' | '-' | '–' | '—' | '·' | '•')
    });
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines near the ends of pages, of those that aren't blank: the last before each end, and the first after it.
fn near(full: &[usize], ends: &[usize]) -> Vec<usize> {
    let mut near: Vec<usize> = full.first().copied().into_iter().collect();
    for end in ends {
        let at = full.partition_point(|n| n < end);
        near.extend(&full[at.saturating_sub(NEAR)..full.len().min(at + NEAR + 1)]);
    }
    near.sort_unstable();
    near.dedup();
    near
}

/// Which lines are numbers and heads of pages, and what is to be said of it.
fn out_of_pages(lines: &[Line]) -> (Vec<bool>, Vec<Repair>) {
    let mut out = vec![false; lines.len()];
    let mut repairs = Vec::new();
    let full: Vec<usize> = (0..lines.len()).filter(|n| !lines[*n].is_blank() && !lines[*n].out).collect();
    let number = |n: &usize| Some((*n, page_number(&lines[*n].text)?));
    let numbers: Vec<(usize, u32)> = full.par_iter().filter_map(number).collect();
    // Numbers of pages grow by one; those of lists stand close to each other.
    let chained = |pair: &[(usize, u32)]| pair[1].1 == pair[0].1 + 1 && pair[1].0 - pair[0].0 > 8;
    let mut of_pages: Vec<usize> = Vec::new();
    for run in numbers.chunk_by(|one, other| chained(&[*one, *other])) {
        if run.len() >= PAGES {
            of_pages.extend(run.iter().map(|(n, _)| *n));
        }
    }
    let ends: Vec<usize> = (0..lines.len()).filter(|n| lines[*n].opens || of_pages.binary_search(n).is_ok()).collect();
    if ends.len() + 1 >= PAGES {
        let near = near(&full, &ends);
        let head = |n: &usize| (lines[*n].text.chars().count() < 90).then(|| (head_of(&lines[*n].text), *n));
        let mut heads: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (head, number) in near.par_iter().filter_map(head).collect::<Vec<_>>() {
            heads.entry(head).or_default().push(number);
        }
        // Numbers alone near the ends of pages that are marked otherwise are theirs too.
        of_pages.extend(numbers.iter().map(|(n, _)| *n).filter(|n| near.binary_search(n).is_ok()));
        for (head, at) in heads {
            let worded = head.chars().filter(|c| c.is_alphabetic()).count() > 2;
            if worded && at.len() >= PAGES {
                // The first line of all is the title, which the others repeat.
                let title = |number: &usize| full.first() == Some(number) && lines[*number].text.trim() == head;
                for number in at.into_iter().filter(|number| !title(number)) {
                    out[number] = true;
                    repairs.push(taken(Rule::RunningHead, &lines[number]));
                }
            }
        }
    }
    of_pages.sort_unstable();
    of_pages.dedup();
    for number in of_pages {
        out[number] = true;
        repairs.push(taken(Rule::PageNumber, &lines[number]));
    }
    repairs.sort_by_key(|repair| repair.line);
    (out, repairs)
}

fn taken(rule: Rule, line: &Line) -> Repair {
    let before = line.text.trim().to_string();
    Repair { rule, trust: Trust::Likely, line: line.number, before, after: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_that_took_the_place_of_a_hyphen() {
        let page = |number: usize| {
            let word = "n".repeat(number);
            format!(
                "Une ligne de la page {number}, et une autre.\nL’on veut {word} des fonc{number}\n\n\u{c}tions de tout. Puis mp3\n"
            )
        };
        let text: String = (4..9).map(page).collect();
        let (lines, repairs) = lines(&text);
        assert_eq!(lines.iter().filter(|line| line.cut && line.text.ends_with("des fonc")).count(), 5);
        assert_eq!(repairs.iter().filter(|repair| repair.before.starts_with("L’on")).count(), 5);
    }
}
