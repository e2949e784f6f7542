//! Notes: the list at the end, and the calls that were glued to words.

use crate::copy::{CALL, CALL_END, CopyBlock, CopyKind, Repair, Rule, Trust, mark};

/// Headings of lists of notes.
const HEADS: [&str; 10] = [
    "notes",
    "note",
    "notes de bas de page",
    "notes et références",
    "références",
    "notes de fin",
    "footnotes",
    "endnotes",
    "notes :",
    "notes.",
];

/// The number that a note begins with, and the rest: `1. `, `[1] `, `(1) `, `¹ `, `1) `, `1 `.
pub(super) fn marker(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start();
    if let Some((number, rest)) = superscript(text) {
        return Some((number, rest.trim_start()));
    }
    let (open, inner) = match text.chars().next()? {
        c @ ('[' | '(') => (Some(c), &text[1..]),
        _ => (None, text),
    };
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let (number, rest) = inner.split_at(digits);
    let rest = match (open, rest.chars().next()) {
        (Some('['), Some(']')) | (Some('('), Some(')')) => &rest[1..],
        (None, Some('.' | ')' | ':' | '-' | '↑')) => rest[1..].trim_start_matches('↑'),
        (None, Some(' ' | '\t' | '\u{a0}')) => rest,
        _ => return None,
    };
    rest.starts_with([' ', '\t', '\u{a0}', '.', '\n']).then_some(())?;
    Some((number.parse().ok()?, rest.trim_start_matches('.').trim_start()))
}

/// A number in raised figures.
fn superscript(text: &str) -> Option<(u32, &str)> {
    const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let mut number = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let Some(digit) = RAISED.chars().position(|raised| raised == c) else { break };
        number = number * 10 + digit as u32;
        end = at + c.len_utf8();
    }
    (end > 0 && number < 1000).then(|| (number, &text[end..]))
}

/// The list of notes at the end of the blocks becomes notes; gives their labels, and what was found.
pub(super) fn list(blocks: &mut Vec<CopyBlock>) -> (Vec<u32>, Vec<Repair>) {
    let mut repairs = Vec::new();
    let head = blocks.iter().rposition(|block| HEADS.contains(&block.text.trim().to_lowercase().as_str()));
    let Some(start) = head.map(|head| head + 1).or_else(|| unheaded(blocks)) else { return (Vec::new(), repairs) };
    let mut labels: Vec<u32> = Vec::new();
    let mut notes: Vec<CopyBlock> = Vec::new();
    for block in &blocks[start..] {
        for (n, text) in block.text.split('\n').enumerate() {
            let expected = labels.last().map_or(1, |last| last + 1);
            let line = block.line + n;
            match marker(text).filter(|(number, _)| *number == expected || labels.is_empty() && *number < 3) {
                Some((number, rest)) => {
                    labels.push(number);
                    notes.push(CopyBlock { kind: CopyKind::Note(number.to_string()), text: rest.to_string(), line });
                }
                None => match notes.last_mut() {
                    Some(note) => {
                        note.text.push('\n');
                        note.text.push_str(text);
                    }
                    None => return (Vec::new(), repairs),
                },
            }
        }
    }
    if labels.is_empty() {
        return (labels, repairs);
    }
    if let Some(head) = head {
        let (line, before) = (blocks[head].line, blocks[head].text.clone());
        repairs.push(Repair { rule: Rule::NotesHead, trust: Trust::Sure, line, before, after: String::new() });
        blocks.truncate(head);
    } else {
        blocks.truncate(start);
    }
    blocks.append(&mut notes);
    (labels, repairs)
}

/// Where a list of notes without a heading begins: the last block that is number 1, if numbers follow it to the end.
fn unheaded(blocks: &[CopyBlock]) -> Option<usize> {
    let start = blocks.iter().rposition(|block| marker(&block.text).is_some_and(|(number, _)| number == 1))?;
    let rest = &blocks[start..];
    let numbered = rest.iter().filter(|block| marker(&block.text).is_some()).count();
    // A list in the text is followed by text.
    let last = rest.last().is_some_and(|block| marker(&block.text).is_some());
    (start > 0 && last && numbered * 3 >= rest.len() * 2).then_some(start)
}

/// A place that may call a note.
struct Candidate {
    block: usize,
    from: usize,
    to: usize,
    number: u32,
    /// How much it looks like a call.
    weight: u32,
}

/// Finds the calls of notes in all blocks: by number, by order, by how much they look like one.
pub(super) fn calls(blocks: &mut [CopyBlock], labels: &[u32]) -> Vec<Repair> {
    let mut found: Vec<Candidate> = Vec::new();
    for (number, block) in blocks.iter().enumerate() {
        if !matches!(block.kind, CopyKind::Note(_)) {
            candidates(&block.text, number, &mut found);
        }
    }
    let chosen = chain(&found, labels);
    let mut repairs = alone(blocks, labels, (&found, &chosen));
    // From the end on, so that what stands before keeps its place.
    for (at, candidate) in found.iter().enumerate().rev() {
        let block = &mut blocks[candidate.block];
        let (line, before) = (line_at(block, candidate.from), around(&block.text, candidate));
        if chosen.binary_search(&at).is_ok() {
            let call = format!("{CALL}{}{CALL_END}", candidate.number);
            block.text.replace_range(candidate.from..candidate.to, &call);
            let after = format!("[^{}]", candidate.number);
            repairs.push(Repair { rule: Rule::Note, trust: Trust::Likely, line, before, after });
        } else if calls_nothing(candidate, labels) {
            block.text.insert_str(candidate.to, &mark(Rule::CallAlone, ""));
            let after = candidate.number.to_string();
            repairs.push(Repair { rule: Rule::CallAlone, trust: Trust::Doubtful, line, before, after });
        }
    }
    repairs
}

