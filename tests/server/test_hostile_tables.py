# SPDX-License-Identifier: GPL-3.0-or-later
"""Every table and view × questions and rows that make no sense, as several callers, through PostgREST.

Each table and each caller gets another share of it, so that in the end every value met some column of every kind.
"""
import json
import re

from hostile import BIG, UNKNOWN, VALUES, Judge, Line, in_parallel
from tap import expect_none
from world import EVENT, PEOPLE, rows

CALLERS = {"anon": None, "owner": PEOPLE["owner"], "door": PEOPLE["door"], "guest": PEOPLE["guest"]}
LARGE = {"events": 7, "published_events": 7}
# A check that a row breaks is the caller's mistake here: the tables are the API.
MISTAKES = re.compile(r"^(0A|2F|38|39|3F|P0|XX|40|55|42P0[2-9]|42P1)")
QUERIES = [
    "nope=eq.1", "select=nope", "select=*,nope(*)", "select=*,users(*),members(*)", "select=chg::text", "select=id::nope",
    "select=secret.x", "select=id,id->>x", "select=count()", "order=nope", "order=id.sideways", "order=id.asc.nullslast,id.desc",
    "limit=-1", "limit=0", "limit=x", "limit=99999999999999999999", "offset=-1", "offset=99999999999999999999", "offset=2147483648",
    "id=eq.x", "id=eq.", "id=eq.%00", "id=eq.%27%20OR%201%3D1--", "id=is.nope", "id=is.null", "id=nope.1", "id=in.()",
    "id=in.(x,y", "id=not.not.eq.1", "id=gt.%E2%80%AE", "id=fts.x", "id=like.*", "id=match.((a%2B)%2B)%24", "id=cs.{}", "id=ov.[1,2",
    "or=(", "or=()", "or=(id.eq.1", "and=(" + "or(" * 200, "or=(" + ",".join([f"id.eq.{UNKNOWN}"] * 300) + ")",
    f"id=in.({','.join([UNKNOWN] * 500)})", "id=eq." + "9" * 6000, "on_conflict=nope", "columns=nope", "columns=id,nope",
    "event_id=eq." + UNKNOWN, "event_id=eq.", "%00=%00", "=", "&&&", "select=" + "a," * 3000, "select=*,...events(*)",
    "version=eq.1e400", "version=gt.-99999999999999999999", "updated_at=gt.infinity", "updated_at=eq.now%00",
    "deleted_at=lt.yesterday%20allballs", "title=imatch.(", "title=ilike.%25_%5C", "search=wfts(nope).x", "search=fts.((&", "search=plfts(simple).'",
]
HEADERS = [{"Range": "rows=9-1"}, {"Range": "0-x", "Range_Unit": "nope"}, {"Prefer": "count=exact,return=nope,tx=rollback"},
           {"Prefer": "max-affected=1, handling=strict, nope=1"}, {"Accept": "text/nope"}, {"Accept": "application/vnd.pgrst.object+json"},
           {"Accept": "application/vnd.pgrst.plan+json; for=\"application/json\"; options=verbose"}, {"Accept_Profile": "private"},
           {"Accept_Profile": "pg_catalog"}, {"Content_Profile": "private"}, {"Accept": "text/csv"}, {"Accept": "application/geo+json"}]
PLACES = ["nope", "rpc/nope", "rpc/", "secret.users", "rpc/secret.me", "users/1", "rpc/sign_in/x", "x" * 7000, "%00",
          "rpc/pg_sleep?seconds=9", "pg_class", "information_schema.tables"]
TABLES = """SELECT c.relname, array_agg (a.attname ORDER BY a.attnum) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v') AND a.attnum > 0 AND NOT a.attisdropped
  GROUP BY 1 ORDER BY 1"""


