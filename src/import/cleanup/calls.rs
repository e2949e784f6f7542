//! Calls of notes: numbers that were glued to words, or set among them, matched with the list.

mod lost;

use super::lexicon::is_french;
use super::notes::superscript;
use crate::import::document::{Block, BlockKind, CALL, CALL_END, Repair, Rule, Trust, mark};
use crate::prose::MONTHS;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A place that may call a note.
struct Candidate {
    block: usize,
    from: usize,
    to: usize,
    number: u32,
    /// How much it looks like a call.
    weight: u32,
    /// Whether it stands among words as any number does.
    among: bool,
}

/// Finds the calls of notes in all blocks: by number, by order, by how much they look like one.
pub(super) fn find(blocks: &mut [Block], labels: &[u32]) -> Vec<Repair> {
    let of_block = |(number, block): (usize, &Block)| {
        let mut found: Vec<Candidate> = Vec::new();
        if !matches!(block.kind, BlockKind::Note(_) | BlockKind::Kept) {
            candidates(&block.text, number, &mut found);
        }
        found
    };
    let mut found: Vec<Candidate> = blocks.par_iter().enumerate().with_min_len(64).flat_map_iter(of_block).collect();
    codes(blocks, &mut found);
    let (found, chosen, among) = matched(found, labels);
    let (found, chosen) = lost::found_again(blocks, labels, found, &chosen);
    let mut repairs = alone(blocks, labels, (&found, &chosen));
    // From the end on, so that what stands before keeps its place.
    for (at, candidate) in found.iter().enumerate().rev() {
        let block = &mut blocks[candidate.block];
        let (line, before) = (line_at(block, candidate.from), around(&block.text, candidate));
        if chosen.binary_search(&at).is_ok() {
            let trust = match candidate.weight {
                lost::AGAIN => Trust::Doubtful,
                _ if candidate.among => among,
                _ => Trust::Likely,
            };
            let mut call = format!("{CALL}{}{CALL_END}", candidate.number);
            if trust == Trust::Doubtful {
                call.push_str(&mark(Rule::Note, block.text[candidate.from..candidate.to].trim()));
            }
            block.text.replace_range(candidate.from..candidate.to, &call);
            let after = format!("[^{}]", candidate.number);
            repairs.push(Repair { rule: Rule::Note, trust, line, before, after });
        } else if calls_nothing(candidate, labels) {
            block.text.insert_str(candidate.to, &mark(Rule::CallAlone, ""));
            let after = candidate.number.to_string();
            repairs.push(Repair { rule: Rule::CallAlone, trust: Trust::Doubtful, line, before, after });
        }
    }
    repairs
}

/// The candidates, those that are calls, and how sure those are that stand among words.
///
/// Numbers among words are looked at only for notes that nothing else calls. Where most calls of a text are set that
/// way, it is its way.
fn matched(found: Vec<Candidate>, labels: &[u32]) -> (Vec<Candidate>, Vec<usize>, Trust) {
    let (all, among) = (found, |candidate: &Candidate| candidate.among);
    let clear: Vec<usize> = (0..all.len()).filter(|at| !all[*at].among).collect();
    let every: Vec<usize> = (0..all.len()).collect();
    let chosen = chain(&all, &clear, labels);
    if chosen.len() == labels.len() || !all.iter().any(among) {
        return (all, chosen, Trust::Likely);
    }
    let chosen = chain(&all, &every, labels);
    let set_so = chosen.iter().filter(|at| all[**at].among).count();
    let usual = set_so >= USUAL && set_so * 2 > labels.len();
    (all, chosen, if usual { Trust::Likely } else { Trust::Doubtful })
}

/// So many calls make a way of setting them.
const USUAL: usize = 4;

/// Whether a place looks so much like a call that it has to be said that no note belongs to it.
fn calls_nothing(candidate: &Candidate, labels: &[u32]) -> bool {
    !labels.contains(&candidate.number)
        && !candidate.among
        && (candidate.weight > STRONG || candidate.weight == STRONG && !labels.is_empty())
}

