# SPDX-License-Identifier: EUPL-1.2
"""What is on a disk: every byte of every file of a folder, or of the disk itself, searched for what people gave."""
import base64
import json
import re
from pathlib import Path

WINDOW = 32  # bytes: so much of an attachment counts as a piece of it
LEAST = 6  # bytes: shorter texts are everywhere
PLAIN = 12  # different bytes that a window must have: what has fewer is everywhere, too
BLOCK = 1 << 16


def base64_forms(data):
    """What is sure to stand in any base64 that has @data somewhere in its middle."""
    for before in range(3):
        text = base64.b64encode(bytes(before) + data)
        yield text[-(-before * 8 // 6):(before + len(data)) * 8 // 6]


def spellings(text):
    """The forms a file may hold @text in: name -> bytes."""
    forms = {form: text.encode(form) for form in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")}
    forms["json"] = json.dumps(text)[1:-1].encode()
    for number, form in enumerate(base64_forms(text.encode())):
        forms[f"base64 {number}"] = form
    return forms


def blocks(path):
    """(where, bytes) of the stretches of a file that are not zeros alone; each begins at a whole block."""
    with open(path, "rb") as file:
        begin, stretch = 0, b""
        while piece := file.read(BLOCK):
            if piece.count(0) == len(piece):
                if stretch:
                    yield begin, stretch
                begin, stretch = file.tell(), b""
            else:
                stretch += piece
        if stretch:
            yield begin, stretch


class Search:
    """@texts: what was typed, whole and word by word; @attachments: bytes. @known: windows that were there before anybody came."""

    def __init__(self, texts, attachments=(), known=()):
        words = {word for text in texts for word in (text, *re.split(r"[\s,;.]+", text)) if len(word.encode()) >= LEAST}
        self.patterns = {pattern: f"{word} ({form})" for word in sorted(words) for form, pattern in spellings(word).items()}
        self.windows = {window for data in attachments for window in windows(data)} - set(known)

    def in_bytes(self, data, where):
        for pattern, name in self.patterns.items():
            at = data.find(pattern)
            if at >= 0:
                yield f"{name} at {at} of {where}"
        for at in range(0, len(data) - WINDOW + 1, WINDOW) if self.windows else ():
            if data[at:at + WINDOW] in self.windows:
                yield f"a piece of an attachment at {at} of {where}"

    def in_file(self, path, where):
        for begin, data in blocks(path):
            yield from self.in_bytes(data, f"{where} from {begin}")

    def in_folder(self, folder):
        """Of every file, and of its name."""
        for path in sorted(Path(folder).rglob("*")):
            where = str(path.relative_to(folder))
            yield from self.in_bytes(where.encode(), f"the name {where}")
            if path.is_file() and not path.is_symlink():
                yield from self.in_file(path, where)


def windows(data):
    """Every piece of @data, wherever it begins, that is not plain."""
    for at in range(len(data) - WINDOW + 1):
        window = data[at:at + WINDOW]
        if len(set(window)) >= PLAIN:
            yield window


def windows_of_folder(folder):
    """What is public: the pieces that stand on the disk in whole blocks already."""
    return {data[at:at + WINDOW]
            for path in Path(folder).rglob("*") if path.is_file() and not path.is_symlink()
            for _, data in blocks(path) for at in range(0, len(data) - WINDOW + 1, WINDOW)}
