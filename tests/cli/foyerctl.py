# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the real foyerctl over a replica of the test's own."""
import json
import os
import pathlib
import resource
import select
import signal
import subprocess

SAMPLES = pathlib.Path(__file__).resolve().parent.parent / "samples"
ANSWER_SECONDS = 180


class Refused(Exception):
    """The program ended with another status than was expected."""


def limit_files(size):
    """No file may grow beyond size: what a full disk does to a program."""
    def limit():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return limit if size is not None else None


class Foyerctl:
    def __init__(self, program, folder):
        self.program = program
        self.folder = pathlib.Path(folder)
        self.replica = self.folder / "replica.foyer"
        self.environment = dict(os.environ, XDG_DATA_HOME=str(self.folder), LC_ALL="C.UTF-8")

    def run(self, *arguments, status=0, data=None, replica=None, file_limit=None):
        """Runs a command; gives (standard output, standard error) as bytes."""
        line = [self.program, "--replica", str(replica or self.replica), *map(os.fsencode, map(str, arguments))]
        done = subprocess.run(line, input=data if data is not None else b"", capture_output=True,
                              env=self.environment, timeout=300, preexec_fn=limit_files(file_limit))
        if done.returncode != status:
            raise Refused(f"{arguments}: status {done.returncode}, not {status}: {done.stdout[-500:]!r} {done.stderr!r}")
        return done.stdout, done.stderr

    def rows(self, *arguments, **options):
        """The objects of a command with --json, one a line."""
        out, err = self.run(*arguments, "--json", **options)
        assert err == b"", err
        return [json.loads(line) for line in out.decode().splitlines()]

    def row(self, *arguments, **options):
        rows = self.rows(*arguments, **options)
        assert len(rows) == 1, rows
        return rows[0]

    def refuse(self, *arguments, status=1, **options):
        """The command must fail with one sentence (and a hint, when it is the usage)."""
        out, err = self.run(*arguments, status=status, **options)
        lines = err.decode().splitlines()
        assert out == b"", out
        assert len(lines) == (2 if status == 2 else 1), err
        assert lines[0].startswith("foyerctl: ") and len(lines[0]) > len("foyerctl: ."), err
        return lines[0]

    def add_event(self, title="Conference", **options):
        values = {"start": "2026-11-22T09:00", "end": "2026-11-22T18:00", "timezone": "Europe/Berlin"}
        values.update(options)
        line = ["event", "add", "--title", title]
        for name, value in values.items():
            line += ["--" + name, value]
        return self.row(*line)

    def import_sample(self, event, name, *options):
        return self.row("attendee", "import", event, SAMPLES / name, *options)

    def door(self, event, *options):
        return Door(self, event, options)


class Door:
    """check-in that reads its standard input."""

    def __init__(self, foyerctl, event, options):
        line = [foyerctl.program, "check-in", event, "-", "--json", "--replica", foyerctl.replica, *options]
        self.process = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
                                        env=foyerctl.environment)

    def send(self, code):
        self.process.stdin.write(code.encode() + b"\n")

    def answer(self):
        """The next answer; None when the program has ended."""
        line = b""
        while not line.endswith(b"\n"):
            ready, _, _ = select.select([self.process.stdout], [], [], ANSWER_SECONDS)
            assert ready, "no answer"
            byte = self.process.stdout.read(1)
            if byte == b"":
                return None
            line += byte
        return json.loads(line)

    def scan(self, code):
        self.send(code)
        return self.answer()

    def kill(self):
        self.process.kill()
        return self.close()

    def close(self):
        self.process.stdin.close()
        status = self.process.wait(timeout=ANSWER_SECONDS)
        self.process.stdout.close()
        return status
