//! Checks the XML of a drawing before it is parsed as SVG.
//!
//! Elements refer to each other: a `use` repeats another element, a mask contains shapes with masks of their own. A parser
//! follows all references, so a file of a few kilobytes can contain more than any computer can hold. The elements and their
//! references form a graph. Drawings are refused if the graph has a cycle, a path that is too long, or too many elements
//! when every reference counts as a copy of its target.

use crate::diagnostic::{HiddenData, PictureProblem};
use crate::image::hidden::HiddenKinds;
use resvg::usvg::roxmltree::{Document, Node, NodeId, ParsingOptions};
use std::collections::HashMap;

/// The longest path through children and references. Each level takes several kilobytes of stack.
const MAX_DEPTH: usize = 150;
/// The levels that a `use` adds to those of its target.
const USE_LEVELS: usize = 3;
/// The largest number of elements and of bytes in attributes, counting every copy: about five seconds of work.
const MAX_ELEMENTS: f64 = 300_000.0;
const MAX_BYTES: f64 = 50_000_000.0;
/// The largest number of comparisons between rules of style sheets and elements: about a second.
const MAX_RULE_TESTS: f64 = 50_000_000.0;
/// The largest number in a filter, and the largest number of columns, rows or octaves. Larger ones are of no use in a picture.
const MAX_FILTER_NUMBER: f64 = 1_000_000.0;
const MAX_FILTER_COUNT: f64 = 20.0;

/// The size of an element with everything in it and everything that it refers to.
#[derive(Clone, Copy, Default)]
struct Weight {
    elements: f64,
    bytes: f64,
    depth: usize,
}

/// Checks a drawing.
///
/// # Errors
/// Returns the problem with the drawing: text, a link to another file, or too much work.
pub(super) fn check(document: &Document) -> Result<(), PictureProblem> {
    let root = document.root_element();
    for element in root.descendants().filter(Node::is_element) {
        check_element(&element)?;
    }
    let graph = Graph::of(document);
    let weight = graph.weigh()?;
    if weight.elements > MAX_ELEMENTS || weight.bytes > MAX_BYTES || graph.rule_tests() > MAX_RULE_TESTS {
        return Err(PictureProblem::SvgTooComplex);
    }
    Ok(())
}

/// Returns the kinds of data in a drawing that aren't drawn: comments, titles, metadata, and what drawing programs keep for
/// themselves. A file that can't be parsed has none.
pub(super) fn hidden(bytes: &[u8]) -> HiddenKinds {
    let mut kinds = HiddenKinds::new();
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let Ok(document) = Document::parse_with_options(text, options) else { return kinds };
    for node in document.descendants() {
        match node.tag_name().name() {
            _ if node.is_comment() => drop(kinds.insert(HiddenData::Words)),
            "title" | "desc" => drop(kinds.insert(HiddenData::Words)),
            "metadata" => kinds.extend([HiddenData::Names, HiddenData::Dates]),
            "script" => drop(kinds.insert(HiddenData::Other)),
            _ => {}
        }
        let is_of_program = |namespace: Option<&str>| namespace.is_some_and(|name| !KNOWN_NAMESPACES.contains(&name));
        let is_drawn = !node.ancestors().any(|outer| outer.tag_name().name() == "metadata");
        if node.is_element()
            && is_drawn
            && (is_of_program(node.tag_name().namespace())
                || node.attributes().any(|attribute| is_of_program(attribute.namespace())))
        {
            kinds.insert(HiddenData::Program);
        }
    }
    kinds
}

/// The namespaces of what is drawn: SVG, links and XML.
const KNOWN_NAMESPACES: [&str; 3] =
    ["http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"];

