//! Puts columns that `pdftotext -layout` writes side by side into reading order.
//!
//! Input: the lines of a text. Output: the same lines in reading order. Lines of a page in columns are split, and each column
//! follows the one to its left.
//!
//! This is a recursive XY-cut (G. Nagy and S. Seth, "Hierarchical representation of optically scanned documents", ICPR 1984) on
//! characters instead of pixels:
//! 1. The projection profile of a page counts, for each character position, the lines that resume there after a gap. Its peak
//!    is the gutter, if most lines that reach it resume there and both sides are running text, not a table.
//! 2. Lines that span both columns cut the page into bands.
//! 3. Each band is cut at the gutter; its left column is read before its right column. Each column is then searched for columns
//!    again, which finds the third and the fourth column.
//!
//! ```text
//! A line that spans both columns
//!
//! left one       right one        gutter: 15; each band is read left column first
//! left two       right two
//! ```

mod gutter;
mod measure;

use super::page_furniture::page_number;
use super::quartile::upper_quartile;
use super::sentences::{ends_sentence, runs_on, starts_item};
use super::source_lines::SourceLine;
use crate::import::repair::{Confidence, Repair, Rule};
use gutter::{AtGutter, Certainty, Halves, MIN_WORDS, find_gutter};
use measure::Measure;
use rayon::prelude::*;

/// The maximum depth of the search for columns within a column. Four columns, as in a newspaper, take two levels.
const MAX_DEPTH: usize = 3;
/// A text without form feeds is searched for columns only if it has at most this number of lines. A longer text is not a single
/// page, and gaps in its lines may be aligned by chance.
const LONGEST_PAGE: usize = 150;
/// A line is full if it fills more than this percentage of the column's width: the next word did not fit.
const FULL_PERCENT: usize = 85;

/// Returns the lines of a text in reading order, and a record for each page with columns.
pub(super) fn in_reading_order(lines: Vec<SourceLine<'_>>) -> (Vec<SourceLine<'_>>, Vec<Repair>) {
    let pages: Vec<&[SourceLine]> = lines.chunk_by(|_, next| !next.starts_page).collect();
    if pages.len() == 1 && lines.len() > LONGEST_PAGE {
        return (lines, Vec::new());
    }
    let has_columns: Vec<bool> =
        pages.par_iter().map(|page| find_gutter(page, Certainty::OnItsOwn).is_some()).collect();
    let sure = has_columns.iter().filter(|columns| **columns).count();
    if sure == 0 {
        return (lines, Vec::new());
    }
    let mut repairs = Vec::new();
    let mut ordered = Vec::with_capacity(lines.len() * 2);
    for (page, has_columns) in pages.iter().zip(has_columns) {
        // If most pages have columns, a short page is assumed to have them too.
        let certainty = if has_columns { Certainty::OnItsOwn } else { Certainty::LikeOthers };
        let from = ordered.len();
        if has_columns || sure * 2 > pages.len() {
            ordered.append(&mut page_in_order(page.to_vec(), certainty, 0, &mut repairs));
        } else {
            ordered.extend_from_slice(page);
        }
        ordered[from..].iter_mut().for_each(|line| line.starts_page = false);
        ordered[from].starts_page = page[0].starts_page;
    }
    (ordered, repairs)
}

/// Returns the lines of a page, or of a column, in reading order.
fn page_in_order<'t>(
    lines: Vec<SourceLine<'t>>,
    certainty: Certainty,
    depth: usize,
    repairs: &mut Vec<Repair>,
) -> Vec<SourceLine<'t>> {
    if depth >= MAX_DEPTH {
        return lines;
    }
    let Some(gutter) = find_gutter(&lines, certainty) else { return lines };
    let spanning = spanning_lines(&lines, gutter);
    let measure = Measure::new(&lines, gutter);
    repairs.extend(record(&lines, gutter));
    let mut ordered = Vec::with_capacity(lines.len() * 2);
    let marked: Vec<(SourceLine, bool)> = lines.into_iter().zip(spanning).collect();
    for band in marked.chunk_by(|one, other| one.1 == other.1) {
        let band_lines = band.iter().map(|(line, _)| *line);
        if band[0].1 {
            ordered.extend(band_lines);
            continue;
        }
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for line in band_lines {
            let halves = Halves::new(line.text, gutter);
            let (left_text, right_text) = match halves.at_gutter {
                AtGutter::Nothing | AtGutter::Gap => (halves.left, halves.right),
                AtGutter::Space | AtGutter::Letters => measure.split(line.text),
            };
            left.push(SourceLine { text: left_text, ..line });
            right.push(SourceLine { text: right_text, ..line });
        }
        for mut column in [left, right] {
            close_up(&mut column);
            let mut column = page_in_order(column, certainty, depth + 1, repairs);
            column.iter_mut().take(1).for_each(|line| line.starts_column = true);
            ordered.append(&mut column);
        }
    }
    ordered
}

