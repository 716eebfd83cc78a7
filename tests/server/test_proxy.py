# SPDX-License-Identifier: GPL-3.0-or-later
"""nginx as data/server/hosting/nginx.conf sets it up, with a certificate of its own on the loopback, in front of PostgREST."""
import contextlib
import gzip
import http.client
import json
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time

from cluster import free_port
from world import PEOPLE, one

ROOT = pathlib.Path(__file__).resolve().parents[2]
HOSTING = ROOT / "data" / "server" / "hosting"
MAIN = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/site.conf;
}}
"""


def find_nginx():
    ours = ROOT / "_server" / "nginx" / "usr" / "sbin" / "nginx"
    return shutil.which("nginx") or shutil.which("/usr/sbin/nginx") or (str(ours) if ours.exists() else None)


class Proxy:
    """nginx with the site of data/server/hosting, on ports and with a certificate of the test."""

    def __init__(self, program, rest):
        self.program = program
        self.rest = rest
        self.port, self.plain_port = free_port(), free_port()

    def configure(self, folder):
        key, certificate = folder / "key.pem", folder / "certificate.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate],
                       check=True, capture_output=True)
        site = (HOSTING / "nginx.conf").read_text()
        for pattern, text, n in (
                (r"listen \[::\]:\d+[^;]*;\n", "", 2), (r"listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl", 1),
                (r"listen 80;", f"listen 127.0.0.1:{self.plain_port};", 1), (r"ssl_certificate .*;", f"ssl_certificate {certificate};", 1),
                (r"ssl_certificate_key .*;", f"ssl_certificate_key {key};", 1), (r"127\.0\.0\.1:3000", f"127.0.0.1:{self.rest.port}", 1),
                (r"tickets\.example", "localhost", 3),
                # However slowly a busy machine knocks.
                (r"rate=2r/s", "rate=2r/m", 1)):
            site, found = re.subn(pattern, text, site)
            assert found == n, (pattern, found)
        (folder / "site.conf").write_text(site)
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder))
        self.context = ssl.create_default_context(cafile=certificate)
        return [self.program, "-e", folder / "error.log", "-p", folder, "-c", folder / "nginx.conf"]

    @contextlib.contextmanager
    def run(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            words = self.configure(folder)
            # As root nginx gives its workers to another user, who has to come through.
            os.chmod(folder, 0o755)
            tried = subprocess.run([*words, "-t"], capture_output=True, text=True, check=False)
            assert tried.returncode == 0 and "[warn]" not in tried.stderr, tried.stderr
            process = subprocess.Popen(words, stdin=subprocess.DEVNULL)
            try:
                self.wait(process)
                yield self
            finally:
                process.terminate()
                process.wait(180)

    def wait(self, process):
        end = time.monotonic() + 180
        while time.monotonic() < end and process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            time.sleep(0.01)
        raise AssertionError("nginx did not start.")

    def ask(self, method, path, body=None, address="127.0.0.1", **headers):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=180, context=self.context, source_address=(address, 0))
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            headers.setdefault("Content-Type", "application/json")
        with contextlib.closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()


REFUSED = [
    ("bytes that are no text", "GET", "/events?id=eq.%ff", None, {}, 400, "NOT_UNDERSTOOD"),
    ("half a character", "GET", "/events?title=eq.%c3", None, {}, 400, "NOT_UNDERSTOOD"),
    ("CSV", "POST", "/events", "id\n1,2,3\n\"", {"Content_Type": "text/csv"}, 415, "NOT_JSON"),
    ("a form", "POST", "/rpc/sign_in", "email=1", {"Content_Type": "application/x-www-form-urlencoded"}, 415, "NOT_JSON"),
    ("too much", "POST", "/rpc/sign_in", json.dumps({"email": "x" * 2100000}), {}, 413, "TOO_LARGE"),
    ("a picture that is too much", "POST", "/images", json.dumps({"data": "x" * 9500000}), {}, 413, "TOO_LARGE"),
]


def check_refused(proxy, method, path, body, headers, status, code):
    found, _, text = proxy.ask(method, path, body, **headers)
    answer = json.loads(text)
    assert found == status and answer["code"] == code and answer["message"].endswith("."), (found, text[:300])


def check_answers(proxy):
    """Ordinary calls come through: text in all its scripts, a batch near its limit, a picture that is allowed."""
    status, headers, text = proxy.ask("GET", "/published_events?select=title&title=eq.%C3%BC%E2%82%AC%F0%9F%8E%9F%20%25", None)
    assert status == 200 and text == b"[]", (status, text)
    assert headers["Strict-Transport-Security"].startswith("max-age=") and headers["X-Content-Type-Options"] == "nosniff", headers
    assert headers["Server"] == "nginx", headers
    status, _, text = proxy.ask("POST", "/rpc/refresh", json.dumps({"refresh_token": "x" * 1900000}))
    assert status == 401 and json.loads(text)["code"] == "SESSION_ENDED", text
    assert proxy.ask("POST", "/images", json.dumps({"data": "x" * 8400000}))[0] == 401


def check_long_address(proxy):
    """Refused before nginx knows for whom it is, so that it has no words of ours."""
    assert proxy.ask("GET", "/events?id=eq." + "x" * 17000)[0] == 414


def check_plain(proxy):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", proxy.plain_port, timeout=180)) as connection:
        connection.request("GET", "/events?x=1", headers={"Host": "localhost"})
        answer = connection.getresponse()
        assert answer.status == 301 and answer.headers["Location"] == "https://localhost/events?x=1", answer.headers


def check_old_tls(proxy):
    context = ssl.create_default_context(cafile=None)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    context.set_ciphers("ALL:@SECLEVEL=0")
    with socket.create_connection(("127.0.0.1", proxy.port), 180) as plain:
        try:
            context.wrap_socket(plain)
        except ssl.SSLError:
            return
    raise AssertionError("TLS 1.1 was taken.")


def check_gzip(proxy, token):
    _, headers, whole = proxy.ask("GET", "/events", None, Authorization=f"Bearer {token}")
    assert headers["Content-Encoding"] is None
    _, headers, small = proxy.ask("GET", "/events", None, Authorization=f"Bearer {token}", Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip" and gzip.decompress(small) == whole and len(small) < len(whole) / 2


def check_address(proxy):
    """What the caller writes into the header is written over."""
    for address in ("127.0.0.1", "127.0.0.9"):
        status, _, text = proxy.ask("POST", "/rpc/whence", "{}", address, X_Real_IP="192.0.2.1", X_Forwarded_For="192.0.2.1")
        assert status == 200 and json.loads(text) == address, text


def check_knocking(proxy):
    """An address that asks for sessions too fast waits; another one does not."""
    found = []

    def knock():
        found.append(proxy.ask("POST", "/rpc/refresh", '{"refresh_token": "x"}', "127.0.0.3"))
    threads = [threading.Thread(target=lambda: [knock() for _ in range(10)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [(headers, text) for status, headers, text in found if status == 429]
    assert 10 <= len(refused) <= 20, len(refused)
    assert all(headers["Retry-After"] and json.loads(text)["code"] == "TOO_OFTEN" for headers, text in refused)
    assert proxy.ask("POST", "/rpc/refresh", '{"refresh_token": "x"}', "127.0.0.4")[0] == 401


def check_away(proxy):
    proxy.rest.stop()
    status, headers, text = proxy.ask("GET", "/published_events", None)
    assert status == 503 and headers["Retry-After"] == "5" and json.loads(text)["code"] == "AWAY", (status, text)


def add(tap, world):
    program = find_nginx()
    if program is None or shutil.which("openssl") is None:
        tap.skip("proxy: nginx", "nginx or openssl is not here: “./dev test” fetches them.")
        return
    name = world.new_database()
    with world.connect(name) as connection:
        one(connection, """CREATE FUNCTION public.whence () RETURNS text LANGUAGE sql SECURITY DEFINER SET search_path = '' AS
            'SELECT private.address ()'; GRANT EXECUTE ON FUNCTION public.whence TO anon""")
        with world.serve(name) as rest, Proxy(program, rest).run() as proxy:
            tap.run("proxy: through nginx", check_answers, proxy)
            tap.run("proxy: plain HTTP goes to TLS", check_plain, proxy)
            tap.run("proxy: no old TLS", check_old_tls, proxy)
            tap.run("proxy: answers are compressed", check_gzip, proxy, world.token(connection, PEOPLE["owner"]))
            tap.run("proxy: the address is the proxy's word", check_address, proxy)
            for what, *case in REFUSED:
                tap.run(f"proxy: {what}", check_refused, proxy, *case)
            tap.run("proxy: a long address", check_long_address, proxy)
            tap.run("proxy: who knocks too fast waits", check_knocking, proxy)
            tap.run("proxy: nobody behind it", check_away, proxy)
