# Commands for people who work on agrafe. CI runs exactly `just ci`.

# List the commands.
default:
    @just --list

# Run all checks that must pass.
ci: format lint features licences advisories test judges

# Check the formatting.
format:
    cargo fmt --check

# Run the lints, with warnings as errors.
lint:
    cargo clippy --all-targets --locked -- -D warnings

# Check that the library compiles without the program, the preview and the import.
features:
    cargo clippy --no-default-features --lib --locked -- -D warnings

# Check the licences and sources of all dependencies.
licences:
    cargo deny --offline check licenses bans sources

# Check the dependencies for known vulnerabilities. Where the database of RustSec can't be reached, this says so and passes.
advisories:
    if timeout 120 cargo deny fetch db; then cargo deny --offline check advisories; else echo "The database of advisories can't be reached: advisories were NOT checked."; fi

# Run the tests, with the command given in the README.
test:
    cargo test --locked

# Check every kind of PDF that agrafe writes with external validators.
judges:
    bash tests/judges.sh

# Fuzz every parser for some seconds, or only the targets named; installs cargo-fuzz, and needs g++.
fuzz seconds="60" *targets:
    bash tests/fuzz/run.sh {{seconds}} {{targets}}

# Update the snapshots, the golden pages and docs/messages.md; `git diff` shows what has changed.
golden:
    AGRAFE_UPDATE=1 cargo test --test cases --test golden --test broken --test import --test messages

# Draw the pictures of the README.
pictures:
    cargo run --release --example spread_and_sheet

# Draw the layouts for the manual.
drawings:
    cargo build --release --locked
    for name in $(target/release/agrafe layouts | cut -d' ' -f1); do target/release/agrafe plan --layout $name --svg docs/layouts/$name.svg; done

# Compare the times of agrafe and other imposition programs, on a PDF with A5 pages.
bench-impose pdf:
    cargo build --release --locked
    python3 tests/bench/impose.py {{pdf}}

# Measure the milliseconds from saving to display; needs chromium, node, and playwright-core in NODE_PATH or target/preview.
bench-preview folder file:
    cargo build --release --locked
    node tests/bench/preview.cjs target/release/agrafe {{folder}} {{file}}

# Compare the times of agrafe and the Typst compiler; needs `cargo install typst-cli`.
bench folder:
    cargo build --release --locked
    python3 tests/bench/compare.py {{folder}}
