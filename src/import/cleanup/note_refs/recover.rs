//! Recovers missing note references: numbers that look like ordinary numbers, or are run together with another number. Each is
//! searched for between the references of the preceding and the following note.

use super::candidates::{Candidate, UNITS, end_with_space, may_follow};
use crate::import::document::{Block, BlockKind};
use crate::prose::MONTHS;
use std::ops::Range;

/// The weight that identifies a recovered reference, which is always doubtful. All other weights are greater.
pub(super) const RECOVERED: u32 = 0;
/// The minimum number of references that must be known before others are recovered. The order of fewer references is not
/// meaningful.
const MIN_KNOWN: usize = 4;

/// Adds a reference for each note that has none, if the number of the note occurs exactly once between the references of the
/// neighbouring notes. Returns all candidates in order, and the indices of those that are note references.
///
/// This happens only if at least four of five notes have a reference. Otherwise, the source has probably lost all its
/// references, and a matching number is more likely an ordinary number.
pub(super) fn add_missing(
    blocks: &[Block],
    numbers: &[u32],
    mut candidates: Vec<Candidate>,
    chosen: &[usize],
) -> (Vec<Candidate>, Vec<usize>) {
    let has_reference = |number: &u32| chosen.iter().any(|at| candidates[*at].number == *number);
    let missing: Vec<u32> = numbers.iter().copied().filter(|number| !has_reference(number)).collect();
    if missing.is_empty() || chosen.len() < MIN_KNOWN || chosen.len() * 5 < numbers.len() * 4 {
        return (candidates, chosen.to_vec());
    }
    let known: Vec<&Candidate> = chosen.iter().map(|at| &candidates[*at]).collect();
    let mut recovered: Vec<Candidate> =
        missing.iter().filter_map(|number| between_neighbours(blocks, &known, *number)).collect();
    // If two are in the wrong order, at least one of them is wrong, and nothing shows which.
    let in_wrong_order = |pair: &[Candidate]| (pair[0].block, pair[0].start) >= (pair[1].block, pair[1].start);
    if recovered.windows(2).any(in_wrong_order) {
        recovered.clear();
    }
    let mut places: Vec<(usize, usize)> = known.iter().map(|known| (known.block, known.start)).collect();
    let overlaps =
        |one: &Candidate, other: &Candidate| one.block == other.block && one.start < other.end && other.start < one.end;
    candidates.retain(|candidate| !recovered.iter().any(|recovered| overlaps(candidate, recovered)));
    places.extend(recovered.iter().map(|recovered| (recovered.block, recovered.start)));
    candidates.extend(recovered);
    candidates.sort_by_key(|candidate| (candidate.block, candidate.start));
    let is_chosen = |at: &usize| places.contains(&(candidates[*at].block, candidates[*at].start));
    let chosen = (0..candidates.len()).filter(is_chosen).collect();
    (candidates, chosen)
}

/// Searches for `number` between the references of the neighbouring notes. Returns the candidate if there is exactly one.
fn between_neighbours(blocks: &[Block], known: &[&Candidate], number: u32) -> Option<Candidate> {
    let text_end = blocks.iter().take_while(|block| !matches!(block.kind, BlockKind::Note(_))).count();
    let before = known.iter().rfind(|known| known.number < number).map_or((0, 0), |known| (known.block, known.end));
    let after =
        known.iter().find(|known| known.number > number).map_or((text_end, 0), |known| (known.block, known.start));
    let mut places = (before.0..blocks.len().min(after.0 + 1)).flat_map(|at| {
        let Block { kind, text, .. } = &blocks[at];
        let start = if at == before.0 { before.1 } else { 0 };
        let end = if at == after.0 { after.1 } else { text.len() };
        let is_text = !matches!(kind, BlockKind::Verbatim | BlockKind::Note(_));
        let places = if is_text { possible_places(text, start..end, number) } else { Vec::new() };
        places.into_iter().map(move |place| (at, place))
    });
    let (block, place) = places.next()?;
    let only = places.next().is_none();
    let Range { start, end } = place;
    only.then_some(Candidate { block, start, end, number, weight: RECOVERED, between_words: true })
}

/// Returns the byte ranges in a part of a text that a note reference with the given number may replace.
fn possible_places(text: &str, part: Range<usize>, number: u32) -> Vec<Range<usize>> {
    let digits = number.to_string();
    let Some(inside) = text.get(part.clone()) else { return Vec::new() };
    let place = |(at, _): (usize, &str)| {
        let at = part.start + at;
        let end = at + digits.len();
        let start = start_of_reference(&text[..at], &digits, &text[end..])?;
        may_follow(&text[end..]).then(|| start..end_with_space(text, end))
    };
    inside.match_indices(digits.as_str()).filter_map(place).collect()
}

/// Returns where a note reference begins, given the text before and after its digits; `None` if it cannot be a reference.
fn start_of_reference(before: &str, digits: &str, after: &str) -> Option<usize> {
    let head = before.trim_end();
    let follows_text = head.ends_with(|c: char| c.is_alphanumeric() || "”»)\".,;:!?…–/".contains(c));
    let ends_with_digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    if head.len() < before.len() {
        // `Chapitre 1.` at the beginning of a line is a heading.
        let line = head.rsplit('\n').next().unwrap_or(head);
        let is_heading = !line.contains(' ') && after.starts_with('.');
        return (follows_text && !is_heading && !is_quantity(after)).then_some(head.len());
    }
    if ends_with_digit(before) {
        return is_run_into(before, digits).then_some(before.len());
    }
    // `1.4.` is the number of a heading.
    let in_numbering = head.strip_suffix(['.', ',']).is_some_and(ends_with_digit) && after.starts_with(['.', ',']);
    (follows_text && !in_numbering).then_some(before.len())
}

/// Whether the digits before a number belong to a name or a version, and the number was run together with it: `truc226` is
/// `truc2` and 26, `so.191` is `so.1` and 91.
fn is_run_into(before: &str, digits: &str) -> bool {
    let head = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let own = &before[head.len()..];
    let is_year = own.len() + digits.len() == 4 && own.starts_with(['1', '2']);
    own.len() < 4 && !is_year && head.ends_with(|c: char| c.is_alphabetic() || matches!(c, '.' | '-'))
}

/// Whether a number is a quantity or a date, given the text after it: a unit, a month or a plural follows.
fn is_quantity(after: &str) -> bool {
    let next = after.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',')).find(|next| !next.is_empty());
    let next = next.unwrap_or("");
    let is_adjacent = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']).starts_with(next);
    let is_plural = next.ends_with(['s', 'x']) && next.starts_with(char::is_lowercase);
    is_adjacent && (UNITS.contains(&next) || MONTHS.contains(&next) || is_plural)
}

#[cfg(test)]
mod tests {
    use super::possible_places;

    #[test]
    fn possible_note_references_are_found() {
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
            assert_eq!(possible_places(text, 0..text.len(), 18).len(), count, "{text}");
        }
    }
}
