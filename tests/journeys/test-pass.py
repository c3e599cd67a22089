# SPDX-License-Identifier: EUPL-1.2
"""One of the town's own cards is laid on the reader instead of typing its number, another one first; then a passport is opened by what is
typed of its last lines, and what its chip leaves open is said and put right by hand."""
import re

from form import within
from journey import SMALL_CONTENT, stage
from screen import plain
from town import TOP
from typist import Typist
from visit import Content, Visit, CONTINUE, SEND

PRESENT, AGAIN = "Présenter ma carte « Pass Jeune »", "Présenter une autre carte"
LAY, LAY_PASSPORT = "Posez votre carte « Pass Jeune » sur le lecteur", "Posez votre passeport sur le lecteur"
YOUTH, LIBRARY = "https://pass.petit-essai.example/j/SA-48213", "https://pass.petit-essai.example/m/B-77"
READ, RETRY, FILLED = "Lire ma carte d'identité", "Recommencer", re.compile("^C'est lu : reprenez votre carte")
TRIES = 5
NUMBER, BIRTH, EXPIRY = "XRT", "230315", "330601"
NAMES = "MARTIN<<MARIE<ANTOINETTE<JOSEP"  # thirty characters: no room for the end


def check(text):
    values = [0 if c == "<" else int(c, 36) for c in text]
    return str(sum(value * (7, 3, 1)[i % 3] for i, value in enumerate(values)) % 10)


def zone():
    """Three lines of thirty characters (ICAO Doc 9303-5, 4.2.2)."""
    number = NUMBER.ljust(9, "<")
    first = f"IDUTO{number}{check(number)}".ljust(30, "<")
    second = f"{BIRTH}{check(BIRTH)}F{EXPIRY}{check(EXPIRY)}UTO".ljust(29, "<")
    whole = first[5:] + second[:7] + second[8:15] + second[18:29]
    return first + second + check(whole) + NAMES


def box(label):
    """Of a question, or of a date's part in it."""
    return next(node for node in screen.nodes() if node.role == "text" and plain(node.name) == plain(label))


def texts():
    return [plain(node.text or "") for node in screen.nodes() if node.role == "text"]


def change_card(address, done):
    """A card in the place of another, asked for again. The kiosk may not have seen yet that they were changed: then the reading breaks off,
    and is asked for once more."""
    last = None
    town.take_card_away()
    town.put_pass(address)
    for _ in range(TRIES):
        key = screen.wait(lambda nodes, last=last: (key := screen.find(RETRY, "button", nodes)) and key.reference != last and key,
                          "another try")
        last = key.reference
        screen.touch(RETRY, "button")
        ended = screen.wait(lambda nodes, last=last: screen.find(done, None, nodes)
                            or ((key := screen.find(RETRY, "button", nodes)) and key.reference != last and key),
                            "the end of the reading")
        if ended.role != "button":
            return
    raise AssertionError("the card is not read")


def date(group, figures):
    for part, text in zip(("Jour", "Mois", "Année"), figures.split("/")):
        def find(nodes, part=part):
            rows = [node for node in nodes if node.role == "group" and plain(node.name) == plain(group)]
            return next((hit for row in rows if (hit := screen.find(part, "text", within(row, nodes)))), None)

        node = screen.bring(find, f"{part} of {group}")
        screen.touch_node(node)
        typist.type(text, node)


with stage(SMALL_CONTENT, cards=True, idle_seconds=300, printer=False, overlay=TOP / "tests/journeys/content-pass") as (town, screen):
    town.start_kiosk()
    visit = Visit(screen, Content(town.content, "essai"), {}, pictures=False)
    typist = Typist(screen)
    visit.wake()
    visit.open_service()
    visit.begin()
    screen.wait(lambda nodes: (key := screen.find(PRESENT, "button", nodes)) and "sensitive" in key.states, "the reader")
    screen.picture("question")

    # another card of the town's first, then the right one
    screen.touch(PRESENT, "button")
    screen.wait_for(LAY)
    screen.picture("poser")
    town.put_pass(LIBRARY)
    screen.wait_for("C'est la carte « Médiathèque ». Ici, il faut la carte « Pass Jeune ».")
    screen.picture("autre-carte")
    change_card(YOUTH, FILLED)
    screen.wait(lambda nodes: (number := next((node for node in nodes if node.text == "SA-48213"), None)) and screen.is_whole(number),
                "the number, whole")
    screen.picture("rempli")
    town.take_card()
    screen.wait_for(AGAIN, "button")

    # a passport, by its number and its two dates
    screen.touch(READ, "button")
    screen.touch("Mon passeport")
    screen.wait_for("Le numéro du passeport", "text")
    screen.picture("passeport")
    node = box("Le numéro du passeport")
    screen.touch_node(node)
    typist.type(NUMBER, node)
    date("La date de naissance écrite dessus", "15/03/1923")
    date("La date d'expiration", "01/06/2033")
    screen.picture("passeport-tape")
    screen.touch(CONTINUE, "button")
    screen.wait_for(LAY_PASSPORT)
    screen.picture("passeport-poser")
    town.put_card("--no-pace", "--mrz", zone())
    screen.wait_for(re.compile("sont peut-être coupés"))
    screen.wait_for(re.compile("Vérifiez l'année"))
    screen.picture("passeport-lu")
    screen.log(str(texts()))
    town.take_card()

    # what the chip cannot know is put right by hand
    year = screen.bring(lambda nodes: screen.find("Année", "text", nodes), "the year")
    assert plain(screen.bus.text_now(year)) == "2023"
    screen.touch_node(year)
    typist.erase(year)
    typist.type("1923", year)
    visit.form.close_keyboard()
    screen.picture("corrige")
    screen.touch(CONTINUE, "button")
    screen.wait_for(SEND, "button")
    screen.wait_for(re.compile("15 mars 1923"))
    screen.wait_for(re.compile("SA-48213"))
    screen.picture("verification")