/// Whether a place looks so much like a call that it has to be said that no note belongs to it.
fn calls_nothing(candidate: &Candidate, labels: &[u32]) -> bool {
    !labels.contains(&candidate.number)
        && (candidate.weight > STRONG || candidate.weight == STRONG && !labels.is_empty())
}

/// Notes that nothing calls stay at the end, as paragraphs with their number: their words aren't lost.
fn alone(blocks: &mut [CopyBlock], labels: &[u32], (found, chosen): (&[Candidate], &[usize])) -> Vec<Repair> {
    let mut repairs = Vec::new();
    for label in labels.iter().filter(|label| !chosen.iter().any(|at| found[*at].number == **label)) {
        let Some(note) = blocks.iter_mut().find(|block| block.kind == CopyKind::Note(label.to_string())) else {
            continue;
        };
        let (line, before, after) = (note.line, super::structure::opening(&note.text), label.to_string());
        note.text = format!("{label}. {}{}", note.text, mark(Rule::NoteAlone, ""));
        note.kind = CopyKind::Text;
        repairs.push(Repair { rule: Rule::NoteAlone, trust: Trust::Doubtful, line, before, after });
    }
    repairs
}

fn line_at(block: &CopyBlock, at: usize) -> usize {
    block.line + block.text[..at].matches('\n').count()
}

fn around(text: &str, candidate: &Candidate) -> String {
    let from = text[..candidate.from].char_indices().rev().nth(14).map_or(0, |(at, _)| at);
    text[from..candidate.to].replace('\n', " ")
}

/// From this weight on a number is a call whatever stands around.
const STRONG: u32 = 6;

/// Places in a text that may be calls.
fn candidates(text: &str, block: usize, found: &mut Vec<Candidate>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let c = bytes[at];
        if c.is_ascii_digit() && (at == 0 || !bytes[at - 1].is_ascii_digit()) {
            let digits = bytes[at..].iter().take_while(|b| b.is_ascii_digit()).count();
            digits_at(text, (at, digits), block, found);
            at += digits;
            continue;
        }
        if c >= 0xc2
            && let Some((number, rest)) = text.is_char_boundary(at).then(|| superscript(&text[at..])).flatten()
        {
            let to = text.len() - rest.len();
            // A square metre is no note.
            let unit = text[..at].ends_with(['m', 'k']) && number < 4;
            if !unit && at > 0 {
                found.push(Candidate { block, from: at, to, number, weight: STRONG + 2 });
            }
            at = to;
            continue;
        }
        at += 1;
    }
}

/// Whether figures at a place may call a note.
fn digits_at(text: &str, (at, digits): (usize, usize), block: usize, found: &mut Vec<Candidate>) {
    let (before, after) = (&text[..at], &text[at + digits..]);
    let mut push = |from: usize, to: usize, typed: &str, weight: u32| {
        if let Ok(number) = typed.parse() {
            found.push(Candidate { block, from, to, number, weight });
        }
    };
    let typed = &text[at..at + digits];
    // [12] and (1), perhaps with a space before.
    for (open, close, weight) in [('[', ']', STRONG + 1), ('(', ')', 4)] {
        if before.ends_with(open) && after.starts_with(close) && digits < 4 {
            let head = before[..at - 1].trim_end();
            let from = if head.is_empty() { at - 1 } else { head.len() };
            if !head.is_empty() {
                push(from, at + digits + 1, typed, weight);
            }
            return;
        }
    }
    let ends = after.is_empty()
        || after.starts_with(|c: char| {
            c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '»' | '”' | '…' | ']')
        });
    if !ends {
        return;
    }
    // A decimal or a thousand goes on: 3,5 and 1.000.
    let mut rest = after.chars();
    if matches!(rest.next(), Some('.' | ',')) && rest.next().is_some_and(|c| c.is_ascii_digit()) {
        return;
    }
    // A year with its call: 20195.
    if digits == 5 || digits == 6 {
        let (year, call) = typed.split_at(4);
        if (year.starts_with("19") || year.starts_with("20") || year.starts_with("18")) && !call.starts_with('0') {
            push(at + 4, tight(text, at + digits), call, 3);
        }
        return;
    }
    if digits > 3 || typed.starts_with('0') {
        return;
    }
    match before.chars().next_back() {
        Some('”' | '»' | '’' | '"' | ')' | '.' | ',' | '…' | '!' | '?' | ';') => {
            // 3.4 and 12,5 are numbers, as is what follows the sign of a paragraph.
            let number = before.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
            if !number {
                push(at, tight(text, at + digits), typed, 5);
            }
        }
        Some(c) if c.is_alphabetic() => {
            let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            let small = word.chars().filter(|c| c.is_lowercase()).count();
            let code = word.chars().any(|c| c.is_ascii_digit()) || small < 2 && word.chars().count() < 4;
            if !code {
                push(at, tight(text, at + digits), typed, 5);
            }
        }
        Some(' ' | '\u{a0}' | '\u{202f}') => {
            // `massacre 3 ,`: with a space on both sides, and a sign.
            let head = before.trim_end();
            let worded = head.ends_with(|c: char| c.is_alphabetic() || matches!(c, '”' | '»' | ')' | '"'));
            let signed =
                after.trim_start().starts_with(['.', ',', ';', ':', '!', '?']) && after.starts_with([' ', '\u{a0}']);
            let quoted = head.ends_with(['”', '»', '"']);
            if worded && (signed || quoted) {
                push(head.len(), tight(text, at + digits), typed, if signed { 4 } else { 3 });
            } else if worded && after.starts_with(['.', ',']) {
                push(head.len(), at + digits, typed, 1);
            }
        }
        _ => {}
    }
}

