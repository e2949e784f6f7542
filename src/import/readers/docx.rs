//! Reads .docx documents (ECMA-376, WordprocessingML). Styles determine the kinds of paragraphs; ids link the text to its notes
//! and pictures.
//!
//! Input: the XML of the main part, and the archive with the other parts. Output: a document.

mod parts;

use super::archive::Archive;
use super::fault::ReadFault;
use super::limits::DEEPEST_ITEM;
use super::pictures;
use super::runs::{BlockBuilder, TextStyle, put_title_above_headings};
use super::xml::{Attributes, XmlEvent, walk};
use crate::import::document::{BlockKind, Document, Markup};
use parts::{Parts, StyleRole};
use std::collections::HashMap;

/// The part that contains the text.
pub(super) const MAIN_PART: &str = "word/document.xml";

/// The two kinds of notes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoteKind {
    Footnote,
    Endnote,
}

impl NoteKind {
    fn part(self) -> &'static str {
        match self {
            NoteKind::Footnote => "word/footnotes.xml",
            NoteKind::Endnote => "word/endnotes.xml",
        }
    }

    /// Returns the name of the element that contains a note.
    fn element(self) -> &'static str {
        match self {
            NoteKind::Footnote => "footnote",
            NoteKind::Endnote => "endnote",
        }
    }

    /// Returns the label of a note. It includes the kind, because ids are unique only among notes of one kind.
    fn label(self, id: &str) -> String {
        format!("{}{id}", self.element())
    }
}

/// Reads a document from the XML of its main part and the other parts in the archive.
pub(super) fn read(document: &str, archive: &mut Archive) -> Result<Document, ReadFault> {
    let parts = Parts::read(archive)?;
    let mut body = Body::new(&parts, None);
    walk(document, MAIN_PART, |event| body.event(event))?;
    body.end_paragraph();
    let Body { mut builder, references, .. } = body;
    put_title_above_headings(&mut builder.document.blocks);
    for kind in [NoteKind::Footnote, NoteKind::Endnote] {
        let Some(xml) = archive.text(kind.part())? else { continue };
        let mut notes = Body::new(&parts, Some(kind));
        walk(&xml, kind.part(), |event| notes.event(event))?;
        notes.end_paragraph();
        // Notes are numbered in the order of their references. Notes without a reference are leftovers of the word processor
        // and are skipped.
        for mut block in notes.builder.document.blocks {
            if let BlockKind::Note(label) = &block.kind {
                let Some(number) = references.get(label) else { continue };
                block.kind = BlockKind::Note(number.to_string());
            }
            builder.document.blocks.push(block);
        }
    }
    let mut document = builder.document;
    // The name of a part is relative to `word/` unless it begins with a slash.
    let part_of = |target: &str| target.strip_prefix('/').map_or_else(|| format!("word/{target}"), str::to_string);
    pictures::load(&mut document, archive, part_of)?;
    document.left_out = parts.left_out;
    Ok(Document { markup: Markup::Inline, encoding: ".docx", ..document })
}

/// The list that a paragraph belongs to, and the level in that list.
#[derive(Clone, Debug, Default)]
struct ListLevel {
    id: String,
    /// Counted from 0, up to [`DEEPEST_ITEM`].
    level: usize,
}

/// The state of the walk over the body of a document, or over its notes.
struct Body<'p> {
    parts: &'p Parts,
    builder: BlockBuilder,
    style: TextStyle,
    /// The role of the current paragraph.
    role: Option<StyleRole>,
    list: Option<ListLevel>,
    /// The number of items so far at each level of each list.
    counts: HashMap<String, [usize; DEEPEST_ITEM + 1]>,
    in_run: bool,
    /// Whether a text element is open: only its characters belong to the text.
    in_text: bool,
    /// The number of open elements that are skipped: an omitted element, and the elements inside it.
    skipped: usize,
    /// The rows of the outermost open table.
    rows: Vec<Vec<String>>,
    tables: usize,
    /// The number of each note by its label, in the order of the references.
    references: HashMap<String, usize>,
    /// The kind of the notes in this part; `None` in the body.
    notes: Option<NoteKind>,
    /// The label of the open note.
    note: Option<String>,
    /// Whether the open note already has a paragraph.
    note_begun: bool,
    /// The number of the current paragraph. It replaces the line number, because the format has no lines.
    paragraph: usize,
}

