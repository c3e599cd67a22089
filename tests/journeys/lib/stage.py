# SPDX-License-Identifier: EUPL-1.2
"""What every journey stands on: a town, a screen, a folder for what they leave, all gone at the end; and, when a journey fails,
what was on the screen and what the programs said."""
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from process import die_with_parent
from screen import Screen
from town import DEMO_CONTENT, TOP, Town

SMALL_CONTENT = TOP / "tests/journeys/content"
ALERT = TOP / "tests/journeys/content-alert"  # an overlay: one urgent notice, in force for ever
SCREEN_MM = 270


def artifacts():
    return Path(os.environ.get("PARVIS_OUT") or os.environ["XDG_RUNTIME_DIR"] + "/out")


def clear(out):
    """What an earlier run left there, and nothing else."""
    for name in ("journey.log", "receipt.pdf", "submission.json"):
        (out / name).unlink(missing_ok=True)
    for picture in out.glob("*.png"):
        picture.unlink()
    for name in ("logs", "attachments", "opened", "gallery"):
        shutil.rmtree(out / name, ignore_errors=True)


@contextmanager
def stage(content=SMALL_CONTENT, cards=False, **options):
    """Gives (town, screen). @options are Town's. @cards: with a card reader."""
    die_with_parent()
    out = artifacts()
    out.mkdir(parents=True, exist_ok=True)
    clear(out)
    log = (out / "journey.log").open("w", encoding="utf-8")

    def say(line):
        print(line, flush=True)
        print(line, file=log, flush=True)

    with tempfile.TemporaryDirectory(prefix="town-", dir="/tmp") as folder:
        town, screen = Town(Path(folder) / "t"), Screen(out, say)
        try:
            town.make(content, **options, **(town.start_card_service() if cards else {}))
            yield town, screen
        except BaseException as error:
            say(f"FAILED: {error}")
            for what in (lambda: screen.picture("failed"), lambda: town.keep_logs(out / "logs")):
                try:
                    what()
                except Exception as further:  # the screen may be what failed: the first error is the one to show
                    say(f"and then: {further}")
            raise
        finally:
            town.stop_all()
            log.close()


def screen_size():
    return tuple(map(int, os.environ.get("PARVIS_SIZE", "1080x1920").split("x")))
