//! The prose of a Markdown or plain text: passages for those who correct it without composing it.

#![expect(clippy::wildcard_enum_match_arm, reason = "the events are pulldown-cmark's, and it may add some")]

use super::markdown;
use crate::prose::Passage;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// What stands in a passage for code, pictures and addresses.
const OBJECT: &str = "\u{fffc}";

/// The passages of a plain text: its lines.
pub fn plain(source: &str) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        let mut passage = Passage { runs_on: true, ..Passage::default() };
        passage.push(words, at..at + words.len(), true, at);
        if !words.is_empty() {
            passages.push(passage);
        }
        at += line.len();
    }
    passages
}

/// The passages of a Markdown text, without front matter, code, addresses and HTML.
pub fn markdown(source: &str) -> Vec<Passage> {
    let body = super::front::body(source);
    let mut walker = Walker { passages: Vec::new() };
    walker.text(&source[body..], body);
    walker.passages
}

struct Walker {
    passages: Vec<Passage>,
}

/// A fenced block that is being read.
#[derive(PartialEq)]
enum Fence {
    None,
    Code,
    /// Markdown again, in these bytes of the file.
    Prose(Range<usize>),
}

impl Fence {
    fn take_in(&mut self, place: Range<usize>) {
        if let Fence::Prose(inner) = self {
            *inner = if inner.start == inner.end { place } else { inner.start..place.end };
        }
    }
}

/// What is being read of a block.
#[derive(Default)]
struct Reading {
    passage: Passage,
    /// The end of the last piece or of the mark-up that closed after it.
    gap: usize,
    /// Captions and words of other languages, set by themselves.
    aside: Vec<Passage>,
    /// What surrounds the words, outermost first.
    around: Vec<Around>,
}

/// Mark-up whose words don't belong to the passage.
struct Around {
    closing: String,
    /// The passage of its own that the words go to; none for code and addresses.
    own: Option<usize>,
}

impl Walker {
    fn text(&mut self, text: &str, base: usize) {
        let options = markdown::options();
        let mut reading: Option<Reading> = None;
        let mut fence = Fence::None;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            let place = range.start + base..range.end + base;
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    self.flush(&mut reading, true);
                    fence = if is_prose(&kind) { Fence::Prose(0..0) } else { Fence::Code };
                }
                Event::End(TagEnd::CodeBlock) => {
                    if let Fence::Prose(inner) = std::mem::replace(&mut fence, Fence::None) {
                        self.text(&text[inner.start.max(base) - base..inner.end.max(base) - base], inner.start);
                    }
                }
                Event::Text(_) if fence != Fence::None => fence.take_in(place),
                Event::Start(tag) if is_inline(&tag) => {
                    let now = reading.get_or_insert_with(|| Reading::begin(place.start));
                    now.start(&tag);
                }
                Event::End(tag) if is_inline_end(&tag) => {
                    if let Some(now) = &mut reading {
                        now.end(&tag, place.end);
                    }
                }
                Event::Start(tag) => self.flush(&mut reading, !matches!(tag, Tag::Heading { .. })),
                Event::End(tag) => {
                    let apart = matches!(tag, TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::FootnoteDefinition);
                    self.flush(&mut reading, !apart);
                }
                Event::Rule | Event::Html(_) => self.flush(&mut reading, true),
                event => {
                    let now = reading.get_or_insert_with(|| Reading::begin(place.start));
                    now.inline(&event, &text[range], place);
                }
            }
        }
        self.flush(&mut reading, true);
    }

    fn flush(&mut self, reading: &mut Option<Reading>, runs_on: bool) {
        let Some(Reading { mut passage, aside, .. }) = reading.take() else { return };
        passage.runs_on = runs_on;
        self.passages.extend([passage].into_iter().chain(aside).filter(|p| !p.text.is_empty()));
    }
}

impl Reading {
    fn begin(gap: usize) -> Reading {
        Reading { gap, ..Reading::default() }
    }

    fn start(&mut self, tag: &Tag) {
        let own = match tag {
            Tag::Image { .. } => Some(self.set_aside(None)),
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => None,
            _ => return,
        };
        self.object();
        self.around.push(Around { closing: String::new(), own });
    }

    fn end(&mut self, tag: &TagEnd, end: usize) {
        let closes = matches!(tag, TagEnd::Image | TagEnd::Link);
        if closes && self.around.last().is_some_and(|a| a.closing.is_empty()) {
            self.around.pop();
        }
        self.gap = end;
    }

    fn set_aside(&mut self, language: Option<String>) -> usize {
        self.aside.push(Passage { language, ..Passage::default() });
        self.aside.len() - 1
    }

    /// Something that isn't prose, seen from the passage.
    fn object(&mut self) {
        if self.around.is_empty() {
            self.passage.push(OBJECT, self.gap..self.gap, false, self.gap);
        }
    }

    fn inline(&mut self, event: &Event, typed: &str, place: Range<usize>) {
        match event {
            Event::Text(words) => self.words(words, typed, place),
            Event::SoftBreak | Event::HardBreak => self.words("\n", typed, place),
            Event::InlineHtml(html) => self.html(html, place),
            Event::FootnoteReference(_) => self.gap = place.end,
            _ => {
                self.object();
                self.gap = place.end;
            }
        }
    }

    fn words(&mut self, words: &str, typed: &str, place: Range<usize>) {
        let gap = self.gap;
        let exact = words == typed || words == "\n";
        let end = place.end;
        match self.around.iter().rev().find(|a| a.own.is_some() || a.closing.is_empty()) {
            None if self.around.is_empty() => self.passage.push(words, place, exact, gap),
            Some(Around { own: Some(own), .. }) => self.aside[*own].push(words, place, exact, gap),
            Some(_) | None => {}
        }
        self.gap = end;
    }

    /// Words in another language go to a passage of their own; code stays as it is.
    fn html(&mut self, html: &str, place: Range<usize>) {
        let tag = html.trim_start_matches(['<', '/']).split([' ', '>', '/']).next().unwrap_or_default();
        if html.starts_with("</") {
            if self.around.last().is_some_and(|a| a.closing.eq_ignore_ascii_case(tag) && !tag.is_empty()) {
                self.around.pop();
            }
            self.gap = place.end;
            return;
        }
        let code = matches!(tag.to_ascii_lowercase().as_str(), "code" | "kbd" | "samp" | "pre" | "tt" | "script");
        if let Some(language) = super::inline::language_of(html) {
            self.object();
            let own = Some(self.set_aside(Some(language)));
            self.around.push(Around { closing: tag.to_string(), own });
        } else if code {
            self.object();
            self.around.push(Around { closing: tag.to_string(), own: None });
        }
    }
}

fn is_inline(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn is_inline_end(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Whether a fenced block holds Markdown again.
fn is_prose(kind: &CodeBlockKind) -> bool {
    let CodeBlockKind::Fenced(info) = kind else { return false };
    let word = info.split_whitespace().next().unwrap_or_default().trim_matches(['{', '}', '.']);
    markdown::KINDS.contains(&word) && word != "code"
}
