# SPDX-License-Identifier: EUPL-1.2
"""Answers one question on the screen, whatever its kind, with fingers and the on-screen keyboard."""
import re

from screen import plain
from typist import Typist

OPTIONAL = " (facultatif)"
SCAN = re.compile("^Numériser une ")
KEEP = "Garder cette page"
SEARCH_LIST = "Chercher dans la liste"
CHOOSE = re.compile("choisir dans la liste$")
SIGN_HERE = "Signez ici avec le doigt"
CHOICES = {"check box", "radio button"}
PARTS = {"line": "Numéro et rue", "complement": "Bâtiment, étage, lieu-dit (facultatif)", "postcode": "Code postal",
         "city": "Commune", "given_names": "Prénoms", "family_name": "Nom de naissance", "birth_date": "Date de naissance",
         "description": "Rue et numéro, ou repère : devant l'école, près du pont…"}
FIXED_CHOICES = {True: "Oui", False: "Non", "Mme": "Madame", "M.": "Monsieur"}


def question_rows(nodes, label):
    """The rows whose question is @label, in order: a group that holds the words and whatever takes the answer."""
    return [node.parent for node in nodes if node.role == "label" and node.parent is not None
            and plain(node.words) in (plain(label), plain(label) + OPTIONAL)]


def within(row, nodes):
    return [node for node in nodes if row is node or row in node.ancestors()]


def words_of(number):
    return f"{number:.15g}".replace(".", ",")


class Form:
    """@options_of(field): [(value, label, options)] of a choice."""

    def __init__(self, screen, options_of):
        self.screen = screen
        self.typist = Typist(screen)
        self.options_of = options_of

    def answer(self, find_row, field, value):
        """@find_row(nodes): the question's row as it is now, or None."""
        kind = field["type"]
        if kind == "file":
            self._scan(find_row, max(1, len(value)) if isinstance(value, list) else 1)
        elif kind == "signature":
            self._sign(find_row)
        elif kind in ("date", "time", "datetime"):
            self._date(find_row, value)
        elif kind == "linked":
            self._linked(find_row, field, value)
        elif isinstance(value, dict):
            self._parts(find_row, value)
        elif kind in ("choice", "choices", "appointment", "yesno", "civility", "country"):
            self._choose(find_row, field, value if isinstance(value, list) else [value])
        else:
            self._write(find_row, None, value if isinstance(value, str) else words_of(value))

    # pieces

    def touch_in(self, find_row, name, role):
        """Touches something in the row, and gives it as it then is."""
        def find(nodes):
            row = find_row(nodes)
            return self.screen.find(name, role, within(row, nodes)) if row else None

        node = self.screen.bring(find, f"{role} {name!r} in its question")
        self.screen.touch_node(node)
        return node

    def _write(self, find_row, name, text):
        node = self.touch_in(find_row, name, "text")
        self.typist.type(text, node)
        typed = self.screen.bus.text_now(node)
        if re.sub(r"\W", "", plain(typed)).lower() != re.sub(r"\W", "", plain(text)).lower():
            raise AssertionError(f"typed {text!r}, and {node} holds {typed!r}")

    def _holds(self, find_row, name, text):
        """A commune may have come with its postcode."""
        nodes = self.screen.nodes()
        row = find_row(nodes)
        node = self.screen.find(name, "text", within(row, nodes)) if row else None
        return node is not None and plain(node.text or "") == plain(text)

    def _parts(self, find_row, value):
        for part, text in value.items():
            if part == "birth_date":
                self._date(find_row, text)
            elif part in PARTS and text and not self._holds(find_row, PARTS[part], str(text)):
                self._write(find_row, PARTS[part], str(text))

    def _date(self, find_row, iso):
        day, _, time = iso.partition("T") if "-" in iso else ("", "", iso)
        written = list(zip(("Jour", "Mois", "Année"), reversed(day.split("-")))) if day else []
        written += list(zip(("Heure", "Minutes"), time.split(":"))) if time else []
        for name, figures in written:
            self._write(find_row, name, figures)

    def _scan(self, find_row, pages):
        for _ in range(pages):
            self.touch_in(find_row, SCAN, "button")
            self.screen.wait_for(KEEP, "button", seconds=60)
            self.on_scanned()
            self.screen.touch(KEEP, "button")
            self.screen.wait_gone(KEEP, "button")

    def on_scanned(self):
        """A page is on the screen, to be kept or taken again."""

    def _sign(self, find_row):
        pad = self.screen.bring(lambda nodes: self.screen.find(SIGN_HERE, None, nodes))
        x, y, width, height = pad.x, pad.y, pad.width, pad.height
        points = [(x + width * (0.2 + 0.06 * i), y + height * (0.3 if i % 2 else 0.7)) for i in range(11)]
        self.screen.seat.down(*points[0])
        for point in points[1:]:
            self.screen.seat.move(*point)
        self.screen.seat.up()

    def _label_of(self, options, value):
        return next((label for known, label, _ in options if known == value), None)

    def _choose(self, find_row, field, values):
        options = self.options_of(field)
        nodes = self.screen.wait(lambda nodes: find_row(nodes) and nodes, f"the question {field['label']!r}")
        tiles = self.screen.find(None, CHOICES, within(find_row(nodes), nodes))
        for value in values:
            label = FIXED_CHOICES.get(value) or self._label_of(options, value)
            if tiles:
                self._tile(find_row, label, value)
            else:
                self._pick(find_row, label or value)

    def _tile(self, find_row, label, value):
        nodes = self.screen.wait(lambda nodes: find_row(nodes) and nodes, "the question")
        tile = self.screen.find(label or "Autre", CHOICES, within(find_row(nodes), nodes))
        if tile is not None and label is not None and "checked" in tile.states:
            return  # a second touch would take the answer back
        node = self.touch_in(find_row, label or "Autre", CHOICES)
        self.screen.wait(lambda nodes: any("checked" in other.states for other in nodes if other.reference == node.reference),
                         f"{label!r} to be chosen")
        if label is None:
            self._write(find_row, "Précisez", value)

    def _linked(self, find_row, field, value):
        options = self.options_of(field)
        first = next(option for option in options if option[0] == value["first"])
        self._pick(find_row, first[1])
        if value.get("second"):
            self._pick(find_row, self._label_of(first[2], value["second"]))

    def _pick(self, find_row, label):
        """From a long list, by its first letters."""
        self.touch_in(find_row, CHOOSE, "button")
        self.screen.wait_for(SEARCH_LIST, "text")
        if not self.screen.find(label, "button"):
            search = self.screen.touch(SEARCH_LIST, "text")
            self.typist.type(re.split(r"\W", plain(label))[0][:6], search)
        self.screen.touch(label, "button")
        self.screen.wait_gone(SEARCH_LIST, "text")

    def faults(self, nodes):
        return [plain(child.words) for node in nodes if node.role == "alert" for child in node.walk()
                if child.role == "label" and child.words]

    def close_keyboard(self):
        self.typist.close()


