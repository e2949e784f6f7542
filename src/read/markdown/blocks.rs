//! Reads the blocks of a text: paragraphs, headings, lists, tables, figures, fenced blocks, definitions of notes.

#![expect(clippy::wildcard_enum_match_arm, reason = "the events are pulldown-cmark's, and it may add some")]

use super::events::{Collected, Events, SourceEvent, SourcePart};
use super::{html, inline, notes, syntax};
use crate::diagnostic::{Diagnostic, Fault, Nearest, nearest};
use crate::manuscript::{
    Align, Block, Boxed, Code, Epigraph, Figure, Heading, HeadingKind, Inline, List, PictureRef, Table, Words,
};
use pulldown_cmark::{Alignment, CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// The mark at the head of each line of verse.
const VERSE_MARK: &str = "|";
/// The mark at the head of each line of a signature, which is set like verse but aligned to the right.
const SIGNATURE_MARK: &str = "|>";
/// The heading level of a question: below the titles of texts and sections.
const QUESTION_LEVEL: u8 = 3;
/// The maximum depth of quotations and lists; deeper ones are flattened. No measure is wide enough to indent them further, and
/// the limit also bounds the recursion of later stages.
const DEEPEST: usize = 24;

/// Parses a part of a file as a separate piece of Markdown.
pub(super) fn parse(collected: &mut Collected, part: SourcePart) -> Vec<Block> {
    // The parser treats `[^label]` as a note reference only if the label is defined. A definition of every label is therefore
    // appended after the end of the part, so that references to missing notes are recognised and reported.
    let own = notes::labels_in(part.text);
    let known = collected.labels.iter().chain(collected.definitions.keys()).map(String::as_str);
    let definitions: String = own.into_iter().chain(known).map(|label| format!("\n\n[^{label}]: x")).collect();
    let text = [part.text, &definitions].concat();
    let events: Vec<SourceEvent> = Parser::new_ext(&text, syntax::options()).into_offset_iter().collect();
    BlockReader { collected, events: Events::new(part, &events) }.blocks()
}

/// Parses a single line or caption. Anything but a single paragraph is kept as typed.
fn parse_line(collected: &mut Collected, part: SourcePart) -> Vec<Inline> {
    let blocks = parse(collected, part);
    match <[Block; 1]>::try_from(blocks) {
        Ok([Block::Paragraph(inlines)]) => inlines,
        _ if part.text.trim().is_empty() => Vec::new(),
        _ => vec![Inline::Text(Words { text: part.text.to_string(), span: part.span(&(0..part.text.len())) })],
    }
}

/// Reads the blocks of a part from its events.
struct BlockReader<'a, 'c> {
    collected: &'c mut Collected,
    events: Events<'a>,
}

impl<'a> BlockReader<'a, '_> {
    fn part(&self) -> SourcePart<'a> {
        self.events.part
    }

    /// Reads blocks up to the end of the current element or of the part.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        // The items of a tight list contain inlines without a paragraph around them.
        let mut loose = Vec::new();
        while let Some((event, range)) = self.events.peek() {
            match event {
                Event::End(_) => {
                    self.events.next();
                    break;
                }
                Event::Start(tag) if is_block(tag) => {
                    end_paragraph(&mut loose, &mut blocks);
                    self.events.next();
                    self.block(tag, range, &mut blocks);
                }
                Event::Rule => {
                    end_paragraph(&mut loose, &mut blocks);
                    self.events.next();
                    blocks.push(Block::Rule(self.part().span(range)));
                }
                _ => loose.append(&mut inline::one(self.collected, &mut self.events)),
            }
        }
        end_paragraph(&mut loose, &mut blocks);
        blocks
    }

    fn block(&mut self, tag: &Tag, range: &Range<usize>, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Paragraph => blocks.push(self.paragraph(range)),
            Tag::Heading { level, id, classes, .. } => {
                let is_question = classes.iter().any(|class| &**class == "question");
                let kind = if is_question { HeadingKind::Question } else { HeadingKind::Title };
                let anchor = id.as_ref().map(ToString::to_string);
                let (inlines, span) = (self.inlines(), self.part().span(range));
                blocks.push(Block::Heading(Heading { level: *level as u8, kind, inlines, anchor, span }));
            }
            Tag::BlockQuote(_) => blocks.push(Block::Quote(self.nested())),
            Tag::List(first) => blocks.push(Block::List(self.list(*first))),
            Tag::CodeBlock(kind) => blocks.push(self.fence(kind, range)),
            Tag::FootnoteDefinition(label) => self.definition(label, range),
            Tag::Table(alignments) => blocks.push(Block::Table(self.table(alignments, range))),
            Tag::HtmlBlock | Tag::MetadataBlock(_) => self.html_block(range),
            // Elements that occur only inside those above, or whose extension is off.
            _ => blocks.append(&mut self.nested()),
        }
    }

    /// Reads the blocks inside a container. Beyond the maximum depth, containers are dropped but their content is kept.
    fn nested(&mut self) -> Vec<Block> {
        self.collected.depth += 1;
        let blocks = self.blocks();
        self.collected.depth -= 1;
        if self.collected.depth < DEEPEST {
            return blocks;
        }
        let flattened = |block| match block {
            Block::Quote(inner) => inner,
            Block::List(list) => list.items.into_iter().flatten().collect(),
            block => vec![block],
        };
        blocks.into_iter().flat_map(flattened).collect()
    }

    /// Reads inlines up to the end of the current element.
    fn inlines(&mut self) -> Vec<Inline> {
        inline::until_end(self.collected, &mut self.events)
    }

    /// Reads a paragraph, or a block with the Markdown syntax of a paragraph: verse, a signature or a figure.
    fn paragraph(&mut self, range: &Range<usize>) -> Block {
        let source = self.part().slice(range);
        let lines: Vec<&str> = source.lines().filter(|line| !line.trim().is_empty()).collect();
        let all = |mark: &str| !lines.is_empty() && lines.iter().all(|line| line.trim_start().starts_with(mark));
        if all(SIGNATURE_MARK) {
            self.events.skip_to_end();
            Block::Signature(self.marked_lines(source, range.start, SIGNATURE_MARK))
        } else if all(VERSE_MARK) {
            self.events.skip_to_end();
            Block::Verse(self.marked_lines(source, range.start, VERSE_MARK))
        } else if let Some(figure) = self.figure() {
            Block::Figure(figure)
        } else {
            Block::Paragraph(self.inlines())
        }
    }

    /// Reads a paragraph that consists of a single picture. For any other paragraph, returns `None` and reads nothing.
    fn figure(&mut self) -> Option<Figure> {
        let (Event::Start(Tag::Image { dest_url, title, .. }), range) = self.events.peek()? else { return None };
        let rest = self.events.rest();
        let end = rest.iter().position(|(event, _)| matches!(event, Event::End(TagEnd::Image)))?;
        if !matches!(rest.get(end + 1)?, (Event::End(TagEnd::Paragraph), _)) {
            return None;
        }
        let span = self.part().span(range);
        let name = inline::percent_decoded(dest_url);
        let picture = PictureRef { name, image: None, pixels: (0, 0), span };
        let credit = Some(title.to_string()).filter(|title| !title.trim().is_empty());
        self.events.next();
        let caption = self.inlines();
        self.events.next();
        Some(Figure { picture, caption, credit: credit.map(|text| Words { text, span }) })
    }

    /// Reads lines of verse or of a signature, whose line breaks are kept. Each line is parsed by itself, without `mark` at its
    /// head. Empty lines are kept between other lines, because they separate stanzas.
    fn marked_lines(&mut self, source: &str, start: usize, mark: &str) -> Vec<Vec<Inline>> {
        let part = self.part();
        let mut lines = Vec::new();
        let mut at = part.base + start;
        for whole in source.split_inclusive('\n') {
            let bare = whole.trim_end();
            let marked = bare.find(mark).map_or(bare, |found| &bare[found + mark.len()..]).trim_start();
            let skipped = bare.len() - marked.len();
            lines.push(parse_line(self.collected, part.sibling(marked, at + skipped)));
            at += whole.len();
        }
        while lines.last().is_some_and(Vec::is_empty) {
            lines.pop();
        }
        lines
    }

    fn list(&mut self, first: Option<u64>) -> List {
        let mut items = Vec::new();
        let mut tight = true;
        while let Some((Event::Start(Tag::Item), _)) = self.events.next() {
            tight &= !matches!(self.events.peek(), Some((Event::Start(Tag::Paragraph), _)));
            items.push(self.nested());
        }
        List { first, tight, items }
    }

    fn table(&mut self, alignments: &[Alignment], range: &Range<usize>) -> Table {
        let column = |alignment: &Alignment| match alignment {
            Alignment::None | Alignment::Left => Align::Left,
            Alignment::Center => Align::Centre,
            Alignment::Right => Align::Right,
        };
        let mut rows: Vec<Vec<Vec<Inline>>> = Vec::new();
        while let Some((event, _)) = self.events.next() {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => {
                    let cell = self.inlines();
                    if let Some(row) = rows.last_mut() {
                        row.push(cell);
                    }
                }
                Event::End(TagEnd::Table) => break,
                _ => {}
            }
        }
        Table { columns: alignments.iter().map(column).collect(), rows, span: self.part().span(range) }
    }

    /// Reads a fenced block: code, or one of the kinds whose content is itself Markdown.
    fn fence(&mut self, kind: &CodeBlockKind, range: &Range<usize>) -> Block {
        let (text, start) = self.literal(range);
        let part = self.part();
        let span = part.span(range);
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.trim(),
            CodeBlockKind::Indented => "",
        };
        let (word, title) = info.split_once(char::is_whitespace).unwrap_or((info, ""));
        let content = part.sibling(&text, part.base + start);
        match word.trim_matches(['{', '}', '.']) {
            "box" | "encadré" => {
                let at = part.text[range.start..].find(title).unwrap_or(0) + range.start;
                let title = parse_line(self.collected, part.sibling(title.trim(), part.base + at));
                Block::Box(Boxed { title, blocks: parse(self.collected, content) })
            }
            "verse" | "vers" => Block::Verse(self.marked_lines(&text, start, "")),
            "epigraph" | "épigraphe" => Block::Epigraph(epigraph(self.collected, content)),
            "signature" => {
                let mut lines = self.marked_lines(&text, start, "");
                lines.retain(|line| !line.is_empty());
                Block::Signature(lines)
            }
            "question" => {
                let inlines = parse_line(self.collected, content);
                let kind = HeadingKind::Question;
                Block::Heading(Heading { level: QUESTION_LEVEL, kind, inlines, anchor: None, span })
            }
            other => {
                // A word without braces is the language of the code.
                if word.starts_with('{') {
                    let near = Nearest(nearest(other, syntax::FENCES));
                    let fault = Fault::UnknownBlock { kind: other.to_string(), nearest: near };
                    self.collected.diagnostics.push(Diagnostic::warning(span, fault));
                }
                Block::Code(Code { text: text.trim_end_matches('\n').to_string(), span })
            }
        }
    }

    /// Reads the text of a fenced block. Also returns the byte of the part at which the text begins.
    fn literal(&mut self, range: &Range<usize>) -> (String, usize) {
        let mut text = String::new();
        let mut start = None;
        while let Some((Event::Text(piece), at)) = self.events.next() {
            start.get_or_insert(at.start);
            text.push_str(piece);
        }
        (text, start.unwrap_or(range.start))
    }

    /// Reads the definition of a note. Skips it if it is one of those that [`parse`] appended to the part.
    fn definition(&mut self, label: &str, range: &Range<usize>) {
        if range.start >= self.part().text.len() {
            self.events.skip_to_end();
            return;
        }
        let span = self.part().span(range);
        let outer = std::mem::replace(&mut self.collected.in_note, true);
        let blocks = self.blocks();
        self.collected.in_note = outer;
        if self.collected.definitions.contains_key(label) {
            self.collected.diagnostics.push(Diagnostic::warning(span, Fault::NoteTwice { label: label.to_string() }));
        } else {
            self.collected.definitions.insert(label.to_string(), (blocks, span));
        }
    }

    /// Skips HTML between paragraphs, and reports it unless it is an ordinary comment.
    fn html_block(&mut self, range: &Range<usize>) {
        let source = self.part().slice(range).trim();
        let comment = source.starts_with("<!--") && source.ends_with("-->") && source.matches("<!--").count() == 1;
        let fault =
            if comment { html::import_question(source) } else { Some(Fault::Html { tag: html::shortened(source) }) };
        let span = self.part().span(range);
        self.collected.diagnostics.extend(fault.map(|fault| Diagnostic::warning(span, fault)));
        self.events.skip_to_end();
    }
}

fn is_block(tag: &Tag) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn end_paragraph(inlines: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    if !inlines.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(inlines)));
    }
}

/// Parses an epigraph. Its last line is the attribution if it begins with a dash.
fn epigraph(collected: &mut Collected, part: SourcePart) -> Epigraph {
    let trimmed = part.text.trim_end();
    let last = trimmed.rfind('\n').map_or(0, |at| at + 1);
    let name = trimmed[last..].trim_start_matches(['—', '–', '-', ' ', '\u{a0}']);
    if name.len() == trimmed[last..].len() {
        return Epigraph { blocks: parse(collected, part), attribution: Vec::new() };
    }
    let attribution = parse_line(collected, part.sibling(name, part.base + trimmed.len() - name.len()));
    Epigraph { blocks: parse(collected, part.sibling(&part.text[..last], part.base)), attribution }
}
