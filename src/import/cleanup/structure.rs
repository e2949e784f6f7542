//! Structure: title, headings, questions, points, verse's and Markdown's own signs, and who signed.

use crate::import::document::{Block, BlockKind, Repair, Rule, Trust, escaped, mark};
use crate::prose::MONTHS;
use rayon::prelude::*;

/// A block that isn't longer is short.
const SHORT: usize = 160;
/// A heading is no longer.
const HEADING: usize = 130;
/// A question is no longer.
const QUESTION: usize = 640;
/// Questions that make an interview of a text that doesn't say it is one.
const QUESTIONS: usize = 3;

/// Words that begin sentences and hardly ever headings.
const OPENERS: [&str; 24] = [
    "Ce",
    "Cet",
    "Cette",
    "Ces",
    "C’est",
    "C'est",
    "Il",
    "Elle",
    "Ils",
    "Elles",
    "Nous",
    "Vous",
    "Je",
    "J’ai",
    "J'ai",
    "Tu",
    "On",
    "Selon",
    "Toujours",
    "D’après",
    "D'après",
    "Et",
    "Mais",
    "Puis",
];

pub(super) fn is_short(block: &Block) -> bool {
    !is_over(&block.text, SHORT)
}

/// Whether a text has more letters than that; those of long ones aren't counted.
pub(super) fn is_over(text: &str, letters: usize) -> bool {
    text.len() > letters && (text.len() > letters * 4 || text.chars().count() > letters)
}

/// What is said of a block that was found to be something.
pub(super) fn found(rule: Rule, trust: Trust, block: &Block) -> Repair {
    Repair { rule, trust, line: block.line, before: opening(&block.text), after: String::new() }
}

/// The same, with a mark in the block where it is doubtful.
pub(super) fn marked(rule: Rule, trust: Trust, block: &mut Block) -> Repair {
    let repair = found(rule, trust, block);
    if trust == Trust::Doubtful {
        block.text.push_str(&mark(rule, ""));
    }
    repair
}

/// The first words of a text.
pub(super) fn opening(text: &str) -> String {
    let line = text.split('\n').next().unwrap_or(text);
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_string(),
    }
}

/// The words around a byte.
pub(super) fn around(text: &str, at: usize) -> String {
    let from = text[..at].char_indices().rev().nth(20).map_or(0, |(from, _)| from);
    let to = text[at..].char_indices().nth(20).map_or(text.len(), |(to, _)| at + to);
    text[from..to].replace('\n', " ")
}

/// Blocks that carry Markdown's signs, or those of mail: headings, quotations, pictures, notes, tables.
///
/// Code is looked for in Markdown alone.
pub(super) fn signs(blocks: &mut Vec<Block>, markdown: bool) {
    let mut parted = Vec::with_capacity(blocks.len());
    for block in std::mem::take(blocks) {
        if block.kind != BlockKind::Text || !block.text.starts_with(['#', '>', '!', '[', '|', '`']) {
            parted.push(block);
            continue;
        }
        signed(block, markdown, &mut parted);
    }
    *blocks = parted;
}

fn signed(block: Block, markdown: bool, parted: &mut Vec<Block>) {
    let Block { text, line, .. } = block;
    let hashes = text.bytes().take_while(|b| *b == b'#').count();
    if (1..=6).contains(&hashes) && text[hashes..].starts_with(' ') {
        let (head, rest) = text.split_once('\n').unwrap_or((&text, ""));
        let head = head[hashes..].trim().trim_end_matches('#').trim_end().to_string();
        parted.push(Block { kind: BlockKind::Heading(hashes as u8), text: head, line });
        if !rest.is_empty() {
            signed(Block { kind: BlockKind::Text, text: rest.to_string(), line: line + 1 }, markdown, parted);
        }
        return;
    }
    if text.lines().all(|line| line.starts_with("|> ")) {
        let lines: Vec<&str> = text.lines().map(|line| line[3..].trim()).collect();
        parted.push(Block { kind: BlockKind::Signature, text: lines.join("\n"), line });
        return;
    }
    let fenced = markdown && text.starts_with("```") && text.contains('\n') && text.ends_with("\n```");
    if text.lines().all(|line| line.starts_with("| ")) || fenced {
        let text = if markdown { text } else { escaped(&text).into_owned() };
        parted.push(Block { kind: BlockKind::Kept, text, line });
        return;
    }
    if text.lines().all(|line| line.starts_with('>')) {
        let mut from = line;
        for paragraph in text.split("\n>\n") {
            let bare = |line: &str| line.trim_start_matches(['>', ' ']).to_string();
            let lines: Vec<String> = paragraph.lines().map(bare).collect();
            parted.push(Block { kind: BlockKind::Quote, text: lines.join("\n"), line: from });
            from += lines.len() + 1;
        }
        return;
    }
    if let Some((caption, file)) = picture(&text) {
        parted.push(Block { kind: BlockKind::Picture(file.to_string()), text: caption.to_string(), line });
        return;
    }
    if let Some((label, rest)) = text.strip_prefix("[^").and_then(|rest| rest.split_once("]:")) {
        parted.push(Block { kind: BlockKind::Note(label.to_string()), text: rest.trim().to_string(), line });
        return;
    }
    parted.push(Block { kind: BlockKind::Text, text, line });
}

