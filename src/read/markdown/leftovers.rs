//! Finds mark-up of other programs that is left in the words of a text, because no earlier step has read it: MkDocs
//! admonitions, LaTeX commands, grid tables, MDX imports, and links or emphasis that Markdown can't parse.
//!
//! Input: the lines of a text. Output: findings. The words are printed as they were typed.

use super::findings::{Collected, FindingKind};
use super::lines::sub;
use crate::manuscript::{Inline, Words};

/// The beginnings of lines that are mark-up in another program.
const LINE_BEGINNINGS: [&str; 9] = ["!!! ", "??? ", "???+ ", "=== \"", "+--", "+==", "|--", "|:-", "<<["];

/// Reports the mark-up that is left in a line of the file whose text is `source`.
pub(super) fn find(collected: &mut Collected, inlines: &[Inline], source: &str) {
    if let Some(Inline::Text(words)) = inlines.first()
        && !is_escaped(words, source)
    {
        at_beginning(collected, words);
    }
    inside(collected, inlines, source);
}

/// Whether a backslash escapes the first character of some words. The parser ends a run of words before a backslash.
fn is_escaped(words: &Words, source: &str) -> bool {
    source.get(..words.span.start as usize).is_some_and(|before| before.ends_with('\\'))
}

fn at_beginning(collected: &mut Collected, words: &Words) {
    let text = words.text.as_str();
    let is_import = (text.starts_with("import ") || text.starts_with("export "))
        && [" from '", " from \"", "= '", "= \""].iter().any(|part| text.contains(part));
    let length = match LINE_BEGINNINGS.iter().find(|beginning| text.starts_with(**beginning)) {
        Some(beginning) => beginning.len(),
        None if is_import => "import".len(),
        None => return,
    };
    report(collected, words, 0, length);
}

/// Looks for marks in the words of the inlines and of the inlines inside them.
fn inside(collected: &mut Collected, inlines: &[Inline], source: &str) {
    for inline in inlines {
        if let Inline::Text(words) = inline {
            let first = usize::from(is_escaped(words, source));
            in_words(collected, words, first);
        } else {
            inside(collected, inline.inner(), source);
        }
    }
}

/// Looks for marks in words, from the byte `first` on.
fn in_words(collected: &mut Collected, words: &Words, first: usize) {
    let bytes = words.text.as_bytes();
    let is_letter =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
    for (at, byte) in bytes.iter().enumerate().skip(first) {
        let next = bytes.get(at + 1);
        match (byte, next) {
            (b']', Some(b'(' | b'[')) => report(collected, words, at, 2),
            (b'*', Some(b'*')) if is_letter(Some(at + 2)) && !is_letter(at.checked_sub(1)) => {
                report(collected, words, at, 2);
            }
            (b'\\', Some(b'a'..=b'z')) => {
                let name = bytes[at + 1..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
                if bytes.get(at + 1 + name) == Some(&b'{') {
                    report(collected, words, at, name + 2);
                }
            }
            (b'@', Some(_)) if !is_letter(at.checked_sub(1)) => {
                // References to numbered figures and sections, as in Quarto and pandoc-crossref.
                let rest = &words.text[at + 1..];
                let kind = ["fig", "sec", "tbl", "eq", "lst"].iter().find_map(|kind| rest.strip_prefix(kind));
                if kind.is_some_and(|rest| rest.starts_with(['-', ':'])) {
                    report(
                        collected,
                        words,
                        at,
                        rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | ':')))
                            .unwrap_or(rest.len())
                            + 1,
                    );
                }
            }
            // A note reference with a space in its label, which Markdown doesn't allow.
            (b'[', Some(b'^')) => {
                let label = words.text[at + 2..].split(']').next().unwrap_or_default();
                if label.contains(' ') && label.len() < words.text.len() - at - 2 {
                    report(collected, words, at, 2);
                }
            }
            _ => {}
        }
    }
}

fn report(collected: &mut Collected, words: &Words, at: usize, length: usize) {
    let found = sub(words, at..at + length);
    collected.find(FindingKind::Leftover, found.text.trim(), found.span);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{FileId, Span};

    fn count(text: &str) -> usize {
        let span = Span::new(FileId(0), 0, text.len());
        let mut collected = Collected::default();
        find(&mut collected, &[Inline::Text(Words { text: text.to_string(), span })], text);
        collected.report(FileId(0), text);
        collected.diagnostics.len()
    }

    #[test]
    fn marks_are_found_and_prose_is_not() {
        for mark in [
            "!!! note \"Titre\"",
            "import Tabs from '@theme/Tabs';",
            "[un lien](une adresse avec des espaces)",
            "[un lien][absent]",
            "**Un mot",
            "\\begin{equation}",
            "+----+----+",
            "voir @fig-carte",
            "voir @fig:carte",
            "un mot[^ma note]",
        ] {
            assert_eq!(count(mark), 1, "{mark}");
        }
        for prose in [
            "Non !!!",
            "[sic] (bis)",
            "5 ** 3",
            "C:\\dossier",
            "import de blé",
            "a@fig-x.org",
            "m***",
            "@figure",
            "mot[^a]",
        ] {
            assert_eq!(count(prose), 0, "{prose}");
        }
    }
}
