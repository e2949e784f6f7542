//! Cuts that were made: a galley that is as high as before, row by row, is cut into pages as it was.
//!
//! Known are just the facts that the page breaker looks at, so that a text in which only words have changed keeps its
//! pages too.

use super::galley::{BreakCost, Row};
use super::pagebreak::{Plan, Room, paginate};
use crate::unit::Length;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

/// What the page breaker sees of a row.
#[derive(PartialEq, Eq, Hash)]
struct RowFacts {
    height: Length,
    before: BreakCost,
    is_space: bool,
    hyphenated: bool,
    heading: Option<(u8, bool)>,
    float: Option<Length>,
    foot: Length,
}

/// What it sees of a galley.
#[derive(PartialEq, Eq, Hash)]
struct Facts {
    room: (Length, Length, bool, Length),
    rows: Vec<RowFacts>,
    variants: Vec<(usize, usize, i64, i64, bool)>,
}

impl Facts {
    fn of(rows: &[Row], room: &Room) -> Facts {
        let facts = |row: &Row| RowFacts {
            height: row.height,
            before: row.before,
            is_space: row.is_space,
            hyphenated: row.hyphenated,
            heading: row.heading.as_ref().map(|heading| (heading.level, heading.listed)),
            float: row.float.as_ref().map(|float| float.height),
            foot: (room.foot)(row),
        };
        Facts {
            room: (room.height, room.leading, room.starts_recto, room.separator),
            rows: rows.iter().map(facts).collect(),
            variants: room.variants.iter().map(|v| (v.rows.start, v.rows.end, v.by, v.price, v.inner)).collect(),
        }
    }
}

type Known = FxHashMap<u64, Vec<(Facts, Vec<Plan>)>>;

/// The cuts of this composition and of the one before it.
#[derive(Default)]
pub(super) struct Cuts {
    known: Mutex<[Known; 2]>,
}

impl Cuts {
    /// Begins a composition: what the last one didn't use is given up.
    pub(super) fn next_round(&self) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.swap(0, 1);
        known[0].clear();
    }

    /// Cuts a galley, or remembers how it was cut.
    pub(super) fn cut(&self, rows: &[Row], room: &Room) -> Vec<Plan> {
        let facts = Facts::of(rows, room);
        let hash = FxBuildHasher.hash_one(&facts);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let place = |round: &Known| round.get(&hash)?.iter().position(|(other, _)| *other == facts);
        if let Some(at) = place(&known[0]) {
            return known[0][&hash][at].1.clone();
        }
        let plans = match place(&known[1]).and_then(|at| known[1].get_mut(&hash).map(|all| all.swap_remove(at))) {
            Some((_, plans)) => plans,
            None => paginate(rows, room),
        };
        known[0].entry(hash).or_default().push((facts, plans.clone()));
        plans
    }
}
