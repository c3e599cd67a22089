# SPDX-License-Identifier: EUPL-1.2
"""What there is in the end, on both sides, and what is wrong with it."""
import hashlib
import json
import random
import sqlite3
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from town import BUILD, run

SAMPLE = 20  # opened by the real command, too


def sum_parcel(members):
    total = hashlib.sha256()
    for name, data in members:
        total.update(name.encode() + b"\0" + data)
    return total.hexdigest()


def outbox_rows(path):
    """id -> (state, sum of the envelope)"""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
        rows = db.execute("SELECT id, state, sha256 FROM submission").fetchall()
    return {row[0]: row[1:] for row in rows}


def open_all(town, paths):
    """The sum of what each envelope holds, with the town hall's key."""
    done = subprocess.run([BUILD / "bench/campaign-writer", "--open", town.pki / "envelope.key"], input="".join(f"{path}\n" for path in paths),
                          capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def open_by_command(town, identifier):
    """What `parvis-hub open` writes, in the order of the parcel."""
    with tempfile.TemporaryDirectory(dir=town.folder) as folder:
        out = Path(folder) / "out"
        run(BUILD / "bin/parvis-hub", "open", identifier, "--config", town.hub_config, "--key", town.pki / "envelope.key", "--out", out)
        names = ["submission.json", *(f"attachments/{path.name}" for path in sorted((out / "attachments").iterdir()))]
        return sum_parcel((name, (out / name).read_bytes()) for name in names)


def judge_hub(town, tried, kept):
    """Yields what is wrong at the town hall. @tried: id -> sum of the parcel; @kept: the ids that were acknowledged."""
    rows = json.loads(run(BUILD / "bin/parvis-hub", "list", "--json", "--config", town.hub_config))
    stored = [row for row in rows if row["state"] == "stored"]
    times = Counter(row["id"] for row in stored)
    yield from (f"{row['id']}: kept apart" for row in rows if row["state"] == "apart")
    yield from (f"{identifier}: lost" for identifier in kept if not times[identifier])
    yield from (f"{identifier}: {count} times" for identifier, count in times.items() if count > 1)
    for row, total in zip(stored, open_all(town, [row["file"] for row in stored])):
        if hashlib.sha256(Path(row["file"]).read_bytes()).hexdigest() != row["sha256"]:
            yield f"{row['id']}: its envelope is not the one that was received"
        if tried.get(row["id"]) != total:
            yield f"{row['id']}: {total} instead of {tried.get(row['id'])}"
    for identifier in random.Random(0).sample(sorted(times), min(SAMPLE, len(times))):
        if open_by_command(town, identifier) != tried.get(identifier):
            yield f"{identifier}: parvis-hub open gives something else"


def judge_kiosk(town, tried, kept):
    rows = outbox_rows(town.outbox)
    yield from (f"{identifier}: gone from the outbox" for identifier in kept if identifier not in rows)
    yield from (f"{identifier}: {state}" for identifier, (state, _) in rows.items() if state != "delivered")
    yield from (f"{identifier}: nobody made it" for identifier in rows if identifier not in tried)


def judge(town, tried, kept):
    """(lost or altered, twice, other faults): lists of what to say."""
    said = [*judge_hub(town, tried, kept), *judge_kiosk(town, tried, kept)]
    twice = [line for line in said if line.endswith(" times") or line.endswith("apart")]
    lost = [line for line in said if line not in twice]
    return lost, twice
