//! Checks that the import of a small document takes little time and memory, however unusual the document is.
//!
//! Each document has less than one megabyte, and repeats something that ordinary documents contain a few times.

use agrafe::diagnostic::{Fault, Lang};
use agrafe::import::document::BlockKind;
use agrafe::import::{self, Document, Folder};
use image::{DynamicImage, ImageFormat};
use std::cell::RefCell;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// The maximum size of the documents, in bytes.
const SIZE: usize = 1_000_000;
/// The most time that an import may take.
const TIME: Duration = Duration::from_secs(10);
/// The most memory that all imports at the same time may use, in kilobytes.
const MEMORY_KB: u64 = 1 << 20;
/// The most that an import may write, in bytes.
const WRITTEN: usize = 64 << 20;

/// Imports a document within the limits, and returns it with the texts that were written.
#[track_caller]
fn import(name: &str, bytes: Vec<u8>) -> (Document, String) {
    assert!(bytes.len() < SIZE, "the document has {} bytes", bytes.len());
    let started = Instant::now();
    let document = import::read(Path::new(name), bytes, &|_| None).unwrap();
    let folder = Folder::new(vec![document.clone()], Lang::En);
    assert!(started.elapsed() < TIME, "{:?}", started.elapsed());
    let written: usize = folder.files.iter().map(|file| file.bytes.len()).sum();
    assert!(written < WRITTEN, "{written} bytes were written");
    // Other systems don't tell how much memory was used.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
    assert!(peak.unwrap_or(0u64) < MEMORY_KB, "{peak:?} kB were used");
    let is_text = |name: &str| name.ends_with(".md");
    let texts = folder.files.iter().filter(|file| is_text(&file.name));
    (document, texts.map(|file| String::from_utf8_lossy(&file.bytes).into_owned()).collect())
}

fn repeated(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

/// Creates a zip archive of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str, others: &[(&str, &[u8])]) -> Vec<u8> {
    let xml = format!("<w:document xmlns:w='w' xmlns:r='r'><w:body>{body}</w:body></w:document>");
    archive(&[&[("word/document.xml", xml.as_bytes())], others].concat())
}

fn odt(body: &str) -> Vec<u8> {
    archive(&[("content.xml", format!("<office><body>{body}</body></office>").as_bytes())])
}

/// Returns relationships with these targets and the ids `r0`, `r1` and so on.
fn relations(targets: impl Iterator<Item = String>) -> String {
    let relation = |(n, target)| format!("<Relationship Id='r{n}' Target='{target}'/>");
    format!("<Relationships>{}</Relationships>", targets.enumerate().map(relation).collect::<String>())
}

const RELATIONS: &str = "word/_rels/document.xml.rels";

/// Returns a large picture, which takes long to decode.
fn gif() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(1500, 1500).write_to(&mut bytes, ImageFormat::Gif).unwrap();
    bytes.into_inner()
}

#[test]
fn notes_of_a_docx() {
    let body = repeated(60_000, |n| format!("<w:p><w:r><w:t>a{n}</w:t><w:footnoteReference w:id='{n}'/></w:r></w:p>"));
    let note = |n| format!("<w:footnote w:id='{n}'><w:p><w:r><w:t>b{n}</w:t></w:r></w:p></w:footnote>");
    let notes = format!("<w:footnotes xmlns:w='w'>{}</w:footnotes>", repeated(60_000, note));
    let (document, _) = import("a.docx", docx(&body, &[("word/footnotes.xml", notes.as_bytes())]));
    assert_eq!(document.blocks.last().unwrap().kind, BlockKind::Note("60000".to_string()));
}

#[test]
fn lists_of_a_docx() {
    let item = |n: usize| {
        let list = format!("<w:numPr><w:ilvl w:val='{}'/><w:numId w:val='{}'/></w:numPr>", n % 12, n / 2 + 1);
        format!("<w:p><w:pPr>{list}</w:pPr><w:r><w:t>a{n}</w:t></w:r></w:p>")
    };
    let (document, _) = import("a.docx", docx(&repeated(80_000, item), &[]));
    assert_eq!(document.blocks[1].text, "  - a1");
    assert_eq!(document.blocks[11].text, "                - a11");
}

#[test]
fn a_picture_that_is_used_often() {
    let used = |n| format!("<w:p><w:r><w:t>a{n}</w:t><a:blip r:embed='r{n}'/></w:r></w:p>");
    let targets = relations((0..5_000).map(|n| format!("media/{}.gif", n % 2)));
    let gif = gif();
    let parts: [(&str, &[u8]); 3] =
        [(RELATIONS, targets.as_bytes()), ("word/media/0.gif", &gif), ("word/media/1.gif", &gif)];
    let (document, _) = import("a.docx", docx(&repeated(5_000, used), &parts));
    assert_eq!(document.pictures.len(), 2);
    let used = repeated(5_000, |n| format!("<p>a{n}<image href='{}.gif'/></p>", n % 2));
    let content = format!("<office>{used}</office>");
    let parts: [(&str, &[u8]); 3] = [("content.xml", content.as_bytes()), ("0.gif", &gif), ("1.gif", &gif)];
    let (document, _) = import("a.odt", archive(&parts));
    let is_named = |name: &String| document.pictures.iter().any(|picture| picture.name == *name);
    let pictures =
        document.blocks.iter().filter(|block| matches!(&block.kind, BlockKind::Picture(name) if is_named(name)));
    assert_eq!((document.pictures.len(), pictures.count()), (2, 5_000));
}

