# SPDX-License-Identifier: EUPL-1.2
"""A resident's telephone: reads the square on the screen as one does, fetches the page and sends its form by curl."""
import subprocess

from town import run


def picture_of_paper(path, comment):
    """A JPEG that a telephone might have taken, with words of ours in it."""
    import gi
    gi.require_version("GdkPixbuf", "2.0")
    from gi.repository import GdkPixbuf
    pixbuf = GdkPixbuf.Pixbuf.new(GdkPixbuf.Colorspace.RGB, False, 8, 1200, 1600)
    pixbuf.fill(0xE8DFC8FF)
    pixbuf.savev(str(path), "jpeg", [], [])
    data = path.read_bytes()
    path.write_bytes(data[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + data[2:])
    return path


def read_square(png):
    said = subprocess.run(["zbarimg", "--raw", "-q", str(png)], capture_output=True, text=True, check=True).stdout.split()
    assert len(said) == 1 and said[0].startswith("https://localhost:"), said
    return said[0]


class Telephone:
    def __init__(self, town):
        self.town = town

    def get(self, *arguments):
        return run("curl", "-sS", "--max-time", "20", "--cacert", self.town.pki / "ca.pem", *arguments)

    def send(self, url, path, name):
        return self.get("-L", "-F", f"fichier=@{path};filename={name}", url)
