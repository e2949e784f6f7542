//! Separates the main text of a saved web page from its menus, headers and similar parts.
//!
//! Input: the blocks of a page with their regions. Output: the blocks of the main text; the others are recorded as left out.

use super::elements::{attribute, is_block};
use crate::import::document::{BlockKind, Document, LeftOut, Markup};
use html5gum::StartTag;

/// The articles or the main part of a page count as the main text if they contain at least this percentage of all characters
/// outside menus and similar parts. The article on a page of a blog reaches this percentage; the excerpts on a front page do
/// not.
const MIN_PERCENT: usize = 40;

/// Elements outside the main text.
const OUTSIDE: [&str; 4] = ["nav", "footer", "aside", "header"];
/// Roles (WAI-ARIA) of elements outside the main text.
const OUTSIDE_ROLES: [&str; 5] = ["navigation", "banner", "contentinfo", "complementary", "search"];
/// Classes and ids that common blogs, wikis and manuals give to elements outside the main text.
const OUTSIDE_CLASSES: [&str; 22] = [
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

/// A region of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Region {
    /// Menus, headers and similar parts.
    Outside,
    /// The body of the page.
    #[default]
    Body,
    /// The main part of the page.
    Main,
    /// An article.
    Article,
}

impl Region {
    /// Returns the region of an element that begins within this region.
    pub(super) fn of_element(self, name: &str, tag: &StartTag<usize>) -> Region {
        if self == Region::Outside {
            return Region::Outside;
        }
        let in_text = matches!(self, Region::Main | Region::Article);
        let role = attribute(tag, "role").unwrap_or_default();
        // The header of an article contains its title, and `doc-` roles mark parts of a book's text.
        let by_name = OUTSIDE.contains(&name) && !(name == "header" && in_text) && !role.starts_with("doc-");
        let classes = attribute(tag, "class").unwrap_or_default() + " " + &attribute(tag, "id").unwrap_or_default();
        let is_outside_class = |class: &str| OUTSIDE_CLASSES.contains(&class.to_ascii_lowercase().as_str());
        let by_class = is_block(name) && classes.split_whitespace().any(is_outside_class);
        match name {
            "body" => Region::Body,
            _ if by_name || by_class || OUTSIDE_ROLES.contains(&role.as_str()) => Region::Outside,
            "article" => Region::Article,
            "main" if self == Region::Body => Region::Main,
            _ => self,
        }
    }
}

/// Returns a document with only the blocks of the main text. `regions` holds the region of each block of the page. If the main
/// text has no top-level heading, its title is taken from `page_title`.
pub(super) fn text_of_page(page: Document, regions: &[Region], page_title: &str) -> Document {
    let letters = |counted: &[Region]| {
        let within = page.blocks.iter().zip(regions).filter(|(_, region)| counted.contains(region));
        within.map(|(block, _)| block.text.chars().count()).sum::<usize>()
    };
    let choices: [&[Region]; 3] =
        [&[Region::Article], &[Region::Main, Region::Article], &[Region::Body, Region::Main, Region::Article]];
    let all = letters(choices[2]);
    let is_enough = |choice: &&&[Region]| all > 0 && letters(choice) * 100 >= all * MIN_PERCENT;
    let chosen = choices.iter().find(is_enough).unwrap_or(&choices[2]);
    let (pictures, left_out) = (page.pictures, page.left_out);
    let mut text = Document { markup: Markup::Inline, pictures, left_out, ..Document::default() };
    for (block, region) in page.blocks.into_iter().zip(regions) {
        if chosen.contains(region) {
            text.blocks.push(block);
        } else if !block.text.is_empty() {
            text.left_out.push(LeftOut { line: block.line, text: block.text });
        }
    }
    let has_title = text.blocks.iter().any(|block| block.kind == BlockKind::Heading(1));
    let (title, site) = if has_title { ("", page_title) } else { split_title(page_title) };
    text.title = Some(title.to_string()).filter(|title| !title.is_empty());
    if !site.is_empty() {
        text.left_out.push(LeftOut { line: 1, text: site.to_string() });
    }
    text
}

/// Separates the title of a page from the name of its site, which many pages append to it.
fn split_title(title: &str) -> (&str, &str) {
    let separators = [" | ", " – ", " — ", " - ", " • ", " · "];
    separators.iter().find_map(|separator| title.rsplit_once(separator)).unwrap_or((title, ""))
}
