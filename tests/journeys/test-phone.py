# SPDX-License-Identifier: EUPL-1.2
"""A document from the resident's telephone: the square on the screen is read as a telephone reads it, the page is fetched and the form
sent by curl, the document appears in the question and arrives at the town hall; without the town hall the key says why not."""
import json
import re
import subprocess

from journey import ANSWERS, SMALL_CONTENT, stage
from town import run
from visit import Content, Visit, CONTINUE

FROM_PHONE, BACK = "Envoyer depuis mon téléphone", "Revenir à la question"
WAITING = re.compile("^La borne attend votre document")
SECRET = b"ce que personne d'autre ne lit"


def picture_of_paper(path):
    """A JPEG that a telephone might have taken, with words of ours in a comment."""
    import gi
    gi.require_version("GdkPixbuf", "2.0")
    from gi.repository import GdkPixbuf
    pixbuf = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, 1200, 1600)
    pixbuf.fill(0xE8DFC8FF)
    pixbuf.savev(str(path), "jpeg", [], [])
    data = path.read_bytes()
    comment = b"\xff\xfe" + (len(SECRET) + 2).to_bytes(2, "big") + SECRET
    path.write_bytes(data[:2] + comment + data[2:])
    return path


def read_square(png):
    said = subprocess.run(["zbarimg", "--raw", "-q", str(png)], capture_output=True, text=True, check=True).stdout.split()
    assert len(said) == 1 and said[0].startswith("https://localhost:"), said
    return said[0]


def curl(*arguments):
    return run("curl", "-sS", "--max-time", "20", "--cacert", town.pki / "ca.pem", *arguments)


def assert_nowhere(needle):
    for path in town.folder.rglob("*"):
        if path.is_file() and "phone-side" not in path.name:
            assert needle not in path.read_bytes(), f"{path} has what nobody may read"


with stage(SMALL_CONTENT, idle_seconds=300, printer=False) as (town, screen):
    town.start_hub()
    town.start_syncd()
    town.start_kiosk()
    content = Content(SMALL_CONTENT, "essai")
    visit = Visit(screen, content, ANSWERS, pictures=False)
    visit.wake()
    visit.open_service()
    visit.begin()
    visit.fill_screen()

    screen.touch(FROM_PHONE, "button")
    screen.wait_for(WAITING)
    url = read_square(screen.picture("carre"))
    page = curl(url)
    assert "Un papier" in page and "<form" in page and "<script" not in page, page
    (screen.artifacts / "telephone.html").write_text(page, encoding="utf-8")

    paper = picture_of_paper(town.folder / "phone-side.jpg")
    sent = curl("-L", "-F", f"fichier=@{paper};filename=facture d'eau.jpg", url)
    assert "C’est reçu par la borne." in sent, sent
    (screen.artifacts / "telephone-recu.html").write_text(sent, encoding="utf-8")
    screen.wait_for(re.compile("^C'est reçu : 1 document"))
    screen.picture("recu")
    wrong = town.folder / "phone-side.txt"
    wrong.write_text("bonjour")
    assert "ni une photo JPEG ou PNG, ni un PDF" in curl("-L", "-F", f"fichier=@{wrong}", url)
    assert_nowhere(SECRET)

    screen.touch(BACK, "button")
    screen.wait_for("facture d'eau.jpg")
    screen.picture("dans-la-question")
    assert screen.bus.wait_until(lambda: "C’est terminé." in curl(url), 60), "the page goes on although nobody waits for it"
    assert "<form" not in curl(url)

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
