//! Tests imposition. The tests read numbered pages from the PDFs of sheets, and fold the sheets with code that is independent
//! of the folding in agrafe.

use agrafe::diagnostic::{Placed, Sources, Span};
use agrafe::geometry::Size;
use agrafe::impose::{Imposition, Pages, impose};
use agrafe::read::Folder;
use agrafe::read::layout::{BUILT_IN, find};
use agrafe::sheet::{Delivery, Duplex, Half, Layout, SignatureSize, Step};
use agrafe::write::pdf::foreign::ForeignPdf;
use hayro_syntax::Pdf;
use pdf_writer::{Content, Name, Rect, Ref, Str};
use proptest::prelude::*;

fn layout(name: &str) -> Layout {
    let wanted = Placed { value: name.to_string(), span: Span::default() };
    let found = find(&Folder::working_directory(), &wanted, &mut Sources::default());
    found.value.unwrap_or_else(|| panic!("{:?}", found.diagnostics))
}

/// Creates a PDF whose pages have the texts `page 1`, `page 2` and so on.
fn numbered(pages: usize, size: Size) -> Vec<u8> {
    let mut pdf = pdf_writer::Pdf::new();
    let (catalog, tree, font) = (Ref::new(1), Ref::new(2), Ref::new(3));
    pdf.catalog(catalog).pages(tree);
    let ids: Vec<Ref> = (0..pages).map(|n| Ref::new(10 + 2 * n as i32)).collect();
    pdf.pages(tree).kids(ids.iter().copied()).count(pages as i32);
    pdf.type1_font(font).base_font(Name(b"Helvetica"));
    for (n, id) in ids.iter().enumerate() {
        let content = Ref::new(id.get() + 1);
        let mut page = pdf.page(*id);
        let (width, height) = (size.width.to_pt() as f32, size.height.to_pt() as f32);
        page.parent(tree).media_box(Rect::new(0.0, 0.0, width, height)).contents(content);
        page.resources().fonts().pair(Name(b"F"), font);
        drop(page);
        let mut drawn = Content::new();
        drawn
            .begin_text()
            .set_font(Name(b"F"), 20.0)
            .next_line(30.0, 30.0)
            .show(Str(format!("page {}", n + 1).as_bytes()));
        drawn.end_text();
        pdf.stream(content, &drawn.finish());
    }
    pdf.finish()
}

fn imposed(count: usize, layout: &Layout) -> Imposition {
    let sizes = vec![layout.page; count];
    let imposed = impose(Pages { sizes: &sizes, ink: &[], back_cover: true, separate_cover: false }, layout);
    assert!(!imposed.sheets.is_empty(), "{:?}", imposed.diagnostics);
    imposed
}

/// A page found on one side of a sheet: its number, its centre in points from the top left, and whether it is upright.
#[derive(Clone, Copy, Debug)]
struct Found {
    page: usize,
    x: f64,
    y: f64,
    upright: bool,
}

/// Returns the pages on each side of the sheets in a PDF. Each page is a form with a text such as `page 1`.
fn sides(pdf: Vec<u8>) -> Vec<Vec<Found>> {
    let pdf = Pdf::new(pdf).expect("a PDF");
    let read = |page: &hayro_syntax::page::Page| {
        let height = f64::from(page.render_dimensions().1);
        let stream = String::from_utf8_lossy(page.page_stream().unwrap_or_default()).into_owned();
        let words: Vec<&str> = stream.split_whitespace().collect();
        let mut found = Vec::new();
        for (i, _) in words.iter().enumerate().filter(|(_, word)| **word == "Do") {
            let cm = words[..i].iter().rposition(|word| *word == "cm").expect("a matrix before a form");
            let m: Vec<f64> = words[cm - 6..cm].iter().map(|w| w.parse().unwrap()).collect();
            let name = words[i - 1].trim_start_matches('/');
            let form = page
                .resources()
                .get_x_object(&hayro_syntax::object::Name::new_unescaped(name.as_bytes()))
                .expect("a form");
            let drawn = String::from_utf8_lossy(&form.decoded().expect("a stream")).into_owned();
            let label = drawn.split("page ").nth(1).expect("a label");
            let number: String = label.chars().take_while(char::is_ascii_digit).collect();
            let bbox: Vec<f64> =
                form.dict().get::<hayro_syntax::object::Array>(&b"BBox"[..]).expect("a box").iter::<f64>().collect();
            let (u, v) = ((bbox[0] + bbox[2]) / 2.0, (bbox[1] + bbox[3]) / 2.0);
            let (x, y) = (m[0] * u + m[2] * v + m[4], m[1] * u + m[3] * v + m[5]);
            found.push(Found { page: number.parse().unwrap(), x, y: height - y, upright: m[3] > 0.0 });
        }
        found
    };
    pdf.pages().iter().map(read).collect()
}

