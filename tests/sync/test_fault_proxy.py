# SPDX-License-Identifier: GPL-3.0-or-later
"""The bad network itself: each fault is what it says it is. A proxy that breaks nothing would let every other test pass."""
import contextlib
import http.client
import http.server
import json
import os
import pathlib
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

from cluster import free_port
from proxy import FaultProxy, Script, Weights, make_certificate

PATIENCE = 180  # seconds: longer than any machine is busy
HERE = pathlib.Path(__file__).resolve().parent
BODY = json.dumps([{"event_id": "e", "status": "ok", "cursor": "c", "is_more": False, "rows": [
    {"table": "events", "id": "1", "row": {"id": "1", "title": "T", "version": 1}},
    {"table": "tickets", "id": "2", "row": {"id": "2", "event_id": "e", "status": "VALID", "price": 1}}]}]).encode()


class Upstream(http.server.ThreadingHTTPServer):
    """Answers BODY to all, and knows the bodies that came, in order."""
    daemon_threads = True

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *words):
            pass

        def do_POST(self):
            self.server.came.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response_only(200)
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(BODY)))
            self.end_headers()
            self.wfile.write(BODY)

    def __init__(self):
        super().__init__(("127.0.0.1", 0), self.Handler)
        self.came = []
        self.url = f"http://127.0.0.1:{self.server_port}"

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    def wait_for(self, n, seconds=PATIENCE):
        end = time.monotonic() + seconds
        while len(self.came) < n and time.monotonic() < end:
            time.sleep(0.005)
        return self.came


def ask(proxy, body="x", context=None):
    """Status, headers and body; or the kind of the error."""
    host = f"127.0.0.1:{proxy.port}"
    connection = http.client.HTTPSConnection(host, timeout=PATIENCE, context=context) if context else http.client.HTTPConnection(host, timeout=PATIENCE)
    with contextlib.closing(connection):
        try:
            connection.request("POST", "/rpc/changes", body)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        except http.client.IncompleteRead as error:
            return "cut", None, error.partial
        except ConnectionError:
            return "reset", None, b""


def is_json(body):
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def rows_of(body):
    return {row["table"]: row["row"] for row in json.loads(body)[0]["rows"]}


# fault, what comes back: status, how often the server was asked, and what holds for headers and body
FAULTS = [
    ("none", 200, 1, lambda h, b: b == BODY and h["Content-Type"].startswith("application/json")),
    ("delay:0.05", 200, 1, lambda h, b: b == BODY),
    ("refuse", "reset", 0, None),
    ("lost", "reset", 1, None),
    ("late:0.05", "reset", 1, None),
    ("duplicate", 200, 2, lambda h, b: b == BODY),
    ("reorder", 200, 1, lambda h, b: b == BODY),
    ("error", 500, 0, lambda h, b: json.loads(b)["code"] == "57P01"),
    ("busy", 429, 0, lambda h, b: h["Retry-After"] == "1"),
    ("page", 502, 0, lambda h, b: b.startswith(b"<!DOCTYPE html>")),
    ("truncated", 200, 1, lambda h, b: BODY.startswith(b) and not is_json(b)),
    ("wrong", 200, 1, lambda h, b: is_json(b) and b != BODY),
    ("html", 200, 0, lambda h, b: h["Content-Type"].startswith("text/html")),
    ("untyped", 200, 1, lambda h, b: h["Content-Type"] is None and b == BODY),
    ("octets", 200, 1, lambda h, b: h["Content-Type"] == "application/octet-stream"),
    ("redirect:http://elsewhere.example", 302, 0, lambda h, b: h["Location"] == "http://elsewhere.example/rpc/changes"),
    ("huge:1000000", 200, 0, lambda h, b: len(b) == 1000000),
    ("deep", 200, 0, lambda h, b: len(b) == 1000000 and not is_json(b)),
    ("rewrite:unknown", 200, 1, lambda h, b: "a_later_column" in rows_of(b)["events"] and "a_later_table" in rows_of(b)),
    ("rewrite:no-title", 200, 1, lambda h, b: "title" not in rows_of(b)["events"] and "version" in rows_of(b)["events"]),
    ("rewrite:title-object", 200, 1, lambda h, b: rows_of(b)["events"]["title"] == {"a": 1}),
    ("rewrite:price-float", 200, 1, lambda h, b: rows_of(b)["tickets"]["price"] == 1.5),
]


def check_fault(fault, status, n_asked, holds):
    with Upstream() as upstream, FaultProxy(upstream.url, Script(("changes", fault))) as proxy:
        found, headers, body = ask(proxy)
        assert found == status, found
        assert holds is None or holds(headers, body), (dict(headers), body[:200])
        assert len(upstream.wait_for(n_asked)) == n_asked, upstream.came
        # And it is over.
        assert ask(proxy, "y")[0] == 200 and proxy.faults() == ([fault] if fault != "none" else []) and not proxy.errors, proxy.errors


def check_cut():
    """Half of what was promised, and then the connection is gone."""
    with Upstream() as upstream, FaultProxy(upstream.url, Script(("changes", "cut"))) as proxy:
        status, _, body = ask(proxy)
        assert status in ("cut", "reset") and len(body) < len(BODY), (status, body)
        assert upstream.came == ["x"]