/// `![caption](file)` on its own.
fn picture(text: &str) -> Option<(&str, &str)> {
    let (caption, file) = text.strip_prefix("![")?.strip_suffix(')')?.rsplit_once("](")?;
    (!file.contains([' ', '\n'])).then_some((caption, file))
}

/// The title: the first block, if it is short and the text goes on after it.
pub(super) fn title(blocks: &mut [Block]) -> Option<Repair> {
    if blocks.iter().any(|block| block.kind == BlockKind::Heading(1)) {
        return None;
    }
    let [first, second, ..] = blocks else { return None };
    let plain = first.kind == BlockKind::Text && is_short(first) && !first.text.ends_with([',', ';', ':']);
    let one = !first.text.trim_end().ends_with('.') && first.text.lines().count() <= 3;
    let longer = second.text.chars().count() > first.text.chars().count() || second.kind != BlockKind::Text;
    if !(plain && one && longer) {
        return None;
    }
    first.text = first.text.replace('\n', " ");
    first.kind = BlockKind::Heading(1);
    Some(found(Rule::Heading, Trust::Likely, first))
}

/// Headings: short lines without a stop before something longer. Those that ask are looked for when the questions of an
/// interview have been found.
pub(super) fn headings(blocks: &mut [Block], asking: bool) -> Vec<Repair> {
    let of_kind = |at: &usize| blocks[*at].text.trim_end().ends_with('?') == asking;
    let level = |at: usize| heading(blocks, at).map(|(level, trust)| (at, level, trust));
    let found: Vec<(usize, u8, Trust)> = (1..blocks.len()).into_par_iter().filter(of_kind).filter_map(level).collect();
    let mut repairs = Vec::new();
    for (at, level, trust) in found {
        repairs.push(marked(Rule::Heading, trust, &mut blocks[at]));
        blocks[at].text = blocks[at].text.replace('\n', " ");
        blocks[at].kind = BlockKind::Heading(level);
    }
    repairs
}

/// The level of a heading, and how sure it is one.
fn heading(blocks: &[Block], at: usize) -> Option<(u8, Trust)> {
    let block = &blocks[at];
    let next = blocks.get(at + 1)?;
    let text = block.text.trim();
    let text_like = !matches!(next.kind, BlockKind::Heading(_) | BlockKind::Kept | BlockKind::Note(_));
    if block.kind != BlockKind::Text || is_over(text, HEADING) || !text_like || text.lines().count() > 2 {
        return None;
    }
    let length = text.chars().count();
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().count() > 3 && letters().all(|c| !c.is_lowercase());
    let numbered = numbering(text);
    let stopped = text.ends_with(['.', ',', ';', ':', '-', '»', ')']) && !text.ends_with("...") || text.ends_with('?');
    let opens = text.starts_with(|c: char| c.is_uppercase() || matches!(c, '“' | '«' | '"' | '1'..='9'));
    let speech = text.starts_with(['—', '–', '-', '•']);
    let worded = letters().count() > 1;
    // A question that isn't of an interview may be a heading, and a title may end with quoted words.
    let quoted = text.ends_with(['»', ')']) && !text.starts_with(['«', '(']);
    if speech || !worded || !opens && numbered.is_none() {
        return None;
    }
    if let Some(level) = numbered {
        let points = marker_follows(next);
        return (!text.ends_with([',', ';', ':']) && length < 90 && !points).then_some((level, Trust::Likely));
    }
    if capitals {
        return (!text.ends_with([',', ';'])).then_some((2, Trust::Likely));
    }
    if stopped && !quoted && !(text.ends_with('?') && length < 70) {
        return None;
    }
    let first = text.split_whitespace().next().unwrap_or("");
    if OPENERS.contains(&first) || !is_longer(next, length) {
        return None;
    }
    Some((2, if length > 80 || text.ends_with(['?', '»', ')']) { Trust::Doubtful } else { Trust::Likely }))
}

