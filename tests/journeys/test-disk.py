# SPDX-License-Identifier: EUPL-1.2
"""Somebody gives their name, a story and a paper; it waits for the town hall, is delivered and purged. Somebody else types and the kiosk
dies under their hands. Every byte of every file that the kiosk and its sender may have written is then searched: none of it is there.
A search that does not find what is put there on purpose would prove nothing, and fails.

PARVIS_DISK: an empty folder on a filesystem of its own, whose raw bytes tests/bench/disk-image searches afterwards."""
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import tempfile
from pathlib import Path

from disk import Search, windows_of_folder
from journey import SMALL_CONTENT, stage
from play import ARRIVED
from visit import Content, Visit

GIVEN = {"couleur": "vert", "nom": "Quillevere Zephyrine", "recit": "le muret de Korrigane penche", "papier": True}
UNSENT = {"nom": "Brazidec Sizorn"}


def with_long_text(folder):
    """The small content, with a question more that is answered in several lines."""
    content = Path(folder) / "content"
    shutil.copytree(SMALL_CONTENT, content)
    path = content / "demarches/essai.json"
    demarche = json.loads(path.read_text(encoding="utf-8"))
    demarche["steps"][0]["fields"].append({"id": "recit", "type": "textarea", "label": "Racontez", "max_length": 400})
    path.write_text(json.dumps(demarche), encoding="utf-8")
    return content


def make_disk(folder):
    """Where everything goes that a program may think of writing, and what tells it so."""
    for name in ("state", "tmp", "home", "cache", "config", "data", "xdg-state", "cwd", "logs"):
        (folder / name).mkdir()
    os.chdir(folder / "cwd")  # where a core would fall
    return {"TMPDIR": folder / "tmp", "HOME": folder / "home", "XDG_CACHE_HOME": folder / "cache", "XDG_CONFIG_HOME": folder / "config",
            "XDG_DATA_HOME": folder / "data", "XDG_STATE_HOME": folder / "xdg-state"}


def allow_cores(say):
    """The image forbids them besides; here the kiosk itself must."""
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    pattern = Path("/proc/sys/kernel/core_pattern").read_text(encoding="utf-8").strip()
    if hard == 0 or pattern.startswith(("|", "/")):
        say(f"SKIPPED: that a crash leaves no core: here they would not fall on the disk ({pattern}, limit {hard})")


def rows(disk):
    with sqlite3.connect(f"file:{disk}/state/outbox.db?mode=ro", uri=True) as db:
        return db.execute("SELECT state FROM submission").fetchall()


def look(search, disk, when, say):
    found = list(search.in_folder(disk))
    size = sum(path.stat().st_size for path in disk.rglob("*") if path.is_file())
    say(f"{when}: {size} bytes in the disk's files, {len(search.patterns)} spellings, {len(search.windows)} pieces: {len(found)} found")
    assert not found, "\n".join(found[:20])


def see_canary(search, disk, attachment):
    """What is put there on purpose must be found, or the search is blind."""
    canary = disk / "tmp/canary"
    canary.write_bytes(GIVEN["recit"].encode("utf-16-le") + bytes(8192) + attachment[len(attachment) // 2:][:200])
    found = list(search.in_folder(disk))
    canary.unlink()
    for word in ("Korrigane", "piece of an attachment"):
        assert any(word in line for line in found), f"the search is blind: {found}"


def purge(town, disk):
    """What is delivered goes at once (retention-days=0), which is in the second after its delivery."""
    syncd = town.running["syncd"]
    syncd.process.send_signal(signal.SIGHUP)
    syncd.wait_line(re.compile("submissions purged"), seconds=60)
    assert rows(disk) == [], rows(disk)


with tempfile.TemporaryDirectory() as folder:
    disk = Path(os.environ.get("PARVIS_DISK") or Path(folder) / "disk")
    disk.mkdir(exist_ok=True)
    environment = make_disk(disk)
    content = with_long_text(folder)
    with stage(content, idle_seconds=300, printer=False, settings=f"[kiosk]\nstate={disk}/state\n[hub]\nretention-days=0\n") as (town, screen):
        allow_cores(screen.log)
        town.logs = disk / "logs"
        town.environment.update({name: str(path) for name, path in environment.items()})
        known = windows_of_folder(disk)
        texts = [GIVEN["nom"], GIVEN["recit"], UNSENT["nom"]]
        look(Search(texts), disk, "before anybody came", screen.log)

        town.start_syncd()
        kiosk = town.start_kiosk()
        visit = Visit(screen, Content(content, "essai"), GIVEN, pictures=False)
        visit.play_to_recap()
        look(Search(texts), disk, "at the recap", screen.log)
        visit.send()
        assert rows(disk) != [], "nothing is queued"
        look(Search(texts), disk, "recorded", screen.log)

        town.start_hub()
        screen.wait_for(ARRIVED, seconds=120)
        texts.append(visit.code())
        visit.leave()
        arrived = town.submissions()
        town.open_submission(arrived[0]["id"], town.folder / "opened")
        attachments = [path.read_bytes() for path in (town.folder / "opened/attachments").iterdir()]
        assert attachments, "no paper was given"
        search = Search(texts, attachments, known)
        see_canary(search, disk, attachments[0])
        look(search, disk, "delivered", screen.log)
        purge(town, disk)
        look(search, disk, "purged", screen.log)

        visit = Visit(screen, Content(content, "essai"), UNSENT, pictures=False)
        visit.wake()
        visit.open_service()
        visit.begin()
        visit.fill_screen()
        town.stop("kiosk", signal.SIGSEGV)
        town.stop("syncd")
        look(search, disk, "after a crash", screen.log)
        if "PARVIS_DISK" in os.environ:
            shutil.copytree(town.folder / "opened", screen.artifacts / "opened", dirs_exist_ok=True)
            (screen.artifacts / "texts.json").write_text(json.dumps(texts), encoding="utf-8")
        os.chdir("/")
