#!/usr/bin/env python3
"""Time every view of the registry "many", which bench.py leaves, for an agency and for a year.

usage: every_view.py [AGENCY [YEAR]]

Prints, for each view, the milliseconds of the processor that the server's process took, so that
what else the machine does matters little: for the agency, for it in the year, and for the year,
this beside the bare sum and coverage of all years. All rows and columns are made, by one process.
Of a year, views that read the filings again are left out. Runs within test/server.sh.
"""
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import database  # noqa: E402

READS_FILINGS = ("arrival", "cell", "findings", "question", "question_item", "question_of_filing",
                 "similar_reports")


class Session:
    """One backend, and what the processor has done for it."""

    def __init__(self):
        self.psql = subprocess.Popen(["psql", "-XqAt"], text=True, stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE)
        self.ask("SET jit = off; SET max_parallel_workers_per_gather = 0; "
                 "SET search_path = many, public;")
        self.schedstat = pathlib.Path(f"/proc/{self.ask('SELECT pg_backend_pid();')[0]}/schedstat")

    def ask(self, script):
        self.psql.stdin.write(script + "\n\\echo\n")
        self.psql.stdin.flush()
        lines = [line.rstrip("\n") for line in iter(self.psql.stdout.readline, "\n")]
        if lines and not lines[-1]:
            raise database.DatabaseError(f"cannot run: {script}")
        return lines

    def milliseconds(self, query):
        """Those of the faster of two runs, and how many rows there are."""
        times = []
        for _ in range(2):
            before = int(self.schedstat.read_text().split()[0])
            plan = self.ask(f"EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF) {query};")
            times.append((int(self.schedstat.read_text().split()[0]) - before) / 1e6)
        return min(times), int(re.search(r"actual rows=(\d+)", plan[0])[1])


def main():
    session = Session()
    agency = sys.argv[1] if len(sys.argv) > 1 else session.ask(
        "SELECT name FROM many.agency ORDER BY name LIMIT 1 OFFSET 777;")[0]
    year = sys.argv[2] if len(sys.argv) > 2 else "2023"
    sums = session.milliseconds("SELECT year, sum(figures), coverage(figures) FROM report "
                                "WHERE superseded_by IS NULL GROUP BY year")[0]
    print(f"sum and coverage by year: {sums:.0f} ms")
    print(f"{'view':24} {'agency':>9} {'and year':>9} {'year':>9} {'÷ sums':>7} {'rows':>9}")
    for view in session.ask("SELECT relname, bool_or(attname = 'agency'), bool_or(attname = 'year')"
                            " FROM pg_class c JOIN pg_attribute ON attrelid = c.oid"
                            " AND attname IN ('agency', 'year') WHERE relkind = 'v'"
                            " AND relnamespace = 'many'::regnamespace GROUP BY 1 ORDER BY 1;"):
        name, has_agency, has_year = view.split("|")
        of_agency, of_year = f"agency = $v${agency}$v$", f"year = {year}"
        asked = [(has_agency == "t", of_agency), (has_agency == has_year == "t",
                                                  f"{of_agency} AND {of_year}"),
                 (has_year == "t" and name not in READS_FILINGS, of_year)]
        times = [session.milliseconds(f"SELECT * FROM {name} WHERE {where}") if is_asked else None
                 for is_asked, where in asked]
        shown = " ".join(f"{time[0]:9.1f}" if time else " " * 9 for time in times)
        beside = f" {times[2][0] / sums:7.2f} {times[2][1]:9}" if times[2] else ""
        print(f"{name:24} {shown}{beside}", flush=True)
    return 0


database.exit_with(main)
