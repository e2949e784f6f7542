//! The only type of cache in the program: it keeps values by key as long as they are used.
//!
//! Repeated work, such as a rebuild after every save, is divided into rounds. [`Cache::next_round`] begins a round and drops
//! the values that were not used in the round before it, so a cache only holds values that were used in its last two rounds.
//! A cached value affects how long a run takes, never its result.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

/// A map of values by key, shared by all threads. `V` should be cheap to clone, such as an `Arc` or a small value.
///
/// ```
/// use agrafe::cache::Cache;
///
/// let squares = Cache::new();
/// assert_eq!(squares.get_or_insert_with(7, || 7 * 7), 49);
/// assert_eq!(squares.get_or_insert_with(7, || unreachable!()), 49);
/// squares.next_round();
/// squares.next_round();
/// assert_eq!(squares.get(&7), None);
/// ```
pub struct Cache<K, V> {
    /// Whether values are kept at all: a run that is not repeated does not need to keep them.
    keeps: bool,
    rounds: RwLock<Rounds<K, V>>,
}

struct Rounds<K, V> {
    current: HashMap<K, V>,
    previous: HashMap<K, V>,
}

impl<K, V> Default for Cache<K, V> {
    fn default() -> Cache<K, V> {
        Cache { keeps: true, rounds: RwLock::new(Rounds { current: HashMap::new(), previous: HashMap::new() }) }
    }
}

impl<K: Eq + Hash, V: Clone> Cache<K, V> {
    /// Creates an empty cache.
    pub fn new() -> Cache<K, V> {
        Cache::default()
    }

    /// Creates a cache that keeps nothing, for work that is done once.
    pub fn disabled() -> Cache<K, V> {
        Cache { keeps: false, ..Cache::default() }
    }

    /// Whether the cache keeps values.
    pub fn is_enabled(&self) -> bool {
        self.keeps
    }

    /// Returns the value of a key if it was stored or used in this round or the previous one, and marks it as used.
    pub fn get<Q: Eq + Hash + ?Sized>(&self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let rounds = self.read();
        if let Some(value) = rounds.current.get(key) {
            return Some(value.clone());
        }
        if !rounds.previous.contains_key(key) {
            return None;
        }
        drop(rounds);
        let mut rounds = self.write();
        // Another thread may have moved it in the meantime.
        if let Some((key, value)) = rounds.previous.remove_entry(key) {
            rounds.current.insert(key, value);
        }
        rounds.current.get(key).cloned()
    }

    /// Stores a value and returns it. If another thread has already stored a value for the key, returns that value.
    pub fn insert(&self, key: K, value: V) -> V {
        if !self.keeps {
            return value;
        }
        self.write().current.entry(key).or_insert(value).clone()
    }

    /// Returns the value of a key, and creates it if it is missing. No lock is held while it is created, so two threads may
    /// create the same value; both receive the value that was stored first.
    pub fn get_or_insert_with(&self, key: K, make: impl FnOnce() -> V) -> V {
        match self.get(&key) {
            Some(value) => value,
            None => self.insert(key, make()),
        }
    }

    /// Begins a new round and drops the values that were not used in the last one.
    pub fn next_round(&self) {
        let mut rounds = self.write();
        rounds.previous = std::mem::take(&mut rounds.current);
    }

    /// Calls `visit` for every value that was used in the previous round and has not been used in this one yet.
    pub fn for_each_previous(&self, visit: impl FnMut(&V)) {
        self.read().previous.values().for_each(visit);
    }

    fn read(&self) -> RwLockReadGuard<'_, Rounds<K, V>> {
        self.rounds.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Rounds<K, V>> {
        self.rounds.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A key that compares a shared value by its address instead of its content. This takes no time, however large the value is.
/// The key keeps the value alive, so that no other value can get the same address.
#[derive(Debug)]
pub struct ByAddress<T>(pub Arc<T>);

impl<T> Clone for ByAddress<T> {
    fn clone(&self) -> ByAddress<T> {
        ByAddress(self.0.clone())
    }
}

impl<T> PartialEq for ByAddress<T> {
    fn eq(&self, other: &ByAddress<T>) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Eq for ByAddress<T> {}

impl<T> Hash for ByAddress<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.0).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_used_in_every_round_are_kept() {
        let cache = Cache::new();
        cache.insert("a", 1);
        cache.insert("b", 2);
        for _ in 0..3 {
            cache.next_round();
            assert_eq!(cache.get("a"), Some(1));
        }
        assert_eq!(cache.get("b"), None);
    }

    #[test]
    fn first_value_of_a_key_is_kept() {
        let cache = Cache::new();
        assert_eq!((cache.insert(1, "first"), cache.insert(1, "second")), ("first", "first"));
    }

    #[test]
    fn equal_values_at_different_addresses_are_different_keys() {
        let (one, other) = (Arc::new(1), Arc::new(1));
        assert_eq!(ByAddress(one.clone()), ByAddress(one.clone()));
        assert_ne!(ByAddress(one), ByAddress(other));
    }

    #[test]
    fn disabled_cache_keeps_nothing() {
        let cache = Cache::disabled();
        assert_eq!(cache.insert(1, 1), 1);
        assert_eq!(cache.get(&1), None);
    }
}
