//! The program: arguments in, exit code out. Everything else is the library's.

#![forbid(unsafe_code)]

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    agrafe::cli::run(std::env::args_os())
}
