//! `docs/messages.md` is written from the catalogue: `AGRAFE_UPDATE=1 cargo test --test messages` writes it anew.

mod common;

use agrafe::diagnostic::{CatalogueEntry, Fault, Lang};
use common::root;

const INTRODUCTION: &str = "\
# Messages

Every message of agrafe about a brochure has a code that stays the same from version to version. `agrafe check --json` gives the
code to scripts, and `[check] allow = [\"A073\"]` in brochure.toml hides a warning or a note by its code.

An **error** stops the build: no file is written, and existing ones are left as they are. With a **warning**, the brochure is made
but should be looked at. A **note** is information.

This page is written from the catalogue in `src/diagnostic/messages`; `just golden` writes it anew. Names in braces stand for
values.
";

/// The section of a kind of fault.
fn section(entry: &CatalogueEntry) -> String {
    let mut out = format!("\n## {}\n\n{}\n", entry.code, entry.meaning.trim());
    for (lang, label, hint) in [(Lang::En, "English", "Hint"), (Lang::Fr, "Français", "Conseil")] {
        out.push_str(&format!("\n- {label}: {}\n", entry.message(lang)));
        if let Some(text) = entry.hint(lang) {
            out.push_str(&format!("  <br>{hint}: {text}\n"));
        }
    }
    out.replace("\n\n- Français", "\n- Français")
}

#[test]
fn the_manual_has_every_message_as_it_is() {
    let mut entries: Vec<&CatalogueEntry> = Fault::CATALOGUE.iter().collect();
    entries.sort_by_key(|entry| entry.code);
    let manual = INTRODUCTION.to_string() + &entries.into_iter().map(section).collect::<String>();
    let file = root().join("docs/messages.md");
    if std::env::var_os("AGRAFE_UPDATE").is_some_and(|value| !value.is_empty()) {
        std::fs::write(&file, &manual).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap();
    for (now, then) in manual.lines().zip(written.lines()) {
        assert_eq!(now, then, "docs/messages.md is stale: AGRAFE_UPDATE=1 cargo test --test messages");
    }
    assert_eq!(manual.lines().count(), written.lines().count());
}

#[test]
fn codes_are_unique_and_well_formed() {
    let mut codes: Vec<&str> = Fault::CODES.iter().map(|(code, _)| *code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Fault::CODES.len());
    assert!(codes.iter().all(|code| code.len() == 4 && code.starts_with('A')));
}
