//! Saved web pages: tokens as browsers see them, gathered into blocks without a tree.

mod anchors;
mod zones;

use super::ending_of;
use super::inline::{Gatherer, Style, table};
use crate::import::Companions;
use crate::import::document::{BlockKind, Document};
use anchors::{Anchors, attribute, decoded, fragment};
use encoding_rs::Encoding;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use std::path::{Component, Path};
use zones::{Zone, chosen};

/// No page nests elements deeper.
const DEEPEST: usize = 1000;
/// Elements whose content is no text.
const HIDDEN: [&str; 14] = [
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select", "textarea", "button",
    "canvas", "audio", "video",
];
/// Elements that have no end.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that begin and end a block.
const BLOCKS: [&str; 27] = [
    "p",
    "div",
    "section",
    "article",
    "main",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "center",
];

/// The encoding that a page declares in its head.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let rest = &head[head.find("charset=")? + 8..];
    let label: String = rest
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes())
}

/// Reads a page; pictures beside it are asked of `companions`.
///
/// # Errors
/// How deep it may be, for a page that is deeper.
pub(super) fn read(text: &str, companions: &Companions) -> Result<Document, usize> {
    let notes = Anchors::of(text);
    let companions = Some(companions);
    let mut page = Page { companions, notes, gatherer: Gatherer::default(), line: 1, ..Page::default() };
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let (mut line, mut counted) = (1, 0);
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        let start = match &token {
            Token::StartTag(tag) => tag.span.start,
            Token::String(string) => string.span.start,
            Token::EndTag(tag) => tag.span.start,
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => continue,
        };
        if start > counted {
            line += text.as_bytes().get(counted..start).map_or(0, |part| memchr::memchr_iter(b'\n', part).count());
            counted = start;
        }
        page.line = line;
        match token {
            Token::StartTag(tag) => page.start(&tag)?,
            Token::EndTag(tag) => page.finish(&String::from_utf8_lossy(&tag.name)),
            Token::String(string) => page.words(&String::from_utf8_lossy(&string.value)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.close_to(0);
    page.flush();
    Ok(chosen(page.gatherer.copy, &page.zones, page.title))
}

/// An element that is open.
struct Element {
    name: String,
    /// How characters were set before it, where, and for which note.
    style: Style,
    zone: Zone,
    note: Option<Held>,
    hidden: bool,
}

/// The note that blocks belong to.
#[derive(Clone)]
struct Held {
    label: String,
    /// Whether a block of it was gathered already.
    begun: bool,
}

#[derive(Default)]
struct Page<'c> {
    companions: Option<&'c Companions<'c>>,
    notes: Anchors,
    gatherer: Gatherer,
    open: Vec<Element>,
    style: Style,
    zone: Zone,
    /// The zone of each block that was gathered.
    zones: Vec<Zone>,
    line: usize,
    hidden: bool,
    note: Option<Held>,
    title: String,
    /// Numbers of items of the lists that are open; none for bullets.
    lists: Vec<Option<usize>>,
    /// The sign of the item that begins.
    item: Option<String>,
    /// A picture whose caption may follow, within its figure.
    figure: Option<String>,
    /// How many tables there were, and rows of the one that is open.
    tables: usize,
    rows: Option<Vec<Vec<String>>>,
    /// What stands in an element that keeps its line ends.
    kept: Option<String>,
}

impl Page<'_> {
    fn is_in(&self, names: &[&str]) -> bool {
        self.open.iter().any(|element| names.contains(&element.name.as_str()))
    }

    fn start(&mut self, tag: &StartTag<usize>) -> Result<(), usize> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if VOID.contains(&name.as_str()) {
            if !self.hidden {
                self.void(&name, tag);
            }
            return Ok(());
        }
        let is_block = BLOCKS.contains(&name.as_str());
        self.close_loose(&name, is_block);
        if is_block {
            self.flush();
        }
        let (style, zone, note, hidden) = (self.style.clone(), self.zone, self.note.clone(), self.hidden);
        self.open.push(Element { name: name.clone(), style, zone, note, hidden });
        if self.open.len() > DEEPEST {
            return Err(DEEPEST);
        }
        self.hidden |= HIDDEN.contains(&name.as_str()) || attribute(tag, "hidden").is_some();
        if !self.hidden {
            self.zone = self.zone.within(&name, tag);
            self.noted(&name, tag);
            self.element(&name, tag);
        }
        Ok(())
    }

    /// Elements that the one that begins puts an end to: paragraphs before blocks, items before items, cells before cells.
    fn close_loose(&mut self, name: &str, is_block: bool) {
        let (ended, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["table", "tr"]),
            "tr" => (&["tr"], &["table"]),
            _ if is_block => (&["p"], &["td", "th", "li", "blockquote", "div", "figure", "section"]),
            _ => return,
        };
        for at in (0..self.open.len()).rev() {
            let open = self.open[at].name.as_str();
            if ended.contains(&open) {
                self.close_to(at);
                return;
            }
            if within.contains(&open) {
                return;
            }
        }
    }

    /// Whether a note begins with an element.
    fn noted(&mut self, name: &str, tag: &StartTag<usize>) {
        let label = ["id", "name"]
            .iter()
            .filter_map(|key| attribute(tag, key))
            .find_map(|id| self.notes.labels.get(&id).cloned());
        let Some(label) = label else { return };
        let held = Some(Held { label, begun: false });
        self.note.clone_from(&held);
        if !BLOCKS.contains(&name) {
            // An anchor within a block: the block and those within its parent are of the note.
            if let Some(at) = self.open.iter().rposition(|element| BLOCKS.contains(&element.name.as_str())) {
                self.open[at + 1..].iter_mut().for_each(|element| element.note.clone_from(&held));
            }
        }
    }

    fn element(&mut self, name: &str, tag: &StartTag<usize>) {
        match name {
            "em" | "i" | "cite" | "dfn" | "var" => self.style.italic = true,
            "strong" | "b" => self.style.bold = true,
            "sup" => self.style.raised = true,
            "span" | "font" => {
                let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
                self.style.italic |= style.contains("font-style:italic");
                self.style.bold |=
                    ["font-weight:bold", "font-weight:600", "font-weight:700"].iter().any(|bold| style.contains(bold));
                self.style.raised |= style.contains("vertical-align:super");
            }
            "a" => self.link(tag),
            "q" => self.gatherer.text("« ", &self.style, self.line),
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(attribute(tag, "start").and_then(|n| n.parse().ok()).unwrap_or(1))),
            "li" => self.item = Some(self.sign()),
            "table" => {
                let arranges = self.notes.arranging.contains(&self.tables);
                self.tables += 1;
                if !arranges && self.rows.is_none() {
                    self.rows = Some(Vec::new());
                }
            }
            "tr" => self.rows.iter_mut().for_each(|rows| rows.push(Vec::new())),
            "pre" => self.kept = Some(String::new()),
            _ => {}
        }
    }

    fn link(&mut self, tag: &StartTag<usize>) {
        let Some(href) = attribute(tag, "href") else { return };
        // The sign after a heading that links to itself.
        let class = attribute(tag, "class").unwrap_or_default();
        if class.split_whitespace().any(|class| matches!(class, "headerlink" | "anchor" | "permalink")) {
            self.hidden = true;
            return;
        }
        if let Some(target) = fragment(&href) {
            if let Some(label) = self.notes.labels.get(&target).cloned() {
                self.gatherer.call(&label, self.line);
                // Its words were the number.
                self.hidden = true;
            } else if self.note.is_some() && self.notes.back.contains(&target) {
                self.hidden = true;
            }
            return;
        }
        if ["http://", "https://", "mailto:"].iter().any(|scheme| href.starts_with(scheme)) {
            self.style.link = Some(href);
        }
    }

    /// The sign of an item of the innermost list, as far to the right as the lists around it want.
    fn sign(&mut self) -> String {
        let outer = self.lists.len().saturating_sub(1);
        let indent: usize = self.lists[..outer].iter().map(|list| if list.is_some() { 3 } else { 2 }).sum();
        match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}{}. ", " ".repeat(indent), *number - 1)
            }
            Some(None) | None => format!("{}- ", " ".repeat(indent)),
        }
    }

    /// An element that has no content.
    fn void(&mut self, name: &str, tag: &StartTag<usize>) {
        match name {
            "br" => match &mut self.kept {
                Some(kept) => kept.push('\n'),
                None => self.gatherer.line_end(),
            },
            "hr" => {
                self.flush();
                self.push(BlockKind::Kept, "* * *".to_string());
            }
            "img" => self.picture(tag),
            _ => {}
        }
    }

    fn picture(&mut self, tag: &StartTag<usize>) {
        let pixels = |key| attribute(tag, key).and_then(|value| value.trim_end_matches("px").parse::<u32>().ok());
        let small = [pixels("width"), pixels("height")].into_iter().flatten().any(|size| size <= 32);
        // Where pages load pictures late, `src` is a blank one.
        let sources = ["data-lazy-src", "data-src", "src"].iter().filter_map(|key| attribute(tag, key));
        let Some(source) = { sources }.find(|source| !source.is_empty() && !source.starts_with("data:")) else {
            return;
        };
        if small || self.zone == Zone::Around || self.rows.is_some() {
            return;
        }
        let name = self.brought(&source);
        if self.is_in(&["figure"]) {
            self.flush();
            self.framed();
            self.figure = Some(name);
        } else {
            self.flush();
            self.push(BlockKind::Picture(name), String::new());
        }
    }

    /// Takes a picture along that lies beside the page; gives the name by which it is known.
    fn brought(&mut self, source: &str) -> String {
        let name = decoded(source);
        let path = Path::new(&name);
        let inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let known = self
            .gatherer
            .copy
            .pictures
            .iter()
            .any(|(known, _)| Path::new(known).with_extension("") == path.with_extension(""));
        if !inside || source.contains("://") || known {
            let same = self
                .gatherer
                .copy
                .pictures
                .iter()
                .find(|(known, _)| Path::new(known).with_extension("") == path.with_extension(""));
            return same.map_or(name, |(known, _)| known.clone());
        }
        let bytes = self.companions.and_then(|companions| companions(path)).unwrap_or_default();
        let Some(ending) = ending_of(&bytes) else { return name };
        let name = path.with_extension(ending).to_string_lossy().into_owned();
        self.gatherer.copy.pictures.push((name.clone(), bytes));
        name
    }

    /// A figure's picture without a caption.
    fn framed(&mut self) {
        if let Some(name) = self.figure.take() {
            self.push(BlockKind::Picture(name), String::new());
        }
    }

    fn finish(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|element| element.name == name) else { return };
        let is_block = |name: &str| BLOCKS.contains(&name);
        // A sign of emphasis doesn't end blocks.
        if !is_block(name)
            && name != "body"
            && name != "html"
            && self.open[at + 1..].iter().any(|element| is_block(&element.name))
        {
            return;
        }
        self.close_to(at);
    }

    /// Closes all elements from one on.
    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(element) = self.open.last() else { return };
            let name = element.name.clone();
            if !self.hidden {
                self.closing(&name);
            }
            let Some(element) = self.open.pop() else { return };
            (self.style, self.zone, self.hidden) = (element.style, element.zone, element.hidden);
            let begun = self.note.as_ref().is_some_and(|held| held.begun);
            self.note = element.note.map(|held| Held { begun: held.begun || begun, ..held });
        }
    }

    /// What an element's end makes of what was gathered.
    fn closing(&mut self, name: &str) {
        if BLOCKS.contains(&name) {
            self.flush();
        }
        match name {
            "q" => self.gatherer.text(" »", &self.style, self.line),
            "ul" | "ol" => drop(self.lists.pop()),
            "figure" => self.framed(),
            "td" | "th" => {
                if let Some(row) = self.rows.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(self.gatherer.take().replace('\n', " "));
                }
            }
            "table" => self.table(),
            "pre" => self.preformatted(),
            _ => {}
        }
    }

    /// A table that is one, as Markdown has it; its cells as paragraphs if they are long.
    fn table(&mut self) {
        let Some(rows) = self.rows.take() else { return };
        match table(&rows) {
            Some(table) => self.push(BlockKind::Kept, table),
            None => rows
                .into_iter()
                .flatten()
                .filter(|cell| !cell.is_empty())
                .for_each(|cell| self.push(BlockKind::Text, cell)),
        }
    }

    fn preformatted(&mut self) {
        let Some(kept) = self.kept.take() else { return };
        let text = kept.trim_matches('\n');
        let is_code = text.contains(['{', ';', '=']) && !text.contains('’');
        if text.trim().is_empty() {
            return;
        }
        if is_code {
            self.push(BlockKind::Kept, format!("```\n{text}\n```"));
            return;
        }
        for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            let text = crate::import::document::escaped(paragraph.trim_matches('\n')).into_owned();
            self.push(BlockKind::Text, text);
        }
    }

    fn words(&mut self, text: &str) {
        if self.open.last().is_some_and(|element| element.name == "title") && self.title.is_empty() {
            self.title = text.split_whitespace().collect::<Vec<_>>().join(" ");
            return;
        }
        if self.hidden || self.is_in(&["head"]) && !self.is_in(&["body"]) {
            return;
        }
        match &mut self.kept {
            Some(kept) => kept.push_str(text),
            None => self.gatherer.text(text, &self.style, self.line),
        }
    }

    /// What was gathered becomes a block of the kind that the open elements want.
    fn flush(&mut self) {
        if self.rows.is_some() {
            self.gatherer.line_end();
            return;
        }
        if self.gatherer.is_empty() {
            drop(self.gatherer.take());
            return;
        }
        let heading = self.open.iter().rev().find_map(|element| match element.name.as_bytes() {
            [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
            _ => None,
        });
        if let Some(held) = self.note.as_mut() {
            let (label, begun) = (held.label.clone(), held.begun);
            held.begun = true;
            return self.note_block(label, begun);
        }
        let kind = match heading {
            Some(level) => BlockKind::Heading(level),
            None if self.figure.is_some() && self.is_in(&["figcaption", "figure"]) => {
                BlockKind::Picture(self.figure.take().unwrap_or_default())
            }
            None if !self.lists.is_empty() && self.is_in(&["li"]) => BlockKind::Item,
            None if self.is_in(&["blockquote"]) => BlockKind::Quote,
            None => BlockKind::Text,
        };
        let text = self.gatherer.take();
        if kind == BlockKind::Item {
            return self.item_block(text);
        }
        let text =
            if matches!(kind, BlockKind::Heading(_) | BlockKind::Picture(_)) { text.replace('\n', " ") } else { text };
        // Two ends of line part paragraphs.
        for part in text.split("\n\n").filter(|part| !part.trim().is_empty()) {
            self.push(kind.clone(), part.to_string());
        }
    }

    /// The first block of an item bears its sign; others go on below it.
    fn item_block(&mut self, text: String) {
        if let Some(sign) = self.item.take() {
            return self.push(BlockKind::Item, sign + &text);
        }
        match self.gatherer.copy.blocks.last_mut().filter(|block| block.kind == BlockKind::Item) {
            Some(block) => {
                block.text.push_str("\n\n");
                block.text.push_str(&text);
            }
            None => self.push(BlockKind::Text, text),
        }
    }

    fn note_block(&mut self, label: String, begun: bool) {
        let text = self.gatherer.take();
        let last =
            self.gatherer.copy.blocks.last_mut().filter(|block| begun && block.kind == BlockKind::Note(label.clone()));
        if let Some(block) = last {
            block.text.push_str("\n\n");
            block.text.push_str(&text);
            return;
        }
        // What is left of the number that led back.
        let bare = text.trim_start_matches(['[', ']', '(', ')', '.', ':', '^', '↑', '↩', ' ', '\u{a0}']);
        let bare = bare.trim_end_matches(['↩', '↑', '\u{fe0e}', ' ']);
        let zone = std::mem::replace(&mut self.zone, Zone::Article);
        self.item = None;
        self.push(BlockKind::Note(label), bare.to_string());
        self.zone = zone;
    }

    fn push(&mut self, kind: BlockKind, text: String) {
        self.gatherer.block(kind, text, self.line);
        self.zones.push(self.zone);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::{CALL, CALL_END};

    fn blocks(html: &str) -> Vec<(BlockKind, String)> {
        let copy = read(html, &|_| None).unwrap();
        copy.blocks.into_iter().map(|block| (block.kind, block.text)).collect()
    }

    #[test]
    fn a_page_with_all_that_pages_have() {
        let found = blocks(
            "<html><head><title>Un - Site</title><style>p{}</style></head><body><nav>Menu</nav><article><h1>Un</h1>\
             <p>Du <em>texte</em> <a href='https://a.b'>lié</a><sup><a href=\"#n1\" id=r1>1</a></sup>.<p>Encore\
             <blockquote><p>Cité</p></blockquote><ul><li>a<li>b</ul><figure><img src=x.jpg><figcaption>Là</figcaption></figure>\
             <ol><li id=n1>La note. <a href='#r1'>↩</a></li></ol></article><script>var a = '<p>';</script></body></html>",
        );
        let text = format!("Du *texte* [lié](https://a.b){CALL}1{CALL_END}.");
        let expected = [
            (BlockKind::Heading(1), "Un"),
            (BlockKind::Text, &text),
            (BlockKind::Text, "Encore"),
            (BlockKind::Quote, "Cité"),
            (BlockKind::Item, "- a"),
            (BlockKind::Item, "- b"),
            (BlockKind::Picture("x.jpg".into()), "Là"),
            (BlockKind::Note("1".into()), "La note."),
        ];
        assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_string())));
    }

    #[test]
    fn tables_that_are_tables_and_tables_that_arrange() {
        assert_eq!(blocks("<table><tr><td>a<td>b<tr><td>c<td>d</table>")[0].1, "| a | b |\n| --- | --- |\n| c | d |\n");
        assert_eq!(blocks("<table><tr><td><p>a</p><p>b</p></table>").len(), 2);
    }

    #[test]
    fn depth_is_limited_but_not_by_what_never_ends() {
        assert!(read(&"<div>".repeat(10_000), &|_| None).is_err());
        assert_eq!(blocks(&"<p>a".repeat(10_000)).len(), 10_000);
        assert_eq!(blocks(&"<ul><li>a</ul>".repeat(3)).len(), 3);
    }
}
