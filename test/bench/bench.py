#!/usr/bin/env python3
"""Time govdisclose beside its peers and floors, and print one table: work, ratio, budget.

usage: bench.py [--only SECTION,...] [--reports N] [--agencies N] [--check | --record]

A ratio is the time of the work to that of what it is compared with: the medians of five rounds, in
each of which all works of a section have their turn. Sections: texts, printed, pages, registry,
views. Peers that are not installed are named as such: pandas with lxml, and DuckDB and cheerio from
npm, in a folder node_modules that NODE_PATH names.

--check compares the ratios with those of ratios.tsv, and exits with 1 if one is 20 % higher, also
when it is measured again; --record writes that file. Runs within test/server.sh.
"""
import argparse
import csv
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
from collections import namedtuple

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import database  # noqa: E402

RATIOS = HERE / "ratios.tsv"
ALLOWED = 1.2
ROUNDS = 5

# query: what is timed, or a time; to: the work that it is compared with; budget: the most that the
# ratio may be; limit: the most milliseconds it may take; before: what is done first, untimed.
Work = namedtuple("Work", "name query to budget limit before", defaults=(None,) * 4)
Row = namedtuple("Row", "section name milliseconds to ratio budget limit")

TIMER = """
CREATE EXTENSION IF NOT EXISTS govdisclose;
CREATE OR REPLACE FUNCTION milliseconds(query text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    started timestamptz := clock_timestamp();
BEGIN
    EXECUTE query;
    RETURN extract(epoch FROM clock_timestamp() - started) * 1000;
END $$;
"""


