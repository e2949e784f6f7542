//! Spaces at signs, apostrophes, dashes.

use super::line::Line;
use super::profile::{BOUND, Rule};
use super::token::{Kind, Token};

/// Takes out the spaces that no sign bears: inside brackets, before full stop and comma, after an elision.
pub(super) fn close_up(line: &mut Line) {
    line.take_out(|line, i| {
        let (before, after) = (line.before(i)?, line.after(i)?);
        if before.kind != Kind::Sign && after.kind != Kind::Sign {
            return None;
        }
        let beyond = line.tokens.get(i + 2);
        let ends = beyond.is_none_or(|t| t.kind == Kind::Space || t.is_any(";:!?»”’›“)]}\"'"));
        let solid = matches!(before.kind, Kind::Word | Kind::Number) || before.is_any("»”’›“)]}%€\"");
        if before.is_any("([") && !after.is_any("([)]–—") && after.kind != Kind::Opaque
            || after.is_any(")]") && !before.is_any("([") && solid_or_stop(before)
        {
            Some(Rule::Brackets)
        } else if after.is_any(".,") && solid && ends {
            Some(Rule::LowSigns)
        } else if after.is('…') && solid && ends && line.on(Rule::Suspension) && line.profile.is_french {
            Some(Rule::Suspension)
        } else if before.is_any("'’") && line.on(Rule::Elision) && line.profile.is_french {
            elided(line, i).then_some(Rule::Elision)
        } else {
            None
        }
    });
}

fn solid_or_stop(token: &Token) -> bool {
    // An address keeps its distance, and a semicolon would make a face of the bracket.
    matches!(token.kind, Kind::Word | Kind::Number) || token.is_any(".,!?…»”’›“%€\"")
}

/// Words that lose their vowel before another.
const ELIDED: [&str; 16] = [
    "l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu", "aujourd",
];

/// `l' État`: an elided word, an apostrophe, a space, a word that begins with a vowel.
fn elided(line: &Line, i: usize) -> bool {
    let word = line.word(i.checked_sub(2)).to_lowercase();
    let next = line.word(Some(i + 1));
    let free = i < 3 || !matches!(line.back(i, 3).map(|t| t.kind), Some(Kind::Word | Kind::Number));
    let vowel = next
        .chars()
        .next()
        .is_some_and(|c| "aeiouyhàâäéèêëîïôöùûüœæ".contains(c.to_ascii_lowercase()) || "ÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ".contains(c));
    free && vowel && ELIDED.contains(&word.as_str())
}

/// `'` between letters, and before the figures of a year.
pub(super) fn apostrophes(line: &mut Line) {
    single_quotes(line);
    for n in 0..line.marks() {
        let i = line.mark(n);
        if !line.tokens[i].is_any("'‘´ʼ`") {
            continue;
        }
        let before = line.before(i).map(|t| t.kind);
        let after = line.after(i);
        let begins = after.is_some_and(|t| {
            t.kind == Kind::Word || t.is_any("«“„\"‹") || t.kind == Kind::Opaque && !line.typed(t).starts_with('-')
        });
        // A word in single curly marks opens with the same sign.
        let opens = line.tokens[i].is('‘') && before != Some(Kind::Word);
        let year = line.tokens[i].is('\'')
            && line.before(i).is_none_or(|t| t.kind == Kind::Space || t.is_any("(-–«“„‹\""))
            && after.is_some_and(|t| t.kind == Kind::Number && t.range().len() == 2)
            && line.tokens.get(i + 2).is_none_or(|t| t.kind != Kind::Word && !t.is_any("'\""));
        let elided = line.profile.is_french
            && i > 0
            && line.tokens[i].is('\'')
            && after.is_some_and(|t| t.kind == Kind::Space)
            && line.on(Rule::Elision)
            && elided(line, i + 1);
        if before == Some(Kind::Word) && begins && !opens || year || elided {
            line.become_sign(i, '’', Rule::Apostrophe);
        }
    }
}