/// One side of a leaf in the pile: the position of its centre, its height `z` in the pile, whether it faces `up`, and whether
/// its head is at the top.
#[derive(Clone, Copy, Debug)]
struct Face {
    page: Option<usize>,
    x: f64,
    y: f64,
    z: f64,
    up: bool,
    upright: bool,
}

/// Carries out the finishing steps on a signature. Returns, in reading order, the number of each page and whether it is
/// upright; `None` for a blank page. If the sheets hold two copies, `second` selects the copy at the right or at the bottom.
fn read_folded(sheets: &[[Vec<Found>; 2]], layout: &Layout, second: bool) -> Vec<Option<(usize, bool)>> {
    let (width, height) = (layout.sheet.width.to_pt(), layout.sheet.height.to_pt());
    let cell = (width / layout.columns as f64, height / layout.rows as f64);
    let mut faces = Vec::new();
    for (number, sheet) in sheets.iter().enumerate() {
        for (side, found) in sheet.iter().enumerate() {
            for column in 0..layout.columns {
                for row in 0..layout.rows {
                    let (x, y) = ((column as f64 + 0.5) * cell.0, (row as f64 + 0.5) * cell.1);
                    let here = |f: &&Found| (f.x - x).abs() < cell.0 / 2.0 && (f.y - y).abs() < cell.1 / 2.0;
                    let found: Vec<&Found> = found.iter().filter(here).collect();
                    assert!(found.len() <= 1, "two pages are in the same cell");
                    let found = found.first();
                    // The outer side faces down, so its position is mirrored as if seen through the paper.
                    let inner = side == 1;
                    let x = if inner { x } else { width - x };
                    let upright = found.is_none_or(|f| f.upright);
                    faces.push(Face { page: found.map(|f| f.page), x, y, z: number as f64, up: inner, upright });
                }
            }
        }
    }
    let (mut left, mut top, mut right, mut foot) = (0.0, 0.0, width, height);
    for &(step, _) in &layout.steps {
        let step = if layout.right_bound { step.mirrored() } else { step };
        let (cx, cy) = ((left + right) / 2.0, (top + foot) / 2.0);
        let highest = faces.iter().map(|f| f.z).fold(f64::MIN, f64::max);
        let lowest = faces.iter().map(|f| f.z).fold(f64::MAX, f64::min);
        let in_half = |f: &Face, half: Half| match half {
            Half::Left => f.x < cx,
            Half::Right => f.x > cx,
            Half::Top => f.y < cy,
            Half::Bottom => f.y > cy,
        };
        match step {
            Step::Fold(half) => {
                for f in faces.iter_mut().filter(|f| in_half(f, half)) {
                    match half {
                        Half::Left | Half::Right => f.x = 2.0 * cx - f.x,
                        Half::Top | Half::Bottom => {
                            f.y = 2.0 * cy - f.y;
                            f.upright = !f.upright;
                        }
                    }
                    f.up = !f.up;
                    f.z = 2.0 * highest + 1.0 - f.z;
                }
            }
            Step::CutStack(half) => {
                let (dx, dy) = match half {
                    Half::Left => (cx - left, 0.0),
                    Half::Right => (left - cx, 0.0),
                    Half::Top => (0.0, cy - top),
                    Half::Bottom => (0.0, top - cy),
                };
                for f in faces.iter_mut().filter(|f| in_half(f, half)) {
                    (f.x, f.y, f.z) = (f.x + dx, f.y + dy, f.z + highest - lowest + 1.0);
                }
            }
            Step::CutCopies { vertical } => {
                faces.retain(|f| if vertical { (f.x > cx) == second } else { (f.y > cy) == second });
            }
            Step::Turn => {
                for f in &mut faces {
                    (f.x, f.z, f.up) = (left + right - f.x, -f.z, !f.up);
                }
            }
        }
        match step {
            Step::Fold(half) | Step::CutStack(half) => match half {
                Half::Left => left = cx,
                Half::Right => right = cx,
                Half::Top => top = cy,
                Half::Bottom => foot = cy,
            },
            Step::CutCopies { vertical: true } => {
                if second {
                    left = cx
                } else {
                    right = cx
                }
            }
            Step::CutCopies { vertical: false } => {
                if second {
                    top = cy
                } else {
                    foot = cy
                }
            }
            Step::Turn => {}
        }
    }
    // From the top of the pile: for each leaf first the side that faces up, then the side seen after turning the leaf.
    faces.sort_by(|a, b| b.z.total_cmp(&a.z).then(b.up.cmp(&a.up)));
    faces.iter().map(|f| f.page.map(|page| (page, f.upright))).collect()
}

