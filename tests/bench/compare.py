#!/usr/bin/env python3
"""Compares the running times of agrafe and the Typst compiler on the same text. Whole processes are timed, in turn.

usage: compare.py FOLDER [--typst PATH] [--agrafe PATH] [--runs N]

FOLDER contains a brochure with one Markdown text. Four cases are made from it in a temporary folder: the text with its
pictures, without them, repeated ten times and repeated fifty times. agrafe writes the pages to read and the imposed
sheets; Typst writes only the pages, from a Typst file with the same page, font, size and leading. Prints a Markdown table
of medians: seconds, peak memory, pages. The times vary between runs; the ratios are more reliable.
"""
import argparse, pathlib, re, shutil, statistics, tempfile, tomllib

from timing import run

HEAD = """#set document(title: "bench")
#set page(width: 148mm, height: 210mm, margin: (inside: 15mm, outside: 12mm, top: 14mm, bottom: 16mm), numbering: "1")
#set text(font: "Libertinus Serif", size: 10pt, lang: "fr", hyphenate: true)
#set par(justify: true, first-line-indent: 1em, leading: 0.55em, spacing: 0.55em)
#show figure.caption: set text(size: 8.5pt)
"""


def typst_of(markdown, pictures):
    """Converts a Markdown text to Typst: headings, quotations, figures and notes."""
    notes = dict(re.findall(r"^\[\^([^\]]+)\]: (.*)$", markdown, re.M))
    body = re.sub(r"^\[\^([^\]]+)\]: .*$", "", markdown, flags=re.M)
    escape = lambda t: re.sub(r'([#$@<>_*`\\~"\[\]])', r"\\\1", t)
    out = [HEAD]
    for block in re.split(r"\n\s*\n", body):
        block = block.strip()
        if not block:
            continue
        figure = re.fullmatch(r"!\[(.*)\]\(([^ )]+).*\)", block, re.S)
        heading = re.match(r"(#+) (.*)", block)
        if figure:
            if pictures:
                out.append(f'#figure(image("{figure[2]}", width: 100%), caption: [{escape(figure[1])}], placement: auto)')
            continue
        if heading:
            out.append("=" * len(heading[1]) + " " + escape(heading[2]))
            continue
        quote = block.startswith(">")
        text = re.sub(r"^> ?", "", block, flags=re.M)
        parts = re.split(r"\[\^([^\]]+)\]", text)
        line = "".join(escape(p) if i % 2 == 0 else f"#footnote[{escape(notes.get(p, ''))}]" for i, p in enumerate(parts))
        out.append(f"#quote(block: true)[{line}]" if quote else line)
    return "\n\n".join(out)


def repeated(markdown, times):
    """Repeats a text; each copy has its own note labels."""
    return "\n\n".join(re.sub(r"\[\^([^\]]+)\]", rf"[^{n}-\1]", markdown) for n in range(times))


def pages(pdf):
    """Returns the number of pages that the PDF declares."""
    counts = re.findall(rb"/Count (\d+)", pdf.read_bytes())
    return max(map(int, counts), default=0)


def installed(program, scratch):
    """Copies a program as an installation would; a file just written by a linker starts half a millisecond more slowly."""
    return shutil.copy2(program, scratch / "agrafe") if "/" in program else program


def main():
    args = argparse.ArgumentParser()
    args.add_argument("folder", type=pathlib.Path)
    args.add_argument("--typst", default="typst")
    args.add_argument("--agrafe", default="target/release/agrafe")
    args.add_argument("--runs", type=int, default=5)
    options = args.parse_args()
    settings = tomllib.loads((options.folder / "brochure.toml").read_text())
    text = (options.folder / settings["texts"][0]).read_text()
    plain = re.sub(r"^!\[.*\]\(.*\)$", "", text, flags=re.M)
    cases = [("with pictures", text, True, 1), ("without", plain, False, 1), ("ten times", plain, False, 10), ("fifty times", plain, False, 50)]
    print("| text | agrafe s | typst s | times as fast | agrafe MB | typst MB | pages |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        agrafe = installed(options.agrafe, pathlib.Path(scratch))
        for name, markdown, pictures, times in cases:
            folder = pathlib.Path(scratch) / name.replace(" ", "-")
            shutil.copytree(options.folder, folder)
            whole = repeated(markdown, times)
            (folder / settings["texts"][0]).write_text(whole)
            (folder / "bench.typ").write_text(typst_of(whole, pictures))
            ours, theirs = [], []
            for n in range(options.runs + 1):
                a = run([agrafe, "build", ".", "-o", "out"], folder)
                b = run([options.typst, "compile", "bench.typ", "bench.pdf"], folder)
                if n > 0:
                    ours.append(a)
                    theirs.append(b)
            median = lambda rows, i: statistics.median(r[i] for r in rows)
            reading = min((folder / "out").glob("*.pdf"), key=lambda p: len(p.name))
            count = f"{pages(reading)} / {pages(folder / 'bench.pdf')}"
            a, b = median(ours, 0), median(theirs, 0)
            print(f"| {name} | {a:.3f} | {b:.3f} | {b / a:.1f} | {median(ours, 1):.0f} | {median(theirs, 1):.0f} | {count} |", flush=True)


main()
