//! Composing again: a composer that has set a brochure before gives what a new one gives.

use agrafe::compose::{Composer, compose};
use agrafe::font::FontBook;
use agrafe::manuscript::Manuscript;
use agrafe::page::Book;
use agrafe::spec::Spec;
use std::path::Path;
use std::sync::Arc;

/// The sample, with what its first text becomes by `edit`.
fn sample(folder: &Path, edit: &dyn Fn(&str) -> String) -> (Manuscript, Spec, Arc<FontBook>) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("brochure");
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
        }
    }
    let path = folder.join("01-chronologie.md");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, edit(&text)).unwrap();
    let mut reading = agrafe::read::brochure(folder);
    let mut faults = std::mem::take(&mut reading.diagnostics);
    let spec = agrafe::normalise::spec(&reading.raw, &reading.fonts, None, &mut faults);
    let manuscript = agrafe::normalise::manuscript(reading.manuscript, &spec, &mut faults).manuscript;
    (manuscript, spec, reading.fonts)
}

fn same(left: &Book, right: &Book) {
    assert_eq!(left.pages.len(), right.pages.len());
    for (a, b) in left.pages.iter().zip(&right.pages) {
        assert_eq!(a, b, "page {}", a.folio);
    }
    assert_eq!(left.marks, right.marks);
}

#[test]
fn what_is_set_again_is_set_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let (manuscript, spec, fonts) = sample(folder.path(), &str::to_string);
    let composer = Composer::new(&spec);
    let fresh = compose(&manuscript, &spec, &fonts);
    for _ in 0..3 {
        let again = composer.compose(&manuscript, &spec, &fonts);
        same(&again.book, &fresh.book);
        assert_eq!(format!("{:?}", again.diagnostics), format!("{:?}", fresh.diagnostics));
    }
}

#[test]
fn an_edit_changes_what_it_changes_and_every_place_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let (before, spec, fonts) = sample(folder.path(), &str::to_string);
    let composer = Composer::new(&spec);
    composer.compose(&before, &spec, &fonts);
    let edits: [&dyn Fn(&str) -> String; 3] = [
        &|text| text.replacen("\n\n", "\n\nUne phrase de plus, qui déplace tout ce qui la suit. Et encore une.\n\n", 3),
        &|text| text.replacen('e', "ë", 40),
        &|text| text.chars().filter(|c| *c != 'z').collect(),
    ];
    for edit in edits {
        let (manuscript, spec, fonts) = sample(folder.path(), edit);
        let fresh = compose(&manuscript, &spec, &fonts);
        let again = composer.compose(&manuscript, &spec, &fonts);
        same(&again.book, &fresh.book);
        assert_eq!(format!("{:?}", again.diagnostics), format!("{:?}", fresh.diagnostics));
    }
}

#[test]
fn other_settings_are_set_by_other_rules() {
    let folder = tempfile::tempdir().unwrap();
    let (manuscript, spec, fonts) = sample(folder.path(), &str::to_string);
    let composer = Composer::new(&spec);
    composer.compose(&manuscript, &spec, &fonts);
    let changes: [&dyn Fn(&mut Spec); 5] = [
        &|spec| spec.body.leading = spec.body.leading.scale(104, 100),
        &|spec| spec.body.size = spec.body.size.scale(104, 100),
        &|spec| spec.body.expansion = 0,
        &|spec| spec.body.protrusion = !spec.body.protrusion,
        &|spec| spec.divisions = vec!["ka-zakhstan".to_string()],
    ];
    for change in changes {
        let mut changed = spec.clone();
        change(&mut changed);
        let fresh = compose(&manuscript, &changed, &fonts);
        same(&composer.compose(&manuscript, &changed, &fonts).book, &fresh.book);
    }
}
