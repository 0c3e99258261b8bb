#!/usr/bin/env python3
"""Open what a registry prints in a browser: the page of a year, the sum that is handed in, two
reports beside each other, a report that does not add up. On a telephone, on a desk, light and dark,
on paper.

usage: screens_test.py [--keep DIR] [--pictures]

--keep writes the pages, pictures of them and PDFs into DIR; --pictures takes those of the documents
into docs/pictures. The browser is chromium: see browser_test. The database is the one that psql's
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

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, ".."), os.path.join(here, "..", "format"), here]
import browser_test  # noqa: E402
import city  # noqa: E402
import database  # noqa: E402

YEAR = city.YEARS[-1]
PAGES = {
    "dashboard": f"SELECT city.dashboard({YEAR}, '{city.CITY}')",
    "hand-in": f"SELECT city.hand_in({YEAR}, '{city.CITY}')",
    "comparison": f"""SELECT format_comparison(a.report, b.report, 'html')
        FROM city.report a JOIN city.report b USING (agency)
        WHERE agency = '临川市东城区自然资源局' AND (a.year, b.year) = ({YEAR - 1}, {YEAR})""",
    "form": f"SELECT format_report(report, 'html') FROM city.rejection "
            f"WHERE agency = '临川市{city.WRONG}'",
}
PICTURES = {"dashboard": (1280, 1500), "hand-in": (1000, 1000)}
# Enough for small print by the guidelines for accessible pages (WCAG 2, AA).
LEAST_CONTRAST = 4.5
MOST_PAGES = 3
LEAST_FILLED = 0.6

# What a page says of itself, laid out in a frame of a given width. A box that scrolls may hold what
# is wider than the window; nothing else may.
MEASURE = """
<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">
<iframe style="width:{width}px;height:900px;border:0" srcdoc="{page}"></iframe>
<script>
const channels = (color) => (color.match(/[\\d.]+/g) || []).map(Number);
const light = (color) => {{
  const [r, g, b] = channels(color).map((c) => c / 255).map(
    (c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}};
const isClear = (color) => channels(color).length === 4 && channels(color)[3] === 0;
window.onload = () => {{
  const view = document.querySelector("iframe").contentWindow, page = view.document;
  const all = (selector) => [...page.querySelectorAll(selector)];
  const style = (element) => view.getComputedStyle(element);
  const ancestors = (element) => element ? [element, ...ancestors(element.parentElement)] : [];
  const paper = (element) => {{
    const found = ancestors(element).map((e) => style(e).backgroundColor).find((c) => !isClear(c));
    return found || "rgb(255, 255, 255)";
  }};
  const scrolls = (element) => ancestors(element).some(
    (e) => ["auto", "scroll"].includes(style(e).overflowX));
  const words = all("main *, body *").filter((e) => e.checkVisibility() && !e.closest("svg") &&
    !["STYLE", "SCRIPT"].includes(e.tagName) &&
    [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
  const contrast = words.map((e) => {{
    const [a, b] = [light(style(e).color), light(paper(e))].sort((x, y) => y - x);
    return [(a + 0.05) / (b + 0.05), e.textContent.trim().slice(0, 20)];
  }}).sort((x, y) => x[0] - y[0]);
  const marks = all(".mark a");
  document.title = JSON.stringify({{
    viewport: view.innerWidth, page: page.documentElement.scrollWidth, words: words.length,
    outside: words.filter((e) => e.getBoundingClientRect().right > view.innerWidth + 1 &&
      !scrolls(e)).length,
    cut: all("td").filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length,
    contrast: contrast[0], dark: view.matchMedia("(prefers-color-scheme: dark)").matches,
    failing: all("td.fails").length, marks: marks.length,
    astray: marks.filter((a) => !page.querySelector(a.getAttribute("href"))).length,
    unnamed: all(".notes li").filter((note) => note.id && !marks.some(
      (a) => a.getAttribute("href") === "#" + note.id)).length,
    remote: all("script,link,img,iframe,[src]").length}});
}};
</script>
"""


def measure(folder, page, width, is_dark):
    path = os.path.join(folder, "frame.html")
    with open(path, "w", encoding="utf-8") as out:
        out.write(MEASURE.format(width=width, page=html.escape(page)))
    scheme = "--blink-settings=preferredColorScheme=" + ("0" if is_dark else "1")
    dom = browser_test.run_browser(folder, scheme, "--dump-dom", "file://" + path)
    return json.loads(html.unescape(re.search(r"<title>(.*?)</title>", dom, re.S).group(1)))


def check_screen(folder, name, page, label, width, is_dark):
    found = measure(folder, page, width, is_dark)
    contrast, words = found["contrast"]
    wrong = {
        "the browser did not take the colours": found["dark"] != is_dark,
        f"only {found['words']} pieces of text are shown": found["words"] < 100,
        f"the page is {found['page']} wide": found["page"] > found["viewport"],
        f"{found['outside']} pieces of text are out of sight": found["outside"] > 0,
        f"{found['cut']} cells are cut off": found["cut"] > 0,
        f"contrast {contrast:.2f} of “{words}”": contrast < LEAST_CONTRAST,
        f"{found['marks']} marks of {found['failing']} failing cells":
            found["marks"] != found["failing"],
        f"{found['astray']} marks lead nowhere": found["astray"] > 0,
        f"{found['unnamed']} notes are named by no cell": found["unnamed"] > 0,
        "something is not in the page itself": found["remote"] > 0,
    }
    where = f"{name}, {label}, {'dark' if is_dark else 'light'}"
    return [f"{where}: {what}" for what, is_wrong in wrong.items() if is_wrong]


def check_paper(folder, name, path):
    pdf = os.path.join(folder, name + ".pdf")
    browser_test.run_browser(folder, "--print-to-pdf=" + pdf, "file://" + path)
    if not shutil.which("pdftotext"):
        return []
    part, numbers = browser_test.filled(pdf)
    wrong = {
        f"{len(numbers)} pages": len(numbers) > MOST_PAGES,
        f"the first page ends at {part:.0%}": part < LEAST_FILLED,
        f"the pages have the numbers {numbers}":
            numbers != [(str(i + 1), str(len(numbers))) for i in range(len(numbers))],
    }
    return [f"{name}, paper: {what}" for what, is_wrong in wrong.items() if is_wrong]


def check_office_file(folder, kind):
    """What is wrong with the sum as a file, in the program that opens it."""
    path = os.path.join(folder, "hand-in." + kind)
    printed = database.run(f"SELECT encode(city.hand_in_file({YEAR}, '{kind}', '{city.CITY}'), "
                           "'hex');\n")
    with open(path, "wb") as out:
        out.write(bytes.fromhex(printed.strip()))
    subprocess.run(["soffice", "-env:UserInstallation=file://" + os.path.join(folder, "soffice"),
                    "--headless", "--convert-to", "pdf:writer_pdf_Export" if kind == "docx"
                    else "pdf:calc_pdf_Export", "--outdir", folder, path],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
    words = subprocess.run(["pdftotext", "-bbox", os.path.join(folder, "hand-in.pdf"), "-"],
                           check=True, encoding="utf-8", stdout=subprocess.PIPE).stdout
    edges = [(float(left), float(right)) for left, right in re.findall(
        r'<word xMin="([-\d.]+)" yMin="[-\d.]+" xMax="([-\d.]+)"', words)]
    outside = sum(left < 0 or right > browser_test.A4[0] for left, right in edges)
    is_short = len(edges) < 200
    return [f"hand-in as {kind}: {outside} of {len(edges)} words are not on the paper"
            ] if outside or is_short else []


def photograph(folder, path, picture, width, height):
    browser_test.run_browser(folder, f"--window-size={width},{height}", "--screenshot=" + picture,
                             "file://" + path)


def check_page(folder, name, page):
    path = os.path.join(folder, name + ".html")
    with open(path, "w", encoding="utf-8") as out:
        out.write(page)
    wrong = check_paper(folder, name, path)
    for label, width in browser_test.WIDTHS.items():
        for is_dark in (False, True):
            wrong += check_screen(folder, name, page, label, width, is_dark)
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--keep", metavar="DIR")
    parser.add_argument("--pictures", action="store_true")
    options = parser.parse_args()
    city.build()
    wrong = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = os.path.abspath(options.keep or temporary)
        os.makedirs(folder, exist_ok=True)
        for name, sql in PAGES.items():
            wrong += check_page(folder, name, database.run(sql + ";\n"))
            path = os.path.join(folder, name + ".html")
            for label, width in browser_test.WIDTHS.items() if options.keep else ():
                photograph(folder, path, os.path.join(folder, f"{name}-{label}.png"), width, 3000)
        if shutil.which("soffice") and shutil.which("pdftotext"):
            wrong += check_office_file(folder, "docx") + check_office_file(folder, "xlsx")
        for name, size in PICTURES.items() if options.pictures else ():
            target = os.path.join(here, "..", "..", "docs", "pictures")
            os.makedirs(target, exist_ok=True)
            photograph(folder, os.path.join(folder, name + ".html"),
                       os.path.join(target, name + ".png"), *size)
    database.run("DROP SCHEMA city CASCADE;\n")
    print("\n".join(wrong) or f"ok: {len(PAGES)} pages at "
          f"{', '.join(map(str, browser_test.WIDTHS.values()))} pixels and on A4")
    return 1 if wrong else 0


if __name__ == "__main__":
    database.exit_with(main)
