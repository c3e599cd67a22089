# SPDX-License-Identifier: EUPL-1.2
"""The accessibility tree of what is on the screen, as an assistive technology reads it: AT-SPI 2 by raw D-Bus, so that nothing
between us and the application remembers what was there before.

A Tree is one reading. Its nodes are plain values that do not follow the application: read again after every change.
"""
import time
from dataclasses import dataclass, field

from gi.repository import Gio, GLib

A11Y = "org.a11y.atspi."
DESKTOP = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
CALL_MS = 60_000
WHOLE_TEXT = 2**31 - 1

# the AtspiRole numbers that GTK 4 gives and that tests ask for; any other stays a number
ROLES = {2: "alert", 7: "check box", 11: "combo box", 23: "frame", 27: "image", 29: "label", 31: "list", 32: "list item", 39: "group",
         40: "password", 42: "progress bar", 43: "button", 44: "radio button", 49: "scroll pane", 51: "slider",
         52: "spin button", 61: "text", 62: "toggle button", 69: "window", 79: "text", 83: "heading", 88: "link",
         90: "application", 101: "alert", 130: "switch"}
# what is inside these says nothing that they do not say themselves
LEAF_ROLES = {"button", "check box", "radio button", "toggle button", "label", "image", "text", "password"}
STATES = {"active": 1, "checked": 4, "editable": 7, "focusable": 11, "focused": 12, "pressed": 20, "selected": 23, "sensitive": 24}


@dataclass(eq=False)
class Node:
    """An accessible object as it was when read. Pixels of the screen; width 0: not shown."""
    reference: tuple = ("", "")
    name: str = ""
    role: str = ""
    states: frozenset = frozenset()
    text: str | None = None
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    parent: "Node | None" = None
    children: list = field(default_factory=list)

    @property
    def centre(self):
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def bottom(self):
        return self.y + self.height

    @property
    def right(self):
        return self.x + self.width

    @property
    def words(self):
        """What is read of it: its text where it has one, else its name."""
        return self.text if self.text else self.name

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def __str__(self):
        text = f" text={self.text!r}" if self.text is not None and self.text != self.name else ""
        return (f"[{self.role}] {self.name!r}{text} {self.width}x{self.height}+{self.x}+{self.y} "
                f"{' '.join(sorted(self.states - {'focusable', 'sensitive'}))}").rstrip()


