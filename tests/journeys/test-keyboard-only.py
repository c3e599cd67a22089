# SPDX-License-Identifier: EUPL-1.2
"""(f) A whole visit with a keyboard and nothing else: the Tab key finds everything, Enter and the space bar do everything, and the
focus is always on something that can be named."""
from stage import stage
from screen import plain
from visit import BEGIN, CONTINUE, DONE, RECORDED, SEND, START, UNDERSTOOD

MOST_TABS = 40


class Keys:
    def __init__(self, screen):
        self.screen = screen

    def focused(self, nodes):
        return next((node for node in nodes if "focused" in node.states), None)

    def go_to(self, name, role=None):
        """Tab, until it has the focus."""
        self.screen.wait_for(name, role)
        been = []
        for _ in range(MOST_TABS):
            node = self.screen.wait(self.focused, f"the focus on its way to {name!r}")
            assert node.name.strip() or node.role == "scroll pane", f"the focus is on {node}"
            been.append(str(node))
            if plain(node.name) == plain(name) and role in (None, node.role):
                return node
            before = node.reference
            self.screen.seat.press("Tab")
            self.screen.wait(lambda nodes, was=before: (now := self.focused(nodes)) and now.reference != was, "Tab to move the focus")
        raise AssertionError(f"Tab does not reach {name!r}; it went by:\n" + "\n".join(been))

    def strike(self, name, role="button", key="Return"):
        self.screen.log(f"strike {name}")
        self.go_to(name, role)
        self.screen.seat.press(key)

    def write(self, name, text):
        self.screen.log(f"write {name}")
        node = self.go_to(name, "text")
        self.screen.seat.type(text)
        self.screen.bus.wait_until(lambda: self.screen.bus.text_now(node) == text, 60)
        assert self.screen.bus.text_now(node) == text, self.screen.bus.text_now(node)


with stage(idle_seconds=300, printer=False) as (town, screen):
    keys = Keys(screen)
    town.start_kiosk()
    keys.strike(START)
    keys.strike("Essais")
    keys.strike("Essayer une démarche")
    keys.strike(BEGIN)
    keys.strike(UNDERSTOOD)
    keys.strike("Vert", "radio button", "space")
    screen.wait(lambda nodes: "checked" in screen.find("Vert", "radio button", nodes).states, "the choice")
    keys.write("Votre nom", "anne sophie")
    screen.picture("au-clavier")
    keys.strike(CONTINUE)
    keys.strike(SEND)
    screen.wait_for(RECORDED)
    screen.picture("recu")
    keys.strike(DONE)
    screen.wait_for(START, "button")
