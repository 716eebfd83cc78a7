# SPDX-License-Identifier: GPL-3.0-or-later
"""Input that nobody should send, and what an answer to it may be: a refusal with a code and a sentence, never a failure of
the server, and never a word of what is behind the API."""
import concurrent.futures
import http.client
import json
import re
import urllib.parse

from world import FOREIGN_EVENT, FOREIGN_ORGANIZER, FOREIGN_TIER, PEOPLE, new_id, rows

UNKNOWN = "01900000-0000-7000-8000-0000000009ff"

# Name → JSON as it is sent: some of it no program would make.
VALUES = {
    "null": "null",
    "true": "true",
    "zero": "0",
    "negative": "-1",
    "a fraction": "1.5",
    "beyond integer": "2147483648",
    "beyond bigint": "9223372036854775808",
    "a huge number": "1" + "0" * 400,
    "a huge exponent": "1e100000",
    "an empty text": '""',
    "a blank text": '" \\t\\n"',
    "a word": '"NaN"',
    "a number as text": '"12"',
    "for ever": '"infinity"',
    "long ago": '"4713-01-01 BC"',
    "far ahead": '"294276-12-31T23:59:59Z"',
    "NUL": '"a\\u0000b"',
    "a lone surrogate": '"a\\ud800b"',
    "a control character": '"a\\u0001\\u001b[0m"',
    "right to left": '"\\u202eabc\\u0301\\ufeff"',
    "quotes": '"\'; DROP TABLE events; --"',
    "dollars": '"$$ || pg_sleep (5) || $$"',
    "a pattern": '"%_\\\\*(?:(a+)+$"',
    "a template": '"{{7*7}} ${x} <script>alert (1)</script> %s%n"',
    "an unknown id": f'"{UNKNOWN}"',
    "a foreign event": f'"{FOREIGN_EVENT}"',
    "a foreign tier": f'"{FOREIGN_TIER}"',
    "a foreign organizer": f'"{FOREIGN_ORGANIZER}"',
    "somebody else": f'"{PEOPLE["other"]}"',
    "a megabyte": json.dumps("x" * 1000000),
    "an empty list": "[]",
    "an empty object": "{}",
    "a list of null": "[null]",
    "a list of lists": "[[], [[]]]",
    "a list of empty objects": "[{}]",
    "a list of words": '["x", "x"]',
    "10 001 ids": json.dumps([UNKNOWN] * 10001),
    "10 001 objects": "[" + ", ".join(["{}"] * 10001) + "]",
    "deep": "[" * 3000 + "]" * 3000,
    "deeper than anybody reads": "[" * 100000 + "]" * 100000,
    "the same key twice": '{"id": 1, "id": null}',
    "no JSON": "nope",
}

# Costly, and refused before it matters who calls.
BIG = {"a huge exponent", "a megabyte", "10 001 ids", "10 001 objects", "deep", "deeper than anybody reads"}

# Codes of PostgreSQL that tell of a mistake in a function, even where PostgREST answers them with 4xx.
MISTAKES = re.compile(r"^(42(?!501)|23|P0|XX|0A|2F|38|39|3F|40|55)")
# That a limit is called so is told, as of those of tables.
INTERNALS = re.compile(r"\bprivate\b(?!\.\w+ violates check)|PL/pgSQL|SQL statement|SQL function|pg_catalog|\bSECURITY DEFINER\b|/usr/|\.c:\d+|\bat line \d+"
                       r"|Failing row contains")


class Judge:
    """Looks at answers; knows the names that must not be in one."""

    def __init__(self, connection):
        secrets = [name for (name,) in rows(connection, """SELECT relname FROM pg_class
            WHERE relnamespace IN ('private'::regnamespace) AND relkind IN ('r', 'p', 'v', 'i', 'S', 'c')
            UNION SELECT proname FROM pg_proc WHERE pronamespace = 'private'::regnamespace""")]
        self.secrets = re.compile(r"\b(relation|table|view|index|function|type|constraint|sequence) \W{0,2}(%s)\b"
                                  % "|".join(map(re.escape, secrets)))

    def fault(self, status, text, mistakes=MISTAKES):
        """What is wrong with an answer, or None."""
        found = INTERNALS.search(text) or self.secrets.search(text)
        if found:
            return f"{status} tells of internals (“{found[0]}”): {text[:300]}"
        if status in (200, 201, 204, 206):
            return None
        if not 400 <= status < 500:
            return f"{status}: {text[:300]}"
        try:
            body = json.loads(text)
        except ValueError:
            body = None
        if not isinstance(body, dict) or not body.get("code") or not str(body.get("message") or "").strip():
            return f"{status} without a code and a sentence: {text[:300]}"
        if mistakes.match(body["code"]):
            return f"{status} is a mistake of ours: {text[:300]}"
        return None


class Line:
    """A connection that stays open, for many calls."""

    def __init__(self, url):
        self.host = urllib.parse.urlsplit(url).netloc
        self.connection = None

    def ask(self, method, path, body=None, token=None, **headers):
        """(status, text)."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers.setdefault("Content-Type", "application/json")
        if token:
            headers["Authorization"] = f"Bearer {token}"
        for attempt in range(2):
            self.connection = self.connection or http.client.HTTPConnection(self.host, timeout=60)
            try:
                self.connection.request(method, "/" + path, body.encode() if body is not None else None, headers)
                answer = self.connection.getresponse()
                return answer.status, answer.read().decode(errors="replace")
            except (http.client.HTTPException, ConnectionError):
                # The server may have closed a connection that was idle; it may not do so twice.
                self.connection.close()
                self.connection = None
                if attempt:
                    raise

    def close(self):
        if self.connection:
            self.connection.close()


def in_parallel(url, tasks, work, n=4):
    """work (line, task) for all tasks, over n connections; gives what they give, without None."""
    def share(part):
        line = Line(url)
        try:
            return [found for task in part for found in [work(line, task)] if found]
        finally:
            line.close()
    with concurrent.futures.ThreadPoolExecutor(n) as pool:
        return [found for part in pool.map(share, [tasks[i::n] for i in range(n)]) for found in part]


def fresh(value):
    """A good value; a function makes another each time."""
    return value() if callable(value) else value
