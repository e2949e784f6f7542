//! Gathers lines into paragraphs.
//!
//! Input: the lines of a text, without page furniture. Output: paragraphs and verse.
//!
//! A paragraph ends at a blank line, at an indent, before a list item or a speech, and after a line so short that the next word
//! would have fitted. At the end of a page or a column, a paragraph continues if its sentence continues, even past blank lines.

use super::blocks::{is_over, recognised};
use super::quartile::upper_quartile;
use super::sentences::{ends_sentence, runs_on, starts_item, starts_speech};
use super::source_lines::PageLine;
use crate::import::document::{Block, BlockKind};
use crate::import::repair::{Confidence, Repair, Rule};
use rayon::prelude::*;

/// Lines with more characters than this are whole paragraphs rather than lines of a column: a printed line has at most about
/// 90.
pub(super) const LONGEST_LINE: usize = 110;
/// A line is short if, together with the next word, it would fill less than this percentage of the width.
const SHORT_PERCENT: usize = 88;
/// The maximum number of characters in a line of verse.
const LONGEST_VERSE: usize = 64;
/// A run of at least this number of lines without a blank line is a list or a text that lost its paragraphs, and is never read
/// as verse.
const LONGEST_STANZA: usize = 64;

/// Gathers the lines of a text into blocks, and returns a record of each block that was recognised as verse.
pub(super) fn gather(lines: &[PageLine]) -> (Vec<Block>, Vec<Repair>) {
    let breaks = page_breaks(lines);
    let kept: Vec<&PageLine> = lines.iter().filter(|line| !line.removed).collect();
    let mut gatherer = Gatherer { layout: LineLayout::of(&kept), blocks: Vec::new(), repairs: Vec::new(), last: "" };
    let mut at = 0;
    let mut after_break = false;
    while at < kept.len() {
        if kept[at].is_blank() {
            after_break |= breaks[at];
            at += 1;
            continue;
        }
        let run = kept[at..].iter().take_while(|line| !line.is_blank()).count();
        let mut breaks = breaks[at..at + run].to_vec();
        breaks[0] |= after_break;
        gatherer.run(&kept[at..at + run], &breaks);
        after_break = false;
        at += run;
    }
    (gatherer.blocks, gatherer.repairs)
}

/// Returns, for each line that is kept, whether a page or a column begins with it, or page furniture was removed before it.
fn page_breaks(lines: &[PageLine]) -> Vec<bool> {
    let (mut breaks, mut after_break) = (Vec::new(), false);
    for line in lines {
        after_break |= line.removed || line.starts_page || line.starts_column;
        if !line.removed {
            breaks.push(after_break);
            // Blank lines after a break belong to the break.
            after_break &= line.is_blank();
        }
    }
    breaks
}

/// How the lines of a text relate to its paragraphs.
#[derive(Clone, Copy)]
enum LineLayout {
    /// Each line is a paragraph.
    Paragraphs,
    /// Paragraphs are wrapped into lines. Full lines have `width` characters.
    Wrapped { width: usize },
}

impl LineLayout {
    fn of(lines: &[&PageLine]) -> LineLayout {
        let filled = lines.par_iter().filter(|line| !line.is_blank());
        let mut lengths: Vec<usize> = filled.map(|line| line.text.trim().chars().count()).collect();
        let blank = lines.len() - lengths.len();
        let width = upper_quartile(&mut lengths);
        // Each line is a paragraph if lines are long, mostly end like sentences, and have hardly any blank lines between them.
        let ended = || lines.iter().filter(|line| ends_sentence(&line.text)).count();
        if width > LONGEST_LINE && blank * 20 < lengths.len() && ended() * 5 > lengths.len() * 3 {
            return LineLayout::Paragraphs;
        }
        LineLayout::Wrapped { width }
    }

    /// Whether a paragraph ends between two lines that no blank line separates.
    fn breaks_between(self, one: &str, next: &str) -> bool {
        let LineLayout::Wrapped { width } = self else { return true };
        if starts_speech(next) || starts_item(next) {
            return true;
        }
        let indented = |text: &str| ["  ", "\t", "\u{3000}"].iter().any(|indent| text.starts_with(indent));
        if indented(next) && !indented(one) {
            return ends_sentence(one);
        }
        let may_begin =
            width <= LONGEST_LINE && next.trim_start().starts_with(char::is_uppercase) && ends_sentence(one);
        may_begin && {
            // The line is short if the next word would have fitted.
            let first_word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
            (one.trim().chars().count() + 1 + first_word) * 100 < width * SHORT_PERCENT
        }
    }

    /// Returns the width of full lines, for recognising verse.
    fn width(self) -> usize {
        match self {
            LineLayout::Paragraphs => LONGEST_LINE,
            LineLayout::Wrapped { width } => width,
        }
    }
}

