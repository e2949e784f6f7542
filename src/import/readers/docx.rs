//! .docx (ECMA-376, WordprocessingML): paragraphs by their style, runs by their marks, notes and pictures by their numbers.

use super::archive::Archive;
use super::ending_of;
use super::inline::{Gatherer, Style, table};
use super::xml::{Attributes, Node, walk};
use crate::diagnostic::Fault;
use crate::import::document::{BlockKind, Document, Markup};
use rustc_hash::FxHashMap;

/// What a paragraph is by its style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Title,
    Heading(u8),
    Quote,
    Caption,
    Item,
}

/// What the other parts of a document say.
#[derive(Default)]
struct Parts {
    roles: FxHashMap<String, Role>,
    /// Targets of relations, and whether they are outside of the document.
    relations: FxHashMap<String, String>,
    /// Whether lists have numbers, by their id.
    numbered: FxHashMap<String, bool>,
}

/// Reads the text of a document.
pub(super) fn read(document: &str, archive: &mut Archive) -> Result<Document, Fault> {
    let mut parts = Parts::default();
    parts.read(archive)?;
    let mut body = Body { parts: &parts, ..Body::new(&parts) };
    walk(document, |node| body.node(node)).map_err(|why| archive.broken("word/document.xml", why))?;
    body.end_paragraph();
    let Body { mut gatherer, pictures, calls, .. } = body;
    super::below_title(&mut gatherer.copy.blocks);
    for (kind, part, element) in [("f", "word/footnotes.xml", "footnote"), ("e", "word/endnotes.xml", "endnote")] {
        let Some(xml) = archive.text(part)? else { continue };
        let mut notes = Body { notes: Some((kind, element)), ..Body::new(&parts) };
        walk(&xml, |node| notes.node(node)).map_err(|why| archive.broken(part, why))?;
        notes.end_paragraph();
        let called = |label: &str| calls.iter().position(|call| call == label).map(|at| (at + 1).to_string());
        for mut block in notes.gatherer.copy.blocks {
            if let BlockKind::Note(label) = &block.kind {
                let Some(label) = called(label) else { continue };
                block.kind = BlockKind::Note(label);
            }
            gatherer.copy.blocks.push(block);
        }
    }
    for (name, target) in pictures {
        let path =
            if target.starts_with('/') { target.trim_start_matches('/').to_string() } else { format!("word/{target}") };
        let bytes = archive.part(&path)?.unwrap_or_default();
        let Some(ending) = ending_of(&bytes) else { continue };
        let file = format!("{name}.{ending}");
        for block in gatherer.copy.blocks.iter_mut().filter(|block| block.kind == BlockKind::Picture(name.clone())) {
            block.kind = BlockKind::Picture(file.clone());
        }
        gatherer.copy.pictures.push((file, bytes));
    }
    Ok(Document { markup: Markup::Inline, encoding: ".docx", ..gatherer.copy })
}

impl Parts {
    fn read(&mut self, archive: &mut Archive) -> Result<(), Fault> {
        let styles = archive.text("word/styles.xml")?.unwrap_or_default();
        self.styles(&styles).map_err(|why| archive.broken("word/styles.xml", why))?;
        let relations = archive.text("word/_rels/document.xml.rels")?.unwrap_or_default();
        let of_relations = |node: Node| {
            if let Node::Start("Relationship", attributes) = node
                && let (Some(id), Some(target)) = (attributes.get("Id"), attributes.get("Target"))
            {
                self.relations.insert(id, target);
            }
        };
        walk(&relations, of_relations).map_err(|why| archive.broken("word/_rels/document.xml.rels", why))?;
        let numbering = archive.text("word/numbering.xml")?.unwrap_or_default();
        self.numbering(&numbering).map_err(|why| archive.broken("word/numbering.xml", why))
    }

