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
        self.spans = []         # the open ones: is what they hold shown?
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
        elif tag == "span":
            self.spans.append("hidden" not in given)
            self.hidden += not self.spans[-1]
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
        elif tag == "span":
            self.hidden -= not self.spans.pop()
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
    half = 0 if any(c in text for c in "0123456789") else len(text) // 2
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


def column(x):
    return chr(ord("A") + x)


def sheet_rows(blocks):
    """The rows of a sheet and the areas of its merged cells; a paragraph is a merged row."""
    rows, merges = [], []
    for block in blocks:
        top = len(rows)
        if isinstance(block, str):
            rows.append([(block, 10, 1)] + [None] * 9)
            continue
        rows += grid(block)
        for y, row in enumerate(grid(block)):
            for x, cell in enumerate(row):
                if cell and cell[0] != "up" and (cell[1] > 1 or cell[2] > 1):
                    merges.append((x, top + y, x + cell[1] - 1, top + y + cell[2] - 1))
    return rows, merges


HIDDEN = 4                      # the row and the column that are put in and hidden


def xlsx_sheet(blocks, strings):
    """Numbers as numbers, one of them of a formula; a hidden row and column, covered values."""
    rows, merges = sheet_rows(blocks)
    out = []

    def place(x, y):
        return column(x + (x >= HIDDEN)) + str(y + 1 + (y >= HIDDEN))

    def value(x, y, cell):
        if cell is None or cell[0] == "up":
            return f'<c r="{place(x, y)}"><v>{STRAY}</v></c>' if cell else ""
        text = cell[0]
        if text.replace(".", "").isdigit():
            formula = "<f>1+1</f>" if x % 2 else ""
            return f'<c r="{place(x, y)}" s="1">{formula}<v>{text}</v></c>'
        if y % 2:
            return (f'<c r="{place(x, y)}" t="inlineStr"><is><r><t>{escape(text[:2])}</t></r><r><t>'
                    f'{escape(text[2:])}</t></r><rPh><t>{STRAY}</t></rPh></is></c>')
        strings.append(text)
        return f'<c r="{place(x, y)}" t="s"><v>{len(strings) - 1}</v></c>'

    for y, row in enumerate(rows):
        if y == HIDDEN:
            out.append(f'<row r="{y + 1}" hidden="1"><c r="A{y + 1}"><v>{STRAY}</v></c></row>')
        number = y + 1 + (y >= HIDDEN)
        cells = [value(x, y, cell) for x, cell in enumerate(row)]
        cells.insert(HIDDEN, f'<c r="{column(HIDDEN)}{number}"><v>{STRAY}</v></c>')
        out.append(f'<row r="{number}">{"".join(cells)}</row>')
    areas = "".join(f'<mergeCell ref="{place(a, b)}:{place(c, d)}"/>' for a, b, c, d in merges)
    return (f'<worksheet><cols><col min="{HIDDEN + 1}" max="{HIDDEN + 1}" hidden="1"/></cols>'
            f'<sheetData>{"".join(out)}</sheetData><mergeCells>{areas}</mergeCells></worksheet>')


def xlsx(blocks):
    """Three sheets: the beginning, one that is hidden, and the rest."""
    strings = []
    middle = next((i for i, b in enumerate(blocks)
                   if isinstance(b, str) and b.startswith("三、")), 1)
    sheets = [xlsx_sheet(blocks[:middle], strings), xlsx_sheet(["草稿", [[(STRAY, 1, 1)] * 3]], []),
              xlsx_sheet(blocks[middle:], strings)]
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    names = "".join(f'<sheet name="表{i} 甲&amp;乙" sheetId="{i}" r:id="r{i}"{state}/>'
                    for i, state in enumerate(["", ' state="hidden"', ""]))
    shared = "".join(f"<si><t>{escape(s)}</t></si>" for s in strings)
    return packed(
        [("xl/workbook.xml", f'<workbook xmlns:r="{relation}"><sheets>{names}</sheets></workbook>'),
         ("xl/_rels/workbook.xml.rels", "<Relationships>" + "".join(
             f'<Relationship Id="r{i}" Target="{"/xl/" if i else ""}worksheets/s{i}.xml"/>'
             for i in range(3)) + "</Relationships>"),
         ("xl/styles.xml", '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="#,##0&quot;d'
          '&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
          '</styleSheet>'),
         ("xl/sharedStrings.xml", f"<sst>{shared}</sst>")] +
        [(f"xl/worksheets/s{i}.xml", sheet) for i, sheet in enumerate(sheets)])


