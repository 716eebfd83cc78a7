# SPDX-License-Identifier: GPL-3.0-or-later
"""The server asks for a cart what a desk asks, to the last minor unit, and refuses it for the same reasons by name."""
import json
import pathlib
import random
import subprocess

from tap import expect_none
from world import ORGANIZER, new_id, one

SEED = 20301
N_OFFERS = 120
N_CARTS = 15
N_TIERS = 6
KINDS = ["PAID", "FREE", "DONATION"]
GROUPS = ["NONE", "N_FOR_M", "PER_HEAD"]
STATUS = ["DRAFT", "PUBLISHED", "CANCELLED"]
NOW = "2026-09-21T14:13:20Z"  # as in price.c
UNKNOWN = 99


class Draw:
    def __init__(self, rng):
        self.rng = rng

    def one_in(self, n):
        return self.rng.randrange(n) == 0

    def money(self):
        """Small numbers and the largest ones."""
        kind = self.rng.randrange(5)
        return self.rng.randrange(12) if kind == 0 else self.rng.randrange(100000) * 1000000 if kind == 1 else self.rng.randrange(20000)

    def maybe(self, n, value):
        """None, but for one in n."""
        return value() if self.one_in(n) else None

    def below(self, n):
        return lambda: self.rng.randrange(n)


def draw_tier(draw, n):
    rng = draw.rng
    kind = 2 if draw.one_in(5) else 1 if draw.one_in(6) else 0
    least = draw.maybe(6, lambda: rng.randrange(1, 4))
    start, end = draw.maybe(8, lambda: rng.choice([-2, 0, 1])), draw.maybe(8, lambda: rng.choice([-1, 0, 2]))
    if start is not None and end is not None and end <= start:
        end = start + 1
    following = draw.maybe(5, draw.below(N_TIERS))
    taken = rng.randrange(8)
    return {"kind": kind, "price": 0 if kind == 1 else draw.money(), "price_min": draw.maybe(2, draw.below(500)),
            "quantity_total": draw.maybe(3, lambda: taken + rng.choice([0, 0, 1, 3, 60])), "in_quota": int(draw.one_in(4)),
            "sale_start": start, "sale_end": end, "next": None if following == n else following, "min": least,
            "max": draw.maybe(6, lambda: rng.randrange(4, 20)), "group_kind": rng.randrange(3), "size": draw.maybe(2, draw.below(6)),
            "pays": draw.maybe(2, draw.below(7)), "head": draw.maybe(2, draw.money), "hidden": int(draw.one_in(5)), "taken": taken}


def draw_offer(draw):
    rng = draw.rng
    tiers = [draw_tier(draw, n) for n in range(N_TIERS)]
    in_quota = sum(tier["taken"] for tier in tiers if tier["in_quota"])
    percentage = rng.randrange(2)
    uses = rng.randrange(4)
    begins = draw.maybe(9, lambda: rng.choice([-1, 1]))
    return {
        "event": {"status": rng.choice([1] * 12 + [0, 2]), "end": -1 if draw.one_in(15) else 30, "fee_percentage": draw.maybe(2, draw.below(10001)),
                  "fee_fixed": draw.maybe(3, draw.money), "fee_is_included": int(draw.one_in(3)),
                  "capacity": draw.maybe(4, lambda: sum(tier["taken"] for tier in tiers) + rng.choice([0, 2, 100]))},
        "quota": None if not any(tier["in_quota"] for tier in tiers) else in_quota + rng.choice([0, 2, 90]),
        "tiers": tiers,
        "code": {"known": int(not draw.one_in(5)), "type": 1 - percentage, "value": rng.randrange(10001) if percentage else draw.money(),
                 "per_ticket": rng.randrange(2), "mask": draw.maybe(2, draw.below(1 << N_TIERS)), "inactive": int(draw.one_in(9)),
                 "from": begins, "until": 2 if begins is not None else draw.maybe(9, lambda: rng.choice([0, 2])),
                 "max_uses": draw.maybe(3, lambda: uses + rng.randrange(2)), "uses": uses, "max_person": draw.maybe(3, lambda: 1 + rng.randrange(2)),
                 "person_uses": rng.randrange(uses + 1)},
    }


