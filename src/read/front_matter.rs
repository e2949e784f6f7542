//! Reads front matter: the data about a text at the head of its file, in YAML between `---` lines, in TOML between `+++` lines,
//! in up to three lines with percent signs, as in pandoc, or in lines with keys before the first empty line, as in
//! MultiMarkdown.
//!
//! Texts come from many sites and programs, whose keys differ. Keys that agrafe uses are read under all their common names, and
//! all others are reported together, as a note.

mod block;
mod toml;
mod value;
mod yaml;

use crate::diagnostic::{Diagnostic, Fault, FileId, Nearest, Span, ValueKind, Warned, nearest};
use crate::language::{self, UnknownLanguage};
use crate::manuscript::{FrontMatter, Opener, Words};
use block::Kind;
use value::{FrontEntry, FrontValue};

/// The values of `opener`.
const OPENERS: [(&str, Opener); 3] = [("recto", Opener::Recto), ("page", Opener::Page), ("continue", Opener::Continue)];

/// Values of `date` that other programs replace by the current date. A brochure must not depend on the day when it is built.
const RELATIVE_DATES: [&str; 4] = ["today", "now", "last-modified", "auto"];

/// Reads the front matter of a text. Also returns the byte at which the Markdown after it begins.
pub(super) fn read(source: &str, file: FileId) -> Warned<(FrontMatter, usize)> {
    let mut diagnostics = Vec::new();
    let Some(block) = block::find(source) else {
        if let Some(line) = block::unclosed(source) {
            let fault = Fault::FrontMatterOpen { line: line.to_string() };
            diagnostics.push(Diagnostic::warning(Span::new(file, 0, line.len()), fault));
        }
        return Warned::new((FrontMatter::default(), 0), diagnostics);
    };
    let text = &source[block.content.clone()];
    let entries = match block.kind {
        Kind::Toml => toml::entries(text, file, block.content.start),
        Kind::Yaml => yaml::entries(text, file, block.content.start),
        Kind::Plain => Warned::new(yaml::line_entries(text, file, block.content.start, ':'), Vec::new()),
        Kind::Percent => Warned::new(block::percent_entries(text, file, block.content.start), Vec::new()),
    };
    let entries = entries.report_to(&mut diagnostics);
    let mut reader = FrontMatterReader { entries, diagnostics };
    let front = reader.front_matter();
    reader.report_unused();
    Warned::new((front, block.body), reader.diagnostics)
}

struct FrontMatterReader {
    /// The entries that have not been used yet.
    entries: Vec<FrontEntry>,
    diagnostics: Vec<Diagnostic>,
}

impl FrontMatterReader {
    fn front_matter(&mut self) -> FrontMatter {
        let mut front = FrontMatter {
            title: self.words(&["title"]),
            subtitle: self.words(&["subtitle"]),
            author: self.words(&["author", "authors", "byline"]),
            translator: self.words(&["translator", "translators"]),
            source: self.words(&["source"]),
            date: self.words(&["date"]),
            summary: self.words(&["abstract", "summary"]),
            part: self.words(&["part"]),
            ..FrontMatter::default()
        };
        front.date = front.date.filter(|date| !RELATIVE_DATES.contains(&date.text.as_str()));
        front.language = self.language();
        front.drop_cap = self.flag("drop_cap");
        front.opener = self.opener();
        front
    }

    fn take(&mut self, key: &str) -> Option<FrontEntry> {
        let at = self.entries.iter().position(|entry| entry.key.eq_ignore_ascii_case(key))?;
        Some(self.entries.remove(at))
    }

    /// Returns the words of the first of these keys that has any. The names in a list are separated by commas.
    fn words(&mut self, keys: &[&str]) -> Option<Words> {
        for key in keys {
            let Some(entry) = self.take(key) else { continue };
            let names = entry.value.names();
            let text = names.join(", ");
            if !text.is_empty() {
                return Some(Words { text, span: entry.span });
            }
        }
        None
    }

    fn flag(&mut self, key: &'static str) -> Option<bool> {
        let entry = self.take(key)?;
        match &entry.value {
            FrontValue::Text(text) if text == "true" => Some(true),
            FrontValue::Text(text) if text == "false" => Some(false),
            FrontValue::Text(_) | FrontValue::List(_) | FrontValue::Table(_) => {
                let fault = Fault::WrongType { key: key.to_string(), wanted: ValueKind::Boolean };
                self.diagnostics.push(Diagnostic::warning(entry.span, fault));
                None
            }
        }
    }

    fn language(&mut self) -> Option<String> {
        let typed = self.words(&["language", "lang", "locale"])?;
        let parsed = language::parse(&typed.text);
        let report = |unknown: UnknownLanguage| {
            self.diagnostics.push(Diagnostic::error(typed.span, unknown.fault(&typed.text)));
        };
        parsed.map_err(report).ok()
    }

