//! Compares the French corrections and the hyphenation of the program with tables of cases.
//!
//! Input: `tests/data/french.tsv` and `tests/data/hyphenation.tsv`, whose first lines explain their columns and sources.

mod common;

use common::{agrafe, folder, root};
use rayon::prelude::*;

/// Returns the rows of a table, each with three columns; missing columns are empty.
fn rows(table: &str) -> Vec<[&str; 3]> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let mut columns = line.split('\t');
            std::array::from_fn(|_| columns.next().unwrap_or_default())
        })
        .collect()
}

/// Returns the text of a column with its escapes resolved: `\u{HEX}`, `\n` and `\\`.
fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        if let Some(code) = rest.strip_prefix("u{") {
            let (hex, after) = code.split_once('}').unwrap();
            out.push(char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap());
            rest = after;
        } else {
            out.push(if rest.starts_with('n') { '\n' } else { '\\' });
            rest = &rest[1..];
        }
    }
    out + rest
}

/// Returns a Markdown or plain text as corrected by `agrafe typo`.
fn corrected(text: &str, markdown: bool) -> String {
    let name = if markdown { "a.md" } else { "a.txt" };
    let place = folder(&[(name, text)]);
    let output = agrafe(place.path(), &["typo", name]);
    assert!(output.status.success(), "{text}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn french_corrections_match_the_table() {
    let rows = rows(include_str!("data/french.tsv"));
    assert!(rows.len() > 130, "only {} rows were read", rows.len());
    let wrong: Vec<String> = rows
        .par_iter()
        .flat_map_iter(|[typed, wanted, rule]| {
            let (typed, wanted, markdown) = (unescaped(typed), unescaped(wanted), rule.ends_with("md"));
            let once = corrected(&typed, markdown);
            let mut wrong = Vec::new();
            if once != wanted {
                wrong.push(format!("{rule}: {typed:?} became {once:?} instead of {wanted:?}"));
            }
            let twice = corrected(&wanted, markdown);
            if twice != wanted {
                wrong.push(format!("{rule}: {wanted:?} was correct but became {twice:?}"));
            }
            wrong
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn hyphenation_matches_the_table() {
    let rows = rows(include_str!("data/hyphenation.tsv"));
    assert!(rows.len() > 200, "only {} rows were read", rows.len());
    let arguments: Vec<&str> = std::iter::once("hyphenate").chain(rows.iter().map(|[word, ..]| *word)).collect();
    let output = agrafe(&root(), &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    assert_eq!(printed.lines().count(), rows.len());
    let wrong: Vec<String> = printed
        .lines()
        .zip(&rows)
        .filter(|(found, [_, wanted, _])| found != wanted)
        .map(|(found, [word, wanted, note])| format!("{word} became {found} instead of {wanted} ({note})"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
