//! Markdown to blocks: CommonMark with footnotes, tables, strikethrough and heading attributes, read by pulldown-cmark.
//!
//! Three things are ours: fenced blocks whose content is Markdown again (`box`, `epigraph`, `question`, `verse`, `signature`), lines
//! of verse that begin with `|` and of a signature that begin with `|>`, and notes. A label that is called without a definition must be seen as a call, so a
//! definition is appended for it beyond the text's end, where nothing is taken for what was typed.

#![expect(clippy::wildcard_enum_match_arm, reason = "the events are pulldown-cmark's, and it may add some")]

use super::inline;
use crate::diagnostic::{Diagnostic, Fault, FileId, Nearest, Span, nearest};
use crate::manuscript::{
    Align, Block, Boxed, Code, Epigraph, Figure, Heading, HeadingKind, Inline, List, Note, NoteId, PictureRef, Series,
    Table, Words,
};
use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// Kinds of fenced blocks whose content is set rather than shown; the French names are for French keyboards.
pub(super) const KINDS: [&str; 9] =
    ["box", "encadré", "verse", "vers", "epigraph", "épigraphe", "question", "signature", "code"];

/// What a line of a signature begins with, outside of a fence: a line of verse that goes to the right.
const TO_THE_RIGHT: &str = "|>";

/// Quotations and lists nested deeper than this are flattened: no page is wide enough to show more.
const DEEPEST: usize = 24;

/// An event and the bytes it came from.
pub(super) type Placed<'a> = (Event<'a>, Range<usize>);

/// What is gathered over a whole text, nested blocks included.
pub(super) struct Gathered<'d> {
    pub(super) file: FileId,
    pub(super) faults: &'d mut Vec<Diagnostic>,
    /// Labels in the order in which they were met; the place is the note's number.
    labels: Vec<String>,
    definitions: BTreeMap<String, (Vec<Block>, Span)>,
    calls: BTreeMap<String, Span>,
    in_note: bool,
    depth: usize,
}

impl Gathered<'_> {
    /// The number of the note with this label, made when it is first met.
    pub(super) fn note(&mut self, label: &str, span: Span) -> NoteId {
        if self.in_note {
            self.faults.push(Diagnostic::error(span, Fault::CallInNote { label: label.to_string() }));
        }
        self.calls.entry(label.to_string()).or_insert(span);
        let at = self.labels.iter().position(|l| l == label).unwrap_or_else(|| {
            self.labels.push(label.to_string());
            self.labels.len() - 1
        });
        NoteId(at as u32)
    }
}

/// A part of a text with the place it begins at.
#[derive(Clone, Copy)]
pub(super) struct Passage<'a> {
    /// The bytes.
    pub(super) text: &'a str,
    /// Where they stand in the file.
    pub(super) base: usize,
}

impl Passage<'_> {
    /// The place of a range of this passage in its file.
    pub(super) fn span(&self, file: FileId, range: &Range<usize>) -> Span {
        let end = range.end.min(self.text.len());
        Span::new(file, self.base + range.start.min(end), self.base + end)
    }
}

/// Reads the blocks and notes of a text that begins at byte `base` of its file.
pub(super) fn read(text: &str, base: usize, file: FileId, faults: &mut Vec<Diagnostic>) -> (Vec<Block>, Vec<Note>) {
    let mut gathered = Gathered {
        file,
        faults,
        labels: Vec::new(),
        definitions: BTreeMap::new(),
        calls: BTreeMap::new(),
        in_note: false,
        depth: 0,
    };
    let blocks = passage(&mut gathered, Passage { text, base });
    let notes = notes(gathered);
    (blocks, notes)
}

pub(super) fn options() -> Options {
    Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
}

/// Every label that `[^label]` names in a text.
fn labels_in(text: &str) -> Vec<&str> {
    let mut labels: Vec<&str> = text
        .match_indices("[^")
        .filter_map(|(at, _)| {
            let rest = &text[at + 2..];
            let label = &rest[..rest.find(']')?];
            let plain =
                !label.is_empty() && label.len() < 100 && !label.contains(|c: char| c.is_whitespace() || c == '[');
            plain.then_some(label)
        })
        .collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

/// Reads a passage as Markdown of its own.
fn passage(gathered: &mut Gathered, passage: Passage) -> Vec<Block> {
    let own = labels_in(passage.text);
    let known = gathered.labels.iter().chain(gathered.definitions.keys()).map(String::as_str);
    let definitions: String = own.into_iter().chain(known).map(|label| format!("\n\n[^{label}]: x")).collect();
    let text = [passage.text, &definitions].concat();
    let parser = Parser::new_ext(&text, options());
    // Lines of prose are longer; a list that grows is written twice.
    let mut events: Vec<Placed> = Vec::with_capacity(text.len() / 20);
    events.extend(parser.into_offset_iter());
    Builder { gathered, passage, events: &events, at: 0 }.blocks()
}

/// The words of a single line or caption, read as Markdown; what isn't one paragraph is kept as typed.
fn line(gathered: &mut Gathered, part: Passage) -> Vec<Inline> {
    let blocks = passage(gathered, part);
    match <[Block; 1]>::try_from(blocks) {
        Ok([Block::Paragraph(inlines)]) => inlines,
        _ if part.text.trim().is_empty() => Vec::new(),
        _ => vec![Inline::Text(Words {
            text: part.text.to_string(),
            span: part.span(gathered.file, &(0..part.text.len())),
        })],
    }
}

/// Walks over the events of one passage.
struct Builder<'a, 'g, 'd> {
    gathered: &'g mut Gathered<'d>,
    passage: Passage<'a>,
    events: &'a [Placed<'a>],
    at: usize,
}

