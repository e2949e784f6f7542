//! Tests the server of the preview: which requests it answers and which it refuses. `needs/browser.rs` tests the preview in
//! a browser.

mod common;

use common::Preview;
use serde_json::Value;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

impl Preview {
    fn connection(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream
    }

    /// Sends a request unchanged, and returns the status and the body of the response.
    fn raw(&self, request: &str) -> (u16, Vec<u8>) {
        let mut stream = self.connection();
        stream.write_all(request.as_bytes()).unwrap();
        answer(&mut stream)
    }

    fn ask(&self, method: &str, path: &str, more: &str) -> (u16, Vec<u8>) {
        self.raw(&format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{more}Connection: close\r\n\r\n",
            self.port
        ))
    }

    fn json(&self, path: &str) -> Value {
        let (status, body) = self.ask("GET", path, "");
        assert_eq!(status, 200, "{path}");
        serde_json::from_slice(&body).unwrap()
    }

    /// Waits until the preview has published a later version of the brochure than `version`, and returns the preview's state.
    fn after(&self, version: u64) -> Value {
        let news = self.json(&format!("/next?after={version}"));
        assert!(news["version"].as_u64() > Some(version), "no new version was published");
        self.json("/state?lang=en")
    }

    /// Returns the resident memory of the process in kilobytes, from Linux's `/proc`.
    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let held = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap();
        held.trim().trim_end_matches(" kB").parse().unwrap()
    }
}

/// Reads one response, and returns its status and its body.
fn answer(stream: &mut TcpStream) -> (u16, Vec<u8>) {
    let mut received = Vec::new();
    let mut byte = [0];
    while !received.ends_with(b"\r\n\r\n") {
        if stream.read(&mut byte).unwrap_or(0) == 0 {
            return (0, received);
        }
        received.push(byte[0]);
    }
    let head = String::from_utf8(received).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let length = head.lines().find_map(|l| l.strip_prefix("Content-Length: ")).unwrap().parse().unwrap();
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    (status, body)
}

fn sample() -> tempfile::TempDir {
    common::folder(&[
        ("brochure.toml", "title = \"Essai\"\ntexts = [\"a.md\"]\n"),
        (
            "a.md",
            "# Titre\n\nUn paragraphe qui dit quelque chose d'assez long pour deux lignes au moins, on l'espère.\n",
        ),
    ])
}

#[test]
fn requests_for_other_hosts_and_other_files_are_refused() {
    let folder = sample();
    let preview = Preview::of(folder.path());
    for path in [
        "/",
        "/page.js",
        "/updates.js",
        "/page.css",
        "/state",
        "/sheets?layout=a5-on-a4",
        "/sheets?layout=a5%2Don%2Da4",
    ] {
        assert_eq!(preview.ask("GET", path, "").0, 200, "{path}");
    }
    for path in [
        "/../brochure.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/page/../a.md",
        "/picture/..%2fa.md",
        "/a.md",
        "/source?file=99&byte=0",
        "/source?page=0&line=999",
        "/glyphs?face=999&ids=1",
        "/sheets?layout=../x",
        "/page/1-99999999999999999999-1",
    ] {
        assert_eq!(preview.ask("GET", path, "").0, 404, "{path}");
    }
    let port = preview.port;
    let hosted = |host: &str| preview.raw(&format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).0;
    assert_eq!(hosted(&format!("localhost:{port}")), 200);
    for host in ["example.org", "127.0.0.1", &format!("evil.org:{port}"), ""] {
        assert_eq!(hosted(host), 403, "{host}");
    }
    assert_eq!(preview.ask("GET", "/state", "Origin: http://evil.org\r\n").0, 403);
    assert_eq!(preview.ask("POST", "/open?page=0&line=0", "").0, 403);
    assert_eq!(preview.ask("POST", "/", "").0, 405);
    assert_eq!(preview.ask("DELETE", "/state", "").0, 405);
}

