"""psycopg2."""
import psycopg2

import common

connection = psycopg2.connect("")
connection.autocommit = True


def fetch(query):
    cursor = connection.cursor()
    cursor.execute(query)
    return [column.name for column in cursor.description], cursor.fetchall()


common.show(fetch)
