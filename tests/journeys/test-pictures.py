# SPDX-License-Identifier: EUPL-1.2
"""(g) A picture of every screen a visit passes, and what is wrong with any of them (lib/lint.py).
The other ways of perceiving them: test-audit.py."""
import json

from lint import lint
from stage import DEMO_CONTENT, SCREEN_MM, TOP, stage
from visit import Content, Visit

FEW = ("motif", "couleur", "adresse", "personnes", "statut", "justificatif", "prenom", "nom", "telephone")


class LookedAt(Visit):
    """A visit that looks twice at every screen."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.faults = []
        self.layouts = set()
        self.form.typist.on_open = self.keyboard_opened

    def picture(self, name):
        path = self.screen.numbered_picture(name)
        for fault in lint(self.screen, self.screen.width, SCREEN_MM):
            self.faults.append(f"{path.name} {fault}")

    def keyboard_opened(self, keys):
        """A picture of each layout of the keyboard, at its first use."""
        layout = frozenset(name.lower() for name in keys)
        if layout not in self.layouts:
            self.layouts.add(layout)
            self.picture("clavier")


told = json.loads((TOP / "packaging/demo-visit.json").read_text(encoding="utf-8"))
answers = {key: value for key, value in told["answers"].items() if key in FEW} | {"motif": "nouveau"}
with stage(DEMO_CONTENT, idle_seconds=300) as (town, screen):
    visit = LookedAt(screen, Content(DEMO_CONTENT, told["demarche"]), answers)
    town.start_kiosk()
    visit.wake()
    visit.open_service()
    visit.begin()
    visit.fill()
    visit.send()
    visit.leave()
    assert not visit.faults, "\n".join(["", *visit.faults])
