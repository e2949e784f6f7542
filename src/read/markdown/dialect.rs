//! Finds the mark-up of other dialects in the inlines of a line: notes written inline, marked words, superscripts, wiki links,
//! attributes, citations.
//!
//! The parser has turned this mark-up into words. The delimiters are found in these words, and there may be other inlines
//! between an opening and a closing delimiter. A delimiter that isn't closed is kept as it was typed.

use super::attributes::{self, Attributes};
use super::context::TextContext;
use super::element::OpenPicture;
use super::findings::FindingKind;
use super::lines::{sub, trimmed};
use super::masks::{Mask, MaskKind};
use super::{links, pictures};
use crate::manuscript::{Inline, InlineStyle, Link, Words};

/// The maximum length of a superscript, a subscript or an emoji code in bytes. Anything longer between two marks is prose.
const LONGEST_SUPERSCRIPT: usize = 30;
/// The maximum length of a wiki link in bytes.
const LONGEST_WIKI_LINK: usize = 300;

/// Classes that have no meaning on paper, or that describe what agrafe does anyway.
const HARMLESS_CLASSES: [&str; 12] = [
    "unnumbered",
    "-",
    "unlisted",
    "no_toc",
    "toc",
    "figure",
    "center",
    "lead",
    "nolistings",
    "footnotes",
    "main",
    "external",
];

/// Returns the mark-up that a mask covers as an inline; `None` for a comment.
pub(super) fn masked(context: &mut TextContext, mask: &Mask) -> Option<Inline> {
    let typed = context.source.slice(&mask.range);
    let span = context.source.span(&mask.range);
    let words = Words { text: typed.to_string(), span };
    Some(match mask.kind {
        MaskKind::NoteRef => {
            let id = context.collected.notes.reference(&typed[2..typed.len() - 1], span);
            Inline::NoteRef(id, span)
        }
        MaskKind::Comment => return None,
        MaskKind::Template => match figure_shortcode(typed) {
            Some(picture) => {
                let alt = picture.caption.map(|text| Inline::Text(Words { text, span }));
                pictures::close(context, picture.picture, alt.into_iter().collect(), span)
            }
            None => {
                context.collected.find(FindingKind::Template, typed, span);
                Inline::Code(words)
            }
        },
        MaskKind::Formula => formula(context, words),
        MaskKind::Division | MaskKind::PageBreak | MaskKind::PictureSize | MaskKind::Dollar => Inline::Text(words),
    })
}

/// Returns a formula as it was typed.
pub(super) fn formula(context: &mut TextContext, words: Words) -> Inline {
    context.collected.find(FindingKind::Formula, &words.text, words.span);
    Inline::Code(words)
}

/// A figure shortcode of Hugo.
struct FigureShortcode {
    picture: OpenPicture,
    caption: Option<String>,
}

/// Reads `{{< figure src="a.png" caption="…" >}}`. Returns `None` for any other shortcode.
fn figure_shortcode(typed: &str) -> Option<FigureShortcode> {
    let inner = typed.trim_start_matches("{{").trim_end_matches("}}");
    let inner = inner.trim_matches(['<', '>', '%']).trim().trim_end_matches('/');
    let rest = inner.strip_prefix("figure").filter(|rest| rest.starts_with(char::is_whitespace))?;
    let attributes = attributes::parse(rest)?;
    let value = |key: &str| attributes.value(key).filter(|value| !value.is_empty()).map(str::to_string);
    let caption = value("caption").or(value("title"));
    let description = value("alt").filter(|_| caption.is_some());
    let picture = OpenPicture {
        name: value("src")?,
        title: value("attr").unwrap_or_default(),
        description,
        width: value("width"),
        is_embed: false,
    };
    Some(FigureShortcode { picture, caption: caption.or(value("alt")) })
}

/// Reads the mark-up in the inlines of a heading. Also returns the attributes at its end.
pub(super) fn heading(context: &mut TextContext, inlines: Vec<Inline>) -> (Vec<Inline>, Attributes) {
    let mut scanner = LineScanner::new(context);
    scanner.all(inlines);
    let (inlines, attributes) = scanner.finish();
    (trimmed(inlines), attributes)
}