def draw_cart(draw):
    rng = draw.rng
    n = 1 if draw.one_in(2) else rng.randrange(7)
    return {"entered": int(draw.one_in(2)), "items": [
        (UNKNOWN if draw.one_in(40) else rng.randrange(N_TIERS),
         rng.choice([-2, 0, rng.randrange(200000)]) if draw.one_in(20) else rng.randrange(1, 10), draw.maybe(2, lambda: rng.randrange(-3, 3000)))
        for _ in range(n)]}


def numbers(offer, cart):
    """As price.c reads them."""
    found = [*offer["event"].values(), offer["quota"], len(offer["tiers"])]
    for tier in offer["tiers"]:
        found += tier.values()
    found += [cart["entered"], *offer["code"].values(), len(cart["items"])]
    for item in cart["items"]:
        found += item
    return "offer " + " ".join("N" if number is None else str(number) for number in found)




SET_UP = """
SET CONSTRAINTS ALL DEFERRED;
INSERT INTO events (id, organizer_id, title, slug, start_date, end_date, timezone, currency, status, fee_percentage, fee_fixed,
    fee_is_included, capacity)
  SELECT %(event)s, %(organizer)s, 'Event', %(event)s, '2000-01-01Z', {now} + make_interval (days => o.end), 'UTC', 'EUR', %(status)s,
    o.fee_percentage, o.fee_fixed, o.fee_is_included = 1, o.capacity
  FROM jsonb_to_record (%(offer)s::jsonb -> 'event') AS o ("end" integer, fee_percentage bigint, fee_fixed bigint, fee_is_included integer,
    capacity bigint);
INSERT INTO quotas (event_id, id, name, quantity_total, sort_order)
  SELECT %(event)s, %(quota)s, 'Quota', (%(offer)s::jsonb ->> 'quota')::bigint, 0 WHERE %(offer)s::jsonb ->> 'quota' IS NOT NULL;
INSERT INTO ticket_tiers (event_id, id, name, kind, price, price_min, quantity_total, quota_id, sale_start, sale_end, next_tier_id,
    min_per_order, max_per_order, group_kind, group_size, group_pays, group_price, is_hidden, sort_order)
  SELECT %(event)s, (%(tiers)s::uuid[])[n], 'Tier', (%(kinds)s::text[])[t.kind + 1], t.price, t.price_min, t.quantity_total,
    CASE WHEN t.in_quota = 1 THEN %(quota)s::uuid END, {now} + make_interval (days => t.sale_start), {now} + make_interval (days => t.sale_end),
    (%(tiers)s::uuid[])[t.next + 1], t.min, t.max, (%(groups)s::text[])[t.group_kind + 1], t.size, t.pays, t.head, t.hidden = 1, n
  FROM jsonb_array_elements (%(offer)s::jsonb -> 'tiers') WITH ORDINALITY AS e (e, n), jsonb_to_record (e) AS t (kind integer, price bigint,
    price_min bigint, quantity_total bigint, in_quota integer, sale_start integer, sale_end integer, next integer, min bigint, max bigint,
    group_kind integer, size bigint, pays bigint, head bigint, hidden integer);
INSERT INTO tickets (event_id, id, tier_id, attendee_name, qr_code, price)
  SELECT %(event)s, gen_random_uuid (), (%(tiers)s::uuid[])[n], 'Guest', gen_random_uuid (), 0
  FROM jsonb_array_elements (%(offer)s::jsonb -> 'tiers') WITH ORDINALITY AS e (e, n), generate_series (1, (e ->> 'taken')::integer);
INSERT INTO promo_codes (event_id, id, code, discount_type, discount_value, applies_to, tier_ids, is_inactive, valid_from, valid_until,
    max_uses, max_per_person)
  SELECT %(event)s, %(code)s, 'CODE', CASE c.type WHEN 1 THEN 'FIXED' ELSE 'PERCENTAGE' END, c.value,
    CASE c.per_ticket WHEN 1 THEN 'TICKET' ELSE 'ORDER' END,
    CASE WHEN c.mask IS NOT NULL THEN (SELECT coalesce (jsonb_agg ((%(tiers)s::text[])[i + 1]), '[]') FROM generate_series (0, 5) AS i
      WHERE c.mask >> i & 1 = 1) END,
    c.inactive = 1, {now} + make_interval (days => c.from), {now} + make_interval (days => c.until), c.max_uses, c.max_person
  FROM jsonb_to_record (%(offer)s::jsonb -> 'code') AS c (type integer, value bigint, per_ticket integer, mask integer, inactive integer,
    "from" integer, until integer, max_uses bigint, max_person bigint);
INSERT INTO orders (event_id, id, order_number, buyer_email, total, currency, status, channel, promo_code_id)
  SELECT %(event)s, gen_random_uuid (), n, CASE WHEN n <= (c ->> 'person_uses')::integer THEN 'Me@foyer.example' END, 0, 'EUR',
    'COMPLETED', 'IMPORT', %(code)s
  FROM (SELECT %(offer)s::jsonb -> 'code') AS c (c), generate_series (1, (c ->> 'uses')::integer) AS n;
""".replace("{now}", f"timestamptz '{NOW}'")
# The price with its stock, as price.c writes it; and whether the short way for a usual cart says the same.
ASK = f"""
SELECT concat_ws ('|', concat_ws (' ', p.subtotal, p.discount, p.service_fee, p.total, p.fee_borne, p.has_code::integer),
    (SELECT string_agg (concat_ws (' ', u.a, u.b, u.c, u.d, u.e), '|' ORDER BY i)
      FROM unnest (p.quantities, p.unit_prices, p.subtotals, p.discounts, p.fees) WITH ORDINALITY AS u (a, b, c, d, e, i)),
    (SELECT string_agg (concat_ws (' ', r ->> 'reason', coalesce ((r ->> 'line')::integer, 0),
        coalesce (r ->> 'left', r ->> 'min', r ->> 'max', r ->> 'max_uses')), '|' ORDER BY i)
      FROM jsonb_array_elements (p.refusals) WITH ORDINALITY AS r (r, i))),
  plain.currency IS NULL OR (plain.total, plain.service_fee, plain.subtotal, plain.pools, plain.n_pools, plain.quantity, plain.currency,
      plain.lines #>> '{{0,amount}}', '[]')
    = (short.total, short.service_fee, short.subtotal, short.pools, cardinality (short.wanted), short.quantities[1], short.currency,
      short.subtotals[1]::text, short.refusals),
  plain.currency IS NOT NULL
FROM jsonb_array_elements (%(carts)s::jsonb) WITH ORDINALITY AS c (cart, n)
  CROSS JOIN LATERAL (SELECT coalesce (array_agg (t::uuid ORDER BY i), '{{}}'), coalesce (array_agg (q ORDER BY i), '{{}}'),
      coalesce (array_agg (a ORDER BY i), '{{}}') FROM (
        SELECT coalesce ((%(tiers)s::text[])[(x ->> 0)::integer + 1], gen_random_uuid ()::text), (x ->> 1)::bigint, (x ->> 2)::bigint, i
        FROM jsonb_array_elements (cart -> 'items') WITH ORDINALITY AS x (x, i)) AS l (t, q, a, i)) AS l (tiers, quantities, amounts)
  JOIN public.events e ON e.id = %(event)s::uuid
  LEFT JOIN public.promo_codes k ON k.event_id = e.id AND (cart ->> 'entered')::integer = 1 AND %(known)s
  CROSS JOIN LATERAL private.make_price (e, l.tiers, l.quantities, l.amounts, (cart ->> 'entered')::integer = 1, k, 'me@foyer.example',
    '{NOW}', true) AS p
  CROSS JOIN LATERAL private.make_price (e, l.tiers, l.quantities, l.amounts, (cart ->> 'entered')::integer = 1, k, 'me@foyer.example',
    '{NOW}', false) AS short
  LEFT JOIN private.offers plain ON plain.event_id = e.id AND cardinality (l.tiers) = 1 AND c.cart ->> 'entered' = '0'
    AND plain.cart = jsonb_build_array (jsonb_build_object ('tier_id', l.tiers[1], 'quantity', l.quantities[1]))::text
    AND '{NOW}' >= plain.starts AND '{NOW}' < plain.ends
ORDER BY c.n
"""


