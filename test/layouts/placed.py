"""Lays a report out on pages and prints its words with their places, as tools for PDF and OCR do.

A page is a list of `Word`s. `DIALECTS` maps a name to a function (pages, rng) → text, one for each
way in which pdftotext, mutool, pdftohtml, PyMuPDF and tesseract write words.
"""
import html
import json
from collections import namedtuple

import boxes
from reports import Cell, Table

Word = namedtuple("Word", "left top right bottom baseline size text")

DIALECTS = {}


def dialect(function):
    """Register a dialect under its function's name."""
    DIALECTS[function.__name__] = function
    return function


class Paper:
    """Pages, their type, and where the next line goes. Lengths are points."""

    def __init__(self, rng):
        self.rng = rng
        self.size = rng.choice([9, 10.5, 12, 14])
        self.digit = rng.choice([0.5, 0.5, 0.556, 0.6])     # of the size
        self.pitch = self.size * rng.choice([1.2, 1.3, 1.5, 1.8])
        self.padding = rng.choice([1.5, 3, 5.4])
        self.align = {role: rng.choice(["left", "middle", "right"]) for role in ("figure", "label")}
        self.align["header"] = "middle"
        self.middle = rng.random() < 0.8                    # cells are centred from top to bottom
        self.lift = rng.choice([0, 0, 0.05, 0.1])           # of the boxes of digits
        self.footer = rng.choice(["— {} —", "{}", "{}/9", "第 {} 页", ""])
        self.head = rng.choice(["", "", "2024/3/5 10:22 政府信息公开工作年度报告"])
        self.height = rng.choice([595, 842])
        self.pages = []
        self.new_page()

    def new_page(self):
        """Begin a page, below its head."""
        self.pages.append([])
        self.y = 30
        if self.head:
            self.put(24, 14, self.head)

    def end(self):
        """The pages, each with its number."""
        for number, page in enumerate(self.pages, 1):
            if self.footer:
                text = self.footer.format(number)
                page += self.words_of(280, self.height - 20, text)
        return self.pages

    def width(self, text):
        """Of the text as it is set."""
        return sum(self.size if ord(c) >= 0x2E80 else self.size * self.digit for c in text)

    def words_of(self, x, y, text):
        """The words of a line whose top is at y."""
        out = []
        for word in text.split(" "):
            wide = self.width(word)
            lift = self.size * self.lift if word[:1].isdigit() else 0
            if word:
                out.append(Word(x, y - lift, x + wide, y + 1.17 * self.size - lift,
                                y + 0.9 * self.size, self.size, word))
            x += wide + self.size * self.digit
        return out

    def put(self, x, y, text):
        """Print a line on the page."""
        self.pages[-1] += self.words_of(x, y, text)

    def paragraph(self, text):
        """Print a paragraph below what is there."""
        for line in boxes.wrap(text, int(960 / self.size)):
            if self.y + self.pitch > self.height - 40:
                self.new_page()
            self.put(50, self.y, line)
            self.y += self.pitch

    def wrapped(self, cell, width):
        """The lines of a cell's text; a figure is never broken."""
        if cell.key:
            return [cell.text] if cell.text else []
        units = max(2, int((width - 2 * self.padding) / self.size) * 2)
        return [line for line in boxes.wrap(cell.flat, units) if line]

    def column_widths(self, table):
        """Labels share what they need; columns of figures are as wide as the widest of all."""
        grid = table.grid()
        is_figures = [any(row[i].key for row in grid) for i in range(len(grid[0]))]
        figure = max([self.width(cell.text) for row in grid for cell in row if cell.key],
                     default=0) + 2 * self.padding
        figure = max(figure, self.size * self.rng.choice([2, 3, 4])) + 0.3 * self.size
        label = self.size * self.rng.choice([6, 8, 12])
        return [figure if is_figures[i] else label for i in range(len(grid[0]))]

    def row_heights(self, table, grid, widths):
        """Each row is as high as its cells need; a cell of several rows stretches the last one."""
        heights = [self.pitch + 2 * self.padding for _ in grid]
        for cell, at, columns, rows in places(grid):
            need = len(self.wrapped(cell, sum(widths[c] for c in columns))) * self.pitch
            have = sum(heights[r] for r in rows)
            heights[rows[-1]] += max(0, need + 2 * self.padding - have)
        return heights

    def table(self, table):
        """Print a table, over as many pages as it takes."""
        header_again = self.rng.random() < 0.6
        while table is not None:
            grid = table.grid()
            heights = self.row_heights(table, grid, self.column_widths_once(table))
            fits, y = 0, self.y
            while fits < len(heights) and y + heights[fits] <= self.height - 40:
                y += heights[fits]
                fits += 1
            rest = None
            if fits < len(heights):
                if fits <= table.headers + 1 and self.y >= 60:
                    self.new_page()
                    continue
                # a page may be too small for a row
                fits = max(fits, table.headers + 2)
            if fits < len(heights):
                table, rest = part(table, fits, header_again)
                grid = table.grid()
            self.print_rows(grid, heights)
            table = rest
            if rest is not None:
                self.new_page()

    def column_widths_once(self, table):
        """The same widths on all pages of a table."""
        key = len(table.grid()[0])
        if getattr(self, "_columns", None) != (key, table.section):
            self._columns, self._widths = (key, table.section), self.column_widths(table)
        return self._widths

    def print_rows(self, grid, heights):
        """Print the rows of a page."""
        widths = self._widths
        for cell, at, columns, rows in places(grid):
            lines = self.wrapped(cell, sum(widths[c] for c in columns))
            left = 40 + sum(widths[:columns[0]])
            right = left + sum(widths[c] for c in columns)
            top = self.y + sum(heights[:rows[0]])
            room = sum(heights[r] for r in rows) - len(lines) * self.pitch
            y = top + (room / 2 if self.middle or cell.key else self.padding)
            for line in lines:
                align = self.align["figure" if cell.key else
                                   "header" if cell.role == "header" else "label"]
                x = {"left": left + self.padding,
                     "middle": (left + right - self.width(line)) / 2,
                     "right": right - self.padding - self.width(line)}[align]
                self.put(x, y, line)
                y += self.pitch
        self.y += sum(heights[:len(grid)])


