"""The same reports as other programs, libraries and content management systems write them.

VARIANTS: {"kind of file, what is odd about it": function(blocks, random numbers) → bytes}. Those in
MAY_LOSE may lose figures, and never read another number: what stands beside them is no part of one.
"""
import base64
import random
import re
from xml.sax.saxutils import escape, quoteattr

import make

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in (
    ("w", make.W), ("r", f"{OFFICE}/relationships"), ("m", f"{OFFICE}/math"),
    ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
    ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape")))
VARIANTS = {}
MAY_LOSE = set()


def variant(kind, name, may_lose=False):
    def add(function):
        VARIANTS[f"{kind} {name}"] = function
        if may_lose:
            MAY_LOSE.add(f"{kind} {name}")
        return function
    return add


def is_figure(text):
    """Without a mark behind it."""
    return re.fullmatch(r"-?[0-9]+([.][0-9]+)?", text) is not None


def relations(*related):
    """The part that names others: (type, path)."""
    return (f'<Relationships xmlns="{PACKAGE}/relationships">' + "".join(
        f'<Relationship Id="rId{i}" Type="{OFFICE}/relationships/{kind}" Target="{path}"/>'
        for i, (kind, path) in enumerate(related, 1)) + "</Relationships>")


def content_types(path, kind):
    return (f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/{path}" '
            'ContentType="application/vnd.openxmlformats-officedocument.'
            f'{kind}.main+xml"/></Types>')


class Word:
    """A document of Word; what a variant writes in another way is a method."""
    path = "word/document.xml"
    names = NAMES

    def __init__(self, rng):
        self.rng = rng

    def run(self, text, properties=""):
        return (f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t>'
                '</w:r>')

    def runs(self, text):
        return self.run(text)

    def paragraph(self, text):
        return f"<w:p><w:pPr/>{self.runs(text)}</w:p>"

    def cell(self, cell, columns=None):
        text, merge = cell[0], ""
        if text == "up":
            text, merge = "", "<w:vMerge/>"
        elif cell[2] > 1:
            merge = '<w:vMerge w:val="restart"/>'
        return (f'<w:tc><w:tcPr><w:gridSpan w:val="{columns or cell[1]}"/>{merge}</w:tcPr>'
                f'{self.paragraph(text)}</w:tc>')

    def row(self, row):
        return "<w:tr>" + "".join(self.cell(cell) for cell in row if cell) + "</w:tr>"

    def rows(self, table):
        return "".join(map(self.row, make.grid(table)))

    def table(self, table):
        return f"<w:tbl><w:tblPr/>{self.rows(table)}</w:tbl><w:p/>"

    def block(self, block):
        return self.paragraph(block) if isinstance(block, str) else self.table(block)

    def body(self, blocks):
        return "".join(map(self.block, blocks))

    def parts(self, blocks):
        return [("[Content_Types].xml", content_types(self.path, "wordprocessingml.document")),
                ("_rels/.rels", relations(("officeDocument", self.path))),
                (self.path, f"<w:document {self.names}><w:body>{self.body(blocks)}<w:sectPr/>"
                            "</w:body></w:document>")]


def word(name, may_lose=False):
    def add(writer):
        variant("docx", name, may_lose)(lambda blocks, rng: make.packed(writer(rng).parts(blocks)))
        return writer
    return add


@word("content controls")
class Controls(Word):
    def wrap(self, content):
        if self.rng.random() < 0.6:
            return content
        return (f'<w:sdt><w:sdtPr><w:alias w:val="{make.STRAY}"/></w:sdtPr><w:sdtContent>{content}'
                '</w:sdtContent></w:sdt>')

    def runs(self, text):
        return self.wrap(self.run(text))

    def cell(self, cell, columns=None):
        return self.wrap(super().cell(cell))

    def row(self, row):
        return self.wrap(super().row(row))

    def block(self, block):
        return self.wrap(super().block(block))


@word("merged across")
class Across(Word):
    """hMerge, a cell for each column."""

    def cell(self, cell, columns=None):
        first = super().cell(cell, 1).replace("<w:tcPr>", '<w:tcPr><w:hMerge w:val="restart"/>')
        merge = "<w:vMerge/>" if cell[0] == "up" or cell[2] > 1 else ""
        return first + f"<w:tc><w:tcPr><w:hMerge/>{merge}</w:tcPr><w:p/></w:tc>" * (cell[1] - 1)


@word("borders moved by a hair")
class Hair(Word):
    """Between two columns is one of a millimetre, which belongs to the cell on either side."""

    def table(self, table):
        columns = sum(cell[1] for cell in table[0])
        hair = '<w:gridCol w:w="40"/>'
        grid = hair.join(['<w:gridCol w:w="900"/>'] * columns)
        rows = ""
        for row in make.grid(table):
            at, cells = 0, ""
            for x, cell in enumerate(row):
                if cell is None:
                    continue
                right = 2 * (x + cell[1]) - 1
                if x + cell[1] < columns:
                    right += 1 if cell[0] == "up" or cell[2] > 1 else self.rng.randint(0, 1)
                cells += self.cell(cell, right - at)
                at = right
            rows += f"<w:tr>{cells}</w:tr>"
        return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl><w:p/>"


@word("split tables")
class Split(Word):
    """A page each, with the header again; a label that goes on is blank there."""

    def table(self, table):
        rows = make.grid(table)
        if len(rows) < 20:
            return super().table(table)
        head = "".join(map(self.row, rows[:3]))
        tables, at = "", 3
        while at < len(rows):
            size = self.rng.randint(4, 12)
            first = [("", cell[1], 2) if cell and cell[0] == "up" else cell for cell in rows[at]]
            tables += ("<w:tbl>" + head + self.row(first)
                       + "".join(map(self.row, rows[at + 1:at + size])) + "</w:tbl><w:p/>")
            at += size
        return tables


@word("pieces and fields")
class Pieces(Word):
    """Runs of single characters, tags that mark them, results of fields."""

    def runs(self, text):
        pieces = "".join(f'<w:proofErr w:type="spellStart"/>{self.run(c)}<w:bookmarkEnd w:id="1"/>'
                         for c in text)
        if not is_figure(text):
            return f'<w:smartTag w:element="chmetcnv">{pieces}</w:smartTag>'
        return ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(LEFT) '
                f'{make.STRAY}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                f'{pieces}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


@word("beside raised and struck out digits", may_lose=True)
class Apart(Word):
    def runs(self, text):
        look = self.rng.choice(['<w:vertAlign w:val="superscript"/>', "<w:strike/>", None, None])
        if look is None or not is_figure(text):
            return self.run(text)
        return self.run("7", look) + self.run(text) if "strike" in look else \
            self.run(text) + self.run("2", look)


@word("symbols and formulas")
class Symbols(Word):
    """Digits of the font Symbol, and as formulas; other signs make a figure none."""

    def runs(self, text):
        if not is_figure(text) or not text.isdigit():
            return self.run(text)
        if self.rng.random() < 0.5:
            return f"<m:oMath><m:r><m:t>{text}</m:t></m:r></m:oMath>"
        return "".join(f'<w:r><w:sym w:font="Symbol" w:char="F0{ord(c):X}"/></w:r>' for c in text)


@word("beside signs and fractions", may_lose=True)
class Signs(Word):
    def runs(self, text):
        if not is_figure(text) or self.rng.random() < 0.5:
            return self.run(text)
        return self.run(text) + self.rng.choice([
            '<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>',
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r>"
            "</m:den></m:f></m:oMath>"])


@word("hidden rows")
class HiddenRows(Word):
    def row(self, row):
        visible = super().row(row)
        hidden = visible.replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>")
        return visible + re.sub(r">[0-9.]+<", f">{make.STRAY}<", hidden)


@word("tables in boxes")
class Boxes(Word):
    def table(self, table):
        box = f"<w:txbxContent>{super().table(table)}</w:txbxContent>"
        return ('<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>' + box +
                f"</wps:txbx></mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
                "</w:r></w:p>")


@word("tables in cells")
class Nested(Word):
    def paragraph(self, text):
        inside = super().paragraph(text)
        if self.rng.random() < 0.7:
            return inside
        return f"<w:tbl><w:tr><w:tc>{inside}</w:tc></w:tr></w:tbl><w:p/>"

    def block(self, block):
        return Word(self.rng).paragraph(block) if isinstance(block, str) else self.table(block)


@word("strict, under another name")
class Strict(Word):
    path = "doc/main.xml"
    names = NAMES.replace(make.W, "http://purl.oclc.org/ooxml/wordprocessingml/main")


@word("with backslashes")
class Backslashes(Word):
    def parts(self, blocks):
        return [(path.replace("/", "\\"), part) for path, part in super().parts(blocks)]


@word("that shows a page")
class Shown(Word):
    """As programs make it that run in a browser: the document is a web archive in the package."""

    def body(self, blocks):
        return '<w:altChunk r:id="rId1"/>'

    def parts(self, blocks):
        return super().parts(blocks) + [
            ("word/_rels/document.xml.rels", relations(("aFChunk", "/word/afchunk.mht"))),
            ("word/afchunk.mht", make.mime([("text/html; charset=utf-8", "base64", base64.
                                             encodebytes(page(blocks, self.rng)).decode())]))]


class Workbook:
    """A workbook of one sheet."""
    path = "xl/workbook.xml"
    strings_path = "sharedStrings.xml"
    sheet_path = "worksheets/sheet1.xml"

    def __init__(self, rng):
        self.rng = rng
        self.strings = []

    def place(self, x, y):
        return f' r="{make.column(x)}{y + 1}"'

    def text(self, x, y, text):
        if not text:
            return self.covered(x, y)
        self.strings.append(text)
        return f'<c{self.place(x, y)} t="s"><v>{len(self.strings) - 1}</v></c>'

    def figure(self, x, y, text):
        return f"<c{self.place(x, y)}><v>{text}</v></c>"

    def covered(self, x, y):
        return f"<c{self.place(x, y)}/>"

    def cell(self, x, y, cell):
        if cell is None or cell[0] == "up":
            return self.covered(x, y)
        return (self.figure if is_figure(cell[0]) else self.text)(x, y, cell[0])

    def row(self, y, row):
        cells = "".join(self.cell(x, y, cell) for x, cell in enumerate(row))
        return f'<row r="{y + 1}">{cells}</row>'

    def string(self, text):
        return f"<si><t>{escape(text)}</t></si>"

    def parts(self, blocks):
        rows, merges = make.sheet_rows(blocks)
        areas = "".join(f'<mergeCell ref="{make.column(a)}{b + 1}:{make.column(c)}{d + 1}"/>'
                        for a, b, c, d in merges)
        data = "".join(self.row(y, row) for y, row in enumerate(rows))
        strings = "".join(map(self.string, self.strings))
        folder, base = self.path.rsplit("/", 1)
        return [
            ("[Content_Types].xml", content_types(self.path, "spreadsheetml.sheet")),
            ("_rels/.rels", relations(("officeDocument", self.path))),
            (self.path, f'<workbook xmlns:r="{OFFICE}/relationships"><sheets><sheet name="年报" '
                        'r:id="rId1"/></sheets></workbook>'),
            (f"{folder}/_rels/{base}.rels", relations(
                ("worksheet", self.sheet_path), ("sharedStrings", self.strings_path))),
            (f"{folder}/{self.strings_path}", f"<sst>{strings}</sst>"),
            (f"{folder}/worksheets/sheet1.xml", f"<worksheet><sheetData>{data}</sheetData>"
                                                f"<mergeCells>{areas}</mergeCells></worksheet>")]


def workbook(name, may_lose=False):
    def add(writer):
        variant("xlsx", name, may_lose)(lambda blocks, rng: make.packed(writer(rng).parts(blocks)))
        return writer
    return add


# The blank cells that end a row are seen by the rows beside it; few figures may have none.
@workbook("without blank cells", may_lose=True)
class Sparse(Workbook):
    def covered(self, x, y):
        return ""

    def text(self, x, y, text):
        value = f"<is><t>{escape(text)}</t></is>"
        return f'<c{self.place(x, y)} t="inlineStr">{value}</c>' if text else ""


@workbook("without places")
class Placeless(Workbook):
    def row(self, y, row):
        return re.sub(' r="[^"]*"', "", super().row(y, row))


@workbook("errors and truths in covered cells")
class Covered(Workbook):
    def row(self, y, row):
        # a paragraph is not merged
        return super().row(y, row[:1] if row[0] and row[0][1] == 10 else row)

    def cell(self, x, y, cell):
        if cell is not None and cell[0] != "up":
            return super().cell(x, y, cell)
        return f'<c{self.place(x, y)}' + self.rng.choice([
            ' t="e"><v>#REF!</v></c>', ' t="b"><v>1</v></c>', ' t="d"><v>2024-01-01</v></c>'])


@workbook("truths beside figures", may_lose=True)
class Truths(Workbook):
    """A cell that is true is no 1."""

    def figure(self, x, y, text):
        return (f'<c{self.place(x, y)} t="b"><v>1</v></c>' if text == "0" else
                super().figure(x, y, text))


@workbook("formulas and escapes")
class Formulas(Workbook):
    def figure(self, x, y, text):
        return f"<c{self.place(x, y)}" + self.rng.choice([
            f'><f t="shared" si="0">SUM(A1)</f><v>{text}</v></c>',
            f' t="str"><f>TEXT(A1,"0")</f><v>{text}_x000D_</v></c>',
            f' t="inlineStr"><is><t>{text}_x000D_\n</t></is></c>'])


@workbook("beside raised and struck out digits", may_lose=True)
class Rich(Workbook):
    def figure(self, x, y, text):
        before, behind = self.rng.choice([("", ""), ("<r><rPr><strike/></rPr><t>7</t></r>", ""),
                                          ("", '<r><rPr><vertAlign val="superscript"/></rPr>'
                                               "<t>2</t></r>")])
        return (f'<c{self.place(x, y)} t="inlineStr"><is>{before}<r><t>{text}</t></r>{behind}</is>'
                "</c>")


@workbook("under other names")
class Renamed(Workbook):
    path = "book/main.xml"
    strings_path = "texts/strings.xml"
    sheet_path = "./../book/worksheets/sheet1.xml"


@workbook("with backslashes, strict")
class BackslashedBook(Workbook):
    def parts(self, blocks):
        return [(path.replace("/", "\\"), part.replace(
            f"{OFFICE}/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships"))
            for path, part in super().parts(blocks)]


def styled(blocks, rng, as_sheet):
    """An OpenDocument with text beside figures that looks like none of them."""
    styles = ('<style:style style:name="U"><style:text-properties style:text-position="super 58%"/>'
              '</style:style><style:style style:name="X"><style:text-properties '
              'style:text-line-through-style="solid"/></style:style>')

    def add(found):
        return found[0] + rng.choice(["", f"<text:hidden-text>{make.STRAY}</text:hidden-text>"]
                                     if as_sheet else
                                     ["", '<text:span text:style-name="U">2</text:span>',
                                      '<text:span text:style-name="X">7</text:span>'])

    content = make.fodt(blocks).decode().replace("</office:automatic-styles>",
                                                 styles + "</office:automatic-styles>")
    return re.sub("(?<=<text:p>)[0-9]{1,3}(?=<text:span)", add, content).encode()


variant("odt", "beside raised and struck out digits", True)(
    lambda blocks, rng: make.odf_zip("text", styled(blocks, rng, False)))
variant("fodt", "with hidden text")(lambda blocks, rng: styled(blocks, rng, True))


class Page:
    """A web page."""
    head = '<meta charset="utf-8">'

    def __init__(self, rng):
        self.rng = rng

    def text(self, text):
        return escape(text)

    def cell(self, cell):
        return f'<td colspan="{cell[1]}" rowspan="{cell[2]}">{self.text(cell[0])}</td>'

    def row(self, row):
        return "<tr>" + "".join(map(self.cell, row)) + "</tr>\n"

    def table(self, table):
        return "<table border=1>" + "".join(map(self.row, table)) + "</table>\n"

    def page(self, blocks):
        body = "".join(f"<p>{escape(block)}</p>\n" if isinstance(block, str) else self.table(block)
                       for block in blocks)
        return f"<!DOCTYPE html><html><head>{self.head}</head><body>{body}</body></html>"


def page(blocks, rng, writer=Page):
    return writer(rng).page(blocks).encode()


def html(name, may_lose=False):
    def add(writer):
        variant("html", name, may_lose)(lambda blocks, rng: page(blocks, rng, writer))
        return writer
    return add


@html("without end tags")
class Unclosed(Page):
    def cell(self, cell):
        return super().cell(cell).replace("</td>", "\n")

    def row(self, row):
        return super().row(row).replace("</tr>", "")


@html("covered cells written")
class WrittenCovered(Page):
    """As wvHtml and AbiWord do: what a cell covers below it stands there, blank."""

    def table(self, table):
        rows = ""
        for row in make.grid(table):
            cells = [("", cell[1], 0) if cell[0] == "up" else cell for cell in row if cell]
            rows += self.row(cells)
        return f"<table>{rows}</table>"


@html("hidden rows and pieces")
class Hidden(Page):
    def text(self, text):
        return escape(text) + self.rng.choice([
            "", f'<span style="font-size:10.5pt;font-family:&quot;Times New Roman&quot;,serif;'
                f'mso-bidi-font-size:11.0pt;mso-hide:all">{make.STRAY}</span>',
            f"<template>{make.STRAY}</template>", f'<input type="hidden" value="{make.STRAY}">',
            f'<textarea style="display: none">{make.STRAY}</textarea>'])

    def row(self, row):
        hidden = "".join(f"<td>{make.STRAY if is_figure(c[0]) else escape(c[0])}</td>" for c in row)
        return super().row(row) + f'<tr style="display:none">{hidden}</tr>'


@html("scripts in cells")
class Scripts(Page):
    def table(self, table):
        return super().table(table).replace(
            "<tr>", f'<script>var x = "<tr><td>{make.STRAY}</td></tr>";</script><tr>', 2)


@html("figures in fields")
class Fields(Page):
    def text(self, text):
        return (f'<input type="text" value={quoteattr(text)} readonly>' if is_figure(text) else
                escape(text))


@html("spaces of all kinds")
class Spaces(Page):
    def text(self, text):
        spaces = ["", "&nbsp", "&nbsp;", "&ensp;", "&#8203;", "&#12288;", "\u3000", "<br>\n"]
        return self.rng.choice(spaces) + escape(text) + self.rng.choice(spaces)


@html("beside raised and struck out digits", may_lose=True)
class ApartPieces(Page):
    def text(self, text):
        if not is_figure(text):
            return escape(text)
        return self.rng.choice(["", '<span style="text-decoration:line-through">7</span>']) + \
            text + self.rng.choice(["", '<span style="vertical-align: super">2</span>'])


def quoted(text, longest):
    """Quoted-printable, with line ends in characters."""
    lines, line = [], ""
    for byte in text.encode("gb18030"):
        piece = chr(byte) if 32 <= byte < 127 and byte != 61 else f"={byte:02X}"
        if len(line) + len(piece) > longest:
            lines.append(line + "=")
            line = ""
        line += piece
    return "\r\n".join(lines + [line])


@variant("mht", "line ends in characters")
def soft_ends(blocks, rng):
    text = page(blocks, rng).decode().replace("utf-8", "gb2312")
    return make.mime([('text/html;\r\n\tcharset="gb2312"', "quoted-printable",
                       quoted(text, rng.randint(20, 75)))])


@variant("mht", "report in a frame")
def framed(blocks, rng):
    outer = '<html><body><p>信息公开</p><iframe src="cid:frame@mhtml.blink"></iframe></body></html>'
    return make.mime([("text/html; charset=utf-8", "base64",
                       base64.encodebytes(text).decode().replace("\n", "\r\n"))
                      for text in (outer.encode(), page(blocks, rng))])


def some(blocks, number, count):
    """(name, bytes) of a few of them."""
    rng = random.Random(number)
    for name in rng.sample(sorted(VARIANTS), count):
        yield name, VARIANTS[name](blocks, random.Random(f"{number}/{name}"))