def dates(blocks):
    """A workbook whose figures are shown as dates: none of them is a figure."""
    strings = []
    sheet = xlsx_sheet(blocks, strings)
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    shared = "".join(f"<si><t>{escape(s)}</t></si>" for s in strings)
    return packed(
        [("xl/workbook.xml", f'<workbook xmlns:r="{relation}"><sheets><sheet r:id="a"/></sheets>'
          '</workbook>'),
         ("xl/_rels/workbook.xml.rels",
          '<Relationships><Relationship Id="a" Target="worksheets/a.xml"/></Relationships>'),
         ("xl/styles.xml", '<styleSheet><cellXfs><xf/><xf numFmtId="14"/></cellXfs></styleSheet>'),
         ("xl/sharedStrings.xml", f"<sst>{shared}</sst>"), ("xl/worksheets/a.xml", sheet)])


def excel2003(blocks):
    """Covered cells are left out; a row, a column and a sheet are hidden."""
    rows = []
    for y, row in enumerate(sheet_rows(blocks)[0]):
        cells = []
        for x, cell in enumerate(row):
            if cell is None or cell[0] == "up":
                continue
            index = f' ss:Index="{x + 1 + (x >= HIDDEN)}"' if x % 2 or x >= HIDDEN else ""
            across = cell[1] - 1 + (x < HIDDEN < x + cell[1])
            kind = "Number" if cell[0].replace(".", "").isdigit() else "String"
            cells.append(f'<Cell{index} ss:MergeAcross="{across}" ss:MergeDown="{cell[2] - 1}">'
                         f'<Data ss:Type="{kind}">{escape(cell[0])}</Data><Comment>'
                         f'<ss:Data>{STRAY}</ss:Data></Comment></Cell>')
        rows.append(f'<Row>{"".join(cells)}</Row>')
    stray = f'<Cell><Data ss:Type="Number">{STRAY}</Data></Cell>' * 3
    columns = f'<Column ss:Index="{HIDDEN + 1}" ss:Hidden="1"/>'
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    return (f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
            f'xmlns="{name}" xmlns:ss="{name}"><Worksheet><Table><Row>{stray}</Row></Table>'
            '<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>'
            f'<Worksheet ss:Name="年报"><Table>{columns}<Row ss:Hidden="1">{stray}</Row>'
            f'{"".join(rows)}</Table>'
            '</Worksheet></Workbook>').encode()


SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
                  for name in "office text table style".split())


def odf_text(text):
    return (f'<text:p>{escape(text[:3])}<text:span text:style-name="H">{STRAY}</text:span>'
            f'<office:annotation><text:p>{STRAY}</text:p></office:annotation>'
            f'<text:span>{escape(text[3:])}</text:span></text:p>')


def odf_row(row, is_sheet):
    cells, count = [], 0
    for i, cell in enumerate(row):
        if cell is None or cell[0] == "up":
            cells.append(f'<table:covered-table-cell><text:p>{STRAY}</text:p>'
                         '</table:covered-table-cell>')
            continue
        text, columns, rows = cell
        count += 1
        if i + 1 < len(row) and row[i + 1] == cell and columns == 1:
            continue
        repeat = f' table:number-columns-repeated="{count}"' if count > 1 else ""
        count = 0
        if is_sheet and text.isdigit():
            value, shown = f' office:value-type="float" office:value="{text}"', f"{text},0"
        else:
            value, shown = "", text
        cells.append(f'<table:table-cell{repeat} table:number-columns-spanned="{columns}" '
                     f'table:number-rows-spanned="{rows}"{value}>{odf_text(shown)}'
                     '</table:table-cell>')
    if is_sheet:
        cells.append('<table:table-cell table:number-columns-repeated="16000"/>')
    return "<table:table-row>" + "".join(cells) + "</table:table-row>"


