# SPDX-License-Identifier: GPL-3.0-or-later
"""What data/server/hosting holds besides the proxy: units, configuration, backup, restore, housekeeping; each as it is."""
import json
import pathlib
import shutil
import subprocess
import tempfile

from tap import expect_none
from world import EVENT, PEOPLE, one, rows

HOSTING = pathlib.Path(__file__).resolve().parents[2] / "data" / "server" / "hosting"


def check_units(world):
    """systemd reads them without a word, and finds little that they leave open."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for path in [*HOSTING.glob("*.service"), *HOSTING.glob("*.timer")]:
            text = path.read_text().replace("/usr/local/bin/postgrest", str(world.server.program)).replace("/opt/foyer/server", str(HOSTING.parent))
            (folder / path.name).write_text(text)
        units = sorted(folder.iterdir())
        assert len(units) == 5, units
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", *units], capture_output=True, text=True, check=False)
        said = [line for line in done.stderr.splitlines() if "foyer" in line]
        assert done.returncode == 0 and not said, done
        for unit in folder.glob("*.service"):
            done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", unit],
                                  capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout[-300:] + done.stderr


def check_postgrest_conf(world):
    """Each setting of ours is one that PostgREST knows, and it starts with them."""
    text = (HOSTING / "postgrest.conf").read_text()
    with tempfile.TemporaryDirectory() as name:
        path = pathlib.Path(name) / "postgrest.conf"
        path.write_text(text.replace("postgresql://authenticator:PASSWORD@localhost/foyer", world.server.uri("authenticator")))
        done = subprocess.run([world.server.program, "--dump-config", path], capture_output=True, text=True, check=True)
    known = dict(line.split(" = ", 1) for line in done.stdout.splitlines() if " = " in line)
    wanted = dict(line.split(" = ", 1) for line in text.splitlines() if " = " in line and not line.startswith("#"))
    wanted.pop("db-uri")
    expect_none((f"{name}: {value}, not {known.get(name)}" for name, value in wanted.items() if known.get(name, "").strip('"') != value.strip('"')),
                "PostgREST reads them otherwise:")


# Backup and restore -------------------------------------------------------------------------------------------------

def run(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)


CONTENT = """SELECT string_agg (c.relname || ' ' || (xpath ('/row/n/text()', query_to_xml (
    format ('SELECT count (*) || '' '' || coalesce (md5 (string_agg (t::text, ''|'' ORDER BY t::text)), '''') AS n FROM %%I.%%I t',
      n.nspname, c.relname), false, true, '')))[1], E'\\n' ORDER BY c.relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname IN ('public', 'private') AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND c.relname NOT IN ('settings', 'sessions', 'tombstones', 'attempts')"""
RULES = """SELECT string_agg (line, E'\\n' ORDER BY line) FROM (
  SELECT c.relname || ' ' || coalesce (c.relacl::text, '') || c.relrowsecurity AS line FROM pg_class c
    WHERE c.relnamespace IN ('public'::regnamespace, 'private'::regnamespace)
  UNION ALL SELECT tablename || policyname || cmd || coalesce (qual, '') || coalesce (with_check, '') FROM pg_policies
  UNION ALL SELECT p.proname || coalesce (p.proacl::text, '') || p.prosecdef FROM pg_proc p
    WHERE p.pronamespace IN ('public'::regnamespace, 'private'::regnamespace)
  UNION ALL SELECT concat_ws (' ', t.tgrelid::regclass, t.tgname, t.tgenabled) FROM pg_trigger t WHERE NOT t.tgisinternal
  UNION ALL SELECT concat_ws (' ', conrelid::regclass, conname, pg_get_constraintdef (oid)) FROM pg_constraint) AS l"""


def changes(world, connection, rest, cursor):
    caller = world.api.be(world.token(connection, PEOPLE["owner"]))
    caller.url = rest.url
    answer = caller.call("changes", cursors=[{"event_id": EVENT, "cursor": cursor}])
    assert answer.status == 200, answer
    return answer.body[0]


def restored(world, dump):
    """An empty database that the backup was restored into."""
    name = world.new_database("template1")
    done = run(HOSTING / "restore", dump, world.server.uri(database=name))
    assert done.returncode == 0, done
    return name


def check_restore(world):
    """Everything is there again: rows, rights, rules. Only sessions are not; and a desk's cursor means: load again."""
    source = world.new_database()
    with tempfile.TemporaryDirectory() as folder, world.connect(source) as connection:
        one(connection, "DELETE FROM public.promo_codes")
        with world.serve(source) as rest:
            cursor = changes(world, connection, rest, None)["cursor"]
            assert changes(world, connection, rest, cursor)["status"] == "ok"
        token = world.token(connection, PEOPLE["owner"])
        done = run(HOSTING / "backup", folder, 3, world.server.uri(database=source))
        assert done.returncode == 0, done
        name = restored(world, done.stdout.strip())
        with world.connect(name) as other:
            for sql in (CONTENT, RULES):
                # PostgreSQL reads back some rules with more parentheses than it wrote.
                before, after = (set(one(place, sql).translate(str.maketrans("", "", "()")).splitlines()) for place in (connection, other))
                expect_none(before ^ after, "Not the same after the restore:")
            assert one(other, "SELECT count (*) FROM private.sessions WHERE revoked_at IS NULL") == 0
            assert one(other, "SELECT count (*) FROM private.tombstones") == 0
            assert len(rows(other, "SELECT FROM private.migrations")) == len(rows(connection, "SELECT FROM private.migrations"))
            with world.serve(name) as rest:
                answer = changes(world, other, rest, cursor)
                assert answer["status"] == "load", answer
                assert changes(world, other, rest, answer["cursor"])["status"] == "ok"
                caller = world.api.be(token)
                caller.url = rest.url
                assert caller.get("events").code == "SESSION_ENDED"
        again = run(HOSTING.parent / "migrate", world.server.uri(database=name))
        assert again.returncode == 0, again


def check_identity(world):
    """After a physical restore the rows are all there; the identity alone is changed."""
    name = world.new_database()
    with world.connect(name) as connection:
        before = one(connection, "SELECT private.get_setting ('database_id')")
        done = run(HOSTING / "restore", "--identity", world.server.uri(database=name))
        assert done.returncode == 0, done
        assert one(connection, "SELECT private.get_setting ('database_id')") != before


def check_restore_refuses(world):
    uri = world.server.uri(database=world.new_database())
    with tempfile.TemporaryDirectory() as folder:
        bad = pathlib.Path(folder) / "bad.dump"
        bad.write_text("This is no backup.")
        done = run(HOSTING / "restore", bad, uri)
        assert done.returncode == 1 and "is not empty" in done.stderr, done
        empty = world.server.uri(database=world.new_database("template1"))
        done = run(HOSTING / "restore", bad, empty)
        assert done.returncode == 1 and "not a backup" in done.stderr, done
        good = run(HOSTING / "backup", folder, 1, uri).stdout.strip()
        data = pathlib.Path(good).read_bytes()
        bad.write_bytes(data[:len(data) * 2 // 3])
        done = run(HOSTING / "restore", bad, empty)
        assert done.returncode == 1 and "not a backup" in done.stderr, done
        # Whole, and broken in one of its tables.
        at = data.rindex(b"\x78\x9c", 0, -2000) + 8
        bad.write_bytes(data[:at] + b"\xff" * 20 + data[at + 20:])
        done = run(HOSTING / "restore", bad, empty)
        assert done.returncode == 1 and "Nothing of it was kept" in done.stderr, done
        assert run(HOSTING / "restore", good, empty).returncode == 0, "what was broken left something"
        assert run(HOSTING / "restore", folder + "/nope", empty).returncode == 1
        assert run(HOSTING / "restore").returncode == 2


def check_backup_keeps(world):
    uri = world.server.uri("foyer_owner", "pristine")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for day in range(1, 5):
            (folder / f"foyer-2026010{day}T033000Z.dump").touch()
        (folder / "somebody-elses.dump").touch()
        done = run(HOSTING / "backup", folder, 3, uri)
        made = pathlib.Path(done.stdout.strip())
        assert done.returncode == 0 and made.stat().st_mode & 0o777 == 0o600, done
        assert {path.name for path in folder.iterdir()} == {"somebody-elses.dump", "foyer-20260103T033000Z.dump", "foyer-20260104T033000Z.dump", made.name}
        done = run(HOSTING / "backup", folder, 3, "postgresql://nobody@127.0.0.1:1/none")
        assert done.returncode == 1 and "was not made" in done.stderr and not list(folder.glob("*.part")), done
        assert run(HOSTING / "backup", folder, "0", uri).returncode == 1
        assert run(HOSTING / "backup", folder / "nope").returncode == 1


def check_housekeeping(world):
    name = world.new_database()
    with world.connect(name) as connection:
        one(connection, """INSERT INTO private.attempts VALUES ('old', now () - interval '2 days', 1), ('new', now (), 1);
            INSERT INTO private.sessions (id, user_id, created_at) SELECT gen_random_uuid (), id, now () - interval '40 days' FROM users;
            INSERT INTO private.refresh_tokens SELECT sha256 (id::text::bytea), id, now () - interval '10 days' FROM private.sessions;
            INSERT INTO private.sessions (user_id, created_at) SELECT id, now () - interval '40 days' FROM users LIMIT 1;
            INSERT INTO private.refresh_tokens SELECT sha256 (id::text::bytea), id, now () + interval '1 day' FROM private.sessions s
              WHERE NOT EXISTS (SELECT FROM private.refresh_tokens t WHERE t.session_id = s.id);
            INSERT INTO private.sessions (user_id) SELECT id FROM users LIMIT 1;
            INSERT INTO public.orders (event_id, id, order_number, total, currency, status, channel, expires_at) SELECT event_id,
              gen_random_uuid (), n::text, 100, 'EUR', 'PENDING', 'WEB', now () + (n || ' minutes')::interval
              FROM public.orders, (VALUES (-1), (1)) AS v (n)""")
        with world.serve(name) as rest:
            cursor = changes(world, connection, rest, None)["cursor"]
            one(connection, "DELETE FROM public.promo_codes")
            one(connection, "UPDATE private.tombstones SET at = at - interval '91 days'")
            late = changes(world, connection, rest, None)["cursor"]
            one(connection, "DELETE FROM public.check_in_lists")
            done = run(HOSTING / "housekeeping", world.server.uri(database=name))
            assert done.returncode == 0, done
            found = json.loads(done.stdout)
            assert (found["orders"], found["attempts"], found["tombstones"]) == (2, 1, 1), found
            assert one(connection, "SELECT count (*) FROM orders WHERE status = 'PENDING' AND expires_at > now ()") == 2
            assert rows(connection, "SELECT subject FROM private.attempts") == [("new",)]
            assert one(connection, "SELECT count (*) FROM private.sessions WHERE created_at < now () - interval '1 day'") == 1
            # Who was away since before is told to load; who knew already gets the rest.
            assert changes(world, connection, rest, cursor)["status"] == "load"
            answer = changes(world, connection, rest, late)
            assert answer["status"] == "ok" and [row["table"] for row in answer["rows"] if not row["row"]] == ["check_in_lists"], answer
        assert json.loads(run(HOSTING / "housekeeping", world.server.uri(database=name)).stdout)["tombstones"] == 0


def add(tap, world):
    if shutil.which("systemd-analyze"):
        tap.run("hosting: the units", check_units, world)
    else:
        tap.skip("hosting: the units", "systemd-analyze is not here.")
    tap.run("hosting: PostgREST's configuration", check_postgrest_conf, world)
    tap.run("hosting: backup and restore", check_restore, world)
    tap.run("hosting: another identity", check_identity, world)
    tap.run("hosting: what cannot be restored", check_restore_refuses, world)
    tap.run("hosting: the last backups are kept", check_backup_keeps, world)
    tap.run("hosting: housekeeping", check_housekeeping, world)
