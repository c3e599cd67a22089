# SPDX-License-Identifier: EUPL-1.2
"""Following a request: without a connection nothing is asked, and it is said whom to turn to, until it is back; when the town hall answers, the steps and its messages are shown, for a
code that is typed and for a receipt whose QR code a scanner types; codes that are none are told apart from codes that nobody has."""
import re

from journey import SMALL_CONTENT, stage
from town import program, run
from typist import Typist
from visit import START

FOLLOW, LOOK, OTHER = "Suivre ma demande", "Voir où elle en est", "Une autre demande"
OFFLINE = re.compile("^Cette borne n'a pas de connexion pour le moment")
CODE = "7F4K29QX"
RECEIPT = f"Mairie de Petit-Essai\nEssayer une démarche\nNuméro de suivi : {CODE[:4]} {CODE[4:]}\nEnregistré le dimanche\n"


def say_state(state, *message):
    run(program("parvis-hub"), "state", "--config", town.hub_config, "--code", CODE, "--set", state, *message)


def type_code(code):
    """On the kiosk's own keyboard, as a person does."""
    entry = screen.touch("Votre numéro de suivi", "text")
    typist = Typist(screen)
    typist.type(code, entry)
    typist.close()


def scan(text):
    """As a scanner does: every key at once, Enter at each line's end; what the US keyboard has not it leaves out."""
    for character in text:
        if character == "\n":
            screen.seat.press("Return")
        elif character.isascii():
            screen.seat.type(character)


with stage(SMALL_CONTENT, idle_seconds=300, printer=False) as (town, screen):
    town.start_syncd()
    town.start_kiosk()
    screen.touch(START, "button")
    screen.touch(FOLLOW, "button")
    screen.wait_for(OFFLINE)
    screen.wait_for("Appeler la mairie")
    assert not screen.find(LOOK, "button"), "a key that cannot work"
    screen.picture("hors-ligne")

    town.start_hub()
    screen.wait_for(LOOK, "button")  # by itself
    screen.picture("question")
    type_code(CODE)
    screen.touch(LOOK, "button")
    screen.wait_for(re.compile("^La mairie n'a encore rien écrit pour ce numéro"))
    screen.picture("inconnu")

    say_state("received")
    say_state("waiting", "--message", "Il manque un justificatif de domicile. Apportez-le à l’accueil.")
    screen.touch(OTHER, "button")
    screen.wait_for(LOOK, "button")
    scan(RECEIPT)
    screen.wait_for("La mairie attend quelque chose de vous")
    screen.wait_for(re.compile("^Il manque un justificatif de domicile"))
    screen.picture("en-attente")

    say_state("done", "--message", "Votre carte est prête.")
    screen.touch("Retour", "button")
    scan(CODE + "\n")
    screen.wait_for("Votre carte est prête.")
    screen.picture("terminee")

    screen.touch(OTHER, "button")
    type_code("7FO")
    screen.touch(LOOK, "button")
    screen.wait_for(re.compile("^Un numéro de suivi n'a ni la lettre O"))
    screen.picture("lettre-o")
