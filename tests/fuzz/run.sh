#!/usr/bin/env bash
# Runs the fuzz targets one after the other: tests/fuzz/run.sh [SECONDS [TARGET...]]. A failure doesn't stop the targets after it.
# Without a sanitizer, the stable toolchain is enough: no code of agrafe is unsafe, and panics are found all the same.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-60}
shift || true
export PATH="$HOME/.cargo/bin:$PATH"
command -v cargo-fuzz >/dev/null || cargo install --quiet --locked cargo-fuzz

# The targets use the same versions of libraries as agrafe.
if [ Cargo.lock -nt tests/fuzz/Cargo.lock ]; then cp Cargo.lock tests/fuzz/Cargo.lock; fi
# With one thread, a failure is reproducible.
export RAYON_NUM_THREADS=1
TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT

flags=(--fuzz-dir tests/fuzz --sanitizer none)
cargo fuzz build "${flags[@]}"
cargo run --quiet --release --manifest-path tests/fuzz/seeds/Cargo.toml

failed=()
for target in ${*:-$(cargo fuzz list --fuzz-dir tests/fuzz)}; do
    # These are the limits of the targets themselves.
    case $target in
        face | jpeg | png | webp | tiff | gif | svg | pdf) longest=$((256 << 10)) ;;
        *) longest=$((64 << 10)) ;;
    esac
    limits=(-max_total_time="$seconds" -max_len="$longest" -timeout=10 -rss_limit_mb=1024 -malloc_limit_mb=1024)
    dictionary=tests/fuzz/dictionaries/$target.dict
    if [ -f "$dictionary" ]; then limits+=(-dict="$dictionary"); fi
    echo "== $target"
    cargo fuzz run "${flags[@]}" "$target" -- "${limits[@]}" || failed+=("$target")
done
if [ "${#failed[@]}" -gt 0 ]; then
    echo "failed: ${failed[*]}; the inputs are in tests/fuzz/artifacts" >&2
    exit 1
fi
