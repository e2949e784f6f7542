//! Recognises quotations that are separate paragraphs, in normal marks or in reversed ones (`»` and `«`), and turns reversed
//! marks within paragraphs.
//!
//! Input: blocks. Output: the same blocks, with quotations marked as such and without their outer marks, and a record of each.
//!
//! Quotation marks are matched like brackets, with a stack for nested marks. Reversed marks come from texts in which a program
//! chose between « and » by the spaces around them.

use super::blocks::{context, is_over, is_short, line_at, recognised};
use crate::import::document::{Block, BlockKind};
use crate::import::markers::doubt;
use crate::import::repair::{Confidence, Repair, Rule};

/// The maximum number of paragraphs in a quotation. If there is no closing mark within this limit, the mark is assumed to be
/// missing.
const MAX_PARAGRAPHS: usize = 24;
/// A paragraph in quotation marks is a quotation only if it has more characters than this. A shorter one is direct speech.
const MIN_LENGTH: usize = 240;
/// Spaces that may be next to a quotation mark.
const SPACES: [char; 3] = [' ', '\u{a0}', '\u{202f}'];

/// A pair of quotation marks.
#[derive(Clone, Copy)]
struct QuotationMarks {
    open: char,
    close: char,
}

const GUILLEMETS: QuotationMarks = QuotationMarks { open: '«', close: '»' };
const QUOTES: QuotationMarks = QuotationMarks { open: '“', close: '”' };
const REVERSED: QuotationMarks = QuotationMarks { open: '»', close: '«' };

/// A quotation that was recognised: its first and last paragraph, and its marks.
struct Quotation {
    first: usize,
    last: usize,
    confidence: Confidence,
    marks: QuotationMarks,
}

/// Finds the quotations of a text and removes their outer marks.
pub(super) fn find(blocks: &mut [Block]) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        match quotation(blocks, at) {
            Some(quotation) => {
                remove_marks(&mut blocks[quotation.first..=quotation.last], &quotation, &mut repairs);
                at = quotation.last + 1;
            }
            None => at += 1,
        }
    }
    repairs
}

fn is_text(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem)
}

/// Returns the quotation that begins with the block at index `at`, or that ends with this block if the opening mark is missing.
fn quotation(blocks: &[Block], at: usize) -> Option<Quotation> {
    let block = &blocks[at];
    if !is_text(block) {
        return None;
    }
    let text = block.text.trim();
    if text.starts_with(REVERSED.open) {
        let last = closing_paragraph(blocks, at, REVERSED)?;
        return Some(Quotation { first: at, last, confidence: Confidence::Sure, marks: REVERSED });
    }
    for marks in [GUILLEMETS, QUOTES] {
        if text.starts_with(marks.open) {
            return normally_marked_quotation(blocks, at, marks);
        }
    }
    // A reversed closing mark without an opening mark.
    if text.ends_with(REVERSED.close) {
        let first = unopened_start(blocks, at);
        let sure = first < at || is_introduced(blocks, at);
        let confidence = if sure { Confidence::Likely } else { Confidence::Doubtful };
        return Some(Quotation { first, last: at, confidence, marks: REVERSED });
    }
    None
}

/// Returns the paragraph that ends with the closing mark; `None` if another paragraph begins with the opening mark first.
fn closing_paragraph(blocks: &[Block], at: usize, marks: QuotationMarks) -> Option<usize> {
    let end = blocks.len().min(at + MAX_PARAGRAPHS);
    for (n, block) in blocks[at..end].iter().enumerate() {
        let text = block.text.trim();
        if !is_text(block) || n > 0 && text.starts_with(marks.open) {
            return None;
        }
        if text.ends_with(marks.close) {
            return Some(at + n);
        }
    }
    None
}

/// Whether the paragraph before a block introduces a quotation.
fn is_introduced(blocks: &[Block], at: usize) -> bool {
    const OPENERS: [&str; 8] =
        ["Selon ", "Toujours selon ", "D’après ", "D'après ", "Extrait ", "Extraits ", "Pour citer ", "Citation "];
    let Some(block) = at.checked_sub(1).and_then(|before| blocks.get(before)) else { return false };
    let text = block.text.trim_end().trim_end_matches(['»', '”', '.', ' ', '\u{a0}']);
    let opener = OPENERS.iter().any(|opener| block.text.starts_with(opener)) && is_short(block);
    block.kind == BlockKind::Paragraph && (text.ends_with([':', ',']) || opener)
}

/// Returns the first paragraph of a quotation whose opening mark is missing. This is the paragraph after the words that
/// introduce the quotation, or the last paragraph itself if nothing introduces it.
fn unopened_start(blocks: &[Block], at: usize) -> usize {
    let mut first = at;
    while at - first < MAX_PARAGRAPHS {
        if is_introduced(blocks, first) {
            return first;
        }
        match first.checked_sub(1) {
            Some(before) if is_text(&blocks[before]) => first = before,
            _ => return at,
        }
    }
    at
}

