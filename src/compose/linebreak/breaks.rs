//! What the line breaker is told about lines, and what it answers.

/// The measures of lines by number: the first `special.len()` lines, then all others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Measures {
    /// The first lines, where they differ: beside a drop cap.
    pub special: Vec<i64>,
    /// All other lines.
    pub usual: i64,
}

impl Measures {
    /// The same measure for every line.
    pub fn all(usual: i64) -> Measures {
        Measures { special: Vec::new(), usual }
    }

    /// The measure of a line, numbered from 0.
    pub fn of(&self, line: usize) -> i64 {
        self.special.get(line).copied().unwrap_or(self.usual)
    }
}

/// The chosen breaks and what they cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Breaks {
    /// The index of the item at which each line ends. Discardable items after it belong to no line.
    pub ends: Vec<usize>,
    /// The sum of demerits.
    pub demerits: f64,
}
