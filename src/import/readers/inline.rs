//! Blocks of copy from runs of characters: what HTML, .docx and .odt have in common.

use crate::import::document::{Block, BlockKind, CALL, CALL_END, Document, escaped};

/// How characters are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) bold: bool,
    pub(super) italic: bool,
    /// Figures that stand high call a note.
    pub(super) raised: bool,
    /// Where they lead.
    pub(super) link: Option<String>,
}

/// Characters of one style. Calls and pictures stand among them as they are.
struct Run {
    text: String,
    style: Style,
}

/// Gathers runs into blocks.
#[derive(Default)]
pub(super) struct Gatherer {
    pub(super) copy: Document,
    runs: Vec<Run>,
    /// Where the block began.
    line: usize,
}

impl Gatherer {
    /// Characters of a style; spaces in a row become one.
    pub(super) fn text(&mut self, text: &str, style: &Style, line: usize) {
        if self.runs.is_empty() {
            self.line = line;
        }
        let text = if style.raised { raised(text) } else { None }.unwrap_or_else(|| text.to_string());
        let mut spaced = self.runs.last().is_none_or(|run| run.text.ends_with([' ', '\n']));
        let fresh = self.runs.last().is_none_or(|run| run.style != *style || run.text.starts_with(CALL));
        if fresh {
            self.runs.push(Run { text: String::new(), style: style.clone() });
        }
        let Some(run) = self.runs.last_mut() else { return };
        for c in text.chars() {
            let c = if matches!(c, '\t' | '\r' | '\n' | '\u{c}') { ' ' } else { c };
            if !(matches!(c, CALL | CALL_END) || c == ' ' && spaced) {
                run.text.push(c);
            }
            spaced = c == ' ';
        }
    }

    /// The end of a line within a block.
    pub(super) fn line_end(&mut self) {
        if let Some(run) = self.runs.last_mut() {
            run.text.truncate(run.text.trim_end_matches(' ').len());
            run.text.push('\n');
        }
    }

    /// The call of a note.
    pub(super) fn call(&mut self, label: &str, line: usize) {
        if self.runs.is_empty() {
            self.line = line;
        }
        // Brackets around a call are the source's way of raising it.
        if let Some(run) = self.runs.last_mut() {
            run.text.truncate(run.text.trim_end_matches(['[', '(']).len());
        }
        self.runs.push(Run { text: format!("{CALL}{label}{CALL_END}"), style: Style::default() });
    }

    /// Whether nothing was gathered yet but spaces.
    pub(super) fn is_empty(&self) -> bool {
        self.runs.iter().all(|run| run.text.trim().is_empty())
    }

    /// What was gathered, as Markdown.
    pub(super) fn take(&mut self) -> String {
        rendered(&std::mem::take(&mut self.runs))
    }

    /// A block that is whole already.
    pub(super) fn block(&mut self, kind: BlockKind, text: String, line: usize) {
        self.copy.blocks.push(Block { kind, text, line });
    }
}

/// Rows of cells as Markdown has them; nothing where they are too few or too long for a table.
pub(super) fn table(rows: &[Vec<String>]) -> Option<String> {
    let rows: Vec<&Vec<String>> = rows.iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let short = rows.iter().flat_map(|row| row.iter()).all(|cell| cell.chars().count() < 200);
    if columns < 2 || rows.len() < 2 || !short {
        return None;
    }
    let mut out = String::new();
    for (n, row) in rows.iter().enumerate() {
        let cell =
            |column: usize| row.get(column).map_or(String::new(), |cell| cell.replace('|', "\\|").replace('\n', " "));
        out.push_str(&format!("| {} |\n", (0..columns).map(cell).collect::<Vec<_>>().join(" | ")));
        if n == 0 {
            out.push_str(&format!("|{}\n", " --- |".repeat(columns)));
        }
    }
    Some(out)
}