/// Reads the mark-up in the inlines of a paragraph. Also returns the attributes at its end.
pub(super) fn paragraph(context: &mut TextContext, inlines: Vec<Inline>) -> (Vec<Inline>, Attributes) {
    if !inlines.iter().any(has_marks) {
        return (inlines, Attributes::default());
    }
    let mut scanner = LineScanner::new(context);
    scanner.all(inlines);
    scanner.finish()
}

/// Reads the mark-up in the inlines of a line.
pub(super) fn line(context: &mut TextContext, inlines: Vec<Inline>) -> Vec<Inline> {
    paragraph(context, inlines).0
}

/// Whether a character may begin or end mark-up.
fn is_mark(c: u8) -> bool {
    matches!(c, b'^' | b'~' | b'=' | b'[' | b']' | b'{' | b':')
}

fn has_marks(inline: &Inline) -> bool {
    match inline {
        Inline::Text(words) => words.text.bytes().any(is_mark),
        other @ (Inline::Styled { .. }
        | Inline::Code(_)
        | Inline::Link { .. }
        | Inline::Foreign { .. }
        | Inline::Break
        | Inline::Picture(_)
        | Inline::NoteRef(..)) => other.inner().iter().any(has_marks),
    }
}

/// A delimiter that has been opened.
struct Delimiter {
    kind: DelimiterKind,
    /// The index in the output of the words that consist of the delimiter.
    at: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum DelimiterKind {
    /// `^[`, which begins a note.
    Note,
    /// `[`
    Bracket,
    /// `==`, which begins marked words.
    Mark,
}

struct LineScanner<'b, 'c, 's> {
    context: &'b mut TextContext<'c, 's>,
    out: Vec<Inline>,
    open: Vec<Delimiter>,
    /// The attributes at the end of the line.
    attributes: Attributes,
}

