//! Fragments: laid-out content with its own coordinate system.
//!
//! A line, a picture with its caption, a note or a whole page is a fragment. Larger fragments are assembled from smaller
//! ones. The origin of a fragment is its top left corner, and y points down.

use super::styled_text::{Label, LinkTarget};
use crate::geometry::{Point, Size};
use crate::page::{Item, Line};
use crate::structure::{Piece, Role};
use crate::unit::Length;

/// Laid-out content with its own coordinate system.
#[derive(Clone, Debug, Default)]
pub(super) struct Fragment {
    /// Its size; items may lie outside it.
    pub(super) size: Size,
    /// The items to draw, in drawing order.
    pub(super) items: Vec<(Point, Item)>,
    /// The roles of the items, in the same order.
    pub(super) pieces: Vec<Piece>,
    /// The clickable areas of links, with their targets.
    pub(super) links: Vec<(Point, Size, LinkTarget)>,
    /// Labels with their vertical positions.
    pub(super) labels: Vec<(Label, Length)>,
    /// Its lines of text, from top to bottom.
    pub(super) lines: Vec<Line>,
}

impl Fragment {
    /// Creates an empty fragment of this size.
    pub(super) fn new(size: Size) -> Fragment {
        Fragment { size, ..Fragment::default() }
    }

    /// Creates a fragment of items that share one role.
    pub(super) fn of(role: Role, size: Size, items: Vec<(Point, Item)>) -> Fragment {
        let pieces = if items.is_empty() { Vec::new() } else { vec![Piece { role, items: items.len() }] };
        Fragment { size, items, pieces, ..Fragment::default() }
    }

    /// Draws an item over the existing items.
    pub(super) fn draw(&mut self, role: Role, at: Point, item: Item) {
        self.items.push((at, item));
        self.add_piece(Piece { role, items: 1 });
    }

    /// Adds another fragment over the existing items, with its origin at `at`.
    pub(super) fn push(&mut self, at: Point, mut other: Fragment) {
        other.translate(at);
        self.items.append(&mut other.items);
        other.pieces.into_iter().for_each(|piece| self.add_piece(piece));
        self.links.append(&mut other.links);
        self.labels.append(&mut other.labels);
        self.lines.append(&mut other.lines);
    }

    /// Adds another fragment over the existing items, but does not record its lines, so that proofs, preflight and statistics
    /// ignore them. Use it for content next to a line that is already recorded, such as the second cell of a table row, and
    /// for content that does not count as text, such as captions and page numbers.
    pub(super) fn overlay(&mut self, at: Point, other: Fragment) {
        self.push(at, Fragment { lines: Vec::new(), ..other });
    }

    /// Like [`overlay`](Self::overlay), but adds the fragment under the existing items, so that its items come first. Use it
    /// for the marks of list items, the numbers of notes and drop caps, which precede the text next to them.
    pub(super) fn underlay(&mut self, at: Point, mut other: Fragment) {
        other.translate(at);
        self.items.splice(0..0, other.items);
        self.pieces.splice(0..0, other.pieces);
        self.links.append(&mut other.links);
        self.labels.append(&mut other.labels);
    }

    /// Moves everything in the fragment.
    pub(super) fn translate(&mut self, by: Point) {
        if by == Point::default() {
            return;
        }
        let moved = |at: &mut Point| *at = at.moved(by.x, by.y);
        self.items.iter_mut().for_each(|(at, _)| moved(at));
        self.links.iter_mut().for_each(|(at, ..)| moved(at));
        self.labels.iter_mut().for_each(|(_, y)| *y += by.y);
        self.lines.iter_mut().for_each(|line| moved(&mut line.at));
    }

    /// Sets the role of all items.
    pub(super) fn set_role(&mut self, role: Role) {
        self.pieces = if self.items.is_empty() { Vec::new() } else { vec![Piece { role, items: self.items.len() }] };
    }

    fn add_piece(&mut self, piece: Piece) {
        match self.pieces.last_mut() {
            Some(last) if last.role == piece.role => last.items += piece.items,
            Some(_) | None => self.pieces.push(piece),
        }
    }
}
