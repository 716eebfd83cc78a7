# SPDX-License-Identifier: GPL-3.0-or-later
"""Walks through windows with nothing but keys, as somebody does who sees no pointer: everything that can be pressed must be
reached, and must say what it is.
"""
from gi.repository import Atspi, GLib

from desk import BUTTONS, matching, until, words

# What a person acts on. Fields are left out: the bus is not told that the text in a row has the focus.
CONTROLS = (*BUTTONS, "check box", "list item", "combo box", "page tab")
# The frame's own button, which no key reaches in any program: Escape does the same.
FRAME = "Close the window"
MOST_STEPS = 60


def state(node, name):
    return node.get_state_set().contains(name)


def find_focus(window):
    for node in matching(window):
        node.clear_cache()
        if state(node, Atspi.StateType.FOCUSED):
            return node
    return None


def reach(desk, text, *keys):
    """By Tab to what says this, in any window; then the keys."""
    def has_focus():
        for window in desk.windows():
            focus = find_focus(window)
            if focus is not None and text in words(focus):
                return True
        return desk.key("Tab")
    until(has_focus, lambda: f"“{text}” to have the focus\n{desk.outline()}")
    desk.key(*keys)


def place(node):
    """What tells it from the others of its window."""
    extents = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
    return extents.x, extents.y, extents.width, extents.height


def lies_within(inner, outer):
    return (outer[0] <= inner[0] and outer[1] <= inner[1] and inner[0] + inner[2] <= outer[0] + outer[2]
            and inner[1] + inner[3] <= outer[1] + outer[3])


def is_control(node):
    if node.get_role_name() not in CONTROLS or node.get_component_iface() is None or FRAME in words(node):
        return False
    node.clear_cache()
    # A row may be there to be read alone; a button never is.
    is_for_keys = node.get_role_name() in BUTTONS or state(node, Atspi.StateType.FOCUSABLE)
    return is_for_keys and state(node, Atspi.StateType.SENSITIVE)


def next_focus(desk, window, last):
    """Where Tab leads."""
    desk.key("Tab")

    def find_other():
        node = find_focus(window)
        return node if node is not None and (place(node), words(node).strip()) != last else None
    return until(find_other, lambda: f"the focus to leave {last}\n{desk.outline()}")


def walk_through(desk, title):
    """All around the window of this title, which has no fields; gives what was reached, as (place, words)."""
    desk.focus(title)
    window = desk.windows()[-1]
    reached = []
    for _ in range(MOST_STEPS):
        node = next_focus(desk, window, reached[-1] if reached else None)
        step = (place(node), words(node).strip())
        if step in reached:
            break
        reached.append(step)
    return window, reached


def check_window(desk, title):
    """Nothing is left out, and nothing is without words."""
    window, reached = walk_through(desk, title)
    nameless = [spot for spot, said in reached if not said]
    assert not nameless, f"{title}: without words at {nameless}\n{desk.outline()}"
    missed = []
    for node in matching(window):
        try:
            if not is_control(node):
                continue
            spot = place(node)
        except GLib.Error:
            continue
        if spot[2] > 0 and not any(lies_within(spot, other) or lies_within(other, spot) for other, _ in reached):
            missed.append((node.get_role_name(), words(node), spot))
    assert not missed, f"{title}: not reached {missed}, only {reached}"
