//! What stands in a line: words, emphasis, links, calls of notes.

#![expect(clippy::wildcard_enum_match_arm, reason = "the events are pulldown-cmark's, and it may add some")]

use super::markdown::{Gathered, Passage, Placed};
use crate::diagnostic::{Diagnostic, Fault};
use crate::manuscript::{Inline, Link, PictureRef, Words};
use pulldown_cmark::{Event, Tag};

/// Inlines up to and with the next end.
pub(super) fn until_end(gathered: &mut Gathered, passage: Passage, events: &[Placed], at: &mut usize) -> Vec<Inline> {
    collect(gathered, passage, events, at, None)
}

/// Inlines up to the closing of an HTML tag, or of what surrounds it.
fn collect(
    gathered: &mut Gathered,
    passage: Passage,
    events: &[Placed],
    at: &mut usize,
    closing: Option<&str>,
) -> Vec<Inline> {
    let mut inlines = Vec::new();
    while let Some((event, _)) = events.get(*at) {
        match event {
            Event::End(_) => {
                // An HTML tag that was never closed ends with what surrounds it, whose end is not ours to take.
                if closing.is_none() {
                    *at += 1;
                }
                break;
            }
            Event::InlineHtml(html) if closing.is_some_and(|c| html.eq_ignore_ascii_case(c)) => {
                *at += 1;
                break;
            }
            _ => {
                let found = one(gathered, passage, events, at);
                found.into_iter().for_each(|inline| push(&mut inlines, inline));
            }
        }
    }
    inlines
}

/// Adds an inline; words that follow words become one run of them.
fn push(inlines: &mut Vec<Inline>, inline: Inline) {
    // Words that stand in the file letter by letter, so that a byte of theirs has its place there.
    let exact = |w: &Words| w.span.end - w.span.start == w.text.len() as u32;
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

/// The inline at `at`; none where something is left out.
pub(super) fn one(gathered: &mut Gathered, passage: Passage, events: &[Placed], at: &mut usize) -> Vec<Inline> {
    let (event, range) = &events[*at];
    *at += 1;
    let span = passage.span(gathered.file, range);
    let words = |text: &str| Inline::Text(Words { text: text.to_string(), span });
    match event {
        Event::Text(text) => vec![words(text)],
        Event::SoftBreak => vec![words(" ")],
        Event::HardBreak => vec![Inline::Break],
        Event::Code(text) => vec![Inline::Code(Words { text: text.to_string(), span })],
        Event::FootnoteReference(label) => vec![Inline::Call(gathered.note(label, span), span)],
        Event::InlineHtml(html) | Event::Html(html) => self::html(gathered, passage, events, (at, html)),
        Event::InlineMath(text) | Event::DisplayMath(text) => vec![words(text)],
        Event::Start(tag) => {
            let tag = tag.clone();
            let inner = until_end(gathered, passage, events, at);
            vec![wrap(tag, inner, span)]
        }
        Event::End(_) | Event::Rule | Event::TaskListMarker(_) => Vec::new(),
    }
}

fn wrap(tag: Tag, inner: Vec<Inline>, span: crate::diagnostic::Span) -> Inline {
    match tag {
        Tag::Strong => Inline::Strong(inner),
        Tag::Strikethrough => Inline::Struck(inner),
        Tag::Superscript => Inline::Superscript(inner),
        Tag::Subscript => Inline::Subscript(inner),
        Tag::Link { dest_url, .. } => {
            let link = match dest_url.strip_prefix('#') {
                Some(anchor) => Link::Anchor(decoded(anchor)),
                None => Link::Address(dest_url.to_string()),
            };
            Inline::Link { link, inlines: inner, span }
        }
        Tag::Image { dest_url, .. } => {
            Inline::Picture(PictureRef { name: decoded(&dest_url), image: None, pixels: (0, 0), span })
        }
        _ => Inline::Emphasis(inner),
    }
}

/// `<sup>`, `<sub>` and `<br>` are kept, comments vanish, the rest is reported and left out.
fn html(gathered: &mut Gathered, passage: Passage, events: &[Placed], (at, html): (&mut usize, &str)) -> Vec<Inline> {
    let range = &events[*at - 1].1;
    let span = passage.span(gathered.file, range);
    match html.to_ascii_lowercase().replace([' ', '/'], "").as_str() {
        "<br>" => vec![Inline::Break],
        _ if !html.starts_with("</") && language_of(html).is_some() => {
            let tag = html.trim_start_matches('<').split([' ', '>']).next().unwrap_or_default();
            let inlines = collect(gathered, passage, events, at, Some(&format!("</{tag}>")));
            vec![Inline::Foreign { language: language_of(html).unwrap_or_default(), inlines: italic(tag, inlines) }]
        }
        "<sup>" if !html.starts_with("</") => {
            vec![Inline::Superscript(collect(gathered, passage, events, at, Some("</sup>")))]
        }
        "<sub>" if !html.starts_with("</") => {
            vec![Inline::Subscript(collect(gathered, passage, events, at, Some("</sub>")))]
        }
        comment if comment.starts_with("<!--") => {
            gathered.faults.extend(doubt(html).map(|fault| Diagnostic::warning(span, fault)));
            Vec::new()
        }
        _ => {
            gathered.faults.push(Diagnostic::warning(span, Fault::Html { tag: shortened(html) }));
            Vec::new()
        }
    }
}

/// What a comment asks that an import left: `<!-- ? … -->`.
pub(super) fn doubt(comment: &str) -> Option<Fault> {
    let remark = comment.trim().strip_prefix("<!-- ?")?.trim_end_matches("-->").trim();
    Some(Fault::DoubtfulPlace { remark: remark.to_string() })
}

/// `<i lang="en">` and `<em lang="en">` are italic too.
fn italic(tag: &str, inlines: Vec<Inline>) -> Vec<Inline> {
    if matches!(tag.to_ascii_lowercase().as_str(), "i" | "em") { vec![Inline::Emphasis(inlines)] } else { inlines }
}

/// The language that an HTML tag declares: `<span lang="es">`.
pub(super) fn language_of(html: &str) -> Option<String> {
    let at = html.find(" lang=")? + " lang=".len();
    let rest = html[at..].trim_start_matches(['"', '\'']);
    let tag: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    (tag.len() >= 2).then_some(tag)
}

/// The beginning of a long piece of HTML, for a message.
pub(super) fn shortened(html: &str) -> String {
    let first = html.lines().next().unwrap_or_default();
    if first.chars().count() <= 40 { first.to_string() } else { first.chars().take(39).chain(['…']).collect() }
}

/// An address without its percent signs: `une%20photo.jpg` names the file `une photo.jpg`.
pub(super) fn decoded(address: &str) -> String {
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
