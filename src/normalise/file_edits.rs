//! Turns the corrections of a text into edits of its file.

use super::french::Edit;
use super::typography::Correction;

/// Returns the edits that make these corrections in the file whose text is `source`, in order. The range of each edit is in
/// bytes of the file. Corrections that mark-up prevents are left out.
pub fn file_edits(corrections: Vec<Correction>, source: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = corrections.into_iter().filter_map(|correction| in_file(correction, source)).collect();
    // In the manuscript, the order differs from that in the file: notes, for example, come after the text.
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut end = 0;
    edits.retain(|edit| {
        let free = edit.range.start >= end;
        end = end.max(edit.range.end);
        free
    });
    edits
}

/// Returns the edit that makes a correction.
fn in_file(correction: Correction, source: &str) -> Option<Edit> {
    let (mut range, after) = correction.change?;
    let typed = source.get(range.clone())?;
    if typed.ends_with('\n') && !after.ends_with('\n') {
        // The line ends here, and the marks that begin the next line in a quotation or a list must go too.
        let rest = &source[range.end..];
        range.end += rest.len() - rest.trim_start_matches([' ', '\t', '>']).len();
    }
    Some(Edit { range, after, rule: correction.rule })
}
