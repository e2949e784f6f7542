//! Loads fonts: the built-in faces, those in the brochure's folder `fonts`, and installed families by name.

use super::files;
use super::folder::Folder;
use crate::diagnostic::{Diagnostic, Fault, Warned};
use crate::font::{Face, FontBook, FontBytes};
use std::path::Path;
use std::sync::Arc;

/// The faces that are compiled into the program. fonts/README.md lists their origins and licences.
const BUILT_IN: [&[u8]; 11] = [
    include_bytes!("../../fonts/libertinus-serif/LibertinusSerif-Regular.otf"),
    include_bytes!("../../fonts/libertinus-serif/LibertinusSerif-Italic.otf"),
    include_bytes!("../../fonts/libertinus-serif/LibertinusSerif-Bold.otf"),
    include_bytes!("../../fonts/libertinus-serif/LibertinusSerif-BoldItalic.otf"),
    include_bytes!("../../fonts/source-sans-3/SourceSans3-Regular.ttf"),
    include_bytes!("../../fonts/source-sans-3/SourceSans3-It.ttf"),
    include_bytes!("../../fonts/source-sans-3/SourceSans3-Bold.ttf"),
    include_bytes!("../../fonts/source-sans-3/SourceSans3-BoldIt.ttf"),
    include_bytes!("../../fonts/oswald/Oswald-Regular.ttf"),
    include_bytes!("../../fonts/oswald/Oswald-Bold.ttf"),
    include_bytes!("../../fonts/dejavu-sans-mono/DejaVuSansMono.ttf"),
];

/// The faces with symbols and emoji for characters that no other face has. They are compressed, because few brochures need
/// them.
const LAST_RESORTS: [&[u8]; 4] = [
    include_bytes!("../../fonts/noto/NotoSansSymbols2-Subset.ttf.zlib"),
    include_bytes!("../../fonts/noto/NotoSansSymbols-Subset.ttf.zlib"),
    include_bytes!("../../fonts/noto/NotoSansMath-Subset.ttf.zlib"),
    include_bytes!("../../fonts/noto/NotoEmoji-Subset.ttf.zlib"),
];

/// The folder for a brochure's own fonts, inside the brochure's folder.
pub(super) const FOLDER: &str = "fonts";
/// The file extensions of fonts.
pub(super) const EXTENSIONS: [&str; 4] = ["otf", "ttf", "ttc", "otc"];
/// The maximum number of faces that are read from one collection. A damaged header may claim any number.
const MAX_FACES: u32 = 64;

/// Returns the built-in faces.
pub fn built_in() -> FontBook {
    let mut book = FontBook::default();
    for bytes in BUILT_IN {
        if let Some(face) = Face::parse(FontBytes::Embedded(bytes), 0) {
            book.add(face);
        }
    }
    LAST_RESORTS.into_iter().for_each(|bytes| book.add_last_resort(bytes));
    book
}

/// Loads the built-in faces and those in the brochure's font folder. Families that neither contains are loaded from the system.
pub(super) fn read(folder: &Folder, families: &[String]) -> Warned<FontBook> {
    let mut book = built_in();
    let mut diagnostics = Vec::new();
    let own = folder.path().join(FOLDER);
    for name in files::list(&own, &EXTENSIONS) {
        let (path, name) = (own.join(&name), format!("{FOLDER}/{name}"));
        if folder.may_read(&path) {
            add_file(&path, &name, &mut book, &mut diagnostics);
        } else {
            diagnostics.push(files::whole_file(folder.outside(&name, &path)));
        }
    }
    let missing: Vec<&str> = families.iter().map(String::as_str).filter(|family| !book.has(family)).collect();
    // Listing the installed fonts takes a long time.
    if !missing.is_empty() {
        add_installed(&missing, &mut book);
    }
    Warned::new(book, diagnostics)
}

fn add_file(path: &Path, name: &str, book: &mut FontBook, faults: &mut Vec<Diagnostic>) {
    let bytes = match files::bytes(path) {
        Ok(bytes) => Arc::new(bytes),
        Err(problem) => {
            faults.push(files::whole_file(Fault::Unreadable { file: name.to_string(), problem }));
            return;
        }
    };
    let count = faces_in(&bytes);
    let parsed = (0..count).filter_map(|i| Face::parse(FontBytes::Loaded(bytes.clone()), i));
    let faces: Vec<Face> = parsed.filter(Face::can_be_subset).collect();
    if faces.is_empty() {
        faults.push(files::whole_file(Fault::BadFont { file: name.to_string() }));
    }
    for face in faces {
        book.add(face);
    }
}

/// Returns the number of faces in a file: one, or for a collection the number in its header (OpenType specification, "TTC
/// Header").
fn faces_in(bytes: &[u8]) -> u32 {
    match (bytes.starts_with(b"ttcf"), bytes.get(8..12)) {
        (true, Some(&[a, b, c, d])) => u32::from_be_bytes([a, b, c, d]).min(MAX_FACES),
        _ => 1,
    }
}

fn add_installed(families: &[&str], book: &mut FontBook) {
    let mut database = fontdb::Database::new();
    database.load_system_fonts();
    let faces: Vec<fontdb::ID> = database
        .faces()
        .filter(|info| info.families.iter().any(|(name, _)| families.iter().any(|f| name.eq_ignore_ascii_case(f))))
        .map(|info| info.id)
        .collect();
    for id in faces {
        let face =
            database.with_face_data(id, |data, index| Face::parse(FontBytes::Loaded(Arc::new(data.to_vec())), index));
        if let Some(face) = face.flatten() {
            book.add(face);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_resorts_have_symbols_and_emoji() {
        let book = built_in();
        for c in ['😀', '✊', '🚩', '🏴', '🅭'] {
            let has = |id| book.get(id).is_some_and(|face| face.glyph(c).is_some());
            assert!(book.last_resorts().any(has), "{c} is missing");
        }
        assert_eq!(book.last_resorts().count(), LAST_RESORTS.len());
    }
}