/// Whether what follows may stand below a heading.
fn is_longer(next: &Block, length: usize) -> bool {
    next.kind != BlockKind::Text
        || is_over(&next.text, length.max(90))
        || next.text.trim_end().ends_with([',', ':', '.', '?', '»', '”'])
}

fn marker_follows(next: &Block) -> bool {
    super::notes::marker(&next.text).is_some()
}

/// The level of a heading that bears a number: `Chapitre 3`, `IV. `, `2. `, `2.1 `.
fn numbering(text: &str) -> Option<u8> {
    let first = text.split_whitespace().next()?;
    let rest = text[first.len()..].trim_start();
    let lower = first.to_lowercase();
    if ["chapitre", "partie", "acte", "annexe"].contains(&lower.as_str()) && text.chars().count() < 70 {
        return Some(2);
    }
    if ["première", "deuxième", "troisième", "quatrième"].contains(&lower.as_str())
        && rest.to_lowercase().starts_with("partie")
    {
        return Some(2);
    }
    let bare = first.trim_end_matches(['.', ')', ':', '–', '—', '-']);
    let roman = !bare.is_empty()
        && bare.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L'))
        && (bare.len() > 1 || first != bare);
    let head = rest.trim_start_matches(['–', '—', '-', ' ']);
    let opens = head.is_empty() || head.starts_with(|c: char| c.is_uppercase() || matches!(c, '«' | '“'));
    if roman && opens {
        return Some(2);
    }
    let digits = bare.split('.').collect::<Vec<_>>();
    let counted = digits.iter().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let closed = digits.len() > 1 || first != bare;
    (counted && closed && opens && !head.is_empty() && !rest.ends_with('.')).then_some((1 + digits.len()).min(4) as u8)
}

/// Questions of an interview.
pub(super) fn questions(blocks: &mut [Block]) -> Vec<Repair> {
    let said = |block: &Block| {
        matches!(block.kind, BlockKind::Heading(_)) && {
            let lower = block.text.to_lowercase();
            ["interview", "entretien", "questions", "conversation"].iter().any(|w| lower.contains(w))
        }
    };
    let titled = blocks.iter().position(said);
    let from = titled.map_or(0, |at| at + 1);
    let asked: Vec<(usize, Trust)> = (from..blocks.len()).filter_map(|at| Some((at, question(blocks, at)?))).collect();
    let asks = asked.iter().filter(|(at, _)| blocks[*at].text.trim_end().ends_with('?')).count();
    if asks < if titled.is_some() { 1 } else { QUESTIONS } {
        return Vec::new();
    }
    // Between questions stand answers; in a text without that title they have to be dense.
    let dense = (asked[asked.len() - 1].0 - asked[0].0) < asked.len() * 9;
    if titled.is_none() && !dense {
        return Vec::new();
    }
    let mut repairs = Vec::new();
    for (at, trust) in asked {
        repairs.push(found(Rule::Question, trust, &blocks[at]));
        blocks[at].text = blocks[at].text.replace('\n', " ");
        blocks[at].kind = BlockKind::Heading(3);
    }
    repairs
}

/// Whether a block may be a question, with an answer after it.
fn question(blocks: &[Block], at: usize) -> Option<Trust> {
    let (block, next) = (&blocks[at], blocks.get(at + 1)?);
    let text = block.text.trim();
    let answered = matches!(next.kind, BlockKind::Text | BlockKind::Picture(_) | BlockKind::Quote);
    if block.kind != BlockKind::Text || !answered || is_over(text, QUESTION) || text.starts_with(['—', '–', '-', '«'])
    {
        return None;
    }
    if text.ends_with('?') {
        return (!next.text.trim_end().ends_with('?')).then_some(Trust::Likely);
    }
    // `Racontez-nous …`, `Présentez-vous …`.
    let first = text.split_whitespace().next()?.trim_end_matches(['.', ',', '!']);
    let asks = ["ez-vous", "ez-nous", "ez-moi"].iter().any(|ending| first.ends_with(ending));
    (asks && !is_over(text, SHORT)).then_some(Trust::Likely)
}

