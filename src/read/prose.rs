//! Extracts the prose of a Markdown or plain-text file as passages, so that `agrafe typo` can correct the file without
//! typesetting it.

#![expect(clippy::wildcard_enum_match_arm, reason = "the events are pulldown-cmark's, and it may add some")]

use super::{front_matter, markdown};
use crate::language;
use crate::prose::{OBJECT, Passage};
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};
use std::ops::Range;

/// Returns the passages of a plain-text file: its non-empty lines.
pub fn plain(source: &str) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        if !words.is_empty() {
            let mut passage = Passage { runs_on: true, ..Passage::default() };
            passage.push(words, at..at + words.len(), true, at);
            passages.push(passage);
        }
        at += line.len();
    }
    passages
}

/// Returns the passages of a Markdown text, without front matter, code, addresses and HTML tags.
pub fn markdown(source: &str) -> Vec<Passage> {
    let body = front_matter::body(source);
    let mut collector = PassageCollector { passages: Vec::new() };
    collector.collect(&source[body..], body);
    collector.passages
}

/// Collects the passages of a text, including those of fenced blocks that contain Markdown.
struct PassageCollector {
    passages: Vec<Passage>,
}

/// The fenced block that is being read.
#[derive(PartialEq)]
enum Fence {
    None,
    Code,
    /// A block whose content is Markdown, with the byte range of the content in the file.
    Markdown(Range<usize>),
}

impl Fence {
    fn extend(&mut self, place: Range<usize>) {
        if let Fence::Markdown(inner) = self {
            *inner = if inner.start == inner.end { place } else { inner.start..place.end };
        }
    }
}

/// The block that is being read.
#[derive(Default)]
struct OpenPassage {
    passage: Passage,
    /// The byte of the file at which the last run ends, including mark-up that was closed after it.
    end: usize,
    /// The byte of the file at which the last note reference ends.
    note_ref_end: Option<usize>,
    /// Captions and words in other languages, which are separate passages.
    separate: Vec<Passage>,
    /// The elements around the current words whose content doesn't belong to the passage, outermost first.
    around: Vec<Enclosing>,
}

/// An element inside a passage whose words don't belong to the passage.
struct Enclosing {
    /// The name of the HTML tag that closes it; empty for Markdown.
    tag: String,
    /// The index of the separate passage for its words; `None` for code and addresses, which are left out.
    separate: Option<usize>,
}

impl PassageCollector {
    fn collect(&mut self, text: &str, base: usize) {
        let mut open: Option<OpenPassage> = None;
        let mut fence = Fence::None;
        for (event, range) in Parser::new_ext(text, markdown::options()).into_offset_iter() {
            let place = range.start + base..range.end + base;
            match event {
                Event::Start(Tag::CodeBlock(kind)) => {
                    self.finish(&mut open, true);
                    fence = if is_markdown(&kind) { Fence::Markdown(0..0) } else { Fence::Code };
                }
                Event::End(TagEnd::CodeBlock) => {
                    if let Fence::Markdown(inner) = std::mem::replace(&mut fence, Fence::None) {
                        self.collect(&text[inner.start.max(base) - base..inner.end.max(base) - base], inner.start);
                    }
                }
                Event::Text(_) if fence != Fence::None => fence.extend(place),
                Event::Start(tag) if is_inline(&tag) => {
                    open.get_or_insert_with(|| OpenPassage::at(place.start)).start(&tag);
                }
                Event::End(tag) if is_inline_end(&tag) => {
                    if let Some(open) = &mut open {
                        open.end(&tag, place.end);
                    }
                }
                Event::Start(tag) => self.finish(&mut open, !matches!(tag, Tag::Heading { .. })),
                Event::End(tag) => {
                    let alone = matches!(tag, TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::FootnoteDefinition);
                    self.finish(&mut open, !alone);
                }
                Event::Rule | Event::Html(_) => self.finish(&mut open, true),
                Event::InlineHtml(word) if markdown::is_quoted_word(text, &range) => {
                    let open = open.get_or_insert_with(|| OpenPassage::at(place.start));
                    open.push_words(&word, &text[range], place);
                }
                event => {
                    let open = open.get_or_insert_with(|| OpenPassage::at(place.start));
                    open.inline(&event, &text[range], place);
                }
            }
        }
        self.finish(&mut open, true);
    }