/// Returns a quotation in normal marks. It has several paragraphs, or it is a single long paragraph that the text before it
/// introduces.
fn normally_marked_quotation(blocks: &[Block], at: usize, marks: QuotationMarks) -> Option<Quotation> {
    let first = blocks[at].text.trim();
    let introduced = is_introduced(blocks, at);
    if is_closed_at_end(first, marks)? {
        let confidence = Confidence::Likely;
        return (introduced && is_over(first, MIN_LENGTH)).then_some(Quotation {
            first: at,
            last: at,
            confidence,
            marks,
        });
    }
    // Each paragraph may repeat the opening mark; the last paragraph has the closing mark.
    let end = blocks.len().min(at + MAX_PARAGRAPHS);
    for (n, block) in blocks[at + 1..end].iter().enumerate() {
        if !is_text(block) {
            return None;
        }
        let text = block.text.trim().trim_start_matches([marks.open, marks.close]);
        let (opened, closed) = (text.matches(marks.open).count(), text.matches(marks.close).count());
        if closed == opened + 1 && text.ends_with(marks.close) {
            let confidence = if introduced { Confidence::Sure } else { Confidence::Likely };
            return Some(Quotation { first: at, last: at + 1 + n, confidence, marks });
        }
        if closed > opened {
            return None;
        }
    }
    None
}

/// Whether the last character of a paragraph closes its opening mark; `None` if the mark is closed earlier.
fn is_closed_at_end(text: &str, marks: QuotationMarks) -> Option<bool> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == marks.open) - i32::from(c == marks.close);
        if depth == 0 {
            return (at + c.len_utf8() == text.len()).then_some(true);
        }
    }
    Some(false)
}

/// Turns paragraphs into a quotation and removes its outer marks.
fn remove_marks(blocks: &mut [Block], quotation: &Quotation, repairs: &mut Vec<Repair>) {
    let QuotationMarks { open, close } = quotation.marks;
    let last = blocks.len() - 1;
    for (n, block) in blocks.iter_mut().enumerate() {
        repairs.push(recognised(Rule::Quotation, quotation.confidence, block));
        let mut text = block.text.trim();
        let repeats_mark =
            text.starts_with(close) || text.starts_with(open) && is_closed_at_end(text, quotation.marks).is_some();
        if n == 0 {
            text = text.strip_prefix(open).unwrap_or(text);
        } else if repeats_mark {
            // An opening mark that is closed within its paragraph belongs to another quotation.
            text = text.trim_start_matches([open, close]);
        }
        text = text.trim();
        if n == last {
            text = text.strip_suffix(close).unwrap_or(text).trim_end();
        }
        block.text = text.to_string();
        block.kind = BlockKind::Quote;
        if n == last && quotation.confidence == Confidence::Doubtful {
            block.text.push_str(&doubt(Rule::Quotation, ""));
        }
    }
}

/// Turns reversed guillemets within paragraphs, `« mot «` and `» mot «`, and adds a remark to a quotation that is never closed.
pub(super) fn turn_marks(blocks: &mut [Block]) -> Vec<Repair> {
    let mut repairs = Vec::new();
    for at in 0..blocks.len() {
        let block = &mut blocks[at];
        if block.kind == BlockKind::Verbatim || !block.text.contains(['«', '»']) {
            continue;
        }
        let Matching { unclosed, reversed } = match_marks(&block.text);
        let (rule, confidence) = (Rule::WrongQuote, Confidence::Likely);
        let (mut line, mut counted) = (block.line, 0);
        for mark in &reversed {
            line += block.text[counted..mark.byte].matches('\n').count();
            counted = mark.byte;
            let before = context(&block.text, mark.byte);
            repairs.push(Repair { rule, confidence, line, before, after: mark.right.to_string() });
        }
        for mark in reversed {
            let range = mark.byte..mark.byte + mark.right.len_utf8();
            block.text.replace_range(range, mark.right.encode_utf8(&mut [0; 4]));
        }
        let is_closed_later = || blocks[at + 1..].iter().take(MAX_PARAGRAPHS).any(|next| closes_more(&next.text));
        if let Some(byte) = unclosed.filter(|_| !is_closed_later()) {
            repairs.extend(remark_unclosed(&mut blocks[at], byte));
        }
    }
    repairs
}

/// Inserts a remark after the first word of a quotation that is never closed.
fn remark_unclosed(block: &mut Block, byte: usize) -> Option<Repair> {
    let is_space = |c: char| SPACES.contains(&c) || c == '\n';
    let (line, before) = (line_at(block, byte), context(&block.text, byte));
    let mark = block.text[byte..].chars().next().map_or(1, char::len_utf8);
    let word = block.text.len() - block.text[byte + mark..].trim_start_matches(is_space).len();
    let end = block.text[word..].find(|c| is_space(c) || c == '<').map_or(block.text.len(), |end| word + end);
    // If the text was imported before, it already contains the remark.
    if block.text[end..].starts_with("<!-- ?") {
        return None;
    }
    let rule = Rule::UnclosedQuote;
    block.text.insert_str(end, &doubt(rule, ""));
    Some(Repair { rule, confidence: Confidence::Doubtful, line, after: before.clone(), before })
}

