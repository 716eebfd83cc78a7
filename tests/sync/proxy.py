#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bad network: stands between a desk and PostgREST and breaks requests by a plan, in a thread of a test or as a process.

A fault is a word, some with an argument behind a colon:

  none             as the server answers
  delay:S          after so many seconds
  refuse           the connection is reset before anything is read of the request
  lost             the server does the work, and the answer never comes
  late:S           the connection breaks at once; the request reaches the server so many seconds later
  duplicate        the server is asked twice, the second answer comes
  reorder          waits until another request overtook it, or a second
  cut              the connection is reset in the middle of the answer's body
  error, busy, page       500; 429 with Retry-After; 502 with a page of HTML
  truncated, wrong        a whole answer with half of the JSON; with other JSON than was asked for
  html             200 and a page of HTML, as a network with a sign-in page answers
  untyped, octets         the answer without a type; as one of octets
  redirect:URL     302
  huge:N, endless  N bytes with their length before, or in chunks for ever
  deep             JSON of a million brackets
  rewrite:WORD     the answer as one of REWRITES spoils it

  proxy.py UPSTREAM PORT PLAN.json LOG    the plan, {"seed": 1, "weights": {"none": 9, "lost": 1}}, is read anew whenever it changes
"""
import contextlib
import http.client
import http.server
import json
import os
import pathlib
import random
import socket
import socketserver
import ssl
import struct
import subprocess
import sys
import threading
import time
import urllib.parse

PAGE = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"
HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "content-length", "host"}
CHUNK = b" " * 65536


class Weights:
    """Each request's fault by chance, the same for the same seed and number of the request."""

    def __init__(self, seed, weights):
        self.seed = seed
        self.weights = weights

    def choose(self, number, path):
        draw = random.Random(f"{self.seed}/{number}")
        fault = draw.choices(list(self.weights), list(self.weights.values()))[0]
        # A token that comes again after the one that it was changed for is taken for stolen, and rightly so.
        return "lost" if fault.startswith("late") and path.endswith("/refresh") else fault


class Script:
    """What a test wrote down: (part of the path, fault), each used once, in order; then always what always has for the path."""

    def __init__(self, *steps, always=()):
        self.steps = list(steps)
        self.always = always
        self.lock = threading.Lock()

    def choose(self, number, path):
        with self.lock:
            for step in self.steps:
                if step[0] in path:
                    self.steps.remove(step)
                    return step[1]
        return next((fault for part, fault in self.always if part in path), "none")


class FilePlan:
    """Weights that another process writes."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.stamp = None
        self.plan = None

    def choose(self, number, path):
        stamp = self.path.stat().st_mtime_ns
        if stamp != self.stamp:
            with contextlib.suppress(ValueError):
                self.plan = Weights(**json.loads(self.path.read_text()))
                self.stamp = stamp
        return self.plan.choose(number, path)


# Answers of a server that means harm -------------------------------------------------------------------------------

def each_row(answer):
    """The rows of a feed, as the table's name and the row."""
    for event in answer if isinstance(answer, list) else []:
        for item in event.get("rows") or []:
            if item.get("row"):
                yield item["table"], item["row"]


def add_unknown(answer):
    for _, row in each_row(answer):
        row["a_later_column"] = {"deep": [1, "two", None]}
    for event in answer:
        event["a_later_word"] = [1]
        if event.get("rows"):
            event["rows"].append({"table": "a_later_table", "id": "01900000-0000-7000-8000-00000000ffff", "row": {"x": 1}})


def spoil(table, column, value):
    def rewrite(answer):
        for name, row in each_row(answer):
            if name == table and column in row:
                row[column] = value
    return rewrite


def leave_out(table, column):
    def rewrite(answer):
        for name, row in each_row(answer):
            if name == table:
                row.pop(column, None)
    return rewrite


def set_cursor(value):
    def rewrite(answer):
        for event in answer:
            event["cursor"] = value
    return rewrite


def set_event(answer):
    """Rows that say that they are another event's."""
    for _, row in each_row(answer):
        if "event_id" in row:
            row["event_id"] = "01900000-0000-7000-8000-00000000eeee"


REWRITES = {
    "unknown": add_unknown,
    "no-title": leave_out("events", "title"), "no-id": leave_out("events", "id"), "no-version": leave_out("events", "version"),
    "no-code": leave_out("tickets", "qr_code"), "no-event": leave_out("tickets", "event_id"),
    "title-object": spoil("events", "title", {"a": 1}), "title-null": spoil("events", "title", None),
    "title-long": spoil("events", "title", "x" * 100000), "start-words": spoil("events", "start_date", "soon"),
    "start-far": spoil("events", "start_date", "294276-12-31T23:59:59.999999+00:00"), "version-text": spoil("events", "version", "one"),
    "version-huge": spoil("events", "version", 10 ** 30), "status-word": spoil("tickets", "status", "MAYBE"),
    "price-float": spoil("tickets", "price", 1.5), "price-negative": spoil("tickets", "price", -1),
    "name-nul": spoil("tickets", "attendee_name", "a\0b"), "id-words": spoil("tickets", "id", "one"),
    "answers-text": spoil("tickets", "answers", "x"), "blocked-number": spoil("tickets", "is_blocked", 7),
    "cursor-number": set_cursor(7), "cursor-words": set_cursor("a cursor of tomorrow"), "cursor-long": set_cursor("x" * 5_000_000), "other-event": set_event,
}


