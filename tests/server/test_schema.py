# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables are those of a desk's replica, and every rule about tables and functions holds for each of them."""
import re
import subprocess

from tap import expect_none
from world import rows

TYPES = {"UUID": "uuid", "TEXT": "text", "INTEGER": "bigint", "TIME": "timestamp with time zone",
         "BOOLEAN": "boolean", "ENUM": "text", "JSON": "jsonb", "BLOB": "bytea"}
HEAD = {"id": "uuid", "version": "bigint", "updated_at": "timestamp with time zone",
        "deleted_at": "timestamp with time zone", "chg": "xid8"}
# What the server knows besides; a desk does not store it.
SERVER_ONLY = {
    "events": {"organizer_id", "search"},
    "series": {"organizer_id"},
    "orders": {"buyer_id", "client_key", "client_digest"},
    "check_ins": {"user_id", "received_at"},
    "refunds": {"created_at", "cancels_tickets", "method", "reference", "requested_by", "decided_by", "decided_at",
                "is_over_limit"},
    "payments": {"user_id", "device_id"},
    "till_records": {"user_id", "received_at"},
}
# Every one of these has a reason to pass by the policies of who calls.
SECURITY_DEFINER = re.compile(
    r"^public\.\w+$|^private\.(me|my_device|is_device_revoked|is_admin|count_attempt|limit_anonymous|my_event_ids|my_bought_event_ids|my_organizer_ids|my_colleague_ids|"
    r"keep_an_owner|check_grant|renew_offers\w*|bury|bury_event|my_rights|changes_of|audit|audit_password|confirm_order|"
    r"may|end_allotments|note_ids|drop_ids|claim_\w+|"
    # Limits and places follow from rows whoever writes them.
    r"spread_limit|change_limit|change_quota|keep_tier|keep_parent|drop_places|place_\w+)$")

COLUMNS = """SELECT table_name, column_name, data_type, is_nullable = 'NO' FROM information_schema.columns
  WHERE table_schema = 'public'"""
CHECKS = """SELECT c.relname, a.attname, string_agg (pg_get_constraintdef (k.oid), ' ') FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (k.conkey)
  WHERE k.contype = 'c' AND cardinality (k.conkey) = 1 AND c.relnamespace = 'public'::regnamespace GROUP BY 1, 2
  UNION ALL
  SELECT c.relname, a.attname, replace (pg_get_constraintdef (k.oid), 'VALUE', a.attname) FROM pg_constraint k
  JOIN pg_attribute a ON a.atttypid = k.contypid JOIN pg_class c ON c.oid = a.attrelid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"""
TABLES = """SELECT relname, oid, relrowsecurity FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"""
EVENT_TABLES = """SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'event_id'
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    AND c.relname NOT IN ('event_grants', 'audit_log', 'mailings', 'deliveries')"""


def desk_columns(world):
    text = subprocess.run([world.columns], capture_output=True, text=True, check=True).stdout
    for line in text.splitlines():
        table, _, name, kind, required, most, words = line.split("\t")
        yield table, name, kind, required == "1", int(most), words.split(",") if words else []


def check_columns(world, connection):
    """Every column of a desk is here, with its type and limits; and nothing besides what the server says it adds."""
    here = {(table, name): (kind, required) for table, name, kind, required in rows(connection, COLUMNS)}
    checks = {(table, name): text for table, name, text in rows(connection, CHECKS)}
    wrong = []
    known = {}
    for table, name, kind, required, most, words in desk_columns(world):
        known.setdefault(table, set(HEAD)).add(name)
        found = here.get((table, name))
        rule = checks.get((table, name), "")
        if found is None:
            wrong.append(f"{table}.{name} is missing")
            continue
        if found[0] != TYPES[kind]:
            wrong.append(f"{table}.{name} is {found[0]}, not {TYPES[kind]}")
        if required and not found[1]:
            wrong.append(f"{table}.{name} may be NULL")
        if required and kind == "TEXT" and not re.search(r"char_length\(\w+\) >= 1|~ '\^|is_timezone|= ANY|= 'AAA'", rule):
            wrong.append(f"{table}.{name} may be empty")
        if kind in ("TEXT", "BLOB") and most and not re.search(rf"_length\(\w+\) <= {most}\)", rule):
            wrong.append(f"{table}.{name} is not limited to {most}: {rule}")
        if kind == "INTEGER" and most and not re.search(rf"{name} <= '?{most}'?\b", rule):
            wrong.append(f"{table}.{name} is not limited to {most}: {rule}")
        if words and sorted(re.findall(r"'(\w+)'::text", rule)) != sorted(words):
            wrong.append(f"{table}.{name} takes other words than {words}: {rule}")
    for table, names in known.items():
        for name, kind in HEAD.items():
            if here.get((table, name), (None,))[0] != kind:
                wrong.append(f"{table}.{name} is not {kind}")
        more = {name for other, name in here if other == table} - names - SERVER_ONLY.get(table, set())
        wrong += [f"{table}.{name} is unknown to a desk" for name in more]
    assert len(known) == 18, known.keys()
    expect_none(wrong, "The server and a desk do not agree:")


