//! Passes the HTML in a text to the builder: tags open and close elements, and words between them are words of the text.
//!
//! The tokens come from html5gum, which reads HTML as browsers do.

use super::builder::Builder;
use super::element::{Division, Element, OpenList, OpenPicture, OpenTable};
use super::findings::FindingKind;
use super::source::Part;
use super::{html_attributes, links};
use crate::diagnostic::{Diagnostic, Fault};
use crate::manuscript::{Align, Block, Counter, Inline, InlineStyle, Words};
use html_attributes::attribute;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};
use std::ops::Range;

/// Elements whose content can't be printed.
const HIDDEN: [&str; 12] =
    ["script", "style", "template", "svg", "iframe", "object", "canvas", "audio", "video", "map", "applet", "frameset"];

/// Elements without content, which have no end tag.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements whose tags are ignored without a finding, because they mean nothing on paper.
const TRANSPARENT: [&str; 27] = [
    "span", "abbr", "acronym", "time", "data", "bdi", "bdo", "label", "output", "picture", "source", "noscript",
    "tbody", "thead", "tfoot", "colgroup", "col", "hgroup", "ruby", "rb", "wbr", "nobr", "a", "body", "head", "title",
    "meta",
];

/// Elements that contain blocks.
const SECTIONS: [&str; 12] =
    ["div", "section", "article", "main", "header", "footer", "nav", "aside", "details", "address", "html", "search"];

/// Reads HTML.
#[derive(Default)]
pub(super) struct HtmlReader {}

impl HtmlReader {
    /// Reads a tag inside a line, at a byte of the file.
    pub(super) fn tags(&self, builder: &mut Builder, tag: &str, at: usize) {
        let original = builder.context.source.slice(&(at..at + tag.len())).to_string();
        self.read(builder, &Part::new(&original, at), false);
    }

    /// Reads a block of HTML.
    pub(super) fn block(&self, builder: &mut Builder, html: &Part) {
        self.read(builder, html, true);
    }

    fn read(&self, builder: &mut Builder, html: &Part, is_block: bool) {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(is_block);
        for token in Tokenizer::new_with_emitter(&*html.text, emitter).flatten() {
            match token {
                Token::StartTag(tag) => {
                    let range = html.range(&(tag.span.start..tag.span.end));
                    start(builder, &tag, range);
                }
                Token::EndTag(tag) => {
                    let end = html.range(&(tag.span.start..tag.span.end)).end;
                    close(builder, &String::from_utf8_lossy(&tag.name), end);
                }
                Token::String(string) => {
                    let typed = html.text.get(string.span.start..string.span.end).unwrap_or_default();
                    let value = String::from_utf8_lossy(&string.value);
                    text(builder, typed, &value, html.in_file(string.span.start));
                }
                Token::Comment(comment) => {
                    let range = html.range(&(comment.span.start..comment.span.end));
                    self::comment(builder, &String::from_utf8_lossy(&comment.value), range);
                }
                Token::Doctype(_) | Token::Error(_) => {}
            }
        }
    }
}

/// Reads an opening tag.
fn start(builder: &mut Builder, tag: &StartTag<usize>, range: Range<usize>) {
    let name = String::from_utf8_lossy(&tag.name).to_string();
    if builder.is_verbatim() {
        // Inside a hidden or verbatim element, all tags but line breaks are ignored.
        if name == "br" {
            builder.verbatim("\n");
        }
        return;
    }
    close_implied(builder, &name, range.start);
    if let Some(anchor) = attribute(tag, "id").or_else(|| attribute(tag, "name").filter(|_| name == "a")) {
        builder.context.anchor = Some(anchor).filter(|anchor| !anchor.is_empty());
    }
    let at = range.start;
    match name.as_str() {
        "br" => builder.inline(Inline::Break),
        "hr" => {
            let span = builder.context.source.span(&range);
            builder.block(Block::Rule(span), at);
        }
        "img" => picture(builder, tag, &range),
        "input" => checkbox(builder, tag, &range),
        "pre" => builder.open_html(Element::Preformatted(String::new()), &name, at),
        _ if HIDDEN.contains(&name.as_str()) => {
            let span = builder.context.source.span(&range);
            builder.context.collected.find(FindingKind::HtmlContent, &name, span);
            if !tag.self_closing {
                builder.open_html(Element::Hidden, &name, at);
            }
        }
        _ => {
            if let Some(element) = block_element(tag, &name).or_else(|| inline_element(tag, &name)) {
                open(builder, element, tag, &name, at);
            } else {
                other(builder, tag, &name, range);
            }
        }
    }
}

