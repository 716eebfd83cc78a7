#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The script says in one sentence what is wrong, and the counting of results counts."""
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "support"))
from tap import Tap  # noqa: E402

ROOT = pathlib.Path(__file__).parents[2]
COUNT = ROOT / "tests" / "support" / "count-results.py"
TOOLS = ["bash", "env", "dirname", "readlink", "sed", "printf", "mktemp", "tail", "rm", "cat", "sort", "grep"]


def machine(folder, **programs):
    """A PATH with a few tools, and with programs that answer as told."""
    path = pathlib.Path(folder)
    for tool in TOOLS:
        found = next((p for p in (pathlib.Path("/usr/bin") / tool, pathlib.Path("/bin") / tool) if p.exists()), None)
        if found is not None:
            (path / tool).symlink_to(found)
    for name, body in programs.items():
        program = path / name.replace("_", "-")
        program.write_text(f"#!/usr/bin/bash\n{body}\n")
        program.chmod(0o755)
    return {"PATH": str(path), "LC_ALL": "C.UTF-8", "HOME": str(path)}


def dev(command, env):
    return subprocess.run(["/usr/bin/bash", str(ROOT / "dev"), command], env=env, capture_output=True, text=True, check=False)


def check_says(programs, command, sentence):
    with tempfile.TemporaryDirectory() as folder:
        run = dev(command, machine(folder, **programs))
    assert run.returncode == 1, run
    last = run.stderr.strip().splitlines()[-1]
    assert sentence in last, last


NOT_INSTALLED = {"dpkg_query": "exit 1", "apt_get": "echo Err: no route >&2; exit 100"}
CASES = [
    ("no display", {}, "run", "There is no display"),
    ("not Debian", {}, "build", "other than Debian"),
    ("no root and no sudo", {**NOT_INSTALLED, "id": "echo 1000"}, "build", "an administrator"),
    ("no network", {**NOT_INSTALLED, "id": "echo 0"}, "build", "is there a network?"),
    ("no such command", {}, "fly", "There is no command “fly”."),
]


def entry(name, result, stdout=""):
    return {"name": name, "result": result, "stdout": stdout, "stderr": "", "duration": 0.1}


# What the programs said, what the last line is, and whether all is well.
COUNTS = [
    ([entry("a", "OK", "ok 1 x\nok 2 y\n1..2")], "2 passed, 0 failed", True),
    ([entry("a", "OK")], "1 passed, 0 failed", True),
    ([entry("a", "OK", "    ok 1 inner\nok 1 outer\n1..1")], "2 passed, 0 failed", True),
    ([entry("a", "OK", "ok 1 x # SKIP no sound\nok 2 y\n1..2")], "1 passed, 0 failed", True),
    ([entry("a", "FAIL", "ok 1 x\nnot ok 2 y\n1..2")], "1 passed, 1 failed", False),
    ([entry("a", "ERROR", "ok 1 x\nBail out!")], "1 passed, 1 failed", False),
    ([entry("a", "TIMEOUT")], "0 passed, 1 failed", False),
    ([entry("a", "OK", "ok 1 x"), entry("b", "FAIL")], "1 passed, 1 failed", False),
    ([], "0 passed, 1 failed", False),
]


def check_count(entries, last_line, good):
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder) / "testlog.json"
        log.write_text("".join(json.dumps(e) + "\n" for e in entries))
        run = subprocess.run([sys.executable, str(COUNT), str(log)], capture_output=True, text=True, check=False)
    assert run.stdout.splitlines()[-1] == last_line, run.stdout
    assert (run.returncode == 0) == good, run.returncode


def check_tells():
    """A test that failed before thousands of others is told with its reason, and by name at the end."""
    log = "ok 1 x\n# it was the wind\nnot ok 2 y\n# and the rain\n" + "".join(f"ok {n} z\n" for n in range(3, 2000))
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "testlog.json"
        path.write_text(json.dumps(entry("a", "ERROR", log)))
        run = subprocess.run([sys.executable, str(COUNT), str(path)], capture_output=True, text=True, check=False)
    assert "# it was the wind\nnot ok 2 y\n# and the rain\n" in run.stdout, run.stdout
    assert run.stdout.splitlines()[-3:-1] == ["FAILED:", "  a: not ok 2 y"], run.stdout
    assert len(run.stdout.splitlines()) < 60, run.stdout


def main():
    tap = Tap()
    for name, programs, command, sentence in CASES:
        tap.run(f"says: {name}", check_says, programs, command, sentence)
    for entries, last_line, good in COUNTS:
        tap.run(f"counts: {last_line}", check_count, entries, last_line, good)
    tap.run("tells why a test failed", check_tells)
    tap.finish()


if __name__ == "__main__":
    main()
