//! The outline: the headings in a viewer's side bar (ISO 32000, 12.3.3).

use super::document::Document;
use super::units::points;
use crate::page::{Mark, Page};
use pdf_writer::{Finish, Ref, TextStr};

/// Writes the outline of a book and returns its root object for the catalog, or `None` if there are no headings.
/// `page_ids` are the page objects of `pages`.
pub(super) fn write(document: &mut Document, marks: &[Mark], pages: &[Page], page_ids: &[Ref]) -> Option<Ref> {
    let tree = Tree::new(marks);
    let (first, last) = (tree.top.first()?, tree.top.last()?);
    let root = document.numbers.next();
    let ids: Vec<Ref> = marks.iter().map(|_| document.numbers.next()).collect();
    document.object().outline(root).first(ids[*first]).last(ids[*last]).count(tree.top.len() as i32);
    for (i, mark) in marks.iter().enumerate() {
        let siblings = tree.parents[i].map_or(&tree.top, |parent| &tree.children[parent]);
        let position = tree.positions[i];
        let mut item = document.object().outline_item(ids[i]);
        item.title(TextStr(&mark.title)).parent(tree.parents[i].map_or(root, |parent| ids[parent]));
        if let Some(previous) = position.checked_sub(1) {
            item.prev(ids[siblings[previous]]);
        }
        if let Some(next) = siblings.get(position + 1) {
            item.next(ids[*next]);
        }
        let children = &tree.children[i];
        if let (Some(first), Some(last)) = (children.first(), children.last()) {
            // A negative count tells the viewer to collapse the item, so that a reader sees the structure of a long
            // brochure at a glance.
            item.first(ids[*first]).last(ids[*last]).count(-(children.len() as i32));
        }
        let height = pages[mark.page].trim.height;
        item.dest().page(page_ids[mark.page]).xyz(0.0, points(height - mark.y), None);
        item.finish();
    }
    Some(root)
}

/// The tree of headings. Each heading is identified by its index.
struct Tree {
    /// The headings without a parent.
    top: Vec<usize>,
    /// The parent of each heading: the nearest heading before it with a lower level.
    parents: Vec<Option<usize>>,
    /// The position of each heading among its siblings.
    positions: Vec<usize>,
    /// The children of each heading.
    children: Vec<Vec<usize>>,
}

impl Tree {
    fn new(marks: &[Mark]) -> Tree {
        let children = vec![Vec::new(); marks.len()];
        let mut tree = Tree { top: Vec::new(), parents: Vec::new(), positions: Vec::new(), children };
        // The path from the top to the previous heading.
        let mut open: Vec<usize> = Vec::new();
        for (i, mark) in marks.iter().enumerate() {
            while open.last().is_some_and(|last| marks[*last].level >= mark.level) {
                open.pop();
            }
            let parent = open.last().copied();
            tree.parents.push(parent);
            let siblings = match parent {
                Some(parent) => &mut tree.children[parent],
                None => &mut tree.top,
            };
            tree.positions.push(siblings.len());
            siblings.push(i);
            open.push(i);
        }
        tree
    }
}
