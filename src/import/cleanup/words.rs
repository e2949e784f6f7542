//! Words: joined where they were cut, parted where a space was lost.

mod parts;
mod single;

use super::lexicon::{Lexicon, has_apostrophe, is_letter, tail};
use crate::import::document::{Repair, Rule, Trust, mark};
use parts::{AFTER_VERBS, ENDINGS, LEAST, LITTLE, PLACES, PREFIXES, WITHOUT};

/// A piece of a text: a word of letters, or what stands between words.
#[derive(Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    word: bool,
    /// Line ends before it.
    line: usize,
}

/// Cuts a text into words and what stands between. Apostrophes between letters belong to words.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::with_capacity(text.len() / 3);
    let (mut start, mut in_word, mut line, mut next_line) = (0, false, 0, 0);
    let mut chars = text.char_indices().peekable();
    let mut address_end = 0;
    while let Some((at, c)) = chars.next() {
        if at < address_end {
            continue;
        }
        let begins = if in_word { matches!(c, '<' | ']') } else { matches!(c, 'h' | 'w' | '<' | ']') };
        if begins && starts_address(&text[at..]) {
            address_end = at + address(&text[at..]);
            if at > start {
                pieces.push(Piece { text: &text[start..at], word: in_word, line });
            }
            pieces.push(Piece { text: &text[at..address_end], word: false, line: next_line });
            next_line += text[at..address_end].matches('\n').count();
            (start, line, in_word) = (address_end, next_line, false);
            continue;
        }
        let apostrophe = matches!(c, '’' | '\'') && in_word && chars.peek().is_some_and(|(_, next)| is_letter(*next));
        let word = is_letter(c) || apostrophe;
        if word != in_word && at > start {
            pieces.push(Piece { text: &text[start..at], word: in_word, line });
            (start, line) = (at, next_line);
        }
        in_word = word;
        next_line += usize::from(c == '\n');
    }
    if start < text.len() {
        pieces.push(Piece { text: &text[start..], word: in_word, line });
    }
    pieces
}

/// Whether an address begins, or a comment: nothing in them is mended.
fn starts_address(text: &str) -> bool {
    ["http://", "https://", "www.", "<!--", "]("].iter().any(|start| text.starts_with(start))
}

/// How long an address is: to the next space or closing sign.
fn address(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |end| end + 3);
    }
    if text.starts_with("](") {
        return text.find(')').unwrap_or(2);
    }
    text.find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '»' | '”' | '"' | ']')).unwrap_or(text.len())
}

/// How two parts of a word belong together.
enum Joint {
    /// Without a hyphen.
    Together(Trust),
    /// With it.
    Hyphen(Trust),
}

/// Whether a word is a part of something longer: an address, a name with hyphens.
fn glued_before(pieces: &[Piece], at: usize) -> bool {
    at > 0 && pieces[at - 1].text.ends_with(['-', '.', '/', '@', '_', '#', '\\'])
}

/// Mends the words of one block.
pub(super) struct WordMender<'l> {
    pub(super) lexicon: &'l Lexicon,
    pub(super) line: usize,
    pub(super) repairs: Vec<Repair>,
    out: String,
}

