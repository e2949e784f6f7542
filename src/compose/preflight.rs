//! Preflight: checks finished pages for faults that a proofreader or a print shop would object to. It reports pictures
//! with too few pixels, widows and orphans, very short last lines, ladders of hyphens, and web addresses broken over two lines.

use crate::diagnostic::{Diagnostic, Fault, Span};
use crate::geometry::Size;
use crate::image::{Coding, ImageId, PictureBook};
use crate::page::{Book, Item, Line, Page, Target};
use crate::spec::Spec;
use crate::unit::Length;
use std::collections::BTreeMap;

/// The number of pixels that a picture needs for each line of the halftone screen. With fewer, edges look jagged.
const PIXELS_PER_LINE: f64 = 1.5;
/// The resolution that one-bit line art needs, in dots per inch. It has no greys to smooth its edges.
const LINE_ART_DPI: f64 = 300.0;
/// The smallest number of successive hyphenated lines that make a ladder.
const LADDER: usize = 3;
/// The width below which a last line is a runt, as a fraction of an em.
const RUNT_EMS: (i64, i64) = (3, 2);

/// Checks a finished book. Returns the findings about lines and links in page order, then those about pictures. `mentions` are
/// the names of the pictures, with the spans that mention them.
pub fn preflight(mentions: &[(String, Span)], spec: &Spec, book: &Book, pictures: &PictureBook) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut ladder: Vec<Span> = Vec::new();
    let mut placed: BTreeMap<ImageId, (Size, usize)> = BTreeMap::new();
    for page in &book.pages {
        lines(page, spec, &mut ladder, &mut found);
        links(page, &mut found);
        page.each_image(&mut |id, size| {
            let largest = placed.entry(id).or_insert((size, page.folio));
            if size.width > largest.0.width {
                *largest = (size, page.folio);
            }
        });
    }
    end_ladder(&mut ladder, &mut found);
    for (id, (size, folio)) in placed {
        let name = &pictures.picture(id).name;
        let mention = mentions.iter().find(|(named, _)| named == name).map(|(_, span)| *span);
        found.extend(too_few_pixels(id, size, folio, spec, pictures).map(|fault| Diagnostic::warning(mention, fault)));
    }
    found
}

/// Returns a fault if a picture has too few pixels for its size.
fn too_few_pixels(id: ImageId, size: Size, page: usize, spec: &Spec, pictures: &PictureBook) -> Option<Fault> {
    let picture = pictures.picture(id);
    if picture.coding == Coding::Svg {
        return None;
    }
    let inches = (size.width.to_mm() / 25.4, size.height.to_mm() / 25.4);
    let has = (f64::from(picture.width) / inches.0).min(f64::from(picture.height) / inches.1);
    let art = picture.bits == 1;
    let needs = if art { LINE_ART_DPI } else { PIXELS_PER_LINE * f64::from(spec.pictures.screen) };
    // A difference of half a pixel comes from rounding.
    if has >= needs - 0.5 {
        return None;
    }
    let widest = size.width.to_mm() * has / needs;
    Some(Fault::FewPixels {
        file: picture.name.clone(),
        has: has.round() as usize,
        width: format!("{:.0} mm", size.width.to_mm()),
        needs: needs.ceil() as usize,
        screen: spec.pictures.screen as usize,
        widest: format!("{:.0} mm", widest.floor()),
        page,
    })
}

/// Reports widows, orphans, runts and ladders among the lines of the body text.
fn lines(page: &Page, spec: &Spec, ladder: &mut Vec<Span>, found: &mut Vec<Diagnostic>) {
    let body: Vec<&Line> = page.lines.iter().filter(|line| line.size == spec.body.size).collect();
    let folio = page.folio;
    if let Some(head) = body.first().filter(|line| line.closes && !line.opens) {
        found.push(Diagnostic::warning(head.span, Fault::Widow { page: folio }));
    }
    if let Some(foot) = body.last().filter(|line| line.opens && !line.closes) {
        found.push(Diagnostic::warning(foot.span, Fault::Orphan { page: folio }));
    }
    for line in body {
        let runt = line.closes && !line.opens && line.width < line.size * RUNT_EMS.0 / RUNT_EMS.1;
        if runt {
            found.push(Diagnostic::note(line.span, Fault::Runt { page: folio }));
        }
        if line.hyphenated {
            ladder.push(line.span);
        } else {
            end_ladder(ladder, found);
        }
    }
}

/// Ends a series of hyphenated lines, and reports it if it is a ladder.
fn end_ladder(ladder: &mut Vec<Span>, found: &mut Vec<Diagnostic>) {
    if let Some(first) = ladder.first().filter(|_| ladder.len() >= LADDER) {
        found.push(Diagnostic::note(*first, Fault::Ladder { lines: ladder.len() }));
    }
    ladder.clear();
}

/// Reports web addresses that are broken over two lines, because readers would mistype them.
fn links(page: &Page, found: &mut Vec<Diagnostic>) {
    let mut last: Option<(&str, Length)> = None;
    for (at, item) in &page.items {
        let Item::Link(Target::Address(address), _) = item else { continue };
        if let Some((before, y)) = last
            && before == &**address
            && at.y > y
            && is_printed(page, address, at.y)
        {
            let near = page.lines.iter().min_by_key(|line| (line.at.y - at.y).0.abs());
            let fault = Fault::BrokenAddress { address: address.to_string(), page: page.folio };
            found.push(Diagnostic::note(near.map(|line| line.span), fault));
        }
        last = Some((address, at.y));
    }
}

/// Whether the end of the address itself is printed near this height, and not only the words of a link.
fn is_printed(page: &Page, address: &str, y: Length) -> bool {
    page.items.iter().any(|(at, item)| match item {
        Item::Glyphs(run, _) => {
            let near = (at.y - y).0.abs() < run.size.0 * 2;
            let last = run.text.split_whitespace().map(|word| word.trim_end_matches(['.', ',', ')'])).any(|word| {
                word.chars().count() > 3 && address.trim_end_matches('/').ends_with(word.trim_end_matches('/'))
            });
            near && last
        }
        Item::Rule(..) | Item::Image(..) | Item::Link(..) | Item::Group(..) => false,
    })
}
