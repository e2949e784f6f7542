//! `agrafe serve`: a live preview in the browser, for this machine alone.
//!
//! One thread makes the brochure whenever a file is saved; the others answer the browser from the last version.

mod edition;
mod http;
mod site;

use super::Outcome;
use super::args::ServeOptions;
use super::pipeline::{self, Bench, Made, Wanted};
use super::progress::Progress;
use super::report::Console;
use super::since;
use super::watch::Watch;
use crate::diagnostic::{Diagnostic, Fault, Sources, Span, has_errors};
use crate::read;
use edition::{Marks, Version};
use site::Site;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The port that is tried first, and how many after it.
const PORT: u16 = 4141;
const TRIED: u16 = 20;

/// The last version, where every thread finds it.
struct Desk {
    folder: PathBuf,
    version: Mutex<Arc<Version>>,
    news: Condvar,
}

impl Desk {
    fn now(&self) -> Arc<Version> {
        self.version.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A version other than the one with that number, as soon as there is one; after a while, the one that there is.
    fn after(&self, number: u64, patience: Duration) -> Arc<Version> {
        let version = self.version.lock().unwrap_or_else(PoisonError::into_inner);
        let old = |version: &mut Arc<Version>| version.number == number;
        let waited = self.news.wait_timeout_while(version, patience, old);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    fn put(&self, version: Version) {
        *self.version.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(version);
        self.news.notify_all();
    }
}

pub(super) fn run(options: &ServeOptions, console: &Console) -> Outcome {
    let mut bench = Bench::default();
    let refused = |fault: &Diagnostic, outcome| {
        console.diagnostics(std::slice::from_ref(fault), &Sources::default());
        outcome
    };
    let folder = read::folder(&options.brochure);
    let watch = match Watch::on(&folder, Some(&folder.join("out"))) {
        Ok(watch) => watch,
        Err(_) if !folder.is_dir() => {
            let fault = Fault::NoBrochure { folder: folder.display().to_string() };
            return refused(&Diagnostic::error(None::<Span>, fault), Outcome::InputAtFault);
        }
        Err(fault) => return refused(&fault, Outcome::MachineAtFault),
    };
    let desk = Arc::new(Desk { folder, version: Mutex::new(Arc::new(Version::none())), news: Condvar::new() });
    let Some(listener) = bound(options.port) else {
        let fault = Fault::PortTaken { port: u32::from(options.port.unwrap_or(PORT)) };
        return refused(&Diagnostic::error(None::<Span>, fault), Outcome::MachineAtFault);
    };
    let port = listener.local_addr().map_or(PORT, |address| address.port());
    let made = make(options, console, &mut bench);
    let earlier = match options.since.as_deref().map(|since| since::words(since, &made.0, console)) {
        Some(Err(fault)) => return refused(&fault, Outcome::InputAtFault),
        Some(Ok(words)) => Some(words),
        None => None,
    };
    let marks = Marks { earlier, proof: options.proof };
    desk.put(desk.now().next(made.0, &marks, made.1));
    let site = Site { desk: desk.clone(), port, lang: console.lang, editor: options.editor.clone() };
    std::thread::spawn(move || http::listen(&listener, move |request| site.respond(request)));
    let address = format!("http://127.0.0.1:{port}/");
    console.result(&format!("{address}\n"));
    console.aside(console.say("Ctrl+C ends", "Ctrl+C pour finir"));
    if options.open && open::that_detached(&address).is_err() {
        console.aside(console.say("no browser could be opened", "aucun navigateur n’a pu être ouvert"));
    }
    while watch.wait() {
        let made = make(options, console, &mut bench);
        desk.put(desk.now().next(made.0, &marks, made.1));
    }
    Outcome::MachineAtFault
}

/// Makes the next version; what keeps it from being made is said here too.
fn make(options: &ServeOptions, console: &Console, bench: &mut Bench) -> (Made, Duration) {
    let started = Instant::now();
    let progress = Progress::start(console);
    let wanted = Wanted { layouts: &options.layouts, printer: options.printer.as_deref(), ..Wanted::default() };
    let made = pipeline::make_again(&options.brochure, &wanted, (console, &progress), bench);
    drop(progress);
    if has_errors(&made.diagnostics) {
        let errors: Vec<Diagnostic> =
            made.diagnostics.iter().filter(|d| has_errors(std::slice::from_ref(d))).cloned().collect();
        console.diagnostics(&errors, &made.reading.sources);
    }
    (made, started.elapsed())
}

/// A listener on this machine's own address: on the port that was asked for, or on the first that is free.
fn bound(port: Option<u16>) -> Option<TcpListener> {
    let on = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok();
    match port {
        Some(port) => on(port),
        None => (PORT..PORT + TRIED).find_map(on),
    }
}
