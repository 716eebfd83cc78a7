# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that are not ours: a client library, and tokens that Supabase Auth would make."""
import json
import pathlib
import shutil
import subprocess
import time

from world import EVENT, LIST, ORGANIZER, PEOPLE, TIER, Api, expect, new_id, one, sign

HERE = pathlib.Path(__file__).resolve().parent


def check_client(world, modules):
    name = world.new_database()
    with world.serve(name) as rest:
        done = subprocess.run(["node", HERE / "client.mjs", modules, rest.url, "owner@foyer.example", world.password("OWNER"), EVENT, TIER, LIST],
                              capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found == {"events": ["Night of the Open Halls"], "total": 1, "tiers": 3, "wrong": "WRONG_PASSWORD", "isSameOrder": True,
                     "status": "COMPLETED", "verdicts": ["ADMITTED", "ADMITTED"], "changed": 1, "changedAgain": 0, "stranger": "42501"}, found


def supabase_token(world, person, **claims):
    """As GoTrue makes them."""
    now = int(time.time())
    return sign(world.server.state["jwt_secret"], {
        "iss": "https://abcdefghijklmnop.supabase.co/auth/v1", "sub": person, "aud": "authenticated", "exp": now + 3600, "iat": now,
        "email": "organizer@foyer.example", "phone": "", "app_metadata": {"provider": "email", "providers": ["email"], "role": "OWNER"},
        "user_metadata": {"email_verified": True, "is_admin": True, "sid": new_id()}, "role": "authenticated", "aal": "aal1",
        "amr": [{"method": "password", "timestamp": now}], "session_id": new_id(), "is_anonymous": False, **claims})


def check_supabase(world):
    """sub is users.external_id, and nothing else in the token gives anybody anything."""
    name = world.new_database()
    person = new_id()
    with world.connect(name, "foyer_owner") as connection, world.serve(name) as rest:
        def be(sub=person, **claims):
            return Api(rest.url, supabase_token(world, sub, **claims))
        one(connection, "UPDATE users SET external_id = %s WHERE id = %s", person, PEOPLE["organizer"])
        expect(be().get("events?select=id"), 401, "SESSION_ENDED")
        one(connection, "SELECT private.set_setting ('external_accounts', 'on')")
        events = expect(be().get("events?select=id"), 200)
        assert len(events) == 2, events
        expect(be().get("audit_log?select=number"), 200)
        assert expect(be().get("members?select=role&role=eq.ORGANIZER"), 200) == [{"role": "ORGANIZER"}]
        expect(be().call("invite", organizer_id=ORGANIZER, email="x@foyer.example", role="OWNER"), 403, "NOT_ALLOWED")
        # Nobody here, nobody anywhere, somebody's id of ours, what is no id, a claim of ours from elsewhere.
        for sub in (new_id(), PEOPLE["organizer"], "auth0|5f7c8ec7c33c6c004bbafe82", ""):
            expect(be(sub).get("events?select=id"), 401, "SESSION_ENDED")
        expect(be(sid=new_id()).get("events?select=id"), 401, "SESSION_ENDED")
        expect(be(is_anonymous=True, sub=new_id()).get("events?select=id"), 401, "SESSION_ENDED")
        assert be(exp=1).get("events?select=id").status == 401
        for role in ("service_role", "supabase_admin", "postgres", "foyer_owner"):
            assert be(role=role).get("events?select=id").status in (400, 401, 403), role
        assert be(role="anon").get("published_events?select=id").status == 200
        assert be(role="anon").get("events?select=id").status in (401, 403)
        one(connection, "UPDATE users SET deleted_at = now () WHERE external_id = %s", person)
        expect(be().get("events?select=id"), 401, "SESSION_ENDED")


def add(tap, world):
    modules = pathlib.Path(world.server.program).parents[1]
    if shutil.which("node") and (modules / "@supabase" / "postgrest-js").exists():
        tap.run("client: @supabase/postgrest-js", check_client, world, modules)
    else:
        tap.skip("client: @supabase/postgrest-js", "node or the library is not here: “./dev test” fetches them.")
    tap.run("client: tokens of Supabase Auth", check_supabase, world)
