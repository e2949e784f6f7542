//! Tests how files are written: either all of them are replaced or none, permissions and symbolic links are kept, and no
//! temporary files are left behind.
//!
//! Portable tests come first, then those for Unix. Three of the latter are ignored because they need a tool or a privilege
//! that few machines provide; `cargo test --test output -- --ignored` runs them. Tests in `src/output/swap.rs` check the
//! rollback on any machine. Power cuts, network folders, and Windows beyond the portable tests are not tested.

mod common;

use agrafe::diagnostic::Lang;
use agrafe::output::{Outputs, save_manuscript};
use common::{agrafe, folder};
use std::borrow::Cow;
use std::fs;
use std::path::Path;
use std::process::Output;
use std::time::{Duration, SystemTime};

const BROCHURE: [(&str, &str); 2] = [("brochure.toml", "title = \"Essai\"\n"), ("a.md", "Bonjour.")];
/// The two files that a build of `BROCHURE` writes, in this order.
const PAGES: &str = "out/essai.pdf";
const SHEETS: &str = "out/essai-a5-on-a4.pdf";

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// Returns the names in a folder, sorted.
fn listed(folder: &Path) -> Vec<String> {
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = fs::read_dir(folder).unwrap().map(name).collect();
    names.sort();
    names
}

/// Runs `agrafe typo` on the file `from` and writes the result to `to`.
fn typo(folder: &Path, from: &str, to: &str) -> Output {
    agrafe(folder, &["typo", from, "-o", to])
}

