# SPDX-License-Identifier: GPL-3.0-or-later
"""Letters: who gets one, what stands in it, and the mail worker that takes them."""
import threading

from caller import Caller
from world import EVENT, FOREIGN_EVENT, ORDER, ORGANIZER, PEOPLE, TICKET, TIER, EARLY_TIER, new_id, one, rows


class Worker:
    """The mail worker, as the database's owner."""

    def __init__(self, connection):
        self.connection = connection

    def take(self, most=50):
        return rows(self.connection, "SELECT id::text, kind, address, subject, body FROM private.take_letters (%s)", most)

    def empty(self):
        for letter in self.take(10000):
            one(self.connection, "SELECT private.letter_sent (%s)", letter[0])


def guests(connection, n, tier=TIER, status="VALID", order=None):
    """Guests with addresses of their own."""
    return [one(connection, "INSERT INTO tickets (event_id, id, order_id, tier_id, attendee_name, attendee_email, qr_code, price, status) "
                "VALUES (%s, gen_random_uuid (), %s, %s, %s, %s, gen_random_uuid (), 0, %s) RETURNING id::text",
                EVENT, order, tier, f"Guest {i}", f"{new_id()[:8]}@foyer.example", status) for i in range(n)]


def check_order(world):
    """A completed order is confirmed once, with its tickets, as they are when the letter is sent."""
    with world.database() as connection:
        worker = Worker(connection)
        worker.empty()
        order = new_id()
        one(connection, "INSERT INTO orders (event_id, id, order_number, buyer_name, buyer_email, total, currency, status, channel, expires_at) "
            "VALUES (%s, %s, 'W-77', 'Bea {{total}} Buyer', 'bea@foyer.example', 250050, 'EUR', 'PENDING', 'WEB', now ())", EVENT, order)
        assert worker.take() == []
        one(connection, "INSERT INTO tickets (event_id, id, order_id, tier_id, attendee_name, qr_code, price) "
            "VALUES (%s, gen_random_uuid (), %s, %s, 'Bea Buyer', 'CODE-1', 250050)", EVENT, order, TIER)
        one(connection, "UPDATE orders SET status = 'COMPLETED' WHERE id = %s", order)
        one(connection, "UPDATE orders SET buyer_name = buyer_name WHERE id = %s", order)
        one(connection, "UPDATE events SET title = E'The New\\nTitle' WHERE id = %s", EVENT)
        (letter,) = worker.take()
        assert letter[1:4] == ("ORDER", "bea@foyer.example", "Your tickets for The New Title"), letter
        for words in ("Hello Bea {{total}} Buyer,", "W-77", "2500.50 EUR", "Regular, Bea Buyer: CODE-1", "Old Power Station", "(Europe/Vienna)", "Foyer Events"):
            assert words in letter[4], (words, letter[4])
        one(connection, "SELECT private.letter_sent (%s)", letter[0])
        assert worker.take() == []
        for channel, address in (("IMPORT", "x@foyer.example"), ("BOX_OFFICE", None), ("BOX_OFFICE", "no address")):
            one(connection, "INSERT INTO orders (event_id, id, order_number, buyer_email, total, currency, status, channel) "
                "VALUES (%s, gen_random_uuid (), gen_random_uuid (), %s, 0, 'EUR', 'COMPLETED', %s)", EVENT, address, channel)
        assert worker.take() == []


def check_transfer(world):
    """The new holder gets the code, the old one is told without it."""
    with world.database() as connection:
        worker = Worker(connection)
        worker.empty()
        code = Caller(connection, PEOPLE["owner"]).call("transfer_ticket", ticket_id=TICKET, id=new_id(), name="Nora",
                                                        email="nora@foyer.example")["qr_code"]
        letters = {letter[1]: letter for letter in worker.take()}
        assert letters.keys() == {"TICKET", "PASSED_ON"}
        assert letters["TICKET"][2] == "nora@foyer.example" and code in letters["TICKET"][4]
        assert letters["PASSED_ON"][2] == "guest@foyer.example" and code not in letters["PASSED_ON"][4]


