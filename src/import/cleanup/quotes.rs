//! Quotations that are paragraphs of their own: opened by » and closed by «, or the usual way round.

use super::structure::{found, is_over, is_short};
use crate::import::document::{Block, BlockKind, Repair, Rule, Trust, mark};

/// Paragraphs that a quotation may have.
const PARAGRAPHS: usize = 24;
/// From so many letters on, a paragraph that is quoted as a whole is a quotation and not somebody speaking.
const LONG: usize = 240;

/// A quotation that was found: its first and last paragraph, and the signs at its ends.
struct Found {
    from: usize,
    to: usize,
    trust: Trust,
    open: char,
    close: char,
}

/// Finds the quotations of a text and takes their outer signs away.
pub(super) fn find(blocks: &mut [Block]) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        match range(blocks, at) {
            Some(quotation) => {
                quote(&mut blocks[quotation.from..=quotation.to], &quotation, &mut repairs);
                at = quotation.to + 1;
            }
            None => at += 1,
        }
    }
    repairs
}

fn is_text(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Text | BlockKind::Item)
}

/// The quotation that is opened, or closed, in a block.
fn range(blocks: &[Block], at: usize) -> Option<Found> {
    let block = &blocks[at];
    if !is_text(block) {
        return None;
    }
    let text = block.text.trim();
    let (open, close) = ('»', '«');
    if text.starts_with('»') {
        let to = closed_by(blocks, at, close, open)?;
        return Some(Found { from: at, to, trust: Trust::Sure, open, close });
    }
    if text.starts_with(['«', '“']) {
        return usual(blocks, at);
    }
    // A sign that stands where one closes, and opens nothing.
    if text.ends_with('«') {
        let from = begin(blocks, at);
        let trust = if from < at || introduces(blocks, at) { Trust::Likely } else { Trust::Doubtful };
        return Some(Found { from, to: at, trust, open, close });
    }
    None
}

/// The paragraph in which a quotation ends, before another begins.
fn closed_by(blocks: &[Block], at: usize, close: char, open: char) -> Option<usize> {
    let rest = &blocks[at..blocks.len().min(at + PARAGRAPHS)];
    for (n, block) in rest.iter().enumerate() {
        let text = block.text.trim();
        if !is_text(block) || n > 0 && text.starts_with(open) {
            return None;
        }
        if text.ends_with(close) {
            return Some(at + n);
        }
    }
    None
}

/// Whether the paragraph before says that somebody speaks now.
fn introduces(blocks: &[Block], at: usize) -> bool {
    let Some(block) = at.checked_sub(1).and_then(|before| blocks.get(before)) else { return false };
    let text = block.text.trim_end().trim_end_matches(['»', '”', '.', ' ', '\u{a0}']);
    let said = text.ends_with([':', ',']);
    let opener =
        ["Selon ", "Toujours selon ", "D’après ", "D'après ", "Extrait ", "Extraits ", "Pour citer ", "Citation "];
    let opened = opener.iter().any(|opener| block.text.starts_with(opener)) && is_short(block);
    block.kind == BlockKind::Text && (said || opened)
}

/// The first paragraph of a quotation of which only the end was seen.
fn begin(blocks: &[Block], at: usize) -> usize {
    let mut from = at;
    while at - from < PARAGRAPHS {
        if introduces(blocks, from) {
            return from;
        }
        match from.checked_sub(1) {
            Some(before) if is_text(&blocks[before]) => from = before,
            _ => return at,
        }
    }
    at
}

/// A quotation the usual way round: over several paragraphs, or a long one after words that introduce it.
fn usual(blocks: &[Block], at: usize) -> Option<Found> {
    let first = blocks[at].text.trim();
    let (open, close) = if first.starts_with('«') { ('«', '»') } else { ('“', '”') };
    let single = closes_last(first, (open, close))?;
    let introduced = introduces(blocks, at);
    if single {
        let long = is_over(first, LONG);
        return (long && introduced).then_some(Found { from: at, to: at, trust: Trust::Likely, open, close });
    }
    // Each paragraph may repeat the sign; the last one closes it.
    let rest = &blocks[at + 1..blocks.len().min(at + PARAGRAPHS)];
    for (n, block) in rest.iter().enumerate() {
        let text = block.text.trim();
        if !is_text(block) {
            return None;
        }
        let body = text.trim_start_matches([open, close]);
        let (opened, closed) = (body.matches(open).count(), body.matches(close).count());
        if closed == opened + 1 && body.ends_with(close) {
            let trust = if introduced { Trust::Sure } else { Trust::Likely };
            return Some(Found { from: at, to: at + 1 + n, trust, open, close });
        }
        if closed > opened {
            return None;
        }
    }
    None
}