def check_endless():
    with Upstream() as upstream, FaultProxy(upstream.url, Script(("changes", "endless"))) as proxy:
        with contextlib.closing(http.client.HTTPConnection(f"127.0.0.1:{proxy.port}", timeout=PATIENCE)) as connection:
            connection.request("POST", "/rpc/changes", "x")
            assert len(connection.getresponse().read(10_000_000)) == 10_000_000


def check_reorder():
    """The second comes to the server before the first."""
    with Upstream() as upstream, FaultProxy(upstream.url, Script(("changes", f"reorder:{PATIENCE}"))) as proxy:
        first = threading.Thread(target=ask, args=[proxy, "first"])
        first.start()
        with proxy.progress:
            assert proxy.progress.wait_for(lambda: proxy.n_begun == 1, PATIENCE)
        ask(proxy, "second")
        first.join()
        assert upstream.came == ["second", "first"], upstream.came


def check_late():
    """What was given up comes after what was said instead."""
    with Upstream() as upstream, FaultProxy(upstream.url, Script(("changes", "late:next"))) as proxy:
        assert ask(proxy, "old")[0] == "reset" and ask(proxy, "new")[0] == 200
        assert upstream.wait_for(2) == ["new", "old"], upstream.came


def check_nobody():
    """Nobody behind it: a page, as nginx has it; and it goes on when the server is there again."""
    with Upstream() as upstream, FaultProxy("http://127.0.0.1:1") as proxy:
        status, headers, _ = ask(proxy)
        assert status == 502 and headers["Content-Type"] == "text/html", status
        proxy.upstream = f"127.0.0.1:{upstream.server_port}"
        assert ask(proxy)[0] == 200


def check_kept():
    """Many requests on one connection, with faults that do not end it between them."""
    with Upstream() as upstream, FaultProxy(upstream.url, Script(("changes", "page"), ("changes", "none"), ("changes", "busy"))) as proxy:
        with contextlib.closing(http.client.HTTPConnection(f"127.0.0.1:{proxy.port}", timeout=PATIENCE)) as connection:
            found = []
            for _ in range(4):
                connection.request("POST", "/rpc/changes", "x")
                answer = connection.getresponse()
                answer.read()
                found.append((answer.status, connection.sock.fileno()))
            assert [status for status, _ in found] == [502, 200, 429, 200] and len({number for _, number in found}) == 1, found


def check_tls(folder):
    ours, others = make_certificate(folder, "ours"), make_certificate(folder, "others")
    with Upstream() as upstream, FaultProxy(upstream.url, certificate=ours) as proxy:
        context = ssl.create_default_context(cafile=ours[0])
        assert ask(proxy, context=context)[0] == 200
        with contextlib.suppress(ssl.SSLCertVerificationError):
            ask(proxy, context=ssl.create_default_context(cafile=others[0]))
            raise AssertionError("Anybody's certificate was taken.")
        assert upstream.came == ["x"]
        # A connection that never speaks holds up nobody.
        with socket.create_connection(("127.0.0.1", proxy.port)):
            assert ask(proxy, context=context)[0] == 200


def check_seed():
    """The same seed, the same faults; another one, others; and each about as often as it is said."""
    weights = {"none": 8, "lost": 1, "cut": 1}
    drawn = [[Weights(seed, weights).choose(number, "/") for number in range(1000)] for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2] and 60 < drawn[0].count("lost") < 140, drawn[0].count("lost")


def check_process(folder):
    """As a process: it reads its plan anew, it dies, another takes its place."""
    plan, log, port = folder / "plan.json", folder / "log", free_port()
    plan.write_text(json.dumps({"seed": 1, "weights": {"none": 1}}))
    with Upstream() as upstream:
        for _ in range(2):
            process = subprocess.Popen([sys.executable, HERE / "proxy.py", upstream.url, str(port), plan, log])
            try:
                end = time.monotonic() + PATIENCE
                there = type("There", (), {"port": port})
                while time.monotonic() < end and ask(there)[0] != 200:
                    time.sleep(0.02)
                plan.write_text(json.dumps({"seed": 1, "weights": {"page": 1}}))
                assert ask(there)[0] == 502
                plan.write_text(json.dumps({"seed": 1, "weights": {"none": 1}}))
                assert ask(there)[0] == 200
            finally:
                os.kill(process.pid, signal.SIGKILL)
                process.wait()
            assert ask(there)[0] == "reset"
    assert {line.split("\t")[3] for line in log.read_text().splitlines()} == {"none", "page"}


def add(tap, _world):
    for fault, *case in FAULTS:
        tap.run(f"network: {fault}", check_fault, fault, *case)
    for name, check in (("cut in the middle", check_cut), ("without end", check_endless), ("overtaken", check_reorder), ("too late", check_late),
                        ("nobody behind it", check_nobody), ("one connection", check_kept), ("a seed", check_seed)):
        tap.run(f"network: {name}", check)
    with tempfile.TemporaryDirectory() as folder:
        tap.run("network: TLS", check_tls, pathlib.Path(folder))
        tap.run("network: a process", check_process, pathlib.Path(folder))
