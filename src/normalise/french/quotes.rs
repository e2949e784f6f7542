//! Quotation marks: which open, which close, at which level; over emphasis, notes and paragraphs.
//!
//! Straight marks are told apart by their neighbours, and by what is open where these don't tell. A quotation may run
//! over several paragraphs, each of which repeats the opening mark (*guillemets de suite*); what is open is therefore
//! carried on, and given up only where a paragraph shows that it was never meant.

use super::line::Line;
use super::profile::Rule;
use super::token::{Kind, Token};
use crate::diagnostic::Span;

/// A quotation that was opened.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// The mark that closes it.
    closer: char,
    /// The mark that was typed.
    typed: char,
    /// Its opening mark.
    span: Span,
}

/// What is open from one passage to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Quotations {
    open: Vec<Open>,
    /// Opening marks that were never closed.
    pub(super) unclosed: Vec<Span>,
    /// Closing marks that nothing opened.
    pub(super) unopened: Vec<Span>,
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Opens,
    Closes,
}

const OPENERS: &str = "«“„‹";
const CLOSERS: &str = "»”›";

impl Quotations {
    /// Finds the marks of a passage. `runs_on`: whether it goes on from the passage before it, as paragraphs do.
    pub(super) fn pair(&mut self, line: &mut Line, runs_on: bool, place: &dyn Fn(usize) -> Span) {
        let marks: Vec<usize> = (0..line.marks())
            .map(|n| line.mark(n))
            .filter(|i| line.tokens[*i].kind == Kind::Sign && "\"«»“”„‹›".contains(line.tokens[*i].sign))
            .collect();
        if !runs_on || self.is_given_up(line, &marks, place) {
            self.unclosed.extend(std::mem::take(&mut self.open).iter().map(|o| o.span));
        }
        self.pair_all(line, &marks, place);
    }

    fn pair_all(&mut self, line: &mut Line, marks: &[usize], place: &dyn Fn(usize) -> Span) {
        let inherited = self.open.len();
        let mut before_any = inherited > 0;
        for &i in marks {
            let token = line.tokens[i];
            let Some(role) = self.role(line, i) else { continue };
            let first = starts_passage(line, i);
            if role == Role::Opens && before_any && first {
                self.suite(line, i);
            } else if role == Role::Opens {
                self.open(line, i, place(token.start as usize));
            } else {
                self.close(line, i, place(token.start as usize));
            }
            before_any = false;
        }
    }

    /// Whether a quotation runs on.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// What passages that are set on their own have to begin with.
    pub(super) fn carried(&self) -> Quotations {
        Quotations { open: self.open.clone(), ..Quotations::default() }
    }

    /// Goes on with passages that began with what is open here.
    pub(super) fn join(&mut self, next: Quotations) {
        self.open = next.open;
        self.unclosed.extend(next.unclosed);
        self.unopened.extend(next.unopened);
    }

    /// Ends the text: what is still open was never closed.
    pub(super) fn end(&mut self) {
        self.unclosed.extend(std::mem::take(&mut self.open).iter().map(|o| o.span));
    }

    /// Whether a passage opens another quotation without ever closing the one that is open.
    fn is_given_up(&self, line: &Line, marks: &[usize], place: &dyn Fn(usize) -> Span) -> bool {
        let first = marks.iter().find_map(|i| self.role(line, *i).map(|role| (*i, role)));
        let fresh = first.is_some_and(|(i, role)| role == Role::Opens && !starts_passage(line, i));
        if self.open.is_empty() || !fresh {
            return false;
        }
        // What would become of it if it went on?
        let mut trial = Quotations { open: self.open.clone(), ..Quotations::default() };
        trial.pair_all(&mut line.clone(), marks, place);
        trial.open.len() >= self.open.len()
    }

    fn role(&self, line: &Line, i: usize) -> Option<Role> {
        let token = line.tokens[i];
        let german = self.open.last().is_some_and(|o| o.typed == '„');
        match token.sign {
            '“' if german => Some(Role::Closes),
            sign if OPENERS.contains(sign) => Some(Role::Opens),
            sign if CLOSERS.contains(sign) => Some(Role::Closes),
            '"' if line.profile.curls => self.straight(line, i),
            _ => None,
        }
    }