/// Returns the sheets that a printer would make from a PDF, each with its outer and its inner side. The positions on the inner
/// side are those seen after the sheet has been turned over sideways, like a page.
fn printed(pdf: Vec<u8>, layout: &Layout) -> Vec<[Vec<Found>; 2]> {
    let mut sides = sides(pdf);
    let (width, height) = (layout.sheet.width.to_pt(), layout.sheet.height.to_pt());
    if layout.one_sided {
        return sides.into_iter().map(|side| [side, Vec::new()]).collect();
    }
    assert_eq!(sides.len() % 2, 0);
    if layout.duplex == Duplex::Manual {
        let mut backs = sides.split_off(sides.len() / 2);
        if layout.delivery == Delivery::FaceUp {
            backs.reverse();
        }
        sides = sides.into_iter().zip(backs).flat_map(|(front, back)| [front, back]).collect();
    }
    // A printer that flips the sheet about its horizontal axis prints the back upside down.
    let landscape = width > height;
    let upside_down = match layout.duplex {
        Duplex::ShortEdge => !landscape,
        Duplex::LongEdge => landscape,
        Duplex::Manual | Duplex::None => false,
    };
    let turn = |f: &Found| Found { x: width - f.x, y: height - f.y, upright: !f.upright, ..*f };
    let pair = |pair: &[Vec<Found>]| {
        let back = if upside_down { pair[1].iter().map(turn).collect() } else { pair[1].clone() };
        [pair[0].clone(), back]
    };
    sides.chunks(2).map(pair).collect()
}

/// Imposes this number of labelled pages, folds the sheets of the PDF, and checks that the result is the book.
fn check_book(count: usize, layout: &Layout) {
    let plan = imposed(count, layout);
    let foreign = ForeignPdf::read(numbered(count, layout.page), None).unwrap();
    let pdf = foreign.sheets_pdf(&plan.sheets, layout).unwrap().into_bytes();
    let sheets = printed(pdf, layout);
    assert_eq!(sheets.len(), plan.sheets.len());
    let copies = layout.steps.iter().any(|(step, _)| matches!(step, Step::CutCopies { .. }));
    for second in [false, true].into_iter().take(if copies { 2 } else { 1 }) {
        let mut first = 0;
        let mut read = Vec::new();
        for &size in &plan.signatures {
            let mut faces = read_folded(&sheets[first..first + size], layout, second);
            if layout.one_sided {
                // The back of each leaf is empty.
                faces = faces.into_iter().step_by(2).collect();
            }
            read.extend(faces);
            first += size;
        }
        let pages: Vec<usize> = read.iter().flatten().map(|(page, _)| *page).collect();
        assert_eq!(pages, (1..=count).collect::<Vec<_>>(), "{} {count}", layout.slug);
        assert!(read.iter().flatten().all(|(_, upright)| *upright), "{} {count}", layout.slug);
        assert_eq!(read.len() - count, plan.blanks);
        assert_eq!(read.last().copied().flatten(), Some((count, true)), "the last page must be the back cover");
    }
}

