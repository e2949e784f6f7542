//! HTTP/1.1 for one reader on this machine: small requests in, answers out, and no way to fill the memory.
//!
//! Heads are parsed by `httparse`. Each connection has a thread, and there are only so many; a head has to come within
//! seconds and a few kilobytes, bodies are refused but for small ones, and who doesn't read is let go.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Connections at a time. A browser opens six and one for events.
const MOST_CONNECTIONS: usize = 64;
/// A longer head is refused.
const MOST_HEAD: usize = 16 << 10;
/// A longer body is refused.
const MOST_BODY: usize = 16 << 10;
/// A head, and the body after it, have to come within this.
const PATIENCE: Duration = Duration::from_secs(10);
/// A connection on which nothing is asked is closed after this.
const IDLE: Duration = Duration::from_secs(30);

/// A request.
pub(super) struct Request {
    pub(super) method: String,
    /// The path without its query, as it was sent: no path of the preview needs encoding.
    pub(super) path: String,
    query: Vec<(String, String)>,
    pub(super) host: String,
    pub(super) origin: Option<String>,
    /// The languages that the reader prefers, as the browser says it.
    pub(super) languages: String,
}

impl Request {
    /// A value of the query.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// What is answered at once.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// Answers connections until the listener fails.
pub(super) fn listen(listener: &TcpListener, respond: impl Fn(&Request) -> Answer + Send + Sync + 'static) {
    let respond = Arc::new(respond);
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        // A connection that was reset before it was taken is nobody's loss.
        let Ok(stream) = stream else { continue };
        let full = open.fetch_add(1, Ordering::SeqCst) >= MOST_CONNECTIONS;
        let (respond, count) = (respond.clone(), open.clone());
        if full {
            let mut stream = stream;
            let _ = stream.set_write_timeout(Some(Duration::from_millis(100)));
            let _ = send(&mut stream, &refusal(503), false);
            open.fetch_sub(1, Ordering::SeqCst);
            continue;
        }
        let spawned = std::thread::Builder::new().stack_size(512 << 10).spawn(move || {
            // A reader who goes away is no fault.
            let _ = converse(stream, &*respond);
            count.fetch_sub(1, Ordering::SeqCst);
        });
        if spawned.is_err() {
            open.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// Answers the requests of a connection, one after the other.
fn converse(mut stream: TcpStream, respond: &dyn Fn(&Request) -> Answer) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut heard = Vec::new();
    loop {
        let (request, stays) = match next_request(&mut stream, &mut heard) {
            Ok(Some(asked)) => asked,
            Ok(None) => return Ok(()),
            Err(status) => {
                send(&mut stream, &refusal(status), false)?;
                return farewell(&mut stream);
            }
        };
        let answer = respond(&request);
        send_answer(&mut stream, &answer, stays, request.method == "HEAD")?;
        if !stays {
            return Ok(());
        }
    }
}

/// What a client still sends is taken for a moment, so that it gets to read why it was refused.
fn farewell(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.shutdown(std::net::Shutdown::Write)?;
    stream.set_read_timeout(Some(Duration::from_millis(200)))?;
    let mut rest = [0; 4096];
    for _ in 0..64 {
        match stream.read(&mut rest) {
            Ok(0) | Err(_) => break,
            Ok(_) => {}
        }
    }
    Ok(())
}

/// Reads a request and whether the connection stays open after it; nothing when the client is done, or the status by
/// which it is refused.
fn next_request(stream: &mut TcpStream, heard: &mut Vec<u8>) -> Result<Option<(Request, bool)>, u16> {
    let mut deadline = Instant::now() + if heard.is_empty() { IDLE } else { PATIENCE };
    loop {
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut parsed = httparse::Request::new(&mut headers);
        match parsed.parse(heard) {
            Ok(httparse::Status::Complete(length)) => {
                let (request, body, stays) = understood(&parsed)?;
                if body > MOST_BODY {
                    return Err(413);
                }
                while heard.len() < length + body {
                    if more(stream, heard, Instant::now() + PATIENCE).map_err(|_| 408u16)? == 0 {
                        return Ok(None);
                    }
                }
                heard.drain(..length + body);
                return Ok(Some((request, stays)));
            }
            Ok(httparse::Status::Partial) if heard.len() < MOST_HEAD => {}
            Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => return Err(431),
            Err(_) => return Err(400),
        }
        let began = !heard.is_empty();
        match more(stream, heard, deadline) {
            Ok(0) => return Ok(None),
            Ok(_) if !began => deadline = Instant::now() + PATIENCE,
            Ok(_) => {}
            Err(_) if began => return Err(408),
            Err(_) => return Ok(None),
        }
    }
}

/// Reads what comes before the deadline; 0 when the client is done.
fn more(stream: &mut TcpStream, heard: &mut Vec<u8>, deadline: Instant) -> std::io::Result<usize> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(ErrorKind::TimedOut.into());
    }
    stream.set_read_timeout(Some(left))?;
    let mut part = [0; 4096];
    let count = stream.read(&mut part)?;
    heard.extend_from_slice(&part[..count]);
    Ok(count)
}

