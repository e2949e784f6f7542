//! Vector drawings in SVG. A drawing that consists of plain paths is written to PDFs as paths, and any other drawing as
//! pixels.

use crate::diagnostic::PictureProblem;
use image::{DynamicImage, RgbImage};
use resvg::tiny_skia::{Color, Path, Pixmap, Transform};
use resvg::usvg::{
    BlendMode, ClipPath, Error, FillRule, Group, ImageHrefResolver, Node, Opacity, Options, Paint, Tree,
};

/// The longer side, in pixels, of a drawing that must become pixels: about 550 dpi over the width of an A5 page.
const LONGEST_SIDE: f32 = 3200.0;
/// The maximum nesting depth of elements. Deeper drawings are rejected, since each level takes space on the stack.
const MAX_DEPTH: usize = 200;
/// The lightest tone that counts as ink in a black and white drawing.
const MAX_INK_TONE: u8 = 96;
/// The darkest tone that counts as paper in a black and white drawing.
const MIN_PAPER_TONE: u8 = 200;

/// Parses a drawing. Files that it refers to are not loaded.
///
/// # Errors
/// Returns the problem that prevents the drawing from being shown as intended.
pub fn parse(bytes: &[u8]) -> Result<Tree, PictureProblem> {
    let text = std::str::from_utf8(bytes).map_err(|_| PictureProblem::SvgNotUtf8)?;
    if text.contains("<text") {
        return Err(PictureProblem::SvgText);
    }
    if text.match_indices("<image").any(|(at, _)| !text[at..].split('>').next().unwrap_or("").contains("data:")) {
        return Err(PictureProblem::SvgLinkedPicture);
    }
    if depth(text) > MAX_DEPTH {
        return Err(PictureProblem::SvgTooDeep);
    }
    let resolver = ImageHrefResolver {
        resolve_data: ImageHrefResolver::default_data_resolver(),
        resolve_string: Box::new(|_, _| None),
    };
    let options = Options { image_href_resolver: resolver, ..Options::default() };
    let tree = Tree::from_str(text, &options).map_err(|error| match error {
        Error::InvalidSize => PictureProblem::SvgNoSize,
        Error::ParsingFailed(error) => PictureProblem::SvgDamaged { line: error.pos().row },
        Error::ElementsLimitReached => PictureProblem::TooLarge,
        Error::NotAnUtf8Str | Error::MalformedGZip | Error::SvgzFeatureNotEnabled => PictureProblem::Damaged,
    })?;
    if tree.root().has_children() { Ok(tree) } else { Err(PictureProblem::SvgEmpty) }
}

/// Returns the maximum nesting depth of elements. It is estimated from the tags, before a parser recurses into the
/// elements.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        match rest.as_bytes().first() {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b'!' | b'?') | None => {}
            Some(_) => {
                let closed = rest.find('>').is_some_and(|end| rest[..end].ends_with('/'));
                depth += usize::from(!closed);
                deepest = deepest.max(depth);
            }
        }
    }
    deepest
}

/// Returns the width and height of a drawing in its own units, rounded up to whole units.
pub fn size(tree: &Tree) -> (u32, u32) {
    let size = tree.size();
    (size.width().ceil().max(1.0) as u32, size.height().ceil().max(1.0) as u32)
}

/// Renders a drawing on white. The longer side of the result has 3,200 pixels.
pub(super) fn render(bytes: &[u8]) -> Result<DynamicImage, PictureProblem> {
    let tree = parse(bytes)?;
    let scale = LONGEST_SIDE / tree.size().width().max(tree.size().height());
    let side = |length: f32| ((length * scale).round() as u32).clamp(1, LONGEST_SIDE as u32);
    let (width, height) = (side(tree.size().width()), side(tree.size().height()));
    let mut pixmap = Pixmap::new(width, height).ok_or(PictureProblem::SvgNoSize)?;
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let rgb = pixmap.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    RgbImage::from_raw(width, height, rgb).map(DynamicImage::ImageRgb8).ok_or(PictureProblem::SvgNoSize)
}

/// Whether every colour of a drawing is dark enough to count as ink, or light enough to count as paper. Returns false
/// if the drawing contains a gradient, a pattern or a picture.
pub fn is_black_and_white(tree: &Tree) -> bool {
    all_paints(tree.root(), &|paint| match paint {
        Paint::Color(colour) => {
            let tone = super::dots::luma(colour.red, colour.green, colour.blue);
            tone <= MAX_INK_TONE || tone >= MIN_PAPER_TONE
        }
        Paint::LinearGradient(_) | Paint::RadialGradient(_) | Paint::Pattern(_) => false,
    })
}

fn all_paints(group: &Group, holds: &dyn Fn(&Paint) -> bool) -> bool {
    group.children().iter().all(|node| match node {
        Node::Group(group) => all_paints(group, holds),
        Node::Path(path) => {
            path.fill().is_none_or(|fill| holds(fill.paint()))
                && path.stroke().is_none_or(|stroke| holds(stroke.paint()))
        }
        Node::Image(_) | Node::Text(_) => false,
    })
}

/// Whether a drawing consists only of paths in opaque, flat colours, which PDF paths can show exactly.
pub fn is_plain(tree: &Tree) -> bool {
    fn holds(group: &Group) -> bool {
        let simple = group.opacity() == Opacity::ONE
            && group.blend_mode() == BlendMode::Normal
            && group.mask().is_none()
            && group.filters().is_empty()
            && group.clip_path().is_none_or(|clip| clip_outline(clip).is_some());
        simple
            && group.children().iter().all(|node| match node {
                Node::Group(group) => holds(group),
                Node::Path(path) => {
                    let flat =
                        |paint: &Paint, opacity: Opacity| matches!(paint, Paint::Color(_)) && opacity == Opacity::ONE;
                    path.fill().is_none_or(|f| flat(f.paint(), f.opacity()))
                        && path.stroke().is_none_or(|s| flat(s.paint(), s.opacity()))
                }
                Node::Image(_) | Node::Text(_) => false,
            })
    }
    holds(tree.root())
}

/// The outline of a clip.
pub struct ClipOutline<'t> {
    /// The fill rule that all paths use.
    pub rule: FillRule,
    /// The paths, each with the transform to the coordinates of the clipped group.
    pub paths: Vec<(&'t Path, Transform)>,
}

/// Returns the outline of a clip, or `None` if its paths use different fill rules or are clipped themselves.
pub fn clip_outline(clip: &ClipPath) -> Option<ClipOutline<'_>> {
    if clip.clip_path().is_some() {
        return None;
    }
    let (mut rule, mut paths) = (None, Vec::new());
    let mut groups = vec![clip.root()];
    while let Some(group) = groups.pop() {
        if group.clip_path().is_some() {
            return None;
        }
        for node in group.children() {
            match node {
                Node::Group(group) => groups.push(group),
                Node::Path(path) => {
                    let own = path.fill().map_or(FillRule::NonZero, |fill| fill.rule());
                    if *rule.get_or_insert(own) != own {
                        return None;
                    }
                    paths.push((path.data(), clip.transform().pre_concat(path.abs_transform())));
                }
                Node::Image(_) | Node::Text(_) => return None,
            }
        }
    }
    Some(ClipOutline { rule: rule?, paths })
}
