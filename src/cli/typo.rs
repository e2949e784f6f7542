//! Runs `agrafe typo`: corrects the typography of a French text, and leaves everything else in it unchanged.

use super::args::TypoOptions;
use super::outcome::Outcome;
use super::report::{Console, around, visible};
use crate::diagnostic::{Diagnostic, Fault, FileId, Nearest, Sources, Span, nearest};
use crate::language::{self, UnknownLanguage};
use crate::normalise::{self, Corrector, Edit, Rule, applied};
use crate::output;
use crate::prose::Passage;
use crate::read;
use crate::spec::FrenchSpec;
use serde_json::{Value, json};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// The language of texts that name none.
const FRENCH: &str = "fr";

pub(super) fn run(options: &TypoOptions, console: &Console) -> Outcome {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    if let Some(done) = correct(options, &mut sources, &mut diagnostics) {
        let text = &sources.get(done.file).text;
        if options.json {
            console.result(&format!("{:#}\n", as_json(&done, &sources)));
        } else if options.report {
            console.result(&report(&done, &sources));
        } else if let Some(path) = &options.output {
            // The output is a manuscript, and often replaces the input, so a power cut must not destroy it.
            let saved = output::save_manuscript(path, applied(text, &done.edits).into_bytes());
            diagnostics.extend(saved.err().map(|fault| *fault));
        } else {
            console.result(&applied(text, &done.edits));
        }
    }
    console.diagnostics(&diagnostics, &sources);
    Outcome::of(&diagnostics)
}

/// A file with its changes in order. The range of each change is in bytes of the file.
struct Corrected {
    file: FileId,
    edits: Vec<Edit>,
}

fn correct(options: &TypoOptions, sources: &mut Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<Corrected> {
    let requested = requested_rules(&options.rules, diagnostics)?;
    let language = match &options.language {
        Some(typed) => Some(checked_language(typed, diagnostics)?),
        None => None,
    };
    let file = match load(&options.file, sources) {
        Ok(file) => file,
        Err(fault) => {
            diagnostics.push(Diagnostic::error(None::<Span>, fault));
            return None;
        }
    };
    let text = sources.get(file).text.clone();
    let plain = options.plain || options.file.extension().is_some_and(|e| e.eq_ignore_ascii_case("txt"));
    let mut edits = if plain {
        edits_of_plain(&read::prose::plain(&text), language.as_deref().unwrap_or(FRENCH), file, diagnostics)
    } else {
        edits_of_markdown(language.as_deref(), file, sources, diagnostics)
    };
    if !requested.is_empty() {
        edits.retain(|edit| requested.contains(&edit.rule));
    }
    Some(Corrected { file, edits })
}

fn requested_rules(names: &[String], diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Rule>> {
    let mut rules = Vec::new();
    for name in names {
        match Rule::named(name) {
            Some(rule) => rules.push(rule),
            None => {
                let near = Nearest(nearest(name, Rule::ALL.iter().map(|r| r.name())));
                let fault = Fault::UnknownRule { rule: name.clone(), nearest: near };
                diagnostics.push(Diagnostic::error(None::<Span>, fault));
                return None;
            }
        }
    }
    Some(rules)
}

/// Returns the language tag from the command line, or `None` if it is invalid, which is reported.
pub(super) fn checked_language(typed: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    let report = |unknown: UnknownLanguage| diagnostics.push(Diagnostic::error(None::<Span>, unknown.fault(typed)));
    language::parse(typed).map_err(report).ok()
}

fn load(path: &Path, sources: &mut Sources) -> Result<FileId, Fault> {
    if path.as_os_str() != "-" {
        return read::text(path, sources);
    }
    let mut bytes = Vec::new();
    let name = "-".to_string();
    std::io::stdin()
        .lock()
        .read_to_end(&mut bytes)
        .map_err(|e| Fault::Unreadable { file: name.clone(), problem: (&e).into() })?;
    read::piped(bytes, &name, sources)
}

/// Returns the changes in the passages of a plain text. The range of each change is in bytes of the file.
fn edits_of_plain(passages: &[Passage], language: &str, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Vec<Edit> {
    let french = FrenchSpec::default();
    let mut corrector = Corrector::new(language, &french);
    let mut edits = Vec::new();
    for passage in passages {
        let place = |byte: usize| {
            let at = passage.source_byte(byte);
            Span::new(file, at, at + 1)
        };
        let found = corrector.passage(&passage.text, true, &place).into_iter();
        edits.extend(found.filter_map(|edit| {
            let (range, after) = passage.in_source(&edit.range, &edit.after)?;
            Some(Edit { range, after, rule: edit.rule })
        }));
    }
    diagnostics.extend(corrector.finish());
    edits
}

/// Returns the changes that a build would make to a text in Markdown. `language` overrides the language in its front matter.
fn edits_of_markdown(
    language: Option<&str>,
    file: FileId,
    sources: &Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Edit> {
    // Findings about the mark-up are left to `agrafe check`.
    let mut text = Arc::unwrap_or_clone(read::markdown(sources, file).value);
    if let Some(language) = language {
        text.front.language = Some(language.to_string());
    }
    let corrections = normalise::corrections(&text, FRENCH, &FrenchSpec::default()).report_to(diagnostics);
    let left = corrections.iter().filter(|correction| correction.change.is_none()).count();
    if left > 0 {
        diagnostics.push(Diagnostic::note(None, Fault::LeftToBuild { count: left }));
    }
    normalise::file_edits(corrections, &sources.get(file).text)
}

/// Returns one line per change: its location, its rule, and the word before and after.
fn report(done: &Corrected, sources: &Sources) -> String {
    let source = sources.get(done.file);
    let mut places = Places::of(&source.text);
    let mut lines = String::new();
    for edit in &done.edits {
        let (line, column) = places.advance_to(edit.range.start);
        let (head, tail) = around(&source.text, &edit.range);
        let before = visible(&format!("{head}{}{tail}", &source.text[edit.range.clone()]));
        let after = visible(&format!("{head}{}{tail}", edit.after));
        lines.push_str(&format!("{}:{line}:{column} {} {before} -> {after}\n", source.name, edit.rule.name()));
    }
    lines
}

fn as_json(done: &Corrected, sources: &Sources) -> Value {
    let source = sources.get(done.file);
    let mut places = Places::of(&source.text);
    let changes: Vec<Value> = done
        .edits
        .iter()
        .map(|edit| {
            let (line, column) = places.advance_to(edit.range.start);
            json!({
                "file": source.name,
                "line": line,
                "column": column,
                "offset": edit.range.start,
                "rule": edit.rule.name(),
                "before": source.text[edit.range.clone()],
                "after": edit.after,
            })
        })
        .collect();
    json!({ "changes": changes })
}

/// Converts increasing byte offsets into lines and columns, in one pass over the text.
struct Places<'t> {
    text: &'t str,
    at: usize,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    fn of(text: &'t str) -> Places<'t> {
        Places { text, at: 0, line: 1, column: 1 }
    }

    fn advance_to(&mut self, byte: usize) -> (usize, usize) {
        for c in self.text[self.at..byte].chars() {
            if c == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.at = byte;
        (self.line, self.column)
    }
}