impl<'b, 'c, 's> LineScanner<'b, 'c, 's> {
    fn new(context: &'b mut TextContext<'c, 's>) -> LineScanner<'b, 'c, 's> {
        LineScanner { context, out: Vec::new(), open: Vec::new(), attributes: Attributes::default() }
    }

    fn all(&mut self, inlines: Vec<Inline>) {
        let mut inlines = inlines.into_iter().peekable();
        while let Some(inline) = inlines.next() {
            match inline {
                Inline::Text(words) => {
                    let is_last = inlines.peek().is_none();
                    self.words(&words, is_last);
                }
                Inline::Styled { style, inlines, span } => {
                    let inlines = line(self.context, inlines);
                    self.out.push(Inline::Styled { style, inlines, span });
                }
                Inline::Link { link, inlines, span } => {
                    let inlines = line(self.context, inlines);
                    self.out.push(Inline::Link { link, inlines, span });
                }
                Inline::Foreign { language, inlines, span } => {
                    let inlines = line(self.context, inlines);
                    self.out.push(Inline::Foreign { language, inlines, span });
                }
                other @ (Inline::Code(_) | Inline::Break | Inline::Picture(_) | Inline::NoteRef(..)) => {
                    self.out.push(other)
                }
            }
        }
    }

    fn finish(self) -> (Vec<Inline>, Attributes) {
        // Delimiters that were not closed have split the words, which are joined again.
        let mut joined: Vec<Inline> = Vec::with_capacity(self.out.len());
        for inline in self.out {
            match (joined.last_mut(), inline) {
                (Some(Inline::Text(before)), Inline::Text(words)) if may_join(before, &words) => {
                    before.text.push_str(&words.text);
                    before.span.end = words.span.end;
                }
                (_, inline) => joined.push(inline),
            }
        }
        (joined, self.attributes)
    }

    /// Scans words. `is_last` is true if nothing follows them in the line.
    fn words(&mut self, words: &Words, is_last: bool) {
        let text = words.text.as_str();
        // A backslash escapes the character after it. The parser ends a run of words before the backslash.
        let before = self.context.source.slice(&(0..words.span.start as usize));
        let is_escaped = before.ends_with('\\') && !before.ends_with("\\\\");
        let mut at = usize::from(is_escaped && !text.is_empty() && text.is_char_boundary(1));
        let mut done = 0;
        while let Some(found) = text.as_bytes()[at..].iter().position(|c| is_mark(*c)) {
            at += found;
            let step = self.mark(words, &mut done, at, is_last);
            at += step;
        }
        self.piece(words, done, text.len());
    }

    /// Adds the words from byte `from` to byte `to`.
    fn piece(&mut self, words: &Words, from: usize, to: usize) {
        if to > from {
            self.out.push(Inline::Text(sub(words, from..to)));
        }
    }

    /// Reads the mark at a byte of some words, of which the first `done` bytes have been added. Returns the number of bytes to
    /// skip.
    fn mark(&mut self, words: &Words, done: &mut usize, at: usize, is_last: bool) -> usize {
        let rest = &words.text[at..];
        let length = match rest.as_bytes()[0] {
            b'^' if rest.starts_with("^[") => self.open(words, *done..at, DelimiterKind::Note, 2),
            b'^' | b'~' => self.raised_or_lowered(words, *done..at),
            b'=' => self.marked(words, *done..at),
            b'[' if rest.starts_with("[[") => self.wiki_link(words, *done..at),
            b'[' => self.open(words, *done..at, DelimiterKind::Bracket, 1),
            b']' => self.close_bracket(words, *done..at),
            b'{' => self.attributes(words, *done..at, is_last),
            _ => self.emoji_code(words, *done..at),
        };
        match length {
            Some(length) => {
                *done = at + length;
                length
            }
            None if rest.starts_with("==") => rest.len() - rest.trim_start_matches('=').len(),
            None if rest.starts_with("[[") => 2,
            None => 1,
        }
    }

    /// Opens a delimiter of this length after the words in `before`.
    fn open(
        &mut self,
        words: &Words,
        before: std::ops::Range<usize>,
        kind: DelimiterKind,
        length: usize,
    ) -> Option<usize> {
        self.piece(words, before.start, before.end);
        self.open.push(Delimiter { kind, at: self.out.len() });
        self.piece(words, before.end, before.end + length);
        Some(length)
    }

    /// Removes an open delimiter and the inlines after it from the output, and returns these inlines.
    fn take(&mut self, delimiter: &Delimiter) -> Vec<Inline> {
        let inner = self.out.drain(delimiter.at + 1..).collect();
        self.out.pop();
        inner
    }

    /// Reads a superscript, `2^e^`, or a subscript inside a word, `H~2~O`. The parser reads other subscripts.
    fn raised_or_lowered(&mut self, words: &Words, before: std::ops::Range<usize>) -> Option<usize> {
        let mark = words.text.as_bytes()[before.end];
        let style = if mark == b'^' { InlineStyle::Superscript } else { InlineStyle::Subscript };
        let rest = &words.text[before.end + 1..];
        let length = rest.bytes().take(LONGEST_SUPERSCRIPT).position(|c| c == mark)?;
        let content = &rest[..length];
        if !content.contains(char::is_alphanumeric) || content.contains(char::is_whitespace) {
            return None;
        }
        self.piece(words, before.start, before.end);
        let inner = sub(words, before.end + 1..before.end + 1 + length);
        let span = sub(words, before.end..before.end + length + 2).span;
        self.out.push(Inline::styled(style, vec![Inline::Text(inner)], span));
        Some(length + 2)
    }

    fn marked(&mut self, words: &Words, before: std::ops::Range<usize>) -> Option<usize> {
        let rest = &words.text[before.end..];
        // Longer rows of equals signs are rules, and `a == b` is a comparison.
        if !rest.starts_with("==") || rest.starts_with("===") {
            return None;
        }
        if let Some(index) = self.open.iter().rposition(|open| open.kind == DelimiterKind::Mark) {
            if words.text[..before.end].ends_with(char::is_whitespace) {
                return None;
            }
            self.piece(words, before.start, before.end);
            let delimiter = self.open.remove(index);
            self.open.truncate(index);
            let start = inline_start(&self.out[delimiter.at]);
            let inner = self.take(&delimiter);
            let end = sub(words, before.end..before.end + 2).span;
            let span = crate::diagnostic::Span { start: start.unwrap_or(end.start), ..end };
            self.out.push(Inline::styled(InlineStyle::Underlined, inner, span));
            return Some(2);
        }
        // `x==y` is a comparison, too.
        let follows_word = words.text[..before.end].ends_with(char::is_alphanumeric);
        let opens = !follows_word && (rest[2..].starts_with(|c: char| !c.is_whitespace()) || rest.len() == 2);
        opens.then(|| self.open(words, before, DelimiterKind::Mark, 2)).flatten()
    }

    /// Reads `[[page]]`, `[[page|words]]` or, after an exclamation mark, a picture in the same form.
    fn wiki_link(&mut self, words: &Words, before: std::ops::Range<usize>) -> Option<usize> {
        let at = before.end;
        let rest = &words.text[at + 2..];
        let mut limit = rest.len().min(LONGEST_WIKI_LINK);
        while !rest.is_char_boundary(limit) {
            limit -= 1;
        }
        let length = rest[..limit].find("]]")?;
        let content = &rest[..length];
        if content.trim().is_empty() || content.contains(['[', ']', '\n']) {
            return None;
        }
        let target_length = content.find('|').unwrap_or(length);
        let target = content[..target_length].trim();
        let shown =
            if target_length < length { at + 2 + target_length + 1..at + 2 + length } else { at + 2..at + 2 + length };
        let is_embed = words.text[before.start..at].ends_with('!');
        let head = if is_embed { at - 1 } else { at };
        let span = sub(words, head..at + 2 + length + 2).span;
        self.piece(words, before.start, head);
        let label = sub(words, shown);
        if is_embed && is_picture(target) {
            let size = label.text.trim().split('x').next().filter(|width| width.bytes().all(|b| b.is_ascii_digit()));
            let picture = OpenPicture {
                name: target.to_string(),
                width: size.map(str::to_string),
                is_embed: target_length == length || size.is_some(),
                ..OpenPicture::default()
            };
            let picture = pictures::close(self.context, picture, vec![Inline::Text(label)], span);
            self.out.push(picture);
            return Some(length + 4);
        }
        let link = match links::classify(target) {
            Link::Address(address) if !links::is_address(&address) => wiki_target(target),
            link @ (Link::Address(_) | Link::Anchor(_) | Link::Text { .. }) => link,
        };
        // If no words are given, a link to a heading shows the page and the heading.
        let text = label.text.trim_start_matches('#').replacen('#', " > ", 1);
        let label = if target_length == length { Words { text, ..label } } else { label };
        self.out.push(Inline::Link { link, inlines: vec![Inline::Text(label)], span });
        Some(length + 4)
    }

    /// Closes the innermost bracket.
    fn close_bracket(&mut self, words: &Words, before: std::ops::Range<usize>) -> Option<usize> {
        let index = self.open.iter().rposition(|open| open.kind != DelimiterKind::Mark)?;
        let delimiter = self.open.remove(index);
        self.open.truncate(index);
        self.piece(words, before.start, before.end);
        let closing = sub(words, before.end..before.end + 1);
        let start = inline_start(&self.out[delimiter.at]);
        let span = crate::diagnostic::Span { start: start.unwrap_or(closing.span.start), ..closing.span };
        if delimiter.kind == DelimiterKind::Note {
            let inner = trimmed(self.take(&delimiter));
            let id = self.context.collected.notes.inline(inner, span);
            self.out.push(Inline::NoteRef(id, span));
            return Some(1);
        }
        let rest = &words.text[before.end + 1..];
        if let Some((attributes, length)) = attributes::at_start(rest) {
            let inner = self.take(&delimiter);
            let styled = self.bracketed(inner, &attributes, span);
            self.out.extend(styled);
            return Some(1 + length);
        }
        if let Some(Inline::Text(first)) = self.out.get(delimiter.at + 1)
            && is_citation(&first.text)
        {
            let typed = self.context.source.slice(&(span.start as usize..span.end as usize));
            self.context.collected.find(FindingKind::Citation, typed, span);
        }
        self.out.push(Inline::Text(closing));
        Some(1)
    }

    /// Returns bracketed words with the meaning of the attributes after them: `[words]{.smallcaps}`.
    fn bracketed(&mut self, inner: Vec<Inline>, attributes: &Attributes, span: crate::diagnostic::Span) -> Vec<Inline> {
        let mut inlines = inner;
        for class in &attributes.classes {
            let style = match class.as_str() {
                "smallcaps" | "sc" => InlineStyle::SmallCapitals,
                "underline" | "ul" | "mark" => InlineStyle::Underlined,
                "small" => InlineStyle::Small,
                _ => continue,
            };
            inlines = vec![Inline::styled(style, inlines, span)];
        }
        if let Some(typed) = attributes.value("lang") {
            let language = self.context.language(typed, span.end as usize);
            inlines = vec![Inline::Foreign { language, inlines, span }];
        }
        self.report(attributes, span);
        inlines
    }

    /// Reads an attribute list: after an inline, or at the end of the line.
    fn attributes(&mut self, words: &Words, before: std::ops::Range<usize>, is_last: bool) -> Option<usize> {
        let (attributes, length) = attributes::at_start(&words.text[before.end..])?;
        let span = sub(words, before.end..before.end + length).span;
        let follows = before.is_empty() && before.start == 0;
        let after = &words.text[before.end + length..];
        let ends_line = (after.trim().is_empty() && is_last) || after.starts_with('\n');
        match self.out.last() {
            Some(Inline::Picture(picture)) if follows => {
                let picture = picture.span;
                pictures::apply(self.context, picture, &attributes);
            }
            Some(Inline::Link { .. } | Inline::Code(_) | Inline::Styled { .. }) if follows => {
                self.report(&attributes, span);
            }
            _ if ends_line => {
                if attributes.has_class(&["toc"]) {
                    self.context.collected.find(FindingKind::Contents, "", span);
                }
                self.report(&attributes, span);
                self.attributes = attributes;
            }
            _ => return None,
        }
        let kept = words.text[..before.end].trim_end_matches(' ').len().max(before.start);
        self.piece(words, before.start, if ends_line { kept } else { before.end });
        Some(length)
    }

    /// Reports attributes that have no effect.
    fn report(&mut self, attributes: &Attributes, span: crate::diagnostic::Span) {
        const KNOWN: [&str; 8] = ["smallcaps", "sc", "underline", "ul", "mark", "small", "question", "epigraph"];
        for class in &attributes.classes {
            let class = class.as_str();
            if !HARMLESS_CLASSES.contains(&class) && !KNOWN.contains(&class) {
                self.context.collected.find(FindingKind::Attribute, &format!(".{class}"), span);
            }
        }
    }

    /// Reports the code of an emoji, `:smile:`, and keeps it as typed.
    fn emoji_code(&mut self, words: &Words, before: std::ops::Range<usize>) -> Option<usize> {
        let at = before.end;
        let rest = &words.text.as_bytes()[at + 1..];
        let is_letter = |c: &u8| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, b'_' | b'+' | b'-');
        let length = rest.iter().take(LONGEST_SUPERSCRIPT).take_while(|c| is_letter(c)).count();
        let begins = rest.first().is_some_and(|c| c.is_ascii_lowercase() || matches!(c, b'+' | b'-'));
        let follows_word = words.text[..at].ends_with(char::is_alphanumeric);
        let word_follows =
            words.text.get(at + length + 2..).is_some_and(|after| after.starts_with(char::is_alphanumeric));
        if length < 2 || !begins || rest.get(length) != Some(&b':') || follows_word || word_follows {
            return None;
        }
        self.piece(words, before.start, at);
        let code = sub(words, at..at + length + 2);
        self.context.collected.find(FindingKind::EmojiCode, &code.text, code.span);
        self.out.push(Inline::Code(code));
        Some(length + 2)
    }
}

