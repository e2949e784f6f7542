//! Writes a cleaned document as Markdown, with one paragraph per line.
//!
//! Input: blocks whose text may contain note references and remarks on doubtful repairs. Output: Markdown in which note
//! references are `[^1]` and remarks are comments, `<!-- ? rule: original text -->`, which `agrafe check` lists.

use super::document::{Block, BlockKind, Cleaned, Markup};
use super::escape::escaped;
use super::markers::{DOUBT_END, DOUBT_START, NOTE_REF_END, NOTE_REF_START, doubt_parts, first_marker};
use crate::diagnostic::Lang;
use crate::diagnostic::messages::import as words;
use rayon::prelude::*;
use std::borrow::Cow;
use std::fmt::Write;

/// Returns the document as Markdown. Each doubtful place is followed by a comment that names its rule in `lang`.
pub fn written(document: &Cleaned, lang: Lang) -> String {
    let mut out = String::new();
    if !document.title.is_empty() && !document.blocks.iter().any(|block| block.kind == BlockKind::Heading(1)) {
        let title = Block { kind: BlockKind::Heading(1), text: document.title.clone(), line: 0 };
        // The title from a reader is literal text.
        out.push_str(&Writer::new(Markup::None, lang).block(&title));
        out.push('\n');
    }
    let written: Vec<String> =
        document.blocks.par_iter().map(|block| Writer::new(document.markup, lang).block(block)).collect();
    out.reserve(written.iter().map(|block| block.len() + 1).sum());
    let mut before: Option<&BlockKind> = None;
    for (block, written) in document.blocks.iter().zip(&written) {
        out.push_str(match (before, &block.kind) {
            (None, _) => "",
            // The paragraphs of a quotation and the items of a list stay together.
            (Some(BlockKind::Quote), BlockKind::Quote) => ">\n",
            (Some(BlockKind::ListItem), BlockKind::ListItem) => "",
            _ => "\n",
        });
        out.push_str(written);
        before = Some(&block.kind);
    }
    out
}

/// Writes one block.
struct Writer {
    markup: Markup,
    lang: Lang,
    out: String,
}

impl Writer {
    fn new(markup: Markup, lang: Lang) -> Writer {
        Writer { markup, lang, out: String::new() }
    }

    fn block(mut self, block: &Block) -> String {
        self.out.reserve(block.text.len() + 8);
        let text = block.text.as_str();
        match &block.kind {
            BlockKind::Paragraph => {
                let text = self.inline(text);
                let text = self.escaped_start(&text);
                self.line("", &text);
            }
            BlockKind::Heading(level) => self.heading(*level, text),
            BlockKind::Quote => {
                let text = self.inline(text);
                let text = self.escaped_start(&text).replace('\n', "\n> ");
                self.line("> ", &text);
            }
            BlockKind::ListItem => {
                let text = self.inline(text).replace('\n', "\n  ");
                self.line("", &text);
            }
            BlockKind::Verse => {
                for line in text.split('\n') {
                    let line = self.inline(line);
                    self.line("| ", line.trim_end());
                }
            }
            BlockKind::Signature => {
                let (lines, remarks) = self.split_remarks(text);
                lines.split('\n').for_each(|line| self.line("|> ", line.trim()));
                self.remarks(&remarks);
            }
            BlockKind::Verbatim => {
                // Verbatim blocks are Markdown even if the rest of the document is not.
                self.markup = Markup::Full;
                let text = self.inline(text);
                self.line("", text.trim_end_matches('\n'));
            }
            BlockKind::Picture(name) => self.picture(name, text),
            BlockKind::Note(label) => {
                let text = self.inline(text).replace("\n\n", "\n\n    ");
                self.line(&format!("[^{label}]: "), &text);
            }
        }
        self.out
    }

    fn heading(&mut self, level: u8, text: &str) {
        let (text, remarks) = self.split_remarks(text);
        let mut text = text.replace('\n', " ");
        // At the end of a heading, Markdown would read these as a closing sequence or as attributes.
        if self.markup != Markup::Full && text.ends_with(['#', '}']) {
            text.push(' ');
        }
        let hashes = "#".repeat(usize::from(level.clamp(1, 6)));
        self.line(&format!("{hashes} "), &text);
        self.remarks(&remarks);
    }

    fn picture(&mut self, name: &str, caption: &str) {
        let (caption, remarks) = self.split_remarks(caption);
        let caption = caption.replace('\n', " ");
        let name = if name.contains([' ', '(', ')']) { format!("<{name}>") } else { name.to_string() };
        self.line("", &format!("![{}]({name})", balanced(&caption)));
        self.remarks(&remarks);
    }

