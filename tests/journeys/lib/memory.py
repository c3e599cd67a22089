# SPDX-License-Identifier: EUPL-1.2
"""What a running program has in its memory: every page that it may write, searched for bytes."""
import re

LINE = re.compile(r"^([0-9a-f]+)-([0-9a-f]+) (....) \S+ \S+ \S+ *(.*)$")
PIECE = 1 << 22


def spellings(text):
    """The bytes a program may hold @text as."""
    return {form: text.encode(form) for form in ("utf-8", "utf-16-le", "utf-32-le")}


def regions(pid):
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps:
        for line in maps:
            start, end, rights, name = LINE.match(line.rstrip("\n")).groups()
            if rights.startswith("rw"):
                yield int(start, 16), int(end, 16), name


def pieces(pid, overlap):
    """(region's name, address, bytes) of all of it; each piece goes on for @overlap bytes with the next one's."""
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for start, end, name in regions(pid):
            for at in range(start, end, PIECE):
                try:
                    memory.seek(at)
                    yield name or "anonymous", at, memory.read(min(PIECE + overlap, end - at))
                except OSError:  # a region without pages, as [vvar]
                    continue


def search(pid, patterns):
    """[(pattern's name, region's name, address, some bytes around)] of every place where one of @patterns (name -> bytes) stands."""
    found = []
    for region, at, piece in pieces(pid, max(map(len, patterns.values()))):
        for label, pattern in patterns.items():
            for match in re.finditer(re.escape(pattern), piece):
                if match.start() < PIECE:
                    around = piece[max(0, match.start() - 48):match.end() + 48]
                    found.append((label, region, at + match.start(), around))
    return found


def keep(pid):
    """What it has now, without the emptiness: to be searched for what is only known later."""
    return b"".join(piece.strip(b"\0") for _, _, piece in pieces(pid, 0))
