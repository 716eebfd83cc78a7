#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a server refuses, a desk says in the language of who reads it: each code that it can meet has its sentence."""
import pathlib
import re
import sys

SOURCE = pathlib.Path(__file__).parents[2]
sys.path.insert(0, str(SOURCE / "tests" / "support"))
from tap import Tap, expect_none  # noqa: E402

WORDS = SOURCE / "src" / "remote" / "foyer-remote-words.c"
MIGRATIONS = sorted((SOURCE / "data" / "server" / "migrations").glob("*.sql"))

# What a desk never calls, nor what it calls: the web's buyers, letters, reports, accounts, and programs beside.
ELSEWHERE = {
    "public.analytics", "public.attendees", "public.attendee_stats", "private.persons_events", "private.find_traces", "public.queue_message",
    "public.drop_message", "private.check_words", "public.transfer_ticket", "public.refund_order", "public.refund_terms", "public.complete_order",
    "public.cancel_order", "public.read_order", "private.lock_order", "private.read_payments", "public.purchase", "private.answer_known",
    "private.check_buyer", "public.expire", "public.invite", "private.take_invitation", "public.accept_invitation", "public.sign_up",
    "public.reset_password", "private.check_new_password", "public.change_password", "private.keep_an_owner", "private.check_grant",
    "private.freeze_identity", "private.refuse_rewriting", "public.settle_conflict", "public.revoke_device",
}
TEXT = r"'((?:[^']|'')*)'"
REFUSAL = re.compile(r"private\.(?:refuse|answer_refusal) \(\d+, '([A-Z_]+)',\s*(?:format \()?" + TEXT)
SALE = re.compile(r"private\.refuse_sale \([^,]*, '([A-Z_]+)', " + TEXT)
ROW = re.compile(r"'code', '([A-Z_]+)',\s*'message', " + TEXT)
CHOSEN = re.compile(r"private\.refuse \(\d+, CASE (.*?) END,\s*(?:format \()?" + TEXT, re.S)


def plain(text):
    return text.replace("''", "'")


def refusals():
    """All that the server says: (function, code, sentence)."""
    for path in MIGRATIONS:
        text = path.read_text()
        starts = [(m.start(), m.group(1)) for m in re.finditer(r"CREATE (?:OR REPLACE )?FUNCTION ([\w.%$]+)", text)]
        for pattern in (REFUSAL, SALE, ROW, CHOSEN):
            for match in pattern.finditer(text):
                function = max(((at, name) for at, name in starts if at < match.start()), default=(0, ""))[1]
                codes = re.findall(r"'([A-Z_]+)'", match.group(1)) if pattern is CHOSEN else [match.group(1)]
                for code in codes:
                    yield function, code, plain(match.group(2))


def constraints():
    text = next(path.read_text() for path in MIGRATIONS if "FUNCTION private.constraint_sentence" in path.read_text())
    body = text.split("FUNCTION private.constraint_sentence", 1)[1].split("$$;", 1)[0]
    return {plain(sentence) for sentence in re.findall(r"(?:THEN|ELSE)\s+(?:format \()?" + TEXT, body)}


def known():
    """(code or None, sentence or None) of the desk's table."""
    table = WORDS.read_text().split("sentences[] = {", 1)[1].split("\n};", 1)[0]
    text = r'(NULL|"(?:[^"\\]|\\.)*")'
    return {tuple(None if part == "NULL" else part[1:-1] for part in pair) for pair in re.findall(r"\{ " + text + ", " + text + ",", table)}


def check_each_has_one():
    table, wrong, n = known(), [], 0
    for function, code, sentence in refusals():
        if function in ELSEWHERE:
            continue
        n += 1
        if (code, sentence) not in table and (None, sentence) not in table and ((code, None) not in table or "%" in sentence):
            wrong.append(f"{function}: {code}, {sentence}")
    assert n > 60, f"only {n} were found"
    expect_none(wrong, f"{WORDS.name} has no sentence for:")


def check_rows():
    table = known()
    found = constraints()
    assert len(found) > 20, found
    expect_none((sentence for sentence in found if (None, sentence) not in table), f"{WORDS.name} has no sentence for what a constraint says:")
    expect_none((code for code in ("EDIT_WRONG", "ROW_WRONG", "TAKEN", "REFERENCE_WRONG", "ID_TAKEN") if (code, None) not in table), "No sentence for:")


def check_none_is_stale():
    said = {sentence for _, _, sentence in refusals()} | constraints()
    codes = {code for _, code, _ in refusals()} | {"TAKEN", "REFERENCE_WRONG", "ROW_WRONG", "EDIT_WRONG"}
    expect_none((f"{code}: {sentence}" for code, sentence in known() if sentence is not None and sentence not in said), "No server says any more:")
    expect_none((code for code, _ in known() if code is not None and code not in codes), "No server has any more:")


def main():
    tap = Tap()
    tap.run("sentences: each refusal that a desk meets has one", check_each_has_one)
    tap.run("sentences: each constraint has one", check_rows)
    tap.run("sentences: none is of yesterday", check_none_is_stale)
    return tap.finish()


if __name__ == "__main__":
    sys.exit(main())
