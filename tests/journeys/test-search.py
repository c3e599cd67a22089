# SPDX-License-Identifier: EUPL-1.2
"""Searching as people write: with a slip, without accents or apostrophe, by another word, and in vain; each time what they meant is
first, its words marked."""
import re

from screen import plain
from stage import DEMO_CONTENT, stage
from typist import Typist
from visit import START

ANSWERS = re.compile(r"^\d+ réponses?$")
SUGGESTED = "Ce que l'on cherche souvent"
NOTHING = "Aucune réponse pour « xkzw »."


class Search:
    def __init__(self, screen):
        self.screen, self.typist = screen, Typist(screen)

    def entry(self):
        return self.screen.wait_for("Chercher", "text")

    def write(self, words):
        self.typist.type(words, self.entry())

    def again(self, words):
        self.typist.erase(self.entry())
        self.screen.wait_for(SUGGESTED)
        self.write(words)

    def rows(self, nodes):
        """The answers, from top to bottom."""
        return sorted((node for node in nodes if node.role == "button" and node.width > 0
                       and any(above.name == "ParvisHitRow" for above in node.ancestors())), key=lambda node: node.y)

    def first_is(self, title):
        self.screen.wait_for(ANSWERS)
        self.screen.wait(lambda nodes: (rows := self.rows(nodes)) and plain(rows[0].name) == plain(title), f"{title!r} first")


with stage(DEMO_CONTENT, idle_seconds=300, printer=False) as (town, screen):
    town.start_kiosk()
    screen.touch(START, "button")
    screen.touch("Chercher", "button")
    search = Search(screen)
    screen.wait_for(SUGGESTED)
    screen.picture("suggestions")
    search.write("pubelle")
    search.first_is("Demander un bac à ordures")
    screen.picture("pubelle")
    search.again("carte d identite")
    search.first_is("Carte d'identité ou passeport")
    screen.picture("carte-d-identite")
    search.again("nounou")
    search.first_is("Trouver une assistante maternelle")
    screen.picture("nounou")
    search.again("xkzw")
    screen.wait_for(NOTHING)
    screen.wait_for("Mairie", None)
    screen.picture("rien")
    screen.touch("poubelle", "button")
    search.first_is("Demander un bac à ordures")
    screen.touch("Demander un bac à ordures", "button")
    screen.wait_for("Commencer la demande", "button")
