//! Parts of a long text, for work that several threads share.

/// Bytes of a part: large enough that handing it to a thread costs nothing, and a book still has a few for each.
const SIZE: usize = 256 << 10;

/// A text in parts that end with lines.
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
