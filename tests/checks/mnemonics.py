#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No letter is the mnemonic of two commands of one menu, or of two widgets of one template, in any language."""
import ast
import collections
import pathlib
import re
import xml.etree.ElementTree

UNDERLINED = re.compile(r'^msgid (".*_.*")\nmsgstr (".*")$', re.MULTILINE)
TREE = pathlib.Path(__file__).resolve().parents[2]


def words_of(language):
    """What the texts with an underline are in a language; nothing for English, which they are written in."""
    if language == "en":
        return {}
    text = (TREE / "po" / f"{language}.po").read_text(encoding="utf-8")
    return {ast.literal_eval(each[1]): ast.literal_eval(each[2]) for each in UNDERLINED.finditer(text)}


def letters(texts, translated):
    found = collections.defaultdict(list)
    for text in (translated.get(each, each) for each in texts):
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
    """A page of a stack, what is said in place of a list, a popover or a window stands for itself."""
    name = element.get("class") or ""
    return name in ("GtkStackPage", "AdwViewStackPage", "AdwStatusPage", "GtkPopover", "GtkSizeGroup")


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


def doubled(path, translated):
    root = xml.etree.ElementTree.parse(path).getroot()
    for menu in [*root.iter("menu"), *root.iter("submenu")]:
        yield from letters(items_of(menu), translated)
    for template in root.iter("template"):
        groups = [[]]
        texts_of(template, groups)
        for group in {id(group): group for group in groups}.values():
            yield from letters(group, translated)


def main():
    paths = sorted((TREE / "src").rglob("*.ui"))
    languages = ["en", *(TREE / "po" / "LINGUAS").read_text(encoding="utf-8").split()]
    print(f"1..{len(paths) * len(languages)}")
    number = 0
    for language in languages:
        translated = words_of(language)
        for path in paths:
            number += 1
            wrong = list(doubled(path, translated))
            print("not ok" if wrong else "ok", number, language, path.relative_to(TREE))
            for words in wrong:
                print("#", "  ".join(words))


if __name__ == "__main__":
    main()
