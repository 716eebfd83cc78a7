#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of every page and window of the real program: light and dark, two sizes, large text, a narrow window, high
contrast, the longest names, very many rows, and one set in Arabic, right to left.

Usage: screenshots.py BUILD-FOLDER FOLDER [--pages] [--windows] [--servers] [WORD…]: only the pages, only the windows that set
an event up, or only what has to do with servers; only the sets whose name has one of the words.
"""
import contextlib
import os
import pathlib
import re
import sqlite3
import subprocess
import sys
import time
import typing

from gi.repository import GLib

sys.path.insert(0, str(pathlib.Path(__file__).parent))

LIST = pathlib.Path(__file__).parents[1] / "samples" / "pretix-order-positions.csv"


class Look(typing.NamedTuple):
    """How the program is set up for one set of pictures."""

    name: str
    size: tuple = (1024, 768)
    locale: str = "en_GB.UTF-8"
    scheme: str = "prefer-light"
    text_percent: int = 100
    high_contrast: bool = False
    longest_names: bool = False
    many: bool = False


SETS = [
    Look("light-1024"),
    Look("dark-1024", scheme="prefer-dark"),
    Look("light-1920", size=(1920, 1080)),
    Look("dark-1920", size=(1920, 1080), scheme="prefer-dark"),
    Look("german-1024", locale="de_DE.UTF-8"),
    Look("arabic-1024", locale="ar_EG.UTF-8"),
    Look("large-text-1024", text_percent=200),
    Look("narrow", size=(360, 480)),
    Look("high-contrast-1024", high_contrast=True),
    Look("long-names-1024", longest_names=True),
    Look("many-1024", many=True),
]
DOTS_PER_INCH = 96
LONG_GUESTS = 12
# page, and a word that stands on it in every language where it takes time to come
PAGES = {"overview": None, "details": None, "tickets": None, "orders": None, "attendees": "312", "badges": None}
DESCRIPTION = ("<h2>Hands in clay</h2><p>For <strong>everybody</strong>, no <em>experience</em> needed. See "
               "<a href='https://example.org/'>the studio</a>.</p><ul><li>Clay</li><li>Glaze<ol><li>Blue</li><li>Green</li>"
               "</ol></li></ul><blockquote>The best evening of the year.</blockquote><h3>مواعيد</h3><ul><li>شاي وقهوة</li></ul>")
STILL_SECONDS = 4
STILL_PICTURES = 5
LEAST_LOOK = 0.1  # seconds from one picture to the next: a small screen is taken in no time
SETTINGS = "glib-2.0/settings/keyfile"
PARTS = ("--pages", "--windows", "--servers")


def windows_of(process):
    """The X windows of the program that are shown, the newest last."""
    found = subprocess.run(["xdotool", "search", "--onlyvisible", "--pid", str(process.pid)],
                           capture_output=True, text=True, check=False).stdout.split()
    return [w for w in found if geometry(w)[0] > 50]


def is_popup(window):
    """Menus are windows, too, which are gone as soon as something of theirs is chosen."""
    said = subprocess.run(["xwininfo", "-id", window], capture_output=True, text=True, check=False).stdout
    return "Override Redirect State: no" not in said


def geometry(window):
    said = subprocess.run(["xdotool", "getwindowgeometry", "--shell", window], capture_output=True, text=True, check=False)
    values = dict(line.split("=") for line in said.stdout.splitlines() if "=" in line)
    return int(values.get("WIDTH", 0)), int(values.get("HEIGHT", 0))


class Session:
    """One set of pictures: the program on a screen of its own."""

    def __init__(self, build, folder, look):
        from desk import Desk, Screen  # only inside of a bus session
        self.look = look
        self.size = look.size
        self.shown = None
        self.main = None
        self.folder = folder / look.name
        self.folder.mkdir(parents=True, exist_ok=True)
        self.screen = Screen(f"{look.size[0]}x{look.size[1]}")
        self.desk = Desk(build)
        self.desk.speak(look.locale)
        self.desk.env.update(ADW_DEBUG_COLOR_SCHEME=look.scheme, ADW_DEBUG_HIGH_CONTRAST=str(int(look.high_contrast)),
                             TZ="Europe/Berlin")
        self.desk.settings_file(SETTINGS, f"[io/github/foyerapp/Foyer]\nwindow-size={look.size}\n")
        # What the desktop's settings are without a desktop: GTK asks the screen first.
        subprocess.run(["xprop", "-root", "-f", "RESOURCE_MANAGER", "8s", "-set", "RESOURCE_MANAGER",
                        f"Xft.dpi:\t{DOTS_PER_INCH * look.text_percent // 100}\n"], check=True)

    def close(self):
        self.desk.close()
        self.screen.close()

    def fill_screen(self, window):
        subprocess.run(["xdotool", "windowmove", window, "0", "0", "windowsize", window, *map(str, self.size)], check=True)

    def centre(self, window):
        width, height = geometry(window)
        place = [str(max(0, (self.size[0] - width) // 2)), str(max(0, (self.size[1] - height) // 2))]
        subprocess.run(["xdotool", "windowmove", window, *place], check=True)

    def settled_picture(self, name):
        """Takes pictures until some in a row are the same, and not that of the page before."""
        from desk import NotSeen, until
        path = self.folder / f"{name}.png"
        subprocess.run(["xdotool", "mousemove", *map(str, self.size)], check=True)  # so that nothing below it is lit up
        last = [None]
        same = [0]
        next_at = [0]

        def look():
            now = time.monotonic()
            if now < next_at[0]:
                return False
            next_at[0] = now + LEAST_LOOK
            taken = subprocess.run(["import", "-window", "root", "rgb:-"], capture_output=True, check=True).stdout
            same[0] = same[0] + 1 if taken == last[0] and taken != self.shown else 0
            last[0] = taken
            return same[0] >= STILL_PICTURES
        with contextlib.suppress(NotSeen):  # what moves, or stays as it was, is a picture too
            until(look, "a still picture", STILL_SECONDS)
        self.shown = last[0]
        subprocess.run(["import", "-window", "root", str(path)], check=True)
        print(path, flush=True)

    def windows(self):
        return windows_of(self.desk.process)

    def new_window(self, act):
        """Does something that opens a window, and gives that window."""
        from desk import until
        before = set(windows_of(self.desk.process))
        act()

        def find_new():
            return next((w for w in windows_of(self.desk.process) if w not in before and not is_popup(w)), None)
        return until(find_new, "a new window")

    def show_page(self, number, page):
        """Known to be shown when the program has remembered it: words differ from language to language."""
        from desk import until
        settings = self.desk.home / "config" / SETTINGS

        def is_remembered():
            found = re.findall("^last-page='(.*)'$", settings.read_text(), re.MULTILINE)
            return page == (found[0] if found else "overview")
        self.keys(f"alt+{number}")
        until(is_remembered, f"the page {page}")
        if PAGES[page] is not None and not self.look.longest_names:
            self.desk.see(PAGES[page])

    def fit(self, window):
        """No window is larger than the screen: a desktop would see to that."""
        size = geometry(window)
        fitting = [min(pair) for pair in zip(size, self.size)]
        if fitting != list(size):
            subprocess.run(["xdotool", "windowsize", "--sync", window, *map(str, fitting)], check=True)
        self.centre(window)

    def dialog(self, name, act, shows=None, then=(), leave=None):
        """Opens a window, does then what is to be done in it, and closes it; what it asks before is answered by leave."""
        from desk import until
        window = self.new_window(act)
        self.fit(window)
        if shows is not None:
            self.desk.see(shows)
        subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True)
        for act_in_it in then:
            act_in_it()
        self.settled_picture(name)
        if leave is None:
            self.key(window, "Escape")
        else:
            self.fit(self.new_window(lambda: self.key(window, "Escape")))
            self.settled_picture(f"{name}-left")
            leave()
        until(lambda: window not in windows_of(self.desk.process), f"{name} to close")

    def key(self, window, *keys):
        subprocess.run(["xdotool", "windowfocus", "--sync", window, "key", *keys], check=True)

    def station(self, name, keys, then=None):
        window = self.new_window(lambda: self.keys(*keys))
        self.fill_screen(window)
        self.settled_picture(name)
        if then is not None:
            then(window)
        subprocess.run(["xdotool", "windowfocus", "--sync", window, "key", "ctrl+w"], check=True)

    def keys(self, *keys):
        """Keys to the main window."""
        subprocess.run(["xdotool", "windowfocus", "--sync", self.main, "key", *keys], check=True)

    def scan(self, window):
        from desk import until
        status, events, _ = self.desk.foyerctl("event", "list")
        _, guests, _ = self.desk.foyerctl("attendee", "list", events[0]["slug"])
        code = next(g["qr_code"] for g in guests if g["attendance"] == "EXPECTED" and g["tier"] == "VIP" or g["attendance"] == "EXPECTED")
        subprocess.run(["xdotool", "windowfocus", "--sync", window], check=True)
        self.desk.scan(code)

        def is_in():
            _, now, _ = self.desk.foyerctl("attendee", "list", events[0]["slug"], "--search", code)
            return any(g["attendance"] == "INSIDE" for g in now)
        until(is_in, "the guest to be in")
        self.settled_picture("check-in-admitted")
        self.desk.scan(code)
        self.settled_picture("check-in-already-in")

    def sell(self, window):
        """A cart, how it is paid, what was sold, what the customer sees of the next one."""
        self.key(window, "2", "a", "b")
        self.settled_picture("box-office-cart")
        self.key(window, "Return", "2", "0", "0")
        self.settled_picture("box-office-pay")
        self.key(window, "d", "Return")
        self.settled_picture("box-office-sold")
        display = self.new_window(lambda: self.key(window, "F9"))
        self.fill_screen(display)
        self.key(window, "3", "a", "b")
        self.settled_picture("customer-display")
        self.key(display, "ctrl+w")
        self.key(window, "ctrl+Delete")
        training = self.new_window(lambda: self.key(window, "ctrl+shift+n"))
        self.fill_screen(training)
        self.key(training, "2", "a", "Return", "d", "1", "0", "Return")
        self.settled_picture("box-office-training")
        self.key(training, "ctrl+w")
        self.till(window)

    def till(self, window):
        """A till from its float to its Z report, by the lines of its menu."""
        from desk import until

        def menu(line):
            return lambda: self.key(window, "F4", *["Down"] * line, "Return")

        def noted(kind):
            def is_noted():
                with contextlib.closing(sqlite3.connect(f"file:{self.desk.replica}?mode=ro", uri=True)) as db:
                    return db.execute("SELECT 1 FROM till_records WHERE kind = ?", (kind,)).fetchone()
            until(is_noted, f"{kind} in the book of the till")

        self.dialog("till-open", menu(0))
        self.key(self.new_window(menu(0)), "ctrl+Return")
        noted("OPEN")
        self.key(self.new_window(menu(0)), "1", "2", "0", "Return")
        noted("PAY_IN")
        self.dialog("till-pay-out", menu(1))
        self.dialog("till-x", menu(3))
        self.dialog("till-close", menu(4))
        closing = self.new_window(menu(4))
        self.key(closing, "ctrl+Return")
        self.settled_picture("till-difference")
        self.dialog("till-z", lambda: self.key(closing, "x", "Return"))
        noted("CLOSE")
        self.dialog("till-sessions", menu(1))

    def start(self):
        from desk import until
        self.desk.start()
        self.main = until(lambda: next(iter(windows_of(self.desk.process)), None), "the main window")
        self.fill_screen(self.main)

    def bring_longest_names(self):
        """What a database takes, and no window is wide enough for."""
        def long(words, length):
            return (f"{words} " * length)[:length].strip()
        event = long("The International Conference on Everything", 200)
        self.desk.foyerctl("event", "add", "--title", event, "--start", "2030-12-01 09:00", "--end", "2030-12-01 18:00",
                           "--timezone", "America/Argentina/ComodRivadavia", "--venue", long("Great Hall of the Congress", 120),
                           "--capacity", "9999999")
        slug = self.desk.foyerctl("event", "list")[1][0]["slug"]
        guests = self.desk.home / "guests.csv"
        lines = ["Name,Email,Company,Ticket type,Ticket code"]
        for number in range(LONG_GUESTS):
            name = long(f"Wilhelmina {number}", 120) if number % 2 else "W" * 120
            lines.append(f"{name},{'w' * 60}{number}@{'example' * 8}.org,{long('Incorporated Company', 100)},"
                         f"{long('Extraordinary Supporter', 100)} {number % 3},LONG-{number:04}-{'X' * 60}")
        guests.write_text("\n".join(lines) + "\n")
        self.desk.foyerctl("attendee", "import", slug, str(guests))

    def describe(self):
        """The description and the cover: of the sample event there is none yet."""
        slug = self.desk.foyerctl("event", "list")[1][0]["slug"]
        self.desk.foyerctl("event", "edit", slug, "--description", DESCRIPTION)
        self.desk.activate("win.show-field", GLib.Variant("s", "details/description"))
        self.settled_picture("description")

    def is_folded(self):
        """Whether the list of events and the event are two steps."""
        return self.size[0] < 600

    def all_windows(self):
        """What Windows needs: the sample event, and nothing running."""
        from desk import until
        from windows import Windows
        if self.main is None:
            self.start()
            self.desk.press_nth_button_of_welcome(2)
            until(lambda: self.desk.foyerctl("event", "list")[1], "the event")
        self.desk.kill()
        Windows(self).all()

    def all_servers(self, world):
        from server_windows import ServerWindows
        ServerWindows(self, world).all()

    def all_pages(self):
        from desk import until
        self.start()
        self.settled_picture("welcome")
        if self.look.longest_names:
            self.bring_longest_names()
        else:
            self.desk.press_nth_button_of_welcome(2)
        until(lambda: self.desk.foyerctl("event", "list")[1], "the event")
        self.desk.kill()
        self.start()
        for number, page in enumerate(PAGES, 1):
            self.show_page(number, page)
            self.settled_picture(page)
            if page == "details":
                self.describe()
        self.station("check-in", ["ctrl+d"], self.scan)
        self.station("box-office", ["ctrl+shift+b"], self.sell)
        self.station("dashboard", ["ctrl+shift+d"])
        self.dialog("create-event", lambda: self.keys("ctrl+n"))
        self.dialog("preferences", lambda: self.keys("ctrl+comma"))
        self.dialog("shortcuts", lambda: self.keys("ctrl+question"))
        self.dialog("import", lambda: self.desk.run_again(str(LIST)), shows="WBMYN")


def start_server(stack, build):
    """One for all sets; None, and why is said, where it cannot be had."""
    from hosting import NoServer, open_world
    try:
        return stack.enter_context(open_world(build))
    except NoServer as reason:
        print(f"Without pictures of what has to do with servers: {reason}", file=sys.stderr)
        return None


def take(build, folder, look, parts, world):
    """All pictures of a set. Each session begins with an empty desk."""
    if parts & {"--pages", "--windows"}:
        with contextlib.closing(Session(build, folder, look)) as session:
            if "--pages" in parts and not look.many:
                session.all_pages()
            if "--windows" in parts:
                session.all_windows()
    if world is not None:
        with contextlib.closing(Session(build, folder, look)) as session:
            session.all_servers(world)


def main(arguments):
    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or os.environ.get("FOYER_OWN_BUS") != "1":
        os.environ["FOYER_OWN_BUS"] = "1"
        here = pathlib.Path(__file__).resolve().parent
        os.execv(sys.executable, [sys.executable, str(here / "session.py"), sys.executable, __file__, *arguments])
    build, folder, wanted = arguments[0], pathlib.Path(arguments[1]), arguments[2:]
    parts = {w for w in wanted if w in PARTS} or set(PARTS)
    words = [w for w in wanted if w not in PARTS]
    looks = [look for look in SETS if not words or any(word in look.name for word in words)]
    with contextlib.ExitStack() as stack:
        world = start_server(stack, build) if "--servers" in parts else None
        for look in looks:
            take(build, folder, look, parts, world)
    return 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1:]))
