//! Chooses the candidates that are note references: the heaviest increasing subsequence.
//!
//! References appear in the order of their notes. Therefore, of all subsequences of candidates with increasing numbers, the one
//! with the greatest total weight is chosen. The algorithm is dynamic programming over the numbers, as for the longest
//! increasing subsequence (C. Schensted, "Longest increasing and decreasing subsequences", 1961), but with weights.

use super::candidates::Candidate;

/// The value that each unit of a candidate's weight adds to a chain.
const SCALE: u32 = 2;
/// The value that a candidate also adds if its number follows the previous number without a gap: as much as one and a half
/// units of weight.
const NEXT_IN_TURN: u32 = 3;

/// Returns the indices of the candidates in the heaviest chain. Only the candidates whose indices are in `eligible` and whose
/// numbers are in `numbers` are considered. Of equal chains, the one with the earliest candidates is chosen.
pub(super) fn heaviest(candidates: &[Candidate], eligible: &[usize], numbers: &[u32]) -> Vec<usize> {
    let Some(largest) = numbers.iter().max().map(|largest| *largest as usize) else { return Vec::new() };
    // For each number, the best chain that ends with it: its weight, and its last candidate.
    let mut best: Vec<(u32, Option<usize>)> = vec![(0, None); largest + 1];
    let mut previous: Vec<Option<usize>> = vec![None; candidates.len()];
    for at in eligible {
        let candidate = &candidates[*at];
        let number = candidate.number as usize;
        if number == 0 || !numbers.contains(&candidate.number) {
            continue;
        }
        let mut longest = (0, None);
        for chain in &best[..number] {
            if chain.0 > longest.0 {
                longest = *chain;
            }
        }
        let in_turn = longest.1.map_or(number == 1, |last: usize| candidates[last].number as usize + 1 == number);
        let weight = longest.0 + candidate.weight * SCALE + u32::from(in_turn) * NEXT_IN_TURN;
        if weight > best[number].0 {
            best[number] = (weight, Some(*at));
            previous[*at] = longest.1;
        }
    }
    let mut end = best.iter().max_by_key(|(weight, _)| *weight).and_then(|(_, at)| *at);
    let mut chain = Vec::new();
    while let Some(at) = end {
        chain.push(at);
        end = previous[at];
    }
    chain.reverse();
    chain
}
