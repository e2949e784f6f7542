//! Signatures: determines which sheets are folded together.

use crate::sheet::{Layout, SignatureSize};

/// Returns the number of sheets in each signature. No signature has more sheets than the layout allows, and the
/// signatures differ by at most one sheet.
pub(super) fn sizes(sheets: usize, layout: &Layout) -> Vec<usize> {
    let count = match layout.signature {
        // A layout that lists its cells is folded sheet by sheet.
        _ if !layout.cells.is_empty() => sheets,
        SignatureSize::All => sheets.min(1),
        SignatureSize::Sheets(most) => sheets.div_ceil(most.max(1)),
    };
    (0..count).map(|i| sheets / count + usize::from(i < sheets % count)).collect()
}
