#!/usr/bin/env python3
"""usage: pandas_tables.py PAGE ...

Microseconds a page for pandas.read_html, with lxml, to make data frames of its tables: the median
of five runs.
"""
import io
import statistics
import sys
import time

import pandas

pages = [open(name, encoding="utf-8").read() for name in sys.argv[1:]]


def read_all():
    for page in pages:
        try:
            pandas.read_html(io.StringIO(page), flavor="lxml")
        except ValueError:      # no table
            pass


times = []
for _ in range(6):
    started = time.perf_counter()
    read_all()
    times.append((time.perf_counter() - started) * 1e6 / len(pages))
print(statistics.median(times[1:]))
