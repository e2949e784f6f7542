//! .odt (OpenDocument 1.3): paragraphs by their style, spans by their properties, notes and pictures where they stand.

use super::archive::Archive;
use super::ending_of;
use super::inline::{Gatherer, Style, table};
use super::xml::{Attributes, Broken, Node, walk};
use crate::diagnostic::Fault;
use crate::import::document::{Block, BlockKind, Document, Markup};
use rustc_hash::FxHashMap;

/// What a style is.
#[derive(Clone, Debug, Default)]
struct Look {
    parent: String,
    bold: bool,
    italic: bool,
    raised: bool,
}

/// The styles of a document, by their names, and which lists have numbers.
#[derive(Default)]
struct Looks {
    looks: FxHashMap<String, Look>,
    numbered: FxHashMap<String, bool>,
}

/// Reads the text of a document.
pub(super) fn read(content: &str, archive: &mut Archive) -> Result<Document, Fault> {
    let mut looks = Looks::default();
    let styles = archive.text("styles.xml")?.unwrap_or_default();
    looks.read(&styles).map_err(|why| archive.broken("styles.xml", why))?;
    looks.read(content).map_err(|why| archive.broken("content.xml", why))?;
    let mut body = Body::new(&looks);
    walk(content, |node| body.node(node)).map_err(|why| archive.broken("content.xml", why))?;
    let Body { mut gatherer, mut pictures, notes, .. } = body;
    super::below_title(&mut gatherer.copy.blocks);
    pictures.dedup();
    for target in pictures {
        let bytes = archive.part(&target)?.unwrap_or_default();
        let Some(ending) = ending_of(&bytes) else { continue };
        let file = format!("{}.{ending}", target.rsplit_once('.').map_or(target.as_str(), |(stem, _)| stem));
        for block in gatherer.copy.blocks.iter_mut().filter(|block| block.kind == BlockKind::Picture(target.clone())) {
            block.kind = BlockKind::Picture(file.clone());
        }
        gatherer.copy.pictures.push((file, bytes));
    }
    gatherer.copy.blocks.extend(notes);
    Ok(Document { markup: Markup::Inline, encoding: ".odt", ..gatherer.copy })
}

impl Looks {
    fn read(&mut self, xml: &str) -> Result<(), Broken> {
        let (mut style, mut list) = (String::new(), String::new());
        walk(xml, |node| {
            let Node::Start(name, attributes) = node else { return };
            let value = |key: &str| attributes.get(key).unwrap_or_default();
            match name {
                "style" => {
                    style = value("name");
                    let parent = value("parent-style-name");
                    self.looks.entry(style.clone()).or_default().parent = parent;
                }
                "text-properties" => {
                    let look = self.looks.entry(style.clone()).or_default();
                    look.bold |= matches!(value("font-weight").as_str(), "bold" | "600" | "700" | "800" | "900");
                    look.italic |= matches!(value("font-style").as_str(), "italic" | "oblique");
                    look.raised |= value("text-position").starts_with("super")
                        || value("text-position").starts_with(|c: char| ('1'..='9').contains(&c));
                }
                "list-style" => list = value("name"),
                "list-level-style-number" => drop(self.numbered.entry(list.clone()).or_insert(true)),
                "list-level-style-bullet" => drop(self.numbered.entry(list.clone()).or_insert(false)),
                _ => {}
            }
        })
    }

    /// How characters of a style are set.
    fn style(&self, name: &str) -> Style {
        let look = self.looks.get(name).cloned().unwrap_or_default();
        // Characters that only bear a named style have its properties.
        let named = |part: &str| name.contains(part) || look.parent.contains(part);
        Style {
            bold: look.bold || named("Strong_20_Emphasis"),
            italic: look.italic || name == "Emphasis" || look.parent == "Emphasis",
            raised: look.raised,
            link: None,
        }
    }

