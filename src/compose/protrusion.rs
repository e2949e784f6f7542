//! Protrusion, or optical margins: how far punctuation extends into the margins, so that the edges of a column look straight.
//!
//! The values are fractions of a glyph's width, based on the default tables of the LaTeX package microtype 3.0f (R. Schlicht).

/// Returns how far a character protrudes on the left, in 1/1000 of its width.
pub(super) fn left(c: char) -> i64 {
    match c {
        '–' => 200,
        '—' => 150,
        '«' | '»' => 200,
        '‹' => 400,
        '›' => 300,
        '’' | '‘' | '“' | '”' => 300,
        '(' | '[' => 100,
        'A' | 'T' | 'V' | 'W' | 'X' | 'Y' => 50,
        _ => 0,
    }
}

/// Returns how far a character protrudes on the right, in 1/1000 of its width.
pub(super) fn right(c: char) -> i64 {
    match c {
        '.' => 700,
        ',' | ':' | '-' | '\u{ad}' | '‐' => 500,
        ';' => 300,
        '!' | '?' => 100,
        '–' => 200,
        '—' => 150,
        '«' | '»' => 200,
        '‹' => 300,
        '›' => 400,
        '’' | '‘' => 400,
        '“' | '”' => 300,
        ')' | ']' => 200,
        'A' | 'T' | 'V' | 'W' | 'X' | 'Y' => 50,
        _ => 0,
    }
}