/// Figures as raised ones; nothing where other characters are among them.
fn raised(text: &str) -> Option<String> {
    let bare = text.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    let high = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits: Option<String> = bare.chars().map(|c| high.get(c.to_digit(10)? as usize).copied()).collect();
    digits.filter(|digits| !digits.is_empty())
}

/// Runs as Markdown. Signs of emphasis stand at words, never at spaces.
fn rendered(runs: &[Run]) -> String {
    let mut out = String::new();
    for (at, run) in runs.iter().enumerate() {
        if run.text.starts_with(CALL) {
            // The closing bracket of a call goes with the opening one.
            out.push_str(&run.text);
            continue;
        }
        let after_call = at > 0 && runs[at - 1].text.starts_with(CALL);
        let text = if after_call { run.text.strip_prefix([']', ')']).unwrap_or(&run.text) } else { &run.text };
        let next = runs.get(at + 1).and_then(|run| run.text.chars().next()).unwrap_or(' ');
        styled(text, &run.style, next, &mut out);
    }
    out.trim().replace(" \n", "\n").replace("\n ", "\n")
}

fn styled(text: &str, style: &Style, next: char, out: &mut String) {
    let signs = match (style.bold, style.italic) {
        (true, true) => "***",
        (true, false) => "**",
        (false, true) => "*",
        (false, false) => "",
    };
    let inner = text.trim();
    let plain = signs.is_empty() && style.link.is_none();
    if plain || !inner.contains(char::is_alphanumeric) {
        out.push_str(&escaped(text));
        return;
    }
    // A sign between two letters opens and closes only if no other sign stands inside of it.
    let joined = |c: char| c.is_alphanumeric();
    let before = out.chars().next_back().filter(|_| text.starts_with(inner)).unwrap_or(' ');
    let after = if text.ends_with(inner) { next } else { ' ' };
    let head = if joined(before) { inner.len() - inner.trim_start_matches(|c: char| !joined(c)).len() } else { 0 };
    let tail = if joined(after) { inner.trim_end_matches(|c: char| !joined(c)).len() } else { inner.len() };
    let (lead, rest) = text.split_at(text.find(inner).unwrap_or(0));
    let (inner, trail) = rest.split_at(inner.len());
    out.push_str(lead);
    out.push_str(&escaped(&inner[..head]));
    let middle = escaped(&inner[head..tail]).replace('\n', " ");
    match &style.link {
        Some(address) if *address != inner => {
            let address = address.replace(' ', "%20").replace('(', "%28").replace(')', "%29");
            out.push_str(&format!("{signs}[{middle}]({address}){signs}"));
        }
        _ => out.push_str(&format!("{signs}{middle}{signs}")),
    }
    out.push_str(&escaped(&inner[tail..]));
    out.push_str(trail);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(parts: &[(&str, bool, bool)]) -> String {
        let mut gatherer = Gatherer::default();
        for (text, bold, italic) in parts {
            gatherer.text(text, &Style { bold: *bold, italic: *italic, ..Style::default() }, 1);
        }
        gatherer.take()
    }

    #[test]
    fn emphasis_stands_at_words() {
        assert_eq!(text(&[("un ", false, false), (" mot ", false, true), ("là", false, false)]), "un *mot* là");
        assert_eq!(text(&[("« ", false, true), ("mot", true, false), (" »", false, true)]), "« **mot** »");
        assert_eq!(text(&[("a", false, false), ("(b)", true, false), ("c*", false, false)]), "a(**b**)c\\*");
    }

    #[test]
    fn calls_lose_their_brackets() {
        let mut gatherer = Gatherer::default();
        let style = Style::default();
        gatherer.text("mot [", &style, 1);
        gatherer.call("3", 1);
        gatherer.text("] et", &style, 1);
        gatherer.text("12", &Style { raised: true, ..Style::default() }, 1);
        assert_eq!(gatherer.take(), format!("mot {CALL}3{CALL_END} et¹²"));
    }
}
