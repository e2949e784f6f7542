//! Builds blocks from runs of characters, for the HTML, .docx and .odt readers alike.
//!
//! Input: runs of characters with a style, line breaks and note references. Output: blocks with emphasis and links as Markdown.

use super::limits::{MAX_ADDRESS, MAX_PADDING};
use crate::import::document::{Block, BlockKind, Document, LeftOut};
use crate::import::escape::escaped;
use crate::import::markers::{DOUBT_END, DOUBT_START, NOTE_REF_END, NOTE_REF_START, note_ref};
use crate::import::superiors::superscript;
use std::sync::Arc;

/// Every cell of a Markdown table has fewer characters than this. A table with a longer cell only lays out the page, so its
/// cells become paragraphs.
const LONGEST_CELL: usize = 200;

/// The style of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct TextStyle {
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Whether the characters are superscript; superscript figures are note references.
    pub(super) superscript: bool,
    /// The target of the link that contains them.
    pub(super) link: Option<Arc<str>>,
}

/// A sequence of characters in one style, or a note reference.
struct TextRun {
    text: String,
    style: TextStyle,
}

impl TextRun {
    fn is_note_ref(&self) -> bool {
        self.text.starts_with(NOTE_REF_START)
    }
}

/// Collects the blocks of a document, and the runs of the current block.
#[derive(Default)]
pub(super) struct BlockBuilder {
    pub(super) document: Document,
    runs: Vec<TextRun>,
}

impl BlockBuilder {
    /// Adds characters in one style; consecutive spaces become one.
    pub(super) fn text(&mut self, text: &str, style: &TextStyle) {
        let superscript = if style.superscript { superscript(without_brackets(text)) } else { None };
        let text = superscript.as_deref().unwrap_or(text);
        let mut after_space = self.runs.last().is_none_or(|run| run.text.ends_with([' ', '\n']));
        if self.runs.last().is_none_or(|run| run.style != *style || run.is_note_ref()) {
            self.runs.push(TextRun { text: String::new(), style: style.clone() });
        }
        let Some(run) = self.runs.last_mut() else { return };
        for c in text.chars() {
            let c = if matches!(c, '\t' | '\r' | '\n' | '\u{c}') { ' ' } else { c };
            let is_marker = matches!(c, NOTE_REF_START | NOTE_REF_END | DOUBT_START | DOUBT_END);
            if !(is_marker || c == ' ' && after_space) {
                run.text.push(c);
            }
            after_space = c == ' ';
        }
    }

    /// Returns the target of a link. If the address is too long, records it as left out and returns `None`, so that the words
    /// of the link become plain text.
    pub(super) fn link(&mut self, address: String, line: usize) -> Option<Arc<str>> {
        if address.len() > MAX_ADDRESS {
            self.document.left_out.push(LeftOut { line, text: address });
            return None;
        }
        Some(address.into())
    }

    /// Ends a line within a block.
    pub(super) fn line_end(&mut self) {
        if let Some(run) = self.runs.last_mut() {
            run.text.truncate(run.text.trim_end_matches(' ').len());
            run.text.push('\n');
        }
    }

    /// Adds a note reference.
    pub(super) fn note_ref(&mut self, label: &str) {
        // Brackets around a reference, as in `[1]`, are dropped.
        if let Some(run) = self.runs.last_mut() {
            run.text.truncate(run.text.trim_end_matches(['[', '(']).len());
        }
        self.runs.push(TextRun { text: note_ref(label), style: TextStyle::default() });
    }

    /// Whether the current block contains nothing but spaces.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// Takes the runs of the current block and returns them as Markdown.
    pub(super) fn take(&mut self) -> String {
        to_markdown(&std::mem::take(&mut self.runs))
    }

    /// Adds a block.
    pub(super) fn block(&mut self, kind: BlockKind, text: String, line: usize) {
        self.document.blocks.push(Block { kind, text, line });
    }

