# SPDX-License-Identifier: EUPL-1.2
"""(c) The kiosk is killed at the very moment it says "enregistré". Started again, it sleeps as if nothing had been; the submission is
delivered, once."""
import json
import re
import signal

from journey import ANSWERS, SMALL_CONTENT, stage
from play import check_answers, open_at_town_hall
from town import program, run
from visit import RECORDED, SEND, START, Content, Visit

with stage(idle_seconds=300, printer=False) as (town, screen):
    visit = Visit(screen, Content(SMALL_CONTENT, "essai"), ANSWERS, pictures=False)
    town.start_kiosk()
    visit.play_to_recap()
    screen.touch(SEND, "button")
    screen.wait_for(RECORDED)
    assert town.stop("kiosk", signal.SIGKILL) == -signal.SIGKILL

    town.start_kiosk()
    screen.wait_for(START, "button")
    assert not screen.find(RECORDED), "the receipt of somebody who has gone"
    town.start_hub()
    town.start_syncd()
    town.running["hub"].wait_line(re.compile("submission .* stored"), seconds=60)
    check_answers(visit.content.demarche, ANSWERS, open_at_town_hall(town, town.folder / "opened")["answers"])
    # asked to look again, it finds nothing more to send
    town.running["syncd"].process.send_signal(signal.SIGHUP)
    town.stop("syncd")
    assert len(town.submissions()) == 1

    # the staff can read that it fell, started again, and was asked to end; and nothing else of the visit
    town.stop("kiosk")
    listed = json.loads(run(program("parvisctl"), "journal", "--json", "--config", town.config))
    mine = [entry["event"] for entry in listed if entry["program"] == "parvis-kiosk" and entry["event"].startswith("sys_")]
    assert mine == ["sys_startup", "sys_crash", "sys_startup", "sys_shutdown"], mine
    run(program("parvisctl"), "journal", "--verify", "--config", town.config)
