#!/usr/bin/env python3
"""Open pages of format_report in a browser: on a telephone, on a desk, on paper.

usage: browser_test.py [--can-run] [--keep DIR]

The browser is chromium, headless; --can-run only tells by the exit status whether there is one.
--keep writes the pages, pictures of them and PDFs into DIR. The database is the one that psql's
environment variables name. Exit status: 0 if all is well, 1 if not, 2 if it could not run.
"""
import argparse
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import database  # noqa: E402

BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
WIDTHS = {"telephone": 390, "desk": 1280}
A4 = (594.96, 841.92)  # points
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")

# file, the cells of its form, of these so many in tables of sections 2, 3, 4
PAGES = {"urban-management-2024": 10 + 26 * 7 - 7 + 15, "finance-2020": 22 + 23 * 7 + 15}

# What a page says of itself, once it is laid out in a frame of a given width.
MEASURE = """
<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">
<iframe style="width:{width}px;height:900px;border:0" srcdoc="{page}"></iframe>
<script>
window.onload = () => {{
  const view = document.querySelector("iframe").contentWindow, page = view.document;
  const all = (selector) => [...page.querySelectorAll(selector)];
  const sizes = all("td:not(.note)").map((cell) => cell.scrollWidth <= cell.clientWidth + 1);
  const wide = page.querySelector(".section-3 .wide");
  wide.scrollLeft = 9999;
  const sticky = page.querySelector(".section-3 tbody th[scope=row]").getBoundingClientRect();
  const scrolled = wide.scrollLeft;
  wide.scrollLeft = 0;
  const totals = all(".section-3 [data-total]").map((cell) => cell.getBoundingClientRect().right);
  document.title = JSON.stringify({{
    viewport: view.innerWidth, page: page.documentElement.scrollWidth,
    cells: sizes.length, cut: sizes.filter((fits) => !fits).length,
    captions: all("caption").length, tables: all("table").length,
    scrolled: scrolled, sticky: sticky.left, total: Math.max(...totals), totals: totals.length,
    marks: all("td.fails .mark").filter((mark) => mark.getBoundingClientRect().width > 0).length,
    leading: all(".mark a").every((link) => page.querySelector(link.getAttribute("href"))),
    unscoped: all("th:not([scope])").length, language: page.documentElement.lang,
    failing: all("td.fails[title]").length,
    described: all("td[aria-describedby]").every(
      (cell) => page.getElementById(cell.getAttribute("aria-describedby"))),
    remote: all("script,link,img,iframe").length}});
}};
</script>
"""


def browser():
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def run_browser(folder, *arguments):
    """The standard output of a headless run."""
    command = [browser(), "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
               "--virtual-time-budget=5000", "--no-pdf-header-footer",
               "--user-data-dir=" + os.path.join(folder, "profile"), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          encoding="utf-8", timeout=120)
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        sys.exit(2)
    return done.stdout


def printed(name):
    """The report of a sample as a page."""
    with open(os.path.join(DATA, name + ".txt"), encoding="utf-8") as text:
        sql = "SELECT format_report(parse_report(:'body'), 'html');\n"
        return database.run(sql, body=text.read())


def measure(folder, page, width):
    path = os.path.join(folder, "frame.html")
    with open(path, "w", encoding="utf-8") as out:
        out.write(MEASURE.format(width=width, page=html.escape(page)))
    dom = run_browser(folder, "--dump-dom", "file://" + path)
    return json.loads(html.unescape(re.search(r"<title>(.*?)</title>", dom, re.S).group(1)))


def check_screen(folder, name, page, label, width):
    """What is wrong with the page in a window of the width."""
    found = measure(folder, page, width)
    wrong = {
        f"the page is {found['page']} wide": found["page"] > found["viewport"],
        f"{found['cells']} cells instead of {PAGES[name]}": found["cells"] != PAGES[name],
        f"{found['cut']} cells are cut off": found["cut"] > 0,
        "a table has no caption": found["captions"] != found["tables"] or found["tables"] != 3,
        f"{found['unscoped']} headers have no scope": found["unscoped"] > 0,
        f"the language is {found['language']}": found["language"] != "zh-CN",
        "a failing cell has no note":
            not found["described"] or (name.startswith("urban") and found["failing"] == 0),
        f"{found['marks']} marks of {found['failing']} notes are shown":
            found["marks"] != found["failing"] or not found["leading"],
        f"the total, in {found['totals']} cells, ends at {found['total']}":
            found["total"] > width or found["totals"] < 24,
        "something is not in the page itself": found["remote"] > 0,
        "the wide table does not scroll in its box":
            label == "telephone" and found["scrolled"] == 0,
        f"the labels scroll away, to {found['sticky']}":
            label == "telephone" and not -1 <= found["sticky"] <= 24,
    }
    return [f"{name}, {label}: {what}" for what, is_wrong in wrong.items() if is_wrong]


def filled(pdf):
    """The part of the first page's height down to the last line of its text, and the footers."""
    done = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, encoding="utf-8",
                          stdout=subprocess.PIPE).stdout
    pages = done.split("<page ")[1:]
    bottoms = [float(y) for y in re.findall(r'yMax="([\d.]+)"', pages[0])]
    text = [y for y in bottoms if y < A4[1] - 50]
    words = ["".join(re.findall(r">([^<]*)</word>", page)) for page in pages]
    numbers = [re.search(r"第(\d+)页，共(\d+)页", page) for page in words]
    return max(text) / A4[1], [number and number.groups() for number in numbers]


def check_paper(folder, name, path):
    """The same of its PDF."""
    pdf = os.path.join(folder, name + ".pdf")
    run_browser(folder, "--print-to-pdf=" + pdf, "file://" + path)
    with open(pdf, "rb") as file:
        body = file.read()
    boxes = {tuple(float(x) for x in box.split())
             for box in re.findall(rb"/MediaBox\s*\[([^\]]*)\]", body)}
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", body))
    wrong = []
    if not 2 <= pages <= 3:
        wrong.append(f"{name}, paper: {pages} pages")
    if any(abs(width - A4[0]) > 1 or abs(height - A4[1]) > 1
           for _, _, width, height in boxes) or not boxes:
        wrong.append(f"{name}, paper: the pages are {boxes}")
    if shutil.which("pdftotext"):
        part, numbers = filled(pdf)
        if part < 0.85:
            wrong.append(f"{name}, paper: the first page ends at {part:.0%}")
        if numbers != [(str(i + 1), str(pages)) for i in range(pages)]:
            wrong.append(f"{name}, paper: the pages have the numbers {numbers}")
    return wrong


def check_page(folder, name):
    page = printed(name)
    path = os.path.join(folder, name + ".html")
    with open(path, "w", encoding="utf-8") as out:
        out.write(page)
    wrong = check_paper(folder, name, path)
    for label, width in WIDTHS.items():
        wrong += check_screen(folder, name, page, label, width)
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--can-run", action="store_true")
    parser.add_argument("--keep", metavar="DIR")
    options = parser.parse_args()
    if options.can_run:
        return 0 if browser() else 1
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or temporary
        os.makedirs(folder, exist_ok=True)
        wrong = [what for name in PAGES for what in check_page(os.path.abspath(folder), name)]
    print("\n".join(wrong) or f"ok: {len(PAGES)} pages at {', '.join(map(str, WIDTHS.values()))} "
                              f"pixels and on A4")
    return 1 if wrong else 0


if __name__ == "__main__":
    database.exit_with(main)
