//! Columns that stand side by side in a copy, as `pdftotext -layout` writes them, set one below the other.
//!
//! In each page the letter is sought at which most lines go on after a gap. The page has columns there if nearly all lines that
//! reach it go on so, and if both sides are running text rather than a table. Lines that run across, alone between blank ones, part
//! the columns above them from those below.

mod seam;

use super::lines::{ends_sentence, runs_on, starts_point};
use super::pages::page_number;
use crate::import::document::{Repair, Rule, Trust};
use rayon::prelude::*;
use seam::Measure;

/// Lines that have to go on after a gap at the same letter: fewer may be chance, unless other pages have columns.
const SURE: usize = 6;
const AMONG_OTHERS: usize = 2;
/// Letters and words of a line of a column, at least.
const LETTERS: usize = 20;
const WORDS: usize = 3;
/// Letters of a word, at least in the mean: abbreviations and figures have fewer.
const LETTERS_A_WORD: usize = 3;
/// No more columns than a newspaper has are sought beside the first.
const DEEP: usize = 3;
/// A text without marks of pages is one page if it has no more lines than this.
const PAGE: usize = 150;

/// A line of a page, or of one of its columns.
#[derive(Clone)]
pub(super) struct Row<'t> {
    pub(super) text: &'t str,
    /// Its number in the source, from 1.
    pub(super) number: usize,
    /// Whether a page begins with it.
    pub(super) opens: bool,
    /// Whether it is the first of a column.
    pub(super) turns: bool,
}

/// The lines of a text with columns set one below the other, and what is to be said of them.
pub(super) fn set_below(rows: Vec<Row<'_>>) -> (Vec<Row<'_>>, Vec<Repair>) {
    let pages: Vec<&[Row]> = rows.chunk_by(|_, next| !next.opens).collect();
    if pages.len() == 1 && rows.len() > PAGE {
        return (rows, Vec::new());
    }
    let gutters: Vec<Option<usize>> = pages.par_iter().map(|page| gutter(page, SURE)).collect();
    let sure = gutters.iter().flatten().count();
    if sure == 0 {
        return (rows, Vec::new());
    }
    let mut repairs = Vec::new();
    let mut below = Vec::with_capacity(rows.len() * 2);
    for (page, gutter) in pages.iter().zip(gutters) {
        // Where most pages have columns, a short one has them too.
        let least = if gutter.is_some() { SURE } else { AMONG_OTHERS };
        let from = below.len();
        if least == SURE || sure * 2 > pages.len() {
            below.append(&mut ordered(page.to_vec(), least, 0, &mut repairs));
        } else {
            below.extend_from_slice(page);
        }
        below[from..].iter_mut().for_each(|row| row.opens = false);
        below[from].opens = page[0].opens;
    }
    (below, repairs)
}

impl<'t> Row<'t> {
    pub(super) fn of(raw: &'t str) -> Row<'t> {
        let text = raw.trim_start_matches('\u{c}').trim_end();
        Row { text, number: 0, opens: raw.starts_with('\u{c}'), turns: false }
    }

    fn letters(&self) -> usize {
        self.text.trim().chars().count()
    }

    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The letters at which words stand after a gap of two spaces or more, within the line or far from its beginning.
    fn gaps(&self) -> impl Iterator<Item = usize> + '_ {
        let mut spaces = 0;
        let mut begun = false;
        self.text.chars().enumerate().filter_map(move |(at, c)| {
            if c == ' ' {
                spaces += 1;
                return None;
            }
            let gap = spaces > 1 && (begun || spaces >= LETTERS);
            (spaces, begun) = (0, true);
            gap.then_some(at)
        })
    }

    fn side(&self, gutter: usize) -> Side<'t> {
        let Some((at, _)) = self.text.char_indices().nth(gutter) else {
            return Side { left: self.text, right: "", kind: Kind::Left };
        };
        let (left, right) = self.text.split_at(at);
        let gap = left.len() - left.trim_end_matches(' ').len();
        let kind = match gap {
            _ if right.trim().is_empty() => Kind::Left,
            _ if left.trim().is_empty() || gap > 1 => Kind::Parted,
            1 => Kind::Close,
            _ => Kind::Across,
        };
        Side { left: left.trim_end(), right, kind }
    }
}

/// A line as a gutter parts it.
struct Side<'t> {
    left: &'t str,
    right: &'t str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It doesn't reach the gutter, or is blank.
    Left,
    /// A gap stands at the gutter.
    Parted,
    /// A single space stands there.
    Close,
    /// Letters stand there.
    Across,
}

