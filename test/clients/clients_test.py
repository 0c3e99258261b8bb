#!/usr/bin/env python3
"""What clients show of a registry: each program of this folder whose client is installed asks for
the view cell, for figures_flat and for a whole report, and prints what it gets. docs/clients.md
explains it.

usage: clients_test.py [--write]

Needs the extension installed and a server (PGHOST etc.) in which the database "clients" may be made
and dropped. Prints "skipped: ..." for a client that is not there. With --write, what the clients
print becomes what is expected. Exit status: 0 if it is, 1 if not, 2 if it could not run.
"""
import glob
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

here = os.path.dirname(os.path.abspath(__file__))
sys.path.append(os.path.join(here, ".."))
import database  # noqa: E402

NAME = "clients"
PYTHON = "/usr/bin/python3"     # that of the system has the system's packages
EXPECTED = os.path.join(here, "expected")

MAKE = """
CREATE EXTENSION govdisclose;
CALL create_registry('disclosure');
ALTER DATABASE clients SET search_path = disclosure, public;
INSERT INTO disclosure.filing (agency, body) SELECT agency, body
FROM (VALUES ('临川市公安局', {full}), ('丙市公安局', {part})) f (agency, body);
"""


class Bridge:
    """A TCP port that leads to the server's socket, for JDBC."""

    def __init__(self, path):
        self.path = path
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            near = self.listener.accept()[0]
            far = socket.socket(socket.AF_UNIX)
            far.connect(self.path)
            for pair in ((near, far), (far, near)):
                threading.Thread(target=self._pass_on, args=pair, daemon=True).start()

    @staticmethod
    def _pass_on(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def succeeds(*command):
    """True if the command is there and ends well."""
    return shutil.which(command[0]) is not None and subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=here,
        check=False).returncode == 0


def quoted(text):
    """A text as a literal."""
    return "'" + text.replace("'", "''") + "'"


def make_registry():
    """A database with two reports, one of which lacks a row."""
    with open(os.path.join(here, "..", "data", "police-2024.txt"), encoding="utf-8") as file:
        full = file.read()
    part = "\n".join(line for line in full.split("\n") if "予以公开" not in line)
    database.run(f"CREATE DATABASE {NAME};")
    database.run(MAKE.format(full=quoted(full), part=quoted(part)), NAME)


def export(folder, queries):
    """What psql writes as CSV."""
    named = {"cell": "SELECT * FROM cell", "figures_flat": queries["figures_flat"],
             "report": queries["report"], "json": queries["json"].replace(
                 "to_jsonb(report)", "to_jsonb(report) AS report")}
    for name, query in named.items():
        with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8") as file:
            file.write(database.run(f"COPY ({query}) TO STDOUT (FORMAT csv, HEADER);", NAME))


def clients(folder):
    """Of each client: is it there, and the command that runs it."""
    with open(os.path.join(here, "queries.json"), encoding="utf-8") as file:
        queries = json.load(file)
    export(folder, queries)
    asked = list(queries.values())
    jars = glob.glob("/usr/share/java/postgresql.jar")
    bridge = Bridge(os.path.join(os.environ["PGHOST"], f".s.PGSQL.{os.environ['PGPORT']}"))
    url = f"jdbc:postgresql://127.0.0.1:{bridge.port}/{NAME}?user={os.environ['PGUSER']}"
    for name, module in (("psycopg3", "psycopg"), ("psycopg2_", "psycopg2"),
                         ("sqlalchemy_", "sqlalchemy, psycopg2"), ("odbc", "pyodbc")):
        is_there = succeeds(PYTHON, "-c", f"import {module}") and (
            name != "odbc" or "PostgreSQL Unicode" in drivers())
        yield name, is_there, [PYTHON, f"{name}.py"]
    java = ["java", "-XX:-UsePerfData"]  # which would leave a folder in /tmp
    yield "jdbc", bool(jars) and succeeds(*java, "--version"), [
        *java, "-cp", jars[0] if jars else "", "Jdbc.java", url, *asked]
    for name, module in (("node_pg", "pg"), ("postgraphile", "postgraphile")):
        yield name, succeeds("node", "-e", f"require('{module}')"), ["node", f"{name}.js"]
    yield "r_postgresql", succeeds("Rscript", "-e", "library(RPostgreSQL)"), [
        "Rscript", "r_postgresql.R", *asked]
    yield "duckdb_csv", succeeds("node", "-e", "require('@duckdb/node-api')"), [
        "node", "duckdb_csv.js", folder]


def drivers():
    """The names of the ODBC drivers."""
    done = subprocess.run([PYTHON, "-c", "import pyodbc; print(pyodbc.drivers())"],
                          capture_output=True, encoding="utf-8", check=False)
    return done.stdout


def agrees(name, command, is_written):
    """Does the client print what it is to?"""
    done = subprocess.run(command, cwd=here, capture_output=True, encoding="utf-8", check=False,
                          env={**os.environ, "PGDATABASE": NAME, "PYTHONDONTWRITEBYTECODE": "1",
                               "PYTHONWARNINGS": "ignore", "LC_ALL": "C.UTF-8"})
    path = os.path.join(EXPECTED, name + ".txt")
    if is_written:
        with open(path, "w", encoding="utf-8") as file:
            file.write(done.stdout)
    with open(path, encoding="utf-8") as file:
        expected = file.read()
    if done.returncode == 0 and done.stdout == expected:
        print(f"ok: {name}")
        return True
    print(f"{name}: exit status {done.returncode}\n{done.stdout}{done.stderr[-2000:]}"
          f"expected:\n{expected}")
    return False


def main():
    """Asks every client."""
    result = 0
    make_registry()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for name, is_there, command in clients(folder):
                if not is_there:
                    print(f"skipped: no {name.strip('_')}")
                elif not agrees(name, command, "--write" in sys.argv[1:]):
                    result = 1
    finally:
        database.run(f"DROP DATABASE {NAME} WITH (FORCE);")
    return result


if __name__ == "__main__":
    database.exit_with(main)
