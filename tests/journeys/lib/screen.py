# SPDX-License-Identifier: EUPL-1.2
"""The screen as a person meets it: read what is there, touch where it is, wait until something is there, take a picture.

Whatever is touched is found in the accessibility tree and touched at the place it has on the screen, never through the tree: a
button that is covered, off the screen or too small to hit is one that a person cannot press either.
"""
import os
import re
import subprocess
import time
from pathlib import Path

from atspi import LEAF_ROLES, Bus
from seat import Seat

TOUCHABLE = {"button", "check box", "radio button", "toggle button", "text", "password", "combo box", "link", "switch",
             "slider", "spin button"}
THUMB = 60
AGAIN_SECONDS = 0.6
TESTS = Path(__file__).resolve().parents[2]
PATIENCE = float(os.environ.get("PARVIS_PATIENCE", "60"))


class NotThere(AssertionError):
    """What was waited for did not come; the message tells what was on the screen instead."""


def plain(text):
    """Words to compare by: one kind of space, one kind of apostrophe."""
    return re.sub(r"\s+", " ", text.replace("\u2019", "'").replace("\u00ad", "")).strip()


def matches(node, name=None, role=None):
    if role is not None and node.role not in ({role} if isinstance(role, str) else role):
        return False
    if name is None:
        return True
    if isinstance(name, re.Pattern):
        return any(name.search(plain(words)) for words in (node.name, node.text or ""))
    return plain(name) in (plain(node.name), plain(node.text or ""))


