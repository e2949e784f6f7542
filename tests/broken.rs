//! Builds a hundred broken brochures: agrafe must report an error with a location and a hint, write nothing, and not panic.
//!
//! Output: the messages, compared with `tests/broken.txt`. `AGRAFE_UPDATE=1 cargo test --test broken` updates that file.

mod common;

use common::{agrafe, folder, root};
use std::fmt::Write;

/// Settings for brochure.toml, each with one mistake.
const SETTINGS: &[&str] = &[
    // Keys that don't exist, at the root and in each table.
    "titel = \"x\"",
    "layout = [\"a5-on-a4\"]",
    "[pages]\nsize = \"A5\"",
    "[page]\nmargin = { inner = \"1cm\" }",
    "[page]\nmargins = { inside = \"1cm\" }",
    "[text]\nfont = \"Libertinus Serif\"",
    "[headings]\nfamilly = \"Oswald\"",
    "[code]\nfont = \"x\"",
    "[notes]\nplaces = \"end\"",
    "[links]\nprints = \"note\"",
    "[contents]\ndepht = 2",
    "[heads]\nfolio = true",
    "[pictures]\nmodes = \"grey\"",
    "[cover]\nimage = \"x.png\"",
    "[fit]\npage = 32",
    "[blank]\nfills = []",
    "[french]\nligature = true",
    "[hyphenation]\nexception = []",
    "[check]\nallowed = []",
    "[printer.local]\nduplexx = \"long-edge\"",
    // Values of the wrong type.
    "title = 3",
    "author = true",
    "language = [\"fr\"]",
    "texts = \"a.md\"",
    "texts = [1, 2]",
    "layouts = \"a5-on-a4\"",
    "layouts = [true]",
    "page = \"A5\"",
    "[page]\nsize = 5",
    "[page]\nmargins = \"1cm\"",
    "[page]\nmargins = { inner = 15 }",
    "[text]\nsize = 10",
    "[text]\nfamily = []",
    "[text]\nhyphenate = \"yes\"",
    "[text]\nprotrusion = 1",
    "[text]\nfallback = \"x\"",
    "[text]\ndrop_caps = \"true\"",
    "[notes]\nback_references = \"no\"",
    "[contents]\ndepth = \"2\"",
    "[heads]\nfolios = \"yes\"",
    "[pictures]\nscreen = \"71\"",
    "[cover]\ntitle_page = 1",
    "[cover]\nback = 3",
    "[fit]\npages = \"32\"",
    "[fit]\nleading = \"12pt\"",
    "[check]\nallow = \"A001\"",
    "[french]\nligatures = \"yes\"",
    "[hyphenation]\nexceptions = \"a-b\"",
    // Strings that are not lengths.
    "[page]\nsize = \"148 x\"",
    "[page]\nsize = \"0mm x 0mm\"",
    "[page]\nmargins = { inner = \"15\" }",
    "[page]\nmargins = { top = \"-5mm\" }",
    "[text]\nsize = \"ten points\"",
    "[text]\nleading = \"12 furlongs\"",
    "[text]\nindent = \"\"",
    "[text]\nexpansion = \"2\"",
    "[text]\nletterspacing = \"many\"",
    // Values out of range.
    "[text]\nsize = \"1pt\"",
    "[text]\nsize = \"400pt\"",
    "[text]\nleading = \"3pt\"",
    "[text]\nexpansion = \"90%\"",
    "[contents]\ndepth = 0",
    "[contents]\ndepth = 9",
    "[pictures]\nscreen = 5",
    "[pictures]\ndpi = 90000",
    "[page]\nmargins = { inner = \"80mm\", outer = \"80mm\" }",
    "[page]\nmargins = { top = \"120mm\", bottom = \"120mm\" }",
    "[page]\nsize = \"20mm x 20mm\"",
    // Unknown choices.
    "[page]\nsize = \"A55\"",
    "[text]\nparagraph = \"indented\"",
    "[text]\nalign = \"justified\"",
    "[text]\nopener = \"right\"",
    "[notes]\nplace = \"bottom\"",
    "[notes]\nnumbering = \"restarted\"",
    "[notes]\ntranslator = \"alone\"",
    "[links]\nprint = \"notes\"",
    "[contents]\nplace = \"back\"",
    "[heads]\nrunning = \"always\"",
    "[pictures]\nmode = \"gray\"",
    "[pictures]\nreading = \"asis\"",
    "[cover]\nstyle = \"black\"",
    "[french]\nprofile = \"fr-XX\"",
    "[printer.local]\nduplex = \"both\"",
    // Files, layouts, fonts and codes that do not exist.
    "texts = [\"b.md\"]",
    "texts = []",
    "layouts = [\"a5-on-a5\"]",
    "layouts = [\"mine.toml\"]",
    "[cover]\npicture = \"cover.jpg\"",
    "[blank]\nfill = [\"poem.md\"]",
    "[text]\nfamily = \"Libertine Sherif\"",
    "[check]\nallow = [\"B001\"]",
    // Invalid TOML.
    "title = ",
    "title = \"a\" \"b\"",
    "[page",
    "= 3",
    "[page]\nsize = \"A5\"\nsize = \"A6\"",
    "texts = [\"a.md\"",
    "title = 'a",
    "\u{1}",
];

