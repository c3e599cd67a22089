# SPDX-License-Identifier: EUPL-1.2
"""The commune's map: all its places, one of them, and a place that is shown by arrows, by touch and by the five keys, and then said in
words in the recap."""
import re

from screen import plain
from stage import DEMO_CONTENT, stage
from visit import Content, Visit

MIDDLE = re.compile("^Au milieu du plan")
CHOSEN = re.compile("^Endroit choisi")


def middle(screen):
    return screen.wait_for(MIDDLE).words


def move(screen, act):
    """@act puts something else in the middle."""
    before = middle(screen)
    act()
    return screen.wait(lambda nodes: next((node.words for node in nodes if MIDDLE.match(node.words) and node.words != before), None),
                       f"something else than « {before} »")


def see_places(screen):
    screen.touch("Lieux et horaires", "button")
    screen.touch("Voir sur le plan", "button")
    screen.wait_for("Les lieux sur le plan")
    assert "Mairie" in middle(screen), middle(screen)
    screen.wait_still()
    screen.picture("plan-des-lieux")
    screen.touch("Voir le plan de plus près", "button")
    screen.wait_still()
    screen.picture("plan-plus-pres")
    assert "Mairie" in middle(screen), "coming nearer moved the map"
    screen.touch("Retour", "button")
    screen.touch(re.compile("^Service enfance"), "button")
    screen.wait_for("Voir sur le plan", "button")
    screen.picture("lieu")
    screen.touch("Voir sur le plan", "button")
    screen.wait_for("Sur le plan")
    assert "enfance" in middle(screen), middle(screen)
    screen.wait_still()
    screen.picture("plan-d-un-lieu")
    screen.touch("Accueil", "button")


def show_place(screen):
    """By touch, then by the keyboard."""
    move(screen, lambda: screen.touch("Aller vers la droite du plan", "button"))
    move(screen, lambda: screen.touch("Aller vers le haut du plan", "button"))
    screen.touch("L’endroit est sous le repère", "button")
    first = screen.wait_for(CHOSEN).words
    screen.wait_still()
    screen.picture("endroit-au-doigt")
    focus_map(screen)
    screen.seat.press("Return")
    for _ in range(3):
        move(screen, lambda: screen.seat.press("Right"))
    screen.picture("endroit-au-clavier")
    screen.seat.press("Return")
    before = middle(screen)
    screen.touch("L’endroit est sous le repère", "button")
    second = screen.wait(lambda nodes: next((node.words for node in nodes if CHOSEN.match(node.words) and node.words != first), None),
                         "another place")
    assert before.split(":", 1)[1].strip() in second, f"{before} / {second}"
    return second.split(":", 1)[1].strip()


def focus_map(screen):
    """From the key that was touched last, up to the map."""
    for _ in range(12):
        focus = screen.bus.focus_after(lambda: screen.seat.press("Up"))
        if any(node.reference == focus and node.name.startswith("Plan pour montrer") for node in screen.nodes()):
            return
    raise AssertionError("the map is not found by the keys")


with stage(DEMO_CONTENT, idle_seconds=300, printer=False) as (town, screen):
    visit = Visit(screen, Content(DEMO_CONTENT, "signalement-voirie"), {"quoi": "arbre", "danger": False}, pictures=False)
    town.start_kiosk()
    visit.wake()
    see_places(screen)
    visit.open_service()
    visit.begin()
    visit.fill_screen()
    visit.go_on()
    place = show_place(screen)
    visit.go_on()
    screen.touch("Non", "radio button")
    visit.go_on()
    screen.wait_for(re.compile(re.escape(plain(place))))
    screen.picture("verification")
