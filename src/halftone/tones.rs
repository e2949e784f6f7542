//! The screener of a printer: with the curve that its tone wedge gave, or with the simulated one.

use super::wedge;
use super::{Lattice, Screener};
use crate::diagnostic::{Diagnostic, Fault, Placed};
use crate::sheet::WedgeReadings;

/// A screener of `lines` per inch at `dpi`, for sheets that are copied `copies` times. It uses the readings of a tone wedge if that
/// wedge had the same screen; otherwise it ignores them, and returns a warning.
pub fn screener(
    lines: u32,
    (dpi, copies): (u32, u32),
    tones: Option<&Placed<WedgeReadings>>,
) -> (Screener, Option<Diagnostic>) {
    match (tones, fault(lines, dpi, tones)) {
        (Some(tones), None) => (Screener::with_curve(dpi, lines, wedge::curve(&tones.value.read)), None),
        (_, fault) => (Screener::new(dpi, lines, copies), fault),
    }
}

/// A warning for readings that were taken from another screen.
pub(super) fn fault(lines: u32, dpi: u32, tones: Option<&Placed<WedgeReadings>>) -> Option<Diagnostic> {
    let Placed { value: tones, span } = tones?;
    if Lattice::near(tones.dpi, tones.screen) == Lattice::near(dpi, lines) {
        return None;
    }
    let named = |lines: u32, dpi: u32| format!("{lines} lpi, {dpi} dpi");
    let (read, printed) = (named(tones.screen, tones.dpi), named(lines, dpi));
    let options = format!("--screen {lines} --dpi {dpi}");
    Some(Diagnostic::warning(*span, Fault::OtherWedge { read, printed, options }))
}
