//! Answers the requests of the preview: for the page with its scripts and style, and for the data that the scripts draw.
//!
//! | path | response |
//! |---|---|
//! | `/`, `/page.css`, `/page.js` and the other scripts | the page |
//! | `/state?lang=` | the latest version, with messages |
//! | `/next?after=&seen=` | the next version, once there is one, with the visible pages that have changed |
//! | `/page/NAME`, `/glyphs?face=&ids=`, `/picture/NAME` | the display list of a page, glyph outlines, a picture |
//! | `/sheets?layout=` | the sheets of a layout |
//! | `/source?page=&line=` or `?file=&byte=` | the source around a line |
//! | `POST /open` | opens the line with this query in the editor |

use super::http::{Request, Response, error_response};
use super::latest::Latest;
use super::version::{Snapshot, Version};
use crate::diagnostic::messages::preview;
use crate::diagnostic::{FileId, Lang, Span};
use crate::geometry::Affine;
use crate::image::{Coding, ImageId, Orientation, WebFile, web_file, with_orientation};
use crate::page::Page;
use crate::sheet::{SheetMark, Side};
use crate::write::canvas::{self, milli};
use crate::write::svg_drawing;
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

/// The time after which a request for the next version is answered in any case, so that the threads of closed windows end.
const WAIT: Duration = Duration::from_secs(10);
/// The maximum number of visible pages in a request for the next version; further ones are ignored. A window shows at most two.
const MAX_SEEN: usize = 8;

/// The scripts of the page.
const SCRIPTS: [(&str, &str); 6] = [
    ("/page.js", include_str!("browser/page.js")),
    ("/shortcuts.js", include_str!("browser/shortcuts.js")),
    ("/drawing.js", include_str!("browser/drawing.js")),
    ("/leaves.js", include_str!("browser/leaves.js")),
    ("/controls.js", include_str!("browser/controls.js")),
    ("/updates.js", include_str!("browser/updates.js")),
];

/// The data that is needed to answer requests.
pub(super) struct Routes {
    /// The folder of the brochure.
    pub(super) folder: PathBuf,
    pub(super) latest: Arc<Latest>,
    pub(super) port: u16,
    /// The language for browsers that prefer neither English nor French.
    pub(super) lang: Lang,
    /// The command that opens an editor; `{file}` and `{line}` are replaced with the location.
    pub(super) editor: Option<String>,
}

impl Routes {
    /// Answers a request.
    pub(super) fn respond(&self, request: &Request) -> Response {
        if !self.is_own(&request.host) || request.origin.as_deref().is_some_and(|o| !self.is_own_origin(o)) {
            return error_response(403);
        }
        let path = request.path.as_str();
        match (request.method.as_str(), path) {
            ("GET" | "HEAD", _) => self.get(request).unwrap_or_else(|| error_response(404)),
            // Only the page itself may open an editor; browsers send the origin with every POST.
            ("POST", "/open") if request.origin.is_some() => {
                self.open(request).map_or_else(|| error_response(404), |()| empty())
            }
            ("POST", "/open") => error_response(403),
            _ => error_response(405),
        }
    }

    fn is_own(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{}", self.port))
    }

