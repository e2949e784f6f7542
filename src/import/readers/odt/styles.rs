//! Reads the styles of an .odt: the emphasis of characters, the kinds of paragraphs, and which lists are numbered.

use crate::import::document::BlockKind;
use crate::import::readers::fault::ReadFault;
use crate::import::readers::runs::TextStyle;
use crate::import::readers::xml::{XmlEvent, walk};
use std::collections::HashMap;

/// The maximum number of styles that are searched for a kind in a chain of styles derived from one another. Chains in templates
/// have two or three styles.
const MAX_CHAIN: usize = 6;

/// A style of characters or paragraphs.
#[derive(Clone, Debug, Default)]
struct OdtStyle {
    parent: String,
    bold: bool,
    italic: bool,
    superscript: bool,
}

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    by_name: HashMap<String, OdtStyle>,
    /// Whether each list is numbered, by list style.
    numbered: HashMap<String, bool>,
}

impl Styles {
    /// Adds the styles of a part.
    pub(super) fn read(&mut self, xml: &str, part: &str) -> Result<(), ReadFault> {
        let (mut style, mut list) = (String::new(), String::new());
        walk(xml, part, |event| {
            let XmlEvent::Start(name, attributes) = event else { return };
            let value = |key: &str| attributes.get(key).unwrap_or_default();
            match name {
                "style" => {
                    style = value("name");
                    self.by_name.entry(style.clone()).or_default().parent = value("parent-style-name");
                }
                "text-properties" => {
                    let style = self.by_name.entry(style.clone()).or_default();
                    let position = value("text-position");
                    style.bold |= matches!(value("font-weight").as_str(), "bold" | "600" | "700" | "800" | "900");
                    style.italic |= matches!(value("font-style").as_str(), "italic" | "oblique");
                    // A positive percentage raises the text.
                    style.superscript |=
                        position.starts_with("super") || position.starts_with(|c: char| ('1'..='9').contains(&c));
                }
                "list-style" => list = value("name"),
                // The first level determines whether the list is numbered.
                "list-level-style-number" => drop(self.numbered.entry(list.clone()).or_insert(true)),
                "list-level-style-bullet" => drop(self.numbered.entry(list.clone()).or_insert(false)),
                _ => {}
            }
        })
    }

    /// Whether a list of the given style is numbered.
    pub(super) fn is_numbered(&self, list: &str) -> bool {
        self.numbered.get(list).copied().unwrap_or(false)
    }

    /// Returns the text style that a named style defines.
    pub(super) fn text_style(&self, name: &str) -> TextStyle {
        let style = self.by_name.get(name).cloned().unwrap_or_default();
        // The properties of predefined styles follow from their names alone.
        let is_strong = [name, &style.parent].iter().any(|name| name.contains("Strong_20_Emphasis"));
        let is_emphasis = [name, &style.parent].contains(&"Emphasis");
        TextStyle {
            bold: style.bold || is_strong,
            italic: style.italic || is_emphasis,
            superscript: style.superscript,
            link: None,
        }
    }

    /// Returns the kind of a paragraph from the name of its style, or of a style that it is derived from.
    pub(super) fn block_kind(&self, name: &str) -> BlockKind {
        let mut name = name;
        for _ in 0..MAX_CHAIN {
            if let Some(kind) = kind_of_name(name) {
                return kind;
            }
            match self.by_name.get(name) {
                Some(style) if !style.parent.is_empty() => name = &style.parent,
                _ => break,
            }
        }
        BlockKind::Paragraph
    }
}

/// Returns the kind of block that the name of a style indicates.
fn kind_of_name(name: &str) -> Option<BlockKind> {
    let name = name.to_lowercase().replace("_20_", " ");
    if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok()) {
        return Some(BlockKind::Heading(level.clamp(1, 6)));
    }
    match name.as_str() {
        "title" | "titre" => Some(BlockKind::Heading(0)),
        "quote" | "citation" => Some(BlockKind::Quote),
        "caption" | "illustration" | "figure" | "drawing" => Some(BlockKind::Picture(String::new())),
        _ if name.starts_with("quotation") => Some(BlockKind::Quote),
        _ => None,
    }
}
