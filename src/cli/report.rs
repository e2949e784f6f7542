//! Prints results on standard output, and remarks and diagnostics with their source lines on standard error.

use super::args::{Colour, Common};
use crate::diagnostic::messages::interface as text;
use crate::diagnostic::{Diagnostic, Excerpt, Fault, FileId, Lang, Lines, Severity, Sources, narrowed};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::Path;

/// The number of diagnostics of one kind in one file that are shown with their lines.
const MOST_SHOWN: usize = 5;

/// A kind of diagnostic in a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct KindInFile {
    severity: Severity,
    code: &'static str,
    file: FileId,
}

/// How results and messages are printed.
pub(super) struct Console {
    pub(super) lang: Lang,
    pub(super) quiet: bool,
    colour: bool,
}

impl Console {
    pub(super) fn new(lang: Lang, common: &Common) -> Console {
        let colour = match common.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
            }
        };
        Console { lang, quiet: common.quiet, colour }
    }

    /// Whether progress may be shown: standard error is a terminal, and `--quiet` isn't set.
    pub(super) fn is_interactive(&self) -> bool {
        !self.quiet && std::io::stderr().is_terminal()
    }

    /// Prints a result. If the program that reads the output has closed the pipe, discards the rest.
    pub(super) fn result(&self, words: &str) {
        let mut out = std::io::stdout().lock();
        let _ = out.write_all(words.as_bytes());
        let _ = out.flush();
    }

    /// Prints a remark that is neither a result nor a diagnostic.
    pub(super) fn remark(&self, words: &str) {
        if !self.quiet {
            let mut err = std::io::stderr().lock();
            let _ = writeln!(err, "{words}");
        }
    }

    /// Prints diagnostics, the most serious ones last, because the end of the output stays visible in a terminal.
    pub(super) fn diagnostics(&self, diagnostics: &[Diagnostic], sources: &Sources) {
        let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
        sorted.sort_by_key(|d| (d.severity, d.span));
        self.print(&sorted, sources, false);
    }

    /// Prints the findings of `agrafe check`, the most serious ones first. Unless `all` is true, only the first ones of each
    /// kind are shown with their lines.
    pub(super) fn findings(&self, diagnostics: &[Diagnostic], sources: &Sources, all: bool) {
        let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
        sorted.sort_by_key(|d| (Reverse(d.severity), d.span));
        self.print(&sorted, sources, all);
    }

    fn print(&self, sorted: &[&Diagnostic], sources: &Sources, all: bool) {
        let mut shown: BTreeMap<KindInFile, usize> = BTreeMap::new();
        let mut rest: BTreeMap<KindInFile, Vec<usize>> = BTreeMap::new();
        let is_shown = |d: &&&Diagnostic| !self.quiet || d.severity == Severity::Error;
        for diagnostic in sorted.iter().filter(is_shown) {
            if let Some(span) = diagnostic.span.filter(|_| !all) {
                let kind = KindInFile { severity: diagnostic.severity, code: diagnostic.fault.code(), file: span.file };
                let count = shown.entry(kind).or_default();
                *count += 1;
                if *count > MOST_SHOWN {
                    rest.entry(kind).or_default().push(sources.line_column(span).0);
                    continue;
                }
            }
            let text = self.render(diagnostic, sources);
            let mut err = std::io::stderr().lock();
            let _ = writeln!(err, "{text}");
        }
        for (kind, mut lines) in rest {
            let (count, file) = (lines.len(), sources.get(kind.file).name.clone());
            lines.dedup();
            let words = text::more_findings(self.lang, count, kind.code.to_string(), file, Lines(lines));
            let mut err = std::io::stderr().lock();
            let _ = writeln!(err, "{words}");
        }
    }

    fn render(&self, diagnostic: &Diagnostic, sources: &Sources) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR.with_name(text::error(self.lang)),
            Severity::Warning => Level::WARNING.with_name(text::warning(self.lang)),
            Severity::Note => Level::NOTE.with_name(text::note(self.lang)),
        };
        let message = diagnostic.message(self.lang);
        let hint = diagnostic.hint(self.lang);
        let excerpt = diagnostic.span.and_then(|span| Excerpt::of(narrowed(diagnostic, span, sources), sources));
        let mut group = Group::with_title(level.primary_title(&message).id(diagnostic.fault.code()));
        if let Some(excerpt) = &excerpt {
            let mark = AnnotationKind::Primary.span(excerpt.range.clone());
            let snippet = Snippet::source(excerpt.text.as_str()).line_start(excerpt.line).path(excerpt.path.as_str());
            group = group.element(snippet.annotation(mark));
        }
        if let Some(hint) = &hint {
            group = group.element(Level::HELP.with_name(text::hint(self.lang)).message(hint));
        }
        let renderer = if self.colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }
}

/// Returns a string with visible symbols, such as `␣` or `<nbsp>`, in place of spaces and invisible characters.
pub(super) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            ' ' => out.push('␣'),
            '\n' => out.push('⏎'),
            '\t' => out.push('⇥'),
            '\u{a0}' => out.push_str("<nbsp>"),
            '\u{202f}' => out.push_str("<nnbsp>"),
            '\u{ad}' => out.push_str("<shy>"),
            c if c.is_control()
                || c.is_whitespace()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}') =>
            {
                out.push_str(&format!("<U+{:04X}>", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

/// Returns the letters before and after a change: on each side, as far as the nearest space and at most twelve.
pub(super) fn around<'t>(text: &'t str, range: &std::ops::Range<usize>) -> (&'t str, &'t str) {
    let head = text[..range.start].char_indices().rev().take(12).take_while(|(_, c)| !c.is_whitespace()).last();
    let start = head.map_or(range.start, |(at, _)| at);
    let rest = &text[range.end..];
    let tail = rest.char_indices().take(12).take_while(|(_, c)| !c.is_whitespace()).last();
    let end = tail.map_or(0, |(at, c)| at + c.len_utf8());
    (&text[start..range.start], &rest[..end])
}

/// Returns the fault of an output file whose extension is none of these.
pub(super) fn unknown_format(path: &Path, formats: &[&str]) -> Fault {
    let formats = formats.iter().map(|format| format!(".{format}")).collect();
    Fault::UnknownFormat { file: path.display().to_string(), formats }
}
