# SPDX-License-Identifier: EUPL-1.2
"""Content distribution: the real parvisctl publishes, the real parvis-syncd fetches, from the real parvis-hub and from a plain web
server. What is counted: which files were asked for and how many of their bytes were given; what is served; what the staff is told."""
import json
import os
import re
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
import unittest
from datetime import datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from zoneinfo import ZoneInfo

from content_tree import KIOSK, Commune, Web, make_pki, noise
from process import Process, die_with_parent
from town import program, run

SAID = re.compile(r"content: (?!\d)(.*)")
LOGO = "media/logo.png"


class Kiosk:
    def __init__(self, folder, url, group=""):
        self.folder, self.state, self.config = folder, folder / "state", folder / "kiosk.conf"
        self.url, self.group, self.syncd, self.heard = url, group, None, 0
        self.state.mkdir()
        self.configure()

    def configure(self, hub=""):
        url = self.url
        self.config.write_text(f"[kiosk]\nid={KIOSK}\nstate=state\n[trust]\nca=pki/ca.pem\nenvelope=pki/envelope.pem\n"
                               f"certificate=pki/{KIOSK}.pem\nkey=pki/{KIOSK}.key\n"
                               f"[hub]\nurl={url if url.startswith('https') else 'https://127.0.0.1:1/'}\n{hub}\n"
                               f"[content]\ngroup={self.group}\n" + ("" if url.startswith("https") else f"url={url}\n"))

    def set_hours(self, from_now, until_now):
        """[hub] hours=, in hours from now, on the kiosk's clock."""
        now = datetime.now(ZoneInfo("Europe/Paris"))
        self.configure("hours=" + "-".join((now + timedelta(hours=h)).strftime("%H:%M") for h in (from_now, until_now)))

    def once(self):
        """The status of a technician's `parvis-syncd --once`, and what it says."""
        done = subprocess.run([program("parvis-syncd"), "--once", "--config", self.config], capture_output=True, text=True, timeout=300)
        return done.returncode, done.stdout + done.stderr

    def start(self):
        self.syncd = Process([program("parvis-syncd"), "--config", self.config], self.folder / "syncd.log")
        self.heard = 0

    def pass_ends(self, expected):
        """Waits for the next pass that says so."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with self.syncd.heard:
                self.syncd.heard.wait_for(lambda: len(self.syncd.lines) > self.heard, end - time.monotonic())
                lines = self.syncd.lines[self.heard:]
            for line in lines:
                self.heard += 1
                assert line is not None, "parvis-syncd has ended:\n" + "\n".join(filter(None, self.syncd.lines))
                if re.search(expected, line):
                    return line
        raise AssertionError(f"{expected!r} was not said:\n" + "\n".join(filter(None, self.syncd.lines)))

    def look(self, expected):
        """Runs a pass now, and waits for what it says."""
        if self.syncd is None:
            self.start()
        else:
            self.syncd.process.send_signal(signal.SIGHUP)
        return self.pass_ends(expected)

    def look_until(self, condition):
        """A pass that was under way when asked may end first."""
        self.look("content: ")
        while not condition():
            self.pass_ends("content: ")

    def stop(self, how=signal.SIGTERM):
        if self.syncd:
            self.syncd.stop(how)
        self.syncd = None

    def status(self):
        return json.loads(run(program("parvisctl"), "content", "status", "--json", "--config", self.config))

    def versions(self):
        root = self.state / "content"
        return sorted(path.name for path in root.iterdir()) if root.exists() else []

    def rows(self, sql):
        with sqlite3.connect(self.state / "outbox.db", timeout=30) as db:
            return db.execute(sql).fetchall()

    def apply(self, version):
        """What the screen does between two sessions, without a screen."""
        run(program("parvisctl"), "content", "install", self.state / "content" / str(version), "--config", self.config)
        self.rows(f"UPDATE bundle SET state = 'applied' WHERE version = {version}")


READY = "a new version is ready"
NOTHING = "nothing new"


class Distribution(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shared = tempfile.TemporaryDirectory(prefix="content-pki-")
        cls.addClassCleanup(cls.shared.cleanup)
        make_pki(Path(cls.shared.name) / "pki")

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="content-")
        self.addCleanup(self.temporary.cleanup)
        self.commune = Commune(Path(self.temporary.name), Path(self.shared.name) / "pki")

    def web(self, **options):
        web = Web(self.commune.tree, **options)
        self.addCleanup(web.close)
        return web

    def kiosk(self, url, group=""):
        kiosk = Kiosk(self.commune.folder, url, group)
        self.addCleanup(kiosk.stop)
        return kiosk

    def begin(self, **options):
        web = self.web(**options)
        return web, self.kiosk(web.url)

    def trouble(self, kiosk, expected):
        self.assertRegex(kiosk.status()["trouble"], expected)

    def publish_and_apply(self, kiosk, version):
        self.commune.publish(version)
        kiosk.look(READY)
        kiosk.apply(version)

    # what is taken

    def test_applied_and_only_changes_fetched(self):
        web, kiosk = self.begin(ranges=False)
        self.publish_and_apply(kiosk, 1)
        logo = "files/" + self.commune.sum_of(LOGO)
        self.assertEqual(web.given[logo], (self.commune.bundle / LOGO).stat().st_size)
        kiosk.look(NOTHING)
        web.asked.clear()
        self.commune.publish(2)
        kiosk.look(READY)
        self.assertEqual([path for path in web.asked if path.startswith("files/")], ["files/" + self.commune.sum_of("bundle.json")])
        self.assertEqual((kiosk.state / "content/2" / LOGO).stat().st_nlink, 2)
        self.assertEqual(kiosk.versions(), ["1", "2"])
        kiosk.apply(2)
        self.commune.publish(3)
        kiosk.look(READY)
        kiosk.apply(3)
        kiosk.look_until(lambda: kiosk.versions() == ["2", "3"])  # what is older than the previous one goes
        self.assertEqual(kiosk.status()["version"], 3)
        self.assertIsNone(kiosk.status()["trouble"])

    def test_hub(self):
        (self.commune.folder / "hub.conf").write_text(
            "[hub]\nport=0\nstore=hub\ncontent=tree\n[trust]\nca=pki/ca.pem\ncertificate=pki/server.pem\nkey=pki/server.key\n"
            "receipt-certificate=pki/receipt.pem\nreceipt-key=pki/receipt.key\n")
        hub = Process([program("parvis-hub"), "serve", "--config", self.commune.folder / "hub.conf"], self.commune.folder / "hub.log")
        self.addCleanup(hub.stop)
        port = hub.wait_line(re.compile(r"listening on (\d+)")).group(1)
        kiosk = self.kiosk(f"https://127.0.0.1:{port}/")
        kiosk.look(NOTHING)
        self.assertIsNone(kiosk.status()["trouble"], "a town hall that publishes nothing has no trouble with it")
        self.commune.publish(1)
        kiosk.look(READY)
        kiosk.apply(1)
        kiosk.look(NOTHING)
        self.assertEqual(kiosk.status()["url"], f"https://127.0.0.1:{port}/v1/content/")
        self.assertRegex(kiosk.rows("SELECT etag FROM distribution")[0][0], '^"[0-9a-f.-]+"$')
        path = f"https://127.0.0.1:{port}/v1/content/files/{self.commune.sum_of(LOGO)}"
        curl = ["curl", "-sS", "--cacert", self.commune.pki / "ca.pem", "--cert", self.commune.pki / f"{KIOSK}.pem", "--key",
                self.commune.pki / f"{KIOSK}.key", "-o", self.commune.folder / "part", "-w", "%{http_code} %header{content-range}"]
        size = (self.commune.bundle / LOGO).stat().st_size
        self.assertEqual(run(*curl, "-r", "1000-", path), f"206 bytes 1000-{size - 1}/{size}")
        self.assertEqual((self.commune.folder / "part").read_bytes(), (self.commune.bundle / LOGO).read_bytes()[1000:])
        self.assertEqual(run(*curl, "-r", "99999999-", path), f"416 bytes */{size}")
        self.assertEqual(run(*curl, "--path-as-is", f"https://127.0.0.1:{port}/v1/content/files/../../hub.conf")[:3], "404")

    def test_cut_and_resumed(self):
        web, kiosk = self.begin()
        self.commune.publish(1)
        logo, size = "files/" + self.commune.sum_of(LOGO), (self.commune.bundle / LOGO).stat().st_size
        web.cuts[logo] = 100000
        kiosk.look("content: (?!nothing|a new)")
        self.assertEqual(kiosk.versions(), ["1.part", "partial"])
        self.assertEqual(kiosk.status()["bundles"], [])
        web.closed.clear()
        kiosk.look(READY)
        kiosk.apply(1)
        self.assertEqual(web.given[logo], size, "what had come was fetched again")
        self.assertEqual(kiosk.versions(), ["1"])

    def test_killed_and_resumed(self):
        web, kiosk = self.begin()
        self.publish_and_apply(kiosk, 1)
        for step in range(3):
            self.commune.publish(2 + step)
            web.cuts["files/" + self.commune.sum_of("bundle.json")] = 50 * (step + 1)
            kiosk.look("content: (?!nothing|a new)")
            kiosk.stop(signal.SIGKILL)
            self.assertEqual(kiosk.status()["version"], 1 if step == 0 else 1 + step)
            web.closed.clear()
            kiosk.look(READY)
            kiosk.apply(2 + step)

    # what is not

    def refused(self, kiosk, expected, version):
        """A pass that ends so, and leaves what was there."""
        kiosk.look(expected)
        self.assertEqual(kiosk.status()["version"], version)
        self.assertEqual([row["version"] for row in kiosk.status()["bundles"] if row["state"] == "ready"], [])
        self.trouble(kiosk, expected)

    def test_rollback(self):
        _, kiosk = self.begin()
        self.commune.publish(4)
        first = (self.commune.tree / "releases.p7m").read_bytes()
        kiosk.look(READY)
        kiosk.apply(4)
        self.publish_and_apply(kiosk, 5)
        (self.commune.tree / "releases.p7m").write_bytes(first)
        self.refused(kiosk, "plus ancienne que celle déjà reçue", 5)
        listed = self.commune.read_list()
        listed["serial"] = 50
        self.commune.openssl_sign(listed, self.commune.tree / "releases.p7m")
        self.refused(kiosk, "n’y revient pas", 5)

    def test_same_date(self):
        """Python's own server, which goes by dates: two lists of one second are two."""
        class Plain(SimpleHTTPRequestHandler):
            def log_message(self, *_):
                pass
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Plain, directory=str(self.commune.tree)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        kiosk = self.kiosk(f"http://127.0.0.1:{server.server_port}/")
        second = time.time() + 3600  # it is never over while we look
        for version in (1, 2):
            self.commune.publish(version)
            os.utime(self.commune.tree / "releases.p7m", (second, second))
            kiosk.look_until(lambda expected=version: kiosk.status()["highest"] == expected)

    def test_frozen(self):
        _, kiosk = self.begin()
        self.publish_and_apply(kiosk, 1)
        listed = self.commune.read_list()
        listed.update(serial=listed["serial"] + 1, expires="2026-01-02T00:00:00Z")
        self.commune.openssl_sign(listed, self.commune.tree / "releases.p7m")
        self.refused(kiosk, "périmée depuis le 0[12]/01/2026", 1)
        run(program("parvisctl"), "content", "renew", self.commune.tree, *self.commune.signer(), "--days", "2")
        kiosk.look(NOTHING)
        self.assertIsNone(kiosk.status()["trouble"])

    def test_wrong_bytes(self):
        web, kiosk = self.begin()
        self.publish_and_apply(kiosk, 1)
        self.commune.publish(2)
        name = "files/" + self.commune.sum_of("bundle.json")
        sound = (self.commune.tree / name).read_bytes()
        web.changed[name] = sound.replace(b"Essai 2", b"Essai 9")
        self.refused(kiosk, "sa somme diffère", 1)
        web.changed[name] = sound + b" "
        self.refused(kiosk, "plus long", 1)
        web.changed[name] = sound[:-1]
        self.refused(kiosk, "plus court", 1)
        web.changed[name] = sound + b" " * 50_000_000
        given = web.given.get(name, 0)
        self.refused(kiosk, "plus long", 1)
        self.assertLess(web.given.get(name, 0) - given, 50_000_000)
        web.changed.clear()
        kiosk.look(READY)

    def test_other_authority(self):
        _, kiosk = self.begin()
        self.publish_and_apply(kiosk, 1)
        run(program("parvisctl"), "pki", "init", self.commune.folder / "other", "--commune", "Saint-Ailleurs")
        run(program("parvisctl"), "pki", "issue", self.commune.folder / "other", "content", "x")
        listed = self.commune.read_list()
        listed["serial"] += 1
        self.commune.openssl_sign(listed, self.commune.tree / "releases.p7m", ca="other")
        self.refused(kiosk, "n’est pas acceptée", 1)
        (self.commune.pki / "content.pem").rename(self.commune.pki / "content.good")
        (self.commune.pki / "content.pem").write_bytes((self.commune.pki / "receipt.pem").read_bytes())
        (self.commune.pki / "content.key").rename(self.commune.pki / "content.goodkey")
        (self.commune.pki / "content.key").write_bytes((self.commune.pki / "receipt.key").read_bytes())
        self.commune.openssl_sign(listed, self.commune.tree / "releases.p7m")  # of our CA, but not for content
        self.refused(kiosk, "n’est pas acceptée", 1)
        (self.commune.tree / "releases.p7m").write_text("<html>Portail captif</html>")
        self.refused(kiosk, "n’est pas acceptée", 1)
        told = json.loads(run(program("parvisctl"), "journal", "--json", "--event", "content_refused", "--config", kiosk.config))
        self.assertEqual(len(told), 3)  # each of them something else
        doctor = subprocess.run([program("parvisctl"), "doctor", "--config", kiosk.config], capture_output=True, text=True, check=False)
        self.assertIn("attention  Nouveaux contenus\u00a0: la liste des versions n’est pas acceptée", doctor.stdout)

    def test_expired(self):
        _, kiosk = self.begin()
        self.publish_and_apply(kiosk, 1)
        self.commune.publish(2)
        manifest = json.loads((self.commune.tree / "2/manifest.json").read_text())
        manifest["expires"] = "2026-01-01T00:00:00Z"
        text = json.dumps(manifest)
        (self.commune.tree / "2/manifest.json").write_text(text)
        run("openssl", "cms", "-sign", "-binary", "-outform", "DER", "-in", self.commune.tree / "2/manifest.json", "-md", "sha256", "-signer",
            self.commune.pki / "content.pem", "-inkey", self.commune.pki / "content.key", "-out", self.commune.tree / "2/manifest.p7s")
        self.refused(kiosk, "n’est pas celui qui est annoncé", 1)
        listed = self.commune.read_list()
        listed["serial"] += 1
        listed["releases"][-1].update(size=len(text.encode()), manifest=run("sha256sum", self.commune.tree / "2/manifest.json")[:64])
        self.commune.openssl_sign(listed, self.commune.tree / "releases.p7m")
        self.refused(kiosk, "déjà périmée", 1)

    def test_groups(self):
        web = self.web()
        kiosk = self.kiosk(web.url, group="pilote")
        self.publish_and_apply(kiosk, 1)
        self.commune.publish(2, "--group", "ecoles")
        kiosk.look(NOTHING)
        self.commune.publish(3, "--group", "pilote", "--from", "2099-01-01T00:00:00Z")
        kiosk.look(NOTHING)
        self.commune.publish(4, "--group", "ecoles", "--group", "pilote")
        kiosk.look(READY)
        self.assertEqual({entry["version"] for entry in self.commune.read_list()["releases"]}, {1, 2, 3, 4})
        kiosk.apply(4)
        self.commune.publish(5)
        self.assertEqual([entry["version"] for entry in self.commune.read_list()["releases"]], [5])
        kiosk.look(READY)

    # when

    def asked_files(self, web):
        return [path for path in web.asked if path.startswith("files/")]

    def tell(self, text="Restez chez vous."):
        notices = self.commune.folder / "notices.json"
        notices.write_text(json.dumps({"notices": [{"id": "vent", "level": "urgent", "title": "Vent", "text": text,
                                                    "from": "2026-01-01T00:00:00Z", "until": "2090-01-01T00:00:00Z"}]}))
        run(program("parvisctl"), "content", "tell", "notices", notices, self.commune.tree, *self.commune.signer())

    def test_hours(self):
        web, kiosk = self.begin()
        self.commune.publish(1)
        self.tell()
        kiosk.set_hours(6, 7)
        kiosk.look("content 1 waits for its hour")
        kiosk.pass_ends(NOTHING)
        self.assertEqual(kiosk.rows("SELECT name FROM resource"), [("notices",)])
        manifests = web.asked.count("1/manifest.json")
        kiosk.look("content 1 waits for its hour")
        self.assertEqual(web.asked.count("1/manifest.json"), manifests, "what is known to wait was asked for again")
        self.assertEqual(self.asked_files(web), [])
        self.assertIsNone(kiosk.status()["trouble"])
        kiosk.stop()
        kiosk.set_hours(-1, 1)
        kiosk.look(READY)
        kiosk.apply(1)
        kiosk.stop()
        kiosk.set_hours(6, 7)
        self.commune.publish(2)  # some hundred bytes: a corrected text does not wait for the night
        kiosk.look(READY)
        kiosk.apply(2)
        (self.commune.bundle / "media/logo.png").write_bytes(noise(310, 2))
        web.asked.clear()
        self.commune.publish(3)
        kiosk.look("content 3 waits for its hour")
        self.assertEqual(self.asked_files(web), [])

    def test_once(self):
        web, kiosk = self.begin()
        kiosk.set_hours(6, 7)
        self.commune.publish(1)
        status, said = kiosk.once()  # a technician does not wait for the night either
        self.assertEqual(status, 0)
        self.assertIn(READY, said)
        kiosk.apply(1)
        self.assertEqual(kiosk.once()[0], 0)
        sound = (self.commune.tree / "releases.p7m").read_bytes()
        (self.commune.tree / "releases.p7m").write_text("nothing")
        self.assertEqual(kiosk.once()[0], 0, "the status speaks of submissions")
        self.trouble(kiosk, "n’est pas acceptée")
        (self.commune.tree / "releases.p7m").write_bytes(sound)
        web.closed.add("releases.p7m")
        self.assertEqual(kiosk.once()[0], 0)

    # restoring, resources

    def test_restored(self):
        _, kiosk = self.begin()
        self.publish_and_apply(kiosk, 1)
        self.publish_and_apply(kiosk, 2)
        run(program("parvisctl"), "content", "restore", "--config", kiosk.config)
        self.assertEqual(kiosk.status()["version"], 1)
        kiosk.look(NOTHING)
        states = {row["version"]: row["state"] for row in kiosk.status()["bundles"]}
        self.assertEqual(states, {1: "applied", 2: "aside"})
        text = run(program("parvisctl"), "content", "status", "--config", kiosk.config)
        self.assertIn("mise de côté : version 2", text.replace("\u00a0", " "))
        self.publish_and_apply(kiosk, 3)
        self.assertEqual(kiosk.status()["version"], 3)

    def test_resources(self):
        web, kiosk = self.begin(ranges=False)
        notices = self.commune.folder / "notices.json"
        tell = [program("parvisctl"), "content", "tell", "notices", notices, self.commune.tree, *self.commune.signer()]
        self.tell()
        kiosk.look(NOTHING)
        self.assertEqual(kiosk.rows("SELECT seq, name FROM resource"), [(1, "notices")])
        target = self.commune.tree / "resources/notices.p7m"
        document = json.loads(run("openssl", "cms", "-verify", "-inform", "DER", "-in", target, "-CAfile", self.commune.pki / "ca.pem",
                                  "-purpose", "any"))
        document["made"] = "2026-01-01T00:00:00Z"
        self.commune.openssl_sign(document, self.commune.folder / "old")
        old = (self.commune.folder / "old").read_bytes()
        run(*tell, "--hours", "48")
        kiosk.look_until(lambda: kiosk.rows("SELECT seq FROM resource") == [(2,)])
        target.write_bytes(old)
        kiosk.look("plus ancien")
        self.assertEqual(kiosk.rows("SELECT seq FROM resource"), [(2,)])
        target.write_bytes(old * 40)
        kiosk.look("content: (?!nothing)")
        notices.write_text('{"notices": [{"id": "vent"}]}')
        with self.assertRaisesRegex(AssertionError, "notices"):
            run(*tell)


if __name__ == "__main__":
    die_with_parent()
    unittest.main(verbosity=1)
