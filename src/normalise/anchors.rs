//! Assigns anchors to headings (the names by which links refer to them), and warns about links to anchors that don't exist.

use super::lines::each_line;
use crate::diagnostic::{Diagnostic, Fault, Nearest, Span, Warned, nearest};
use crate::manuscript::{Block, Heading, Inline, Link, Text, plain_text};
use std::collections::BTreeSet;

/// The anchor of each heading in a text. A heading has none if it has no words or if another heading already has its name.
pub(super) type HeadingAnchors = Vec<Option<String>>;

/// A link to an anchor in the brochure.
pub(super) struct AnchorLink {
    anchor: String,
    span: Span,
}

/// Returns the anchors of the headings in each text, and warnings about anchors that are given twice and links to anchors that
/// don't exist. `texts` yields each text with its links.
pub(super) fn resolve<'t>(
    texts: impl Iterator<Item = (&'t Text, &'t [AnchorLink])> + Clone,
) -> Warned<Vec<HeadingAnchors>> {
    let mut diagnostics = Vec::new();
    let mut taken = BTreeSet::new();
    // Anchors given by the author come first: a name derived from the words of a heading must not take one of them.
    for heading in texts.clone().flat_map(|(text, _)| headings(text)) {
        if let Some(anchor) = &heading.anchor
            && !taken.insert(anchor.clone())
        {
            diagnostics.push(Diagnostic::warning(heading.span, Fault::AnchorTwice { anchor: anchor.clone() }));
        }
    }
    let mut anchor_of = |heading: &Heading| {
        heading.anchor.clone().or_else(|| {
            let name = slug(&plain_text(&heading.inlines));
            (!name.is_empty() && taken.insert(name.clone())).then_some(name)
        })
    };
    let anchors = texts.clone().map(|(text, _)| headings(text).map(&mut anchor_of).collect()).collect();
    for AnchorLink { anchor, span } in texts.flat_map(|(_, links)| links) {
        if !taken.contains(anchor) {
            let near = Nearest(nearest(anchor, taken.iter().map(String::as_str)));
            diagnostics.push(Diagnostic::warning(*span, Fault::NoAnchor { anchor: anchor.clone(), nearest: near }));
        }
    }
    Warned::new(anchors, diagnostics)
}

/// Fills in the anchors of a text's headings.
pub(super) fn set_anchors(text: &mut Text, anchors: &HeadingAnchors) {
    let headings = text
        .blocks
        .iter_mut()
        .filter_map(|block| if let Block::Heading(heading) = block { Some(heading) } else { None });
    for (heading, anchor) in headings.zip(anchors) {
        heading.anchor.clone_from(anchor);
    }
}

/// Finds every link, in a text and in its notes, whose target is an anchor in the brochure.
pub(super) fn links(text: &mut Text) -> Vec<AnchorLink> {
    let mut found = Vec::new();
    each_line(&mut text.blocks, &mut |line, _| find_links(line, &mut found));
    for note in &mut text.notes {
        each_line(&mut note.blocks, &mut |line, _| find_links(line, &mut found));
    }
    found
}

fn find_links(inlines: &[Inline], found: &mut Vec<AnchorLink>) {
    for inline in inlines {
        if let Inline::Link { link: Link::Anchor(anchor), span, .. } = inline {
            found.push(AnchorLink { anchor: anchor.clone(), span: *span });
        }
        find_links(inline.inner(), found);
    }
}

fn headings(text: &Text) -> impl Iterator<Item = &Heading> {
    text.blocks.iter().filter_map(|block| if let Block::Heading(heading) = block { Some(heading) } else { None })
}

/// Returns the words of a heading as an anchor: lower-case letters and digits, joined by hyphens.
fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
