# SPDX-License-Identifier: EUPL-1.2
"""What the screen calls a thing in each language: from the catalogues it uses itself."""
import gettext
from functools import cache
from pathlib import Path

from screen import plain
from town import BUILD

DOMAIN = "parvis"


def catalogues():
    return sorted(Path(BUILD / "locale").glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))


@cache
def every_language(text):
    """@text as a person reads it in French and in every other language there is a catalogue of."""
    found = {plain(text)}
    for path in catalogues():
        with path.open("rb") as file:
            found.add(plain(gettext.GNUTranslations(file).gettext(text)))
    return frozenset(found)
