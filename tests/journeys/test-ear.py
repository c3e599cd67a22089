# SPDX-License-Identifier: EUPL-1.2
"""(h) A whole visit without eyes: by the ear and the five keys of a keypad alone (EN 301 549 5.1.3), from the sleeping screen to the
receipt. What is said is compared as it is given to the synthesiser."""
import re

from ear import Ear
from stage import stage
from visit import BEGIN, CONTINUE, DONE, SEND, START, UNDERSTOOD

WANTS_HEADPHONES = "Branchez un casque pour entendre cette information."

with stage(idle_seconds=300, printer=False, speech=True) as (town, screen):
    ear = Ear(town, screen)
    town.start_kiosk()
    screen.wait_for(START, "button")
    assert not ear.all(), "it speaks to nobody"

    # the way in: the first key of the keypad
    welcome = ear.press("down", "Bienvenue")
    assert "flèches" in welcome and "OK" in welcome and "Que souhaitez-vous faire" in welcome, welcome
    assert re.search(r"Il y a \d+ choix sur cette page", welcome), welcome
    screen.picture("accueil")
    ear.choose("Essais", wanted="Essais")
    ear.choose("Essayer une démarche", wanted="Essayer une démarche")
    ear.choose(BEGIN, wanted="Vos réponses, et ce qu'elles deviennent")
    page = ear.choose(UNDERSTOOD, wanted="Vos réponses")
    assert "3 questions" in page, page

    # an error is said with the question it belongs to
    wrong = ear.choose(CONTINUE, wanted="à corriger")
    assert "2 réponses sont à corriger" in wrong and "Quelle couleur" in wrong and "Erreur" in wrong, wrong
    screen.picture("erreurs")
    assert ear.go_to("Vert").startswith("Vert, choix."), "without headphones the answer is not said"
    assert ear.press("ok") == "C'est noté."
    field = ear.go_to("Votre nom")
    assert "zone de texte" in field and "Vide." in field and "Erreur" in field, field

    # letters: from key to key, each by its name; aloud, what is typed is not repeated
    back = ear.type("lea")
    screen.picture("clavier")
    assert WANTS_HEADPHONES in back and "lea" not in back.lower().split("zone")[1], back
    assert "Tapé." in ear.texts() and "Erreur" not in back, back

    # in headphones, it is
    plugged = ear.plug("Casque branché")
    assert "Contient : Lea" in ear.hear("Contient"), plugged
    assert ear.go_to("Quelle couleur ? Vert", "up").endswith("Vert, choix, choisi. 2 sur 2."), ear.texts()[-1]
    recap = ear.choose(CONTINUE, wanted="Vérifi")
    assert ear.go_to("Lea")
    assert ear.unplug() == "Casque débranché."
    assert ear.press("up") and ear.press("down") == WANTS_HEADPHONES, ear.texts()[-1]
    ear.plug("Casque branché")

    # the receipt: all of it, the code letter by letter
    ear.choose(SEND, wanted="C'est enregistré.")
    spelt = ear.go_to("Votre numéro de suivi") and ear.press("down")
    code = next(node.text for node in screen.nodes() if re.fullmatch(r"[0-9A-Z]{4} [0-9A-Z]{4}", node.text or ""))
    first, second = (", ".join(group) for group in code.split())
    assert spelt == f"{first}. {second}.", (spelt, code)
    screen.picture("recu")

    # the voice's own keys are one step above the title; loudness goes back for the next person
    ear.go_to("C'est enregistré", "up")
    ear.press("up", "Répéter, bouton")
    again = ear.press("ok")
    assert again.startswith("C'est enregistré, titre"), again
    ear.go_to("Plus fort", "left")
    assert ear.press("ok") == "Volume : 60 sur 100."
    assert int((town.sound / "volume").read_text()) == 52
    screen.picture("voix")
    ear.go_to(DONE, "up")
    screen.seat.press("Return")
    screen.wait_for(START, "button")
    screen.bus.wait_until(lambda: int((town.sound / "volume").read_text()) == 43, 60)
    assert int((town.sound / "volume").read_text()) == 43, "the next person finds it loud"

    # nobody but headphones heard anything personal
    aloud = [text for text in ear.texts() if "Lea" in text]
    assert all("Contient" in text or text == "Lea." for text in aloud), aloud
    assert {language for language, _ in ear.all()} == {"fr"}
