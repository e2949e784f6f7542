//! Reads the attributes of HTML tags that affect the text: alignment, page breaks, sizes, spanned columns.

use super::element::Division;
use crate::manuscript::Align;
use html5gum::StartTag;

/// The maximum number of columns that a cell may span, as in HTML.
const MOST_COLUMNS: usize = 1_000;

/// Returns the value of an attribute.
pub(super) fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).trim().to_string())
}

/// Returns the value of a property in the `style` attribute, without `!important`.
pub(super) fn style(tag: &StartTag<usize>, property: &str) -> Option<String> {
    let style = attribute(tag, "style")?.to_ascii_lowercase();
    let declarations = style.split(';').filter_map(|declaration| declaration.split_once(':'));
    let mut values = declarations.filter(|(name, _)| name.trim() == property).map(|(_, value)| value);
    values.next_back().map(|value| value.replace("!important", "").trim().to_string())
}

/// Returns the alignment that a tag sets. Returns `None` for any other value, such as `justify`.
pub(super) fn align(tag: &StartTag<usize>) -> Option<Align> {
    let typed = style(tag, "text-align").or_else(|| attribute(tag, "align"))?;
    match typed.to_ascii_lowercase().as_str() {
        "center" | "middle" => Some(Align::Centre),
        "right" | "end" => Some(Align::Right),
        "left" | "start" => Some(Align::Left),
        _ => None,
    }
}

/// Returns the kind of division that a section with these attributes is.
pub(super) fn division(tag: &StartTag<usize>, align: Option<Align>) -> Division {
    let breaks = |properties: [&str; 2]| {
        let value = properties.into_iter().find_map(|property| style(tag, property));
        value.is_some_and(|value| matches!(value.as_str(), "always" | "page" | "left" | "right" | "recto" | "verso"))
    };
    let class = attribute(tag, "class").unwrap_or_default();
    let is_break = class.split_whitespace().any(|class| matches!(class, "page-break" | "pagebreak" | "newpage"));
    if is_break || breaks(["page-break-before", "break-before"]) {
        Division::NewPage
    } else if breaks(["page-break-after", "break-after"]) {
        Division::PageAfter
    } else {
        align.map_or(Division::Plain, Division::Aligned)
    }
}

/// Returns the number of columns that a cell spans.
pub(super) fn columns(tag: &StartTag<usize>) -> usize {
    let spanned = attribute(tag, "colspan").and_then(|columns| columns.parse().ok());
    spanned.unwrap_or(1).clamp(1, MOST_COLUMNS)
}
