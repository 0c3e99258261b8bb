"""Lays a report out as text in every shape that converters, browsers and web sites give it.

LAYOUTS maps a name to a function (report, rng) → text. A layout that destroys a value sets it to
None in `report.values`; one that leaves a value to be guessed at names it in `report.ambiguous`
(NULL is then as good as the value; a wrong number never is). A report can be laid out once.
"""
import re
from functools import partial
from itertools import zip_longest

import boxes
import notations
import pages
import placed
import script
from reports import Cell, Table

LAYOUTS = {}


def layout(function):
    """Register a layout under its function's name."""
    LAYOUTS[function.__name__] = function
    return function


def render(report, name, rng):
    """(text, truth) of the report in the named layout."""
    text = LAYOUTS[name](report, rng)
    # between the words of these stands markup
    is_marked = name.startswith("placed_") or name in ("latex", "mediawiki")
    if not is_marked and rng.random() < 0.15:
        text = soiled(text, rng)
    return text, report.truth()


def soiled(text, rng):
    """The text with one kind of harmless dirt: line ends, marks without width, spaces of other
    kinds.
    """
    kind = rng.choice(["crlf", "bom", "nbsp", "zero width", "trailing spaces"])
    if kind == "crlf":
        return text.replace("\n", "\r\n")
    if kind == "bom":
        return "\ufeff" + text
    if kind == "nbsp":
        return text.replace(" ", "\u00a0")
    if kind == "trailing spaces":
        return text.replace("\n", "  \n")
    # not within markup: a comment that ends in "-\u200b->" has no end
    return "".join(part if part.startswith("<") else
                   "".join(char + "\u200b" if char > " " and rng.random() < 0.01 else char
                           for char in part)
                   for part in re.split(r"(<!--.*?-->|<[^>]*>)", text))


# The frame around the tables

def compose(report, draw, gap=False, indent="", width=None):
    """The whole text; `draw` gives a table's lines.

    `gap` sets paragraphs and tables apart by blank lines; `width` wraps paragraphs as on a page.
    """
    def paragraph(text):
        return "\n".join(boxes.wrap(text, width)) if width else text

    parts = [paragraph(line) for line in report.head]
    for section in report.sections:
        if section.heading:
            parts.append(section.heading)
        for block in section.blocks:
            parts.append(paragraph(indent + block) if isinstance(block, str)
                         else "\n".join(draw(block)))
    return ("\n\n" if gap else "\n").join(parts) + "\n"


def forget_blanks(report):
    """Say that the layout loses blank cells: where a row has one, the places of its figures can
    only be guessed at.
    """
    for table in report.tables():
        for row in table.rows:
            if any(cell.key and not cell.text for cell in row):
                report.blur(row)


def erase_values(report, cells):
    """Say that the text does not show these cells' values."""
    for cell in cells:
        if cell.key:
            report.values[cell.key] = None


def unspanned(table):
    """The same table with every covered position an empty cell."""
    rows = [[Cell(cell.text, cell.role, 1, 1, cell.key) if cell else Cell("") for cell in row]
            for row in table.full_rows()]
    return Table(table.section, rows, table.headers)


def split_articles(table):
    """Section two's table as (heading, table) per article; any other table as it is."""
    if table.section != 2:
        return [("", table)]
    parts = []
    for row in table.rows:
        if len(row) == 1:
            parts.append((row[0].flat, Table(2, [])))
        else:
            parts[-1][1].rows.append(row)
    return parts


# One cell per line

@layout
def lines(report, rng):
    """One cell per line; a blank cell, and in some texts a covered one, is an empty line."""
    covered = rng.random() < 0.3
    return compose(report, lambda table: [cell.text if cell else "" for row in table.full_rows()
                                          for cell in row
                                          if cell or covered])


@layout
def lines_without_blanks(report, rng):
    """One cell per line; a blank cell leaves no trace."""
    forget_blanks(report)
    return compose(report, lambda table: [cell.text for row in table.rows for cell in row
                                          if cell.text])


@layout
def lines_spaced(report, rng):
    """One cell per line and blank lines between; figures indented here and there, headings too."""
    forget_blanks(report)
    space = rng.choice(["", " ", "  ", "\u3000"])
    draw = lambda table: ["\n\n".join((space if cell.key else "") + cell.text for row in table.rows
                                      for cell in row if cell.text)]
    return compose(report, draw, gap=True, indent=rng.choice(["", "  ", "\u3000\u3000"]))


