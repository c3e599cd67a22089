# SPDX-License-Identifier: EUPL-1.2
"""New content comes by the network: what is urgent is said at once, with its age; the rest waits until the person has gone. One command brings
the old content back."""
import json
import re
import signal

from journey import SMALL_CONTENT, stage
from town import program, run
from visit import START

STORM = {"id": "vent", "level": "urgent", "title": "Vent violent", "text": "Restez chez vous si vous le pouvez.", "from": "2026-01-01T00:00:00Z",
         "until": "2090-01-01T00:00:00Z"}
OLD, NEW = re.compile("Petit-Essai"), re.compile("Neuf-Essai")


def publish(town, tree, signer):
    """The next version, with another name for the town."""
    path = town.content / "bundle.json"
    bundle = json.loads(path.read_text())
    bundle["version"] += 1
    bundle["commune"]["name"] = "Mairie de Neuf-Essai"
    path.write_text(json.dumps(bundle))
    town.sign_content()
    run(program("parvisctl"), "content", "publish", town.content, tree, *signer)


def tell_storm(town, tree, signer):
    path = town.folder / "notices.json"
    path.write_text(json.dumps({"notices": [STORM]}))
    run(program("parvisctl"), "content", "tell", "notices", path, tree, *signer)
    town.running["syncd"].process.send_signal(signal.SIGHUP)


with stage(SMALL_CONTENT, idle_seconds=300, printer=False) as (town, screen):
    published = town.folder / "hub" / "content"
    keys = ("--ca", town.pki / "ca.pem", "--certificate", town.pki / "content.pem", "--key", town.pki / "content.key")
    town.start_hub()
    town.start_kiosk()
    screen.touch(START, "button")
    screen.wait_for("Essais", "button")

    publish(town, published, keys)
    town.start_syncd()
    town.running["syncd"].wait_line(re.compile("a new version is ready"))
    tell_storm(town, published, keys)
    screen.wait_for("J’ai lu", "button")
    screen.picture("urgent")
    assert not screen.find(NEW), "the content changed under somebody's finger"

    screen.touch("J’ai lu", "button")
    screen.touch("Terminer", "button")
    screen.wait_for(NEW)
    screen.picture("after")
    run(program("parvisctl"), "content", "restore", "--config", town.config)
    screen.wait_for(OLD)
    screen.picture("brought-back")
