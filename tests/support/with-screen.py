#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run a command on an X server without a screen: with-screen.py [-a] [-s SERVER-OPTIONS] COMMAND…

It takes the words of xvfb-run, but lets the server choose its number: two that xvfb-run starts in the same moment may
come to share one.
"""
import os
import shlex
import subprocess
import sys


def start_server(options):
    reading, writing = os.pipe()
    server = subprocess.Popen(["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp", *options],
                              pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as numbers:
        number = numbers.readline().strip()
    if not number:
        sys.exit("Xvfb did not start")
    return server, f":{number}"


def main(words):
    options = ["-screen", "0", "1280x1024x24"]
    while words and words[0].startswith("-"):
        word = words.pop(0)
        if word == "-s":
            options = shlex.split(words.pop(0))
    server, display = start_server(options)
    try:
        status = subprocess.run(words, env={**os.environ, "DISPLAY": display}, check=False).returncode
    finally:
        server.terminate()
        server.wait()
    return 128 - status if status < 0 else status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
