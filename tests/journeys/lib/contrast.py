# SPDX-License-Identifier: EUPL-1.2
"""How well words stand out from what is behind them, measured in the picture of the screen and not in the style sheet (WCAG 2.2, 1.4.3
and 1.4.6: contrast ratio)."""
import gi
import numpy

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf  # noqa: E402

LEAST_INK = 0.004  # of an area: less is an edge of something else


def load(path):
    """The picture as an array of height x width x (red, green, blue)."""
    image = GdkPixbuf.Pixbuf.new_from_file(str(path))
    rows = numpy.frombuffer(image.get_pixels() + b"\0" * image.get_rowstride(), numpy.uint8)
    rows = rows[:image.get_rowstride() * image.get_height()].reshape(image.get_height(), image.get_rowstride())
    return rows[:, :image.get_width() * image.get_n_channels()].reshape(image.get_height(), image.get_width(), -1)[:, :, :3]


def luminance(colours):
    """Relative luminance of each (WCAG 2.2, definitions)."""
    part = colours.astype(float) / 255
    linear = numpy.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    return linear @ (0.2126, 0.7152, 0.0722)


def ratio(one, other):
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)


def of_area(picture, x, y, right, bottom):
    """The contrast of the words drawn there with the ground most of it has; None where nothing is drawn."""
    area = picture[max(0, y):bottom, max(0, x):right].reshape(-1, 3)
    if len(area) == 0:
        return None
    exact, counts = numpy.unique(area, axis=0, return_counts=True)
    lights = luminance(exact)
    ground = lights[counts.argmax()]
    ratios = numpy.array([ratio(ground, light) for light in lights])
    drawn = ratios > 1.15
    if counts[drawn].sum() < LEAST_INK * len(area):
        return None
    # the strokes' own colour is what is most drawn of the strongest: shades towards the ground are antialiasing
    order = ratios.argsort()[::-1]
    inked = counts[order].cumsum()
    strongest = order[numpy.searchsorted(inked, LEAST_INK * len(area))]
    return float(ratios[strongest])
