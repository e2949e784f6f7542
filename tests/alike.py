#!/usr/bin/env python3
"""Checks that two grey pictures (binary PGM, or PNG with eight bits per pixel) show the same image.

usage: alike.py ONE OTHER

Every renderer smooths edges and scales pictures in its own way, so individual pixels may differ. The mean greys of
fields of eight by eight pixels must be nearly the same.
"""
import sys, zlib

FIELD = 8


def png(data):
    """Returns the width, height and pixels of a grey PNG that is not interlaced (PNG specification, section 9)."""
    at, packed = 8, b""
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
            assert body[8:] == bytes([8, 0, 0, 0, 0]), "the PNG is not grey or is interlaced"
        elif kind == b"IDAT":
            packed += body
        at += length + 12
    raw, above, rows = zlib.decompress(packed), bytes(width), []
    for y in range(height):
        how, line = raw[y * (width + 1)], bytearray(raw[y * (width + 1) + 1 : (y + 1) * (width + 1)])
        for x in range(width):
            left, up, corner = (line[x - 1] if x else 0), above[x], (above[x - 1] if x else 0)
            nearest = min((left, up, corner), key=lambda value: abs(left + up - corner - value))
            line[x] = (line[x] + (0, left, up, (left + up) // 2, nearest)[how]) % 256
        above = bytes(line)
        rows.append(above)
    return width, height, b"".join(rows)


def read(path):
    data = open(path, "rb").read()
    if data.startswith(b"\x89PNG"):
        return png(data)
    words, at = [], 0
    while len(words) < 4:
        end = at
        while not data[end : end + 1].isspace():
            end += 1
        words.append(data[at:end])
        at = end + 1
    assert words[0] == b"P5", path
    return int(words[1]), int(words[2]), data[at:]


def fields(width, height, pixels, columns, rows):
    for row in range(rows):
        for column in range(columns):
            lines = (pixels[y * width + column * FIELD : y * width + (column + 1) * FIELD] for y in range(row * FIELD, (row + 1) * FIELD))
            yield sum(sum(line) for line in lines) / FIELD / FIELD


one, other = map(read, sys.argv[1:])
if abs(one[0] - other[0]) > 1 or abs(one[1] - other[1]) > 1:
    raise SystemExit(f"the sizes differ: {one[:2]} and {other[:2]}")
columns, rows = min(one[0], other[0]) // FIELD, min(one[1], other[1]) // FIELD
differences = [abs(a - b) for a, b in zip(fields(*one, columns, rows), fields(*other, columns, rows))]
mean, most = sum(differences) / len(differences), max(differences)
if mean > 4 or most > 170:
    raise SystemExit(f"fields differ by {mean:.1f} of 255 on average and by {most:.0f} at most")
