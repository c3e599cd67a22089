# SPDX-License-Identifier: EUPL-1.2
"""A web server of static files for the tests of content distribution, that counts what it gives and misbehaves when told to; and a
commune that publishes."""
import json
import random
import shutil
import struct
import subprocess
import threading
import zlib
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

from town import TOP, program, run

SMALL_CONTENT = TOP / "tests/journeys/content"
KIOSK = "borne-1"


class Handler(SimpleHTTPRequestHandler):
    """Python's own, which knows no ranges; with them when the server is told so."""

    def log_message(self, *_):
        pass

    def send_head(self):
        self.start = 0
        path = self.path.lstrip("/")
        file = self.server.folder / path
        with self.server.lock:
            self.server.asked.append(path)
        if path in self.server.closed or not file.is_file():
            self.send_error(503 if path in self.server.closed else 404)
            return None
        data = self.server.changed.get(path, file.read_bytes())
        wanted = self.headers.get("Range", "")
        if self.server.ranges and wanted.startswith("bytes="):
            self.start = int(wanted[6:].rstrip("-"))
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {self.start}-{len(data) - 1}/{len(data)}")
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(data) - self.start))
        self.end_headers()
        return data

    def do_GET(self):
        data = self.send_head()
        if data is None:
            return
        path = self.path.lstrip("/")
        data = data[self.start:]
        cut = self.server.cuts.pop(path, None)
        if cut is not None:
            data = data[:cut]
            self.server.closed.add(path)  # what tries again by itself must wait for the test
        try:
            self.wfile.write(data)
        except ConnectionError:
            return  # it does not want more of that
        with self.server.lock:
            self.server.given[path] = self.server.given.get(path, 0) + len(data)
        if cut is not None:
            self.close_connection = True
            self.wfile.flush()
            self.connection.shutdown(2)


class Web:
    def __init__(self, folder, ranges=True):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.folder, self.server.ranges, self.server.lock = folder, ranges, threading.Lock()
        self.server.asked, self.server.given = [], {}  # paths; path -> bytes
        self.server.changed = {}  # path -> other bytes
        self.server.cuts, self.server.closed = {}, set()  # path -> bytes until the connection breaks; then it is closed
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __getattr__(self, name):
        return getattr(self.server, name)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


def noise(width, seed):
    """A PNG that does not compress."""
    generator = random.Random(seed)

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + generator.randbytes(width * 3) for _ in range(width))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, width, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 0)) + chunk(b"IEND", b""))


def make_pki(folder):
    run(program("parvisctl"), "pki", "init", folder, "--commune", "Saint-Essai")
    for role, name in (("server", "127.0.0.1,localhost"), ("kiosk", KIOSK), ("envelope", "e"), ("receipt", "r"), ("content", "c")):
        run(program("parvisctl"), "pki", "issue", folder, role, name)


class Commune:
    """Its certificates, a bundle, and what it publishes."""

    def __init__(self, folder, pki):
        self.folder, self.pki, self.bundle, self.tree = folder, folder / "pki", folder / "bundle", folder / "tree"
        shutil.copytree(pki, self.pki)
        shutil.copytree(SMALL_CONTENT, self.bundle)
        (self.bundle / "media").mkdir()
        (self.bundle / "media/logo.png").write_bytes(noise(300, 1))

    def signer(self, name="content"):
        return ("--ca", self.pki / "ca.pem", "--certificate", self.pki / f"{name}.pem", "--key", self.pki / f"{name}.key")

    def set(self, version, name=None, expires=None):
        """The next edition of the bundle, signed."""
        path = self.bundle / "bundle.json"
        bundle = json.loads(path.read_text())
        bundle["version"] = version
        bundle["commune"]["logo"] = "logo.png"
        bundle["commune"]["name"] = name or f"Mairie d’Essai {version}"
        if expires:
            bundle["expires"] = expires
        path.write_text(json.dumps(bundle, ensure_ascii=False))
        run(program("parvisctl"), "content", "sign", self.bundle, *self.signer()[2:])

    def publish(self, version=None, *options, **edition):
        if version:
            self.set(version, **edition)
        return run(program("parvisctl"), "content", "publish", self.bundle, self.tree, *self.signer(), *options)

    def sum_of(self, path):
        return json.loads((self.bundle / "manifest.json").read_text())["files"][path]

    def openssl_sign(self, data, target, ca="pki"):
        """What another tool would publish: @data, signed by the content certificate of the CA in @ca, in DER."""
        plain = self.folder / "plain"
        plain.write_text(json.dumps(data))
        subprocess.run(["openssl", "cms", "-sign", "-binary", "-nodetach", "-outform", "DER", "-in", plain, "-md", "sha256", "-signer",
                        self.folder / ca / "content.pem", "-inkey", self.folder / ca / "content.key", "-out", target], check=True)

    def read_list(self):
        """What any tool reads of the list: openssl checks and opens it."""
        return json.loads(run("openssl", "cms", "-verify", "-inform", "DER", "-in", self.tree / "releases.p7m", "-CAfile",
                              self.pki / "ca.pem", "-purpose", "any"))
