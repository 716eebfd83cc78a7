# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of what has to do with servers, for screenshots.py: with a real server, a network that is broken on purpose,
and other desks that contradict this one."""
import contextlib
import pathlib
import subprocess

from gi.repository import Atspi, GLib

import hosting  # noqa: F401  (where the modules of the server's tests are)
from desk import BUTTONS, matching, press, until, words
from house import SLUG, add_guests, open_house
from proxy import FaultProxy, make_certificate
from server import SERVER
from windows import TEXT, Windows
from world import DRAFT, EVENT, ORGANIZER, PEOPLE, one

GUESTS = 30
MANY_GUESTS = 300
PASSPHRASE = "a door, a lamp, a list"
FIELDS = {"address": "_Address", "email": "_E-mail", "password": "_Password", "passphrase": "_Passphrase",
          "again": "The Same _Again"}
AWAY = [("", "refuse")]
FAKE_TIME = next(iter(pathlib.Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)


class ServerWindows(Windows):
    """In the order in which a person meets them."""

    def __init__(self, session, world):
        super().__init__(session)
        self.world = world
        self.user = next(user for user in world.server.state["users"] if user["role"] == "OWNER")

    def all(self):
        with open_house(self.world) as house, contextlib.ExitStack() as stack:
            self.house = house
            self.stack = stack
            self.make_rows()
            certificate = make_certificate(house.folder)
            self.untrusted = stack.enter_context(FaultProxy(house.rest.url, certificate=certificate))
            self.session.start()
            if self.look.many:
                self.many_conflicts()
                return
            self.alone()
            self.sign_in()
            self.states()
            self.conflicts()
            self.set_aside()
            self.second_server()
            self.put_on_server()
            self.wrong_clock()
            self.restored()
            self.withdrawn()

    def make_rows(self):
        add_guests(self.house.connection, MANY_GUESTS if self.look.many else GUESTS)
        self.set("UPDATE events SET title = %s WHERE id = %s", self.name("Night of the Open Halls"), EVENT)
        self.set("UPDATE tickets SET attendee_name = %s WHERE qr_code = 'GUEST-1'", self.name("Grace Hopper"))

    def set(self, sql, *values):
        one(self.house.connection, sql, *values)

    # Ways about

    def sync_page(self, name, *more):
        self.dialog(name, self.act("app.sync-page"), *more)

    def sync_button(self):
        """The button that is shown, with what it says: the last, for it is within one of its kind."""
        start = self.said("Sync: %s").split("%s", maxsplit=1)[0]
        for window in self.desk.windows()[:1]:
            for node in matching(window, role=BUTTONS, contains=start):
                if node.get_child_count() == 1 and node.get_child_at_index(0).get_role_name() in BUTTONS:
                    continue
                place = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
                if place.width > 0 and place.height > 0 and place.y > 0:
                    return node
        return None

    def wait_until_said(self, text):
        until(lambda: self.says(text), lambda: f"“{text}” on the button\n{self.desk.outline()}")

    def says(self, text):
        button = self.sync_button()
        return button is not None and self.said(text).split("%", maxsplit=1)[0] in words(button)

    def popover(self, name):
        press(until(self.sync_button, "the button"))
        self.picture(name)
        self.session.keys("Escape")

    def own(self, *words, **options):
        """The desk that is pictured, without its window."""
        return self.desk.foyerctl(*words, **options)

    def enter(self, **texts):
        """Types into fields by their names: the pages of a stack are all there."""
        for name, text in texts.items():
            self.desk.fill(self.desk.find(name=self.said(FIELDS[name]), role=TEXT), text)

    def sign_in_at(self, url, password):
        self.enter(address=url, email=self.user["email"], password=password)
        self.press("_Sign In")()

    # The pictures

    def alone(self):
        self.sync_page("sync-none")
        self.dialog("servers-none", self.act("app.servers"))

    def sign_in(self):
        session = self.session
        window = session.new_window(self.act("app.add-server"))
        session.fit(window)
        self.picture("add-server")
        self.enter(address="http://foyer.example.org")
        self.picture("add-server-address")
        for name, url, password in (("untrusted", self.untrusted.url, "wrong"), ("unreachable", "https://127.0.0.1:9", "wrong"),
                                    ("refused", self.house.proxy.url, "wrong")):
            self.sign_in_at(url, password)
            self.picture(f"add-server-{name}")
        self.sign_in_at(self.house.proxy.url, self.user["password"])
        self.desk.window(self.said("Passphrase"))
        self.picture("add-server-passphrase")
        self.enter(passphrase=PASSPHRASE, again=PASSPHRASE)
        self.press("_Next")()
        self.desk.find(name=self.said("All of these events"), role="check box")
        session.key(window, "Tab", "space")
        self.picture("add-server-events")
        self.house.plan(always=[("rpc/changes", "delay:4")])
        self.press("_Keep Here")()
        self.picture("add-server-loading")
        self.house.plan()
        self.desk.see(self.said("Everything Is Here"))
        self.picture("add-server-done")
        self.press("_Done")()
        until(lambda: window not in self.session.windows(), "the window to close")

    def states(self):
        self.open(SLUG)
        self.wait_until_said("Up to date")
        self.popover("sync-button-up-to-date")
        self.sync_page("sync-up-to-date")
        self.dialog("servers-one", self.act("app.servers"), self.open_row(self.house.proxy.url.split("://")[1]))
        self.house.plan(always=[("rpc/edit_rows", "delay:8"), ("rpc/check_in", "delay:8")])
        self.own("event", "edit", SLUG, "--venue", self.name("The hall of this desk"))
        for number in range(2, 7):
            self.own("check-in", SLUG, f"GUEST-{number}")
        until(lambda: self.sync_button() is not None and not self.says("Up to date"), "something to wait")
        self.popover("sync-button-waiting")
        self.sync_page("sync-waiting")

    def focus(self, text, step="Tab"):
        """By the keyboard, to what says this in the newest window."""
        def has_focus():
            for node in matching(self.desk.windows()[-1], contains=text):
                node.clear_cache()
                if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                    return True
            return self.desk.key(step)
        until(has_focus, lambda: f"“{text}” to have the focus\n{self.desk.outline()}")

    def open_row(self, text):
        """A row that has more in it."""
        def open_it():
            self.focus(text)
            self.desk.key("Return")
        return open_it

    def other_desk(self):
        return self.house.desk("ORGANIZER", url=self.house.rest.url)

    def conflicts(self):
        """Both desks do while apart what contradicts each other, of each kind."""
        other = self.other_desk()
        self.desk.activate("win.show-conflicts", GLib.Variant("s", ""))
        self.picture("conflicts-none")
        self.house.plan(always=AWAY)
        self.wait_until_said("Offline since %s")
        self.popover("sync-button-offline")
        self.sync_page("sync-offline")
        other.run("event", "edit", SLUG, "--venue", self.name("The hall of the other desk"), "--summary", "Theirs")
        self.own("event", "edit", SLUG, "--summary", "Mine")
        other.run("check-in", SLUG, "GUEST-1")
        self.own("check-in", SLUG, "GUEST-1")
        other.act(SLUG, "cancel", "GUEST-11")
        self.own("check-in", SLUG, "GUEST-11")
        n = one(self.house.connection, "SELECT count (*) FROM tickets WHERE event_id = %s AND deleted_at IS NULL", EVENT)
        self.set("UPDATE ticket_tiers SET quantity_total = %s WHERE event_id = %s", n + 1, EVENT)
        guests = self.desk.home / "guests.csv"
        guests.write_text("Name,Email,Ticket,Code\n" + "".join(f"Guest {i},g{i}@example.org,Regular,LATE-{i}\n" for i in range(4)))
        self.own("attendee", "import", SLUG, str(guests))
        self.own("event", "edit", "winter-conference", "--venue", "Snow Hall")
        self.set("UPDATE events SET deleted_at = now() WHERE id = %s", DRAFT)
        other.sync()
        self.house.plan()
        n_kinds = 5
        until(lambda: len(self.own("conflicts")[1]) >= n_kinds, lambda: f"the conflicts: {self.own('conflicts')}")
        self.set("UPDATE ticket_tiers SET quantity_total = NULL WHERE event_id = %s", EVENT)
        self.picture("conflicts")
        for number in range(len(self.own("conflicts")[1])):
            self.desk.activate("win.show-conflicts", GLib.Variant("s", ""))  # and its list gets the focus
            self.session.keys("Home", *["Down"] * number)
            self.dialog(f"conflict-{number + 1}", self.keys("Return"))
        self.open(SLUG)
        self.picture("conflicts-waiting")
        self.sync_page("sync-conflicts")

    def many_conflicts(self):
        """Two doors that were apart let all guests in."""
        codes = [f"GUEST-{number}" for number in range(1, MANY_GUESTS + 1)]
        self.sign_in()
        self.open(SLUG)
        self.house.plan(always=AWAY)
        other = self.other_desk()
        other.run("check-in", SLUG, *codes)
        self.own("check-in", SLUG, *codes)
        other.sync()
        self.house.plan()
        until(lambda: len(self.own("conflicts")[1]) >= MANY_GUESTS, "the conflicts")
        self.desk.activate("win.show-conflicts", GLib.Variant("s", ""))
        self.desk.see(self.said("Main entrance"))
        self.picture("conflicts-many")
        self.session.keys("End")
        self.picture("conflicts-many-end")
        self.sync_page("sync-conflicts-many")

    def act_here(self, *acts):
        subprocess.run([self.world.act, self.desk.replica, *acts], check=True, env=self.desk.env, capture_output=True)

    def set_aside(self):
        """Who may no longer edit: what was done meanwhile is refused."""
        roles = "UPDATE members SET role = %s WHERE organizer_id = %s AND user_id = %s"
        self.house.plan(always=AWAY)
        self.set(roles, "OWNER", ORGANIZER, PEOPLE["organizer"])  # there must be one
        self.set(roles, "TEAM_MEMBER", ORGANIZER, PEOPLE["owner"])
        self.own("event", "edit", SLUG, "--summary", "An evening in all halls")
        self.own("tier", "edit", SLUG, "Regular", "--description", "With a drink")
        self.act_here(SLUG, "rename", "GUEST-12", self.name("Ada Lovelace"))
        self.house.plan()
        self.wait_until_said("Needs attention")
        self.popover("sync-button-attention")
        self.sync_page("sync-set-aside", self.open_row(self.name("Ada Lovelace")[:40]))
        self.desk.activate("win.show-conflicts", GLib.Variant("s", ""))
        self.picture("conflicts-gone")
        self.session.keys("Home")
        self.dialog("conflict-gone", self.keys("Return"))
        self.set(roles, "OWNER", ORGANIZER, PEOPLE["owner"])

    def second_server(self):
        name = self.world.new_database()
        rest = self.stack.enter_context(self.world.serve(name))
        connection = self.stack.enter_context(self.world.connect(name))
        one(connection, "UPDATE events SET deleted_at = now()")
        window = self.session.new_window(self.act("app.add-server"))
        self.session.fit(window)
        self.sign_in_at(rest.url, self.user["password"])
        self.desk.window(self.said("Choose Events"))
        self.picture("add-server-no-events")
        self.session.key(window, "Escape")
        until(lambda: window not in self.session.windows(), "the window to close")
        self.dialog("servers-two", self.act("app.servers"))

    def put_on_server(self):
        self.own("event", "add", "--title", self.name("Pottery Class"), "--slug", "pottery", "--start", "2031-03-05T19:00",
                 "--end", "2031-03-05T21:00", "--timezone", "Europe/Berlin")
        guests = pathlib.Path(__file__).parents[1] / "samples" / "eventbrite-attendees.csv"
        self.own("attendee", "import", "pottery", str(guests))
        self.open("pottery")
        window = self.session.new_window(self.act("win.host-event"))
        self.session.fit(window)
        self.picture("put-on-server")
        self.house.plan(always=[("rpc/store_rows", "delay:4"), ("rpc/edit_rows", "delay:4")])
        self.press("_Put on Server")()
        self.picture("put-on-server-sending")
        self.house.plan()
        self.picture("put-on-server-done")
        self.session.key(window, "Escape")
        until(lambda: window not in self.session.windows(), "the window to close")

    def start_again(self, **environment):
        self.desk.kill()
        self.desk.env.update(environment)
        self.session.start()

    def unlock(self, name):
        """In Preferences, where it is asked for."""
        window = self.session.new_window(self.act("app.servers"))
        self.session.fit(window)
        entry = self.session.new_window(self.press("_Unlock…"))
        self.session.fit(entry)
        self.picture(name)
        self.enter(passphrase=PASSPHRASE)
        self.press("_Unlock")()
        until(lambda: entry not in self.session.windows(), "the window to close")
        self.session.key(window, "Escape")
        until(lambda: window not in self.session.windows(), "Preferences to close")

    def wrong_clock(self):
        if FAKE_TIME is not None:
            self.start_again(LD_PRELOAD=str(FAKE_TIME), FAKETIME="+10800", FAKETIME_DONT_FAKE_MONOTONIC="1")
            self.picture("locked")
            self.sync_page("sync-locked")
            self.unlock("unlock")
            self.open(SLUG if self.has(SLUG) else "pottery")
            self.picture("clock")
            self.sync_page("sync-clock")
            del self.desk.env["LD_PRELOAD"], self.desk.env["FAKETIME"]
        self.start_again()
        self.unlock("unlock-again")

    def has(self, slug):
        return any(event["slug"] == slug for event in self.own("event", "list")[1])

    def restored(self):
        """All sessions end; who signs in again is asked."""
        uri = self.world.server.uri(database=self.house.connection.info.dbname)
        subprocess.run([SERVER / "hosting" / "restore", "--identity", uri], check=True, capture_output=True)
        self.set("DELETE FROM private.attempts")
        until(lambda: any(row["is_signed_out"] for row in self.own("sync", "status")[1]), "the session to end")
        self.sync_page("sync-signed-out")
        window = self.session.new_window(self.act("app.servers"))
        self.session.fit(window)
        self.desk.find(name=self.said("Sign _In Again…"), role="list item")  # its row opened by itself
        self.picture("servers-signed-out")
        self.focus(self.said("Sign _In Again…"))
        entry = self.session.new_window(lambda: self.desk.key("Return"))
        self.session.fit(entry)
        self.enter(password=self.user["password"])
        self.picture("sign-in-again")
        self.press("_Sign In")()
        until(lambda: entry not in self.session.windows(), "the window to close")
        self.desk.find(name=self.said("_Later"), role=BUTTONS)
        self.picture("restored")
        self.press("_Take What It Has")()
        self.picture("restored-answered")

    def withdrawn(self):
        self.set("UPDATE devices SET revoked_at = now()")
        self.set("UPDATE private.sessions SET revoked_at = now()")
        self.desk.see(self.said("This Device Was Withdrawn"))
        self.picture("withdrawn")
