# SPDX-License-Identifier: EUPL-1.2
"""One resident's visit: from the sleeping screen to a démarche, through its questions, to the receipt and away.

It plays any démarche of any content: it knows the definition only to know which answer belongs to which question, and answers what
it finds on the screen, in the order it finds it.
"""
import json
import re
from pathlib import Path

from form import Form, question_rows, within
from screen import plain

START = "Touchez l'écran pour commencer"
BEGIN = "Commencer la demande"
UNDERSTOOD = "J'ai compris, commencer"
CONTINUE = "Continuer"
SEND = "Envoyer ma demande"
RECORDED = "C'est enregistré."
PAPER = "Sur une feuille A4"
PRINTED = re.compile("^Votre feuille est imprimée")
DONE = "J'ai terminé, effacer l'écran"
MOST_SCREENS = 60


class Content:
    """What the bundle in @folder says of one démarche."""

    def __init__(self, folder, demarche_id):
        self.folder = Path(folder).resolve()
        self.demarche = self._load(f"demarches/{demarche_id}.json")
        services = [self._load(path) for path in sorted((self.folder / "services").glob("*.json"))]
        self.service = next((service for service in services if service.get("demarche") == demarche_id), None)
        themes = self._load("themes.json")["themes"]
        self.theme = next((theme for theme in themes if self.service and theme["id"] == self.service["theme"]), None)

    def _load(self, path):
        return json.loads((self.folder / path).read_text(encoding="utf-8"))

    def options_of(self, field):
        options = field.get("options") or (self._load(f"lists/{field['list']}.json") if "list" in field else [])
        return self._flat(options["options"] if isinstance(options, dict) else options)

    def _flat(self, options):
        return [(option["value"], word(option.get("label", option["value"])), self._flat(option.get("options", [])))
                for option in options]


CARD_NAME = re.compile(r"\S.*\s\d+(\s: .+)?$")


def is_card(node):
    """One row of a repeated block: a group that is named by its number, and by who it is of: "Enfant 1 : Jeanne"."""
    return node.role == "group" and CARD_NAME.match(node.name) is not None


def word(text):
    """French, of a text that may be in several languages."""
    return text["fr"] if isinstance(text, dict) else text