/// Returns which lines span both columns. These are the head and the foot of the page, and some runs of lines that are not
/// blank. A run spans both columns if none of its lines has a gap at the gutter and at least one has letters there.
fn spanning_lines(lines: &[SourceLine], gutter: usize) -> Vec<bool> {
    let mut spanning = vec![false; lines.len()];
    let first = lines.iter().position(|line| !line.is_blank());
    let last = lines.iter().rposition(|line| !line.is_blank());
    let mut from = 0;
    for run in lines.chunk_by(|one, other| one.is_blank() == other.is_blank()) {
        let to = from + run.len();
        let at_gutter: Vec<AtGutter> = run.iter().map(|line| Halves::new(line.text, gutter).at_gutter).collect();
        let across = !at_gutter.contains(&AtGutter::Gap) && at_gutter.contains(&AtGutter::Letters);
        let head = first == Some(from) && is_head(run, gutter);
        let foot = last == Some(to - 1) && is_foot(run, gutter);
        if across || head || foot {
            spanning[from..to].fill(true);
        }
        from = to;
    }
    // Blank lines next to spanning lines belong to the same band.
    for at in 1..lines.len() {
        spanning[at] |= spanning[at - 1] && lines[at].is_blank();
    }
    for at in (1..lines.len()).rev() {
        spanning[at - 1] |= spanning[at] && lines[at - 1].is_blank();
    }
    spanning
}

/// Whether the first lines of a page, up to a blank line, are its running head: a single line that does not fill both columns.
fn is_head(run: &[SourceLine], gutter: usize) -> bool {
    let [line] = run else { return false };
    let halves = Halves::new(line.text, gutter);
    halves.at_gutter != AtGutter::Gap
        || halves.left.trim().chars().count() * 2 < gutter
        || halves.right.split_whitespace().count() < MIN_WORDS
}

/// Whether the last lines of a page are its foot: a page number, or a single line that is roughly centred.
fn is_foot(run: &[SourceLine], gutter: usize) -> bool {
    let [line] = run else { return false };
    let indent = line.text.chars().take_while(|c| *c == ' ').count();
    let centred = Halves::new(line.text, gutter).at_gutter != AtGutter::Gap && indent * 3 > gutter;
    page_number(line.text).is_some() || centred
}

/// Removes the blank lines of a column that interrupt a sentence. `pdftotext` writes them where the other column has a line at
/// a different height.
fn close_up(column: &mut Vec<SourceLine>) {
    let length = |line: &SourceLine| line.text.trim().chars().count();
    let mut lengths: Vec<usize> = column.iter().filter(|line| !line.is_blank()).map(length).collect();
    let width = upper_quartile(&mut lengths);
    let continues = |one: &SourceLine, next: &SourceLine| {
        let full = length(one) * 100 > width * FULL_PERCENT && !ends_sentence(one.text) && !starts_item(next.text);
        full || runs_on(one.text, next.text)
    };
    let mut closed: Vec<SourceLine> = Vec::with_capacity(column.len());
    let mut last = None;
    for line in column.drain(..) {
        if !line.is_blank() {
            if let Some(last) = last.filter(|last: &usize| continues(&closed[*last], &line)) {
                closed.truncate(last + 1);
            }
            last = Some(closed.len());
        }
        closed.push(line);
    }
    *column = closed;
}