impl<'p> Body<'p> {
    fn new(parts: &'p Parts, notes: Option<NoteKind>) -> Body<'p> {
        Body {
            parts,
            builder: BlockBuilder::default(),
            style: TextStyle::default(),
            role: None,
            list: None,
            counts: HashMap::new(),
            in_run: false,
            in_text: false,
            skipped: 0,
            rows: Vec::new(),
            tables: 0,
            references: HashMap::new(),
            notes,
            note: None,
            note_begun: false,
            paragraph: 0,
        }
    }

    fn event(&mut self, event: XmlEvent) {
        match event {
            XmlEvent::Start(name, attributes) => {
                // A `Fallback` element repeats the content of the `Choice` element before it. Deleted and moved text is no
                // longer part of the document.
                if self.skipped > 0 || matches!(name, "Fallback" | "del" | "moveFrom") {
                    self.skipped += 1;
                } else {
                    self.start(name, attributes);
                }
            }
            XmlEvent::End(_) if self.skipped > 0 => self.skipped -= 1,
            XmlEvent::End(name) => self.end(name),
            XmlEvent::Text(text) => {
                if self.in_text && self.skipped == 0 {
                    self.builder.text(text, &self.style);
                }
            }
        }
    }

    fn start(&mut self, name: &str, attributes: &Attributes) {
        match name {
            "p" => {
                // A paragraph within another paragraph is in a text box. The part of the outer paragraph that has been read
                // becomes a block before the text box.
                self.end_paragraph();
                self.paragraph += 1;
            }
            "pStyle" | "outlineLvl" | "ilvl" | "numId" => self.paragraph_property(name, attributes),
            "r" => {
                self.in_run = true;
                self.style = TextStyle { link: self.style.link.take(), ..TextStyle::default() };
            }
            "b" | "i" | "vertAlign" | "tab" | "br" | "cr" if self.in_run => self.run_property(name, attributes),
            "t" => self.in_text = true,
            "noBreakHyphen" => self.builder.text("-", &self.style),
            "hyperlink" => {
                let target = attributes.get("id").and_then(|id| self.parts.relations.get(&id).cloned());
                self.style.link = target.filter(|target| target.contains("://") || target.starts_with("mailto:"));
            }
            "footnoteReference" => self.note_ref(NoteKind::Footnote, attributes),
            "endnoteReference" => self.note_ref(NoteKind::Endnote, attributes),
            "blip" => self.picture(attributes.get("embed")),
            "imagedata" => self.picture(attributes.get("id")),
            "tbl" => self.tables += 1,
            "tr" if self.tables == 1 => self.rows.push(Vec::new()),
            _ => {
                if let Some(kind) = self.notes.filter(|kind| name == kind.element()) {
                    // The separator lines above footnotes are stored as notes of another type.
                    let is_note = attributes.get("type").is_none_or(|kind| kind == "normal");
                    self.note = attributes.get("id").filter(|_| is_note).map(|id| kind.label(&id));
                    self.note_begun = false;
                }
            }
        }
    }

    fn paragraph_property(&mut self, name: &str, attributes: &Attributes) {
        let value = attributes.get("val");
        match name {
            "pStyle" => self.role = value.and_then(|id| self.parts.roles.get(&id).copied()),
            "outlineLvl" => self.role = value.and_then(|level| StyleRole::of_outline_level(&level)).or(self.role),
            "ilvl" => {
                let level = value.and_then(|level| level.parse().ok()).unwrap_or(0);
                self.list.get_or_insert_default().level = DEEPEST_ITEM.min(level);
            }
            // This is `numId`; the value 0 removes a paragraph from the list of its style.
            _ => match value {
                Some(id) if id != "0" => self.list.get_or_insert_default().id = id,
                _ => self.list = None,
            },
        }
    }

    fn run_property(&mut self, name: &str, attributes: &Attributes) {
        let value = attributes.get("val");
        let is_on = || value.as_ref().is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "none" | "off"));
        match name {
            "b" => self.style.bold = is_on(),
            "i" => self.style.italic = is_on(),
            "vertAlign" => self.style.superscript = value.is_some_and(|value| value == "superscript"),
            "tab" => self.builder.text(" ", &self.style),
            // This is `br` or `cr`. Other types of `br` break pages and columns.
            _ => {
                if attributes.get("type").is_none_or(|kind| kind == "textWrapping") {
                    self.builder.line_end();
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "r" => self.in_run = false,
            "t" => self.in_text = false,
            "hyperlink" => self.style.link = None,
            "tc" if self.tables == 1 => {
                let cell = self.builder.take().trim().to_string();
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.builder.table(std::mem::take(&mut self.rows), self.paragraph);
                }
            }
            _ => {}
        }
    }

