//! The names by which content streams refer to fonts, pictures and plates (7.8.3).

/// The name of a font in content streams, by the index of its face.
pub(super) fn font_name(face: u16) -> String {
    format!("F{face}")
}

/// The name of a picture in content streams, by its index.
pub(super) fn picture_name(picture: u32) -> String {
    format!("I{picture}")
}

/// The name of a plate in content streams, by its index.
pub(super) fn plate_name(plate: usize) -> String {
    format!("H{plate}")
}