/// Returns the built-in layouts whose page order follows from their finishing steps.
fn folded_layouts() -> Vec<Layout> {
    BUILT_IN.iter().map(|(name, _)| layout(name)).filter(|layout| layout.cells.is_empty()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_layout_folds_into_a_book(
        which in 0usize..12, count in 1usize..200, duplex in 0usize..5, sheets in 0usize..7, right in any::<bool>(),
    ) {
        let layouts = folded_layouts();
        let mut layout = layouts[which % layouts.len()].clone();
        let ways = [Duplex::ShortEdge, Duplex::LongEdge, Duplex::Manual, Duplex::Manual, Duplex::None];
        layout.duplex = ways[duplex];
        layout.delivery = if duplex == 3 { Delivery::FaceUp } else { Delivery::FaceDown };
        layout.right_bound = right;
        if sheets > 0 {
            layout.signature = SignatureSize::Sheets(sheets);
        }
        check_book(count, &layout);
    }
}

#[test]
fn every_built_in_layout_folds_into_a_book() {
    for layout in folded_layouts() {
        for count in [1, 2, 3, 4, 5, 8, 13, 16, 31, 64] {
            check_book(count, &layout);
        }
    }
}

#[test]
fn page_orders_match_the_printers_handbooks() {
    let table = include_str!("impositions.txt");
    for line in table.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty()) {
        let (head, sheets) = line.split_once(':').unwrap();
        let (name, count) = head.split_once(' ').unwrap();
        let layout = layout(name);
        let count: usize = count.parse().unwrap();
        let plan = imposed(count, &layout);
        let foreign = ForeignPdf::read(numbered(count, layout.page), None).unwrap();
        let found = printed(foreign.sheets_pdf(&plan.sheets, &layout).unwrap().into_bytes(), &layout);
        let wanted: Vec<Vec<Vec<String>>> = sheets
            .split(';')
            .map(|sheet| sheet.split('|').map(|side| side.split_whitespace().map(str::to_string).collect()).collect())
            .collect();
        let cell = layout.cell();
        let shown = |side: &Vec<Found>| {
            let mut cells = vec!["0".to_string(); layout.columns * layout.rows];
            for f in side {
                let (column, row) = ((f.x / cell.width.to_pt()) as usize, (f.y / cell.height.to_pt()) as usize);
                cells[row * layout.columns + column] = format!("{}{}", if f.upright { "" } else { "r" }, f.page);
            }
            if layout.one_sided && side.is_empty() { Vec::new() } else { cells }
        };
        let found: Vec<Vec<Vec<String>>> = found.iter().map(|sheet| sheet.iter().map(shown).collect()).collect();
        assert_eq!(found, wanted, "{line}");
    }
}

#[test]
fn layout_from_a_file_folds_into_a_book() {
    let layout = layout("examples/a6-on-a3.toml");
    for count in [1, 7, 16, 40, 99] {
        check_book(count, &layout);
    }
}

#[test]
fn drawings_in_the_docs_are_up_to_date() {
    for (name, _) in BUILT_IN {
        let drawn = tempfile::NamedTempFile::with_suffix(".svg").unwrap();
        let path = drawn.path().to_str().unwrap();
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_agrafe"))
            .args(["plan", "--lang", "en", "--layout", name, "--svg", path])
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let kept = format!("{}/docs/layouts/{name}.svg", env!("CARGO_MANIFEST_DIR"));
        assert!(
            std::fs::read(path).unwrap() == std::fs::read(kept).unwrap(),
            "the drawing of {name} is out of date: run `just drawings`"
        );
    }
}

