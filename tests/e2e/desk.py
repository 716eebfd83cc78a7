# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives the real program as a person with a keyboard, a scanner and a screen reader would.

Nothing here sleeps: until () iterates a main loop until its condition holds, and fails after a cap.
To be run by session.py; the screen is made here.
"""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from tap import Tap  # noqa: E402

APP_ID = "io.github.foyerapp.Foyer"
OBJECT_PATH = "/io/github/foyerapp/Foyer"
# Longer than any machine is busy: it costs nothing when all is well.
CAP_SECONDS = 180
LOOK_AGAIN_MS = 40
BUTTONS = ("push button", "button", "toggle button", "radio button", "menu item")


def is_welcome(buttons):
    """Three buttons below one another are the choices of the first page; the window's own stand side by side."""
    tops = {Atspi.Component.get_extents(b, Atspi.CoordType.WINDOW).y for b in buttons}
    return len(tops) == len(buttons)


class NotSeen(AssertionError):
    """What was waited for did not come."""


def until(condition, what, cap=CAP_SECONDS):
    """Iterates the main loop until condition () gives something, and returns that."""
    context = GLib.MainContext.default()
    end = GLib.get_monotonic_time() + cap * GLib.USEC_PER_SEC
    ticks = GLib.timeout_source_new(LOOK_AGAIN_MS)
    ticks.set_callback(lambda *_: GLib.SOURCE_CONTINUE)
    ticks.attach(context)
    try:
        while True:
            with contextlib.suppress(GLib.Error):  # what was looked at may be gone meanwhile
                found = condition()
                if found:
                    return found
            if GLib.get_monotonic_time() > end:
                raise NotSeen(f"not seen within {cap} s: {what() if callable(what) else what}")
            context.iteration(True)
    finally:
        ticks.destroy()


def children(node):
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield child


def walk(node, without=()):
    """The node and all below it that are shown, in reading order; not what is below these roles."""
    yield node
    if node.get_role_name() in without:
        return
    for child in children(node):
        with contextlib.suppress(GLib.Error):
            if is_shown(child):
                yield from walk(child, without)


def is_shown(node):
    """GTK 4.8 tells no “showing” below the window, but what was never laid out has no size."""
    if not node.get_state_set().contains(Atspi.StateType.VISIBLE):
        return False
    if node.get_component_iface() is None:
        return True
    try:
        extents = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
    except GLib.Error:  # the page of a stack has no place of its own
        return True
    return extents.width > 0 or extents.height > 0


def words(node):
    """What a screen reader would say of this one node: name, text, description."""
    said = [node.get_name() or ""]
    text = node.get_text_iface()
    if text is not None:
        said.append(Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)) or "")
    said.append(node.get_description() or "")
    return " ".join(dict.fromkeys(part for part in said if part))


def all_words(node):
    return "\n".join(said for said in (words(n) for n in walk(node)) if said)


def outline(node, depth=0):
    """The tree as text, for the eyes of who reads a failed test."""
    lines = [f"{'  ' * depth}[{node.get_role_name()}] {words(node)}".rstrip()]
    for child in children(node):
        with contextlib.suppress(GLib.Error):
            if is_shown(child):
                lines.append(outline(child, depth + 1))
    return "\n".join(lines)


def is_named(node, name):
    """Names come with mnemonics, and doubled: “_Open Open”, “GtkImage Check In”."""
    said = (node.get_name() or "").replace("_", "")
    return said == name or said.endswith(" " + name)


def matching(root, name=None, role=None, contains=None, without=()):
    roles = (role,) if isinstance(role, str) else role
    for node in walk(root, without):
        with contextlib.suppress(GLib.Error):
            if roles is not None and node.get_role_name() not in roles:
                continue
            if name is not None and not is_named(node, name):
                continue
            if contains is not None and contains not in words(node):
                continue
            yield node


def press(node):
    """Does the first action of a node, or of the nearest one above it that has any."""
    while node is not None and (node.get_action_iface() is None or Atspi.Action.get_n_actions(node) == 0):
        node = node.get_parent()
    assert node is not None, "nothing here can be pressed"
    Atspi.Action.do_action(node, 0)