impl Builder<'_, '_, '_> {
    fn span(&self, range: &Range<usize>) -> Span {
        self.passage.span(self.gathered.file, range)
    }

    /// Blocks up to the end of what was begun, or of the passage.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut loose = Vec::new();
        while let Some((event, range)) = self.events.get(self.at).cloned() {
            match event {
                Event::End(_) => {
                    self.at += 1;
                    break;
                }
                Event::Start(tag) if is_block(&tag) => {
                    flush(&mut loose, &mut blocks);
                    self.at += 1;
                    self.block(tag, range, &mut blocks);
                }
                Event::Rule => {
                    flush(&mut loose, &mut blocks);
                    self.at += 1;
                    blocks.push(Block::Rule(self.span(&range)));
                }
                Event::Start(_)
                | Event::Text(_)
                | Event::Code(_)
                | Event::InlineHtml(_)
                | Event::Html(_)
                | Event::SoftBreak
                | Event::HardBreak
                | Event::FootnoteReference(_)
                | Event::TaskListMarker(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_) => {
                    // The item of a tight list holds its words without a paragraph.
                    let mut inlines = inline::one(self.gathered, self.passage, self.events, &mut self.at);
                    loose.append(&mut inlines);
                }
            }
        }
        flush(&mut loose, &mut blocks);
        blocks
    }

    fn block(&mut self, tag: Tag, range: Range<usize>, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Paragraph => self.paragraph(range, blocks),
            Tag::Heading { level, id, classes, .. } => {
                let kind =
                    if classes.iter().any(|c| &**c == "question") { HeadingKind::Question } else { HeadingKind::Title };
                let anchor = id.map(|i| i.to_string());
                let inlines = self.inlines();
                let span = self.span(&range);
                blocks.push(Block::Heading(Heading { level: number_of(level), kind, inlines, anchor, span }));
            }
            Tag::BlockQuote(_) => {
                let inner = self.nested();
                blocks.push(Block::Quote(inner));
            }
            Tag::List(first) => {
                let list = self.list(first);
                blocks.push(Block::List(list));
            }
            Tag::CodeBlock(kind) => self.fence(&kind, range, blocks),
            Tag::FootnoteDefinition(label) => self.definition(&label, range),
            Tag::Table(alignments) => {
                let table = self.table(&alignments, range);
                blocks.push(Block::Table(table));
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => self.html_block(range),
            Tag::Item
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::TableHead
            | Tag::TableRow
            | Tag::TableCell
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. } => blocks.append(&mut self.nested()),
        }
    }

    /// The blocks inside a container; too deep ones stay, but are no longer told apart from their parent's.
    fn nested(&mut self) -> Vec<Block> {
        self.gathered.depth += 1;
        let blocks = self.blocks();
        self.gathered.depth -= 1;
        if self.gathered.depth < DEEPEST {
            return blocks;
        }
        let flat = |block| match block {
            Block::Quote(inner) => inner,
            Block::List(list) => list.items.into_iter().flatten().collect(),
            block @ (Block::Heading(_)
            | Block::Paragraph(_)
            | Block::Code(_)
            | Block::Rule(_)
            | Block::Figure(_)
            | Block::Table(_)
            | Block::Verse(_)
            | Block::Epigraph(_)
            | Block::Box(_)
            | Block::Byline(_)
            | Block::Signature(_)) => vec![block],
        };
        blocks.into_iter().flat_map(flat).collect()
    }

    /// Inlines up to the end of their block.
    fn inlines(&mut self) -> Vec<Inline> {
        inline::until_end(self.gathered, self.passage, self.events, &mut self.at)
    }

    fn paragraph(&mut self, range: Range<usize>, blocks: &mut Vec<Block>) {
        let source =
            &self.passage.text[range.start.min(self.passage.text.len())..range.end.min(self.passage.text.len())];
        let lines: Vec<&str> = source.lines().filter(|l| !l.trim().is_empty()).collect();
        let all = |mark: &str| !lines.is_empty() && lines.iter().all(|line| line.trim_start().starts_with(mark));
        if all(TO_THE_RIGHT) {
            let signed = self.typed_lines(source, range.start, TO_THE_RIGHT);
            self.skip_to_end();
            blocks.push(Block::Signature(signed));
        } else if all("|") {
            let verse = self.typed_lines(source, range.start, "|");
            self.skip_to_end();
            blocks.push(Block::Verse(verse));
        } else if let Some(figure) = self.figure() {
            blocks.push(Block::Figure(figure));
        } else {
            blocks.push(Block::Paragraph(self.inlines()));
        }
    }

    /// A paragraph that holds one picture and nothing else.
    fn figure(&mut self) -> Option<Figure> {
        let (Event::Start(Tag::Image { dest_url, title, .. }), range) = self.events.get(self.at)? else { return None };
        let end = self.at + self.events[self.at..].iter().position(|(e, _)| matches!(e, Event::End(TagEnd::Image)))?;
        if !matches!(self.events.get(end + 1)?, (Event::End(TagEnd::Paragraph), _)) {
            return None;
        }
        let span = self.span(range);
        let picture = PictureRef { name: inline::decoded(dest_url), image: None, pixels: (0, 0), span };
        let credit = Some(title.to_string()).filter(|t| !t.trim().is_empty()).map(|text| Words { text, span });
        self.at += 1;
        let caption = self.inlines();
        self.at += 1;
        Some(Figure { picture, caption, credit })
    }

    /// Lines that keep their ends, each read by itself, without the mark that they begin with. An empty line parts stanzas.
    fn typed_lines(&mut self, source: &str, start: usize, mark: &str) -> Vec<Vec<Inline>> {
        let mut typed = Vec::new();
        let mut offset = start;
        for whole in source.split_inclusive('\n') {
            let bare = whole.trim_end();
            let mut skip = bare.find(mark).map_or(0, |at| at + mark.len());
            skip += bare[skip..].len() - bare[skip..].trim_start().len();
            let part = Passage { text: &bare[skip..], base: self.passage.base + offset + skip };
            typed.push(line(self.gathered, part));
            offset += whole.len();
        }
        while typed.last().is_some_and(Vec::is_empty) {
            typed.pop();
        }
        typed
    }

    fn list(&mut self, first: Option<u64>) -> List {
        let mut items = Vec::new();
        let mut tight = true;
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(Tag::Item) => {
                    tight &= !matches!(self.events.get(self.at), Some((Event::Start(Tag::Paragraph), _)));
                    items.push(self.nested());
                }
                _ => break,
            }
        }
        List { first, tight, items }
    }

    fn table(&mut self, alignments: &[Alignment], range: Range<usize>) -> Table {
        let columns = alignments
            .iter()
            .map(|a| match a {
                Alignment::None | Alignment::Left => Align::Left,
                Alignment::Center => Align::Centre,
                Alignment::Right => Align::Right,
            })
            .collect();
        let mut rows = Vec::new();
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
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
        Table { columns, rows, span: self.span(&range) }
    }

    /// A fenced block: code, or one of ours whose content is Markdown again.
    fn fence(&mut self, kind: &CodeBlockKind, range: Range<usize>, blocks: &mut Vec<Block>) {
        let (text, start) = self.literal(&range);
        let span = self.span(&range);
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        let (word, rest) = info.trim().split_once(char::is_whitespace).unwrap_or((info.trim(), ""));
        let attributed = word.starts_with('{');
        let word = word.trim_matches(['{', '}', '.']);
        let part = Passage { text: &text, base: self.passage.base + start };
        match word {
            "box" | "encadré" => {
                let at = self.passage.text[range.start..].find(rest).unwrap_or(0) + range.start;
                let title = line(self.gathered, Passage { text: rest.trim(), base: self.passage.base + at });
                let inner = passage(self.gathered, part);
                blocks.push(Block::Box(Boxed { title, blocks: inner }));
            }
            "verse" | "vers" => {
                let verse = self.typed_lines(&text, start, "");
                blocks.push(Block::Verse(verse));
            }
            "epigraph" | "épigraphe" => {
                let epigraph = epigraph(self.gathered, part);
                blocks.push(Block::Epigraph(epigraph));
            }
            "signature" => {
                let mut lines = self.typed_lines(&text, start, "");
                lines.retain(|line| !line.is_empty());
                blocks.push(Block::Signature(lines));
            }
            "question" => {
                let inlines = line(self.gathered, part);
                let heading = Heading { level: 3, kind: HeadingKind::Question, inlines, anchor: None, span };
                blocks.push(Block::Heading(heading));
            }
            _ => {
                if attributed {
                    let near = Nearest(nearest(word, KINDS));
                    let fault = Fault::UnknownBlock { kind: word.to_string(), nearest: near };
                    self.gathered.faults.push(Diagnostic::warning(span, fault));
                }
                blocks.push(Block::Code(Code { text: text.trim_end_matches('\n').to_string(), span }));
            }
        }
    }

    /// The text of a fenced block and the byte of the passage at which it begins.
    fn literal(&mut self, range: &Range<usize>) -> (String, usize) {
        let mut text = String::new();
        let mut start = None;
        while let Some((event, at)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Text(part) => {
                    start.get_or_insert(at.start);
                    text.push_str(part);
                }
                _ => break,
            }
        }
        (text, start.unwrap_or(range.start))
    }

    fn definition(&mut self, label: &str, range: Range<usize>) {
        let typed = range.start < self.passage.text.len();
        let span = self.span(&range);
        if !typed {
            self.skip_to_end();
            return;
        }
        let outer = std::mem::replace(&mut self.gathered.in_note, true);
        let blocks = self.blocks();
        self.gathered.in_note = outer;
        if self.gathered.definitions.contains_key(label) {
            self.gathered.faults.push(Diagnostic::warning(span, Fault::NoteTwice { label: label.to_string() }));
        } else {
            self.gathered.definitions.insert(label.to_string(), (blocks, span));
        }
    }

    /// HTML between paragraphs: comments vanish, the rest is reported.
    fn html_block(&mut self, range: Range<usize>) {
        let source =
            self.passage.text[range.start.min(self.passage.text.len())..range.end.min(self.passage.text.len())].trim();
        let comment = source.starts_with("<!--") && source.ends_with("-->") && source.matches("<!--").count() == 1;
        let span = self.span(&range);
        if comment {
            self.gathered.faults.extend(inline::doubt(source).map(|fault| Diagnostic::warning(span, fault)));
        } else {
            let tag = inline::shortened(source);
            self.gathered.faults.push(Diagnostic::warning(span, Fault::Html { tag }));
        }
        self.skip_to_end();
    }

    /// Passes over everything up to the end of the block that was begun.
    fn skip_to_end(&mut self) {
        let mut depth = 1;
        while let Some((event, _)) = self.events.get(self.at) {
            self.at += 1;
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
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

fn flush(loose: &mut Vec<Inline>, blocks: &mut Vec<Block>) {
    if !loose.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(loose)));
    }
}

