//! What has to be known of a page before it is read: which links call notes, and which tables only arrange.

use html5gum::{StartTag, Token, Tokenizer};
use rustc_hash::{FxHashMap, FxHashSet};

/// Links within a page whose words are a number, and tables that hold blocks.
#[derive(Default)]
pub(super) struct Anchors {
    /// The label of each target that is called before it appears.
    pub(super) labels: FxHashMap<String, String>,
    /// Targets of links that lead back to a call.
    pub(super) back: FxHashSet<String>,
    /// Tables, by their number, that hold paragraphs or other tables: they arrange a page.
    pub(super) arranging: FxHashSet<usize>,
}

impl Anchors {
    pub(super) fn of(text: &str) -> Anchors {
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        let mut links: Vec<(usize, String, String)> = Vec::new();
        let mut within = false;
        let mut arranging = FxHashSet::default();
        let (mut tables, mut open): (usize, Vec<usize>) = (0, Vec::new());
        for (at, token) in Tokenizer::new(text).flatten().enumerate() {
            match token {
                Token::StartTag(tag) => {
                    for name in ["id", "name"].iter().filter_map(|key| attribute(&tag, key)) {
                        places.entry(name).or_insert(at);
                    }
                    if &**tag.name == b"table" {
                        arranging.extend(open.last());
                        open.push(tables);
                        tables += 1;
                    } else if matches!(
                        &**tag.name,
                        b"p" | b"div" | b"h1" | b"h2" | b"h3" | b"h4" | b"ul" | b"ol" | b"blockquote" | b"article"
                    ) {
                        arranging.extend(open.last());
                    }
                    if &**tag.name == b"a"
                        && let Some(target) = attribute(&tag, "href").and_then(|href| fragment(&href))
                    {
                        links.push((at, target, String::new()));
                        within = true;
                    }
                }
                Token::EndTag(tag) if &**tag.name == b"a" => within = false,
                Token::EndTag(tag) if &**tag.name == b"table" => drop(open.pop()),
                Token::String(string) if within => {
                    if let Some((_, _, words)) = links.last_mut() {
                        words.push_str(&String::from_utf8_lossy(&string.value));
                    }
                }
                Token::EndTag(_) | Token::String(_) | Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        let (mut labels, mut back) = (FxHashMap::default(), FxHashSet::default());
        for (at, target, words) in links {
            match places.get(&target) {
                Some(place) if *place > at && is_call(&words) && !labels.contains_key(&target) => {
                    let label = (labels.len() + 1).to_string();
                    labels.insert(target, label);
                }
                Some(place) if *place < at => drop(back.insert(target)),
                _ => {}
            }
        }
        Anchors { labels, back, arranging }
    }
}

/// Whether the words of a link are those of a call: a number or a sign.
fn is_call(words: &str) -> bool {
    let bare = words.trim().trim_matches(['[', ']', '(', ')', '.']);
    let number = (1..=4).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    let noted = ["note ", "nb ", "n"].iter().any(|head| {
        bare.to_lowercase()
            .strip_prefix(head)
            .is_some_and(|n| !n.trim().is_empty() && n.trim().bytes().all(|b| b.is_ascii_digit()))
    });
    number
        || noted
        || matches!(bare, "*" | "**" | "†" | "‡")
        || bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_lowercase())
}

/// The name within the page that an address leads to.
pub(super) fn fragment(href: &str) -> Option<String> {
    href.strip_prefix('#').filter(|name| !name.is_empty()).map(str::to_string)
}

pub(super) fn attribute<S: html5gum::SpanBound>(tag: &StartTag<S>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).trim().to_string())
}

/// An address in a page as the name of a file: without its query, its escaped characters as such.
pub(super) fn decoded(source: &str) -> String {
    let source = source.split(['?', '#']).next().unwrap_or(source);
    let mut bytes = Vec::with_capacity(source.len());
    let mut rest = source.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = (*first == b'%')
            .then(|| after.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()))
            .flatten();
        match escaped {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files() {
        assert_eq!(decoded("a%20b.jpg?x=1"), "a b.jpg");
        assert_eq!(decoded("100%.jpg"), "100%.jpg");
    }
}
