# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the windows that set an event up, and of the calendar, for screenshots.py.

Buttons are found by the words of the translation that is shown, everything else by the words of the data made here.
"""
import gettext
import pathlib

from gi.repository import Atspi, GLib

from desk import BUTTONS, children, matching, press, until

LONG = "Die große Internationale Konferenz über alles 山田太郎のための長い名前 🎪🎟️ المؤتمر الدولي "
LONGEST = 200  # of most names; titles take 255
GUESTS = pathlib.Path(__file__).parents[1] / "samples" / "eventbrite-attendees.csv"
MANY_TIERS = 200
MANY_CODES = 2000
MANY_DATES = 13000
CLASS = "pottery-class"
CLASH = "choir-evening"
SECTIONS = ("when", "where", "cover", "refund", "questions", "box-office", "branding", "notes")
STEPS = ("Tell the Guests", "Give Money Back", None)
TEXT = ("text", "entry")
BUTTON = ("push button", "button")


class Windows:
    """What is pictured, in the order in which it is opened."""

    def __init__(self, session):
        self.session = session
        self.desk = session.desk
        self.look = session.look
        language = self.look.locale[:2]
        self.words = gettext.translation("foyer", str(self.desk.build / "po"), [language], fallback=True)

    def said(self, text):
        """A text as the program says it: in its language, without a mnemonic."""
        return self.words.gettext(text).replace("_", "")

    def name(self, text, longest=LONGEST):
        """A name of the data; the longest that is taken, where that is looked at."""
        return f"{text} {LONG * 5}"[:longest].strip() if self.look.longest_names else text

    def foyerctl(self, *arguments):
        status, rows, said = self.desk.foyerctl(*arguments)
        assert status == 0, said
        return rows

    def event(self, slug):
        return next(e for e in self.foyerctl("event", "list") if e["slug"] == slug)

    # The data -----------------------------------------------------------------------------------

    def make_events(self):
        """An evening that repeats, in the same room as another."""
        self.foyerctl("event", "add", "--title", self.name("Pottery Class", 255), "--slug", CLASS, "--start", "2031-03-05T19:00",
                      "--end", "2031-03-05T21:00", "--timezone", "Europe/Berlin", "--currency", "EUR",
                      "--venue", self.name("Studio 2"), "--capacity", "80", "--fee-percentage", "2.5")
        self.foyerctl("event", "add", "--title", self.name("Choir Evening", 255), "--slug", CLASH, "--start", "2031-03-12T20:00",
                      "--end", "2031-03-12T22:00", "--timezone", "Europe/London", "--currency", "GBP",
                      "--venue", self.name("Studio 2"))
        for day in range(6, 12):
            self.foyerctl("event", "add", "--title", f"Open Day {day - 5}", "--start", f"2031-03-{day:02}T{day + 3:02}:00",
                          "--end", f"2031-03-{day + day % 3:02}T18:00", "--timezone", "Europe/Berlin")
        self.make_tiers()
        self.make_codes()

    def make_tiers(self):
        hall = self.name("Main Hall")
        add = ("tier", "add", CLASS)
        self.foyerctl(*add, "--name", self.name("Regular"), "--price", "49", "--quota", f"{hall}=60", "--colour", "#1c71d8",
                      "--description", "Clay, glaze and two firings are included.", "--max", "10", "--group", "5:4")
        self.foyerctl(*add, "--name", self.name("Early Bird"), "--price", "39", "--quantity", "20", "--early-bird",
                      "--sale-start", "2026-01-01T09:00", "--sale-end", "2031-01-31T23:59", "--next", self.name("Regular"),
                      "--quota", hall, "--colour", "#2ec27e")
        self.foyerctl(*add, "--name", self.name("VIP"), "--price", "120", "--quantity", "8", "--hidden", "--badge", "vip",
                      "--colour", "#813d9c")
        self.foyerctl(*add, "--name", self.name("Child"), "--kind", "free", "--quantity", "12", "--quota", hall)
        self.foyerctl(*add, "--name", self.name("Supporter"), "--kind", "donation", "--price", "15", "--min-price", "5")
        if self.look.many:
            for number in range(MANY_TIERS - 5):
                self.foyerctl(*add, "--name", f"Row {number + 1}", "--price", str(20 + number), "--quantity", "10")

    def make_codes(self):
        self.foyerctl("promo", "add", CLASS, "--code", "EARLY-20", "--percentage", "20", "--max-uses", "50",
                      "--valid-until", "2031-01-31T23:59", "--tier", self.name("Regular"), "--note", self.name("For the newsletter"))
        self.foyerctl("promo", "add", CLASS, "--code", "FRIENDS", "--fixed", "5", "--per", "ticket", "--tier", self.name("VIP"),
                      "--tier", self.name("Early Bird"))
        self.foyerctl("promo", "add", CLASS, "--code", "LAST-YEAR", "--percentage", "100", "--inactive")
        self.foyerctl("promo", "generate", CLASS, "--count", str(MANY_CODES if self.look.many else 12), "--percentage", "10",
                      "--batch", self.name("Partners"), "--prefix", "P-")

    # Ways about ---------------------------------------------------------------------------------

    def act(self, action, value=None):
        return lambda: self.desk.activate(action, value)

    def open(self, slug, page="overview"):
        self.desk.activate("win.open-event", GLib.Variant("s", self.event(slug)["id"]))
        self.desk.activate("win.show-page", GLib.Variant("s", page))

    def switch(self, name):
        self.desk.press(self.said(name), role=(*BUTTONS, "page tab"))

    def keys(self, *keys):
        return lambda: self.session.keys(*keys)

    def press(self, name):
        return lambda: self.desk.press(self.said(name))

    def has_focus(self, name):
        for node in matching(self.desk.windows()[0], name=name):
            node.clear_cache()
            if node.get_state_set().contains(Atspi.StateType.FOCUSED):
                return True
        return False

    def row(self, name, *keys):
        """Opens a row of the main window by the keyboard: the one of this name, or where the keys lead from there."""
        def open_row():
            until(lambda: self.has_focus(name) or self.session.keys("Tab"), f"“{name}” to have the focus")
            self.session.keys(*keys, "Return")
        return open_row

    def cell(self, name):
        """Opens a row of a table as the mouse does."""
        def open_row():
            place = Atspi.Component.get_extents(self.desk.find(name=name, within=self.desk.windows()[0]),
                                                 Atspi.CoordType.WINDOW)
            self.desk.click(place.x + min(12, place.width // 2), place.y + place.height // 2, times=2)
        return open_row

    def fill(self, *texts):
        """Types into the fields of the window that was opened last, from the first on."""
        def fill_fields():
            fields = [n for n in matching(self.desk.windows()[-1], role=TEXT) if n.get_editable_text_iface() is not None]
            for field, text in zip(fields, texts):
                self.desk.fill(field, text)
        return fill_fields

    def picture(self, name):
        self.session.settled_picture(name)

    def dialog(self, name, act, *more, leave=None):
        self.session.dialog(name, act, then=more, leave=leave)

    # The pictures -------------------------------------------------------------------------------

    def all(self):
        self.make_events()
        self.session.start()
        self.tickets()
        self.details()
        self.acts()
        self.series()
        self.calendar()

    def tickets(self):
        self.open(CLASH, "tickets")
        self.picture("tiers-none")
        self.switch("Promo Codes")
        self.picture("promo-codes-none")
        self.dialog("promo-codes-generate", self.press("_Generate Codes…"))
        self.switch("Preview")
        self.picture("buyer-none")
        self.open(CLASS, "tickets")
        self.switch("Tiers")
        self.picture("tiers")
        self.dialog("tier-new", self.keys("ctrl+t"))
        self.dialog("tier-wrong", self.keys("ctrl+t"), self.fill(self.name("Regular"), "x" * 2100, "10000000000"),
                    leave=self.press("_Discard"))
        if not self.look.many:  # it takes long to look through them
            self.dialog("tier", self.row(self.name("Regular"), "Down"))
            self.dialog("shared-places", self.row(self.name("Main Hall")))
            self.dialog("fees", self.row(self.said("Currency and Service Fee")))
        self.switch("Promo Codes")
        self.picture("promo-codes")
        self.dialog("promo-code-new", self.keys("ctrl+t"))
        self.dialog("promo-code", self.cell("EARLY-20"))
        self.switch("Preview")
        self.picture("buyer")

    def details(self):
        for section in SECTIONS:
            self.desk.activate("win.show-field", GLib.Variant("s", f"details/{section}"))
            self.picture(f"details-{section}")
        self.dialog("question", self.press("Add _Question"))
        self.dialog("preferences-printers", self.act("app.preferences"), lambda: self.switch("Printers"))

    def acts(self):
        self.open(CLASH)
        self.dialog("publish-not-ready", self.act("win.publish-event"))
        self.open(CLASS)
        self.dialog("publish", self.act("win.publish-event"))
        self.dialog("duplicate", self.act("win.duplicate-event"))
        self.dialog("template-save", self.act("win.save-as-template"))
        self.dialog("templates-none", self.act("win.new-from-template"))
        self.foyerctl("event", "template", CLASS, "--title", self.name("Conference"))
        self.dialog("templates", self.act("win.new-from-template"))
        self.dialog("refunds-none", self.act("win.show-refunds"))
        self.foyerctl("attendee", "import", CLASH, str(GUESTS))
        self.open(CLASH)
        for n_steps, name in enumerate(("numbers", "message", "refunds", "question")):
            self.dialog(f"cancel-{name}", self.act("win.cancel-event"), *[self.go_on(h) for h in STEPS[:n_steps]])
        self.desk.kill()
        self.foyerctl("event", "cancel", CLASH, "--subject", self.name("The evening is cancelled"), "--message",
                      "Dear guests,\n\nthe hall is under water. Your money comes back by itself.\n\nYours\n")
        self.session.start()
        self.open(CLASH)
        self.picture("cancelled")
        self.dialog("refunds", self.act("win.show-refunds"))
        self.dialog("message", self.act("win.show-message"))

    def go_on(self, heading):
        """To the step that has this heading, or none that is known."""
        def press_next():
            button = self.desk.find(name=self.said("_Continue"), role=BUTTON)

            def is_ready():
                button.clear_cache()
                return button.get_state_set().contains(Atspi.StateType.SENSITIVE)
            until(is_ready, "the next step")
            press(button)
            if heading is not None:
                self.desk.see(self.said(heading))
        return press_next

    def series(self):
        self.open(CLASS)
        self.dialog("repeat", self.act("win.repeat-event"))
        count = MANY_DATES if self.look.many else 12
        self.foyerctl("series", "create", CLASS, "--rule", f"FREQ={'DAILY' if self.look.many else 'WEEKLY'};COUNT={count}")
        self.open(CLASH)
        self.open(CLASS)
        self.desk.activate("win.show-field", GLib.Variant("s", "details/where/venue"))
        self.picture("details-of-series")
        self.session.keys("ctrl+a")
        self.desk.type("Studio 3", delay=20)
        self.dialog("save-which-dates", self.keys("ctrl+s"))
        self.desk.press(self.said("_Discard"))

    def calendar(self):
        self.desk.activate("win.show-in-calendar")
        if self.session.is_folded():  # there is only the list
            self.picture("calendar-list")
            return
        month = self.desk.find(name=self.said("Month"), role=BUTTONS)
        for view, button in zip(("month", "week", "list"), list(children(month.get_parent()))):  # “List” is a button of texts, too
            press(button)
            self.picture(f"calendar-{view}")