def places(grid):
    """(cell, row, columns, rows) of each cell of a grid."""
    seen = {}
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            rows, columns = seen.setdefault(id(cell), (cell, [], []))[1:]
            if r not in rows:
                rows.append(r)
            if c not in columns:
                columns.append(c)
    return [(cell, rows[0], columns, rows) for cell, rows, columns in seen.values()]


def part(table, at, header_again):
    """Both halves of a table that a page ends above row `at`; what spans both is printed once."""
    grid = table.grid()
    crossing = [cell for cell in dict.fromkeys(grid[at]) if cell in grid[at - 1]]
    head, tail = table.rows[:at], [list(row) for row in table.rows[at:]]
    rest = []
    for cell in crossing:
        first = min(r for r, row in enumerate(grid) if cell in row)
        rest.append(Cell("", cell.role, cell.rowspan - (at - first), cell.colspan))
        cell.rowspan = at - first
    tail[0] = rest + tail[0]
    header = head[:table.headers] if header_again else []
    header = [[Cell(c.text, c.role, c.rowspan, c.colspan) for c in row] for row in header]
    return (Table(table.section, head, table.headers),
            Table(table.section, header + tail, len(header)))


def lay_out(report, rng):
    """The pages of a report."""
    paper = Paper(rng)
    for line in report.head:
        paper.paragraph(line)
    for section in report.sections:
        if section.heading:
            paper.paragraph(section.heading)
        for block in section.blocks:
            if isinstance(block, str):
                paper.paragraph(block)
            else:
                paper.table(block)
    pages = paper.end()
    order = rng.choice(["as printed", "lines", "columns", "any"])
    for page in pages:
        if order == "lines":
            page.sort(key=lambda word: (round(word.baseline), word.left))
        elif order == "columns":
            page.sort(key=lambda word: (round(word.left / 40), word.top))
        elif order == "any":
            rng.shuffle(page)
    return pages