/// A word or more between straight single marks: both curl. A mark that finds no other stays for the apostrophes.
fn single_quotes(line: &mut Line) {
    let mut next = 0;
    for n in 0..line.marks() {
        let i = line.mark(n);
        if i < next {
            continue;
        }
        let opens = line.tokens[i].is('\'')
            && line.before(i).is_none_or(|t| t.kind == Kind::Space || t.is_any("([«“„‹\""))
            && line.after(i).is_some_and(|t| t.kind == Kind::Word);
        let close = if opens { closing_mark(line, i) } else { None };
        if let Some(close) = close {
            line.become_sign(i, '‘', Rule::Quotes);
            line.become_sign(close, '’', Rule::Quotes);
            next = close + 1;
        }
    }
}

/// The mark that closes the one at `i`: after a letter or a sign, before white or a sign, within twenty words.
fn closing_mark(line: &Line, i: usize) -> Option<usize> {
    (i + 2..line.len().min(i + 60)).find(|at| {
        line.tokens[*at].is('\'')
            && line.before(*at).is_some_and(|t| t.kind == Kind::Word || t.is_any(".!?…"))
            && line.after(*at).is_none_or(|t| t.kind == Kind::Space || t.is_any(".,;:!?…)]»”\""))
    })
}

/// Spaces before `; : ! ?`.
pub(super) fn high_signs(line: &mut Line) {
    let mut spanish = [false; 2];
    for n in 0..line.marks() {
        let i = line.mark(n);
        let token = line.tokens[i];
        if token.kind != Kind::Sign {
            continue;
        }
        match token.sign {
            '¡' => spanish[0] = true,
            '¿' => spanish[1] = true,
            '!' if std::mem::take(&mut spanish[0]) => {}
            '?' if std::mem::take(&mut spanish[1]) => {}
            ';' | '!' | '?' => {
                let (space, rule) = (line.profile.high, Rule::HighSigns);
                before_sign(line, i, (space, rule));
            }
            ':' => {
                let (space, rule) = (line.profile.colon, Rule::Colon);
                before_sign(line, i, (space, rule));
            }
            _ => {}
        }
    }
}

/// The names of protocols keep their colon.
const PROTOCOLS: [&str; 6] = ["http", "https", "ftp", "mailto", "file", "std"];

fn before_sign(line: &mut Line, i: usize, (space, rule): (Option<char>, Rule)) {
    let Some(before) = line.before(i).copied() else { return };
    let after = line.after(i);
    let colon = line.tokens[i].is(':');
    if after.is_some_and(|t| t.is('=')) || colon && after.is_some_and(|t| t.is(':')) {
        return;
    }
    if before.kind == Kind::Space {
        let opens = line.back(i, 2).is_none_or(|t| i < 2 || t.is_any("([{«“„‘‹¡¿"));
        if !opens {
            line.settle(i - 1, space, rule);
        }
        return;
    }
    let follows = after.is_none_or(|t| {
        t.kind == Kind::Space || t.is_any(if colon { "»”’›)]}" } else { "»”’›)]}….,;:!?" })
    });
    let protocol = colon && PROTOCOLS.contains(&line.word(Some(i - 1)));
    if follows && !protocol && takes_space(&before) {
        line.insert(i, space, rule);
    }
}

/// Whether a high sign after this stands apart from it.
fn takes_space(token: &Token) -> bool {
    match token.kind {
        Kind::Word | Kind::Number | Kind::Opaque => true,
        Kind::Space => false,
        // Pictures and other signs count as letters; those of the keyboard do not.
        Kind::Sign => {
            "»”’›)]}….%‰€$£°²³".contains(token.sign)
                || !token.sign.is_ascii() && !"«“„‘‹–—−‐‑¡¿·•/|".contains(token.sign)
        }
    }
}

