//! The names that content streams use for fonts, pictures and plates (ISO 32000, 7.8.3).

/// Returns the name of a font in content streams. `face` is the index of its face.
pub(super) fn font_name(face: u16) -> String {
    format!("F{face}")
}

/// Returns the name of a picture in content streams. `picture` is its index.
pub(super) fn picture_name(picture: u32) -> String {
    format!("I{picture}")
}

/// Returns the name of a plate in content streams. `plate` is its index.
pub(super) fn plate_name(plate: usize) -> String {
    format!("H{plate}")
}
