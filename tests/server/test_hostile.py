# SPDX-License-Identifier: GPL-3.0-or-later
"""Every function × each argument × every value of hostile.py, as each kind of caller, through PostgREST.

A new function is tried without a word here. What it needs to come past its first check stands in GOOD, by the argument's name;
without that it would be refused too early for much to be tried, and the last test says so.
"""
import itertools
import json
import secrets

from hostile import BIG, VALUES, Judge, Line, fresh, in_parallel
from tap import expect_none
from world import EVENT, LIST, ORDER, ORGANIZER, PEOPLE, TICKET, TIER, new_id, one, rows

GOOD = {
    "event_id": EVENT,
    "organizer_id": ORGANIZER,
    "tier_id": TIER,
    "order_id": ORDER,
    "ticket_id": TICKET,
    "email": lambda: new_id() + "@foyer.example",
    "buyer_email": "buyer@foyer.example",
    "password": "a-good-word",
    "old_password": "a-good-word",
    "new_password": "another-word",
    "role": "TEAM_MEMBER",
    "name": "Somebody",
    "public_key": lambda: secrets.token_hex(32),
    "cursors": [{"event_id": EVENT, "cursor": None}],
    "check_ins": lambda: [{"id": new_id(), "qr_code": "SAMPLE-GIL-2", "ticket_id": None, "at": "2030-06-01T19:00:00Z", "list_id": LIST,
                           "device_id": None, "direction": "ENTRY", "method": "QR_SCAN", "verdict": None, "reason": None,
                           "undoes_id": None}],
    "lines": [{"tier_id": TIER, "quantity": 1}],
    "quantity": 1,
    "promo_code": None,
    "audience": "ALL",
    "message_id": None,
    "event_ids": [EVENT],
    "search": "gil",
    "sort": "name",
    "after": None,
    "since": None,
    "until": None,
}

def tokens(first):
    """Each serves once: PREPARE has put as many there."""
    counter = itertools.count(first)
    return lambda: f"token-{next(counter)}"


