//! Puts a mark into every place of a picture or a PDF that isn't visible on the page, and looks for it in every file that agrafe
//! writes, with the streams of PDFs and the pictures in SVGs unpacked.

mod files;

#[path = "../common/mod.rs"]
mod common;

use common::command;
use files::{MARK, foreign_pdf, gif, jpeg, png, svg, tiff, webp};
use flate2::read::ZlibDecoder;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The pictures of the brochure. Each file is full of marks.
fn pictures() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("a.jpg", jpeg(1)),
        ("b.jpg", jpeg(6)),
        ("c.png", png(1)),
        ("d.png", png(8)),
        ("e.webp", webp(1)),
        ("f.webp", webp(3)),
        ("g.gif", gif()),
        ("h.tif", tiff()),
        ("i.svg", svg(false)),
        ("j.svg", svg(true)),
    ]
}

/// Creates a brochure with all pictures, in a folder whose path contains the mark.
fn brochure(scratch: &Path, settings: &str, crop: &str) -> PathBuf {
    let folder = scratch.join(MARK).join("zine");
    fs::create_dir_all(&folder).unwrap();
    let mut toml = format!("title = \"Zine\"\ntexts = [\"01.md\"]\n[pictures]\n{settings}\n");
    let mut text = "# Titre\n\nDu texte.\n".to_string();
    for (name, bytes) in pictures() {
        fs::write(folder.join(name), bytes).unwrap();
        text.push_str(&format!("\n![Une image]({name})\n"));
        toml.push_str(&format!("[picture.\"{name}\"]\nwidth = \"40mm\"\n{crop}\n"));
    }
    fs::write(folder.join("brochure.toml"), toml).unwrap();
    fs::write(folder.join("01.md"), text).unwrap();
    folder
}

/// Runs the program for a user and on a host whose names contain the mark, and expects success.
fn run(folder: &Path, arguments: &[&str]) {
    let mut command = command(folder);
    for variable in ["USER", "LOGNAME", "USERNAME", "HOSTNAME", "COMPUTERNAME"] {
        command.env(variable, MARK);
    }
    let output = command.env("HOME", folder).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Returns all files in a folder and its subfolders.
fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(files_in(&path)) } else { files.push(path) }
    }
    files
}

/// Returns the bytes of a file, followed by all its data that are packed with Deflate or Base64.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    for (at, _) in bytes.windows(7).enumerate().filter(|(_, window)| *window == b"stream\n") {
        let _ = ZlibDecoder::new(&bytes[at + 7..]).read_to_end(&mut all);
    }
    let text = String::from_utf8_lossy(bytes);
    for (at, start) in text.match_indices(";base64,") {
        let coded: String = text[at + start.len()..].chars().take_while(|c| *c != '"').collect();
        let file = from_base64(&coded);
        all.extend_from_slice(&file);
        if let Ok(picture) = image::load_from_memory(&file) {
            all.extend_from_slice(picture.as_bytes());
        }
    }
    all
}

fn from_base64(coded: &str) -> Vec<u8> {
    let digits: Vec<u32> = coded
        .bytes()
        .filter_map(|byte| match byte {
            b'A'..=b'Z' => Some(u32::from(byte - b'A')),
            b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
            b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
            b'+' => Some(62),
            b'/' => Some(63),
            _ => None,
        })
        .collect();
    let chunk = |digits: &[u32]| {
        let word = digits.iter().fold(0, |word, digit| word << 6 | digit) << (6 * (4 - digits.len()));
        word.to_be_bytes()[1..digits.len()].to_vec()
    };
    digits.chunks(4).flat_map(chunk).collect()
}

/// Fails if a file contains the mark.
fn assert_unmarked(file: &Path) {
    let bytes = unpacked(&fs::read(file).unwrap());
    let at = bytes.windows(MARK.len()).position(|window| window == MARK.as_bytes());
    if let Some(at) = at {
        let around = &bytes[at.saturating_sub(60)..(at + 60).min(bytes.len())];
        panic!("{} contains: {}", file.display(), String::from_utf8_lossy(around));
    }
}

#[test]
fn marks_are_found_where_they_are() {
    for (name, bytes) in pictures() {
        let found = unpacked(&bytes).windows(MARK.len()).filter(|window| *window == MARK.as_bytes()).count();
        assert!(found >= 1, "{name} has no mark");
    }
    let packed = agrafe_deflated(MARK.repeat(3).as_bytes());
    let pdf = [b"stream\n".as_slice(), &packed].concat();
    assert!(unpacked(&pdf).windows(MARK.len()).any(|window| window == MARK.as_bytes()));
    assert_eq!(from_base64("TUFSSw=="), b"MARK");
}

fn agrafe_deflated(raw: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    flate2::read::ZlibEncoder::new(raw, flate2::Compression::fast()).read_to_end(&mut packed).unwrap();
    packed
}