/// Returns the record of a page in columns. The record quotes the first line that has several words on both sides.
fn record(lines: &[SourceLine], gutter: usize) -> Option<Repair> {
    let has_words = |text: &str| text.split_whitespace().count() >= MIN_WORDS;
    lines.iter().find_map(|line| {
        let Halves { left, right, at_gutter } = Halves::new(line.text, gutter);
        (at_gutter == AtGutter::Gap && has_words(left) && has_words(right)).then(|| Repair {
            rule: Rule::Columns,
            confidence: Confidence::Likely,
            line: line.number,
            before: line.text.split_whitespace().collect::<Vec<_>>().join(" "),
            after: format!("{} / {}", left.trim(), right.trim()),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Les gens du quartier se retrouvent chaque mardi dans le local pour traduire ce qui leur semble utile \
        et pour en faire des brochures que l’on plie à la main. Il faut du papier, une agrafeuse et une photocopieuse qui veuille \
        bien tourner la feuille du bon côté. Le reste est affaire de patience, car une page mal pliée se voit de loin et personne \
        ne la lit. Alors on recommence, on compte les feuilles, on les classe, et le soir venu les piles sont prêtes. Demain elles \
        partiront par la poste, par le train ou dans un sac, et quelqu’un les lira à voix haute dans une autre cuisine.";

    /// Breaks a text into lines of at most `width` characters.
    fn column(text: &str, width: usize) -> Vec<String> {
        let mut lines = vec![String::new()];
        for word in text.split_whitespace() {
            let last = lines.last().unwrap();
            if !last.is_empty() && last.chars().count() + 1 + word.chars().count() > width {
                lines.push(String::new());
            }
            let last = lines.last_mut().unwrap();
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
        lines
    }

    /// Lays out a text in columns side by side.
    fn layout(text: &str, columns: usize, width: usize, gap: usize) -> String {
        let lines = column(text, width);
        let height = lines.len().div_ceil(columns);
        let cell = |row: usize, n: usize| lines.get(n * height + row).map_or("", String::as_str);
        let row = |row: usize| {
            let cells: String = (0..columns).map(|n| format!("{:1$}", cell(row, n), width + gap)).collect();
            cells.trim_end().to_string() + "\n"
        };
        (0..height).map(row).collect()
    }

    fn read(page: &str) -> String {
        let lines = page.lines().map(SourceLine::new).collect();
        let (lines, _) = in_reading_order(lines);
        lines.iter().map(|line| line.text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        for (columns, width, gap) in [(2, 34, 4), (2, 40, 2), (3, 24, 3)] {
            assert_eq!(read(&layout(TEXT, columns, width, gap)), TEXT.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    #[test]
    fn heads_feet_and_spanning_lines_are_not_moved() {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (one, other) = (layout(TEXT, 2, 34, 4), layout(TEXT, 2, 36, 2));
        let spanning = "Une ligne de titre qui passe par-dessus les deux colonnes de la page";
        let page = format!("{:60}Le local\n\n{one}\n{spanning}\n\n{other}\n\n{:36}12\n", "", "");
        assert_eq!(read(&page), words(&format!("Le local {TEXT} {spanning} {TEXT} 12")));
    }

    #[test]
    fn full_lines_without_a_gap_are_split_at_the_measure() {
        let page = layout(&TEXT.repeat(3), 2, 34, 4);
        let full = |line: &str| line.chars().skip(32).take(2).all(|c| c != ' ') && line.chars().count() > 40;
        let squeeze = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let squeezed: Vec<String> =
            page.lines().map(|line| if full(line) { squeeze(line) } else { line.to_string() }).collect();
        assert!(squeezed.iter().filter(|line| !line.contains("  ")).count() > 2);
        let (got, want) = (read(&squeezed.join("\n")), read(&page));
        // Character widths are estimates, so a word or two may end up in the other column.
        let pairs = |text: &str| {
            let words: Vec<String> = text.split(' ').map(String::from).collect();
            words.windows(2).map(|pair| pair.join(" ")).collect::<std::collections::BTreeSet<String>>()
        };
        let lost = pairs(&want).difference(&pairs(&got)).count();
        assert!(lost <= 5, "{lost} pairs of words were separated: {got}");
        assert_eq!(got.split(' ').count(), want.split(' ').count());
    }

    #[test]
    fn tables_contents_and_code_are_not_columns() {
        let table = "Ville              Habitants      Depuis\n".to_string()
            + &(0..12)
                .map(|n| format!("Un nom {n:<12} {:<14} 19{n:02}\\n", n * 1000))
                .collect::<String>()
                .replace("\\n", "\n");
        let contents: String =
            (0..12).map(|n| format!("{:<50}{n}\n", format!("Chapitre {n} du livre, avec un titre"))).collect();
        let code: String =
            (0..12).map(|n| format!("    let x{n} = {:<22}// ce que vaut la lettre {n} ici\n", n * n)).collect();
        for page in [table, contents, code] {
            let lines: Vec<SourceLine> = page.lines().map(SourceLine::new).collect();
            assert_eq!(in_reading_order(lines).0.len(), page.lines().count(), "{page}");
        }
    }

    #[test]
    fn sentences_continue_past_blank_lines_of_their_column() {
        let lines = column(TEXT, 34);
        let aligned = lines.iter().zip(&lines).map(|(left, right)| format!("{left:40}{right}\n"));
        let apart = lines.iter().zip(&lines).map(|(left, right)| format!("{:40}{right}\n{left}\n", ""));
        let (blocks, repairs) = super::super::plain_text::blocks(&aligned.chain(apart).collect::<String>());
        let words = |text: &str| text.split_whitespace().map(String::from).collect::<Vec<_>>();
        let all: Vec<String> = blocks.iter().flat_map(|block| words(&block.text)).collect();
        assert_eq!(all, words(&format!("{TEXT} ").repeat(4)));
        assert_eq!((blocks.len(), repairs.len()), (4, 1), "{blocks:#?}");
    }
}
