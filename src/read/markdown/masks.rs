//! Finds the mark-up of other dialects that a CommonMark parser would misread, and masks it.
//!
//! Input: a text. Output: the same text with each piece of such mark-up replaced by characters without a meaning in Markdown,
//! and the list of the pieces. The masked text has the same length in bytes, so every position in it is a position in the
//! original. Code is left alone.

use std::ops::Range;

/// The mark-up that a mask covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MaskKind {
    /// A note reference, `[^label]`. Unlike the parser, agrafe accepts it inside links and captions.
    NoteRef,
    /// A shortcode of Hugo or a tag of a template language: `{{< … >}}`, `{% … %}`, `{{ … }}`.
    Template,
    /// A comment as in Obsidian: `%%…%%`.
    Comment,
    /// A formula between `\(` and `\)` or between `\[` and `\]`.
    Formula,
    /// The line before or after a division as in pandoc: `::: {.name}`.
    Division,
    /// A request for a page break: `\newpage`.
    PageBreak,
    /// The size of a picture, as in `![](a.png =200x)`.
    PictureSize,
}

impl MaskKind {
    /// Returns the byte that replaces the bytes of the mark-up. The parser turns a line of asterisks into a thematic break,
    /// which also ends a paragraph. Commas are punctuation, as brackets are, so the rules for emphasis apply unchanged.
    fn filler(self) -> u8 {
        match self {
            MaskKind::Division | MaskKind::PageBreak => b'*',
            MaskKind::PictureSize => b' ',
            MaskKind::NoteRef | MaskKind::Template | MaskKind::Comment | MaskKind::Formula => b',',
        }
    }
}

/// A piece of mark-up that is masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mask {
    /// Its bytes in the file.
    pub(super) range: Range<usize>,
    pub(super) kind: MaskKind,
}

/// The length below which the label of a note must stay, in bytes. Text in brackets that isn't shorter is not taken for one.
const LONGEST_LABEL: usize = 100;

/// The commands that ask for a page break, each on a line by itself.
const PAGE_BREAKS: [&str; 5] = ["\\newpage", "\\pagebreak", "\\clearpage", "{{pagebreak}}", "{{< pagebreak >}}"];

/// Returns the masks of the text that begins at byte `body` of a file, in order.
pub(super) fn find(source: &str, body: usize) -> Vec<Mask> {
    let mut scanner = Scanner { source, masks: Vec::new() };
    scanner.lines(body);
    scanner.masks
}

/// Returns the text with the masks applied.
pub(super) fn apply(source: &str, masks: &[Mask]) -> String {
    let mut masked = source.as_bytes().to_vec();
    for Mask { range, kind } in masks {
        masked[range.clone()].fill(kind.filler());
    }
    // Every mask covers whole characters, so the result is UTF-8.
    String::from_utf8(masked).unwrap_or_else(|_| source.to_string())
}

struct Scanner<'s> {
    source: &'s str,
    masks: Vec<Mask>,
}

/// The fence of a code block: its character, and its length.
#[derive(Clone, Copy)]
struct CodeFence {
    mark: u8,
    length: usize,
}

