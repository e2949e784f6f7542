//! How long a book of 1,200 pages takes to compose, and one edit in it: `cargo bench --bench compose`.
//!
//! Its paragraphs are those of the sample, each with words of its own, so that none is set by having been set before.

use agrafe::compose::{Composer, compose};
use agrafe::font::FontBook;
use agrafe::manuscript::Manuscript;
use agrafe::spec::Spec;
use divan::Bencher;
use std::fmt::Write;
use std::sync::Arc;

fn main() {
    let book = read(&novel(""));
    let composed = compose(&book.manuscript, &book.spec, &book.fonts);
    assert!(!agrafe::diagnostic::has_errors(&composed.diagnostics), "the book of the bench has errors");
    println!("pages: {}", composed.book.pages.len());
    divan::main();
}

struct Book {
    manuscript: Manuscript,
    spec: Spec,
    fonts: Arc<FontBook>,
}

/// Paragraphs of the sample until there are some 1,200 pages of them; `edit` goes into one in the middle.
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

/// How often the paragraphs stand in the book.
const COPIES: usize = 240;

const SETTINGS: &str = "title = \"Long\"\ntexts = [\"a.md\"]\n[text]\nopener = \"continue\"\n";

fn read(text: &str) -> Book {
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("a folder for the bench: {e}"));
    let put = |name: &str, bytes: &str| std::fs::write(folder.path().join(name), bytes);
    put("brochure.toml", SETTINGS).and_then(|()| put("a.md", text)).unwrap_or_else(|e| panic!("{e}"));
    let mut reading = agrafe::read::brochure(folder.path());
    let mut faults = std::mem::take(&mut reading.diagnostics);
    let spec = agrafe::normalise::spec(&reading.raw, &reading.fonts, None, &mut faults);
    let manuscript = agrafe::normalise::manuscript(reading.manuscript, &spec, &mut faults).manuscript;
    // With a key that doesn't exist any longer, other work would be measured. Links to headings that were left out are only
    // warned of.
    let error = faults.iter().find(|fault| fault.severity == agrafe::diagnostic::Severity::Error);
    assert!(error.is_none(), "the book of the bench is at fault: {error:?}");
    Book { manuscript, spec, fonts: reading.fonts }
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn whole(bencher: Bencher) {
    let book = read(&novel(""));
    bencher.bench(|| compose(&book.manuscript, &book.spec, &book.fonts).book.pages.len());
}

#[divan::bench(sample_count = 20, sample_size = 1)]
fn one_edit(bencher: Bencher) {
    let (book, edited) = (read(&novel("")), read(&novel(" Une phrase de plus.")));
    let composer = Composer::new(&book.spec);
    let mut turn = false;
    bencher.bench_local(|| {
        turn = !turn;
        let now = if turn { &book } else { &edited };
        composer.compose(&now.manuscript, &now.spec, &now.fonts).book.pages.len()
    });
}
