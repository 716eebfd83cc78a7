# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in, tokens, devices, invitations: through PostgREST."""
import base64
import concurrent.futures
import hashlib
import hmac
import json
import secrets
import time

from world import EVENT, FOREIGN_ORGANIZER, ORGANIZER, PEOPLE, expect, new_id, one, sign


def letter(connection, address):
    return one(connection, "SELECT token FROM private.letters WHERE address = %s ORDER BY id DESC LIMIT 1", address)


def check_sign_in(world):
    answer = world.api.call("sign_in", email="Owner@Foyer.Example", password=world.password("OWNER"))
    body = expect(answer, 200)
    head, claims, signature = body["access_token"].split(".")
    wanted = hmac.new(world.server.state["jwt_secret"].encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64decode(signature + "=") == wanted
    claims = json.loads(base64.urlsafe_b64decode(claims + "=="))
    assert claims["sub"] == PEOPLE["owner"] and claims["exp"] - claims["iat"] == 900 == body["expires_in"]
    events = expect(world.api.be(body["access_token"]).get("events?select=id&order=id"), 200)
    assert [event["id"] for event in events][0] == EVENT and len(events) == 2, events


WRONG = [
    ("a wrong password", {"email": "owner@foyer.example", "password": "wrong-one"}, 401, "WRONG_PASSWORD"),
    ("nobody's address", {"email": "nobody@foyer.example", "password": "wrong-one"}, 401, "WRONG_PASSWORD"),
    ("no address at all", {"email": None, "password": None}, 401, "WRONG_PASSWORD"),
    ("a very long password", {"email": "x@foyer.example", "password": "x" * 100000}, 401, "WRONG_PASSWORD"),
    ("quotes", {"email": "' OR 1=1 --", "password": "'"}, 401, "WRONG_PASSWORD"),
]


def check_wrong(world, arguments, status, code):
    body = expect(world.api.call("sign_in", **arguments), status, code)
    assert set(body) == {"code", "message", "details", "hint"} and body["message"].endswith("."), body


def processor_time(pid):
    """Of another process, in seconds; what else the machine does is not in it."""
    return time.clock_gettime((~pid << 3) | 2)  # as clock_getcpuclockid () makes it


def check_same_time(world):
    """The least of the database's own work, known against unknown address: hashing is most of both."""
    with world.database() as connection:
        pid = connection.get_backend_pid()
        times = {"owner@foyer.example": [], "nobody@foyer.example": []}
        for _ in range(7):
            for address, found in times.items():
                start = processor_time(pid)
                one(connection, "SELECT public.sign_in (%s, 'wrong-one')", address)
                found.append(processor_time(pid) - start)
        known, unknown = (min(found) for found in times.values())
        assert 0.5 < known / unknown < 2 and unknown > 0.01, (known, unknown)


def fill_attempts(world, subject, n):
    """As if so many had been made, in the window of now and in the next, should that begin meanwhile."""
    with world.connect("foyer", "foyer_owner") as connection:
        one(connection, "INSERT INTO private.attempts SELECT %s, "
            "date_bin ('300 s', clock_timestamp () + make_interval (secs => i), '2000-01-01Z'), %s "
            "FROM generate_series (0, 300, 300) i", subject, n)


def check_too_often(world):
    fill_attempts(world, "sign-in often@foyer.example", 9)
    expect(world.api.call("sign_in", email="Often@foyer.example", password="wrong-one"), 401, "WRONG_PASSWORD")
    for _ in range(2):
        answer = world.api.call("sign_in", email="often@foyer.example", password="wrong-one")
    expect(answer, 429, "TOO_OFTEN")
    assert 1 <= int(answer.headers["Retry-After"]) <= 300, answer.headers


def check_address_limit(world):
    """Many accounts from one address."""
    fill_attempts(world, "sign-in from 192.0.2.7", 100)
    body = {"email": "owner@foyer.example", "password": world.password("OWNER")}
    assert world.api.post("rpc/sign_in", body, X_Real_IP="192.0.2.7").status == 429
    assert world.api.post("rpc/sign_in", body, X_Real_IP="192.0.2.8").status == 200


def start(world, role="ORGANIZER"):
    user = next(user for user in world.server.state["users"] if user["role"] == role)
    return expect(world.api.call("sign_in", email=user["email"], password=user["password"]), 200)


def let_a_minute_pass(world, answer):
    """Since the refresh token of that answer was used."""
    with world.connect("foyer", "foyer_owner") as connection:
        one(connection, "UPDATE private.refresh_tokens SET used_at = used_at - interval '61 seconds' WHERE digest = sha256 (%s)",
            answer["refresh_token"].encode())


def check_rotation(world):
    first = start(world)
    second = expect(world.api.call("refresh", refresh_token=first["refresh_token"]), 200)
    assert second["refresh_token"] != first["refresh_token"]
    expect(world.api.be(second["access_token"]).get("events?select=id"), 200)
    third = expect(world.api.call("refresh", refresh_token=second["refresh_token"]), 200)
    # A call that the network held back is refused, and ends nothing.
    expect(world.api.call("refresh", refresh_token=first["refresh_token"]), 401, "TOKEN_REUSED")
    expect(world.api.be(third["access_token"]).get("events?select=id"), 200)
    # Somebody brings a token that was used: the session is over for all who have a piece of it.
    let_a_minute_pass(world, first)
    expect(world.api.call("refresh", refresh_token=first["refresh_token"]), 401, "TOKEN_REUSED")
    expect(world.api.call("refresh", refresh_token=third["refresh_token"]), 401, "SESSION_ENDED")
    for tokens in (first, second, third):
        expect(world.api.be(tokens["access_token"]).get("events?select=id"), 401, "SESSION_ENDED")
    expect(world.api.call("refresh", refresh_token="never-made"), 401, "SESSION_ENDED")


def check_lost_answer(world):
    """The answer of a refresh was lost: it is asked for again, as long as nobody used what was in it."""
    first = start(world)
    lost = [expect(world.api.call("refresh", refresh_token=first["refresh_token"]), 200) for _ in range(3)]
    second = expect(world.api.call("refresh", refresh_token=first["refresh_token"]), 200)
    expect(world.api.be(second["access_token"]).get("events?select=id"), 200)
    third = expect(world.api.call("refresh", refresh_token=second["refresh_token"]), 200)
    # However long it takes: a desk went to sleep.
    let_a_minute_pass(world, second)
    third = expect(world.api.call("refresh", refresh_token=second["refresh_token"]), 200)
    expect(world.api.be(third["access_token"]).get("events?select=id"), 200)
    # What was lost serves nobody then: somebody who comes with it is another.
    expect(world.api.call("refresh", refresh_token=lost[0]["refresh_token"]), 401, "TOKEN_REUSED")
    expect(world.api.call("refresh", refresh_token=third["refresh_token"]), 401, "SESSION_ENDED")


def check_late_call(world):
    """A call that was given up arrives after the one that replaced it: what that one was answered still serves."""
    first = start(world)
    second = expect(world.api.call("refresh", refresh_token=first["refresh_token"]), 200)
    expect(world.api.call("refresh", refresh_token=first["refresh_token"]), 200)
    expect(world.api.call("refresh", refresh_token=second["refresh_token"]), 200)


def check_lost_answers_at_once(world):
    """However many ask at once with one token: one of the answers serves."""
    first = start(world)
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        answers = [expect(answer, 200) for answer in pool.map(
            lambda _: world.api.call("refresh", refresh_token=first["refresh_token"]), range(6))]
    found = [world.api.call("refresh", refresh_token=answer["refresh_token"]).status for answer in answers]
    assert sorted(found) == [200] + [401] * 5, found


def check_expired_refresh(world):
    tokens = start(world)
    with world.connect("foyer", "foyer_owner") as connection:
        one(connection, "UPDATE private.refresh_tokens SET expires_at = now () - interval '1 second' WHERE digest = sha256 (%s)",
            tokens["refresh_token"].encode())
    expect(world.api.call("refresh", refresh_token=tokens["refresh_token"]), 401, "SESSION_ENDED")


def check_sign_out(world):
    here, there, elsewhere = (start(world) for _ in range(3))
    assert world.api.be(here["access_token"]).call("sign_out").status == 204
    expect(world.api.be(here["access_token"]).get("events"), 401, "SESSION_ENDED")
    expect(world.api.call("refresh", refresh_token=here["refresh_token"]), 401, "SESSION_ENDED")
    expect(world.api.be(there["access_token"]).get("events?select=id"), 200)
    assert world.api.be(there["access_token"]).call("sign_out", everywhere=True).status == 204
    expect(world.api.be(elsewhere["access_token"]).get("events"), 401, "SESSION_ENDED")


def forge(world, **claims):
    return sign(world.server.state["jwt_secret"], claims)


def check_other_tokens(world):
    tokens = start(world)
    claims = json.loads(base64.urlsafe_b64decode(tokens["access_token"].split(".")[1] + "=="))
    assert world.api.be(forge(world, **claims)).get("events").status == 200
    assert world.api.be(forge(world, **{**claims, "exp": 1})).get("events").status == 401
    # The session of one with the name of another; no session; a role that is none of ours.
    expect(world.api.be(forge(world, **{**claims, "sub": PEOPLE["owner"]})).get("events"), 401, "SESSION_ENDED")
    expect(world.api.be(forge(world, role="authenticated", sub=PEOPLE["owner"])).get("events"), 401, "SESSION_ENDED")
    for role in ("postgres", "foyer_owner", "nobody"):
        assert world.api.be(forge(world, role=role, sub=PEOPLE["owner"])).get("events").status in (400, 401, 403)
    assert world.api.be("a.b.c").get("events").status == 401


def check_change_password(world):
    """On an account of its own, so that nobody else's sessions end."""
    with world.connect("foyer", "foyer_owner") as connection:
        person = one(connection, "INSERT INTO users (email, name) VALUES ('change@foyer.example', 'Cleo') RETURNING id")
        one(connection, "SELECT private.set_password (%s, 'first-word')", person)
    sign_in = lambda password: world.api.call("sign_in", email="change@foyer.example", password=password)  # noqa: E731
    here, there = (world.api.be(expect(sign_in("first-word"), 200)["access_token"]) for _ in range(2))
    expect(here.call("change_password", old_password="wrong-one", new_password="second-word"), 401, "WRONG_PASSWORD")
    expect(here.call("change_password", old_password="first-word", new_password="short"), 400, "PASSWORD_SHORT")
    expect(here.call("change_password", old_password="first-word", new_password="ä" * 40), 400, "PASSWORD_LONG")
    expect(here.call("change_password", old_password="first-word", new_password="second-word"), 200)
    expect(here.get("users?select=name"), 200)
    expect(there.get("users?select=name"), 401, "SESSION_ENDED")
    expect(sign_in("first-word"), 401, "WRONG_PASSWORD")
    expect(sign_in("second-word"), 200)


def check_reset_password(world):
    with world.connect("foyer", "foyer_owner") as connection:
        person = one(connection, "INSERT INTO users (email, name) VALUES ('forgot@foyer.example', 'Fay') RETURNING id")
        one(connection, "SELECT private.set_password (%s, 'first-word')", person)
        known = expect(world.api.call("request_password_reset", email="forgot@foyer.example"), 200)
        assert known == expect(world.api.call("request_password_reset", email="nobody@foyer.example"), 200)
        assert letter(connection, "nobody@foyer.example") is None
        token = letter(connection, "forgot@foyer.example")
        session = expect(world.api.call("sign_in", email="forgot@foyer.example", password="first-word"), 200)
        expect(world.api.call("reset_password", token=token, password="short"), 400, "PASSWORD_SHORT")
        expect(world.api.call("reset_password", token=token, password="second-word"), 200)
        expect(world.api.call("reset_password", token=token, password="third-word"), 410, "RESET_OVER")
        expect(world.api.be(session["access_token"]).get("users"), 401, "SESSION_ENDED")
        expect(world.api.call("request_password_reset", email="no address"), 400, "EMAIL_WRONG")


def check_invitation(world):
    owner = world.sign_in("OWNER")
    organizer = world.sign_in("ORGANIZER")
    invitation = {"organizer_id": ORGANIZER, "email": "New@Foyer.example", "role": "TEAM_MEMBER"}
    with world.connect("foyer", "foyer_owner") as connection:
        expect(organizer.call("invite", **invitation), 200)
        expect(organizer.call("invite", **{**invitation, "role": "OWNER"}), 403, "NOT_ALLOWED")
        expect(owner.call("invite", **{**invitation, "organizer_id": FOREIGN_ORGANIZER}), 403, "NOT_ALLOWED")
        expect(owner.call("invite", **{**invitation, "organizer_id": None}), 403, "NOT_ALLOWED")
        expect(owner.call("invite", **{**invitation, "role": "KING"}), 400, "ROLE_WRONG")
        expect(owner.call("invite", **{**invitation, "email": "none"}), 400, "EMAIL_WRONG")
        token = letter(connection, "new@foyer.example")
        expect(world.api.call("sign_up", token=token, name=" ", password="a-good-word"), 400, "NAME_WRONG")
        expect(world.api.call("sign_up", token=token, name="Nia", password="short"), 400, "PASSWORD_SHORT")
        body = expect(world.api.call("sign_up", token=token, name="Nia", password="a-good-word"), 200)
        expect(world.api.call("sign_up", token=token, name="Nia", password="a-good-word"), 410, "INVITATION_OVER")
        member = world.api.be(body["access_token"])
        assert expect(member.get("members?select=role"), 200) == [{"role": "TEAM_MEMBER"}]
        assert expect(member.get("events?select=id"), 200) == []
        # Again, to somebody who has an account by now.
        expect(owner.call("invite", **{**invitation, "role": "ORGANIZER"}), 200)
        token = letter(connection, "new@foyer.example")
        expect(world.api.call("sign_up", token=token, name="Nia", password="a-good-word"), 409, "HAS_ACCOUNT")
        expect(organizer.call("accept_invitation", token=token), 403, "OTHER_ADDRESS")
        expect(member.call("accept_invitation", token=token), 200)


def check_device(world):
    organizer = world.sign_in("ORGANIZER")
    owner = world.sign_in("OWNER")
    device = {"id": new_id(), "organizer_id": ORGANIZER, "name": "Door 1", "public_key": secrets.token_hex(32)}
    body = expect(organizer.call("register_device", **device), 200)
    at_door = world.api.be(body["access_token"])
    assert expect(at_door.get(f"devices?select=name&id=eq.{device['id']}"), 200) == [{"name": "Door 1"}]
    expect(organizer.call("register_device", **device), 200)
    expect(organizer.call("register_device", **{**device, "public_key": "zz"}), 400, "KEY_WRONG")
    expect(organizer.call("register_device", **{**device, "public_key": secrets.token_hex(32)}), 409, "DEVICE_KNOWN")
    expect(organizer.call("register_device", **{**device, "organizer_id": FOREIGN_ORGANIZER}), 403, "NOT_ALLOWED")
    expect(owner.call("register_device", **device), 409, "DEVICE_KNOWN")
    # For two organizers: both see it, and each may revoke it, for both.
    with world.connect("foyer", "foyer_owner") as connection:
        one(connection, "INSERT INTO members (organizer_id, user_id, role) VALUES (%s, %s, 'TEAM_MEMBER')", FOREIGN_ORGANIZER,
            PEOPLE["organizer"])
        expect(at_door.call("register_device", **{**device, "organizer_id": FOREIGN_ORGANIZER}), 200)
        query = f"device_organizers?select=organizer_id,revoked_at&id=eq.{device['id']}"
        assert expect(owner.get(query), 200) == [{"organizer_id": ORGANIZER, "revoked_at": None}]
        assert one(connection, "SELECT count (*) FROM device_organizers WHERE id = %s", device["id"]) == 2
    expect(world.sign_in("ATTENDEE").call("revoke_device", id=device["id"]), 404, "NO_DEVICE")
    assert owner.call("revoke_device", id=device["id"]).status == 204
    with world.connect("foyer", "foyer_owner") as connection:
        assert one(connection, "SELECT count (*) FROM device_organizers WHERE id = %s AND revoked_at IS NOT NULL", device["id"]) == 2
        one(connection, "DELETE FROM members WHERE organizer_id = %s AND user_id = %s", FOREIGN_ORGANIZER, PEOPLE["organizer"])
    for answer in (at_door.get("events"), at_door.call("changes", cursors=[]),
                   world.api.call("refresh", refresh_token=body["refresh_token"])):
        expect(answer, 401, "DEVICE_REVOKED")
        assert answer.body["message"].endswith("."), answer
    expect(world.sign_in("ORGANIZER").call("register_device", **device), 403, "DEVICE_REVOKED")


def check_last_owner(world):
    owner = world.sign_in("OWNER")
    where = f"members?organizer_id=eq.{ORGANIZER}&user_id=eq.{PEOPLE['owner']}"
    expect(owner.request("PATCH", where, {"role": "ORGANIZER"}), 409, "LAST_OWNER")
    expect(owner.request("DELETE", where), 409, "LAST_OWNER")


def check_log_stays(world):
    """Not even the owner of the tables rewrites it."""
    with world.database() as connection:
        one(connection, "INSERT INTO audit_log (action) VALUES ('test')")
        for statement in ("UPDATE audit_log SET action = 'other'", "DELETE FROM audit_log", "TRUNCATE audit_log"):
            try:
                one(connection, statement)
            except Exception as error:
                assert "APPEND_ONLY" in str(error), error
            else:
                raise AssertionError(statement)
        assert one(connection, "SELECT count(*) FROM audit_log WHERE action = 'test'") == 1


def add(tap, world):
    tap.run("sessions: signing in", check_sign_in, world)
    for name, arguments, status, code in WRONG:
        tap.run(f"sessions: {name}", check_wrong, world, arguments, status, code)
    tap.run("sessions: an unknown address takes as long", check_same_time, world)
    tap.run("sessions: too many attempts wait", check_too_often, world)
    tap.run("sessions: too many attempts from one place wait", check_address_limit, world)
    tap.run("sessions: a refresh token serves once", check_rotation, world)
    tap.run("sessions: a refresh whose answer was lost", check_lost_answer, world)
    tap.run("sessions: a refresh that came late", check_late_call, world)
    tap.run("sessions: six refreshes at once", check_lost_answers_at_once, world)
    tap.run("sessions: an old refresh token serves no more", check_expired_refresh, world)
    tap.run("sessions: signing out, here and everywhere", check_sign_out, world)
    tap.run("sessions: other tokens", check_other_tokens, world)
    tap.run("sessions: changing a password", check_change_password, world)
    tap.run("sessions: a forgotten password", check_reset_password, world)
    tap.run("sessions: invitations", check_invitation, world)
    tap.run("sessions: devices", check_device, world)
    tap.run("sessions: an organizer keeps an owner", check_last_owner, world)
    tap.run("sessions: the log stays as it is", check_log_stays, world)
