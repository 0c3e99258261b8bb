#!/usr/bin/env python3
"""govdisclose-load over thousands of mixed files with odd names, some of them damaged: each is
accounted for, none is filed twice, however the run before ended.

usage: load_test.py [--seed N] [--files N]

Needs the extension installed, govdisclose-load in PATH and a server (PGHOST etc.) in which the
database "load" may be made and dropped. Programs that convert files are played by scripts, so that
none has to be there. Exit status: 0 if all is well, 1 if not, 2 if it could not run.
"""
import collections
import csv
import hashlib
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, "..")]
import arguments  # noqa: E402
import database  # noqa: E402
import mixed  # noqa: E402

NAME = "load"
COMMAND = "govdisclose-load"
IS_SETTLED = """
SELECT (SELECT count(*) FROM disclosure.filing),
    (SELECT count(*) FROM disclosure.filing_state WHERE state IS NULL OR state = 'waiting');
"""


class Failure(Exception):
    """Something is not as it has to be."""


def check(is_so, *words):
    if not is_so:
        raise Failure(" ".join(map(str, words)))


def make_database():
    database.run(f"DROP DATABASE IF EXISTS {NAME};\nCREATE DATABASE {NAME};\n", "postgres")
    database.run("CREATE EXTENSION govdisclose; CALL create_registry('disclosure');", NAME)


def environment(**changes):
    return {**os.environ, "PGDATABASE": NAME, **changes}


def load(*words, status=0, **changes):
    """Run the loader to its end, which is to be with this status: what it prints."""
    done = subprocess.run([COMMAND, *map(os.fsdecode, words)], capture_output=True,
                          env=environment(**changes))
    check(done.returncode == status, "exit status", done.returncode, "instead of", status,
          done.stderr.decode(errors="replace")[-2000:])
    return done.stdout.decode()


def load_and_read(folder, *words, **options):
    """The rows of its report, by source."""
    report = os.path.join(folder, "report.csv")
    load("--report", report, *words, **options)
    with open(report, encoding="utf-8", newline="") as rows:
        rows = list(csv.DictReader(rows))
    found = {row["source"]: row for row in rows}
    check(len(found) == len(rows), "the report names a source twice")
    return found


def filings():
    """(number of filings, of those that are not settled)"""
    return tuple(map(int, database.run(IS_SETTLED, NAME).strip().split("|")))


def compare(found, expected, outcome_of):
    """Every file has its row, and no other has one; outcomes are as they have to be."""
    check(found.keys() == expected.keys(), "not the same sources:",
          sorted(found.keys() ^ expected.keys())[:5])
    for source, (outcome, content) in expected.items():
        row = found[source]
        check(row["outcome"] == outcome_of(outcome), repr(source), row, "instead of", outcome)
        check((row["why"] == "") == (outcome in ("filed", "duplicate")), "why:", row)
        check(row["bytes"] == (str(len(content)) if content else ""), "bytes:", row)
        check((row["state"] in ("current", "superseded", "rejected")) ==
              (outcome in ("filed", "duplicate")), "state:", row)


def check_contents(expected):
    """What is filed are the bytes of the files, each under its own name."""
    rows = database.run(
        "\\copy (SELECT source, encode(sha256(raw), 'hex') FROM disclosure.filing) TO stdout"
        " WITH (FORMAT csv)\n", NAME)
    stored = dict(csv.reader(rows.splitlines(keepends=True)))
    wanted = {source: hashlib.sha256(content).hexdigest()
              for source, (outcome, content) in expected.items() if outcome == "filed"}
    check(stored == wanted, "not the same contents:", sorted(stored.items() ^ wanted.items())[:5])


