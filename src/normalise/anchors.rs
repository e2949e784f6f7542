//! Assigns anchors to headings (the names by which links refer to them), resolves the links between texts and headings, and
//! reports links that lead nowhere.

use super::lines::each_line;
use crate::diagnostic::{Diagnostic, Fault, Nearest, Span, Warned, nearest};
use crate::manuscript::{Block, Heading, Inline, Link, Text, plain_text};
use std::collections::{BTreeMap, BTreeSet};

/// The anchors of a text: those of its headings, and those to which its links lead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct TextAnchors {
    /// The anchor of each heading. A heading without words has none.
    headings: Vec<Option<String>>,
    /// The anchor to which each link inside the brochure leads; `None` if it leads nowhere.
    links: Vec<Option<String>>,
}

/// A link inside the brochure.
pub(super) struct AnchorLink {
    link: Link,
    span: Span,
}

/// Returns the anchors of each text, and warnings about anchors that are given twice and links that lead nowhere. `texts`
/// yields each text with its links.
pub(super) fn resolve<'t>(
    texts: impl Iterator<Item = (&'t Text, &'t [AnchorLink])> + Clone,
) -> Warned<Vec<TextAnchors>> {
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
    let mut counts = BTreeMap::new();
    let mut anchor_of = |heading: &Heading| {
        heading.anchor.clone().or_else(|| {
            let name = slug(&plain_text(&heading.inlines));
            (!name.is_empty()).then(|| unique(name, &mut taken, &mut counts))
        })
    };
    let mut anchors: Vec<TextAnchors> = texts
        .clone()
        .map(|(text, _)| TextAnchors { headings: headings(text).map(&mut anchor_of).collect(), links: Vec::new() })
        .collect();
    let targets = Targets::of(texts.clone().map(|(text, _)| text), &anchors);
    for (number, (_, links)) in texts.enumerate() {
        let found = links.iter().map(|AnchorLink { link, .. }| targets.find(number, link)).collect();
        diagnostics.extend(targets.missing(links, &found));
        anchors[number].links = found;
    }
    Warned::new(anchors, diagnostics)
}

/// Returns the name, or, if another heading has it already, the name with a number, as on GitHub.
fn unique(name: String, taken: &mut BTreeSet<String>, counts: &mut BTreeMap<String, u32>) -> String {
    if taken.insert(name.clone()) {
        return name;
    }
    let count = counts.entry(name.clone()).or_default();
    loop {
        *count += 1;
        let numbered = format!("{name}-{count}");
        if taken.insert(numbered.clone()) {
            return numbered;
        }
    }
}

/// The places to which links inside the brochure can lead.
struct Targets<'t> {
    /// The number of each text, by its file.
    files: BTreeMap<&'t str, usize>,
    /// The anchors of each text, by their [`key`].
    by_text: Vec<BTreeMap<String, String>>,
    /// The anchors of all texts, by their [`key`].
    all: BTreeMap<String, String>,
    /// The first anchor of each text.
    first: Vec<Option<String>>,
}