#[test]
fn malformed_requests_are_refused() {
    let folder = sample();
    let preview = Preview::of(folder.path());
    assert_eq!(preview.raw("nonsense\r\n\r\n").0, 400);
    assert_eq!(preview.raw("GET /sheets?layout=%ff HTTP/1.1\r\nHost: x\r\n\r\n").0, 400);
    assert_eq!(preview.raw("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").0, 400);
    assert_eq!(preview.raw(&format!("GET / HTTP/1.1\r\nA: {}", "x".repeat(40_000))).0, 431);
    assert_eq!(preview.ask("POST", "/open", "Transfer-Encoding: chunked\r\n").0, 411);
    assert_eq!(preview.ask("POST", "/open", "Content-Length: 99999999999999999999999\r\n").0, 400);
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "needs /proc, which says how much memory a process holds")]
fn memory_use_stays_flat_under_abusive_requests() {
    let folder = sample();
    let preview = Preview::of(folder.path());
    let before = preview.memory();

    // A request that announces a gigabyte is refused at once, and the part of it that is still sent is dropped.
    let mut stream = preview.connection();
    let head = format!("POST /open HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Length: 1073741824\r\n\r\n", preview.port);
    stream.write_all(head.as_bytes()).unwrap();
    let part = vec![b'x'; 1 << 16];
    for _ in 0..1024 {
        if stream.write_all(&part).is_err() {
            break;
        }
    }
    drop(stream);

    // More clients than the preview accepts send requests, but never read the responses.
    let silent: Vec<TcpStream> = (0..90)
        .map(|_| {
            let mut stream = preview.connection();
            stream.set_write_timeout(Some(Duration::from_millis(20))).unwrap();
            let ask = format!("GET /page.js HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", preview.port);
            for _ in 0..60 {
                if stream.write_all(ask.as_bytes()).is_err() {
                    break;
                }
            }
            stream
        })
        .collect();
    let started = Instant::now();
    drop(silent);
    while preview.ask("GET", "/state", "").0 != 200 {
        assert!(started.elapsed() < Duration::from_secs(20), "the preview no longer answers");
        std::thread::sleep(Duration::from_millis(100));
    }

    // Ten thousand requests on one connection.
    let mut stream = preview.connection();
    let ask = format!("GET /page.css HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", preview.port);
    for _ in 0..10_000 {
        stream.write_all(ask.as_bytes()).unwrap();
        assert_eq!(answer(&mut stream).0, 200);
    }
    let after = preview.memory();
    assert!(after < before + 40_000, "{before} kB became {after} kB");
}

#[test]
fn pages_are_kept_during_an_error_and_updated_after_its_correction() {
    let folder = sample();
    let preview = Preview::of(folder.path());
    let text = folder.path().join("a.md");
    let good = preview.json("/state?lang=en");
    assert_eq!(good["failed"], false);
    let pages = good["pages"].as_array().unwrap().clone();

    std::fs::write(&text, "# Titre\n\n![Absente](absente.jpg)\n").unwrap();
    let failed = preview.after(good["version"].as_u64().unwrap());
    assert_eq!(failed["failed"], true);
    assert_eq!(failed["pages"].as_array().unwrap(), &pages);
    let error = &failed["messages"][0];
    assert_eq!((error["code"].as_str(), error["place"].as_str()), (Some("A016"), Some("a.md:3:1")));
    assert!(error["excerpt"].as_str().unwrap().contains("absente.jpg"));

    std::fs::write(&text, "# Titre\n\nUn autre paragraphe, avec un mot\u{202f}: réparation.\n").unwrap();
    let corrected = preview.after(failed["version"].as_u64().unwrap());
    assert_eq!(corrected["failed"], false);
    assert_ne!(corrected["pages"].as_array().unwrap(), &pages);
}

#[test]
fn line_leads_to_its_source_text() {
    let folder = common::folder(&[
        ("brochure.toml", "title = \"Essai\"\ntexts = [\"a.md\"]\n"),
        (
            "a.md",
            "# Titre\n\nIl dit \"oui\" ; l'autre dit \"non\" ; puis vient une phrase bien longue, avec le mot\ncherché quelque part, et la suite de ce paragraphe jusqu'à sa fin.\n",
        ),
    ]);
    let preview = Preview::of(folder.path());
    let state = preview.json("/state");
    let mut found = false;
    for (number, name) in state["pages"].as_array().unwrap().iter().enumerate() {
        let page = preview.json(&format!("/page/{}", name.as_str().unwrap()));
        for (i, line) in page["lines"].as_array().unwrap().iter().enumerate() {
            if !line[6].as_str().unwrap().contains("cherché") {
                continue;
            }
            let place = preview.json(&format!("/source?page={number}&line={i}"));
            assert_eq!(place["file"], "a.md");
            let number = |name: &str| place[name].as_u64().unwrap() as usize;
            let source = place["lines"][number("line") - number("first")].as_str().unwrap();
            let marked: String = source.chars().skip(number("from")).collect();
            let shown = line[6].as_str().unwrap();
            let first =
                shown.split(' ').find(|word| word.len() > 3 && word.chars().all(char::is_alphanumeric)).unwrap();
            let before = shown.find(first).unwrap();
            assert!(marked.find(first).is_some_and(|at| at <= before + 2), "{shown} | {marked}");
            found = true;
        }
    }
    assert!(found, "the word was found on no page");
}
