# SPDX-License-Identifier: GPL-3.0-or-later
"""Never more sold and held than there is: at any moment of a rush, and by any way that tickets come and end."""
import random

from oversell import Rush


def check_rush(world):
    name = world.new_database()
    rush = Rush(world.server.uri("postgres", name), random.randrange(1000000))
    print("#", rush.run(24, 8))
    assert not rush.failures, rush.failures[:5]


def add(tap, world):
    tap.run("oversell: a rush", check_rush, world)