    /// What a paragraph is by the names of its style and of those that it was made from.
    fn kind(&self, name: &str) -> BlockKind {
        let mut name = name.to_string();
        for _ in 0..6 {
            let lower = name.to_lowercase().replace("_20_", " ");
            if lower == "title" || lower == "titre" {
                return BlockKind::Heading(0);
            }
            if let Some(level) = lower.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok()) {
                return BlockKind::Heading(level.clamp(1, 6));
            }
            if lower.starts_with("quotation") || lower == "quote" || lower == "citation" {
                return BlockKind::Quote;
            }
            if ["caption", "illustration", "figure", "drawing"].contains(&lower.as_str()) {
                return BlockKind::Picture(String::new());
            }
            match self.looks.get(&name) {
                Some(look) if !look.parent.is_empty() => name.clone_from(&look.parent),
                _ => break,
            }
        }
        BlockKind::Text
    }
}

/// Elements whose words aren't of the text.
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

/// A text that was left for a note.
struct Aside {
    gatherer: Gatherer,
    styles: Vec<Style>,
    kind: BlockKind,
}

struct Body<'l> {
    looks: &'l Looks,
    gatherer: Gatherer,
    styles: Vec<Style>,
    kind: BlockKind,
    skipped: usize,
    in_paragraph: usize,
    aside: Vec<Aside>,
    notes: Vec<Block>,
    /// The lists that are open: their number so far, or none for bullets; and whether their item has begun.
    lists: Vec<(Option<usize>, bool)>,
    /// The style of the outermost list, which inner ones share.
    list_style: String,
    rows: Vec<Vec<Vec<String>>>,
    pictures: Vec<String>,
    count: usize,
}

