#!/usr/bin/env python3
"""Call every function of the extension many times: the memory of the server's process stays flat.

usage: memory.py [--calls N]

The process is looked at after a tenth of the calls and after all of them. Needs a server on this
machine, and the extension in its database.
"""
import argparse
import pathlib
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parent.parent
sys.path.append(str(TOP))
import database  # noqa: E402
from limits import arguments  # noqa: E402

ALLOWED = 1024                  # kB: caches of the server that fill late
# What PostgreSQL keeps of each call of a function that gives rows of type record until the
# statement ends, jsonb_each's too.
RECORD = 1                      # kB
KEEPS_ROWS = {"peer_rates"}     # aggregates that sort, 1 kB a row
SAMPLES = f"""
SET jit = off;
CREATE TEMP TABLE sample AS
SELECT body, bytes, r, r::disclosure_figures AS f,
    (SELECT peer_rates(x) FROM (VALUES (r::disclosure_figures)) v (x)) AS rates
FROM (SELECT pg_read_file('{TOP}/data/health-2023.txt') AS body,
    pg_read_binary_file('{TOP}/data/files/dates.xlsx') AS bytes,
    parse_report(pg_read_file('{TOP}/data/health-2023.txt')) AS r) s;
ANALYZE sample;
"""
COLUMNS = {"text": "body", "bytea": "bytes", "disclosure_report": "r", "disclosure_figures": "f",
           "double precision[]": "rates",
           "proactive_disclosure": "(r).proactive", "application_outcomes": "(r).applications",
           "applicant_counts": "(r).applications.received", "dispute_outcomes": "(r).disputes",
           "dispute_counts": "(r).disputes.reconsideration"}


def calls_of(function, calls):
    """One statement; the arguments depend on the row, so that none is worked out only once."""
    values = {type: f"CASE WHEN i > 0 THEN {column} END" for type, column in COLUMNS.items()}
    call = f"{function.name}({function.arguments(values)})"
    rows = f"sample, (SELECT generate_series(1, {calls}) AS i) counted"
    if function.is_aggregate:
        return f"SELECT {call} IS NULL FROM {rows};"
    if function.is_set:
        return f"SELECT count(*) FROM {rows}, LATERAL {call};"
    return f"SELECT count({call}) FROM {rows};"


class Session:
    """psql with one process of the server, whose memory is read from /proc."""

    def __init__(self):
        self.psql = subprocess.Popen(["psql", "-XqAt"], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        said = self.ask(SAMPLES)
        if said:
            raise database.DatabaseError(" ".join(said))
        self.process = self.ask("SELECT pg_backend_pid();")[0]

    def ask(self, script):
        self.psql.stdin.write(script + "\n\\echo done\n")
        self.psql.stdin.flush()
        return [line.strip() for line in iter(self.psql.stdout.readline, "done\n")]

    def memory(self):
        status = pathlib.Path(f"/proc/{self.process}/status").read_text(encoding="utf-8")
        return int(status.split("VmHWM:")[1].split()[0])


def measure(function, calls):
    """How much more the process needed for the rest of the calls, and what it said if it failed."""
    session = Session()
    said = session.ask(calls_of(function, calls // 10))
    before = session.memory()
    session.ask(calls_of(function, calls))
    grown = session.memory() - before
    session.psql.stdin.close()
    session.psql.wait()
    return grown, [line for line in said if "ERROR" in line]


def allowed(function, calls):
    keeps = function.is_record and function.is_set or function.name in KEEPS_ROWS
    return ALLOWED + (RECORD * calls if keeps else 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--calls", type=int, default=100000)
    calls = parser.parse_args().calls
    wrong = 0
    functions = arguments.functions()
    for function in functions:
        grown, errors = measure(function, calls)
        is_wrong = grown > allowed(function, calls) or bool(errors)
        wrong += is_wrong
        print(f"{'not ok' if is_wrong else 'ok'}: {function.signature}: {grown} kB more",
              *errors, flush=True)
    print(f"{len(functions)} functions, {calls} calls of each: {wrong} grew or failed")
    return wrong > 0


database.exit_with(main)