def rewritten(word, body):
    answer = json.loads(body)
    if isinstance(answer, list):
        REWRITES[word](answer)
    return json.dumps(answer).encode()


# The proxy ------------------------------------------------------------------------------------------------------------

class Answer:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers
        self.body = body


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60

    def log_message(self, *words):
        pass

    def setup(self):
        super().setup()
        self.upstream = None

    def finish(self):
        with contextlib.suppress(OSError):
            super().finish()
        if self.upstream is not None:
            self.upstream.close()

    def handle(self):
        with contextlib.suppress(OSError):
            super().handle()

    def do_GET(self):
        number, self.n_before, fault = self.server.proxy.begin(self.path)
        word, _, argument = fault.partition(":")
        began = time.monotonic()
        self.status = 0
        try:
            if word == "refuse":
                self.reset()
                return
            length = int(self.headers.get("Content-Length") or 0)
            self.body = self.rfile.read(length)
            getattr(self, f"do_{word}")(argument)
        finally:
            self.server.proxy.end(number, self.command, self.path, fault, self.status, time.monotonic() - began)

    do_POST = do_PATCH = do_DELETE = do_PUT = do_GET

    # Towards the server

    def ask(self):
        """The server's answer; a page as nginx has it when nobody is there."""
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
        for attempt in (1, 2):
            fresh = self.upstream is None
            try:
                if fresh:
                    self.upstream = http.client.HTTPConnection(self.server.proxy.upstream, timeout=60)
                self.upstream.request(self.command, self.path, self.body, headers)
                found = self.upstream.getresponse()
                body = found.read()
                self.status = found.status
                return Answer(found.status, [(n, v) for n, v in found.getheaders() if n.lower() not in HOP], body)
            except (http.client.HTTPException, OSError):
                self.upstream.close()
                self.upstream = None
                # A connection that was kept may have ended while nobody used it: as nginx, once more, but on a new one never.
                if fresh or attempt == 2:
                    break
        return Answer(502, [("Content-Type", "text/html")], PAGE)

    def ask_apart(self):
        """On a connection of its own, while this one may be gone."""
        other = http.client.HTTPConnection(self.server.proxy.upstream, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP}
        with contextlib.suppress(http.client.HTTPException, OSError), contextlib.closing(other):
            other.request(self.command, self.path, self.body, headers)
            other.getresponse().read()

    # Towards the desk

    def head(self, status, headers, length):
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()

    def give(self, answer):
        bodiless = answer.status == 204 or self.command == "HEAD"
        self.head(answer.status, answer.headers, None if bodiless else len(answer.body))
        self.wfile.write(answer.body)

    def reset(self):
        """The other side sees a connection reset, not an end."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.flush()
        with contextlib.suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            # Now, and not when the last of the file objects is gone.
            os.close(self.connection.detach())

    # The faults

    def do_none(self, _):
        self.give(self.ask())

    def do_delay(self, seconds):
        answer = self.ask()
        self.server.proxy.stopping.wait(float(seconds or 0.2))
        self.give(answer)

    def do_lost(self, _):
        self.ask()
        self.reset()

    def do_late(self, seconds):
        """After so many seconds, or after the next call."""
        if seconds == "next":
            self.server.proxy.after(self.n_before + 2, self.ask_apart)  # this one, and one more
        else:
            self.server.proxy.later(float(seconds or 0.3), self.ask_apart)
        self.reset()

    def do_duplicate(self, _):
        self.ask_apart()
        self.give(self.ask())

    def do_reorder(self, seconds):
        self.server.proxy.wait_for_ended(self.n_before + 1, float(seconds or 1))
        self.give(self.ask())

    def do_cut(self, _):
        answer = self.ask()
        self.head(answer.status, answer.headers, len(answer.body) + 1)
        self.wfile.write(answer.body[:len(answer.body) // 2])
        self.reset()

    def do_error(self, _):
        self.give(Answer(500, [("Content-Type", "application/json; charset=utf-8")],
                         b'{"code":"57P01","details":null,"hint":null,"message":"terminating connection due to administrator command"}'))

    def do_busy(self, _):
        self.give(Answer(429, [("Content-Type", "application/json"), ("Retry-After", "1")],
                         b'{"code":"TOO_OFTEN","message":"Too many calls. Wait a moment."}'))

    def do_page(self, _):
        self.give(Answer(502, [("Content-Type", "text/html")], PAGE))

    def do_truncated(self, _):
        answer = self.ask()
        self.give(Answer(answer.status, answer.headers, answer.body[:len(answer.body) // 2]))

    def do_wrong(self, _):
        answer = self.ask()
        self.give(Answer(answer.status, answer.headers, b'{"answer": [42, {"x": null}], "rows": "none"}'))

    def do_html(self, _):
        self.give(Answer(200, [("Content-Type", "text/html; charset=utf-8")], b"<html><body>Welcome to the hotel. Sign in.</body></html>"))

    def do_untyped(self, _):
        answer = self.ask()
        self.give(Answer(answer.status, [], answer.body))

    def do_octets(self, _):
        answer = self.ask()
        self.give(Answer(answer.status, [("Content-Type", "application/octet-stream")], answer.body))

    def do_redirect(self, url):
        self.give(Answer(302, [("Location", url + self.path)], b""))

    def do_huge(self, n):
        n = int(n)
        self.head(200, [("Content-Type", "application/json")], n)
        self.pour(n)

    def do_endless(self, _):
        self.head(200, [("Content-Type", "application/json"), ("Transfer-Encoding", "chunked")], None)
        with contextlib.suppress(OSError):
            while not self.server.proxy.stopping.is_set():
                self.wfile.write(b"%x\r\n%s\r\n" % (len(CHUNK), CHUNK))
                self.server.proxy.n_poured += len(CHUNK)
        self.close_connection = True

    def pour(self, n):
        try:
            while n > 0 and not self.server.proxy.stopping.is_set():
                self.wfile.write(CHUNK[:n])
                self.server.proxy.n_poured += len(CHUNK[:n])
                n -= len(CHUNK)
        except OSError:
            self.close_connection = True

    def do_deep(self, _):
        self.give(Answer(200, [("Content-Type", "application/json")], b"[" * 1_000_000))

    def do_rewrite(self, word):
        answer = self.ask()
        self.give(Answer(answer.status, answer.headers, rewritten(word, answer.body) if answer.status == 200 else answer.body))


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def handle_error(self, request, client_address):
        kind, error, _ = sys.exc_info()
        if not issubclass(kind, (OSError, ssl.SSLError)):
            self.proxy.errors.append(repr(error))


class FaultProxy:
    """With a certificate (its file and its key's) it speaks TLS. What went through is in calls."""

    def __init__(self, upstream, plan=None, port=0, certificate=None, log=None, keep=True):
        self.keep = keep
        self.upstream = urllib.parse.urlsplit(upstream).netloc
        self.plan = plan or Script()
        self.log = log
        self.calls = []
        self.errors = []
        self.n_poured = 0
        self.n_begun = self.n_ended = self.n_late = 0
        self.stopping = threading.Event()
        self.progress = threading.Condition()
        self.http = Server(("127.0.0.1", port), Handler)
        self.http.proxy = self
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*certificate)
            self.http.socket = context.wrap_socket(self.http.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.http.server_address[1]
        self.url = f"{'https' if certificate else 'http'}://127.0.0.1:{self.port}"

    def begin(self, path):
        with self.progress:
            self.n_begun += 1
            number, n_ended = self.n_begun, self.n_ended
            self.progress.notify_all()
        return number, n_ended, self.plan.choose(number, path)

    def wait_for_ended(self, n, seconds=None):
        """Until so many calls have ended."""
        with self.progress:
            self.progress.wait_for(lambda: self.n_ended >= n, seconds)

    def later(self, seconds, act):
        with self.progress:
            self.n_late += 1
        threading.Timer(seconds, self.run_late, [act]).start()

    def after(self, n, act):
        """When so many calls have ended."""
        def wait():
            self.wait_for_ended(n)
            self.run_late(act)
        with self.progress:
            self.n_late += 1
        threading.Thread(target=wait, daemon=True).start()

    def run_late(self, act):
        try:
            act()
        finally:
            with self.progress:
                self.n_late -= 1
                self.progress.notify_all()

    def wait_for_late(self):
        """Until everything that is still on its way has come."""
        with self.progress:
            assert self.progress.wait_for(lambda: self.n_late == 0, 60), f"{self.n_late} calls never came"

    def end(self, number, method, path, fault, status, seconds):
        with self.progress:
            self.n_ended += 1
            if self.keep:
                self.calls.append((number, method, path, fault, status))
            if self.log:
                print(f"{number}\t{method}\t{path[:80]}\t{fault}\t{status}\t{seconds * 1000:.0f}", file=self.log, flush=True)
            self.progress.notify_all()

    def faults(self):
        """Of all calls: who was answered may be here before the answer's own end."""
        with self.progress:
            self.progress.wait_for(lambda: self.n_ended == self.n_begun, 60)
            return [call[3] for call in self.calls if call[3] != "none"]

    def start(self):
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self):
        self.stopping.set()
        self.http.shutdown()
        self.http.server_close()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()


def make_certificate(folder, name="localhost", days=2):
    """One that nobody trusts, unless told to: the files of it and of its key."""
    key, certificate = folder / f"{name}.key.pem", folder / f"{name}.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", str(days),
                    "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name},IP:127.0.0.1", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    return certificate, key


def main():
    upstream, port, plan, log = sys.argv[1:]
    with open(log, "a", encoding="utf-8") as out:
        proxy = FaultProxy(upstream, FilePlan(plan), int(port), log=out, keep=False)
        proxy.http.serve_forever(poll_interval=0.2)


if __name__ == "__main__":
    main()
