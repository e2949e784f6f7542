//! Reads saved web pages: collects their tokens into blocks, without building a tree.
//!
//! Input: the text of a page. Output: a document with the blocks of its main text. Elements without an end tag are closed where
//! browsers close them, as far as this affects blocks.

mod elements;
mod page_index;
mod regions;

use super::companions::Companions;
use super::fault::ReadFault;
use super::limits::{DEEPEST, DEEPEST_ITEM};
use super::pictures::PictureFile;
use super::runs::{BlockBuilder, TextStyle, table_blocks};
use crate::import::document::{BlockKind, Document, DocumentPicture};
use crate::import::escape::escaped;
use elements::{HIDDEN, VOID, attribute, heading_level, is_block};
use encoding_rs::Encoding;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use page_index::{PageIndex, target_in_page};
use percent_encoding::percent_decode_str;
use regions::{Region, text_of_page};
use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

/// A picture whose width or height is at most this number of pixels is treated as an icon and left out.
const LARGEST_ICON: u32 = 32;

/// Returns the encoding that a page declares in its head.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&'static Encoding> {
    // The standard requires the declaration in the first kilobyte, but some pages have it later.
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let (_, label) = head.split_once("charset=")?;
    let label = label.trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

/// Reads a page. Pictures next to it are requested from `companions`.
///
/// # Errors
/// Returns an error if the elements are nested too deeply.
pub(super) fn read(text: &str, companions: &Companions) -> Result<Document, ReadFault> {
    let mut page = HtmlReader::new(PageIndex::of(text), companions);
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut counted = 0;
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        let start = match &token {
            Token::StartTag(tag) => tag.span.start,
            Token::String(string) => string.span.start,
            Token::EndTag(tag) => tag.span.start,
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => continue,
        };
        let passed = text.as_bytes().get(counted..start).unwrap_or_default();
        page.line += passed.iter().filter(|byte| **byte == b'\n').count();
        counted = counted.max(start);
        match token {
            Token::StartTag(tag) => page.start(&tag)?,
            Token::EndTag(tag) => page.end(&String::from_utf8_lossy(&tag.name)),
            Token::String(string) => page.text(&String::from_utf8_lossy(&string.value)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    page.close_to(0);
    page.end_block();
    Ok(text_of_page(page.builder.document, &page.regions, &page.title))
}

/// An open element, with the state to restore when it closes.
struct Element {
    name: String,
    style_before: TextStyle,
    region_before: Region,
    note_before: Option<OpenNote>,
    hidden_before: bool,
}

/// The note that the current blocks belong to.
#[derive(Clone)]
struct OpenNote {
    label: String,
    /// Whether it already has a block.
    begun: bool,
}

/// The state of the walk over a page.
struct HtmlReader<'c> {
    companions: &'c Companions<'c>,
    index: PageIndex,
    builder: BlockBuilder,
    open: Vec<Element>,
    style: TextStyle,
    region: Region,
    /// The region of each block.
    regions: Vec<Region>,
    line: usize,
    hidden: bool,
    note: Option<OpenNote>,
    title: String,
    /// The number of the next item of each open list; `None` for bullets.
    lists: Vec<Option<usize>>,
    /// The marker of the current list item, until its first paragraph is added.
    item_marker: Option<String>,
    /// The picture of the open figure, whose caption may follow.
    figure: Option<String>,
    /// The names of the pictures that have been loaded, by their paths without extension.
    loaded: HashMap<PathBuf, String>,
    /// The names that pictures have been requested by.
    tried: HashSet<String>,
    /// The number of tables so far.
    tables: usize,
    /// The rows of the open table, unless it only lays out the page.
    rows: Option<Vec<Vec<String>>>,
    /// The text of an open `pre` element, which keeps its line breaks.
    preformatted: Option<String>,
}

impl<'c> HtmlReader<'c> {
    fn new(index: PageIndex, companions: &'c Companions<'c>) -> HtmlReader<'c> {
        HtmlReader {
            companions,
            index,
            builder: BlockBuilder::default(),
            open: Vec::new(),
            style: TextStyle::default(),
            region: Region::default(),
            regions: Vec::new(),
            line: 1,
            hidden: false,
            note: None,
            title: String::new(),
            lists: Vec::new(),
            item_marker: None,
            figure: None,
            loaded: HashMap::new(),
            tried: HashSet::new(),
            tables: 0,
            rows: None,
            preformatted: None,
        }
    }

    fn is_in(&self, names: &[&str]) -> bool {
        self.open.iter().any(|element| names.contains(&element.name.as_str()))
    }

    fn start(&mut self, tag: &StartTag<usize>) -> Result<(), ReadFault> {
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if VOID.contains(&name.as_str()) {
            if !self.hidden {
                self.void_element(&name, tag);
            }
            return Ok(());
        }
        self.close_unclosed(&name);
        if is_block(&name) {
            self.end_block();
        }
        self.open.push(Element {
            name: name.clone(),
            style_before: self.style.clone(),
            region_before: self.region,
            note_before: self.note.clone(),
            hidden_before: self.hidden,
        });
        if self.open.len() > DEEPEST {
            return Err(ReadFault::TooDeep);
        }
        self.hidden |= HIDDEN.contains(&name.as_str()) || attribute(tag, "hidden").is_some();
        if !self.hidden {
            self.region = self.region.of_element(&name, tag);
            self.start_note(&name, tag);
            self.element(&name, tag);
        }
        Ok(())
    }

    /// Closes elements whose end tag may be omitted before this element: paragraphs before blocks, items before items, cells
    /// before cells.
    fn close_unclosed(&mut self, name: &str) {
        let (closed, limits): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["table", "tr"]),
            "tr" => (&["tr"], &["table"]),
            _ if is_block(name) => (&["p"], &["td", "th", "li", "blockquote", "div", "figure", "section"]),
            _ => return,
        };
        for at in (0..self.open.len()).rev() {
            let open = self.open[at].name.as_str();
            if closed.contains(&open) {
                return self.close_to(at);
            }
            if limits.contains(&open) {
                return;
            }
        }
    }

    /// Begins a note if a note reference links to this element.
    fn start_note(&mut self, name: &str, tag: &StartTag<usize>) {
        let mut ids = ["id", "name"].iter().filter_map(|key| attribute(tag, key));
        let Some(label) = ids.find_map(|id| self.index.note_labels.get(&id).cloned()) else { return };
        let note = Some(OpenNote { label, begun: false });
        self.note.clone_from(&note);
        if is_block(name) {
            return;
        }
        // The anchor is within a block: the note continues to the end of that block's parent.
        if let Some(at) = self.open.iter().rposition(|element| is_block(&element.name)) {
            self.open[at + 1..].iter_mut().for_each(|element| element.note_before.clone_from(&note));
        }
    }

    fn element(&mut self, name: &str, tag: &StartTag<usize>) {
        match name {
            "em" | "i" | "cite" | "dfn" | "var" => self.style.italic = true,
            "strong" | "b" => self.style.bold = true,
            "sup" => self.style.superscript = true,
            "span" | "font" => {
                let css = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
                let bold = ["font-weight:bold", "font-weight:600", "font-weight:700"];
                self.style.italic |= css.contains("font-style:italic");
                self.style.bold |= bold.iter().any(|bold| css.contains(bold));
                self.style.superscript |= css.contains("vertical-align:super");
            }
            "a" => self.link(tag),
            "q" => self.builder.text("« ", &self.style),
            "ul" => self.lists.push(None),
            "ol" => self.lists.push(Some(attribute(tag, "start").and_then(|n| n.parse().ok()).unwrap_or(1))),
            "li" => self.item_marker = Some(self.next_marker()),
            "table" => {
                let arranges = self.index.layout_tables.contains(&self.tables);
                self.tables += 1;
                if !arranges && self.rows.is_none() {
                    self.rows = Some(Vec::new());
                }
            }
            "tr" => {
                if let Some(rows) = &mut self.rows {
                    rows.push(Vec::new());
                }
            }
            "pre" => self.preformatted = Some(String::new()),
            _ => {}
        }
    }

    fn link(&mut self, tag: &StartTag<usize>) {
        let Some(href) = attribute(tag, "href") else { return };
        // A link of these classes is only a symbol next to a heading, for copying the address of that heading.
        let class = attribute(tag, "class").unwrap_or_default();
        if class.split_whitespace().any(|class| matches!(class, "headerlink" | "anchor" | "permalink")) {
            self.hidden = true;
        } else if let Some(target) = target_in_page(&href) {
            if let Some(label) = self.index.note_labels.get(&target).cloned() {
                self.builder.note_ref(&label);
                // The text of the link is only the number of the note.
                self.hidden = true;
            } else if self.note.is_some() && self.index.back_targets.contains(&target) {
                self.hidden = true;
            }
        } else if ["http://", "https://", "mailto:"].iter().any(|scheme| href.starts_with(scheme)) {
            self.style.link = self.builder.link(href, self.line);
        }
    }

    /// Returns the bullet or number of the next item of the innermost list, indented as Markdown requires for nested lists.
    fn next_marker(&mut self) -> String {
        let outer = self.lists.len().saturating_sub(1).min(DEEPEST_ITEM);
        let indent: usize = self.lists[..outer].iter().map(|list| if list.is_some() { 3 } else { 2 }).sum();
        let indent = " ".repeat(indent);
        match self.lists.last_mut() {
            Some(Some(next)) => {
                *next += 1;
                format!("{indent}{}. ", *next - 1)
            }
            Some(None) | None => format!("{indent}- "),
        }
    }

    fn void_element(&mut self, name: &str, tag: &StartTag<usize>) {
        match name {
            "br" => match &mut self.preformatted {
                Some(text) => text.push('\n'),
                None => self.builder.line_end(),
            },
            "hr" => {
                self.end_block();
                self.push(BlockKind::Verbatim, "* * *".to_string());
            }
            "img" => self.picture(tag),
            _ => {}
        }
    }

    fn picture(&mut self, tag: &StartTag<usize>) {
        let pixels = |key| attribute(tag, key).and_then(|value| value.trim_end_matches("px").parse::<u32>().ok());
        let is_icon = [pixels("width"), pixels("height")].into_iter().flatten().any(|size| size <= LARGEST_ICON);
        // On pages that load pictures lazily, `src` is a blank placeholder.
        let mut sources = ["data-lazy-src", "data-src", "src"].iter().filter_map(|key| attribute(tag, key));
        let source = sources.find(|source| !source.is_empty() && !source.starts_with("data:"));
        let Some(source) = source.filter(|_| !is_icon && self.region != Region::Outside && self.rows.is_none()) else {
            return;
        };
        let name = self.load_picture(&source);
        self.end_block();
        if self.is_in(&["figure"]) {
            self.end_figure();
            self.figure = Some(name);
        } else {
            self.push(BlockKind::Picture(name), String::new());
        }
    }

    /// Returns the name of a picture. Loads the picture if it is next to the page and has not been tried yet.
    fn load_picture(&mut self, source: &str) -> String {
        let name = file_name(source);
        let path = Path::new(&name);
        let stem = path.with_extension("");
        if let Some(loaded) = self.loaded.get(&stem) {
            return loaded.clone();
        }
        // Nothing outside the page's folder is read.
        let is_inside = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !is_inside || source.contains("://") || !self.tried.insert(name.clone()) {
            return name;
        }
        let bytes = (self.companions)(path).unwrap_or_default();
        let Some(PictureFile { extension, bytes }) = PictureFile::of(bytes) else { return name };
        let name = path.with_extension(extension).to_string_lossy().into_owned();
        self.builder.document.pictures.push(DocumentPicture { name: name.clone(), bytes });
        self.loaded.insert(stem, name.clone());
        name
    }

    /// Adds the picture of a figure that has no caption.
    fn end_figure(&mut self) {
        if let Some(name) = self.figure.take() {
            self.push(BlockKind::Picture(name), String::new());
        }
    }

    fn end(&mut self, name: &str) {
        let Some(at) = self.open.iter().rposition(|element| element.name == name) else { return };
        // The end tag of an inline element does not close the blocks inside it.
        let closes_blocks = is_block(name) || name == "body" || name == "html";
        if closes_blocks || !self.open[at + 1..].iter().any(|element| is_block(&element.name)) {
            self.close_to(at);
        }
    }

    /// Closes the open element at index `at` and all elements inside it.
    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some(element) = self.open.last() else { return };
            let name = element.name.clone();
            if !self.hidden {
                self.close_element(&name);
            }
            let Some(element) = self.open.pop() else { return };
            (self.style, self.region, self.hidden) =
                (element.style_before, element.region_before, element.hidden_before);
            let begun = self.note.as_ref().is_some_and(|note| note.begun);
            self.note = element.note_before.map(|note| OpenNote { begun: note.begun || begun, ..note });
        }
    }

    fn close_element(&mut self, name: &str) {
        if is_block(name) {
            self.end_block();
        }
        match name {
            "q" => self.builder.text(" »", &self.style),
            "ul" | "ol" => drop(self.lists.pop()),
            "figure" => self.end_figure(),
            "td" | "th" => {
                if let Some(row) = self.rows.as_mut().and_then(|rows| rows.last_mut()) {
                    row.push(self.builder.take().replace('\n', " "));
                }
            }
            "table" => {
                for (kind, text) in self.rows.take().map(table_blocks).unwrap_or_default() {
                    self.push(kind, text);
                }
            }
            "pre" => self.end_preformatted(),
            _ => {}
        }
    }

    /// Adds the text of a `pre` element: as code if it looks like code, otherwise as paragraphs.
    fn end_preformatted(&mut self) {
        let Some(text) = self.preformatted.take() else { return };
        let text = text.trim_matches('\n');
        if text.trim().is_empty() {
            return;
        }
        let is_code = text.contains(['{', ';', '=']) && !text.contains('’');
        if is_code {
            return self.push(BlockKind::Verbatim, format!("```\n{text}\n```"));
        }
        for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
            self.push(BlockKind::Paragraph, escaped(paragraph.trim_matches('\n')).into_owned());
        }
    }

    fn text(&mut self, text: &str) {
        if self.open.last().is_some_and(|element| element.name == "title") && self.title.is_empty() {
            self.title = text.split_whitespace().collect::<Vec<_>>().join(" ");
            return;
        }
        if self.hidden || self.is_in(&["head"]) && !self.is_in(&["body"]) {
            return;
        }
        match &mut self.preformatted {
            Some(preformatted) => preformatted.push_str(text),
            None => self.builder.text(text, &self.style),
        }
    }

    /// Ends the current block. The open elements determine its kind.
    fn end_block(&mut self) {
        if self.rows.is_some() {
            return self.builder.line_end();
        }
        if self.builder.is_empty() {
            drop(self.builder.take());
            return;
        }
        let text = self.builder.take();
        if let Some(note) = self.note.as_mut() {
            let begun = std::mem::replace(&mut note.begun, true);
            let label = note.label.clone();
            return self.note_paragraph(label, begun, &text);
        }
        let level = self.open.iter().rev().find_map(|element| heading_level(&element.name));
        let kind = match level {
            Some(level) => BlockKind::Heading(level),
            None if self.figure.is_some() && self.is_in(&["figcaption", "figure"]) => {
                BlockKind::Picture(self.figure.take().unwrap_or_default())
            }
            None if !self.lists.is_empty() && self.is_in(&["li"]) => return self.list_item(text),
            None if self.is_in(&["blockquote"]) => BlockKind::Quote,
            None => BlockKind::Paragraph,
        };
        let text =
            if matches!(kind, BlockKind::Heading(_) | BlockKind::Picture(_)) { text.replace('\n', " ") } else { text };
        // Two consecutive line breaks separate paragraphs.
        for part in text.split("\n\n").filter(|part| !part.trim().is_empty()) {
            self.push(kind.clone(), part.to_string());
        }
    }

    /// Adds a paragraph to a list item. The first paragraph has the marker; the others continue the item.
    fn list_item(&mut self, text: String) {
        if let Some(marker) = self.item_marker.take() {
            self.push(BlockKind::ListItem, marker + &text);
        } else if !self.builder.continue_block(&text, |block| block.kind == BlockKind::ListItem) {
            self.push(BlockKind::Paragraph, text);
        }
    }

    /// Adds a paragraph to a note.
    fn note_paragraph(&mut self, label: String, begun: bool, text: &str) {
        let kind = BlockKind::Note(label);
        if self.builder.continue_block(text, |block| begun && block.kind == kind) {
            return;
        }
        // Remove the rest of the note's number and of the link back to the reference.
        let bare = text.trim_start_matches(['[', ']', '(', ')', '.', ':', '^', '↑', '↩', ' ', '\u{a0}']);
        // The variation selector requests the arrow as text, not as an emoji.
        let bare = bare.trim_end_matches(['↩', '↑', '\u{fe0e}', ' ']);
        // Notes belong to the text wherever they are on the page.
        let region = std::mem::replace(&mut self.region, Region::Article);
        self.item_marker = None;
        self.push(kind, bare.to_string());
        self.region = region;
    }

    fn push(&mut self, kind: BlockKind, text: String) {
        self.builder.block(kind, text, self.line);
        self.regions.push(self.region);
    }
}

