//! Checks that the cost of typesetting grows in proportion to the text, however unusual the text is.
//!
//! Each text is typeset once and then eight times as long. If a part of the program searched the whole paragraph for each of its
//! words, the longer text would take 64 times as long.

use agrafe::session::{Options, Session};
use std::time::{Duration, Instant};

/// The factor between the two lengths.
const FACTOR: usize = 8;
/// The most that the time may grow. It is far from the square of [`FACTOR`], and leaves room for a busy machine.
const MOST: u32 = 28;
/// The time below which measurements say nothing about growth.
const NOISE: Duration = Duration::from_millis(20);

/// Returns the shortest of three times that a text takes.
fn time(text: &str) -> Duration {
    let once = || {
        let started = Instant::now();
        let brochure = Session::new().typeset_text("title = \"T\"\nlayouts = []", text, &Options::default());
        assert!(!brochure.book.pages.is_empty(), "no pages: {:?}", brochure.diagnostics);
        started.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap()
}

#[track_caller]
fn grows_in_proportion(count: usize, text: impl Fn(usize) -> String) {
    let (short, long) = (time(&text(count)), time(&text(count * FACTOR)));
    assert!(long <= short.max(NOISE) * MOST, "{count} parts take {short:?}, {FACTOR} times as many take {long:?}");
}

/// Returns a paragraph of `count` parts.
fn paragraph(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(" ")
}

#[test]
fn one_letter_words() {
    grows_in_proportion(2_500, |count| paragraph(count, |n| char::from(b'a' + (n * n % 7) as u8).to_string()));
}

#[test]
fn links() {
    grows_in_proportion(1_250, |count| paragraph(count, |n| format!("[mot{n}](https://example.org/{n})")));
}

#[test]
fn note_references() {
    grows_in_proportion(600, |count| {
        let notes: Vec<String> = (0..count).map(|n| format!("[^{n}]: Note {n}.")).collect();
        format!("{}\n\n{}\n", paragraph(count, |n| format!("mot[^{n}]")), notes.join("\n"))
    });
}

#[test]
fn words_that_fit_no_line() {
    grows_in_proportion(25_000, |count| "0123456789abcdef".chars().cycle().take(count).collect());
    grows_in_proportion(25_000, |count| "mot".chars().cycle().take(count).collect());
}

#[test]
fn emphasis_and_code() {
    grows_in_proportion(1_000, |count| paragraph(count, |n| format!("*mot* `code{n}`")));
}

#[test]
fn references_to_one_note() {
    grows_in_proportion(1_500, |count| format!("{}\n\n[^a]: Note.\n", "[^a]".repeat(count)));
}

#[test]
fn quotations_in_quotations() {
    grows_in_proportion(4_000, |count| format!("{} mot\n", ">".repeat(count)));
}

#[test]
fn open_elements_of_html() {
    grows_in_proportion(4_000, |count| format!("{} mot\n", "<div>".repeat(count)));
    grows_in_proportion(4_000, |count| format!("{} mot\n", "<b>".repeat(count)));
}

#[test]
fn accents_on_one_letter() {
    grows_in_proportion(3_000, |count| format!("e{}\n", "\u{301}".repeat(count)));
}