# Dialects

@dialect
def bbox(pages, rng):
    """pdftotext -bbox, or -bbox-layout."""
    layout = rng.random() < 0.5
    out = ['<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x.dtd"><html '
           'xmlns="http://www.w3.org/1999/xhtml">', "<head>", "<title></title>", "</head>",
           "<body>", "<doc>"]
    for page in pages:
        out.append('  <page width="595.320000" height="841.920000">')
        for word in page:
            box = (f'xMin="{word.left:.6f}" yMin="{word.top:.6f}" xMax="{word.right:.6f}" '
                   f'yMax="{word.bottom:.6f}"')
            text = f"<word {box}>{html.escape(word.text, quote=True)}</word>"
            out.append(f"<flow>\n<block {box}>\n<line {box}>\n{text}\n</line>\n</block>\n</flow>"
                       if layout else "    " + text)
        out.append("  </page>")
    return "\n".join(out + ["</doc>", "</body>", "</html>"]) + "\n"


@dialect
def tsv(pages, rng):
    """pdftotext -tsv, or what tesseract writes in pixels."""
    scale = rng.choice([1, 2.7778])
    out = ["level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf"
           "\ttext"]

    def show(value):
        return f"{value:.2f}" if scale == 1 else str(round(value * scale))
    for number, page in enumerate(pages, 1):
        out.append(f"1\t{number}\t0\t0\t0\t0\t0\t0\t595\t842\t-1\t###PAGE###")
        for i, word in enumerate(page):
            box = (word.left, word.top, word.right - word.left, word.bottom - word.top)
            out.append(f"5\t{number}\t{i}\t0\t0\t0\t" + "\t".join(map(show, box)) +
                       f"\t{rng.choice(['100', '96.5'])}\t{word.text}")
    return "\n".join(out) + "\n"


def characters(word):
    """(left, right, character) of each character of a word."""
    weights = [2 if ord(c) >= 0x2E80 else 1 for c in word.text]
    step = (word.right - word.left) / sum(weights)
    at = word.left
    for character, weight in zip(word.text, weights):
        yield at, at + step * weight, character
        at += step * weight


@dialect
def stext(pages, rng):
    """mutool draw -F stext."""
    out = ['<?xml version="1.0"?>', '<document name="report.pdf">']
    for number, page in enumerate(pages, 1):
        out.append(f'<page id="page{number}" width="595.32" height="841.92">')
        for word in page:
            box = f'bbox="{word.left:.5g} {word.top:.5g} {word.right:.5g} {word.bottom:.5g}"'
            out += [f"<block {box}>", f'<line {box} wmode="0" dir="1 0">',
                    f'<font name="SimSun" size="{word.size}">']
            for left, right, character in characters(word):
                quad = (f"{left:.2f} {word.top:.2f} {right:.2f} {word.top:.2f} {left:.2f} "
                        f"{word.bottom:.2f} {right:.2f} {word.bottom:.2f}")
                code = character if character.isalnum() and character.isascii() \
                    else f"&#x{ord(character):x};"
                out.append(f'<char quad="{quad}" x="{left:.2f}" y="{word.baseline:.2f}" '
                           f'color="#000000" c="{code}"/>')
            out += ["</font>", "</line>", "</block>"]
        out.append("</page>")
    return "\n".join(out + ["</document>"]) + "\n"