def check_accounts(world):
    """The letters of accounts go the same way; a token is kept no longer than it waits, and no link is sent that is over."""
    with world.database() as connection:
        worker = Worker(connection)
        worker.empty()
        one(connection, "SELECT private.set_setting ('site_url', 'https://foyer.example')")
        Caller(connection, PEOPLE["owner"]).call("invite", organizer_id=ORGANIZER, email="new@foyer.example", role="TEAM_MEMBER")
        token = one(connection, "SELECT token FROM private.letters WHERE status = 'QUEUED'")
        (letter,) = worker.take()
        assert letter[1:4] == ("INVITATION", "new@foyer.example", "You are invited to work at Foyer Events"), letter
        assert f"https://foyer.example/invitation/{token}\n" in letter[4], letter[4]
        one(connection, "SELECT private.letter_sent (%s)", letter[0])
        assert rows(connection, "SELECT status, token FROM private.letters WHERE id = %s", letter[0]) == [("SENT", None)]
        Caller(connection).call("request_password_reset", email="guest@foyer.example")
        one(connection, "UPDATE private.letters SET created_at = now () - interval '2 hours' WHERE status = 'QUEUED'")
        assert worker.take() == []
        assert rows(connection, "SELECT status, token FROM private.letters WHERE kind = 'PASSWORD_RESET'") == [("FAILED", None)]


def check_failing(world):
    """Tried again later and later, eight times; or not at all."""
    with world.database() as connection:
        worker = Worker(connection)
        worker.empty()
        one(connection, "SELECT private.queue_delivery (%s, 'ORDER', 'a@foyer.example', 'A', %s)", EVENT, ORDER)
        waits = []
        while letters := worker.take():
            assert worker.take() == [], "taken twice"
            one(connection, "SELECT private.letter_failed (%s, 'Mailbox full')", letters[0][0])
            waits += [minutes for (minutes,) in rows(
                connection, "SELECT extract (epoch FROM due_at - now ())::integer / 60 FROM deliveries WHERE status = 'QUEUED'")]
            one(connection, "UPDATE deliveries SET due_at = now () WHERE status = 'QUEUED'")
        assert waits == [1, 4, 16, 64, 256, 720, 720], waits
        assert rows(connection, "SELECT status, failure, attempts FROM deliveries WHERE failure IS NOT NULL") == [("FAILED", "Mailbox full", 8)]
        one(connection, "SELECT private.queue_delivery (%s, 'ORDER', 'b@foyer.example', 'B', %s)", EVENT, ORDER)
        one(connection, "SELECT private.letter_failed (%s, 'No such mailbox', true)", worker.take()[0][0])
        one(connection, "UPDATE deliveries SET due_at = now ()")
        assert worker.take() == []
        # A worker that died: its letters are another's after a while, and end some day.
        one(connection, "SELECT private.queue_delivery (%s, 'ORDER', 'c@foyer.example', 'C', %s)", EVENT, ORDER)
        for _ in range(8):
            assert len(worker.take()) == 1
            one(connection, "UPDATE deliveries SET due_at = now () WHERE status = 'QUEUED'")
        assert worker.take() == []
        assert one(connection, "SELECT status FROM deliveries WHERE address = 'c@foyer.example'") == "FAILED"


def check_workers(world):
    """Several at once: each letter is taken by one, and none is left."""
    with world.database() as connection:
        Worker(connection).empty()
        name = one(connection, "SELECT current_database ()")
        guests(connection, 400)
        Caller(connection, PEOPLE["owner"]).call("queue_message", event_id=EVENT, id=new_id(), subject="News", body="")
        waiting = one(connection, "SELECT count (*) FROM deliveries WHERE status = 'QUEUED'")
        taken = []

        def work():
            with world.connect(name) as own:
                while letters := Worker(own).take(7):
                    taken.extend(letter[0] for letter in letters)
        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(taken) == len(set(taken)) == waiting, (len(taken), len(set(taken)), waiting)