@layout
def lines_tab(report, rng):
    """One cell per line after a TAB; a blank or covered cell is a lone TAB; rows end with a blank
    line.
    """
    shows_covered = rng.random() < 0.5

    def draw(table):
        full = [[cell or Cell("") for cell in row] for row in table.full_rows()]
        rows = full if shows_covered else table.rows
        return ["\n".join("\t" + cell.text for cell in row) + "\n" for row in rows]
    return compose(report, draw)


def missing_pipes(table, row):
    """The pipes that fill a row up to the table's full number of cells."""
    return "|" * (max(map(len, table.rows)) - len(row))


@layout
def lines_pipe(report, rng):
    """One cell per line, each followed by ` |`; a blank cell is a lone `|`; padding lines `||` fill
    rows up.
    """
    broken = rng.random() < 0.2

    def draw(table):
        out = []
        for row in table.rows:
            out += [f"{cell.text}\n|" if broken and cell.role == "label" and rng.random() < 0.1
                    else f"{cell.text} |".lstrip()
                    for cell in row]
            out += filter(None, [missing_pipes(table, row)])
        return out
    return compose(report, draw)


@layout
def lines_closing_pipe(report, rng):
    """Cells `text |`, every row closed by a lone `|`, and a block of empty pipe lines after the
    table.
    """
    def draw(table):
        out = []
        for row in table.rows:
            out += [f"{cell.text} |".lstrip() for cell in row] + [missing_pipes(table, row) + "|"]
        return out + ["|"] * rng.choice([0, 0, 4, 5])
    return compose(report, draw)


@layout
def lines_opening_pipe(report, rng):
    """A lone `|` opens each row; cells are `text |`, the last one with the row's padding after it.
    """
    def draw(table):
        out = []
        for row in table.rows:
            cells = [f"{cell.text} |".lstrip() for cell in row]
            padding = missing_pipes(table, row)
            out += ["|"] + cells[:-1] + [f"{cells[-1]} {padding}".rstrip()]
        return out
    return compose(report, draw)


@layout
def lines_lone_pipe(report, rng):
    """A lone `|` after each cell's line, padding lines `|||` after a row."""
    extra = rng.choice(["", "|"])

    def draw(table):
        out = []
        for row in table.rows:
            out += [f"{cell.text}\n|".lstrip() for cell in row]
            out += filter(None, [missing_pipes(table, row) + extra])
        return out
    return compose(report, draw)


@layout
def lines_deduplicated(report, rng):
    """One cell per line, each text only at its first occurrence: nearly all figures are gone."""
    seen = set()

    def draw(table):
        kept = []
        for cell in (cell for row in table.rows for cell in row):
            if cell.text and cell.text not in seen:
                kept.append(cell)
                seen.add(cell.text)
            else:
                erase_values(report, [cell])
        report.blur(kept)
        return [cell.text for cell in kept]
    return compose(report, draw)


# One row per line, cells parted by TABs or pipes

def tabbed(table):
    """Rows of a table that is already full, parted by TABs."""
    return ["\t".join(cell.flat for cell in row) for row in table.rows]


@layout
def tabs_full_grid(report, rng):
    """TAB rows with an empty field for every covered position."""
    return compose(report, lambda table: tabbed(unspanned(table)), gap=rng.random() < 0.5)


@layout
def tabs_merged(report, rng):
    """TAB rows without a trace of covered positions, as Tika writes them; some texts have a leading
    TAB.
    """
    lead = rng.choice(["", "", "\t"])
    return compose(report, lambda table: [lead + line for line in tabbed(table)])


def cut_columns(report, table, width):
    """The full grid without its columns from `width` on."""
    full = unspanned(table)
    erase_values(report, [cell for row in full.rows for cell in row[width:]])
    full.rows = [row[:width] for row in full.rows]
    return full


@layout
def tabs_cut(report, rng):
    """TAB rows of the full grid whose right columns were cut off."""
    width = rng.randint(4, 12)
    return compose(report, lambda table: tabbed(cut_columns(report, table, width)), gap=True)