/// Converts an address in a page to a file name: removes the query and the fragment, and decodes percent-encoded characters.
fn file_name(source: &str) -> String {
    let path = source.split(['?', '#']).next().unwrap_or(source);
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::markers::note_ref;

    fn blocks(html: &str) -> Vec<(BlockKind, String)> {
        let document = read(html, &|_| None).unwrap();
        document.blocks.into_iter().map(|block| (block.kind, block.text)).collect()
    }

    #[test]
    fn elements_of_a_page_become_blocks() {
        let found = blocks(
            "<html><head><title>Un - Site</title><style>p{}</style></head><body><nav>Menu</nav><article><h1>Un</h1>\
             <p>Du <em>texte</em> <a href='https://a.b'>lié</a><sup><a href=\"#n1\" id=r1>1</a></sup>.<p>Encore\
             <blockquote><p>Cité</p></blockquote><ul><li>a<li>b</ul><figure><img src=x.jpg><figcaption>Là</figcaption></figure>\
             <ol><li id=n1>La note. <a href='#r1'>↩</a></li></ol></article><script>var a = '<p>';</script></body></html>",
        );
        let text = format!("Du *texte* [lié](https://a.b){}.", note_ref(1));
        let expected = [
            (BlockKind::Heading(1), "Un"),
            (BlockKind::Paragraph, &text),
            (BlockKind::Paragraph, "Encore"),
            (BlockKind::Quote, "Cité"),
            (BlockKind::ListItem, "- a"),
            (BlockKind::ListItem, "- b"),
            (BlockKind::Picture("x.jpg".into()), "Là"),
            (BlockKind::Note("1".into()), "La note."),
        ];
        assert_eq!(found, expected.map(|(kind, text)| (kind, text.to_string())));
    }

    #[test]
    fn data_tables_are_kept_and_layout_tables_become_paragraphs() {
        assert_eq!(blocks("<table><tr><td>a<td>b<tr><td>c<td>d</table>")[0].1, "| a | b |\n| --- | --- |\n| c | d |\n");
        assert_eq!(blocks("<table><tr><td><p>a</p><p>b</p></table>").len(), 2);
    }

    #[test]
    fn depth_is_limited_but_elements_without_end_tags_do_not_count() {
        assert!(read(&"<div>".repeat(10_000), &|_| None).is_err());
        assert_eq!(blocks(&"<p>a".repeat(10_000)).len(), 10_000);
        assert_eq!(blocks(&"<ul><li>a</ul>".repeat(3)).len(), 3);
    }

    #[test]
    fn addresses_become_file_names() {
        assert_eq!(file_name("a%20b.jpg?x=1"), "a b.jpg");
        assert_eq!(file_name("100%.jpg"), "100%.jpg");
    }
}
