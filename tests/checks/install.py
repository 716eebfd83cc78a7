#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An installation has everything in its place. Usage: install.py BUILD-FOLDER"""
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from tap import Tap  # noqa: E402

APP_ID = "io.github.foyerapp.Foyer"
PLACES = [
    "bin/foyer",
    "bin/foyerctl",
    f"share/applications/{APP_ID}.desktop",
    f"share/dbus-1/services/{APP_ID}.service",
    f"share/glib-2.0/schemas/{APP_ID}.gschema.xml",
    f"share/icons/hicolor/scalable/apps/{APP_ID}.svg",
    f"share/icons/hicolor/symbolic/apps/{APP_ID}-symbolic.svg",
    f"share/metainfo/{APP_ID}.metainfo.xml",
    "share/help/C/foyer/index.page",
    "share/locale/ar/LC_MESSAGES/foyer.mo",
    "share/locale/de/LC_MESSAGES/foyer.mo",
]


def install(build, folder):
    subprocess.run(["meson", "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", folder],
                   check=True, capture_output=True, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"})


def installed_prefix(folder):
    """The one folder below that has bin/: the prefix is the builder's choice."""
    return next(path.parent for path in pathlib.Path(folder).rglob("bin") if path.is_dir())


def check_place(prefix, place):
    assert (prefix / place).is_file(), f"not installed: {place}"


def check_service_starts_what_is_installed(prefix, folder):
    service = (prefix / f"share/dbus-1/services/{APP_ID}.service").read_text()
    program = next(line for line in service.splitlines() if line.startswith("Exec=")).removeprefix("Exec=").split()[0]
    assert (pathlib.Path(folder) / program.lstrip("/")).is_file(), program


def main():
    tap = Tap()
    with tempfile.TemporaryDirectory() as folder:
        if tap.run("installs", install, sys.argv[1], folder):
            prefix = installed_prefix(folder)
            for place in PLACES:
                tap.run(place, check_place, prefix, place)
            tap.run("the bus starts it", check_service_starts_what_is_installed, prefix, folder)
    tap.finish()


if __name__ == "__main__":
    main()