def check_security(connection):
    expect_none((name for name, _, is_on in rows(connection, TABLES) if not is_on), "Without row-level security:")
    open_tables = rows(connection, """SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants
        WHERE table_schema IN ('public', 'private') AND grantee IN ('PUBLIC', 'anon')
          AND table_name NOT IN (SELECT table_name FROM information_schema.views WHERE table_schema = 'public')""")
    expect_none(open_tables, "Open to everybody:")
    secrets = rows(connection, """SELECT table_name, grantee FROM information_schema.role_table_grants
        WHERE table_schema = 'private' AND grantee IN ('anon', 'authenticated')""")
    expect_none(secrets, "Secrets that the API can read:")


def without_selects(text):
    """What is left of an expression without each ( SELECT … ), whatever parentheses stand in it."""
    while (start := text.find("( SELECT ")) >= 0:
        depth = 0
        for end in range(start, len(text)):
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            if depth == 0:
                break
        text = text[:start] + text[end + 1:]
    return text


def check_policies_cost_nothing(connection):
    """A policy calls functions only within (SELECT …), which is evaluated once for each statement."""
    wrong = []
    for table, name, text in rows(connection, """SELECT tablename, policyname, coalesce (qual, '') || coalesce (with_check, '')
            FROM pg_policies WHERE schemaname = 'public'"""):
        if "private." in without_selects(text):
            wrong.append(f"{table}.{name}: {text}")
    expect_none(wrong, "Policies that ask for each row:")


def check_policies_use_indexes(connection):
    """The array of a policy is the condition of an index, by the settings that PostgREST gives the role; else it is searched for each row."""
    settings = rows(connection, "SELECT unnest (rolconfig) FROM pg_roles WHERE rolname = 'authenticated'")
    tables = rows(connection, """SELECT c.relname FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0] AND a.attname = 'event_id'
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'event_grants'
          AND EXISTS (SELECT FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.relname)""")
    wrong = []
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            for setting, in settings:
                cursor.execute("SELECT set_config (%s, %s, true)", setting.split("=", 1))
            cursor.execute("SET LOCAL ROLE authenticated")
            for table, in tables:
                for condition in ("true", "event_id = '01900000-0000-7000-8000-000000000101'"):
                    cursor.execute(f"EXPLAIN SELECT * FROM public.{table} WHERE {condition}")
                    lines = [line.strip() for line, in cursor.fetchall()]
                    wrong += [f"{table} WHERE {condition}: {line}" for line in lines if line.startswith("Filter") and "ANY" in line]
                    if not any(line.startswith("Index Cond") and "event_id = ANY" in line for line in lines):
                        wrong.append(f"{table} WHERE {condition} asks no index: {lines}")
        finally:
            cursor.execute("ROLLBACK")
    assert len(tables) >= 15, tables
    expect_none(wrong, "Policies that search their array for each row:")


def check_functions(connection):
    """Procedures are steps of migrations: nobody but the owner may call one, and only they have dynamic SQL."""
    wrong = []
    # The names in a body of SQL's own kind were read when it was made: nobody's search_path changes them.
    for name, is_definer, config, body, is_step in rows(connection, """SELECT n.nspname || '.' || p.proname, p.prosecdef,
                CASE WHEN p.prosqlbody IS NULL THEN p.proconfig ELSE '{search_path=}' END, p.prosrc,
                p.prokind = 'p' AND NOT has_function_privilege ('authenticated', p.oid, 'EXECUTE')
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN ('public', 'private')"""):
        if not config or not any(setting.startswith("search_path=") for setting in config):
            wrong.append(f"{name} has no search_path of its own")
        if is_definer and not SECURITY_DEFINER.match(name):
            wrong.append(f"{name} is SECURITY DEFINER and not in the list")
        if re.search(r"\bEXECUTE\s+(?!FUNCTION)", body) and not is_step:
            wrong.append(f"{name} has dynamic SQL")
    expect_none(wrong, "Functions:")


def check_feed_marks(connection):
    """What the feed needs stands at every table of an event."""
    wrong = []
    for (table,) in rows(connection, EVENT_TABLES):
        triggers = {name for (name,) in rows(connection, "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass", f"public.{table}")}
        wrong += [f"{table} has no trigger {name}" for name in {"touch", "bury", "bury_moved"} - triggers]
        if not rows(connection, "SELECT FROM pg_indexes WHERE tablename = %s AND indexdef LIKE '%%(event_id, chg, id) WHERE %%'", table):
            wrong.append(f"{table} has no index of the feed")
        key = rows(connection, "SELECT pg_get_constraintdef (oid) FROM pg_constraint WHERE contype = 'p' AND conrelid = %s::regclass",
                   f"public.{table}")
        if key != [("PRIMARY KEY (event_id, id)",)]:
            wrong.append(f"{table}: {key}")
    expect_none(wrong, "Not fit for the feed:")


def add(tap, world):
    with world.database() as connection:
        tap.run("schema: the columns are those of a desk", check_columns, world, connection)
        tap.run("schema: nothing is open to everybody", check_security, connection)
        tap.run("schema: policies ask once for each statement", check_policies_cost_nothing, connection)
        tap.run("schema: policies are the condition of an index", check_policies_use_indexes, connection)
        tap.run("schema: functions are pinned and listed", check_functions, connection)
        tap.run("schema: every table of an event is fit for the feed", check_feed_marks, connection)
