#!/usr/bin/env python3
"""Cancel every function of the extension in the middle of long inputs: it ends soon.

usage: cancel.py [--megabytes N] [FUNCTION ...]

statement_timeout is one second; how long the statement then goes on is what counts. Not for make
test: it measures time.
"""
import argparse
import pathlib
import sys
import time

TOP = pathlib.Path(__file__).resolve().parent.parent
sys.path.append(str(TOP))
import database  # noqa: E402
from limits import arguments  # noqa: E402

TIMEOUT = 1.0
PATIENCE = 2.0                  # seconds beyond
PIECES = {
    "text": "'公开信息一百二十条。'",
    "less-than": "'<'",
    "blanks": "' '",
    "lines": "E'\\n'",
    "digits": "'7'",
    "labels": "E'规章 1 2 3\\n'",
    "damaged headings": "E'三、收到X处理政府信息公开申请情况\\n'",
    "titles": "'临川市教育局2024年政府信息公开工作年度报告'",
    "rows": "E'| 予以公开 | 1 | 2 | 3 | 4 | 5 | 6 | 21 |\\n'",
    "page": "'<table><tr><td>规章<td>1<td>2<td>3</table>'",
    "open tag": "'<p a=1 '",
    "quotes": "'\"a\",'",
    "brackets": "'[[1, 2], '",
    "objects": "'{\"text\": \"规章\", \"x\": 1, \"y\": 2}, '",
    "words": "E'5\\t1\\t1\\t1\\t1\\t1\\t100\\t100\\t20\\t10\\t96\\t规章\\n'",
    "mail": "E'--x\\nContent-Type: text/html\\n\\n'",
}
HEADS = {"page": "<html>", "words": "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num"
                                    "\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n",
         "mail": "MIME-Version: 1.0\\nContent-Type: multipart/mixed; boundary=\"x\"\\n\\n"}


def make_input(name, megabytes):
    """A table with the input as each type that a function may take."""
    piece = PIECES[name]
    database.run(f"""
DROP TABLE IF EXISTS long_input;
CREATE TABLE long_input AS
SELECT body, convert_to(body, 'UTF8') AS bytes,
    convert_to(body, 'UTF8') || '\\xff'::bytea AS other_bytes, jsonb_populate_record(
    parse_report(pg_read_file('{TOP}/data/police-2024.txt')), jsonb_build_object(
    'overview', body, 'problems', left(body, 1000000))) AS r
FROM (SELECT E'{HEADS.get(name, "")}' ||
    repeat({piece}, {megabytes} * 1000000 / octet_length({piece})) AS body) t;
""")


def call_of(function, bytes_column):
    values = {"text": "body", "bytea": bytes_column, "disclosure_report": "r"}
    call = f"{function.name}({function.arguments(values)})"
    if function.is_set:
        return f"SELECT count(*) FROM long_input, LATERAL {call};"
    return f"SELECT count({call}) FROM long_input;"


def seconds(statement):
    """How long it took in the server, and whether it was cancelled."""
    script = f"SET statement_timeout = {int(TIMEOUT * 1000)};\n{statement}"
    begin = time.monotonic()
    try:
        database.run(script)
        said = "done"
    except database.DatabaseError as error:
        said = "cancelled" if "statement timeout" in str(error) else str(error).split("\n")[0]
    return time.monotonic() - begin, said


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--megabytes", type=int, default=100)
    parser.add_argument("--input", action="append", choices=PIECES)
    parser.add_argument("functions", nargs="*")
    given = parser.parse_args()
    chosen = [f for f in arguments.functions() if f.takes({"text", "bytea", "disclosure_report"})
              and not f.is_aggregate and (not given.functions or f.name in given.functions)]
    late = worst = count = 0
    for name in given.input or PIECES:
        make_input(name, given.megabytes)
        for function in chosen:
            for column in ["bytes", "other_bytes"] if "bytea" in function.types else [None]:
                took, said = seconds(call_of(function, column))
                count += 1
                worst = max(worst, took)
                late += took > TIMEOUT + PATIENCE
                if took > TIMEOUT + PATIENCE:
                    print(f"not ok: {function.signature}, {name} ({column}): {took:.1f} s, {said}",
                          flush=True)
        print(f"{name}: so far {count} calls, the longest {worst:.1f} s", flush=True)
    print(f"{count} calls with {given.megabytes} MB: {late} ended later than {PATIENCE:g} s after "
          f"a timeout of {TIMEOUT:g} s")
    return late > 0


database.exit_with(main)
