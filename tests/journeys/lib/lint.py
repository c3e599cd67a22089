# SPDX-License-Identifier: EUPL-1.2
"""What no screen of ours may have: a thing to touch without a name, too small to hit, or over another one."""
from screen import TOUCHABLE

MILLIMETRES = 20.0
KEY_MILLIMETRES = 9.0  # an on-screen keyboard's key: ten of them fit on a line


def describe(node):
    return f"{node.role} {node.name!r} at {node.width}x{node.height}+{node.x}+{node.y}"


def unnamed(nodes):
    for node in nodes:
        if node.name.startswith("Gtk") or node.name.startswith("Parvis"):
            if node.role != "image":
                yield f"is named after its class: {describe(node)}"
        elif node.role in TOUCHABLE and "sensitive" in node.states and not node.name.strip():
            yield f"has no name: {describe(node)}"


def is_key(node):
    return any(len(child.name) == 1 for child in (node.parent.children if node.parent else [])) and node.role == "button"


def too_small(screen, nodes, pixels_per_mm):
    for node in nodes:
        floor = pixels_per_mm * (KEY_MILLIMETRES if is_key(node) else MILLIMETRES)
        x, y, right, bottom = screen.seen_part(node)
        whole = right - x >= node.width and bottom - y >= node.height
        if whole and min(node.width, node.height) < floor - 1:
            yield f"is smaller than {floor:.0f} pixels: {describe(node)}"


def overlapping(screen, nodes):
    parts = [(node, screen.seen_part(node)) for node in nodes]
    for index, (one, a) in enumerate(parts):
        for other, b in parts[index + 1:]:
            wide = min(a[2], b[2]) - max(a[0], b[0])
            high = min(a[3], b[3]) - max(a[1], b[1])
            if wide > 1 and high > 1 and one not in other.ancestors() and other not in one.ancestors():
                yield f"lies over another: {describe(one)} and {describe(other)}"


def off_the_screen(nodes, width):
    for node in nodes:
        if node.x < 0 or node.right > width:
            yield f"sticks out at the side: {describe(node)}"


def lint(screen, width, width_mm):
    """Every fault of the screen as it stands, as sentences."""
    nodes = screen.wait_still()
    targets = [node for node in nodes if node.role in TOUCHABLE and "sensitive" in node.states]
    return [*unnamed(nodes), *too_small(screen, targets, width / width_mm), *overlapping(screen, targets),
            *off_the_screen(targets, width)]
