# SPDX-License-Identifier: GPL-3.0-or-later
"""The flash sale of ./dev flash-sale, with fewer people and in less time."""
import pathlib
import sys
import tempfile

from world import PEOPLE

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "bench" / "server"))
from flash_sale import simulate  # noqa: E402


def check_sale(world):
    name = world.new_database()
    with tempfile.TemporaryDirectory() as folder, world.connect(name) as connection, world.serve(name) as rest:
        svg = pathlib.Path(folder) / "plot.svg"
        simulate(rest.url, world.token(connection, PEOPLE["owner"]), connection, 250, 60, 200, svg)
        assert svg.read_text().startswith("<svg") and svg.read_text().count("<path") >= 5


def add(tap, world):
    tap.run("flash sale: 250 people want 60 tickets", check_sale, world)
