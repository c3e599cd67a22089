# SPDX-License-Identifier: EUPL-1.2
"""What a live screen must be for everyone: each thing to touch has a name, a role and the size of a finger, in the language of the
moment; keys reach all of them in reading order; words stand out from what is behind them (EN 301 549, WCAG 2.2)."""
import contrast
from atspi import LEAF_ROLES
from lint import describe, lint
from screen import TOUCHABLE, plain
from words import untranslated

LEAST = {"contrast": 7.0}
ENOUGH = 4.5
WORDS = {"label", "heading", "text"}
MOST_TABS = 400
LEAST_WORDS = 3  # on any page: fewer, and the measuring is blind
ACTIVE = {"sensitive", "focusable"}


def is_off(node):
    """An inactive thing may be pale (WCAG 2.2, 1.4.3): it, or what it is in."""
    return any(above.role in TOUCHABLE and "sensitive" not in above.states for above in (node, *node.ancestors()))


def pale_words(screen, nodes, path, look):
    picture, least, count = contrast.load(path), LEAST.get(look, ENOUGH), 0
    for node in nodes:
        if node.role not in WORDS or not (node.text or "").strip() or is_off(node):
            continue
        x, y, right, bottom = map(round, screen.seen_part(node))
        if right - x < 4 or bottom - y < 0.6 * node.height or not screen.shows(node):
            continue
        measured = contrast.of_area(picture, x, y, right, bottom)
        count += measured is not None
        if measured is not None and measured < least:
            yield f"stands out {measured:.1f}:1 only, {least}:1 is asked: {describe(node)} {node.text[:40]!r}"
    if count < LEAST_WORDS:
        yield f"has only {count} words that could be measured"


def foreign_names(nodes, language, content):
    for node in nodes:
        if node.role in TOUCHABLE and untranslated(node.name, language) and plain(node.name) not in content:
            yield f"is not said in « {language} »: {describe(node)}"


# by keys


def same_line(one, other):
    return min(one.bottom, other.bottom) - max(one.y, other.y) > min(one.height, other.height) / 2


def backwards(before, after, rtl):
    """Whether going from one to the other is against reading: back on the line, or up without going on to a next column."""
    onward = after.right <= before.x + 4 if rtl else after.x >= before.right - 4
    if same_line(before, after):
        return not onward
    return after.bottom <= before.y + 4 and not onward


def pane_of(node):
    """What it scrolls in; None: it stays."""
    return next((above for above in node.ancestors() if above.role == "scroll pane"), None)


def walk_by_tab(screen):
    """References of what Tab stops at, once around, from wherever the focus is."""
    stops = []
    for _ in range(MOST_TABS):
        stop = screen.bus.focus_after(lambda: screen.seat.press("Tab"))
        if stop is None or stop in stops:
            break
        stops.append(stop)
    return stops


def in_reach(node, stops):
    return node.reference in stops or any(above.reference in stops for above in node.ancestors()) \
        or any(below.reference in stops for below in node.walk())


def key_faults(screen, nodes, rtl):
    """The places are those before the walk: pages scroll to what has the focus."""
    nodes = [node for node in nodes if node.role in TOUCHABLE and ACTIVE <= node.states]
    there = {node.reference: node for node in nodes}
    seen = [node for node in nodes if screen.is_whole(node) and screen.shows(node)]
    stops = walk_by_tab(screen)
    for node in seen:
        if node.role != "radio button" and not in_reach(node, stops):  # arrows go from one radio button to the next
            yield f"cannot be reached by Tab: {describe(node)}"
    known = [there[stop] for stop in stops if stop in there]
    turns = [(before, after) for before, after in zip(known, known[1:] + known[:1])
             if pane_of(before) is pane_of(after) and backwards(before, after, rtl)]  # what is scrolled away lies behind what stays
    if len(turns) > 1:  # once around there is one way back to the beginning
        for before, after in turns:
            yield f"comes against reading order: {describe(after)} after {describe(before)}"


def audit(screen, path, look, language, content, width_mm, by_keys, floor_mm):
    """Every fault of the screen as it stands and as @path shows it, as sentences. @content: texts that are French in every language."""
    nodes = screen.nodes_at_rest(deep=True)
    things = [node for node in nodes if not any(above.role in LEAF_ROLES for above in node.ancestors())]
    faults = list(lint(screen, screen.width, width_mm, floor_mm, things))
    faults += pale_words(screen, nodes, path, look)
    faults += foreign_names(nodes, language, content)
    if by_keys:
        faults += key_faults(screen, things, language == "ar")
    return faults
