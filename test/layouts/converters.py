#!/usr/bin/env python3
"""Convert random reports with the real converters of this machine into NAME.TOOL.txt and NAME.json,
for score.py.

usage: converters.py [--seed N] [--reports N] [--tools all|NAME,NAME] DIR

The reports are written as HTML with row and column spans, with and without <p> in the cells, and go
from there through browsers, pandoc, LibreOffice (docx, doc, pdf) and readers of those formats. A
tool that is not installed is skipped, and said. The truth stays the report's own: what a converter
loses counts against its coverage.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import arguments  # noqa: E402
import pages  # noqa: E402
import reports  # noqa: E402

# command: argv with {} for the file, or a function of the HTML
Tool = namedtuple("Tool", "source command")

LIMIT = 300  # seconds for any one command


# Converters that are not programs here

MUTE = ("title", "style", "script")


class TikaText(HTMLParser):
    """Text as Tika gives it: a TAB before each cell, a line for each paragraph and row."""

    def __init__(self):
        super().__init__()
        self._out, self._mute = [], False

    def handle_starttag(self, tag, attrs):
        self._mute = tag in MUTE
        self._out.append({"td": "\t", "br": "\n"}.get(tag, ""))

    def handle_endtag(self, tag):
        self._mute = False
        self._out.append("\n" if tag in ("p", "div", "tr") else "")

    def handle_data(self, data):
        if not self._mute:
            self._out.append(data.strip("\n"))

    def text(self):
        return "".join(self._out)


class TrafilaturaText(HTMLParser):
    """Text as trafilatura gives it: `a | b | ||`, rows filled up with pipes to the table's widest
    row.
    """

    def __init__(self):
        super().__init__()
        self._out, self._table, self._mute = [], None, False

    def handle_starttag(self, tag, attrs):
        self._mute = tag in MUTE
        if tag == "table":
            self._table = []
        elif tag == "tr":
            self._table.append([])
        elif tag == "td":
            self._table[-1].append("")
        elif tag == "br":
            self.handle_data(" ")

    def handle_endtag(self, tag):
        self._mute = False
        if tag == "table":
            width = max(map(len, self._table))
            self._out += [f"{' | '.join(row)} | {'|' * (width - len(row))}".rstrip() + "\n"
                          for row in self._table]
            self._table = None
        elif tag in ("p", "div") and self._table is None:
            self._out.append("\n")

    def handle_data(self, data):
        if self._mute or not data.strip("\n"):
            return
        if self._table is None:
            self._out.append(data)
        else:
            self._table[-1][-1] += data

    def text(self):
        return "".join(self._out)


def through(parser_class):
    """A function from HTML to the text that the parser makes of it."""
    def convert(page):
        parser = parser_class()
        parser.feed(page)
        return parser.text()
    return convert


TOOLS = {
    "tika": Tool("html", through(TikaText)),
    "trafilatura": Tool("html", through(TrafilaturaText)),
    "page": Tool("html", str),
    "w3m": Tool("html", "w3m -dump -T text/html -I UTF-8 -O UTF-8 -cols 200 {}"),
    "w3m_narrow": Tool("html", "w3m -dump -T text/html -I UTF-8 -O UTF-8 -cols 80 {}"),
    "lynx": Tool("html", "lynx -dump -nolist -assume_charset=utf-8 -display_charset=utf-8 "
                         "-width=200 {}"),
    "links": Tool("html", "links -dump -html-assume-codepage utf-8 -codepage utf-8 -width 200 {}"),
    "links_narrow": Tool("html", "links -dump -html-assume-codepage utf-8 -codepage utf-8 {}"),
    "elinks": Tool("html", "elinks -no-home -dump 1 -no-numbering -no-references -dump-charset "
                           "utf-8 -dump-width 200 {}"),
    "elinks_narrow": Tool("html", "elinks -no-home -dump 1 -no-numbering -no-references "
                                  "-dump-charset utf-8 {}"),
    "html2text": Tool("html", "html2text -utf8 -width 200 {}"),
    "html2text_narrow": Tool("html", "html2text -utf8 {}"),
    "pandoc_plain": Tool("html", "pandoc -f html -t plain {}"),
    "pandoc_plain_unwrapped": Tool("html", "pandoc -f html -t plain --columns=400 {}"),
    "pandoc_gfm": Tool("html", "pandoc -f html -t gfm {}"),
    "pandoc_markdown": Tool("html", "pandoc -f html -t markdown {}"),
    "docx2txt": Tool("docx", "docx2txt {} -"),
    "pandoc_docx_plain": Tool("docx", "pandoc -f docx -t plain {}"),
    "pandoc_docx_gfm": Tool("docx", "pandoc -f docx -t gfm {}"),
    "antiword": Tool("doc", "antiword -m UTF-8.txt -w 0 {}"),
    "antiword_wide": Tool("doc", "antiword -m UTF-8.txt -w 150 {}"),
    "catdoc": Tool("doc", "catdoc -d utf-8 {}"),
    "soffice_txt": Tool("txt", "cat {}"),
    "pdf_layout": Tool("pdf", "pdftotext -layout {} -"),
    "pdf_raw": Tool("pdf", "pdftotext -raw {} -"),
    "pdf_default": Tool("pdf", "pdftotext {} -"),
}

# LibreOffice's ways from one format to the next; the file keeps its stem
OFFICE_STEPS = [("html", "docx", "docx:MS Word 2007 XML"), ("docx", "doc", "doc:MS Word 97"),
                ("docx", "pdf", "pdf:writer_pdf_Export"),
                ("docx", "txt", "txt:Text (encoded):UTF8")]


def run(argv):
    """The command's output; "" if it failed or took too long."""
    try:
        done = subprocess.run(argv, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              stdin=subprocess.DEVNULL, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout.decode("utf-8", errors="replace")


def office(folder, names, wanted):
    """Make the wanted formats of all pages with LibreOffice, beside them."""
    wanted = set(wanted) | ({"docx"} if set(wanted) & {"doc", "pdf", "txt"} else set())
    profile = "-env:UserInstallation=file://" + os.path.join(folder, "profile")
    for source, target, filter_name in OFFICE_STEPS:
        if target in wanted:
            files = [os.path.join(folder, f"{name}.{source}") for name in names]
            infilter = ["--infilter=HTML (StarWriter)"] if source == "html" else []
            run(["soffice", profile, "--headless"] + infilter
                + ["--convert-to", filter_name, "--outdir", folder]
                + [f for f in files if os.path.exists(f)])


def convert(tool, folder, name):
    """The tool's text of one report; "" if there is none."""
    path = os.path.join(folder, f"{name}.{tool.source}")
    if not os.path.exists(path):
        return ""
    if callable(tool.command):
        with open(path, encoding="utf-8") as page:
            return tool.command(page.read())
    return run([path if word == "{}" else word for word in tool.command.split()])


def installed(names):
    """Those of the named tools that can run; says which cannot."""
    office_there = shutil.which("soffice") is not None
    usable = []
    for name in names:
        tool = TOOLS[name]
        program = None if callable(tool.command) else tool.command.split()[0]
        missing = program if program and not shutil.which(program) else None
        if tool.source != "html" and not office_there:
            missing = "soffice"
        if missing:
            print(f"skipped {name}: {missing} is not installed", file=sys.stderr)
        else:
            usable.append(name)
    return usable


def write_sources(seed, count, work, folder):
    """Write the pages to `work` and the truths to `folder`; gives the reports' names."""
    names = []
    for number in range(count):
        report, rng = reports.seeded_report(seed, number, "converters")
        name = f"{seed}-{number}"
        with open(os.path.join(work, name + ".html"), "w", encoding="utf-8") as out:
            out.write(pages.Page(rng).report(report))
        with open(os.path.join(folder, name + ".json"), "w", encoding="utf-8") as out:
            json.dump(report.truth(), out, ensure_ascii=False, indent=1, default=float)
        names.append(name)
    return names


def write_texts(work, folder, names, tools):
    """Run every tool on every report; a tool that gives nothing for a report is said."""
    jobs = [(tool, name) for tool in tools for name in names]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        texts = pool.map(lambda job: convert(TOOLS[job[0]], work, job[1]), jobs)
        for (tool, name), text in zip(jobs, texts):
            if not text.strip():
                print(f"{tool} gave nothing for {name}", file=sys.stderr)
                continue
            with open(os.path.join(folder, f"{name}.{tool}.txt"), "w", encoding="utf-8",
                      newline="") as out:
                out.write(text)


def main():
    parser = arguments.parser(__doc__, 10)
    arguments.add_names(parser, "--tools", TOOLS)
    parser.add_argument("--work", metavar="DIR",
                        help="keep the HTML, docx, doc and pdf files there")
    parser.add_argument("folder", metavar="DIR")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    os.makedirs(options.folder, exist_ok=True)
    tools = installed(options.tools)
    with tempfile.TemporaryDirectory() as temporary:
        work = os.path.abspath(options.work or temporary)
        os.makedirs(work, exist_ok=True)
        stems = write_sources(options.seed, options.reports, work, options.folder)
        office(work, stems, {TOOLS[tool].source for tool in tools} - {"html"})
        write_texts(work, options.folder, stems, tools)
    return 0


if __name__ == "__main__":
    sys.exit(main())
