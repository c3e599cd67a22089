# SPDX-License-Identifier: EUPL-1.2
"""Types on the kiosk's own keyboard, key by key, with a finger."""
from screen import plain

NAMED = {" ": "Espace", "'": "Apostrophe", "-": "Tiret", "_": "Tiret bas", ".": "Point", ",": "Virgule", "@": "Arobase",
         "+": "Plus", "\n": "Aller à la ligne"}
OTHER_NAMES = {"-": "Moins"}
LAYOUTS = ("Lettres", "Lettres accentuées", "Signes")
HIDE = "Fermer le clavier"


class Typist:
    def __init__(self, screen):
        self.screen = screen
        self.keys = {}

    def open(self):
        """Waits for the keyboard, all of it and in its place."""
        self.screen.wait_for(HIDE, "button")
        self._learn()

    def _learn(self):
        nodes = self.screen.wait_still()
        corner = self.screen.find(HIDE, "button", nodes)
        keyboard = next(above for above in corner.ancestors()
                        if sum(node.role == "button" for node in above.walk()) > 10)
        self.keys = {}
        for key in keyboard.walk():
            if key.role == "button" and key.name:
                self.keys.setdefault(plain(key.name), key)

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
                self._learn()
            key = self._key(character)
            if key is not None:
                return key
        raise AssertionError(f"no key types {character!r}")

    def _set_case(self, key, character):
        """Capitals come and go by themselves at the head of a sentence: look at what the key says now."""
        for _ in range(3):
            if not character.isalpha() or self.screen.bus.name_now(key) == character:
                return
            self.screen.touch_node(next(shift for name, shift in self.keys.items() if name.startswith("Majuscule")))
        raise AssertionError(f"the capitals key does not bring {character!r}")

    def type(self, text):
        self.open()
        for character in text.replace("\u2019", "'"):
            key = self._find_key(character)
            self._set_case(key, character)
            self.screen.seat.tap(*key.centre)

    def erase(self, count):
        self.open()
        for _ in range(count):
            self.screen.seat.tap(*self.keys["Effacer"].centre)

    def close(self):
        if HIDE in self.keys and self.screen.find(HIDE, "button"):
            self.screen.touch(HIDE, "button")
            self.screen.wait_gone(HIDE, "button")
