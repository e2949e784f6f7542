//! The words of a PDF that agrafe made, for comparing a brochure with an earlier version of it.

use crate::diagnostic::NoVersion;
use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};
use std::collections::HashMap;

/// The words of the pages, line by line, that stand between two heights from the head of the page, in points: folios and
/// running heads do not. A word that is divided at a line's end is joined.
///
/// # Errors
/// Why it can't be read, in a few words.
pub fn words(bytes: Vec<u8>, (head, foot): (f64, f64)) -> Result<Vec<String>, NoVersion> {
    let pdf = Pdf::new(bytes).map_err(|_| NoVersion::NotPdf)?;
    let mut words: Vec<String> = Vec::new();
    let mut divided = false;
    for page in pdf.pages().iter() {
        let fonts: Dict = page.raw().get::<Dict>("Resources").and_then(|r| r.get("Font")).unwrap_or_else(Dict::empty);
        let height = f64::from(page.render_dimensions().1);
        let mut lines = lines(page.page_stream().unwrap_or_default(), &fonts);
        // Letters reach above their baseline: the first line's stands below the head by their height.
        lines.retain(|line| (head..foot + 1.0).contains(&(height - line.y)));
        for word in lines.iter().flat_map(|line| line.text.split(|c: char| c.is_whitespace() || c == '\u{a0}')) {
            let whole = word.trim_end_matches('\u{ad}');
            match words.last_mut().filter(|_| divided && !whole.is_empty()) {
                Some(last) => last.push_str(whole),
                None if whole.is_empty() => continue,
                None => words.push(whole.to_string()),
            }
            divided = word.ends_with('\u{ad}');
        }
    }
    if words.is_empty() { Err(NoVersion::NoWords) } else { Ok(words) }
}

/// Text on one height.
struct Line {
    y: f64,
    text: String,
}

/// The lines of a content stream, from head to foot.
fn lines(stream: &[u8], fonts: &Dict) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut maps: HashMap<String, HashMap<u16, String>> = HashMap::new();
    let mut font = String::new();
    // While some text is said apart, glyphs are not read.
    let mut apart: Vec<bool> = Vec::new();
    let mut operations = UntypedIter::new(stream);
    while let Some(operation) = operations.next() {
        let operands: Vec<Object> = operation.operands().cloned().collect();
        let add = |lines: &mut Vec<Line>, text: &str| {
            if let Some(line) = lines.last_mut() {
                line.text.push_str(text);
            }
        };
        match &**operation.operator {
            b"Tf" => {
                if let Some(Object::Name(name)) = operands.first() {
                    font = name.as_str().to_string();
                    maps.entry(font.clone()).or_insert_with(|| unicode_map(fonts, name));
                }
            }
            b"Tm" => {
                let y = if let Some(Object::Number(y)) = operands.get(5) { y.as_f64() } else { 0.0 };
                // Raised letters stand on the line of the word before them.
                if lines.last().is_none_or(|line| (line.y - y).abs() > 6.0) {
                    lines.push(Line { y, text: String::new() });
                }
            }
            b"BDC" => {
                let said = match operands.get(1) {
                    Some(Object::Dict(properties)) => properties.get::<Bytes>("ActualText"),
                    _ => None,
                };
                if let Some(text) = &said {
                    add(&mut lines, &utf16(text.as_bytes()));
                }
                apart.push(said.is_some());
            }
            b"BMC" => apart.push(false),
            b"EMC" => drop(apart.pop()),
            b"TJ" if !apart.contains(&true) => {
                let (Some(Object::Array(parts)), Some(map)) = (operands.first(), maps.get(&font)) else { continue };
                add(&mut lines, &decoded(parts, map));
            }
            _ => {}
        }
    }
    lines.sort_by(|a, b| b.y.total_cmp(&a.y));
    lines
}

fn decoded(parts: &Array, map: &HashMap<u16, String>) -> String {
    let mut text = String::new();
    for part in parts.iter::<Object>() {
        if let Object::String(codes) = part {
            for code in codes.as_bytes().chunks_exact(2) {
                text.push_str(map.get(&u16::from_be_bytes([code[0], code[1]])).map_or("", String::as_str));
            }
        }
    }
    text
}

/// The pairs of a ToUnicode map (ISO 32000-1, 9.10.3), as agrafe writes them.
fn unicode_map(fonts: &Dict, name: &Name) -> HashMap<u16, String> {
    let mut map = HashMap::new();
    let stream = fonts.get::<Dict>(name.as_str().as_bytes()).and_then(|font| font.get::<Stream>("ToUnicode"));
    let Some(Ok(bytes)) = stream.map(|stream| stream.decoded()) else { return map };
    for line in String::from_utf8_lossy(&bytes).lines().filter(|l| l.starts_with('<') && l.matches('<').count() == 2) {
        let mut parts = line.split(['<', '>']).filter(|p| !p.trim().is_empty());
        let (Some(code), Some(value)) = (parts.next(), parts.next()) else { continue };
        let digits: Vec<u8> = value.bytes().filter_map(|b| char::from(b).to_digit(16)).map(|d| d as u8).collect();
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        if let Ok(code) = u16::from_str_radix(code, 16) {
            map.insert(code, utf16(&bytes));
        }
    }
    map
}

fn utf16(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(&[0xfe, 0xff]).unwrap_or(bytes);
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}
