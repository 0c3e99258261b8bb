"""One report as web pages in the styles that sites and word processors leave: the same cells in
other markup.
"""
import re

import pages
from reports import Cell, Table

STYLES = {}


def style(function):
    """Register a style under its function's name: report → HTML with a declaration in its head."""
    STYLES[function.__name__] = function
    return function


def replace_tables(report, make):
    """Put other tables, which `make` gives for each, in their places."""
    for section in report.sections:
        section.blocks = [new for block in section.blocks
                          for new in (make(block) if isinstance(block, Table) else [block])]


@style
def clean(report):
    """Quoted attributes, every tag closed."""
    return pages.Page().report(report)


@style
def word(report):
    """What Word exports: namespaces, conditional comments, attributes without quotes, spans around
    everything.
    """
    page = pages.Page().report(report)
    page = re.sub(r"<p>(.*?)</p>",
                  r"<p class=MsoNormal align=center style='text-align:center'><span\nlang=EN-US "
                  r"style='font-size:10.5pt'>\1<o:p></o:p></span></p>", page)
    page = re.sub(r"<td([^>]*)>(.*?)</td>",
                  r"<td width=64\1 valign=top style='border:solid 1.0pt;\n"
                  r"  mso-border-alt:solid .5pt'>"
                  r"<p class=MsoNormal><span lang=EN-US>\2<o:p></o:p></span></p></td>", page)
    page = page.replace("></o:p></span></p></td>", ">&nbsp;</o:p></span></p></td>")
    page = page.replace("<html><head>",
                        '<html xmlns:o="urn:schemas-microsoft-com:office:office"\n'
                        'xmlns="http://www.w3.org/TR/REC-html40">\n<head>')
    return page.replace("</head>",
                        '<meta name=Generator content="Microsoft Word 15">\n'
                        "<!--[if gte mso 9]><xml><o:Pages>7</o:Pages></xml><![endif]-->\n"
                        "<style>\n<!--\ntd {margin:0 5 3 1}\n-->\n</style></head>")


@style
def table_per_row(report):
    """Every row is a table by itself, with an empty cell for each covered one."""
    def rows(table):
        alone = lambda cell: Cell(cell.text, cell.role, key=cell.key) if cell else Cell("")
        return [Table(table.section, [list(map(alone, row))]) for row in table.full_rows()]
    replace_tables(report, rows)
    return pages.Page().report(report)


@style
def spans_repeated(report):
    """No spans: the text of a spanning cell stands in every cell that it covers, so that figures
    may stand twice.
    """
    def repeated(table):
        for row in table.rows:
            if any(cell.key and cell.colspan > 1 for cell in row):
                report.blur(row)
        return [Table(table.section, [[Cell(cell.text, cell.role, key=cell.key) for cell in row]
                                      for row in table.grid()])]
    replace_tables(report, repeated)
    return pages.Page().report(report)


@style
def broken_tags(report):
    """Tags in capitals, without end tags and quotes, closed in the wrong order or twice."""
    page = pages.Page().report(report)
    page = re.sub(r"</(td|tr|p|tbody)>", "", page)
    page = re.sub(r'="([\w-]+)"', r"=\1", page)
    page = re.sub(r"<(table|tr|td|p)\b", lambda tag: tag.group().upper(), page)
    page = re.sub(r"<P>([^<]*)", r"<P><B><FONT size=3>\1</B></FONT></DIV>", page)
    return page.replace("</table>", "</TABLE></center></TD>")
