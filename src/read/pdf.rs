//! Extracts the words of a PDF that agrafe wrote, for comparing a brochure with an earlier version of it.
//!
//! Only the features that agrafe itself writes are supported: two-byte character codes with a ToUnicode map, text matrices,
//! `ActualText`.

use crate::diagnostic::VersionProblem;
use crate::pdf_input::{Budget, TooCostly, check_structure, page_content};
use crate::watchdog::{Stopped, watched};
use hayro_syntax::Pdf;
use hayro_syntax::content::UntypedIter;
use hayro_syntax::object::{Array, Dict, Name, Object, Stream, String as Bytes};
use std::collections::HashMap;
use std::ops::Range;

/// The maximum distance between baselines that count as one line, in points. Superior figures rise less than this above the
/// baseline, and lines are further apart.
const SAME_LINE: f64 = 6.0;
/// The distance by which a baseline may be below the text area and still count as part of it, in points.
const TOLERANCE: f64 = 1.0;

/// Returns the words of the pages, line by line. Words that are hyphenated at the end of a line are joined again.
///
/// `text_area` is the top and the bottom of the text area, in points from the top of the page. Folios and running heads, whose
/// baselines are outside it, are left out.
///
/// # Errors
/// Returns an error if the file isn't a PDF or has no words.
pub fn words(bytes: Vec<u8>, text_area: Range<f64>) -> Result<Vec<String>, VersionProblem> {
    check_structure(&bytes).map_err(|TooCostly| VersionProblem::TooCostly)?;
    match watched(bytes.len(), move || words_of(bytes, text_area)) {
        Ok(result) => result,
        Err(Stopped::TooCostly) => Err(VersionProblem::TooCostly),
        Err(Stopped::Panicked) => Err(VersionProblem::NotPdf),
    }
}

fn words_of(bytes: Vec<u8>, text_area: Range<f64>) -> Result<Vec<String>, VersionProblem> {
    let mut budget = Budget::of(bytes.len());
    let pdf = Pdf::new(bytes).map_err(|_| VersionProblem::NotPdf)?;
    let mut words: Vec<String> = Vec::new();
    let mut hyphenated = false;
    for page in pdf.pages().iter() {
        let fonts: Dict = page.raw().get::<Dict>("Resources").and_then(|r| r.get("Font")).unwrap_or_else(Dict::empty);
        let height = f64::from(page.render_dimensions().1);
        let content = page_content(page, &mut budget).map_err(|TooCostly| VersionProblem::TooCostly)?;
        let mut lines = lines(&content, &fonts);
        lines.retain(|line| (text_area.start..text_area.end + TOLERANCE).contains(&(height - line.y)));
        for word in lines.iter().flat_map(|line| line.text.split(|c: char| c.is_whitespace() || c == '\u{a0}')) {
            let whole = word.trim_end_matches('\u{ad}');
            match words.last_mut().filter(|_| hyphenated && !whole.is_empty()) {
                Some(last) => last.push_str(whole),
                None if whole.is_empty() => continue,
                None => words.push(whole.to_string()),
            }
            hyphenated = word.ends_with('\u{ad}');
        }
    }
    if words.is_empty() { Err(VersionProblem::NoWords) } else { Ok(words) }
}

/// The text on one baseline.
struct TextLine {
    /// The height of the baseline above the bottom of the page, in points.
    y: f64,
    text: String,
}

/// Returns the lines of a content stream, from top to bottom.
fn lines(stream: &[u8], fonts: &Dict) -> Vec<TextLine> {
    let mut lines: Vec<TextLine> = Vec::new();
    let mut maps: HashMap<String, HashMap<u16, String>> = HashMap::new();
    let mut font = String::new();
    // Whether each open marked-content sequence has an `ActualText`, which replaces its glyphs.
    let mut replaced: Vec<bool> = Vec::new();
    let mut operations = UntypedIter::new(stream);
    while let Some(operation) = operations.next() {
        let operands: Vec<Object> = operation.operands().cloned().collect();
        let add = |lines: &mut Vec<TextLine>, text: &str| {
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
                if lines.last().is_none_or(|line| (line.y - y).abs() > SAME_LINE) {
                    lines.push(TextLine { y, text: String::new() });
                }
            }
            b"BDC" => {
                let actual = match operands.get(1) {
                    Some(Object::Dict(properties)) => properties.get::<Bytes>("ActualText"),
                    _ => None,
                };
                if let Some(text) = &actual {
                    add(&mut lines, &utf16(text.as_bytes()));
                }
                replaced.push(actual.is_some());
            }
            b"BMC" => replaced.push(false),
            b"EMC" => drop(replaced.pop()),
            b"TJ" if !replaced.contains(&true) => {
                let (Some(Object::Array(parts)), Some(map)) = (operands.first(), maps.get(&font)) else { continue };
                add(&mut lines, &decoded(parts, map));
            }
            _ => {}
        }
    }
    lines.sort_by(|a, b| b.y.total_cmp(&a.y));
    lines
}

/// Decodes an array of strings and adjustments (the operand of `TJ`).
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

/// Returns the text of each character code in a font, from its ToUnicode map (ISO 32000-1, 9.10.3). agrafe writes each code
/// and its text on a separate line.
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

/// Decodes UTF-16 (big-endian), with or without a byte order mark.
fn utf16(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(&[0xfe, 0xff]).unwrap_or(bytes);
    let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    String::from_utf16_lossy(&units)
}
