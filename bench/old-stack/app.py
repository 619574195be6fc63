"""The closure list on the old system's stack: gunicorn, Flask, psycopg2 with a pool.

It has no token to check and sends its two statements in one go, which is kinder to it than the old system was.
"""
import base64
import os
from datetime import datetime, timezone

import flask
from psycopg2.pool import ThreadedConnectionPool

app = flask.Flask(__name__)
app.json.sort_keys = False
pool = None

LIST = """
select set_config('app.environment', %s, true), set_config('app.user', '', true);
select id::text, project_id::text as project, number, title, road_number as "roadNumber", hectometer_from::float8 as "hectometerFrom",
  hectometer_to::float8 as "hectometerTo", side, place, status, starts_at as "startsAt", ends_at as "endsAt", hindrance_scheme as "hindranceScheme",
  hindrance_value as "hindranceValue", west, south, east, north, content_version as "contentVersion", version
from closures order by starts_at, id limit %s
"""
EPOCH = datetime(1, 1, 1, tzinfo=timezone.utc)


def connection_pool():
    global pool
    if pool is None:  # After the fork: connections cannot be shared by processes.
        pool = ThreadedConnectionPool(1, 8, os.environ["OLD_STACK_DATABASE"])
    return pool


def instant(value):
    return value.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def cursor_of(row):
    since = row[10] - EPOCH
    ticks = ((since.days * 86400 + since.seconds) * 1000000 + since.microseconds) * 10
    return base64.urlsafe_b64encode(f"{ticks}\x1f{row[0]}".encode()).decode().rstrip("=")


@app.get("/health/ready")
def ready():
    return "ready"


@app.get("/v1/client-environments/<uuid:environment>/closures")
def closures(environment):
    limit = flask.request.args.get("limit", 50, int)
    connections = connection_pool()
    connection = connections.getconn()
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(LIST, (str(environment), limit + 1))
            names = [column.name for column in cursor.description]
            rows = cursor.fetchall()
    finally:
        connections.putconn(connection)
    items = [dict(zip(names, row)) for row in rows[:limit]]
    for item in items:
        item["startsAt"], item["endsAt"] = instant(item["startsAt"]), instant(item["endsAt"])
    following = cursor_of(rows[limit - 1]) if len(rows) > limit else None
    return flask.jsonify({"items": items, "next": following})
