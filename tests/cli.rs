//! Tests commands as users type them: their exit codes, their messages with locations, and that errors keep old output files.

mod common;

use agrafe::diagnostic::{Fault, Lang};
use common::{agrafe, folder, root};
use std::path::Path;
use std::process::Output;

const PLAIN: &str = "title = \"Essai\"\n";

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Builds a brochure from these files in a folder that already has an output file. The build must fail with this exit code
/// and a message that contains these words, and must leave the old file unchanged.
fn refused(files: &[(&str, &str)], code: i32, words: &[&str]) {
    let folder = folder(files);
    let out = folder.path().join("out");
    std::fs::create_dir(&out).unwrap();
    let old = out.join("essai.pdf");
    std::fs::write(&old, "old").unwrap();
    let output = agrafe(folder.path(), &["build"]);
    let printed = stderr(&output);
    assert_eq!(output.status.code(), Some(code), "{printed}");
    for word in words {
        assert!(printed.contains(word), "{word:?} is missing in:\n{printed}");
    }
    assert_eq!(std::fs::read_to_string(&old).unwrap(), "old");
    assert_eq!(std::fs::read_dir(&out).unwrap().count(), 1, "a file was left in the output folder");
}

#[test]
fn a_brochure_is_built_and_summarised() {
    let folder = folder(&[("brochure.toml", PLAIN), ("a.md", "Bonjour.")]);
    let output = agrafe(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
    for word in ["essai.pdf", "1 page\n", "essai-a5-on-a4.pdf", "1 sheet,", "3 blank pages", "short edge"] {
        assert!(stdout.contains(word), "{word:?} is missing in:\n{stdout}");
    }
    assert!(folder.path().join("out/essai.pdf").is_file());
}

#[test]
fn missing_brochure_is_an_error_that_suggests_agrafe_new() {
    let empty = folder(&[]);
    let output = agrafe(empty.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("there is neither a brochure.toml nor a text")
            && stderr(&output).contains("agrafe new")
    );
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0);
}

#[test]
fn empty_text_is_an_error() {
    refused(&[("brochure.toml", PLAIN), ("a.md", "\n\n")], 1, &["a.md:1:1", "nothing to print", "hint:"]);
}

#[test]
fn missing_and_misspelt_texts_are_errors() {
    refused(&[("brochure.toml", PLAIN)], 1, &["there is no text"]);
    let files = [("brochure.toml", "title = \"Essai\"\ntexts = [\"chronolgie.md\"]\n"), ("chronologie.md", "Un.")];
    refused(&files, 1, &["brochure.toml:2:10", "did you mean `chronologie.md`?"]);
}

#[test]
fn missing_picture_is_an_error_that_suggests_a_similar_name() {
    let files = [("brochure.toml", PLAIN), ("a.md", "Un mot.\n\n![Légende](foto.jpg)\n"), ("photo.jpg", "x")];
    refused(&files, 1, &["a.md:3:1", "there is no picture foto.jpg", "did you mean `photo.jpg`?"]);
}

#[test]
fn undecodable_picture_is_an_error() {
    let files = [("brochure.toml", PLAIN), ("a.md", "Un mot.\n\n![Légende](photo.png)\n"), ("photo.png", "nonsense")];
    refused(&files, 1, &["a.md:3:1", "cannot use the picture", "hint:"]);
    let cut = [("brochure.toml", PLAIN), ("a.md", "Un mot.\n\n![Légende](photo.png)\n"), ("photo.png", "\u{89}PNG")];
    refused(&cut, 1, &["a.md:3:1"]);
}

#[test]
fn folder_in_place_of_a_picture_is_an_error() {
    let files = [("brochure.toml", PLAIN), ("a.md", "Un mot.\n\n![Légende](photo)\n"), ("photo/x", "x")];
    refused(&files, 1, &["a.md:3:1", "it is not a file"]);
}

