#!/usr/bin/env python3
"""Compares the running times of `agrafe impose` and other imposition programs on the same PDF. Whole processes are timed, in
turn.

usage: impose.py IN.pdf [--agrafe PATH] [--imposer PATH] [--pdfimpose PATH] [--pdfjam PATH] [--runs N]

IN.pdf must have A5 pages. A program that is not found is left out with a message. Prints a Markdown table of medians:
seconds, peak memory, size of the output file.
"""
import argparse, pathlib, shutil, statistics, tempfile

from timing import run


def main():
    args = argparse.ArgumentParser()
    args.add_argument("input", type=pathlib.Path)
    args.add_argument("--agrafe", default="target/release/agrafe")
    args.add_argument("--imposer", default="imposer")
    args.add_argument("--pdfimpose", default="pdfimpose")
    args.add_argument("--pdfjam", default="pdfjam")
    args.add_argument("--runs", type=int, default=9)
    options = args.parse_args()
    source = str(options.input.resolve())
    place = lambda name: str(pathlib.Path(name).resolve()) if "/" in name else shutil.which(name)
    peers = {
        "agrafe": (options.agrafe, ["impose", source, "--layout", "a5-on-a4", "-o", "agrafe.pdf"]),
        "imposer": (options.imposer, ["-i", source, "-o", "imposer.pdf", "-p", "a4"]),
        "pdfimpose": (options.pdfimpose, ["saddle", "-o", "pdfimpose.pdf", source]),
        "pdfjam": (options.pdfjam, ["--booklet", "true", "--landscape", "-o", "pdfjam.pdf", source]),
    }
    found = {}
    for name, (program, arguments) in peers.items():
        where = place(program)
        if where and pathlib.Path(where).exists():
            found[name] = [where, *arguments]
        else:
            print(f"left out: {name} is not installed")
    times = {name: [] for name in found}
    with tempfile.TemporaryDirectory() as scratch:
        for n in range(options.runs + 1):
            for name, command in found.items():
                taken = run(command, scratch)
                if n > 0:
                    times[name].append(taken)
        print("| program | s | times agrafe's | MB | file, kB |")
        print("|---|---|---|---|---|")
        ours = statistics.median(t for t, _ in times["agrafe"])
        for name, taken in times.items():
            seconds = statistics.median(t for t, _ in taken)
            memory = statistics.median(m for _, m in taken)
            size = (pathlib.Path(scratch) / f"{name}.pdf").stat().st_size / 1000
            print(f"| {name} | {seconds:.3f} | {seconds / ours:.1f} | {memory:.0f} | {size:.0f} |")


main()
