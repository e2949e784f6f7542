//! Tests with the brochure for which agrafe was written. We may not publish its text, so these tests run only where it is in
//! a folder next to the repository.

use crate::common::{agrafe, build, files, fold_gives_the_pages_back, read_pdf, root, words};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

fn original() -> PathBuf {
    root().join("../shared/kazakhstan")
}

pub fn is_there() -> bool {
    original().join("brochure.toml").is_file()
}

/// Copies the brochure, so that nothing is written into the original folder, and returns the path of the copy.
fn brochure() -> PathBuf {
    static COPIED: OnceLock<PathBuf> = OnceLock::new();
    let copied = || {
        let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("real");
        std::fs::create_dir_all(&copy).unwrap();
        for file in std::fs::read_dir(original()).unwrap().flatten().filter(|file| file.path().is_file()) {
            std::fs::write(copy.join(file.file_name()), std::fs::read(file.path()).unwrap()).unwrap();
        }
        copy
    };
    COPIED.get_or_init(copied).clone()
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The pages of the folded sheets must be those of the PDF to read.
pub fn the_folded_brochure_is_the_brochure() {
    fold_gives_the_pages_back(&brochure(), false);
}

/// The PDF must contain every word of the text once and in order, and every note once.
pub fn every_word_is_in_the_pdf_once() {
    let brochure = brochure();
    let out = tempfile::tempdir().unwrap();
    build(&brochure, out.path());
    let pdf = read_pdf(&files(out.path()).0);
    assert!((24..=30).contains(&pdf.pages.len()), "{} pages", pdf.pages.len());
    assert_eq!(pdf.pages.iter().map(|p| p.pictures).sum::<usize>(), 14);
    // Folios and running heads are not text of the author and are removed. Captions float, so they are searched for separately.
    let title = "Le Kazakhstan après le soulèvement";
    let mut printed = String::new();
    for page in &pdf.pages {
        let lines: Vec<&str> = page.text.lines().collect();
        let kept = lines.iter().filter(|l| l.parse::<usize>().is_err()).filter(|l| **l != title || printed.is_empty());
        printed.push_str(&kept.copied().collect::<Vec<_>>().join("\n"));
        printed.push('\n');
    }
    // The PDF has the corrected text, with note references before the punctuation.
    let typed = agrafe(&brochure, &["typo", "kazakhstan.md"]).stdout;
    let typed = references_before_punctuation(&String::from_utf8(typed).unwrap());
    let marks = note_marks(&typed);
    let mut printed = normal(&printed);
    let blocks: Vec<&str> = typed.split("\n\n").map(str::trim).filter(|b| !b.is_empty()).collect();
    // A caption may be in the middle of a paragraph that continues on the next page, so captions are removed first. The
    // longest is removed first, because its beginning may be the same as a shorter caption.
    let mut captions: Vec<String> =
        blocks.iter().filter(|b| b.starts_with("![")).map(|b| normal(&plain(b, &marks))).collect();
    captions.sort_by_key(|c| std::cmp::Reverse(c.len()));
    assert_eq!(captions.len(), 14);
    for caption in captions {
        assert!(printed.contains(&caption), "the caption is missing: {caption}");
        printed = printed.replacen(&caption, "", 1);
    }
    let mut at = 0;
    for block in blocks.iter().filter(|b| !b.starts_with("![")) {
        let wanted = normal(&plain(block, &marks));
        let note = block.starts_with("[^");
        let found = printed[if note { 0 } else { at }..].find(&wanted);
        assert!(found.is_some(), "not found in order: {wanted}");
        if note {
            assert_eq!(printed.matches(&wanted).count(), 1, "the note is not printed exactly once: {wanted}");
        } else {
            // Nothing may be printed between two blocks of the text.
            assert_eq!(
                found,
                Some(0),
                "before {wanted}, there is unexpected text: {}",
                &printed[at..at + found.unwrap_or(0)]
            );
            at += wanted.len();
        }
    }
    // Only the notes may be left, with their headings and the pages of their references.
    let notes: usize = blocks.iter().filter(|b| b.starts_with("[^")).map(|b| normal(&plain(b, &marks)).len()).sum();
    let furniture = normal("Notes Notes de la traduction").len() + 6 * normal("a. p. 11").len();
    assert!(printed.len() - at <= notes + furniture, "{}", &printed[at..]);
}

/// Moves every note reference before the punctuation and closing quotation marks that precede it in the text.
fn references_before_punctuation(typed: &str) -> String {
    let mut out = String::new();
    let mut rest = typed;
    while let Some(at) = rest.find("[^") {
        let (head, tail) = rest.split_at(at);
        let end = tail.find(']').unwrap() + 1;
        let kept = if head.ends_with('\n') {
            head
        } else {
            head.trim_end_matches(|c: char| ".,;:!?…»” \u{a0}\u{202f}".contains(c))
        };
        out.push_str(kept);
        out.push_str(&tail[..end]);
        out.push_str(&head[kept.len()..]);
        rest = &tail[end..];
    }
    out + rest
}

/// Returns the printed mark of each note by its label: numbers for the author's notes, letters for the translator's.
fn note_marks(typed: &str) -> HashMap<String, String> {
    let (mut number, mut letter) = (1..100, 'a'..='z');
    let notes = typed.split("\n\n").filter_map(|b| b.trim().strip_prefix("[^")?.split_once("]:"));
    let mut mark = |text: &str| {
        let translators = text.trim().starts_with("(ndt)");
        if translators { letter.next().unwrap().to_string() } else { number.next().unwrap().to_string() }
    };
    notes.map(|(label, text)| (label.to_string(), mark(text))).collect()
}

/// Returns only the letters and digits of a text, so that line ends and spaces don't matter.
fn normal(text: &str) -> String {
    words(text).concat().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Returns a block of Markdown as plain text, with note references as they are printed.
fn plain(block: &str, marks: &HashMap<String, String>) -> String {
    let block = block.trim_start_matches(['#', '>', ' ']);
    if let Some(rest) = block.strip_prefix("![") {
        return rest[..rest.find("](").unwrap()].to_string();
    }
    let mut text = String::new();
    let mut rest = block;
    while let Some(at) = rest.find("[^") {
        text.push_str(&rest[..at]);
        let end = at + rest[at..].find(']').unwrap();
        let label = &rest[at + 2..end];
        rest = &rest[end + 1..];
        match rest.strip_prefix(':') {
            Some(note) => rest = note,
            None => text.push_str(marks.get(label).map_or("", String::as_str)),
        }
    }
    text.push_str(rest);
    text
}

/// Correcting the corrected text must not change it, must keep its letters, and must be reported consistently.
pub fn corrected_twice_is_corrected_once() {
    let brochure = brochure();
    let once = agrafe(&brochure, &["typo", "kazakhstan.md"]).stdout;
    let scratch = tempfile::tempdir().unwrap();
    std::fs::write(scratch.path().join("once.md"), &once).unwrap();
    assert!(agrafe(scratch.path(), &["typo", "once.md"]).stdout == once, "correcting the text again changes it");
    let letters = |text: &str| text.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>();
    let typed = std::fs::read_to_string(brochure.join("kazakhstan.md")).unwrap();
    let corrected = String::from_utf8(once).unwrap();
    // The only ASCII letters that are lost are the E of two occurrences of “Etat”, which becomes É, and those of “ème” in an
    // ordinal.
    assert!(letters(&typed).len() - letters(&corrected).len() <= 5);
    let report = stdout(&agrafe(&brochure, &["typo", "kazakhstan.md", "--report"])).lines().count();
    let built = agrafe(&brochure, &["build", "-o", scratch.path().to_str().unwrap()]);
    let counted = stdout(&built)
        .lines()
        .find_map(|l| l.strip_suffix(" typographic corrections; `agrafe check --all` lists them").map(str::to_string));
    let counted: usize = counted.unwrap().parse().unwrap();
    assert!(counted.abs_diff(report) <= report / 50, "{counted} and {report}");
}

/// The word spaces and line ends must stay within the limits of good typesetting.
pub fn the_text_is_even() {
    let brochure = brochure();
    let checked = agrafe(&brochure, &["check", "--texture", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&checked.stdout).unwrap();
    let figure = |name: &str| json["texture"][name].as_f64().unwrap();
    assert!(
        figure("space_cv") <= 0.1 && figure("space_p95") <= 1.25 && figure("hyphens") <= 4.0,
        "{}",
        json["texture"]
    );
    for none in ["loose", "page_end_hyphens", "widows", "orphans", "runts"] {
        assert_eq!(figure(none), 0.0, "{none}");
    }
    assert_eq!((figure("longest_ladder"), figure("grid")), (1.0, 1.0));
}
