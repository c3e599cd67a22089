# SPDX-License-Identifier: EUPL-1.2
"""Goes through the gallery (parvis-kiosk --gallery) and audits the live accessibility tree of every page, and the picture of it. The
pictures stay among the artifacts.
usage: test-audit.py LANGUAGES LOOKS"""
import re
import sys

from audit import audit
from stage import DEMO_CONTENT, screen_size, stage
from words import of_content

WIDTH_MM = {1080: 270, 1920: 476, 1280: 409}
FLOOR_MM = 20
SAID = re.compile(r"^picture (.*/\w+-(\w+)-(\w+)/[^/]+\.png)$")
BY_KEYS = {("fr", "normal"), ("ar", "normal")}
LEAST_PICTURES = 20


def pictures(kiosk):
    """(path, language, look) of each, while the screen still shows it."""
    done = 0
    while True:
        with kiosk.heard:
            kiosk.heard.wait_for(lambda: len(kiosk.lines) > done, 120)
            new = kiosk.lines[done:]
        assert new, "the gallery stands still"
        done += len(new)
        for line in new:
            if line is None:
                return
            if found := SAID.match(line):
                yield found.groups()
                kiosk.process.stdin.write("\n")
                kiosk.process.stdin.flush()


languages, looks = sys.argv[1:3]
with stage(DEMO_CONTENT, idle_seconds=600, printer=False, screen_mm=WIDTH_MM[screen_size()[0]]) as (town, screen):
    faults, count, content = [], 0, of_content(DEMO_CONTENT)
    kiosk = town.start_kiosk("--gallery", screen.artifacts / "gallery", "--gallery-languages", languages, "--gallery-looks", looks,
                             PARVIS_GALLERY_STEP="1")
    for path, language, look in pictures(kiosk):
        count += 1
        found = audit(screen, path, look, language, content, WIDTH_MM[screen.width], (language, look) in BY_KEYS, FLOOR_MM)
        for fault in found:
            screen.log(f"{path.rpartition('gallery/')[2]} {fault}")
        faults += found
    assert kiosk.stop() == 0, "\n".join(line for line in kiosk.lines[-5:] if line)
    screen.log(f"{count} pictures, {len(faults)} faults")
    assert count >= LEAST_PICTURES, f"only {count} pictures"
    assert not faults, f"{len(faults)} faults, see above"