    /// Styles by what their names say, in any language of the program that wrote them, or by their outline level.
    fn styles(&mut self, xml: &str) -> Result<(), super::xml::Broken> {
        let mut style: Option<(String, String, String)> = None;
        let mut based: Vec<(String, String)> = Vec::new();
        walk(xml, |node| match node {
            Node::Start("style", attributes) => {
                style = attributes.get("styleId").map(|id| (id, String::new(), String::new()))
            }
            Node::Start("name", attributes) => {
                if let Some((_, name, _)) = &mut style {
                    *name = attributes.get("val").unwrap_or_default();
                }
            }
            Node::Start("basedOn", attributes) => {
                if let Some((id, _, _)) = &style {
                    based.push((id.clone(), attributes.get("val").unwrap_or_default()));
                }
            }
            Node::Start("outlineLvl", attributes) => {
                if let Some((_, _, level)) = &mut style {
                    *level = attributes.get("val").unwrap_or_default();
                }
            }
            Node::End("style") => {
                if let Some((id, name, level)) = style.take() {
                    let outline =
                        level.parse::<u8>().ok().filter(|level| *level < 6).map(|level| Role::Heading(level + 1));
                    if let Some(role) = role(&name).or(outline) {
                        self.roles.insert(id, role);
                    }
                }
            }
            Node::Start(..) | Node::End(_) | Node::Text(_) => {}
        })?;
        // A style that says nothing of itself is what the one below it is; chains are short.
        for _ in 0..4 {
            for (id, below) in &based {
                if let Some(role) = self.roles.get(below).copied() {
                    self.roles.entry(id.clone()).or_insert(role);
                }
            }
        }
        Ok(())
    }

    fn numbering(&mut self, xml: &str) -> Result<(), super::xml::Broken> {
        let mut formats: FxHashMap<String, bool> = FxHashMap::default();
        let (mut list, mut number) = (String::new(), String::new());
        walk(xml, |node| {
            let Node::Start(name, attributes) = node else { return };
            match name {
                "abstractNum" => list = attributes.get("abstractNumId").unwrap_or_default(),
                "numFmt" => drop(
                    formats
                        .entry(list.clone())
                        .or_insert(attributes.get("val").is_some_and(|val| val != "bullet" && val != "none")),
                ),
                "num" => number = attributes.get("numId").unwrap_or_default(),
                "abstractNumId" => {
                    let numbered = attributes.get("val").and_then(|list| formats.get(&list).copied());
                    self.numbered.insert(number.clone(), numbered.unwrap_or(false));
                }
                _ => {}
            }
        })
    }
}

/// What a style's name says.
fn role(name: &str) -> Option<Role> {
    let name = name.to_lowercase();
    let level = name
        .strip_prefix("heading ")
        .or_else(|| name.strip_prefix("titre "))
        .and_then(|level| level.parse::<u8>().ok());
    if let Some(level) = level.filter(|level| (1..=9).contains(level)) {
        return Some(Role::Heading(level.min(6)));
    }
    match name.as_str() {
        "title" | "titre" => Some(Role::Title),
        "subtitle" | "sous-titre" => Some(Role::Heading(1)),
        "quote" | "intense quote" | "citation" | "citation intense" | "block text" | "quotations" => Some(Role::Quote),
        "caption" | "légende" => Some(Role::Caption),
        "list bullet" | "liste à puces" => Some(Role::Item),
        _ => None,
    }
}

/// The walk over a document's body, or over its notes.
struct Body<'p> {
    parts: &'p Parts,
    gatherer: Gatherer,
    style: Style,
    role: Option<Role>,
    /// The list and the level of an item.
    list: Option<(String, usize)>,
    /// Numbers that lists have reached, by list and level.
    counts: FxHashMap<(String, usize), usize>,
    in_run: bool,
    in_words: bool,
    /// Elements that say nothing twice: what stands below the first one is skipped.
    skipped: usize,
    rows: Option<Vec<Vec<String>>>,
    tables: usize,
    pictures: Vec<(String, String)>,
    /// Notes in the order in which they are called.
    calls: Vec<String>,
    /// What notes are called by, and the element that holds one.
    notes: Option<(&'static str, &'static str)>,
    note: Option<String>,
    begun: bool,
    /// Paragraphs, in the place of lines that a document doesn't have.
    count: usize,
}

