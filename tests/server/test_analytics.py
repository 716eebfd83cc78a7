# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports against plain sums over rows that were made at random."""
import collections
import datetime
import random
import zoneinfo

from test_attendees import Reader
from world import DRAFT, EARLY_TIER, EVENT, FOREIGN_EVENT, LIST, PEOPLE, TIER, expect, new_id, one, rows, without_limits

PROMO = "01900000-0000-7000-8000-000000000301"
ZONE = zoneinfo.ZoneInfo("Europe/Vienna")
START = datetime.datetime(2030, 3, 29, 12, tzinfo=datetime.UTC)  # the clocks change within it
SOLD = ("COMPLETED", "PARTLY_REFUNDED", "REFUNDED")


def fill(connection, rng, n):
    """Orders with tickets, refunds and check-ins; what was made, as it should be summed up."""
    without_limits(connection)
    one(connection, "DELETE FROM tickets")
    one(connection, "DELETE FROM orders")
    orders = []
    for number in range(n):
        status = rng.choice([*SOLD, "COMPLETED", "COMPLETED", "PENDING", "EXPIRED"])
        at = START + datetime.timedelta(minutes=rng.randrange(5 * 1440))
        prices = [rng.choice([2500, 1900]) for _ in range(rng.randint(1, 4))]
        promo = rng.choice([None, None, PROMO])
        discount = sum(prices) // 10 if promo else 0
        order = {"id": new_id(), "status": status, "at": at, "prices": prices, "promo": promo, "discount": discount,
                 "fee": rng.choice([0, 125]), "channel": rng.choice(["WEB", "BOX_OFFICE"]), "refund": 0, "tickets": []}
        order["total"] = sum(prices) - discount + order["fee"]
        one(connection, "INSERT INTO orders (event_id, id, order_number, subtotal, discount, service_fee, total, currency, status, channel, "
            "promo_code_id, created_at, expires_at) VALUES (%s, %s, %s, %s, %s, %s, %s, 'EUR', %s, %s, %s, %s, now ())", EVENT, order["id"],
            f"R-{number}", sum(prices), discount, order["fee"], order["total"], status, order["channel"], promo, at)
        for price in prices:
            ticket = {"id": new_id(), "tier": TIER if price == 2500 else EARLY_TIER, "price": price, "arrived": None}
            one(connection, "INSERT INTO tickets (event_id, id, order_id, tier_id, attendee_name, qr_code, price) "
                "VALUES (%s, %s, %s, %s, 'Guest', %s, %s)", EVENT, ticket["id"], order["id"], ticket["tier"], ticket["id"], price)
            order["tickets"].append(ticket)
        if status in ("PARTLY_REFUNDED", "REFUNDED"):
            order["refund"] = order["total"] if status == "REFUNDED" else 500
            one(connection, "INSERT INTO refunds (event_id, id, order_id, amount, currency, status) VALUES (%s, %s, %s, %s, 'EUR', "
                "'CONFIRMED'), (%s, gen_random_uuid (), %s, 77, 'EUR', 'PROPOSED')", EVENT, new_id(), order["id"], order["refund"], EVENT,
                order["id"])
        orders.append(order)
    arrive(connection, rng, orders)
    return orders


def arrive(connection, rng, orders):
    """Some come, some leave and come again, some entries are taken back."""
    for order in orders:
        for ticket in order["tickets"]:
            if order["status"] != "COMPLETED" or rng.random() < 0.3:
                continue
            at = START + datetime.timedelta(days=60, minutes=rng.randrange(240))
            times = sorted([at, at + datetime.timedelta(minutes=rng.randrange(90))])
            undone = rng.random() < 0.2
            for i, time in enumerate(times):
                fact = one(connection, "INSERT INTO check_ins (event_id, id, list_id, ticket_id, direction, method, time, verdict) VALUES "
                           "(%s, gen_random_uuid (), %s, %s, 'ENTRY', 'QR_SCAN', %s, 'ADMITTED') RETURNING id::text", EVENT, LIST, ticket["id"], time)
                if undone and i == 0:
                    one(connection, "INSERT INTO check_ins (event_id, id, ticket_id, direction, method, time, verdict, undoes_id) VALUES "
                        "(%s, gen_random_uuid (), %s, 'UNDO', 'MANUAL', %s, 'ADMITTED', %s)", EVENT, ticket["id"], time, fact)
            ticket["arrived"] = times[1] if undone else times[0]
            one(connection, "UPDATE tickets SET status = 'CHECKED_IN', check_in_time = %s WHERE id = %s", times[1], ticket["id"])


