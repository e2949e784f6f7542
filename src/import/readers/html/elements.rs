//! Classifies HTML elements by their effect on the text, and reads the attributes of tags.

use html5gum::{SpanBound, StartTag};

/// Elements whose content is not text.
pub(super) const HIDDEN: [&str; 14] = [
    "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "select", "textarea", "button",
    "canvas", "audio", "video",
];

/// Elements without content, which have no end tag.
pub(super) const VOID: [&str; 14] =
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

pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Returns the level of a heading element.
pub(super) fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// Returns the value of an attribute.
pub(super) fn attribute<S: SpanBound>(tag: &StartTag<S>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).trim().to_string())
}
