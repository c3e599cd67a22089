# SPDX-License-Identifier: EUPL-1.2
"""Types on the kiosk's own keyboard, key by key, with a finger."""
from screen import PATIENCE, plain

NAMED = {" ": "Espace", "'": "Apostrophe", "-": "Tiret", "_": "Tiret bas", ".": "Point", ",": "Virgule", "@": "Arobase",
         "+": "Plus", "\n": "Aller à la ligne"}
OTHER_NAMES = {"-": "Moins"}
LAYOUTS = ("Lettres", "Lettres accentuées", "Signes")
HIDE = "Fermer le clavier"


class Typist:
    def __init__(self, screen):
        self.screen = screen
        self.keys = {}
        self.on_open = lambda keys: None

    def open(self):
        """Waits for the keyboard, in its place, and looks where its keys are."""
        corner = self.screen.settled(lambda nodes: self.screen.find(HIDE, "button", nodes), "the keyboard")
        keyboard = next(above for above in corner.ancestors() if above.name == "Clavier")
        self.keys = {}
        for key in keyboard.walk():
            if key.role == "button" and key.name:
                self.keys.setdefault(plain(key.name), key)
        self.on_open(self.keys)

    def _key(self, character):
        for name in (NAMED.get(character, character), OTHER_NAMES.get(character), character.lower(), character.upper()):
            if name is not None and plain(name) in self.keys and (name.strip() or name == " "):
                return self.keys[plain(name)]
        return None

    def _find_key(self, character):
        """The key of @character, on whichever layout it is."""
        for layout in (None,) + LAYOUTS:
            if layout in self.keys:
                self.screen.touch_node(self.keys[layout])
                self.screen.wait_gone(layout, "button")
                self.open()
            key = self._key(character)
            if key is not None:
                return key
        raise AssertionError(f"no key types {character!r}")

    def _set_case(self, key, character):
        """Capitals come and go by themselves at the head of a sentence: look at what the key says now."""
        bus = self.screen.bus
        if not character.isalpha() or bus.name_now(key) == character:
            return
        shift = next(shift for name, shift in self.keys.items() if name.startswith("Majuscule"))
        for _ in range(2):  # once, locked, off
            says = bus.name_now(shift)
            self.screen.touch_node(shift)
            bus.wait_until(lambda said=says: bus.name_now(shift) != said, PATIENCE)
            if bus.name_now(key) == character:
                return
        raise AssertionError(f"the capitals key does not bring {character!r}")

    def _strike(self, key, field):
        """One key, and what it does to the field: the next key may depend on it."""
        before = self.screen.bus.text_now(field)
        self.screen.seat.tap(*key.centre)
        if not self.screen.bus.wait_until(lambda: self.screen.bus.text_now(field) != before, PATIENCE):
            raise AssertionError(f"the key {key.name!r} does nothing to {field}, which holds {before!r}")

    def type(self, text, field):
        """Types into @field, which has the focus."""
        self.open()
        for character in text.replace("\u2019", "'"):
            key = self._find_key(character)
            self._set_case(key, character)
            self._strike(key, field)

    def erase(self, field):
        self.open()
        for _ in self.screen.bus.text_now(field):
            if self.screen.bus.text_now(field):
                self._strike(self.keys["Effacer"], field)

    def close(self):
        if HIDE in self.keys and self.screen.find(HIDE, "button"):
            self.screen.touch(HIDE, "button")
            self.screen.wait_gone(HIDE, "button")
