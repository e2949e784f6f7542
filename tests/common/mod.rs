//! What several tests share: running the program, reading PDFs with another reader than our writer's, folders.
#![allow(dead_code, reason = "each test uses a part of it")]

use agrafe::session::{Options, Session};
use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Dict, Name, Object, Stream};
use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The program, to be run in a folder, in English, without colours.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_agrafe"));
    command.current_dir(folder).env("LC_ALL", "C").env_remove("LANG").env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

/// Runs the program in a folder.
pub fn agrafe(folder: &Path, arguments: &[&str]) -> Output {
    command(folder).args(arguments).output().unwrap()
}

/// What composing a brochure comes to.
pub enum Dump {
    /// The text dump of its pages.
    Pages(String),
    /// Its errors: no pages come out.
    Errors(String),
}

/// Typesets a brochure through the library, and dumps its pages.
pub fn dump_pages(folder: &Path) -> Dump {
    let brochure = Session::once().typeset(folder, &Options::default());
    if agrafe::diagnostic::has_errors(&brochure.diagnostics) {
        return Dump::Errors(format!("{:?}", brochure.diagnostics));
    }
    Dump::Pages(agrafe::write::text::book(&brochure.book))
}

/// Starts a preview, and gives the address that it prints.
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

/// A preview that ends with the test.
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

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

/// What a page or a form shows: its text in the order of drawing, and the forms it places.
#[derive(Debug, Default)]
pub struct Shown {
    /// Text, one entry a text-showing operator, as a reader would copy it.
    pub text: String,
    /// Forms by name with the matrix that was in force.
    pub forms: Vec<(String, [f64; 6])>,
    /// How many pictures are drawn.
    pub pictures: usize,
}

/// A PDF, page by page, with the text of its forms.
pub struct ReadPdf {
    pub pages: Vec<Shown>,
    /// For each page, the forms that it places: their text.
    pub forms: Vec<HashMap<String, Shown>>,
    /// The size of each page.
    pub sizes: Vec<(f32, f32)>,
}

/// Reads a PDF.
pub fn read_pdf(path: &Path) -> ReadPdf {
    let pdf = Pdf::new(std::fs::read(path).unwrap()).unwrap_or_else(|_| panic!("{} can't be read", path.display()));
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

/// Walks over a content stream.
fn show(stream: &[u8], fonts: &Dict) -> Shown {
    let mut shown = Shown::default();
    let mut maps: HashMap<String, HashMap<u16, String>> = HashMap::new();
    let mut font = String::new();
    let (mut matrix, mut stack) = ([1.0, 0.0, 0.0, 1.0, 0.0, 0.0], Vec::new());
    // While some text is said apart, glyphs are not read.
    let mut apart = 0;
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
                // Raised letters stand on the line of the word before them.
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
                    apart += 1;
                }
            }
            b"EMC" => apart -= 1,
            b"TJ" if apart == 0 => {
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

/// Reads a ToUnicode map's pairs.
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

/// The words of a text, without what setting adds: hyphens at line ends, spaces that don't break.
pub fn words(text: &str) -> Vec<String> {
    let joined = text.replace("\u{ad}\n", "").replace('\u{ad}', "");
    joined.split(|c: char| c.is_whitespace()).filter(|w| !w.is_empty()).map(str::to_string).collect()
}

/// The two files of a brochure: to read, and to print.
pub fn files(out: &Path) -> (PathBuf, PathBuf) {
    let mut found: Vec<_> = std::fs::read_dir(out).unwrap().map(|e| e.unwrap().path()).collect();
    found.sort_by_key(|p| p.as_os_str().len());
    (found[0].clone(), found[1].clone())
}

/// Folds the sheets of a saddle-stitched booklet: which page text stands on which page of the book.
///
/// Sheet i of s carries pages n-2i, 2i+1 outside and 2i+2, n-2i-1 inside (the tables of the trade), the inner side turned
/// with the paper about its short edge. This order is the test's own; the program folds.
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
        assert_eq!(&found.0, wanted, "page {} of the folded booklet", number + 1);
        assert!(found.1, "page {} stands on its head", number + 1);
    }
}