/// The end of a call: a space before a stop goes with it.
fn tight(text: &str, end: usize) -> usize {
    let rest = text[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    if rest.starts_with(['.', ',']) { text.len() - rest.len() } else { end }
}

/// The heaviest chain of candidates whose numbers are labels and grow; later ones win where all else is equal.
fn chain(found: &[Candidate], labels: &[u32]) -> Vec<usize> {
    let Some(last) = labels.iter().max().map(|last| *last as usize) else { return Vec::new() };
    // The best chain that ends with each number: its weight, and its last candidate.
    let mut best: Vec<(u32, Option<usize>)> = vec![(0, None); last + 1];
    let mut before: Vec<Option<usize>> = vec![None; found.len()];
    for (at, candidate) in found.iter().enumerate() {
        let number = candidate.number as usize;
        if number == 0 || number > last || !labels.contains(&candidate.number) {
            continue;
        }
        let mut reached = (0, None);
        for lower in &best[..number] {
            if lower.0 > reached.0 {
                reached = *lower;
            }
        }
        // The next number in turn is worth more than a jump.
        let next = reached.1.map_or(number == 1, |at: usize| found[at].number as usize + 1 == number);
        let weight = reached.0 + candidate.weight * 2 + u32::from(next) * 3;
        if weight > best[number].0 {
            best[number] = (weight, Some(at));
            before[at] = reached.1;
        }
    }
    let mut end = best.iter().max_by_key(|(weight, _)| *weight).and_then(|(_, at)| *at);
    let mut chosen = Vec::new();
    while let Some(at) = end {
        chosen.push(at);
        end = before[at];
    }
    chosen.reverse();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn called(text: &str, count: u32) -> String {
        let mut blocks = vec![CopyBlock { kind: CopyKind::Text, text: text.to_string(), line: 1 }];
        let labels: Vec<u32> = (1..=count).collect();
        blocks.extend(labels.iter().map(|n| CopyBlock {
            kind: CopyKind::Note(n.to_string()),
            text: "x".into(),
            line: 9,
        }));
        calls(&mut blocks, &labels);
        blocks[0].text.replace(CALL, "{").replace(CALL_END, "}")
    }

    #[test]
    fn calls_in_all_their_forms() {
        assert_eq!(called("une “couleur”1 au", 1), "une “couleur”{1} au");
        assert_eq!(called("un2 a, abri1 massacre 2 , et", 2), "un2 a, abri{1} massacre{2}, et");
        assert_eq!(called("depuis des années1 . Fin", 1), "depuis des années{1}. Fin");
        assert_eq!(called("en 20191 .", 1), "en 2019{1}.");
        assert_eq!(called("mot [1] et mot[2], puis¹² fin", 2), "mot{1} et mot{2}, puis¹² fin");
        assert_eq!(called("mot¹ puis (2) là", 2), "mot{1} puis{2} là");
        assert_eq!(called("les “pilleurs” 1 . Le", 1), "les “pilleurs”{1}. Le");
    }

    #[test]
    fn years_codes_and_ordinals_are_no_calls() {
        for text in ["le G7 et le 1er mai 1 an", "en 1936 ou 2 fois, 3,5 km", "une B1 et CO2", "12 m² et 3 km²"] {
            assert_eq!(called(text, 3), text);
        }
    }

    #[test]
    fn markers_of_lists() {
        for (text, rest) in
            [("1. Un", "Un"), ("[1] Un", "Un"), ("(1) Un", "Un"), ("¹ Un", "Un"), ("1) Un", "Un"), ("1 Un", "Un")]
        {
            assert_eq!(marker(text), Some((1, rest)), "{text}");
        }
        for text in ["1er mai", "1936 fut", "G7", "1.5 litre"] {
            assert_eq!(marker(text), None, "{text}");
        }
    }
}