    fn opener(&mut self) -> Option<Opener> {
        let entry = self.take("opener")?;
        let typed = entry.value.names().join(", ");
        let found = OPENERS.iter().find(|(name, _)| *name == typed).map(|(_, opener)| *opener);
        if found.is_none() {
            let names = OPENERS.iter().map(|(name, _)| *name);
            let near = Nearest(nearest(&typed, names.clone()));
            let choices = names.map(str::to_string).collect();
            let fault = Fault::UnknownChoice { key: "opener".to_string(), value: typed, choices, nearest: near };
            self.diagnostics.push(Diagnostic::warning(entry.span, fault));
        }
        found
    }

    /// Reports the keys that have no effect: each key that is probably misspelt separately, and all others together.
    fn report_unused(&mut self) {
        for entry in std::mem::take(&mut self.entries) {
            let near = KEYS.iter().find(|key| is_misspelt(&entry.key, key));
            match near {
                Some(key) => {
                    let nearest = Nearest(Some(key.to_string()));
                    let fault = Fault::UnknownKey { key: entry.key, nearest };
                    self.diagnostics.push(Diagnostic::warning(entry.key_span, fault));
                }
                None => self.entries.push(entry),
            }
        }
        let Some(first) = self.entries.first() else { return };
        let span = first.key_span;
        let keys: Vec<String> = self.entries.iter().map(|entry| entry.key.clone()).collect();
        self.diagnostics.push(Diagnostic::note(span, Fault::UnusedFrontMatter { count: keys.len(), keys }));
    }
}

/// Whether a key differs from a known one only by one letter, or by two swapped letters.
fn is_misspelt(typed: &str, key: &str) -> bool {
    typed.len() >= MIN_MISSPELT && strsim::osa_distance(&typed.to_lowercase(), key) == 1
}

/// The length in bytes below which a key isn't taken for a misspelt one: too many short words resemble each other.
const MIN_MISSPELT: usize = 5;

/// The keys that agrafe uses.
const KEYS: [&str; 12] = [
    "title",
    "subtitle",
    "author",
    "translator",
    "source",
    "date",
    "abstract",
    "summary",
    "part",
    "language",
    "drop_cap",
    "opener",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn front(source: &str) -> (FrontMatter, usize, Vec<Diagnostic>) {
        let Warned { value: (front, body), diagnostics } = read(source, FileId(0));
        (front, body, diagnostics)
    }

    fn text(words: &Option<Words>) -> &str {
        words.as_ref().map_or("", |words| words.text.as_str())
    }

    #[test]
    fn yaml_and_toml_are_read_alike() {
        let yaml =
            "---\ntitle: \"L'été : oui\"\nauthor:\n  - name: Ana\n  - Bob\ndate: 2024-03-12\ndraft: true\n---\nTexte";
        let (front_matter, body, diagnostics) = front(yaml);
        assert_eq!(text(&front_matter.title), "L'été : oui");
        assert_eq!(text(&front_matter.author), "Ana, Bob");
        assert_eq!(text(&front_matter.date), "2024-03-12");
        assert_eq!(&yaml[body..], "Texte");
        assert!(matches!(&diagnostics[0].fault, Fault::UnusedFrontMatter { keys, .. } if keys == &["draft"]));
        let toml = "+++\ntitle = \"L'été : oui\"\nauthor = [\"Ana\", \"Bob\"]\ndate = 2024-03-12\n+++\nTexte";
        let (front_matter, _, diagnostics) = front(toml);
        assert_eq!(text(&front_matter.author), "Ana, Bob");
        assert_eq!(text(&front_matter.date), "2024-03-12");
        assert!(diagnostics.is_empty());
    }

    #[test]
    fn front_matter_with_an_error_is_read_line_by_line() {
        let (front_matter, _, diagnostics) = front("---\ntitle: Un: deux: [trois\nauthor: \"Ana\" et Bob\n---\n");
        assert_eq!(text(&front_matter.title), "Un: deux: [trois");
        assert_eq!(text(&front_matter.author), "\"Ana\" et Bob");
        assert!(matches!(diagnostics[0].fault, Fault::FrontMatterSyntax { line: 2 | 3 }));
    }

    #[test]
    fn a_thematic_break_is_not_front_matter() {
        for source in ["---\n\nUn texte.\n\n---\n", "---\nUn texte\n---\n", "Texte\n---\ntitle: x\n---\n"] {
            assert_eq!(front(source).1, 0, "{source}");
        }
        assert_eq!(text(&front("% Titre\n% Ana; Bob\n\nTexte").0.title), "Titre");
        assert_eq!(front("---\n---\nTexte").1, 8);
        let (front_matter, body, _) = front("title: Le pont\nauthor: Ana\n\nTexte");
        assert_eq!((text(&front_matter.title), text(&front_matter.author), body), ("Le pont", "Ana", 27));
        assert_eq!(front("title: Le pont\nUn texte : oui\n\nTexte").1, 0);
    }
}