def odf_table(table, is_sheet):
    rows = "".join(odf_row(row, is_sheet) for row in grid(table))
    hidden = ('<table:table-row table:visibility="collapse"><table:table-cell>'
              f'{odf_text(STRAY)}</table:table-cell></table:table-row>')
    return f'<table:table><table:table-column/>{hidden}{rows}</table:table>'


def odf(body):
    styles = ('<office:automatic-styles><style:style style:name="H"><style:text-properties '
              'text:display="none"/></style:style><style:style style:name="S">'
              '<style:table-properties table:display="false"/></style:style>'
              '</office:automatic-styles>')
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {SPACES}>{styles}'
            f'<office:body>{body}</office:body></office:document>')


def fodt(blocks):
    deleted = f"<text:tracked-changes><text:p>{STRAY}</text:p></text:tracked-changes>"
    body = "".join(odf_text(b) if isinstance(b, str) else odf_table(b, False) for b in blocks)
    return odf(f"<office:text>{deleted}{body}</office:text>").encode()


def odf_zip(media_type, content):
    return packed([("mimetype", f"application/vnd.oasis.opendocument.{media_type}"),
                   ("content.xml", content)])


def odt(blocks):
    return odf_zip("text", fodt(blocks))


def ods(blocks):
    tables = [[[(b, 1, 1)]] if isinstance(b, str) else b for b in blocks]
    rows = "".join(odf_row(row, True) for table in tables for row in grid(table))
    hidden = f'<table:table table:style-name="S">{odf_row([(STRAY, 1, 1)] * 3, True)}</table:table>'
    empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>' \
            '</table:table-row>'
    body = f'{hidden}<table:table table:name="年报">{rows}{empty}</table:table>'
    return odf_zip("spreadsheet", odf(f"<office:spreadsheet>{body}</office:spreadsheet>"))


def mime(parts):
    out = ['From: <Saved by a test>', 'MIME-Version: 1.0', 'Content-Type: multipart/related;',
           '\ttype="text/html"; boundary="--=_x"', '']
    for kind, encoding, content in parts:
        out += ["----=_x", f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}", "",
                content]
    return "\r\n".join(out + ["----=_x--", ""]).encode()


def mht(blocks):
    """Quoted-printable UTF-8, behind a picture."""
    return mime([("image/png", "base64", "iVBORw0KGgo="),
                 ("text/html", "quoted-printable",
                  quopri.encodestring(PAGE.encode()).decode().replace("\n", "\r\n"))])


def frames(blocks):
    """Base64 and GBK, in a frame, as Excel saves a workbook."""
    page = PAGE.replace("utf-8", "gb2312").encode("gb18030")
    return mime([("text/html; charset=gb2312", "7bit", "<html><frameset><frame></frameset></html>"),
                 ("text/html", "base64",
                  base64.encodebytes(page).decode().replace("\n", "\r\n"))])


def swollen(blocks):
    """A workbook of a few kilobytes whose cells all show the same long text."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    cells = '<row><c t="s"><v>0</v></c></row>' * 20000
    return packed(
        [("xl/workbook.xml", f'<workbook xmlns:r="{relation}"><sheets><sheet r:id="a"/></sheets>'
          '</workbook>'),
         ("xl/_rels/workbook.xml.rels",
          '<Relationships><Relationship Id="a" Target="worksheets/a.xml"/></Relationships>'),
         ("xl/sharedStrings.xml", f"<sst><si><t>{'文' * 100000}</t></si></sst>"),
         ("xl/worksheets/a.xml", f"<worksheet><sheetData>{cells}</sheetData></worksheet>")])


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
    "docx nested opc word2003 xlsx dates excel2003 odt fodt ods mht frames zipped gzipped archive "
    "bomb "
    "swollen encrypted").split()}


if __name__ == "__main__":
    PAGE = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(KINDS[sys.argv[1]](Report(PAGE).blocks))
