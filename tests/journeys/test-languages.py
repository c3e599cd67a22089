# SPDX-License-Identifier: EUPL-1.2
"""(h) One touch on the sleeping screen and it speaks Arabic, from right to left; French in the middle of a démarche, and the answers
are still there; the next person finds French again."""
import gettext
import os
from pathlib import Path

from stage import stage
from visit import START

CATALOGUES = Path(os.environ["PARVIS_BUILD"]) / "share/locale"
NAME = "anne"


def words_of(language):
    """What a French text of the kiosk is in @language, as its catalogue has it."""
    return gettext.translation("parvis", CATALOGUES, [language], fallback=language == "fr").gettext


class Languages:
    def __init__(self, screen):
        self.screen = screen
        self.say = words_of("fr")

    def touch(self, french, role="button"):
        self.screen.touch(self.say(french), role)

    def wait_for(self, french, role=None):
        return self.screen.wait_for(self.say(french), role)

    def begin_in(self, name, code):
        self.screen.touch(name, "button")
        self.say = words_of(code)
        self.check(code)

    def change(self, old_name, name, code):
        self.screen.touch(old_name, "button")
        self.screen.wait_for(name, "button")
        self.screen.picture(f"panneau-{code}")
        self.screen.touch(name, "button")
        self.say = words_of(code)
        self.check(code)

    def check(self, code):
        """The footer speaks it, and reads in its direction."""
        back, end = self.wait_for("Retour", "button"), self.wait_for("Terminer", "button")
        assert (back.x > end.x) == (code == "ar"), f"{code}: {back}, {end}"
        if code != "fr":
            assert not self.screen.find("Terminer", "button"), f"French is left in {code}"


with stage(idle_seconds=300, printer=False) as (town, screen):
    visit = Languages(screen)
    town.start_kiosk()
    screen.wait_for(START, "button")
    for name in ("Français", "English", "Brezhoneg", "العربية", "Português", "Українська"):
        assert screen.find(name, "button"), f"no way into {name}"
    screen.picture("veille")
    visit.begin_in("العربية", "ar")
    screen.picture("accueil-ar")

    screen.touch("Essais", "button")
    screen.touch("Essayer une démarche", "button")
    screen.picture("fiche-ar")
    visit.touch("Commencer la demande")
    visit.touch("J’ai compris, commencer")
    screen.wait_gone(visit.say("J’ai compris, commencer"), "button")
    screen.touch("Vert", "radio button")
    screen.touch("Votre nom", "text")
    screen.seat.type(NAME)
    screen.wait(lambda nodes: any(node.text == NAME for node in nodes), "the name")
    screen.picture("questions-ar")

    visit.change("العربية", "Français", "fr")
    assert screen.wait_for("Votre nom", "text").text == NAME, "the name was lost"
    assert "checked" in screen.find("Vert", "radio button").states, "the choice was lost"
    screen.picture("questions-fr")
    visit.touch("Continuer")
    visit.wait_for("Envoyer ma demande", "button")
    screen.wait_for("Vert")
    screen.wait_for(NAME)

    visit.change("Français", "Українська", "uk")
    screen.wait_for(NAME)
    screen.picture("verification-uk")
    visit.touch("Terminer")
    visit.touch("Oui, effacer et terminer")
    screen.wait_for(START, "button")
    screen.touch(START, "button")
    visit.say = words_of("fr")
    visit.check("fr")
