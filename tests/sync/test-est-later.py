# SPDX-License-Identifier: EUPL-1.2
"""Enrolment at a server that takes its time (RFC 7030 §4.2.3): the real parvisctl, and a server that is none of ours but in this file:
Python's HTTP and TLS, and the openssl command as its authority. It answers 202 first, and then the certificate."""
import base64
import http.server
import re
import ssl
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

from town import program, run

KIOSK, CODE = "borne-1", "2345-6789-ABCD"
EXTENSIONS = "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n"


def openssl(*words, data=None):
    return subprocess.run(["openssl", *map(str, words)], input=data, capture_output=True, check=True).stdout


class Server:
    """An EST server that answers @later (headers) so many times before it does what it is asked."""

    def __init__(self, folder, pki, times, headers):
        self.folder, self.pki, self.times, self.headers = folder, pki, times, headers
        self.requests, self.trials = [], 0  # (time, Authorization, body); who came with a certificate
        owner = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                owner.enrol(self, body)

            def do_GET(self):
                owner.trials += bool(self.connection.getpeercert())
                owner.answer(self, 200, b'{"status":"ok"}', {"Content-Type": "application/json", "Tus-Resumable": "1.0.0"})

            def log_message(self, *_):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pki / "server.pem", pki / "server.key")
        context.load_verify_locations(pki / "ca.pem")
        context.verify_mode = ssl.CERT_OPTIONAL
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.url = f"https://127.0.0.1:{self.http.server_port}/"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def answer(self, handler, status, body, headers):
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    def enrol(self, handler, body):
        self.requests.append((time.monotonic(), handler.headers["Authorization"], body))
        if len(self.requests) <= self.times:
            self.answer(handler, 202, b"", self.headers)
        else:
            self.answer(handler, 200, self.certify(body), {"Content-Type": "application/pkcs7-mime; smime-type=certs-only",
                                                           "Content-Transfer-Encoding": "base64"})

    def certify(self, body):
        """What another EST server would do of it, by the openssl command."""
        extensions, certificate = self.folder / "extensions", self.folder / "issued.pem"
        extensions.write_text(EXTENSIONS)
        request = openssl("req", "-inform", "DER", "-verify", data=base64.b64decode(body))
        certificate.write_bytes(openssl("x509", "-req", "-CA", self.pki / "ca.pem", "-CAkey", self.pki / "ca.key", "-days", "30",
                                        "-extfile", extensions, data=request))
        return base64.encodebytes(openssl("crl2pkcs7", "-nocrl", "-certfile", certificate, "-outform", "DER"))

    def close(self):
        self.http.shutdown()
        self.http.server_close()


class Later(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory(prefix="parvis-est-")
        cls.pki = Path(cls.temporary.name) / "pki"
        run(program("parvisctl"), "pki", "init", cls.pki, "--commune", "Saint-Essai")
        for role, name in (("server", "127.0.0.1,localhost"), ("envelope", "e")):
            run(program("parvisctl"), "pki", "issue", cls.pki, role, name)

    @classmethod
    def tearDownClass(cls):
        cls.temporary.cleanup()

    def enrol(self, times, headers):
        """(the server, what parvisctl said, its status, the kiosk's folder)"""
        folder = Path(tempfile.mkdtemp(dir=self.temporary.name))
        server = Server(folder, self.pki, times, headers)
        self.addCleanup(server.close)
        config = folder / "kiosk.conf"
        config.write_text(f"[kiosk]\nid={KIOSK}\nstate=.\n[trust]\nca={self.pki}/ca.pem\nenvelope={self.pki}/envelope.pem\n"
                          f"certificate=kiosk.pem\nkey=kiosk.key\n[hub]\nurl={server.url}\n")
        done = subprocess.run([program("parvisctl"), "enrol", "--config", config], input=CODE + "\n", capture_output=True, text=True,
                              timeout=120, check=False)
        return server, done.stdout + done.stderr, done.returncode, folder

    def test_waits_and_repeats(self):
        server, said, status, folder = self.enrol(1, {"Retry-After": "1"})
        self.assertEqual(status, 0, said)
        times, authorizations, bodies = zip(*server.requests)
        self.assertEqual(len(times), 2)
        self.assertEqual(len(set(bodies)), 1, "the same request, to the byte")
        self.assertEqual(set(authorizations), {"Basic " + base64.b64encode(f"{KIOSK}:{CODE}".encode()).decode()})
        for first, next_one in zip(times, times[1:]):  # Retry-After is a lower bound
            self.assertGreaterEqual(next_one - first, 0.95)
        self.assertEqual(len(re.findall("le serveur demande d’attendre 1 s", said)), 1)
        self.assertEqual(server.trials, 1, "what was issued was tried")
        openssl("verify", "-CAfile", self.pki / "ca.pem", "-purpose", "sslclient", folder / "kiosk.pem")
        public = openssl("x509", "-in", folder / "kiosk.pem", "-noout", "-pubkey")
        self.assertEqual(public, openssl("pkey", "-in", folder / "kiosk.key", "-pubout"))

    def test_too_long_for_a_visit(self):
        server, said, status, folder = self.enrol(1, {"Retry-After": "7200"})
        self.assertNotEqual(status, 0)
        self.assertEqual(len(server.requests), 1, "nobody stands there for two hours")
        self.assertRegex(said, r"dans 120\smin|dans 119\smin")
        self.assertIn("gardez le code", said)
        self.assertFalse((folder / "kiosk.pem").exists())
        again = subprocess.run([program("parvisctl"), "enrol", "--config", folder / "kiosk.conf"], input=CODE + "\n", capture_output=True,
                               text=True, timeout=120, check=False)
        self.assertEqual(again.returncode, 0, again.stderr)
        keys = {openssl("req", "-inform", "DER", "-noout", "-pubkey", data=base64.b64decode(body)) for _, _, body in server.requests}
        self.assertEqual(len(keys), 1, "the key waited")


if __name__ == "__main__":
    unittest.main(verbosity=1)
