//! Scores lines by TeX's badness, by the unevenness of word spaces, or by the room left at a ragged edge.
//!
//! Input: how far a line falls short of its measure, and how far it can stretch or shrink. Output: its badness and its
//! fitness class.

/// How tight or loose a line is, as one of Knuth and Plass's fitness classes. Two adjacent lines that are more than one
/// class apart look uneven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fitness {
    Tight,
    Decent,
    Loose,
    VeryLoose,
}

/// The dimensions of a line that determine its score.
pub(super) struct Line {
    /// The width by which it falls short of its measure; negative when it is too long.
    pub(super) short: i64,
    /// How far its first character protrudes.
    pub(super) left: i64,
    pub(super) stretch: i64,
    pub(super) shrink: i64,
    /// The width that expansion and letterspacing may add or remove.
    pub(super) room: i64,
    pub(super) measure: i64,
    /// Whether it is the last line, which need not be filled.
    pub(super) last: bool,
}

/// Returns TeX's badness (*TeX: The Program*, § 108): about 100 times the cube of `short / room`, computed in integers as in
/// TeX.
pub fn badness(short: i64, room: i64) -> i64 {
    if short == 0 {
        return 0;
    }
    if room <= 0 {
        return 10_000;
    }
    let ratio = if short <= 7_230_584 {
        short * 297 / room
    } else if room >= 1_663_497 {
        short / (room / 297)
    } else {
        short
    };
    if ratio > 1290 { 10_000 } else { (ratio * ratio * ratio + 0o400_000) / 0o1_000_000 }
}

/// Scores a line as TeX does (§§ 851–853). Returns `None` if its badness exceeds `tolerance`.
pub(super) fn score_tex(line: &Line, tolerance: i64) -> Option<(f64, Fitness)> {
    if line.short > 0 {
        if line.last {
            return Some((0.0, Fitness::Decent));
        }
        // If a line is more than 110 pt short and can hardly stretch, TeX treats it as infinitely bad without computing its
        // badness, because the product would overflow.
        let b =
            if line.short > 7_230_584 && line.stretch < 1_663_497 { 10_000 } else { badness(line.short, line.stretch) };
        let fitness = match b {
            0..=12 => Fitness::Decent,
            13..=99 => Fitness::Loose,
            _ => Fitness::VeryLoose,
        };
        (b <= tolerance).then_some((b as f64, fitness))
    } else {
        let b = if -line.short > line.shrink { 10_001 } else { badness(-line.short, line.shrink) };
        let fitness = if b > 12 { Fitness::Tight } else { Fitness::Decent };
        (b <= tolerance).then_some((b as f64, fitness))
    }
}

/// The badness up to which that of a loose line grows with the square of its stretch.
const MOST_SQUARE: f64 = 9_000.0;

/// Scores a justified line by its word spaces. A badness of 100 is a word space stretched by half, as with TeX's typical
/// glue. The badness grows with the square of the stretch or shrinkage, because a page looks uneven when the variance of its
/// word spaces is high. Returns `None` if the word spaces would stretch by a ratio of more than `loosest`, or shrink by more
/// than they can.
pub(super) fn score_even(line: &Line, loosest: f64) -> Option<(f64, Fitness)> {
    let room = line.room;
    let used = line.short.clamp(-room, room);
    let rest = line.short - used;
    // Expansion and letterspacing cost a little too, so that they are used only where they improve the line.
    let strain = if room > 0 { used as f64 / room as f64 } else { 0.0 };
    let strain_badness = 4.0 * strain * strain;
    if rest == 0 {
        return Some((strain_badness, Fitness::Decent));
    }
    if rest > 0 {
        if line.last {
            return Some((0.0, Fitness::Decent));
        }
        let ratio = if line.stretch > 0 { rest as f64 / line.stretch as f64 } else { f64::INFINITY };
        if ratio > loosest {
            return None;
        }
        let fitness = match ratio {
            r if r <= 0.3 => Fitness::Decent,
            r if r <= 0.8 => Fitness::Loose,
            _ => Fitness::VeryLoose,
        };
        // Of two very loose lines, the tighter one is still better, but the difference must not outweigh all other lines.
        let square = 100.0 * ratio * ratio;
        let beyond = 100.0 * (ratio - (MOST_SQUARE / 100.0).sqrt()).clamp(0.0, 10.0);
        return Some((strain_badness + square.min(MOST_SQUARE) + beyond, fitness));
    }
    let ratio = if line.shrink > 0 { -rest as f64 / line.shrink as f64 } else { f64::INFINITY };
    if ratio > 1.0 {
        return None;
    }
    // A word space shrinks by at most a third. A tight line looks crowded sooner than a loose line looks empty.
    let fitness = if ratio > 0.5 { Fitness::Tight } else { Fitness::Decent };
    Some((strain_badness + 80.0 * ratio * ratio, fitness))
}

/// Scores a ragged line by the room left at its end.
pub(super) fn score_ragged(line: &Line) -> (f64, Fitness) {
    if line.last || line.measure <= 0 {
        return (0.0, Fitness::Decent);
    }
    let gap = line.short as f64 / line.measure as f64;
    (100.0 * gap * gap * 4.0, Fitness::Decent)
}
