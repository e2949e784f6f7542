//! Adds running heads: the title of the brochure on left-hand pages, and the title of the text on right-hand pages.

use super::margin_line::{MarginLine, PageInfo};
use crate::compose::context::Context;
use crate::compose::fragment::Fragment;
use crate::compose::layouter::BlockLayouter;
use crate::compose::notes::text_title;
use crate::page::PageRole;
use crate::unit::Length;

/// The number of pages from which a brochure has running heads by default. In a shorter brochure, readers find their way
/// without them.
const MIN_PAGES: usize = 24;
/// The upper margin from which pages have running heads by default, in millimetres. In a smaller margin, running heads would
/// be too close to the text or the edge.
const MIN_MARGIN: f64 = 13.0;
/// The maximum length of a running head, in characters; longer titles are shortened.
const LONGEST: usize = 60;

/// Returns the running head of each page, or `None` for a page without one.
pub(super) fn heads(context: Context, pages: &[PageInfo]) -> Vec<Option<String>> {
    let spec = context.spec;
    let has_room = spec.page.top >= Length::mm(MIN_MARGIN) && pages.len() >= MIN_PAGES;
    if !spec.running_heads.unwrap_or(has_room) {
        return pages.iter().map(|_| None).collect();
    }
    let titles: Vec<String> = (0..context.manuscript.texts.len()).map(|text| text_title(context, text)).collect();
    let mut current: Option<String> = None;
    let head = |page: &PageInfo| {
        // When a text begins in the middle of a page, its title is the running head from that page on.
        let kept = current.take().filter(|_| page.text.is_some());
        current = page.title.clone().or(kept);
        if page.role != PageRole::Text {
            return None;
        }
        let recto = page.folio % 2 == 1;
        let of_text = || page.text.and_then(|text| titles.get(text).cloned());
        let text = if recto { current.clone().or_else(of_text) } else { None };
        let words = text.filter(|text| !text.is_empty()).unwrap_or_else(|| spec.title.title.text.clone());
        Some(shortened(&words, LONGEST))
    };
    pages.iter().map(head).collect()
}

/// Adds a running head one line above the text.
pub(super) fn add(layouter: &mut BlockLayouter, page: &PageInfo, head: String, fragment: &mut Fragment) {
    let spec = layouter.context.spec;
    let baseline = spec.page.top - spec.body.leading;
    MarginLine { text: head, baseline, emphasised: true }.add(layouter, page, fragment);
}

/// Shortens a title that is too long, at a space between words.
fn shortened(title: &str, most: usize) -> String {
    if title.chars().count() <= most {
        return title.to_string();
    }
    let cut: String = title.chars().take(most).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ':', ';', '\u{a0}', '\u{202f}', ' ']))
}