/// Opens an element, and inside it the language that the tag declares.
fn open(builder: &mut Builder, element: Element, tag: &StartTag<usize>, name: &str, at: usize) {
    let is_line = matches!(element, Element::Styled(_) | Element::Ignored | Element::Link(_) | Element::Quoted);
    builder.open_html(element, name, at);
    if let Some(typed) = attribute(tag, "lang").filter(|_| is_line) {
        let language = builder.context.language(&typed, at);
        builder.open_html(Element::Foreign(language), "lang", at);
    }
    if name == "td" {
        builder.body_cell();
    }
}

/// Reads a tag that isn't supported. Its content is kept.
fn other(builder: &mut Builder, tag: &StartTag<usize>, name: &str, range: Range<usize>) {
    let is_void = VOID.contains(&name) || tag.self_closing;
    if !TRANSPARENT.contains(&name) {
        let span = builder.context.source.span(&range);
        builder.context.collected.find(FindingKind::Html, name, span);
    }
    if !is_void && !matches!(name, "tbody" | "thead" | "tfoot" | "colgroup") {
        open(builder, Element::Ignored, tag, name, range.start);
    }
}

/// Returns the block that a tag opens.
fn block_element(tag: &StartTag<usize>, name: &str) -> Option<Element> {
    let align = html_attributes::align(tag);
    Some(match name {
        "p" => match html_attributes::division(tag, align) {
            Division::Plain => Element::Paragraph,
            division @ (Division::Aligned(_)
            | Division::Box
            | Division::Verse
            | Division::Epigraph
            | Division::Signature
            | Division::NewPage
            | Division::PageAfter) => Element::Division(division),
        },
        "center" => Element::Division(Division::Aligned(Align::Centre)),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            let level = name.as_bytes()[1] - b'0';
            Element::Heading { level, anchor: attribute(tag, "id") }
        }
        "blockquote" => Element::Quote,
        "ul" | "menu" | "dir" => Element::List(list(tag, None)),
        "ol" => {
            let first = attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
            Element::List(list(tag, Some(first)))
        }
        "li" => Element::Item { done: None },
        "dl" => Element::Definitions(Vec::new()),
        "dt" => Element::Term,
        "dd" => Element::Definition,
        "table" => Element::Table(OpenTable::default()),
        "tr" => Element::Row { is_head: true, cells: Vec::new() },
        "td" | "th" => Element::Cell { align, columns: html_attributes::columns(tag) },
        "caption" | "figcaption" => Element::Caption,
        "figure" => Element::Figure { caption: Vec::new() },
        "summary" => Element::Summary,
        _ if SECTIONS.contains(&name) => Element::Division(html_attributes::division(tag, align)),
        _ => return None,
    })
}

fn list(tag: &StartTag<usize>, first: Option<u64>) -> OpenList {
    let counter = match attribute(tag, "type").as_deref() {
        Some("a") => Counter::LowerLetters,
        Some("A") => Counter::UpperLetters,
        Some("i") => Counter::LowerRoman,
        Some("I") => Counter::UpperRoman,
        _ => Counter::Decimal,
    };
    OpenList { first, counter, delimiter: '.', tight: true, items: Vec::new() }
}

/// Returns the inline that a tag opens.
fn inline_element(tag: &StartTag<usize>, name: &str) -> Option<Element> {
    Some(match name {
        "b" | "strong" => Element::Styled(InlineStyle::Strong),
        "i" | "em" | "cite" | "dfn" | "var" => Element::Styled(InlineStyle::Emphasis),
        "u" | "ins" | "mark" => Element::Styled(InlineStyle::Underlined),
        "s" | "del" | "strike" => Element::Styled(InlineStyle::Struck),
        "sup" => Element::Styled(InlineStyle::Superscript),
        "sub" => Element::Styled(InlineStyle::Subscript),
        "small" => Element::Styled(InlineStyle::Small),
        "code" | "kbd" | "samp" | "tt" => Element::Code(String::new()),
        "q" => Element::Quoted,
        "a" => Element::Link(links::classify(&attribute(tag, "href")?)),
        _ => return None,
    })
}

