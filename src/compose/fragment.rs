//! A fragment: something that was laid out, in a coordinate system of its own.
//!
//! A line, a picture with its caption, a note or a whole page is a fragment, and larger ones are put together from smaller
//! ones. Its origin is its top left corner, and y points down.

use super::styled_text::{Label, LinkTarget};
use crate::geometry::{Point, Size};
use crate::page::{Item, Line};
use crate::structure::{Piece, Role};
use crate::unit::Length;

/// Something that was laid out.
#[derive(Debug, Default)]
pub(super) struct Fragment {
    /// Its size; items may lie outside.
    pub(super) size: Size,
    /// What is drawn, in the order of drawing.
    pub(super) items: Vec<(Point, Item)>,
    /// The roles of the items, in the same order.
    pub(super) pieces: Vec<Piece>,
    /// Fields that a click follows.
    pub(super) links: Vec<(Point, Size, LinkTarget)>,
    /// Labels with their height.
    pub(super) labels: Vec<(Label, Length)>,
    /// Its lines of text, from top to bottom.
    pub(super) lines: Vec<Line>,
}

impl Fragment {
    /// An empty fragment.
    pub(super) fn new(size: Size) -> Fragment {
        Fragment { size, ..Fragment::default() }
    }

    /// A fragment of items with one role.
    pub(super) fn of(role: Role, size: Size, items: Vec<(Point, Item)>) -> Fragment {
        let pieces = if items.is_empty() { Vec::new() } else { vec![Piece { role, items: items.len() }] };
        Fragment { size, items, pieces, ..Fragment::default() }
    }

    /// Draws an item over what is there.
    pub(super) fn draw(&mut self, role: Role, at: Point, item: Item) {
        self.items.push((at, item));
        self.add_piece(Piece { role, items: 1 });
    }

    /// Puts another fragment with its origin at `at`, over what is there.
    pub(super) fn push(&mut self, at: Point, mut other: Fragment) {
        other.translate(at);
        self.items.append(&mut other.items);
        other.pieces.into_iter().for_each(|piece| self.add_piece(piece));
        self.links.append(&mut other.links);
        self.labels.append(&mut other.labels);
        self.lines.append(&mut other.lines);
    }

    /// Puts another fragment over what is there without its lines: it becomes part of lines that are there already, as the
    /// cells of a table do, or isn't counted as text, as captions are.
    pub(super) fn overlay(&mut self, at: Point, other: Fragment) {
        self.push(at, Fragment { lines: Vec::new(), ..other });
    }

    /// Like [`overlay`](Self::overlay), but under what is there: the mark of a list item, the number of a note.
    pub(super) fn underlay(&mut self, at: Point, mut other: Fragment) {
        other.translate(at);
        self.items.splice(0..0, other.items);
        self.pieces.splice(0..0, other.pieces);
        self.links.append(&mut other.links);
        self.labels.append(&mut other.labels);
    }

    /// Moves everything in it.
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

    /// Gives everything in it one role.
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
