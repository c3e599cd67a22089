# SPDX-License-Identifier: EUPL-1.2
"""What is not typed: the town hall's answer to a tracking code, an identity card, a page of the scanner, a document from a telephone. While
they are there the kiosk's memory holds each of them; when the person has sent it all and left, it holds none."""
import json
import re
import shutil
import tempfile
from pathlib import Path

from form import KEEP, SCAN
from journey import SMALL_CONTENT, stage
from memory import keep, search, spellings
from telephone import Telephone, picture_of_paper, read_square
from town import BUILD, TOP, program, run
from typist import Typist
from visit import CONTINUE, Content, Visit

CODE = "7F4K29QX"
ANSWER = "Zirconium Bellegarde"
NAME, NUMBER = "Maelys", "X4RTBPFW4"  # tests/cards/emrtd/specimen.h
IN_PICTURE, FILE_NAME = "Wolframite et Krypton", "quittance-palmyre.jpg"
CAN = "384213"
SLICE = 48  # bytes of a page's picture: no other has them


def everywhere(name, text):
    return {f"{name} ({form})": code for form, code in spellings(text).items()}


PATTERNS = {**everywhere("the answer", ANSWER), **everywhere("a word of it", ANSWER.split()[0]),
            **everywhere("the name", NAME), **everywhere("the zone's name", NAME.upper()), **everywhere("its number", NUMBER),
            **everywhere("the telephone's picture", IN_PICTURE), **everywhere("the telephone's file", FILE_NAME)}


def with_papers(folder):
    """The small content, whose démarche asks for a card and for papers."""
    content = Path(folder) / "content"
    shutil.copytree(SMALL_CONTENT, content)
    shutil.copytree(TOP / "tests/journeys/content-identity", content, dirs_exist_ok=True)
    path = content / "demarches/essai.json"
    demarche = json.loads(path.read_text(encoding="utf-8"))
    demarche["steps"].append({"id": "papiers", "title": "Vos papiers", "fields": [
        {"id": "papier", "type": "file", "label": "Un papier", "max_items": 3}]})
    path.write_text(json.dumps(demarche), encoding="utf-8")
    return content


def follow():
    screen.touch("Suivre ma demande", "button")
    entry = screen.touch("Votre numéro de suivi", "text")
    typist.type(CODE, entry)
    typist.close()
    screen.touch("Voir où elle en est", "button")
    screen.wait_for(re.compile(f"^{ANSWER}"))
    assert search(kiosk.pid, everywhere("the answer", ANSWER)), "the search is blind to the town hall's answer"
    screen.touch("Accueil", "button")


def read_card():
    screen.wait(lambda nodes: (key := screen.find("Lire ma carte d'identité", "button", nodes)) and "sensitive" in key.states, "the reader")
    screen.touch("Lire ma carte d'identité", "button")
    typist.type(CAN, screen.touch("Tapez les 6 chiffres", "text"))
    screen.touch(CONTINUE, "button")
    screen.wait_for("Posez votre carte sur le lecteur")
    town.put_card()
    screen.wait_for(re.compile("^C'est lu sur votre document"))
    town.take_card()


def add_papers():
    screen.touch(SCAN, "button")
    screen.wait_for(KEEP, "button", seconds=60)
    screen.touch(KEEP, "button")
    screen.wait_gone(KEEP, "button")
    screen.touch("Envoyer depuis mon téléphone", "button")
    screen.wait_for(re.compile("^La borne attend votre document"))
    url = read_square(screen.picture("carre"))
    picture = picture_of_paper(town.folder / "telephone.jpg", IN_PICTURE.encode())
    assert "C’est reçu par la borne." in Telephone(town).send(url, picture, FILE_NAME)
    screen.wait_for(re.compile("^C'est reçu : 1 document"))
    screen.touch("Revenir à la question", "button")
    screen.wait_for(FILE_NAME)


def scanned_page():
    """Some bytes of it, as the town hall has it."""
    arrived = town.submissions()
    assert len(arrived) == 1, arrived
    town.open_submission(arrived[0]["id"], town.folder / "opened")
    pages = [path.read_bytes() for path in (town.folder / "opened/attachments").iterdir()]
    page = next(page for page in pages if IN_PICTURE.encode() not in page)
    return {f"the scanned page, byte {at}": page[at:at + SLICE] for at in (len(page) // 3, len(page) // 2)}


with tempfile.TemporaryDirectory() as folder, stage(content := with_papers(folder), cards=True, idle_seconds=300, printer=False) as (town, screen):
    run(program("parvis-hub"), "state", "--config", town.hub_config, "--code", CODE, "--set", "waiting", "--message", f"{ANSWER}.")
    town.start_hub()
    town.start_syncd()
    kiosk = town.start_kiosk(LD_PRELOAD=str(BUILD / "lib/parvis-inspectable.so"))
    visit, typist = Visit(screen, Content(content, "essai"), {}, pictures=False), Typist(screen)
    visit.wake()
    follow()
    visit.open_service()
    visit.begin()
    read_card()
    visit.go_on()
    add_papers()
    there = {label for label, *_ in search(kiosk.pid, PATTERNS)}
    screen.log(f"before it is sent: {sorted(there)}")
    for wanted in (NAME, IN_PICTURE, FILE_NAME):
        assert any(label in there for label in PATTERNS if PATTERNS[label] == wanted.encode()), f"the search is blind to {wanted}"
    before = keep(kiosk.pid)
    visit.go_on()
    visit.send()
    screen.wait_for(re.compile("otre demande est (bien )?arrivée"), seconds=60)
    page = scanned_page()
    assert any(code in before for code in page.values()), "the search is blind to the scanned page"
    visit.leave()
    screen.wait_still()
    left = search(kiosk.pid, {**PATTERNS, **page})
    screen.log(f"after the end: {len(left)} places")
    for label, region, address, around in left:
        screen.log(f"{label} in {region} at {address:#x}: {around!r}")
    assert not left, f"{len(left)} places in the kiosk's memory still hold what was shown to it"
