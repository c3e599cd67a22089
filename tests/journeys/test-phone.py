# SPDX-License-Identifier: EUPL-1.2
"""A document from the resident's telephone: the square on the screen is read as a telephone reads it, the page is fetched and the form
sent by curl, the document appears in the question and arrives at the town hall; without the town hall the key says why not."""
import json
import re

from journey import ANSWERS, SMALL_CONTENT, stage
from telephone import Telephone, picture_of_paper, read_square
from visit import Content, Visit, CONTINUE

FROM_PHONE, BACK = "Envoyer depuis mon téléphone", "Revenir à la question"
WAITING = re.compile("^La borne attend votre document")
SECRET = b"ce que personne d'autre ne lit"


def assert_nowhere(needle):
    for path in town.folder.rglob("*"):
        if path.is_file() and "phone-side" not in path.name:
            assert needle not in path.read_bytes(), f"{path} has what nobody may read"


with stage(SMALL_CONTENT, idle_seconds=300, printer=False) as (town, screen):
    town.start_hub()
    town.start_syncd()
    town.start_kiosk()
    telephone = Telephone(town)
    content = Content(SMALL_CONTENT, "essai")
    visit = Visit(screen, content, ANSWERS, pictures=False)
    visit.wake()
    visit.open_service()
    visit.begin()
    visit.fill_screen()

    screen.touch(FROM_PHONE, "button")
    screen.wait_for(WAITING)
    url = read_square(screen.picture("carre"))
    page = telephone.get(url)
    assert "Un papier" in page and "<form" in page and "<script" not in page, page
    (screen.artifacts / "telephone.html").write_text(page, encoding="utf-8")

    paper = picture_of_paper(town.folder / "phone-side.jpg", SECRET)
    sent = telephone.send(url, paper, "facture d'eau.jpg")
    assert "C’est reçu par la borne." in sent, sent
    (screen.artifacts / "telephone-recu.html").write_text(sent, encoding="utf-8")
    screen.wait_for(re.compile("^C'est reçu : 1 document"))
    screen.picture("recu")
    wrong = town.folder / "phone-side.txt"
    wrong.write_text("bonjour")
    assert "ni une photo JPEG ou PNG, ni un PDF" in telephone.send(url, wrong, wrong.name)
    assert_nowhere(SECRET)

    screen.touch(BACK, "button")
    screen.wait_for("facture d'eau.jpg")
    screen.picture("dans-la-question")
    assert screen.bus.wait_until(lambda: "C’est terminé." in telephone.get(url), 60), "the page goes on although nobody waits for it"
    assert "<form" not in telephone.get(url)

    screen.touch(CONTINUE, "button")
    screen.wait_for("Envoyer ma demande", "button")
    visit.send()
    screen.wait_for(re.compile("otre demande est (bien )?arrivée"), seconds=60)
    arrived = town.submissions()
    assert len(arrived) == 1, arrived
    assert_nowhere(SECRET)
    opened = town.open_submission(arrived[0]["id"], town.folder / "opened")
    files = sorted((town.folder / "opened/attachments").iterdir())
    assert len(files) == 1 and files[0].read_bytes() == paper.read_bytes(), files
    screen.log(json.dumps(opened["attachments"]))