#[test]
fn first_file_is_unchanged_if_a_folder_blocks_the_second() {
    let folder = folder(&BROCHURE);
    fs::create_dir_all(folder.path().join(SHEETS)).unwrap();
    fs::write(folder.path().join(PAGES), "old").unwrap();
    let output = agrafe(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(stderr(&output).contains("essai-a5-on-a4.pdf: it is not a file"), "{}", stderr(&output));
    assert_eq!(read(folder.path(), PAGES), "old");
    assert_eq!(listed(&folder.path().join("out")), ["essai-a5-on-a4.pdf", "essai.pdf"]);
}

#[test]
fn new_folders_are_removed_if_a_file_cannot_be_written() {
    let folder = folder(&[("taken/x", ""), ("kept/x", "")]);
    let at = |name: &str| folder.path().join(name);
    let mut outputs = Outputs::default();
    outputs.add(at("new/deep/a.txt"), b"a".to_vec());
    outputs.add(at("kept/deep/b.txt"), b"b".to_vec());
    outputs.add(at("taken"), b"c".to_vec());
    let fault = outputs.write().unwrap_err();
    assert!(fault.message(Lang::En).ends_with("taken: it is not a file"), "{}", fault.message(Lang::En));
    assert_eq!(listed(folder.path()), ["kept", "taken"]);
    assert_eq!(listed(&at("kept")), ["x"]);
}

#[test]
fn files_and_their_folders_are_written_and_nothing_else() {
    let folder = folder(&[("b.txt", "old b")]);
    let mut outputs = Outputs::default();
    outputs.add(folder.path().join("new/a.txt"), b"a".to_vec());
    outputs.add(folder.path().join("b.txt"), vec![Cow::Borrowed(&b"new "[..]), Cow::Borrowed(&b"b"[..])]);
    outputs.write().unwrap();
    assert_eq!((read(folder.path(), "new/a.txt"), read(folder.path(), "b.txt")), ("a".into(), "new b".into()));
    save_manuscript(&folder.path().join("b.txt"), b"newer b".to_vec()).unwrap();
    assert_eq!(read(folder.path(), "b.txt"), "newer b");
    assert_eq!(
        (listed(folder.path()), listed(&folder.path().join("new"))),
        (vec!["b.txt".to_string(), "new".to_string()], vec!["a.txt".to_string()])
    );
}

#[test]
fn write_errors_are_in_the_requested_language() {
    let folder = folder(&[("a.md", "Bonjour !"), ("file", "")]);
    let long = format!("{}.md", "a".repeat(300));
    for (to, en, fr) in [
        ("file/b.md", "part of its path is a file", "une partie de son chemin est un fichier"),
        (&long, "its name is too long", "son nom est trop long"),
        (".", "it is not a file", "ce n’est pas un fichier"),
    ] {
        for (lang, words) in [("en", en), ("fr", fr)] {
            let output = agrafe(folder.path(), &["typo", "a.md", "-o", to, "--lang", lang]);
            assert_eq!(output.status.code(), Some(3));
            assert!(stderr(&output).contains(words) && !stderr(&output).contains("os error"), "{}", stderr(&output));
        }
    }
    assert_eq!(listed(folder.path()), ["a.md", "file"]);
}

/// Creates an empty file with this name, last modified this long ago. It imitates a temporary file that a killed run has left.
fn leave_file(folder: &Path, name: &str, ago: Duration) {
    let file = fs::File::create(folder.join(name)).unwrap();
    file.set_modified(SystemTime::now() - ago).unwrap();
}

/// Returns the id of a process that has ended.
fn ended_process() -> u32 {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_agrafe"));
    let mut child = child.arg("--version").stdout(std::process::Stdio::null()).spawn().unwrap();
    child.wait().unwrap();
    child.id()
}

#[test]
fn only_old_temporary_files_of_killed_runs_are_deleted() {
    let folder = folder(&BROCHURE);
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    let (old, fresh) = (Duration::from_secs(7200), Duration::from_secs(60));
    let ended = ended_process();
    leave_file(&out, &format!(".agrafe-{ended}-abandond.tmp"), old);
    leave_file(&out, &format!(".agrafe-{ended}-freshone.tmp"), fresh);
    leave_file(&out, &format!(".agrafe-{ended}-theold01.old"), old);
    leave_file(&out, ".agrafe-notes.md", old);
    leave_file(&out, ".agrafe-1-short.tmp", old);
    fs::create_dir(out.join(format!(".agrafe-{ended}-isfolder.tmp"))).unwrap();
    let mut kept = listed(&out);
    kept.retain(|name| !name.contains("abandond"));
    assert_eq!(kept.len(), 5);
    kept.extend(["essai-a5-on-a4.pdf".to_string(), "essai.pdf".to_string()]);
    let output = agrafe(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(listed(&out), kept);
}

#[cfg(unix)]
mod on_unix {
    use super::*;
    use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
    use std::process::{Command, Stdio};

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// Runs a shell command in a folder, with the path of the program in `$AGRAFE`.
    fn shell(folder: &Path, line: &str) -> Output {
        let mut shell = Command::new("sh");
        shell.args(["-c", line]).current_dir(folder).env("AGRAFE", env!("CARGO_BIN_EXE_agrafe"));
        shell.env("LC_ALL", "C").env_remove("LANG").output().unwrap()
    }

    #[test]
    fn files_keep_their_modes() {
        let folder = folder(&[("a.md", "Bonjour !"), BROCHURE[0], (PAGES, "old"), (SHEETS, "old")]);
        let at = |name: &str| folder.path().join(name);
        for wanted in [0o600, 0o640, 0o666, 0o755, 0o444] {
            set_mode(&at("a.md"), wanted);
            fs::write(at("b.md"), "Bonjour !").unwrap();
            assert_eq!(typo(folder.path(), "b.md", "a.md").status.code(), Some(0));
            assert_eq!(read(folder.path(), "a.md"), "Bonjour\u{202f}!");
            assert_eq!(mode(&at("a.md")), wanted);
        }
        set_mode(&at(PAGES), 0o600);
        set_mode(&at(SHEETS), 0o660);
        fs::remove_file(at("b.md")).unwrap();
        assert_eq!(agrafe(folder.path(), &["build"]).status.code(), Some(0));
        assert_eq!((mode(&at(PAGES)), mode(&at(SHEETS))), (0o600, 0o660));
    }

    #[test]
    fn new_files_and_folders_follow_the_umask() {
        for (umask, file, subfolder) in [("077", 0o600, 0o700), ("022", 0o644, 0o755), ("002", 0o664, 0o775)] {
            let folder = folder(&BROCHURE);
            let commands = format!("umask {umask}; \"$AGRAFE\" build && \"$AGRAFE\" typo a.md -o b.md");
            let output = shell(folder.path(), &commands);
            assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
            for name in [PAGES, SHEETS, "b.md"] {
                assert_eq!(mode(&folder.path().join(name)), file, "umask {umask}, {name}");
            }
            assert_eq!(mode(&folder.path().join("out")), subfolder, "umask {umask}");
        }
    }

    #[test]
    fn symbolic_links_are_written_through() {
        let folder = folder(&[("texts/a.md", "Bonjour !"), ("b.md", "Salut !"), ("links/x", "")]);
        let at = |name: &str| folder.path().join(name);
        // A relative target starts at the folder of the link, and a chain of links is followed to its end.
        symlink("../texts/a.md", at("links/first.md")).unwrap();
        symlink(at("links/first.md"), at("second.md")).unwrap();
        set_mode(&at("texts/a.md"), 0o640);
        assert_eq!(typo(folder.path(), "second.md", "second.md").status.code(), Some(0));
        assert!(at("second.md").is_symlink() && at("links/first.md").is_symlink());
        assert!(!at("texts/a.md").is_symlink());
        assert_eq!(read(folder.path(), "texts/a.md"), "Bonjour\u{202f}!");
        assert_eq!(mode(&at("texts/a.md")), 0o640);
        // A dangling link creates its target.
        symlink("../texts/new.md", at("links/dangling.md")).unwrap();
        assert_eq!(typo(folder.path(), "b.md", "links/dangling.md").status.code(), Some(0));
        assert!(at("links/dangling.md").is_symlink());
        assert_eq!(read(folder.path(), "texts/new.md"), "Salut\u{202f}!");
        assert_eq!((listed(&at("texts")).len(), listed(&at("links")).len()), (2, 3));
        // A loop of links is an error with its own message.
        symlink("loop.md", at("loop.md")).unwrap();
        let output = typo(folder.path(), "b.md", "loop.md");
        assert_eq!(output.status.code(), Some(3));
        assert!(stderr(&output).contains("its symbolic links form a loop"), "{}", stderr(&output));
    }

    #[test]
    fn link_to_a_folder_serves_as_the_output_folder() {
        let folder = folder(&[BROCHURE[0], BROCHURE[1], ("elsewhere/x", "")]);
        symlink("elsewhere", folder.path().join("out")).unwrap();
        assert_eq!(agrafe(folder.path(), &["build"]).status.code(), Some(0));
        assert!(folder.path().join("out").is_symlink());
        assert_eq!(listed(&folder.path().join("elsewhere")), ["essai-a5-on-a4.pdf", "essai.pdf", "x"]);
    }

    #[test]
    fn the_other_name_of_a_hard_link_keeps_the_old_text() {
        let folder = folder(&[("a.md", "Bonjour !")]);
        fs::hard_link(folder.path().join("a.md"), folder.path().join("b.md")).unwrap();
        assert_eq!(typo(folder.path(), "a.md", "a.md").status.code(), Some(0));
        assert_eq!(read(folder.path(), "a.md"), "Bonjour\u{202f}!");
        assert_eq!(read(folder.path(), "b.md"), "Bonjour !");
    }

    #[test]
    fn pipes_and_devices_are_written_directly() {
        let folder = folder(&[("a.md", "Bonjour !")]);
        let null = Path::new("/dev/null");
        assert_eq!(typo(folder.path(), "a.md", "/dev/null").status.code(), Some(0));
        assert!(fs::metadata(null).unwrap().file_type().is_char_device());
        assert_eq!(typo(folder.path(), "a.md", "/dev/stdout").stdout, "Bonjour\u{202f}!".as_bytes());
        let output = shell(
            folder.path(),
            "echo before > log; \"$AGRAFE\" typo a.md -o /dev/stdout >> log; mkfifo pipe; \"$AGRAFE\" typo a.md -o pipe & cat pipe",
        );
        assert_eq!(String::from_utf8_lossy(&output.stdout), "Bonjour\u{202f}!");
        assert_eq!(read(folder.path(), "log"), "before\nBonjour\u{202f}!");
        assert!(fs::metadata(folder.path().join("pipe")).unwrap().file_type().is_fifo());
        assert_eq!(listed(folder.path()), ["a.md", "log", "pipe"]);
        // Writing to a socket is an error.
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket")).unwrap();
        let output = typo(folder.path(), "a.md", "socket");
        assert!(output.status.code() == Some(3) && stderr(&output).contains("it is not a file"), "{}", stderr(&output));
    }

    #[test]
    fn more_files_can_be_written_than_may_be_open_at_once() {
        let folder = folder(&[]);
        let pictures: String = (0..100).map(|n| format!("<p>Mot {n}.</p><img src=\"p{n}.png\">\n")).collect();
        fs::write(folder.path().join("a.html"), format!("<html><body>{pictures}</body></html>")).unwrap();
        let output = shell(folder.path(), "ulimit -n 40; \"$AGRAFE\" import a.html -o b");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(listed(&folder.path().join("b")).len() > 100, "{:?}", listed(&folder.path().join("b")));
    }

    #[test]
    fn temporary_files_of_running_programs_are_kept() {
        let folder = folder(&BROCHURE);
        let out = folder.path().join("out");
        fs::create_dir(&out).unwrap();
        let name = format!(".agrafe-{}-running1.tmp", std::process::id());
        leave_file(&out, &name, Duration::from_secs(7200));
        assert_eq!(agrafe(folder.path(), &["build"]).status.code(), Some(0));
        assert!(out.join(name).exists());
    }

    /// Runs the program under strace, and returns its output and its system calls without the ids of its threads.
    fn traced(folder: &Path, strace: &[&str], arguments: &[&str]) -> (Output, Vec<String>) {
        let log = folder.join("strace.log");
        let output = Command::new("strace")
            .args(["-f", "-y", "-o"])
            .arg(&log)
            .args(strace)
            .arg(env!("CARGO_BIN_EXE_agrafe"))
            .args(arguments)
            .current_dir(folder)
            .env("LC_ALL", "C")
            .env_remove("LANG")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let calls = fs::read_to_string(&log).unwrap();
        fs::remove_file(&log).unwrap();
        let call = |line: &str| line.split_once(' ').map(|(_, call)| call.trim().to_string());
        (output, calls.lines().filter_map(call).collect())
    }

    const FLUSHES: &str = "trace=fsync,fdatasync,renameat2,rename,unlink,unlinkat";

    #[cfg(target_os = "linux")]
    #[test]
    #[ignore = "needs strace"]
    fn manuscript_is_flushed_to_disk_before_its_old_text_is_deleted() {
        let folder = folder(&[("a.md", "Bonjour !"), BROCHURE[0], (PAGES, "old")]);
        let (output, calls) = traced(folder.path(), &["-e", FLUSHES], &["typo", "a.md", "-o", "a.md"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let position = |start: &str, part: &str| {
            let found = calls.iter().position(|call| call.starts_with(start) && call.contains(part));
            found.unwrap_or_else(|| panic!("no {start} of {part} in {calls:#?}"))
        };
        let steps = [
            position("fsync(", ".agrafe-"),
            position("renameat2(", "RENAME_EXCHANGE"),
            position("fsync(", &format!("{}>", folder.path().display())),
            position("unlink", ".agrafe-"),
        ];
        assert!(steps.is_sorted(), "{calls:#?}");
        // A build can be repeated, so it doesn't wait for the disk.
        let (output, calls) = traced(folder.path(), &["-e", FLUSHES], &["build"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(!calls.iter().any(|call| call.contains("sync(")), "{calls:#?}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    #[ignore = "needs strace"]
    fn first_file_is_restored_if_the_second_cannot_be_moved() {
        // The second exchange of files fails, and so does the rename that is tried instead.
        let fail = ["-e", "inject=renameat2:error=EINVAL:when=2", "-e", "inject=renameat:error=EIO:when=1"];
        let folder = folder(&[BROCHURE[0], BROCHURE[1], (PAGES, "old pages"), (SHEETS, "old sheets")]);
        let (output, _) = traced(folder.path(), &fail, &["build"]);
        assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
        assert!(stderr(&output).contains("the disk reports a hardware error"), "{}", stderr(&output));
        assert_eq!(read(folder.path(), PAGES), "old pages");
        assert_eq!(read(folder.path(), SHEETS), "old sheets");
        assert_eq!(listed(&folder.path().join("out")), ["essai-a5-on-a4.pdf", "essai.pdf"]);
        // Where files can't be exchanged, as on other systems and in network folders, both are replaced by renaming.
        let (output, _) = traced(folder.path(), &["-e", "inject=renameat2:error=EINVAL"], &["build"]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        assert!(fs::read(folder.path().join(SHEETS)).unwrap().starts_with(b"%PDF"));
        assert_eq!(listed(&folder.path().join("out")), ["essai-a5-on-a4.pdf", "essai.pdf"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    #[ignore = "needs root and a file system with immutable files"]
    fn first_file_is_unchanged_if_the_second_is_immutable() {
        let folder = folder(&[BROCHURE[0], BROCHURE[1], (PAGES, "old pages"), (SHEETS, "old sheets")]);
        let sheets = folder.path().join(SHEETS);
        let chattr = |flag: &str| assert!(Command::new("chattr").arg(flag).arg(&sheets).status().unwrap().success());
        chattr("+i");
        let output = agrafe(folder.path(), &["build"]);
        chattr("-i");
        assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
        assert!(stderr(&output).contains("essai-a5-on-a4.pdf: permission denied"), "{}", stderr(&output));
        assert_eq!(
            (read(folder.path(), PAGES), read(folder.path(), SHEETS)),
            ("old pages".into(), "old sheets".into())
        );
        assert_eq!(listed(&folder.path().join("out")), ["essai-a5-on-a4.pdf", "essai.pdf"]);
    }
}
