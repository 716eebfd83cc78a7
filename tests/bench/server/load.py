# SPDX-License-Identifier: GPL-3.0-or-later
"""Callers of PostgREST, many at once: plain sockets that stay open, so that what is measured is the server."""
import selectors
import socket
import time


class Caller:
    """One client with one open connection and one call under way."""

    def __init__(self, host, port):
        self.socket = socket.create_connection((host, port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""
        self.began = 0.0

    def send(self, request):
        self.buffer = b""
        self.began = time.perf_counter()
        self.socket.sendall(request)

    def receive(self):
        """The status and body once they are whole, else None."""
        found = self.socket.recv(1 << 20)
        if not found:
            raise ConnectionError("PostgREST closed the connection.")
        self.buffer += found
        head, mark, body = self.buffer.partition(b"\r\n\r\n")
        if not mark:
            return None
        lowered = head.lower()
        if b"transfer-encoding: chunked" in lowered:
            return (int(head[9:12]), body) if body.endswith(b"0\r\n\r\n") else None
        length = int(lowered.partition(b"content-length:")[2].split(b"\r\n")[0] or b"0")
        return (int(head[9:12]), body) if len(body) >= length else None


def make_request(path, body, token=None):
    """The bytes of a POST; body is the JSON text."""
    content = body.encode()
    lines = [f"POST {path} HTTP/1.1", "Host: localhost", "Content-Type: application/json", f"Content-Length: {len(content)}"]
    if token:
        lines.append(f"Authorization: Bearer {token}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


class Load:
    """What n callers got in a time: how many calls, how long each took, and every answer that was no 2xx."""

    def __init__(self):
        self.times = []
        self.refused = []
        self.seconds = 0.0

    @property
    def rate(self):
        return len(self.times) / self.seconds

    def percentile(self, part):
        """In milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def run_load(port, n_callers, requests, seconds):
    """Lets n callers send what the iterator gives, one after the other, until the time is over or it ends."""
    load = Load()
    watch = selectors.DefaultSelector()
    callers = [Caller("127.0.0.1", port) for _ in range(n_callers)]
    began = time.perf_counter()
    for caller in callers:
        request = next(requests, None)
        if request is not None:
            caller.send(request)
            watch.register(caller.socket, selectors.EVENT_READ, caller)
    while watch.get_map():
        for key, _ in watch.select():
            caller = key.data
            answer = caller.receive()
            if answer is None:
                continue
            now = time.perf_counter()
            load.times.append(now - caller.began)
            if not 200 <= answer[0] < 300:
                load.refused.append(answer)
            request = next(requests, None) if now - began < seconds else None
            if request is None:
                watch.unregister(caller.socket)
            else:
                caller.send(request)
    load.seconds = time.perf_counter() - began
    for caller in callers:
        caller.socket.close()
    return load
