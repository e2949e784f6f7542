//! Drawings: SVG, whose lines are carried into PDFs as lines wherever they are plain ones.

use image::{DynamicImage, RgbImage};
use resvg::tiny_skia::{Color, Path, Pixmap, Transform};
use resvg::usvg::{
    BlendMode, ClipPath, Error, FillRule, Group, ImageHrefResolver, Node, Opacity, Options, Paint, Tree,
};

/// The longer side of a drawing that has to be shown as pixels.
const LONGEST: f32 = 3200.0;
/// Levels of groups within groups; each takes room on the stack.
const DEEPEST: usize = 200;
/// Tones as dark as this are ink where a drawing is black and white, and as light as that are paper.
const INK: u8 = 96;
const PAPER: u8 = 200;

/// Reads a drawing. Nothing is fetched that it refers to.
///
/// # Errors
/// What keeps it from being shown as it is meant.
pub fn parse(bytes: &[u8]) -> Result<Tree, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "the SVG is not UTF-8".to_string())?;
    if text.contains("<text") {
        return Err("the drawing has text: turn it into paths in the drawing program".to_string());
    }
    if text.match_indices("<image").any(|(at, _)| !text[at..].split('>').next().unwrap_or("").contains("data:")) {
        return Err("the drawing shows a picture of another file: embed it in the drawing program".to_string());
    }
    if depth(text) > DEEPEST {
        return Err("groups stand too deep within groups".to_string());
    }
    let resolver = ImageHrefResolver {
        resolve_data: ImageHrefResolver::default_data_resolver(),
        resolve_string: Box::new(|_, _| None),
    };
    let options = Options { image_href_resolver: resolver, ..Options::default() };
    let tree = Tree::from_str(text, &options).map_err(|e| match e {
        Error::InvalidSize => "the SVG has no size".to_string(),
        Error::NotAnUtf8Str
        | Error::MalformedGZip
        | Error::SvgzFeatureNotEnabled
        | Error::ElementsLimitReached
        | Error::ParsingFailed(_) => {
            format!("the SVG is damaged ({e})")
        }
    })?;
    if tree.root().has_children() { Ok(tree) } else { Err("the SVG draws nothing".to_string()) }
}

/// How deep elements stand within elements, by a look at their tags.
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

/// The size of a drawing in its own units, rounded up to whole ones.
pub fn size(tree: &Tree) -> (u32, u32) {
    let size = tree.size();
    (size.width().ceil().max(1.0) as u32, size.height().ceil().max(1.0) as u32)
}

/// A drawing as pixels, on white.
pub(super) fn pixels(bytes: &[u8]) -> Result<DynamicImage, String> {
    let tree = parse(bytes)?;
    let scale = LONGEST / tree.size().width().max(tree.size().height());
    let side = |length: f32| ((length * scale).round() as u32).clamp(1, LONGEST as u32);
    let (width, height) = (side(tree.size().width()), side(tree.size().height()));
    let mut pixmap = Pixmap::new(width, height).ok_or("the SVG has no size")?;
    pixmap.fill(Color::WHITE);
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    let rgb = pixmap.data().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    let rgb = RgbImage::from_raw(width, height, rgb).ok_or("the SVG has no size")?;
    Ok(DynamicImage::ImageRgb8(rgb))
}

/// Whether a drawing is made of black lines and fields on white.
pub fn is_black_and_white(tree: &Tree) -> bool {
    all_paints(tree.root(), &|paint| match paint {
        Paint::Color(colour) => {
            let tone = super::pixels::luma(colour.red, colour.green, colour.blue);
            tone <= INK || tone >= PAPER
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

/// Whether a drawing is made of nothing but paths in flat colours, so that lines can stand for it.
pub fn is_plain(tree: &Tree) -> bool {
    fn holds(group: &Group) -> bool {
        let simple = group.opacity() == Opacity::ONE
            && group.blend_mode() == BlendMode::Normal
            && group.mask().is_none()
            && group.filters().is_empty()
            && group.clip_path().is_none_or(|clip| outline(clip).is_some());
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

/// The paths of a clip with what moves them to where its group stands, if they are all by one rule and not clipped themselves.
pub fn outline(clip: &ClipPath) -> Option<(FillRule, Vec<(&Path, Transform)>)> {
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
    Some((rule?, paths))
}