@dialect
def stext_json(pages, rng):
    """mutool draw -F stext.json, whose coordinates are whole points."""
    def line(word):
        box = {"x": int(word.left), "y": int(word.top), "w": int(word.right - word.left + 0.5),
               "h": int(word.bottom - word.top)}
        return {"type": "text", "bbox": box,
                "lines": [{"wmode": 0, "bbox": box, "font": {"name": "SimSun", "size": word.size},
                           "x": box["x"], "y": int(word.baseline), "text": word.text}]}
    return json.dumps({"file": "report.pdf", "pages": [{"blocks": list(map(line, page))}
                                                       for page in pages]},
                      ensure_ascii=rng.random() < 0.5, separators=(",", ":")) + "\n"


@dialect
def spans_json(pages, rng):
    """PyMuPDF's get_text("json"), page by page."""
    def block(word):
        box = [word.left, word.top, word.right, word.bottom]
        span = {"size": word.size, "flags": 4, "font": "SimSun", "text": word.text,
                "origin": [word.left, word.baseline], "bbox": box}
        line = {"spans": [span], "dir": [1.0, 0.0], "bbox": box}
        return {"type": 0, "bbox": box, "lines": [line]}
    return "\n".join(json.dumps({"width": 595.3, "height": 841.9, "blocks": list(map(block, page))},
                                indent=1)
                     for page in pages) + "\n"


@dialect
def xml(pages, rng):
    """pdftohtml -xml: whole pixels."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE pdf2xml SYSTEM "pdf2xml.dtd">', "",
           '<pdf2xml producer="poppler" version="22.12.0">']
    for number, page in enumerate(pages, 1):
        out.append(f'<page number="{number}" position="absolute" top="0" left="0" height="1262" '
                   'width="892">\n\t<fontspec id="0" size="15" family="SimSun" color="#000000"/>')
        for word in page:
            text = html.escape(word.text, quote=False)
            text = f"<b>{text}</b>" if rng.random() < 0.1 else text
            out.append(f'<text top="{int(word.top * 1.5)}" left="{int(word.left * 1.5)}" '
                       f'width="{int((word.right - word.left) * 1.5)}" '
                       f'height="{int((word.bottom - word.top) * 1.5)}" font="0">{text}</text>')
        out.append("</page>")
    return "\n".join(out + ["</pdf2xml>"]) + "\n"


@dialect
def html_classes(pages, rng):
    """pdftohtml -c: only where words begin; the size of their type is in the style."""
    out = ["<!DOCTYPE html>", '<html xmlns="http://www.w3.org/1999/xhtml" lang="">', "<body>"]
    for number, page in enumerate(pages, 1):
        size = round(page[0].size * 1.5) if page else 15
        out += ['<style type="text/css">', "<!--",
                f"\t.ft{number}0{{font-size:{size}px;font-family:SimSun;color:#000000;}}", "-->",
                "</style>", f'<div id="page{number}-div" style="position:relative;width:892px;">']
        for word in page:
            text = html.escape(word.text, quote=False)
            out.append(f'<p style="position:absolute;top:{int(word.top * 1.5)}px;'
                       f'left:{int(word.left * 1.5)}px;white-space:nowrap" class="ft{number}0">'
                       f"{text}</p>")
        out.append("</div>")
    return "\n".join(out + ["</body>", "</html>"]) + "\n"


@dialect
def html_spans(pages, rng):
    """mutool draw -F html."""
    out = ["<!DOCTYPE html>", "<html>", "<body>"]
    for number, page in enumerate(pages, 1):
        out.append(f'<div id="page{number}" style="width:595.3pt;height:841.9pt">')
        for word in page:
            text = "".join(c if c.isascii() else f"&#x{ord(c):x};"
                           for c in html.escape(word.text, quote=True))
            out.append(f'<p style="top:{word.top:.1f}pt;left:{word.left:.1f}pt;'
                       f'line-height:{word.size:.1f}pt"><span style="font-family:SimSun,serif;'
                       f'font-size:{word.size:.1f}pt">{text}</span></p>')
        out.append("</div>")
    return "\n".join(out + ["</body>", "</html>"]) + "\n"


@dialect
def hocr(pages, rng):
    """tesseract's hOCR, of a text that it read without a fault."""
    out = ['<?xml version="1.0" encoding="UTF-8"?>', "<html>", " <body>"]
    for number, page in enumerate(pages, 1):
        out.append(f"  <div class='ocr_page' id='page_{number}' title='bbox 0 0 1654 2339'>")
        for i, word in enumerate(page):
            box = " ".join(str(round(value * 2.7778)) for value in word[:4])
            out.append(f"   <span class='ocr_line' title=\"bbox {box}; x_size 30\">\n"
                       f"    <span class='ocrx_word' id='word_{number}_{i}' title='bbox {box}; "
                       f"x_wconf 96'>{html.escape(word.text)}</span>\n   </span>")
        out.append("  </div>")
    return "\n".join(out + [" </body>", "</html>"]) + "\n"


