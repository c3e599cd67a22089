# SPDX-License-Identifier: EUPL-1.2
"""(b) No central server: the submission is taken, the receipt says that it will be sent; the server comes: it is delivered, and the
receipt that is still on the screen says so."""
import re

from journey import ANSWERS, SMALL_CONTENT, stage
from play import ARRIVED, check_answers, open_at_town_hall
from visit import Content, Visit

WILL_BE_SENT = re.compile("sera transmise")

with stage(idle_seconds=300, printer=False) as (town, screen):
    visit = Visit(screen, Content(SMALL_CONTENT, "essai"), ANSWERS, pictures=False)
    town.start_syncd()
    town.start_kiosk()
    visit.play_to_recap()
    visit.send()
    screen.wait_for(WILL_BE_SENT)
    screen.picture("sera-transmise")
    assert not screen.find(ARRIVED), "said to have arrived where nobody listens"

    town.start_hub()
    screen.wait_for(ARRIVED, seconds=120)
    screen.picture("arrivee")
    check_answers(visit.content.demarche, ANSWERS, open_at_town_hall(town, town.folder / "opened")["answers"])
