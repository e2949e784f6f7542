//! Builds blocks from the elements that the events of Markdown and the tags of HTML open and close.
//!
//! The open elements are on a stack, so the depth of a text doesn't limit what can be read. HTML tags may be missing or in the
//! wrong order: a closing tag also closes the elements inside its element, and an element that is never closed ends with the
//! element around it.

use super::context::TextContext;
use super::element::{Division, Element};
use super::findings::{Collected, FindingKind};
use super::finish::{self, Closed, ClosedElement};
use super::source::MaskedSource;
use super::{dialect, lines, paragraph};
use crate::manuscript::{Block, Definition, Inline, InlineStyle, Words};
use std::collections::BTreeMap;
use std::ops::Range;

/// The maximum number of open elements inside which an HTML tag opens another one.
const MOST_OPEN: usize = 1_000;
/// The maximum depth of quotations and lists; deeper ones are flattened. No measure is wide enough to indent them further, and
/// the limit also bounds the recursion of later stages.
const DEEPEST_BLOCK: usize = 24;
/// The maximum depth of elements inside a line. No more than about ten styles can be told apart anyway.
const DEEPEST_INLINE: usize = 40;

/// An open element with the content that has been read so far.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) element: Element,
    /// The name of the HTML tag that opened it; `None` if Markdown did.
    tag: Option<String>,
    /// Its first byte in the file.
    pub(super) start: usize,
    /// The index of the innermost element around it that doesn't belong inside a line.
    outer: usize,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
}

impl Frame {
    /// Whether the element belongs inside a line.
    fn is_inline(&self) -> bool {
        match self.element {
            Element::Styled(_)
            | Element::Quoted
            | Element::Link(_)
            | Element::Foreign(_)
            | Element::Picture(_)
            | Element::Code(_) => true,
            Element::Hidden | Element::Ignored => self.blocks.is_empty(),
            Element::Root
            | Element::Paragraph
            | Element::Heading { .. }
            | Element::Quote
            | Element::List(_)
            | Element::Item { .. }
            | Element::Definitions(_)
            | Element::Term
            | Element::Definition
            | Element::Table(_)
            | Element::Row { .. }
            | Element::Cell { .. }
            | Element::Caption
            | Element::NoteDefinition(_)
            | Element::Division(_)
            | Element::Figure { .. }
            | Element::Summary
            | Element::Preformatted(_) => false,
        }
    }

    /// Whether the element contains a single line, and so no blocks.
    fn is_line(&self) -> bool {
        match self.element {
            Element::Heading { .. } | Element::Caption | Element::Summary | Element::Term => true,
            Element::Paragraph | Element::Cell { .. } => self.tag.is_none(),
            Element::Root
            | Element::Quote
            | Element::List(_)
            | Element::Item { .. }
            | Element::Definitions(_)
            | Element::Definition
            | Element::Table(_)
            | Element::Row { .. }
            | Element::NoteDefinition(_)
            | Element::Division(_)
            | Element::Figure { .. }
            | Element::Preformatted(_)
            | Element::Styled(_)
            | Element::Quoted
            | Element::Link(_)
            | Element::Foreign(_)
            | Element::Picture(_)
            | Element::Code(_)
            | Element::Ignored
            | Element::Hidden => false,
        }
    }

    fn is_nesting(&self) -> bool {
        matches!(self.element, Element::Quote | Element::List(_) | Element::Definitions(_) | Element::Division(_))
    }
}

/// Builds the blocks of a text or of a part of it.
pub(super) struct Builder<'c, 's> {
    pub(super) context: TextContext<'c, 's>,
    frames: Vec<Frame>,
    /// The styles of HTML elements around the current block: `<b><p>…</p></b>`.
    carried: Vec<CarriedStyle>,
}

struct CarriedStyle {
    tag: String,
    style: InlineStyle,
}

impl<'c, 's> Builder<'c, 's> {
    pub(super) fn new(collected: &'c mut Collected, source: &'c MaskedSource<'s>) -> Builder<'c, 's> {
        let root =
            Frame { element: Element::Root, tag: None, start: 0, outer: 0, blocks: Vec::new(), inlines: Vec::new() };
        let context = TextContext { collected, source, pictures: BTreeMap::new(), anchor: None };
        Builder { context, frames: vec![root], carried: Vec::new() }
    }

    /// Ends the text, and returns its blocks.
    pub(super) fn finish(mut self, end: usize) -> Vec<Block> {
        while self.frames.len() > 1 {
            self.close_top(end);
        }
        self.flush(end);
        self.frames.pop().map_or_else(Vec::new, |root| root.blocks)
    }

