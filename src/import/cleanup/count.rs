//! Counts occurrences on all threads.

use rayon::prelude::*;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash};

/// Returns how often each key occurs in `all`. The closure `count` counts the keys in a part of `all`. The totals do not depend
/// on how `all` is divided.
pub(super) fn count<'t, T, K, S>(
    all: &'t [T],
    count: impl Fn(&'t [T]) -> HashMap<K, u32, S> + Send + Sync,
) -> HashMap<K, u32, S>
where
    T: Sync,
    K: Eq + Hash + Send,
    S: BuildHasher + Default + Send,
{
    let share = all.len() / rayon::current_num_threads() + 1;
    let sum = |mut one: HashMap<K, u32, S>, other: HashMap<K, u32, S>| {
        other.into_iter().for_each(|(key, count)| *one.entry(key).or_default() += count);
        one
    };
    all.par_chunks(share).map(count).reduce(HashMap::default, sum)
}
