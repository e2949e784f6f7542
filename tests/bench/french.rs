//! Measures the speed of the French corrections: `cargo bench --bench french`. On one core, `agrafe typo` must correct more
//! than 20 megabytes per second.

use agrafe::diagnostic::{FileId, Sources, Span};
use agrafe::font::FontBook;
use agrafe::manuscript::Manuscript;
use agrafe::normalise::{self, Corrector};
use agrafe::read::{self, prose};
use agrafe::spec::{FrenchSpec, RawSpec};
use divan::{Bencher, counter::BytesCount};

fn main() {
    let novel = novel();
    assert!(corrected_markdown(&novel) > 1000 && corrected(&prose::plain(&novel)) > 1000, "nothing is corrected");
    divan::main();
}

/// Returns the texts of the sample brochure, repeated to the length of a novel.
fn novel() -> String {
    let texts = ["01-chronologie.md", "02-fabriquer.md", "03-entretien.md"];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/brochure/");
    let read =
        |name: &str| std::fs::read_to_string(format!("{folder}{name}")).unwrap_or_else(|e| panic!("{name}: {e}"));
    let all: String = texts.iter().map(|name| read(name) + "\n\n").collect();
    all.repeat(600_000 / all.len() + 1)
}

/// Corrects the passages and returns the number of corrections.
fn corrected(passages: &[agrafe::prose::Passage]) -> usize {
    let french = FrenchSpec::default();
    let mut corrector = Corrector::new("fr", &french);
    let place = |at: usize| Span::new(FileId(0), at, at);
    passages.iter().map(|p| corrector.passage(&p.text, p.runs_on, &place).len()).sum()
}

/// Corrects a text in Markdown as `agrafe typo` does, and returns the number of edits.
fn corrected_markdown(text: &str) -> usize {
    let mut sources = Sources::default();
    let file = sources.add("novel.md", text);
    let manuscript = read::markdown(&sources, file).value;
    let corrections = normalise::corrections(&manuscript, "fr", &FrenchSpec::default()).value;
    normalise::file_edits(corrections, text).len()
}

#[divan::bench]
fn markdown(bencher: Bencher) {
    let text = novel();
    bencher.counter(BytesCount::of_str(&text)).bench(|| corrected_markdown(&text));
}

#[divan::bench]
fn plain(bencher: Bencher) {
    let text = novel();
    bencher.counter(BytesCount::of_str(&text)).bench(|| corrected(&prose::plain(&text)));
}

/// Normalises a brochure whose only text is the novel. This uses all cores, or one core with `RAYON_NUM_THREADS=1`.
#[divan::bench]
fn one_text(bencher: Bencher) {
    let text = novel();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("brochure.toml"), "").unwrap();
    std::fs::write(folder.path().join("novel.md"), &text).unwrap();
    let manuscript = read::brochure(folder.path()).value.manuscript;
    let spec = normalise::spec(&RawSpec::default(), &FontBook::default(), None).value;
    let normalised = |manuscript: Manuscript| normalise::manuscript(manuscript, &spec).value.corrections.len();
    bencher.counter(BytesCount::of_str(&text)).with_inputs(|| manuscript.clone()).bench_values(normalised);
}
