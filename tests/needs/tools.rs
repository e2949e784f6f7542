//! Tests that need other programs: git and qpdf.

use crate::common::{agrafe, folder, read_pdf, root};
use std::path::Path;
use std::process::Command;

/// `--since` must accept a git revision as the earlier version.
pub fn a_revision_is_an_earlier_version() {
    let before = "# Titre\n\nUn paragraphe, dont un mot sera remplacé plus tard.\n";
    let brochure = folder(&[("brochure.toml", "title = \"Essai\"\n"), ("a.md", before)]);
    let git = |arguments: &[&str]| {
        let names = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
        let output = Command::new("git").current_dir(brochure.path()).args(names).args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "a"]);
    std::fs::write(brochure.path().join("a.md"), before.replace("remplacé", "changé")).unwrap();
    let output = agrafe(brochure.path(), &["page", "1", "--since", "HEAD", "-o", "proof.png", "--dpi", "50"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).unwrap();
    let lines: Vec<&str> = printed.lines().collect();
    assert_eq!(lines.len(), 1, "{printed}");
    assert!(lines[0].starts_with("p. 1, l. ") && lines[0].ends_with(": remplacé -> changé"), "{printed}");
    assert!(brochure.path().join("proof.png").is_file());
}

/// The top level of the repository must have no entries other than these.
pub fn nothing_strays_into_the_top_level() {
    let allowed = [
        ".ci",
        ".gitattributes",
        ".github",
        ".gitignore",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "Cargo.lock",
        "Cargo.toml",
        "LICENSE-APACHE",
        "LICENSE-MIT",
        "README.md",
        "brochure",
        "deny.toml",
        "docs",
        "examples",
        "fonts",
        "fuzz",
        "justfile",
        "layouts",
        "rust-toolchain.toml",
        "rustfmt.toml",
        "clippy.toml",
        "src",
        "tests",
    ];
    let listed = Command::new("git").arg("ls-files").current_dir(root()).output().unwrap();
    let files = String::from_utf8_lossy(&listed.stdout);
    let strays: Vec<&str> = files.lines().filter(|f| !allowed.contains(&f.split('/').next().unwrap_or(f))).collect();
    assert!(strays.is_empty(), "these files do not belong in the repository: {strays:?}");
}

/// The ways to encrypt a PDF, from the oldest to the newest: the options of qpdf, and the user password. Only the newest way
/// encodes passwords in UTF-8.
const ENCRYPTIONS: [(&[&str], &str); 4] = [
    (&["--allow-weak-crypto", "--encrypt", "sesame", "maître", "40", "--"], "sesame"),
    (&["--allow-weak-crypto", "--encrypt", "sesame", "maître", "128", "--use-aes=n", "--"], "sesame"),
    (&["--allow-weak-crypto", "--encrypt", "sesame", "maître", "128", "--use-aes=y", "--"], "sesame"),
    (&["--encrypt", "sésame", "maître", "256", "--"], "sésame"),
];

/// Creates a folder with a PDF made by agrafe, and with the same PDF encrypted with these options.
fn encrypted(options: &[&str]) -> tempfile::TempDir {
    let folder = folder(&[("brochure.toml", "title = \"Essai\"\n"), ("a.md", "Un secret bien gardé.\n")]);
    assert!(agrafe(folder.path(), &["build", "-q"]).status.success());
    let files = ["out/essai.pdf", "secret.pdf"];
    let made = Command::new("qpdf").args(options).args(files).current_dir(folder.path()).output().unwrap();
    assert!(made.status.success(), "qpdf: {}", String::from_utf8_lossy(&made.stderr));
    folder
}

/// Returns the text of all pages placed on the sheets.
fn imposed_text(path: &Path) -> String {
    read_pdf(path).forms.iter().flat_map(|forms| forms.values()).map(|form| form.text.as_str()).collect()
}

/// `impose --password` must open a PDF with its user password. With a wrong password or none, it must fail and write nothing.
pub fn encrypted_pdfs_need_their_password() {
    for (options, password) in ENCRYPTIONS {
        let folder = encrypted(options);
        let sheets = folder.path().join("sheets.pdf");
        let impose = |more: &[&str]| {
            let arguments = [&["impose", "secret.pdf", "-o", "sheets.pdf"], more].concat();
            agrafe(folder.path(), &arguments)
        };
        for refused in [&[][..], &["--password", "cumin"], &["--password", ""]] {
            let output = impose(refused);
            let printed = String::from_utf8_lossy(&output.stderr).into_owned();
            assert_eq!(output.status.code(), Some(1), "{options:?}, {refused:?}: {printed}");
            assert!(printed.contains("A043") && printed.contains("password"), "{options:?}, {refused:?}: {printed}");
            assert!(!sheets.exists(), "{options:?}, {refused:?}: the sheets were written");
        }
        let output = impose(&["--password", password]);
        assert!(output.status.success(), "{options:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(imposed_text(&sheets).contains("Un secret bien gardé."), "{options:?}");
    }
}

/// A PDF with an owner password but an empty user password must open without a password.
pub fn pdfs_with_an_empty_password_open() {
    let folder = encrypted(&["--encrypt", "", "maître", "256", "--"]);
    let output = agrafe(folder.path(), &["impose", "secret.pdf", "-o", "sheets.pdf"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(imposed_text(&folder.path().join("sheets.pdf")).contains("Un secret bien gardé."));
}
