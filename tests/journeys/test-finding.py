# SPDX-License-Identifier: EUPL-1.2
"""Finding: by life event to a list of what matters, by public, a question and its answer, news, the calendar from a month to a day,
an event and its place. A picture of each, and what lib/lint.py says of them.
usage: test-finding.py [plain|large|contrast]"""
import datetime
import json
import re
import shutil
import sys
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from lint import lint
from screen import plain
from stage import DEMO_CONTENT, screen_size, stage
from visit import START, word

WIDTH_MM = {1080: 270, 1920: 476, 1280: 409}
SWITCHES = {"contrast": "Contraste renforcé", "large": "Grands caractères"}
PARIS = ZoneInfo("Europe/Paris")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
TODAY = datetime.datetime.now(PARIS).date()
# a Wednesday of the month after next, so that it is found by turning leaves, and no week-end
FAR = next(day for day in (TODAY + datetime.timedelta(days=62 + n) for n in range(7)) if day.weekday() == 2)


def title_of(path, **which):
    """The French title of something of the demonstration's content."""
    what = json.loads((DEMO_CONTENT / path).read_text(encoding="utf-8"))
    for kind, name in which.items():
        what = next(item for item in what[kind] if item["id"] == name)
    return word(what.get("title", what.get("name")))


# those that are made in a way of their own; pages of prose and plain rows are looked at elsewhere
LINTED = {"accueil", "accueil-moments", "moment-question", "moment-liste", "agenda", "agenda-mois", "lieux", "lieu"}


def instant(day, hour, minute=0):
    return datetime.datetime.combine(day, datetime.time(hour, minute), PARIS).isoformat()


def said(day):
    number = "1er" if day.day == 1 else str(day.day)
    year = f" {day.year}" if day.year != TODAY.year else ""
    return f"{DAYS[day.weekday()]} {number} {MONTHS[day.month - 1]}{year}"


def event(name, title, day, place, **more):
    return {"id": name, "title": title, "starts": instant(day, 10), "ends": instant(day, 12), **place, **more}


def events():
    """What is announced, seen from today: nothing here ages."""
    saturday = TODAY + datetime.timedelta(days=max(0, 5 - TODAY.weekday()))
    return [event("marche", "Marché de producteurs", saturday, {"place_name": "Place de la Halle"},
                  ends=instant(saturday, 23, 30), summary="Quinze étals, un orchestre."),
            *(event(f"atelier-{n}", f"Atelier numérique n° {n}", TODAY + datetime.timedelta(days=5 * n), {"place": "mediatheque"})
              for n in range(1, 9)),
            event("conte", "Heure du conte", FAR, {"place": "mediatheque"}, details="Pour les 3 à 6 ans.\nSur inscription :\n- par téléphone ;\n- à l’accueil.")]


LIFE_EVENTS = [
    {"id": "deces", "title": "Un proche est décédé", "summary": "Déclarer, organiser, être aidé", "icon": "heart",
     "intro": "Nous sommes désolés pour votre perte.\nVoici les démarches à faire, dans l’ordre.",
     "questions": [
         {"id": "lieu", "label": "Où le décès a-t-il eu lieu ?",
          "choices": [{"id": "domicile", "label": "À la maison"}, {"id": "hopital", "label": "À l’hôpital ou en maison de retraite"}]},
         {"id": "medecin", "label": "Un médecin est-il venu ?", "when": [{"question": "lieu", "in": ["domicile"]}],
          "choices": [{"id": "oui", "label": "Oui"}, {"id": "non", "label": "Non"}]}],
     "steps": [
         {"title": "Appeler un médecin", "why": "Lui seul constate le décès.", "when": [{"question": "medecin", "in": ["non"]}]},
         {"service": "acte-de-deces", "why": "Dans les 24 heures, à la mairie du lieu du décès."},
         {"service": "acte-de-naissance", "why": "Le notaire vous le demande."}]}]
FAQ = [{"id": "passeport-delai", "question": "Combien de temps pour un passeport ?", "theme": "papiers", "service": "carte-identite",
        "answer": "Comptez six semaines en été.\nVenez avec :\n- une photo de moins de six mois ;\n- l’ancien passeport."},
       {"id": "bac-casse", "question": "Mon bac est cassé, que faire ?", "theme": "dechets", "answer": "Nous le réparons."}]


def picture(path):
    import gi
    gi.require_version("GdkPixbuf", "2.0")
    from gi.repository import GdkPixbuf
    image = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, 1200, 675)
    image.fill(0x7c9a6bff)
    image.new_subpixbuf(0, 0, 1200, 360).fill(0xbcd4e6ff)
    image.savev(str(path), "jpeg", [], [])


def write(folder, name, value):
    (folder / f"{name}.json").write_text(json.dumps({name.replace("-", "_"): value}, ensure_ascii=False), encoding="utf-8")


def make_content(folder):
    shutil.copytree(DEMO_CONTENT, folder)
    for name, value in (("events", events()), ("life-events", LIFE_EVENTS), ("faq", FAQ)):
        write(folder, name, value)
    picture(folder / "media/travaux-pont.jpg")
    write(folder, "news", [{"id": "pont", "title": "Le pont du Lavoir est rouvert", "summary": "Les travaux sont finis.",
                            "published": instant(TODAY - datetime.timedelta(days=1), 8), "picture": "travaux-pont.jpg",
                            "body": "Piétons et vélos passent de nouveau.\nMerci de votre patience."}])


