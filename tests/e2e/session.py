#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""session.py COMMAND…: runs a command in a desktop session of its own.

Its bus starts the accessibility bus and nothing else: no portal, settings or file service of the machine, which may be
there or not, and may answer or not. The accessibility bus keeps its socket in the runtime directory, or, without one,
in the home directory, where the next session would take it away: so this session has its own.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
# What it says on its standard output is not TAP.
SERVICE = "[D-BUS Service]\nName=org.a11y.Bus\nExec=/bin/sh -c 'exec {launcher} >&2'\n"


def main(*command):
    launcher = next((path for path in LAUNCHERS if os.access(path, os.X_OK)), None)
    if launcher is None:
        sys.exit("The accessibility bus is not here: install at-spi2-core (“./dev test” does).")
    with tempfile.TemporaryDirectory(prefix="foyer-session-") as folder:
        runtime = pathlib.Path(folder)
        services = runtime / "services"
        services.mkdir()
        (services / "org.a11y.Bus.service").write_text(SERVICE.format(launcher=launcher))
        (runtime / "session.conf").write_text(CONFIG.format(services=services))
        return subprocess.run(["dbus-run-session", "--config-file", str(runtime / "session.conf"), "--", *command],
                              check=False, env={**os.environ, "XDG_RUNTIME_DIR": folder}).returncode


sys.exit(main(*sys.argv[1:]))
