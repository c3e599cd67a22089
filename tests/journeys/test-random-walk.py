# SPDX-License-Identifier: EUPL-1.2
"""Somebody who touches and strikes anything anywhere: the kiosk does not fall, complains of nothing, keeps its one window, leads into no
dead end, and « Accueil » always works.
usage: test-random-walk.py [ACTIONS [SEED]]"""
import random
import re
import sys
import time

from stage import DEMO_CONTENT, screen_size, stage
from screen import plain
from words import every_language

LEG = 200  # actions between two looks at where that led
HOME, START = "Accueil", "Touchez l’écran pour commencer"
WAY_OUT = (*every_language("Oui, effacer et quitter"), *every_language("Je suis encore là"), *every_language("Fermer"),
           *every_language("Continuer en français"))
COMPLAINT = re.compile(r"CRITICAL|ERROR \*\*|AddressSanitizer|runtime error|Segmentation|WARNING \*\*")
HARMLESS = re.compile("Broken accounting of active state")  # GTK says so, and mends it, when what two fingers press goes away
KEYS = ("Tab", "Tab", "Tab", "Return", "space", "Escape", "BackSpace", "Home", "End", "Up", "Down", "Left", "Right", "a", "e", "7", "'")
HELD = ((), (), (), (), ("Shift",), ("Control",), ("Alt",), ("Control", "Alt"), ("Control", "Shift"))


class Walker:
    def __init__(self, screen, town, seed):
        self.screen, self.seat, self.town = screen, screen.seat, town
        self.random = random.Random(seed)
        self.width, self.height = screen_size()

    def place(self):
        return self.random.uniform(0, self.width - 1), self.random.uniform(0, self.height - 1)

    def tap(self):
        self.seat.tap(*self.place())

    def tap_twice(self):
        place = self.place()
        self.seat.tap(*place)
        self.seat.tap(*place)

    def two_fingers(self):
        (x1, y1), (x2, y2) = self.place(), self.place()
        self.seat.down(x1, y1, 0)
        self.seat.down(x2, y2, 1)
        self.seat.move(x2, y1, 0)
        self.seat.up(1)
        self.seat.up(0)

    def drag(self):
        (x1, y1), (x2, y2) = self.place(), self.place()
        self.seat.down(x1, y1)
        for part in range(1, 5):
            self.seat.move(x1 + (x2 - x1) * part / 4, y1 + (y2 - y1) * part / 4)
        self.seat.up()

    def key(self):
        self.seat.press(self.random.choice(KEYS), *self.random.choice(HELD))

    def act(self):
        self.random.choices((self.tap, self.tap_twice, self.two_fingers, self.drag, self.key), (60, 6, 2, 7, 25))[0]()

    # where that led

    def check_sane(self):
        kiosk = self.town.running["kiosk"]
        assert kiosk.alive(), f"the kiosk ended with status {kiosk.process.poll()}"
        complaints = [line for line in kiosk.lines if line and COMPLAINT.search(line) and not HARMLESS.search(line)]
        assert not complaints, "\n".join(["the kiosk complains:", *complaints[:10]])

    def first(self, names, nodes):
        return next((node for node in nodes if node.role == "button" and plain(node.name) in names and "sensitive" in node.states), None)

    def step_home(self, nodes):
        """One touch nearer to the home page; TRUE when it is there: its own key is pale then."""
        homes = [node for node in nodes if node.role == "button" and plain(node.name) in every_language(HOME)]
        way_out = self.first(WAY_OUT, nodes)
        start = self.first(every_language(START), nodes)
        if way_out or start:
            self.screen.touch_node(way_out or start)
        elif homes and "sensitive" in homes[0].states:
            self.screen.touch_node(homes[0])
        elif homes:
            return True
        return False

    def go_home(self):
        for _ in range(8):
            nodes = self.screen.wait_still()
            if self.step_home(nodes):
                return
        raise AssertionError(f"no way home from:\n{self.screen.describe()}")


actions = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 32)
with stage(DEMO_CONTENT, idle_seconds=600, printer=False) as (town, screen):
    screen.log(f"{actions} actions, seed {seed}")
    walker = Walker(screen, town, seed)
    town.start_kiosk()
    screen.wait_for(START, "button")
    began, titles = time.monotonic(), set()
    for done in range(1, actions + 1):
        walker.act()
        if done % 40 == 0:
            screen.bus.read()  # the screen keeps up: what is struck unseen proves little
        if done % LEG == 0 or done == actions:
            walker.check_sane()
            titles.add(screen.title())
            walker.go_home()
    walker.check_sane()
    screen.log(f"{actions} actions in {time.monotonic() - began:.0f} s, {len(titles)} different pages at the end of a leg: {sorted(titles)}")
    assert len(titles) > 1, "the walk never left one page"
