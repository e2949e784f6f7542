//! Checks that small files from strangers can't ask for more than a few seconds and a gigabyte: pictures and PDFs that unpack to
//! far more than their size, and drawings that repeat themselves.
//!
//! Each file is below a megabyte. The program runs with a limit on its processor time, where the system can set one.

mod common;

use common::{command, pdf_of};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

/// The limit on the processor time of a run, in seconds. Debug builds take longer than the ten seconds of the program.
const SECONDS: u32 = 40;

/// Runs a command in a folder with a limit on its time. Returns its exit code and its messages.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let program = command(folder);
    let words: Vec<String> = arguments.iter().map(|word| format!("'{word}'")).collect();
    let line = format!("ulimit -t {SECONDS}; exec '{}' {}", program.get_program().display(), words.join(" "));
    let mut shell = Command::new("sh");
    shell.arg("-c").arg(line).current_dir(folder).env("LC_ALL", "C").env("NO_COLOR", "1");
    let output = shell.output().unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// Expects that a file is refused with a message that contains `words`.
#[track_caller]
fn refused(name: &str, bytes: &[u8], words: &str) {
    assert!(bytes.len() < 1 << 20, "{name} has {} bytes", bytes.len());
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let command = if name.ends_with(".pdf") { "impose" } else { "picture" };
    let (code, messages) = run(folder.path(), &[command, name, "-o", "out.pdf"]);
    assert_eq!(code, Some(1), "{name}: {messages}");
    assert!(messages.contains(words), "{name}: {messages}");
    assert!(!messages.contains("panicked"), "{name}: {messages}");
}

/// Expects that a file is printed.
#[track_caller]
fn accepted(name: &str, bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), bytes).unwrap();
    let (code, messages) = run(folder.path(), &["picture", name, "--width", "20mm", "-o", "out.png"]);
    assert_eq!(code, Some(0), "{name}: {messages}");
}

/// Returns zeros, or copies of `unit`, deflated.
fn deflated(unit: &[u8], copies: usize) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    let block = unit.repeat(1 << 10);
    for _ in 0..copies >> 10 {
        packer.write_all(&block).unwrap();
    }
    packer.finish().unwrap()
}

/// Returns a chunk of a PNG. Its checksum is wrong where decoders don't look at it.
fn chunk(kind: &[u8], body: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(body);
    [&(body.len() as u32).to_be_bytes(), kind, body, &crc.sum().to_be_bytes()].concat()
}

/// Returns a black PNG with 8 bits per component and this colour type.
fn png(width: u32, height: u32, colour: u8, extra: &[u8]) -> Vec<u8> {
    let channels = if colour == 6 { 4 } else { 3 };
    let row = vec![0; 1 + width as usize * channels];
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    (0..height).for_each(|_| packer.write_all(&row).unwrap());
    let header = [&width.to_be_bytes(), &height.to_be_bytes(), &[8, colour, 0, 0, 0][..]].concat();
    let pixels = chunk(b"IDAT", &packer.finish().unwrap());
    [b"\x89PNG\r\n\x1a\n", &chunk(b"IHDR", &header)[..], extra, &pixels, &chunk(b"IEND", b"")].concat()
}

#[test]
fn pictures_that_unpack_to_too_much() {
    refused("a.png", &png(14_000, 14_000, 2, b""), "too much memory");
    refused("a.png", &png(1, 70_000, 2, b""), "more than 65,535 pixels");
    let profile = chunk(b"iCCP", &[b"x\0\0".as_slice(), &deflated(&[0], 500 << 20)].concat());
    accepted("a.png", &png(40, 30, 2, &profile));
    let words = chunk(b"zTXt", &[b"x\0\0".as_slice(), &deflated(&[0], 500 << 20)].concat());
    accepted("a.png", &png(40, 30, 2, &words));
}

/// Returns a PNG of 4,000 by 4,000 pixels as a `data:` address.
fn embedded_picture() -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = png(4_000, 4_000, 2, b"");
    bytes.resize(bytes.len().next_multiple_of(3), 0);
    let digits = bytes.chunks_exact(3).flat_map(|three| {
        let word = u32::from_be_bytes([0, three[0], three[1], three[2]]);
        [18, 12, 6, 0].map(|shift| char::from(DIGITS[(word >> shift & 63) as usize]))
    });
    format!("data:image/png;base64,{}", digits.collect::<String>())
}

