"""What report_evidence gives for many texts: the values, and where each of them stands."""
import os
import sys
from collections import namedtuple
from decimal import Decimal

here = os.path.dirname(os.path.abspath(__file__))
sys.path += [os.path.join(here, ".."), os.path.join(here, "..", "layouts")]
import database  # noqa: E402
import score  # noqa: E402

Evidence = namedtuple("Evidence", "path value raw start")  # start: a character of the text, from 0

BATCH = 1000

# An error in one text must not hide what the others give.
SQL = r"""
CREATE FUNCTION pg_temp.read(body text) RETURNS jsonb LANGUAGE plpgsql AS $$
BEGIN
    RETURN coalesce(jsonb_agg(jsonb_build_array(section, number, item, column_name,
            value::text, raw, "position") ORDER BY "position"), '[]')
        FROM report_evidence(body) WHERE value IS NOT NULL;
EXCEPTION WHEN OTHERS THEN
    RETURN jsonb_build_object('error', SQLSTATE || ' ' || SQLERRM);
END $$;
CREATE TEMP TABLE body (id int, body text);
\copy body FROM '{body}' WITH (FORMAT csv)
SELECT pg_temp.read(body) FROM body ORDER BY id;
"""


def evidence(section, number, item, column, value, raw, position):
    path = score.cell_path(section, number, item, column)
    return Evidence(path, Decimal(value), raw, position - 1)


def read(texts):
    """A list of Evidence for every text, or a string if the text was an error."""
    for first in range(0, len(texts), BATCH):
        rows = ((i, text.replace("\0", "")) for i, text in enumerate(texts[first:first + BATCH]))
        for found in database.values(database.run_over(SQL, body=rows)):
            yield found["error"] if isinstance(found, dict) else [evidence(*cell) for cell in found]
