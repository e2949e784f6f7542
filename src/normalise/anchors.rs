//! Names of headings that links can use, and links that lead nowhere.

use super::each_line;
use crate::diagnostic::{Diagnostic, Fault, Nearest, nearest};
use crate::manuscript::{Block, Heading, Inline, Link, Manuscript, plain_text};
use std::collections::BTreeSet;

/// Gives every heading a name and reports links to names that don't exist.
pub(super) fn resolve(manuscript: &mut Manuscript, diagnostics: &mut Vec<Diagnostic>) {
    let mut names = BTreeSet::new();
    for text in &mut manuscript.texts {
        each_heading(&mut text.blocks, &mut |heading| {
            if let Some(anchor) = &heading.anchor
                && !names.insert(anchor.clone())
            {
                diagnostics.push(Diagnostic::warning(heading.span, Fault::AnchorTwice { anchor: anchor.clone() }));
            }
        });
    }
    for text in &mut manuscript.texts {
        each_heading(&mut text.blocks, &mut |heading| {
            let name = slug(&plain_text(&heading.inlines));
            if heading.anchor.is_none() && !name.is_empty() && names.insert(name.clone()) {
                heading.anchor = Some(name);
            }
        });
    }
    for text in &mut manuscript.texts {
        let mut check = |line: &mut Vec<Inline>, _: bool| check_links(line, &names, diagnostics);
        each_line(&mut text.blocks, &mut check);
        text.notes.iter_mut().for_each(|note| each_line(&mut note.blocks, &mut check));
    }
}

fn each_heading(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Heading)) {
    for block in blocks {
        if let Block::Heading(heading) = block {
            visit(heading);
        }
    }
}

fn check_links(inlines: &[Inline], names: &BTreeSet<String>, diagnostics: &mut Vec<Diagnostic>) {
    for inline in inlines {
        match inline {
            Inline::Link { link: Link::Anchor(anchor), span, .. } if !names.contains(anchor) => {
                let near = Nearest(nearest(anchor, names.iter().map(String::as_str)));
                diagnostics.push(Diagnostic::warning(*span, Fault::NoAnchor { anchor: anchor.clone(), nearest: near }));
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Struck(inner)
            | Inline::Superscript(inner)
            | Inline::Subscript(inner)
            | Inline::SmallCapitals(inner)
            | Inline::Foreign { inlines: inner, .. } => check_links(inner, names, diagnostics),
            Inline::Link { .. }
            | Inline::Text(_)
            | Inline::Code(_)
            | Inline::Break
            | Inline::Picture(_)
            | Inline::Call(..) => {}
        }
    }
}

/// A heading's words as a name: small letters and digits, joined by hyphens.
fn slug(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}