/// Runs `agrafe impose` on a file with these bytes, which must fail without writing anything, and returns its messages.
fn refused(bytes: &[u8], more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("in.pdf"), folder.path().join("out.pdf"));
    std::fs::write(&input, bytes).unwrap();
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_agrafe"))
        .args(["impose", input.to_str().unwrap(), "-o", output.to_str().unwrap(), "--lang", "en"])
        .args(more)
        .output()
        .unwrap();
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(!output.exists());
    String::from_utf8_lossy(&done.stderr).into_owned()
}

#[test]
fn incomplete_and_invalid_pdfs_are_refused_with_a_reason() {
    let whole = numbered(8, Size::named("A5").unwrap());
    assert!(refused(&whole[..whole.len() / 2], &[]).contains("the end of the file is missing"));
    assert!(refused(&whole[..whole.len() - 200], &[]).contains("the end of the file is missing"));
    assert!(refused(b"", &[]).contains("not a complete PDF"));
    assert!(refused(b"no PDF at all", &[]).contains("not a complete PDF"));
    let page_tree = |kids: &str, more: &str| {
        format!(
            "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[{kids}]/Count 1>>\nendobj\n{more}\
             trailer\n<</Root 1 0 R/Size 9>>\n%%EOF"
        )
    };
    assert!(refused(page_tree("", "").as_bytes(), &[]).contains("no pages"));
    assert!(refused(page_tree("2 0 R", "").as_bytes(), &[]).contains("no pages"));
    let page = "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 419 595]/Contents 4 0 R/Resources<<>>>>\nendobj\n";
    let endless = format!("{page}4 0 obj\n<</Length 4294967296>>\nstream\n0 0 m\nendstream\nendobj\n");
    assert!(refused(page_tree("3 0 R", &endless).as_bytes(), &[]).contains("longer than the file"));
    let banner = page.replace("419 595", "28346 595");
    assert!(refused(page_tree("3 0 R", &banner).as_bytes(), &[]).contains("10000 mm long"));
}

#[test]
fn pages_of_other_sizes_are_reported_and_scaled_only_on_request() {
    let letter = numbered(4, Size::named("A4").unwrap());
    let messages = refused(&letter, &[]);
    assert!(messages.contains("page 1 is 210 x 297 mm") && messages.contains("--scale fit"), "{messages}");
    let mut layout = layout("a5-on-a4");
    layout.scale_to_fit = true;
    let sizes = vec![Size::named("A4").unwrap(); 4];
    let plan = impose(Pages { sizes: &sizes, ink: &[], back_cover: true, separate_cover: false }, &layout);
    assert!(plan.diagnostics.iter().any(|d| d.fault.code() == "A063"));
    let foreign = ForeignPdf::read(letter, None).unwrap();
    let sheets = printed(foreign.sheets_pdf(&plan.sheets, &layout).unwrap().into_bytes(), &layout);
    let read = read_folded(&sheets, &layout, false);
    assert_eq!(read, (1..=4).map(|page| Some((page, true))).collect::<Vec<_>>());
}

#[test]
fn separate_cover_wraps_the_other_sheets() {
    let layout = layout("a5-on-a4");
    let sizes = vec![layout.page; 15];
    let pages = Pages { sizes: &sizes, ink: &[], back_cover: true, separate_cover: true };
    let plan = impose(pages, &layout);
    assert_eq!((plan.cover.len(), plan.sheets.len(), plan.blanks), (1, 3, 1));
    let foreign = ForeignPdf::read(numbered(15, layout.page), None).unwrap();
    let sheets: Vec<_> = [&plan.cover, &plan.sheets]
        .into_iter()
        .flat_map(|sheets| printed(foreign.sheets_pdf(sheets, &layout).unwrap().into_bytes(), &layout))
        .collect();
    let read: Vec<usize> = read_folded(&sheets, &layout, false).into_iter().flatten().map(|(page, _)| page).collect();
    assert_eq!(read, (1..=15).collect::<Vec<_>>());
}

