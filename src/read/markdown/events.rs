//! Passes the events of the Markdown parser to the builder.

#![expect(clippy::wildcard_enum_match_arm, reason = "the events are pulldown-cmark's, and it may add some")]

use super::builder::Builder;
use super::element::{Element, OpenCell, OpenList, OpenPicture, OpenTable};
use super::fences::{self, FenceReader};
use super::findings::Collected;
use super::html::HtmlReader;
use super::masks::MaskKind;
use super::source::{MaskedSource, Part};
use super::{dialect, division, links, syntax};
use crate::manuscript::{Align, Block, Counter, Inline, InlineStyle, Words};
use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// Parses a part of a file as a separate piece of Markdown, and returns its blocks.
pub(super) fn parse(collected: &mut Collected, source: &MaskedSource, part: &Part, depth: usize) -> Vec<Block> {
    let mut reader = EventReader { builder: Builder::new(collected, source), part, depth, html: HtmlReader::default() };
    let mut events = Parser::new_ext(&part.text, syntax::options()).into_offset_iter();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let mut code = Part::default();
                let mut literal = String::new();
                for (event, range) in events.by_ref() {
                    let Event::Text(text) = event else { break };
                    reader.add_code(&mut code, &mut literal, &text, &range);
                }
                let kind = fences::Fence {
                    info: info_of(&kind),
                    text: literal,
                    masked: part.text.get(range.clone()).unwrap_or_default(),
                    range: part.range(&range),
                };
                reader.fence(&kind, &code);
            }
            Event::Start(Tag::HtmlBlock) => {
                let mut html = Part::default();
                for (event, range) in events.by_ref() {
                    let (Event::Html(text) | Event::Text(text)) = event else { break };
                    let place = part.range(&range);
                    let original = source.slice(&place);
                    html.push(if original.len() == text.len() { original } else { &text }, place.start);
                }
                reader.html_block(&html);
            }
            Event::Start(Tag::Paragraph) if reader.marked_lines(&range) => {
                for (event, _) in events.by_ref() {
                    if matches!(event, Event::End(TagEnd::Paragraph)) {
                        break;
                    }
                }
            }
            event => reader.event(event, range),
        }
    }
    let end = part.in_file(part.text.len());
    reader.builder.finish(end)
}

fn info_of<'k>(kind: &'k CodeBlockKind) -> &'k str {
    match kind {
        CodeBlockKind::Fenced(info) => info,
        CodeBlockKind::Indented => "",
    }
}

/// Reads the events of a part of a file.
struct EventReader<'c, 's, 'p> {
    builder: Builder<'c, 's>,
    part: &'p Part<'p>,
    /// The number of fenced blocks around the part.
    depth: usize,
    html: HtmlReader,
}