    fn line(&mut self, head: &str, text: &str) {
        self.out.push_str(head);
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Writes remarks below a block whose Markdown cannot contain comments.
    fn remarks(&mut self, remarks: &[String]) {
        for remark in remarks {
            let _ = writeln!(self.out, "\n{remark}");
        }
    }

    /// Separates a text from its remarks. Returns the text as Markdown and the remarks as comments.
    fn split_remarks(&self, text: &str) -> (String, Vec<String>) {
        let mut bare = String::with_capacity(text.len());
        let mut remarks = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(DOUBT_START) {
            bare.push_str(before);
            let (remark, after) = after.split_once(DOUBT_END).unwrap_or((after, ""));
            remarks.push(self.comment(remark));
            rest = after;
        }
        bare.push_str(rest);
        (self.inline(&bare).into_owned(), remarks)
    }

    /// Converts the content of a remark to an HTML comment.
    fn comment(&self, remark: &str) -> String {
        let (rule, before) = doubt_parts(remark);
        let name = rule.map_or("", |rule| rule.name(self.lang));
        // A comment must not contain `--` or `>`.
        let before = before.replace("--", "–").replace('>', "›");
        let doubt = if before.is_empty() { name.to_string() } else { words::doubt(self.lang, name, &before) };
        format!("<!-- ? {doubt} -->")
    }

    /// Converts the note references and remarks in a text to Markdown, and escapes the rest if necessary.
    fn inline<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(mut marker) = first_marker(text) else { return self.words(text) };
        let mut out = String::with_capacity(text.len() + 64);
        let mut rest = text;
        loop {
            out.push_str(&self.words(&rest[..marker]));
            // An unpaired backslash would escape the markup that follows.
            if self.markup == Markup::None && (out.len() - out.trim_end_matches('\\').len()) % 2 == 1 {
                out.push('\\');
            }
            let (inner, after) = if let Some(inner) = rest[marker..].strip_prefix(NOTE_REF_START) {
                let (label, after) = inner.split_once(NOTE_REF_END).unwrap_or((inner, ""));
                (format!("[^{label}]"), after)
            } else {
                let inner = rest[marker..].strip_prefix(DOUBT_START).unwrap_or_default();
                let (remark, after) = inner.split_once(DOUBT_END).unwrap_or((inner, ""));
                (self.comment(remark), after)
            };
            out.push_str(&inner);
            rest = after;
            match first_marker(rest) {
                Some(next) => marker = next,
                None => break,
            }
        }
        out.push_str(&self.words(rest));
        Cow::Owned(out)
    }

    fn words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.markup {
            Markup::None => escaped(text),
            Markup::Inline | Markup::Full => Cow::Borrowed(text),
        }
    }

    /// Escapes the start of a paragraph if Markdown would read the paragraph as a heading, a list, a quotation, verse or a
    /// thematic break.
    fn escaped_start<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.markup == Markup::Full {
            return Cow::Borrowed(text);
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &text[digits..];
        let then_space = |mark: &str| {
            rest.strip_prefix(mark).is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t']))
        };
        // Markdown allows at most nine digits in the number of a list item.
        if (1..10).contains(&digits) && (then_space(".") || then_space(")")) {
            return Cow::Owned(format!("{}\\{rest}", &text[..digits]));
        }
        let hashes = text.bytes().take_while(|byte| *byte == b'#').count();
        let heading = (1..7).contains(&hashes) && (text.len() == hashes || text[hashes..].starts_with(' '));
        let rule = text.len() > 2 && text.chars().all(|c| matches!(c, '-' | '=' | '+' | ' '));
        let bullet = digits == 0 && (then_space("-") || then_space("+"));
        let block = text.starts_with(['>', '|', '=', '+']) && !then_space("+");
        if heading || rule || bullet || block { Cow::Owned(format!("\\{text}")) } else { Cow::Borrowed(text) }
    }
}

/// Escapes the brackets of a caption if they are not balanced, because an unbalanced bracket would end the caption too early.
fn balanced(caption: &str) -> Cow<'_, str> {
    let mut depth = 0i32;
    let never_negative = caption.chars().all(|c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        depth >= 0
    });
    if never_negative && depth == 0 {
        Cow::Borrowed(caption)
    } else {
        Cow::Owned(caption.replace('[', "\\[").replace(']', "\\]"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::markers::{doubt, note_ref};
    use crate::import::repair::Rule;

    fn text(kind: BlockKind, text: &str) -> String {
        let blocks = vec![Block { kind, text: text.to_string(), line: 1 }];
        written(&Cleaned { blocks, ..Cleaned::default() }, Lang::En)
    }

    #[test]
    fn literal_text_is_escaped() {
        let paragraph = BlockKind::Paragraph;
        assert_eq!(
            text(paragraph.clone(), "1) un *mot* et un_autre _ici_ <b> a < b"),
            "1\\) un \\*mot\\* et un_autre \\_ici\\_ \\<b> a < b\n"
        );
        assert_eq!(text(paragraph.clone(), "# un & deux &amp; [a](b) [c]"), "\\# un & deux \\&amp; \\[a](b) [c]\n");
        assert_eq!(text(paragraph.clone(), "- un"), "\\- un\n");
        assert_eq!(text(paragraph, "1936. Une année"), "1936\\. Une année\n");
    }

    #[test]
    fn note_references_remarks_and_blocks_become_markdown() {
        assert_eq!(
            text(BlockKind::Paragraph, &format!("mot{} b{}.", note_ref(1), doubt(Rule::BrokenWord, "a--b"))),
            "mot[^1] b<!-- ? broken word: a–b -->.\n"
        );
        assert_eq!(text(BlockKind::Picture("p.jpg".into()), "un ] là"), "![un \\] là](p.jpg)\n");
        assert_eq!(text(BlockKind::Verse, "un\ndeux"), "| un\n| deux\n");
        assert_eq!(text(BlockKind::Signature, "Des amies\nmai 2022"), "|> Des amies\n|> mai 2022\n");
        assert_eq!(text(BlockKind::Note("1".into()), "là"), "[^1]: là\n");
    }
}
