#!/usr/bin/env python3
"""Whether two grey pictures (PGM, binary) show the same: usage: alike.py ONE OTHER

Two renderers smooth edges and scale pictures each in its own way, so dots differ; fields of eight dots square must not.
"""
import sys

FIELD = 8


def read(path):
    data = open(path, "rb").read()
    words, at = [], 0
    while len(words) < 4:
        end = at
        while not data[end : end + 1].isspace():
            end += 1
        words.append(data[at:end])
        at = end + 1
    assert words[0] == b"P5", path
    return int(words[1]), int(words[2]), data[at:]


def fields(width, height, dots, columns, rows):
    for row in range(rows):
        for column in range(columns):
            lines = (dots[y * width + column * FIELD : y * width + (column + 1) * FIELD] for y in range(row * FIELD, (row + 1) * FIELD))
            yield sum(sum(line) for line in lines) / FIELD / FIELD


one, other = map(read, sys.argv[1:])
if abs(one[0] - other[0]) > 1 or abs(one[1] - other[1]) > 1:
    raise SystemExit(f"{one[:2]} against {other[:2]}")
columns, rows = min(one[0], other[0]) // FIELD, min(one[1], other[1]) // FIELD
differences = [abs(a - b) for a, b in zip(fields(*one, columns, rows), fields(*other, columns, rows))]
mean, most = sum(differences) / len(differences), max(differences)
if mean > 4 or most > 170:
    raise SystemExit(f"fields differ by {mean:.1f} of 255 at the mean, {most:.0f} at most")