/// Builds a small brochure with these settings, and returns its output on stdout and stderr.
fn built(settings: &str, more: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("brochure.toml"), format!("title = \"Essai\"\ntexts = [\"a.md\"]\n{settings}"))
        .unwrap();
    std::fs::write(folder.path().join("a.md"), "# Un titre\n\nUne phrase.\n").unwrap();
    std::fs::write(folder.path().join("contact.md"), "Une adresse.\n").unwrap();
    let done = std::process::Command::new(env!("CARGO_BIN_EXE_agrafe"))
        .args(["build", folder.path().to_str().unwrap(), "--lang", "en"])
        .args(more)
        .env("XDG_CONFIG_HOME", folder.path())
        .output()
        .unwrap();
    String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr)
}

#[test]
fn printer_settings_are_applied() {
    assert!(built("", &[]).contains("flipped on the short edge"));
    let local = "[printer.local]\nduplex = \"long-edge\"\nunprintable = \"20mm\"\noffset = [\"0.5mm\", \"-1mm\"]\n";
    let messages = built(local, &[]);
    assert!(messages.contains("flipped on the long edge") && messages.contains("A041"), "{messages}");
    let manual = "[printer.cave]\nduplex = \"manual\"\ndelivery = \"face-up\"\n";
    assert!(built(manual, &[]).contains("flipped on the short edge"));
    assert!(built(manual, &["--printer", "cave"]).contains("print pages 1-1 on one side"));
    let unknown = built(manual, &["--printer", "cav"]);
    assert!(unknown.contains("A066") && unknown.contains("`cave`"), "{unknown}");
    assert!(built("[printer.local]\nduplex = \"sideways\"\n", &[]).contains("long-edge"));
    assert!(built("[printer.local]\noffset = [\"one\"]\n", &[]).contains("error"));
}

#[test]
fn blank_pages_are_filled_in_order() {
    assert!(built("", &[]).contains("3 blank pages"));
    let filled = built("[blank]\nfill = [\"notes\", \"contact.md\"]\n", &[]);
    assert!(filled.contains("  3 pages") && filled.contains("1 blank page"), "{filled}");
    assert!(built("[blank]\nfill = [\"none.md\"]\n", &[]).contains("none.md"));
}

#[test]
fn back_side_is_shifted_to_cancel_the_offset_of_the_printer() {
    let plain = imposed(4, &layout("a5-on-a4"));
    let mut moved = layout("a5-on-a4");
    moved.back_offset = agrafe::geometry::Point::new(agrafe::unit::Length::mm(2.0), agrafe::unit::Length::mm(-1.0));
    let shifted = imposed(4, &moved);
    assert_eq!(plain.sheets[0].outer.placed, shifted.sheets[0].outer.placed);
    for ((before, page), (after, same)) in plain.sheets[0].inner.placed.iter().zip(&shifted.sheets[0].inner.placed) {
        assert_eq!(page, same);
        let by = (before.shift.x - after.shift.x, after.shift.y - before.shift.y);
        assert_eq!(by, (agrafe::unit::Length::mm(2.0), agrafe::unit::Length::mm(1.0)));
    }
}

#[test]
fn cells_that_do_not_form_a_book_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("twice.toml");
    let cell = |column: usize, page: usize| format!("[[cell]]\ncolumn = {column}\nrow = 1\npage = {page}\n");
    let head =
        "[sheet]\nsize = \"A4\"\norientation = \"landscape\"\nsides = 1\n[pages]\nsize = \"A5\"\ngrid = [2, 1]\n";
    for (cells, code) in
        [(cell(1, 1) + &cell(2, 1), "A065"), (cell(1, 1) + &cell(1, 2), "A065"), (cell(1, 1) + &cell(3, 2), "A013")]
    {
        std::fs::write(&path, format!("{head}{cells}")).unwrap();
        let wanted = Placed { value: path.display().to_string(), span: Span::default() };
        let found = find(&Folder::working_directory(), &wanted, &mut Sources::default());
        assert!(found.value.is_none());
        let codes: Vec<_> = found.diagnostics.iter().map(|f| f.fault.code()).collect();
        assert!(codes.contains(&code) || code == "A013" && !codes.is_empty(), "{codes:?}");
    }
}
