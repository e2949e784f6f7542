//! Faces: the built-in ones, those in the brochure's own `fonts/`, and installed families by name.

use super::files;
use crate::diagnostic::{Diagnostic, Fault};
use crate::font::{Face, FontBook, FontBytes};
use std::path::Path;
use std::sync::Arc;

/// The faces that are compiled in; `fonts/README.md` gives their origins and licences.
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

/// The endings of font files.
pub(super) const ENDINGS: [&str; 4] = ["otf", "ttf", "ttc", "otc"];

/// The built-in faces alone.
pub fn built_in() -> FontBook {
    let mut book = FontBook::default();
    for bytes in BUILT_IN {
        if let Some(face) = Face::parse(FontBytes::Embedded(bytes), 0) {
            book.add(face);
        }
    }
    book
}

/// The built-in faces, those in `folder/fonts`, and of the wanted families whatever this system has installed.
pub(super) fn read<'a>(folder: &Path, wanted: impl Iterator<Item = &'a str>, faults: &mut Vec<Diagnostic>) -> FontBook {
    let mut book = built_in();
    let own = folder.join("fonts");
    for name in files::list(&own, &ENDINGS) {
        add_file(&own.join(&name), &name, &mut book, faults);
    }
    let missing: Vec<&str> = wanted.filter(|family| !book.has(family)).collect();
    if !missing.is_empty() {
        add_installed(&missing, &mut book);
    }
    book
}

fn add_file(path: &Path, name: &str, book: &mut FontBook, faults: &mut Vec<Diagnostic>) {
    let bytes = match files::bytes(path) {
        Ok(bytes) => Arc::new(bytes),
        Err(problem) => {
            faults.push(files::whole_file(Fault::Unreadable { file: format!("fonts/{name}"), problem }));
            return;
        }
    };
    let count = faces_in(&bytes);
    let faces: Vec<Face> = (0..count).filter_map(|i| Face::parse(FontBytes::Loaded(bytes.clone()), i)).collect();
    if faces.is_empty() {
        faults.push(files::whole_file(Fault::BadFont { file: format!("fonts/{name}") }));
    }
    for face in faces {
        book.add(face);
    }
}

/// How many faces a file holds: a collection's header (OpenType, "TTC Header") says so; any other font holds one.
fn faces_in(bytes: &[u8]) -> u32 {
    match (bytes.starts_with(b"ttcf"), bytes.get(8..12)) {
        (true, Some(&[a, b, c, d])) => u32::from_be_bytes([a, b, c, d]).min(64),
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