impl<'p> Body<'p> {
    fn new(parts: &'p Parts) -> Body<'p> {
        Body {
            parts,
            gatherer: Gatherer::default(),
            style: Style::default(),
            role: None,
            list: None,
            counts: FxHashMap::default(),
            in_run: false,
            in_words: false,
            skipped: 0,
            rows: None,
            tables: 0,
            pictures: Vec::new(),
            calls: Vec::new(),
            notes: None,
            note: None,
            begun: false,
            count: 0,
        }
    }

    fn node(&mut self, node: Node) {
        match node {
            Node::Start(name, attributes) => {
                // The fallback says again what the choice said; what was struck out isn't of the text.
                if self.skipped > 0 || matches!(name, "Fallback" | "del" | "moveFrom") {
                    self.skipped += 1;
                } else {
                    self.start(name, attributes);
                }
            }
            Node::End(_) if self.skipped > 0 => self.skipped -= 1,
            Node::End(name) => self.end(name),
            Node::Text(text) => {
                if self.in_words && self.skipped == 0 {
                    self.gatherer.text(text, &self.style, self.count);
                }
            }
        }
    }

    fn start(&mut self, name: &str, attributes: &Attributes) {
        let value = || attributes.get("val");
        let on = || value().is_none_or(|val| !matches!(val.as_str(), "0" | "false" | "none" | "off"));
        match name {
            "p" => {
                // A paragraph within another is a text box: what was gathered goes before it.
                self.end_paragraph();
                self.count += 1;
            }
            "pStyle" => self.role = value().and_then(|id| self.parts.roles.get(&id).copied()),
            "outlineLvl" => {
                self.role = value()
                    .and_then(|l| l.parse::<u8>().ok())
                    .filter(|l| *l < 6)
                    .map(|l| Role::Heading(l + 1))
                    .or(self.role)
            }
            "ilvl" => self.list.get_or_insert_default().1 = value().and_then(|val| val.parse().ok()).unwrap_or(0),
            "numId" => match value() {
                Some(id) if id != "0" => self.list.get_or_insert_default().0 = id,
                _ => self.list = None,
            },
            "r" => {
                self.in_run = true;
                self.style = Style { link: self.style.link.take(), ..Style::default() };
            }
            "b" if self.in_run => self.style.bold = on(),
            "i" if self.in_run => self.style.italic = on(),
            "vertAlign" if self.in_run => self.style.raised = value().is_some_and(|val| val == "superscript"),
            "t" => self.in_words = true,
            "tab" if self.in_run => self.gatherer.text(" ", &self.style, self.count),
            "noBreakHyphen" => self.gatherer.text("-", &self.style, self.count),
            "br" | "cr" if self.in_run => {
                if attributes.get("type").is_none_or(|kind| kind == "textWrapping") {
                    self.gatherer.line_end();
                }
            }
            "hyperlink" => {
                let target = attributes.get("id").and_then(|id| self.parts.relations.get(&id).cloned());
                self.style.link = target.filter(|target| target.contains("://") || target.starts_with("mailto:"));
            }
            "footnoteReference" => self.call("f", attributes),
            "endnoteReference" => self.call("e", attributes),
            "blip" => self.picture(attributes.get("embed")),
            "imagedata" => self.picture(attributes.get("id")),
            "tbl" => {
                self.tables += 1;
                self.rows.get_or_insert_default();
            }
            "tr" if self.tables == 1 => self.rows.get_or_insert_default().push(Vec::new()),
            _ => {
                if let Some((kind, element)) = self.notes
                    && name == element
                {
                    let real = attributes.get("type").is_none_or(|kind| kind == "normal");
                    self.note = attributes.get("id").filter(|_| real).map(|id| format!("{kind}{id}"));
                    self.begun = false;
                }
            }
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "r" => self.in_run = false,
            "t" => self.in_words = false,
            "hyperlink" => self.style.link = None,
            "tc" if self.tables == 1 => {
                let cell = self.gatherer.take().trim().to_string();
                if let Some(row) = self.rows.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(cell);
                }
            }
            "tbl" => {
                self.tables = self.tables.saturating_sub(1);
                if let Some(rows) = self.rows.take_if(|_| self.tables == 0) {
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
            }
            _ => {}
        }
    }

    fn call(&mut self, kind: &str, attributes: &Attributes) {
        let label = format!("{kind}{}", attributes.get("id").unwrap_or_default());
        let at = self.calls.iter().position(|call| *call == label).unwrap_or_else(|| {
            self.calls.push(label);
            self.calls.len() - 1
        });
        self.gatherer.call(&(at + 1).to_string(), self.count);
    }

    fn picture(&mut self, id: Option<String>) {
        let Some(target) = id.and_then(|id| self.parts.relations.get(&id).cloned()) else { return };
        let name = format!("picture{}", self.pictures.len() + 1);
        let line = self.count;
        if self.tables == 0 && self.notes.is_none() {
            self.gatherer.block(BlockKind::Picture(name.clone()), String::new(), line);
            self.pictures.push((name, target));
        }
    }

    /// What was gathered becomes a block of the paragraph's kind.
    fn end_paragraph(&mut self) {
        let (role, list) = (self.role.take(), self.list.take());
        if self.tables > 0 {
            return self.gatherer.line_end();
        }
        let line = self.count;
        let text = self.gatherer.take();
        if text.is_empty() {
            return;
        }
        if self.notes.is_some() {
            return self.note_block(text);
        }
        let kind = match role {
            Some(Role::Title) => BlockKind::Heading(0),
            Some(Role::Heading(level)) => BlockKind::Heading(level),
            Some(Role::Quote) => BlockKind::Quote,
            Some(Role::Caption) => return self.caption(text),
            Some(Role::Item) => return self.gatherer.block(BlockKind::Item, format!("- {text}"), line),
            None => match list {
                Some((id, level)) => {
                    let sign = self.sign(id, level);
                    return self.gatherer.block(BlockKind::Item, sign + &text, line);
                }
                None => BlockKind::Text,
            },
        };
        self.gatherer.block(kind, text, line);
    }

    fn note_block(&mut self, text: String) {
        let Some(label) = self.note.clone() else { return };
        match self.gatherer.copy.blocks.last_mut().filter(|_| self.begun) {
            Some(block) => {
                block.text.push_str("\n\n");
                block.text.push_str(&text);
            }
            None => self.gatherer.block(BlockKind::Note(label), text, 0),
        }
        self.begun = true;
    }

    /// The caption of the picture before it, if that has none.
    fn caption(&mut self, text: String) {
        let line = self.count;
        match self.gatherer.copy.blocks.last_mut() {
            Some(block) if matches!(block.kind, BlockKind::Picture(_)) && block.text.is_empty() => block.text = text,
            _ => self.gatherer.block(BlockKind::Text, text, line),
        }
    }

    fn sign(&mut self, id: String, level: usize) -> String {
        let numbered = self.parts.numbered.get(&id).copied().unwrap_or(false);
        let indent = if numbered { 3 } else { 2 } * level.min(8);
        self.counts.retain(|(list, deeper), _| *list != id || *deeper <= level);
        let count = self.counts.entry((id, level)).or_default();
        *count += 1;
        if numbered { format!("{}{count}. ", " ".repeat(indent)) } else { format!("{}- ", " ".repeat(indent)) }
    }
}
