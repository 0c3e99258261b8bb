#!/usr/bin/env python3
"""Files as office programs write them, made of a report that format_report has printed as HTML.

    make.py KIND < report.html > file

What they hold besides the report must not be read: deleted and hidden text, hidden sheets, rows and
columns, values below merged cells, notes. The same bytes for the same report.
"""
import base64
import gzip
import html.parser
import io
import quopri
import sys
import zipfile
from xml.sax.saxutils import escape

DATE = (2024, 1, 1, 0, 0, 0)
STRAY = "987654"                # never a figure of the report


class Report(html.parser.HTMLParser):
    """The paragraphs and tables of a page: [text] and [[(text, columns, rows)]]."""

    def __init__(self, page):
        super().__init__()
        self.blocks, self.row, self.text, self.hidden = [], None, [], 0
        self.feed(page)
        self.flush()

    def flush(self):
        text = "".join(self.text).strip()
        self.text = []
        if text and self.row is None:
            self.blocks.append(text)
        return text

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag in ("style", "title", "script"):
            self.hidden += 1
        elif tag == "table":
            self.flush()
            self.blocks.append([])
        elif tag == "tr":
            self.row = []
            self.blocks[-1].append(self.row)
        elif tag in ("td", "th"):
            self.text = []
            self.span = int(given.get("colspan", 1)), int(given.get("rowspan", 1))
        elif tag in ("p", "h1", "h2", "h3", "br") and self.row is None:
            self.flush()

    def handle_endtag(self, tag):
        if tag in ("style", "title", "script"):
            self.hidden -= 1
        elif tag in ("td", "th"):
            self.row.append((self.flush(), *self.span))
        elif tag == "table":
            self.row, self.text = None, []
        elif tag in ("p", "h1", "h2", "h3") and self.row is None:
            self.flush()

    def handle_data(self, data):
        if not self.hidden:
            self.text.append(data)


def grid(table):
    """Rows of (text, columns, rows), or None for what a cell to the left covers, or "up"."""
    covered, rows = {}, []
    for y, row in enumerate(table):
        cells, x = [], 0
        waiting = list(row)
        while waiting or (y, x) in covered:
            if (y, x) in covered:
                cells.append(covered[y, x])
                x += 1
                continue
            text, columns, height = waiting.pop(0)
            for i in range(columns):
                for j in range(height):
                    if i or j:
                        covered[y + j, x + i] = ("up", columns) if i == 0 else None
            cells.append((text, columns, height))
            x += 1
        rows.append(cells)
    return rows