class Visit:
    def __init__(self, screen, content, answers, pictures=True):
        self.screen, self.content, self.answers, self.pictures = screen, content, answers, pictures
        self.done = set()  # (step, field): answered
        self.form = Form(screen, content.options_of)
        self.form.on_scanned = lambda: self.picture("page-numerisee")

    def picture(self, name):
        if self.pictures:
            self.screen.numbered_picture(name)

    # the way to the démarche

    def wake(self):
        self.screen.wait_for(START, "button")
        self.picture("veille")
        self.screen.touch(START, "button")
        self.screen.wait_for("Accueil", "button")
        self.picture("accueil")

    def open_service(self):
        self.screen.touch(word(self.content.theme["title"]), "button")
        self.screen.wait_gone("Chercher", "button")
        title = word(self.content.service["title"])
        while not self.screen.find(title, "button"):
            self.screen.touch("Suivants", "button")
            self.screen.wait_still()
        self.picture("theme")
        self.screen.touch(title, "button")
        self.screen.wait_for(BEGIN, "button")
        self.picture("fiche")

    def begin(self):
        self.screen.touch(BEGIN, "button")
        self.screen.wait_for(UNDERSTOOD, "button")
        self.picture("vie-privee")
        self.screen.touch(UNDERSTOOD, "button")
        self.screen.wait_gone(UNDERSTOOD, "button")

    # the questions

    def fill(self):
        """Answers screen after screen, to the recap."""
        for _ in range(MOST_SCREENS):
            nodes = self.screen.wait(lambda nodes: self.screen.find(re.compile(f"^({CONTINUE}|{SEND})$"), "button", nodes)
                                     and nodes, "the next questions, or the recap")
            if self.screen.find(SEND, "button", nodes):
                self.picture("verification")
                return
            self.fill_screen()
            self.go_on()
        raise AssertionError("the démarche does not come to an end")

    def fill_screen(self):
        """Answering may bring further questions: until nothing on the screen is left to answer."""
        step = self.current_step()
        here = set()  # of those, on this screen
        while (question := self.next_question(step, here)) is not None:
            find_row, field, value = question
            self.done.add((step["id"], field["id"]))
            here.add(field["id"])
            if field["type"] == "repeat":
                self.fill_rows(find_row, field, value)
            else:
                self.form.answer(find_row, field, value)
        self.form.close_keyboard()
        self.picture(f"etape-{step['id']}")

    def current_step(self):
        """The one with the most questions on the screen, its title among the words there."""
        nodes = self.screen.nodes()
        read = {plain(node.words) for node in nodes if node.role in ("label", "heading")}

        def score(step):
            return plain(word(step["title"])) in read, sum(
                self.row_finder(word(field["label"]), 0)(nodes) is not None for field in step["fields"])

        return max(self.content.demarche["steps"], key=score)

    def next_question(self, step, here):
        """(what finds its row, field, answer) of the first one on the screen that is left to answer."""
        nodes, fields = self.screen.nodes(), step["fields"]
        for position, field in enumerate(fields):
            label, value = word(field["label"]), self.answers.get(field["id"])
            if (step["id"], field["id"]) in self.done or value in (None, "", []) or field["type"] == "explanation":
                continue
            # of questions in the same words, the ones before are answered
            index = sum(word(other["label"]) == label and other["id"] in here for other in fields[:position])
            find_row = self.row_finder(label, index)
            if find_row(nodes) is not None:
                return find_row, field, value
        return None

    def row_finder(self, label, index, find_card=None):
        def find(nodes):
            rows = question_rows(nodes, label)
            if find_card is None:
                rows = [row for row in rows if not any(is_card(above) for above in row.ancestors())]
            else:
                card = find_card(nodes)
                rows = [row for row in rows if card is not None and card in row.ancestors()]
            return rows[index] if index < len(rows) else None

        return find

    def fill_rows(self, find_row, field, rows):
        name = word(field.get("row_label", "Élément"))
        for index, answers in enumerate(rows):
            find_card = self.card_finder(find_row, f"{name} {index + 1}")
            if find_card(self.screen.nodes()) is None:
                self.form.close_keyboard()
                self.form.touch_in(find_row, f"Ajouter : {name}", "button")
                self.screen.wait(find_card, f"{name} {index + 1}")
            for inner in field["fields"]:
                value = answers.get(inner["id"])
                finder = self.row_finder(word(inner["label"]), 0, find_card)
                if value not in (None, "", []) and inner["type"] != "explanation" and finder(self.screen.nodes()):
                    self.form.answer(finder, inner, value)

    def card_finder(self, find_row, title):
        def find(nodes):
            row = find_row(nodes)
            label = self.screen.find(title, "label", within(row, nodes)) if row else None
            return label.parent.parent if label else None

        return find

    def go_on(self):
        def said(nodes):
            return {plain(node.words) for node in nodes if node.role in ("label", "heading") and ":" not in node.words}

        before = said(self.screen.nodes())
        self.screen.touch(CONTINUE, "button")

        def moved(nodes):
            faults = self.form.faults(nodes)
            if faults:
                raise AssertionError(f"the screen refuses the answers: {faults}\n{self.screen.describe(nodes)}")
            return said(nodes) != before

        self.screen.wait(moved, "the next screen")

    # the end

    def send(self):
        self.screen.touch(SEND, "button")
        self.screen.wait_for(RECORDED)
        self.picture("recu")

    def code(self):
        """The tracking code on the receipt."""
        pattern = re.compile(r"^[0-9A-Z]{4} [0-9A-Z]{4}$")
        return plain(self.screen.wait_for(pattern).words)

    def print_receipt(self):
        self.screen.touch(PAPER, "button")
        self.screen.wait_for(PRINTED, seconds=60)
        self.picture("imprime")

    def leave(self):
        self.screen.touch(DONE, "button")
        self.screen.wait_for(START, "button")
        self.picture("fin")

    def play_to_recap(self):
        self.wake()
        self.open_service()
        self.begin()
        self.fill()
