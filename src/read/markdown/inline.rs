//! Reads the inlines of a line: words, emphasis, links, note references, and the few HTML tags that are kept.

#![expect(clippy::wildcard_enum_match_arm, reason = "the events are pulldown-cmark's, and it may add some")]

use super::events::{Collected, Events};
use super::html;
use crate::diagnostic::{Diagnostic, Fault, Span};
use crate::language;
use crate::manuscript::{Inline, Link, PictureRef, Words};
use pulldown_cmark::{Event, Tag};

/// Reads inlines up to and including the end of the current element.
pub(super) fn until_end(collected: &mut Collected, events: &mut Events) -> Vec<Inline> {
    until(collected, events, None)
}

/// Reads inlines up to a closing HTML tag, or up to the end of the element that contains the tag.
fn until(collected: &mut Collected, events: &mut Events, closing_tag: Option<&str>) -> Vec<Inline> {
    let mut inlines = Vec::new();
    while let Some((event, _)) = events.peek() {
        match event {
            Event::End(_) => {
                // A tag that is never closed ends with the element around it. The reader of that element must still see this
                // end.
                if closing_tag.is_none() {
                    events.next();
                }
                break;
            }
            Event::InlineHtml(tag) if closing_tag.is_some_and(|closing| tag.eq_ignore_ascii_case(closing)) => {
                events.next();
                break;
            }
            _ => one(collected, events).into_iter().for_each(|inline| push(&mut inlines, inline)),
        }
    }
    inlines
}

/// Appends an inline. Consecutive words are joined into one run, so that typographic rules see whole words.
fn push(inlines: &mut Vec<Inline>, inline: Inline) {
    // Only words that match the file byte for byte are joined: otherwise the span of a byte could no longer be computed.
    let exact = |words: &Words| words.span.end - words.span.start == words.text.len() as u32;
    if let (Some(Inline::Text(before)), Inline::Text(words)) = (inlines.last_mut(), &inline)
        && before.span.end == words.span.start
        && exact(before)
        && exact(words)
    {
        before.text.push_str(&words.text);
        before.span.end = words.span.end;
    } else {
        inlines.push(inline);
    }
}

/// Reads the next inline, which may contain others. Returns an empty list for an event that produces no inline.
pub(super) fn one(collected: &mut Collected, events: &mut Events) -> Vec<Inline> {
    let Some((event, range)) = events.next() else { return Vec::new() };
    let is_quoted_word = matches!(event, Event::InlineHtml(_)) && html::is_quoted_word(events.part.text, range);
    let span = events.part.span(range);
    let words = |text: &str| Words { text: text.to_string(), span };
    match event {
        Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => vec![Inline::Text(words(text))],
        Event::SoftBreak => vec![Inline::Text(words(" "))],
        Event::HardBreak => vec![Inline::Break],
        Event::Code(text) => vec![Inline::Code(words(text))],
        Event::FootnoteReference(label) => vec![Inline::NoteRef(collected.note(label, span), span)],
        Event::InlineHtml(word) if is_quoted_word => vec![Inline::Text(words(word))],
        Event::InlineHtml(tag) | Event::Html(tag) => tagged(collected, events, tag, span),
        Event::Start(tag) => {
            let inner = until_end(collected, events);
            vec![element(tag, inner, span)]
        }
        Event::End(_) | Event::Rule | Event::TaskListMarker(_) => Vec::new(),
    }
}

fn element(tag: &Tag, inner: Vec<Inline>, span: Span) -> Inline {
    match tag {
        Tag::Strong => Inline::Strong(inner),
        Tag::Strikethrough => Inline::Struck(inner),
        Tag::Superscript => Inline::Superscript(inner),
        Tag::Subscript => Inline::Subscript(inner),
        Tag::Link { dest_url, .. } => {
            let link = match dest_url.strip_prefix('#') {
                Some(anchor) => Link::Anchor(percent_decoded(anchor)),
                None => Link::Address(dest_url.to_string()),
            };
            Inline::Link { link, inlines: inner, span }
        }
        Tag::Image { dest_url, .. } => {
            Inline::Picture(PictureRef { name: percent_decoded(dest_url), image: None, pixels: (0, 0), span })
        }
        _ => Inline::Emphasis(inner),
    }
}

/// Reads an HTML tag and its content. `<sup>`, `<sub>`, `<br>` and languages are kept, comments are dropped, and any other tag
/// is reported and dropped.
fn tagged(collected: &mut Collected, events: &mut Events, tag: &str, span: Span) -> Vec<Inline> {
    let closes = tag.starts_with("</");
    match tag.to_ascii_lowercase().replace([' ', '/'], "").as_str() {
        "<br>" => vec![Inline::Break],
        "<sup>" if !closes => vec![Inline::Superscript(until(collected, events, Some("</sup>")))],
        "<sub>" if !closes => vec![Inline::Subscript(until(collected, events, Some("</sub>")))],
        comment if comment.starts_with("<!--") => {
            collected.diagnostics.extend(html::import_question(tag).map(|fault| Diagnostic::warning(span, fault)));
            Vec::new()
        }
        _ => {
            if let Some(language) = html::language_of(tag).filter(|_| !closes) {
                let language = language::parse(language).unwrap_or_else(|unknown| {
                    collected.diagnostics.push(Diagnostic::error(span, unknown.fault(language)));
                    language.to_string()
                });
                let name = tag.trim_start_matches('<').split([' ', '>']).next().unwrap_or_default();
                let inlines = until(collected, events, Some(&format!("</{name}>")));
                return vec![Inline::Foreign { language, inlines: italic(name, inlines) }];
            }
            collected.diagnostics.push(Diagnostic::warning(span, Fault::Html { tag: html::shortened(tag) }));
            Vec::new()
        }
    }
}

/// Adds emphasis to the content of `<i lang="en">` and `<em lang="en">`, which are italic as well as in another language.
fn italic(tag: &str, inlines: Vec<Inline>) -> Vec<Inline> {
    if matches!(tag.to_ascii_lowercase().as_str(), "i" | "em") { vec![Inline::Emphasis(inlines)] } else { inlines }
}

/// Decodes percent-encoded bytes (RFC 3986, 2.1): `une%20photo.jpg` is the file `une photo.jpg`. Other percent signs are kept.
pub(super) fn percent_decoded(address: &str) -> String {
    let bytes = address.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = address.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (bytes[at], code) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 3;
            }
            (byte, _) => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| address.to_string())
}
