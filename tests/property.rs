//! Tests properties with generated input: plans fold into books, lines fill their measure, and nothing panics.

use agrafe::diagnostic::{Placed, Sources, Span};
use agrafe::geometry::Size;
use agrafe::impose::{Pages, impose};
use agrafe::page::Item;
use agrafe::read::{self, Folder};
use agrafe::session::{Options, Session};
use agrafe::sheet::{Duplex, SignatureSize};
use proptest::prelude::*;
use std::path::Path;

fn layout() -> agrafe::sheet::Layout {
    let wanted = Placed { value: "a5-on-a4".to_string(), span: Span::default() };
    read::layout::find(&Folder::working_directory(), &wanted, &mut Sources::default()).value.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every page is on exactly one sheet. The first page of each sheet is on its outer side, and the second on its inner
    /// side. The pages on the inner side are upside down only if the sheet is turned over its long edge.
    #[test]
    fn a_plan_is_a_permutation_that_folds(count in 1usize..200, sheets in 0usize..9, long in any::<bool>()) {
        let mut layout = layout();
        layout.signature = if sheets == 0 { SignatureSize::All } else { SignatureSize::Sheets(sheets) };
        layout.duplex = if long { Duplex::LongEdge } else { Duplex::ShortEdge };
        let sizes = vec![Size::named("A5").unwrap(); count];
        let imposed = impose(Pages { sizes: &sizes, ink: &[], back_cover: true, separate_cover: false }, &layout);
        let mut seen: Vec<usize> = imposed.sheets.iter().flat_map(|s| [&s.outer, &s.inner]).flat_map(|s| &s.placed).map(|(_, p)| *p).collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..count).collect::<Vec<_>>());
        prop_assert_eq!(imposed.sheets.len() * 4, count + imposed.blanks);
        for sheet in &imposed.sheets {
            prop_assert!(sheet.outer.placed.iter().all(|(map, _)| !map.half_turn));
            prop_assert!(sheet.inner.placed.iter().all(|(map, _)| map.half_turn == long));
        }
        let mut first = 0;
        let mut start = 0;
        for signature in &imposed.signatures {
            for (i, sheet) in imposed.sheets[first..first + signature].iter().enumerate() {
                // The index of the first page of the sheet. Blank pages are not checked.
                let slot = start + 2 * i;
                if slot + 1 < count {
                    prop_assert!(sheet.outer.placed.iter().any(|(_, p)| *p == slot));
                    prop_assert!(sheet.inner.placed.iter().any(|(_, p)| *p == slot + 1) || slot + 2 >= count);
                }
            }
            first += signature;
            start += signature * 4;
        }
    }
}

/// Composes a brochure with one text, and returns its book and the number of its diagnostics.
fn composed(text: &str, settings: &str) -> (agrafe::page::Book, usize) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("brochure.toml"), settings).unwrap();
    std::fs::write(folder.path().join("a.md"), text).unwrap();
    let brochure = Session::once().typeset(folder.path(), &Options::default());
    (brochure.book, brochure.diagnostics.len())
}

fn letters(book: &agrafe::page::Book) -> String {
    let runs = book.pages.iter().flat_map(|p| &p.items).filter_map(|(_, item)| match item {
        Item::Glyphs(run, _) => Some(run.text.to_string()),
        _ => None,
    });
    runs.collect::<String>().chars().filter(|c| c.is_alphabetic()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every letter of plain prose is on a page, and nothing panics.
    #[test]
    fn no_text_is_lost(words in prop::collection::vec("[a-zéàçœ’]{1,14}[,.;]?", 1..400)) {
        let text = words.join(" ");
        let (book, _) = composed(&text, "title = \"\"\n[heads]\nfolios = false\nrunning = \"no\"\n");
        let typed: String = text.chars().filter(|c| c.is_alphabetic()).collect();
        prop_assert_eq!(letters(&book), typed);
    }

    #[test]
    fn any_markdown_is_read_without_panic(text in "([#>*_`|+~-]{0,3}[ \\n]{0,2}[a-z\\[\\]()!^:éà<>/=\"'«» ]{0,12}\\n{0,2}){0,40}") {
        composed(&text, "title = \"x\"\n");
    }

    #[test]
    fn any_settings_are_read_without_panic(text in "([a-z]{1,8}( = [0-9\"a-z{}\\[\\],.]{0,12})?\\n|\\[[a-z.]{1,9}\\]\\n){0,20}") {
        composed("Un texte.", &text);
    }
}

#[test]
fn justified_lines_fill_their_measure() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("brochure/02-fabriquer.md")).unwrap();
    // Paragraphs with note references are skipped, because a reference without its note is an error.
    let is_prose = |p: &&str| p.len() > 300 && p.starts_with(char::is_alphabetic) && !p.contains("[^");
    let prose: Vec<&str> = text.split("\n\n").filter(is_prose).collect();
    let settings =
        "title = \"t\"\n[text]\nprotrusion = false\nindent = \"0pt\"\n[heads]\nfolios = false\nrunning = \"no\"\n";
    let (book, _) = composed(&prose.join("\n\n"), settings);
    let measure = agrafe::unit::Length::mm(148.0 - 16.0 - 14.0);
    let mut lines: std::collections::BTreeMap<(usize, i64), (i64, i64)> = std::collections::BTreeMap::new();
    for page in &book.pages {
        for (at, item) in &page.items {
            if let Item::Glyphs(run, _) = item {
                let line = lines.entry((page.folio, at.y.0)).or_insert((i64::MAX, i64::MIN));
                *line = (line.0.min(at.x.0), line.1.max(at.x.0 + run.width().0));
            }
        }
    }
    let widths: Vec<f64> = lines.values().map(|(a, b)| agrafe::unit::Length(b - a).to_pt()).collect();
    let full = widths.iter().filter(|w| (*w - measure.to_pt()).abs() <= 0.01).count();
    let short = widths.iter().filter(|w| **w < measure.to_pt() - 0.01).count();
    assert_eq!(full + short, widths.len(), "a line is longer than the measure");
    // Only the last lines of paragraphs may be short. Raised letters are counted as lines too, because they have their own
    // baseline.
    assert!(full > 40 && short <= prose.len() * 2, "{full} full and {short} short lines of {}", widths.len());
}

/// The line breaker must take into account that an indent does not expand as letters do, or first lines would be overfull.
#[test]
fn no_line_is_overfull_at_any_measure() {
    let text = "Pour avoir plus de recul sur les événements au Kazakhstan, nous avons contacté deux anarcha-féministes qui \
        ont été les témoins directs de certaines scènes du soulèvement. Elles n’étaient pas en première ligne des \
        affrontements, mais sont des militantes connues.";
    let text = format!("{text}\n\n{text}\n\n{text}");
    for width in (600..1480).step_by(7) {
        let folder = tempfile::tempdir().unwrap();
        let settings = format!("title = \"T\"\n[page]\nsize = \"{}.{}mm x 210mm\"\n", width / 10, width % 10);
        std::fs::write(folder.path().join("brochure.toml"), settings).unwrap();
        std::fs::write(folder.path().join("a.md"), &text).unwrap();
        let brochure = Session::once().typeset(folder.path(), &Options::default());
        let faults: Vec<&str> = brochure.diagnostics.iter().map(|d| d.fault.code()).collect();
        // Loose lines are expected in narrow measures.
        assert!(faults.iter().all(|code| *code == "A034"), "{width} {faults:?}");
        let overfull = faults.iter().find(|code| **code == "A033");
        assert!(overfull.is_none(), "{width} {overfull:?}");
    }
}
