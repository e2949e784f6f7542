//! Draws sheets of paper in space, bent, rolled or folded along one direction and seen from any side.
//!
//! Input: the profile of a sheet and a view. Output: strips drawn from one edge of the sheet to the other.

use crate::canvas::{BLACK, Canvas, Pen, WHITE};
use crate::shape::{Point, Shape};

/// A position in space, as distances to the right, away from the eye, and up.
pub type Place = (f32, f32, f32);

/// A projection of space onto the page. Parallels stay parallel, as in the drawings of a manual.
#[derive(Clone, Copy)]
pub struct View {
    /// The position of the origin of space on the page.
    pub origin: Point,
    /// The displacement on the page for one unit to the right.
    pub right: Point,
    /// The displacement on the page for one unit away from the eye.
    pub deep: Point,
    /// The displacement on the page for one unit up.
    pub up: Point,
}

impl View {
    /// Returns the position on the page of a position in space.
    pub fn see(&self, place: Place) -> Point {
        let (x, y, z) = place;
        (
            self.origin.0 + x * self.right.0 + y * self.deep.0 + z * self.up.0,
            self.origin.1 + x * self.right.1 + y * self.deep.1 + z * self.up.1,
        )
    }

    /// Returns the outline of a flat figure from its corners in space.
    pub fn polygon(&self, places: &[Place]) -> Shape {
        Shape::polygon(&places.iter().map(|place| self.see(*place)).collect::<Vec<_>>())
    }
}

/// A sheet, described by straight lines across it (the rulings of a bent surface), each from its near to its far end on the
/// page.
pub struct Leaf {
    /// The rulings, from the first edge of the sheet to the last.
    pub rules: Vec<(Point, Point)>,
}

/// The appearance of a sheet.
#[derive(Clone, Copy)]
pub struct Look {
    /// The thickness of its outline.
    pub line: f32,
    /// The grey of the back, the side that initially faces away from the viewer.
    pub back: u8,
    /// The number of strips between the shading lines on the back; 0 for no shading.
    pub shading: usize,
    /// Bars that represent printed lines on the front: the start and end of each, as fractions of the length of the rulings.
    pub bars: &'static [(f32, f32)],
}

impl Leaf {
    /// Creates a sheet bent about the depth axis. `slope` returns its slope in degrees for each position along the sheet, from
    /// 0 at the first edge to 1 at the last.
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
        // Where a bent sheet turns away from the viewer, the paper has no edge, but its outline must be drawn.
        for (near, far) in turns {
            canvas.line(near, far, Pen::new(look.line));
        }
    }

    fn strip(&self, canvas: &mut Canvas, index: usize, front: bool, look: Look) {
        let [(near, far), (next_near, next_far)] = [self.rules[index], self.rules[index + 1]];
        let tone = if front { WHITE } else { look.back };
        let strip = Shape::polygon(&[near, next_near, next_far, far]);
        canvas.fill(&strip, tone);
        // Without the stroke, the background would show in a hairline between adjacent strips.
        canvas.stroke(&strip, Pen::new(1.5).tone(tone));
        if !front && look.shading > 0 && index.is_multiple_of(look.shading) {
            canvas.line(near, far, Pen::new(4.0));
        }
        if front {
            self.print(canvas, index, look);
        }
        // The fill has covered the inner half of the last parts of the edge, so these are drawn again.
        let rules = &self.rules[index.saturating_sub(2)..index + 2];
        let edge = |end: fn(&(Point, Point)) -> Point| Shape::line(&rules.iter().map(end).collect::<Vec<_>>());
        canvas.stroke(&edge(|rule| rule.0), Pen::new(look.line));
        canvas.stroke(&edge(|rule| rule.1), Pen::new(look.line));
    }

    /// Draws the bars on one strip, within the margins of the two pages.
    fn print(&self, canvas: &mut Canvas, index: usize, look: Look) {
        let part = index as f32 / self.rules.len() as f32;
        if !(0.06..0.44).contains(&part) && !(0.56..0.94).contains(&part) {
            return;
        }
        // The bars start a few strips earlier, because the fill of this strip has covered the end of the earlier bars.
        let (from, to) = (self.rules[index.saturating_sub(4)], self.rules[index + 1]);
        for (low, high) in look.bars {
            let at = |rule: (Point, Point), part: f32| between(rule.0, rule.1, part);
            canvas.fill(&Shape::polygon(&[at(from, *low), at(to, *low), at(to, *high), at(from, *high)]), BLACK);
        }
    }
}

/// Returns the point at this fraction of the way from one point to another.
pub fn between(from: Point, to: Point, part: f32) -> Point {
    (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part)
}

/// Whether the front of a strip faces the viewer, which follows from the orientation of its corners on the page.
fn faces_reader(near: Point, next_near: Point, far: Point) -> bool {
    let (ax, ay) = (next_near.0 - near.0, next_near.1 - near.1);
    let (bx, by) = (far.0 - near.0, far.1 - near.1);
    ax * by - ay * bx < 0.0
}