impl EventReader<'_, '_, '_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        let place = self.part.range(&range);
        match event {
            Event::Start(tag) => self.start(tag, &place),
            Event::End(_) => self.builder.close(place.end),
            Event::Text(text) => self.text(&text, &place),
            Event::SoftBreak => {
                let end = place.end.max(place.start + 1);
                self.builder.words("\n", &(end - 1..end));
            }
            Event::HardBreak => self.builder.inline(Inline::Break),
            Event::Code(text) => self.code(&text, &place),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.formula(&text, &place),
            Event::InlineHtml(word) if self.is_quoted_word(&range) => self.text(&word, &place),
            Event::InlineHtml(tag) | Event::Html(tag) => self.html.tags(&mut self.builder, &tag, place.start),
            Event::Rule => self.rule(&place),
            Event::TaskListMarker(is_done) => self.builder.task(is_done),
            // References are masked, so the parser sees none.
            Event::FootnoteReference(label) => {
                let span = self.builder.context.source.span(&place);
                let id = self.builder.context.collected.notes.reference(&label, span);
                self.builder.inline(Inline::NoteRef(id, span));
            }
        }
    }

    /// Whether the tag in a range of the part is really a word between angle brackets typed for guillemets: `<<mot>>`.
    fn is_quoted_word(&self, range: &Range<usize>) -> bool {
        let text = &self.part.text;
        text[..range.start].ends_with('<') && text[range.end..].starts_with('>')
    }

    fn start(&mut self, tag: Tag, place: &Range<usize>) {
        let element = match tag {
            Tag::Paragraph => Element::Paragraph,
            Tag::Heading { level, .. } => Element::Heading { level: level as u8, anchor: None },
            Tag::BlockQuote(_) => Element::Quote,
            Tag::List(first) => Element::List(self.list(first, place)),
            Tag::Item => Element::Item { done: None },
            Tag::FootnoteDefinition(label) => Element::NoteDefinition(label.to_string()),
            Tag::DefinitionList => Element::Definitions(Vec::new()),
            Tag::DefinitionListTitle => Element::Term,
            Tag::DefinitionListDefinition => Element::Definition,
            Tag::Table(alignments) => {
                let columns = alignments.iter().map(align).collect();
                Element::Table(OpenTable { columns, ..OpenTable::default() })
            }
            Tag::TableHead => Element::Row { is_head: true, cells: Vec::<OpenCell>::new() },
            Tag::TableRow => Element::Row { is_head: false, cells: Vec::new() },
            Tag::TableCell => Element::Cell { align: None, columns: 1 },
            Tag::Emphasis => Element::Styled(InlineStyle::Emphasis),
            Tag::Strong => Element::Styled(InlineStyle::Strong),
            Tag::Strikethrough => Element::Styled(InlineStyle::Struck),
            Tag::Superscript => Element::Styled(InlineStyle::Superscript),
            Tag::Subscript => Element::Styled(InlineStyle::Subscript),
            Tag::Link { dest_url, .. } => Element::Link(links::classify(&self.unmasked(dest_url, place))),
            Tag::Image { dest_url, title, .. } => {
                let name = self.unmasked(dest_url, place).to_string();
                Element::Picture(OpenPicture { name, title: title.to_string(), ..OpenPicture::default() })
            }
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => Element::Ignored,
        };
        self.builder.open(element, place.start);
    }

    fn list(&self, first: Option<u64>, place: &Range<usize>) -> OpenList {
        let source = self.builder.context.source.slice(place);
        let after_number = source.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
        let delimiter = after_number.chars().next().filter(|c| *c == ')').unwrap_or('.');
        OpenList { first, counter: Counter::Decimal, delimiter, tight: true, items: Vec::new() }
    }

    fn text(&mut self, text: &str, place: &Range<usize>) {
        self.builder.words(text, place);
    }

    /// Returns an address or a file name in a range of the file as the author typed it, without masks.
    fn unmasked<'a>(&self, name: CowStr<'a>, place: &Range<usize>) -> CowStr<'a> {
        let source = self.builder.context.source;
        if source.masks_in(place).is_empty() {
            return name;
        }
        // The masked text has the same length, so the name has the same place in the original.
        let shown = self.masked_slice(place);
        match shown.rfind(&*name).map(|at| place.start + at..place.start + at + name.len()) {
            Some(range) if !source.masks_in(&range).is_empty() => CowStr::from(source.slice(&range).to_string()),
            _ => name,
        }
    }

    fn masked_slice(&self, place: &Range<usize>) -> String {
        let mut text = self.builder.context.source.slice(place).as_bytes().to_vec();
        for mask in self.builder.context.source.masks_in(place) {
            let start = mask.range.start.saturating_sub(place.start);
            let end = mask.range.end.saturating_sub(place.start).min(text.len());
            text[start..end].fill(if mask.kind == MaskKind::PictureSize { b' ' } else { b',' });
        }
        String::from_utf8(text).unwrap_or_default()
    }

    /// Adds code inside a line. Its span contains the backticks.
    fn code(&mut self, text: &str, place: &Range<usize>) {
        let source = self.builder.context.source;
        let span = source.span(place);
        let typed = source.slice(place);
        let text = if source.masks_in(place).is_empty() {
            text.to_string()
        } else {
            let inner = typed.trim_matches('`').replace('\n', " ");
            let padded = inner.starts_with(' ') && inner.ends_with(' ') && !inner.trim().is_empty();
            if padded { inner[1..inner.len() - 1].to_string() } else { inner }
        };
        self.builder.inline(Inline::Code(Words { text, span }));
    }

    /// Adds a formula with its dollar signs.
    fn formula(&mut self, text: &str, place: &Range<usize>) {
        let source = self.builder.context.source;
        let typed = source.slice(place);
        if typed.starts_with("$$") || is_formula(text) {
            let words = Words { text: typed.to_string(), span: source.span(place) };
            let formula = dialect::formula(&mut self.builder.context, words);
            self.builder.inline(formula);
        } else {
            self.builder.words(typed, place);
        }
    }

    /// Adds a thematic break, or the mark-up that a mask has turned into one.
    fn rule(&mut self, place: &Range<usize>) {
        let source = self.builder.context.source;
        let typed = source.slice(place);
        let start = place.start + (typed.len() - typed.trim_start().len());
        let span = source.span(place);
        match source.mask_at(start).map(|mask| mask.kind) {
            Some(MaskKind::Division) => division::line(&mut self.builder, typed.trim(), start),
            Some(MaskKind::PageBreak) => self.builder.block(Block::PageBreak(span), place.start),
            _ => self.builder.block(Block::Rule(span), place.start),
        }
    }

    fn add_code(&self, code: &mut Part, literal: &mut String, text: &str, range: &Range<usize>) {
        let place = self.part.range(range);
        let source = self.builder.context.source;
        let original = source.slice(&place);
        literal.push_str(if original.len() == text.len() { original } else { text });
        code.push(text, place.start);
    }

    fn fence(&mut self, fence: &fences::Fence, code: &Part) {
        let source = self.builder.context.source;
        let block = self.fences(source).block(fence, code);
        self.builder.block(block, fence.range.start);
    }

    fn fences<'r, 's>(&'r mut self, source: &'r MaskedSource<'s>) -> FenceReader<'r, 's> {
        FenceReader { collected: self.builder.context.collected, source, depth: self.depth, parse }
    }

    fn html_block(&mut self, html: &Part) {
        self.html.block(&mut self.builder, html);
    }

    /// Reads a paragraph whose lines all begin with the mark of verse or of a signature. Returns whether it is one.
    fn marked_lines(&mut self, range: &Range<usize>) -> bool {
        let lines = self.part.sub(range.clone());
        let source = self.builder.context.source;
        match self.fences(source).marked_paragraph(&lines) {
            Some(block) => {
                self.builder.block(block, self.part.in_file(range.start));
                true
            }
            None => false,
        }
    }
}

/// Whether the text between two dollar signs is a formula rather than prose with two amounts in dollars.
fn is_formula(text: &str) -> bool {
    let begins_amount = text.starts_with(|c: char| c.is_ascii_digit());
    let has_spaces = text.contains(' ');
    if begins_amount && has_spaces {
        text.contains(['\\', '^', '='])
    } else {
        !has_spaces || text.contains(FORMULA_SIGNS)
    }
}

/// Characters that occur in formulas and hardly ever in prose.
const FORMULA_SIGNS: [char; 9] = ['\\', '^', '_', '=', '{', '<', '>', '+', '*'];

fn align(alignment: &Alignment) -> Align {
    match alignment {
        Alignment::None | Alignment::Left => Align::Left,
        Alignment::Center => Align::Centre,
        Alignment::Right => Align::Right,
    }
}
