"""SQLAlchemy over psycopg2, and the tables that it finds by itself."""
import warnings

import sqlalchemy

import common

engine = sqlalchemy.create_engine("postgresql+psycopg2://", isolation_level="AUTOCOMMIT")


def fetch(query):
    with engine.connect() as connection:
        result = connection.execute(sqlalchemy.text(query))
        return list(result.keys()), result.fetchall()


common.show(fetch)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    columns = sqlalchemy.inspect(engine).get_columns("report", "disclosure")
print("reflected:", ", ".join(f"{column['name']} {column['type']}" for column in columns[:3]))
print("not known:", " ".join(sorted(c["name"] for c in columns if str(c["type"]) == "NULL")))