fn check_element(element: &Node) -> Result<(), PictureProblem> {
    let name = element.tag_name().name();
    match name {
        "text" | "textPath" | "tspan" => return Err(PictureProblem::SvgText),
        "image" | "feImage" => {
            let target = href(element).unwrap_or_default().trim_start();
            if !(target.starts_with("data:") || target.is_empty() || name == "feImage" && target.starts_with('#')) {
                return Err(PictureProblem::SvgLinkedPicture);
            }
        }
        _ => {}
    }
    let is_filter = name == "filter" || name.starts_with("fe");
    let is_huge = |attribute: &resvg::usvg::roxmltree::Attribute| {
        let max = match attribute.name() {
            "order" | "numOctaves" => MAX_FILTER_COUNT,
            "tableValues" | "values" | "kernelMatrix" | "id" | "result" | "in" | "in2" | "href" => f64::INFINITY,
            _ => MAX_FILTER_NUMBER,
        };
        numbers(attribute.value()).any(|number| number.abs() > max)
    };
    if is_filter && element.attributes().any(|attribute| is_huge(&attribute)) {
        return Err(PictureProblem::SvgTooComplex);
    }
    Ok(())
}

/// Returns the numbers in an attribute. Units are ignored.
fn numbers(value: &str) -> impl Iterator<Item = f64> {
    let parts = value.split(|c: char| c == ',' || c.is_whitespace());
    parts.filter_map(|part| {
        let number = part.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        number.parse().ok()
    })
}

/// Returns the target of a link.
fn href<'a>(element: &Node<'a, '_>) -> Option<&'a str> {
    let target = element.attributes().find(|attribute| attribute.name() == "href");
    target.map(|attribute| attribute.value())
}

/// The elements of a drawing and their references.
struct Graph<'d, 'input> {
    document: &'d Document<'input>,
    by_id: HashMap<&'d str, NodeId>,
    /// The elements to which style sheets refer. Every element may have such a style.
    in_styles: Vec<NodeId>,
    /// For each rule of the style sheets, the number of its parts that are separated by spaces.
    rule_parts: Vec<usize>,
}

impl<'d, 'input> Graph<'d, 'input> {
    fn of(document: &'d Document<'input>) -> Graph<'d, 'input> {
        let elements = || document.descendants().filter(Node::is_element);
        let by_id: HashMap<&str, NodeId> =
            elements().filter_map(|element| Some((element.attribute("id")?, element.id()))).collect();
        let sheets: Vec<&str> = elements()
            .filter(|element| element.tag_name().name() == "style")
            .flat_map(|element| element.children().filter_map(|child| child.text()).collect::<Vec<_>>())
            .collect();
        let in_styles =
            sheets.iter().flat_map(|sheet| targets(sheet)).filter_map(|id| by_id.get(id).copied()).collect();
        let selectors =
            sheets.iter().flat_map(|sheet| sheet.split('}')).filter_map(|rule| Some(rule.split_once('{')?.0));
        let rule_parts = selectors.flat_map(|all| all.split(',')).map(|one| one.split_whitespace().count()).collect();
        Graph { document, by_id, in_styles, rule_parts }
    }

    /// Returns the number of times that a part of a rule is compared with an element. Each space in a selector lets all
    /// ancestors of an element be tried.
    fn rule_tests(&self) -> f64 {
        let elements = self.document.descendants().filter(Node::is_element);
        let (count, depth) = elements.fold((0.0, 1.0_f64), |(count, depth), element| {
            // A drawing that is deeper than this has been refused.
            (count + 1.0, depth.max(element.ancestors().take(MAX_DEPTH + 1).count() as f64))
        });
        let tests = |parts: &usize| count * depth.powi(parts.saturating_sub(1).min(100) as i32);
        self.rule_parts.iter().map(tests).sum()
    }

    /// Returns the references of an element, each with the number of its copies.
    fn references(&self, element: &Node<'d, 'input>) -> Vec<(NodeId, f64)> {
        let mut found = Vec::new();
        for attribute in element.attributes() {
            let value = attribute.value();
            // Links that are followed with a click are not part of the drawing.
            if attribute.name() == "href" && element.tag_name().name() != "a" {
                found.extend(value.trim().strip_prefix('#').and_then(|id| self.by_id.get(id)).map(|id| (*id, 1.0)));
            }
            if attribute.name() == "style" {
                for (property, value) in value.split(';').filter_map(|declaration| declaration.split_once(':')) {
                    self.add_targets(element, property.trim(), value, &mut found);
                }
            } else {
                self.add_targets(element, attribute.name(), value, &mut found);
            }
        }
        found
    }

