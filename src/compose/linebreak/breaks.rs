//! The measures of lines and the breaks that the line breaker chooses for them.

/// The measures of lines: one for each of the first `special.len()` lines, and a common one for all other lines.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Measures {
    /// The measures of the first lines; empty if all lines have the same measure. Lines next to a drop cap, for example, are
    /// shorter than the others.
    pub special: Vec<i64>,
    /// The measure of all other lines.
    pub usual: i64,
}

impl Measures {
    /// Returns measures that are the same for every line.
    pub fn all(usual: i64) -> Measures {
        Measures { special: Vec::new(), usual }
    }

    /// Returns the measure of a line, numbered from 0.
    pub fn of(&self, line: usize) -> i64 {
        self.special.get(line).copied().unwrap_or(self.usual)
    }
}

/// The chosen breaks and their demerits.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaks {
    /// The index of the item at which each line ends. Discardable items after it belong to no line.
    pub ends: Vec<usize>,
    /// The sum of demerits.
    pub demerits: f64,
}
