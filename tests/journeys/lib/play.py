# SPDX-License-Identifier: EUPL-1.2
"""The whole way once: a visit on the screen, the receipt at the printer, the submission opened at the town hall."""
import json
import re
import shutil
from pathlib import Path

from town import run
from visit import Content, Visit

ARRIVED = re.compile("otre demande est (bien )?arrivée")


def without_empty(value):
    """Answers as they compare: what was left empty counts for nothing, and of files only how many pages."""
    if isinstance(value, dict):
        if {"sha256", "content", "media_type", "filename", "path"} & set(value):
            return "page"
        kept = {key: without_empty(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [without_empty(item) for item in value]
    if isinstance(value, str):
        return value.replace("\u2019", "'")  # the kiosk's keyboard has the typewriter's apostrophe
    return round(value, 9) if isinstance(value, float) else value


def files_of(demarche):
    return {field["id"] for step in demarche["steps"] for field in step["fields"] if field["type"] in ("file", "signature")}


def check_answers(demarche, given, received):
    """What was typed is what the town hall reads."""
    scanned = files_of(demarche)
    expected = without_empty({key: value for key, value in given.items() if key not in scanned})
    arrived = without_empty({key: value for key, value in received.items() if key not in scanned})
    assert arrived == expected, f"given {expected}\nreceived {arrived}"
    for name in scanned & {key for key, value in given.items() if value}:
        assert received.get(name), f"the document {name} is not in the submission"


def check_receipt(pdf, code):
    assert pdf.read_bytes().startswith(b"%PDF-"), f"{pdf} is not a PDF"
    words = run("pdftotext", "-layout", pdf, "-")
    assert code in words.replace("\u00a0", " "), f"the printed receipt does not bear {code}:\n{words}"


def open_at_town_hall(town, out):
    """The one submission that arrived, opened with the town hall's key into @out."""
    arrived = town.submissions()
    assert len(arrived) == 1, f"{len(arrived)} submissions arrived: {arrived}"
    return town.open_submission(arrived[0]["id"], out)


def play(town, screen, content_folder, demarche_id, answers, pictures=True):
    """Leaves receipt.pdf, submission.json and attachments/ among the artifacts; raises unless all of it is right."""
    out = screen.artifacts
    visit = Visit(screen, Content(content_folder, demarche_id), answers, pictures)
    town.start_hub()
    town.start_syncd()
    town.start_kiosk()
    visit.play_to_recap()
    visit.send()
    code = visit.code()
    screen.log(f"recorded {code}")
    screen.wait_for(ARRIVED, seconds=60)
    screen.log("arrived at the town hall")
    visit.print_receipt()
    printed = sorted(Path(town.received).glob("*.pdf"))
    assert len(printed) == 1, f"printed: {printed}"
    shutil.copy(printed[0], out / "receipt.pdf")
    check_receipt(out / "receipt.pdf", code)
    visit.leave()
    submission = open_at_town_hall(town, out / "opened")
    for found in (out / "opened").iterdir():
        found.rename(out / found.name)
    (out / "opened").rmdir()
    check_answers(visit.content.demarche, answers, submission["answers"])
    screen.log("opened at the town hall: " + json.dumps(submission.get("code", code)))
