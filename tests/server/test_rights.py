# SPDX-License-Identifier: GPL-3.0-or-later
"""Every role × every table × every verb × own and foreign event, as rights.txt says; and every function."""
import json
import pathlib

import psycopg2

from tap import expect_none
from world import (EVENT, FOREIGN_EVENT, FOREIGN_ORGANIZER, FOREIGN_TIER, ORDER, ORGANIZER, PEOPLE, TICKET, TIER, become, new_id,
                   new_session, one, rows)

MANAGERS = ["admin", "owner", "organizer"]
TEAM = {"scanner": "can_scan", "seller": "can_search, can_sell", "editor": "can_edit", "messenger": "can_message",
        "reporter": "can_report", "refunder": "can_refund"}
GROUPS = {"managers": MANAGERS, "staff": [*MANAGERS, *TEAM]}
CALLERS = [*MANAGERS, *TEAM, "guest", "stranger", "anon"]
VERBS = ["select", "insert", "update", "delete"]
FOREIGN_ORDER = "01900000-0000-7000-8000-000000000502"
FOREIGN_TICKET = "01900000-0000-7000-8000-000000000603"

# One row for each table that the sample leaves empty; {} is the side's value.
SIDES = {
    "own": {"event": EVENT, "organizer": ORGANIZER, "tier": TIER, "order": ORDER, "ticket": TICKET, "user": None},
    "foreign": {"event": FOREIGN_EVENT, "organizer": FOREIGN_ORGANIZER, "tier": FOREIGN_TIER, "order": FOREIGN_ORDER,
                "ticket": FOREIGN_TICKET, "user": PEOPLE["other"]},
}
# Where the row is whose rights are tried: table → the condition.
PLACES = {
    "users": "id = '{user}'", "organizers": "id = '{organizer}'", "members": "organizer_id = '{organizer}' AND user_id = '{user}'",
    "devices": "organizer_id = '{organizer}'", "device_organizers": "organizer_id = '{organizer}'",
    "invitations": "organizer_id = '{organizer}'",
    "audit_log": "organizer_id = '{organizer}'", "series": "organizer_id = '{organizer}'", "events": "id = '{event}'",
    "event_grants": "event_id = '{event}' AND user_id = '{user}'", "orders": "id = '{order}'", "tickets": "id = '{ticket}'",
}
FILL = """
INSERT INTO devices (id, user_id, organizer_id, name, public_key)
  VALUES (gen_random_uuid (), '{user}', '{organizer}', 'Desk', extensions.gen_random_bytes (32));
INSERT INTO invitations (organizer_id, email, role, invited_by, expires_at)
  VALUES ('{organizer}', 'new@foyer.example', 'TEAM_MEMBER', '{user}', now () + interval '1 day');
INSERT INTO audit_log (organizer_id, action) VALUES ('{organizer}', 'test');
INSERT INTO series (id, organizer_id, title, rule, timezone, start_wall, duration)
  VALUES (gen_random_uuid (), '{organizer}', 'Weekly', 'FREQ=WEEKLY', 'UTC', '2030-01-01T10:00:00', 3600000000);
INSERT INTO event_grants (event_id, user_id) VALUES ('{event}', '{user}') ON CONFLICT DO NOTHING;
INSERT INTO images (event_id, id, media_type, width, height, data) VALUES ('{event}', gen_random_uuid (), 'image/png', 1, 1, '\\x00');
INSERT INTO quotas (event_id, id, name, quantity_total, sort_order) VALUES ('{event}', gen_random_uuid (), 'Floor', 10, 0);
INSERT INTO questions (event_id, id, code, label, sort_order) VALUES ('{event}', gen_random_uuid (), 'size', 'Size?', 0);
INSERT INTO check_in_lists (event_id, id, name, sort_order) VALUES ('{event}', gen_random_uuid (), 'Side door', 1);
INSERT INTO promo_codes (event_id, id, code, discount_type, discount_value)
  VALUES ('{event}', gen_random_uuid (), 'SIDE', 'FIXED', 100);
INSERT INTO messages (event_id, id, kind, subject) VALUES ('{event}', gen_random_uuid (), 'CANCELLATION', 'Sorry');
INSERT INTO refunds (event_id, id, order_id, amount, currency) VALUES ('{event}', gen_random_uuid (), '{order}', 100, 'EUR');
INSERT INTO payments (event_id, id, order_id, kind, method, amount, currency)
  VALUES ('{event}', gen_random_uuid (), '{order}', 'PAYMENT', 'CASH', 100, 'EUR');
INSERT INTO cashiers (event_id, id, name, sort_order) VALUES ('{event}', gen_random_uuid (), 'Kim', 0);
INSERT INTO till_records (event_id, id, device_id, session_id, sequence, time, kind, method, amount, currency, previous, hash, signature)
  VALUES ('{event}', gen_random_uuid (), gen_random_uuid (), gen_random_uuid (), 1, now (), 'OPEN', 'CASH', 5000, 'EUR',
    decode (repeat ('00', 32), 'hex'), decode (repeat ('01', 32), 'hex'), decode (repeat ('02', 64), 'hex'));
INSERT INTO check_ins (event_id, id, ticket_id, direction, method, time, verdict)
  VALUES ('{event}', gen_random_uuid (), '{ticket}', 'ENTRY', 'MANUAL', now (), 'ADMITTED');
INSERT INTO replaced_codes (event_id, id, ticket_id, code) VALUES ('{event}', gen_random_uuid (), '{ticket}', 'OLD');
INSERT INTO allotments (event_id, id, tier_id, device_id, quantity, expires_at)
  SELECT '{event}', gen_random_uuid (), '{tier}', d.id, 1, now () + interval '1 day' FROM devices d WHERE d.organizer_id = '{organizer}' LIMIT 1;
INSERT INTO mailings (event_id, id, subject, body, audience) VALUES ('{event}', gen_random_uuid (), 'News', '', 'ALL');
INSERT INTO deliveries (event_id, kind, address) VALUES ('{event}', 'MESSAGE', 'gil@foyer.example');
INSERT INTO conflicts (event_id, kind) VALUES ('{event}', 'OVERSOLD');
"""
# What makes a copy of a row another row, so that only a right can be in its way.
FRESH = {"id": new_id, "slug": lambda: "s-" + new_id(), "code": lambda: new_id()[:20], "order_number": new_id, "qr_code": new_id,
         "email": lambda: new_id() + "@foyer.example", "public_key": lambda: "\\x" + 2 * new_id().replace("-", ""),
         "client_key": new_id}
