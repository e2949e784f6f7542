//! The program: passes its arguments to the library and returns the exit code.

#![forbid(unsafe_code)]

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    silence_watched_threads();
    agrafe::cli::run(std::env::args_os())
}

/// Prints nothing when a library panics on a file from a stranger: that is reported as a fault of the file.
fn silence_watched_threads() {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(agrafe::watchdog::THREAD) {
            default(panic);
        }
    }));
}