fn number_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The last line, if it begins with a dash, says who is quoted.
fn epigraph(gathered: &mut Gathered, part: Passage) -> Epigraph {
    let trimmed = part.text.trim_end();
    let last = trimmed.rfind('\n').map_or(0, |at| at + 1);
    let name = trimmed[last..].trim_start_matches(['—', '–', '-', ' ', '\u{a0}']);
    if name.len() == trimmed[last..].len() {
        return Epigraph { blocks: passage(gathered, part), attribution: Vec::new() };
    }
    let attribution = line(gathered, Passage { text: name, base: part.base + trimmed.len() - name.len() });
    Epigraph { blocks: passage(gathered, Passage { text: &part.text[..last], base: part.base }), attribution }
}

/// The notes by number, with a fault for each that is called and missing, or there and not called, or empty.
fn notes(mut gathered: Gathered) -> Vec<Note> {
    let mut notes = Vec::new();
    for label in std::mem::take(&mut gathered.labels) {
        let (blocks, span) = gathered.definitions.remove(&label).unwrap_or_else(|| {
            let span = gathered.calls.get(&label).copied().unwrap_or_default();
            gathered.faults.push(Diagnostic::error(span, Fault::CallWithoutNote { label: label.clone() }));
            (vec![Block::Paragraph(Vec::new())], span)
        });
        if blocks.is_empty() {
            gathered.faults.push(Diagnostic::error(span, Fault::EmptyNote { label: label.clone() }));
        }
        let series = if is_translators(&label, &blocks) { Series::Translator } else { Series::Author };
        notes.push(Note { label, series, number: 0, blocks, span });
    }
    for (label, (_, span)) in gathered.definitions {
        gathered.faults.push(Diagnostic::error(span, Fault::NoteWithoutCall { label }));
    }
    notes
}

/// A translator's note has a label in `ndt`, or opens with `(ndt)`.
fn is_translators(label: &str, blocks: &[Block]) -> bool {
    let opens = |inlines: &[Inline]| crate::manuscript::plain_text(inlines).to_lowercase().starts_with("(ndt)");
    label.to_lowercase().starts_with("ndt")
        || matches!(blocks.first(), Some(Block::Paragraph(inlines)) if opens(inlines))
}
