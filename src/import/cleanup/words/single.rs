//! Words that nobody knows, on their own: run together, without their hyphen or their ligature.

use super::WordMender;
use super::parts::{ENDINGS, LEAST, LITTLE, PLACES, WITHOUT};
use crate::import::cleanup::lexicon::is_elided;
use crate::import::document::{Rule, Trust};

impl WordMender<'_> {
    /// A word that nobody knows, as it may have been meant.
    pub(super) fn single(&self, word: &str) -> Option<(String, Rule, Trust)> {
        let glued = word.len() > 27 || self.lexicon.run_together && word.len() > 5;
        let elided = || word.rsplit_once(['’', '\'']).is_none_or(|(one, _)| is_elided(one));
        if glued && !(self.lexicon.knows(word) && elided()) {
            return self.line_of_words(word);
        }
        if !word.starts_with(char::is_lowercase) || word.chars().any(char::is_uppercase) || word.chars().count() < 5 {
            return None;
        }
        if let Some((one, other)) = word.rsplit_once(['’', '\'']) {
            let apostrophe = &word[one.len()..word.len() - other.len()];
            if !is_elided(one) && one.chars().count() > 2 {
                return self.elided(one, other, apostrophe);
            }
            return None;
        }
        if self.lexicon.knows(word) {
            return None;
        }
        self.hyphen(word).or_else(|| self.ligature(word)).or_else(|| self.run_in(word))
    }

    /// `mêmes’ils`: what is elided hangs at the word before.
    fn elided(&self, one: &str, other: &str, apostrophe: &str) -> Option<(String, Rule, Trust)> {
        let cut = |at: usize| {
            let (head, last) = one.split_at(at);
            let fits = is_elided(last) && self.lexicon.is_french(head) && self.lexicon.is_french(other);
            (fits && head.chars().count() > 1)
                .then(|| (format!("{head} {last}{apostrophe}{other}"), Rule::MissingSpace, Trust::Likely))
        };
        if one.contains(['’', '\'']) {
            return None;
        }
        one.char_indices().skip(1).find_map(|(at, _)| cut(at))
    }

    /// A compound whose hyphen stood at the end of a line and was taken for a break: `celleci`.
    fn hyphen(&self, word: &str) -> Option<(String, Rule, Trust)> {
        let cuts = word.char_indices().map(|(at, _)| word.split_at(at)).skip(2);
        // Others lost it in 1990: `plateforme`.
        let kept = |(one, other): &(&str, &str)| {
            *one == "sous" || PLACES.contains(other) || matches!(*other, "ci" | "là" | "même" | "mêmes")
        };
        let compounds = cuts.filter(kept).map(|(one, other)| format!("{one}-{other}"));
        let known = { compounds }.find(|compound| self.lexicon.is_french(compound))?;
        Some((known, Rule::CutWord, Trust::Likely))
    }

    /// A ligature that was lost, in whole or for its second letter: `coniance`, `ofciel`.
    fn ligature(&self, word: &str) -> Option<(String, Rule, Trust)> {
        let mut found: Vec<String> = Vec::new();
        for (at, c) in word.char_indices() {
            let (head, rest) = word.split_at(at);
            for lost in ["f", "fi", "fl", "ff", "ffi", "ffl"] {
                // What is left of a ligature is its last letter, or nothing.
                if lost == "f" && !matches!(c, 'i' | 'l') {
                    continue;
                }
                let meant = format!("{head}{lost}{rest}");
                if self.lexicon.is_french(&meant) && !found.contains(&meant) {
                    found.push(meant);
                }
            }
        }
        match &found[..] {
            [one] => Some((one.clone(), Rule::Ligature, Trust::Doubtful)),
            _ => None,
        }
    }

    /// Two words without their space: `êtrevraies`.
    fn run_in(&self, word: &str) -> Option<(String, Rule, Trust)> {
        let derived = ENDINGS.iter().any(|ending| word.ends_with(ending));
        if word.chars().count() < 7 || self.lexicon.count(word) > 1 || derived {
            return None;
        }
        let mut found = word.char_indices().skip(2).filter_map(|(at, _)| {
            let (one, other) = word.split_at(at);
            let long = |word: &str| word.chars().count() > 3;
            let little = |word: &str| LITTLE.contains(&word);
            let fits = (long(one) && long(other)) || (little(one) && long(other)) || (long(one) && little(other));
            let known = fits
                && self.lexicon.is_french(one)
                && self.lexicon.is_french(other)
                && !self.is_prefix(one)
                && !WITHOUT.contains(&one);

            // Words that were run together stand apart elsewhere in the text; new words are made of any.
            let counted =
                |part: &str, other: &str| self.lexicon.count(part) > 0 && (long(part) || self.lexicon.count(other) > 0);
            let accented = !word.is_ascii();
            let met = known && (accented || counted(one, other) || counted(other, one));
            // Two parts that somebody writes with a hyphen are one word for somebody else.
            let compound = met && self.lexicon.is_french(&format!("{one}-{other}"));
            (met && !compound).then(|| format!("{one} {other}"))
        });
        match (found.next(), found.next()) {
            (Some(only), None) => Some((only, Rule::MissingSpace, Trust::Doubtful)),
            (Some(_), Some(_)) => None,
            (None, _) => self.line_of_words(word),
        }
    }

    /// Three words or more that lost their spaces: `noterl’usagedel’héritage`. As few words as possible.
    fn line_of_words(&self, line: &str) -> Option<(String, Rule, Trust)> {
        let ends: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
        let least = if self.lexicon.run_together { 6 } else { 12 };
        if !(least..400).contains(&ends.len()) {
            return None;
        }
        // For each place the fewest words that reach it, and where the last of them begins.
        let mut best: Vec<Option<(usize, usize)>> = vec![None; ends.len()];
        best[0] = Some((0, 0));
        for to in 1..ends.len() {
            for from in to.saturating_sub(24)..to {
                let Some(words) = best[from].map(|(words, _)| words + 1) else { continue };
                if best[to].is_none_or(|(fewest, _)| words < fewest) && self.may_stand(&line[ends[from]..ends[to]]) {
                    best[to] = Some((words, from));
                }
            }
        }
        let mut words = Vec::new();
        let mut at = ends.len() - 1;
        while at > 0 {
            let (_, from) = best[at]?;
            words.push(&line[ends[from]..ends[at]]);
            at = from;
        }
        words.reverse();
        (words.len() > 2 || self.lexicon.run_together && words.len() == 2)
            .then(|| (words.join(" ").replace("’ ", "’"), Rule::MissingSpace, Trust::Doubtful))
    }

    /// Whether a piece of a line that lost its spaces may be a word of it.
    fn may_stand(&self, piece: &str) -> bool {
        let lowered = piece.to_lowercase();
        let piece = lowered.as_str();
        match piece.strip_suffix('’') {
            Some(elided) => is_elided(elided),
            None if piece.contains('’') => false,
            None => {
                LITTLE.contains(&piece)
                    || LEAST.contains(&piece)
                    || piece.chars().count() > 3 && self.lexicon.is_french(piece)
            }
        }
    }
}
