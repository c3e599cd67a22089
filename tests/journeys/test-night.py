# SPDX-License-Identifier: EUPL-1.2
"""Night: the screen is dark by schedule, its panel off; one touch wakes it and presses nothing; nobody is left in the dark during a
session; left alone, it goes dark again."""
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from journey import SMALL_CONTENT, stage
from visit import START

LIT, OFF = "0", "4"
HOME = "Essais"
LONG, SHORT = 300, 10  # seconds that the screen stays awake: longer than a slow machine takes for what is looked at, and to be waited for


class Panel:
    """A backlight as the kernel shows it."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "panel").mkdir(parents=True)
        for name, value in (("bl_power", LIT), ("brightness", "50"), ("max_brightness", "100")):
            (folder / "panel" / name).write_text(value + "\n", encoding="utf-8")

    def holds(self, name):
        return (self.folder / "panel" / name).read_text(encoding="utf-8").strip()


def hours_around_now():
    now = datetime.now(ZoneInfo("Europe/Paris"))
    return f"{now - timedelta(hours=1):%H:%M}-{now + timedelta(hours=2):%H:%M}"


def is_there(nodes):
    """The window is where fingers and keys go: at its start, the panel may be off before that."""
    return any(node.role == "frame" and "active" in node.states for node in nodes)


def wait_dark(screen, panel):
    def is_dark(nodes):
        return panel.holds("bl_power") == OFF and is_there(nodes) and not screen.find(START, nodes=nodes)

    screen.wait(is_dark, "the dark")


def wait_awake(screen, panel):
    node = screen.wait_for(START, "button")
    assert panel.holds("bl_power") == LIT, "the panel is off"
    return node


with stage(SMALL_CONTENT, idle_seconds=LONG, warning_seconds=10, printer=False) as (town, screen):
    panel = Panel(town.folder / "backlight")
    town.add_to_config(f"[screen]\noff={hours_around_now()}\nbrightness=80\nbacklight=backlight\n")
    town.start_kiosk()
    wait_dark(screen, panel)
    assert panel.holds("brightness") == "80"
    screen.picture("nuit")

    screen.seat.tap(200, 1500)  # where "Touchez l'écran" lies; not where it is touched next, which would be a tremor's second touch
    wait_awake(screen, panel)
    assert not screen.find(HOME, "button"), "the touch that wakes also pressed what lies below"
    screen.picture("reveil")
    screen.touch(START, "button")
    screen.wait_for(HOME, "button")
    screen.touch(HOME, "button")
    screen.wait_gone(START, "button")
    assert panel.holds("bl_power") == LIT, "dark during a session"
    screen.touch("Terminer", "button")
    wait_awake(screen, panel)

    town.stop("kiosk")
    town.add_to_config(f"[kiosk]\nidle-seconds={SHORT}\n")
    town.start_kiosk()
    wait_dark(screen, panel)
    screen.seat.press("space")  # a key wakes it too, and presses nothing either
    wait_awake(screen, panel)
    assert not screen.find(HOME, "button")
    wait_dark(screen, panel)
    town.stop("kiosk")
    assert panel.holds("bl_power") == LIT, "the panel is left off"
