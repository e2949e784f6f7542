//! What is in the PDFs, found there by another reader: every word once and in order, pages where folding wants them.

mod common;

use common::{agrafe, build, read_pdf, real_brochure, root, words};
use std::collections::HashMap;
use std::path::Path;

/// The two files of a brochure: to read, and to print.
fn files(out: &Path) -> (std::path::PathBuf, std::path::PathBuf) {
    let mut found: Vec<_> = std::fs::read_dir(out).unwrap().map(|e| e.unwrap().path()).collect();
    found.sort_by_key(|p| p.as_os_str().len());
    (found[0].clone(), found[1].clone())
}

/// Folds the sheets of a saddle-stitched booklet: which page text stands on which page of the book.
///
/// Sheet i of s carries pages n-2i, 2i+1 outside and 2i+2, n-2i-1 inside (the tables of the trade), the inner side turned
/// with the paper about its short edge. This order is the test's own; the program folds.
fn fold(path: &Path) -> Vec<(String, bool)> {
    let pdf = read_pdf(path);
    let pages = pdf.pages.len() * 2;
    let mut book = vec![(String::new(), true); pages];
    for (side, shown) in pdf.pages.iter().enumerate() {
        let (sheet, inner) = (side / 2, side % 2 == 1);
        let (left, right) =
            if inner { (2 * sheet + 1, pages - 2 * sheet - 2) } else { (pages - 2 * sheet - 1, 2 * sheet) };
        let half = f64::from(pdf.sizes[side].0) / 2.0;
        for (name, matrix) in &shown.forms {
            let upright = matrix[0] > 0.0;
            let at_left = if upright { matrix[4] < half - 10.0 } else { matrix[4] < half + 10.0 };
            book[if at_left { left } else { right }] = (pdf.forms[side][name].text.clone(), upright);
        }
    }
    book
}

fn fold_gives_the_pages_back(brochure: &Path, back_cover: bool) {
    let out = tempfile::tempdir().unwrap();
    build(brochure, out.path());
    let (reading, sheets) = files(out.path());
    let read: Vec<String> = read_pdf(&reading).pages.into_iter().map(|p| p.text).collect();
    let book = fold(&sheets);
    let blanks = book.len() - read.len();
    let at = if back_cover { read.len() - 1 } else { read.len() };
    let mut expected = read.clone();
    expected.splice(at..at, std::iter::repeat_n(String::new(), blanks));
    for (number, (found, wanted)) in book.iter().zip(&expected).enumerate() {
        assert_eq!(&found.0, wanted, "page {} of the folded booklet", number + 1);
        assert!(found.1, "page {} stands on its head", number + 1);
    }
}

#[test]
fn the_folded_sample_is_the_sample() {
    fold_gives_the_pages_back(&root().join("brochure"), true);
}

#[test]
fn the_folded_real_brochure_is_the_brochure() {
    if let Some(brochure) = real_brochure() {
        fold_gives_the_pages_back(&brochure, false);
    }
}

#[test]
fn every_word_of_the_real_text_stands_in_the_pdf_once_and_in_order() {
    let Some(brochure) = real_brochure() else { return };
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
    let typed = common::agrafe(&brochure, &["typo", "kazakhstan.md"]).stdout;
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

#[test]
fn ligatures_and_divided_words_are_copied_as_they_were_typed() {
    let text = "Une affiche difficile, efficace, infligée ; l’anticonstitutionnellement de l’internationalisme et de \
        l’anarchosyndicalisme, des responsabilités, des fédérations, des manifestations, des révolutionnaires, de la \
        désorganisation, de l’autogestion généralisée, et l’incompréhension des administrateurs.";
    let files_in = [("brochure.toml", "title = \"t\"\n[page]\nsize = \"A6\"\n"), ("a.md", text)];
    let folder = common::folder(&files_in);
    let out = tempfile::tempdir().unwrap();
    build(folder.path(), out.path());
    let pdf = read_pdf(&files(out.path()).0);
    let shown: String = pdf.pages.iter().map(|p| p.text.as_str()).collect();
    assert!(shown.contains('\u{ad}'), "no word was divided, so nothing is tested");
    let joined = words(&shown).join(" ");
    assert!(joined.starts_with(text), "{joined}");
}

#[test]
fn the_same_bytes_whatever_the_threads() {
    let mut seen: HashMap<String, Vec<u8>> = HashMap::new();
    for threads in ["1", "2", "5"] {
        let out = tempfile::tempdir().unwrap();
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_agrafe"))
            .args(["build", "brochure", "-q", "-o", out.path().to_str().unwrap()])
            .current_dir(root())
            .env("RAYON_NUM_THREADS", threads)
            .status()
            .unwrap();
        assert!(status.success());
        for entry in std::fs::read_dir(out.path()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let first = seen.entry(name.clone()).or_insert_with(|| bytes.clone());
            assert!(*first == bytes, "{name} differs with {threads} threads");
        }
    }
    assert_eq!(seen.len(), 2);
}

#[test]
fn sheets_weigh_no_more_than_pages() {
    let out = tempfile::tempdir().unwrap();
    build(&root().join("brochure"), out.path());
    let (reading, sheets) = files(out.path());
    let size = |p: &Path| std::fs::metadata(p).unwrap().len() as f64;
    assert!(size(&sheets) <= size(&reading) * 1.1);
}

#[test]
fn another_programs_pdf_is_imposed() {
    let out = tempfile::tempdir().unwrap();
    build(&root().join("brochure"), out.path());
    let (reading, _) = files(out.path());
    let output = agrafe(out.path(), &["impose", reading.to_str().unwrap(), "-o", "imposed.pdf"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let pages = read_pdf(&reading).pages;
    let book = fold(&out.path().join("imposed.pdf"));
    assert_eq!(book.first().map(|p| &p.0), pages.first().map(|p| &p.text));
    assert_eq!(book.last().map(|p| &p.0), pages.last().map(|p| &p.text));
}