INSERTABLE = """SELECT string_agg (quote_ident (attname), ', ') FROM pg_attribute
  WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attidentity = ''"""
UPDATABLE = """SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND attgenerated = '' AND attidentity = ''
  ORDER BY has_column_privilege ('authenticated', attrelid, attnum, 'UPDATE') DESC,
    attname = ANY ('{{name, title, role, notes, label, subject}}') DESC, attnum LIMIT 1"""


def read_table():
    """rights.txt: {section: {name: [cells]}}."""
    sections = {}
    for line in (pathlib.Path(__file__).parent / "rights.txt").read_text().splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            name, *cells = (cell.strip() for cell in line.split("|"))
            section[name] = [people(cell) for cell in cells]
    return sections


def people(cell):
    return {name for word in cell.split() if word != "-" for name in GROUPS.get(word, [word])}


class Stage:
    """People and rows on both sides."""

    def __init__(self, connection):
        self.connection = connection
        self.callers = {"admin": PEOPLE["admin"], "owner": PEOPLE["owner"], "organizer": PEOPLE["organizer"],
                        "guest": PEOPLE["guest"], "stranger": PEOPLE["other"], "anon": None}
        for name, rights in TEAM.items():
            user = one(connection, "INSERT INTO users (email, name) VALUES (%s, %s) RETURNING id::text", f"{name}@foyer.example", name)
            self.callers[name] = user
            one(connection, f"INSERT INTO members (organizer_id, user_id, role) VALUES ('{ORGANIZER}', '{user}', 'TEAM_MEMBER')")
            values = ", ".join("true" for _ in rights.split(","))
            one(connection, f"INSERT INTO event_grants (event_id, user_id, {rights}) VALUES ('{EVENT}', '{user}', {values})")
        SIDES["own"]["user"] = self.callers["scanner"]
        for side in SIDES.values():
            one(connection, FILL.format(**side))
        self.sessions = {name: new_session(connection, user) for name, user in self.callers.items() if user}

    def place(self, table, side):
        return PLACES.get(table, "event_id = '{event}'").format(**SIDES[side])

    def statement(self, table, verb, side):
        where = self.place(table, side)
        if verb == "select":
            return f"SELECT FROM public.{table} WHERE {where}"
        if verb == "delete":
            return f"DELETE FROM public.{table} WHERE {where}"
        if verb == "update":
            column = one(self.connection, UPDATABLE, f"public.{table}")
            return f"UPDATE public.{table} SET {column} = {column} WHERE {where}"
        return self.insertion(table, where)

    def insertion(self, table, where):
        row = one(self.connection, f"SELECT to_jsonb (t) FROM public.{table} t WHERE {where} LIMIT 1")
        assert row is not None, f"{table} has no row to copy where {where}"
        row.update({name: make() for name, make in FRESH.items() if name in row})
        columns = one(self.connection, INSERTABLE, f"public.{table}")
        if table in ("members", "event_grants"):
            row["user_id"] = EXTRA if table == "event_grants" else PEOPLE["guest"]
        literal = json.dumps(row).replace("'", "''").replace("%", "%%")
        return (f"INSERT INTO public.{table} ({columns}) "
                f"SELECT {columns} FROM jsonb_populate_record (NULL::public.{table}, '{literal}')")

    def is_allowed(self, caller, statement, before=None):
        """Tries it, and takes it back."""
        cursor = self.connection.cursor()
        cursor.execute("BEGIN")
        try:
            if before:
                cursor.execute(before)
            become(self.connection, self.callers[caller], self.sessions.get(caller))
            cursor.execute(statement)
            return cursor.rowcount > 0
        except psycopg2.errors.InsufficientPrivilege:
            return False
        finally:
            cursor.execute("ROLLBACK")