class Walk:
    def __init__(self, screen):
        self.screen, self.faults = screen, []
        self.width = screen_size()[0]

    def picture(self, name):
        path = self.screen.numbered_picture(name)
        if name not in LINTED:
            return
        for fault in lint(self.screen, self.width, WIDTH_MM[self.width]):
            self.faults.append(f"{path.name} {fault}")

    def touch(self, name, role="button"):
        self.screen.touch(name, role)

    def open(self, name, title, image):
        """Touches what leads to the page of that title."""
        self.touch(name)
        self.screen.wait_for(title, "heading")
        self.picture(image)

    def home(self):
        self.touch("Accueil")
        self.screen.wait_for("Par thème", "button")

    def life_event(self):
        self.touch("Par moment de vie", "button")
        self.screen.wait_for("Un proche est décédé", "button")
        self.picture("accueil-moments")
        self.open("Un proche est décédé", "Un proche est décédé", "moment")
        self.open("Commencer", "Où le décès a-t-il eu lieu ?", "moment-question")
        self.open("À la maison", "Un médecin est-il venu ?", "moment-question-2")
        self.touch("Retour")
        kept = self.screen.wait_for("Où le décès a-t-il eu lieu ?", "heading")
        assert kept, "Retour does not go one question back"
        self.picture("moment-reponse-gardee")
        self.touch("À la maison")
        self.open("Non", "Voici ce qui compte, dans l'ordre", "moment-liste")
        words = self.screen.texts()
        assert words.index("Appeler un médecin") < words.index(plain(title_of("services/acte-de-deces.json"))), words
        self.open("Emporter cette liste", re.compile("."), "moment-emporter")
        self.touch("Retour")
        self.touch("Changer mes réponses")
        self.touch("À l'hôpital ou en maison de retraite")
        self.screen.wait_for("Voici ce qui compte, dans l'ordre", "heading")
        assert not self.screen.find("Appeler un médecin"), "a step of the other answer"
        self.home()

    def public(self):
        assert "pressed" in self.screen.find("Par moment de vie", "button").states, "home forgot how one was looking"
        self.touch("Pour qui", "button")
        self.screen.wait_for("Associations", "button")
        self.picture("accueil-publics")
        self.open("Associations", "Associations", "public")
        self.home()

    def question(self):
        self.open("Questions fréquentes", "Questions fréquentes", "questions-themes")
        theme = title_of("themes.json", themes="papiers")
        self.open(theme, theme, "questions")
        self.open("Combien de temps pour un passeport ?", "Combien de temps pour un passeport ?", "reponse")
        self.touch("Lire la fiche complète")
        self.screen.wait_for(title_of("services/carte-identite.json"), "heading")
        self.home()

    def news(self):
        self.open("Actualités", "Actualités", "actualites")
        self.open("Le pont du Lavoir est rouvert", "Le pont du Lavoir est rouvert", "actualite")
        self.home()

    def calendar(self):
        self.open("Agenda", "Agenda", "agenda")
        self.touch("Ce week-end", "button")
        self.screen.wait_for("Marché de producteurs", "button")
        self.screen.wait_gone("Atelier numérique n° 8")
        self.picture("agenda-week-end")
        self.touch("Par mois", "button")
        self.picture("agenda-mois")
        month = f"{MONTHS[FAR.month - 1]} {FAR.year}".capitalize()
        while not self.screen.find(month, "heading"):
            self.touch(re.compile("^Mois suivant"))
            self.screen.wait_still()
        self.touch(re.compile(f"^{said(FAR)}".split(str(FAR.year), maxsplit=1)[0].strip(), re.I), "button")
        self.screen.wait_for("Heure du conte", "button")
        self.picture("agenda-jour")
        self.open("Heure du conte", "Heure du conte", "evenement")
        when = f"{said(FAR)}, de 10 h à 12 h".capitalize()
        assert when in self.screen.texts(), (when, self.screen.texts())
        self.open("Voir le lieu", title_of("places.json", places="mediatheque"), "lieu")
        self.home()

    def places(self):
        self.open("Lieux et horaires", "Lieux et horaires", "lieux")
        self.touch("Par type", "button")
        self.picture("lieux-par-type")
        self.touch("Ouverts maintenant", "button")
        self.picture("lieux-ouverts")
        self.home()


def main(variant):
    with tempfile.TemporaryDirectory(prefix="finding-", dir="/tmp") as folder:
        make_content(Path(folder) / "content")
        with stage(Path(folder) / "content", idle_seconds=300, printer=False, screen_mm=WIDTH_MM[screen_size()[0]]) as (town, screen):
            walk = Walk(screen)
            town.start_kiosk()
            screen.touch(START, "button")
            screen.wait_for("Par thème", "button")
            if variant in SWITCHES:
                screen.touch("Accessibilité", "button")
                screen.touch(SWITCHES[variant])
                screen.touch("Fermer", "button")
                screen.wait_gone(SWITCHES[variant])
            walk.picture("accueil")
            walk.life_event()
            walk.public()
            walk.question()
            walk.news()
            walk.calendar()
            walk.places()
            assert not walk.faults, "\n".join(["", *walk.faults])


main(sys.argv[1] if len(sys.argv) > 1 else "plain")
