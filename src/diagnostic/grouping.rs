//! Groups faults in characters: one diagnostic for each character without a glyph, and for each text in an unsupported script,
//! with the number of its places and the first of them.

use super::{Diagnostic, Fault, FileId, Places, Severity, Sources, Span};
use std::collections::HashMap;

/// The number of places that a message names.
const NAMED_PLACES: usize = 5;

/// The property that the diagnostics of a group share.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Character(String, Severity),
    Script(Option<FileId>, Severity),
}

fn key(diagnostic: &Diagnostic) -> Option<Key> {
    if let Fault::MissingGlyph { character, .. } = &diagnostic.fault {
        return Some(Key::Character(character.clone(), diagnostic.severity));
    }
    let is_script = matches!(diagnostic.fault, Fault::RightToLeft { .. });
    is_script.then(|| Key::Script(diagnostic.span.map(|span| span.file), diagnostic.severity))
}

/// Returns the diagnostics, with each group merged into its first diagnostic.
pub(crate) fn grouped(diagnostics: Vec<Diagnostic>, sources: &Sources) -> Vec<Diagnostic> {
    let mut groups: HashMap<Key, Vec<Span>> = HashMap::new();
    for diagnostic in &diagnostics {
        if let Some(key) = key(diagnostic) {
            groups.entry(key).or_default().extend(diagnostic.span);
        }
    }
    if groups.is_empty() {
        return diagnostics;
    }
    let mut grouped = Vec::with_capacity(diagnostics.len());
    for mut diagnostic in diagnostics {
        if let Some(key) = key(&diagnostic) {
            let Some(mut spans) = groups.remove(&key) else { continue };
            spans.sort_unstable();
            diagnostic.span = spans.first().copied().or(diagnostic.span);
            if let Fault::MissingGlyph { places, .. } | Fault::RightToLeft { places } = &mut diagnostic.fault {
                *places = places_of(&spans, sources);
            }
        }
        grouped.push(diagnostic);
    }
    grouped
}

/// Returns the number of spans and the lines of the first ones: `01.md:14`, or `:20` in the same file.
fn places_of(spans: &[Span], sources: &Sources) -> Places {
    let mut first: Vec<String> = Vec::new();
    let mut last = None;
    for span in spans {
        if first.len() == NAMED_PLACES {
            break;
        }
        let (line, _) = sources.line_column(*span);
        let again = last.is_some_and(|(file, _)| file == span.file);
        if last != Some((span.file, line)) {
            first.push(if again { format!(":{line}") } else { format!("{}:{line}", sources.get(span.file).name) });
        }
        last = Some((span.file, line));
    }
    Places { count: spans.len(), first }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn missing(span: Span) -> Diagnostic {
        let fault = Fault::MissingGlyph {
            character: "x".to_string(),
            code: "U+0078".to_string(),
            family: "F".to_string(),
            places: Places::default(),
        };
        Diagnostic::error(span, fault)
    }

    #[test]
    fn a_character_is_reported_once_with_its_places() {
        let mut sources = Sources::default();
        let file = sources.add("a.md", "x\nx x\nx");
        let spans = [0, 2, 4, 6].map(|at| Span::new(file, at, at + 1));
        let found = grouped(spans.map(missing).to_vec(), &sources);
        let [Diagnostic { fault: Fault::MissingGlyph { places, .. }, .. }] = &found[..] else { panic!("{found:?}") };
        assert_eq!((places.count, places.first.join(" ")), (4, "a.md:1 :2 :3".to_string()));
    }
}
