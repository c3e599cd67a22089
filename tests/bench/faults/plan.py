# SPDX-License-Identifier: EUPL-1.2
"""What shall go wrong, when and how: made from the seed alone, before anything runs."""
import random
from dataclasses import dataclass, field

YEAR = 365 * 24 * 3600
BYTES = 1400  # of each way, a small submission passes at least so many on the wire
LARGE = 2_000_000
GROUP = 3  # faults that may be under way together
BLOCK = 12  # faults before the way to the central server may change: straight to it, or through the liar


@dataclass(frozen=True)
class Class:
    """@uses: what only one fault may have in its hands at a time. @liar: needs somebody on the way who reads HTTP. @disk: needs a
    filesystem of its own. @holds: the sender may stop asking for a while."""
    uses: str
    text: str
    liar: bool = False
    disk: bool = False
    holds: bool = False


CLASSES = {
    "kill-writer": Class("writer", "kill -9 of who seals and queues"),
    "kill-syncd": Class("syncd", "kill -9 of parvis-syncd, at a byte on the wire or at an instant"),
    "kill-hub": Class("hub", "kill -9 of parvis-hub, at a byte on the wire or at an instant", holds=True),
    "cut": Class("wire", "connection ended at a byte, either way"),
    "reset": Class("wire", "connection reset (RST) at a byte, either way", holds=True),
    "drip": Class("wire", "some bytes one by one"),
    "delay": Class("wire", "nothing for a moment, then as before"),
    "black-hole": Class("wire", "nothing comes through, nobody says so; then reset", holds=True),
    "full-kiosk": Class("kiosk-disk", "no room left on the kiosk's disk", disk=True, holds=True),
    "full-hub": Class("hub-disk", "no room left on the hub's disk", disk=True),
    "clock-kiosk": Class("kiosk-clock", "the clock of parvis-syncd and of the writer jumps, and jumps back", holds=True),
    "clock-hub": Class("hub-clock", "the clock of parvis-hub jumps, and jumps back", holds=True),
    "portal": Class("liar", "a captive portal's page: 200 or 302 with HTML, to anything", liar=True),
    "stranger": Class("liar", "a captive portal that speaks TLS with a certificate of its own", liar=True, holds=True),
    "error-500": Class("liar", "500 or 503, before or after the hub has done what it was asked", liar=True),
    "error-429": Class("liar", "429 with Retry-After", liar=True, holds=True),
    "odd-status": Class("liar", "401, 403, 404, 407, 409, 410, 412, 423, 460 without a verdict", liar=True),
    "wrong-length": Class("liar", "Content-Length longer or shorter than the body", liar=True),
    "wrong-offset": Class("liar", "Upload-Offset one too many, one too few, mad, or missing", liar=True),
    "bad-receipt": Class("liar", "receipt cut short, altered, garbage, empty, or another submission's", liar=True),
    "impostor": Class("liar", "somebody takes the bytes in the hub's name, says so, and has another submission's receipt", liar=True),
    "twice": Class("liar", "a request reaches the hub twice, one after the other or both at once", liar=True),
    "late": Class("liar", "the answer comes late", liar=True),
    "lost": Class("liar", "the hub has done it, the answer never comes", liar=True),
    "crossed": Class("liar", "the answer to an earlier request of the kind, of another submission", liar=True),
}

OFFSETS = ("one-more", "one-less", "mad", "negative", "word", "missing")
RECEIPTS = ("short", "altered", "garbage", "empty", "foreign")
STATUSES = (401, 403, 404, 407, 409, 410, 412, 423, 460)
REQUESTS = ("POST", "PATCH", "RECEIPT")


@dataclass(frozen=True)
class Fault:
    kind: str
    how: dict

    def __str__(self):
        return self.kind + "".join(f" {name}={value}" for name, value in self.how.items())


@dataclass
class Group:
    """Faults under way together, and what is submitted meanwhile (the writer's orders). @straight: the way to the hub. @hurry: a technician asks
    for everything to be tried again afterwards; else the sender comes back at its own time."""
    straight: bool
    hurry: bool
    faults: list = field(default_factory=list)
    orders: list = field(default_factory=list)


def draw_clock(rng):
    near = rng.choice((-1, 1)) * rng.randint(30, 2 * 24 * 3600)
    far = rng.choice((-1, 1)) * rng.randint(1, 9) * YEAR
    return rng.choice((near, far))


