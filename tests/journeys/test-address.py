# SPDX-License-Identifier: EUPL-1.2
"""An address typed with an error and chosen, then one part of it corrected wrongly: that part alone is blamed. Numbers that have a
check are written by themselves, and said to be right or wrong once they are complete."""
import json
import tempfile
from pathlib import Path

from form import Form
from screen import plain
from stage import SMALL_CONTENT, stage
from visit import BEGIN, CONTINUE, START, UNDERSTOOD

FIELDS = [{"id": "adresse", "type": "address", "label": "Votre adresse", "required": True},
          {"id": "telephone", "type": "phone", "label": "Votre téléphone"},
          {"id": "iban", "type": "iban", "label": "Votre IBAN"}]
HOME = {"line": "12 bis rue de la République", "postcode": "35990", "city": "Saint-Aubin-du-Parvis"}
PROPOSAL = f"{HOME['line']}, {HOME['postcode']} {HOME['city']}"
POSTCODE_WRONG = "Vérifiez le code postal : aucun ne commence par 99."


def overlay(folder):
    demarche = json.loads((SMALL_CONTENT / "demarches/essai.json").read_text(encoding="utf-8"))
    demarche["steps"][0]["fields"] = FIELDS
    bundle = json.loads((SMALL_CONTENT / "bundle.json").read_text(encoding="utf-8"))
    bundle["commune"]["insee"] = "99001"
    (folder / "demarches").mkdir()
    (folder / "demarches/essai.json").write_text(json.dumps(demarche), encoding="utf-8")
    (folder / "bundle.json").write_text(json.dumps(bundle), encoding="utf-8")
    return folder


def text_of(screen, name):
    return plain(screen.bus.text_now(screen.wait_for(name, "text")))


def wait_text(screen, name, text):
    screen.wait(lambda nodes: (node := screen.find(name, "text", nodes)) and plain(node.text or "") == text, f"{name!r} to hold {text!r}")


def faults(screen):
    return [plain(label.words) for node in screen.nodes() if node.role == "alert" for label in node.walk() if label.role == "label"]


def type_into(screen, form, name, text, erase=False):
    node = screen.touch(name, "text")
    if erase:
        form.typist.open()
        node = screen.find(name, "text")
        screen.seat.tap(node.right - 4, node.centre[1])  # behind what is there
        form.typist.erase(node)
    form.typist.type(text, node)


def choose_address(screen, form):
    type_into(screen, form, "Numéro et rue", "12 bis r de la rpub")
    screen.wait_for(PROPOSAL, "button")
    assert screen.find("Mon adresse n'est pas dans la liste", "button"), "one that is not there cannot be typed"
    keyboard = screen.wait_for("Clavier")
    lowest = max(node.bottom for node in screen.nodes() if node.role == "button" and ", 35990" in node.name)
    assert lowest <= keyboard.y, f"a proposal is under the keyboard: {lowest} > {keyboard.y}"
    screen.picture("propositions")
    screen.touch(PROPOSAL, "button")
    screen.wait_gone(PROPOSAL, "button")
    wait_text(screen, "Numéro et rue", HOME["line"])
    wait_text(screen, "Code postal", HOME["postcode"])
    wait_text(screen, "Commune", HOME["city"])
    screen.wait_gone("Clavier")
    screen.picture("adresse-remplie")


def spoil_postcode(screen, form):
    type_into(screen, form, "Code postal", "990", erase=True)
    assert not faults(screen), f"blamed while typing: {faults(screen)}"
    form.typist.type("00", screen.find("Code postal", "text"))
    screen.wait(lambda nodes: faults(screen) == [POSTCODE_WRONG], "the postcode alone to be blamed")
    form.typist.close()
    screen.touch(CONTINUE, "button")
    screen.wait(lambda nodes: "focused" in screen.find("Code postal", "text", nodes).states, "the focus on the postcode")
    assert faults(screen) == [POSTCODE_WRONG], faults(screen)
    form.typist.close()
    screen.picture("code-postal-faux")
    type_into(screen, form, "Code postal", HOME["postcode"], erase=True)
    screen.wait(lambda nodes: not faults(screen), "nothing to be blamed")


def check_numbers(screen, form):
    type_into(screen, form, "Votre téléphone", "0612345678")
    wait_text(screen, "Votre téléphone", "06 12 34 56 78")
    type_into(screen, form, "Votre IBAN", "FR7630006000011234567890188")
    screen.wait_for("Vérifiez votre IBAN : l'un des caractères n'est pas le bon.")
    screen.picture("iban-faux")
    node = screen.find("Votre IBAN", "text")
    form.typist.open()
    form.typist._strike(form.typist.keys["Effacer"], node)
    form.typist.type("9", node)
    screen.wait_for("Votre IBAN est complet.")
    assert not faults(screen), faults(screen)
    form.typist.close()
    screen.picture("iban-juste")


with tempfile.TemporaryDirectory() as folder, \
        stage(idle_seconds=300, printer=False, addresses=True, overlay=overlay(Path(folder))) as (town, screen):
    hand = Form(screen, lambda field: [])
    town.start_kiosk()
    for key in START, "Essais", "Essayer une démarche", BEGIN, UNDERSTOOD:
        screen.touch(key, "button")
    screen.wait_for("Numéro et rue", "text")
    choose_address(screen, hand)
    spoil_postcode(screen, hand)
    check_numbers(screen, hand)
    screen.touch(CONTINUE, "button")
    screen.wait_for("Envoyer ma demande", "button")
    screen.picture("verification")
