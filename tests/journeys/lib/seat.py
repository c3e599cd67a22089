# SPDX-License-Identifier: EUPL-1.2
"""A person's hands on the screen of with-weston (tests/compositor/seat-command.h)."""
import os
import socket

KEYS = {"Escape": 1, "BackSpace": 14, "Tab": 15, "Return": 28, "Control": 29, "Shift": 42, "Alt": 56, "space": 57,
        "Home": 102, "Up": 103, "Left": 105, "Right": 106, "End": 107, "Down": 108}
for first, row in ((2, "1234567890"), (16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm")):
    KEYS.update({key: first + index for index, key in enumerate(row)})
KEYS.update({"-": 12, ";": 39, "'": 40, ",": 51, ".": 52, "/": 53, " ": 57})
SHIFTED = {"@": "2", "_": "-", ":": ";", "?": "/"}


class Seat:
    def __init__(self):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(os.environ["XDG_RUNTIME_DIR"] + "/parvis-seat")
        self.answers = self.socket.makefile()

    def say(self, line):
        self.socket.sendall(line.encode() + b"\n")
        answer = self.answers.readline()
        if answer != "ok\n":
            raise RuntimeError(f"the seat does not understand: {line}")

    def down(self, x, y, finger=0):
        self.say(f"touch down {finger} {x:.1f} {y:.1f}")

    def move(self, x, y, finger=0):
        self.say(f"touch move {finger} {x:.1f} {y:.1f}")

    def up(self, finger=0):
        self.say(f"touch up {finger}")

    def tap(self, x, y):
        self.down(x, y)
        self.up()

    def press(self, key, *modifiers):
        """Strikes a key of a US keyboard, held with Shift, Control or Alt."""
        for held in modifiers:
            self.say(f"key {KEYS[held]} 1")
        self.say(f"key {KEYS[key]} 1")
        self.say(f"key {KEYS[key]} 0")
        for held in reversed(modifiers):
            self.say(f"key {KEYS[held]} 0")

    def type(self, text):
        for character in text:
            if character in SHIFTED or character.isupper():
                self.press(SHIFTED.get(character, character.lower()), "Shift")
            else:
                self.press(character)
