//! Names of headings that links can use, and links that lead nowhere.

use super::Done;
use crate::diagnostic::{Diagnostic, Fault, Nearest, Span, nearest};
use crate::manuscript::{Block, Heading, Inline, Link, Text, plain_text};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The names of a text's headings, in their order; those without words have none.
pub(super) type Names = Vec<Option<String>>;

/// Gives every heading a name, and reports links to names that don't exist.
pub(super) fn resolve(texts: &[Arc<Done>], diagnostics: &mut Vec<Diagnostic>) -> Vec<Names> {
    let mut names = BTreeSet::new();
    for heading in texts.iter().flat_map(|done| headings(&done.text)) {
        if let Some(anchor) = &heading.anchor
            && !names.insert(anchor.clone())
        {
            diagnostics.push(Diagnostic::warning(heading.span, Fault::AnchorTwice { anchor: anchor.clone() }));
        }
    }
    let mut name = |heading: &Heading| {
        heading.anchor.clone().or_else(|| {
            let name = slug(&plain_text(&heading.inlines));
            (!name.is_empty() && names.insert(name.clone())).then_some(name)
        })
    };
    let given = texts.iter().map(|done| headings(&done.text).map(&mut name).collect()).collect();
    for (anchor, span) in texts.iter().flat_map(|done| &done.leads) {
        if !names.contains(anchor) {
            let near = Nearest(nearest(anchor, names.iter().map(String::as_str)));
            diagnostics.push(Diagnostic::warning(*span, Fault::NoAnchor { anchor: anchor.clone(), nearest: near }));
        }
    }
    given
}

/// Enters the names of a text's headings.
pub(super) fn enter(text: &mut Text, names: &Names) {
    let headings =
        text.blocks.iter_mut().filter_map(|block| if let Block::Heading(h) = block { Some(h) } else { None });
    for (heading, name) in headings.zip(names) {
        heading.anchor.clone_from(name);
    }
}

fn headings(text: &Text) -> impl Iterator<Item = &Heading> {
    text.blocks.iter().filter_map(|block| if let Block::Heading(heading) = block { Some(heading) } else { None })
}

/// The links within the brochure that stand in a line.
pub(super) fn leads(inlines: &[Inline], found: &mut Vec<(String, Span)>) {
    for inline in inlines {
        if let Inline::Link { link: Link::Anchor(anchor), span, .. } = inline {
            found.push((anchor.clone(), *span));
        }
        leads(inline.inner(), found);
    }
}

/// A heading's words as a name: small letters and digits, joined by hyphens.
fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