# What would be in the way besides rights: who gets one at an event must be a member, and the last owner stays.
EXTRA = "01900000-0000-7000-8000-000000000099"
JOIN = (f"INSERT INTO public.users (id, email, name) VALUES ('{EXTRA}', 'extra@foyer.example', 'Extra');"
        f"INSERT INTO public.members (organizer_id, user_id, role) VALUES ('{ORGANIZER}', '{EXTRA}', 'OWNER'), "
        f"('{FOREIGN_ORGANIZER}', '{EXTRA}', 'OWNER')")
BEFORE = {("event_grants", "insert"): JOIN, ("members", "delete"): JOIN, ("members", "update"): JOIN}


def check_table(stage, table, cells):
    wrong = []
    for verb, allowed in zip(VERBS, cells, strict=True):
        for side in SIDES:
            statement = stage.statement(table, verb, side)
            # On the foreign side the stranger is the owner, and of the others only the admin is anybody.
            expected = allowed if side == "own" else {"admin"} & allowed | {"stranger" for name in allowed if name == "owner"}
            if side == "foreign" and table in ("users", "devices", "members", "event_grants") and verb != "insert":
                expected |= {"stranger"} if "scanner" in allowed else set()
            for caller in CALLERS:
                found = stage.is_allowed(caller, statement, BEFORE.get((table, verb)))
                if found != (caller in expected):
                    wrong.append(f"{caller} {'may' if found else 'may not'} {verb} {table}, {side}")
    expect_none(wrong, "Other than rights.txt says:")


def check_view(stage, name):
    """Everybody reads it, nobody writes through it."""
    found = rows(stage.connection, """SELECT r.role, p.verb FROM unnest (ARRAY['anon', 'authenticated']) AS r (role),
        unnest (ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS p (verb)
        WHERE has_table_privilege (r.role, %s, p.verb) OR (p.verb IN ('INSERT', 'UPDATE')
          AND has_any_column_privilege (r.role, %s, p.verb)) ORDER BY 1""", f"public.{name}", f"public.{name}")
    assert found == [("anon", "SELECT"), ("authenticated", "SELECT")], found
    for caller in CALLERS:
        assert stage.is_allowed(caller, f"SELECT count (*) FROM public.{name}"), caller


def check_complete(stage, tables):
    found = {name for (name,) in rows(stage.connection, """SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')""")}
    expect_none(found ^ tables.keys(), "Here but not in rights.txt, or the other way:")


def check_functions(stage, functions):
    wrong = []
    seen = set()
    for name, anon, authenticated in rows(stage.connection, """SELECT n.nspname || '.' || p.proname,
            has_function_privilege ('anon', p.oid, 'EXECUTE'), has_function_privilege ('authenticated', p.oid, 'EXECUTE')
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN ('public', 'private')"""):
        seen.add(name)
        if name.startswith("public.") and name not in functions:
            wrong.append(f"{name} is not in rights.txt")
        allowed = functions.get(name, [set()])[0]
        found = {role for role, is_allowed in (("anon", anon), ("authenticated", authenticated)) if is_allowed}
        if found != allowed:
            wrong.append(f"{name} may be called by {sorted(found)}, not {sorted(allowed)}")
    wrong += [f"{name} does not exist" for name in functions.keys() - seen]
    expect_none(wrong, "Other than rights.txt says:")


def check_ended_session(stage):
    """Who was signed out sees nothing from the next statement on."""
    statement = stage.statement("events", "select", "own")
    assert stage.is_allowed("owner", statement)
    end = f"UPDATE private.sessions SET revoked_at = now () WHERE id = '{stage.sessions['owner']}'"
    assert not stage.is_allowed("owner", statement, end)


def check_grant_ends_with_membership(stage):
    statement = stage.statement("events", "select", "own")
    assert stage.is_allowed("scanner", statement)
    leave = f"DELETE FROM public.members WHERE user_id = '{stage.callers['scanner']}'"
    assert not stage.is_allowed("scanner", statement, leave)


def add(tap, world):
    sections = read_table()
    with world.database() as connection:
        stage = Stage(connection)
        tap.run("rights: every table is in the table", check_complete, stage, {**sections["tables"], **sections["views"]})
        for table, cells in sections["tables"].items():
            tap.run(f"rights: {table}", check_table, stage, table, cells)
        for name in sections["views"]:
            tap.run(f"rights: {name}", check_view, stage, name)
        tap.run("rights: every function", check_functions, stage, sections["functions"])
        tap.run("rights: an ended session sees nothing", check_ended_session, stage)
        tap.run("rights: a grant ends with the membership", check_grant_ends_with_membership, stage)