def check_audience(world):
    """Each address once, and only those who are meant."""
    with world.database() as connection:
        Worker(connection).empty()
        owner = Caller(connection, PEOPLE["owner"])
        guests(connection, 2, status="CHECKED_IN")
        guests(connection, 3, EARLY_TIER)
        guests(connection, 4, status="CANCELLED")
        refunded = one(connection, "INSERT INTO orders (event_id, id, order_number, total, currency, status, channel) "
                       "VALUES (%s, gen_random_uuid (), 'R-1', 0, 'EUR', 'REFUNDED', 'IMPORT') RETURNING id", EVENT)
        pending = one(connection, "INSERT INTO orders (event_id, id, order_number, total, currency, status, channel) "
                      "VALUES (%s, gen_random_uuid (), 'P-1', 0, 'EUR', 'PENDING', 'IMPORT') RETURNING id", EVENT)
        guests(connection, 5, order=refunded)
        guests(connection, 6, order=pending)
        # Of the sample's order: the buyer, whose address both tickets share.
        for audience, tiers, expected in (("ALL", None, 6), ("NOT_ARRIVED", None, 4), ("ARRIVED", None, 2), ("EVERYBODY", None, 15),
                                          ("ALL", [EARLY_TIER], 3), ("ALL", [], 0), ("NOT_ARRIVED", [TIER], 1)):
            words = {"event_id": EVENT, "id": new_id(), "subject": "News", "body": "Hello {{name}}", "audience": audience, "tier_ids": tiers}
            answer = owner.call("queue_message", **words)
            assert answer == {"id": words["id"], "n_recipients": expected}, (audience, tiers, answer)
            guests(connection, 1, status="CANCELLED")
            assert owner.call("queue_message", **words) == answer, "the same again is the same"
            assert one(connection, "SELECT count (DISTINCT address) FROM deliveries WHERE mailing_id = %s", words["id"]) == expected
            one(connection, "DELETE FROM tickets WHERE id IN (SELECT id FROM tickets WHERE status = 'CANCELLED' ORDER BY id DESC LIMIT 1)")


def check_prepared(world):
    """A message that a desk prepared is sent once; what was not sent can be dropped."""
    with world.database() as connection:
        worker = Worker(connection)
        worker.empty()
        owner = Caller(connection, PEOPLE["owner"])
        message = new_id()
        one(connection, "INSERT INTO messages (event_id, id, kind, subject, body) VALUES (%s, %s, 'CANCELLATION', 'Cancelled: {{event}}', "
            "'Dear {{name}}, {{tickets}}')", EVENT, message)
        mailing = new_id()
        guests(connection, 1)
        owner.call("queue_message", event_id=EVENT, id=mailing, message_id=message, audience="EVERYBODY")
        assert rows(connection, "SELECT status, sent_at IS NOT NULL FROM messages") == [("SENT", True)]
        assert owner.refusal("queue_message", event_id=EVENT, id=new_id(), message_id=message) == "MESSAGE_DONE"
        (letter,) = worker.take(1)
        assert letter[3] == "Cancelled: Night of the Open Halls", letter
        one(connection, "SELECT private.letter_sent (%s)", letter[0])
        assert owner.call("drop_message", id=mailing) == {"id": mailing, "n_dropped": 1}
        assert owner.call("drop_message", id=mailing) == {"id": mailing, "n_dropped": 0}
        assert rows(connection, "SELECT status, count (*) FROM deliveries WHERE mailing_id = %s GROUP BY 1 ORDER BY 1", mailing) == [
            ("DROPPED", 1), ("SENT", 1)]
        assert worker.take() == []


