//! Finds note references in the text and matches them with the notes at the end. References have forms such as `couleur”1`,
//! `massacre 3 ,`, `[12]`, `¹` and `(1)`.
//!
//! Input: blocks, and the numbers of the notes. Output: the blocks with note references, and a record of each.
//!
//! 1. [`candidates`] lists every number that may be a note reference, with a weight that shows how much it looks like one.
//! 2. [`chain`] chooses the heaviest increasing subsequence of candidates, because references appear in the order of their
//!    notes.
//! 3. [`recover`] looks for missing references between the references before and after them.

mod candidates;
mod chain;
mod recover;

use super::blocks::first_words;
use crate::import::document::{Block, BlockKind};
use crate::import::markers::{doubt, note_ref};
use crate::import::repair::{Confidence, Repair, Rule};
use candidates::{Candidate, UNMISTAKABLE};

/// The number of characters that the report quotes before a reference.
const CONTEXT: usize = 14;
/// The minimum number of references that must look like ordinary numbers before this form counts as the style of the text.
const MIN_FOR_STYLE: usize = 4;

/// Replaces the note references of a text with markers. Returns a record of each reference, and of each note or reference that
/// lacks its counterpart.
pub(super) fn find(blocks: &mut [Block], numbers: &[u32]) -> Vec<Repair> {
    let (candidates, chosen, between_words_confidence) = choose(candidates::find(blocks), numbers);
    let (candidates, chosen) = recover::add_missing(blocks, numbers, candidates, &chosen);
    let referred: Vec<u32> = chosen.iter().map(|at| candidates[*at].number).collect();
    let mut repairs = notes_without_reference(blocks, numbers, &referred);
    let mut found = Vec::new();
    let mut of_block = candidates.iter().enumerate().peekable();
    while let Some((_, Candidate { block: number, .. })) = of_block.peek() {
        let number = *number;
        let block = &mut blocks[number];
        let mut out = String::with_capacity(block.text.len());
        // The text up to this byte has been written, and it begins on this line.
        let (mut written, mut line) = (0, block.line);
        while let Some((at, candidate)) = of_block.next_if(|(_, candidate)| candidate.block == number) {
            let (start, end) = (candidate.start.max(written), candidate.end.max(written));
            line += block.text[written..start].matches('\n').count();
            let before = context(&block.text, candidate);
            out.push_str(&block.text[written..start]);
            written = end;
            let repair = |rule, confidence, after| Repair { rule, confidence, line, before, after };
            if chosen.binary_search(&at).is_ok() {
                let confidence = match candidate.weight {
                    recover::RECOVERED => Confidence::Doubtful,
                    _ if candidate.between_words => between_words_confidence,
                    _ => Confidence::Likely,
                };
                out.push_str(&note_ref(candidate.number));
                if confidence == Confidence::Doubtful {
                    out.push_str(&doubt(Rule::NoteRef, block.text[start..end].trim()));
                }
                found.push(repair(Rule::NoteRef, confidence, format!("[^{}]", candidate.number)));
            } else {
                out.push_str(&block.text[start..end]);
                if is_reference_without_note(candidate, numbers) {
                    let rule = Rule::NoteRefWithoutNote;
                    out.push_str(&doubt(rule, ""));
                    found.push(repair(rule, Confidence::Doubtful, candidate.number.to_string()));
                }
            }
            line += block.text[start..end].matches('\n').count();
        }
        out.push_str(&block.text[written..]);
        block.text = out;
    }
    repairs.extend(found.into_iter().rev());
    repairs
}

/// Returns the candidates, the indices of those that are note references, and the confidence in those that look like ordinary
/// numbers.
///
/// Numbers that look ordinary are considered only if some notes have no other reference. If most references of a text look like
/// ordinary numbers, they are trusted.
fn choose(candidates: Vec<Candidate>, numbers: &[u32]) -> (Vec<Candidate>, Vec<usize>, Confidence) {
    let clear: Vec<usize> = (0..candidates.len()).filter(|at| !candidates[*at].between_words).collect();
    let chosen = chain::heaviest(&candidates, &clear, numbers);
    if chosen.len() == numbers.len() || clear.len() == candidates.len() {
        return (candidates, chosen, Confidence::Likely);
    }
    let all: Vec<usize> = (0..candidates.len()).collect();
    let chosen = chain::heaviest(&candidates, &all, numbers);
    let between_words = chosen.iter().filter(|at| candidates[**at].between_words).count();
    let is_style_of_text = between_words >= MIN_FOR_STYLE && between_words * 2 > numbers.len();
    (candidates, chosen, if is_style_of_text { Confidence::Likely } else { Confidence::Doubtful })
}