    fn is_own_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.is_own(host))
    }

    fn get(&self, request: &Request) -> Option<Response> {
        let path = request.path.as_str();
        if path == "/next" {
            return self.next(request);
        }
        let version = self.latest.get();
        let snapshot = version.snapshot.as_deref();
        Some(match path {
            "/" => {
                let lang = preferred(&request.languages).unwrap_or(self.lang);
                text("text/html; charset=utf-8", page(lang))
            }
            "/page.css" => text("text/css; charset=utf-8", include_str!("browser/page.css").to_string()),
            "/state" => {
                let lang = if request.value("lang") == Some("fr") { Lang::Fr } else { Lang::En };
                data(&version.state(lang, self.editor.is_some()))
            }
            "/glyphs" => {
                let face = request.value("face")?.parse::<u16>().ok()?;
                let ids: Option<Vec<u16>> = request.value("ids")?.split('-').map(|id| id.parse().ok()).collect();
                let face = snapshot?.fonts.get(crate::font::FaceId(face))?;
                text("application/json", canvas::glyphs(face, &ids?))
            }
            "/sheets" => data(&sheets(snapshot?, request.value("layout")?)?),
            "/source" => data(&version.source(self.span(request, &version)?)?),
            _ => {
                if let Some((_, script)) = SCRIPTS.iter().find(|(name, _)| *name == path) {
                    return Some(text("text/javascript; charset=utf-8", script.to_string()));
                }
                if let Some(name) = path.strip_prefix("/page/") {
                    let snapshot = snapshot?;
                    text("application/json", drawn(snapshot, snapshot.named(name)?))
                } else {
                    picture(snapshot?, path.strip_prefix("/picture/")?)?
                }
            }
        })
    }

    /// Returns the location that a request specifies, by page and line or by file and byte.
    fn span(&self, request: &Request, version: &Version) -> Option<Span> {
        let number = |name: &str| request.value(name)?.parse::<usize>().ok();
        if let (Some(page), Some(line)) = (number("page"), number("line")) {
            return version.snapshot.as_deref()?.source_of(page, line);
        }
        let (file, byte) = (u32::try_from(number("file")?).ok()?, number("byte")?);
        Some(Span::new(FileId(file), byte, byte))
    }

    /// Opens the location that a request specifies in the editor.
    fn open(&self, request: &Request) -> Option<()> {
        let version = self.latest.get();
        let place = version.source(self.span(request, &version)?)?;
        let (file, line) = (place["file"].as_str()?, place["line"].as_u64()?);
        let mut words = self.editor.as_deref()?.split_whitespace();
        let path = self.folder.join(file).display().to_string();
        let filled = |word: &str| word.replace("{file}", &path).replace("{line}", &line.to_string());
        let mut command = std::process::Command::new(words.next()?);
        command.args(words.map(filled)).stdin(std::process::Stdio::null());
        let mut child = command.spawn().ok()?;
        // Without this wait, the editor would become a zombie process when it exits.
        std::thread::spawn(move || child.wait());
        Some(())
    }

    /// Waits for the next version and responds with its summary and the visible pages that have changed.
    fn next(&self, request: &Request) -> Option<Response> {
        let after = request.value("after")?.parse::<u64>().ok()?;
        let version = self.latest.wait(after, WAIT);
        let mut summary = version.summary();
        if let Some(snapshot) = version.snapshot.as_deref() {
            let seen = request.value("seen").unwrap_or_default().split('.').take(MAX_SEEN);
            let changed = seen.filter_map(|entry| {
                let (page, look) = entry.split_once(':')?;
                let number = page.parse::<usize>().ok()?;
                let page = snapshot.book.pages.get(number)?;
                let name = snapshot.name_of(number);
                (name != look).then(|| (name, drawn(snapshot, page)))
            });
            summary["drawn"] = changed.map(|(name, page)| (name, Value::from(page))).collect();
        }
        Some(data(&summary))
    }
}

/// Returns the display list of a page, as JSON.
fn drawn(snapshot: &Snapshot, page: &Page) -> String {
    canvas::page(page, &|ImageId(id)| format!("{}-{id}", snapshot.resources))
}

/// Returns the HTML page of the preview, with its texts in the given language.
fn page(lang: Lang) -> String {
    let texts: Value = preview::TEXTS.iter().map(|(name, text)| (*name, Value::from(text.get(lang)))).collect();
    include_str!("browser/page.html").replace("@lang@", code(lang)).replace("@texts@", &texts.to_string())
}

fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "en",
        Lang::Fr => "fr",
    }
}

/// Returns English or French, whichever comes first in an Accept-Language header; `None` if the header has neither.
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

fn text(kind: &'static str, words: String) -> Response {
    Response { status: 200, kind, bytes: words.into_bytes() }
}

fn data(value: &Value) -> Response {
    text("application/json", value.to_string())
}

fn empty() -> Response {
    Response { status: 204, ..text("text/plain", String::new()) }
}

/// Responds with the file of a picture; `None` if its name belongs to an older set of fonts and pictures.
fn picture(snapshot: &Snapshot, name: &str) -> Option<Response> {
    let (resources, id) = name.split_once('-')?;
    let id: usize = id.parse().ok()?;
    let picture = snapshot.pictures.iter().nth(id).filter(|_| resources == snapshot.resources.to_string())?;
    if picture.coding == Coding::Svg
        && let Some(drawing) = svg_drawing::file(picture)
    {
        return Some(text("image/svg+xml", drawing));
    }
    let WebFile { kind, bytes } = web_file(picture);
    // Browsers turn photographs upright as their Exif data state.
    let is_turned = picture.window.is_none() && picture.orientation != Orientation::UPRIGHT;
    let bytes = if is_turned { with_orientation(&bytes, picture.orientation) } else { bytes.into_owned() };
    Some(Response { status: 200, kind, bytes })
}

/// Returns the sheets of a layout as JSON, each with the sides that are printed.
fn sheets(snapshot: &Snapshot, slug: &str) -> Option<Value> {
    let at = snapshot.layouts.iter().position(|layout| layout.slug == slug)?;
    let (layout, imposition) = (&snapshot.layouts[at], &snapshot.impositions()[at]);
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
