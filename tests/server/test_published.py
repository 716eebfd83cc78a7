# SPDX-License-Identifier: GPL-3.0-or-later
"""What a visitor without a token sees of events: those that are published, and nothing of their inside."""
from world import EVENT, FOREIGN_EVENT, FREE_TIER, TIER, expect, one

PRIVATE = {"internal_notes", "virtual_url", "capacity", "status", "is_test", "version", "chg", "deleted_at", "quantity_total",
           "quota_id", "is_hidden", "badge_layout"}
HIDING = ["status = 'DRAFT'", "status = 'CANCELLED'", "deleted_at = now ()", "archived_at = now ()", "is_test = true",
          "status = 'DRAFT', is_template = true"]


def check_list(world):
    answer = world.api.get("published_events?order=start_date&limit=1", Prefer="count=exact")
    assert answer.status == 206 and answer.headers["Content-Range"] == "0-0/2", answer.headers
    assert [event["id"] for event in answer.body] == [FOREIGN_EVENT]
    assert not PRIVATE & answer.body[0].keys(), answer.body[0].keys()


def check_search(world):
    for words, found in (("wfts(simple).halls", [EVENT]), ("wfts(simple).music%20tram", [EVENT]), ("wfts(simple).conference", [])):
        assert [event["id"] for event in expect(world.api.get(f"published_events?search={words}&select=id"), 200)] == found, words
    found = expect(world.api.get("published_events?category=eq.Music&venue_name=ilike.*power*&select=title"), 200)
    assert found == [{"title": "Night of the Open Halls"}]


def check_slug(world):
    found = expect(world.api.get("published_events?slug=eq.open-halls&select=title,published_tiers(id,name,price)"
                                 "&published_tiers.order=sort_order"), 200)
    assert [tier["price"] for tier in found[0]["published_tiers"]] == [2500, 1900, 0], found
    tiers = expect(world.api.get("published_tiers"), 200)
    assert tiers and not PRIVATE & tiers[0].keys(), tiers


def check_hidden(connection, change):
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    try:
        cursor.execute(f"UPDATE events SET {change} WHERE id = '{EVENT}'")
        cursor.execute("SET LOCAL ROLE anon")
        for view, count in (("published_events", 1), ("published_tiers", 1), ("published_questions", 0)):
            assert one(connection, f"SELECT count (*) FROM public.{view}") == count, (view, change)
    finally:
        cursor.execute("ROLLBACK")


def check_tiers_and_questions(connection):
    """A hidden tier, a deleted one, and a question that is asked at the door only."""
    cursor = connection.cursor()
    cursor.execute("BEGIN")
    try:
        cursor.execute("UPDATE ticket_tiers SET is_hidden = true WHERE id = %s", [TIER])
        cursor.execute("UPDATE ticket_tiers SET deleted_at = now () WHERE id = %s", [FREE_TIER])
        cursor.execute("INSERT INTO questions (event_id, id, code, label, sort_order, asked) VALUES "
                       "(%s, gen_random_uuid (), 'a', 'A?', 0, 'BUYING'), (%s, gen_random_uuid (), 'b', 'B?', 1, 'AT_DOOR')",
                       [EVENT, EVENT])
        cursor.execute("SET LOCAL ROLE anon")
        assert one(connection, "SELECT count (*) FROM published_tiers WHERE event_id = %s", EVENT) == 1
        assert one(connection, "SELECT string_agg (code, '') FROM published_questions") == "a"
    finally:
        cursor.execute("ROLLBACK")


def check_no_tables(world):
    for table in ("events", "ticket_tiers", "orders", "tickets", "users"):
        expect(world.api.get(table), 401, "42501")
    for method in ("POST", "PATCH", "DELETE"):
        expect(world.api.request(method, "published_events?id=neq." + EVENT, {"title": "x"}), 401, "42501")


def add(tap, world):
    tap.run("published: a list with its total", check_list, world)
    tap.run("published: by words and filters", check_search, world)
    tap.run("published: one by its slug, with tiers", check_slug, world)
    with world.database() as connection:
        for change in HIDING:
            tap.run(f"published: not with {change}", check_hidden, connection, change)
        tap.run("published: tiers and questions", check_tiers_and_questions, connection)
    tap.run("published: nothing else", check_no_tables, world)
