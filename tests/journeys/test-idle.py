# SPDX-License-Identifier: EUPL-1.2
"""Between two people and above them: what the sleeping screen says in turn, and an urgent notice that covers every page until it is
read, but not a démarche in progress."""
import json
import shutil
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from journey import ANSWERS, SMALL_CONTENT, stage
from screen import plain
from town import program, run
from visit import START, Content, Visit

READ = "J'ai lu"
NOW = "Crue de l'Oudon"
LATER = "Eau non potable"


def notice(name, title, since):
    return {"id": name, "level": "urgent", "title": title, "text": "Ne traversez pas le gué. Écoutez la mairie.",
            "from": since.isoformat(), "until": (since + timedelta(days=1)).isoformat()}


def made_content(folder):
    """The small content with an event and a piece of news."""
    content = folder / "content"
    shutil.copytree(SMALL_CONTENT, content)
    soon = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=2)
    write(content, "events", {"id": "bal", "title": "Bal des pompiers", "category": "culture", "starts": soon.isoformat(),
                              "ends": (soon + timedelta(hours=3)).isoformat(), "place_name": "Place de la Mairie"})
    write(content, "news", {"id": "pont", "title": "Le pont est rouvert", "summary": "On passe de nouveau.", "body": "Enfin.",
                            "published": "2026-01-02T08:00:00+01:00"})
    return content


def write(content, name, *holds):
    (content / f"{name}.json").write_text(json.dumps({name: holds}), encoding="utf-8")


def install_alerts(town, seconds):
    """The town hall publishes them while the kiosk sleeps; the second begins so much later."""
    now = datetime.now(timezone.utc).replace(microsecond=0)
    write(town.content, "notices", notice("crue", NOW, now - timedelta(hours=1)),
          notice("eau", LATER, now + timedelta(seconds=seconds)))
    bundle = town.content / "bundle.json"
    bundle.write_text(json.dumps(json.loads(bundle.read_text(encoding="utf-8")) | {"version": 2}), encoding="utf-8")
    town.sign_content()
    run(program("parvisctl"), "content", "install", town.content, "--config", town.config)


def rotates(screen):
    """One after the other, by themselves; each change comes as an event of the tree."""
    screen.wait_for("Bal des pompiers")
    screen.picture("repos")
    screen.wait_for("Le pont est rouvert")
    screen.wait_gone("Bal des pompiers")
    screen.picture("repos-suite")


def is_covered(screen):
    screen.wait_for(READ, "button")
    assert screen.find(NOW) or screen.find(LATER), "the cover does not say why"
    keys = [node for node in screen.find_all("Terminer", "button") if screen.meets(node, *node.centre)]
    assert not keys, "a key below the cover can still be touched"


def waits_for_demarche(screen, visit, later):
    visit.begin()
    visit.fill_screen()
    screen.wait_for(f"Alerte : {LATER}", seconds=later + 60)
    screen.picture("alerte-attend")
    assert not screen.find(READ, "button"), "an alert covers a démarche in progress"
    assert any(plain(ANSWERS["nom"]) in text for text in screen.texts()), "what was typed is gone"
    screen.touch("Accueil", "button")
    screen.touch("Oui, effacer et quitter", "button")
    is_covered(screen)
    screen.picture("alerte")
    screen.touch(READ, "button")
    screen.wait_gone(READ, "button")


def alerts(town, screen, later):
    visit = Visit(screen, Content(SMALL_CONTENT, "essai"), ANSWERS, pictures=False)
    install_alerts(town, later)
    screen.touch(START, "button")
    is_covered(screen)
    screen.touch(READ, "button")
    screen.wait_gone(READ, "button")
    visit.open_service()
    waits_for_demarche(screen, visit, later)
    screen.touch("Terminer", "button")
    screen.wait_for(NOW)  # the sleeping screen says it too, and nothing else
    assert not screen.find("Le pont est rouvert")
    screen.picture("repos-alerte")
    screen.touch(START, "button")
    is_covered(screen)  # the next person has not read it


with tempfile.TemporaryDirectory(prefix="idle-", dir="/tmp") as made:
    with stage(made_content(Path(made)), idle_seconds=300, printer=False) as (town, screen):
        began = time.monotonic()
        town.start_kiosk()
        screen.wait_for(START, "button")
        took = time.monotonic() - began
        rotates(screen)
        alerts(town, screen, 15 + round(5 * took))  # the démarche has begun by then, on a slow machine too
