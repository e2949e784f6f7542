//! Serves HTTP/1.1 to a browser on the same computer, within fixed limits of memory and time.
//!
//! Request heads are parsed by `httparse`. Each connection has its own thread, up to a fixed number. A request must be small
//! and arrive within seconds; a client that doesn't read its response is disconnected.

use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// The maximum number of open connections; any others are refused with status 503. A browser opens six connections, and another
/// one to wait for the next version, so the limit is enough for several windows.
const MAX_CONNECTIONS: usize = 64;
/// The maximum size of a request's head, in bytes; a larger one is refused with status 431. The requests of the preview need
/// less than one kilobyte, but browsers add headers.
const MAX_HEAD: usize = 16 << 10;
/// The maximum size of a request's body, in bytes; a larger one is refused with status 413. Requests of the preview have no
/// body.
const MAX_BODY: usize = 16 << 10;
/// The time that a client has to send a request, and to read the response. A client that takes longer is disconnected.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
/// The time after which a connection without requests is closed.
const IDLE_TIMEOUT: Duration = Duration::from_secs(30);

/// A request.
pub(super) struct Request {
    pub(super) method: String,
    /// The path without its query. It is not decoded, because no path of the preview needs encoding.
    pub(super) path: String,
    query: Vec<(String, String)>,
    pub(super) host: String,
    pub(super) origin: Option<String>,
    /// The Accept-Language header.
    pub(super) languages: String,
}

impl Request {
    /// Returns a value of the query, percent-decoded.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// A complete response.
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) bytes: Vec<u8>,
}

/// Answers connections until the listener fails.
pub(super) fn listen(listener: &TcpListener, respond: impl Fn(&Request) -> Response + Send + Sync + 'static) {
    let respond = Arc::new(respond);
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        // The client has already reset the connection.
        let Ok(stream) = stream else { continue };
        let full = open.fetch_add(1, Ordering::SeqCst) >= MAX_CONNECTIONS;
        let (respond, count) = (respond.clone(), open.clone());
        if full {
            let mut stream = stream;
            let _ = stream.set_write_timeout(Some(Duration::from_millis(100)));
            let _ = send(&mut stream, &error_response(503), false);
            open.fetch_sub(1, Ordering::SeqCst);
            continue;
        }
        let spawned = std::thread::Builder::new().stack_size(512 << 10).spawn(move || {
            // It is not an error if the client disconnects.
            let _ = serve_connection(stream, &*respond);
            count.fetch_sub(1, Ordering::SeqCst);
        });
        if spawned.is_err() {
            open.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// Answers the requests of a connection, one after the other.
fn serve_connection(mut stream: TcpStream, respond: &dyn Fn(&Request) -> Response) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    stream.set_write_timeout(Some(REQUEST_TIMEOUT))?;
    let mut received = Vec::new();
    loop {
        let (request, keep_alive) = match next_request(&mut stream, &mut received) {
            Ok(Some(request)) => request,
            Ok(None) => return Ok(()),
            Err(status) => {
                send(&mut stream, &error_response(status), false)?;
                return drain(&mut stream);
            }
        };
        let response = respond(&request);
        send_response(&mut stream, &response, keep_alive, request.method == "HEAD")?;
        if !keep_alive {
            return Ok(());
        }
    }
}

/// Continues to read from a refused client for a moment: closing the connection at once could discard the response before the
/// client reads it.
fn drain(stream: &mut TcpStream) -> std::io::Result<()> {
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

/// Reads a request. Returns the request and a flag that is true if the connection stays open afterwards, or `None` if the
/// client has closed the connection.
///
/// # Errors
/// Returns the status with which to refuse the request.
fn next_request(stream: &mut TcpStream, received: &mut Vec<u8>) -> Result<Option<(Request, bool)>, u16> {
    let mut deadline = Instant::now() + if received.is_empty() { IDLE_TIMEOUT } else { REQUEST_TIMEOUT };
    loop {
        if let Some(Parsed { request, length, keep_alive }) = parse(received)? {
            received.drain(..length);
            return Ok(Some((request, keep_alive)));
        }
        let began = !received.is_empty();
        match read_more(stream, received, deadline) {
            Ok(0) => return Ok(None),
            Ok(_) if !began => deadline = Instant::now() + REQUEST_TIMEOUT,
            Ok(_) => {}
            Err(_) if began => return Err(408),
            Err(_) => return Ok(None),
        }
    }
}

/// A request that has arrived completely.
pub(super) struct Parsed {
    pub(super) request: Request,
    /// The number of bytes of its head and its body.
    length: usize,
    keep_alive: bool,
}

/// Parses the request at the start of the received bytes; returns `None` if a part of it has yet to arrive.
///
/// # Errors
/// Returns the status with which to refuse the request.
pub(super) fn parse(received: &[u8]) -> Result<Option<Parsed>, u16> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut parsed = httparse::Request::new(&mut headers);
    match parsed.parse(received) {
        Ok(httparse::Status::Complete(head)) => {
            let (request, body, keep_alive) = parse_head(&parsed)?;
            if body > MAX_BODY {
                return Err(413);
            }
            let length = head + body;
            Ok((received.len() >= length).then_some(Parsed { request, length, keep_alive }))
        }
        Ok(httparse::Status::Partial) if received.len() < MAX_HEAD => Ok(None),
        Ok(httparse::Status::Partial) | Err(httparse::Error::TooManyHeaders) => Err(431),
        Err(_) => Err(400),
    }
}

/// Reads the bytes that arrive before the deadline. Returns their number, which is 0 if the client has closed the connection.
fn read_more(stream: &mut TcpStream, received: &mut Vec<u8>, deadline: Instant) -> std::io::Result<usize> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() {
        return Err(ErrorKind::TimedOut.into());
    }
    stream.set_read_timeout(Some(left))?;
    let mut part = [0; 4096];
    let count = stream.read(&mut part)?;
    received.extend_from_slice(&part[..count]);
    Ok(count)
}