/// Notes that nothing calls stay at the end, as paragraphs with their number: their words aren't lost.
fn alone(blocks: &mut [Block], labels: &[u32], (found, chosen): (&[Candidate], &[usize])) -> Vec<Repair> {
    let mut repairs = Vec::new();
    for label in labels.iter().filter(|label| !chosen.iter().any(|at| found[*at].number == **label)) {
        let Some(note) = blocks.iter_mut().find(|block| block.kind == BlockKind::Note(label.to_string())) else {
            continue;
        };
        let (line, before, after) = (note.line, super::structure::opening(&note.text), label.to_string());
        note.text = format!("{label}. {}{}", note.text, mark(Rule::NoteAlone, ""));
        note.kind = BlockKind::Text;
        repairs.push(Repair { rule: Rule::NoteAlone, trust: Trust::Doubtful, line, before, after });
    }
    repairs
}

fn line_at(block: &Block, at: usize) -> usize {
    block.line + block.text[..at].matches('\n').count()
}

fn around(text: &str, candidate: &Candidate) -> String {
    let from = text[..candidate.from].char_indices().rev().nth(14).map_or(0, |(at, _)| at);
    text[from..candidate.to].replace('\n', " ")
}

/// Up to this weight a number stands among words as any other.
const AMONG: u32 = 2;
/// From this weight on a number is a call whatever stands around.
const STRONG: u32 = 6;

/// Names with a number look like calls, but stand more than once, or aren't French: `ext4`.
fn codes(blocks: &[Block], found: &mut [Candidate]) {
    let token = |candidate: &Candidate| {
        let text = &blocks[candidate.block].text;
        let word = text[..candidate.from].rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("");
        (&text[candidate.from - word.len()..candidate.to], word)
    };
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    for candidate in found.iter() {
        *counts.entry(token(candidate).0).or_default() += 1;
    }
    for candidate in found.iter_mut().filter(|candidate| candidate.weight == WORDED) {
        let (typed, word) = token(candidate);
        if !word.is_empty() {
            let again = counts.get(typed).is_some_and(|count| *count > 1);
            candidate.weight = match (is_french(word), word.starts_with(char::is_uppercase)) {
                _ if again => 2,
                (true, _) => WORDED,
                // A name has its notes too.
                (false, true) => WORDED - 1,
                (false, false) => 1,
            };
        }
    }
}

