# What people who work on agrafe type; `just ci` is exactly what CI runs.

# List what there is.
default:
    @just --list

# Everything that must pass.
ci: format lint features licences test judges

# Formatting.
format:
    cargo fmt --check

# Lints, with warnings as errors.
lint:
    cargo clippy --all-targets --locked -- -D warnings

# The library without the program, the preview and the import.
features:
    cargo clippy --no-default-features --lib --locked -- -D warnings

# Licences and sources of every library.
licences:
    cargo deny --offline check licenses bans sources

# The tests, as the README has them.
test:
    cargo test --locked

# Outside judges on every kind of PDF we write.
judges:
    bash tests/judges.sh

# Write the snapshots, the golden pages and docs/messages.md anew; `git diff` shows what has changed.
golden:
    AGRAFE_UPDATE=1 cargo test --test cases --test golden --test broken --test import --test messages

# The pictures of the README.
pictures:
    cargo run --release --example spread_and_sheet

# The drawings of the layouts.
drawings:
    cargo build --release --locked
    for name in $(target/release/agrafe layouts | cut -d' ' -f1); do target/release/agrafe plan --layout $name --svg docs/layouts/$name.svg; done

# Times against other imposition programs, on a PDF of A5 pages.
bench-impose pdf:
    cargo build --release --locked
    python3 tests/bench/impose.py {{pdf}}

# Milliseconds from a save to the screen; needs chromium, node, and playwright-core in NODE_PATH or target/preview.
bench-preview folder file:
    cargo build --release --locked
    node tests/bench/preview.cjs target/release/agrafe {{folder}} {{file}}

# Times against the Typst compiler; needs `cargo install typst-cli`.
bench folder:
    cargo build --release --locked
    python3 tests/bench/compare.py {{folder}}