impl<'l> WordMender<'l> {
    pub(super) fn new(lexicon: &'l Lexicon, line: usize) -> WordMender<'l> {
        WordMender { lexicon, line, repairs: Vec::new(), out: String::new() }
    }

    /// The text with its words mended and its lines joined, unless they are to be kept.
    pub(super) fn mend(&mut self, text: &str, keeps_lines: bool) -> String {
        let pieces = pieces(text);
        self.out = String::with_capacity(text.len());
        let mut at = 0;
        while at < pieces.len() {
            at += self.step(&pieces, at, keeps_lines);
        }
        std::mem::take(&mut self.out)
    }

    /// Mends what stands at a place, and says how many pieces that was.
    fn step(&mut self, pieces: &[Piece], at: usize, keeps_lines: bool) -> usize {
        let piece = pieces[at];
        if !piece.word {
            self.between(piece.text, keeps_lines);
            return 1;
        }
        if self.out.ends_with('«') {
            self.out.push(' ');
        }
        let next = |ahead: usize| pieces.get(at + ahead);
        // Nearly all words: long enough, in the list, and a space after them. None of the rules has a say in them.
        let spaced = next(1).is_none_or(|gap| gap.text.starts_with([' ', '\n']) || matches!(gap.text, ", " | ". "));
        if spaced
            && super::structure::is_over(piece.text, 3)
            && self.lexicon.is_french(piece.text)
            && !has_apostrophe(piece.text)
        {
            self.out.push_str(piece.text);
            return 1;
        }
        if let (Some(gap), Some(after)) = (next(1), next(2))
            && after.word
        {
            let hyphened = at > 0 && pieces[at - 1].text == "-";
            let follows = next(3).is_some_and(|piece| piece.text.starts_with('-'));
            if let Some(taken) = self.cut((piece, *gap, *after), (hyphened, follows)) {
                return taken;
            }
            if !glued_before(pieces, at)
                && let Some(taken) = self.sign(piece, *gap, *after)
            {
                return taken;
            }
            let initial = gap.text == "\n" && self.out.is_empty() && piece.text.chars().count() == 1;
            if (gap.text == " " || initial)
                && !follows
                && let Some(taken) = self.apart(piece, *after, pieces.get(at.wrapping_sub(1)))
            {
                return taken;
            }
        }
        let glued = glued_before(pieces, at)
            || next(1).is_some_and(|gap| {
                gap.text.starts_with(['-', '/', '@', '_', '.']) && gap.text.len() == 1 && next(2).is_some()
            });
        let meant = if glued { None } else { self.single(piece.text).or_else(|| self.suspect(pieces, at)) };
        match meant {
            Some((after, rule, trust)) => self.put(rule, trust, piece.line, (piece.text, &after)),
            None => self.out.push_str(piece.text),
        }
        1
    }

    fn note(&mut self, rule: Rule, trust: Trust, line: usize, (before, after): (&str, &str)) {
        let (before, after) = (before.replace('\n', " "), after.to_string());
        self.repairs.push(Repair { rule, trust, line: self.line + line, before, after });
    }

    /// What was mended takes its place, marked where it is doubtful.
    fn put(&mut self, rule: Rule, trust: Trust, line: usize, (before, after): (&str, &str)) {
        self.out.push_str(after);
        if trust == Trust::Doubtful {
            self.out.push_str(&mark(rule, before));
        }
        self.note(rule, trust, line, (before, after));
    }

    /// Spaces and signs: line ends become spaces, and several spaces one.
    fn between(&mut self, text: &str, keeps_lines: bool) {
        let mut space = self.out.ends_with(' ');
        if text == " " || text == "\n" && !keeps_lines && !self.out.ends_with('-') {
            if !space {
                self.out.push(' ');
            }
            return;
        }
        if starts_address(text) {
            self.out.push_str(text);
            return;
        }
        for c in text.chars() {
            let c = if (c == '\n' && !keeps_lines) || c == '\t' { ' ' } else { c };
            let figure =
                |out: &str| out.strip_suffix('-').is_some_and(|out| out.ends_with(|c: char| c.is_ascii_digit()));
            if c == ' ' && (space || text.contains('\n') && figure(&self.out) || self.out.ends_with('\n')) {
                continue;
            }
            if matches!(c, '.' | ',') && space && self.out.len() > 1 && text.len() < 4 {
                self.out.pop();
            }
            // French sets a space inside of its quotes.
            if c == '»' && !self.out.is_empty() && !self.out.ends_with(char::is_whitespace) {
                self.out.push(' ');
            }
            if !matches!(c, ' ' | '\u{a0}' | '\u{202f}') && self.out.ends_with('«') {
                self.out.push(' ');
            }
            space = c == ' ';
            self.out.push(c);
        }
    }

    /// A word that was cut: `cher- cheront`, `inter-nationaux`.
    fn cut(&mut self, (one, gap, other): (Piece, Piece, Piece), (hyphened, follows): (bool, bool)) -> Option<usize> {
        let rest = gap.text.strip_prefix('-')?;
        if rest.chars().any(|c| !c.is_whitespace()) {
            return None;
        }
        let before = format!("{}{}{}", one.text, gap.text, other.text);
        let joined = format!("{}{}", one.text, other.text);
        let capitals = !one.text.chars().chain(other.text.chars()).any(char::is_lowercase);
        if !(other.text.starts_with(char::is_lowercase) || rest.contains('\n') && capitals) {
            if rest.contains('\n')
                && self.lexicon.count(&joined) > self.lexicon.count(&format!("{}-{}", tail(one.text), other.text))
            {
                self.put(Rule::CutWord, Trust::Likely, one.line, (&before, &joined));
                return Some(3);
            }
            // A name with a hyphen, at the end of its line.
            let after = rest.contains('\n').then(|| format!("{}-{}", one.text, other.text))?;
            self.put(Rule::CutWord, Trust::Likely, one.line, (&before, &after));
            return Some(3);
        }
        // `pré- et post-colonial`
        if !rest.is_empty() && matches!(other.text, "et" | "ou" | "puis" | "voire") && !self.lexicon.is_french(&joined)
        {
            return None;
        }
        if rest.is_empty() {
            let plain = self.lexicon.is_french(&joined) && !is_capital(one.text);
            let letters = |piece: &Piece| piece.text.chars().count();
            if !plain
                || letters(&one) < 2
                || letters(&other) < 2
                || hyphened
                || follows
                || self.is_compound(one.text, other.text)
                || self.is_prefix(one.text)
            {
                return None;
            }
            let trust = if self.lexicon.count(&joined) > 0 { Trust::Sure } else { Trust::Likely };
            self.put(Rule::CutWord, trust, one.line, (&before, &joined));
            return Some(3);
        }
        let little = LITTLE.contains(&other.text) || LEAST.contains(&other.text);
        let joint = if follows && little && self.lexicon.is_french(one.text) && !self.lexicon.is_french(&joined) {
            // `vis- à-vis`
            Joint::Hyphen(Trust::Sure)
        } else if hyphened {
            self.after_hyphen(one.text, other.text, &joined)
        } else {
            self.joint(one.text, other.text, &joined)
        };
        let (after, trust) = match joint {
            Joint::Together(trust) => (joined, trust),
            Joint::Hyphen(trust) => (format!("{}-{}", one.text, other.text), trust),
        };
        self.put(Rule::CutWord, trust, one.line, (&before, &after));
        Some(3)
    }

    /// The last part of a word with several hyphens: `c’est-à- dire`.
    fn after_hyphen(&self, one: &str, other: &str, joined: &str) -> Joint {
        let both = self.lexicon.knows(one) && self.lexicon.knows(other);
        match self.lexicon.is_french(joined) || self.lexicon.count(joined) > 0 {
            true => Joint::Together(Trust::Likely),
            false if both || AFTER_VERBS.contains(&other) => Joint::Hyphen(Trust::Sure),
            // `x-terminal- emulator`: the names of things are made of whole words.
            false if self.lexicon.is_french(one) && one.chars().count() > 3 => Joint::Hyphen(Trust::Doubtful),
            false => Joint::Together(Trust::Doubtful),
        }
    }

    fn joint(&self, one: &str, other: &str, joined: &str) -> Joint {
        let together = self.lexicon.is_french(joined);
        let compound = self.is_compound(one, other);
        let counted = (self.lexicon.count(joined), self.lexicon.count(&format!("{}-{other}", tail(one))));
        match (together, compound) {
            (true, false) => Joint::Together(Trust::Sure),
            (false, true) => Joint::Hyphen(Trust::Sure),
            (true, true) if counted.1 > counted.0 || PLACES.contains(&other) => Joint::Hyphen(Trust::Likely),
            (true, true) => Joint::Together(Trust::Likely),
            (false, false) if counted.0 > 0 => Joint::Together(Trust::Likely),
            (false, false) if counted.1 > 0 => Joint::Hyphen(Trust::Likely),
            (false, false) => {
                let (first, second) = (self.lexicon.is_french(one), self.lexicon.is_french(other));
                if first && AFTER_VERBS.contains(&other) {
                    Joint::Hyphen(Trust::Sure)
                } else if second && self.is_open(one, other) && (first || self.is_prefix(one)) {
                    Joint::Hyphen(Trust::Doubtful)
                } else {
                    // A name that stands nowhere else, or a compound of names.
                    Joint::Together(Trust::Doubtful)
                }
            }
        }
    }

    /// Whether two parts that are words may be a compound: neither by a prefix that is always joined, nor by an ending, nor
    /// in a name.
    fn is_open(&self, one: &str, other: &str) -> bool {
        let part = tail(one);
        part.chars().count() > if self.is_prefix(one) { 1 } else { 3 }
            && !is_capital(part)
            && !ENDINGS.contains(&other)
            && (other.starts_with(is_vowel) || !WITHOUT.contains(&part.to_lowercase().as_str()))
    }

    fn is_compound(&self, one: &str, other: &str) -> bool {
        let compound = format!("{}-{other}", tail(one));
        self.lexicon.is_french(&compound) || AFTER_VERBS.contains(&other)
    }

    fn is_prefix(&self, one: &str) -> bool {
        PREFIXES.contains(&tail(one).to_lowercase().as_str())
    }

    /// Two words that are one: `U n`, `Ma is`.
    fn apart(&mut self, one: Piece, other: Piece, before: Option<&Piece>) -> Option<usize> {
        let lone = |text: &str| matches!(text, "a" | "y" | "à" | "ô" | "A" | "À" | "Y" | "Ô" | "O");
        let (letters, rest) = (one.text.chars().count(), other.text.chars().count());
        let first = letters == 1 && is_capital(one.text);
        if !other.text.starts_with(char::is_lowercase)
            || before.is_some_and(|b| b.text.ends_with(['-', '.', '/', '@', '’']))
        {
            return None;
        }
        if letters > 3 && self.lexicon.is_french(one.text) {
            return None;
        }
        // At the head of a sentence a lone letter that is no word is the first of the next, whatever that is.
        let heads = first
            && !lone(one.text)
            && before.is_none_or(|b| {
                b.text.ends_with(['\n', '«', '“', '—', '#']) || b.text.trim().is_empty() && self.out.is_empty()
            });
        if self.lexicon.knows(other.text) && rest > 1 && !heads || rest == 1 && lone(other.text) && !first {
            return None;
        }
        let joined = format!("{}{}", one.text, other.text);
        if letters == 1 && !first && lone(one.text) || !self.lexicon.is_french(&joined) {
            return None;
        }
        let rule = if first { Rule::FirstLetter } else { Rule::StraySpace };
        let typed = format!("{} {}", one.text, other.text);
        self.put(rule, Trust::Likely, one.line, (&typed, &joined));
        Some(3)
    }

    /// A sign without the space after it: `pillage[note`, `fin.Début`, `«Mot`.
    fn sign(&mut self, one: Piece, gap: Piece, other: Piece) -> Option<usize> {
        let capital = is_capital(other.text) && other.text.chars().nth(1).is_some_and(char::is_lowercase);
        let small = one.text.chars().last().is_some_and(char::is_lowercase) && one.text.chars().count() > 1;
        let spaced = match gap.text {
            "." | "!" | "?" | "…" if small && capital => format!("{} ", gap.text),
            "," | ";" if small && other.text.chars().count() > 1 => format!("{} ", gap.text),
            "[" if small && other.text.chars().count() > 3 => " [".to_string(),
            _ => return None,
        };
        let typed = format!("{}{}{}", one.text, gap.text, other.text);
        self.note(
            Rule::MissingSpace,
            Trust::Likely,
            gap.line,
            (&typed, &format!("{}{spaced}{}", one.text, other.text)),
        );
        self.out.push_str(one.text);
        self.out.push_str(&spaced);
        Some(2)
    }

    /// A word that is one, but not after that before it: `ont ait` for *ont fait*, `la in` for *la fin*.
    fn suspect(&self, pieces: &[Piece], at: usize) -> Option<(String, Rule, Trust)> {
        let word = pieces[at].text;
        let (meant, after): (&str, &[&str]) = match word {
            "ait" => ("fait", &["a", "ont", "ai", "as", "avons", "avez", "avait", "avaient", "en", "tout"]),
            "in" => ("fin", &["la", "sa", "une", "en", "cette"]),
            "aits" => ("faits", &["les", "des", "ces", "ses"]),
            _ => return None,
        };
        let before = at.checked_sub(2).map(|before| pieces[before]).filter(|_| pieces[at - 1].text == " ")?;
        after.contains(&before.text).then(|| (meant.to_string(), Rule::Suspect, Trust::Doubtful))
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'à' | 'â' | 'é' | 'è' | 'ê' | 'î' | 'ô' | 'œ')
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(text: &str) -> String {
        let lexicon = Lexicon::of(&[text]);
        crate::import::cleanup::without_marks(&WordMender::new(&lexicon, 1).mend(text, false))
    }

    #[test]
    fn words_that_were_cut_are_whole() {
        for (came, meant) in [
            ("qui cher- cheront à", "qui chercheront à"),
            ("les inter-nationaux ici", "les internationaux ici"),
            ("Per- mettons-nous de", "Permettons-nous de"),
            ("c’est-à- dire que", "c’est-à-dire que"),
            ("c’est-à-dire que", "c’est-à-dire que"),
            ("peut-\nêtre bien", "peut-être bien"),
            ("d’exploita- tion de", "d’exploitation de"),
            ("un porte-parole et a-t-il dit-elle", "un porte-parole et a-t-il dit-elle"),
            ("Kassym-Jomart Tokayev", "Kassym-Jomart Tokayev"),
            ("le gouver-\nnement", "le gouvernement"),
            ("non-violence et anti-émeute", "non-violence et anti-émeute"),
            ("dit-\nil", "dit-il"),
            ("à Kassym-\nJomart", "à Kassym-Jomart"),
            ("pré- et post-colonial", "pré- et post-colonial"),
            ("au-\ndessus", "au-dessus"),
            (
                "vis-\nà-vis de ce-\nlui-ci et celleci, la plateforme",
                "vis-à-vis de celui-ci et celle-ci, la plateforme",
            ),
            ("le lxc-au-\ntostart ALTERNA-\nTIVE m-a", "le lxc-autostart ALTERNATIVE m-a"),
            ("192-168-\n0-131 ou 1936-\n1939 - ici", "192-168-0-131 ou 1936-1939 - ici"),
        ] {
            assert_eq!(mended(came), meant);
        }
    }

    #[test]
    fn spaces_stand_where_words_end() {
        for (came, meant) in [
            ("U n printemps", "Un printemps"),
            ("Ma is il", "Mais il"),
            ("même mêmes’ils sont", "même même s’ils sont"),
            ("être bien êtrevraies dans", "être bien être vraies dans"),
            ("noterl’usagedel’héritagefamilial", "noter l’usage de l’héritage familial"),
            ("des volsprivés, des vols.", "des vols privés, des vols."),
            ("ne pas coniance à", "ne pas confiance à"),
            ("A u début", "Au début"),
            ("il a y mis", "il a y mis"),
            ("aujourd’hui l’été d’un", "aujourd’hui l’été d’un"),
            ("le site avtonom.org", "le site avtonom.org"),
            ("deux  espaces\net une ligne", "deux espaces et une ligne"),
            ("un mot<!-- ? êtrevraies --> la [fin](x-  y.jpg).", "un mot<!-- ? êtrevraies --> la [fin](x-  y.jpg)."),
        ] {
            assert_eq!(mended(came), meant);
        }
    }
}
