//! What the preview answers to: the page itself, and what it draws from.

use super::Desk;
use super::edition::{Edition, Version};
use super::http::{Answer, Request, refusal};
use crate::diagnostic::{FileId, Lang, Span};
use crate::geometry::Affine;
use crate::image::{Coding, ImageId};
use crate::page::Page;
use crate::sheet::{SheetMark, Side};
use crate::write::canvas::{self, milli};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

/// Who waits for the next version is answered after this, news or not: so nobody waits who has gone.
const WAIT: Duration = Duration::from_secs(10);
/// A reader sees few pages at once.
const MOST_SEEN: usize = 8;

/// The preview's address and its ways.
pub(super) struct Site {
    pub(super) desk: Arc<Desk>,
    pub(super) port: u16,
    /// The language of whoever runs the program, for a browser that names neither of ours.
    pub(super) lang: Lang,
    /// What opens a place in an editor; `{file}` and `{line}` stand for it.
    pub(super) editor: Option<String>,
}

impl Site {
    /// Answers a request.
    pub(super) fn respond(&self, request: &Request) -> Answer {
        if !self.is_own(&request.host) || request.origin.as_deref().is_some_and(|o| !self.is_own_origin(o)) {
            return refusal(403);
        }
        let path = request.path.as_str();
        match (request.method.as_str(), path) {
            ("GET" | "HEAD", _) => self.get(request).unwrap_or_else(|| refusal(404)),
            // Only the page itself may open an editor, and browsers say who asks.
            ("POST", "/open") if request.origin.is_some() => {
                self.open(request).map_or_else(|| refusal(404), |()| empty())
            }
            ("POST", "/open") => refusal(403),
            _ => refusal(405),
        }
    }

    fn is_own(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{}", self.port))
    }

    fn is_own_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.is_own(host))
    }

    fn get(&self, request: &Request) -> Option<Answer> {
        let path = request.path.as_str();
        if path == "/next" {
            return self.next(request);
        }
        let version = self.desk.now();
        let edition = version.edition.as_deref();
        Some(match path {
            "/" => {
                let lang = preferred(&request.languages).unwrap_or(self.lang);
                text("text/html; charset=utf-8", include_str!("page.html").replace("@lang@", code(lang)))
            }
            "/page.css" => text("text/css; charset=utf-8", include_str!("page.css").to_string()),
            "/page.js" => text("text/javascript; charset=utf-8", include_str!("page.js").to_string()),
            "/state" => {
                let lang = if request.value("lang") == Some("fr") { Lang::Fr } else { Lang::En };
                data(&version.state(lang, self.editor.is_some()))
            }
            "/glyphs" => {
                let face = request.value("face")?.parse::<u16>().ok()?;
                let ids: Option<Vec<u16>> = request.value("ids")?.split('-').map(|id| id.parse().ok()).collect();
                let face = edition?.fonts.get(crate::font::FaceId(face))?;
                text("application/json", canvas::glyphs(face, &ids?))
            }
            "/sheets" => data(&sheets(edition?, request.value("layout")?)?),
            "/source" => data(&version.source(self.span(request, &version)?)?),
            _ => {
                if let Some(name) = path.strip_prefix("/page/") {
                    let edition = edition?;
                    text("application/json", drawn(edition, edition.named(name)?))
                } else {
                    picture(edition?, path.strip_prefix("/picture/")?)?
                }
            }
        })
    }

    /// The place that a request names: by page and line, or by file and byte.
    fn span(&self, request: &Request, version: &Version) -> Option<Span> {
        let number = |name: &str| request.value(name)?.parse::<usize>().ok();
        if let (Some(page), Some(line)) = (number("page"), number("line")) {
            return version.edition.as_deref()?.typed(page, line);
        }
        let (file, byte) = (u32::try_from(number("file")?).ok()?, number("byte")?);
        Some(Span::new(FileId(file), byte, byte))
    }

    /// Opens a place in the editor that the program was told of.
    fn open(&self, request: &Request) -> Option<()> {
        let version = self.desk.now();
        let place = version.source(self.span(request, &version)?)?;
        let (file, line) = (place["file"].as_str()?, place["line"].as_u64()?);
        let mut words = self.editor.as_deref()?.split_whitespace();
        let path = self.desk.folder.join(file).display().to_string();
        let filled = |word: &str| word.replace("{file}", &path).replace("{line}", &line.to_string());
        let mut command = std::process::Command::new(words.next()?);
        command.args(words.map(filled)).stdin(std::process::Stdio::null());
        let mut child = command.spawn().ok()?;
        // It is waited for, so that it leaves nothing behind.
        std::thread::spawn(move || child.wait());
        Some(())
    }

    /// News of the next version, with the pages that are seen and have changed: the reader waits for it.
    fn next(&self, request: &Request) -> Option<Answer> {
        let after = request.value("after")?.parse::<u64>().ok()?;
        let version = self.desk.after(after, WAIT);
        let mut news = version.news();
        if let Some(edition) = version.edition.as_deref() {
            let seen = request.value("seen").unwrap_or_default().split('.').take(MOST_SEEN);
            let changed = seen.filter_map(|entry| {
                let (page, look) = entry.split_once(':')?;
                let number = page.parse::<usize>().ok()?;
                let page = edition.book.pages.get(number)?;
                let name = edition.name_of(number);
                (name != look).then(|| (name, drawn(edition, page)))
            });
            news["drawn"] = changed.map(|(name, page)| (name, Value::from(page))).collect();
        }
        Some(data(&news))
    }
}