# Records: lists and objects of a text and its box, in the words of many programs

def corners(word):
    """The corners of a word's box, from the upper left one on."""
    return [[word.left, word.top], [word.right, word.top], [word.right, word.bottom],
            [word.left, word.bottom]]


def size(word):
    """Where a word's box begins, how wide and how high it is: pixels of a picture."""
    return {"top": round(word.top * 2), "left": round(word.left * 2),
            "width": round(word.right * 2) - round(word.left * 2),
            "height": round(word.bottom * 2) - round(word.top * 2)}


def pdfjs_item(word):
    """An item of PDF.js: the foot of the page is 0."""
    high = word.size
    return {"str": word.text, "dir": "ltr", "width": word.right - word.left, "height": high,
            "transform": [high, 0, 0, high, word.left, 842 - word.baseline],
            "fontName": "g_d0_f1", "hasEOL": False}


# a word as Python prints it, one a line or all of a page in a list
PRINTED = [
    lambda word: (word.left, word.top, word.right, word.bottom, word.text, 3, 0, 0),    # PyMuPDF
    lambda word: {"text": word.text, "x0": word.left, "x1": word.right, "top": word.top,
                  "doctop": word.top, "bottom": word.bottom, "upright": True,
                  "height": word.bottom - word.top, "direction": "ltr"},            # pdfplumber
    lambda word: [corners(word), (word.text, 0.998)],                               # PaddleOCR
    lambda word: (corners(word), word.text, 0.9981),                                # EasyOCR
]

# pages of JSON: the name of their list, if it has one, and a word in it
LISTED = [
    ("words_result", lambda word: {"words": word.text, "location": size(word)}),        # Baidu
    ("TextDetections", lambda word: {"DetectedText": word.text, "Confidence": 99, "Polygon": [
        {"X": x, "Y": y} for x, y in corners(word)]}),                                  # Tencent
    ("prism_wordsInfo", lambda word: {"word": word.text, "prob": 99, "angle": 0, "pos": [
        {"x": x, "y": y} for x, y in corners(word)]}),                                  # Aliyun
    (None, lambda word: {"transcription": word.text, "points": corners(word)}),     # PPOCRLabel
    ("items", pdfjs_item),
]


@dialect
def printed_records(pages, rng):
    """What Python prints of words. One a line says nothing of pages: words come in order there."""
    show = rng.choice(PRINTED)
    if rng.random() < 0.5:
        return "".join(repr([show(word) for word in page]) + "\n" for page in pages)
    return "".join(f"{show(word)!r}\n" for page in pages
                   for word in sorted(page, key=lambda word: (round(word.top), word.left)))


@dialect
def json_records(pages, rng):
    """What services for recognition of characters, and PDF.js, tell of a page."""
    name, show = rng.choice(LISTED)
    style = rng.choice([{}, {"indent": 2}, {"separators": (",", ":")}])

    def text_of(page):
        words = [show(word) for word in page]
        return json.dumps({"log_id": 1, "words_num": len(words), name: words} if name else words,
                          ensure_ascii=rng.random() < 0.3, **style)
    return "\n".join(map(text_of, pages)) + "\n"