@layout
def tabs_cut_uneven(report, rng):
    """TAB rows of section three where only labels of the third depth take a third field, cut after
    eight fields.

    The deeper a row's label, the more figures it loses, and no column of figures is straight.
    """
    def draw(table):
        full = unspanned(table)
        if table.section == 3:
            for row, cover in zip(full.rows, table.grid()):
                if cover[2].colspan > 1:
                    del row[2]
                else:
                    report.blur(row[:8])
                erase_values(report, row[8:])
                del row[8:]
        return tabbed(full)
    return compose(report, draw, gap=True)


def pipe_rows(report, rng, form_row):
    """A text whose table rows are lines; `form_row` gets a row's texts and its missing pipes."""
    draw = lambda table: [form_row([cell.flat for cell in row], missing_pipes(table, row))
                          for row in table.rows]
    return compose(report, draw)


@layout
def pipes_trailing(report, rng):
    """`a | b |`: merged cells dropped."""
    return pipe_rows(report, rng, lambda texts, padding: " | ".join(texts) + " |")


@layout
def pipes_padded(report, rng):
    """`a | b | ||`: merged cells dropped, rows filled up with pipes, as trafilatura writes them."""
    extra = rng.choice(["", "", "|"])
    form_row = lambda texts, padding: f"{' | '.join(texts)} | {padding}{extra}".rstrip()
    return pipe_rows(report, rng, form_row)


@layout
def pipes_bare(report, rng):
    """`a | b` without outer pipes."""
    return pipe_rows(report, rng, lambda texts, padding: " | ".join(texts))


@layout
def pipes_leading(report, rng):
    """`| a | b | ||` with a trailing space now and then."""
    tail = rng.choice(["", " "])
    end = lambda padding: f" {padding}" if padding else tail
    return pipe_rows(report, rng, lambda texts, padding: f"| {' | '.join(texts)} |{end(padding)}")


def markdown_rows(rows):
    """A markdown table: first row, rule, other rows."""
    out = ["| " + " | ".join(row) + " |" for row in rows]
    return out[:1] + ["|" + "---|" * len(rows[0])] + out[1:]


@layout
def markdown_full_grid(report, rng):
    """Markdown with empty cells for covered positions; some converters put an empty header row
    first.
    """
    headless = rng.random() < 0.5

    def draw(table):
        rows = [[cell.flat for cell in row] for row in unspanned(table).rows]
        return markdown_rows([[""] * len(rows[0])] + rows if headless else rows)
    return compose(report, draw, gap=True)


@layout
def markdown_aligned(report, rng):
    """Markdown padded to columns of equal width, as pandoc writes it."""
    def draw(table):
        rows = [[cell.flat for cell in row] for row in unspanned(table).rows]
        widths = [max(map(boxes.display_width, column)) for column in zip(*rows)]
        pad = lambda row: [text + " " * (width - boxes.display_width(text))
                           for text, width in zip(row, widths)]
        out = ["| " + " | ".join(pad(row)) + " |" for row in [[""] * len(widths)] + rows]
        return out[:1] + ["|" + "|".join("-" * (width + 2) for width in widths) + "|"] + out[1:]
    return compose(report, draw, gap=True)


@layout
def markdown_repeated(report, rng):
    """Markdown with a spanned text repeated in every cell that it covers, or every text but a
    figure.
    """
    figures_too = rng.random() < 0.5

    def draw(table):
        return markdown_rows([[cell.flat if cell is first or not cell.key or figures_too else ""
                               for cell, first in zip(*rows)]
                              for rows in zip(table.grid(), table.full_rows())])
    return compose(report, draw, gap=True)


@layout
def markdown_row_tables(report, rng):
    """Markdown with a heading and a small table for every block of rows, columns named 数据1 to 数据6
    or properly.
    """
    names = rng.choice([[f"数据{i}" for i in range(1, 7)] + ["总计"], None])

    def draw(table):
        if table.section == 4:
            return dispute_tables(table)
        out = []
        for heading, part in block_tables(table, names):
            rows = [[cell.flat for cell in row] for row in part.rows]
            out += [f"### {heading}"] + markdown_rows(rows) + [""]
        return out
    return compose(report, draw, gap=True)