/// A page as browsers draw it.
fn drawn(edition: &Edition, page: &Page) -> String {
    canvas::page(page, &|ImageId(id)| format!("{}-{id}", edition.stock))
}

fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Fr => "fr",
    }
}

/// The first of our languages that a browser names.
fn preferred(languages: &str) -> Option<Lang> {
    languages.split(',').find_map(|entry| {
        let name = entry.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match name.split('-').next() {
            Some("fr") => Some(Lang::Fr),
            Some("en") => Some(Lang::En),
            _ => None,
        }
    })
}

fn text(kind: &'static str, words: String) -> Answer {
    Answer { status: 200, kind, bytes: words.into_bytes() }
}

fn data(value: &Value) -> Answer {
    text("application/json", value.to_string())
}

fn empty() -> Answer {
    Answer { status: 204, ..text("text/plain", String::new()) }
}

/// A picture's own file, where a browser can show it.
fn picture(edition: &Edition, name: &str) -> Option<Answer> {
    let (stock, id) = name.split_once('-')?;
    let id: usize = id.parse().ok()?;
    let picture = edition.pictures.iter().nth(id).filter(|_| stock == edition.stock.to_string())?;
    let kind = match picture.coding {
        Coding::Jpeg => "image/jpeg",
        Coding::PlainPng => "image/png",
        Coding::Decoded if picture.bytes.starts_with(b"RIFF") => "image/webp",
        Coding::Decoded => "image/png",
        Coding::Svg => "image/svg+xml",
    };
    Some(Answer { status: 200, kind, bytes: picture.bytes.to_vec() })
}

/// The sheets of a layout, each with its sides as they come out of the machine.
fn sheets(edition: &Edition, slug: &str) -> Option<Value> {
    let at = edition.layouts.iter().position(|layout| layout.slug == slug)?;
    let (layout, imposition) = (&edition.layouts[at], &edition.impositions()[at]);
    let of = |sheet: &crate::sheet::Sheet| {
        let mut sides = vec![side(&sheet.outer)];
        if !layout.one_sided {
            sides.push(side(&sheet.inner));
        }
        Value::Array(sides)
    };
    let all: Vec<Value> = imposition.all_sheets().map(of).collect();
    Some(json!({ "sheets": all }))
}

fn side(side: &Side) -> Value {
    let placed = |&(Affine { half_turn, scale, shift }, page): &(Affine, usize)| {
        json!([scale, half_turn, milli(shift.x), milli(shift.y), page])
    };
    let line = |(at, mark): &(crate::geometry::Point, SheetMark)| match mark {
        SheetMark::Line(size) => Some(json!([milli(at.x), milli(at.y), milli(size.width), milli(size.height)])),
        SheetMark::Label(_) => None,
    };
    json!({
        "w": milli(side.paper.width), "h": milli(side.paper.height),
        "placed": side.placed.iter().map(placed).collect::<Vec<_>>(),
        "lines": side.marks.iter().filter_map(line).collect::<Vec<_>>(),
    })
}
