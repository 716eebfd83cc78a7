#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of the tree: who may include whom, how long a file may be, what no file may name."""
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from tap import Tap, expect_none  # noqa: E402

ROOT = pathlib.Path(__file__).parents[2]
SRC = ROOT / "src"

# Each layer, and those below that it sees.
LAYERS = {
    "markup": [],
    "model": ["markup"],
    "store": ["markup", "model"],
    "remote": ["markup", "model"],
    "sync": ["markup", "model", "store", "remote"],
    "exchange": ["markup", "model", "store"],
    "print": ["markup", "model"],
    "widgets": ["markup"],
    "pages": ["markup", "model", "store", "remote", "sync", "exchange", "print", "widgets"],
    "app": ["markup", "model", "store", "remote", "sync", "exchange", "print", "widgets", "pages"],
    "cli": ["markup", "model", "store", "remote", "sync", "exchange", "print"],
}
ENGINE = ["markup", "model", "store", "remote", "sync", "exchange", "print", "cli"]
TOOLKIT = re.compile(r"^(gtk|gdk(?!-pixbuf)|gsk|adwaita)\b")
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]', re.M)
MOST_LINES = 600
UNSET = re.compile(r"\s+(g_auto ?\(\w+\)|g_autoptr ?\(\w+\)|g_autofree [\w ]+\*+) ?\w+;$")
PLACES_OF_ONE_MACHINE = re.compile(r"(?<![\w.$}/])/(?:work|home|root|Users)/[\w.-]+")


def sources(layer):
    return sorted(p for p in (SRC / layer).rglob("*") if p.suffix in (".c", ".h"))


def includes(path):
    """Yields (is a system header, name) of each include."""
    for kind, name in INCLUDE.findall(path.read_text()):
        yield kind == "<", name


def headers():
    """Which layer offers each of our headers."""
    return {p.name: layer for layer in LAYERS for p in sources(layer) if p.suffix == ".h"}


def check_every_folder_is_a_layer():
    folders = {p.name for p in SRC.iterdir() if p.is_dir()}
    expect_none(folders - LAYERS.keys(), "These folders of src/ are no layer:")


def check_layer(layer, owners):
    allowed = {layer, *LAYERS[layer]}
    leaks = []
    for path in sources(layer):
        for system, name in includes(path):
            owner = owners.get(pathlib.Path(name).name)
            if not system and owner is not None and owner not in allowed:
                leaks.append(f"{path.relative_to(ROOT)} includes {name} of {owner}")
    expect_none(leaks, f"The layer {layer} sees only {', '.join(sorted(allowed))}:")


def check_no_toolkit(layer):
    found = [f"{path.relative_to(ROOT)} includes {name}"
             for path in sources(layer) for _, name in includes(path) if TOOLKIT.match(name)]
    expect_none(found, "The engine never includes the toolkit:")


def check_names_are_unique():
    seen = {}
    twice = []
    for layer in LAYERS:
        for path in sources(layer):
            if path.name in seen:
                twice.append(f"{path.relative_to(ROOT)} and {seen[path.name].relative_to(ROOT)}")
            seen[path.name] = path
    expect_none(twice, "One name is one file, or an include may find the wrong one:")


def check_lengths():
    ours = [p for folder in ("src", "tests") for p in (ROOT / folder).rglob("*")
            if p.suffix in (".c", ".h", ".py", ".ui", ".css")]
    lengths = {p: len(p.read_text().splitlines()) for p in ours}
    expect_none((f"{p.relative_to(ROOT)}: {n}" for p, n in lengths.items() if n > MOST_LINES),
                f"No file is longer than {MOST_LINES} lines:")


def check_licence_line():
    expect_none((p.relative_to(ROOT) for folder in ("src", "tests") for p in (ROOT / folder).rglob("*.[ch]")
                 if "SPDX-License-Identifier: GPL-3.0-or-later" not in p.read_text()[:200]),
                "Each source begins with its licence:")


def check_nothing_is_freed_unset():
    """What goes by itself at the end of its block goes at an early return too: it begins with a value."""
    found = []
    for path in (ROOT / "src").rglob("*.c"):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if UNSET.match(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    expect_none(found, "Each of these is freed, whatever is in it:")


def tracked_files():
    """What git tracks; in a tree without git, all that is where sources are."""
    if shutil.which("git") is not None:
        listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=False)
        if listed.returncode == 0 and listed.stdout:
            return [ROOT / name for name in listed.stdout.split("\0") if name]
    return [p for folder in ("src", "tests", "data", "po", "help") for p in (ROOT / folder).rglob("*") if p.is_file()]


def check_no_place_of_one_machine():
    found = []
    for path in tracked_files():
        if not path.is_file() or path.suffix in (".png", ".db", ".csv", ".tsv") or path == pathlib.Path(__file__):
            continue
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
            if PLACES_OF_ONE_MACHINE.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    expect_none(found, "No file names a folder of one machine:")


def main():
    tap = Tap()
    owners = headers()
    tap.run("every folder is a layer", check_every_folder_is_a_layer)
    for layer in LAYERS:
        tap.run(f"{layer} includes what it may", check_layer, layer, owners)
    for layer in ENGINE:
        tap.run(f"{layer} knows no toolkit", check_no_toolkit, layer)
    tap.run("names are unique", check_names_are_unique)
    tap.run("files are short", check_lengths)
    tap.run("sources name their licence", check_licence_line)
    tap.run("nothing is freed that was not set", check_nothing_is_freed_unset)
    tap.run("no place of one machine", check_no_place_of_one_machine)
    tap.finish()


if __name__ == "__main__":
    main()
