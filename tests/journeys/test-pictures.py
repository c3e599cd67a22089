# SPDX-License-Identifier: EUPL-1.2
"""(g) A picture of every screen a visit passes, and what is wrong with any of them (lib/lint.py).
usage: test-pictures.py plain|contrast|large|reach|rtl"""
import json
import sys

from lint import MILLIMETRES, lint
from stage import DEMO_CONTENT, TOP, screen_size, stage
from visit import Content, Visit

WIDTH_MM = {1080: 270, 1920: 476, 1280: 409}
FLOOR_MM = {1280: 17}  # there the keys in lists ("Modifier", "Voir") are 18 mm high; the aim is 20 everywhere
SWITCHES = {"contrast": "Contraste renforcé", "large": "Grands caractères", "reach": "Tout en bas de l'écran"}
FEW = ("motif", "couleur", "adresse", "personnes", "statut", "justificatif", "prenom", "nom", "telephone")


class LookedAt(Visit):
    """A visit that looks twice at every screen."""

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.width = screen_size()[0]
        self.faults = []
        self.layouts = set()
        self.form.typist.on_open = self.keyboard_opened

    def picture(self, name):
        path = self.screen.numbered_picture(name)
        for fault in lint(self.screen, self.width, WIDTH_MM[self.width], FLOOR_MM.get(self.width, MILLIMETRES)):
            self.faults.append(f"{path.name} {fault}")

    def keyboard_opened(self, keys):
        """A picture of each layout of the keyboard, at its first use."""
        layout = frozenset(name.lower() for name in keys)
        if layout not in self.layouts:
            self.layouts.add(layout)
            self.picture("clavier")

    def adapt(self, variant):
        self.screen.touch("Accessibilité", "button")
        self.screen.touch(SWITCHES[variant])
        self.picture("accessibilite")
        self.screen.touch("Fermer", "button")
        self.screen.wait_gone(SWITCHES[variant])
        self.picture("accueil")


def main(variant):
    told = json.loads((TOP / "packaging/demo-visit.json").read_text(encoding="utf-8"))
    answers = {key: value for key, value in told["answers"].items() if key in FEW} | {"motif": "nouveau"}
    with stage(DEMO_CONTENT, idle_seconds=300, screen_mm=WIDTH_MM[screen_size()[0]]) as (town, screen):
        visit = LookedAt(screen, Content(DEMO_CONTENT, told["demarche"]), answers)
        town.start_kiosk(**({"PARVIS_TEXT_DIRECTION": "rtl"} if variant == "rtl" else {}))
        visit.wake()
        if variant in SWITCHES:
            visit.adapt(variant)
        visit.open_service()
        visit.begin()
        visit.fill()
        visit.send()
        visit.leave()
        assert not visit.faults, "\n".join(["", *visit.faults])


main(sys.argv[1])
