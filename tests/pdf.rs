//! Reads the PDFs with an independent library and checks the text, the order of the pages on the sheets, and the file sizes.

mod common;

use common::{agrafe, build, files, fold, fold_gives_the_pages_back, read_pdf, root, words};
use std::collections::HashMap;
use std::path::Path;

#[test]
fn folded_sheets_of_the_sample_match_its_pages() {
    fold_gives_the_pages_back(&root().join("brochure"), true);
}

#[test]
fn ligatures_and_hyphenated_words_are_copied_as_written() {
    let text = "Une affiche difficile, efficace, infligée ; l’anticonstitutionnellement de l’internationalisme et de \
        l’anarchosyndicalisme, des responsabilités, des fédérations, des manifestations, des révolutionnaires, de la \
        désorganisation, de l’autogestion généralisée, et l’incompréhension des administrateurs.";
    let files_in = [("brochure.toml", "title = \"t\"\n[page]\nsize = \"A6\"\n"), ("a.md", text)];
    let folder = common::folder(&files_in);
    let out = tempfile::tempdir().unwrap();
    build(folder.path(), out.path());
    let pdf = read_pdf(&files(out.path()).0);
    let shown: String = pdf.pages.iter().map(|p| p.text.as_str()).collect();
    assert!(shown.contains('\u{ad}'), "no word was hyphenated, so the test checks nothing");
    let joined = words(&shown).join(" ");
    assert!(joined.starts_with(text), "{joined}");
}

#[test]
fn output_does_not_depend_on_the_number_of_threads() {
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
fn sheets_pdf_is_at_most_a_tenth_larger_than_pages_pdf() {
    let out = tempfile::tempdir().unwrap();
    build(&root().join("brochure"), out.path());
    let (reading, sheets) = files(out.path());
    let size = |p: &Path| std::fs::metadata(p).unwrap().len() as f64;
    assert!(size(&sheets) <= size(&reading) * 1.1);
}

#[test]
fn existing_pdf_is_imposed() {
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
