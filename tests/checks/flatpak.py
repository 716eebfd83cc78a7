#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Flatpak manifest says what flatpak-builder needs, and fits the rest of the tree."""
import pathlib
import re
import sys

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from tap import Tap  # noqa: E402

ROOT = pathlib.Path(__file__).parents[2]
APP_ID = "io.github.foyerapp.Foyer"
BUILD_SYSTEMS = {"meson", "cmake", "cmake-ninja", "autotools", "simple", "qmake"}
SOURCES = {"archive": {"url", "sha256"}, "git": {"url", "commit"}, "dir": {"path"}, "file": {"url", "sha256"}}


def check_header(manifest):
    assert manifest["id"] == APP_ID
    assert manifest["runtime"] == "org.gnome.Platform"
    assert manifest["sdk"] == "org.gnome.Sdk"
    assert re.fullmatch(r"\d+", manifest["runtime-version"])
    assert manifest["command"] == "foyer"


def check_permissions(manifest):
    allowed = re.compile(r"--(share=(ipc|network)|talk-name=org\.freedesktop\.secrets|socket=(wayland|fallback-x11|pulseaudio|cups)|device=all)")
    for argument in manifest["finish-args"]:
        assert allowed.fullmatch(argument), f"a permission that Foyer does not need: {argument}"


def check_module(module):
    assert module.get("buildsystem", "autotools") in BUILD_SYSTEMS
    assert module["sources"], "no source"
    for source in module["sources"]:
        missing = SOURCES[source["type"]] - source.keys()
        assert not missing, f"missing: {missing}"
        if "url" in source:
            assert source["url"].startswith("https://"), source["url"]
        if "sha256" in source:
            assert re.fullmatch(r"[0-9a-f]{64}", source["sha256"]), source["sha256"]


def check_last_module_is_ours(manifest):
    last = manifest["modules"][-1]
    assert last["name"] == "foyer" and last["buildsystem"] == "meson"
    path = ROOT / "flatpak" / last["sources"][0]["path"]
    assert (path.resolve() / "meson.build").is_file(), "the source folder is not the tree"


def main():
    tap = Tap()
    manifest = yaml.safe_load((ROOT / "flatpak" / f"{APP_ID}.yml").read_text())
    tap.run("header", check_header, manifest)
    tap.run("permissions", check_permissions, manifest)
    for module in manifest["modules"]:
        tap.run(f"module {module['name']}", check_module, module)
    tap.run("our module", check_last_module_is_ours, manifest)
    tap.finish()


if __name__ == "__main__":
    main()
