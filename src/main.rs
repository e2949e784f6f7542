//! The program: arguments in, exit code out. Everything else is the library's.

#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    agrafe::cli::run(std::env::args_os())
}
