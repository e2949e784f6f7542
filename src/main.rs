//! The program: passes its arguments to the library and returns the exit code.

#![forbid(unsafe_code)]

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    agrafe::cli::run(std::env::args_os())
}