    /// A straight mark by its neighbours; none for inches and seconds.
    fn straight(&self, line: &Line, i: usize) -> Option<Role> {
        let (before, after) = (line.before(i), line.after(i));
        let is_number = before.is_some_and(|t| t.kind == Kind::Number);
        let primes = is_number && line.back(i, 2).is_some_and(|t| t.is_any("'’′"));
        let straight_open = self.open.last().is_some_and(|o| o.typed == '"');
        if primes || is_number && self.open.is_empty() && !opens_earlier(line, i) {
            return None;
        }
        let white = |t: Option<&Token>| t.is_none_or(|t| t.kind == Kind::Space);
        let opens_after = white(before) || before.is_some_and(|t| t.is_any("([{—–-«“„‹’'/|*_¡¿"));
        let closes_before = white(after) || after.is_some_and(|t| t.is_any(".,;:!?…)]}»”›’'—–-/|*_\"“"));
        // What ends a sentence or a bracket follows no opening mark: `" .` closes.
        let ending = after.is_some_and(|t| t.is_any(".,;:!?)]}»”›"));
        let may_open = opens_after && !white(after) && !ending;
        let may_close = closes_before && !white(before);
        match (may_open, may_close) {
            (true, false) => Some(Role::Opens),
            (false, true) => Some(Role::Closes),
            _ if straight_open => Some(Role::Closes),
            // Between letters it is a slip that only its author can tell.
            (false, false) if !white(before) => None,
            _ => Some(Role::Opens),
        }
    }

    /// A paragraph within a quotation repeats the mark that opened it.
    fn suite(&self, line: &mut Line, i: usize) {
        if line.tokens[i].sign == '"' {
            let mark = line.profile.quotes[0].0;
            line.become_sign(i, mark, Rule::Quotes);
        }
    }

    fn open(&mut self, line: &mut Line, i: usize, span: Span) {
        let typed = line.tokens[i].sign;
        let level = self.open.len().min(2);
        let (opener, closer) = line.profile.quotes[level];
        let mut own = closer;
        match typed {
            '"' => line.become_sign(i, opener, Rule::Quotes),
            '“' | '„' if level == 0 && line.profile.is_french && line.on(Rule::CurlyQuotes) => {
                line.become_sign(i, opener, Rule::CurlyQuotes);
            }
            '„' => own = '“',
            '“' => own = '”',
            '‹' => own = '›',
            _ => own = '»',
        }
        self.open.push(Open { closer: own, typed, span });
    }

    fn close(&mut self, line: &mut Line, i: usize, span: Span) {
        let typed = line.tokens[i].sign;
        let matches = |o: &Open| match typed {
            '"' => true,
            '”' => matches!(o.typed, '“' | '„' | '"'),
            '“' => o.typed == '„',
            _ => o.closer == typed,
        };
        let Some(at) = self.open.iter().rposition(matches) else {
            self.unopened.push(span);
            if typed == '"' {
                let mark = line.profile.quotes[0].1;
                line.become_sign(i, mark, Rule::Quotes);
            }
            return;
        };
        self.unclosed.extend(self.open.drain(at + 1..).map(|o| o.span));
        let Some(opened) = self.open.pop() else { return };
        let polish = opened.typed == '„' && opened.closer == '“' && typed == '”';
        if typed != opened.closer && !polish {
            let rule = if typed == '"' || opened.typed == '"' { Rule::Quotes } else { Rule::CurlyQuotes };
            line.become_sign(i, opened.closer, rule);
        }
    }
}

fn starts_passage(line: &Line, i: usize) -> bool {
    line.tokens[..i].iter().all(|t| t.kind == Kind::Space)
}

/// Whether a straight mark that can only open stands before this one.
fn opens_earlier(line: &Line, i: usize) -> bool {
    line.tokens[..i].iter().any(|t| t.is_any("\"«“„"))
}

/// Bound spaces inside guillemets, none inside curly marks.
pub(super) fn space(line: &mut Line) {
    let inside = line.profile.inside;
    for n in 0..line.marks() {
        let i = line.mark(n);
        let token = line.tokens[i];
        let spaced = |sign: char| {
            "«»".contains(sign) || "‹›".contains(sign) && line.profile.quotes[1].0 == '‹' && line.profile.is_french
        };
        if token.kind != Kind::Sign || !line.profile.is_french {
            continue;
        }
        let next_is_mark = line.after(i).is_some_and(|t| t.is_any("»›"));
        match token.sign {
            '«' | '‹' if spaced(token.sign) && !next_is_mark => match line.after(i).map(|t| t.kind) {
                Some(Kind::Space) if line.tokens.get(i + 2).is_some() => line.settle(i + 1, inside, Rule::Guillemets),
                Some(Kind::Space) | None => {}
                Some(_) => line.insert(i + 1, inside, Rule::Guillemets),
            },
            '»' | '›' if spaced(token.sign) && i > 0 => match line.before(i).map(|t| (t.kind, t.sign)) {
                Some((Kind::Space, _)) if i > 1 => line.settle(i - 1, inside, Rule::Guillemets),
                Some((Kind::Space, _)) | None | Some((Kind::Sign, '«' | '‹' | '(' | '[')) => {}
                Some(_) => line.insert(i, inside, Rule::Guillemets),
            },
            '“' if line.tokens.get(i + 2).is_some_and(|t| t.kind == Kind::Word) => {
                line.settle(i + 1, None, Rule::Quotes);
            }
            '”' if line.back(i, 2).is_some_and(|t| t.kind != Kind::Space && !t.is('“')) => {
                line.settle(i - 1, None, Rule::Quotes);
            }
            _ => {}
        }
    }
}