impl Scanner<'_> {
    /// Scans lines, and passes the text between empty lines and code blocks to [`inline`](Self::inline).
    fn lines(&mut self, body: usize) {
        let mut fence: Option<CodeFence> = None;
        let mut chunk = body;
        let mut at = body;
        for line in self.source[body..].split_inclusive('\n') {
            let next = at + line.len();
            let bare = line.trim_start_matches([' ', '\t', '>']);
            let trimmed = bare.trim_end();
            if let Some(open) = fence {
                if closes(trimmed, open) {
                    fence = None;
                }
                chunk = next;
            } else if let Some(open) = code_fence(trimmed) {
                self.inline(chunk..at);
                fence = Some(open);
                chunk = next;
            } else if trimmed.is_empty() {
                self.inline(chunk..at);
                chunk = next;
            } else if let Some(kind) = whole_line(trimmed) {
                self.inline(chunk..at);
                let start = at + line.len() - bare.len();
                self.masks.push(Mask { range: start..start + trimmed.len(), kind });
                chunk = next;
            }
            at = next;
        }
        self.inline(chunk..at);
    }

    /// Scans a paragraph, or a few of them without code blocks between them.
    fn inline(&mut self, range: Range<usize>) {
        let text = &self.source[range.clone()];
        let bytes = text.as_bytes();
        // The end of the last comment may lie beyond an earlier chunk.
        let done = self.masks.last().map_or(0, |mask| mask.range.end).max(range.start) - range.start;
        let mut at = done.min(bytes.len());
        let mut closers = Closers::default();
        while let Some(found) = bytes[at..].iter().position(|b| matches!(b, b'`' | b'[' | b'{' | b'%' | b'\\' | b'=')) {
            at += found;
            at = match bytes[at] {
                b'`' => after_code(bytes, at, &mut closers),
                b'[' => self.note_ref(text, range.start, at),
                b'{' => self.masked(range.start, at, template(text, at, &mut closers), MaskKind::Template),
                b'\\' => self.masked(range.start, at, formula(text, at, &mut closers), MaskKind::Formula).max(at + 2),
                b'=' => self.masked(range.start, at, picture_size(text, at), MaskKind::PictureSize),
                _ => self.comment(text, range.start, at),
            };
            if at >= bytes.len() {
                break;
            }
        }
    }

    /// Adds a mask for the bytes from `at` to `end` of a chunk, if there is an end, and returns the byte to continue at.
    fn masked(&mut self, chunk: usize, at: usize, end: Option<usize>, kind: MaskKind) -> usize {
        let Some(end) = end else { return at + 1 };
        self.masks.push(Mask { range: chunk + at..chunk + end, kind });
        end
    }

    fn note_ref(&mut self, text: &str, chunk: usize, at: usize) -> usize {
        let Some(rest) = text[at..].strip_prefix("[^") else { return at + 1 };
        // Looking further would make the cost quadratic.
        let mut limit = rest.len().min(LONGEST_LABEL);
        while !rest.is_char_boundary(limit) {
            limit -= 1;
        }
        let Some(length) = rest[..limit].find(']') else { return at + 1 };
        let label = &rest[..length];
        let is_label = !label.is_empty() && !label.contains(|c: char| c.is_whitespace() || c == '[');
        let end = at + 2 + length + 1;
        let before = text[..at].trim_end_matches([' ', '\t', '>']);
        let begins_line = before.is_empty() || before.ends_with('\n');
        let is_definition = begins_line && text[end..].starts_with(':');
        self.masked(chunk, at, (is_label && !is_definition).then_some(end), MaskKind::NoteRef)
    }

    /// Masks a comment between `%%` and `%%`, which may contain empty lines if both are at the beginning of a line.
    fn comment(&mut self, text: &str, chunk: usize, at: usize) -> usize {
        let Some(rest) = text[at..].strip_prefix("%%") else { return at + 1 };
        let begins_line = text[..at].is_empty() || text[..at].ends_with('\n');
        let end = match rest.find("%%") {
            Some(end) => Some(end),
            None if begins_line => self.source[chunk + at + 2..].find("\n%%").map(|end| end + 1),
            None => None,
        };
        match end {
            Some(end) => self.masked(chunk, at, Some(at + 2 + end + 2), MaskKind::Comment),
            None => at + 2,
        }
    }
}

/// The positions after which a closing delimiter is known not to occur in a chunk, so that it is searched for only once.
#[derive(Default)]
struct Closers {
    absent: Vec<String>,
}

impl Closers {
    fn find(&mut self, text: &str, from: usize, closer: &str) -> Option<usize> {
        if self.absent.iter().any(|absent| absent == closer) {
            return None;
        }
        let found = text.get(from..)?.find(closer).map(|at| from + at);
        if found.is_none() {
            self.absent.push(closer.to_string());
        }
        found
    }
}

fn code_fence(line: &str) -> Option<CodeFence> {
    let mark = *line.as_bytes().first().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = line.bytes().take_while(|b| *b == mark).count();
    let info = line[length..].trim();
    let word = info.split_whitespace().next().unwrap_or_default().trim_matches(['{', '}', '.']);
    // The content of some fenced blocks is Markdown itself.
    let is_code = word == "code" || !super::syntax::FENCES.contains(&word);
    (length >= 3 && is_code && !(mark == b'`' && info.contains('`'))).then_some(CodeFence { mark, length })
}

fn closes(line: &str, open: CodeFence) -> bool {
    line.len() >= open.length && line.bytes().all(|b| b == open.mark)
}