/// Whether lines are verse: three or more, all clearly shorter than full lines, and nearly all beginning with a capital.
pub(super) fn is_verse(lines: &[&str], width: usize) -> bool {
    // A line of verse fills at most 85 % of the width of a full line.
    let longest = LONGEST_VERSE.min(width * 17 / 20);
    let opens = |line: &&&str| {
        let first = line.trim_start().trim_start_matches(['«', '“', '"', '—', '–', ' ', '\u{a0}']).chars().next();
        first.is_some_and(char::is_uppercase)
    };
    let is_prose = |line: &&str| starts_item(line) || starts_speech(line) || line.trim_end().ends_with(['-', '\u{ad}']);
    lines.len() >= 3
        && !lines.iter().any(|line| is_over(line.trim(), longest))
        && lines.iter().filter(opens).count() * 5 >= lines.len() * 4
        // If every line is a sentence, the lines are short paragraphs.
        && !lines.iter().all(|line| ends_sentence(line))
        && !lines.iter().any(is_prose)
}

struct Gatherer<'t> {
    layout: LineLayout,
    blocks: Vec<Block>,
    repairs: Vec<Repair>,
    /// The line that was added last; empty at the beginning and after verse.
    last: &'t str,
}

impl<'t> Gatherer<'t> {
    /// Adds a run of lines without a blank line between them.
    fn run(&mut self, lines: &[&'t PageLine], breaks: &[bool]) {
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_ref()).collect();
        if lines.len() < LONGEST_STANZA && is_verse(&texts, self.layout.width()) {
            let text = texts.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
            let block = Block { kind: BlockKind::Verse, text, line: lines[0].number };
            self.repairs.push(recognised(Rule::Verse, Confidence::Likely, &block));
            self.blocks.push(block);
            self.last = "";
            return;
        }
        for (n, (line, after_break)) in lines.iter().zip(breaks).enumerate() {
            self.line(line, n == 0, *after_break);
        }
    }

    /// Adds a line to the last paragraph, or begins a new paragraph with it.
    fn line(&mut self, line: &'t PageLine, after_blank: bool, after_break: bool) {
        let text = line.text.as_ref();
        let interrupted = after_break && !self.last.is_empty() && runs_on(self.last, text);
        let begins = if interrupted || self.continues_drop_capital(text) {
            false
        } else {
            after_blank || self.layout.breaks_between(self.last, text)
        };
        match self.blocks.last_mut().filter(|block| !begins && block.kind == BlockKind::Paragraph) {
            Some(block) => {
                block.text.push('\n');
                block.text.push_str(text.trim());
            }
            None => {
                let text = text.trim().to_string();
                self.blocks.push(Block { kind: BlockKind::Paragraph, text, line: line.number });
            }
        }
        self.last = text;
        if let Some(block) = self.blocks.last_mut().filter(|_| line.lost_hyphen) {
            block.text.push('-');
            self.last = "-";
        }
    }

    /// Whether the last block is a single capital and this line begins with the rest of its word.
    fn continues_drop_capital(&self, text: &str) -> bool {
        let is_drop_capital = |block: &Block| {
            let mut chars = block.text.chars();
            chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
        };
        self.blocks.last().is_some_and(is_drop_capital) && text.trim_start().starts_with(char::is_lowercase)
    }
}

#[cfg(test)]
mod tests {
    use crate::import::cleanup::plain_text::blocks;
    use crate::import::repair::Rule;

    #[test]
    fn page_furniture_is_removed_and_sentences_continue() {
        let page = |number: usize| {
            let lines = (0..12).map(|n| format!("ligne {number}{n} du texte qui va jusqu’au bout de sa colonne\n"));
            format!(
                "LE TITRE DU LIVRE\n\n{}et {number} fois la phrase se pour-\n\n{number}\n\u{c}",
                lines.collect::<String>()
            )
        };
        let text: String = (3..8).map(page).collect();
        let (blocks, repairs) = blocks(&text);
        // The first running head is kept as the title.
        assert_eq!(blocks.len(), 2, "{blocks:?}");
        assert_eq!(repairs.iter().filter(|r| r.rule == Rule::PageNumber).count(), 5);
        assert_eq!(repairs.iter().filter(|r| r.rule == Rule::RunningHead).count(), 4);
    }

    #[test]
    fn blank_short_and_long_lines_separate_paragraphs() {
        let count = |text: &str| blocks(text).0.len();
        assert_eq!(count("Une ligne\nencore\n\nUn autre.\n"), 2);
        let long = "Un paragraphe entier sur une seule ligne. ".repeat(5);
        assert_eq!(count(&format!("{long}\n{long}\n{long}\n")), 3);
        let column = "Une colonne de soixante lettres ou presque, qui est remplie\n".repeat(6)
            + "Fin.\nUne autre colonne de soixante lettres, elle aussi remplie\n";
        assert_eq!(count(&column), 2);
    }
}