/// Whether a paragraph's first sign is closed by its last; nothing where it is closed before.
fn closes_last(text: &str, (open, close): (char, char)) -> Option<bool> {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        depth += i32::from(c == open) - i32::from(c == close);
        if depth == 0 {
            return (at + c.len_utf8() == text.len()).then_some(true);
        }
    }
    Some(false)
}

/// Paragraphs become a quotation without its outer signs.
fn quote(blocks: &mut [Block], quotation: &Found, repairs: &mut Vec<Repair>) {
    let (open, close) = (quotation.open, quotation.close);
    let last = blocks.len() - 1;
    for (n, block) in blocks.iter_mut().enumerate() {
        repairs.push(found(Rule::Quotation, quotation.trust, block));
        let mut text = block.text.trim();
        if n == 0 {
            text = text.strip_prefix(open).unwrap_or(text);
        } else if text.starts_with(close) || text.starts_with(open) && closes_last(text, (open, close)).is_some() {
            // The sign that each paragraph repeats; one that is closed in its paragraph is its own.
            text = text.trim_start_matches([open, close]);
        }
        text = text.trim();
        if n == last {
            text = text.strip_suffix(close).unwrap_or(text).trim_end();
        }
        block.text = text.to_string();
        block.kind = BlockKind::Quote;
        if n == last && quotation.trust == Trust::Doubtful {
            block.text.push_str(&mark(Rule::Quotation, ""));
        }
    }
}

/// Signs within a paragraph that stand the wrong way round: `« mot «` and `» mot «`.
pub(super) fn turn(blocks: &mut [Block]) -> Vec<Repair> {
    let mut repairs = Vec::new();
    for at in 0..blocks.len() {
        // Each of the two on its own is found faster than either.
        let kept = blocks[at].kind == BlockKind::Kept;
        if kept || !blocks[at].text.contains('«') && !blocks[at].text.contains('»') {
            continue;
        }
        let block = &mut blocks[at];
        let (open, turned) = turned(&block.text);
        for (byte, sign) in &turned {
            let (before, line) =
                (super::structure::around(&block.text, *byte), block.line + block.text[..*byte].matches('\n').count());
            repairs.push(Repair {
                rule: Rule::WrongQuote,
                trust: Trust::Likely,
                line,
                before,
                after: sign.to_string(),
            });
        }
        for (byte, sign) in turned {
            // Both signs take two bytes.
            block.text.replace_range(byte..byte + 2, sign.encode_utf8(&mut [0; 2]));
        }
        let goes_on = || blocks[at + 1..].iter().take(PARAGRAPHS).any(|next| closes_more(&next.text));
        if let Some(byte) = open.filter(|_| !goes_on()) {
            let block = &mut blocks[at];
            let (before, line) =
                (super::structure::around(&block.text, byte), block.line + block.text[..byte].matches('\n').count());
            let space = [' ', '\u{a0}', '\u{202f}', '\n'];
            let sign = block.text[byte..].chars().next().map_or(1, char::len_utf8);
            let word = block.text.len() - block.text[byte + sign..].trim_start_matches(space).len();
            let end = |c: char| space.contains(&c) || c == '<';
            let end = block.text[word..].find(end).map_or(block.text.len(), |end| word + end);
            // Said already, by an import before this one.
            if block.text[end..].starts_with("<!-- ?") {
                continue;
            }
            block.text.insert_str(end, &mark(Rule::QuoteAlone, ""));
            let after = before.clone();
            repairs.push(Repair { rule: Rule::QuoteAlone, trust: Trust::Doubtful, line, before, after });
        }
    }
    repairs
}

