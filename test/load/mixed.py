"""A folder of mixed files with odd names: reports of many kinds, copies, archives, and what is no
report or cannot be read.
"""
import gzip
import io
import json
import os
import random
import sys
import tarfile
import zipfile

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, ".."), os.path.join(here, "..", "files"),
             os.path.join(here, "..", "format"), os.path.join(here, "..", "layouts")]
import database  # noqa: E402
import make  # noqa: E402
import round_trip_test  # noqa: E402

KINDS = "docx xlsx odt ods mht fodt excel2003 word2003".split()
EXTENSIONS = {"excel2003": "xls", "word2003": "doc"}
NAMES = [b"two words", b"a,b", b'say "report"', b"it's", b"new\nline", b"tab\there", b"-n",
         b"--", b"$(touch stolen)", b"`touch stolen`", b"back\\slash", b"50%s", b"*", b";:&|<>",
         b".hidden", b"\xb9\xfe\xd1\xf4", b"\xff\xfe", "哈尔滨市（局）".encode(), "Überblick é".encode(),
         "\u202eoverride".encode(), "教育局 2024年 年报".encode()]
PDF = b"%PDF-1.7\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)

PRINT = """
CREATE TEMP TABLE given (id int, j jsonb);
\\copy given FROM '{given}' WITH (FORMAT csv)
SELECT jsonb_build_array(id, format_report(r, 'html'), format_report(r, 'text'))
FROM given, jsonb_populate_record(NULL::disclosure_report, j) r ORDER BY id;
"""


def pages(seed, reports, name):
    """(HTML, text) of random reports."""
    documents = [round_trip_test.random_report(random.Random(f"{seed}/{i}"))
                 for i in range(reports)]
    given = [(i, json.dumps(each)) for i, each in enumerate(documents)]
    return [(html, text) for _, html, text in
            database.values(database.run_over(PRINT, name, given=given))]


def contents(html, text):
    """(extension, bytes) of one report as files of every kind."""
    make.PAGE = html
    blocks = make.Report(html).blocks
    yield "html", html.encode()
    yield "htm", html.encode("gb18030")
    yield "txt", text.encode()
    yield "gz", gzip.compress(text.encode(), mtime=0)
    for kind in KINDS:
        yield EXTENSIONS.get(kind, kind), make.KINDS[kind](blocks)


def archive(entries):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as out:
        for number, (name, content) in enumerate(entries):
            out.writestr(GbkInfo(name) if number % 2 else name, content)
    return packed.getvalue()


def tar(entries, form, encoding="utf-8"):
    """One of tarfile's formats, with a folder and what macOS adds."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form, encoding=encoding) as out:
        for name, content in [("./._x", b"\0\5\x16\7"), *entries]:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            out.addfile(info, io.BytesIO(content))
        out.addfile(tarfile.TarInfo("folder/"))
    return packed.getvalue()


class GbkInfo(zipfile.ZipInfo):
    """An entry with a name as Windows in Chinese writes it, and no flag that it is UTF-8."""

    def _encodeFilenameFlags(self):
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def escaped(path):
    """As the loader names a source: what is no UTF-8 as \\x and two digits."""
    return "".join(f"\\x{ord(c) - 0xDC00:02X}" if 0xDC80 <= ord(c) <= 0xDCFF else c
                   for c in os.fsdecode(path))


class Folder:
    """Writes files, and knows what has to become of each: {source: (outcome, bytes)}."""

    def __init__(self, path):
        self.path = os.fsencode(path)
        self.expected = {}
        self.written = 0
        os.makedirs(self.path)

    def write(self, name, content, outcome):
        path = os.path.join(self.path, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as out:
            out.write(content)
        self.expected[escaped(path)] = outcome, content
        self.written += 1

    def add(self, extension, content, outcome="filed"):
        """Under the next odd name, in one of some folders in one another."""
        number = self.written
        odd = NAMES[number % len(NAMES)]
        folder = b"/".join(NAMES[:number // len(NAMES) % 4])
        self.write(os.path.join(folder, odd + b"%d." % number + extension.encode()), content,
                   outcome)

    def add_archive(self, extension, packed, entries):
        self.add(extension, packed)
        source, _ = self.expected.popitem()
        if extension == "tgz":
            source += f"/{source.rsplit('/', 1)[-1].removesuffix('tgz')}tar"
        for name, content in entries:
            self.expected[f"{source}/{name}"] = "filed", content

    def add_tars(self, pages):
        """The same three reports would be duplicates: each archive has its own."""
        deep = "/".join(["文件夹"] * 30) + "/报告.html"
        for form, names in ((tarfile.USTAR_FORMAT, "abc"), (tarfile.GNU_FORMAT, ["a", deep, "b"]),
                            (tarfile.PAX_FORMAT, ["年报.html", deep, "c"])):
            entries = [(name, pages.pop()[0].encode()) for name in names]
            self.add_archive("tar", tar(entries, form), entries)
        entries = [(name, pages.pop()[0].encode()) for name in ("一.html", "二.html")]
        self.add_archive("tgz", gzip.compress(tar(entries, tarfile.GNU_FORMAT), mtime=0), entries)
        whole = tar([("a", b"x" * 4000)], tarfile.USTAR_FORMAT)
        self.add("tar", whole[:2000], "unreadable")
        self.add("tar", tar([], tarfile.USTAR_FORMAT), "unreadable")


def fill(folder, seed, files, name):
    """That many files: reports, and some that are none."""
    made = pages(seed, files // (len(KINDS) + 4) + 14, name)
    archived, made = made[:3], made[3:]
    folder.add_tars([made.pop() for _ in range(11)])
    entries = [(f"第{i}号/报告 {i}.html", html.encode()) for i, (html, _) in enumerate(archived)]
    folder.add_archive("zip", archive(entries), entries)
    for html, text in made:
        for extension, content in contents(html, text):
            if folder.written < files - 10:
                folder.add(extension, content)
    whole = make.docx(make.Report(made[0][0]).blocks)
    folder.write(b"zz/copy of it", made[0][0].encode(), "duplicate")
    folder.add("doc", "通知：明天开会。".encode())
    folder.add("txt", b"", "unreadable")
    folder.add("html", b" \r\n\t\n", "unreadable")
    folder.add("docx", whole[:len(whole) // 2], "unreadable")
    folder.add("jpg", PNG, "unreadable")
    folder.add("zip", archive([]), "unreadable")
    folder.write(b"n.pdf", PDF, "unreadable")
    folder.add("mht", b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx", "unreadable")
    folder.add("docx", make.KINDS["encrypted"](None), "unreadable")
    folder.add("docx", make.KINDS["bomb"](None), "unreadable")
    os.makedirs(os.path.join(folder.path, b"nothing in it"))
    folder.expected[escaped(os.path.join(folder.path, b"nothing in it"))] = "empty folder", b""

