//! Reads .odt documents (OpenDocument 1.3). Styles determine the kinds of paragraphs and the emphasis of spans. Each note is
//! stored inside the text, at its reference.
//!
//! Input: the XML of the main part, and the archive with the other parts. Output: a document.

mod styles;

use super::archive::Archive;
use super::fault::ReadFault;
use super::limits::DEEPEST_ITEM;
use super::pictures;
use super::runs::{BlockBuilder, TextStyle, put_title_above_headings};
use super::xml::{Attributes, XmlEvent, walk};
use crate::import::document::{Block, BlockKind, Document, Markup};
use styles::Styles;

/// The part that contains the text.
pub(super) const MAIN_PART: &str = "content.xml";

/// Elements whose characters do not belong to the text.
const SKIPPED: [&str; 8] = [
    "tracked-changes",
    "annotation",
    "note-citation",
    "font-face-decls",
    "automatic-styles",
    "sequence-decls",
    "forms",
    "desc",
];

/// Reads a document from the XML of its main part and the other parts in the archive.
pub(super) fn read(content: &str, archive: &mut Archive) -> Result<Document, ReadFault> {
    let mut styles = Styles::default();
    styles.read(&archive.text("styles.xml")?.unwrap_or_default(), "styles.xml")?;
    styles.read(content, MAIN_PART)?;
    let mut body = Body::new(&styles);
    walk(content, MAIN_PART, |event| body.event(event))?;
    let Body { builder, notes, .. } = body;
    let mut document = builder.document;
    put_title_above_headings(&mut document.blocks);
    pictures::load(&mut document, archive, str::to_string)?;
    document.blocks.extend(notes);
    Ok(Document { markup: Markup::Inline, encoding: ".odt", ..document })
}

/// The state of the surrounding text, which is saved while a note is read.
struct Interrupted {
    builder: BlockBuilder,
    styles: Vec<TextStyle>,
    kind: BlockKind,
    /// The label of the note.
    label: String,
}

/// An open list.
struct OpenList {
    /// The number of its last item; `None` for bullets.
    number: Option<usize>,
    /// Whether its last item already has a paragraph.
    item_begun: bool,
}

/// The state of the walk over the body of a document.
struct Body<'s> {
    styles: &'s Styles,
    builder: BlockBuilder,
    /// The styles of the open paragraph and spans.
    open_styles: Vec<TextStyle>,
    /// The kind of the open paragraph.
    kind: BlockKind,
    /// The number of open elements that are skipped: an element of [`SKIPPED`] and those inside it.
    skipped: usize,
    /// The number of open paragraphs. There are several in a text box, because its paragraphs are inside another paragraph.
    open_paragraphs: usize,
    interrupted: Vec<Interrupted>,
    notes: Vec<Block>,
    /// The number of note references so far.
    note_refs: usize,
    lists: Vec<OpenList>,
    /// The style of the outermost list, which inner lists share.
    list_style: String,
    /// The rows of the open tables.
    tables: Vec<Vec<Vec<String>>>,
    /// The number of the current paragraph. It replaces the line number, because the format has no lines.
    paragraph: usize,
}