    /// Returns the innermost open element.
    pub(super) fn top(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// Opens an element of Markdown at a byte of the file.
    pub(super) fn open(&mut self, element: Element, at: usize) {
        self.open_frame(element, None, at);
    }

    /// Opens the element of an HTML tag at a byte of the file. Inside a line, a block only begins a new line. If very many elements
    /// are open, it is ignored: each tag is compared with those that are open.
    pub(super) fn open_html(&mut self, element: Element, tag: &str, at: usize) {
        if self.frames.len() > MOST_OPEN {
            let span = self.context.source.span(&(at..at + 1));
            self.context.collected.find(FindingKind::Depth, "", span);
            return;
        }
        self.open_frame(element, Some(tag.to_string()), at);
    }

    fn open_frame(&mut self, element: Element, tag: Option<String>, at: usize) {
        let frame = Frame { element, tag, start: at, outer: 0, blocks: Vec::new(), inlines: Vec::new() };
        let (is_inline, is_nesting) = (frame.is_inline(), frame.is_nesting());
        let mut frame = frame;
        if !is_inline && !self.begin_block(at) {
            self.break_line();
            frame.element = Element::Ignored;
        }
        let is_too_deep = |frames: &[Frame]| {
            if is_inline {
                frames.iter().rev().take_while(|frame| frame.is_inline()).nth(DEEPEST_INLINE - 1).is_some()
            } else {
                is_nesting && frames.iter().filter(|frame| frame.is_nesting()).nth(DEEPEST_BLOCK - 1).is_some()
            }
        };
        if self.frames.len() > DEEPEST_BLOCK && is_too_deep(&self.frames) {
            let span = self.context.source.span(&(at..at + 1));
            self.context.collected.find(FindingKind::Depth, "", span);
            frame.element = Element::Ignored;
        }
        if let Element::NoteDefinition(_) = frame.element {
            self.context.collected.notes.open_definitions += 1;
        }
        frame.outer = self.outer();
        self.frames.push(frame);
    }

    /// Returns the index of the innermost element that doesn't belong inside a line. Elements are looked at one by one only when they
    /// are opened, since there may be very many.
    fn outer(&self) -> usize {
        let last = self.frames.len() - 1;
        if self.frames[last].is_inline() { self.frames[last].outer } else { last }
    }

    /// Prepares for a block at a byte of the file: ends the line before it. Returns whether a block may begin here.
    fn begin_block(&mut self, at: usize) -> bool {
        let outer = self.outer();
        if self.frames[outer].is_line() {
            return false;
        }
        while self.frames.len() > outer + 1 {
            let frame = &self.frames[self.frames.len() - 1];
            if let (Element::Styled(style), Some(tag)) = (&frame.element, &frame.tag) {
                self.carried.push(CarriedStyle { tag: tag.clone(), style: *style });
            }
            if matches!(frame.element, Element::Ignored) {
                // Its content becomes a block inside it.
                break;
            }
            self.close_top(at);
        }
        if matches!(self.top().element, Element::Paragraph) {
            // An HTML paragraph, whose closing tag is often missing.
            self.close_top(at);
        }
        self.flush(at);
        true
    }

    /// Adds a line break to the current line, unless the line is empty or already ends with one.
    pub(super) fn break_line(&mut self) {
        let is_empty =
            self.frames.iter().rev().take_while(|f| f.is_inline() || f.is_line()).all(|f| f.inlines.is_empty());
        if !is_empty && !matches!(self.top().inlines.last(), Some(Inline::Break)) {
            self.top().inlines.push(Inline::Break);
        }
    }

    /// Closes the innermost element of Markdown, with the HTML elements inside it.
    pub(super) fn close(&mut self, end: usize) {
        while self.frames.len() > 1 {
            let is_markdown = self.top().tag.is_none();
            self.close_top(end);
            if is_markdown {
                break;
            }
        }
    }

    /// Closes the element that an HTML tag with this name opened, with the elements inside it. Ignores a closing tag without
    /// an opening one.
    pub(super) fn close_html(&mut self, name: &str, end: usize) {
        let is_match = |frame: &Frame| frame.tag.as_deref() == Some(name);
        let within = self.frames.iter().rev().take_while(|frame| frame.tag.is_some()).position(is_match);
        match within {
            Some(depth) => {
                let own = self.frames.len() - 1 - depth;
                if let Element::Hidden = self.frames[own].element {
                    // Without its closing tag, the element would hide the rest of the text.
                    self.frames.truncate(own + 1);
                    self.top().inlines.clear();
                    self.top().blocks.clear();
                }
                while self.frames.len() > own {
                    self.close_top(end);
                }
            }
            None => {
                if let Some(carried) = self.carried.iter().rposition(|carried| carried.tag == name) {
                    self.flush(end);
                    self.carried.remove(carried);
                }
            }
        }
    }

    /// Whether an HTML element with one of these names is open inside the nearest element with one of the names in `limits`.
    pub(super) fn is_open(&self, names: &[&str], limits: &[&str]) -> bool {
        let open = self.frames.iter().rev().map_while(|frame| frame.tag.as_deref());
        open.take_while(|tag| !limits.contains(tag)).any(|tag| names.contains(&tag))
    }

    /// Whether text is left out or kept verbatim here.
    pub(super) fn is_verbatim(&self) -> bool {
        self.frames
            .iter()
            .rev()
            .take_while(|frame| frame.tag.is_some())
            .any(|frame| matches!(frame.element, Element::Hidden | Element::Preformatted(_) | Element::Code(_)))
    }

    /// Adds a block to the innermost element.
    pub(super) fn block(&mut self, block: Block, at: usize) {
        if self.begin_block(at) {
            self.top().blocks.push(block);
        } else {
            self.break_line();
        }
    }

    /// Adds verbatim text to the innermost element that accepts it; returns whether there is one.
    pub(super) fn verbatim(&mut self, text: &str) -> bool {
        let inner = self.frames.iter_mut().rev().take_while(|frame| frame.tag.is_some());
        for frame in inner {
            if let Element::Hidden = frame.element {
                return true;
            }
            if let Element::Preformatted(content) | Element::Code(content) = &mut frame.element {
                content.push_str(text);
                return true;
            }
        }
        false
    }

    /// Adds an inline to the innermost element. Consecutive words are joined into one run, so that typographic rules see whole
    /// words.
    pub(super) fn inline(&mut self, inline: Inline) {
        let inlines = &mut self.top().inlines;
        // Only words that match the file byte for byte are joined: otherwise the span of a byte could no longer be computed.
        let exact = |words: &Words| words.span.end - words.span.start == words.text.len() as u32;
        if let (Some(Inline::Text(before)), Inline::Text(words)) = (inlines.last_mut(), &inline)
            && before.span.end == words.span.start
            && exact(before)
            && exact(words)
        {
            before.text.push_str(&words.text);
            before.span.end = words.span.end;
        } else {
            inlines.push(inline);
        }
    }

    /// Adds the content of a closed element. Only the first of its inlines can continue the words before it.
    fn inlines(&mut self, inlines: Vec<Inline>) {
        let mut inlines = inlines.into_iter();
        if let Some(first) = inlines.next() {
            self.inline(first);
            self.top().inlines.extend(inlines);
        }
    }

    /// Adds words from a range of the file, with the mark-up that is masked there.
    pub(super) fn words(&mut self, text: &str, range: &Range<usize>) {
        let source = self.context.source;
        let masks = source.masks_in(range);
        if masks.is_empty() || range.len() != text.len() {
            self.inline(Inline::Text(Words { text: text.to_string(), span: source.span(range) }));
            return;
        }
        let mut at = range.start;
        for mask in masks {
            let start = mask.range.start.max(range.start);
            if start > at {
                let piece = at..start;
                self.inline(Inline::Text(Words { text: source.slice(&piece).to_string(), span: source.span(&piece) }));
            }
            if mask.range.start >= range.start
                && let Some(inline) = dialect::masked(&mut self.context, mask)
            {
                self.inline(inline);
            }
            at = mask.range.end.min(range.end);
        }
        if at < range.end {
            let piece = at..range.end;
            self.inline(Inline::Text(Words { text: source.slice(&piece).to_string(), span: source.span(&piece) }));
        }
    }

    /// Turns the inlines directly inside a block into a paragraph or other blocks.
    fn flush(&mut self, end: usize) {
        if self.top().inlines.is_empty() || self.top().is_line() {
            return;
        }
        let frame = self.top();
        let (inlines, start) = (std::mem::take(&mut frame.inlines), frame.start);
        let blocks = self.paragraphs(inlines, start..end);
        paragraph::append(&mut self.top().blocks, blocks);
    }

    /// Returns the blocks that a paragraph with these inlines becomes.
    fn paragraphs(&mut self, inlines: Vec<Inline>, range: Range<usize>) -> Vec<Block> {
        let span = self.context.source.span(&range);
        let styles = self.carried.iter().rev().map(|carried| carried.style);
        let inlines = if inlines.iter().all(lines::is_blank) {
            inlines
        } else {
            styles.fold(inlines, |inner, style| vec![Inline::styled(style, inner, span)])
        };
        let finished = paragraph::finish(&mut self.context, inlines, span);
        if let (Some(anchor), Some(Block::Heading(heading))) = (finished.anchor, self.top().blocks.last_mut()) {
            heading.anchor.get_or_insert(anchor);
        }
        finished.blocks
    }

    /// Closes the innermost element, and adds the result to the element around it.
    fn close_top(&mut self, end: usize) {
        if !self.top().is_inline() {
            self.flush(end);
        }
        let Some(frame) = self.frames.pop() else { return };
        if let Element::NoteDefinition(_) = frame.element {
            self.context.collected.notes.open_definitions -= 1;
        }
        let range = frame.start..end.max(frame.start);
        if let Element::Paragraph = frame.element {
            let mut blocks = frame.blocks;
            blocks.extend(self.paragraphs(frame.inlines, range));
            paragraph::append(&mut self.top().blocks, blocks);
            self.loosen_list();
            return;
        }
        let Frame { element, blocks, inlines, .. } = frame;
        let closed = finish::element(&mut self.context, ClosedElement { element, blocks, inlines, range });
        self.attach(closed, end);
    }

    /// Adds a closed element to the innermost open one. Outside the element that it belongs to, only its content is added.
    fn attach(&mut self, closed: Closed, end: usize) {
        match (closed, &mut self.top().element) {
            (Closed::Item(item), Element::List(list)) => list.items.push(item),
            (Closed::Term(term), Element::Definitions(all)) => all.push(Definition { term, blocks: Vec::new() }),
            // Another definition of the same term begins with a new paragraph, as if it had a term.
            (Closed::Definition(mut blocks), Element::Definitions(all)) => {
                match all.last_mut().filter(|last| last.blocks.is_empty()) {
                    Some(last) => last.blocks.append(&mut blocks),
                    None => all.push(Definition { term: Vec::new(), blocks }),
                }
            }
            (Closed::Row { is_head, cells }, Element::Table(table)) => {
                table.has_head |= is_head && table.rows.is_empty();
                table.rows.push(cells);
            }
            (Closed::Cell(cell), Element::Row { cells, .. }) => cells.push(cell),
            (Closed::Caption(words), Element::Figure { caption }) => *caption = words,
            (Closed::Caption(words), Element::Table(table)) => table.caption = words,
            (Closed::Inlines(inlines), _) => self.inlines(inlines),
            (Closed::Blocks(blocks) | Closed::Definition(blocks), _) => self.blocks(blocks, end),
            (Closed::Item(item), _) => self.blocks(item.blocks, end),
            (Closed::Term(words) | Closed::Caption(words), _) => self.blocks(vec![Block::Paragraph(words)], end),
            (Closed::Cell(cell), _) => self.blocks(vec![Block::Paragraph(cell.inlines)], end),
            (Closed::Row { cells, .. }, _) => {
                let paragraphs = cells.into_iter().map(|cell| Block::Paragraph(cell.inlines)).collect();
                self.blocks(paragraphs, end);
            }
        }
    }

    /// Marks the list around the current item as loose, because the item contains a paragraph.
    fn loosen_list(&mut self) {
        let [.., list, item] = self.frames.as_mut_slice() else { return };
        if let (Element::List(list), Element::Item { .. }) = (&mut list.element, &item.element) {
            list.tight = false;
        }
    }

    /// Adds blocks to the innermost element, after the words that it contains.
    pub(super) fn blocks(&mut self, blocks: Vec<Block>, at: usize) {
        self.flush(at);
        paragraph::append(&mut self.top().blocks, blocks);
    }

    /// Marks the current list item as a task.
    pub(super) fn task(&mut self, is_done: bool) {
        let item = self.frames.iter_mut().rev().find(|frame| matches!(frame.element, Element::Item { .. }));
        if let Some(Element::Item { done }) = item.map(|frame| &mut frame.element) {
            *done = Some(is_done);
        }
    }

    /// Records that the current cell belongs to the body of its table. A row is a head if all its cells are.
    pub(super) fn body_cell(&mut self) {
        let row = self.frames.iter_mut().rev().nth(1).map(|frame| &mut frame.element);
        if let Some(Element::Row { is_head, .. }) = row {
            *is_head = false;
        }
    }

    /// Opens a division at a byte of the file.
    pub(super) fn open_division(&mut self, division: Division, at: usize) {
        // The closing line is handled like a closing tag.
        self.open_html(Element::Division(division), ":::", at);
    }
}
