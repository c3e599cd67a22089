# SPDX-License-Identifier: EUPL-1.2
"""What the screen calls a thing in each language: from the catalogues it uses itself."""
import gettext
import json
from functools import cache
from pathlib import Path

from screen import plain
from town import BUILD

DOMAIN = "parvis"


def catalogues():
    return sorted(Path(BUILD / "share/locale").glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))


@cache
def every_language(text):
    """@text as a person reads it in French and in every other language there is a catalogue of."""
    found = {plain(text)}
    for path in catalogues():
        with path.open("rb") as file:
            found.add(plain(gettext.GNUTranslations(file).gettext(text)))
    return frozenset(found)


@cache
def translations(language):
    """French -> that language, for what the catalogue words otherwise than in French."""
    path = BUILD / "share/locale" / language / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        entries = gettext.GNUTranslations(file)._catalog.items()
    return {plain(source): plain(said) for source, said in entries if isinstance(source, str) and source and plain(source) != plain(said)}


def untranslated(words, language):
    """Whether @words are the French of something that has other words in @language."""
    return language != "fr" and plain(words) in translations(language)


def _texts(value):
    if isinstance(value, str):
        yield plain(value)
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def of_content(folder):
    """Every text of a bundle: what it says in French alone is shown in French to all."""
    files = Path(folder).rglob("*.json")
    return frozenset(text for file in files for text in _texts(json.loads(file.read_text(encoding="utf-8"))))