# Where the same name means something else.
GOOD_OF = {
    ("sign_in", "email"): "owner@foyer.example",
    ("sign_in", "password"): "a-good-word",
    ("sign_up", "token"): tokens(2500),
    ("accept_invitation", "token"): tokens(1),
    ("reset_password", "token"): tokens(1),
    ("refresh", "refresh_token"): tokens(1),
    ("settle_conflict", "id"): "01900000-0000-7000-8000-000000000901",
    ("revoke_device", "id"): "01900000-0000-7000-8000-000000000902",
    ("allot", "device_id"): "01900000-0000-7000-8000-000000000908",
    ("return_allotment", "id"): "01900000-0000-7000-8000-000000000909",
    ("record_sales", "orders"): lambda: [{
        "id": new_id(), "order_number": new_id(), "buyer_name": None, "buyer_email": None, "subtotal": None, "discount": None,
        "service_fee": None, "total": 1, "currency": "EUR", "status": None, "channel": None, "promo_code_id": None, "created_at": None,
        "tickets": [{"id": new_id(), "tier_id": TIER, "attendee_name": "Walk-in", "qr_code": new_id(), "price": 1}],
        "payments": [{"id": new_id(), "method": "CASH", "amount": 1}]}],
    ("edit_rows", "edits"): [{"table": "questions", "id": new_id(), "is_new": True, "is_removed": None, "was": {}, "set": {
        "event_id": EVENT, "code": "q", "label": "Q", "sort_order": 0}}],
    ("store_rows", "rows"): [{"table": "tickets", "row": {
        "id": new_id(), "event_id": EVENT, "tier_id": TIER, "attendee_name": "Guest", "qr_code": new_id(), "price": 0, "answers": None}}],
    ("export_person", "ticket_id"): None,
    ("export_person", "event_id"): None,
    ("erase_person", "ticket_id"): None,
    ("erase_person", "event_id"): None,
    ("drop_message", "id"): "01900000-0000-7000-8000-000000000904",
    ("approve_refund", "id"): "01900000-0000-7000-8000-000000000905",
    ("drop_refund", "id"): "01900000-0000-7000-8000-000000000906",
    ("refund_order", "order_id"): "01900000-0000-7000-8000-000000000907",
    ("refund_order", "ticket_id"): None,
    ("refund_order", "amount"): 1,
    ("refund_order", "method"): "CASH",
    ("cancel_order", "order_id"): "01900000-0000-7000-8000-000000000904",
}
PREPARE = """
-- Limits would hide what comes after them: here each attempt is the first.
CREATE FUNCTION private.test_first () RETURNS trigger LANGUAGE plpgsql AS 'BEGIN new.n := 1; RETURN new; END';
CREATE TRIGGER first BEFORE INSERT OR UPDATE ON private.attempts FOR EACH ROW EXECUTE FUNCTION private.test_first ();
CREATE OR REPLACE FUNCTION private.hash_password (password text) RETURNS text LANGUAGE sql SET search_path = '' AS
  $$ SELECT extensions.crypt (password, extensions.gen_salt ('bf', 4)) $$;
UPDATE private.passwords SET hash = extensions.crypt ('a-good-word', extensions.gen_salt ('bf', 4));
SELECT private.set_setting ('nobodys_hash', extensions.crypt ('nobody', extensions.gen_salt ('bf', 4)));
INSERT INTO public.conflicts (event_id, id, kind) VALUES ('{event}', '01900000-0000-7000-8000-000000000901', 'OVERSOLD');
INSERT INTO public.orders (event_id, id, order_number, total, currency, status, channel)
  VALUES ('{event}', '01900000-0000-7000-8000-000000000907', 'PAID', 1000000, 'EUR', 'COMPLETED', 'IMPORT');
INSERT INTO public.refunds (event_id, id, order_id, amount, currency) VALUES
  ('{event}', '01900000-0000-7000-8000-000000000905', '01900000-0000-7000-8000-000000000907', 1, 'EUR'),
  ('{event}', '01900000-0000-7000-8000-000000000906', '01900000-0000-7000-8000-000000000907', 1, 'EUR');
INSERT INTO public.mailings (event_id, id, subject, body, audience) VALUES
  ('{event}', '01900000-0000-7000-8000-000000000904', 'News', '', 'ALL');
INSERT INTO public.orders (event_id, id, order_number, total, currency, status, channel, expires_at)
  VALUES ('{event}', '01900000-0000-7000-8000-000000000904', 'PENDING', 100, 'EUR', 'PENDING', 'WEB', now ());
INSERT INTO public.devices (id, user_id, organizer_id, name, public_key) VALUES
  ('01900000-0000-7000-8000-000000000902', '{owner}', '{organizer}', 'Door', extensions.gen_random_bytes (32));
INSERT INTO public.devices (id, user_id, organizer_id, name, public_key) VALUES
  ('01900000-0000-7000-8000-000000000908', '{owner}', '{organizer}', 'Till', extensions.gen_random_bytes (32));
INSERT INTO public.allotments (event_id, id, tier_id, device_id, quantity, expires_at) VALUES
  ('{event}', '01900000-0000-7000-8000-000000000909', '{tier}', '01900000-0000-7000-8000-000000000908', 5, now () + interval '1 day');
INSERT INTO public.invitations (id, organizer_id, email, role, invited_by, expires_at)
  SELECT ('01900000-0000-7000-9000-' || lpad (i::text, 12, '0'))::uuid, '{organizer}',
    CASE WHEN i < 2500 THEN 'owner@foyer.example' ELSE 'new-' || i || '@foyer.example' END, 'TEAM_MEMBER', '{owner}', now () + interval '1 day'
  FROM generate_series (1, 5000) i;
INSERT INTO private.invitation_tokens SELECT sha256 (convert_to ('token-' || i, 'UTF8')),
    ('01900000-0000-7000-9000-' || lpad (i::text, 12, '0'))::uuid FROM generate_series (1, 5000) i;
INSERT INTO private.password_resets SELECT sha256 (convert_to ('token-' || i, 'UTF8')), '{guest}', now () + interval '1 day'
  FROM generate_series (1, 5000) i;
INSERT INTO private.sessions (id, user_id) VALUES ('01900000-0000-7000-8000-000000000903', '{guest}');
INSERT INTO private.refresh_tokens SELECT sha256 (convert_to ('token-' || i, 'UTF8')), '01900000-0000-7000-8000-000000000903',
    now () + interval '1 day' FROM generate_series (1, 5000) i;
""".format(event=EVENT, tier=TIER, organizer=ORGANIZER, owner=PEOPLE["owner"], guest=PEOPLE["guest"])
BY_TYPE = {"uuid": new_id, "text": "x", "jsonb": [], "integer": 1, "bigint": 1, "boolean": False,
           "timestamp with time zone": "2030-06-01T19:00:00Z", "date": "2030-06-01"}
# They end what the others stand on.
LAST = ("sign_out", "revoke", "erase", "change_password", "reset_password")
CALLERS = {"anon": None, "owner": PEOPLE["owner"], "admin": PEOPLE["admin"], "organizer": PEOPLE["organizer"], "door": PEOPLE["door"],
           "guest": PEOPLE["guest"], "stranger": PEOPLE["other"]}
FUNCTIONS = """SELECT p.proname, p.proargnames[:p.pronargs], array (SELECT format_type (t, NULL) FROM unnest (p.proargtypes) t),
    p.pronargs - p.pronargdefaults, has_function_privilege ('anon', p.oid, 'EXECUTE')
  FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace ORDER BY 1"""