def packed(entries):
    """A zip, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for i, (name, content) in enumerate(entries):
            info = zipfile.ZipInfo(name, DATE)
            stored = name == "mimetype"
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return out.getvalue()


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_text(text):
    """A paragraph: its text in two runs, one inserted, with deleted and hidden text around."""
    half = len(text) // 2
    return ('<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>'
            f'<w:del w:id="1"><w:r><w:delText>{STRAY}</w:delText></w:r></w:del>'
            f'<w:r><w:t xml:space="preserve">{escape(text[:half])}</w:t></w:r>'
            f'<w:ins w:id="2"><w:r><w:t>{escape(text[half:])}</w:t></w:r></w:ins>'
            f'<w:r><w:rPr><w:vanish/></w:rPr><w:t>{STRAY}</w:t></w:r></w:p>')


def word_cell(cell):
    if cell[0] == "up":
        return (f'<w:tc><w:tcPr><w:gridSpan w:val="{cell[1]}"/><w:vMerge/></w:tcPr>'
                f'<w:p><w:r><w:t>{STRAY}</w:t></w:r></w:p><w:p/></w:tc>')
    text, columns, rows = cell
    merge = '<w:vMerge w:val="restart"/>' if rows > 1 else ""
    half = len(text) // 2 if not text.replace(".", "").isdigit() else 0
    paragraphs = word_text(text[:half]) + word_text(text[half:]) if half else word_text(text)
    return (f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/>{merge}</w:tcPr>{paragraphs}</w:tc>')


def word_table(table):
    deleted = (f'<w:tr><w:trPr><w:del w:id="3"/></w:trPr><w:tc><w:p><w:r><w:t>{STRAY}</w:t></w:r>'
               '</w:p></w:tc></w:tr>')
    rows = ["<w:tr>" + "".join(word_cell(cell) for cell in row if cell) + "</w:tr>"
            for row in grid(table)]
    return "<w:tbl><w:tblPr/>" + deleted.join(rows) + "</w:tbl>"


def word_body(blocks):
    return "".join(word_text(b) if isinstance(b, str) else word_table(b) for b in blocks)


def docx(blocks):
    document = (f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{W}"><w:body>'
                f'{word_body(blocks)}<w:sectPr/></w:body></w:document>')
    footer = f'<w:ftr xmlns:w="{W}"><w:p><w:r><w:t>{STRAY}</w:t></w:r></w:p></w:ftr>'
    return packed([("[Content_Types].xml", "<Types/>"), ("word/document.xml", document),
                   ("word/footer1.xml", footer)])


def nested(blocks):
    """The whole report in the one cell of a table that lays out the page."""
    document = (f'<w:document xmlns:w="{W}"><w:body><w:tbl><w:tr><w:tc>{word_body(blocks)}'
                '<w:p/></w:tc></w:tr></w:tbl></w:body></w:document>')
    return packed([("word/document.xml", document)])


def opc(blocks):
    part = "http://schemas.microsoft.com/office/2006/xmlPackage"
    return (f'<?xml version="1.0"?><pkg:package xmlns:pkg="{part}">'
            f'<pkg:part pkg:name="/word/footer1.xml"><pkg:xmlData><w:ftr xmlns:w="{W}"><w:p><w:r>'
            f'<w:t>{STRAY}</w:t></w:r></w:p></w:ftr></pkg:xmlData></pkg:part>'
            f'<pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document xmlns:w="{W}">'
            f'<w:body>{word_body(blocks)}</w:body></w:document></pkg:xmlData></pkg:part>'
            '</pkg:package>').encode()


def word2003(blocks):
    names = "http://schemas.microsoft.com/office/word/2003/wordml"
    body = word_body(blocks).replace("w:vMerge", "w:vmerge")
    for name in ("del", "ins"):
        kind = {"del": "Deletion", "ins": "Insertion"}[name]
        body = body.replace(f"<w:{name} ", f'<aml:annotation w:type="Word.{kind}" ')
        body = body.replace(f"</w:{name}>", "</aml:annotation>")
    return (f'<?xml version="1.0" encoding="UTF-8"?><w:wordDocument xmlns:w="{names}" '
            f'xmlns:aml="http://schemas.microsoft.com/aml/2001/core"><w:body>{body}<w:sectPr>'
            f'<w:ftr><w:p><w:r><w:t>{STRAY}</w:t></w:r></w:p></w:ftr></w:sectPr></w:body>'
            '</w:wordDocument>').encode()


def bare(blocks):
    """A docx as every writer makes it: no changes, nothing hidden."""
    return docx(blocks)


def zipped(blocks):
    return packed([("报告/", b""), ("报告/年度报告.docx", docx(blocks)), ("__MACOSX/._x", b"x")])


def gzipped(blocks):
    return gzip.compress(docx(blocks), mtime=0)


def archive(blocks):
    return packed([("a.docx", docx(blocks)), ("b.docx", docx(blocks))])


def bomb(blocks):
    """An entry of 5 MB in 5 kB."""
    return packed([("word/document.xml", b" " * (5 << 20))])


def encrypted(blocks):
    """The beginning of an OLE file with the streams of an encrypted office file."""
    name = "EncryptedPackage".encode("utf-16-le")
    entry = name.ljust(64, b"\0") + bytes([len(name) + 2, 0]) + bytes(62)
    return b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".ljust(512, b"\0") + entry.ljust(512, b"\0")


KINDS = {name: globals()[name] for name in (
    "docx nested opc word2003 zipped gzipped archive bomb encrypted").split()}


if __name__ == "__main__":
    page = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(KINDS[sys.argv[1]](Report(page).blocks))