def block_tables(table, names):
    """(heading, small table) for every block of rows of sections two and three."""
    if table.section == 2:
        return split_articles(table)
    header = [Cell("类别")] + ([Cell(name) for name in names] if names else table.grid()[2][3:])
    blocks = []
    for row in table.rows[table.headers:]:
        labels = [cell for cell in row if not cell.key]
        own = labels[-1]
        if own.colspan > 1:
            blocks.append((own.flat, Table(3, [header])))
        elif len(labels) > 1:
            blocks.append((labels[-2].flat, Table(3, [header])))
        blocks[-1][1].rows.append([own] + [cell for cell in row if cell.key])
    return blocks


def dispute_tables(table):
    """Section four as three markdown tables of five columns."""
    out = []
    figures = table.rows[-1]
    labels = [cell.flat for cell in table.rows[1][:5]]
    for i, name in enumerate(dispute_names(table, "{}（{}）")):
        row = [cell.flat for cell in figures[5 * i:5 * i + 5]]
        out += [f"### {name}"] + markdown_rows([labels, row]) + [""]
    return out


def dispute_names(table, both):
    """行政复议 and the two kinds of 行政诉讼, named alone or by `both`."""
    first, litigation = table.rows[0]
    return [first.flat] + [both.format(litigation.flat, cell.flat) for cell in table.rows[1][5:]]


# Data

for notation in notations.LAYOUTS:
    LAYOUTS[notation.__name__] = partial(notation, compose)


# HTML

@layout
def latex(report, rng):
    """LaTeX's tabular: \\multicolumn and \\multirow, or a cell for each column."""
    merged, rule = rng.random() < 0.6, rng.choice(["", " \\hline"])

    def cell_of(cell, is_first):
        text = cell.flat.replace("%", "\\%").replace("&", "\\&") if is_first else ""
        if merged and is_first and cell.rowspan > 1:
            text = f"\\multirow{{{cell.rowspan}}}{{*}}{{{text}}}"
        if merged and cell.colspan > 1:
            text = f"\\multicolumn{{{cell.colspan}}}{{|c|}}{{{text}}}"
        return text

    def draw(table):
        lines, seen, width = [], set(), len(table.grid()[0])
        for row in table.grid():
            cells = []
            for i, cell in enumerate(row):
                if not (merged and i > 0 and row[i - 1] is cell):
                    cells.append(cell_of(cell, id(cell) not in seen))
                seen.add(id(cell))
            lines.append(" & ".join(cells) + " \\\\" + rule)
        return [f"\\begin{{tabular}}{{{'|c' * width}|}}", *lines, "\\end{tabular}"]
    return compose(report, draw, gap=True)


@layout
def mediawiki(report, rng):
    """MediaWiki's tables, a line for each row or for each cell."""
    between = rng.choice([" || ", "\n| "])

    def cell_of(cell):
        spans = [f'{name}="{value}"' for name, value in (("colspan", cell.colspan),
                                                         ("rowspan", cell.rowspan)) if value > 1]
        return (" ".join(spans) + " | " if spans else "") + cell.flat

    def draw(table):
        rows = [f"|-\n| {between.join(map(cell_of, row))}" for row in table.rows]
        return ['{| class="wikitable"', *rows, "|}"]
    return compose(report, draw, gap=True)


@layout
def html_page(report, rng):
    """A web page."""
    return pages.Page(rng).report(report)


@layout
def html_in_markdown(report, rng):
    """Markdown in which tables with spans, or all of them, are HTML."""
    page, simple_too = pages.Page(rng), rng.random() < 0.5

    def draw(table):
        if table.section == 3 or simple_too:
            return [page.table(table)]
        return markdown_rows([[cell.flat for cell in row] for row in unspanned(table).rows])
    return compose(report, draw, gap=True)


# Drawn tables

@layout
def box_drawing(report, rng):
    """Frames of box characters, labels of spanned rows centred, as w3m draws them."""
    glyphs = rng.choice([boxes.LIGHT, boxes.LIGHT, boxes.HEAVY])
    return compose(report, lambda table: boxes.draw_table(table, glyphs), gap=True)


@layout
def box_wrapped(report, rng):
    """Frames of box characters with labels wrapped in narrow columns, as on a screen of 80 columns.
    """
    widest = rng.choice([8, 10, 16])
    return compose(report, lambda table: boxes.draw_table(table, boxes.LIGHT, widest=widest),
                   gap=True, width=80)


@layout
def box_ascii(report, rng):
    """Frames of `+-|` measured in characters, so that CJK text pushes the frame out, as in links.
    """
    glyphs, widest = rng.choice([boxes.LINKS, boxes.TIGHT_ASCII]), rng.choice([1000, 12])
    return compose(report, lambda table: boxes.draw_table(table, glyphs, len, widest), gap=True)


