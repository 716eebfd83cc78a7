#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every translatable source is listed, and every listed language is complete."""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from tap import Tap, expect_none  # noqa: E402

ROOT = pathlib.Path(__file__).parents[2]
PO = ROOT / "po"
MARKED = {
    ".c": re.compile(r"\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*[\"\w]"),
    ".h": re.compile(r"\b(_|N_|C_|NC_)\s*\(\s*\""),
    ".ui": re.compile(r"translatable=\"(yes|true|1)\""),
}


def listed():
    lines = (PO / "POTFILES").read_text().splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def languages():
    return (PO / "LINGUAS").read_text().split()


def marked_sources():
    for path in sorted((ROOT / "src").rglob("*")):
        pattern = MARKED.get(path.suffix)
        if pattern is not None and pattern.search(path.read_text()):
            yield str(path.relative_to(ROOT))


def check_all_listed():
    expect_none(sorted(set(marked_sources()) - set(listed())), "These have strings and are not in po/POTFILES:")


def check_listed_exist():
    expect_none((name for name in listed() if not (ROOT / name).is_file()), "po/POTFILES lists what is not there:")


def check_listed_in_order():
    assert listed() == sorted(listed()), "po/POTFILES is not in order"


def template(folder):
    """The strings of the sources as they are now."""
    pot = pathlib.Path(folder) / "foyer.pot"
    subprocess.run(["xgettext", "--files-from", str(PO / "POTFILES"), "--directory", str(ROOT), "--output", str(pot),
                    "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
                    "--keyword=g_dngettext:2,3", "--add-comments=Translators"],
                   check=True, capture_output=True)
    return pot


def check_complete(language, pot):
    """Merged with the strings of today, nothing is missing, vague or malformed."""
    merged = pot.with_name(f"{language}.po")
    subprocess.run(["msgmerge", "--quiet", "--no-fuzzy-matching", "--output-file", str(merged),
                    str(PO / f"{language}.po"), str(pot)], check=True)
    run = subprocess.run(["msgfmt", "--check", "--statistics", "--output-file", "/dev/null", str(merged)],
                         capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}, check=False)
    assert run.returncode == 0, run.stderr
    for word in ("fuzzy", "untranslated"):
        assert word not in run.stderr, f"{language}: {run.stderr.strip()}\n{untranslated(merged)}"


def untranslated(po):
    run = subprocess.run(["msgattrib", "--untranslated", "--no-wrap", str(po)], capture_output=True, text=True, check=True)
    return "\n".join(line for line in run.stdout.splitlines() if line.startswith("msgid") and line != 'msgid ""')


def main():
    tap = Tap()
    tap.run("all sources are listed", check_all_listed)
    tap.run("all listed sources exist", check_listed_exist)
    tap.run("the list is in order", check_listed_in_order)
    with tempfile.TemporaryDirectory() as folder:
        pot = template(folder)
        for language in languages():
            tap.run(f"{language} is complete", check_complete, language, pot)
    tap.finish()


if __name__ == "__main__":
    main()