    fn note_ref(&mut self, kind: NoteKind, attributes: &Attributes) {
        let label = kind.label(&attributes.get("id").unwrap_or_default());
        let next = self.references.len() + 1;
        let number = *self.references.entry(label).or_insert(next);
        self.builder.note_ref(&number.to_string());
    }

    fn picture(&mut self, id: Option<String>) {
        let Some(target) = id.and_then(|id| self.parts.relations.get(&id)) else { return };
        if self.tables == 0 && self.notes.is_none() {
            self.builder.block(BlockKind::Picture(target.to_string()), String::new(), self.paragraph);
        }
    }

    /// Ends the current paragraph and adds it as a block. Its role and its list determine the kind.
    fn end_paragraph(&mut self) {
        let (role, list) = (self.role.take(), self.list.take());
        if self.tables > 0 {
            return self.builder.line_end();
        }
        let line = self.paragraph;
        let text = self.builder.take();
        if text.is_empty() {
            return;
        }
        if self.notes.is_some() {
            return self.note_paragraph(&text);
        }
        match role {
            Some(StyleRole::Title) => self.builder.block(BlockKind::Heading(0), text, line),
            Some(StyleRole::Heading(level)) => self.builder.block(BlockKind::Heading(level), text, line),
            Some(StyleRole::Quote) => self.builder.block(BlockKind::Quote, text, line),
            Some(StyleRole::Caption) => self.caption(text),
            Some(StyleRole::ListItem) => self.builder.block(BlockKind::ListItem, format!("- {text}"), line),
            None => match list {
                Some(list) => {
                    let marker = self.list_marker(list);
                    self.builder.block(BlockKind::ListItem, marker + &text, line);
                }
                None => self.builder.block(BlockKind::Paragraph, text, line),
            },
        }
    }

    /// Adds a paragraph to the open note.
    fn note_paragraph(&mut self, text: &str) {
        let Some(label) = self.note.clone() else { return };
        let begun = std::mem::replace(&mut self.note_begun, true);
        if !self.builder.continue_block(text, |_| begun) {
            self.builder.block(BlockKind::Note(label), text.to_string(), 0);
        }
    }

    /// Adds a caption to the picture before it. If there is no such picture, or if the picture already has a caption, adds a
    /// paragraph instead.
    fn caption(&mut self, text: String) {
        match self.builder.document.blocks.last_mut() {
            Some(block) if matches!(block.kind, BlockKind::Picture(_)) && block.text.is_empty() => block.text = text,
            _ => self.builder.block(BlockKind::Paragraph, text, self.paragraph),
        }
    }

    /// Returns the bullet or number of the next item of a list, indented as Markdown requires for nested lists.
    fn list_marker(&mut self, list: ListLevel) -> String {
        let is_numbered = self.parts.numbered.get(&list.id).copied().unwrap_or(false);
        let ListLevel { id, level } = list;
        let counts = self.counts.entry(id).or_default();
        counts[level] += 1;
        // The numbering of deeper levels restarts below each item.
        counts[level + 1..].fill(0);
        let count = counts[level];
        if is_numbered { format!("{}{count}. ", " ".repeat(3 * level)) } else { format!("{}- ", " ".repeat(2 * level)) }
    }
}
