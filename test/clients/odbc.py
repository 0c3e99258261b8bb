"""pyodbc over psqlODBC."""
import os

import pyodbc

import common

os.environ["ODBCSYSINI"] = os.path.dirname(os.path.abspath(__file__))
connection = pyodbc.connect("DRIVER={{PostgreSQL Unicode}};Servername={PGHOST};Port={PGPORT};"
                            "Database={PGDATABASE};Username={PGUSER}".format(**os.environ),
                            autocommit=True)


def fetch(query):
    cursor = connection.cursor()
    cursor.execute(query)
    return [column[0] for column in cursor.description], cursor.fetchall()


common.show(fetch)
