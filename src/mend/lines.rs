//! Lines of plain text: those of pages taken out, the others gathered into paragraphs.

use crate::copy::{CopyBlock, CopyKind, Repair, Rule, Trust};
use rustc_hash::FxHashMap;

/// A line longer than this is a paragraph, not a line of a column.
const COLUMN: usize = 110;
/// Pages that have to agree before a number or a head is theirs.
const PAGES: usize = 3;
/// How far a head stands from the end of its page, in lines that aren't blank.
const NEAR: usize = 2;

struct Line<'t> {
    text: &'t str,
    /// Its number in the source, from 1.
    number: usize,
    /// Whether a page begins with it.
    opens: bool,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The blocks of a plain text, and what was taken out.
pub(super) fn blocks(text: &str) -> (Vec<CopyBlock>, Vec<Repair>) {
    let mut lines = Vec::new();
    for (number, raw) in text.lines().enumerate() {
        let opens = raw.starts_with('\u{c}');
        lines.push(Line { text: raw.trim_start_matches('\u{c}').trim_end(), number: number + 1, opens });
    }
    let (out, mut repairs) = out_of_pages(&lines);
    let kept: Vec<&Line> = lines.iter().zip(&out).filter(|(_, out)| !**out).map(|(line, _)| line).collect();
    let seams: Vec<bool> = seams(&lines, &out);
    let (blocks, mut found) = paragraphs(&kept, &seams);
    repairs.append(&mut found);
    (blocks, repairs)
}

