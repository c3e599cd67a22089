# SPDX-License-Identifier: EUPL-1.2
"""Somebody who hears the kiosk and has five keys: what is said is all they know, and the only way to tell that a key did something."""
import re

from screen import PATIENCE, NotThere, plain

MOST_STEPS = 60
ARROWS = {"up": "Up", "down": "Down", "left": "Left", "right": "Right", "ok": "Return"}
WHOLE_KEYBOARD = re.compile(r"^Clavier\.")


class Ear:
    def __init__(self, town, screen):
        self.sound, self.screen = town.sound, screen
        self.seen = 0  # of what was said: up to here it has been listened to

    # hearing

    def all(self):
        """Everything said since the beginning, [(language, text)]."""
        lines = (self.sound / "heard").read_bytes().decode(errors="replace").split("\n")
        return [tuple(line.split("\t", 1)) for line in lines[:-1]]  # the last one is not finished

    def texts(self):
        return [plain(text) for _, text in self.all()]

    def hear(self, wanted=None, seconds=PATIENCE):
        """The next thing that is said; with @wanted, the next that has those words (text or pattern)."""
        def found():
            said = self.texts()[self.seen:]
            for number, text in enumerate(said, 1):
                if wanted is None or (wanted.search(text) if isinstance(wanted, re.Pattern) else plain(wanted) in text):
                    return number, text
            return None

        if not self.screen.bus.wait_until(lambda: found() is not None, seconds):
            raise NotThere(f"heard no {wanted!r}, but: {self.texts()[self.seen:]}; before: {self.texts()[:self.seen][-3:]}")
        number, text = found()
        self.seen += number
        self.screen.log(f"heard: {text}")
        return text

    # the five keys

    def press(self, key, wanted=None):
        """Presses it and gives what is said to that."""
        self.seen = len(self.all())
        self.screen.seat.press(ARROWS[key])
        return self.hear(wanted)

    def go_to(self, words, key="down"):
        """Presses @key until something that begins with those words is said; gives it."""
        been = []
        for _ in range(MOST_STEPS):
            text = self.press(key)
            been.append(text)
            if text.startswith(plain(words)):
                return text
        raise NotThere(f"never heard {words!r}, but:\n" + "\n".join(been))

    def choose(self, words, key="down", wanted=None):
        self.go_to(words, key)
        return self.press("ok", wanted)

    def plug(self, wanted=None):
        self.seen = len(self.all())
        (self.sound / "headphones").write_text("1")
        return self.hear(wanted)

    def unplug(self, wanted=None):
        self.seen = len(self.all())
        (self.sound / "headphones").write_text("0")
        return self.hear(wanted)

    # the on-screen keyboard, from key to key

    def type(self, text):
        """Into the field in hand: enters the keyboard, finds each key by its name, leaves by "Fermer le clavier". Gives what is said then."""
        self.press("ok", WHOLE_KEYBOARD)
        row, column = 1, 0
        for character in text:
            to_row, to_column = self.place_of(character)
            self.walk_to(row, column, to_row, to_column)
            row, column = to_row, to_column
            self.press("ok")
        said = ""
        for _ in range(row):
            said = self.press("up")
        return self.press("up")

    ROWS = ("1234567890", "azertyuiop", "qsdfghjklm")

    def place_of(self, character):
        return next((row, letters.index(character)) for row, letters in enumerate(self.ROWS) if character in letters)

    def walk_to(self, row, column, to_row, to_column):
        for _ in range(abs(to_row - row)):
            self.press("down" if to_row > row else "up")
        for _ in range(abs(to_column - column)):
            said = self.press("right" if to_column > column else "left")
        if (row, column) != (to_row, to_column):
            key = self.ROWS[to_row][to_column]
            assert self.texts()[-1].lower().startswith(key), f"looked for the key {key}, heard {self.texts()[-1]}"