/// Whether a number without a note looks so much like a note reference that the user must check it.
fn is_reference_without_note(candidate: &Candidate, numbers: &[u32]) -> bool {
    candidate.weight >= UNMISTAKABLE && !numbers.contains(&candidate.number)
}

/// Turns notes without a reference into paragraphs that begin with their number, so that their words are not lost.
fn notes_without_reference(blocks: &mut [Block], numbers: &[u32], referred: &[u32]) -> Vec<Repair> {
    let mut repairs = Vec::new();
    for number in numbers.iter().filter(|number| !referred.contains(number)) {
        let label = number.to_string();
        let Some(note) = blocks.iter_mut().find(|block| block.kind == BlockKind::Note(label.clone())) else {
            continue;
        };
        let (rule, line, before) = (Rule::NoteWithoutRef, note.line, first_words(&note.text));
        note.text = format!("{label}. {}{}", note.text, doubt(rule, ""));
        note.kind = BlockKind::Paragraph;
        repairs.push(Repair { rule, confidence: Confidence::Doubtful, line, before, after: label });
    }
    repairs
}

/// Returns a candidate and the words before it, for the report.
fn context(text: &str, candidate: &Candidate) -> String {
    let from = text[..candidate.start].char_indices().rev().nth(CONTEXT).map_or(0, |(at, _)| at);
    text[from..candidate.end].replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::markers::{DOUBT_END, DOUBT_START, NOTE_REF_END, NOTE_REF_START};

    fn referred(text: &str, count: u32) -> String {
        let mut blocks = vec![Block { kind: BlockKind::Paragraph, text: text.to_string(), line: 1 }];
        let numbers: Vec<u32> = (1..=count).collect();
        blocks.extend(numbers.iter().map(|n| Block {
            kind: BlockKind::Note(n.to_string()),
            text: "x".into(),
            line: 9,
        }));
        find(&mut blocks, &numbers);
        // Removes the remarks, because other tests cover them.
        let (first, rest) = blocks[0].text.split_once(DOUBT_START).unwrap_or((&blocks[0].text, ""));
        let parts = rest.split(DOUBT_START).map(|part| part.split_once(DOUBT_END).map_or("", |(_, rest)| rest));
        let text: String = std::iter::once(first).chain(parts).collect();
        text.replace(NOTE_REF_START, "{").replace(NOTE_REF_END, "}")
    }

    #[test]
    fn references_are_found_in_all_forms() {
        assert_eq!(referred("une “couleur”1 au", 1), "une “couleur”{1} au");
        assert_eq!(referred("un2 a, abri1 massacre 2 , et", 2), "un2 a, abri{1} massacre{2}, et");
        assert_eq!(referred("depuis des années1 . Fin", 1), "depuis des années{1}. Fin");
        assert_eq!(referred("en 20191 .", 1), "en 2019{1}.");
        assert_eq!(referred("mot [1] et mot[2], puis¹² fin", 2), "mot{1} et mot{2}, puis¹² fin");
        assert_eq!(
            referred("un chantier 1 de la commune, en 2 ans, un abri 2 pour", 2),
            "un chantier{1} de la commune, en 2 ans, un abri{2} pour"
        );
        assert_eq!(referred("mot¹ puis (2) là", 2), "mot{1} puis{2} là");
        assert_eq!(
            referred("un ext4 et ext4 mot1, il est contraint4 ici2, par3, contraint4", 3),
            "un ext4 et ext4 mot{1}, il est contraint4 ici{2}, par{3}, contraint4"
        );
        assert_eq!(referred("les “pilleurs” 1 . Le", 1), "les “pilleurs”{1}. Le");
        assert_eq!(
            referred("au point. 1 Puis (ici) 2. Et comme suit :3 fin. 4", 4),
            "au point.{1} Puis (ici){2}. Et comme suit :{3} fin.{4}"
        );
        assert_eq!(
            referred("mot1, mot2, mot3, mot4, la version 5 peut, mot6 là", 6),
            "mot{1}, mot{2}, mot{3}, mot{4}, la version{5} peut, mot{6} là"
        );
    }

    #[test]
    fn years_codes_and_ordinals_are_not_references() {
        for text in [
            "le G7 et le 1er mai, 1 an",
            "en 1936 ou 2 fois, 3,5 km",
            "une B1 et CO2",
            "12 m² et 3 km²",
            "pendant 3 ans, page 2 et version 1 du texte",
            "Paris 3 octobre, puis Almaty 2 janvier",
        ] {
            assert_eq!(referred(text, 3), text);
        }
    }
}