def bodies(columns):
    """(what, body, further headers)."""
    for what, value in VALUES.items():
        yield what, value, {}
    for column in columns:
        for what, value in VALUES.items():
            if what not in BIG:
                yield f"{column}: {what}", f"{{{json.dumps(column)}: {value}}}", {}
    yield "a column that is not there", '{"nope": 1}', {}
    yield "rows of two kinds", '[{"id": null}, {"nope": 1}]', {}
    yield "no body", "", {}
    yield "CSV", "id\n1\n", {"Content_Type": "text/csv"}
    yield "a form", "id=1&id=2&%00=1", {"Content_Type": "application/x-www-form-urlencoded"}
    yield "XML", "<id/>", {"Content_Type": "text/xml"}
    yield "merge", '[{"id": null}]', {"Prefer": "resolution=merge-duplicates, missing=default"}


def requests(name, columns, caller):
    """(what, method, path, body, headers)."""
    if caller == "anon" and not name.startswith("published_"):
        yield "anon", "GET", name, None, {}
        yield "anon", "POST", name, "{}", {}
        return
    for query in QUERIES:
        yield query[:60], "GET", f"{name}?{query}", None, {}
    for query in QUERIES[::4]:
        yield query[:60], "DELETE", f"{name}?{query}", None, {}
    for headers in HEADERS:
        yield str(headers), "GET", name, None, headers
    for number, (what, body, headers) in enumerate(bodies(columns)):
        yield f"POST {what}", "POST", name, body, headers
        yield f"PATCH {what}", "PATCH", f"{name}?version=lt.0" if number % 3 else name, body, headers
    yield "PUT", "PUT", f"{name}?id=eq.{UNKNOWN}", json.dumps({"id": UNKNOWN}), {}
    yield "a method", "NOPE", name, None, {}
    yield "a method", "OPTIONS", name, None, {}


def check_table(world, connection, rest, judge, place, name, columns):
    faults = []
    for number, (caller, user) in enumerate(CALLERS.items()):
        tasks = list(requests(name, columns, caller))
        if len(tasks) > 2:
            share = LARGE.get(name, 31)
            tasks = tasks[(place + 5 * number) % share::share]
        token = world.token(connection, user) if user else None

        def attempt(line, task, caller=caller, token=token):
            what, method, path, body, headers = task
            status, text = line.ask(method, path, body, token, **headers)
            fault = judge.fault(status, text, MISTAKES)
            return fault and f"{name}, {caller}, {what}: {fault}"
        # Two changes of all rows could block each other, which is another matter.
        faults += in_parallel(rest.url, [task for task in tasks if task[1] == "PATCH"], attempt, 1)
        faults += in_parallel(rest.url, [task for task in tasks if task[1] != "PATCH"], attempt)
    expect_none(faults[:20], f"Of {len(faults)} wrong answers these are the first:")


def check_places(rest, judge):
    """What is no table and no function. PostgREST says so in its own words, and may hint at what is public."""
    line = Line(rest.url)
    faults = []
    for path in PLACES:
        for method in ("GET", "POST", "PATCH", "DELETE", "PUT"):
            status, text = line.ask(method, path, None if method == "GET" else "{}")
            if not 400 <= status < 500 or judge.secrets.search(text.replace(path, "")):
                faults.append(f"{method} {path[:40]}: {status} {text[:300]}")
    line.close()
    expect_none(faults, "Wrong answers:")


def check_ground(world, connection, rest):
    line = Line(rest.url)
    status, text = line.ask("GET", "events?select=id", None, world.token(connection, PEOPLE["owner"]))
    line.close()
    assert status == 200 and EVENT in text, text


def add(tap, world):
    name = world.new_database()
    with world.connect(name) as connection, world.serve(name) as rest:
        judge = Judge(connection)
        for place, (table, columns) in enumerate(rows(connection, TABLES)):
            tap.run(f"hostile tables: {table}", check_table, world, connection, rest, judge, place, table, columns)
        tap.run("hostile tables: other places", check_places, rest, judge)
        tap.run("hostile tables: the ground is still there", check_ground, world, connection, rest)
