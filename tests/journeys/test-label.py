# SPDX-License-Identifier: EUPL-1.2
"""A kiosk without a valid key begins no démarche, and says so beside the key that begins it. With its key: papers will be brought to the
desk, so the receipt offers a label; one comes out with the tracking code and nothing of what was answered, and none is offered while the
printer has no labels."""
import json
import re
import tempfile
from pathlib import Path

from journey import ANSWERS, SMALL_CONTENT, stage
from screen import plain
from town import run
from visit import BEGIN, UNDERSTOOD, Content, Visit

LABEL, AGAIN = "Une étiquette pour mes papiers", "Imprimer encore l'étiquette"
PRINTED = "Votre étiquette est imprimée. Collez-la sur vos papiers."
NOT_NOW = re.compile("^Cette borne ne peut pas prendre de demande pour le moment")
NO_LABELS = re.compile("^Il n'y a plus")


def overlay(folder):
    demarche = json.loads((SMALL_CONTENT / "demarches/essai.json").read_text(encoding="utf-8"))
    (folder / "demarches").mkdir()
    (folder / "demarches/essai.json").write_text(json.dumps(demarche | {"label": True}), encoding="utf-8")
    return folder


def label_key(state):
    """Waits until the key can be touched, or not."""
    def find(nodes):
        key = screen.find(re.compile(f"^({LABEL}|{AGAIN})$"), "button", nodes)
        return key if key and ("sensitive" in key.states) == state else None

    return screen.bring(find, "the label's key")


def in_sight(words):
    """What becomes of the paper is said where it is read, and not below the end of the screen."""
    screen.wait(lambda nodes: (note := screen.find(words, "label", nodes)) and screen.is_whole(note), f"{words}, whole")


with tempfile.TemporaryDirectory(prefix="label-", dir="/tmp") as scratch, \
        stage(SMALL_CONTENT, idle_seconds=300, printer=False, overlay=overlay(Path(scratch))) as (town, screen):
    town.add_to_config(f"[printer]\nlabels={town.start_print_service()}\n")
    town.tell_printer("load", "iso_a6_105x148mm")
    key, away = town.pki / "envelope.pem", town.pki / "expired.pem"
    town.start_kiosk()
    visit = Visit(screen, Content(SMALL_CONTENT, "essai"), ANSWERS, pictures=False)
    visit.wake()
    visit.open_service()
    key.rename(away)
    screen.touch(BEGIN, "button")
    screen.wait_for(NOT_NOW)
    screen.picture("service-restreint")
    assert not screen.find(UNDERSTOOD, "button"), "a démarche was begun that cannot be sealed"
    away.rename(key)

    visit.begin()
    visit.fill()
    visit.send()
    code = visit.code()
    screen.touch_node(label_key(True))
    screen.wait_for(PRINTED, seconds=60)
    in_sight(PRINTED)
    screen.picture("etiquette")
    papers = list(town.received.glob("*.pdf"))
    assert len(papers) == 1, papers
    words = plain(run("pdftotext", "-layout", papers[0], "-"))
    screen.log(words)
    assert code in words and "Essayer une démarche" in words, words
    assert ANSWERS["nom"] not in words and "Vert" not in words, words

    town.tell_printer("paper", "out")
    in_sight(NO_LABELS)
    label_key(False)
    screen.picture("plus-d-etiquettes")
    town.tell_printer("paper", "in")
    label_key(True)
    visit.leave()