class Screen:
    """An X server without a screen. It chooses its own number, so that many may start at once."""

    def __init__(self, size="1024x768"):
        reading, writing = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise AssertionError("Xvfb did not start")
        os.environ["DISPLAY"] = f":{number}"

    def close(self):
        self.process.terminate()
        self.process.wait()


class Desk:
    """One program with a home of its own."""

    def __init__(self, build):
        self.build = pathlib.Path(build).resolve()
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="foyer-e2e-"))
        self.process = None
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.env = {
            **os.environ,
            "HOME": str(self.home),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_RUNTIME_DIR": str(self.make("runtime", 0o700)),
            "GSETTINGS_BACKEND": "keyfile",
            "GSETTINGS_SCHEMA_DIR": str(self.build / "data"),
            "FOYER_LOCALEDIR": str(self.build / "po"),
            "GTK_A11Y": "atspi",
            "GSK_RENDERER": "cairo",
            "GDK_BACKEND": "x11",
            "GTK_USE_PORTAL": "0",
            "ADW_DISABLE_PORTAL": "1",
            "NO_AT_BRIDGE": "0",
            "LC_ALL": "C.UTF-8",
            "TZ": "UTC",
            "G_DEBUG": "",
        }
        self.settings_file("gtk-4.0/settings.ini", "[Settings]\ngtk-font-name=Cantarell 11\ngtk-enable-animations=false\n")
        Atspi.init()

    def settings_file(self, name, text):
        path = self.home / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def speak(self, locale):
        """Makes this locale for the program alone, whether the machine has it or not."""
        locales = self.make("locales")
        territory, charset = locale.split(".")
        subprocess.run(["localedef", "-i", territory, "-f", charset, str(locales / locale)], check=True)
        self.env.update(LOCPATH=str(locales), LC_ALL=locale, LANGUAGE="")

    def make(self, name, mode=0o755):
        folder = self.home / name
        folder.mkdir(mode=mode, exist_ok=True)
        return folder

    # The program ------------------------------------------------------------------------------

    @property
    def program(self):
        return self.build / "src" / "foyer"

    @property
    def replica(self):
        return self.home / "data" / "foyer" / "replica.foyer"

    def start(self, *arguments):
        self.log = open(self.home / "log.txt", "ab")
        self.process = subprocess.Popen([str(self.program), *arguments], env=self.env, stdout=self.log, stderr=self.log)
        until(self.application, lambda: f"the program’s first window\n{self.said()}")
        until(lambda: self.windows(), lambda: f"the program’s first window\n{self.said()}")

    def run_again(self, *arguments):
        """Starts the program a second time beside itself, and waits until that one has ended."""
        again = subprocess.Popen([str(self.program), *arguments], env=self.env, stdout=self.log, stderr=self.log)
        until(lambda: again.poll() is not None, "the second start to end")
        return again.returncode

    def said(self):
        """What the program wrote to its terminal."""
        return (self.home / "log.txt").read_text(errors="replace")[-4000:]

    def kill(self):
        """As a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def close(self):
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def foyerctl(self, *arguments, stdin=None):
        """(exit status, objects on stdout, stderr) of the same engine without a window."""
        done = subprocess.run([str(self.build / "src" / "cli" / "foyerctl"), *arguments, "--json"], env=self.env,
                              input=stdin, capture_output=True, text=True, check=False)
        return done.returncode, [json.loads(line) for line in done.stdout.splitlines()], done.stderr

    # What is on the screen --------------------------------------------------------------------

    def application(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}\n{self.said()}")
        desktop = Atspi.get_desktop(0)
        desktop.clear_cache()  # what is cached may be old
        for node in children(desktop):
            with contextlib.suppress(GLib.Error):
                if node.get_process_id() == self.process.pid:
                    return node
        return None

    def windows(self):
        application = self.application()
        if application is None:
            return []
        return list(children(application))

    def window(self, contains):
        """The window whose name has these words."""
        return until(lambda: next((w for w in self.windows() if contains in (w.get_name() or "")), None),
                     lambda: f"a window “{contains}”, only: {[w.get_name() for w in self.windows()]}")

    def find(self, name=None, role=None, contains=None, within=None, cap=CAP_SECONDS):
        """Waits for a node with this name, role or words."""
        def look():
            if within is not None:
                within.clear_cache()
            # The cells of a big table are many, and only asked for when one looks within it.
            without = () if within is not None else ("table row",)
            for root in [within] if within is not None else reversed(self.windows()):
                for node in matching(root, name, role, contains, without):
                    return node
            return None
        return until(look, lambda: f"{role or 'anything'} “{name or contains}”\n{self.outline()}", cap)

    def see(self, contains, within=None, cap=CAP_SECONDS):
        """What stays: a toast goes by itself, on a busy machine before it is seen here."""
        return self.find(contains=contains, within=within, cap=cap)

    def gone(self, contains, within=None):
        def look():
            roots = [within] if within is not None else self.windows()
            return not any(True for root in roots for _ in matching(root, contains=contains))
        until(look, lambda: f"“{contains}” to be gone\n{self.outline()}")

    def press(self, name, within=None, role=BUTTONS):
        press(self.find(name=name, role=role, within=within))

    def press_nth_button_of_welcome(self, n):
        """The big buttons of the first page, by their place, whatever the language."""
        def look():
            for window in self.windows():
                for group in walk(window):
                    buttons = [c for c in children(group) if c.get_role_name() in ("push button", "button")]
                    if len(buttons) == 3 and all(c.get_component_iface() for c in buttons) and not any(
                            "GtkImage" in (c.get_name() or "") for c in buttons) and is_welcome(buttons):
                        return buttons[n]
            return None
        press(until(look, lambda: f"the welcome page\n{self.outline()}"))

    def outline(self):
        return "\n".join(outline(window) for window in self.windows())

    def fill(self, node, text):
        """Replaces the text of an entry."""
        Atspi.EditableText.set_text_contents(node, text)

    # Actions, keys, pictures --------------------------------------------------------------------

    def activate(self, action, parameter=None, window=1):
        """win.import, app.preferences … as another program would ask for them on the bus."""
        scope, name = action.split(".", 1)
        path = OBJECT_PATH if scope == "app" else f"{OBJECT_PATH}/window/{window}"
        values = [parameter] if parameter is not None else []
        self.bus.call_sync(APP_ID, path, "org.gtk.Actions", "Activate",
                           GLib.Variant("(sava{sv})", (name, values, {})), None, Gio.DBusCallFlags.NONE, -1)

    def x_window(self, title):
        """The X window with this title."""
        def look():
            found = subprocess.run(["xdotool", "search", "--onlyvisible", "--name", title],
                                   capture_output=True, text=True, check=False).stdout.split()
            return found[-1] if found else None
        return until(look, f"an X window “{title}”")

    def focus(self, title):
        subprocess.run(["xdotool", "windowfocus", "--sync", self.x_window(title)], check=True)

    def type(self, text, delay=60):
        """As a person types."""
        subprocess.run(["xdotool", "type", "--delay", str(delay), text], check=True)

    def key(self, *keys):
        subprocess.run(["xdotool", "key", *keys], check=True)

    def key_in_window(self, title, *keys):
        self.focus(title)
        self.key(*keys)

    def scan(self, code):
        """As a handheld scanner types: at once, and Enter."""
        subprocess.run(["xdotool", "type", "--delay", "1", code], check=True)
        subprocess.run(["xdotool", "key", "Return"], check=True)

    def click(self, x, y, times=1):
        subprocess.run(["xdotool", "mousemove", str(x), str(y), "click", "--repeat", str(times), "--delay", "60", "1"], check=True)

    def picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], check=True)


def check_nothing_critical(desk):
    said = [line for line in desk.said().splitlines() if "CRITICAL" in line or "Foyer-WARNING" in line]
    assert not said, said


def run_steps(steps, screen="1024x768"):
    """A test that goes step by step with one desk: after one that failed, the others have nothing to stand on."""
    tap = Tap()
    display = Screen(screen)
    desk = Desk(sys.argv[1])
    try:
        going = True
        for name, step in steps:
            if going:
                going = tap.run(name, step, desk)
            else:
                tap.skip(name, "a step before it failed")
        tap.run("says nothing critical", check_nothing_critical, desk)
    finally:
        desk.close()
        display.close()
    tap.finish()