class Call:
    """One function with arguments that are good, each of which can be replaced."""

    def __init__(self, name, arguments, kinds, n_required, is_open):
        self.name = name
        self.kinds = dict(zip(arguments or [], kinds, strict=True))
        self.required = set(list(self.kinds)[:n_required])
        self.is_open = is_open

    def good(self):
        return {name: fresh(GOOD_OF.get((self.name, name), GOOD.get(name, BY_TYPE.get(kind)))) for name, kind in self.kinds.items()}

    def variants(self):
        """(what, JSON): one argument is bad, or one member of the first object in one."""
        yield "good arguments", json.dumps(self.good())
        yield "no arguments", "{}"
        yield "an argument too many", json.dumps({**self.good(), "nope": 1})
        for name in self.kinds:
            yield f"no {name}", json.dumps({key: value for key, value in self.good().items() if key != name})
            for what, value in VALUES.items():
                yield f"{name}: {what}", put(self.good(), name, value)
            things = self.good()[name]
            if isinstance(things, list) and things and isinstance(things[0], dict):
                for member in things[0]:
                    for what, value in VALUES.items():
                        good = self.good()
                        first = {key: thing for key, thing in good[name][0].items() if key != member}
                        yield f"{name}[0].{member}: {what}", put(good, name, f"[{put(first, member, value)}]")


def put(arguments, name, value):
    """The object as JSON, with a value that is JSON already."""
    others = {key: thing for key, thing in arguments.items() if key != name}
    return "{" + "".join(f"{json.dumps(key)}: {json.dumps(thing)}, " for key, thing in others.items()) + f"{json.dumps(name)}: {value}}}"


class Trial:
    def __init__(self, world, connection, rest):
        self.world = world
        self.connection = connection
        self.rest = rest
        one(connection, PREPARE)
        self.judge = Judge(connection)
        self.reached = set()

    def functions(self):
        found = [Call(*row) for row in rows(self.connection, FUNCTIONS)]
        return sorted(found, key=lambda call: call.name.startswith(LAST))

    def token(self, caller):
        return self.world.token(self.connection, CALLERS[caller]) if CALLERS[caller] else None

    def attempt(self, line, call, caller, tokens, what, body):
        status, text = line.ask("POST", f"rpc/{call.name}", body, tokens.get(caller))
        if '"SESSION_ENDED"' in text and caller != "anon":
            # The call before has ended it; a call that does is well in its right.
            tokens[caller] = self.token(caller)
            status, text = line.ask("POST", f"rpc/{call.name}", body, tokens[caller])
        if what == "good arguments" and status in (200, 204):
            self.reached.add(call.name)
        fault = self.judge.fault(status, text)
        return fault and f"{call.name}, {caller}, {what}: {fault}"


def check_function(trial, call):
    """Who may not call it at all is refused for that, whatever comes; who may gets everything."""
    faults = []
    for caller in CALLERS:
        variants = list(call.variants())
        if caller == "anon" and not call.is_open:
            variants = variants[:6]
        elif caller not in ("anon", "owner"):
            variants = [variant for variant in variants if "[0]" not in variant[0] and variant[0].split(": ")[-1] not in BIG]
        tokens = {caller: trial.token(caller)}
        # The good ones by themselves: one of the others may do what they ask for, and leave nothing to do.
        for tasks in (variants[:1], variants[1:]):
            faults += in_parallel(trial.rest.url, tasks, lambda line, task: trial.attempt(line, call, caller, tokens, *task))
    expect_none(faults[:20], f"Of {len(faults)} wrong answers these are the first:")


# What the judge has to see: a harness that finds nothing wrong anywhere would be content with everything.
ANSWERS = [
    (500, '{"code": "XX000", "message": "Oh."}', True),
    (503, '{"code": "PGRST000", "message": "No database."}', True),
    (400, '{"code": "23514", "message": "new row violates check constraint"}', True),
    (404, '{"code": "42P01", "message": "relation does not exist"}', True),
    (400, '{"code": "X", "message": "In private.sessions."}', True),
    (400, '{"code": "X", "message": "duplicate key in relation \\"refresh_tokens\\""}', True),
    (400, '{"code": "X", "message": "Wrong.", "details": "PL/pgSQL function f() line 3"}', True),
    (400, '{"code": "X", "message": ""}', True),
    (400, "Bad request", True),
    (302, "", True),
    (200, '{"code": "private"}', True),
    (200, "[]", False),
    (204, "", False),
    (400, '{"code": "BATCH_WRONG", "message": "Give an array."}', False),
    (401, '{"code": "42501", "message": "permission denied for function f"}', False),
]


def check_judge(judge):
    expect_none((answer for *answer, is_wrong in ANSWERS if bool(judge.fault(*answer)) != is_wrong), "Judged wrongly:")


def check_reached(trial, functions):
    expect_none((call.name for call in functions if call.name not in trial.reached),
                "Good arguments of these are missing in GOOD, so that little of them was tried:")


def check_footing(trial):
    """What the calls changed did not take the ground from under the test."""
    line = Line(trial.rest.url)
    status, text = line.ask("GET", "events?select=id", None, trial.token("owner"))
    line.close()
    assert status == 200 and EVENT in text, text


def add(tap, world):
    name = world.new_database()
    with world.connect(name) as connection, world.serve(name) as rest:
        trial = Trial(world, connection, rest)
        functions = trial.functions()
        tap.run("hostile: the judge sees", check_judge, trial.judge)
        for call in functions:
            tap.run(f"hostile: {call.name}", check_function, trial, call)
        tap.run("hostile: every function was reached", check_reached, trial, functions)
        tap.run("hostile: the ground is still there", check_footing, trial)
