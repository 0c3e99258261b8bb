#!/usr/bin/env python3
"""Damages office files: in their bytes, and in the parts of containers, which are packed again.

    damage.py FOLDER COUNT [SEED]

Writes COUNT files into the folder, made of those in test/data/files, and prints the seed.
"""
import gzip
import io
import pathlib
import random
import sys
import zipfile

SOURCES = pathlib.Path(__file__).resolve().parent.parent / "data" / "files"
BITS = [b"<", b">", b"&amp;", b"&x;", b"</w:tc>", b"<w:tr>", b"<table:table-cell/>", b'="', b"\0",
        b"99999999999999999999", b"-1", b"<!DOCTYPE a>", b"\xff", b'="0"', b'="65535"', b"<!--"]


def damage(data, choose):
    """Some pieces deleted, doubled, moved, or overwritten."""
    data = bytearray(data)
    for _ in range(choose.randint(1, 5)):
        at = choose.randrange(len(data) + 1)
        piece = bytes(data[at:at + choose.choice([1, 8, 60, 400])])
        where = choose.randrange(len(data) + 1)
        change = choose.randrange(5)
        if change == 0:
            del data[at:at + len(piece)]
        elif change == 1:
            data[where:where] = piece
        elif change == 2:
            data[where:where + len(piece)] = piece
        elif change == 3:
            data[at:at] = choose.choice(BITS)
        else:
            data[at:at + 1] = bytes([choose.randrange(256)])
    return bytes(data)


def damage_zip(data, choose):
    """One part of a zip damaged, lost or double."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    chosen = choose.randrange(len(entries))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for i, (name, content) in enumerate(entries):
            if i != chosen:
                archive.writestr(zipfile.ZipInfo(name), content)
            elif choose.randrange(8):
                archive.writestr(zipfile.ZipInfo(name), damage(content, choose))
    return out.getvalue()


def damaged(path, choose):
    data = path.read_bytes()
    if choose.randrange(4) == 0:
        return data[:choose.randrange(len(data))]
    if choose.randrange(4) == 0:
        return damage(data, choose)
    if data[:2] == b"\x1f\x8b":
        content = damage(gzip.decompress(data), choose)
        return content if choose.randrange(2) else gzip.compress(content, 1, mtime=0)
    return damage_zip(data, choose) if zipfile.is_zipfile(path) else damage(data, choose)


def main():
    folder, count = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else random.randrange(1 << 32)
    print(f"seed {seed}")
    choose = random.Random(seed)
    paths = [p for p in sorted(SOURCES.iterdir()) if p.name not in ("bomb.docx", "swollen.xlsx")]
    for i in range(count):
        path = choose.choice(paths)
        (folder / f"{i:05}.{path.name}").write_bytes(damaged(path, choose))


if __name__ == "__main__":
    main()
