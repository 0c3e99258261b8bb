"""psql, as every test in Python uses it. The database is the one that psql's environment variables
name; the extension must be installed in it.
"""
import csv
import json
import os
import subprocess
import sys
import tempfile
from decimal import Decimal

SETTINGS = "\\set ON_ERROR_STOP on\nSET client_min_messages = warning;\n"


class DatabaseError(Exception):
    """psql failed: no connection, no extension, an error in the script, or a crash."""


def run(script, database=None, **variables):
    """What psql prints for a script: rows without their headers. The variables are psql's."""
    command = ["psql", "-XqAt", "-f", "-"]
    command += ["-d", database] if database else []
    command += [word for name, value in variables.items() for word in ("-v", f"{name}={value}")]
    done = subprocess.run(command, input=SETTINGS + script, encoding="utf-8", capture_output=True,
                          env={**os.environ, "PGCLIENTENCODING": "UTF8"})
    if done.returncode:
        raise DatabaseError(f"{database or ''} {done.stderr.strip()}".strip())
    return done.stdout


def show(script, database, folder):
    """What psql shows to a person who runs a script in a folder: tables with heads, and errors
    where they happen.
    """
    done = subprocess.run(["psql", "-X", "-q", "-d", database], input=script, encoding="utf-8",
                          cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        raise DatabaseError(f"{database} {done.stdout.strip()}")
    return done.stdout


def run_over(script, database=None, **tables):
    """The same of a script that copies tables: {NAME} in it is the path of their rows as CSV.

    Bytes that are no UTF-8 are given with surrogate escapes.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in tables.items():
            path = os.path.join(folder, name + ".csv")
            with open(path, "w", encoding="utf-8", errors="surrogateescape",
                      newline="") as out:
                csv.writer(out).writerows(rows)
            script = script.replace("{" + name + "}", path)
        return run(script, database)


def values(printed):
    """The lines that psql printed, each a JSON value."""
    return [json.loads(line, parse_float=Decimal) for line in printed.splitlines() if line]


def exit_with(main):
    """End with the exit status that main gives, or with 2 if the database could not be asked."""
    try:
        sys.exit(main())
    except DatabaseError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