/// Closes the elements that end where this tag begins, because their closing tags are optional.
fn close_implied(builder: &mut Builder, name: &str, at: usize) {
    let (names, limits): (&[&str], &[&str]) = match name {
        "li" => (&["li"], &["ul", "ol", "menu", "dir"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "tr" => (&["tr"], &["table"]),
        "td" | "th" => (&["td", "th"], &["tr", "table"]),
        "tbody" | "thead" | "tfoot" => (&["tr", "caption"], &["table"]),
        _ => return,
    };
    for open in names {
        if builder.is_open(&[open], limits) {
            builder.close_html(open, at);
        }
    }
}

fn close(builder: &mut Builder, name: &str, end: usize) {
    // Browsers read `</br>` as a line break.
    if name == "br" {
        builder.inline(Inline::Break);
        return;
    }
    builder.close_html(name, end);
}

fn picture(builder: &mut Builder, tag: &StartTag<usize>, range: &Range<usize>) {
    let value = |name: &str| attribute(tag, name).filter(|value| !value.is_empty());
    let Some(name) = value("src") else { return };
    let span = builder.context.source.span(range);
    let alt = value("alt").map(|text| {
        let typed = builder.context.source.slice(range);
        let at = typed.rfind(&text).map(|at| range.start + at..range.start + at + text.len());
        Inline::Text(Words { text, span: at.map_or(span, |at| builder.context.source.span(&at)) })
    });
    let width = html_attributes::style(tag, "width").or_else(|| value("width"));
    let picture = OpenPicture { name, title: value("title").unwrap_or_default(), width, ..OpenPicture::default() };
    let picture = super::pictures::close(&mut builder.context, picture, alt.into_iter().collect(), span);
    builder.inline(picture);
}

fn checkbox(builder: &mut Builder, tag: &StartTag<usize>, range: &Range<usize>) {
    let span = builder.context.source.span(range);
    if attribute(tag, "type").as_deref() == Some("checkbox") {
        let is_done = attribute(tag, "checked").is_some();
        let text = if is_done { "☑ " } else { "☐ " }.to_string();
        builder.inline(Inline::Text(Words { text, span }));
    } else {
        builder.context.collected.find(FindingKind::Html, "input", span);
    }
}

/// Reads a comment. `agrafe import` leaves its questions in comments, and some editors mark page breaks with them.
fn comment(builder: &mut Builder, comment: &str, range: Range<usize>) {
    let span = builder.context.source.span(&range);
    let words = comment.trim();
    if let Some(remark) = comment.strip_prefix(" ?") {
        let fault = Fault::DoubtfulPlace { remark: remark.trim().to_string() };
        builder.context.collected.diagnostics.push(Diagnostic::warning(span, fault));
    } else if matches!(words.to_ascii_lowercase().as_str(), "pagebreak" | "page-break" | "newpage" | "page break") {
        builder.block(Block::PageBreak(span), range.start);
    }
}

/// Adds the words between tags: `typed` as they are written at a byte of the file, `value` with their entities decoded.
fn text(builder: &mut Builder, typed: &str, value: &str, at: usize) {
    if builder.verbatim(value) {
        return;
    }
    if typed == value {
        plain(builder, typed, at);
        return;
    }
    let mut done = 0;
    for (start, _) in typed.match_indices('&') {
        if start < done {
            continue;
        }
        let length = typed[start..].bytes().take(MAX_ENTITY).position(|b| b == b';').map(|length| length + 1);
        let Some(entity) = length.map(|length| &typed[start..start + length]) else { continue };
        let decoded = decode(entity);
        if decoded != entity {
            plain(builder, &typed[done..start], at + done);
            done = start + entity.len();
            let span = builder.context.source.span(&(at + start..at + done));
            builder.inline(Inline::Text(Words { text: decoded, span }));
        }
    }
    plain(builder, &typed[done..], at + done);
}

/// The maximum length of an entity in bytes: the longest is `&CounterClockwiseContourIntegral;`.
const MAX_ENTITY: usize = 33;

/// Returns the characters of an entity.
fn decode(entity: &str) -> String {
    let tokens = Tokenizer::new(entity).flatten();
    tokens
        .map(|token| if let Token::String(s) = token { String::from_utf8_lossy(&s).to_string() } else { String::new() })
        .collect()
}

/// Adds words as they were typed. The end of a line becomes a space, and spaces at the beginning of a line are dropped.
fn plain(builder: &mut Builder, typed: &str, at: usize) {
    let mut start = 0;
    for (number, line) in typed.split('\n').enumerate() {
        let place = at + start;
        if number > 0 && !builder.top().inlines.is_empty() {
            builder.words("\n", &(place - 1..place));
        }
        let begins = number > 0 || builder.top().inlines.is_empty();
        let words = if begins { line.trim_start_matches([' ', '\t', '\r']) } else { line };
        let words_start = place + line.len() - words.len();
        let words = words.trim_end_matches('\r');
        if !words.is_empty() {
            builder.words(words, &(words_start..words_start + words.len()));
        }
        start += line.len() + 1;
    }
}