impl<'t> Targets<'t> {
    fn of(texts: impl Iterator<Item = &'t Text>, anchors: &[TextAnchors]) -> Targets<'t> {
        let mut targets =
            Targets { files: BTreeMap::new(), by_text: Vec::new(), all: BTreeMap::new(), first: Vec::new() };
        for (number, (text, anchors)) in texts.zip(anchors).enumerate() {
            targets.files.insert(&text.name, number);
            let mut own = BTreeMap::new();
            for anchor in anchors.headings.iter().flatten() {
                own.entry(key(anchor)).or_insert_with(|| anchor.clone());
                targets.all.entry(key(anchor)).or_insert_with(|| anchor.clone());
            }
            // The anchor may have a number because another text has a heading with the same words.
            for (heading, anchor) in headings(text).zip(&anchors.headings) {
                if let Some(anchor) = anchor {
                    let key = key(&plain_text(&heading.inlines));
                    targets.all.entry(key.clone()).or_insert_with(|| anchor.clone());
                    own.entry(key).or_insert_with(|| anchor.clone());
                }
            }
            targets.first.push(anchors.headings.iter().flatten().next().cloned());
            targets.by_text.push(own);
        }
        targets
    }

    /// Returns the anchor to which a link in the text with this number leads.
    fn find(&self, text: usize, link: &Link) -> Option<String> {
        match link {
            Link::Anchor(anchor) => {
                let key = key(anchor);
                self.by_text[text].get(&key).or_else(|| self.all.get(&key)).cloned()
            }
            Link::Text { file, anchor } => {
                let number = *self.files.get(file.as_str())?;
                match anchor {
                    Some(anchor) => self.by_text[number].get(&key(anchor)).cloned(),
                    None => self.first[number].clone(),
                }
            }
            Link::Address(_) => None,
        }
    }

    /// Reports the links of a text that lead nowhere: each missing anchor, and the missing texts together.
    fn missing(&self, links: &[AnchorLink], found: &Vec<Option<String>>) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let (mut files, mut first, mut count) = (BTreeSet::new(), None, 0);
        for (AnchorLink { link, span }, _) in links.iter().zip(found).filter(|(_, found)| found.is_none()) {
            match link {
                Link::Text { file, .. } if !self.files.contains_key(file.as_str()) => {
                    files.insert(file.clone());
                    first.get_or_insert(*span);
                    count += 1;
                }
                Link::Anchor(anchor) | Link::Text { anchor: Some(anchor), .. } => {
                    let near = Nearest(nearest(anchor, self.all.values().map(String::as_str)));
                    let file = if let Link::Text { file, .. } = link { file.as_str() } else { "" };
                    let fault = Fault::NoAnchor { anchor: format!("{file}#{anchor}"), nearest: near };
                    diagnostics.push(Diagnostic::warning(*span, fault));
                }
                Link::Text { .. } | Link::Address(_) => {}
            }
        }
        if count > 0 {
            let files = files.into_iter().take(MOST_FILES).collect();
            diagnostics.push(Diagnostic::warning(first, Fault::LinkedTextAbsent { files, count }));
        }
        diagnostics
    }
}

/// The maximum number of missing texts that a message lists.
const MOST_FILES: usize = 5;

/// Fills in the anchors of a text's headings, and those to which its links lead.
pub(super) fn set_anchors(text: &mut Text, anchors: &TextAnchors) {
    let headings = text
        .blocks
        .iter_mut()
        .filter_map(|block| if let Block::Heading(heading) = block { Some(heading) } else { None });
    for (heading, anchor) in headings.zip(&anchors.headings) {
        heading.anchor.clone_from(anchor);
    }
    if anchors.links.iter().all(Option::is_none) {
        return;
    }
    let mut next = anchors.links.iter();
    each_link(text, &mut |link, _| {
        if let Some(Some(anchor)) = next.next() {
            *link = Link::Anchor(anchor.clone());
        }
    });
}

/// Finds every link inside the brochure, in a text and in its notes.
pub(super) fn links(text: &mut Text) -> Vec<AnchorLink> {
    let mut found = Vec::new();
    each_link(text, &mut |link, span| found.push(AnchorLink { link: link.clone(), span }));
    found
}

/// Calls `visit` with every link inside the brochure, and its span.
fn each_link(text: &mut Text, visit: &mut dyn FnMut(&mut Link, Span)) {
    each_line(&mut text.blocks, &mut |line, _| visit_links(line, visit));
    for note in &mut text.notes {
        each_line(&mut note.blocks, &mut |line, _| visit_links(line, visit));
    }
}

fn visit_links(inlines: &mut [Inline], visit: &mut dyn FnMut(&mut Link, Span)) {
    for inline in inlines {
        if let Inline::Link { link: link @ (Link::Anchor(_) | Link::Text { .. }), span, .. } = inline {
            visit(link, *span);
        }
        visit_links(inline.inner_mut(), visit);
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

/// Returns the letters and digits of an anchor, by which anchors are compared: sites derive anchors from the words of headings
/// in different ways, which differ in punctuation.
fn key(anchor: &str) -> String {
    anchor.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_unique_and_compared_without_punctuation() {
        let (mut taken, mut counts) = (BTreeSet::new(), BTreeMap::new());
        let names =
            ["intro", "intro", "intro-1", "intro"].map(|name| unique(name.to_string(), &mut taken, &mut counts));
        assert_eq!(names, ["intro", "intro-1", "intro-1-1", "intro-2"]);
        assert_eq!(key("L'été : « oui »"), key("lété--oui-"));
    }
}