    /// Adds a table, or its cells as paragraphs if the table cannot be written in Markdown.
    pub(super) fn table(&mut self, rows: Vec<Vec<String>>, line: usize) {
        for (kind, text) in table_blocks(rows) {
            self.block(kind, text, line);
        }
    }

    /// Adds a further paragraph to the last block if `is_continued` returns true for that block. Returns whether the paragraph
    /// was added.
    pub(super) fn continue_block(&mut self, text: &str, is_continued: impl FnOnce(&Block) -> bool) -> bool {
        let Some(block) = self.document.blocks.last_mut().filter(|block| is_continued(block)) else { return false };
        block.text.push_str("\n\n");
        block.text.push_str(text);
        true
    }
}

/// Moves all headings down by one level if the document has a title, which is a heading of level 0 until then.
pub(super) fn put_title_above_headings(blocks: &mut [Block]) {
    if !blocks.iter().any(|block| block.kind == BlockKind::Heading(0)) {
        return;
    }
    for block in blocks {
        if let BlockKind::Heading(level) = &mut block.kind {
            *level = (*level + 1).min(6);
        }
    }
}

/// Returns the blocks of a table: one block of Markdown, or a paragraph for each cell.
pub(super) fn table_blocks(rows: Vec<Vec<String>>) -> Vec<(BlockKind, String)> {
    match markdown_table(&rows) {
        Some(table) => vec![(BlockKind::Verbatim, table)],
        None => {
            let cells = rows.into_iter().flatten().filter(|cell| !cell.is_empty());
            cells.map(|cell| (BlockKind::Paragraph, cell)).collect()
        }
    }
}

/// Returns rows of cells as a Markdown table; `None` if there are too few rows or columns, if a cell is too long, or if the rows
/// are so unequal that the table would mostly consist of empty cells.
fn markdown_table(rows: &[Vec<String>]) -> Option<String> {
    let rows: Vec<&Vec<String>> = rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let short = rows.iter().flat_map(|row| row.iter()).all(|cell| cell.chars().count() < LONGEST_CELL);
    let padding = rows.iter().map(|row| columns - row.len()).sum::<usize>();
    if columns < 2 || rows.len() < 2 || !short || padding > MAX_PADDING {
        return None;
    }
    let mut out = String::new();
    for (n, row) in rows.iter().enumerate() {
        let cell = |column: usize| row.get(column).map(|cell| cell.replace('|', "\\|").replace('\n', " "));
        let cells: Vec<String> = (0..columns).map(|column| cell(column).unwrap_or_default()).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
        if n == 0 {
            out.push_str(&format!("|{}\n", " --- |".repeat(columns)));
        }
    }
    Some(out)
}

/// Removes the brackets around a superscript figure.
fn without_brackets(text: &str) -> &str {
    text.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')'])
}

/// Converts runs to Markdown.
fn to_markdown(runs: &[TextRun]) -> String {
    let mut out = String::new();
    let mut at = 0;
    while at < runs.len() {
        let run = &runs[at];
        let link = run.style.link.as_ref().filter(|_| !run.is_note_ref());
        let in_link = |other: &&TextRun| !other.is_note_ref() && other.style.link.as_ref() == link;
        let linked = link.map_or(0, |_| runs[at..].iter().take_while(in_link).count());
        let end = at + linked.max(1);
        let next = runs.get(end).and_then(|run| run.text.chars().next()).unwrap_or(' ');
        // The closing bracket of a note reference is dropped like the opening one.
        let after_note_ref = at > 0 && runs[at - 1].is_note_ref();
        match link {
            _ if run.is_note_ref() => out.push_str(&run.text),
            Some(address) if linked > 1 => push_link(&mut out, &runs[at..end], address),
            _ => {
                let text = run.text.strip_prefix([']', ')']).filter(|_| after_note_ref).unwrap_or(&run.text);
                push_styled(&mut out, text, &run.style, next);
            }
        }
        at = end;
    }
    out.trim().replace(" \n", "\n").replace("\n ", "\n")
}

