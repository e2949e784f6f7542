//! The summary that `agrafe build` prints: files, pages, sheets, how to print them, and what was changed.

use super::args::BuildOptions;
use super::report::Console;
use crate::compose::fit::points;
use crate::impose::{self, Imposition};
use crate::session::{Brochure, Content};
use crate::sheet::Layout;
use crate::unit::Length;

/// What a PDF holds: `24 pages`, or `6 sheets, 1 page blank`.
pub(super) fn content(content: Content, console: &Console) -> String {
    match content {
        Content::Pages(pages) => console.count(pages, ["page", "pages"], ["page", "pages"]),
        Content::Sheets { sheets, blanks } => {
            let mut words = console.count(sheets, ["sheet", "sheets"], ["feuille", "feuilles"]);
            if blanks > 0 {
                let blank = (["page blank", "pages blank"], ["page blanche", "pages blanches"]);
                words.push_str(&format!(", {}", console.count(blanks, blank.0, blank.1)));
            }
            words
        }
    }
}

/// How to print the sheets of each layout, how the brochure was fitted, and how much of its typography was changed.
pub(super) fn report(
    options: &BuildOptions,
    (brochure, impositions): (&Brochure, &[Imposition]),
    console: &Console,
) -> String {
    let mut summary = String::new();
    for (layout, imposition) in brochure.layouts.iter().zip(impositions) {
        summary.push_str(&advice(layout, imposition, console));
    }
    if options.fit.is_some() || brochure.spec.fit.pages.is_some() {
        summary.push_str(&fitted(brochure, console));
    }
    if !brochure.corrections.is_empty() {
        let words = console.say(
            "changes to the typography; `agrafe check` lists them",
            "retouches de typographie ; « agrafe check » les liste",
        );
        summary.push_str(&format!("{} {words}\n", brochure.corrections.len()));
    }
    summary
}

/// What the brochure is set in after fitting, and what that saves.
fn fitted(brochure: &Brochure, console: &Console) -> String {
    let (leading, size) = (points(brochure.spec.body.leading), points(brochure.spec.body.size));
    let mut words = format!("{} {size}/{leading}{}\n", console.say("set in", "composé en"), saved(brochure, console));
    if let Some(first) = brochure.spec.fit.loosened.first() {
        let of = match first.by {
            ..0 => console.say("a line less in the paragraphs at", "une ligne de moins aux paragraphes de"),
            _ => console.say("a line more in the paragraphs at", "une ligne de plus aux paragraphes de"),
        };
        words.push_str(&format!("{of} {}\n", brochure.fit.paragraphs.join(", ")));
    }
    words
}

/// The sheets of four pages that fitting saved, if any.
fn saved(brochure: &Brochure, console: &Console) -> String {
    let sheets = |pages: usize| pages.div_ceil(4);
    let fewer = sheets(brochure.fit.pages_before).saturating_sub(sheets(brochure.book.pages.len()));
    match fewer {
        0 => String::new(),
        1 => console.say(": a sheet saved in every copy", " : une feuille de moins par exemplaire").to_string(),
        _ => {
            format!("{} {fewer}", console.say(": sheets saved in every copy:", " : feuilles de moins par exemplaire :"))
        }
    }
}

/// What to tell the printer's dialogue, and what hands should know.
fn advice(layout: &Layout, imposition: &Imposition, console: &Console) -> String {
    let sheets = imposition.sheets.len();
    let mut words = format!("{} : {}\n", layout.slug, impose::finishing::printing(layout, sheets, console.lang));
    if imposition.signatures.len() > 1 {
        let sizes: Vec<String> = imposition.signatures.iter().map(usize::to_string).collect();
        words.push_str(&format!("{} {}\n", console.say("signatures of", "cahiers de"), sizes.join(" + ")));
    }
    // Less than that nobody sees.
    if imposition.creep >= Length::mm(0.3) {
        let compensated = layout.creep.unwrap_or(layout.trim);
        let (en, fr) = if compensated {
            ("the pages in the middle are moved in by", "les pages du milieu sont rentrées de")
        } else {
            ("the leaves in the middle stick out by", "les feuillets du milieu dépassent de")
        };
        words.push_str(&format!("{} {:.1} mm\n", console.say(en, fr), imposition.creep.to_mm()));
    }
    words
}