/// The number that a line consists of, if it is a page's: `12`, `- 12 -`, `Page 12`, `12/40`.
fn page_number(text: &str) -> Option<u32> {
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

/// A line without its numbers and spaces at the ends, as heads repeat.
fn head_of(text: &str) -> String {
    let bare = text.trim().trim_matches(|c: char| {
        c.is_ascii_digit() || c.is_whitespace() || matches!(c, '|' | '-' | '–' | '—' | '·' | '•')
    });
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Which lines are numbers and heads of pages, and what is to be said of it.
fn out_of_pages(lines: &[Line]) -> (Vec<bool>, Vec<Repair>) {
    let mut out = vec![false; lines.len()];
    let mut repairs = Vec::new();
    let full: Vec<usize> = (0..lines.len()).filter(|n| !lines[*n].is_blank()).collect();
    let numbers: Vec<(usize, u32)> = full.iter().filter_map(|n| Some((*n, page_number(lines[*n].text)?))).collect();
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
        let near_end = |number: usize| {
            let at = ends.partition_point(|end| *end < number);
            let close = |end: &usize| {
                let (from, to) = (number.min(*end), number.max(*end));
                full.partition_point(|n| *n < to) - full.partition_point(|n| *n < from) <= NEAR
            };
            ends.get(at).is_some_and(close)
                || at > 0 && ends.get(at - 1).is_some_and(close)
                || full.first() == Some(&number)
        };
        let mut heads: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for number in full.iter().copied().filter(|n| lines[*n].text.chars().count() < 90 && near_end(*n)) {
            heads.entry(head_of(lines[number].text)).or_default().push(number);
        }
        // Numbers alone near the ends of pages that are marked otherwise are theirs too.
        of_pages.extend(numbers.iter().map(|(n, _)| *n).filter(|n| near_end(*n)));
        for (head, at) in heads {
            let worded = head.chars().filter(|c| c.is_alphabetic()).count() > 2;
            if worded && at.len() >= PAGES {
                for number in at {
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

/// For each line that is kept, whether something of a page was taken out before it, or a page begins there.
fn seams(lines: &[Line], out: &[bool]) -> Vec<bool> {
    let (mut seams, mut open) = (Vec::new(), false);
    for (line, out) in lines.iter().zip(out) {
        open |= *out || line.opens;
        if !out {
            seams.push(open);
            // Blank lines at a seam belong to it.
            open &= line.is_blank();
        }
    }
    seams
}

/// How the lines of a text are to be understood.
struct Column {
    /// Letters in a full line; none where each line is a paragraph.
    width: Option<usize>,
}

impl Column {
    fn of(lines: &[&Line]) -> Column {
        let full: Vec<usize> = lines.iter().filter(|l| !l.is_blank()).map(|l| l.text.trim().chars().count()).collect();
        let blank = lines.len() - full.len();
        let mut sorted = full.clone();
        sorted.sort_unstable();
        let width = sorted.get(sorted.len() * 9 / 10).copied().unwrap_or(0);
        // Without blank lines between them, long lines are paragraphs.
        let lines_are_paragraphs = width > COLUMN && blank * 20 < full.len();
        Column { width: (!lines_are_paragraphs).then_some(width) }
    }

    /// Whether a paragraph ends between two lines that follow each other.
    fn parts(&self, one: &str, other: &str) -> bool {
        let Some(width) = self.width else { return true };
        if starts_speech(other) || starts_point(other) {
            return true;
        }
        let indented = |text: &str| text.starts_with("  ") || text.starts_with('\t') || text.starts_with('\u{3000}');
        if indented(other) && !indented(one) {
            return ends_sentence(one);
        }
        // In a column the last line of a paragraph is short.
        let short = one.trim().chars().count() * 10 < width * 7;
        width <= COLUMN && short && ends_sentence(one) && other.trim_start().starts_with(char::is_uppercase)
    }
}

/// Whether a line ends as sentences do.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end().trim_end_matches(['»', '”', '"', ')', ']', ' ', '\u{a0}', '\u{202f}', '*', '_']);
    bare.ends_with(['.', '!', '?', '…', ':'])
}

fn starts_speech(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("— ") || text.starts_with("—\u{a0}") || text.starts_with("– ") || text.starts_with("–\u{a0}")
}

/// Whether a line begins a point of a list or a note: `- `, `• `, `3. `, `[4] `.
pub(super) fn starts_point(text: &str) -> bool {
    let text = text.trim_start();
    if ["- ", "• ", "* ", "◦ ", "▪ "].iter().any(|sign| text.starts_with(sign)) {
        return true;
    }
    super::notes::marker(text).is_some_and(|(_, rest)| !rest.is_empty())
}

/// Whether lines are verse: three or more, none as long as a column, and nearly all beginning with a capital.
pub(super) fn is_verse(lines: &[&str], width: usize) -> bool {
    let letters = |line: &str| line.trim().chars().count();
    let longest = lines.iter().map(|line| letters(line)).max().unwrap_or(0);
    let opens = |line: &&&str| {
        let first = line.trim_start().trim_start_matches(['«', '“', '"', '—', '–', ' ', '\u{a0}']).chars().next();
        first.is_some_and(char::is_uppercase)
    };
    let ended = lines.iter().filter(|line| ends_sentence(line)).count();
    let item = lines
        .iter()
        .any(|line| starts_point(line) || starts_speech(line) || line.trim_end().ends_with(['-', '\u{ad}']));
    lines.len() >= 3
        && longest <= 64
        && longest * 20 <= width * 17
        && lines.iter().filter(opens).count() * 5 >= lines.len() * 4
        && ended < lines.len()
        && !item
}

/// Lines gathered into paragraphs: blank lines part them, unless a page ended in the middle of a sentence.
fn paragraphs(lines: &[&Line], seams: &[bool]) -> (Vec<CopyBlock>, Vec<Repair>) {
    let column = Column::of(lines);
    let (mut blocks, mut repairs): (Vec<CopyBlock>, Vec<Repair>) = (Vec::new(), Vec::new());
    let (mut at, mut last) = (0, "");
    let mut seam = false;
    while at < lines.len() {
        seam |= seams[at];
        if lines[at].is_blank() {
            at += 1;
            continue;
        }
        let run = lines[at..].iter().take_while(|line| !line.is_blank()).count();
        let texts: Vec<&str> = lines[at..at + run].iter().map(|line| line.text).collect();
        if run < 64 && is_verse(&texts, column.width.unwrap_or(COLUMN)) {
            let text = texts.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
            blocks.push(CopyBlock { kind: CopyKind::Verse, text, line: lines[at].number });
            repairs.extend(blocks.last().map(|block| super::structure::found(Rule::Verse, Trust::Likely, block)));
            (at, last, seam) = (at + run, "", false);
            continue;
        }
        for n in 0..run {
            seam |= seams[at + n];
            let text = lines[at + n].text;
            let initial = blocks.last().is_some_and(|block| is_initial(&block.text))
                && text.trim_start().starts_with(char::is_lowercase);
            let new = match (n, seam && !last.is_empty()) {
                _ if initial => false,
                (_, true) if runs_on(last, text) => false,
                (0, _) => true,
                _ => column.parts(last, text),
            };
            match blocks.last_mut().filter(|block| !new && block.kind == CopyKind::Text) {
                Some(block) => {
                    block.text.push('\n');
                    block.text.push_str(text.trim());
                }
                None => blocks.push(CopyBlock {
                    kind: CopyKind::Text,
                    text: text.trim().to_string(),
                    line: lines[at + n].number,
                }),
            }
            (last, seam) = (text, false);
        }
        at += run;
    }
    (blocks, repairs)
}

/// Whether a block is the drop capital of the one that follows.
fn is_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// Whether a sentence goes on across the end of a page.
fn runs_on(last: &str, next: &str) -> bool {
    !ends_sentence(last) && goes_on(last, next)
}

/// Whether a sentence may go on from one page to the next.
fn goes_on(last: &str, next: &str) -> bool {
    let small = next.trim_start().starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | '(' | '«'));
    small || last.trim_end().ends_with(['-', ',', '\u{ad}']) || last.trim().chars().count() > 50 && !starts_point(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_heads_of_pages_go_and_sentences_go_on() {
        let page = |number: usize| {
            let lines = (0..12).map(|n| format!("ligne {number}{n} du texte qui va jusqu’au bout de sa colonne\n"));
            format!(
                "LE TITRE DU LIVRE\n\n{}et {number} fois la phrase se pour-\n\n{number}\n\u{c}",
                lines.collect::<String>()
            )
        };
        let text: String = (3..8).map(page).collect();
        let (blocks, repairs) = blocks(&text);
        assert_eq!(blocks.len(), 1, "{blocks:?}");
        assert_eq!(repairs.iter().filter(|r| r.rule == Rule::PageNumber).count(), 5);
        assert_eq!(repairs.iter().filter(|r| r.rule == Rule::RunningHead).count(), 5);
    }

    #[test]
    fn paragraphs_by_blank_lines_short_lines_and_long_lines() {
        let count = |text: &str| blocks(text).0.len();
        assert_eq!(count("Une ligne\nencore\n\nUn autre.\n"), 2);
        let long = "Un paragraphe entier sur une seule ligne. ".repeat(5);
        assert_eq!(count(&format!("{long}\n{long}\n{long}\n")), 3);
        let column = "Une colonne de soixante lettres ou presque, qui est remplie\n".repeat(6)
            + "Fin.\nUne autre colonne de soixante lettres, elle aussi remplie\n";
        assert_eq!(count(&column), 2);
    }
}
