//! Tests `agrafe build --watch`: saving a file starts a build, and while the brochure has an error, the last PDF is kept.

mod common;

use common::{command, folder, read_pdf};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// The time after which a test stops waiting for a build and fails. A debug build on a busy machine takes a second at most.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A watching build, which is ended when this value is dropped.
struct Watching {
    child: Child,
    folder: tempfile::TempDir,
    /// The program's stderr, in a file outside of the watched folder.
    log: tempfile::NamedTempFile,
}

impl Watching {
    /// Starts watching a brochure with this text, and waits for the first build.
    fn start(text: &str) -> Watching {
        let folder = folder(&[("brochure.toml", "title = \"Essai\"\ntexts = [\"a.md\"]\n"), ("a.md", text)]);
        let log = tempfile::NamedTempFile::new().unwrap();
        let mut build = command(folder.path());
        build.args(["build", "--watch"]).stdout(Stdio::null()).stderr(log.reopen().unwrap());
        let watching = Watching { child: build.spawn().unwrap(), folder, log };
        watching.wait_for_build(1);
        watching
    }

    /// Waits until this number of builds have ended, with or without errors. After each one, the program reports that it is
    /// waiting for changes.
    fn wait_for_build(&self, count: usize) {
        self.wait(&format!("build {count} did not end"), || self.log().matches("waiting for changes").count() >= count);
    }

    fn wait(&self, what: &str, is_so: impl Fn() -> bool) {
        let started = Instant::now();
        while !is_so() {
            assert!(started.elapsed() < TIMEOUT, "{what}:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.log.path()).unwrap()
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Saves a file by writing it in place, as some editors do.
    fn save(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn text_of(&self, pdf: &str) -> String {
        text_of(&self.path(pdf))
    }

    /// Waits until the PDF to read contains these words.
    fn wait_for_words(&self, words: &str) {
        self.wait(&format!("{words:?} is not in the PDF"), || self.text_of("out/essai.pdf").contains(words));
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Returns the text of all pages of a PDF. The program renames each complete PDF into place, so it can be read at any time.
fn text_of(pdf: &Path) -> String {
    read_pdf(pdf).pages.iter().map(|page| page.text.as_str()).collect()
}

#[test]
fn saved_file_is_built() {
    let watching = Watching::start("# Titre\n\nAvant.\n");
    assert!(watching.text_of("out/essai.pdf").contains("Avant."));
    watching.save("a.md", "# Titre\n\nAprès.\n");
    watching.wait_for_words("Après.");
    assert!(!watching.text_of("out/essai.pdf").contains("Avant."));
    // The sheets are built too.
    let sheets = read_pdf(&watching.path("out/essai-a5-on-a4.pdf"));
    let on_sheets: String = sheets.forms.iter().flat_map(|forms| forms.values()).map(|f| f.text.as_str()).collect();
    assert!(on_sheets.contains("Après."), "{on_sheets}");
}

#[test]
fn file_renamed_into_place_is_built() {
    let watching = Watching::start("# Titre\n\nAvant.\n");
    watching.save("a.md.tmp", "# Titre\n\nRenommé.\n");
    std::fs::rename(watching.path("a.md.tmp"), watching.path("a.md")).unwrap();
    watching.wait_for_words("Renommé.");
}

#[test]
fn settings_and_pictures_are_watched_too() {
    let watching = Watching::start("# Titre\n\nMot.\n");
    watching.save("brochure.toml", "title = \"Essai\"\ntexts = [\"a.md\", \"b.md\"]\n");
    watching.wait("the missing text was not reported", || watching.log().contains("error[A015]"));
    watching.save("b.md", "# Second\n\n![Une légende](p.png)\n");
    watching.wait("the missing picture was not reported", || watching.log().contains("error[A016]"));
    image::GrayImage::from_pixel(900, 600, image::Luma([90])).save(watching.path("p.png")).unwrap();
    watching.wait_for_words("Une légende");
}

#[test]
fn error_keeps_the_old_pdf_and_its_correction_is_built() {
    let watching = Watching::start("# Titre\n\nAvant.\n");
    let pdf = watching.path("out/essai.pdf");
    let before = std::fs::read(&pdf).unwrap();
    watching.save("a.md", "# Titre\n\nFautif.\n\n![](absente.png)\n");
    watching.wait("the error was not reported", || watching.log().contains("error[A016]"));
    watching.wait_for_build(2);
    assert!(std::fs::read(&pdf).unwrap() == before, "the old PDF was changed");
    assert!(
        !watching.path("out").read_dir().unwrap().any(|e| e.unwrap().path().extension().is_none_or(|x| x != "pdf"))
    );
    watching.save("a.md", "# Titre\n\nRéparé.\n");
    watching.wait_for_words("Réparé");
}