/// Signs that open an item and nothing else.
const BULLETS: [&str; 6] = ["• ", "◦ ", "▪ ", "‣ ", "· ", "* "];

/// Items of lists: after bullets; after hyphens where they aren't speech; after numbers that follow each other.
pub(super) fn lists(blocks: &mut [Block]) -> Vec<Repair> {
    let mut repairs = Vec::new();
    let mut at = 0;
    while at < blocks.len() {
        let item = |block: &Block| matches!(block.kind, BlockKind::Text) && sign(&block.text).is_some();
        let run = blocks[at..].iter().take_while(|block| item(block)).count();
        if run > 0 {
            items(&mut blocks[at..at + run], &mut repairs);
        }
        at += run.max(1);
    }
    repairs
}

/// The sign of an item, and what follows: a bullet, a hyphen, a number with its stop.
fn sign(text: &str) -> Option<(&str, &str)> {
    if let Some(bullet) = BULLETS.iter().chain(&["- "]).find(|bullet| text.starts_with(**bullet)) {
        return Some(text.split_at(bullet.len()));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=3).contains(&digits) && text[digits..].starts_with(". ")).then(|| text.split_at(digits + 2))
}

/// Blocks that follow each other and all have a sign.
fn items(blocks: &mut [Block], repairs: &mut Vec<Repair>) {
    let spoken = |block: &Block| {
        let rest = block.text.trim_start_matches("- ");
        rest.starts_with(|c: char| c.is_uppercase() || c == '…') && super::lines::ends_sentence(rest)
    };
    let hyphens = blocks.iter().filter(|block| block.text.starts_with("- ")).count();
    let speech = hyphens == blocks.len() && blocks.iter().filter(|block| spoken(block)).count() * 2 > hyphens;
    let single = blocks.len() == 1;
    for (n, block) in blocks.iter_mut().enumerate() {
        let Some((sign, rest)) = sign(&block.text) else { continue };
        let numbered = sign.starts_with(|c: char| c.is_ascii_digit());
        if numbered && (single || sign.trim_end_matches(". ").parse() != Ok(n + 1)) {
            continue;
        }
        if speech || single && sign == "- " {
            block.text = format!("— {rest}");
            repairs.push(found(Rule::Speech, Trust::Likely, block));
            continue;
        }
        repairs.push(found(Rule::List, Trust::Likely, block));
        block.text = if numbered { block.text.clone() } else { format!("- {rest}") };
        block.kind = BlockKind::Item;
    }
}

/// The most lines that a signature has: who, what they are, where and when.
const SIGNED: usize = 3;

/// Who signed: short last lines without a stop, or with the day.
pub(super) fn signature(blocks: &mut Vec<Block>) -> Vec<Repair> {
    let end = blocks.iter().rposition(|block| !matches!(block.kind, BlockKind::Note(_))).map_or(0, |last| last + 1);
    // A text doesn't begin with who signed it.
    let least = end.saturating_sub(SIGNED).max(2);
    let first = (least..end).rev().take_while(|at| is_signature(blocks, *at)).last();
    let Some(first) = first else { return Vec::new() };
    let repairs = blocks[first..end].iter().map(|block| found(Rule::Signature, Trust::Likely, block)).collect();
    let lines: Vec<String> = blocks.drain(first + 1..end).map(|block| block.text).collect();
    let block = &mut blocks[first];
    block.kind = BlockKind::Signature;
    lines.iter().for_each(|line| {
        block.text.push('\n');
        block.text.push_str(line);
    });
    repairs
}

fn is_signature(blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    let lines = block.text.lines().count();
    // Lines that stand alone are no poem.
    let alone = || blocks.get(at.wrapping_sub(1)).is_none_or(|before| before.kind != BlockKind::Verse);
    let plain = block.kind == BlockKind::Text || block.kind == BlockKind::Verse && lines <= SIGNED && alone();
    plain && block.text.trim().lines().all(signs_off)
}

