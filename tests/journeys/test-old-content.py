# SPDX-License-Identifier: EUPL-1.2
"""A kiosk that has nothing to propose says so, whom to turn to, and what works all the same: without content, and with one whose signed end has
passed. That is in the journal, once; the next content mends it."""
import json
import re
import sqlite3

from journey import SMALL_CONTENT, stage
from town import program, run
from visit import START

EMPTY, OLD, HELLO = "Cette borne n'est pas prête.", "Cette borne n'est plus à jour.", re.compile("^Bonjour")
FOLLOW = "Suivre ma demande"


def expire():
    """As time does: nothing but the clock is past its end."""
    with sqlite3.connect(catalog) as database:
        database.execute("UPDATE meta SET expires = 1600000000")
    database.close()


def renew():
    path = town.content / "bundle.json"
    bundle = json.loads(path.read_text())
    bundle["version"] += 1
    path.write_text(json.dumps(bundle))
    town.sign_content()
    run(program("parvisctl"), "content", "install", town.content, "--config", town.config)


def visit(title, picture):
    screen.touch(START, "button")
    screen.wait_for(title)
    screen.picture(picture)


def leave():
    screen.touch("Terminer", "button")
    screen.wait_for(START, "button")


def expiries():
    return [entry for entry in json.loads(run(program("parvisctl"), "journal", "--json", "--config", town.config))
            if entry["event"] == "content_expired"]


with stage(SMALL_CONTENT, idle_seconds=300, printer=False) as (town, screen):
    catalog, aside = town.folder / "state/catalog.db", town.folder / "catalog.db"
    catalog.rename(aside)
    (town.folder / "state/catalog.db.bundles").rename(town.folder / "bundles")
    town.start_kiosk()
    visit(EMPTY, "sans-contenu")
    screen.touch(FOLLOW, "button")
    screen.wait_for(re.compile("^Cette borne n'a pas de connexion"))
    screen.picture("sans-contenu-suivre")
    leave()

    aside.rename(catalog)
    expire()
    visit(OLD, "perime")
    screen.wait_for("Appeler la mairie")
    assert not screen.find(re.compile("Essais"), "button"), "démarches of a content that is too old"
    leave()
    screen.picture("perime-veille")

    renew()
    visit(HELLO, "renouvele")
    screen.wait_for("Essais", "button")
    leave()
    found = screen.wait(lambda _: expiries(), "content_expired in the journal", reading=False)
    assert len(found) == 1, found
