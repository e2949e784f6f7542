//! Collects facts about a page before it is read: which links are note references, and which tables only lay out the page.
//!
//! A link within the page is a note reference if its text is a number or a mark and its target is further down the page. A link
//! to an earlier place leads back to a reference.

use super::elements::attribute;
use html5gum::{StartTag, Token, Tokenizer};
use std::collections::{HashMap, HashSet};

/// Facts about a page that are collected before it is read.
#[derive(Default)]
pub(super) struct PageIndex {
    /// The labels of notes, by the targets of the links that refer to them.
    pub(super) note_labels: HashMap<String, String>,
    /// The targets of links that lead back to a reference.
    pub(super) back_targets: HashSet<String>,
    /// The numbers, from 0, of the tables that contain paragraphs or other tables: they only lay out the page.
    pub(super) layout_tables: HashSet<usize>,
}

/// A link within the page.
struct InnerLink {
    /// The number of its token.
    at: usize,
    target: String,
    words: String,
}

/// The tables and links of a page, collected token by token.
#[derive(Default)]
struct Collector {
    /// The number of the token that defines each name within the page.
    places: HashMap<String, usize>,
    links: Vec<InnerLink>,
    in_link: bool,
    layout_tables: HashSet<usize>,
    tables: usize,
    open_tables: Vec<usize>,
}

impl PageIndex {
    pub(super) fn of(text: &str) -> PageIndex {
        let mut collector = Collector::default();
        for (at, token) in Tokenizer::new(text).flatten().enumerate() {
            match token {
                Token::StartTag(tag) => collector.start(at, &tag),
                Token::EndTag(tag) if &**tag.name == b"a" => collector.in_link = false,
                Token::EndTag(tag) if &**tag.name == b"table" => drop(collector.open_tables.pop()),
                Token::String(string) if collector.in_link => {
                    if let Some(link) = collector.links.last_mut() {
                        link.words.push_str(&String::from_utf8_lossy(&string.value));
                    }
                }
                Token::EndTag(_) | Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        let Collector { places, links, layout_tables, .. } = collector;
        let mut index = PageIndex { layout_tables, ..PageIndex::default() };
        for InnerLink { at, target, words } in links {
            match places.get(&target) {
                Some(place) if *place > at && is_reference(&words) => {
                    let next = (index.note_labels.len() + 1).to_string();
                    index.note_labels.entry(target).or_insert(next);
                }
                Some(place) if *place < at => drop(index.back_targets.insert(target)),
                _ => {}
            }
        }
        index
    }
}

impl Collector {
    fn start(&mut self, at: usize, tag: &StartTag<()>) {
        for name in ["id", "name"].iter().filter_map(|key| attribute(tag, key)) {
            self.places.entry(name).or_insert(at);
        }
        match &**tag.name {
            b"table" => {
                self.layout_tables.extend(self.open_tables.last());
                self.open_tables.push(self.tables);
                self.tables += 1;
            }
            b"p" | b"div" | b"h1" | b"h2" | b"h3" | b"h4" | b"ul" | b"ol" | b"blockquote" | b"article" => {
                self.layout_tables.extend(self.open_tables.last());
            }
            b"a" => {
                if let Some(target) = attribute(tag, "href").and_then(|href| target_in_page(&href)) {
                    self.links.push(InnerLink { at, target, words: String::new() });
                    self.in_link = true;
                }
            }
            _ => {}
        }
    }
}

/// Whether the text of a link is that of a note reference: a number, a mark, a letter, or something like `note 3`.
fn is_reference(words: &str) -> bool {
    let bare = words.trim().trim_matches(['[', ']', '(', ')', '.']);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let lower = bare.to_lowercase();
    let named = ["note ", "nb ", "n"].iter().any(|head| lower.strip_prefix(head).is_some_and(|n| is_number(n.trim())));
    bare.len() <= 4 && is_number(bare)
        || named
        || matches!(bare, "*" | "**" | "†" | "‡")
        || bare.len() == 1 && bare.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Returns the target of a link within the page; `None` if the address leads elsewhere.
pub(super) fn target_in_page(href: &str) -> Option<String> {
    href.strip_prefix('#').filter(|name| !name.is_empty()).map(str::to_string)
}
