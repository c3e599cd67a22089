# SPDX-License-Identifier: EUPL-1.2
"""What no screen of ours may have: a thing to touch without a name, too small to hit, over another one, or off the side; words off the side."""
from atspi import overlap
from screen import TOUCHABLE, plain
from words import every_language

MILLIMETRES = 20.0
KEY_MILLIMETRES = 9.0  # of the on-screen keyboard: ten of them stand in a row
ENTRY_FRAME = 6  # pixels around the inside of a text entry, where a finger is not told from one beside it
READ = {"label", "heading", "text"}
SILENT = {"20", "48", "image", "frame"}  # fillers, scroll bars: an assistive technology says nothing of them


def describe(node):
    return f"{node.role} {node.name!r} at {node.width}x{node.height}+{node.x}+{node.y}"


def unnamed(nodes):
    for node in nodes:
        if node.role in TOUCHABLE and "sensitive" in node.states and not node.name.strip():
            yield f"has no name: {describe(node)}"
        elif node.name.startswith(("Gtk", "Parvis")) and node.role not in SILENT and node.text != "":
            yield f"is named after its class: {describe(node)}"


def is_key(node):
    return any(plain(above.name) in every_language("Clavier") for above in node.ancestors())


def too_small(screen, nodes, pixels_per_mm, floor_mm):
    """AT-SPI tells the inside of a button, without its padding: where that is too small, a finger tries around it."""
    for node in nodes:
        half = pixels_per_mm * (KEY_MILLIMETRES if is_key(node) else floor_mm) / 2 - 1
        x, y = node.centre
        around = []
        if node.width < 2 * half:
            around += [(x - half, y), (x + half, y)]
        if node.height + (ENTRY_FRAME if node.role == "text" else 0) < 2 * half:
            around += [(x, y - half), (x, y + half)]
        if screen.is_whole(node) and not all(screen.meets(node, *place) for place in around):
            yield f"is smaller than {2 * half + 2:.0f} pixels: {describe(node)}"


def overlapping(nodes):
    for index, one in enumerate(nodes):
        for other in nodes[index + 1:]:
            if overlap(one, other) and one not in other.ancestors() and other not in one.ancestors():
                yield f"lies over another: {describe(one)} and {describe(other)}"


def off_the_screen(nodes, width):
    for node in nodes:
        if node.x < 0 or node.right > width:
            yield f"sticks out at the side: {describe(node)}"


def lint(screen, width, width_mm, floor_mm=MILLIMETRES, nodes=None):
    """Every fault of the screen as it stands, as sentences. @nodes: where they are read already."""
    nodes = nodes or screen.wait_still()
    targets = [node for node in nodes if node.role in TOUCHABLE and "sensitive" in node.states]
    whole = [node for node in targets if screen.is_whole(node)]
    readable = [node for node in nodes if node.role in READ and screen.shows(node)]
    return [*unnamed(nodes), *too_small(screen, targets, width / width_mm, floor_mm), *overlapping(whole),
            *off_the_screen([*targets, *readable], width)]
