//! Lines of plain text, gathered into paragraphs.

use super::pages::{self, Line};
use crate::import::document::{Block, BlockKind, Repair, Rule, Trust};
use rayon::prelude::*;
use std::ops::Range;

/// A line longer than this is a paragraph, not a line of a column.
const COLUMN: usize = 110;
/// The blocks of a plain text, and what was taken out.
pub(super) fn blocks(text: &str) -> (Vec<Block>, Vec<Repair>) {
    let (lines, mut repairs) = pages::lines(text);
    let kept: Vec<&Line> = lines.iter().filter(|line| !line.out).collect();
    let (blocks, mut found) = paragraphs(&kept, &seams(&lines));
    repairs.append(&mut found);
    (blocks, repairs)
}

/// For each line that is kept, whether something of a page was taken out before it, or a page or a column begins there.
fn seams(lines: &[Line]) -> Vec<bool> {
    let (mut seams, mut open) = (Vec::new(), false);
    for line in lines {
        open |= line.out || line.opens || line.turns;
        if !line.out {
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
        let letters = |line: &&Line| line.text.trim().chars().count();
        let mut full: Vec<usize> =
            lines.par_iter().copied().filter(|line| !line.is_blank()).map(|line| letters(&line)).collect();
        let blank = lines.len() - full.len();
        let quarter = full.len() * 3 / 4;
        let width = if full.is_empty() { 0 } else { *full.select_nth_unstable(quarter).1 };
        let ended = || lines.par_iter().filter(|line| ends_sentence(&line.text)).count();
        // Without blank lines between them, long lines that end as sentences do are paragraphs.
        let lines_are_paragraphs = width > COLUMN && blank * 20 < full.len() && ended() * 5 > full.len() * 3;
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
        // In a column the last line of a paragraph is short: the word that follows would have stood in it.
        let first = other.split_whitespace().next().map_or(0, |word| word.chars().count());
        let short = (one.trim().chars().count() + 1 + first) * 100 < width * 88;
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
fn paragraphs(lines: &[&Line], seams: &[bool]) -> (Vec<Block>, Vec<Repair>) {
    let column = Column::of(lines);
    let gathered = |range: &Range<usize>| gathered(&lines[range.clone()], &seams[range.clone()], &column);
    let parts: Vec<_> = sections(lines, seams).par_iter().map(gathered).collect();
    let (mut blocks, mut repairs) = (Vec::new(), Vec::new());
    for (mut of_part, mut found) in parts {
        blocks.append(&mut of_part);
        repairs.append(&mut found);
    }
    (blocks, repairs)
}

/// Lines of a section.
const SECTION: usize = 4096;

/// Sections of a text that can be gathered one beside the other: they end with blank lines over which no paragraph goes.
fn sections(lines: &[&Line], seams: &[bool]) -> Vec<Range<usize>> {
    let mut sections = Vec::new();
    let mut from = 0;
    while lines.len() - from > SECTION {
        let ends = |at: &usize| {
            let parted = lines[*at].is_blank() && !lines[at - 1].is_blank() && !is_initial(lines[at - 1].text.trim());
            parted && !goes_over(&lines[*at..], &seams[*at..])
        };
        let Some(end) = (from + SECTION..lines.len()).find(ends) else { break };
        sections.push(from..end);
        from = end;
    }
    sections.push(from..lines.len());
    sections
}

/// Whether something of a page stood in the blank lines with which these begin, or right after them.
fn goes_over(lines: &[&Line], seams: &[bool]) -> bool {
    let next = lines.iter().position(|line| !line.is_blank()).unwrap_or(lines.len() - 1);
    seams[..=next].contains(&true)
}

/// The paragraphs of a section.
fn gathered(lines: &[&Line], seams: &[bool], column: &Column) -> (Vec<Block>, Vec<Repair>) {
    let (mut blocks, mut repairs): (Vec<Block>, Vec<Repair>) = (Vec::new(), Vec::new());
    let (mut at, mut last) = (0, "");
    let mut seam = false;
    while at < lines.len() {
        seam |= seams[at];
        if lines[at].is_blank() {
            at += 1;
            continue;
        }
        let run = lines[at..].iter().take_while(|line| !line.is_blank()).count();
        let texts: Vec<&str> = lines[at..at + run].iter().map(|line| line.text.as_ref()).collect();
        if run < 64 && is_verse(&texts, column.width.unwrap_or(COLUMN)) {
            let text = texts.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
            blocks.push(Block { kind: BlockKind::Verse, text, line: lines[at].number });
            repairs.extend(blocks.last().map(|block| super::structure::found(Rule::Verse, Trust::Likely, block)));
            (at, last, seam) = (at + run, "", false);
            continue;
        }
        for n in 0..run {
            seam |= seams[at + n];
            let text = lines[at + n].text.as_ref();
            let initial = blocks.last().is_some_and(|block| is_initial(&block.text))
                && text.trim_start().starts_with(char::is_lowercase);
            let new = match (n, seam && !last.is_empty()) {
                _ if initial => false,
                (_, true) if runs_on(last, text) => false,
                (0, _) => true,
                _ => column.parts(last, text),
            };
            match blocks.last_mut().filter(|block| !new && block.kind == BlockKind::Text) {
                Some(block) => {
                    block.text.push('\n');
                    block.text.push_str(text.trim());
                }
                None => blocks.push(Block {
                    kind: BlockKind::Text,
                    text: text.trim().to_string(),
                    line: lines[at + n].number,
                }),
            }
            (last, seam) = (text, false);
            if let Some(block) = blocks.last_mut().filter(|_| lines[at + n].cut) {
                block.text.push('-');
                last = "-";
            }
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
pub(super) fn runs_on(last: &str, next: &str) -> bool {
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
        // The first head is the title.
        assert_eq!(blocks.len(), 2, "{blocks:?}");
        assert_eq!(repairs.iter().filter(|r| r.rule == Rule::PageNumber).count(), 5);
        assert_eq!(repairs.iter().filter(|r| r.rule == Rule::RunningHead).count(), 4);
    }

    #[test]
    fn sections_are_gathered_as_the_whole_is() {
        let page = |number: usize| {
            let line = |n: usize| match (n * 7 + number) % 9 {
                0 => "\n".to_string(),
                1 => "fin d’un paragraphe.\n".to_string(),
                5 => "U\n".to_string(),
                _ => format!("une ligne {n} du texte qui va jusqu’au bout de la colonne\n"),
            };
            format!("{}\n{number}\n\u{c}", (0..37).map(line).collect::<String>())
        };
        let text: String = (1..400).map(page).collect();
        let (lines, _) = pages::lines(&text);
        let kept: Vec<&Line> = lines.iter().filter(|line| !line.out).collect();
        let seams = seams(&lines);
        assert!(sections(&kept, &seams).len() > 2);
        assert_eq!(paragraphs(&kept, &seams), gathered(&kept, &seams, &Column::of(&kept)));
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
