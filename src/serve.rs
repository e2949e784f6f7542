//! The live preview: shows the pages in a browser on the same computer.
//!
//! One thread typesets the brochure whenever a file is saved; the others answer the browser with the latest version.

mod http;
mod latest;
mod routes;
mod version;

use crate::diagnostic::{Diagnostic, Fault, Lang, Severity, Sources, has_errors};
use crate::read;
use crate::session::watch::Watch;
use crate::session::{Brochure, Options, Session};
use latest::Latest;
use routes::Routes;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};
use version::{ProofMarks, Version};

/// The port that is tried first. It is not registered for any common service.
const PORT: u16 = 4141;
/// The number of consecutive ports that are tried. If all are taken, the preview does not start; twenty previews at once are
/// more than one person needs.
const TRIED_PORTS: u16 = 20;

/// The settings of a preview.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder of the brochure, or its brochure.toml.
    pub brochure: PathBuf,
    /// The options for typesetting the brochure.
    pub options: Options,
    /// The port to listen on; by default, the first free port from 4141 on.
    pub port: Option<u16>,
    /// Whether to show proofs.
    pub proof: bool,
    /// An earlier version, which is a folder, a PDF or a git revision. The changes since that version are marked.
    pub since: Option<String>,
    /// A command that opens an editor; `{file}` and `{line}` are replaced with the location.
    pub editor: Option<String>,
    /// The language for browsers that prefer neither English nor French.
    pub lang: Lang,
}

/// A callback for the errors that prevent a version from being shown.
pub type Report<'r> = dyn Fn(&[Diagnostic], &Sources) + 'r;

/// A running preview.
pub struct Preview {
    settings: Settings,
    session: Session,
    watch: Watch,
    latest: Arc<Latest>,
    marks: ProofMarks,
    port: u16,
}

impl Preview {
    /// Typesets the brochure for the first time and begins to answer requests.
    ///
    /// # Errors
    /// Returns a diagnostic if the folder does not exist or can't be watched, if the port is taken, or if the earlier version
    /// can't be used.
    pub fn start(settings: Settings, report: &Report) -> Result<Preview, Box<Diagnostic>> {
        let folder = read::folder(&settings.brochure);
        let watch = match Watch::on(&folder, Some(&folder.join("out"))) {
            Ok(watch) => watch,
            Err(_) if !folder.is_dir() => {
                let fault = Fault::NoBrochure { folder: folder.display().to_string() };
                return Err(Box::new(Diagnostic::error(None, fault)));
            }
            Err(fault) => return Err(fault),
        };
        let latest = Arc::new(Latest { version: Mutex::new(Arc::new(Version::empty())), changed: Condvar::new() });
        let Some(listener) = bind(settings.port) else {
            let fault = Fault::PortTaken { port: u32::from(settings.port.unwrap_or(PORT)) };
            return Err(Box::new(Diagnostic::error(None, fault)));
        };
        let port = listener.local_addr().map_or(PORT, |address| address.port());
        let mut session = Session::new();
        let (brochure, took) = typeset(&mut session, &settings, report);
        let earlier = settings.since.as_deref().map(|since| brochure.earlier_words(since)).transpose()?;
        let marks = ProofMarks { earlier, proof: settings.proof };
        latest.publish(latest.get().next(brochure, &marks, took));
        let (lang, editor) = (settings.lang, settings.editor.clone());
        let routes = Routes { folder, latest: latest.clone(), port, lang, editor };
        std::thread::spawn(move || http::listen(&listener, move |request| routes.respond(request)));
        Ok(Preview { settings, session, watch, latest, marks, port })
    }

    /// Returns the address to open in a browser.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Typesets the brochure again after every save, until its folder can no longer be watched.
    pub fn run(mut self, report: &Report) {
        while self.watch.wait() {
            let (brochure, took) = typeset(&mut self.session, &self.settings, report);
            self.latest.publish(self.latest.get().next(brochure, &self.marks, took));
        }
    }
}

fn typeset(session: &mut Session, settings: &Settings, report: &Report) -> (Brochure, Duration) {
    let started = Instant::now();
    let brochure = session.typeset(&settings.brochure, &settings.options);
    if has_errors(&brochure.diagnostics) {
        let errors = brochure.diagnostics.iter().filter(|d| d.severity == Severity::Error);
        let errors: Vec<Diagnostic> = errors.cloned().collect();
        report(&errors, &brochure.reading.sources);
    }
    (brochure, started.elapsed())
}

/// Returns a listener on the loopback address, on the given port or on the first free one; `None` if there is no free port.
fn bind(port: Option<u16>) -> Option<TcpListener> {
    let on = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok();
    match port {
        Some(port) => on(port),
        None => (PORT..PORT + TRIED_PORTS).find_map(on),
    }
}

/// The preview of a brochure without a network connection, for fuzzing.
#[cfg(fuzzing)]
pub struct OfflinePreview(Routes);

#[cfg(fuzzing)]
impl OfflinePreview {
    /// Creates a preview that shows a brochure and has no editor.
    pub fn new(brochure: Brochure) -> OfflinePreview {
        let folder = brochure.reading.folder.path().to_path_buf();
        let marks = ProofMarks { earlier: None, proof: false };
        let version = Version::empty().next(brochure, &marks, Duration::ZERO);
        let latest = Arc::new(Latest { version: Mutex::new(Arc::new(version)), changed: Condvar::new() });
        OfflinePreview(Routes { folder, latest, port: PORT, lang: Lang::En, editor: None })
    }

    /// Parses the request at the start of `received` and returns the status of the response; `None` if the request is
    /// incomplete.
    pub fn status(&self, received: &[u8]) -> Option<u16> {
        match http::parse(received) {
            Ok(parsed) => parsed.map(|parsed| self.0.respond(&parsed.request).status),
            Err(status) => Some(status),
        }
    }
}
