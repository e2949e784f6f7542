//! Counting on every core.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::hash::Hash;

/// What comes how often: each core counts its share, and the sums don't depend on how it was shared out.
pub(super) fn tally<'t, T: Sync, K: Eq + Hash + Send>(
    all: &'t [T],
    of_share: impl Fn(&'t [T]) -> FxHashMap<K, u32> + Send + Sync,
) -> FxHashMap<K, u32> {
    let share = all.len() / rayon::current_num_threads() + 1;
    let sum = |mut one: FxHashMap<K, u32>, other: FxHashMap<K, u32>| {
        other.into_iter().for_each(|(key, count)| *one.entry(key).or_default() += count);
        one
    };
    all.par_chunks(share).map(of_share).reduce(FxHashMap::default, sum)
}
