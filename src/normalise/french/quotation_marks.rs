//! Quotation marks: decides whether each mark opens or closes a quotation and at which level, and sets the spaces inside the
//! marks.
//!
//! Straight marks are classified by their neighbours or, if these are ambiguous, by the quotations that are open. A quotation
//! may continue over several paragraphs, each of which repeats the opening mark (*guillemets de suite*). The open quotations
//! are therefore carried from one passage to the next. They are abandoned if a later passage shows that a mark was taken for an
//! opening mark by mistake.

use super::rule::Rule;
use super::tokenizer::{Token, TokenKind};
use super::tokens::Tokens;
use crate::diagnostic::Span;

const MARKS: &str = "\"«»“”„‹›";
const OPENERS: &str = "«“„‹";
const CLOSERS: &str = "»”›";
/// The maximum number of tokens after the sign of inches within which the quotation around it must close, about thirty words.
const LONGEST_SEARCH: usize = 60;

/// An open quotation.
#[derive(Clone, Copy, Debug)]
struct OpenQuotation {
    /// The opening mark as typed.
    typed: char,
    /// The mark that closes it.
    closer: char,
    /// The span of the opening mark.
    span: Span,
}

/// The quotations of a text.
#[derive(Clone, Debug, Default)]
pub(super) struct Quotations {
    /// The open quotations, outermost first.
    open: Vec<OpenQuotation>,
    /// Opening marks that were never closed.
    pub(super) unclosed: Vec<Span>,
    /// Closing marks without an opening mark.
    pub(super) unopened: Vec<Span>,
}

/// The role of a quotation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkRole {
    Opens,
    Closes,
}

/// Maps a byte offset in the passage to its span in the source file.
type SpanOf<'p> = dyn Fn(usize) -> Span + 'p;

impl Quotations {
    /// Pairs the quotation marks of a passage and replaces straight ones. `marks` holds the indices of all marks. `runs_on` is
    /// true if the passage belongs to a series of paragraphs, in which a quotation may continue from the previous passage.
    pub(super) fn pair(&mut self, tokens: &mut Tokens, marks: &[usize], runs_on: bool, span_of: &SpanOf) {
        let marks: Vec<usize> = marks.iter().copied().filter(|i| tokens[*i].is_any(MARKS)).collect();
        if !runs_on || self.is_abandoned(tokens, &marks, span_of) {
            self.end();
        }
        self.pair_marks(tokens, &marks, span_of);
    }

    fn pair_marks(&mut self, tokens: &mut Tokens, marks: &[usize], span_of: &SpanOf) {
        let mut may_continue = !self.open.is_empty();
        for &i in marks {
            let Some(role) = self.role(tokens, i) else { continue };
            let span = span_of(tokens[i].range().start);
            match role {
                MarkRole::Opens if may_continue && starts_passage(tokens, i) => continue_quotation(tokens, i),
                MarkRole::Opens => self.open(tokens, i, span),
                MarkRole::Closes => self.close(tokens, i, span),
            }
            may_continue = false;
        }
    }

    /// Whether a quotation is open.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Returns the state in which to begin the passages that follow: the open quotations, without the results so far.
    pub(super) fn continued(&self) -> Quotations {
        Quotations { open: self.open.clone(), ..Quotations::default() }
    }

    /// Takes over the state of `next`, which began with the open quotations of `self` and has paired the passages that follow.
    pub(super) fn append(&mut self, next: Quotations) {
        self.open = next.open;
        self.unclosed.extend(next.unclosed);
        self.unopened.extend(next.unopened);
    }

    /// Ends a series of paragraphs. Quotations that are still open are recorded as unclosed.
    pub(super) fn end(&mut self) {
        self.unclosed.extend(self.open.drain(..).map(|open| open.span));
    }

    /// Whether the open quotation must be abandoned because the passage opens another one and never closes the first.
    fn is_abandoned(&self, tokens: &Tokens, marks: &[usize], span_of: &SpanOf) -> bool {
        let first = marks.iter().find_map(|i| self.role(tokens, *i).map(|role| (*i, role)));
        let opens_another = first.is_some_and(|(i, role)| role == MarkRole::Opens && !starts_passage(tokens, i));
        if self.open.is_empty() || !opens_another {
            return false;
        }
        // Pair the marks in a trial copy, as if the open quotation continued.
        let mut trial = self.continued();
        trial.pair_marks(&mut tokens.clone(), marks, span_of);
        trial.open.len() >= self.open.len()
    }

