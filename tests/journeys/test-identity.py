# SPDX-License-Identifier: EUPL-1.2
"""An identity card is read into the question, by a real pcscd and a document of others' making; pulled out too soon, with the service
killed under it, with the wrong number three times: each is said, and the person goes on by typing."""
import re
import time

from form import within
from journey import SMALL_CONTENT, stage
from screen import plain
from town import TOP
from typist import Typist
from visit import Content, Visit, CONTINUE

READ, OTHER, TYPE, RETRY = "Lire ma carte d'identité", "Lire une autre carte", "Taper moi-même", "Recommencer"
CAN, WRONG = "384213", "111111"
PUT, KEEP = "Posez votre carte sur le lecteur", "Ne retirez pas la carte"
DONE = re.compile("^C'est lu sur votre document")


def type_can(figures):
    box = screen.touch("Tapez les 6 chiffres", "text")
    typist.type(figures, box)


def ask(figures):
    screen.touch(re.compile(f"^({READ}|{OTHER})$"), "button")
    screen.wait_for("Tapez les 6 chiffres", "text")
    type_can(figures)
    screen.touch(CONTINUE, "button")
    screen.wait_for(PUT)


def answers():
    nodes = screen.nodes()
    return {plain(node.name): plain(node.text or "") for node in nodes if node.role == "text" and node.text}


with stage(SMALL_CONTENT, cards=True, idle_seconds=300, printer=False,
           overlay=TOP / "tests/journeys/content-identity") as (town, screen):
    town.start_kiosk()
    visit = Visit(screen, Content(town.content, "essai"), {}, pictures=False)
    typist = Typist(screen)
    visit.wake()
    visit.open_service()
    visit.begin()
    screen.wait(lambda nodes: (key := screen.find(READ, "button", nodes)) and "sensitive" in key.states, "the reader")
    screen.picture("question")

    # pulled out too soon, then laid down again
    ask(CAN)
    screen.picture("poser")
    town.put_card("--delay-ms", "150")
    screen.wait_for(KEEP)
    screen.wait_for(re.compile("^La borne (lit|ouvre)"))
    town.take_card()
    screen.wait_for(re.compile("^La carte a bougé avant la fin"))
    screen.picture("trop-tot")
    screen.touch(RETRY, "button")
    screen.wait_for(PUT)
    laid = time.monotonic()
    town.put_card()
    screen.wait_for(DONE)
    screen.log(f"from the card presented to the fields filled: {1000 * (time.monotonic() - laid):.0f} ms")
    screen.picture("rempli")
    filled = answers()
    screen.log(str(filled))
    town.take_card()

    # the service dies under it
    ask(CAN)
    town.put_card("--delay-ms", "300")
    screen.wait_for(KEEP)
    screen.picture("lecture")
    town.tell_card_service("stop")
    screen.wait_for(re.compile("^Le lecteur de cartes s'est arrêté"))
    screen.picture("service-mort")
    screen.touch(TYPE, "button")
    screen.wait(lambda nodes: (key := screen.find(OTHER, "button", nodes)) and "sensitive" not in key.states, "the key to be disabled")
    screen.wait_for(re.compile("^Le lecteur de cartes ne marche pas"))
    screen.picture("lecteur-absent")
    town.take_card()
    town.tell_card_service("start")
    screen.wait(lambda nodes: (key := screen.find(OTHER, "button", nodes)) and "sensitive" in key.states, "the reader to be back")
    assert answers() == filled, "what was there before is lost"

    # three wrong numbers
    town.put_card()
    screen.touch(OTHER, "button")
    for left in (2, 1, 0):
        screen.wait_for("Tapez les 6 chiffres", "text")
        type_can(WRONG) if left == 2 else None
        screen.touch(CONTINUE, "button")
        screen.wait_for(re.compile(f"Vous avez encore {left} essai" if left else "^Ce n'est toujours pas ce que la carte attend"))
        screen.picture(f"mauvais-{left}")
    screen.touch(TYPE, "button")
    screen.wait_for(re.compile(f"^{OTHER}$"), "button")
    assert answers() == filled
    town.take_card()
    screen.touch(CONTINUE, "button")
    screen.wait_for("Envoyer ma demande", "button")
    screen.picture("verification")