def test_mixed(folder, seed, files):
    """All is accounted for; a second run files nothing."""
    make_database()
    many = mixed.Folder(os.path.join(folder, "many"))
    mixed.fill(many, seed, files, NAME)
    began = time.monotonic()
    found = load_and_read(folder, "--jobs=2", many.path, status=2)
    took = time.monotonic() - began
    compare(found, many.expected, lambda outcome: outcome)
    kinds = collections.defaultdict(list)
    for row in found.values():
        if row["outcome"] == "filed":
            kinds[row["kind"]].append(float(row["seconds"]))
    check_contents(many.expected)
    count = sum(outcome == "filed" for outcome, _ in many.expected.values())
    check(filings() == (count, 0), "filings:", filings(), "instead of", count)
    found = load_and_read(folder, "--jobs=2", many.path, status=2)
    compare(found, many.expected,
            lambda outcome: {"filed": "filed before"}.get(outcome, outcome))
    check(filings() == (count, 0), "filed twice:", filings())
    print(f"ok: {len(many.expected)} sources, {count} filed in {took:.1f} seconds;",
          ", ".join(f"{kind} {len(each) / sum(each):.0f}/s" for kind, each in
                    sorted(kinds.items())))
    return many


def write_program(folder, name, script):
    path = os.path.join(folder, name)
    with open(path, "w") as out:
        out.write(f"#!/bin/sh\n{script}\n")
    os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)


def processes_named(mark):
    """Those whose command line has the mark in it."""
    found = []
    for entry in os.listdir("/proc"):
        try:
            with open(f"/proc/{entry}/cmdline", "rb") as line:
                if entry.isdigit() and mark in line.read():
                    found.append(entry)
        except OSError:
            pass
    return found


def check_none_is_named(mark):
    """None goes on; one that has just been killed may take a moment to end."""
    end = time.monotonic() + 60
    while processes_named(mark):
        check(time.monotonic() < end, "still running")
        time.sleep(0.05)


def with_programs(folder, **changes):
    """An environment in which these are found before those of the machine."""
    path = [folder, "/usr/bin", "/bin", os.path.dirname(shutil.which(COMMAND))]
    return environment(PATH=":".join(path), **changes)


