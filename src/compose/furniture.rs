//! Folios and running heads, once it is known which page is on which side.

use super::blocks::single_row;
use super::galley::Frame;
use super::line::Setting;
use super::makeup::MakeUp;
use super::notes::{NoCalls, text_title};
use super::style::Style;
use crate::diagnostic::Span;
use crate::geometry::Point;
use crate::manuscript::Words;
use crate::page::Role;
use crate::unit::Length;

/// A brochure with fewer pages needs no running heads to find one's way.
const LEAST_PAGES: usize = 24;
/// Where the margin is narrower than this, a running head would touch the text or the edge.
const LEAST_MARGIN: f64 = 13.0;

/// Adds furniture to every page that carries some: left pages name the brochure, right pages the text.
pub(super) fn add(makeup: &mut MakeUp) {
    let spec = makeup.press.spec;
    let roomy = spec.page.top >= Length::mm(LEAST_MARGIN) && makeup.drafts.len() >= LEAST_PAGES;
    let heads = spec.running_heads.unwrap_or(roomy);
    let titles: Vec<String> = (0..makeup.press.manuscript.texts.len()).map(|t| text_title(makeup, t)).collect();
    let mut setter = makeup.setter(&NoCalls);
    let body = setter.body_frame();
    let small = Frame {
        style: Style { size: spec.notes.size, ..body.style },
        hyphenate: false,
        setting: Setting::Left,
        ..body
    };
    let mut current = None;
    for draft in &mut makeup.drafts {
        // A text that begins in the middle of a page names the pages from there on.
        let begun = draft.headings.iter().rev().find(|(h, _)| h.level == 1 && h.listed).map(|(h, _)| h.title.clone());
        current = begun.or_else(|| current.take().filter(|_| draft.text.is_some()));
        let recto = draft.page.is_recto();
        let setting = if recto { Setting::Right } else { Setting::Left };
        let left = spec.page.left(recto);
        let mut place = |text: String, style: Style, y: Length| {
            let words = Words { text, span: Span::default() };
            let Some(row) = single_row(&mut setter, &words, Frame { setting, style, ..small }) else { return };
            let at = Point::new(left, y - Frame { style, ..small }.baseline());
            draft.page.items.extend(row.items.into_iter().map(|(p, item)| (at.moved(p.x, p.y), item)));
        };
        let (with_folio, with_head) = match draft.page.role {
            Role::Cover | Role::Display | Role::Blank => (false, false),
            Role::Opening => (true, false),
            Role::Text => (true, true),
        };
        if with_folio && spec.folios {
            // Half way between the text and the foot of the page, well clear of the edge that copiers leave blank.
            let y = spec.page.trim.height - (spec.page.bottom / 2).max(Length::mm(6.5));
            place(draft.page.folio.to_string(), small.style, y);
        }
        if with_head && heads {
            let own = || draft.text.and_then(|t| titles.get(t).cloned());
            let text = if recto { current.clone().or_else(own) } else { None };
            let words = text.filter(|t| !t.is_empty()).unwrap_or_else(|| spec.title.title.text.clone());
            let y = spec.page.top - body.leading;
            let head = shortened(&words, 60);
            place(head, small.style.emphasised(), y);
        }
    }
    makeup.diagnostics.append(&mut setter.diagnostics);
}

/// A title cut at a word, where it is too long for a running head.
fn shortened(title: &str, most: usize) -> String {
    if title.chars().count() <= most {
        return title.to_string();
    }
    let cut: String = title.chars().take(most).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end_matches([',', ':', ';', '\u{a0}', '\u{202f}', ' ']))
}