/// Whether a line may be one of a signature.
fn signs_off(line: &str) -> bool {
    let line = line.trim();
    let long = line.chars().count();
    let dated = || {
        let words = || line.split([' ', '\u{a0}']).map(|word| word.trim_matches(['.', ',']));
        line.ends_with('.')
            && words().any(|word| MONTHS.contains(&word.to_lowercase().as_str()))
            && words().any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let open = !line.ends_with(['.', ':', '?', '!', '»', '…', ';', ',']);
    line.starts_with(char::is_uppercase) && (open && long < 90 || long < 50 && dated())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(texts: &[&str]) -> Vec<BlockKind> {
        let block = |text: &&str| Block { kind: BlockKind::Text, text: (*text).to_string(), line: 1 };
        let mut blocks: Vec<Block> = texts.iter().map(block).collect();
        signs(&mut blocks, false);
        title(&mut blocks);
        headings(&mut blocks, false);
        questions(&mut blocks);
        headings(&mut blocks, true);
        blocks.into_iter().map(|block| block.kind).collect()
    }

    const LONG: &str =
        "Une phrase assez longue pour être un paragraphe, et qui se termine par un point, comme il se doit, non ? Oui.";

    #[test]
    fn titles_and_headings() {
        use BlockKind::{Heading, Text};
        let found = kinds(&[
            "Le titre",
            LONG,
            "La prison des nations",
            LONG,
            "Elle est partie",
            LONG,
            "2.1 Les villes",
            LONG,
            "PARTIR",
            LONG,
        ]);
        assert_eq!(found, [Heading(1), Text, Heading(2), Text, Text, Text, Heading(3), Text, Heading(2), Text]);
    }

    #[test]
    fn questions_of_an_interview() {
        use BlockKind::{Heading, Text};
        let found = kinds(&[
            "Titre",
            LONG,
            "Entretien avec deux amies",
            LONG,
            "Présentez-vous.",
            LONG,
            "Qu’avez-vous vu, là-bas ?",
            LONG,
        ]);
        assert_eq!(found, [Heading(1), Text, Heading(2), Text, Heading(3), Text, Heading(3), Text]);
    }

    #[test]
    fn who_signed_stands_at_the_end() {
        let signed = |texts: &[(BlockKind, &str)]| {
            let block = |(kind, text): &(BlockKind, &str)| Block { kind: kind.clone(), text: (*text).into(), line: 1 };
            let mut blocks: Vec<Block> = texts.iter().map(block).collect();
            signature(&mut blocks);
            blocks.into_iter().find(|block| block.kind == BlockKind::Signature).map(|block| block.text)
        };
        let text = |last: &[(BlockKind, &'static str)]| {
            let mut all = vec![(BlockKind::Heading(1), "Titre"), (BlockKind::Text, LONG)];
            all.extend_from_slice(last);
            signed(&all)
        };
        let (plain, note) = (BlockKind::Text, (BlockKind::Note("1".into()), "Une note"));
        assert_eq!(text(&[(plain.clone(), "Des amies"), note.clone()]).as_deref(), Some("Des amies"));
        let two = [(plain.clone(), "Des amies"), (plain.clone(), "Lyon, le 3 mai 2022."), note.clone()];
        assert_eq!(text(&two).as_deref(), Some("Des amies\nLyon, le 3 mai 2022."));
        assert_eq!(text(&[(BlockKind::Verse, "Des amies\nLyon")]).as_deref(), Some("Des amies\nLyon"));
        assert_eq!(text(&[(BlockKind::Verse, "Un vers"), (BlockKind::Verse, "Des amies\nLyon")]), None);
        assert_eq!(text(&[(plain, "Elle est partie en mai.")]), None);
        assert_eq!(text(&[note]), None);
    }

    #[test]
    fn markdown_and_mail_keep_their_signs() {
        use BlockKind::{Heading, Note, Picture, Quote};
        let found = kinds(&["# Titre", "> Un\n> mot\n>\n> deux", "![Ici](a.jpg)", "[^1]: Note"]);
        assert_eq!(found, [Heading(1), Quote, Quote, Picture("a.jpg".into()), Note("1".into())]);
    }
}
