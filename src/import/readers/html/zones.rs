//! Which part of a saved page is its text, and which stands around it.

use super::BLOCKS;
use super::anchors::attribute;
use crate::import::document::{BlockKind, Document, Markup};
use html5gum::StartTag;

/// Of all letters that aren't around the text, in hundredths, an article has to hold so many to be taken for the text.
const MOST: usize = 40;

/// Elements that stand around a text.
const AROUND: [&str; 4] = ["nav", "footer", "aside", "header"];
/// Classes of what stands around a text.
const AROUND_CLASSES: [&str; 22] = [
    "nav",
    "navbar",
    "menu",
    "sidebar",
    "cookie",
    "cookies",
    "share",
    "sharing",
    "social",
    "breadcrumb",
    "breadcrumbs",
    "comments",
    "related",
    "newsletter",
    "site-header",
    "site-footer",
    "footer",
    "mw-editsection",
    "docnav",
    "navheader",
    "navfooter",
    "toc",
];
/// Where in a page something stands: around its text, in its body, in its main part, in an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Zone {
    Around,
    #[default]
    Body,
    Main,
    Article,
}

impl Zone {
    /// Where an element stands that begins in a zone.
    pub(super) fn within(self, name: &str, tag: &StartTag<usize>) -> Zone {
        let inside = matches!(self, Zone::Main | Zone::Article);
        let role = attribute(tag, "role").unwrap_or_default();
        let classes = attribute(tag, "class").unwrap_or_default() + " " + &attribute(tag, "id").unwrap_or_default();
        let around = AROUND.contains(&name) && !(name == "header" && inside) && !role.starts_with("doc-");
        let classed = BLOCKS.contains(&name)
            && classes.split_whitespace().any(|class| AROUND_CLASSES.contains(&class.to_ascii_lowercase().as_str()));
        let roles = ["navigation", "banner", "contentinfo", "complementary", "search"];
        match name {
            _ if self == Zone::Around => Zone::Around,
            "body" => Zone::Body,
            _ if around || classed || roles.contains(&role.as_str()) => Zone::Around,
            "article" => Zone::Article,
            "main" if self == Zone::Body => Zone::Main,
            _ => self,
        }
    }
}

/// The blocks of the text itself; the others are left out, and said.
pub(super) fn chosen(copy: Document, zones: &[Zone], page_title: String) -> Document {
    let letters = |counted: &[Zone]| {
        let within = copy.blocks.iter().zip(zones).filter(|(_, zone)| counted.contains(zone));
        within.map(|(block, _)| block.text.chars().count()).sum::<usize>()
    };
    let all = letters(&[Zone::Body, Zone::Main, Zone::Article]);
    let kept: &[Zone] = if letters(&[Zone::Article]) * 100 >= all * MOST && all > 0 {
        &[Zone::Article]
    } else if letters(&[Zone::Main, Zone::Article]) * 100 >= all * MOST {
        &[Zone::Main, Zone::Article]
    } else {
        &[Zone::Body, Zone::Main, Zone::Article]
    };
    let mut chosen = Document { markup: Markup::Inline, pictures: copy.pictures, ..Document::default() };
    for (block, zone) in copy.blocks.into_iter().zip(zones) {
        if kept.contains(zone) {
            chosen.blocks.push(block);
        } else if !block.text.is_empty() {
            chosen.left_out.push((block.line, block.text));
        }
    }
    let titled = chosen.blocks.iter().any(|block| block.kind == BlockKind::Heading(1));
    if titled {
        chosen.left_out.extend((!page_title.is_empty()).then_some((1, page_title)));
    } else {
        let (title, site) = cut_title(&page_title);
        chosen.title = Some(title.to_string()).filter(|title| !title.is_empty());
        chosen.left_out.extend((!site.is_empty()).then(|| (1, site.to_string())));
    }
    chosen
}

/// A page's title and the name of its site, which many put after it.
fn cut_title(title: &str) -> (&str, &str) {
    [" | ", " – ", " — ", " - ", " • ", " · "].iter().find_map(|sign| title.rsplit_once(sign)).unwrap_or((title, ""))
}