/// Where signs of a paragraph are to be turned, and where one opens that nothing closes.
fn turned(text: &str) -> (Option<usize>, Vec<(usize, char)>) {
    let signs: Vec<(usize, char)> = text.char_indices().filter(|(_, c)| matches!(c, '«' | '»')).collect();
    let mut turned = Vec::new();
    let mut open: Option<usize> = None;
    let mut inner: Vec<usize> = Vec::new();
    let mut paired = None;
    for (n, (at, sign)) in signs.iter().enumerate() {
        let (before, after) = (&text[..*at], &text[at + 2..]);
        let spaced = before.is_empty() || before.ends_with(char::is_whitespace);
        // Where a sign closes, a word stands before it and none after.
        let ends = after.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let closing = spaced && (ends.is_empty() || ends.starts_with([',', '.', ';', ')', '?', '!', ':']));
        match (sign, open) {
            ('«', Some(_)) if closing || paired == Some(n) => {
                turned.push((*at, '»'));
                if inner.pop().is_none() {
                    open = None;
                }
            }
            // Quotes within quotes open twice; what stays open is the first.
            ('«', Some(_)) => inner.push(*at),
            ('«', None) => open = Some(*at),
            ('»', Some(_)) if inner.pop().is_some() => {}
            ('»', Some(_)) => open = None,
            ('»', None) => {
                let pair =
                    signs.get(n + 1).is_some_and(|(_, next)| *next == '«') && spaced && !ends.is_empty() && !closing;
                if pair {
                    paired = Some(n + 1);
                    turned.push((*at, '«'));
                    open = Some(*at);
                }
            }
            _ => {}
        }
    }
    (open, turned)
}

/// Whether a paragraph closes more than it opens.
fn closes_more(text: &str) -> bool {
    text.matches('»').count() > text.matches('«').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(texts: &[&str]) -> Vec<String> {
        let block = |text: &&str| Block { kind: BlockKind::Text, text: (*text).to_string(), line: 1 };
        let mut blocks: Vec<Block> = texts.iter().map(block).collect();
        find(&mut blocks);
        let sign = |block: &Block| if block.kind == BlockKind::Quote { "> " } else { "" };
        blocks.iter().map(|block| format!("{}{}", sign(block), block.text)).collect()
    }

    #[test]
    fn the_wrong_way_round() {
        let found = quoted(&["Il écrit :", "» Un mot.", "Deux « mots ». «", "Après."]);
        assert_eq!(found, ["Il écrit :", "> Un mot.", "> Deux « mots ».", "Après."]);
        assert_eq!(quoted(&["Selon lui,", "Un mot. «", "Après."]), ["Selon lui,", "> Un mot.", "Après."]);
    }

    #[test]
    fn signs_that_are_turned_round() {
        let turned = |text: &str| {
            let mut blocks = vec![Block { kind: BlockKind::Text, text: text.to_string(), line: 1 }];
            turn(&mut blocks);
            blocks.remove(0).text
        };
        assert_eq!(turned("la « non-violence «, qui"), "la « non-violence », qui");
        assert_eq!(turned("un » mot « ici"), "un « mot » ici");
        assert_eq!(turned("un » mot «, ici"), "un « mot », ici");
        assert_eq!(turned("« un » et « deux »"), "« un » et « deux »");
    }

    #[test]
    fn the_usual_way_round() {
        let long = format!("« {} »", "Une phrase. ".repeat(30).trim());
        assert_eq!(quoted(&["Elle dit :", &long])[1], format!("> {}", "Une phrase. ".repeat(30).trim()));
        assert_eq!(quoted(&["Elle dit :", "« Je pars. »"])[1], "« Je pars. »");
        assert_eq!(
            quoted(&["Elle dit :", "« Un.", "« Deux.", "» Trois. »", "Fin."]),
            ["Elle dit :", "> Un.", "> Deux.", "> Trois.", "Fin."]
        );
        assert_eq!(quoted(&["« Un » et « deux »", "« Trois »"]), ["« Un » et « deux »", "« Trois »"]);
    }
}