/// Returns the request of a parsed head, the length of its body, and whether the connection stays open.
///
/// # Errors
/// Returns the status with which to refuse the request.
fn parse_head(parsed: &httparse::Request) -> Result<(Request, usize, bool), u16> {
    let header = |name: &str| {
        let mut found = parsed.headers.iter().filter(|h| h.name.eq_ignore_ascii_case(name));
        let value = found.next().map(|h| String::from_utf8_lossy(h.value).trim().to_string());
        // Two hosts or two lengths could be an attempt at request smuggling (RFC 9112, 11.2).
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
    let is_last = header("Connection")?.is_some_and(|c| c.eq_ignore_ascii_case("close"));
    let request = Request {
        method: parsed.method.unwrap_or_default().to_string(),
        path: path.to_string(),
        query: query.ok_or(400u16)?,
        host: header("Host")?.unwrap_or_default(),
        origin: header("Origin")?,
        languages: header("Accept-Language")?.unwrap_or_default(),
    };
    Ok((request, body, !is_last && parsed.version == Some(1)))
}

/// Decodes a percent-encoded part of the query; returns `None` if it isn't UTF-8.
fn decoded(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(Cow::into_owned)
}

/// The headers of every response. They prevent the page from loading anything from other servers, and they prevent other pages
/// from embedding it.
const SECURITY_HEADERS: &str = "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCross-Origin-Resource-Policy: same-origin\r\nX-Frame-Options: DENY\r\nContent-Security-Policy: default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'\r\n";

fn send(stream: &mut TcpStream, response: &Response, keep_alive: bool) -> std::io::Result<()> {
    send_response(stream, response, keep_alive, false)
}

fn send_response(
    stream: &mut TcpStream,
    response: &Response,
    keep_alive: bool,
    head_only: bool,
) -> std::io::Result<()> {
    let Response { status, kind, bytes } = response;
    let connection = if keep_alive { "keep-alive" } else { "close" };
    let mut out = format!(
        "HTTP/1.1 {status} {}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: {connection}\r\n{SECURITY_HEADERS}\r\n",
        reason(*status),
        bytes.len()
    )
    .into_bytes();
    if !head_only {
        out.extend_from_slice(bytes);
    }
    stream.write_all(&out)
}

/// Returns a response that consists of an error status.
pub(super) fn error_response(status: u16) -> Response {
    let bytes = format!("{status} {}\n", reason(status)).into_bytes();
    Response { status, kind: "text/plain; charset=utf-8", bytes }
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
