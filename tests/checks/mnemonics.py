#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No letter is the mnemonic of two commands of one menu, or of two widgets of one template."""
import collections
import pathlib
import re
import xml.etree.ElementTree

# Where letters are still doubled; take a file out when it is mended, add none.
KNOWN = {
    "src/app/foyer-event-view.ui",
    "src/app/gtk/menus.ui",
    "src/pages/events/foyer-copy-event-window.ui",
    "src/pages/events/foyer-overview-page.ui",
    "src/pages/events/foyer-question-window.ui",
}

TREE = pathlib.Path(__file__).resolve().parents[2]


def letters(texts):
    found = collections.defaultdict(list)
    for text in texts:
        mark = re.search(r"(?<!_)_([^_])", text or "")
        if mark:
            found[mark.group(1).lower()].append(text)
    return [words for words in found.values() if len(words) > 1]


def is_hidden_at_times(item):
    return any(each.get("name") == "hidden-when" for each in item.findall("attribute"))


def items_of(menu):
    """The labels that are seen at once: those of the sections, not of the submenus.

    Of those that hide, mostly one takes the place of another."""
    for child in menu:
        if child.tag in ("item", "submenu") and not is_hidden_at_times(child):
            yield from (each.text for each in child.findall("attribute") if each.get("name") == "label")
        elif child.tag == "section":
            yield from items_of(child)


def is_seen_apart(element):
    """A page of a stack, a popover or a window stands for itself."""
    name = element.get("class") or ""
    return name in ("GtkStackPage", "AdwViewStackPage", "GtkPopover", "GtkSizeGroup")


def texts_of(element, groups):
    """Puts the texts with an underline below an element into groups, one for what is seen together."""
    own = groups[-1]
    if element.tag == "object" and is_seen_apart(element):
        own = []
        groups.append(own)
    properties = {each.get("name"): each for each in element.findall("property")}
    if properties.get("use-underline") is not None:
        own += [each.text for name, each in properties.items() if name in ("label", "title")]
    for child in element:
        if child.tag == "menu":
            continue
        if own is not groups[-1]:
            groups.append(own)
        texts_of(child, groups)


def doubled(path):
    root = xml.etree.ElementTree.parse(path).getroot()
    for menu in [*root.iter("menu"), *root.iter("submenu")]:
        yield from letters(items_of(menu))
    for template in root.iter("template"):
        groups = [[]]
        texts_of(template, groups)
        for group in {id(group): group for group in groups}.values():
            yield from letters(group)


def main():
    paths = sorted((TREE / "src").rglob("*.ui"))
    print(f"1..{len(paths)}")
    for number, path in enumerate(paths, 1):
        wrong = list(doubled(path))
        name = str(path.relative_to(TREE))
        print("ok" if (name in KNOWN) == bool(wrong) else "not ok", number, name)
        for words in wrong:
            print("#", "  ".join(words))


if __name__ == "__main__":
    main()