def draw(kind, rng, reach):
    """The particulars of one fault. @reach: bytes that are sure to pass."""
    at = {"way": rng.choice(("up", "down")), "byte": rng.randint(1, reach)}
    moment = round(rng.uniform(0.02, 0.3), 3)
    seconds = round(rng.uniform(0.05, 0.3), 3)
    on = rng.choice(REQUESTS)
    if kind == "kill-writer":
        return {"told": rng.randint(0, 2), "after": round(rng.uniform(0, 0.02), 4)}
    if kind in ("kill-syncd", "kill-hub"):
        return {**rng.choice((at, {"after": moment})), "away": round(rng.choice((0, rng.uniform(0, 0.4))), 3)}
    if kind == "drip":
        return {**at, "bytes": rng.randint(20, 300), "pause": 0.002}
    if kind in ("delay", "black-hole"):
        return {**at, "seconds": seconds}
    if kind in ("cut", "reset"):
        return at
    if kind in ("full-kiosk", "full-hub"):
        return {"room": rng.choice((0, rng.randint(1, 40))), "seconds": seconds}
    if kind in ("clock-kiosk", "clock-hub"):
        return {"first": draw_clock(rng), "then": rng.choice((0, draw_clock(rng))), "seconds": seconds}
    if kind == "portal":
        return {"on": on, "status": rng.choice((200, 200, 302, 511))}
    if kind == "stranger":
        return {"on": on}
    if kind == "error-500":
        return {"on": on, "status": rng.choice((500, 500, 503)), "done": rng.random() < 0.5}
    if kind == "error-429":
        return {"on": on, "retry": rng.choice((0, 1, 2, 86400))}
    if kind == "odd-status":
        return {"on": on, "status": rng.choice(STATUSES)}
    if kind == "wrong-length":
        return {"on": rng.choice(("POST", "RECEIPT")), "by": rng.choice((-20, -1, 1, 500))}
    if kind == "wrong-offset":
        return {"on": rng.choice(("POST", "PATCH", "HEAD")), "offset": rng.choice(OFFSETS)}
    if kind == "bad-receipt":
        return {"on": "RECEIPT", "form": rng.choice(RECEIPTS)}
    if kind == "twice":
        return {"on": rng.choice(("POST", "PATCH")), "together": rng.random() < 0.5, "late": rng.choice((0, seconds))}
    if kind == "late":
        return {"on": on, "seconds": seconds}
    return {"on": "PATCH" if kind == "impostor" else on}  # impostor, lost, crossed


def share(total, parts):
    """@total cut into @parts that differ by one at most."""
    return [(total * (part + 1)) // parts - (total * part) // parts for part in range(parts)]


def draw_order(rng):
    """"SIZE", or "SIZE room" where the writer asks first whether there is room."""
    chance = rng.random()
    size = rng.randint(40, 2500)
    if chance < 0.05:
        size = LARGE if chance < 0.01 else rng.randint(20_000, 300_000)
    return f"{size} room" if rng.random() < 0.5 else str(size)


def pick(kinds, rng, count, straight):
    """@count kinds of those that this way has."""
    offered = [kind for kind in kinds if straight or CLASSES[kind].liar or CLASSES[kind].uses == "wire" or rng.random() < 0.3]
    offered = [kind for kind in offered if not (straight and CLASSES[kind].liar)]
    return rng.choices(offered, k=count) if offered else []


def draw_kinds(kinds, rng, faults):
    """(straight, kind) of each fault, in blocks that keep one way; every kind comes once before any comes again."""
    owed = rng.sample(kinds, len(kinds))
    first = rng.random() < 0.5
    blocks = [(way, [kind for kind in owed if CLASSES[kind].liar != way]) for way in (first, not first)]
    while sum(len(block) for _, block in blocks) < faults:
        straight = rng.random() < 0.5
        blocks.append((straight, pick(kinds, rng, BLOCK, straight)))
    return [(straight, kind) for straight, block in blocks for kind in block][:faults]


def make_plan(submissions, faults, seed, kinds):
    """A list of Group; the same for the same arguments."""
    rng = random.Random(f"{seed} {submissions} {faults} {' '.join(kinds)}")
    groups = []
    for straight, kind in draw_kinds(kinds, rng, faults):
        last = groups[-1] if groups else None
        taken = {CLASSES[other].uses for other in last.faults} if last else set()
        if last is None or last.straight != straight or CLASSES[kind].uses in taken or len(last.faults) >= rng.randint(1, GROUP):
            groups.append(Group(straight, rng.random() < 0.7))
        groups[-1].faults.append(kind)
    counts = share(submissions, len(groups)) if groups else []
    for group, count in zip(groups, counts):
        group.orders = [draw_order(rng) for _ in range(count)]
        reach = BYTES * max(1, count // len(group.faults))
        group.faults = [Fault(kind, draw(kind, rng, reach)) for kind in group.faults]
    return groups
