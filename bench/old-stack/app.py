"""The closure list on the old system's stack: gunicorn, Flask, psycopg2 with a pool, written as one writes for it.

A token is not checked here, which is kinder to it than the old system was.
"""
import base64
import datetime
import decimal
import os
import uuid

import flask
import psycopg2.extras
from flask.json.provider import DefaultJSONProvider
from psycopg2.pool import ThreadedConnectionPool


class Json(DefaultJSONProvider):
    @staticmethod
    def default(value):
        if isinstance(value, datetime.datetime):
            return value.astimezone(datetime.timezone.utc).isoformat().replace("+00:00", "Z")
        if isinstance(value, decimal.Decimal):
            return float(value)
        return DefaultJSONProvider.default(value)


app = flask.Flask(__name__)
app.json = Json(app)
psycopg2.extras.register_uuid()
pool = None

LIST = """
select id, project_id as "projectId", number, title, road_number as "roadNumber", hectometer_from as "hectometerFrom",
  hectometer_to as "hectometerTo", side, place, status, starts_at as "startsAt", ends_at as "endsAt",
  case when hindrance_scheme is not null then json_build_object('scheme', hindrance_scheme, 'value', hindrance_value) end as "hindrance", west, south, east, north,
  status = 'confirmed' and no_plan_reason is null
    and not plan_is_approved as "planApprovalIsVoid",
  case when status in ('confirmed', 'cancelled') then case
    when live_status = 'started' and now() > live_first_end then 'overrunning'
    when live_status in ('planned', 'between') and now() > live_last_end then 'not-reported'
    when live_status = 'planned' and now() > live_first_end then 'between'
    else live_status end end as "liveStatus",
  content_version as "contentVersion", version
from closures order by starts_at, id limit %s
"""
EPOCH = datetime.datetime(1, 1, 1, tzinfo=datetime.timezone.utc)


def connections():
    global pool
    if pool is None:  # After the fork: connections cannot be shared by processes.
        # As many as there are threads; what is above the first number this pool closes again after every request.
        size = int(os.environ["OLD_STACK_POOL"])
        pool = ThreadedConnectionPool(size, size, os.environ["OLD_STACK_DATABASE"])
    return pool


def cursor_of(closure):
    since = closure["startsAt"] - EPOCH
    ticks = ((since.days * 86400 + since.seconds) * 1000000 + since.microseconds) * 10
    return base64.urlsafe_b64encode(f"{ticks}\x1f{closure['id']}".encode()).decode().rstrip("=")


@app.get("/health/ready")
def ready():
    return "ready"


@app.get("/v1/client-environments/<uuid:environment>/closures")
def closures(environment):
    limit = flask.request.args.get("limit", 50, int)
    connection = connections().getconn()
    try:
        with connection, connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
            cursor.execute("select set_config('app.environment', %s, true), set_config('app.user', '', true)", (str(environment),))
            cursor.execute(LIST, (limit + 1,))
            rows = cursor.fetchall()
    finally:
        connections().putconn(connection)
    following = cursor_of(rows[limit - 1]) if len(rows) > limit else None
    return flask.jsonify({"items": rows[:limit], "next": following, "count": None})