/// How much a number looks like a call that is glued to a word or a sign.
const WORDED: u32 = 5;

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
        // Raised figures begin with one of these bytes.
        if matches!(c, 0xc2 | 0xe2)
            && let Some((number, rest)) = text.is_char_boundary(at).then(|| superscript(&text[at..])).flatten()
        {
            let to = text.len() - rest.len();
            // A square metre is no note.
            let unit = text[..at].ends_with(['m', 'k']) && number < 4;
            if !unit && at > 0 {
                found.push(Candidate { block, from: at, to, number, weight: STRONG + 2, among: false });
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
            found.push(Candidate { block, from, to, number, weight, among: weight <= AMONG });
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
    if !ends_call(after) {
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
    let found = match before.chars().next_back() {
        Some(sign @ ('”' | '»' | '’' | '"' | ')' | '.' | ',' | '…' | '!' | '?' | ';' | ':')) => {
            // 3.4, 12,5 and 8:30 are numbers, as is what follows the sign of a paragraph.
            let number = before.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
            match sign {
                '.' | ',' | ':' if number => None,
                // Many a hasty typist leaves out the space after a colon.
                ':' => Some((at, WORDED - 2)),
                _ => Some((at, WORDED)),
            }
        }
        Some(c) if c.is_alphabetic() => {
            let word = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
            let small = word.chars().filter(|c| c.is_lowercase()).count();
            let code = word.chars().any(|c| c.is_ascii_digit()) || small < 2 && word.chars().count() < 4;
            (!code).then_some((at, WORDED))
        }
        Some(' ' | '\u{a0}' | '\u{202f}') => apart(before.trim_end(), after),
        // Alone on its line, below the end of a sentence.
        Some('\n') if after.trim_start_matches(' ').is_empty() || after.starts_with('\n') => {
            let head = before.trim_end();
            head.ends_with(['.', '!', '?', '…', ':', ';']).then_some((head.len(), AMONG))
        }
        _ => None,
    };
    if let Some((from, weight)) = found {
        push(from, tight(text, at + digits), typed, weight);
    }
}

/// Where a call begins that a space parts from what stands before it, and its weight, if it is one.
fn apart(head: &str, after: &str) -> Option<(usize, u32)> {
    let worded = head.ends_with(|c: char| c.is_alphabetic() || matches!(c, '”' | '»' | ')' | '"'));
    if !worded {
        let ended = head.ends_with(['.', '!', '?', '…', ',', ';', ':']) && ends_sentence(after);
        return ended.then_some((head.len(), AMONG));
    }
    // `massacre 3 ,`: with a space on both sides, and a sign.
    let signed = after.trim_start().starts_with(['.', ',', ';', ':', '!', '?']) && after.starts_with([' ', '\u{a0}']);
    let quoted = head.ends_with(['”', '»', '"']);
    if signed || quoted {
        return Some((head.len(), if signed { 4 } else { 3 }));
    }
    if head.ends_with(char::is_alphabetic) && counts(head, after) {
        return None;
    }
    let plural = after.split_whitespace().next().unwrap_or("").ends_with(['s', 'x']);
    Some((head.len(), if plural { 1 } else { AMONG }))
}

/// Whether a number is the last of a line or a paragraph, or another sentence follows it.
fn ends_sentence(after: &str) -> bool {
    after.is_empty()
        || after.starts_with('\n')
        || after.starts_with(char::is_whitespace) && after.trim_start().starts_with(|c: char| !c.is_lowercase())
}

/// Whether what follows a number lets it be a call.
fn ends_call(after: &str) -> bool {
    let ends =
        |c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '»' | '”' | '…' | ']');
    after.is_empty() || after.starts_with(ends)
}

/// Whether a number between two pieces of text counts something: after a little word, or before a unit.
fn counts(before: &str, after: &str) -> bool {
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    let next = after.split(|c: char| c.is_whitespace() || c == '.' || c == ',').find(|next| !next.is_empty());
    let next = next.unwrap_or("");
    word.chars().count() < 2
        || BEFORE_NUMBERS.contains(&word.as_str())
        || UNITS.contains(&next)
        || MONTHS.contains(&next)
        || next.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '%' | '€' | '$' | '/' | '–' | '-' | '+' | '='))
}

/// Words that a number follows, and no note.
const BEFORE_NUMBERS: [&str; 72] = [
    "au",
    "aux",
    "avant",
    "après",
    "article",
    "articles",
    "avec",
    "ans",
    "art",
    "bac",
    "catégorie",
    "chapitre",
    "chaque",
    "ces",
    "cet",
    "chap",
    "contre",
    "dans",
    "depuis",
    "des",
    "de",
    "deux",
    "du",
    "elle",
    "en",
    "entre",
    "environ",
    "est",
    "et",
    "étape",
    "fig",
    "figure",
    "groupe",
    "il",
    "jusqu",
    "la",
    "le",
    "les",
    "leurs",
    "ligne",
    "mes",
    "moins",
    "niveau",
    "no",
    "nos",
    "note",
    "numéro",
    "ou",
    "page",
    "pages",
    "par",
    "partie",
    "phase",
    "plus",
    "point",
    "pour",
    "pp",
    "presque",
    "quelque",
    "quelques",
    "qui",
    "scène",
    "section",
    "ses",
    "seulement",
    "sont",
    "sous",
    "sur",
    "tome",
    "vers",
    "version",
    "volume",
];
/// What numbers count.
const UNITS: [&str; 23] = [
    "%",
    "ans",
    "bis",
    "cm",
    "degrés",
    "dollars",
    "er",
    "euros",
    "fois",
    "g",
    "h",
    "heures",
    "jours",
    "kg",
    "km",
    "m",
    "mm",
    "milliards",
    "mille",
    "millions",
    "minutes",
    "mois",
    "mètres",
];

