//! Tests that a session that is reused for another build produces the same result as a new session.

use agrafe::page::Book;
use agrafe::session::{Brochure, Options, Session};
use std::path::Path;

/// Copies the sample into a temporary folder.
fn sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("brochure")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

/// Changes the text of a file in a folder.
fn edit(folder: &Path, name: &str, change: &dyn Fn(&str) -> String) {
    let path = folder.join(name);
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, change(&text)).unwrap();
}

fn assert_same_book(left: &Book, right: &Book) {
    assert_eq!(left.pages.len(), right.pages.len());
    for (a, b) in left.pages.iter().zip(&right.pages) {
        assert_eq!(a, b, "page {}", a.folio);
    }
    assert_eq!(left.marks, right.marks);
}

/// Typesets a folder in the given session and in a new one, and checks that the results are the same.
fn check_against_new_session(session: &mut Session, folder: &Path) -> Brochure {
    let again = session.typeset(folder, &Options::default());
    let fresh = Session::once().typeset(folder, &Options::default());
    assert_same_book(&again.book, &fresh.book);
    assert_eq!(format!("{:?}", again.diagnostics), format!("{:?}", fresh.diagnostics));
    assert_eq!(again.corrections.len(), fresh.corrections.len());
    fresh
}

#[test]
fn unchanged_brochure_is_typeset_the_same_again() {
    let folder = sample();
    let mut session = Session::new();
    for _ in 0..3 {
        let brochure = check_against_new_session(&mut session, folder.path());
        assert!(brochure.book.pages.len() > 20);
    }
}

#[test]
fn edited_text_is_typeset_as_in_a_new_session() {
    let folder = sample();
    let original = std::fs::read_to_string(folder.path().join("01-chronologie.md")).unwrap();
    let mut session = Session::new();
    check_against_new_session(&mut session, folder.path());
    let edits: [&dyn Fn(&str) -> String; 3] = [
        &|_| {
            original.replacen("\n\n", "\n\nUne phrase de plus, qui déplace tout ce qui la suit. Et encore une.\n\n", 3)
        },
        &|_| original.replacen('e', "ë", 40),
        &|_| original.chars().filter(|c| *c != 'z').collect(),
    ];
    for change in edits {
        edit(folder.path(), "01-chronologie.md", change);
        check_against_new_session(&mut session, folder.path());
    }
}

#[test]
fn changed_settings_do_not_reuse_results_of_the_old_ones() {
    let folder = sample();
    let settings = "title = \"T\"\ntexts = [\"01-chronologie.md\"]\n[text]\n";
    let mut session = Session::new();
    check_against_new_session(&mut session, folder.path());
    for changed in [
        "leading = \"13.5pt\"",
        "size = \"10.4pt\"",
        "expansion = \"0%\"",
        "protrusion = false",
        "family = \"Source Sans 3\"",
        "hyphenate = false",
        "[hyphenation]\nexceptions = [\"fer-ment\"]",
    ] {
        edit(folder.path(), "brochure.toml", &|_| format!("{settings}{changed}\n"));
        check_against_new_session(&mut session, folder.path());
    }
}

#[test]
fn error_between_two_good_versions_has_no_effect() {
    let folder = sample();
    let mut session = Session::new();
    let before = check_against_new_session(&mut session, folder.path());
    edit(folder.path(), "02-fabriquer.md", &|text| format!("{text}\n\n![Rien](absente.png)\n"));
    let broken = session.typeset(folder.path(), &Options::default());
    assert!(agrafe::diagnostic::has_errors(&broken.diagnostics));
    edit(folder.path(), "02-fabriquer.md", &|text| text.replace("\n\n![Rien](absente.png)\n", ""));
    let after = check_against_new_session(&mut session, folder.path());
    assert_same_book(&before.book, &after.book);
}

#[test]
fn note_numbers_with_four_figures_have_room() {
    let notes: Vec<String> = (1..=1_001).map(|n| format!("[^{n}]: Note.")).collect();
    let references: Vec<String> = (1..=1_001).map(|n| format!("mot[^{n}]")).collect();
    let text = format!("{}\n\n{}\n", references.join(" "), notes.join("\n"));
    let brochure = Session::new().typeset_text("title = \"T\"\nlayouts = []", &text, &Options::default());
    let codes: Vec<&str> = brochure.diagnostics.iter().map(|found| found.fault.code()).collect();
    assert!(!codes.contains(&"A033"), "{codes:?}");
}
