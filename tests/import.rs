//! Tests `agrafe import`: a raw text becomes a brochure that builds, no letter is lost, and files without text are refused.

mod common;

use agrafe::diagnostic::{Diagnostic, Lang};
use agrafe::import::document::{Block, BlockKind};
use agrafe::import::{self, Cleaned, Confidence, Document, Folder, Rule, markdown};
use common::{agrafe, folder, root};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const RAW: &str = include_str!("data/raw.txt");
const MEANT: &str = include_str!("data/raw.md");

/// Cleans up a raw text.
fn cleaned(text: &str) -> Cleaned {
    let blocks = vec![Block { kind: BlockKind::Paragraph, text: text.to_string(), line: 1 }];
    import::clean(Document { blocks, raw_lines: true, ..Document::default() })
}

/// Returns a cleaned text as Markdown. Pictures without a file get a name without letters, so that letters can be counted.
fn markdown(cleaned: &Cleaned) -> String {
    let mut cleaned = cleaned.clone();
    for block in &mut cleaned.blocks {
        if block.kind == BlockKind::Picture(String::new()) {
            block.kind = BlockKind::Picture("0.0".to_string());
        }
    }
    markdown::written(&cleaned, Lang::En)
}

/// Runs `agrafe import` on a file with this name and these contents. Returns whether the command succeeded, its messages, and
/// the Markdown that it wrote.
fn run_import(name: &str, bytes: &[u8]) -> (bool, String, String) {
    let place = folder(&[]);
    std::fs::write(place.path().join(name), bytes).unwrap();
    let output = agrafe(place.path(), &["import", name, "-o", "out"]);
    let made = std::fs::read_dir(place.path().join("out")).into_iter().flatten().flatten();
    let text = made.map(|entry| entry.path()).find(|path| {
        path.extension().is_some_and(|ending| ending == "md")
            && path.file_name().is_some_and(|name| name != "import.md")
    });
    let text = text.map(|path| std::fs::read_to_string(path).unwrap()).unwrap_or_default();
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.success(), messages, text)
}