/// The letter at which the right one of two columns begins, if so many lines or more go on there.
fn gutter(rows: &[Row], least: usize) -> Option<usize> {
    let mut starts: Vec<usize> = rows.iter().flat_map(Row::gaps).collect();
    starts.sort_unstable();
    let run = starts.chunk_by(|one, other| one == other).max_by_key(|run| (run.len(), std::cmp::Reverse(run[0])))?;
    let gutter = *run.first()?;
    let body = rows.iter().filter(|row| !row.is_blank());
    let sides: Vec<Side> = body.map(|row| row.side(gutter)).collect();
    let both = |side: &&Side| side.kind == Kind::Parted && !side.left.trim().is_empty();
    let of_kind = |kind: Kind| sides.iter().filter(|side| side.kind == kind).count();
    let parted = of_kind(Kind::Parted);
    let share = if least >= SURE { 7 } else { 2 };
    let agreed = parted * 10 >= (parted + of_kind(Kind::Close) + of_kind(Kind::Across)) * share;
    let lefts: Vec<&str> = sides.iter().map(|side| side.left).filter(|text| !text.trim().is_empty()).collect();
    let rights: Vec<&str> = sides.iter().filter(|side| side.kind == Kind::Parted).map(|side| side.right).collect();
    // A table that explains words has few lines on its left.
    let even = least < SURE || lefts.len() * 5 >= rights.len() * 3;
    let enough = run.len() >= least && sides.iter().filter(both).count() >= least && agreed && even;
    let text = |lines: &[&str]| is_running_text(lines, least >= SURE);
    (enough && text(&lefts) && text(&rights)).then_some(gutter)
}

/// Whether lines are those of a column of text: several words in most, and many as long as the column.
fn is_running_text(lines: &[&str], strictly: bool) -> bool {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.trim().chars().count()).collect();
    let quarter = lengths.len() * 3 / 4;
    let words: usize = lines.iter().map(|line| line.split_whitespace().count()).sum();
    let letters: usize = lines.iter().map(|line| line.chars().filter(|c| c.is_alphabetic()).count()).sum();
    if lengths.is_empty() || words < WORDS * lines.len() || letters < words * LETTERS_A_WORD {
        return false;
    }
    let width = *lengths.select_nth_unstable(quarter).1;
    let full = lengths.iter().filter(|length| **length * 5 >= width * 4).count();
    width >= LETTERS && (full * 2 >= lines.len() || !strictly)
}

/// The lines of a page in the order in which they are read.
fn ordered<'t>(rows: Vec<Row<'t>>, least: usize, deep: usize, repairs: &mut Vec<Repair>) -> Vec<Row<'t>> {
    let Some(gutter) = gutter(&rows, least).filter(|_| deep < DEEP) else { return rows };
    let across = across(&rows, gutter);
    let measure = Measure::of(&rows, gutter);
    repairs.extend(told(&rows, gutter));
    let mut read = Vec::with_capacity(rows.len() * 2);
    for band in rows.iter().zip(across).collect::<Vec<_>>().chunk_by(|one, other| one.1 == other.1) {
        let band_rows = band.iter().map(|(row, _)| (*row).clone());
        if band[0].1 {
            read.extend(band_rows);
            continue;
        }
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for row in band_rows {
            let side = row.side(gutter);
            let (of_left, of_right) = match side.kind {
                Kind::Left | Kind::Parted => (side.left, side.right),
                Kind::Close | Kind::Across => measure.part(row.text),
            };
            left.push(Row { text: of_left, ..row.clone() });
            right.push(Row { text: of_right, ..row });
        }
        for mut column in [left, right] {
            close_up(&mut column);
            let mut column = ordered(column, least, deep + 1, repairs);
            column.iter_mut().take(1).for_each(|row| row.turns = true);
            read.append(&mut column);
        }
    }
    read
}

/// Which lines run across both columns: those alone between blank ones of which some have letters where the gutter is, and the
/// head and the foot of the page.
fn across(rows: &[Row], gutter: usize) -> Vec<bool> {
    let mut across = vec![false; rows.len()];
    let first = rows.iter().position(|row| !row.is_blank());
    let last = rows.iter().rposition(|row| !row.is_blank());
    let mut from = 0;
    for run in rows.chunk_by(|one, other| one.is_blank() == other.is_blank()) {
        let to = from + run.len();
        let kinds: Vec<Kind> = run.iter().map(|row| row.side(gutter).kind).collect();
        let alone = !kinds.contains(&Kind::Parted) && kinds.contains(&Kind::Across);
        let head = first == Some(from) && is_head(run, gutter);
        let foot = last == Some(to - 1) && is_foot(run, gutter);
        if alone || head || foot {
            across[from..to].fill(true);
        }
        from = to;
    }
    // Blank lines beside them are theirs.
    for at in 1..rows.len() {
        across[at] |= across[at - 1] && rows[at].is_blank();
    }
    for at in (1..rows.len()).rev() {
        across[at - 1] |= across[at] && rows[at - 1].is_blank();
    }
    across
}

/// Whether the first lines of a page, up to a blank one, are its head: one line that doesn't fill both columns.
fn is_head(run: &[Row], gutter: usize) -> bool {
    let [row] = run else { return false };
    let side = row.side(gutter);
    side.kind != Kind::Parted
        || side.left.trim().chars().count() * 2 < gutter
        || side.right.split_whitespace().count() < WORDS
}

/// Whether the last lines of a page are its foot: a number, or one line in the middle.
fn is_foot(run: &[Row], gutter: usize) -> bool {
    let [row] = run else { return false };
    let indent = row.text.chars().take_while(|c| *c == ' ').count();
    page_number(row.text).is_some() || row.side(gutter).kind != Kind::Parted && indent * 3 > gutter
}

