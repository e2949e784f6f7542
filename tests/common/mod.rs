//! Helpers shared by several tests: they run the program, create folders, and read PDFs independently of agrafe.
#![allow(dead_code, reason = "each test uses only some of it")]

use agrafe::session::{Options, Session};
use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Name, Object, Stream};
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// Returns the path of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Returns a command that runs the program in a folder, in English and without colours.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agrafe"));
    command.current_dir(folder).env("LC_ALL", "C").env_remove("LANG").env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

/// Runs the program in a folder and returns its output.
pub fn agrafe(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).args(arguments).output().unwrap()
}

/// The result of composing a brochure.
pub enum Dump {
    /// The text dump of its pages, if it has no errors.
    Pages(String),
    /// Its diagnostics, if at least one of them is an error. No pages are dumped then.
    Errors(String),
}

/// Typesets a brochure through the library and dumps its pages.
pub fn dump_pages(folder: &Path) -> Dump {
    let brochure = Session::once().typeset(folder, &Options::default());
    if agrafe::diagnostic::has_errors(&brochure.diagnostics) {
        return Dump::Errors(format!("{:?}", brochure.diagnostics));
    }
    Dump::Pages(agrafe::write::text::book(&brochure.book))
}

/// Starts a preview and returns its process with the address that it prints.
pub fn serve<'a>(folder: &Path, arguments: impl Iterator<Item = &'a str>) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_agrafe"))
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut address).unwrap();
    (child, address.trim().to_string())
}

/// A running preview, which is ended when this value is dropped.
pub struct Preview {
    pub child: Child,
    pub port: u16,
}

