//! Feeds the program damaged pictures, fonts and PDFs, with bytes changed, removed or repeated. The program must report the
//! damage or work without the file, and must never crash.
//!
//! `DAMAGES=2000 cargo test --release --test damage` tries more damaged versions than the default.

mod common;

use common::{agrafe, folder, root};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use std::path::Path;

/// Returns the number of damaged versions to try of each file.
fn damages() -> u64 {
    std::env::var("DAMAGES").ok().and_then(|n| n.parse().ok()).unwrap_or(24)
}

/// Returns the next number of a pseudo-random sequence that is the same on every run (Marsaglia's xorshift).
fn next(state: &mut u64) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 11) as usize
}

/// Returns a damaged version of a file. Each `number` selects a different version. Half of the damage is near the start of the
/// file, where most formats describe their structure.
fn damaged(whole: &[u8], number: u64) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut bytes = whole.to_vec();
    for _ in 0..=next(&mut state) % 6 {
        let room = if next(&mut state).is_multiple_of(2) { bytes.len().min(400) } else { bytes.len() };
        let at = next(&mut state) % room.max(1);
        let count = (next(&mut state) % 64).min(bytes.len().saturating_sub(at));
        match next(&mut state) % 5 {
            0 => bytes[at] ^= 1 << (next(&mut state) % 8),
            1 => bytes[at] = [0, 0xff, 0x7f, 0x80][next(&mut state) % 4],
            2 => bytes[at..at + count].fill(next(&mut state) as u8),
            3 => bytes.extend_from_within(at..at + count),
            _ => drop(bytes.drain(at..at + count)),
        }
        if bytes.is_empty() {
            return bytes;
        }
    }
    if number.is_multiple_of(7) {
        bytes.truncate(next(&mut state) % bytes.len());
    }
    bytes
}

/// Runs the program on a damaged file. The program must succeed, or report an error and write nothing.
fn survives(folder: &Path, arguments: &[&str], what: &str) {
    let output = agrafe(folder, arguments);
    let messages = String::from_utf8_lossy(&output.stderr);
    let code = output.status.code();
    assert!(matches!(code, Some(0 | 1)), "{what}: {code:?}\n{messages}");
    if code == Some(1) {
        assert!(messages.contains("error"), "{what}: the program failed without reporting an error");
        assert!(
            !folder.join("out").exists() && !folder.join("out.pdf").exists(),
            "{what}: the program reported an error but wrote files"
        );
    }
    let _ = std::fs::remove_dir_all(folder.join("out"));
    let _ = std::fs::remove_file(folder.join("out.pdf"));
}

#[test]
fn damaged_pictures_are_refused_or_printed() {
    let shades = RgbImage::from_fn(90, 60, |x, y| Rgb([(x * 2) as u8, (y * 4) as u8, (x ^ y) as u8]));
    let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::Tiff, ImageFormat::WebP];
    for (format, name) in formats.into_iter().zip(["a.jpg", "a.png", "a.gif", "a.tif", "a.webp"]) {
        let mut whole = Cursor::new(Vec::new());
        DynamicImage::ImageRgb8(shades.clone()).write_to(&mut whole, format).unwrap();
        let text = format!("Un texte.\n\n![Une légende.]({name})\n");
        let folder = folder(&[("brochure.toml", "title = \"Essai\"\n"), ("a.md", &text)]);
        for number in 0..damages() {
            std::fs::write(folder.path().join(name), damaged(whole.get_ref(), number)).unwrap();
            survives(folder.path(), &["build", "-q"], &format!("{name}, damage {number}"));
        }
    }
}

#[test]
fn damaged_drawings_are_refused_or_printed() {
    let whole =
        br##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><defs><linearGradient id="g"><stop offset="0"
        stop-color="#a00"/><stop offset="1"/></linearGradient></defs><rect width="90" height="40" fill="url(#g)"/><path
        d="M5 5Q45 60 85 5z" fill="none" stroke="black" stroke-width="2" stroke-dasharray="4 2"/></svg>"##;
    let text = "Un texte.\n\n![Une légende.](a.svg)\n";
    let folder = folder(&[("brochure.toml", "title = \"Essai\"\n"), ("a.md", text)]);
    for number in 0..damages() {
        std::fs::write(folder.path().join("a.svg"), damaged(whole, number)).unwrap();
        survives(folder.path(), &["build", "-q"], &format!("a.svg, damage {number}"));
    }
}

#[test]
fn damaged_fonts_are_refused_or_used() {
    let toml = "title = \"Essai\"\n[text]\nfamily = \"Oswald\"\n";
    let folder = folder(&[("brochure.toml", toml), ("a.md", "# Un titre\n\nDes mots fins, officiels et *penchés*.\n")]);
    std::fs::create_dir(folder.path().join("fonts")).unwrap();
    for face in ["oswald/Oswald-Regular.ttf", "libertinus-serif/LibertinusSerif-Regular.otf"] {
        let whole = std::fs::read(root().join("fonts").join(face)).unwrap();
        for number in 0..damages() {
            std::fs::write(folder.path().join("fonts/own.otf"), damaged(&whole, number)).unwrap();
            survives(folder.path(), &["build", "-q"], &format!("{face}, damage {number}"));
        }
    }
}

#[test]
fn damaged_pdfs_are_refused_or_imposed() {
    let made =
        folder(&[("brochure.toml", "title = \"Essai\"\n"), ("a.md", "# Un titre\n\nDes mots.[^1]\n\n[^1]: Note.\n")]);
    assert!(agrafe(made.path(), &["build", "-q"]).status.success());
    let folder = tempfile::tempdir().unwrap();
    for name in ["essai.pdf", "essai-a5-on-a4.pdf"] {
        let whole = std::fs::read(made.path().join("out").join(name)).unwrap();
        for number in 0..damages() * 2 {
            std::fs::write(folder.path().join("in.pdf"), damaged(&whole, number)).unwrap();
            let arguments = ["impose", "in.pdf", "--scale", "fit", "-q", "-o", "out.pdf"];
            survives(folder.path(), &arguments, &format!("{name}, damage {number}"));
        }
    }
}
