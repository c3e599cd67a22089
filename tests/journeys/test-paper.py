# SPDX-License-Identifier: EUPL-1.2
"""The receipt on paper, where a page has a price and each person two pages: what it costs is read before, the paper that ends in
mid-job is told and told to be back by itself, what has come out is counted, and the last one gone is said in plain words."""
import re
import time

from journey import ANSWERS, SMALL_CONTENT, stage
from visit import PAPER, PRINTED, START, Content, Visit

NO_PAPER = re.compile("^Il n'y a plus de papier")
AGAIN = "Imprimer encore la feuille"
SETTINGS = "[printer]\nprice-cents=20\npages-per-session=2\n"


def terms(left):
    return re.compile(rf"^La page coûte 0,20 €, à payer à l'accueil\.\s+Vous pouvez encore imprimer {left} pages?\.")


def took(what, began):
    screen.log(f"{what} after {time.monotonic() - began:.2f} s")


with stage(SMALL_CONTENT, idle_seconds=300, settings=SETTINGS) as (town, screen):
    visit = Visit(screen, Content(SMALL_CONTENT, "essai"), ANSWERS, pictures=False)
    town.start_kiosk()
    visit.play_to_recap()
    visit.send()
    screen.wait_for(terms(2))
    screen.picture("prix")

    town.tell_printer("hold", "on")
    screen.touch(PAPER, "button")
    town.tell_printer("await", "held")
    town.tell_printer("reason", "+media-empty")
    began = time.monotonic()
    screen.wait_for(NO_PAPER)
    took("« plus de papier » on the screen", began)
    screen.picture("plus-de-papier")
    town.tell_printer("reason", "-media-empty")
    began = time.monotonic()
    screen.wait_gone(NO_PAPER)
    took("gone", began)
    town.tell_printer("hold", "off")
    screen.wait_for(PRINTED, seconds=60)
    took("printed", began)
    assert len(list(town.received.glob("*.pdf"))) == 1

    screen.wait_for(terms(1))
    screen.picture("une-page-encore")
    screen.touch(AGAIN, "button")
    screen.wait_for(re.compile("^Vous avez imprimé toutes les pages prévues"), seconds=60)
    screen.wait_for(PRINTED, seconds=60)
    screen.picture("toutes-imprimees")
    screen.touch(AGAIN, "button")
    assert len(list(town.received.glob("*.pdf"))) == 2

    # Another person has pages of their own, and nothing of this one's comes out for them.
    town.tell_printer("paper", "out")
    visit.leave()
    town.tell_printer("paper", "in")
    screen.wait_for(START, "button")
    assert len(list(town.received.glob("*.pdf"))) == 2
