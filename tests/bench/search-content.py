# SPDX-License-Identifier: EUPL-1.2
"""Invents a bundle of as many fiches as asked: the same for the same seed. Its words are French in their letters, and as unequal in
how often they come as words are."""
import itertools
import json
import random

REAL = """carte identité passeport naissance mariage décès acte mairie commune école cantine crèche poubelle ordures déchets tri encombrants
piscine médiathèque sport association subvention salle fêtes travaux permis construire urbanisme voirie trottoir éclairage lampadaire
stationnement bus transport logement social aide famille enfant jeune personne âgée handicap santé médecin pharmacie canicule cimetière
concession obsèques eau compteur assainissement énergie chauffage isolation jardin compost arbre bruit voisin chien chat frelon nid élections
liste vote procuration recensement défense impôt taxe facture paiement rendez-vous horaires accueil téléphone courrier formulaire
justificatif domicile photo timbre délai gratuit demande inscription réservation déclaration signaler renouveler obtenir perdu trouvé""".split()
STARTS = "b bl br c ch cl cr d dr f fl fr g gl gr j l m n p pl pr qu r s st t tr v".split()
VOWELS = "a e i o u é è ou oi ai au eau en an in on".split()
ENDS = ["", "", "", "r", "l", "s", "t", "nt", "que", "sse", "tion", "ment", "teur", "rie", "age", "eux", "al", "able", "ique"]


def invent(chance):
    return "".join(chance.choice(STARTS) + chance.choice(VOWELS) for _ in range(chance.choice((1, 2, 2, 3)))) + chance.choice(ENDS)


class Words:
    """Real ones are the most frequent; the n-th comes about 1/n as often as the first (Zipf)."""

    def __init__(self, chance, count):
        made = dict.fromkeys(REAL)
        while len(made) < count:
            made.setdefault(invent(chance))
        self.chance, self.all = chance, list(made)
        self.weights = list(itertools.accumulate(1 / (rank + 4) for rank in range(len(self.all))))

    def some(self, count):
        return self.chance.choices(self.all, cum_weights=self.weights, k=count)

    def sentence(self, count):
        return " ".join(self.some(count)).capitalize() + "."


def fiche(words, number):
    return {"id": f"fiche-{number}", "theme": "tout", "title": " ".join(words.some(words.chance.randint(2, 5))).capitalize(),
            "summary": words.sentence(10), "audience": words.sentence(6), "papers": [words.sentence(5) for _ in range(2)],
            "cost": words.sentence(4), "details": "\n".join(words.sentence(25) for _ in range(3)),
            "keywords": words.some(4)}


def write(folder, count, seed):
    """Returns the words, most frequent first."""
    chance = random.Random(seed)
    words = Words(chance, 30000)
    save = lambda path, value: (folder / path).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    (folder / "services").mkdir(parents=True)
    save("bundle.json", {"format": 1, "version": 1, "expires": "2099-12-31T23:59:59+01:00", "languages": ["fr"],
                         "commune": {"name": "Mairie du Banc", "insee": "99001", "colour": "#1d4e89", "place": "mairie",
                                     "privacy_rights": "Personne n’habite ici."}})
    save("themes.json", {"themes": [{"id": "tout", "title": "Tout", "summary": "Tout.", "icon": "doc"}]})
    save("places.json", {"places": [{"id": "mairie", "name": "Mairie", "gender": "feminine", "address": "1 place du Banc",
                                     "phone": "00 00 00 00 00", "openings": []}]})
    save("synonyms.json", {"groups": [["poubelle", "ordures ménagères"], ["médecin", "docteur"], ["école", "classe"]]})
    for number in range(count):
        save(f"services/fiche-{number}.json", fiche(words, number))
    return words.all
