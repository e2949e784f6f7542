//! Sheets of paper in space: bent, rolled or folded along one direction, seen from anywhere.
//!
//! In: the profile of a sheet and a view. Out: strips drawn from one edge to the other.

use crate::canvas::{BLACK, Canvas, Pen, WHITE};
use crate::shape::{Point, Shape};

/// A place in space: right, away from the eye, up.
pub type Place = (f32, f32, f32);

/// How space falls on the page; parallels stay parallel, as in the drawings of a manual.
#[derive(Clone, Copy)]
pub struct View {
    /// Where the origin of space is on the page.
    pub origin: Point,
    /// One step to the right.
    pub right: Point,
    /// One step away from the eye.
    pub deep: Point,
    /// One step up.
    pub up: Point,
}

impl View {
    /// Where a place is on the page.
    pub fn see(&self, place: Place) -> Point {
        let (x, y, z) = place;
        (
            self.origin.0 + x * self.right.0 + y * self.deep.0 + z * self.up.0,
            self.origin.1 + x * self.right.1 + y * self.deep.1 + z * self.up.1,
        )
    }

    /// The outline of a flat figure given by its corners in space.
    pub fn polygon(&self, places: &[Place]) -> Shape {
        Shape::polygon(&places.iter().map(|place| self.see(*place)).collect::<Vec<_>>())
    }
}

/// A sheet as its straight rules, from its first edge to its last, each on the page from its near to its far end.
pub struct Leaf {
    /// The rules in order.
    pub rules: Vec<(Point, Point)>,
}

/// What a sheet looks like.
#[derive(Clone, Copy)]
pub struct Look {
    /// The thickness of its outline.
    pub line: f32,
    /// The grey of the side that faces away from the reader at first.
    pub back: u8,
    /// How many strips apart the shading rules of that side are; nought for none.
    pub shading: usize,
    /// Bars that stand for printed lines on the front: from and to, as parts of the length of the rules.
    pub bars: &'static [(f32, f32)],
}

impl Leaf {
    /// A sheet bent along the depth axis: every step goes a little further in the direction that `slope` gives in
    /// degrees for the part of the way done, from nought to one.
    pub fn bent(view: &View, start: Place, size: Point, slope: impl Fn(f32) -> f32) -> Leaf {
        const STEPS: usize = 150;
        let (mut x, mut z) = (start.0, start.2);
        let mut rules = Vec::with_capacity(STEPS + 1);
        for step in 0..=STEPS {
            rules.push((view.see((x, start.1, z)), view.see((x, start.1 + size.1, z))));
            let angle = slope((step as f32 + 0.5) / STEPS as f32).to_radians();
            x += angle.cos() * size.0 / STEPS as f32;
            z += angle.sin() * size.0 / STEPS as f32;
        }
        Leaf { rules }
    }

    /// Draws the sheet strip by strip; a later strip hides an earlier one behind it.
    pub fn draw(&self, canvas: &mut Canvas, look: Look) {
        let count = self.rules.len().saturating_sub(1);
        let (mut before, mut turns) = (None, Vec::new());
        for (index, pair) in self.rules.windows(2).enumerate() {
            let [(near, far), (next_near, next_far)] = [pair[0], pair[1]];
            let front = faces_reader(near, next_near, far);
            self.strip(canvas, index, front, look);
            if before.is_some_and(|was| was != front) {
                turns.push((near, far));
            }
            if index == 0 {
                canvas.line(near, far, Pen::new(look.line));
            }
            if index + 1 == count {
                canvas.line(next_near, next_far, Pen::new(look.line));
            }
            before = Some(front);
        }
        // Where the sheet turns away there is no edge, but the eye sees one.
        for (near, far) in turns {
            canvas.line(near, far, Pen::new(look.line));
        }
    }

    fn strip(&self, canvas: &mut Canvas, index: usize, front: bool, look: Look) {
        let [(near, far), (next_near, next_far)] = [self.rules[index], self.rules[index + 1]];
        let tone = if front { WHITE } else { look.back };
        let strip = Shape::polygon(&[near, next_near, next_far, far]);
        canvas.fill(&strip, tone);
        // Neighbouring strips would otherwise leave a hairline of what is behind.
        canvas.stroke(&strip, Pen::new(1.5).tone(tone));
        if !front && look.shading > 0 && index.is_multiple_of(look.shading) {
            canvas.line(near, far, Pen::new(4.0));
        }
        if front {
            self.print(canvas, index, look);
        }
        // The fill has covered the inner half of the last bits of the edge, so these are drawn once more.
        let rules = &self.rules[index.saturating_sub(2)..index + 2];
        let edge = |end: fn(&(Point, Point)) -> Point| Shape::line(&rules.iter().map(end).collect::<Vec<_>>());
        canvas.stroke(&edge(|rule| rule.0), Pen::new(look.line));
        canvas.stroke(&edge(|rule| rule.1), Pen::new(look.line));
    }

    /// The bars of one strip, on two pages with their margins.
    fn print(&self, canvas: &mut Canvas, index: usize, look: Look) {
        let part = index as f32 / self.rules.len() as f32;
        if !(0.06..0.44).contains(&part) && !(0.56..0.94).contains(&part) {
            return;
        }
        // A little further back as well, because the fill of this strip has eaten into the bars of the last ones.
        let (from, to) = (self.rules[index.saturating_sub(4)], self.rules[index + 1]);
        for (low, high) in look.bars {
            let at = |rule: (Point, Point), part: f32| between(rule.0, rule.1, part);
            canvas.fill(&Shape::polygon(&[at(from, *low), at(to, *low), at(to, *high), at(from, *high)]), BLACK);
        }
    }
}

/// A place on the way from one point to another.
pub fn between(from: Point, to: Point, part: f32) -> Point {
    (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)
}

/// Whether a strip shows its upper side, from the turn of its corner on the page.
fn faces_reader(near: Point, next_near: Point, far: Point) -> bool {
    let (ax, ay) = (next_near.0 - near.0, next_near.1 - near.1);
    let (bx, by) = (far.0 - near.0, far.1 - near.1);
    ax * by - ay * bx < 0.0
}