fn may_join(before: &Words, words: &Words) -> bool {
    let exact = |words: &Words| words.span.end - words.span.start == words.text.len() as u32;
    before.span.end == words.span.start && exact(before) && exact(words)
}

fn inline_start(inline: &Inline) -> Option<u32> {
    if let Inline::Text(words) = inline { Some(words.span.start) } else { None }
}

/// Whether the words after a bracket contain a citation as in pandoc: `@key` or `-@key`, possibly after other words.
fn is_citation(text: &str) -> bool {
    text.split([' ', ';', '\n']).any(|word| {
        let key = word.strip_prefix('-').unwrap_or(word).strip_prefix('@');
        key.is_some_and(|key| key.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

fn is_picture(target: &str) -> bool {
    let lower = target.to_lowercase();
    [".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg", ".tif", ".tiff"].iter().any(|ending| lower.ends_with(ending))
}

/// Returns the link for a wiki link's target: the name of a text without its extension, and perhaps a heading in it.
fn wiki_target(target: &str) -> Link {
    let (page, heading) = target.split_once('#').map_or((target, None), |(page, heading)| (page, Some(heading)));
    if page.is_empty() {
        return Link::Anchor(heading.unwrap_or_default().to_string());
    }
    Link::Text { file: format!("{page}.md"), anchor: heading.map(str::to_string) }
}
