# SPDX-License-Identifier: GPL-3.0-or-later
"""A short storm with a seed that is always the same, and one with another each time, which is printed. The long one: ./dev bench chaos."""
import secrets

import chaos

SECONDS = 18
DESKS = 4


def add(tap, world):
    for seed in (1, secrets.randbelow(10 ** 6)):
        chaos.run(tap, world.server.program, world.foyerctl, world.act, world.columns, SECONDS, seed, DESKS)