def end_in_the_middle(path, programs, number, temporary):
    """Start a run, and end it by a signal while a program makes text of a file: its exit status."""
    write_program(programs, "pdftotext", "exec sleep 98765")
    env = with_programs(programs, TMPDIR=temporary)
    with subprocess.Popen([COMMAND, "--jobs=2", path], env=env,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        while filings()[0] == 0 or not processes_named(b"98765"):
            check(run.poll() is None, "it ended with", run.returncode)
        run.send_signal(number)
        return run.wait()


def test_ended(folder, many):
    """A run that a signal ends is gone on with by the next; what was filed is settled by it."""
    programs = os.path.join(folder, "hanging")
    os.mkdir(programs)
    count = sum(outcome == "filed" for outcome, _ in many.expected.values())
    for number, status in ((signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 128 + signal.SIGINT),
                           (signal.SIGTERM, 128 + signal.SIGTERM)):
        make_database()
        temporary = os.path.join(folder, f"temporary-{number:d}")
        os.mkdir(temporary)
        ended = end_in_the_middle(many.path, programs, number, temporary)
        check(ended == status, "exit status", ended, "instead of", status)
        left = os.listdir(temporary)
        check(number == signal.SIGKILL or left == [], "left behind:", left)
        before, waiting = filings()
        check(0 < before < count, "ended with", before, "filings")
        check(number == signal.SIGKILL or waiting == 0, waiting, "are not settled")
        check_none_is_named(b"98765")
        found = load_and_read(folder, many.path, status=2)
        check(found.keys() == many.expected.keys(), "not the same sources after", number)
        check_contents(many.expected)
        check(filings() == (count, 0), "filings:", filings(), "instead of", count)
        print(f"ok: ended by signal {number:d} after {before} filings, and gone on with")


RTF = b"{\\rtf1 }"


def test_converters(folder):
    """Programs that hang, fail, give nothing, or do their work."""
    programs = os.path.join(folder, "programs")
    temporary = os.path.join(folder, "temporary")
    os.mkdir(programs)
    os.mkdir(temporary)
    changes = {"PATH": with_programs(programs)["PATH"], "TMPDIR": temporary}
    one = os.path.join(folder, "one.pdf")
    with open(one, "wb") as out:
        out.write(mixed.PDF)
    database.run("CREATE TABLE inbox (source text, raw bytea, body text);", NAME)
    scripts = {
        "sleep 98765 & sleep 98765": "took more than 1 seconds",
        "echo 'Syntax Error: no xref' >&2; exit 1": "failed (Syntax Error: no xref)",
        "exit 0": "gave nothing",
        "echo '<html><body></body></html>' >report.html": "finds no text in it",
        "kill -SEGV $$": "failed"}
    for script, why in scripts.items():
        write_program(programs, "pdftotext", script)
        row = load_and_read(folder, "--table=inbox", "--time-limit=1", one, status=2,
                            **changes)[one]
        check(row["outcome"] == "unreadable" and why in row["why"], row, "instead of", why)
        check(os.listdir(temporary) == [], "left behind:", os.listdir(temporary))
        check_none_is_named(b"98765")
    check(database.run("SELECT count(*) FROM inbox", NAME) == "0\n", "half filed")
    write_program(programs, "pdftotext",
                  "[ \"$HOME\" = \"$PWD\" ] && [ -z \"$PGPASSWORD\" ] && "
                  "echo '<doc><word xMin=\"1\">字</word></doc>' >report.html")
    row = load_and_read(folder, "--table=inbox", one, PGPASSWORD="secret", **changes)[one]
    check((row["outcome"], row["kind"], row["converter"]) == ("filed", "pdf", "pdftotext"), row)
    stored = database.run("SELECT source, raw, body FROM inbox", NAME).rstrip("\n")
    check(stored == f"{one}|\\x{mixed.PDF.hex()}|<doc><word xMin=\"1\">字</word></doc>",
          repr(stored))
    row = load_and_read(folder, "--table=inbox", one, **changes)[one]
    check(row["outcome"] == "filed before", row)
    print("ok: converters that hang, fail, give nothing, or do their work")


def test_at_once(folder):
    """Many files by one start of the program; one that ends it spoils no other."""
    programs = os.path.join(folder, "at once")
    given = os.path.join(folder, "many at once")
    starts = os.path.join(folder, "starts")
    os.mkdir(programs)
    os.mkdir(given)
    write_program(programs, "catdoc", "exit 1")
    write_program(programs, "soffice", f"""
        echo x >>'{starts}'
        for file in "$@"; do
            case "$file" in *.rtf)
                if grep -q bad "$file"; then exit 1; fi
                printf '<html><p>%s\\n' "$(cat "$file")" >"${{file%.rtf}}.docx"
            esac
        done""")
    for number in range(20):
        with open(os.path.join(given, f"{number:02} it's.rtf"), "wb") as out:
            out.write(RTF + b"%d" % number)
    bad = os.path.join(given, "10 it's.rtf")
    load("--table=inbox", "--jobs=1", given, PATH=with_programs(programs)["PATH"])
    with open(starts, encoding="utf-8") as lines:
        check(len(list(lines)) == 2, "more starts than two")
    wrong = database.run("SELECT source FROM inbox WHERE source LIKE '%many at once%' AND "
                         "'<html><p>' || convert_from(raw, 'UTF8') || E'\n' <> body", NAME)
    check(wrong == "", "text of another file:", wrong)
    database.run("TRUNCATE inbox", NAME)
    with open(bad, "ab") as out:
        out.write(b"bad")
    found = load_and_read(folder, "--table=inbox", given, status=2,
                          PATH=with_programs(programs)["PATH"])
    refused = [source for source, row in found.items() if row["outcome"] != "filed"]
    check(refused == [bad] and "failed" in found[bad]["why"], refused)
    print("ok: many files by one start of a converter")


def printed(pages, creator):
    """What pdftotext prints of pages of words: (left, right, top, text)."""
    words = ["".join(f'<word xMin="{left:.6f}" yMin="{top:.6f}" xMax="{right:.6f}"'
                     f' yMax="{top + 14:.6f}">{text}</word>\n' for left, right, top, text in page)
             for page in pages]
    return (f'<html><head>\n<meta name="Creator" content="{creator}"/>\n</head>\n<body>\n<doc>\n'
            + "".join(f'<page width="612.000000" height="792.000000">\n{each}</page>\n'
                      for each in words) + "</doc>\n</body>\n</html>\n")


def test_tiles(folder):
    """Pages of a wide sheet are joined, those of a long one or of another program are not."""
    programs = os.path.join(folder, "sheets")
    os.mkdir(programs)

    def parts(tops):
        return ([word for top in tops
                 for word in ((50, 300, top, "标签"), (280, 290, top + 0.6, "7"))],
                [word for top in tops for word in ((51, 55, top, "/"), (102, 109, top + 0.6, "8"))])

    tops = [100 + 15 * i for i in range(8)]
    left, right = parts(tops)
    other_left, other_right = parts([100 + 19 * i for i in range(8)])
    short, _ = parts(tops[:4])
    between = [(102, 109, top + 7, "8") for top in tops]
    headed = [(50, 300, 80, "四、复议")] + right
    foot = [(50, 70, 700, "第"), (80, 90, 700, "3"), (100, 120, 700, "页")]
    labels = [word for word in left if word[3] == "标签"]
    cases = {"wide": ([left, right], "Calc", 1), "long": ([left, left], "Calc", 2),
             "between": ([left, between], "Microsoft® Excel® 2016", 2),
             "few": ([left, right[:2]], "WPS 表格", 2), "document": ([left, right], "Writer", 2),
             "four": ([left, left, right, right], "WPS 表格", 2), "alone": ([left], "Calc", 1),
             "unequal": ([left, other_left, other_right], "Calc", 2),
             "across": ([left, right, right, other_left, other_right], "Calc", 2),
             "short": ([short, left, right, right], "Calc", 2),
             "headed": ([left, headed], "Calc", 2),
             "foot": ([left + foot, right + foot], "Calc", 1),
             "labels": ([labels, right], "Calc", 1)}
    for name, (pages, creator, count) in cases.items():
        text = printed(pages, creator)
        with open(os.path.join(programs, "text"), "w", encoding="utf-8") as out:
            out.write(text)
        write_program(programs, "pdftotext", f"cat '{programs}/text' >report.html")
        path = os.path.join(folder, name + ".pdf")
        with open(path, "wb") as out:
            out.write(mixed.PDF + name.encode())
        load("--table=inbox", path, PATH=with_programs(programs)["PATH"])
        body = database.run(f"SELECT body FROM inbox WHERE source = '{path}'", NAME)
        check(body.count("<page ") == body.count("</page>") == count, name, body)
        check(body.count("<word ") == sum(map(len, pages)), name, body)
        check(('xMin="714.000000"' in body) == (count < len(pages)), name, body)
        # a label is seen up to the figure in the next cell, and parted from it
        check(('xMax="269.500000"' in body) == (creator != "Writer" and name != "labels"), body)
        # where it is not clear whose rows they belong to, figures are left out
        eights = sum(word[3] == "8" for page in pages for word in page)
        check(body.count(">8</word>") == (0 if name == "between" else eights), name, body)
    print("ok: sheets that are wider than their pages")


def test_encoding(folder):
    """Characters that the database's encoding lacks lose themselves, not the file."""
    programs = os.path.join(folder, "encoding")
    os.mkdir(programs)
    write_program(programs, "pdftotext", "echo '<doc><word x=\"1\">朱镕字</word></doc>' >report.html")
    path = os.path.join(folder, "朱镕.pdf")
    with open(path, "wb") as out:
        out.write(mixed.PDF)
    database.run(f"DROP DATABASE {NAME};\nCREATE DATABASE {NAME} ENCODING 'EUC_CN' LOCALE 'C'"
                 " TEMPLATE template0;\n", "postgres")
    database.run("CREATE EXTENSION govdisclose;"
                 "CREATE TABLE inbox (source text, raw bytea, body text);", NAME)
    for outcome in ("filed", "filed before"):
        found = load_and_read(folder, "--table=inbox", path, PATH=with_programs(programs)["PATH"])
        check(found[path]["outcome"] == outcome, found)
    escaped = "".join(f"\\x{byte:02X}" for byte in "朱镕".encode())
    check(database.run("SELECT source, body FROM inbox", NAME).strip() ==
          f'{folder}/{escaped}.pdf|<doc><word x="1">朱?字</word></doc>', "not as it has to be:",
          database.run("SELECT source, body FROM inbox", NAME))
    print("ok: characters that the database lacks")


def test_without_converters(folder):
    """What is missing is said, and what to install."""
    empty = os.path.join(folder, "no programs")
    os.mkdir(empty)
    command = shutil.which(COMMAND)
    os.symlink(command, os.path.join(empty, COMMAND))
    paths = {}
    for name, content in (("a.pdf", mixed.PDF), ("b.doc", RTF)):
        paths[name] = os.path.join(folder, name)
        with open(paths[name], "wb") as out:
            out.write(content)
    found = load_and_read(folder, *paths.values(), status=2, PATH=empty)
    for name, program, package in (("a.pdf", "pdftotext", "poppler-utils"),
                                   ("b.doc", "soffice", "libreoffice-writer")):
        check(f"{program} is not installed (package {package})" in found[paths[name]]["why"],
              found[paths[name]])
    print("ok: what is missing is said")


def test_statements(folder, pages):
    """Agency and year by a pattern of the path, and by a table."""
    make_database()
    places = os.path.join(folder, "places")
    wanted = {}
    for number, name in enumerate(("甲市教育局/2024.html", "甲市教育局/2023.html", "乙市/教育局/2024.html",
                                   "乙市/没有年份.html")):
        path = os.path.join(places, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as out:
            out.write(pages[number][0])
        agency, _, year = name.rpartition("/")
        is_year = year[:4].isdigit()
        wanted[path] = ((agency.rpartition("/")[2], year[:4]) if is_year else ("", ""))
    table = os.path.join(folder, "table.csv")
    with open(table, "w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows([("source", "agency", "year")] + [
            (path.removeprefix(places + "/"), *each) for path, each in wanted.items()])
    for rule in ("{agency}/{year}.*", table):
        make_database()
        load("--agency-from", rule, places)
        rows = database.run("SELECT source, agency, year FROM disclosure.filing", NAME).splitlines()
        found = {source: (agency, year) for source, agency, year in (r.split("|") for r in rows)}
        check(found == wanted, rule, found, "instead of", wanted)
    print("ok: agencies and years from the path, and from a table")


def test_words(folder):
    """What cannot be done is said before anything is."""
    for words in ((), ("--jobs=0", "x"), ("--registry=nowhere", "x"), ("--table=nowhere", "x"),
                  ("--registry=a", "--table=b", "x"), ("--dbname=nowhere", "x"),
                  ("--nonsense", "x"),
                  ("--agency-from=/nowhere.csv", "x")):
        load(*words, status=1)
    options = re.findall(r"^  (?:-(.), |    )--([a-z-]+)", load("--help"), re.M)
    with open(os.path.join(here, "..", "..", "src", "load", COMMAND + ".1")) as page:
        page = page.read().replace("\\", "")
    for short, long in options:
        check(("-" + short if short else "") in page and "--" + long in page, "not in the manual:",
              long)
    check(len(options) > 10, "no help")
    load("--quiet", os.path.join(folder, "nowhere"), status=2)
    os.mkdir(os.path.join(folder, "empty"))
    load("--quiet", os.path.join(folder, "empty"))
    before = filings()
    made = os.path.join(folder, "dry.html")
    with open(made, "w") as out:
        out.write("<html><p>甲</p></html>")
    check("1 would be filed" in load("--dry-run", made, PGHOST="/nowhere"), "no dry run")
    check(filings() == before, "a dry run files")
    print("ok: options, empty folders, dry runs")


def main():
    parser = arguments.parser(__doc__, seed=1)
    parser.add_argument("--files", type=int, default=2000, metavar="N", help="default: %(default)s")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        try:
            many = test_mixed(folder, options.seed, options.files)
            test_ended(folder, many)
            test_converters(folder)
            test_at_once(folder)
            test_tiles(folder)
            test_without_converters(folder)
            test_statements(folder, mixed.pages(options.seed, 4, NAME))
            test_words(folder)
            test_encoding(folder)
        except Failure as failure:
            print("FAILED:", failure)
            return 1
    database.run(f"DROP DATABASE {NAME};\n", "postgres")
    return 0


if __name__ == "__main__":
    database.exit_with(main)