/// A parsed head: the request, the length of its body, and whether the connection stays open.
fn understood(parsed: &httparse::Request) -> Result<(Request, usize, bool), u16> {
    let header = |name: &str| {
        let mut found = parsed.headers.iter().filter(|h| h.name.eq_ignore_ascii_case(name));
        let value = found.next().map(|h| String::from_utf8_lossy(h.value).trim().to_string());
        // Two hosts, or two lengths, are an attempt to be taken for somebody else.
        if found.next().is_some() { Err(400u16) } else { Ok(value) }
    };
    if header("Transfer-Encoding")?.is_some() {
        return Err(411);
    }
    let body = match header("Content-Length")? {
        Some(length) => length.parse::<usize>().map_err(|_| 400u16)?,
        None => 0,
    };
    let target = parsed.path.unwrap_or("/");
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let pair = |part: &str| {
        let (key, value) = part.split_once('=').unwrap_or((part, ""));
        Some((decoded(key)?, decoded(value)?))
    };
    let query: Option<Vec<_>> = query.split('&').filter(|part| !part.is_empty()).map(pair).collect();
    let closes = header("Connection")?.is_some_and(|c| c.eq_ignore_ascii_case("close"));
    let request = Request {
        method: parsed.method.unwrap_or_default().to_string(),
        path: path.to_string(),
        query: query.ok_or(400u16)?,
        host: header("Host")?.unwrap_or_default(),
        origin: header("Origin")?,
        languages: header("Accept-Language")?.unwrap_or_default(),
    };
    Ok((request, body, !closes && parsed.version == Some(1)))
}

/// A part of the query, percent-decoded; `None` if it isn't UTF-8.
fn decoded(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}

/// What keeps a browser from letting anything else in: nothing is loaded from elsewhere, nothing is shown elsewhere.
const SAFE: &str = "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\nX-Frame-Options: DENY\r\nContent-Security-Policy: default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n";

fn send(stream: &mut TcpStream, answer: &Answer, stays: bool) -> std::io::Result<()> {
    send_answer(stream, answer, stays, false)
}

fn send_answer(stream: &mut TcpStream, answer: &Answer, stays: bool, head_only: bool) -> std::io::Result<()> {
    let Answer { status, kind, bytes } = answer;
    let connection = if stays { "keep-alive" } else { "close" };
    let mut out = format!(
        "HTTP/1.1 {status} {}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: {connection}\r\n{SAFE}\r\n",
        reason(*status),
        bytes.len()
    )
    .into_bytes();
    if !head_only {
        out.extend_from_slice(bytes);
    }
    stream.write_all(&out)
}

/// An answer that only says why there is no other.
pub(super) fn refusal(status: u16) -> Answer {
    let bytes = format!("{status} {}\n", reason(status)).into_bytes();
    Answer { status, kind: "text/plain; charset=utf-8", bytes }
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        204 => "No Content",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        411 => "Length Required",
        413 => "Content Too Large",
        431 => "Request Header Fields Too Large",
        503 => "Service Unavailable",
        _ => "Error",
    }
}
