//! Calls that look like any number, or are run into one: found by those before and after them.

use super::{Candidate, MONTHS, UNITS, ends_call, tight};
use crate::import::document::{Block, BlockKind};
use std::ops::Range;

/// The weight of a call that was found again.
pub(super) const AGAIN: u32 = 0;
/// So many calls have to be known before others are looked for between them.
const KNOWN: usize = 4;

/// Adds the calls of notes that nothing calls, where their number stands between its neighbours once and no more.
///
/// Only where most notes are called: else the calls were lost as a whole, and a number is a number.
pub(super) fn found_again(
    blocks: &[Block],
    labels: &[u32],
    mut found: Vec<Candidate>,
    chosen: &[usize],
) -> (Vec<Candidate>, Vec<usize>) {
    let missing: Vec<u32> =
        labels.iter().copied().filter(|label| !chosen.iter().any(|at| found[*at].number == *label)).collect();
    if missing.is_empty() || chosen.len() < KNOWN || chosen.len() * 5 < labels.len() * 4 {
        return (found, chosen.to_vec());
    }
    let known: Vec<&Candidate> = chosen.iter().map(|at| &found[*at]).collect();
    let mut again: Vec<Candidate> = missing.iter().filter_map(|label| between(blocks, &known, *label)).collect();
    // Two of them that stand in the wrong order are no calls, neither of them.
    let astray = |pair: &[Candidate]| (pair[0].block, pair[0].from) >= (pair[1].block, pair[1].from);
    if again.windows(2).any(astray) {
        again.clear();
    }
    let taken: Vec<(usize, usize)> = chosen.iter().map(|at| (found[*at].block, found[*at].from)).collect();
    let free = |one: &Candidate| {
        again.iter().all(|call| call.block != one.block || call.to <= one.from || one.to <= call.from)
    };
    found.retain(free);
    let mut places = taken;
    places.extend(again.iter().map(|call| (call.block, call.from)));
    found.extend(again);
    found.sort_by_key(|one| (one.block, one.from));
    let is_call = |one: &Candidate| places.contains(&(one.block, one.from));
    let chosen = (0..found.len()).filter(|at| is_call(&found[*at])).collect();
    (found, chosen)
}

/// The one place between its neighbours at which a label may be called.
fn between(blocks: &[Block], known: &[&Candidate], label: u32) -> Option<Candidate> {
    let before = known.iter().rfind(|call| call.number < label).map_or((0, 0), |call| (call.block, call.to));
    let body = blocks.iter().take_while(|block| !matches!(block.kind, BlockKind::Note(_))).count();
    let after = known.iter().find(|call| call.number > label).map_or((body, 0), |call| (call.block, call.from));
    let mut places = (before.0..blocks.len().min(after.0 + 1)).flat_map(|at| {
        let text = &blocks[at].text;
        let start = if at == before.0 { before.1 } else { 0 };
        let end = if at == after.0 { after.1 } else { text.len() };
        let set = !matches!(blocks[at].kind, BlockKind::Kept | BlockKind::Note(_));
        let ranges = if set { places(text, start..end, label) } else { Vec::new() };
        ranges.into_iter().map(move |range| (at, range))
    });
    let (block, range) = places.next()?;
    if places.next().is_some() {
        return None;
    }
    Some(Candidate { block, from: range.start, to: range.end, number: label, weight: AGAIN, among: true })
}

/// Where in a part of a text a number stands that may call a note.
fn places(text: &str, part: Range<usize>, label: u32) -> Vec<Range<usize>> {
    let typed = label.to_string();
    let Some(inside) = text.get(part.clone()) else { return Vec::new() };
    let calls = |(at, _): (usize, &str)| {
        let at = part.start + at;
        let (before, after) = (&text[..at], &text[at + typed.len()..]);
        let head = before.trim_end();
        let worded = head.ends_with(|c: char| c.is_alphanumeric() || "”»)\".,;:!?…–/".contains(c));
        // `1.4.` and `Chapitre 1.` at the head of a line are numbers of headings.
        let line = head.rsplit('\n').next().unwrap_or(head);
        let numbered = head.ends_with(['.', ',']) && head[..head.len() - 1].ends_with(|c: char| c.is_ascii_digit());
        let from = match before.len() - head.len() {
            0 if before.ends_with(|c: char| c.is_ascii_digit()) => run_into(before, &typed).then_some(at),
            0 => (worded && !(numbered && after.starts_with(['.', ',']))).then_some(at),
            _ => {
                (worded && (line.contains(' ') || !after.starts_with('.')) && !is_counting(after)).then_some(head.len())
            }
        };
        from.filter(|_| ends_call(after)).map(|from| from..tight(text, at + typed.len()))
    };
    inside.match_indices(typed.as_str()).filter_map(calls).collect()
}

/// Whether the figures before a number are those of a name or a version: `truc2` and 26, `so.1` and 91.
fn run_into(before: &str, typed: &str) -> bool {
    let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let figures = &before[head.len()..];
    let year = figures.len() + typed.len() == 4 && figures.starts_with(['1', '2']);
    figures.len() < 4 && !year && head.ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | '-'))
}

/// Whether a number counts what follows it.
fn is_counting(after: &str) -> bool {
    let next = after.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',')).find(|next| !next.is_empty());
    let next = next.unwrap_or("");
    let close = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with(next);
    close
        && (UNITS.contains(&next)
            || MONTHS.contains(&next)
            || next.ends_with(['s', 'x']) && next.starts_with(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn numbers_that_may_be_calls() {
        for (text, count) in [
            ("la version 18 peut être", 1),
            ("en modifiant truc226 :", 0),
            ("en modifiant truc218 :", 1),
            ("so.118 ;", 1),
            ("un chiffre (0-9) 18. Il", 1),
            ("les lignes 6 et 7.18 Puis", 1),
            ("1.18. Un titre", 0),
            ("Chapitre 18. Un titre", 0),
            ("il y a 18 lignes", 0),
            ("18 mai", 0),
            ("en 1918 et 218", 0),
            ("le 18 mai", 0),
        ] {
            assert_eq!(places(text, 0..text.len(), 18).len(), count, "{text}");
        }
    }
}