#[test]
fn missing_pictures() {
    let used = |n| format!("<w:p><w:r><w:t>a{n}</w:t><a:blip r:embed='r{n}'/></w:r></w:p>");
    let targets = relations((0..30_000).map(|n| format!("media/{n}.png")));
    import("a.docx", docx(&repeated(30_000, used), &[(RELATIONS, targets.as_bytes())]));
    import("a.html", format!("<html><p>Un mot{}", repeated(40_000, |n| format!("<img src={n}.png>"))).into_bytes());
}

#[test]
fn pictures_next_to_a_page_are_read_once() {
    let requested: RefCell<Vec<PathBuf>> = RefCell::default();
    let companions = |path: &Path| {
        requested.borrow_mut().push(path.to_path_buf());
        Some(if path == Path::new("a.gif") { gif() } else { b"GIF89a, but nothing more".to_vec() })
    };
    let page = format!("<html><p>Un mot{}", "<img src=a.gif><img src=b.gif>".repeat(5_000));
    import::read(Path::new("a.html"), page.into_bytes(), &companions).unwrap();
    assert_eq!(requested.into_inner(), [Path::new("a.gif"), Path::new("b.gif")]);
}

#[test]
fn long_addresses() {
    let address = format!("https://a.b/{}", "a".repeat(500_000));
    let page = |address: &str| format!("<html><p>Un mot.<p><a href='{address}'>{}</a>", "<b>a</b>b".repeat(50_000));
    let (_, written) = import("a.html", page(&address).into_bytes());
    assert_eq!(written.matches(&address).count(), 1, "the report contains the address once");
    let short = &address[..1_900];
    let (_, written) = import("a.html", page(short).into_bytes());
    assert_eq!(written.matches(short).count(), 1, "the link contains the address once");
    let link = |n| format!("<w:p><w:hyperlink r:id='r0'><w:r><w:t>a{n}</w:t></w:r></w:hyperlink></w:p>");
    let targets = relations(std::iter::once(address.clone()));
    let (_, written) = import("a.docx", docx(&repeated(50_000, link), &[(RELATIONS, targets.as_bytes())]));
    assert_eq!(written.matches(&address).count(), 1, "the report contains the address once");
    let (_, written) = import("a.odt", odt(&format!("<p>Un mot <a href='{address}'>lié</a></p>")));
    assert!(written.contains("Un mot lié\n") && written.contains(&address));
}

#[test]
fn tables_with_unequal_rows() {
    let page = format!("<html><table><tr>{}{}", "<td>a".repeat(80_000), "<tr><td>b".repeat(60_000));
    let (document, _) = import("a.html", page.into_bytes());
    assert_eq!(document.blocks.len(), 140_000);
}

#[test]
fn deeply_nested_lists() {
    let page = format!("<html><p>Un mot{}{}", "<ul>".repeat(900), "<li>a".repeat(190_000));
    import("a.html", page.into_bytes());
    let (start, end) = ("<list><list-item>".repeat(450), "</list-item></list>".repeat(450));
    let items = repeated(60_000, |n| format!("<p>a{n}</p></list-item><list-item>"));
    let (document, _) = import("a.odt", odt(&format!("{start}{items}{end}")));
    assert_eq!(document.blocks[0].text, "                - a0");
}

#[test]
fn parts_that_are_packed_too_tightly() {
    let spaces = vec![b' '; 20 << 20];
    let bytes = docx(&String::from_utf8_lossy(&spaces), &[]);
    let fault = import::read(Path::new("a.docx"), bytes, &|_| None).unwrap_err();
    assert!(matches!(fault, Fault::BadDocument { .. }), "{fault:?}");
    let body = "<w:p><w:r><w:t>Un mot</w:t><a:blip r:embed='r0'/></w:r></w:p>";
    let targets = relations(std::iter::once("a.bmp".to_string()));
    let (document, _) = import("a.docx", docx(body, &[(RELATIONS, targets.as_bytes()), ("word/a.bmp", &spaces)]));
    assert!(document.pictures.is_empty());
}

#[test]
fn characters_that_the_clean_up_examines() {
    for part in ["[", "[a](", "`a ", "´e", "a\u{200b}", "\u{fb01}", "昀", "a\u{ad}", "a¹ ", "[1] ", "un » mot « "]
    {
        let repeated = part.repeat(SIZE / 2 / part.len());
        import("a.txt", format!("Un mot.\n\n{repeated}\n").into_bytes());
        import("a.html", format!("<html><p>Un mot.<p>{repeated}").into_bytes());
    }
}