GOOD = {"event_id": EVENT, "subject": "News", "body": "Hello"}
REFUSALS = [
    ("without the right", "door", {}, "NOT_ALLOWED"),
    ("at a foreign event", "owner", {"event_id": FOREIGN_EVENT}, "NOT_ALLOWED"),
    ("no event", "owner", {"event_id": None}, "NOT_ALLOWED"),
    ("no id", "owner", {"id": None}, "ID_MISSING"),
    ("no subject", "owner", {"subject": None}, "SUBJECT_WRONG"),
    ("an empty subject", "owner", {"subject": ""}, "SUBJECT_WRONG"),
    ("two lines of subject", "owner", {"subject": "News\r\nBcc: all@foyer.example"}, "SUBJECT_WRONG"),
    ("a long subject", "owner", {"subject": "x" * 256}, "SUBJECT_WRONG"),
    ("no text", "owner", {"body": None}, "BODY_WRONG"),
    ("a long text", "owner", {"body": "x" * 20001}, "BODY_WRONG"),
    ("an unknown word", "owner", {"body": "{{name}} {{password}}"}, "WORD_UNKNOWN"),
    ("nobody's audience", "owner", {"audience": "SOME"}, "AUDIENCE_WRONG"),
    ("no audience", "owner", {"audience": None}, "AUDIENCE_WRONG"),
    ("tiers that are none", "owner", {"tier_ids": ["x"]}, "TIERS_WRONG"),
    ("no such message", "owner", {"message_id": new_id()}, "NO_MESSAGE"),
]


def check_refusal(connection, who, words, code):
    assert Caller(connection, PEOPLE[who]).refusal("queue_message", **{**GOOD, "id": new_id(), **words}) == code
    assert one(connection, "SELECT count (*) FROM mailings") == 0


def check_other_refusals(connection):
    assert Caller(connection, PEOPLE["owner"]).refusal("drop_message", id=new_id()) == "NO_MESSAGE"
    mailing = new_id()
    Caller(connection, PEOPLE["owner"]).call("queue_message", id=mailing, **GOOD)
    assert Caller(connection, PEOPLE["door"]).refusal("drop_message", id=mailing) == "NO_MESSAGE"
    assert Caller(connection, PEOPLE["other"]).refusal("queue_message", id=mailing, **{**GOOD, "event_id": FOREIGN_EVENT}) == "ID_TAKEN"


MONEY = [(2550, "EUR", "25.50 EUR"), (0, "EUR", "0.00 EUR"), (5, "USD", "0.05 USD"), (1500, "JPY", "1500 JPY"), (1234, "KWD", "1.234 KWD"),
         (10**12, "EUR", "10000000000.00 EUR")]
FILLED = [("Hello {{name}}!", "Hello A{{b}}!"), ("{{b}}{{name}}", "2A{{b}}"), ("{{none}} {{b", "{{none}} {{b"), ("b}} {{b}}", "b}} 2"), ("", ""),
          ("{{nil}}.", "."), ("{{{{b}}}}", "{{2}}")]


def check_texts(connection):
    for amount, currency, text in MONEY:
        found = one(connection, "SELECT private.format_money (%s, %s)", amount, currency)
        assert found == text, (found, text)
    for pattern, text in FILLED:
        found = one(connection, "SELECT private.fill_in (%s, '{\"name\": \"A{{b}}\", \"b\": 2, \"nil\": null}')", pattern)
        assert found == text, (pattern, found)


def add(tap, world):
    tap.run("letters: an order is confirmed", check_order, world)
    tap.run("letters: a ticket that was passed on", check_transfer, world)
    tap.run("letters: of accounts", check_accounts, world)
    tap.run("letters: what cannot be sent", check_failing, world)
    tap.run("letters: several workers", check_workers, world)
    tap.run("letters: a message to whom it is meant for", check_audience, world)
    tap.run("letters: a message of a desk", check_prepared, world)
    with world.database() as connection:
        for name, who, words, code in REFUSALS:
            tap.run(f"letters: refused: {name}", check_refusal, connection, who, words, code)
        tap.run("letters: other refusals", check_other_refusals, connection)
        tap.run("letters: words and amounts", check_texts, connection)