def quarter(time):
    return time.replace(minute=time.minute // 15 * 15, second=0, microsecond=0)


def expected(orders, since, until):
    sold = [order for order in orders if order["status"] in SOLD and since <= order["at"] < until]
    days, channels, arrivals = collections.Counter(), collections.Counter(), collections.Counter()
    for order in sold:
        for ticket in order["tickets"]:
            days[str(order["at"].astimezone(ZONE).date()), ticket["tier"]] += 1
        channels[order["channel"]] += 1
    for order in orders:
        for ticket in order["tickets"]:
            if ticket["arrived"] and since <= ticket["arrived"] < until:
                arrivals[quarter(ticket["arrived"])] += 1
    with_code = [order for order in sold if order["promo"]]
    sums = {"orders": len(sold), "gross": sum(sum(order["prices"]) for order in sold), "discount": sum(order["discount"] for order in sold),
            "fees": sum(order["fee"] for order in sold), "total": sum(order["total"] for order in sold),
            "refunded": sum(order["refund"] for order in sold)}
    return days, channels, arrivals, sums, (len(with_code), sum(order["discount"] for order in with_code))


def check_sums(world):
    with world.database() as connection:
        orders = fill(connection, random.Random(31), 150)
        reader = Reader(connection)
        middle = START + datetime.timedelta(days=2, hours=3)
        far = (datetime.datetime.min.replace(tzinfo=datetime.UTC), datetime.datetime.max.replace(tzinfo=datetime.UTC))
        for since, until in ((None, None), (middle, None), (None, middle), (START, middle)):
            found = reader.call("analytics", event_ids=[EVENT], since=since, until=until)
            days, channels, arrivals, sums, promo = expected(orders, since or far[0], until or far[1])
            assert {(day["day"], day["tier_id"]): day["tickets"] for day in found["days"]} == days, (found["days"], days)
            assert sum(day["price"] for day in found["days"]) == sums["gross"]
            assert {channel["channel"]: channel["orders"] for channel in found["channels"]} == channels
            assert sum(channel["tickets"] for channel in found["channels"]) == sum(days.values())
            assert {name: found["money"][0][name] for name in sums} == sums and found["money"][0]["currency"] == "EUR", (found["money"], sums)
            assert [(code["code"], code["orders"], code["discount"]) for code in found["promo_codes"]] == [("HALLS10", *promo)]
            assert {datetime.datetime.fromisoformat(a["at"]): a["people"] for a in found["arrivals"]} == arrivals
        missing = sum(1 for order in orders if order["status"] in SOLD for ticket in order["tickets"] if not ticket["arrived"])
        assert sum(tier["missing"] for tier in found["no_shows"]) == missing, (found["no_shows"], missing)


def check_several(world):
    """Two events together are the sum of both, each with its own zone and currency."""
    with world.database() as connection:
        fill(connection, random.Random(7), 40)
        one(connection, "UPDATE orders SET event_id = event_id")
        one(connection, "INSERT INTO orders (event_id, id, order_number, total, currency, status, channel, created_at) VALUES "
            "(%s, gen_random_uuid (), 'D-1', 900, 'CHF', 'COMPLETED', 'WEB', now ())", DRAFT)
        reader = Reader(connection)
        both = reader.call("analytics", event_ids=[EVENT, DRAFT])
        alone = [reader.call("analytics", event_ids=[event]) for event in (EVENT, DRAFT)]
        assert both["money"] == sorted(alone[0]["money"] + alone[1]["money"], key=lambda money: money["currency"])
        assert both["days"] == alone[0]["days"] and both["arrivals"] == alone[0]["arrivals"]
        assert reader.call("analytics", event_ids=[EVENT, EVENT]) == alone[0]


WRONG = [
    ("no events", {"event_ids": []}, 400, "EVENTS_WRONG"),
    ("nothing", {"event_ids": None}, 400, "EVENTS_WRONG"),
    ("too many", {"event_ids": [EVENT] * 501}, 400, "EVENTS_WRONG"),
    ("a foreign event, too", {"event_ids": [EVENT, FOREIGN_EVENT]}, 403, "NOT_ALLOWED"),
    ("an end before the beginning", {"since": "2030-01-02Z", "until": "2030-01-01Z"}, 400, "TIME_WRONG"),
]


def check_wrong(owner, arguments, status, code):
    expect(owner.call("analytics", **{"event_ids": [EVENT], **arguments}), status, code)


def check_right(world):
    expect(world.sign_in("TEAM_MEMBER").call("analytics", event_ids=[EVENT]), 403, "NOT_ALLOWED")
    with world.database() as connection:
        one(connection, "UPDATE event_grants SET can_report = true WHERE user_id = %s", PEOPLE["door"])
        assert Reader(connection, PEOPLE["door"]).call("analytics", event_ids=[EVENT])["money"][0]["total"] == 5225
        assert rows(connection, "SELECT count (*) FROM orders")[0][0] == 2


def add(tap, world):
    for name, check in (("against plain sums", check_sums), ("several events", check_several), ("the right to report", check_right)):
        tap.run(f"analytics: {name}", check, world)
    owner = world.sign_in("OWNER")
    for name, arguments, status, code in WRONG:
        tap.run(f"analytics: {name}", check_wrong, owner, arguments, status, code)