@layout
def grid_wrapped(report, rng):
    """A `+---+` grid without spans, labels wrapped at the top of their cells, as pandoc writes it.
    """
    widest = rng.choice([12, 17, 20])
    draw = lambda table: boxes.draw_table(unspanned(table), boxes.ASCII, widest=widest,
                                          centred=False)
    return compose(report, draw, gap=True)


# The rules around a head: what begins, parts and ends a row, and the same of a rule with its dash;
# and whether rules stand around the table, too
HEAD_RULES = [
    ((" ", " | ", ""), ("-", "-+-", "-", "-"), False),      # psql
    (("| ", " | ", " |"), ("+-", "-+-", "-+", "-"), True),  # MySQL
    (("| ", " | ", " |"), ("|-", "-+-", "-|", "-"), True),  # org-mode
    (("│ ", " │ ", " │"), ("├─", "─┼─", "─┤", "─"), True),  # SQLite, DuckDB
    (("│ ", " ┆ ", " │"), ("╞═", "═╪═", "═╡", "═"), True),  # polars
    (("┃ ", " ┃ ", " ┃"), ("┡━", "━╇━", "━┩", "━"), True),  # rich
]


@layout
def box_head_only(report, rng):
    """Frames whose rules part the head from the body, but no rows from one another."""
    (left, bar, right), (begin, cross, end, dash), is_framed = rng.choice(HEAD_RULES)
    pad = rng.choice([lambda text, room: text + " " * room, lambda text, room: " " * room + text,
                      lambda text, room: " " * (room // 2) + text + " " * (room - room // 2)])

    def draw(table):
        rows = [[cell.flat for cell in row] for row in unspanned(table).rows]
        widths = [max(map(boxes.display_width, column)) for column in zip(*rows)]
        rule = begin + cross.join(dash * width for width in widths) + end
        body = [left + bar.join(pad(text, width - boxes.display_width(text))
                                for text, width in zip(row, widths)) + right for row in rows]
        outer = [rule] if is_framed else []
        return outer + body[:1] + [rule] + body[1:] + outer
    return compose(report, draw, gap=True)


# Aligned columns

@layout
def dash_ruled(report, rng):
    """Aligned columns between two rules of dashes, with or without blank lines between rows, as
    pandoc's tables.
    """
    gap = rng.choice([[], [""]])

    def draw(table):
        rows = [[cell.flat for cell in row] for row in unspanned(table).rows]
        widths = [max(map(boxes.display_width, column)) for column in zip(*rows)]
        rule = "  " + " ".join("-" * (width + 2) for width in widths)
        pad = lambda text, width: text + " " * (width + 2 - boxes.display_width(text))
        body = [line for row in rows
                for line in ["  " + " ".join(map(pad, row, widths)).rstrip()] + gap]
        return [rule] + body + [rule]
    return compose(report, draw, gap=True)


def page_layout(report, rng, measure):
    """Columns kept apart by spaces only; wrapped labels around the figures, row-span labels between
    the rows.
    """
    forget_blanks(report)
    widest, sparse = rng.choice([(60, True), (22, True), (22, False)])

    def draw(table):
        drawn = boxes.draw_table(table, boxes.BLANK, measure, widest)
        return [line for line in drawn if sparse or line]
    space_out_digits(report, rng)
    return compose(report, draw, gap=sparse, width=rng.choice([72, 84]))


def space_out_digits(report, rng):
    """Half of all PDFs set digits apart from the characters around them."""
    if rng.random() < 0.5:
        border = r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])"
        spaced = lambda text: re.sub(border, " ", text)
        report.head = [spaced(line) for line in report.head]
        for section in report.sections:
            section.blocks = [spaced(block) if isinstance(block, str) else block
                              for block in section.blocks]


@layout
def page_by_width(report, rng):
    """pdftotext -layout, with columns aligned on display width."""
    return page_layout(report, rng, boxes.display_width)


@layout
def page_by_characters(report, rng):
    """pdftotext -layout, with columns aligned by counting characters."""
    return page_layout(report, rng, len)


# Rows of words

def shown(cells):
    """The cells' texts without the blank ones."""
    return [cell.flat for cell in cells if cell.text]


def stacked(cells):
    """Header cells broken in the middle, set over two lines as narrow columns show them."""
    texts = [cell.text.replace("\n", "").replace(" ", "") for cell in cells]
    halves = [[text[:2], text[2:]] if len(text) in (4, 6) else [text] for text in texts]
    return [" ".join(filter(None, line)) for line in zip_longest(*halves, fillvalue="")]


def raw_row(row, width, place):
    """Labels wrapped to `width`, figures beside the middle or last of their lines or below;
    row-span labels before.
    """
    labels = [cell for cell in row if not cell.key and cell.text]
    figures = " ".join(shown(cell for cell in row if cell.key))
    out = [line for cell in labels if cell.rowspan > 1 for line in boxes.wrap(cell.flat, width)]
    own = [cell for cell in labels if cell.rowspan == 1]
    own = [line for cell in own for line in boxes.wrap(cell.flat, width)] or [""]
    if place == "below" and len(own) > 1:
        return out + own + list(filter(None, [figures]))
    beside = len(own) // 2 if place == "middle" else len(own) - 1
    own[beside] = f"{own[beside]} {figures}".strip()
    return out + own


@layout
def raw_rows(report, rng):
    """pdftotext -raw: single spaces, wrapped labels, no trace of blanks."""
    forget_blanks(report)
    width, place = rng.choice([12, 28, 36, 80]), rng.choice(["middle", "last", "below"])
    narrow = rng.random() < 0.5

    def draw(table):
        out = []
        for number, row in enumerate(table.rows):
            if number < table.headers:
                out += stacked(row) if narrow else [" ".join(shown(row))]
            elif any(cell.key for cell in row):
                out += raw_row(row, width, place)
            else:
                out.append(" ".join(shown(row)))
        return out
    space_out_digits(report, rng)
    return compose(report, draw, width=rng.choice([72, 84]))


@layout
def flattened(report, rng):
    """The whole report on one line, every piece parted by a space."""
    forget_blanks(report)
    report.ambiguous.add("agency")
    text = compose(report, lambda table: [" ".join(shown(row)) for row in table.rows])
    return " ".join(text.split()) + "\n"


@layout
def flattened_tables(report, rng):
    """Every table on one line, parted by single spaces; paragraphs kept."""
    forget_blanks(report)
    return compose(report, lambda table: [" ".join(" ".join(shown(row)) for row in table.rows)])


@layout
def glued(report, rng):
    """A row per line and nothing between its cells: only rows of single zeros, and of one figure,
    can be read.
    """
    def draw(table):
        for row in table.rows:
            figures = [cell for cell in row if cell.key]
            if len(figures) > 1 and any(cell.text != "0" for cell in figures):
                report.blur(figures)
        return ["".join(cell.flat for cell in row) for row in table.rows]
    return compose(report, draw)


# Changes to the report that any layout may meet

BASES = ["lines", "lines_spaced", "lines_tab", "lines_pipe", "lines_lone_pipe", "tabs_full_grid",
         "tabs_merged",
         "pipes_trailing", "pipes_padded", "pipes_leading", "markdown_full_grid", "box_drawing"]


def lay_out_base(report, rng, bases=BASES):
    """The text of the report in one of the common layouts."""
    return LAYOUTS[rng.choice(bases)](report, rng)


def broken_table(table, at, header_again, labels_again):
    """Both halves of a table that a page break parts above row `at`."""
    head, tail = table.rows[:at], [list(row) for row in table.rows[at:]]
    full = table.full_rows()
    crossing = []
    for cell in dict.fromkeys(table.grid()[at]):
        row = next(r for r, cells in enumerate(full) if cell in cells)
        if row < at:
            rest = cell.rowspan - (at - row)
            crossing.append(Cell(cell.text if labels_again else "", cell.role, rest, cell.colspan))
            cell.rowspan = at - row
    tail[0] = crossing + tail[0]
    header = head[:table.headers] if header_again else []
    header = [[Cell(c.text, c.role, c.rowspan, c.colspan) for c in row] for row in header]
    return (Table(table.section, head, table.headers),
            Table(table.section, header + tail, len(header)))


@layout
def page_break(report, rng):
    """Section three's table parted by a page's end, with page marks and perhaps its header again.
    """
    page = rng.randint(2, 9)
    mark = rng.choice([f"— {page} —", f"- {page} -", f"第 {page} 页 共 9 页", f"－{page}－", f"第{page}页",
                       "\f", f"— {page} —\n\f"])
    for section in report.sections:
        for table in [block for block in section.blocks
                      if isinstance(block, Table) and block.section == 3]:
            at = rng.randint(table.headers + 1, len(table.rows) - 1)
            first, second = broken_table(table, at, rng.random() < 0.6, rng.random() < 0.5)
            where = section.blocks.index(table)
            section.blocks[where:where + 1] = [first, mark, second]
        if rng.random() < 0.2:
            section.blocks.append(f"— {page + section.number} —")
    return lay_out_base(report, rng)


def replace_disputes(report, make):
    """Put other tables, which `make` gives for the old one, in the place of section four's."""
    for section in report.sections:
        section.blocks = [new for block in section.blocks
                          for new in (make(block) if isinstance(block, Table) and block.section == 4
                                      else [block])]


def copies(cells):
    """New one-column cells with the same texts."""
    return [Cell(cell.text, cell.role) for cell in cells]


@layout
def disputes_three_tables(report, rng):
    """Section four as three tables of five columns, each under its name."""
    def make(table):
        out = []
        for i, name in enumerate(dispute_names(table, rng.choice(["{}（{}）", "{}·{}", "{1}"]))):
            rows = [copies(table.rows[1][:5]), table.rows[-1][5 * i:5 * i + 5]]
            out += [name, Table(4, rows, headers=1)]
        return out
    replace_disputes(report, make)
    return lay_out_base(report, rng)


@layout
def disputes_three_rows(report, rng):
    """Section four as one table of three rows, with a column of names."""
    def make(table):
        rows = [[Cell("类型", "header")] + copies(table.rows[1][:5])]
        for i, name in enumerate(dispute_names(table, rng.choice(["{}（{}）", "{}-{}", "{1}"]))):
            rows.append([Cell(name)] + table.rows[-1][5 * i:5 * i + 5])
        return [Table(4, rows, headers=1)]
    replace_disputes(report, make)
    return lay_out_base(report, rng)


@layout
def disputes_bare_row(report, rng):
    """Section four as a row of fifteen figures under its heading alone."""
    report.sections[3].heading = "四、政府信息公开行政复议、行政诉讼情况"
    replace_disputes(report, lambda table: [Table(4, table.rows[-1:])])
    return lay_out_base(report, rng)


@layout
def truncated(report, rng):
    """A text that breaks off between two rows of a table, or inside one."""
    section = rng.choice(report.sections[1:4])
    table = next(block for block in section.blocks if isinstance(block, Table))
    at = rng.randint(1, len(table.rows))
    lost = [cell for later in report.sections[section.number:] for block in later.blocks
            if isinstance(block, Table) for row in block.rows for cell in row]
    erase_values(report, lost + [cell for row in table.rows[at:] for cell in row])
    last = table.rows[at - 1]
    keep = rng.choice([len(last), rng.randint(1, len(last))])
    if keep < len(last):
        erase_values(report, last[keep:])
        report.blur(last)
        table.rows[at - 1] = last[:keep]
    table.rows = table.rows[:at]
    section.blocks = section.blocks[:section.blocks.index(table) + 1]
    report.sections = report.sections[:section.number]
    bases = ["lines", "lines_pipe", "tabs_merged", "pipes_trailing", "pipes_bare"]
    return lay_out_base(report, rng, bases)


@layout
def traditional(report, rng):
    """Traditional characters."""
    report.agency_alt.append(script.traditional(report.agency))
    return script.traditional(lay_out_base(report, rng))


@layout
def pinyin_glosses(report, rng):
    """Traditional characters with the pinyin of some of them in brackets."""
    report.agency_alt += [script.traditional(report.agency), script.glossed(report.agency)]
    report.ambiguous.add("agency")
    bases = ["pipes_padded", "pipes_trailing", "lines", "lines_pipe"]
    return script.glossed(lay_out_base(report, rng, bases))


# Words with their places on pages

def placed_layout(dialect):
    """A layout that prints words in the dialect."""
    return lambda report, rng: dialect(placed.lay_out(report, rng), rng)


LAYOUTS.update({f"placed_{name}": placed_layout(dialect)
                for name, dialect in placed.DIALECTS.items()})