def ask_server(connection, offer, carts):
    event = new_id()
    words = {"event": event, "organizer": ORGANIZER, "status": STATUS[offer["event"]["status"]], "quota": new_id(), "code": new_id(),
             "tiers": [new_id() for _ in range(N_TIERS)], "kinds": KINDS, "groups": GROUPS, "offer": json.dumps(offer),
             "carts": json.dumps(carts), "known": bool(offer["code"]["known"])}
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        try:
            cursor.execute(SET_UP, words)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(ASK, words)
            answers = cursor.fetchall()
            cursor.execute("SELECT * FROM private.wrong_places (%s)", [event])
            assert not cursor.fetchall()
        finally:
            cursor.execute("ROLLBACK")
    return answers


def normal(text):
    """Refusals in any order."""
    head, *parts = text.split("|")
    return [head, sorted(part for part in parts if part[:1].isalpha()), [part for part in parts if not part[:1].isalpha()]]


def check_same(world):
    draw = Draw(random.Random(SEED))
    wrong, names = [], set()
    n_sold = n_plain = n_discounted = 0
    program = pathlib.Path(world.columns).with_name("server-price")
    with world.database() as connection:
        one(connection, "ALTER TABLE ticket_tiers DISABLE TRIGGER audit")
        for _ in range(N_OFFERS):
            offer, carts = draw_offer(draw), [draw_cart(draw) for _ in range(N_CARTS)]
            lines = "\n".join(numbers(offer, cart) for cart in carts) + "\n"
            desk = subprocess.run([program], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
            for cart, theirs, (ours, is_same, is_plain) in zip(carts, desk, ask_server(connection, offer, carts), strict=True):
                n_plain += is_plain
                found = normal(theirs)
                names |= {part.split()[0] for part in found[1]}
                n_sold += not found[1]
                n_discounted += not found[0].split()[1] == "0"
                if normal(ours) != found or not is_same:
                    wrong.append(f"{numbers(offer, cart)}\n    desk   {theirs}\n    server {ours}{'' if is_same else ' (not by the short way)'}")
    expect_none(wrong[:5], f"Seed {SEED}: {len(wrong)} of {N_OFFERS * N_CARTS} carts are priced otherwise:")
    # The carts are not all nonsense, and every kind of refusal came.
    assert min(n_sold, n_plain, n_discounted) > N_OFFERS * N_CARTS / 50, (n_sold, n_plain, n_discounted)
    print(f"# {N_OFFERS * N_CARTS} carts, {n_sold} could be sold, {n_plain} in the short way, {n_discounted} with a discount")
    expect_none({"EMPTY", "EVENT_CANCELLED", "EVENT_OVER", "EVENT_DRAFT", "UNKNOWN_TIER", "BAD_QUANTITY", "HIDDEN", "ENDED", "NOT_YET", "WAITING",
                 "SOLD_OUT", "NOT_ENOUGH", "OVER_CAPACITY", "BELOW_MIN", "ABOVE_MAX", "DONATION_TOO_LOW", "AMOUNT_TOO_HIGH", "CODE_UNKNOWN",
                 "CODE_INACTIVE", "CODE_NOT_YET", "CODE_EXPIRED", "CODE_USED_UP", "CODE_USED_BY_BUYER", "CODE_NOT_FOR_TIERS",
                 "CODE_NOT_COMBINED"} - names, "Never refused for:")


def add(tap, world):
    tap.run("price: the same as a desk’s", check_same, world)