#[test]
fn no_file_of_a_brochure_contains_a_mark() {
    for settings in [
        "mode = \"halftone\"\nreading = \"as-is\"",
        "mode = \"threshold\"\nreading = \"grey\"",
        "mode = \"grey\"\nreading = \"as-is\"",
        "mode = \"as-is\"\nreading = \"as-is\"",
    ] {
        for crop in ["", "crop = \"1:1\""] {
            let scratch = tempfile::tempdir().unwrap();
            let folder = brochure(scratch.path(), settings, crop);
            run(&folder, &["build", "--proof"]);
            let sources: Vec<&str> = pictures().iter().map(|(name, _)| *name).collect();
            for page in ["1", "2", "3"] {
                for kind in ["png", "svg", "pdf"] {
                    run(&folder, &["page", page, "-o", &format!("out/{page}.{kind}")]);
                }
                run(&folder, &["page", page, "--printed", "-o", &format!("out/{page}-printed.pdf")]);
            }
            let written: Vec<PathBuf> =
                files_in(&folder).into_iter().filter(|file| !sources.iter().any(|name| file.ends_with(name))).collect();
            assert!(written.len() > 10, "{written:?}");
            written.iter().for_each(|file| assert_unmarked(file));
        }
    }
}

#[test]
fn what_a_crop_cuts_away_is_removed_from_photographs() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = brochure(scratch.path(), "mode = \"as-is\"", "crop = \"1:1\"");
    run(&folder, &["build"]);
    for file in files_in(&folder.join("out")) {
        let bytes = fs::read(&file).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        // Photographs are 80 by 60 pixels, or 60 by 80 when they are upright.
        assert!(!text.contains("/Width 80") && !text.contains("/Height 80"), "{}", file.display());
        assert!(text.matches("/Width 60").count() >= 6, "{}", file.display());
    }
}

#[test]
fn check_reports_what_the_sources_contain() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = brochure(scratch.path(), "", "");
    let output = command(&folder).args(["check", "--all"]).output().unwrap();
    let messages = String::from_utf8_lossy(&output.stderr);
    for (name, _) in pictures() {
        assert!(messages.contains(&format!("note[A122]: {name} contains ")), "{name}: {messages}");
    }
    assert!(messages.contains("a.jpg contains where it was taken, dates, names, the camera, comments"), "{messages}");
}

#[test]
fn no_file_of_the_other_commands_contains_a_mark() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path();
    for (name, bytes) in pictures() {
        fs::write(folder.join(name), bytes).unwrap();
        for mode in ["halftone", "threshold", "grey"] {
            run(folder, &["picture", name, "--mode", mode, "--width", "30mm", "-o", "out.png"]);
            assert_unmarked(&folder.join("out.png"));
        }
    }
    run(folder, &["picture", "a.jpg", "--compare", "-o", "out.pdf"]);
    assert_unmarked(&folder.join("out.pdf"));
    let name = format!("{MARK}.pdf");
    fs::write(folder.join(&name), foreign_pdf()).unwrap();
    run(folder, &["impose", &name, "-o", "sheets.pdf"]);
    assert_unmarked(&folder.join("sheets.pdf"));
    for arguments in [["testsheet", "-o", "out.pdf"], ["plan", "--svg", "out.svg"]] {
        run(folder, &arguments);
        assert_unmarked(&folder.join(arguments[2]));
    }
}

#[test]
fn imported_pictures_contain_no_mark() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path();
    fs::create_dir(folder.join("page_files")).unwrap();
    // Drawings are copied as they are, since nothing can be removed from their text without changing the rest.
    let photographs: Vec<_> = pictures().into_iter().filter(|(name, _)| !name.ends_with(".svg")).collect();
    let mut page =
        format!("<!-- {MARK} --><html><head><meta name=\"{MARK}\" content=\"{MARK}\"></head><body><p>Un texte.</p>");
    for (name, bytes) in &photographs {
        fs::write(folder.join("page_files").join(name), bytes).unwrap();
        page.push_str(&format!("<p><img src=\"page_files/{name}\"></p>"));
    }
    fs::write(folder.join("page.html"), format!("{page}</body></html>")).unwrap();
    run(folder, &["import", "page.html", "-o", "zine"]);
    let written = files_in(&folder.join("zine"));
    assert!(written.len() >= photographs.len() + 3, "{written:?}");
    written.iter().for_each(|file| assert_unmarked(file));
}

#[test]
fn no_file_of_the_preview_contains_a_mark() {
    for (name, bytes) in pictures() {
        let picture = agrafe::image::identify(name, bytes).unwrap();
        let file = agrafe::image::web_file(&picture);
        let shown = image::load_from_memory(&file.bytes).unwrap();
        assert!(shown.width() > 10, "{name}");
        let all = [&file.bytes[..], shown.as_bytes()].concat();
        assert!(!all.windows(MARK.len()).any(|window| window == MARK.as_bytes()), "{name}");
        let drawing = agrafe::write::svg_drawing::file(&picture).filter(|_| name.ends_with(".svg"));
        assert!(!drawing.unwrap_or_default().contains(MARK), "{name}");
    }
}