#[test]
fn notes_without_references_and_references_without_notes_are_printed_with_a_warning() {
    for (text, words) in [
        ("Un mot[^1].", &["a.md:1:7", "there is no note for the reference", "[^1]: text"][..]),
        ("Un mot.\n\n[^1]: Seule.", &["a.md:3:1", "note [^1] has no reference"]),
        ("Un mot[^1].\n\n[^1]:\n", &["a.md:3:1", "note [^1] is empty"]),
    ] {
        let folder = folder(&[("brochure.toml", PLAIN), ("a.md", text)]);
        let output = agrafe(folder.path(), &["build"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        for word in words {
            assert!(stderr(&output).contains(word), "{word:?} is missing in:\n{}", stderr(&output));
        }
    }
}

#[test]
fn text_that_is_not_utf8_is_an_error_with_its_line() {
    let folder = folder(&[("brochure.toml", PLAIN)]);
    std::fs::write(folder.path().join("a.md"), b"Bonjour\n\n\xe9t\xe9\n").unwrap();
    let output = agrafe(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("a.md is not UTF-8 from line 3 on") && stderr(&output).contains("iconv"));
}

#[test]
fn unknown_keys_and_invalid_values_are_errors() {
    let files = [("brochure.toml", "titel = \"Essai\"\n[page]\nsize = \"A55\"\n[text]\nsize = 10\n"), ("a.md", "Un.")];
    let words = [
        "brochure.toml:1:1",
        "unknown key `titel`",
        "did you mean `title`?",
        "brochure.toml:3:8",
        "\"A55\"",
        "brochure.toml:5:8",
        "a length in quotes",
    ];
    refused(&files, 1, &words);
    refused(&[("brochure.toml", "title = \n"), ("a.md", "Un.")], 1, &["brochure.toml:1", "invalid TOML"]);
}

#[test]
fn layout_that_cannot_be_folded_is_an_error() {
    let layout = "name = \"x\"\n[sheet]\nsize = \"A4\"\norientation = \"landscape\"\n[pages]\nsize = \"A5\"\ngrid = [2, 1]\n[finishing]\nsteps = [\"fold top\"]\n";
    let files = [("brochure.toml", "title = \"Essai\"\nlayouts = [\"x.toml\"]\n"), ("x.toml", layout), ("a.md", "Un.")];
    refused(&files, 1, &["x.toml:9:10", "is impossible"]);
    let files = [("brochure.toml", "title = \"Essai\"\nlayouts = [\"a5-on-a5\"]\n"), ("a.md", "Un.")];
    refused(&files, 1, &["brochure.toml:2:12", "did you mean `a5-on-a4`?"]);
}

#[test]
fn page_too_narrow_for_a_word_breaks_it_and_one_without_room_is_an_error() {
    let settings = "layouts = []\ntitle = \"Essai\"\n[page]\nsize = \"30mm x 60mm\"\nmargins = { inner = \"4mm\", outer = \"4mm\", top = \"5mm\", bottom = \"5mm\" }\n[text]\nhyphenate = false\n";
    let narrow = folder(&[("brochure.toml", settings), ("a.md", "anticonstitutionnellement")]);
    let output = agrafe(narrow.path(), &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let none = "title = \"Essai\"\n[page]\nmargins = { inner = \"75mm\", outer = \"75mm\" }\n";
    refused(&[("brochure.toml", none), ("a.md", "Un.")], 1, &["brochure.toml:3", "the margins leave"]);
}

#[test]
fn character_missing_from_every_font_is_an_error() {
    let files = [("brochure.toml", PLAIN), ("a.md", "Un mot puis \u{12000} et la suite.")];
    refused(&files, 1, &["a.md:1:13", "U+12000", "fallback"]);
    // A character that can't be seen is left out instead.
    let invisible = folder(&[("brochure.toml", PLAIN), ("a.md", "Un mo\u{2061}t à part.")]);
    let output = agrafe(invisible.path(), &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("U+2061"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn file_in_place_of_the_output_folder_is_an_error() {
    let folder = folder(&[("brochure.toml", PLAIN), ("a.md", "Un."), ("out", "a file")]);
    let output = agrafe(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert_eq!(std::fs::read_to_string(folder.path().join("out")).unwrap(), "a file");
}

#[test]
fn wrong_usage_has_its_own_exit_code() {
    assert_eq!(agrafe(&root(), &["bild"]).status.code(), Some(2));
    assert_eq!(agrafe(&root(), &["page", "seven"]).status.code(), Some(2));
    assert_eq!(agrafe(&root(), &["--help"]).status.code(), Some(0));
    let french = stderr(&agrafe(&root(), &["--lang", "fr", "bild"])).replace('\u{a0}', " ");
    assert!(
        french.contains("commande inconnue « bild »") && french.contains("vouliez-vous dire « build » ?"),
        "{french}"
    );
}

#[test]
fn the_help_of_a_command_has_its_options_and_examples() {
    for arguments in [["build", "--help"], ["help", "build"]] {
        let help = String::from_utf8(agrafe(&root(), &arguments).stdout).unwrap();
        for part in ["Usage: agrafe build [OPTIONS] [DIR|TEXT|-]...\n", "--watch ", "Examples:\n  agrafe build "] {
            assert!(help.contains(part), "{part:?} is missing in:\n{help}");
        }
    }
}

#[test]
fn messages_and_help_are_in_the_requested_language() {
    let empty = folder(&[]);
    let output = agrafe(empty.path(), &["build", "--lang", "fr"]);
    assert!(stderr(&output).contains("erreur") && stderr(&output).contains("il n’y a ni brochure.toml ni texte"));
    let help = agrafe(empty.path(), &["--lang", "fr", "build", "--help"]);
    assert!(String::from_utf8_lossy(&help.stdout).contains("Composer une brochure"));
}

#[test]
fn page_is_drawn_as_png_svg_or_pdf() {
    let folder = folder(&[("brochure.toml", PLAIN), ("a.md", "Bonjour *à* tous.\n\n> Oui !")]);
    for (name, head) in [("p.png", &b"\x89PNG"[..]), ("p.svg", b"<svg"), ("p.pdf", b"%PDF")] {
        let output = agrafe(folder.path(), &["page", "1", "-o", name]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(std::fs::read(folder.path().join(name)).unwrap().starts_with(head));
    }
    let output = agrafe(folder.path(), &["page", "9"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("there is no page 9"));
    assert_eq!(agrafe(folder.path(), &["page", "1", "-o", "p.bmp"]).status.code(), Some(1));
}

#[test]
fn page_too_large_to_draw_is_reported_with_the_limit() {
    let settings = "title = \"Essai\"\nlayouts = []\n[page]\nsize = \"600mm x 800mm\"\n";
    let folder = folder(&[("brochure.toml", settings), ("a.md", "Un.")]);
    let output = agrafe(folder.path(), &["page", "1", "--dpi", "1200"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("20,000 pixels"), "{}", stderr(&output));
    assert!(!folder.path().join("page.png").exists());
}

#[test]
fn a_new_brochure_builds_at_once() {
    let empty = folder(&[]);
    for (lang, text) in [("fr", "01-texte.md"), ("en", "01-text.md")] {
        let output = agrafe(empty.path(), &["new", lang, "--lang", lang]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(empty.path().join(lang).join(text).is_file());
        let output = agrafe(empty.path(), &["build", lang]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let again = agrafe(empty.path(), &["new", lang]);
        assert_eq!(again.status.code(), Some(1));
    }
}

#[test]
fn check_prints_json() {
    let folder = folder(&[("brochure.toml", PLAIN), ("a.md", "Voir [là](#nulle-part) et <font>ici</font>.")]);
    let output = agrafe(folder.path(), &["check", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let codes: Vec<&str> = json["findings"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"A025") && codes.contains(&"A026"), "{codes:?}");
    assert_eq!(json["findings"][0]["place"]["file"], "a.md");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(agrafe(folder.path(), &["check", "--strict"]).status.code(), Some(1));
}

#[test]
fn imposing_an_invalid_pdf_is_an_error() {
    let folder = folder(&[("a.pdf", "%PDF-1.7\nnonsense"), ("b.pdf", "")]);
    for name in ["a.pdf", "b.pdf", "missing.pdf"] {
        let output = agrafe(folder.path(), &["impose", name]);
        assert_eq!(output.status.code(), Some(1), "{name}: {}", stderr(&output));
        assert!(stderr(&output).contains(name));
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn man_page_completions_layouts_and_hyphenation_are_printed() {
    let man = agrafe(Path::new("."), &["man"]);
    assert!(String::from_utf8_lossy(&man.stdout).contains(".TH agrafe"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(!agrafe(Path::new("."), &["completions", shell]).stdout.is_empty());
    }
    assert!(String::from_utf8_lossy(&agrafe(Path::new("."), &["layouts"]).stdout).contains("a5-on-a4"));
    let hyphenated = agrafe(Path::new("."), &["hyphenate", "révolution", "peut-être"]);
    assert_eq!(String::from_utf8_lossy(&hyphenated.stdout), "ré·vo·lu·tion\npeut-·être\n");
}

#[test]
fn every_hint_names_commands_and_options_that_exist() {
    let folder = folder(&[]);
    let help =
        |command: &str| String::from_utf8_lossy(&agrafe(folder.path(), &[command, "--help"]).stdout).into_owned();
    let mut found = 0;
    for entry in Fault::CATALOGUE {
        for hint in [Lang::En, Lang::Fr].into_iter().filter_map(|lang| entry.hint(lang)) {
            // Every second part is between quotation marks.
            let quoted = hint.split(['`', '«', '»']).skip(1).step_by(2).map(str::trim);
            for command in quoted.filter_map(|words| words.strip_prefix("agrafe ")) {
                let mut words = command.split_whitespace();
                let name = words.next().unwrap();
                let help = help(name);
                assert!(help.contains("Usage"), "{}: there is no command {name}", entry.code);
                for option in words.filter(|word| word.starts_with("--")) {
                    assert!(help.contains(option), "{}: agrafe {name} has no option {option}", entry.code);
                }
                found += 1;
            }
        }
    }
    assert!(found >= 10);
}

#[test]
fn hints_work_when_obeyed() {
    let done = |folder: &Path, arguments: &[&str]| {
        let output = agrafe(folder, arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    };
    let fails_with = |folder: &Path, arguments: &[&str], words: &str| {
        let output = agrafe(folder, arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(stderr(&output).contains(words), "{words} is missing in:\n{}", stderr(&output));
    };
    // Pages that don't fit their cells are scaled.
    let text = folder(&[("a.md", "# Un\n\nMot.\n")]);
    fails_with(text.path(), &["build", "a.md", "--layout", "a6-on-a4"], "--scale fit");
    done(text.path(), &["build", "a.md", "--layout", "a6-on-a4", "--scale", "fit"]);
    // A command names the formats that it can write.
    fails_with(text.path(), &["plan", "--svg", "a.pdf"], "this command writes .svg, .png");
    done(text.path(), &["plan", "--svg", "a.png"]);
    fails_with(text.path(), &["page", "1", "a.md", "-o", "a.gif"], "this command writes .png, .svg, .pdf");
    // A character without a glyph, and a missing picture, are printed as boxes.
    for words in ["Un mot \u{13000}.", "![x](absent.png)", "שלום"] {
        let text = folder(&[("a.md", words)]);
        assert_eq!(agrafe(text.path(), &["build", "a.md"]).status.code(), Some(1), "{words}");
        done(text.path(), &["build", "a.md", "--keep-going"]);
    }
    // An empty folder has nothing to build, and the command in the hint makes a brochure in it.
    let empty = folder(&[]);
    fails_with(empty.path(), &["build"], "agrafe new my-brochure");
    done(empty.path(), &["new", "my-brochure"]);
    done(empty.path(), &["build", "my-brochure"]);
    // A text in another encoding is converted by the command in the hint.
    let utf16: Vec<u8> = "\u{feff}Été.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(empty.path().join("a.md"), utf16).unwrap();
    fails_with(empty.path(), &["build", "a.md"], "iconv -f UTF-16 -t UTF-8 a.md");
    // A brochure that ends with a nearly empty sheet is told to look for settings only where that helps.
    let long = folder(&[("a.md", &"Un mot.\n\n\\newpage\n\n".repeat(5))]);
    let advice = "`agrafe check` looks for settings";
    assert!(stderr(&agrafe(long.path(), &["build", "a.md"])).contains(advice));
    assert!(!stderr(&agrafe(long.path(), &["check", "a.md"])).contains(advice));
}

#[test]
fn texts_need_no_brochure_toml() {
    let texts = folder(&[
        ("1.md", "# Un\n\nMot."),
        ("2.md", "# Deux\n\nMot."),
        ("10.md", "# Dix\n\nMot."),
        ("README.md", "Lis-moi."),
    ]);
    let output = agrafe(texts.path(), &["build", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("README.md"), "{}", stderr(&output));
    let output = agrafe(texts.path(), &["build", "2.md", "-o", "alone"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(texts.path().join("alone/deux.pdf").is_file());
    for arguments in [&["page", "1", "10.md"][..], &["check", "1.md"], &["build", "1.md", "10.md"]] {
        let output = agrafe(texts.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", stderr(&output));
    }
    for arguments in [&["build", "-", "-o", "piped"][..], &["page", "1", "-", "-o", "piped.png"], &["check", "-"]] {
        let mut piped = common::command(texts.path());
        let mut child = piped.args(arguments).stdin(std::process::Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), "# Par le tube\n\nMot.".as_bytes()).unwrap();
        assert!(child.wait().unwrap().success(), "{arguments:?}");
    }
    assert!(texts.path().join("piped.png").is_file());
    assert!(texts.path().join("piped/par-le-tube.pdf").is_file());
    let output = agrafe(texts.path(), &["build", "absent.md"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("absent.md"), "{}", stderr(&output));
}