/// Texts, each with one mistake.
const TEXTS: &[&str] = &[
    "",
    "   \n\n  \n",
    "+++\nlanguage = \"français\"\n+++\n\nMot.\n",
    "# Titre\n\n<img src=\"absente.png\">\n",
    "# Titre\n\n![[absente.png]]\n",
    "# Titre\n\n![Absente](absente.png)\n",
    "# Titre\n\n![Dossier](.)\n",
    "# Titre\n\n![Réseau](https://example.org/a.png)\n",
    "# Titre\n\n![Texte](a.md)\n",
    "# Titre\n\nUn caractère 𓀀 que rien ne dessine.\n",
    "# Titre\n\nDe droite à gauche : שלום.\n",
    "# Titre\n\n<i lang=\"xx\">mot</i>\n",
];

/// Builds a brochure and returns the messages printed; adds to `faults` if the messages are incomplete or files were written.
fn build_messages(settings: &str, text: &[u8], faults: &mut Vec<String>) -> String {
    let folder = folder(&[("brochure.toml", settings)]);
    std::fs::write(folder.path().join("a.md"), text).unwrap();
    let output = agrafe(folder.path(), &["build"]);
    let messages = String::from_utf8_lossy(&output.stderr).replace(&folder.path().display().to_string(), "DIR");
    let mut wrong = Vec::new();
    if output.status.code() != Some(1) || !messages.contains("error[A") {
        wrong.push("no error was reported");
    }
    if folder.path().join("out").exists() {
        wrong.push("files were written");
    }
    if !messages.contains("-->") && !messages.contains("a.md") {
        wrong.push("no location was reported");
    }
    if !messages.contains("hint:") {
        wrong.push("no hint was printed");
    }
    if !wrong.is_empty() {
        faults.push(format!("{}: {settings} {}\n{messages}", wrong.join(", "), String::from_utf8_lossy(text)));
    }
    messages
}

#[test]
fn a_hundred_broken_brochures_give_errors_with_location_and_hint() {
    let (mut all, mut faults) = (String::new(), Vec::new());
    let mut record = |what: &str, messages: &str| {
        let lines: String = messages.lines().map(|line| format!("    {}\n", line.trim_end())).collect();
        let _ = write!(all, "{}\n\n{lines}\n", what.trim_end());
    };
    for settings in SETTINGS {
        record(settings, &build_messages(settings, b"# Titre\n\nUn paragraphe.\n", &mut faults));
    }
    for text in TEXTS {
        record(&format!("{text:?}"), &build_messages("texts = [\"a.md\"]\n", text.as_bytes(), &mut faults));
    }
    for (name, bytes) in
        [("Latin-1", &b"# Titre\n\nUn \xe9t\xe9.\n"[..]), ("a picture", &b"\x89PNG\r\n\x1a\n\0\0\0\r"[..])]
    {
        record(name, &build_messages("texts = [\"a.md\"]\n", bytes, &mut faults));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    assert!(SETTINGS.len() + TEXTS.len() + 2 >= 100);
    let file = root().join("tests/broken.txt");
    if std::env::var_os("AGRAFE_UPDATE").is_some_and(|value| !value.is_empty()) {
        std::fs::write(&file, &all).unwrap();
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    for (now, then) in all.split("\n\n").zip(expected.split("\n\n")) {
        assert_eq!(now, then);
    }
    assert_eq!(all.len(), expected.len());
}