/// A guillemet that points the wrong way.
struct ReversedMark {
    byte: usize,
    /// The correct mark.
    right: char,
}

/// The result of matching the guillemets of a paragraph.
struct Matching {
    /// The byte position of the outermost mark that is never closed.
    unclosed: Option<usize>,
    reversed: Vec<ReversedMark>,
}

/// Matches the guillemets of a paragraph.
fn match_marks(text: &str) -> Matching {
    let marks: Vec<(usize, &str)> = text.match_indices(['«', '»']).collect();
    let mut reversed = Vec::new();
    // The outermost open mark, and the open marks within it.
    let mut unclosed: Option<usize> = None;
    let mut inner: Vec<usize> = Vec::new();
    // The closing mark of a pair in which both marks are reversed.
    let mut closing_pair = None;
    for (n, (byte, mark)) in marks.iter().enumerate() {
        let (before, after) = (&text[..*byte], &text[byte + mark.len()..]);
        let after_space = before.is_empty() || before.ends_with(char::is_whitespace);
        let after = after.trim_start_matches(SPACES);
        // A mark after a space closes a quotation if no word follows it.
        let closes = after_space && (after.is_empty() || after.starts_with([',', '.', ';', ')', '?', '!', ':']));
        match (*mark, unclosed) {
            ("«", Some(_)) if closes || closing_pair == Some(n) => {
                reversed.push(ReversedMark { byte: *byte, right: '»' });
                if inner.pop().is_none() {
                    unclosed = None;
                }
            }
            ("«", Some(_)) => inner.push(*byte),
            ("«", None) => unclosed = Some(*byte),
            (_, Some(_)) => {
                if inner.pop().is_none() {
                    unclosed = None;
                }
            }
            (_, None) => {
                let before_word = after_space && !after.is_empty() && !closes;
                if before_word && marks.get(n + 1).is_some_and(|(_, next)| *next == "«") {
                    closing_pair = Some(n + 1);
                    reversed.push(ReversedMark { byte: *byte, right: '«' });
                    unclosed = Some(*byte);
                }
            }
        }
    }
    Matching { unclosed, reversed }
}

/// Whether a paragraph closes more guillemets than it opens.
fn closes_more(text: &str) -> bool {
    text.matches('»').count() > text.matches('«').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(texts: &[&str]) -> Vec<String> {
        let block = |text: &&str| Block { kind: BlockKind::Paragraph, text: (*text).to_string(), line: 1 };
        let mut blocks: Vec<Block> = texts.iter().map(block).collect();
        find(&mut blocks);
        let prefix = |block: &Block| if block.kind == BlockKind::Quote { "> " } else { "" };
        blocks.iter().map(|block| format!("{}{}", prefix(block), block.text)).collect()
    }

    #[test]
    fn reversed_marks_around_paragraphs_are_removed() {
        let found = quoted(&["Il écrit :", "» Un mot.", "Deux « mots ». «", "Après."]);
        assert_eq!(found, ["Il écrit :", "> Un mot.", "> Deux « mots ».", "Après."]);
        assert_eq!(quoted(&["Selon lui,", "Un mot. «", "Après."]), ["Selon lui,", "> Un mot.", "Après."]);
    }

    #[test]
    fn reversed_marks_within_a_paragraph_are_turned() {
        let turned = |text: &str| {
            let mut blocks = vec![Block { kind: BlockKind::Paragraph, text: text.to_string(), line: 1 }];
            turn_marks(&mut blocks);
            blocks.remove(0).text
        };
        assert_eq!(turned("la « non-violence «, qui"), "la « non-violence », qui");
        assert_eq!(turned("un » mot « ici"), "un « mot » ici");
        assert_eq!(turned("un » mot «, ici"), "un « mot », ici");
        assert_eq!(turned("« un » et « deux »"), "« un » et « deux »");
    }

    #[test]
    fn quotations_in_normal_marks_are_recognised() {
        let long = format!("« {} »", "Une phrase. ".repeat(30).trim());
        assert_eq!(quoted(&["Elle dit :", &long])[1], format!("> {}", "Une phrase. ".repeat(30).trim()));
        assert_eq!(quoted(&["Elle dit :", "« Je pars. »"])[1], "« Je pars. »");
        assert_eq!(
            quoted(&["Elle dit :", "« Un.", "« Deux.", "» Trois. »", "Fin."]),
            ["Elle dit :", "> Un.", "> Deux.", "> Trois.", "Fin."]
        );
        assert_eq!(quoted(&["« Un » et « deux »", "« Trois »"]), ["« Un » et « deux »", "« Trois »"]);
    }
}