/// Returns the kind of mark-up that a line consists of.
fn whole_line(line: &str) -> Option<MaskKind> {
    if line.starts_with(":::") {
        return Some(MaskKind::Division);
    }
    PAGE_BREAKS.contains(&line).then_some(MaskKind::PageBreak)
}

/// Returns the byte after the code span that begins at `at`, or after its opening backticks if it is never closed.
fn after_code(bytes: &[u8], at: usize, closers: &mut Closers) -> usize {
    let run = |from: usize| bytes[from..].iter().take_while(|b| **b == b'`').count();
    let length = run(at);
    let opening_end = at + length;
    let closer = "`".repeat(length);
    if closers.absent.contains(&closer) {
        return opening_end;
    }
    let mut next = opening_end;
    while let Some(found) = bytes[next..].iter().position(|b| *b == b'`') {
        next += found;
        let found_length = run(next);
        next += found_length;
        if found_length == length {
            return next;
        }
    }
    closers.absent.push(closer);
    opening_end
}

/// Returns the end of the template tag that begins at `at`.
fn template(text: &str, at: usize, closers: &mut Closers) -> Option<usize> {
    const PAIRS: [(&str, &str); 4] = [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}")];
    let (opening, closing) = PAIRS.into_iter().find(|(opening, _)| text[at..].starts_with(opening))?;
    Some(closers.find(text, at + opening.len(), closing)? + closing.len())
}

/// Returns the end of the formula that begins at `at`. Escaped brackets are only taken for one if they contain a command, an
/// index or an exponent.
fn formula(text: &str, at: usize, closers: &mut Closers) -> Option<usize> {
    let closing = match text.as_bytes().get(at + 1)? {
        b'(' => "\\)",
        b'[' => "\\]",
        _ => return None,
    };
    let end = closers.find(text, at + 2, closing)?;
    let content = &text[at + 2..end];
    let has_command = content.split('\\').skip(1).any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    let is_formula = has_command || content.contains(['^', '_', '=', '{']);
    is_formula.then_some(end + closing.len())
}

/// Returns the end of the size that begins at `at`, as in `![](a.png =200x100)`.
fn picture_size(text: &str, at: usize) -> Option<usize> {
    if !text[..at].ends_with(' ') || !text[at + 1..].starts_with(|c: char| c.is_ascii_digit() || c == 'x') {
        return None;
    }
    let line = text[..at].rsplit('\n').next()?;
    if !line[line.rfind("![")?..].contains("](") {
        return None;
    }
    let end = at + text[at..].find(')').filter(|length| *length < 24)?;
    parse_picture_size(&text[at..end]).map(|_| end)
}

/// Parses `=200x100`, `=200x` or `=50%x`, and returns the width as typed, without the unit for pixels.
pub(super) fn parse_picture_size(size: &str) -> Option<&str> {
    let (width, height) = size.trim().strip_prefix('=')?.split_once('x')?;
    let is_number = |part: &str| part.trim_end_matches('%').bytes().all(|b| b.is_ascii_digit());
    (is_number(width) && is_number(height)).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        apply(text, &find(text, 0))
    }

    #[test]
    fn masks_keep_the_length_and_leave_code_alone() {
        for (text, expected) in [
            ("mot[^1] `[^2]` [^a b]", "mot,,,, `[^2]` [^a b]"),
            ("[^1]: note", "[^1]: note"),
            ("a {{< x >}} b {{ y }} c", "a ,,,,,,,,, b ,,,,,,, c"),
            ("a {{< x\n\nb", "a {{< x\n\nb"),
            ("```\n{{ x }}\n```\n{{ x }}", "```\n{{ x }}\n```\n,,,,,,,"),
            ("::: note\ntexte\n:::\n", "********\ntexte\n***\n"),
            ("\\newpage\n", "********\n"),
            ("%% a\n\nb\n%%\nc", ",,,,,,,,,,\nc"),
            ("100 %% de 3", "100 %% de 3"),
            ("![e](a.png =200x)", "![e](a.png      )"),
            ("\\(x^2\\) et \\[sic\\]", ",,,,,,, et \\[sic\\]"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn pathological_texts_are_scanned_in_linear_time() {
        for piece in ["{{", "`", "[^", "%%", "\\(", "=", "![](", "` `` "] {
            assert_eq!(masked(&piece.repeat(50_000)).len(), piece.len() * 50_000);
        }
    }
}