/// The end of a call: a space before a stop goes with it.
fn tight(text: &str, end: usize) -> usize {
    let rest = text[end..].trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    if rest.starts_with(['.', ',']) { text.len() - rest.len() } else { end }
}

/// The heaviest chain of candidates whose numbers are labels and grow; later ones win where all else is equal.
fn chain(found: &[Candidate], of: &[usize], labels: &[u32]) -> Vec<usize> {
    let Some(last) = labels.iter().max().map(|last| *last as usize) else { return Vec::new() };
    // The best chain that ends with each number: its weight, and its last candidate.
    let mut best: Vec<(u32, Option<usize>)> = vec![(0, None); last + 1];
    let mut before: Vec<Option<usize>> = vec![None; found.len()];
    for (at, candidate) in of.iter().map(|at| (*at, &found[*at])) {
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
        let mut blocks = vec![Block { kind: BlockKind::Text, text: text.to_string(), line: 1 }];
        let labels: Vec<u32> = (1..=count).collect();
        blocks.extend(labels.iter().map(|n| Block { kind: BlockKind::Note(n.to_string()), text: "x".into(), line: 9 }));
        find(&mut blocks, &labels);
        // What is doubtful isn't at stake here.
        let marked = blocks[0].text.clone();
        let (start, end) = (crate::import::document::MARK, crate::import::document::MARK_END);
        let parts = marked.split(start).enumerate();
        let text: String = parts
            .map(|(n, part)| if n == 0 { part } else { part.split_once(end).map_or("", |(_, rest)| rest) })
            .collect();
        text.replace(CALL, "{").replace(CALL_END, "}")
    }

    #[test]
    fn calls_in_all_their_forms() {
        assert_eq!(called("une “couleur”1 au", 1), "une “couleur”{1} au");
        assert_eq!(called("un2 a, abri1 massacre 2 , et", 2), "un2 a, abri{1} massacre{2}, et");
        assert_eq!(called("depuis des années1 . Fin", 1), "depuis des années{1}. Fin");
        assert_eq!(called("en 20191 .", 1), "en 2019{1}.");
        assert_eq!(called("mot [1] et mot[2], puis¹² fin", 2), "mot{1} et mot{2}, puis¹² fin");
        assert_eq!(
            called("un chantier 1 de la commune, en 2 ans, un abri 2 pour", 2),
            "un chantier{1} de la commune, en 2 ans, un abri{2} pour"
        );
        assert_eq!(called("mot¹ puis (2) là", 2), "mot{1} puis{2} là");
        assert_eq!(
            called("un ext4 et ext4 mot1, il est contraint4 ici2, par3, contraint4", 3),
            "un ext4 et ext4 mot{1}, il est contraint4 ici{2}, par{3}, contraint4"
        );
        assert_eq!(called("les “pilleurs” 1 . Le", 1), "les “pilleurs”{1}. Le");
        assert_eq!(
            called("au point. 1 Puis (ici) 2. Et comme suit :3 fin. 4", 4),
            "au point.{1} Puis (ici){2}. Et comme suit :{3} fin.{4}"
        );
        assert_eq!(
            called("mot1, mot2, mot3, mot4, la version 5 peut, mot6 là", 6),
            "mot{1}, mot{2}, mot{3}, mot{4}, la version{5} peut, mot{6} là"
        );
    }

    #[test]
    fn years_codes_and_ordinals_are_no_calls() {
        for text in [
            "le G7 et le 1er mai, 1 an",
            "en 1936 ou 2 fois, 3,5 km",
            "une B1 et CO2",
            "12 m² et 3 km²",
            "pendant 3 ans, page 2 et version 1 du texte",
            "Paris 3 octobre, puis Almaty 2 janvier",
        ] {
            assert_eq!(called(text, 3), text);
        }
    }
}
