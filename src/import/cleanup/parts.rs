//! Splits a long text into parts that several threads can process.

/// The size of a part in bytes. It is large enough that passing a part to a thread costs almost nothing, and small enough that
/// a book still has a few parts for each thread.
const SIZE: usize = 256 << 10;

/// Splits a text into parts, each of which ends at a line end.
pub(super) fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let from = rest.floor_char_boundary(SIZE);
        let Some(end) = rest[from..].find('\n') else { break };
        let (part, after) = rest.split_at(from + end + 1);
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}