    /// Ends the block that is being read, if there is one, and collects its passages. `runs_on` is stored in the block's own
    /// passage.
    fn finish(&mut self, open: &mut Option<OpenPassage>, runs_on: bool) {
        let Some(OpenPassage { mut passage, separate, .. }) = open.take() else { return };
        passage.runs_on = runs_on;
        let all = [passage].into_iter().chain(separate);
        self.passages.extend(all.filter(|passage| !passage.text.is_empty()));
    }
}

impl OpenPassage {
    fn at(end: usize) -> OpenPassage {
        OpenPassage { end, ..OpenPassage::default() }
    }

    fn start(&mut self, tag: &Tag) {
        let separate = match tag {
            Tag::Image { .. } => Some(self.add_separate(None)),
            Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } => None,
            _ => return,
        };
        self.push_object();
        self.around.push(Enclosing { tag: String::new(), separate });
    }

    fn end(&mut self, tag: &TagEnd, end: usize) {
        let closes = matches!(tag, TagEnd::Image | TagEnd::Link);
        if closes && self.around.last().is_some_and(|around| around.tag.is_empty()) {
            self.around.pop();
        }
        self.end = end;
    }

    fn add_separate(&mut self, language: Option<String>) -> usize {
        self.separate.push(Passage { language, ..Passage::default() });
        self.separate.len() - 1
    }

    /// Adds a placeholder for something that isn't prose.
    fn push_object(&mut self) {
        if self.around.is_empty() {
            self.passage.push(OBJECT.encode_utf8(&mut [0; 4]), self.end..self.end, false, self.end);
        }
    }

    fn inline(&mut self, event: &Event, typed: &str, place: Range<usize>) {
        match event {
            Event::Text(words) => self.push_words(words, typed, place),
            Event::SoftBreak | Event::HardBreak => self.push_words("\n", typed, place),
            Event::InlineHtml(tag) => self.html(tag, place),
            Event::FootnoteReference(_) => {
                self.end = place.end;
                self.note_ref_end = Some(place.end);
            }
            _ => {
                self.push_object();
                self.end = place.end;
            }
        }
    }

    fn push_words(&mut self, words: &str, typed: &str, place: Range<usize>) {
        let insert_at = self.end;
        let exact = words == typed || words == "\n";
        self.end = place.end;
        match self.around.iter().rev().find(|around| around.separate.is_some() || around.tag.is_empty()) {
            None if self.around.is_empty() => {
                let follows_note_ref = self.note_ref_end == Some(place.start);
                self.passage.push(words, place, exact, insert_at);
                if let Some(run) = self.passage.runs.last_mut() {
                    run.follows_note_ref = follows_note_ref;
                }
            }
            Some(Enclosing { separate: Some(index), .. }) => self.separate[*index].push(words, place, exact, insert_at),
            Some(_) | None => {}
        }
    }

    /// Reads an HTML tag. Words in another language go into a separate passage, code is left out, and other tags are mark-up.
    fn html(&mut self, tag: &str, place: Range<usize>) {
        let name = tag.trim_start_matches(['<', '/']).split([' ', '>', '/']).next().unwrap_or_default();
        if tag.starts_with("</") {
            if self.around.last().is_some_and(|around| around.tag.eq_ignore_ascii_case(name) && !name.is_empty()) {
                self.around.pop();
            }
            self.end = place.end;
            return;
        }
        let is_code = matches!(name.to_ascii_lowercase().as_str(), "code" | "kbd" | "samp" | "pre" | "tt" | "script");
        if let Some(typed) = markdown::language_of(tag) {
            let language = language::parse(typed).unwrap_or_else(|_| typed.to_string());
            self.push_object();
            let separate = Some(self.add_separate(Some(language)));
            self.around.push(Enclosing { tag: name.to_string(), separate });
        } else if is_code {
            self.push_object();
            self.around.push(Enclosing { tag: name.to_string(), separate: None });
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

/// Whether the content of a fenced block is itself Markdown.
fn is_markdown(kind: &CodeBlockKind) -> bool {
    let CodeBlockKind::Fenced(info) = kind else { return false };
    let word = info.split_whitespace().next().unwrap_or_default().trim_matches(['{', '}', '.']);
    markdown::FENCES.contains(&word) && word != "code"
}