    /// Adds the references in the value of a property.
    fn add_targets(&self, element: &Node, property: &str, value: &str, found: &mut Vec<(NodeId, f64)>) {
        for id in targets(value).filter_map(|id| self.by_id.get(id)) {
            // Children inherit paints and markers. A marker is drawn at each point of a path.
            let shapes = || element.descendants().filter(Node::is_element).count() as f64;
            let copies = match property {
                "clip-path" | "mask" | "filter" => 1.0,
                _ if property.starts_with("marker") => shapes() + points(element),
                _ => shapes(),
            };
            found.push((*id, copies));
        }
    }

    /// Returns the weight of the drawing.
    ///
    /// # Errors
    /// Returns a problem if a path through the graph is too long, which is always so if there is a cycle.
    fn weigh(&self) -> Result<Weight, PictureProblem> {
        let mut weights: HashMap<NodeId, Weight> = HashMap::new();
        let root = self.document.root_element();
        // The elements on the path to the current one, with those that have not been visited below each.
        let mut path = vec![(root.id(), self.below(&root))];
        while let Some((id, below)) = path.last_mut() {
            if let Some(next) = below.pop() {
                if !weights.contains_key(&next) {
                    let node = self.document.get_node(next).ok_or(PictureProblem::Damaged)?;
                    path.push((next, self.below(&node)));
                    // Only a cycle makes a path longer than the number of elements, and a long path is refused anyway.
                    if path.len() > MAX_DEPTH {
                        return Err(PictureProblem::SvgTooDeep);
                    }
                }
                continue;
            }
            let id = *id;
            let node = self.document.get_node(id).ok_or(PictureProblem::Damaged)?;
            let weight = self.weight(&node, &weights);
            if weight.depth > MAX_DEPTH {
                return Err(PictureProblem::SvgTooDeep);
            }
            weights.insert(id, weight);
            path.pop();
        }
        let mut total = weights.get(&root.id()).copied().unwrap_or_default();
        let elements = root.descendants().filter(Node::is_element).count() as f64;
        for target in &self.in_styles {
            let weight = weights.get(target).copied().unwrap_or_default();
            total.elements += elements * weight.elements;
            total.bytes += elements * weight.bytes;
        }
        Ok(total)
    }

    /// Returns the elements inside an element, and those that it refers to.
    fn below(&self, element: &Node<'d, 'input>) -> Vec<NodeId> {
        let children = element.children().filter(Node::is_element).map(|child| child.id());
        children.chain(self.references(element).into_iter().map(|(id, _)| id)).collect()
    }

    fn weight(&self, element: &Node<'d, 'input>, weights: &HashMap<NodeId, Weight>) -> Weight {
        let own = element.attributes().map(|attribute| attribute.value().len()).sum::<usize>() as f64;
        let children = element.children().filter(Node::is_element).map(|child| (child.id(), 1.0));
        let mut total = Weight { elements: 1.0, bytes: own, depth: 0 };
        for (id, copies) in children.chain(self.references(element)) {
            let weight = weights.get(&id).copied().unwrap_or_default();
            total.elements += copies * weight.elements;
            total.bytes += copies * weight.bytes;
            total.depth = total.depth.max(weight.depth);
        }
        total.depth += if element.tag_name().name() == "use" { USE_LEVELS } else { 1 };
        total
    }
}

/// Returns the names in all references of the form `url(#name)`.
fn targets(value: &str) -> impl Iterator<Item = &str> {
    value.match_indices("url(").filter_map(|(at, start)| {
        let inside = value[at + start.len()..].split(')').next()?;
        inside.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'')).strip_prefix('#')
    })
}

/// Returns at least the number of points in the outlines of an element and its descendants.
fn points(element: &Node) -> f64 {
    let outlines = element.descendants().flat_map(|node| [node.attribute("d"), node.attribute("points")]).flatten();
    outlines.map(|outline| outline.len() as f64 / 2.0).sum()
}
