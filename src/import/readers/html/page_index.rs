//! What has to be known of a page before it is read: which links are note references, and which tables arrange the page.
//!
//! A link within the page is a note reference if its words are a number or a mark, and its target comes after it. A link from
//! there to an earlier place leads back.

use super::elements::attribute;
use html5gum::{StartTag, Token, Tokenizer};
use std::collections::{HashMap, HashSet};

/// What is known of a page before it is read.
#[derive(Default)]
pub(super) struct PageIndex {
    /// The labels of notes, by the targets of the links that refer to them.
    pub(super) note_labels: HashMap<String, String>,
    /// The targets of links that lead back.
    pub(super) back_targets: HashSet<String>,
    /// The tables, counted from 0, that hold paragraphs or other tables: they arrange the page.
    pub(super) arranging_tables: HashSet<usize>,
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
    /// The token of each name within the page.
    places: HashMap<String, usize>,
    links: Vec<InnerLink>,
    in_link: bool,
    arranging_tables: HashSet<usize>,
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
        let Collector { places, links, arranging_tables, .. } = collector;
        let mut index = PageIndex { arranging_tables, ..PageIndex::default() };
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
                self.arranging_tables.extend(self.open_tables.last());
                self.open_tables.push(self.tables);
                self.tables += 1;
            }
            b"p" | b"div" | b"h1" | b"h2" | b"h3" | b"h4" | b"ul" | b"ol" | b"blockquote" | b"article" => {
                self.arranging_tables.extend(self.open_tables.last());
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

/// Whether the words of a link are those of a note reference: a number, a mark, a letter, `note 3`.
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

/// The name within the page that an address leads to.
pub(super) fn target_in_page(href: &str) -> Option<String> {
    href.strip_prefix('#').filter(|name| !name.is_empty()).map(str::to_string)
}