/// Writes a link whose words have several styles, so that its address is written only once.
fn push_link(out: &mut String, runs: &[TextRun], address: &str) {
    let mut words = String::new();
    for (at, run) in runs.iter().enumerate() {
        let next = runs.get(at + 1).and_then(|run| run.text.chars().next()).unwrap_or(' ');
        push_styled(&mut words, &run.text, &TextStyle { link: None, ..run.style.clone() }, next);
    }
    let inner = words.trim();
    if !inner.contains(char::is_alphanumeric) {
        out.push_str(&words);
        return;
    }
    let (spaces_before, rest) = words.split_at(words.find(inner).unwrap_or(0));
    let spaces_after = &rest[inner.len()..];
    let inner = inner.replace('\n', " ");
    out.push_str(&format!("{spaces_before}[{inner}]({}){spaces_after}", target(address)));
}

/// Returns the address of a link without the characters that would end it.
fn target(address: &str) -> String {
    address.replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

/// Writes a run with its emphasis and its link.
///
/// In Markdown, the delimiters of emphasis must not have a space on their inner side. If there is a letter on the outer side,
/// there must be a letter on the inner side too.
fn push_styled(out: &mut String, text: &str, style: &TextStyle, next: char) {
    let delimiter = match (style.bold, style.italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    let inner = text.trim();
    let is_plain = delimiter.is_empty() && style.link.is_none();
    if is_plain || !inner.contains(char::is_alphanumeric) {
        out.push_str(&escaped(text));
        return;
    }
    // If a letter touches the run from outside, the punctuation at that end is left out of the emphasis.
    let is_letter = |c: char| c.is_alphanumeric();
    let before = out.chars().next_back().filter(|_| text.starts_with(inner)).unwrap_or(' ');
    let after = if text.ends_with(inner) { next } else { ' ' };
    let start = if is_letter(before) { inner.find(is_letter).unwrap_or(inner.len()) } else { 0 };
    let end = if is_letter(after) { inner.trim_end_matches(|c| !is_letter(c)).len() } else { inner.len() };
    let (spaces_before, rest) = text.split_at(text.find(inner).unwrap_or(0));
    let (inner, spaces_after) = rest.split_at(inner.len());
    out.push_str(spaces_before);
    out.push_str(&escaped(&inner[..start]));
    let middle = escaped(&inner[start..end]).replace('\n', " ");
    match &style.link {
        Some(address) if **address != *inner => {
            out.push_str(&format!("{delimiter}[{middle}]({}){delimiter}", target(address)));
        }
        _ => out.push_str(&format!("{delimiter}{middle}{delimiter}")),
    }
    out.push_str(&escaped(&inner[end..]));
    out.push_str(spaces_after);
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Styled(&'static str, bool, bool);

    fn text(parts: &[Styled]) -> String {
        let mut builder = BlockBuilder::default();
        for Styled(text, bold, italic) in parts {
            builder.text(text, &TextStyle { bold: *bold, italic: *italic, ..TextStyle::default() });
        }
        builder.take()
    }

    #[test]
    fn emphasis_delimiters_are_next_to_words() {
        let parts = [Styled("un ", false, false), Styled(" mot ", false, true), Styled("là", false, false)];
        assert_eq!(text(&parts), "un *mot* là");
        let parts = [Styled("« ", false, true), Styled("mot", true, false), Styled(" »", false, true)];
        assert_eq!(text(&parts), "« **mot** »");
        let parts = [Styled("a", false, false), Styled("(b)", true, false), Styled("c*", false, false)];
        assert_eq!(text(&parts), "a(**b**)c\\*");
    }

    #[test]
    fn note_references_lose_their_brackets() {
        let mut builder = BlockBuilder::default();
        let style = TextStyle::default();
        builder.text("mot [", &style);
        builder.note_ref("3");
        builder.text("] et", &style);
        builder.text("12", &TextStyle { superscript: true, ..TextStyle::default() });
        assert_eq!(builder.take(), format!("mot {} et¹²", note_ref(3)));
    }
}