class Session:
    """One backend that times queries."""

    def __init__(self, settings):
        self.psql = subprocess.Popen(["psql", "-XqAt", "-v", "ON_ERROR_STOP=1"], text=True,
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.ask("SET client_min_messages = warning; " + settings)

    def ask(self, script):
        """What the last statement prints."""
        self.psql.stdin.write(script + "\n\\echo\n")
        self.psql.stdin.flush()
        lines = list(iter(self.psql.stdout.readline, "\n"))
        if lines and not lines[-1]:
            raise database.DatabaseError(f"cannot run: {script}")
        return lines[-1] if lines else ""

    def milliseconds(self, work):
        if work.before:
            self.ask(work.before)
        if not work.query.startswith("CALL "):
            return float(self.ask(f"SELECT milliseconds($bench${work.query}$bench$);"))
        # what commits cannot be timed by a function
        started = time.perf_counter()
        self.ask(work.query + ";")
        return (time.perf_counter() - started) * 1000

    def close(self):
        self.psql.stdin.close()
        self.psql.wait()


def lines_of(*command):
    """What a program prints; nothing if it cannot run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        return []
    return done.stdout.splitlines() if done.returncode == 0 else []


def measure(works, settings):
    """{name: milliseconds}; those of works that are no queries are their own."""
    session = Session(settings)
    times = {work.name: [] for work in works if isinstance(work.query, str)}
    for turn in range(ROUNDS + 1):
        for work in works:
            if work.name in times:
                elapsed = session.milliseconds(work)
                if turn > 0:
                    times[work.name].append(elapsed)
    session.close()
    medians = {name: statistics.median(all_of) for name, all_of in times.items()}
    return {**{work.name: work.query for work in works if not isinstance(work.query, str)},
            **medians}


def rows_of(section, works, times):
    for work in works:
        own, beside = times[work.name], times.get(work.to)
        ratio = own / beside if own and beside else None
        yield Row(section, work.name, own, work.to, ratio, work.budget, work.limit)


def write_texts(folder, reports, layouts):
    subprocess.run([str(HERE.parent / "layouts" / "property_test.py"), "--seed", "5", "--reports",
                    str(reports), "--layouts", layouts, "--write", folder], check=True,
                   stdout=subprocess.DEVNULL)
    return sorted(str(path) for path in pathlib.Path(folder).glob("*.txt"))


def layouts():
    sys.path.insert(0, str(HERE.parent / "layouts"))
    import render
    return ",".join(name for name in render.LAYOUTS if "html" not in name)


def load_bodies(table, bodies):
    rows = [[body.replace("\0", "")] for body in bodies]
    database.run_over(f"""
        DROP TABLE IF EXISTS {table};
        CREATE TABLE {table} (body text);
        ALTER TABLE {table} ALTER body SET COMPRESSION lz4;
        \\copy {table} FROM '{{bodies}}' CSV
        VACUUM ANALYZE {table};""", bodies=rows)


def read_text(path):
    return pathlib.Path(path).read_text(encoding="utf-8")


SERIAL = "SET max_parallel_workers_per_gather = 0; SET jit = off;"


def texts(options):
    """Parsing beside md5 and normalize, and the checks beside parsing."""
    with tempfile.TemporaryDirectory() as folder:
        load_bodies("bodies", map(read_text, write_texts(folder, options.reports, layouts())))
    database.run("""DROP TABLE IF EXISTS read_report;
        CREATE TABLE read_report AS SELECT parse_report(body) AS report FROM bodies;
        ALTER TABLE read_report ALTER report SET COMPRESSION lz4; VACUUM FULL read_report;""")
    return [
        Work("md5(body)", "SELECT count(md5(body)) FROM bodies"),
        Work("normalize(body, NFKC)", "SELECT count(normalize(body, NFKC)) FROM bodies",
             "md5(body)"),
        Work("parse_report(body)", "SELECT count(parse_report(body)) FROM bodies", "md5(body)", 3),
        Work("parse_report(body), to NFKC", None, "normalize(body, NFKC)", 1 / 4.5),
        Work("is_balanced(report)", "SELECT count(is_balanced(report)) FROM read_report",
             "parse_report(body)", 0.1)], SERIAL


def printed(options):
    """Parse and check beside the same by regular expressions in PL/pgSQL, over one plain layout."""
    with tempfile.TemporaryDirectory() as folder:
        load_bodies("bodies", map(read_text, write_texts(folder, options.reports // 4, layouts())))
    database.run("DROP FUNCTION IF EXISTS section_3_adds_up; " +
                 read_text(HERE / "peers" / "regex.sql") + """
        DROP TABLE IF EXISTS printed;
        CREATE TABLE printed AS SELECT format_report(complete, 'text') AS body
        FROM (SELECT complete_report(jsonb_populate_record(parse_report(body),
                '{"form": 2021, "proactive_form": 2021}')) AS complete FROM bodies) r
        WHERE is_balanced(complete);
        DELETE FROM printed WHERE section_3_adds_up(body) IS NULL;
        VACUUM ANALYZE printed;""")
    return [
        Work("section 三 by regular expressions in PL/pgSQL",
             "SELECT count(*) FROM printed WHERE section_3_adds_up(body)"),
        Work("is_balanced(parse_report(body))",
             "SELECT count(*) FROM printed WHERE is_balanced(parse_report(body))",
             "section 三 by regular expressions in PL/pgSQL", 1)], SERIAL


def microseconds(printed_lines):
    return float(printed_lines[-1]) / 1000 if printed_lines else None


def pages(options):
    """Pages beside a SAX pass, and beside tools that only take their tables apart."""
    with tempfile.TemporaryDirectory() as folder:
        names = write_texts(folder, 100, "html_page")
        core = lines_of(str(HERE / "html"), *names)
        pandas = lines_of("/usr/bin/python3", str(HERE / "peers" / "pandas_tables.py"), *names)
        cheerio = lines_of("node", str(HERE / "peers" / "cheerio.cjs"), *names)
    times = [float(line.split(" us a page")[0].split()[-1]) / 1000 for line in core[1:]]
    sax, page, encoded = times if len(times) == 3 else (None, None, None)
    return [
        Work("libxml2's SAX pass over a page", sax),
        Work("parse of a page", page, "libxml2's SAX pass over a page", 1.5),
        Work("parse of its bytes in GB18030", encoded, "libxml2's SAX pass over a page"),
        Work("pandas.read_html with lxml, tables only", microseconds(pandas),
             "libxml2's SAX pass over a page"),
        Work("cheerio, tables only", microseconds(cheerio), "libxml2's SAX pass over a page")], ""


def registry(options):
    """COPY into a registry, and ingest, beside COPY into a plain table."""
    path = os.path.join(os.environ["PGDATA"], "filings.copy")
    with tempfile.TemporaryDirectory() as folder:
        load_bodies("bodies", map(read_text, write_texts(folder, options.reports, layouts())))
    database.run(f"""
        COPY (SELECT n || '/' || k, replace(body, agency, n || '县' || agency)
            FROM (SELECT body, (parse_report(body)).agency, row_number() OVER () AS k
                FROM bodies) s, generate_series(1, 5) n WHERE agency IS NOT NULL) TO '{path}';""")
    plain = "COPY into a plain table"
    return [
        Work(plain, f"COPY plain FROM '{path}'", before="""
            DROP TABLE IF EXISTS plain;
            CREATE TABLE plain (source text, body text);
            ALTER TABLE plain ALTER body SET COMPRESSION lz4;"""),
        Work("COPY into filing, deferred", f"COPY bench.filing (source, body) FROM '{path}'",
             plain, 2, before="""
                DROP SCHEMA IF EXISTS bench CASCADE;
                CALL create_registry('bench');
                SET govdisclose.ingest = 'deferred';"""),
        Work("CALL ingest()", "CALL bench.ingest()", plain, 2)], SERIAL


def duckdb(folder):
    """{view: milliseconds} of DuckDB over the same reports as plain columns."""
    reports, consolidating = (os.path.join(folder, name) for name in ("r.csv", "c.csv"))
    database.run("".join(f"\\copy (SELECT * FROM many.{view}) TO '{path}' CSV HEADER\n"
                         for view, path in (("figures_flat", reports),
                                            ("consolidating_agency", consolidating))))
    printed_lines = lines_of("node", str(HERE / "peers" / "duckdb.cjs"), reports, consolidating)
    return {name: float(elapsed) for name, elapsed in (line.split("\t") for line in printed_lines)}


def views(options):
    """The views of many agencies with parents, beside the bare sums and DuckDB."""
    if options.agencies:
        database.run(f"""
            DROP SCHEMA IF EXISTS many CASCADE;
            DROP TABLE IF EXISTS stored, name, fact CASCADE;
            DROP VIEW IF EXISTS item_category;
            \\i {HERE}/stored.sql
            \\i {HERE}/many.sql
            """, reports=1000, seed=1, schema="many", texts="true", agencies=options.agencies)
    with tempfile.TemporaryDirectory() as folder:
        peer = duckdb(folder)
    office = "(SELECT name FROM many.agency ORDER BY name LIMIT 1 OFFSET 777)"
    office = database.run(f"SELECT quote_literal({office});").strip()
    bare, year = "sum and coverage by year", "WHERE year = 2023"
    works = [
        Work("scan of the figures", "SELECT count(figures) FROM many.report "
             "WHERE superseded_by IS NULL"),
        Work(bare, "SELECT year, sum(figures), coverage(figures) FROM many.report "
             "WHERE superseded_by IS NULL GROUP BY year", "scan of the figures")]
    works += [Work(view, f"SELECT * FROM many.{view}", bare, 2)
              for view in ("consolidated", "outcomes_by_category", "consolidated_by_level")]
    for view in ("consolidated", "outcomes_by_category"):
        works += [Work(f"DuckDB: {view}", peer.get(view)),
                  Work(f"{view}, to DuckDB", None, f"DuckDB: {view}", 2)]
    counted = ", ".join(f"count({column})" for column in (
        "agency", "section", "item", "column_name", "label", "previous", "current", "difference",
        "ratio", "is_jump"))
    works += [
        Work("a year of year_over_year, all columns",
             f"SELECT {counted} FROM many.year_over_year {year}", bare, 3),
        Work("a year of peer_percentiles",
             f"SELECT count(rate), count(p90) FROM many.peer_percentiles {year}", bare, 3),
        Work("rates of a year's peer groups, as they are kept",
             f"SELECT count(rates) FROM many.live_rate_group {year}", bare, 3)]
    works += [Work(f"an agency of {view}", f"SELECT * FROM many.{view} WHERE agency = {office}",
                   None, None, 20)
              for view in ("carryover", "stock", "findings", "cell", "figures_flat",
                           "year_over_year", "agency_metrics", "outcome", "peer_percentiles",
                           "ranking")]
    return works, f"SET jit = off; SET work_mem = '{options.work_mem}';"


SECTIONS = {section.__name__: section for section in (texts, printed, pages, registry, views)}


def number(value, places=2):
    return "" if value is None else f"{value:.{places}f}"


def verdict(row):
    if row.milliseconds is None and row.ratio is None:
        return "not installed"
    over = row.ratio is not None and row.budget is not None and row.ratio > row.budget
    over = over or row.limit is not None and row.milliseconds > row.limit
    has_budget = row.budget is not None or row.limit is not None
    return "over" if over else "ok" if has_budget else ""


def show(rows):
    print(f"{'':9}{'work':45} {'ms':>10} {'ratio':>7} {'budget':>8}  to")
    for row in rows:
        budget = f"≤ {row.limit} ms" if row.limit else f"≤ {number(row.budget)}" if row.budget \
            else ""
        print(f"{row.section:9}{row.name:45} {number(row.milliseconds):>10} {number(row.ratio):>7} "
              f"{budget:>8}  {row.to or '':35} {verdict(row)}", flush=True)


def run_section(name, options):
    works, settings = SECTIONS[name](options)
    times = measure([work for work in works if work.query is not None], settings)
    for work in works:      # "x, to y": the time of x again
        times.setdefault(work.name, times.get(work.name.split(", to ")[0])
                         if ", to " in work.name else None)
    return list(rows_of(name, works, times))


def recorded():
    with RATIOS.open(encoding="utf-8") as table:
        return {row["work"]: float(row["ratio"]) for row in csv.DictReader(table, delimiter="\t")}


def slower(rows, before):
    return [row for row in rows if row.ratio is not None and row.name in before
            and row.ratio > ALLOWED * before[row.name]]


def check(rows, options):
    before = recorded()
    for section in {row.section for row in slower(rows, before)}:
        print(f"again: {section}")
        again = {row.name: row for row in run_section(section, options)}
        rows = [min(row, again.get(row.name, row), key=lambda r: r.ratio or 0) for row in rows]
    worse = slower(rows, before)
    for row in worse:
        print(f"slower: {row.name}: {row.ratio:.2f}, was {before[row.name]:.2f}")
    print(f"{len(rows) - len(worse)} passed, {len(worse)} failed")
    return 1 if worse else 0


def record(rows):
    with RATIOS.open("w", encoding="utf-8") as table:
        print("work\tratio", file=table)
        for row in rows:
            if row.ratio is not None and not row.name.startswith(("pandas", "cheerio")):
                print(f"{row.name}\t{row.ratio:.3f}", file=table)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=",".join(SECTIONS))
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--agencies", type=int, default=10000,
                        help="six reports each; 0: those that are there")
    parser.add_argument("--work-mem", default="4MB", help="for views")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    database.run(TIMER)
    rows = []
    for name in options.only.split(","):
        rows += run_section(name, options)
    show(rows)
    if options.record:
        record(rows)
    return check(rows, options) if options.check else 0


database.exit_with(main)