/// Creates a zip archive of these parts; DOCX and ODT documents are such archives.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn a_raw_text_becomes_a_brochure_that_builds() {
    let place = folder(&[("raw.txt", RAW)]);
    let output = agrafe(place.path(), &["import", "raw.txt", "-o", "cave"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let made = std::fs::read_to_string(place.path().join("cave/l-atelier-du-sous-sol.md")).unwrap();
    if std::env::var_os("AGRAFE_UPDATE").is_some() {
        std::fs::write(root().join("tests/data/raw.md"), &made).unwrap();
        return;
    }
    assert_eq!(made, MEANT);
    let report = std::fs::read_to_string(place.path().join("cave/import.md")).unwrap();
    for words in ["line 3: `U n → Un`", "mêmes’ils → même s’ils", "per- sonne → personne", "`Notes`"] {
        assert!(report.contains(words), "{words:?} is missing in: {report}");
    }
    let built = agrafe(place.path(), &["build", "cave"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    assert!(place.path().join("cave/out/l-atelier-du-sous-sol.pdf").is_file());
}

#[test]
fn check_lists_doubtful_repairs_until_their_comments_are_deleted() {
    let raw = "Un titre\n\nLes vols des volsprivés sont nombreux, et il y a tant de choses à en dire ici.\n";
    let place = folder(&[("raw.txt", raw)]);
    assert!(agrafe(place.path(), &["import", "raw.txt", "-o", "out"]).status.success());
    let check = || {
        String::from_utf8_lossy(&agrafe(place.path(), &["check", "out"]).stdout).into_owned()
            + &String::from_utf8_lossy(&agrafe(place.path(), &["check", "out"]).stderr)
    };
    let text = place.path().join("out/un-titre.md");
    let made = std::fs::read_to_string(&text).unwrap();
    assert!(made.contains("vols privés<!-- ? missing space: volsprivés -->"), "{made}");
    let messages = check();
    assert!(messages.contains("A086") && messages.contains("volsprivés"), "{messages}");
    std::fs::write(&text, made.replace("<!-- ? missing space: volsprivés -->", "")).unwrap();
    assert!(!check().contains("A086"));
}

#[test]
fn every_encoding_is_imported_as_the_same_text() {
    let text = RAW.replace(['\u{fb01}', '\u{fb03}'], "fi");
    let (_, _, whole) = run_import("raw.txt", text.as_bytes());
    assert!(whole.contains("Les premières brochures"));
    let mut utf16: Vec<u8> = vec![0xff, 0xfe];
    utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let (windows, _, lost) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!lost);
    for bytes in [utf16.clone(), utf16[2..].to_vec(), big, windows.to_vec(), text.replace('\n', "\r\n").into_bytes()] {
        assert_eq!(run_import("raw.txt", &bytes).2, whole);
    }
    // Latin-1 has neither these quotation marks nor this apostrophe.
    let latin = text.replace('’', "'").replace(['“', '”'], "\"").replace('œ', "oe");
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(&latin);
    assert!(!lost && run_import("raw.txt", &bytes).2 == run_import("raw.txt", latin.as_bytes()).2);
}

#[test]
fn web_pages_docx_and_odt_become_the_same_markdown() {
    let meant = "# Un titre\n\nDu *texte* [lié](https://a.b)[^1].\n\n## Un point\n\n- un\n- deux\n\n[^1]: La note.\n";
    let html = "<!doctype html><title>Un titre</title><nav>Menu</nav><main><h1>Un titre</h1><p>Du <em>texte</em> \
                <a href='https://a.b'>lié</a><a href='#n1'><sup>1</sup></a>.<h2>Un point</h2><ul><li>un<li>deux</ul>\
                <ol><li id='n1'>La note. <a href='#r1'>↩</a></ol></main>";
    assert_eq!(run_import("page.html", html.as_bytes()).2, meant);
    let (head, foot) = ("<w:document xmlns:w='w' xmlns:r='r'><w:body>", "</w:body></w:document>");
    let styled = |style: &str, runs: &str| format!("<w:p><w:pPr><w:pStyle w:val='{style}'/></w:pPr>{runs}</w:p>");
    let run = |text: &str| format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>");
    let item = |text: &str| {
        format!("<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr>{}</w:p>", run(text))
    };
    let document = [
        head,
        &styled("Title", &run("Un titre")),
        &format!(
            "<w:p>{}<w:r><w:rPr><w:i/></w:rPr><w:t>texte</w:t></w:r>{}<w:hyperlink r:id='l1'>{}</w:hyperlink>\
             <w:r><w:footnoteReference w:id='2'/></w:r>{}</w:p>",
            run("Du "),
            run(" "),
            run("lié"),
            run(".")
        ),
        &styled("Heading1", &run("Un point")),
        &item("un"),
        &item("deux"),
        foot,
    ]
    .concat();
    let notes = format!(
        "<w:footnotes xmlns:w='w'><w:footnote w:id='2'><w:p>{}</w:p></w:footnote></w:footnotes>",
        run("La note.")
    );
    let style = |id: &str, name: &str| format!("<w:style w:styleId='{id}'><w:name w:val='{name}'/></w:style>");
    let styles =
        format!("<w:styles xmlns:w='w'>{}{}</w:styles>", style("Title", "Title"), style("Heading1", "heading 1"));
    let links = "<Relationships><Relationship Id='l1' Type='http://x/hyperlink' Target='https://a.b' TargetMode='External'/></Relationships>";
    let docx = archive(&[
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("word/_rels/document.xml.rels", links.as_bytes()),
    ]);
    let (done, messages, made) = run_import("a.docx", &docx);
    assert!(done && made == meant, "{messages}{made}");
    let content = "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:xlink='x' xmlns:style='s' xmlns:fo='f'>\
        <office:automatic-styles><style:style style:name='T1' style:family='text'><style:text-properties fo:font-style='italic'/>\
        </style:style></office:automatic-styles><office:body><office:text><text:p text:style-name='Title'>Un titre</text:p>\
        <text:p>Du <text:span text:style-name='T1'>texte</text:span> <text:a xlink:href='https://a.b'>lié</text:a>\
        <text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body><text:p>La note.</text:p>\
        </text:note-body></text:note>.</text:p><text:h text:outline-level='1'>Un point</text:h><text:list><text:list-item><text:p>un\
        </text:p></text:list-item><text:list-item><text:p>deux</text:p></text:list-item></text:list></office:text></office:body>\
        </office:document-content>";
    let (done, messages, made) = run_import("a.odt", &archive(&[("content.xml", content.as_bytes())]));
    assert!(done && made == meant, "{messages}{made}");
}

#[test]
fn files_without_text_are_refused() {
    let bomb = archive(&[("word/document.xml", &vec![b' '; 80 << 20])]);
    assert!(bomb.len() < 1 << 20);
    let deep = "<div>".repeat(10_000);
    let nested = format!("<w:document xmlns:w='w'>{}", "<w:p>".repeat(10_000));
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01".to_vec();
    let cases: [(&str, Vec<u8>, &str); 12] = [
        ("a.txt", png, "A087"),
        ("a.txt", b"%PDF-1.7\nabc".to_vec(), "A087"),
        ("a.txt", (0..4096u32).map(|n| (n * 7919 % 251) as u8).collect(), "A087"),
        ("a.zip", archive(&[("other.txt", b"words")]), "A087"),
        ("a.docx", bomb, "A088"),
        ("a.docx", b"PK\x03\x04broken".to_vec(), "A089"),
        ("a.docx", archive(&[("word/document.xml", b"<w:document><w:p></w:q>")]), "A089"),
        ("a.docx", archive(&[("word/document.xml", nested.as_bytes())]), "A090"),
        ("a.html", deep.into_bytes(), "A090"),
        ("a.txt", b" \n\n \n".to_vec(), "A091"),
        ("a.html", b"<html><body><script>var a = 'words';</script></body></html>".to_vec(), "A091"),
        ("a.txt", vec![b'a'; 100 << 20], "A088"),
    ];
    for (name, bytes, code) in cases {
        let place = folder(&[]);
        std::fs::write(place.path().join(name), &bytes).unwrap();
        let output = agrafe(place.path(), &["import", name, "-o", "out"]);
        let messages = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{messages}");
        assert!(messages.contains(code) && !messages.contains("panicked"), "{code}: {messages}");
        assert!(!place.path().join("out").exists(), "{code}: files were written");
    }
}

#[test]
fn library_and_program_produce_the_same_folder() {
    let place = folder(&[("raw.txt", RAW)]);
    assert!(agrafe(place.path(), &["import", "raw.txt", "-o", "out"]).status.success());
    let document = import::read(Path::new("raw.txt"), RAW.as_bytes().to_vec(), &|_| None).unwrap();
    let made = Folder::new(vec![document], Lang::En);
    assert_eq!(std::fs::read_dir(place.path().join("out")).unwrap().count(), made.files.len());
    for file in made.files {
        assert_eq!(std::fs::read(place.path().join("out").join(&file.name)).unwrap(), file.bytes, "{}", file.name);
    }
}

#[test]
fn damage_is_described_in_the_language_of_the_messages() {
    let cases: [(&[u8], &str, &str); 3] = [
        (b"PK\x03\x04broken", "it is not a complete zip archive", "ce n’est pas une archive zip complète"),
        (
            &archive(&[("word/document.xml", b"<w:document><w:p></w:q>")]),
            "the XML of its part word/document.xml is malformed",
            "le XML de sa partie word/document.xml est mal formé",
        ),
        (
            &archive(&[("content.xml", b"<a>\xff</a>")]),
            "its part content.xml is not UTF-8",
            "sa partie content.xml n’est pas en UTF-8",
        ),
    ];
    for (bytes, en, fr) in cases {
        let fault = import::read(Path::new("a.docx"), bytes.to_vec(), &|_| None).unwrap_err();
        let diagnostic = Diagnostic::error(None, fault);
        assert!(diagnostic.message(Lang::En).contains(en), "{}", diagnostic.message(Lang::En));
        assert!(diagnostic.message(Lang::Fr).contains(fr), "{}", diagnostic.message(Lang::Fr));
    }
}

#[cfg(unix)]
#[test]
fn pictures_of_a_page_are_only_read_in_its_folder() {
    let place = folder(&[("page/texte.txt", "")]);
    let png = root().join("brochure/local.png");
    for name in ["page/own.png", "page/sub/own2.png", "out.png"] {
        std::fs::create_dir_all(place.path().join(name).parent().unwrap()).unwrap();
        std::fs::copy(&png, place.path().join(name)).unwrap();
    }
    std::os::unix::fs::symlink("../out.png", place.path().join("page/link.png")).unwrap();
    std::os::unix::fs::symlink("..", place.path().join("page/up")).unwrap();
    std::os::unix::fs::symlink("own.png", place.path().join("page/own3.png")).unwrap();
    let absolute = png.display().to_string();
    let outside = ["../out.png", "%2e%2e/out.png", "link.png", "up/out.png", "sub/../../out.png", &absolute];
    for source in outside.iter().chain(&["own.png", "sub/own2.png", "./own3.png"]) {
        std::fs::write(place.path().join("page/a.html"), format!("<html><p>Un mot<img src=\"{source}\">")).unwrap();
        let out = tempfile::tempdir().unwrap();
        let output = agrafe(&place.path().join("page"), &["import", "a.html", "-o", out.path().to_str().unwrap()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        // A picture that is not read is replaced by a frame.
        assert_eq!(out.path().join("img01.svg").exists(), outside.contains(source), "{source}");
    }
}

#[test]
fn existing_files_are_never_overwritten() {
    let place = folder(&[("raw.txt", RAW), ("out/mine.md", "mine")]);
    let output = agrafe(place.path(), &["import", "raw.txt", "-o", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_dir(place.path().join("out")).unwrap().count(), 1);
    let output = agrafe(place.path(), &["import", "none.txt"]);
    assert_eq!(output.status.code(), Some(1));
}

/// Counts the letters of a text, regardless of accents and case.
fn letters(text: &str) -> BTreeMap<char, i64> {
    let mut counts = BTreeMap::new();
    for letter in text.nfkd().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase) {
        *counts.entry(letter).or_default() += 1;
    }
    counts
}

/// Returns the letter counts that the source must have: the letters of the result, plus those reported as removed, minus those
/// reported as inserted.
fn expected_letters(cleaned: &Cleaned) -> BTreeMap<char, i64> {
    let mut made = markdown(cleaned);
    // Comments are added by the import, except those whose start is escaped: they were text in the source.
    let mut from = 0;
    while let Some(at) = made[from..].find("<!--").map(|at| from + at) {
        let escapes = made[..at].len() - made[..at].trim_end_matches('\\').len();
        if escapes % 2 == 1 {
            from = at + 4;
            continue;
        }
        let end = made[at..].find("-->").map_or(made.len(), |end| at + end + 3);
        made.replace_range(at..end, "");
        from = at;
    }
    let mut counts = letters(&made);
    let mut add = |text: &str, factor: i64| {
        letters(text).into_iter().for_each(|(letter, count)| *counts.entry(letter).or_default() += factor * count);
    };
    for repair in &cleaned.repairs {
        match repair.rule {
            Rule::PageNumber | Rule::RunningHead | Rule::NotesHeading | Rule::LeftOut if repair.after.is_empty() => {
                add(&repair.before, 1);
            }
            Rule::Ligature | Rule::Suspect if repair.confidence == Confidence::Doubtful => {
                add(&repair.before, 1);
                add(&repair.after, -1);
            }
            _ => {}
        }
    }
    counts.retain(|_, count| *count != 0);
    counts
}

#[test]
fn every_letter_is_in_the_result_or_in_the_report() {
    assert_eq!(expected_letters(&cleaned(RAW)), letters(RAW));
}

#[test]
fn importing_the_result_again_changes_nothing() {
    let once = markdown(&cleaned(RAW));
    let place = folder(&[("again.md", once.as_str())]);
    assert!(agrafe(place.path(), &["import", "again.md", "-o", "out"]).status.success());
    let twice = std::fs::read_to_string(place.path().join("out/l-atelier-du-sous-sol.md")).unwrap();
    let frames = |text: &str| text.replace("img01.svg", "0.0");
    assert_eq!(frames(&twice), once);
    // The same structure is found in the plain text of the result.
    let plain: Vec<String> = once.lines().map(bare).collect();
    assert_eq!(markdown(&cleaned(&plain.join("\n"))), once);
    // Markdown is recognised by its notes, whatever the extension of its file.
    std::fs::write(place.path().join("again.txt"), &once).unwrap();
    assert!(agrafe(place.path(), &["import", "again.txt", "-o", "named"]).status.success());
    let named = std::fs::read_to_string(place.path().join("named/l-atelier-du-sous-sol.md")).unwrap();
    assert_eq!(named, twice);
}

/// Returns a line of Markdown as plain text.
fn bare(line: &str) -> String {
    let line = line.strip_prefix("|>").unwrap_or(line).trim_start_matches(['#', '|']).trim_start();
    let line = line.strip_prefix("![").and_then(|rest| rest.split_once("](")).map_or(line, |(caption, _)| caption);
    let line = line.replace("[^", "").replace("]: ", ". ");
    // The Markdown `>` is kept, because the first import removed the marks by which it recognises a quotation.
    line.chars().filter(|c| *c != ']').collect()
}

/// The pieces from which difficult texts are generated.
const FRAGMENTS: [&str; 40] = [
    "mot",
    "c’est-à- dire",
    "per-\nsonne",
    "U n",
    "\n\n",
    "\n",
    " ",
    "« ",
    " »",
    "» ",
    " «",
    "“",
    "”1",
    "[2]",
    "¹",
    "(3)",
    "\u{c}",
    "12",
    "1. ",
    "Notes",
    "— ",
    "- ",
    "*",
    "_",
    "# ",
    "<b>",
    "<!-- ? ",
    "-->",
    "[^1]",
    "&amp;",
    "\\",
    "```",
    "| ",
    "ﬁ",
    "\u{ad}\n",
    "Titre",
    "1998",
    "https://a.b/c-\nd",
    ".",
    " ?",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever the text, no letter is lost and nothing panics.
    #[test]
    fn no_letter_is_lost(picks in prop::collection::vec(0..FRAGMENTS.len(), 0..90)) {
        let raw: String = picks.iter().map(|pick| FRAGMENTS[*pick]).collect();
        let cleaned = cleaned(&raw);
        prop_assert_eq!(expected_letters(&cleaned), letters(&raw), "{:?} → {:?}", raw, markdown(&cleaned));
    }

    /// No letter is lost from columns side by side, even damaged ones.
    #[test]
    fn no_letter_is_lost_from_columns(rows in prop::collection::vec((0..60usize, 0..50usize, 20..44usize, 0..9usize), 8..70)) {
        const WORDS: &str = "Les gens du quartier se retrouvent à la salle pour traduire ce qui leur semble utile, et long-";
        let part = |from: usize, letters: usize| WORDS.chars().skip(from % 40).take(letters).collect::<String>();
        let row = |(left, right, at, kind): &(usize, usize, usize, usize)| match kind {
            0 => "\n".to_string(),
            1 => format!("{}\n", part(*left, 70)),
            2 => format!("\u{c}{:>40}\n", left),
            3 => format!("{:at$}{}\n", part(*left, *left), part(*right, *right)),
            _ => format!("{:44}{}\n", part(*left, *at), part(*right, *right)),
        };
        let raw: String = rows.iter().map(row).collect();
        let cleaned = cleaned(&raw);
        prop_assert_eq!(expected_letters(&cleaned), letters(&raw), "{:?} → {:?}", raw, markdown(&cleaned));
    }

    /// Any bytes are either imported or refused with a fault; nothing panics.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300), zip in any::<bool>(), html in any::<bool>()) {
        let place = folder(&[]);
        let name = place.path().join(if html { "a.html" } else { "a.txt" });
        let head: &[u8] = if zip { b"PK\x03\x04" } else { b"" };
        std::fs::write(&name, [head, &bytes].concat()).unwrap();
        let _ = import::read(Path::new(&name), std::fs::read(&name).unwrap(), &|_| None).map(import::clean);
    }
}
