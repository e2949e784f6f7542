//! Cleaned copy as Markdown, a paragraph a line.

use crate::diagnostic::Lang;
use crate::import::document::{
    Block, BlockKind, CALL, CALL_END, Cleaned, MARK, MARK_END, Markup, Rule, escaped, sign_in,
};
use rayon::prelude::*;
use std::borrow::Cow;
use std::fmt::Write;

/// The text as Markdown. Doubtful places are followed by a comment that names its rule in a language.
///
/// Pictures without a name are left to the caller: they get the names of `pictures`, in their order.
pub fn written(mended: &Cleaned, pictures: &[String], lang: Lang) -> String {
    let unnamed = |block: &&Block| matches!(&block.kind, BlockKind::Picture(name) if name.is_empty());
    let mut out = String::new();
    let mut names = pictures.iter();
    if !mended.title.is_empty() && !mended.blocks.iter().any(|block| block.kind == BlockKind::Heading(1)) {
        let title = Block { kind: BlockKind::Heading(1), text: mended.title.clone(), line: 0 };
        Writer { markup: Markup::None, lang, out: &mut out }.block(&title, &mut names);
        out.push('\n');
    }
    // Parts of the text on every core; each begins with what parts it from the one before.
    let part = |(number, blocks): (usize, &[Block])| {
        let start = number * PART;
        let used = mended.blocks[..start].iter().filter(unnamed).count();
        let before = start.checked_sub(1).map(|before| &mended.blocks[before].kind);
        let names = pictures.get(used..).unwrap_or_default();
        blocks_written(blocks, before, names, (mended.markup, lang))
    };
    let parts: Vec<String> = mended.blocks.par_chunks(PART).enumerate().map(part).collect();
    out.reserve(parts.iter().map(String::len).sum());
    parts.iter().for_each(|part| out.push_str(part));
    out
}

/// Blocks that are written together.
const PART: usize = 4096;

fn blocks_written<'b>(
    blocks: &'b [Block],
    mut before: Option<&'b BlockKind>,
    pictures: &[String],
    (markup, lang): (Markup, Lang),
) -> String {
    let mut out = String::with_capacity(blocks.iter().map(|block| block.text.len() + 8).sum());
    let mut writer = Writer { markup, lang, out: &mut out };
    let mut unnamed = pictures.iter();
    for block in blocks {
        match (before, &block.kind) {
            (None, _) => {}
            // Paragraphs of one quotation, and items of one list.
            (Some(BlockKind::Quote), BlockKind::Quote) => writer.out.push_str(">\n"),
            (Some(BlockKind::Item), BlockKind::Item) => {}
            _ => writer.out.push('\n'),
        }
        writer.block(block, &mut unnamed);
        before = Some(&block.kind);
    }
    out
}

