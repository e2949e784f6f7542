//! Splits a plain-text file into passages, so that `agrafe typo` can correct it without typesetting it.

use crate::prose::Passage;

/// Returns the passages of a plain-text file: its non-empty lines.
pub fn plain(source: &str) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        if !words.is_empty() {
            let mut passage = Passage { runs_on: true, ..Passage::default() };
            passage.push(words, at..at + words.len(), true, at);
            passages.push(passage);
        }
        at += line.len();
    }
    passages
}
