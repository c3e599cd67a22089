# SPDX-License-Identifier: EUPL-1.2
"""One catalogue of po/ against the texts that stand in the sources now: nothing missing, nothing guessed, nothing left in French, the
same parameters.
usage: test-translations.py LANGUAGE; ends with 77, "skipped", where the language is not said to be complete."""
import gettext
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from tree import TOP

# Languages that say everything: what is missing in one of these fails, in a new one it is only told.
COMPLETE = {"ar", "br", "en", "pt", "uk"}
SKIPPED = 77
# What a language writes as French does.
SAME = {
    "en": {"%u page", "%u question", "Page %u", "ltr", "Minutes", "Apostrophe", "Plus", "Associations", "Sport", "Silence"},
    "br": {"mer.", "ltr", "Sport"},
    "ar": set(),
    "pt": {"ltr", "Agenda", "true ou false"},
    "uk": {"ltr", "poubelle, carte d’identité, cantine…"},  # to be searched in French
}
SAME_EVERYWHERE = {"IBAN", "SIRET", "OK", "%d\u00a0m", "%s\u00a0km"}
PARAMETER = re.compile(r"%(?:(\d+)\$)?[-+ #0']*(?:\d+)?(?:\.\d+)?(hh|h|ll|l|z|j|t)?([a-zA-Z%])")
ESCAPES = {r"\"": '"', r"\n": "\n", r"\\": "\\"}
# What residents read on the screen, and the marks that no line begins with (after « none ends)
ON_SCREEN = ("ui/", "app/demarche/", "app/desk/", "app/online/")
BREAKING_SPACE = re.compile(r"\w [:;?!»]|« ")
TRIED = 1000  # numbers, to learn for which one a form of the plural stands


class Entry:
    def __init__(self, lines):
        self.flags, self.places, self.words, field = set(), [], {}, None
        for line in lines:
            if line.startswith("#:"):
                self.places += line.split()[1:]
            elif line.startswith("#,"):
                self.flags |= {flag.strip() for flag in line[2:].split(",")}
            elif found := re.match(r'(msg\w+(?:\[\d\])?) (".*")$', line):
                field = found[1]
                self.words[field] = unquote(found[2])
            elif line.startswith('"'):
                self.words[field] += unquote(line)

    @property
    def french(self):
        return {self.words[name] for name in ("msgid", "msgid_plural") if name in self.words}

    @property
    def key(self):
        return self.words.get("msgctxt"), self.words["msgid"]

    @property
    def said(self):
        return {name: text for name, text in self.words.items() if name.startswith("msgstr")}

    def __str__(self):
        return f"“{self.words['msgid']}”"


def unquote(text):
    return re.sub(r'\\["n\\]', lambda found: ESCAPES[found[0]], text[1:-1])


def read(path):
    """{key: entry} without those of old texts, and the header under (None, "")."""
    blocks = re.split(r"\n\n+", path.read_text(encoding="utf-8").strip())
    entries = [Entry(block.splitlines()) for block in blocks if "\nmsgid " in f"\n{block}"]
    return {entry.key: entry for entry in entries}


def parameters(text):
    """{(place, kind)}: "%s of %2$d" has no sense, so that either all are numbered or none."""
    found = [match for match in PARAMETER.finditer(text) if match[3] != "%"]
    return {(int(match[1] or place), f"{match[2] or ''}{match[3]}") for place, match in enumerate(found, 1)}


def forms_of_one_number(header):
    """Which forms stand for one number alone: those may name it in words ("deux pages")."""
    rule = re.search(r"nplurals=\d+; *plural=(.*);", header)[1]
    form_of = gettext.c2py(rule)
    forms = [form_of(number) for number in range(TRIED)]
    return {form for form in set(forms) if forms.count(form) == 1}


def has_words(text):
    return any(character.isalpha() for character in PARAMETER.sub("", text))


class Translations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            pot = Path(folder) / "parvis.pot"
            subprocess.run([TOP / "po/gather", pot], check=True)
            cls.texts = read(pot)
        cls.header = read(TOP / f"po/{LANGUAGE}.po")[None, ""].words["msgstr"]
        cls.entries = read(TOP / f"po/{LANGUAGE}.po")
        for entries in (cls.texts, cls.entries):
            del entries[None, ""]

    def assert_none(self, faults):
        faults = list(faults)
        self.assertFalse(faults, f"po/{LANGUAGE}.po:\n  " + "\n  ".join(faults))

    def translated(self):
        """(entry of the sources, entry of the catalogue)"""
        return [(text, self.entries[key]) for key, text in self.texts.items() if key in self.entries]

    def test_everything_is_there(self):
        self.assertGreater(len(self.texts), 100, "po/gather finds hardly anything")
        missing = [f"{text} is not translated" for key, text in self.texts.items()
                   if key not in self.entries or not all(self.entries[key].said.values())]
        if missing and LANGUAGE not in COMPLETE:
            print(f"NOT COMPLETE: po/{LANGUAGE}.po lacks {len(missing)} of {len(self.texts)} texts", flush=True)
        else:
            self.assert_none(missing)

    def test_french_keeps_its_marks(self):
        self.assert_none(f"{text} breaks before a mark: write a space that does not break" for text in self.texts.values()
                         if any(place.startswith(ON_SCREEN) for place in text.places)
                         and any(BREAKING_SPACE.search(french) for french in text.french))

    def test_nothing_is_guessed(self):
        self.assert_none(f"{entry} is fuzzy" for entry in self.entries.values() if "fuzzy" in entry.flags)

    def test_no_french_is_left(self):
        same = SAME[LANGUAGE] | SAME_EVERYWHERE
        self.assert_none(f"{entry} is French" for _, entry in self.translated()
                         for said in entry.said.values()
                         if said in entry.french and has_words(said) and entry.french.isdisjoint(same))

    def test_parameters(self):
        alone = {f"msgstr[{form}]" for form in forms_of_one_number(self.header)}
        for text, entry in self.translated():
            if "c-format" in text.flags:
                wanted = parameters(text.words.get("msgid_plural", text.words["msgid"]))
                self.assert_none(f"{entry}: {said}" for name, said in entry.said.items() if said
                                 and parameters(said) != wanted and not (name in alone and parameters(said) < wanted))


if __name__ == "__main__":
    LANGUAGE = sys.argv.pop()
    program = unittest.main(verbosity=1, exit=False)
    sys.exit(1 if not program.result.wasSuccessful() else 0 if LANGUAGE in COMPLETE else SKIPPED)
