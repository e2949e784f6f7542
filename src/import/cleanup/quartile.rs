//! The upper quartile of lengths: the length of a full line, which short last lines and a few long ones hardly move.

/// The value below which three quarters of `lengths` are; 0 where there are none. Reorders `lengths`.
pub(super) fn upper_quartile(lengths: &mut [usize]) -> usize {
    if lengths.is_empty() {
        return 0;
    }
    let at = lengths.len() * 3 / 4;
    *lengths.select_nth_unstable(at).1
}
