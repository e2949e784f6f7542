//! Measures the time to typeset a book of 1,200 pages, and to typeset it again after an edit: `cargo bench --bench compose`.
//!
//! The book repeats the paragraphs of the sample, each with different numbers in its first words, so that no two are the same.

use agrafe::diagnostic::has_errors;
use agrafe::session::{Brochure, Options, Session};
use divan::Bencher;
use std::fmt::Write;
use std::path::Path;

fn main() {
    let folder = folder(&novel(""));
    let brochure = typeset(&mut Session::once(), folder.path());
    println!("pages: {}", brochure.book.pages.len());
    divan::main();
}

/// Returns a text of about 1,200 pages from paragraphs of the sample; `edit` is added to a paragraph in the middle.
fn novel(edit: &str) -> String {
    let sample = include_str!("../../brochure/01-chronologie.md");
    let paragraphs: Vec<&str> = sample.split("\n\n").filter(|p| p.len() > 200 && !p.contains("[^")).collect();
    let mut text = String::new();
    for number in 0..COPIES {
        let _ = write!(text, "# Chapitre {number}\n\n");
        for (i, paragraph) in paragraphs.iter().enumerate() {
            let here = if number == COPIES / 2 && i == 1 { edit } else { "" };
            let _ = write!(text, "Au numéro {} de la rue {number}, {paragraph}{here}\n\n", number * 31 + i);
        }
    }
    text
}

/// The number of times that the paragraphs are repeated, which makes about 1,200 pages.
const COPIES: usize = 240;

const SETTINGS: &str = "title = \"Long\"\ntexts = [\"a.md\"]\n[text]\nopener = \"continue\"\n";

/// Creates a brochure with this text.
fn folder(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("cannot create a folder for the benchmark: {e}"));
    let put = |name: &str, bytes: &str| std::fs::write(folder.path().join(name), bytes);
    put("brochure.toml", SETTINGS).and_then(|()| put("a.md", text)).unwrap_or_else(|e| panic!("{e}"));
    folder
}

/// Typesets a folder and panics if the brochure has errors, because the benchmark would then measure something else.
fn typeset(session: &mut Session, folder: &Path) -> Brochure {
    let brochure = session.typeset(folder, &Options::default());
    assert!(!has_errors(&brochure.diagnostics), "the book of the benchmark has errors: {:?}", brochure.diagnostics);
    brochure
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn whole(bencher: Bencher) {
    let folder = folder(&novel(""));
    bencher.bench(|| typeset(&mut Session::once(), folder.path()).book.pages.len());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn one_edit(bencher: Bencher) {
    let texts = [novel(""), novel(" Une phrase de plus.")];
    let folder = folder(&texts[0]);
    let mut session = Session::new();
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        std::fs::write(folder.path().join("a.md"), &texts[turn % 2]).unwrap_or_else(|e| panic!("{e}"));
        typeset(&mut session, folder.path()).book.pages.len()
    });
}
