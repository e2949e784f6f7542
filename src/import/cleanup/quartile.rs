//! The upper quartile of line lengths. It estimates the length of a full line, because short last lines and a few long lines
//! hardly affect it.

/// Returns the value that three quarters of `lengths` do not exceed, or 0 if there are no lengths. Reorders `lengths`.
pub(super) fn upper_quartile(lengths: &mut [usize]) -> usize {
    if lengths.is_empty() {
        return 0;
    }
    let at = lengths.len() * 3 / 4;
    *lengths.select_nth_unstable(at).1
}