/// Rows of hyphens, and hyphens between spaces, that stand for dashes.
pub(super) fn typed_dashes(line: &mut Line) {
    if !line.on(Rule::TypedDashes) {
        return;
    }
    for n in 0..line.marks() {
        let i = line.mark(n);
        let token = line.tokens[i];
        if line.text.as_bytes().get(token.start as usize) != Some(&b'-') {
            continue;
        }
        let typed = line.typed(&token);
        let dash = match typed {
            "-" if token.kind == Kind::Sign => '–',
            "--" if token.kind == Kind::Opaque => '–',
            "---" if token.kind == Kind::Opaque => '—',
            _ => continue,
        };
        let (before, after) = (line.before(i), line.after(i));
        let starts = before.is_none() && typed != "-";
        let white = |t: Option<&Token>| t.is_some_and(|t| t.kind == Kind::Space);
        let closes = typed != "-" && after.is_some_and(|t| t.is_any(",;:.!?)"));
        let figures = |by: Option<usize>| line.at(by).is_some_and(|t| t.kind == Kind::Number || t.is_any("%€°="));
        let sum = figures(i.checked_sub(2)) || figures(Some(i + 2));
        // A hyphen that begins a line is a list's.
        let list = typed == "-" && (i < 2 || line.before(i).is_some_and(|t| t.sign == '\n'));
        // Marks of quotation get their spaces later; a dash beside one is left alone, before and after.
        let quoted =
            line.beyond(i, -1).is_some_and(|t| t.is_any("«“„‹")) || line.beyond(i, 1).is_some_and(|t| t.is_any("»”›"));
        if quoted {
            continue;
        }
        if (starts || white(before)) && (white(after) || closes) && !(typed == "-" && sum) && !list {
            line.become_sign(i, dash, Rule::TypedDashes);
        }
    }
}

/// Dashes: those of an interjection hold to what they enclose, those of a dialogue to what is said.
pub(super) fn dashes(line: &mut Line) {
    let mut open = false;
    for n in 0..line.marks() {
        let i = line.mark(n);
        let token = line.tokens[i];
        if token.is_any(".!?…") {
            open &= !ends_sentence(line, i);
            continue;
        }
        if !token.is_any("–—") {
            continue;
        }
        let white = |t: Option<&Token>| t.is_some_and(|t| t.kind == Kind::Space);
        let after = line.after(i).copied();
        let closes = line.beyond(i, 1).is_some_and(|t| t.is_any("»”›"));
        if begins_line(line, i) {
            match after {
                Some(t) if t.kind == Kind::Space => line.settle(i + 1, Some(BOUND), Rule::Dashes),
                Some(t) if token.is('—') && (t.kind == Kind::Word || t.is_any("«…¿¡")) => {
                    line.insert(i + 1, Some(BOUND), Rule::Dashes);
                }
                Some(_) | None => {}
            }
        } else if white(line.before(i)) && white(line.after(i)) && !closes {
            if open {
                line.settle(i - 1, Some(BOUND), Rule::Dashes);
            } else {
                line.settle(i + 1, Some(BOUND), Rule::Dashes);
            }
            open = !open;
        } else if open && white(line.before(i)) && (closes || after.is_none_or(|t| t.is_any(",;:.!?)…"))) {
            line.settle(i - 1, Some(BOUND), Rule::Dashes);
            open = false;
        }
    }
}

/// Whether only white, or the opening of a quotation, stands before it in its line.
fn begins_line(line: &Line, i: usize) -> bool {
    let before = line.tokens[..i].iter().rev().find(|t| t.kind != Kind::Space || t.sign == '\n');
    before.is_none_or(|t| t.is_any("«“‹") || t.sign == '\n')
}

/// Whether a sentence ends here: white follows, then a capital that no dash parts from it.
fn ends_sentence(line: &Line, i: usize) -> bool {
    let white = line.after(i).is_some_and(|t| t.kind == Kind::Space);
    white && line.word(Some(i + 2)).starts_with(char::is_uppercase)
}