impl<'s> Body<'s> {
    fn new(styles: &'s Styles) -> Body<'s> {
        Body {
            styles,
            builder: BlockBuilder::default(),
            open_styles: Vec::new(),
            kind: BlockKind::Paragraph,
            skipped: 0,
            open_paragraphs: 0,
            interrupted: Vec::new(),
            notes: Vec::new(),
            note_refs: 0,
            lists: Vec::new(),
            list_style: String::new(),
            tables: Vec::new(),
            paragraph: 0,
        }
    }

    fn style(&self) -> TextStyle {
        self.open_styles.last().cloned().unwrap_or_default()
    }

    fn event(&mut self, event: XmlEvent) {
        match event {
            XmlEvent::Start(name, attributes) => {
                if self.skipped > 0 || SKIPPED.contains(&name) {
                    self.skipped += 1;
                } else {
                    self.start(name, attributes);
                }
            }
            XmlEvent::End(_) if self.skipped > 0 => self.skipped -= 1,
            XmlEvent::End(name) => self.end(name),
            XmlEvent::Text(text) => {
                if self.open_paragraphs > 0 && self.skipped == 0 {
                    self.builder.text(text, &self.style());
                }
            }
        }
    }

    fn start(&mut self, name: &str, attributes: &Attributes) {
        let style_name = || attributes.get("style-name").unwrap_or_default();
        match name {
            "p" | "h" => self.start_paragraph(name, attributes),
            "span" => {
                let (outer, own) = (self.style(), self.styles.text_style(&style_name()));
                self.open_styles.push(TextStyle {
                    bold: outer.bold || own.bold,
                    italic: outer.italic || own.italic,
                    superscript: outer.superscript || own.superscript,
                    link: outer.link,
                });
            }
            "a" => {
                let link = attributes.get("href").filter(|href| href.contains("://") || href.starts_with("mailto:"));
                let link = link.and_then(|address| self.builder.link(address, self.paragraph));
                self.open_styles.push(TextStyle { link, ..self.style() });
            }
            "s" | "tab" => self.builder.text(" ", &self.style()),
            "line-break" => self.builder.line_end(),
            "note" => {
                self.note_refs += 1;
                self.builder.note_ref(&self.note_refs.to_string());
            }
            "note-body" => {
                let interrupted = Interrupted {
                    builder: std::mem::take(&mut self.builder),
                    styles: std::mem::take(&mut self.open_styles),
                    kind: self.kind.clone(),
                    label: self.note_refs.to_string(),
                };
                self.interrupted.push(interrupted);
            }
            "image" if self.tables.is_empty() && self.interrupted.is_empty() => {
                if let Some(target) = attributes.get("href") {
                    self.builder.block(BlockKind::Picture(target), String::new(), self.paragraph);
                }
            }
            "list" => {
                if self.lists.is_empty() {
                    self.list_style = style_name();
                }
                let number = self.styles.is_numbered(&self.list_style).then_some(0);
                self.lists.push(OpenList { number, item_begun: false });
            }
            "list-item" => {
                if let Some(list) = self.lists.last_mut() {
                    list.item_begun = false;
                    list.number = list.number.map(|number| number + 1);
                }
            }
            "table" => self.tables.push(Vec::new()),
            "table-row" => {
                if let Some(rows) = self.tables.last_mut() {
                    rows.push(Vec::new());
                }
            }
            _ => {}
        }
    }

    fn start_paragraph(&mut self, name: &str, attributes: &Attributes) {
        if self.open_paragraphs > 0 {
            // This is a text box. The part of the outer paragraph that has been read becomes a block before the text box.
            self.end_paragraph();
        }
        self.open_paragraphs += 1;
        self.paragraph += 1;
        let style_name = attributes.get("style-name").unwrap_or_default();
        let level = attributes.get("outline-level").and_then(|level| level.parse::<u8>().ok());
        self.kind = match name {
            "h" => BlockKind::Heading(level.unwrap_or(1).clamp(1, 6)),
            _ => self.styles.block_kind(&style_name),
        };
        // The kind of these paragraphs determines their appearance, so the emphasis of their styles is dropped.
        let is_styled_by_kind = matches!(self.kind, BlockKind::Heading(_) | BlockKind::Quote | BlockKind::Picture(_));
        let style = self.styles.text_style(&style_name);
        let style = if is_styled_by_kind { TextStyle::default() } else { TextStyle { superscript: false, ..style } };
        self.open_styles.push(style);
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.end_paragraph();
                self.open_paragraphs = self.open_paragraphs.saturating_sub(1);
                self.open_styles.pop();
                self.kind = BlockKind::Paragraph;
            }
            "span" | "a" => drop(self.open_styles.pop()),
            "note-body" => self.end_note(),
            "list" => drop(self.lists.pop()),
            "table-cell" => {
                let cell = self.builder.take().trim().to_string();
                if let Some(row) = self.tables.last_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell);
                }
            }
            "table" => {
                let rows = self.tables.pop().unwrap_or_default();
                self.builder.table(rows, self.paragraph);
            }
            _ => {}
        }
    }

    /// Stores the paragraphs of a note and resumes the text that it interrupted.
    fn end_note(&mut self) {
        let Some(interrupted) = self.interrupted.pop() else { return };
        let note = std::mem::replace(&mut self.builder, interrupted.builder);
        self.builder.document.left_out.extend(note.document.left_out);
        (self.open_styles, self.kind) = (interrupted.styles, interrupted.kind);
        let paragraphs: Vec<String> = note.document.blocks.into_iter().map(|block| block.text).collect();
        let kind = BlockKind::Note(interrupted.label);
        self.notes.push(Block { kind, text: paragraphs.join("\n\n"), line: self.paragraph });
    }

    fn end_paragraph(&mut self) {
        if !self.tables.is_empty() && self.interrupted.is_empty() {
            return self.builder.line_end();
        }
        let text = self.builder.take();
        if text.is_empty() {
            return;
        }
        if self.interrupted.is_empty() && !self.lists.is_empty() && self.kind == BlockKind::Paragraph {
            return self.list_item(text);
        }
        if !matches!(self.kind, BlockKind::Picture(_)) {
            return self.builder.block(self.kind.clone(), text, self.paragraph);
        }
        // This is the caption of the picture before it.
        match self.builder.document.blocks.last_mut() {
            Some(block) if matches!(block.kind, BlockKind::Picture(_)) && block.text.is_empty() => block.text = text,
            _ => self.builder.block(BlockKind::Paragraph, text, self.paragraph),
        }
    }

    /// Adds a paragraph to a list item.
    fn list_item(&mut self, text: String) {
        let depth = DEEPEST_ITEM.min(self.lists.len() - 1);
        let Some(list) = self.lists.last_mut() else { return };
        // Markdown requires the items of nested lists to be indented.
        let marker = match list.number {
            Some(number) => format!("{}{number}. ", " ".repeat(3 * depth)),
            None => format!("{}- ", " ".repeat(2 * depth)),
        };
        let begun = std::mem::replace(&mut list.item_begun, true);
        if !self.builder.continue_block(&text, |block| begun && block.kind == BlockKind::ListItem) {
            self.builder.block(BlockKind::ListItem, marker + &text, self.paragraph);
        }
    }
}
