"""Draws a table on a character canvas, as text browsers and PDF converters do.

Text is measured either in display columns (a CJK character takes two) or in characters; both are
met in the wild.
"""
import unicodedata


def display_width(text):
    """How many terminal columns the text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrap(text, width, measure=display_width):
    """The text's lines, broken between any two characters so that each takes at most `width`."""
    lines = []
    for paragraph in text.split("\n"):
        line, used = "", 0
        for char in paragraph:
            step = measure(char)
            if line and used + step > width:
                lines.append(line)
                line, used = "", 0
            line, used = line + char, used + step
        lines.append(line)
    return lines


class Glyphs:
    """The characters of a frame. `junctions` is indexed by the four arms up 1, down 2, left 4,
    right 8.
    """

    def __init__(self, junctions, padding=0):
        self.junctions, self.padding = junctions, padding
        self.horizontal, self.vertical = junctions[12], junctions[3]


LIGHT = Glyphs(" │││─┘┐┤─└┌├─┴┬┼")
HEAVY = Glyphs(" ┃┃┃━┛┓┫━┗┏┣━┻┳╋")
ASCII = Glyphs(" |||-+++-+++-+++", padding=1)
TIGHT_ASCII = Glyphs(" |||-+++-+++-+++")
LINKS = Glyphs(" |||-++|-++|---+", padding=1)
BLANK = Glyphs(" " * 16, padding=1)


class Placed:
    """A cell with the rectangle of rows and columns that it covers."""

    def __init__(self, cell, row, column):
        self.cell, self.row, self.column = cell, row, column
        self.last_row, self.last_column = row + cell.rowspan, column + cell.colspan
        self.lines = []


def place(table):
    """The table's cells with their rectangles, and its numbers of rows and columns."""
    placed, seen = [], set()
    grid = table.grid()
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if id(cell) not in seen:
                seen.add(id(cell))
                placed.append(Placed(cell, r, c))
    return placed, len(grid), len(grid[0])


def stretch(sizes, needs, gap):
    """Make spans fit: grow the last of the spanned sizes where their sum and the gaps between them
    are too small.
    """
    for first, last, need in sorted(needs, key=lambda n: n[1] - n[0]):
        missing = need - sum(sizes[first:last]) - gap * (last - first - 1)
        if missing > 0:
            sizes[last - 1] += missing


class Canvas:
    """Rows of characters in which text may be put at any column."""

    def __init__(self, width, height, measure):
        self._cells = [[" "] * width for _ in range(height)]
        self._measure = measure

    def put(self, x, y, text):
        row = self._cells[y]
        for char in text:
            row[x] = char
            wide = self._measure(char)
            if wide == 2:
                row[x + 1] = ""
            x += wide

    def lines(self):
        return ["".join(row).rstrip() for row in self._cells]


def draw_table(table, glyphs, measure=display_width, widest=1000, centred=True):
    """The table as lines. Labels wrap at `widest`, figures never; text in a row span is centred, or
    stands at its top.
    """
    placed, rows, columns = place(table)
    gap = 1 + 2 * glyphs.padding
    widths, heights = [1] * columns, [1] * rows
    for item in placed:
        room = widest * item.cell.colspan + gap * (item.cell.colspan - 1)
        item.lines = [item.cell.text] if item.cell.key else wrap(item.cell.text, room, measure)
    stretch(widths, [(p.column, p.last_column, max(map(measure, p.lines))) for p in placed], gap)
    stretch(heights, [(p.row, p.last_row, len(p.lines)) for p in placed], 1)
    xs = [sum(widths[:c]) + gap * c for c in range(columns + 1)]
    ys = [sum(heights[:r]) + r for r in range(rows + 1)]
    canvas = Canvas(xs[-1] + 1, ys[-1] + 1, measure)
    for item in placed:
        room = ys[item.last_row] - ys[item.row] - 1
        top = ys[item.row] + 1 + (max(0, room - len(item.lines)) // 2 if centred else 0)
        for offset, line in enumerate(item.lines):
            canvas.put(xs[item.column] + 1 + glyphs.padding, top + offset, line)
    if glyphs is not BLANK:
        draw_frame(canvas, placed, glyphs, xs, ys)
    return canvas.lines()


def draw_frame(canvas, placed, glyphs, xs, ys):
    """Rule around every cell, with the right junction wherever rules meet."""
    arms = {}
    for item in placed:
        left, right = xs[item.column], xs[item.last_column]
        top, bottom = ys[item.row], ys[item.last_row]
        for y in (top, bottom):
            for x in range(left + 1, right):
                arms[x, y] = arms.get((x, y), 0) | 12
        for x in (left, right):
            for y in range(top + 1, bottom):
                arms[x, y] = arms.get((x, y), 0) | 3
        for x, y, new in ((left, top, 10), (right, top, 6), (left, bottom, 9), (right, bottom, 5)):
            arms[x, y] = arms.get((x, y), 0) | new
    for (x, y), arm in arms.items():
        canvas.put(x, y, glyphs.junctions[arm])