impl Preview {
    pub fn of(folder: &Path) -> Preview {
        let (child, address) = serve(folder, ["serve", "--port", "0", "--lang", "en"].into_iter());
        let port = address.trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
        Preview { child, port }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs the program and expects success.
pub fn build(brochure: &Path, out: &Path) {
    let output = agrafe(&root(), &["build", brochure.to_str().unwrap(), "-o", out.to_str().unwrap()]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Creates a temporary folder with these files.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// Returns a PDF with these objects, the first of which is the catalogue, and more entries in its trailer.
pub fn pdf_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend_from_slice(format!("{} 0 obj\n", number + 1).as_bytes());
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    let (size, start) = (objects.len() + 1, bytes.len());
    let end = format!("trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n");
    [bytes, table.into_bytes(), end.into_bytes()].concat()
}

/// The contents of a page or a form: its text in the order of drawing, and the forms that it places.
#[derive(Debug, Default)]
pub struct Shown {
    /// The text as a reader would copy it, in lines.
    pub text: String,
    /// The name of each form, with the matrix in force where it is placed.
    pub forms: Vec<(String, [f64; 6])>,
    /// The number of pictures drawn.
    pub pictures: usize,
}

/// A PDF that was read page by page, with the text of its forms.
pub struct ReadPdf {
    pub pages: Vec<Shown>,
    /// For each page, the contents of the forms that it places, by their names.
    pub forms: Vec<HashMap<String, Shown>>,
    /// The width and height of each page in points.
    pub sizes: Vec<(f32, f32)>,
}

/// Reads a PDF and panics if that fails.
pub fn read_pdf(path: &Path) -> ReadPdf {
    let pdf =
        Pdf::new(std::fs::read(path).unwrap()).unwrap_or_else(|_| panic!("{} cannot be read as a PDF", path.display()));
    let mut read = ReadPdf { pages: Vec::new(), forms: Vec::new(), sizes: Vec::new() };
    for page in pdf.pages().iter() {
        let fonts: Dict = page.raw().get::<Dict>("Resources").and_then(|r| r.get("Font")).unwrap_or_else(Dict::empty);
        let objects: Dict =
            page.raw().get::<Dict>("Resources").and_then(|r| r.get("XObject")).unwrap_or_else(Dict::empty);
        let shown = show(page.page_stream().unwrap_or_default(), &fonts);
        let mut forms = HashMap::new();
        for (name, _) in &shown.forms {
            let form: Stream = objects.get(name.as_bytes()).unwrap();
            let inner: Dict =
                form.dict().get::<Dict>("Resources").and_then(|r| r.get("Font")).unwrap_or_else(Dict::empty);
            forms.insert(name.clone(), show(&form.decoded().unwrap(), &inner));
        }
        read.sizes.push(page.render_dimensions());
        read.pages.push(shown);
        read.forms.push(forms);
    }
    read
}

/// Reads the text, forms and pictures of a content stream.
fn show(stream: &[u8], fonts: &Dict) -> Shown {
    let mut shown = Shown::default();
    let mut maps: HashMap<String, HashMap<u16, String>> = HashMap::new();
    let mut font = String::new();
    let (mut matrix, mut stack) = ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], Vec::new());
    // The ActualText of marked content replaces the text of its glyphs, so these are skipped.
    let mut replaced = 0;
    let mut last_line = None;
    let mut operations = UntypedIter::new(stream);
    while let Some(operation) = operations.next() {
        let operands: Vec<Object> = operation.operands().cloned().collect();
        let number = |i: usize| match operands.get(i) {
            Some(Object::Number(n)) => n.as_f64(),
            _ => 0.0,
        };
        match &**operation.operator {
            b"q" => stack.push(matrix),
            b"Q" => matrix = stack.pop().unwrap_or(matrix),
            b"cm" => matrix = std::array::from_fn(number),
            b"Do" => {
                if let Some(Object::Name(name)) = operands.first() {
                    if name.as_str().starts_with('P') {
                        shown.forms.push((name.as_str().to_string(), matrix));
                    } else {
                        shown.pictures += 1;
                    }
                }
            }
            b"Tf" => {
                if let Some(Object::Name(name)) = operands.first() {
                    font = name.as_str().to_string();
                    maps.entry(font.clone()).or_insert_with(|| unicode_map(fonts, name));
                }
            }
            b"Tm" => {
                let line = number(5);
                // A raised letter belongs to the line of the word before it.
                if last_line.is_some_and(|l: f64| (l - line).abs() > 6.0) {
                    shown.text.push('\n');
                }
                last_line = Some(line);
            }
            b"BDC" => {
                if let Some(Object::Dict(properties)) = operands.get(1)
                    && let Some(text) = properties.get::<hayro_syntax::object::String>("ActualText")
                {
                    shown.text.push_str(&utf16(text.as_bytes()));
                    replaced += 1;
                }
            }
            b"EMC" => replaced -= 1,
            b"TJ" if replaced == 0 => {
                if let Some(Object::Array(parts)) = operands.first() {
                    for part in parts.iter::<Object>() {
                        if let Object::String(codes) = part {
                            for code in codes.as_bytes().chunks(2) {
                                let code = u16::from_be_bytes([code[0], code[1]]);
                                shown.text.push_str(maps[&font].get(&code).map_or("", String::as_str));
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    shown
}

/// Reads the ToUnicode map of a font: the text of each glyph code.
fn unicode_map(fonts: &Dict, name: &Name) -> HashMap<u16, String> {
    let font: Dict = fonts.get(name.as_str().as_bytes()).unwrap();
    let Some(stream) = font.get::<Stream>("ToUnicode") else { return HashMap::new() };
    let text = String::from_utf8_lossy(&stream.decoded().unwrap()).into_owned();
    let mut map = HashMap::new();
    for line in text.lines().filter(|l| l.starts_with('<') && l.matches('<').count() == 2) {
        let mut parts = line.split(['<', '>']).filter(|p| !p.trim().is_empty());
        let (Some(code), Some(value)) = (parts.next(), parts.next()) else { continue };
        let bytes: Vec<u8> =
            (0..value.len() / 2).map(|i| u8::from_str_radix(&value[i * 2..i * 2 + 2], 16).unwrap()).collect();
        if let Ok(code) = u16::from_str_radix(code, 16) {
            map.insert(code, utf16(&bytes));
        }
    }
    map
}

fn utf16(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(&[0xfe, 0xff]).unwrap_or(bytes);
    let units: Vec<u16> = bytes.chunks(2).map(|c| u16::from_be_bytes([c[0], *c.get(1).unwrap_or(&0)])).collect();
    String::from_utf16_lossy(&units)
}

/// Splits a string into words at spaces of any kind, and joins the words that were hyphenated.
pub fn words(text: &str) -> Vec<String> {
    let joined = text.replace("\u{ad}\n", "").replace('\u{ad}', "");
    joined.split(|c: char| c.is_whitespace()).filter(|w| !w.is_empty()).map(str::to_string).collect()
}

/// Returns the two PDFs of a build: the pages to read, and the sheets to print.
pub fn files(out: &Path) -> (PathBuf, PathBuf) {
    let mut found: Vec<_> = std::fs::read_dir(out).unwrap().map(|e| e.unwrap().path()).collect();
    found.sort_by_key(|p| p.as_os_str().len());
    (found[0].clone(), found[1].clone())
}

/// Folds the sheets of a saddle-stitched booklet, and returns the text of each page and whether it is upright.
///
/// Counted from 0, sheet i of a booklet of n pages has pages n-2i and 2i+1 on its outer side, and 2i+2 and n-2i-1 on its
/// inner side, according to the tables in printers' handbooks. The paper is turned about its short edge. The test uses this
/// formula because the program finds the order in another way, by folding.
pub fn fold(path: &Path) -> Vec<(String, bool)> {
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

/// Checks that the folded sheets of a brochure have the same pages as the PDF to read, in the same order and upright.
/// Blank pages come before the last page if that is the back cover, otherwise at the end.
pub fn fold_gives_the_pages_back(brochure: &Path, back_cover: bool) {
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
        assert_eq!(&found.0, wanted, "page {} of the folded booklet has the wrong text", number + 1);
        assert!(found.1, "page {} of the folded booklet is upside down", number + 1);
    }
}
