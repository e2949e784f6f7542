//! Reads the lines before and after divisions as in pandoc and Docusaurus: `::: {.name}` and `:::`.

use super::attributes::{self, Attributes};
use super::builder::Builder;
use super::callout::capitalised;
use super::element::Division;
use super::findings::FindingKind;
use crate::manuscript::{Align, Block, Inline, InlineStyle, Words};

/// Names of divisions that are boxed texts.
const BOXES: [&str; 18] = [
    "box",
    "encadré",
    "encadre",
    "note",
    "tip",
    "info",
    "important",
    "warning",
    "caution",
    "danger",
    "admonition",
    "callout",
    "sidebar",
    "example",
    "exemple",
    "remarque",
    "attention",
    "astuce",
];

/// Reads a line that begins with three colons, at a byte of the file.
pub(super) fn line(builder: &mut Builder, typed: &str, at: usize) {
    let rest = typed.trim_start_matches(':').trim_end_matches(':').trim();
    if rest.is_empty() {
        builder.close_html(":::", at + typed.len());
        return;
    }
    let Opening { name, attributes, title } = opening(rest);
    let division = division_of(&name, &attributes);
    if division == Division::Plain && attributes.id.is_none() && !attributes.has_class(&["line-block", "refs"]) {
        let span = builder.context.source.span(&(at..at + typed.len()));
        builder.context.collected.find(FindingKind::Attribute, &format!("::: {name}"), span);
    }
    builder.open_division(division, at);
    if division == Division::Box {
        let plain = ["box", "encadré", "encadre", "admonition", "sidebar", "callout"];
        let own = name.strip_prefix("callout-").unwrap_or(&name).to_string();
        let words = if !title.is_empty() { title } else { capitalised(&own) };
        if !plain.contains(&words.to_lowercase().as_str()) {
            let start = typed.find(&words).map_or(at, |found| at + found);
            let span = builder.context.source.span(&(start..start + if start == at { 0 } else { words.len() }));
            let words = vec![Inline::Text(Words { text: words, span })];
            let bold = Inline::styled(InlineStyle::Strong, words, span);
            builder.block(Block::Paragraph(vec![bold]), at);
        }
    }
}

/// The words after the colons.
struct Opening {
    name: String,
    attributes: Attributes,
    title: String,
}

/// Parses `{.name title="…"}`, `name`, `name Title`, `name[Title]` and `name {attributes}`.
fn opening(rest: &str) -> Opening {
    if let Some((attributes, length)) = attributes::at_start(rest) {
        let name = attributes.classes.first().cloned().unwrap_or_default();
        let title = attributes.value("title").unwrap_or(rest[length..].trim()).to_string();
        return Opening { name, attributes, title };
    }
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '[' | '{')).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let after = after.trim();
    let attributes = after.find('{').and_then(|at| attributes::at_start(&after[at..])).map(|(found, _)| found);
    let title = after.split('{').next().unwrap_or_default().trim().trim_matches(['[', ']']).to_string();
    Opening { name: name.to_string(), attributes: attributes.unwrap_or_default(), title }
}

fn division_of(name: &str, attributes: &Attributes) -> Division {
    let lower = name.to_lowercase();
    match lower.as_str() {
        "verse" | "vers" | "poem" | "line-block" => Division::Verse,
        "epigraph" | "épigraphe" => Division::Epigraph,
        "signature" => Division::Signature,
        "center" | "centre" | "text-center" | "centered" => Division::Aligned(Align::Centre),
        "right" | "text-right" | "flushright" => Division::Aligned(Align::Right),
        "newpage" | "pagebreak" => Division::NewPage,
        _ if BOXES.contains(&lower.as_str()) || lower.starts_with("callout-") => Division::Box,
        _ => match attributes.classes.iter().skip(1).map(|class| class.as_str()).find(|class| BOXES.contains(class)) {
            Some(_) => Division::Box,
            None => Division::Plain,
        },
    }
}