    /// Returns the role of the mark at `i`, or `None` for a straight mark that isn't a quotation mark.
    fn role(&self, tokens: &Tokens, i: usize) -> Option<MarkRole> {
        // In German quotations (`„…“`), this mark closes.
        let in_german = self.open.last().is_some_and(|open| open.typed == '„');
        match tokens[i].mark? {
            '“' if in_german => Some(MarkRole::Closes),
            mark if OPENERS.contains(mark) => Some(MarkRole::Opens),
            mark if CLOSERS.contains(mark) => Some(MarkRole::Closes),
            '"' if tokens.profile.replaces_straight_quotes => self.role_of_straight(tokens, i),
            _ => None,
        }
    }

    /// Returns the role of the straight mark at `i`, judged by its neighbours, or `None` for the double prime of inches and
    /// seconds.
    fn role_of_straight(&self, tokens: &Tokens, i: usize) -> Option<MarkRole> {
        let (before, after) = (tokens.at(i, -1), tokens.at(i, 1));
        let follows_number = before.is_some_and(|token| token.kind == TokenKind::Number);
        let follows_minutes = follows_number && tokens.at(i, -2).is_some_and(|token| token.is_any("'’′"));
        let in_straight = self.open.last().is_some_and(|open| open.typed == '"');
        if follows_minutes || follows_number && (!in_straight || is_closed_later(tokens, i)) {
            return None;
        }
        let opens_after = is_white(before) || before.is_some_and(|token| token.is_any("([{—–-«“„‹’'/|*_¡¿"));
        let closes_before = is_white(after) || after.is_some_and(|token| token.is_any(".,;:!?…)]}»”›’'—–-/|*_\"“"));
        // The end of a sentence or a closing bracket never follows an opening mark.
        let before_end = after.is_some_and(|token| token.is_any(".,;:!?)]}»”›"));
        let may_open = opens_after && !is_white(after) && !before_end;
        let may_close = closes_before && !is_white(before);
        match (may_open, may_close) {
            (true, false) => Some(MarkRole::Opens),
            (false, true) => Some(MarkRole::Closes),
            _ if in_straight => Some(MarkRole::Closes),
            // Between two letters, the mark is a typing error that only the author can correct.
            (false, false) if !is_white(before) => None,
            _ => Some(MarkRole::Opens),
        }
    }

    fn open(&mut self, tokens: &mut Tokens, i: usize, span: Span) {
        let Some(typed) = tokens[i].mark else { return };
        let profile = tokens.profile;
        let level = self.open.len().min(profile.quotes.len() - 1);
        let (opener, closer) = profile.quotes[level];
        let becomes_guillemet =
            matches!(typed, '“' | '„') && level == 0 && profile.is_french && tokens.is_on(Rule::CurlyQuotes);
        let closer = match typed {
            '"' => {
                tokens.set_mark(i, opener, Rule::Quotes);
                closer
            }
            _ if becomes_guillemet => {
                tokens.set_mark(i, opener, Rule::CurlyQuotes);
                closer
            }
            '„' => '“',
            '“' => '”',
            '‹' => '›',
            _ => '»',
        };
        self.open.push(OpenQuotation { typed, closer, span });
    }

    fn close(&mut self, tokens: &mut Tokens, i: usize, span: Span) {
        let Some(typed) = tokens[i].mark else { return };
        let closes = |open: &OpenQuotation| match typed {
            '"' => true,
            '”' => matches!(open.typed, '“' | '„' | '"'),
            '“' => open.typed == '„',
            _ => open.closer == typed,
        };
        let Some(index) = self.open.iter().rposition(closes) else {
            self.unopened.push(span);
            if typed == '"' {
                let closer = tokens.profile.quotes[0].1;
                tokens.set_mark(i, closer, Rule::Quotes);
            }
            return;
        };
        self.unclosed.extend(self.open.drain(index + 1..).map(|open| open.span));
        let Some(opened) = self.open.pop() else { return };
        // In Polish quotations (`„…”`), this mark closes and is kept.
        let is_polish = opened.typed == '„' && opened.closer == '“' && typed == '”';
        if typed != opened.closer && !is_polish {
            let rule = if typed == '"' || opened.typed == '"' { Rule::Quotes } else { Rule::CurlyQuotes };
            tokens.set_mark(i, opened.closer, rule);
        }
    }
}

