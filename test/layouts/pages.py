"""Web pages: a report as HTML, from the plainest kind to what word processors leave on web sites.
"""
import html


class Page:
    """How one page marks up its paragraphs and cells."""

    def __init__(self, rng=None):
        pick = rng.choice if rng else lambda choices: choices[0]
        self._cell = pick(["{}", "<p>{}</p>", '<p style="font-size:14pt;text-align:center"><span '
                                              'lang="EN-US">{}</span></p>',
                           '<p class="MsoNormal"><span>{}</span><o:p></o:p></p>', "<div>{}</div>"])
        self._attributes = pick(["", "", ' width="72" height="28"',
                                 ' style="width:106.35pt;border:solid 1px #000;padding:0 5px"'])
        self._blank = pick(["", "", "&nbsp;", "<br>"])
        self._tag = pick(["p", "p", "div"])
        self._wrapper = pick(["{}", "<tbody>\n{}</tbody>\n"])
        self._chrome = pick(["", '<div id="nav"><a href="/2023/01/15/index.html">首页</a> &gt; <a '
                                 'href="#3">年报</a></div>\n'
                                 '<script>var total = 12; if (total < 20) { show("规章", 3, 4, 5); '
                                 '}</script>\n'
                                 "<style>td { width: 20px } .c1 { margin: 0 5 3 1 }</style>\n<!-- "
                                 "规章 7 7 7 -->\n"])

    def paragraph(self, text):
        return f"<{self._tag}>{broken(text)}</{self._tag}>\n"

    def _cell_of(self, cell):
        spans = "".join(f' {name}="{value}"'
                        for name, value in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
                        if value > 1)
        content = self._cell.format(broken(cell.text) or self._blank)
        return f"<td{self._attributes}{spans}>{content}</td>"

    def table(self, table):
        rows = "".join("<tr>" + "".join(map(self._cell_of, row)) + "</tr>\n" for row in table.rows)
        return '<table border="1">\n' + self._wrapper.format(rows) + "</table>\n"

    def report(self, report):
        """The whole page."""
        parts = [self.paragraph(line) for line in report.head]
        for section in report.sections:
            if section.heading:
                parts.append(self.paragraph(section.heading))
            parts += [self.paragraph(block) if isinstance(block, str) else self.table(block)
                      for block in section.blocks]
        title = html.escape(report.head[0].replace("\n", " "))
        return (f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>'
                f'<body>\n'
                + self._chrome + "".join(parts) + "</body></html>\n")


def broken(text):
    """The text as HTML, its line breaks kept."""
    return html.escape(text, quote=False).replace("\n", "<br>")
