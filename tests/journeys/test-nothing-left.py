# SPDX-License-Identifier: EUPL-1.2
"""Somebody does a démarche, sends it and leaves: a search of the kiosk's whole memory then finds none of what they typed. The same search
finds it while they are there, or it would prove nothing."""
import json
import shutil
import tempfile
from pathlib import Path

from journey import ANSWERS, SMALL_CONTENT, stage
from memory import search, spellings
from town import BUILD
from visit import Content, Visit

TYPED = "Quillevere Zephyrine"
LEAST = 2  # while it is on the screen: in the answers and in what is drawn at least


def patterns():
    """The whole, and each of the two words: a label may hold them apart."""
    return {f"{text} ({form})": code for text in (TYPED, *TYPED.split(), TYPED.lower()) for form, code in spellings(text).items()}


def with_long_text(folder):
    """The small content, with a question more that is answered in several lines."""
    content = Path(folder) / "content"
    shutil.copytree(SMALL_CONTENT, content)
    path = content / "demarches/essai.json"
    demarche = json.loads(path.read_text(encoding="utf-8"))
    demarche["steps"][0]["fields"].append({"id": "recit", "type": "textarea", "label": "Racontez", "max_length": 400})
    path.write_text(json.dumps(demarche), encoding="utf-8")
    return content


with tempfile.TemporaryDirectory() as folder, stage(content := with_long_text(folder), idle_seconds=300, printer=False, speech=True) as (town, screen):
    visit = Visit(screen, Content(content, "essai"), {**ANSWERS, "nom": TYPED, "recit": f"je suis {TYPED.lower()}"}, pictures=False)
    town.start_hub()
    town.start_syncd()
    kiosk = town.start_kiosk(LD_PRELOAD=str(BUILD / "lib/parvis-inspectable.so"))
    visit.wake()
    (town.sound / "headphones").write_text("1")  # what is typed is said, too
    screen.wait_for("Répéter", "button")
    visit.open_service()
    visit.begin()
    visit.fill()
    screen.touch("Tout lire", "button")
    said = town.sound / "heard"
    assert screen.bus.wait_until(lambda: TYPED in said.read_text(errors="replace"), 10), "the recap is not read in headphones"
    there = search(kiosk.pid, patterns())
    screen.log(f"at the recap: {len(there)} places hold what was typed")
    assert len(there) >= LEAST, f"the search finds {len(there)} places while the answers are on the screen: it is blind"
    visit.send()
    visit.leave()
    screen.wait_still()
    left = search(kiosk.pid, patterns())
    screen.log(f"after the end: {len(left)} places")
    for label, region, address, around in left:
        screen.log(f"{label} in {region} at {address:#x}: {around!r}")
    assert not left, f"{len(left)} places in the kiosk's memory still hold what was typed"
