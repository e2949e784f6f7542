//! Drawings that consist of paths in opaque, flat colours, as a list of shapes. Vector formats can show these exactly.

use resvg::tiny_skia::{Path as Outline, Rect, Transform};
use resvg::usvg::{BlendMode, ClipPath, FillRule, Group, Node, Opacity, Paint, Path, Tree};

/// A step in drawing a plain drawing.
pub enum Shape<'t> {
    /// Draws a path, with the transform to the coordinates of the drawing.
    Path(&'t Path, Transform),
    /// Clips what follows, until the matching [`Shape::EndClip`].
    Clip(ClipOutline<'t>),
    /// Ends the last clip.
    EndClip,
}

/// The outline of a clip.
pub struct ClipOutline<'t> {
    /// The fill rule that all paths use.
    pub rule: FillRule,
    /// The paths, each with the transform to the coordinates of the drawing.
    pub paths: Vec<(&'t Outline, Transform)>,
}

/// The part of a drawing that is shown, in the drawing's units.
#[derive(Clone, Copy, Debug)]
pub struct VisibleArea {
    /// The part.
    pub rect: Rect,
    /// Whether the rest was cropped. Then nothing of the rest may be kept, not even the rest of a path.
    pub cropped: bool,
}

/// Returns the shapes of a drawing. Paths outside the visible area are left out.
///
/// Returns `None` if a part of the drawing is not plain, or if a path crosses the edge of a crop: only pixels can be cut off
/// there.
pub(super) fn shapes(tree: &Tree, visible: VisibleArea) -> Option<Vec<Shape<'_>>> {
    let mut shapes = Vec::new();
    add_group(tree.root(), Transform::identity(), visible, &mut shapes).then_some(shapes)
}

/// Adds the shapes of a group. Returns whether all of them are plain.
///
/// The transforms are multiplied here, as the renderer does. Those that `usvg` has multiplied lack the transform of a `use` whose
/// target is a symbol.
fn add_group<'t>(group: &'t Group, outer: Transform, visible: VisibleArea, shapes: &mut Vec<Shape<'t>>) -> bool {
    let transform = outer.pre_concat(group.transform());
    let is_plain = group.opacity() == Opacity::ONE
        && group.blend_mode() == BlendMode::Normal
        && group.mask().is_none()
        && group.filters().is_empty();
    let clip = group.clip_path().map(|clip| clip_outline(clip, transform));
    if !is_plain || matches!(clip, Some(None)) {
        return false;
    }
    let is_clipped = clip.is_some();
    shapes.extend(clip.flatten().map(Shape::Clip));
    let all_plain = group.children().iter().all(|node| match node {
        Node::Group(group) => add_group(group, transform, visible, shapes),
        Node::Path(path) => add_path(path, transform, visible, shapes),
        Node::Image(_) | Node::Text(_) => false,
    });
    if is_clipped {
        shapes.push(Shape::EndClip);
    }
    all_plain
}

fn add_path<'t>(path: &'t Path, transform: Transform, visible: VisibleArea, shapes: &mut Vec<Shape<'t>>) -> bool {
    let flat = |paint: &Paint, opacity: Opacity| matches!(paint, Paint::Color(_)) && opacity == Opacity::ONE;
    let is_plain = path.fill().is_none_or(|fill| flat(fill.paint(), fill.opacity()))
        && path.stroke().is_none_or(|stroke| flat(stroke.paint(), stroke.opacity()));
    let extent = path.stroke_bounding_box().transform(transform);
    let Some(extent) = extent.filter(|extent| path.is_visible() && extent.intersect(&visible.rect).is_some()) else {
        return is_plain;
    };
    let inside = visible.rect.left() <= extent.left()
        && visible.rect.top() <= extent.top()
        && visible.rect.right() >= extent.right()
        && visible.rect.bottom() >= extent.bottom();
    shapes.push(Shape::Path(path, transform));
    is_plain && (inside || !visible.cropped)
}

/// Returns the outline of a group's clip, or `None` if its paths use different fill rules or are clipped themselves.
fn clip_outline(clip: &ClipPath, transform: Transform) -> Option<ClipOutline<'_>> {
    if clip.clip_path().is_some() {
        return None;
    }
    // The outline is in the coordinates of the group.
    let (mut rule, mut paths) = (None, Vec::new());
    let mut groups = vec![(clip.root(), transform.pre_concat(clip.transform()))];
    while let Some((group, outer)) = groups.pop() {
        let transform = outer.pre_concat(group.transform());
        if group.clip_path().is_some() {
            return None;
        }
        for node in group.children() {
            match node {
                Node::Group(group) => groups.push((group, transform)),
                Node::Path(path) => {
                    let own = path.fill().map_or(FillRule::NonZero, |fill| fill.rule());
                    if *rule.get_or_insert(own) != own {
                        return None;
                    }
                    paths.push((path.data(), transform));
                }
                Node::Image(_) | Node::Text(_) => return None,
            }
        }
    }
    Some(ClipOutline { rule: rule?, paths })
}