#[test]
fn drawings_that_take_too_much_work() {
    let drawing =
        |content: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100'>{content}</svg>");
    let filtered =
        |filter: &str| drawing(&format!("<filter id='f'>{filter}</filter><path d='M0 0h90v90z' filter='url(#f)'/>"));
    let nested = |open: &str, count: usize, inside: &str| {
        drawing(&format!("{}{inside}{}", open.repeat(count), "</g>".repeat(count)))
    };
    let path = "<path d='M0 0h9v9z'/>";
    let copies: String =
        (0..8).map(|n| format!("<g id='g{}'>{}</g>", n + 1, format!("<use href='#g{n}'/>").repeat(10))).collect();
    let masks: String = (0..40)
        .map(|n| {
            format!("<mask id='m{n}'>{}</mask>", format!("<path d='M0 0h9v9z' mask='url(#m{})'/>", n + 1).repeat(2))
        })
        .collect();
    let zigzag = "L0 0L1 100".repeat(60_000);
    let picture = embedded_picture();
    for (name, text) in [
        (
            "filter region",
            drawing(
                "<filter id='f' x='-100' y='-100' width='300' height='300'><feGaussianBlur stdDeviation='9'/><feGaussianBlur stdDeviation='9'/></filter><path d='M0 0h90v90z' filter='url(#f)'/>",
            ),
        ),
        (
            "skewed filter",
            drawing(
                "<filter id='f'><feGaussianBlur stdDeviation='3'/></filter><g transform='skewX(89.99)'><path d='M0 0h50v50z' filter='url(#f)'/></g>",
            ),
        ),
        ("layers", nested("<g opacity='.9'>", 100, "<path d='M-99-99h300v300z'/>")),
        ("levels", nested("<g>", 1_000, path)),
        ("levels that look closed", nested("<g x='/>'>", 900, path)),
        (
            "tile",
            drawing(
                "<pattern id='p' width='100000' height='100000' patternUnits='userSpaceOnUse'><path d='M0 0h5v5z'/></pattern><path d='M0 0h1v1z' fill='url(#p)'/>",
            ),
        ),
        ("copies", drawing(&format!("<g id='g0'>{path}</g>{copies}"))),
        ("masks", drawing(&format!("{masks}<mask id='m40'>{path}</mask><path d='M0 0h9v9z' mask='url(#m0)'/>"))),
        (
            "markers",
            drawing(&format!(
                "<marker id='m'><path d='M0 0{0}'/></marker><path d='M0 0{0}' marker-mid='url(#m)'/>",
                "l1 1".repeat(9_000)
            )),
        ),
        (
            "circle",
            drawing(
                "<pattern id='a' width='9' height='9'><path d='M0 0h9v9z' stroke='url(#b)'/></pattern><pattern id='b' width='9' height='9'><path d='M0 0h9v9z' fill='url(#a)'/></pattern><path d='M0 0h9v9z' fill='url(#a)'/>",
            ),
        ),
        ("styles", nested(&format!("<style>{}{{fill:red}}</style><g>", "g ".repeat(12)), 60, path)),
        ("rules", drawing(&format!("<style>{}</style>{}{path}", ".c{fill:red}".repeat(20_000), "<g/>".repeat(20_000)))),
        ("flood", filtered("<feFlood width='1e10' height='1e10'/>")),
        ("matrix", filtered("<feConvolveMatrix order='65536' kernelMatrix='1 1 1'/>")),
        ("octaves", filtered("<feTurbulence baseFrequency='0.1' numOctaves='1000000000'/>")),
        ("offset", filtered("<feOffset dx='3e9' dy='3e9'/>")),
        ("morphology", filtered("<feMorphology operator='dilate' radius='500'/>")),
        (
            "dashes",
            drawing(&format!(
                "<path opacity='.5' d='M0 0{}' stroke='red' stroke-dasharray='.001'/>",
                "L100 100L0 0".repeat(2_000)
            )),
        ),
        ("edges", drawing(&format!("<path opacity='.5' d='M0 0{zigzag}'/>"))),
        ("distance", drawing("<path opacity='.5' d='M0 0L1e30 1e30L-1e30 5z'/>")),
        (
            "pictures",
            drawing(&format!(
                "<image id='i' width='9' height='9' href='{picture}'/>{}",
                "<use href='#i'/>".repeat(1_000)
            )),
        ),
    ] {
        assert!(text.len() < 1 << 20, "{name}");
        refused(&format!("{name}.svg"), text.as_bytes(), "the SVG");
    }
    accepted("a.svg", filtered("<feGaussianBlur stdDeviation='2'/>").as_bytes());
    accepted("a.svg", nested("<g opacity='.9'>", 5, path).as_bytes());
    accepted("a.svg", drawing(&format!("<image width='9' height='9' href='{picture}'/>")).as_bytes());
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    [format!("<<{entries}/Length {}>>\nstream\n", data.len()).as_bytes(), data, b"\nendstream"].concat()
}

/// Returns a PDF with one page, whose content is the fourth object or a list of it.
fn page(contents: &str, content: Vec<u8>) -> Vec<u8> {
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents {contents}>>");
    pdf_of(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            page.into_bytes(),
            content,
        ],
        "",
    )
}

#[test]
fn pdfs_that_unpack_to_too_much() {
    let words = "unpacks to more data";
    let bomb = || stream("/Filter/FlateDecode", &deflated(b"q Q ", 200 << 20));
    refused("a.pdf", &page("[4 0 R]", bomb()), words);
    let megabyte = stream("/Filter/FlateDecode", &deflated(b"q Q ", 256 << 10));
    refused("a.pdf", &page(&format!("[{}]", "4 0 R ".repeat(100_000)), megabyte), words);
    let twice = deflated(&deflated(&[0], 1 << 20), 1 << 10);
    refused("a.pdf", &page("[4 0 R]", stream("/Filter[/FlateDecode/FlateDecode/FlateDecode]", &twice)), words);
    let objects = stream("/Type/ObjStm/N 1/First 4/Filter/FlateDecode", &deflated(b" ", 800 << 20));
    refused("a.pdf", &page("[]", objects), words);
    refused("a.pdf", &page("[]", b"<</DecodeParms<</Predictor 15/Columns 4000000000000>>>>".to_vec()), words);
    // A page whose content is a single stream is not unpacked.
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.pdf"), page("4 0 R", bomb())).unwrap();
    assert_eq!(run(folder.path(), &["impose", "a.pdf", "--scale", "fit"]).0, Some(0));
}

#[test]
fn pdfs_with_too_many_pages() {
    let mut objects = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type/Pages/Kids 3 0 R/Count 1>>".to_vec()];
    let kids = |n: usize| format!("[{}]", format!("<</Type/Pages/Kids {} 0 R>>", n + 4).repeat(10)).into_bytes();
    objects.extend((0..14).map(kids));
    objects.push(b"[<</Type/Page/MediaBox[0 0 420 595]>>]".to_vec());
    refused("a.pdf", &pdf_of(&objects, ""), "takes too long to read");
}