/// Replaces the mark at `i` if it is straight. The mark begins a passage and repeats the opening mark of a continued quotation,
/// so it doesn't open another quotation.
fn continue_quotation(tokens: &mut Tokens, i: usize) {
    if tokens[i].is('"') {
        let opener = tokens.profile.quotes[0].0;
        tokens.set_mark(i, opener, Rule::Quotes);
    }
}

fn is_white(token: Option<&Token>) -> bool {
    token.is_none_or(|token| token.kind == TokenKind::Space)
}

/// Whether the next straight mark after the one at `i`, not counting those of inches, can only close a quotation. The one at
/// `i` follows a number, so it is then the sign of inches: `"un 7\" de plus"`.
fn is_closed_later(tokens: &Tokens, i: usize) -> bool {
    let end = tokens.len().min(i + LONGEST_SEARCH);
    let next = (i + 1..end).find(|at| tokens[*at].is('"') && tokens[at - 1].kind != TokenKind::Number);
    next.is_some_and(|at| {
        let ends = tokens.at(at, 1).is_none_or(|token| token.kind == TokenKind::Space || token.is_any(".,;:!?…)»”"));
        ends && !is_white(tokens.at(at, -1)) && !tokens[at - 1].is_any("([«“„‹'’—–-/")
    })
}

fn starts_passage(tokens: &Tokens, i: usize) -> bool {
    tokens.all_before(i).iter().all(|token| token.kind == TokenKind::Space)
}

/// Replaces `<<` and `>>` with guillemets if all of them form pairs: a single one is code or an arrow. Shifts the indices of
/// tokens.
pub(super) fn replace_angle_brackets(tokens: &mut Tokens) {
    if !tokens.profile.is_french || !tokens.text.contains("<<") {
        return;
    }
    let is_double = |i: usize, mark: char| {
        let is = |offset| tokens.at(i, offset).is_some_and(|token: &Token| token.is(mark));
        is(0) && is(1) && !is(2) && !is(-1)
    };
    let marks = (0..tokens.len()).filter_map(|i| match i {
        _ if is_double(i, '<') => Some((i, '«')),
        _ if is_double(i, '>') => Some((i, '»')),
        _ => None,
    });
    let marks: Vec<(usize, char)> = marks.collect();
    let alternate = marks.iter().enumerate().all(|(i, (_, mark))| *mark == if i % 2 == 0 { '«' } else { '»' });
    if alternate && marks.len().is_multiple_of(2) {
        tokens.merge_pairs(&marks, Rule::Quotes);
    }
}

/// Sets the spaces inside quotation marks: no-break spaces inside guillemets, none inside curly marks.
pub(super) fn space_inside(tokens: &mut Tokens, marks: &[usize]) {
    if !tokens.profile.is_french {
        return;
    }
    let inside = tokens.profile.inside_guillemets;
    // Single guillemets get spaces only if they are the marks for nested quotations.
    let spaces_single = tokens.profile.quotes[1].0 == '‹';
    for &i in marks {
        if tokens[i].kind != TokenKind::Mark {
            continue;
        }
        match tokens[i].mark {
            Some('«') => space_after_opener(tokens, i, inside),
            Some('‹') if spaces_single => space_after_opener(tokens, i, inside),
            Some('»') => space_before_closer(tokens, i, inside),
            Some('›') if spaces_single => space_before_closer(tokens, i, inside),
            Some('“') if tokens.at(i, 2).is_some_and(|token| token.kind == TokenKind::Word) => {
                tokens.set_space(i + 1, None, Rule::Quotes);
            }
            Some('”') if tokens.at(i, -2).is_some_and(|token| token.kind != TokenKind::Space && !token.is('“')) => {
                tokens.set_space(i - 1, None, Rule::Quotes);
            }
            _ => {}
        }
    }
}

fn space_after_opener(tokens: &mut Tokens, i: usize, space: Option<char>) {
    let Some(next) = tokens.at(i, 1) else { return };
    if next.kind != TokenKind::Space {
        if !next.is_any("»›") {
            tokens.insert_space(i + 1, space, Rule::Guillemets);
        }
    } else if tokens.at(i, 2).is_some() {
        tokens.set_space(i + 1, space, Rule::Guillemets);
    }
}

fn space_before_closer(tokens: &mut Tokens, i: usize, space: Option<char>) {
    let Some(before) = tokens.at(i, -1) else { return };
    if before.kind != TokenKind::Space {
        if !before.is_any("«‹([") {
            tokens.insert_space(i, space, Rule::Guillemets);
        }
    } else if i > 1 {
        tokens.set_space(i - 1, space, Rule::Guillemets);
    }
}
