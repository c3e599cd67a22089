# SPDX-License-Identifier: EUPL-1.2
"""Paints the gallery (parvis-kiosk --gallery) to its end; the pictures stay among the artifacts.
usage: test-gallery.py LANGUAGES LOOKS"""
import sys

from stage import DEMO_CONTENT, stage

LEAST_PICTURES = 20
MOST_SECONDS = 500

with stage(DEMO_CONTENT, idle_seconds=600, printer=False) as (town, screen):
    languages, looks = sys.argv[1:3]
    kiosk = town.start_kiosk("--gallery", screen.artifacts / "gallery", "--gallery-languages", languages, "--gallery-looks", looks)
    status = kiosk.process.wait(MOST_SECONDS)
    assert status == 0, "\n".join(line for line in kiosk.lines[-5:] if line)
    painted = list((screen.artifacts / "gallery").glob("*/*.png"))
    assert len(painted) >= LEAST_PICTURES * len(languages.split(",")) * len(looks.split(",")), f"only {len(painted)} pictures"
