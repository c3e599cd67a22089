# SPDX-License-Identifier: EUPL-1.2
"""(a) The whole visit of the demonstration, with everything there: screen, scanner, printer, sender, central server."""
import json

from play import play
from stage import DEMO_CONTENT, TOP, stage

told = json.loads((TOP / "packaging/demo-visit.json").read_text(encoding="utf-8"))
with stage(DEMO_CONTENT, idle_seconds=300) as (town, screen):
    play(town, screen, DEMO_CONTENT, told["demarche"], told["answers"])
