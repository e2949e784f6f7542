//! The brochure that agrafe was made for. Its text isn't ours to publish, so it lies beside the repository, if at all.

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

/// A copy of the brochure, so that nothing is written beside the original.
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

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub fn the_folded_brochure_is_the_brochure() {
    fold_gives_the_pages_back(&brochure(), false);
}

pub fn every_word_is_in_the_pdf_once() {
    let brochure = brochure();
    let out = tempfile::tempdir().unwrap();
    build(&brochure, out.path());
    let pdf = read_pdf(&files(out.path()).0);
    assert!((24..=30).contains(&pdf.pages.len()), "{} pages", pdf.pages.len());
    assert_eq!(pdf.pages.iter().map(|p| p.pictures).sum::<usize>(), 14);
    // Folios and running heads are not the author's; captions float, so they are looked for apart.
    let title = "Le Kazakhstan après le soulèvement";
    let mut printed = String::new();
    for page in &pdf.pages {
        let lines: Vec<&str> = page.text.lines().collect();
        let kept = lines.iter().filter(|l| l.parse::<usize>().is_err()).filter(|l| **l != title || printed.is_empty());
        printed.push_str(&kept.copied().collect::<Vec<_>>().join("\n"));
        printed.push('\n');
    }
    // What is printed is what a corrector made of it, with the calls of notes before the signs.
    let typed = agrafe(&brochure, &["typo", "kazakhstan.md"]).stdout;
    let typed = calls_before_signs(&String::from_utf8(typed).unwrap());
    let signs = signs(&typed);
    let mut printed = normal(&printed);
    let blocks: Vec<&str> = typed.split("\n\n").map(str::trim).filter(|b| !b.is_empty()).collect();
    // A caption may stand in the middle of a paragraph that runs over the page: captions are taken out first, the
    // longest before those that begin like it.
    let mut captions: Vec<String> =
        blocks.iter().filter(|b| b.starts_with("![")).map(|b| normal(&plain(b, &signs))).collect();
    captions.sort_by_key(|c| std::cmp::Reverse(c.len()));
    assert_eq!(captions.len(), 14);
    for caption in captions {
        assert!(printed.contains(&caption), "the caption is missing: {caption}");
        printed = printed.replacen(&caption, "", 1);
    }
    let mut at = 0;
    for block in blocks.iter().filter(|b| !b.starts_with("![")) {
        let wanted = normal(&plain(block, &signs));
        let note = block.starts_with("[^");
        let found = printed[if note { 0 } else { at }..].find(&wanted);
        assert!(found.is_some(), "not found in order: {wanted}");
        if note {
            assert_eq!(printed.matches(&wanted).count(), 1, "a note stands twice: {wanted}");
        } else {
            // Nothing but what was typed stands between two blocks.
            assert_eq!(found, Some(0), "before {wanted} stands {}", &printed[at..at + found.unwrap_or(0)]);
            at += wanted.len();
        }
    }
    // What is left is the notes, with their titles and the pages of their calls.
    let notes: usize = blocks.iter().filter(|b| b.starts_with("[^")).map(|b| normal(&plain(b, &signs)).len()).sum();
    let furniture = normal("Notes Notes de la traduction").len() + 6 * normal("a. p. 11").len();
    assert!(printed.len() - at <= notes + furniture, "{}", &printed[at..]);
}

/// Puts every call before the signs and marks that were typed before it.
fn calls_before_signs(typed: &str) -> String {
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

/// The sign of each note by its label: the author's are numbered, the translator's lettered, both in their order.
fn signs(typed: &str) -> HashMap<String, String> {
    let (mut number, mut letter) = (1..100, 'a'..='z');
    let notes = typed.split("\n\n").filter_map(|b| b.trim().strip_prefix("[^")?.split_once("]:"));
    let mut sign = |text: &str| {
        let translators = text.trim().starts_with("(ndt)");
        if translators { letter.next().unwrap().to_string() } else { number.next().unwrap().to_string() }
    };
    notes.map(|(label, text)| (label.to_string(), sign(text))).collect()
}

/// Letters and digits only, so that neither line ends nor spaces matter.
fn normal(text: &str) -> String {
    words(text).concat().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// A block of Markdown without its marks, calls as they are printed.
fn plain(block: &str, signs: &HashMap<String, String>) -> String {
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
            None => text.push_str(signs.get(label).map_or("", String::as_str)),
        }
    }
    text.push_str(rest);
    text
}

pub fn corrected_twice_is_corrected_once() {
    let brochure = brochure();
    let once = agrafe(&brochure, &["typo", "kazakhstan.md"]).stdout;
    let scratch = tempfile::tempdir().unwrap();
    std::fs::write(scratch.path().join("once.md"), &once).unwrap();
    assert!(agrafe(scratch.path(), &["typo", "once.md"]).stdout == once, "correcting again changes the text");
    let letters = |text: &str| text.chars().filter(|c| c.is_ascii_alphanumeric()).collect::<String>();
    let typed = std::fs::read_to_string(brochure.join("kazakhstan.md")).unwrap();
    let corrected = String::from_utf8(once).unwrap();
    // All that goes is the E of two states and the èm of one ordinal.
    assert!(letters(&typed).len() - letters(&corrected).len() <= 5);
    let report = out(&agrafe(&brochure, &["typo", "kazakhstan.md", "--report"])).lines().count();
    let built = agrafe(&brochure, &["build", "-o", scratch.path().to_str().unwrap()]);
    let counted = out(&built)
        .lines()
        .find_map(|l| l.strip_suffix(" typographic corrections; `agrafe check` lists them").map(str::to_string));
    let counted: usize = counted.unwrap().parse().unwrap();
    assert!(counted.abs_diff(report) <= report / 50, "{counted} and {report}");
}

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