class Screen:
    def __init__(self, artifacts, log=print):
        self.bus, self.seat = Bus(), Seat()
        self.artifacts = Path(artifacts)
        self.artifacts.mkdir(parents=True, exist_ok=True)
        self.log = log
        self.pictures = 0
        self.touched = (0, 0, 0)  # where and when a finger was last
        self.width, self.height = map(int, os.environ.get("PARVIS_SIZE", "1080x1920").split("x"))

    # reading

    def nodes(self, **how):
        return [node for root in self.bus.read(**how) for node in root.walk()]

    def find_all(self, name=None, role=None, nodes=None):
        return [node for node in (self.nodes() if nodes is None else nodes) if matches(node, name, role)]

    def find(self, name=None, role=None, nodes=None):
        return next(iter(self.find_all(name, role, nodes)), None)

    def texts(self, **how):
        """Everything that can be read, in order, each thing once."""
        words = (node.words for node in self.nodes(deep=True, **how) if node.role not in ("application", "frame"))
        return [plain(word) for word in dict.fromkeys(words) if word and not word.startswith("Gtk")]

    def title(self):
        heading = self.find(role="heading")
        return plain(heading.words) if heading else ""

    # waiting

    def wait(self, predicate, what, seconds=None, pace=0.25, reading=True):
        """Reads until predicate(nodes) is true, and returns that. Reads again at every change, and every @pace seconds.
        @reading: False when it reads by itself."""
        deadline = time.monotonic() + (seconds or PATIENCE)
        while True:
            nodes = self.nodes() if reading else None
            found = predicate(nodes)
            if found:
                return found
            if time.monotonic() > deadline:
                raise NotThere(f"waited for {what}; on the screen:\n{self.describe(nodes)}")
            self.bus.wait_for_change(pace)

    def wait_for(self, name=None, role=None, seconds=None):
        return self.wait(lambda nodes: self.find(name, role, nodes), f"{role or 'something'} named {name!r}", seconds)

    def wait_gone(self, name=None, role=None, seconds=None):
        self.wait(lambda nodes: not self.find(name, role, nodes), f"{role or 'something'} named {name!r} to go", seconds)

    def wait_still(self):
        """Until two readings in a row put everything in the same place."""
        seen = []

        def still(nodes):
            seen.append([(node.reference, node.x, node.y, node.width, node.height) for node in nodes])
            return len(seen) > 1 and seen[-1] == seen[-2] and nodes

        return self.wait(still, "the screen to stand still", pace=0.08)

    def nodes_at_rest(self, **how):
        """The nodes of a screen that is painted no more: one reading, and their places once again."""
        def read(_):
            nodes = self.nodes(**how)
            shown = [node for node in nodes if node.width > 0]
            return nodes if self.bus.places_now(shown) == [(node.x, node.y, node.width, node.height) for node in shown] else None

        return self.wait(read, "the screen to stand still", pace=0.08, reading=False)

    def describe(self, nodes=None):
        depth = {}
        lines = []
        for node in self.nodes() if nodes is None else nodes:
            depth[node] = depth.get(node.parent, -1) + 1
            if node.name or node.text or node.role in TOUCHABLE:
                lines.append("  " * depth[node] + str(node))
        return "\n".join(lines)

    # touching

    def seen_part(self, node):
        """(x, y, right, bottom) of what its scrolled parents leave to see of it."""
        x, y, right, bottom = node.x, node.y, node.right, node.bottom
        for above in node.ancestors():
            if above.width > 0:
                x, y = max(x, above.x), max(y, above.y)
                right, bottom = min(right, above.right), min(bottom, above.bottom)
        return x, y, right, bottom

    def is_whole(self, node):
        x, y, right, bottom = self.seen_part(node)
        return right - x >= node.width - 1 and bottom - y >= node.height - 1

    def meets(self, node, x, y):
        """Whether a finger there meets @node, or what is in it."""
        top = list(node.ancestors())[-2]  # the window; above it is the application
        return self.bus.met(top, {node.reference: node}, (x, y)) is node

    def shows(self, node):
        """Whether its middle is in front: a finger there meets it, or what it is in. After nodes(deep=True): GTK knows no part of a
        button that nobody has asked for."""
        top = list(node.ancestors())[-2] if len(list(node.ancestors())) > 1 else node
        chain = {above.reference: above for above in (node, *node.ancestors()) if above is not top}
        return self.bus.met(top, chain, node.centre) is not None

    def touch(self, name=None, role=None, seconds=None):
        """Waits for it, brings it into sight, touches it in the middle."""
        node = self.bring(lambda nodes: self.find(name, role, nodes), f"{role or 'something'} named {name!r}", seconds)
        self.touch_node(node)
        return node

    def touch_node(self, node):
        self.log(f"touch {node}")
        self.mean_it_again(node.centre)
        self.seat.tap(*node.centre)
        self.touched = (*node.centre, time.monotonic())

    def mean_it_again(self, place):
        """A second touch of the same place within half a second is taken for trembling: who means it takes that time."""
        x, y, at = self.touched
        if abs(place[0] - x) < THUMB and abs(place[1] - y) < THUMB:
            self.bus.wait_until(lambda: time.monotonic() > at + AGAIN_SECONDS, AGAIN_SECONDS)

    def rests(self, node):
        """Whether it, and all it is in, stays for two frames where it was read."""
        chain = [node, *(above for above in node.ancestors() if above.width > 0)]
        for _ in range(2):
            self.bus.wait_for_change(0.02)
            if self.bus.places_now(chain) != [(part.x, part.y, part.width, part.height) for part in chain]:
                return False
        return True

    def settled(self, find, what, seconds=None):
        """Waits for what find(nodes) gives, at rest."""
        def found(nodes):
            node = find(nodes)
            return node if node is not None and self.rests(node) else None

        return self.wait(found, what, seconds)

    def bring(self, find, what="it", seconds=None):
        """Scrolls, as a finger does, until what find(nodes) gives is at rest and whole in sight."""
        for _ in range(12):
            node = self.settled(find, what, seconds)
            x, y, right, bottom = self.seen_part(node)
            if right - x >= node.width - 1 and bottom - y >= min(node.height, 40) and y <= node.centre[1] <= bottom:
                return node
            self.scroll_towards(node)
        raise NotThere(f"cannot bring into sight: {node}\n{self.describe()}")

    def scroll_towards(self, node):
        pane = next((above for above in node.ancestors() if above.height > 0
                     and (node.centre[1] < above.y or node.centre[1] > above.bottom
                          or node.y < above.y or node.bottom > above.bottom)), None)
        if pane is None:
            raise NotThere(f"it is out of sight and nothing scrolls: {node}")
        x, top, right, bottom = self.seen_part(pane)
        distance = node.centre[1] - (top + bottom) / 2
        reach = max(-0.7 * (bottom - top), min(0.7 * (bottom - top), distance))
        margin = x + 8  # beside what would take the finger for itself
        self.drag((margin, (top + bottom + reach) / 2), (margin, (top + bottom - reach) / 2))

    def drag(self, start, end):
        """One finger, that stops before it lets go, so that the page does not fly on."""
        (x1, y1), (x2, y2) = start, end
        self.seat.down(x1, y1)
        for part in range(1, 9):
            self.seat.move(x1 + (x2 - x1) * part / 8, y1 + (y2 - y1) * part / 8)
        self.wait_still()
        self.seat.up()

    # pictures

    def picture(self, name):
        """A PNG of the screen among the artifacts, when it stands still."""
        self.wait_still()
        path = self.artifacts / f"{name}.png"
        subprocess.run([TESTS / "screenshot", path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.log(f"picture {path.name}")
        return path

    def numbered_picture(self, name):
        self.pictures += 1
        return self.picture(f"{self.pictures:02d}-{name}")
