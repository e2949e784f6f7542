//! A text dump of pages, with one line for each item and its position. The tests use it as their main snapshot.

use crate::geometry::Point;
use crate::page::{Book, Ink, Item, Page, Target};
use std::fmt::Write;

/// Returns the dumps of all pages of a book, separated by blank lines.
pub fn book(book: &Book) -> String {
    book.pages.iter().map(page).collect::<Vec<_>>().join("\n")
}

/// Returns the dump of a page. Positions are in points from the top left. Invisible characters are replaced with
/// visible ones.
pub fn page(page: &Page) -> String {
    let mut out = format!(
        "page {} {:?} {:.2} x {:.2}\n",
        page.folio,
        page.role,
        page.trim.width.to_pt(),
        page.trim.height.to_pt()
    );
    dump(&page.items, 1, &mut out);
    out
}

fn dump(items: &[(Point, Item)], depth: usize, out: &mut String) {
    for (at, item) in items {
        let place = format!("{}{:7.2} {:7.2}", "  ".repeat(depth), at.x.to_pt(), at.y.to_pt());
        // Writing to a string cannot fail.
        let _ = match item {
            Item::Glyphs(run, _) => {
                let paper = if run.ink == Ink::Paper { " paper" } else { "" };
                let (size, width) = (run.size.to_pt(), run.width().to_pt());
                writeln!(
                    out,
                    "{place} face {} {size:.2}{paper} w {width:.2} e {} «{}»",
                    run.face.0,
                    run.expansion,
                    visible(&run.text)
                )
            }
            Item::Rule(size, ink) => {
                writeln!(out, "{place} rule {:?} {:.2} x {:.2}", ink, size.width.to_pt(), size.height.to_pt())
            }
            Item::Image(id, size) => {
                writeln!(out, "{place} image {} {:.2} x {:.2}", id.0, size.width.to_pt(), size.height.to_pt())
            }
            Item::Link(target, size) => {
                let target = match target {
                    Target::Address(address) => address.to_string(),
                    Target::Place(page, y) => format!("page {} at {:.2}", page + 1, y.to_pt()),
                };
                writeln!(out, "{place} link {:.2} x {:.2} to {target}", size.width.to_pt(), size.height.to_pt())
            }
            Item::Group(clip, inner) => {
                let clipped =
                    clip.map_or(String::new(), |c| format!(" cut to {:.2} x {:.2}", c.width.to_pt(), c.height.to_pt()));
                let done = writeln!(out, "{place} group{clipped}");
                dump(inner, depth + 1, out);
                done
            }
        };
    }
}

/// Replaces no-break spaces and soft hyphens with visible characters.
fn visible(text: &str) -> String {
    text.replace('\u{a0}', "⍽").replace('\u{202f}', "⎵").replace('\u{ad}', "¬")
}
