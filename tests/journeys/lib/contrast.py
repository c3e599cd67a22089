# SPDX-License-Identifier: EUPL-1.2
"""How well words stand out from what is behind them, measured in the picture of the screen and not in the style sheet (WCAG 2.2, 1.4.3
and 1.4.6: contrast ratio)."""
import gi
import numpy

gi.require_version("GdkPixbuf", "2.0")
from gi.repository import GdkPixbuf  # noqa: E402

LEAST_INK = 0.0008  # of an area, and
LEAST_PIXELS = 6  # of it: less is an edge of something else


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


def ratio_to(ground, lights):
    return (numpy.maximum(ground, lights) + 0.05) / (numpy.minimum(ground, lights) + 0.05)


def of_area(picture, x, y, right, bottom):
    """The contrast of the words drawn there with the ground most of it has; None where nothing is drawn."""
    area = picture[max(0, y):bottom, max(0, x):right].reshape(-1, 3)
    if len(area) == 0:
        return None
    packed = area.astype(numpy.uint32) @ numpy.array((65536, 256, 1), numpy.uint32)
    exact, counts = numpy.unique(packed, return_counts=True)
    lights = luminance(numpy.stack((exact >> 16, exact >> 8 & 255, exact & 255), axis=1))
    ratios = ratio_to(lights[counts.argmax()], lights)
    least = max(LEAST_PIXELS, LEAST_INK * len(area))
    if counts[ratios > 1.15].sum() < least:
        return None
    # the strokes' own colour is what is most drawn of the strongest: shades towards the ground are antialiasing
    order = ratios.argsort()[::-1]
    return float(ratios[order[numpy.searchsorted(counts[order].cumsum(), least)]])
