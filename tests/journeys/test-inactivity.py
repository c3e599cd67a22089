# SPDX-License-Identifier: EUPL-1.2
"""(e) Somebody walks away in the middle of a démarche: a warning that counts down, that one touch ends and no touch does not; then
nothing of theirs is left anywhere in the kiosk's tree."""
import re

from journey import ANSWERS, SMALL_CONTENT, stage
from screen import plain
from visit import START, Content, Visit

WARNING = "Êtes-vous encore là ?"
STAY = "Je suis encore là"
SECONDS = re.compile(r"\d+ seconde")
SECRET = "Zacharie Quiproquo"

with stage(idle_seconds=10, warning_seconds=15, printer=False) as (town, screen):
    visit = Visit(screen, Content(SMALL_CONTENT, "essai"), {**ANSWERS, "nom": SECRET}, pictures=False)
    town.start_kiosk()
    visit.wake()
    visit.open_service()
    visit.begin()
    visit.fill_screen()
    assert any(SECRET in text for text in screen.texts()), "the name was not typed"

    screen.wait_for(WARNING)
    first = screen.wait_for(SECONDS).words
    screen.wait(lambda nodes: any(SECONDS.search(plain(node.words)) and node.words != first for node in nodes), "the countdown to go on")
    screen.touch(STAY, "button")
    screen.wait_gone(WARNING)
    assert any(SECRET in text for text in screen.texts()), "somebody who stayed lost what they typed"

    screen.wait_for(WARNING)
    screen.picture("avertissement")
    screen.wait_for(START, "button")
    screen.wait_gone(WARNING)
    left = [text for text in screen.texts(hidden=True) if any(word in text for word in (SECRET, *SECRET.split(), "Essayer"))]
    assert not left, f"left of the session: {left}"
    screen.picture("apres")
