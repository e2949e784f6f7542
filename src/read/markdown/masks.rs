//! Finds the mark-up of other dialects that a CommonMark parser would misread, and masks it.
//!
//! Input: a text. Output: the same text with each piece of such mark-up replaced by characters that the parser reads correctly,
//! and the list of the pieces. The masked text has the same length in bytes, so every position in it is a position in the
//! original. Code is left alone.

use std::collections::HashMap;
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
    /// A dollar sign of an amount, which doesn't begin a formula.
    Dollar,
}

impl MaskKind {
    /// Returns the byte that replaces the bytes of the mark-up. The parser turns a line of asterisks into a thematic break,
    /// which also ends a paragraph. Commas are punctuation, as brackets are, so the rules for emphasis apply unchanged.
    fn filler(self) -> u8 {
        match self {
            MaskKind::Division | MaskKind::PageBreak => b'*',
            MaskKind::PictureSize => b' ',
            MaskKind::NoteRef | MaskKind::Template | MaskKind::Comment | MaskKind::Formula | MaskKind::Dollar => b',',
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

/// The number of bytes within which the label of a note must end. Longer text in brackets isn't taken for a label.
const LONGEST_LABEL: usize = 100;

/// The commands for a page break, each on a line by itself.
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
        let mut code: Option<CodeFence> = None;
        // The open fenced blocks whose content is Markdown, from the outermost to the innermost.
        let mut blocks: Vec<CodeFence> = Vec::new();
        let mut chunk = body;
        let mut at = body;
        for line in self.source[body..].split_inclusive('\n') {
            let next = at + line.len();
            let bare = line.trim_start_matches([' ', '\t', '>']);
            let trimmed = bare.trim_end();
            let ends_chunk = if let Some(open) = code {
                code = code.filter(|_| !closes(trimmed, open));
                chunk = next;
                true
            } else if blocks.last().is_some_and(|open| closes(trimmed, *open)) {
                blocks.pop();
                true
            } else if let Some((open, is_code)) = code_fence(trimmed) {
                if is_code {
                    code = Some(open);
                } else {
                    blocks.push(open);
                    // The rest of the line is the title of the block.
                    self.inline(chunk..at.max(chunk));
                    self.inline(at + line.len() - bare.len() + open.length..next);
                    chunk = next;
                }
                true
            } else if trimmed.is_empty() {
                true
            } else {
                whole_line(trimmed).is_some()
            };
            if ends_chunk {
                self.inline(chunk..at.max(chunk));
                chunk = next;
            }
            if code.is_none()
                && let Some(kind) = whole_line(trimmed)
            {
                let start = at + line.len() - bare.len();
                self.masks.push(Mask { range: start..start + trimmed.len(), kind });
            }
            at = next;
        }
        self.inline(chunk..at);
    }

    /// Scans a chunk: the text between empty lines, code blocks and lines that are masked as a whole.
    fn inline(&mut self, range: Range<usize>) {
        let text = &self.source[range.clone()];
        let bytes = text.as_bytes();
        // A comment that began in an earlier chunk may end inside or after this one.
        let done = self.masks.last().map_or(0, |mask| mask.range.end).max(range.start) - range.start;
        let mut at = done.min(bytes.len());
        let mut closers = Closers { code: code_spans(bytes), absent: Vec::new() };
        let mut in_formula = false;
        let is_mark = |b: &u8| matches!(b, b'`' | b'[' | b'{' | b'%' | b'\\' | b'=' | b'$');
        while let Some(found) = bytes[at..].iter().position(is_mark) {
            at += found;
            at = match bytes[at] {
                b'`' => closers.after_code(at),
                b'[' => self.note_ref(text, range.start, at),
                b'{' => self.masked(range.start, at, template(text, at, &mut closers), MaskKind::Template),
                b'\\' => self.masked(range.start, at, formula(text, at, &mut closers), MaskKind::Formula).max(at + 2),
                b'=' => self.masked(range.start, at, picture_size(text, at), MaskKind::PictureSize),
                b'$' => self.dollar(text, range.start, at, &mut in_formula),
                _ => self.comment(text, range.start, at, &mut closers),
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

    /// Masks the dollar sign of an amount. Other dollar signs may begin or end a formula, which the parser reads.
    fn dollar(&mut self, text: &str, chunk: usize, at: usize, in_formula: &mut bool) -> usize {
        if text[at..].starts_with("$$") {
            return at + 2;
        }
        if *in_formula {
            *in_formula = false;
        } else if is_amount(text, at) {
            return self.masked(chunk, at, Some(at + 1), MaskKind::Dollar);
        } else {
            *in_formula = text[at + 1..].starts_with(|c: char| !c.is_whitespace());
        }
        at + 1
    }

    /// Masks a comment between `%%` and `%%`, which may contain empty lines if both marks are at the beginning of a line.
    fn comment(&mut self, text: &str, chunk: usize, at: usize, closers: &mut Closers) -> usize {
        if !text[at..].starts_with("%%") {
            return at + 1;
        }
        let begins_line = text[..at].is_empty() || text[..at].ends_with('\n');
        let end = match closers.find(text, at + 2, "%%") {
            Some(end) => Some(end - at - 2),
            None if begins_line => self.source[chunk + at + 2..].find("\n%%").map(|end| end + 1),
            None => None,
        };
        match end {
            Some(end) => self.masked(chunk, at, Some(at + 2 + end + 2), MaskKind::Comment),
            None => at + 2,
        }
    }
}

/// Finds the ends of mark-up in a chunk.
struct Closers {
    /// The code spans, in which no mark-up begins or ends.
    code: Vec<Range<usize>>,
    /// The closing delimiters that don't occur in the rest of the chunk, so that they aren't searched for again.
    absent: Vec<String>,
}

impl Closers {
    /// Returns the first place of a closing delimiter outside code, from a byte of the chunk on.
    fn find(&mut self, text: &str, from: usize, closer: &str) -> Option<usize> {
        if self.absent.iter().any(|absent| absent == closer) {
            return None;
        }
        let mut at = from;
        while let Some(found) = text.get(at..)?.find(closer).map(|found| at + found) {
            match self.code_around(found) {
                Some(code) => at = code.end,
                None => return Some(found),
            }
        }
        self.absent.push(closer.to_string());
        None
    }

    fn code_around(&self, at: usize) -> Option<&Range<usize>> {
        let after = self.code.partition_point(|code| code.start <= at);
        self.code.get(after.checked_sub(1)?).filter(|code| code.end > at)
    }

    /// Returns the byte after the code span that begins at `at`, or after the backtick if none begins there.
    fn after_code(&self, at: usize) -> usize {
        self.code_around(at).map_or(at + 1, |code| code.end)
    }
}

/// Returns the code spans of a chunk. A span begins and ends with the same number of backticks.
fn code_spans(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|b| *b == b'`') {
        let start = at + found;
        let length = bytes[start..].iter().take_while(|b| **b == b'`').count();
        at = start + length;
        runs.push(start..at);
    }
    // For each run, the next one of the same length.
    let mut next_of_length: HashMap<usize, usize> = HashMap::new();
    let mut partner = vec![None; runs.len()];
    for (index, run) in runs.iter().enumerate().rev() {
        partner[index] = next_of_length.insert(run.len(), index);
    }
    let mut spans = Vec::new();
    let mut index = 0;
    while index < runs.len() {
        match partner[index] {
            Some(closing) => {
                spans.push(runs[index].start..runs[closing].end);
                index = closing + 1;
            }
            None => index += 1,
        }
    }
    spans
}

/// Returns the fence that a line consists of, and whether its content is code.
fn code_fence(line: &str) -> Option<(CodeFence, bool)> {
    let mark = *line.as_bytes().first().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = line.bytes().take_while(|b| *b == mark).count();
    let info = line[length..].trim();
    let word = info.split_whitespace().next().unwrap_or_default().trim_matches(['{', '}', '.']);
    // The content of some fenced blocks is Markdown itself.
    let is_code = word == "code" || !super::syntax::FENCES.contains(&word);
    (length >= 3 && !(mark == b'`' && info.contains('`'))).then_some((CodeFence { mark, length }, is_code))
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

/// Returns the end of the template tag that begins at `at`.
fn template(text: &str, at: usize, closers: &mut Closers) -> Option<usize> {
    const PAIRS: [(&str, &str); 4] = [("{{<", ">}}"), ("{{%", "%}}"), ("{{", "}}"), ("{%", "%}")];
    let (opening, closing) = PAIRS.into_iter().find(|(opening, _)| text[at..].starts_with(opening))?;
    Some(closers.find(text, at + opening.len(), closing)? + closing.len())
}

/// Returns the end of the formula that begins at `at`. Escaped brackets are taken for a formula only if they contain a
/// command, an index, an exponent, an equals sign or a brace.
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

/// Whether the dollar sign at `at` belongs to an amount: `5$`, `5 $` or `$5`, but not `$5$`, which is a formula.
fn is_amount(text: &str, at: usize) -> bool {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | ')' | '!' | '?');
    let (before, after) = (&text[..at], &text[at + 1..]);
    let follows_number = before.trim_end_matches([' ', '\u{a0}', '\u{202f}']).ends_with(|c: char| c.is_ascii_digit());
    let ends_amount = follows_number && (after.is_empty() || after.starts_with(is_end));
    let number = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',')).len();
    let rest = &after[number..];
    ends_amount || (number > 0 && (rest.is_empty() || rest.starts_with(is_end)))
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
            ("5 %% et `%%x%%`", "5 %% et `%%x%%`"),
            ("{{ a `}}` b", "{{ a `}}` b"),
            ("```box\n[^1]\n```\n[^2]", "```box\n,,,,\n```\n,,,,"),
            ("5$, 10 $ et $20, $x$ `$y$`", "5,, 10 , et ,20, $x$ `$y$`"),
            ("$a^2 + b^2$ et $x = 5$.", "$a^2 + b^2$ et $x = 5$."),
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