class Bus:
    """The accessibility bus of the session we run in."""

    def __init__(self):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, -1, None)
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(address.unpack()[0], flags, None, None)
        self.changes = 0
        self.focus = None  # (program, path) of what last took it
        self.connection.signal_subscribe(None, A11Y + "Event.Object", None, None, None, Gio.DBusSignalFlags.NONE,
                                         self._changed)
        self.connection.call_sync(DESKTOP[0], "/org/a11y/atspi/registry", A11Y + "Registry", "RegisterEvent",
                                  GLib.Variant("(s)", ("object:",)), None, 0, CALL_MS, None)

    def _changed(self, _connection, sender, path, _interface, signal, parameters):
        self.changes += 1
        if signal == "StateChanged" and parameters.unpack()[:2] == ("focused", 1):
            self.focus = (sender, path)

    def focus_after(self, act, seconds=8):
        """What the focus comes to when act() is done; None when it stays."""
        self.focus = None
        act()
        self.wait_until(lambda: self.focus is not None, seconds)
        return self.focus

    def wait_for_change(self, seconds):
        """Returns when something on the screen changed, or after that time: GTK does not tell of every change."""
        context, seen, late = GLib.MainContext.default(), self.changes, []
        timer = GLib.timeout_add(max(1, int(seconds * 1000)), lambda: late.append(True) or GLib.SOURCE_REMOVE)
        while self.changes == seen and not late:
            context.iteration(True)
        if not late:
            GLib.source_remove(timer)

    def ask(self, questions):
        """Sends every (object, interface, method, signature, arguments) at once; the answers, None where there was none."""
        answers, left = [None] * len(questions), [len(questions)]

        def answered(connection, result, index):
            left[0] -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()[0]
            except GLib.Error:
                pass  # gone meanwhile, or it has no such interface

        for index, ((name, path), interface, method, signature, arguments) in enumerate(questions):
            parameters = GLib.Variant(signature, arguments) if signature else None
            self.connection.call(name, path, interface, method, parameters, None, Gio.DBusCallFlags.NO_AUTO_START, CALL_MS, None,
                                 answered, index)
        while left[0]:
            GLib.MainContext.default().iteration(True)
        return answers

    def read(self, deep=False, hidden=False):
        """One reading of all applications: a list of root nodes. @deep: also the parts of buttons and the like;
        @hidden: everything there is, shown or not."""
        desktop = Node(role="desktop")
        level = [(child, desktop) for child in self.ask([children_of(DESKTOP)])[0] or []]
        while level:
            level = self._read_level(level, deep or hidden, hidden)
        for root in desktop.children:
            root.parent = None
        return desktop.children

    def _read_level(self, level, deep, hidden):
        """Reads these (reference, parent) and hangs them in the tree; what is below them."""
        answers, kept, below = self._ask_each([reference for reference, _ in level], questions_where), [], []
        for (reference, parent), (children, role, extents) in zip(level, answers):
            node = place_node(reference, parent, role, extents, shown_only=not hidden) if children is not None else None
            if node is not None:
                kept.append((reference, node))
                below += [(child, node) for child in children if deep or node.role not in LEAF_ROLES]
        for (_, node), (name, states, text) in zip(kept, self._ask_each([r for r, _ in kept], questions_what)):
            bits = (states or [0])[0]
            node.name, node.text = name or "", text
            node.states = frozenset(state for state, bit in STATES.items() if bits >> bit & 1)
        return below

    def met(self, parent, rivals, place):
        """Which of @rivals a finger there meets."""
        x, y = map(int, place)
        met = self.ask([(parent.reference, A11Y + "Component", "GetAccessibleAtPoint", "(iiu)", (x, y, 1))])[0]
        while met and tuple(met) not in rivals and tuple(met) != parent.reference and met[0] == parent.reference[0]:
            met = self.ask([(tuple(met), "org.freedesktop.DBus.Properties", "Get", "(ss)", (A11Y + "Accessible", "Parent"))])[0]
        return rivals.get(tuple(met)) if met else None

    def name_now(self, node):
        return self.ask(questions_what(node.reference)[:1])[0]

    def text_now(self, node):
        return self.ask(questions_what(node.reference)[2:])[0]

    def places_now(self, nodes):
        return self.ask([questions_where(node.reference)[2] for node in nodes])

    def wait_until(self, true, seconds):
        """Looks again at every change and at least 50 times a second; whether it came true."""
        end = time.monotonic() + seconds
        while not true():
            if time.monotonic() > end:
                return False
            self.wait_for_change(0.02)
        return True

    def _ask_each(self, references, questions):
        each = [questions(reference) for reference in references]
        answers = self.ask([question for some in each for question in some])
        return [answers[3 * i:3 * i + 3] for i in range(len(each))]


def overlap(one, other):
    """Whether they share more than an edge."""
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return wide > 0 and high > 0 and wide * high * 10 > min(one.width * one.height, other.width * other.height)


def children_of(reference):
    return reference, A11Y + "Accessible", "GetChildren", None, ()


def questions_where(reference):
    return (children_of(reference),
            (reference, A11Y + "Accessible", "GetRole", None, ()),
            (reference, A11Y + "Component", "GetExtents", "(u)", (1,)))


def questions_what(reference):
    return ((reference, "org.freedesktop.DBus.Properties", "Get", "(ss)", (A11Y + "Accessible", "Name")),
            (reference, A11Y + "Accessible", "GetState", None, ()),
            (reference, A11Y + "Text", "GetText", "(ii)", (0, WHOLE_TEXT)))


def place_node(reference, parent, role, extents, shown_only):
    node = Node(reference, role=ROLES.get(role, str(role)), parent=parent)
    if extents is None and parent.role == "desktop":
        node.role = "application"
    else:
        node.x, node.y, node.width, node.height = extents or (0, 0, 0, 0)
        if shown_only and (node.width <= 0 or node.height <= 0):
            return None
    parent.children.append(node)
    return node