/// Takes out the blank lines of a column over which a sentence goes on: they stand beside lines of the other one.
fn close_up(column: &mut Vec<Row>) {
    let mut lengths: Vec<usize> = column.iter().filter(|row| !row.is_blank()).map(Row::letters).collect();
    let quarter = lengths.len() * 3 / 4;
    let width = if lengths.is_empty() { 0 } else { *lengths.select_nth_unstable(quarter).1 };
    let goes_on = |one: &Row, next: &Row| {
        let full = one.letters() * 100 > width * 85 && !ends_sentence(one.text) && !starts_point(next.text);
        full || runs_on(one.text, next.text)
    };
    let mut closed: Vec<Row> = Vec::with_capacity(column.len());
    let mut last = None;
    for row in column.drain(..) {
        if !row.is_blank() {
            if let Some(last) = last.filter(|last: &usize| goes_on(&closed[*last], &row)) {
                closed.truncate(last + 1);
            }
            last = Some(closed.len());
        }
        closed.push(row);
    }
    *column = closed;
}

/// What is said of a page: the first line that was parted, of those with words enough on both sides.
fn told(rows: &[Row], gutter: usize) -> Option<Repair> {
    let worded = |text: &str| text.split_whitespace().count() >= WORDS;
    let whole = |row: &&Row| {
        let side = row.side(gutter);
        side.kind == Kind::Parted && worded(side.left) && worded(side.right)
    };
    let row = rows.iter().find(whole)?;
    let side = row.side(gutter);
    Some(Repair {
        rule: Rule::Columns,
        trust: Trust::Likely,
        line: row.number,
        before: row.text.split_whitespace().collect::<Vec<_>>().join(" "),
        after: format!("{} / {}", side.left.trim(), side.right.trim()),
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

    /// A text in lines of so many letters.
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

    /// Columns of so many letters and a gap side by side.
    fn beside(text: &str, columns: usize, width: usize, gap: usize) -> String {
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
        let rows = page.lines().map(Row::of).collect();
        let (rows, _) = set_below(rows);
        rows.iter().map(|row| row.text.trim()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        for (columns, width, gap) in [(2, 34, 4), (2, 40, 2), (3, 24, 3)] {
            assert_eq!(read(&beside(TEXT, columns, width, gap)), TEXT.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }

    #[test]
    fn heads_feet_and_lines_across_stay_where_they_are() {
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (one, other) = (beside(TEXT, 2, 34, 4), beside(TEXT, 2, 36, 2));
        let across = "Une ligne de titre qui passe par-dessus les deux colonnes de la page";
        let page = format!("{:60}Le local\n\n{one}\n{across}\n\n{other}\n\n{:36}12\n", "", "");
        assert_eq!(read(&page), words(&format!("Le local {TEXT} {across} {TEXT} 12")));
    }

    #[test]
    fn full_lines_that_leave_no_gap_are_parted_at_their_measure() {
        let page = beside(&TEXT.repeat(3), 2, 34, 4);
        let full = |line: &str| line.chars().skip(32).take(2).all(|c| c != ' ') && line.chars().count() > 40;
        let squeeze = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        let squeezed: Vec<String> =
            page.lines().map(|line| if full(line) { squeeze(line) } else { line.to_string() }).collect();
        assert!(squeezed.iter().filter(|line| !line.contains("  ")).count() > 2);
        let (got, want) = (read(&squeezed.join("\n")), read(&page));
        // The letters of these lines are counted, not set in a face: a word or two may be taken for the other column's.
        let pairs = |text: &str| {
            let words: Vec<String> = text.split(' ').map(String::from).collect();
            words.windows(2).map(|pair| pair.join(" ")).collect::<std::collections::BTreeSet<String>>()
        };
        let lost = pairs(&want).difference(&pairs(&got)).count();
        assert!(lost <= 5, "{lost}: {got}");
        assert_eq!(got.split(' ').count(), want.split(' ').count());
    }

    #[test]
    fn a_table_a_list_of_contents_and_code_are_no_columns() {
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
            let rows: Vec<Row> = page.lines().map(Row::of).collect();
            assert_eq!(set_below(rows).0.len(), page.lines().count(), "{page}");
        }
    }

    #[test]
    fn sentences_go_on_over_lines_of_the_other_column() {
        let lines = column(TEXT, 34);
        let aligned = lines.iter().zip(&lines).map(|(left, right)| format!("{left:40}{right}\n"));
        let apart = lines.iter().zip(&lines).map(|(left, right)| format!("{:40}{right}\n{left}\n", ""));
        let (blocks, repairs) = super::super::lines::blocks(&aligned.chain(apart).collect::<String>());
        let words = |text: &str| text.split_whitespace().map(String::from).collect::<Vec<_>>();
        let all: Vec<String> = blocks.iter().flat_map(|block| words(&block.text)).collect();
        assert_eq!(all, words(&format!("{TEXT} ").repeat(4)));
        assert_eq!((blocks.len(), repairs.len()), (4, 1), "{blocks:#?}");
    }
}