impl<'l> Body<'l> {
    fn new(looks: &'l Looks) -> Body<'l> {
        Body {
            looks,
            gatherer: Gatherer::default(),
            styles: Vec::new(),
            kind: BlockKind::Text,
            skipped: 0,
            in_paragraph: 0,
            aside: Vec::new(),
            notes: Vec::new(),
            lists: Vec::new(),
            list_style: String::new(),
            rows: Vec::new(),
            pictures: Vec::new(),
            count: 0,
        }
    }

    fn style(&self) -> Style {
        self.styles.last().cloned().unwrap_or_default()
    }

    fn node(&mut self, node: Node) {
        match node {
            Node::Start(name, attributes) => {
                if self.skipped > 0 || SKIPPED.contains(&name) {
                    self.skipped += 1;
                } else {
                    self.start(name, attributes);
                }
            }
            Node::End(_) if self.skipped > 0 => self.skipped -= 1,
            Node::End(name) => self.end(name),
            Node::Text(text) => {
                if self.in_paragraph > 0 && self.skipped == 0 {
                    self.gatherer.text(text, &self.style(), self.count);
                }
            }
        }
    }

    fn start(&mut self, name: &str, attributes: &Attributes) {
        let style_name = || attributes.get("style-name").unwrap_or_default();
        match name {
            "p" | "h" => {
                if self.in_paragraph > 0 {
                    // A text box within a paragraph: what was gathered goes before it.
                    self.end_paragraph();
                }
                self.in_paragraph += 1;
                self.count += 1;
                let level = attributes.get("outline-level").and_then(|level| level.parse::<u8>().ok());
                self.kind = if name == "h" {
                    BlockKind::Heading(level.unwrap_or(1).clamp(1, 6))
                } else {
                    self.looks.kind(&style_name())
                };
                let style = self.looks.style(&style_name());
                // Headings are bold by themselves.
                let plain = matches!(self.kind, BlockKind::Heading(_) | BlockKind::Quote | BlockKind::Picture(_));
                self.styles.push(if plain { Style::default() } else { Style { raised: false, ..style } });
            }
            "span" => {
                let (above, own) = (self.style(), self.looks.style(&style_name()));
                self.styles.push(Style {
                    bold: above.bold || own.bold,
                    italic: above.italic || own.italic,
                    raised: above.raised || own.raised,
                    link: above.link,
                });
            }
            "a" => {
                let link = attributes.get("href").filter(|href| href.contains("://") || href.starts_with("mailto:"));
                self.styles.push(Style { link, ..self.style() });
            }
            "s" | "tab" => self.gatherer.text(" ", &self.style(), self.count),
            "line-break" => self.gatherer.line_end(),
            "note" => {
                let label = (self.notes.len() + self.aside.len() + 1).to_string();
                self.gatherer.call(&label, self.count);
            }
            "note-body" => {
                let aside = Aside {
                    gatherer: std::mem::take(&mut self.gatherer),
                    styles: std::mem::take(&mut self.styles),
                    kind: self.kind.clone(),
                };
                self.aside.push(aside);
            }
            "image" => {
                if let Some(target) = attributes.get("href").filter(|_| self.rows.is_empty() && self.aside.is_empty()) {
                    let line = self.count;
                    self.gatherer.block(BlockKind::Picture(target.clone()), String::new(), line);
                    self.pictures.push(target);
                }
            }
            "list" => {
                if self.lists.is_empty() {
                    self.list_style = style_name();
                }
                let numbered = self.looks.numbered.get(&self.list_style).copied().unwrap_or(false);
                self.lists.push((numbered.then_some(0), false));
            }
            "list-item" => {
                if let Some((number, begun)) = self.lists.last_mut() {
                    *begun = false;
                    *number = number.map(|number| number + 1);
                }
            }
            "table" => self.rows.push(Vec::new()),
            "table-row" => self.rows.iter_mut().last().into_iter().for_each(|rows| rows.push(Vec::new())),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" | "h" => {
                self.end_paragraph();
                self.in_paragraph = self.in_paragraph.saturating_sub(1);
                drop(self.styles.pop());
                self.kind = BlockKind::Text;
            }
            "span" | "a" => drop(self.styles.pop()),
            "note-body" => self.end_note(),
            "list" => drop(self.lists.pop()),
            "table-cell" => {
                let cell = self.gatherer.take().trim().to_string();
                if let Some(row) = self.rows.last_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell);
                }
            }
            "table" => {
                let rows = self.rows.pop().unwrap_or_default();
                let line = self.count;
                match table(&rows) {
                    Some(table) => self.gatherer.block(BlockKind::Kept, table, line),
                    None => rows
                        .into_iter()
                        .flatten()
                        .filter(|cell| !cell.is_empty())
                        .for_each(|cell| self.gatherer.block(BlockKind::Text, cell, line)),
                }
            }
            _ => {}
        }
    }

    /// A note's paragraphs are put by; the text goes on where it called it.
    fn end_note(&mut self) {
        let Some(aside) = self.aside.pop() else { return };
        let note = std::mem::replace(&mut self.gatherer, aside.gatherer);
        (self.styles, self.kind) = (aside.styles, aside.kind);
        let paragraphs: Vec<String> = note.copy.blocks.into_iter().map(|block| block.text).collect();
        let label = (self.notes.len() + self.aside.len() + 1).to_string();
        self.notes.push(Block { kind: BlockKind::Note(label), text: paragraphs.join("\n\n"), line: self.count });
    }

    fn end_paragraph(&mut self) {
        if !self.rows.is_empty() && self.aside.is_empty() {
            return self.gatherer.line_end();
        }
        let line = self.count;
        let text = self.gatherer.take();
        if text.is_empty() {
            return;
        }
        if self.aside.is_empty() && !self.lists.is_empty() && self.kind == BlockKind::Text {
            return self.item(text);
        }
        if !matches!(self.kind, BlockKind::Picture(_)) {
            return self.gatherer.block(self.kind.clone(), text, line);
        }
        // The caption of the picture that stands before it.
        let last = self.gatherer.copy.blocks.last_mut();
        match last.filter(|block| matches!(block.kind, BlockKind::Picture(_)) && block.text.is_empty()) {
            Some(picture) => picture.text = text,
            None => self.gatherer.block(BlockKind::Text, text, line),
        }
    }

    fn item(&mut self, text: String) {
        let line = self.count;
        let depth = self.lists.len() - 1;
        let Some((number, begun)) = self.lists.last_mut() else { return };
        let sign = match number {
            Some(number) => format!("{}{number}. ", " ".repeat(3 * depth)),
            None => format!("{}- ", " ".repeat(2 * depth)),
        };
        let goes_on = std::mem::replace(begun, true);
        match self.gatherer.copy.blocks.last_mut().filter(|block| goes_on && block.kind == BlockKind::Item) {
            Some(block) => {
                block.text.push_str("\n\n");
                block.text.push_str(&text);
            }
            None => self.gatherer.block(BlockKind::Item, sign + &text, line),
        }
    }
}
