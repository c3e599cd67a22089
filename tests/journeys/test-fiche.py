# SPDX-License-Identifier: EUPL-1.2
"""A fiche: its chapters one at a time, a table that becomes cards in large letters, easy words, the list of papers on its own out of
the printer, the whole of it in a QR code that another's reader reads; what was thought of it and what was printed, counted."""
import json
from pathlib import Path

from screen import plain
from stage import DEMO_CONTENT, stage
from town import program, run
from visit import BEGIN, PRINTED, START

FICHE = "carte-identite"
TITLE = "Carte d'identité ou passeport"
FIRST, SECOND = "Prendre rendez-vous", "Ce que ça coûte"
LINK = json.loads((DEMO_CONTENT / f"services/{FICHE}.json").read_text(encoding="utf-8"))["link"]


def open_fiche(screen, theme, title):
    screen.touch(theme, "button")
    screen.touch(title, "button")
    screen.wait(lambda nodes: screen.find(title, "heading", nodes), f"the fiche {title}")


def reads_chapters(screen):
    screen.touch(FIRST, "button")
    words = screen.wait_for("Le jour du rendez-vous, la personne doit venir elle-même, même un bébé : on vérifie son visage et, dès 12 ans, "
                            "on prend ses empreintes.")
    screen.picture("chapitre")
    screen.touch(SECOND, "button")
    screen.wait_gone(plain(words.name))  # one at a time
    screen.wait_for("De 15 à 17 ans")
    screen.picture("tableau")


def reads_easy_words(screen):
    easy = json.loads((DEMO_CONTENT / f"services/{FICHE}.json").read_text(encoding="utf-8"))["easy"]
    screen.touch("Texte facile à lire")
    screen.wait_for(easy["summary"] if isinstance(easy["summary"], str) else easy["summary"]["fr"])
    assert not screen.find(FIRST, "button"), "the long words are still there"
    screen.picture("facile")
    screen.touch("Texte facile à lire")
    screen.wait_for(FIRST, "button")


def prints_list(town, screen):
    screen.touch("Imprimer la liste", "button")
    screen.wait_for(PRINTED, seconds=60)
    screen.picture("liste-imprimee")
    printed = sorted(Path(town.received).glob("*.pdf"))
    assert len(printed) == 1, f"printed: {printed}"
    words = " ".join(run("pdftotext", "-layout", printed[0], "-").split())
    assert "Papiers à apporter" in words and "Une photo d’identité de moins de 6 mois" in words, words
    assert "Passeport : 86" not in words, "more than the list was printed"


def takes_away(screen):
    screen.touch("Imprimer ou emporter", "button")
    screen.wait_for("Emporter ces informations", "heading")
    picture = screen.picture("emporter")
    code = run("zbarimg", "--quiet", "--raw", picture).strip()
    assert code == LINK, f"the code holds {code!r}"
    screen.touch("Retour", "button")
    screen.wait_for(TITLE, "heading")


def is_in_large_letters(screen):
    """What is to be touched first stays in sight, and the table is no wider than the screen."""
    screen.touch("Accessibilité", "button")
    screen.touch("Grands caractères")
    screen.touch("Fermer", "button")
    screen.wait_gone("Fermer", "button")
    screen.bring(lambda nodes: screen.find("Titre : Passeport", nodes=nodes), "the table as cards")
    screen.picture("cartes")


def counted(town):
    """What parvisctl says, written at the session's end by a thread of its own."""
    rows = json.loads(run(program("parvisctl"), "counts", "--json", "--config", town.config))
    return {(row["event"], row["subject"], row["detail"]): row["n"] for row in rows}


with stage(DEMO_CONTENT, idle_seconds=300) as (town, screen):
    town.start_kiosk()
    screen.touch(START, "button")
    open_fiche(screen, "Papiers, état civil", TITLE)
    screen.picture("fiche")
    reads_chapters(screen)
    reads_easy_words(screen)
    prints_list(town, screen)
    takes_away(screen)
    screen.touch("Oui", "button")
    screen.wait_for("Merci de votre réponse.")
    screen.picture("merci")
    is_in_large_letters(screen)
    screen.touch("Terminer", "button")
    screen.wait_for(START, "button")
    screen.wait(lambda _: counted(town), "the counts to be written")
    counts = counted(town)
    for expected in (("service", FICHE, ""), ("feedback-yes", FICHE, "service"), ("print", "leaflet", ""), ("session", "", "")):
        assert counts.get(expected) == 1, f"{expected}: {counts}"