struct Writer<'w> {
    markup: Markup,
    lang: Lang,
    out: &'w mut String,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block, unnamed: &mut std::slice::Iter<String>) {
        let text = block.text.as_str();
        match &block.kind {
            BlockKind::Text => {
                let text = self.inline(text);
                self.line("", &self.opened(&text));
            }
            BlockKind::Heading(level) => {
                let (text, remarks) = self.apart(text);
                let text = text.replace('\n', " ");
                let text =
                    if self.markup != Markup::Whole && text.ends_with(['#', '}']) { format!("{text} ") } else { text };
                self.line(&format!("{} ", "#".repeat(usize::from((*level).clamp(1, 6)))), &text);
                self.remarks(&remarks);
            }
            BlockKind::Quote => {
                let text = self.inline(text);
                let text = self.opened(&text).replace('\n', "\n> ");
                self.line("> ", &text);
            }
            BlockKind::Item => {
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
                let (lines, remarks) = self.apart(text);
                lines.split('\n').for_each(|line| self.line("|> ", line.trim()));
                self.remarks(&remarks);
            }
            BlockKind::Kept => {
                let markup = std::mem::replace(&mut self.markup, Markup::Whole);
                let text = self.inline(text);
                self.line("", text.trim_end_matches('\n'));
                self.markup = markup;
            }
            BlockKind::Picture(name) => {
                let name = if name.is_empty() { unnamed.next().map_or("", String::as_str) } else { name };
                let (caption, remarks) = self.apart(text);
                let caption = caption.replace('\n', " ");
                let name =
                    if name.contains([' ', '(', ')']) { Cow::Owned(format!("<{name}>")) } else { Cow::Borrowed(name) };
                self.line("", &format!("![{}]({name})", closed(&caption)));
                self.remarks(&remarks);
            }
            BlockKind::Note(label) => {
                let text = self.inline(text).replace("\n\n", "\n\n    ");
                self.line(&format!("[^{label}]: "), &text);
            }
        }
    }

    fn line(&mut self, head: &str, text: &str) {
        self.out.push_str(head);
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Comments that can't stand in their line follow it.
    fn remarks(&mut self, remarks: &[String]) {
        for remark in remarks {
            let _ = writeln!(self.out, "\n{remark}");
        }
    }

    /// A text with its marks taken out, and these.
    fn apart(&self, text: &str) -> (String, Vec<String>) {
        let mut bare = String::with_capacity(text.len());
        let mut remarks = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(MARK) {
            bare.push_str(&rest[..at]);
            let end = rest[at..].find(MARK_END).map_or(rest.len(), |end| at + end);
            remarks.push(self.remark(&rest[at + MARK.len_utf8()..end]));
            rest = rest.get(end + MARK_END.len_utf8()..).unwrap_or("");
        }
        bare.push_str(rest);
        (self.inline(&bare).into_owned(), remarks)
    }

    /// The comment of a mark.
    fn remark(&self, mark: &str) -> String {
        let (code, before) = mark.split_at(mark.chars().next().map_or(0, char::len_utf8));
        let rule = code.bytes().next().and_then(|code| Rule::ALL.get(usize::from(code.wrapping_sub(b'A'))));
        let name = rule.map_or("", |rule| rule.name(self.lang));
        let before = before.replace("--", "–").replace('>', "›");
        let colon = if before.is_empty() {
            ""
        } else if self.lang == Lang::Fr {
            " : "
        } else {
            ": "
        };
        format!("<!-- ? {name}{colon}{before} -->")
    }

    /// Words with calls and marks as Markdown has them, and what would be a sign of it escaped.
    fn inline<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let Some(mut sign) = sign_in(text) else { return self.words(text) };
        let mut out = String::with_capacity(text.len() + 64);
        let mut rest = text;
        loop {
            out.push_str(&self.words(&rest[..sign]));
            // A backslash at the end would take the sign that follows for its own.
            if self.markup == Markup::None && (out.len() - out.trim_end_matches('\\').len()) % 2 == 1 {
                out.push('\\');
            }
            let (open, close) = if rest[sign..].starts_with(CALL) { (CALL, CALL_END) } else { (MARK, MARK_END) };
            let end = rest[sign..].find(close).map_or(rest.len(), |end| sign + end);
            let inner = &rest[sign + open.len_utf8()..end];
            if open == CALL {
                let _ = write!(out, "[^{inner}]");
            } else {
                out.push_str(&self.remark(inner));
            }
            rest = rest.get(end + close.len_utf8()..).unwrap_or("");
            match sign_in(rest) {
                Some(next) => sign = next,
                None => break,
            }
        }
        out.push_str(&self.words(rest));
        Cow::Owned(out)
    }

    fn words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.markup {
            Markup::None => escaped(text),
            Markup::Inline | Markup::Whole => Cow::Borrowed(text),
        }
    }

    /// A paragraph whose first sign would make something else of it.
    fn opened<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.markup == Markup::Whole {
            return Cow::Borrowed(text);
        }
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = &text[digits..];
        let spaced = |sign: &str| {
            rest.strip_prefix(sign).is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t']))
        };
        if (1..10).contains(&digits) && (spaced(".") || spaced(")")) {
            return Cow::Owned(format!("{}\\{rest}", &text[..digits]));
        }
        let hashes = text.bytes().take_while(|b| *b == b'#').count();
        let heading = (1..7).contains(&hashes) && (text.len() == hashes || text[hashes..].starts_with(' '));
        let rule = text.len() > 2 && text.chars().all(|c| matches!(c, '-' | '=' | '+' | ' '));
        if heading
            || rule
            || digits == 0 && (spaced("-") || spaced("+"))
            || text.starts_with(['>', '|', '=', '+']) && !spaced("+")
        {
            return Cow::Owned(format!("\\{text}"));
        }
        Cow::Borrowed(text)
    }
}

/// A caption whose brackets don't end it.
fn closed(caption: &str) -> Cow<'_, str> {
    let mut depth = 0i32;
    let balanced = caption.chars().all(|c| {
        depth += i32::from(c == '[') - i32::from(c == ']');
        depth >= 0
    });
    if balanced && depth == 0 {
        Cow::Borrowed(caption)
    } else {
        Cow::Owned(caption.replace('[', "\\[").replace(']', "\\]"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::document::mark;

    fn text(kind: BlockKind, text: &str) -> String {
        let blocks = vec![Block { kind, text: text.to_string(), line: 1 }];
        written(&Cleaned { blocks, ..Cleaned::default() }, &["p.jpg".to_string()], Lang::En)
    }

    #[test]
    fn signs_of_markdown_mean_themselves() {
        assert_eq!(
            text(BlockKind::Text, "1) un *mot* et un_autre _ici_ <b> a < b"),
            "1\\) un \\*mot\\* et un_autre \\_ici\\_ \\<b> a < b\n"
        );
        assert_eq!(text(BlockKind::Text, "# un & deux &amp; [a](b) [c]"), "\\# un & deux \\&amp; \\[a](b) [c]\n");
        assert_eq!(text(BlockKind::Text, "- un"), "\\- un\n");
        assert_eq!(text(BlockKind::Text, "1936. Une année"), "1936\\. Une année\n");
    }

    #[test]
    fn calls_marks_and_pictures() {
        assert_eq!(
            text(BlockKind::Text, &format!("mot{CALL}1{CALL_END} b{}.", mark(Rule::CutWord, "a--b"))),
            "mot[^1] b<!-- ? cut word: a–b -->.\n"
        );
        assert_eq!(text(BlockKind::Picture(String::new()), "un ] là"), "![un \\] là](p.jpg)\n");
        assert_eq!(text(BlockKind::Verse, "un\ndeux"), "| un\n| deux\n");
        assert_eq!(text(BlockKind::Signature, "Des amies\nmai 2022"), "|> Des amies\n|> mai 2022\n");
        assert_eq!(text(BlockKind::Note("1".into()), "là"), "[^1]: là\n");
    }
}
