//! Reads fenced blocks: code, or one of the kinds whose content is itself Markdown. Also reads verse and signatures, whose lines
//! may begin with a mark instead.

use super::findings::Collected;
use super::source::{MaskedSource, Part};
use super::syntax;
use crate::diagnostic::{Diagnostic, Fault, Nearest, nearest};
use crate::manuscript::{Block, Boxed, Code, Epigraph, Heading, HeadingKind, Inline, Words};
use std::ops::Range;

/// The mark at the head of each line of verse.
const VERSE_MARK: &str = "|";
/// The mark at the head of each line of a signature, which is set like verse but aligned to the right.
const SIGNATURE_MARK: &str = "|>";
/// The heading level of a question: below the titles of texts and sections.
const QUESTION_LEVEL: u8 = 3;
/// The maximum number of fenced blocks inside each other whose content is Markdown. The limit bounds the recursion.
const DEEPEST: usize = 8;

/// A fenced or indented block.
pub(super) struct Fence<'e> {
    /// The words after the opening fence.
    pub(super) info: &'e str,
    /// The content as typed.
    pub(super) text: String,
    /// The whole block, with masks.
    pub(super) masked: &'e str,
    /// Its bytes in the file.
    pub(super) range: Range<usize>,
}

/// Whether lines that begin with bars also end with bars, so that they are the rows of a table without its second line.
fn is_table(text: &str) -> bool {
    text.lines().all(|line| line.trim_end().len() > 1 && line.trim_end().ends_with('|'))
}

/// Parses a part of a file as Markdown, inside this number of fenced blocks.
type ParsePart = fn(&mut Collected, &MaskedSource, &Part, usize) -> Vec<Block>;

/// Reads fenced blocks.
pub(super) struct FenceReader<'r, 's> {
    pub(super) collected: &'r mut Collected,
    pub(super) source: &'r MaskedSource<'s>,
    /// The number of fenced blocks around the part that is being read.
    pub(super) depth: usize,
    pub(super) parse: ParsePart,
}

impl FenceReader<'_, '_> {
    /// Returns the block of a fence whose content is `content`.
    pub(super) fn block(&mut self, fence: &Fence, content: &Part) -> Block {
        let span = self.source.span(&fence.range);
        let info = fence.info.trim();
        let (word, title) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
        let kind = word.trim_matches(['{', '}', '.']);
        let known = if self.depth < DEEPEST { kind } else { "code" };
        match known {
            "box" | "encadré" => {
                let title = self.title(title.trim(), fence);
                Block::Box(Boxed { title, blocks: self.blocks(content) })
            }
            "verse" | "vers" => Block::Verse(self.marked_lines(content, "")),
            "epigraph" | "épigraphe" => Block::Epigraph(self.epigraph(content)),
            "signature" => {
                let mut lines = self.marked_lines(content, "");
                lines.retain(|line| !line.is_empty());
                Block::Signature(lines)
            }
            "question" => {
                let inlines = self.line(content);
                let kind = HeadingKind::Question;
                Block::Heading(Heading { level: QUESTION_LEVEL, kind, inlines, anchor: None, span })
            }
            other => {
                // A word without braces is the language of the code, and so is one that resembles no kind.
                let near = Nearest(nearest(other, syntax::FENCES));
                if word.starts_with('{') && near.0.is_some() && other != "code" {
                    let fault = Fault::UnknownBlock { kind: other.to_string(), nearest: near };
                    self.collected.diagnostics.push(Diagnostic::warning(span, fault));
                }
                Block::Code(Code { text: fence.text.trim_end_matches('\n').to_string(), span })
            }
        }
    }

    /// Returns the block of a paragraph whose lines all begin with a mark of verse or of a signature; `None` for any other.
    pub(super) fn marked_paragraph(&mut self, lines: &Part) -> Option<Block> {
        let bare = |line: &str| line.trim_start_matches([' ', '\t', '>']).to_string();
        if !bare(&lines.text).starts_with(VERSE_MARK) {
            return None;
        }
        let typed = || lines.text.lines().filter(|line| !line.trim().is_empty());
        let all = |mark: &str| typed().all(|line| bare(line).starts_with(mark));
        if all(SIGNATURE_MARK) {
            Some(Block::Signature(self.marked_lines(lines, SIGNATURE_MARK)))
        } else if all(VERSE_MARK) && !is_table(&lines.text) {
            Some(Block::Verse(self.marked_lines(lines, VERSE_MARK)))
        } else {
            None
        }
    }

    fn blocks(&mut self, part: &Part) -> Vec<Block> {
        (self.parse)(self.collected, self.source, part, self.depth + 1)
    }

    /// Parses a single line or caption. Anything but a single paragraph is kept as typed.
    fn line(&mut self, part: &Part) -> Vec<Inline> {
        let blocks = self.blocks(part);
        match <[Block; 1]>::try_from(blocks) {
            Ok([Block::Paragraph(inlines)]) => inlines,
            _ if part.text.trim().is_empty() => Vec::new(),
            _ => {
                let range = part.range(&(0..part.text.len()));
                let text = self.source.slice(&range);
                vec![Inline::Text(Words { text: text.trim_end().to_string(), span: self.source.span(&range) })]
            }
        }
    }

    /// Parses the title of a box, which is in its info string.
    fn title(&mut self, title: &str, fence: &Fence) -> Vec<Inline> {
        let Some(at) = fence.masked.find(title).filter(|_| !title.is_empty()) else { return Vec::new() };
        self.line(&Part::new(title, fence.range.start + at))
    }

    /// Reads lines of verse or of a signature, whose line breaks are kept. Each line is parsed by itself, without `mark` at its
    /// head. Empty lines are kept between other lines, because they separate stanzas.
    fn marked_lines(&mut self, part: &Part, mark: &str) -> Vec<Vec<Inline>> {
        let mut lines = Vec::new();
        let mut at = 0;
        for whole in part.text.split_inclusive('\n') {
            let bare = whole.trim_end();
            let marked = bare.find(mark).map_or(bare, |found| &bare[found + mark.len()..]).trim_start();
            let start = at + bare.len() - marked.len();
            lines.push(self.line(&part.sub(start..start + marked.len())));
            at += whole.len();
        }
        while lines.last().is_some_and(Vec::is_empty) {
            lines.pop();
        }
        lines
    }

    /// Parses an epigraph. Its last line is the attribution if it begins with a dash.
    fn epigraph(&mut self, part: &Part) -> Epigraph {
        let trimmed = part.text.trim_end();
        let last = trimmed.rfind('\n').map_or(0, |at| at + 1);
        let name = trimmed[last..].trim_start_matches(['—', '–', '-', ' ', '\u{a0}']);
        if name.len() == trimmed[last..].len() {
            return Epigraph { blocks: self.blocks(part), attribution: Vec::new() };
        }
        let start = trimmed.len() - name.len();
        let attribution = self.line(&part.sub(start..trimmed.len()));
        Epigraph { blocks: self.blocks(&part.sub(0..last)), attribution }
    }
}
