"""psycopg 3, with and without the composite types being registered."""
import psycopg
from psycopg.types.composite import CompositeInfo, register_composite

import common

NAMES = ("applicant_counts", "application_outcomes", "dispute_counts", "dispute_outcomes",
         "proactive_disclosure", "disclosure_report")

with psycopg.connect("", autocommit=True) as connection:
    def fetch(query):
        cursor = connection.execute(query)
        return [column.name for column in cursor.description], cursor.fetchall()

    common.show(fetch)
    for name in NAMES:
        register_composite(CompositeInfo.fetch(connection, name), connection)
    report = fetch(common.queries()["report"])[1][0][0]
    print("registered:", type(report).__name__, common.shown(report.applications.granted.total))
    print("given back:", connection.execute("SELECT is_balanced(%s)", (report,)).fetchone()[0])
