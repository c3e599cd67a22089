# SPDX-License-Identifier: EUPL-1.2
"""A central server and a kiosk without a screen, for the benches of delivery: certificates, configurations, the programs."""
import pathlib
import subprocess

KIOSK = "borne-1"


class Town:
    def __init__(self, folder, build, hub_keys=""):
        self.folder, self.bin, self.bench = pathlib.Path(folder), build / "bin", build / "bench"
        self.pki = self.folder / "pki"
        self.run("parvisctl", "pki", "init", self.pki, "--commune", "Saint-Banc")
        for role, name in (("server", "127.0.0.1,localhost"), ("kiosk", KIOSK), ("envelope", "Mairie"), ("receipt", "Mairie")):
            self.run("parvisctl", "pki", "issue", self.pki, role, name)
        (self.folder / "hub.conf").write_text(
            f"[hub]\nlisten=127.0.0.1\nport=0\nstore={self.folder}/store\n{hub_keys}[trust]\nca={self.pki}/ca.pem\n"
            f"certificate={self.pki}/server.pem\nkey={self.pki}/server.key\n"
            f"receipt-certificate={self.pki}/receipt.pem\nreceipt-key={self.pki}/receipt.key\n")
        self.hub, self.port = None, 0

    def run(self, program, *words):
        return subprocess.run([str(word) for word in (self.bin / program, *words)], check=True, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE).stdout

    def start_hub(self):
        log = open(self.folder / "hub.log", "ab")
        self.hub = subprocess.Popen([self.bin / "parvis-hub", "serve", "--config", self.folder / "hub.conf"], stdout=subprocess.PIPE,
                                    stderr=log)
        self.port = int(self.hub.stdout.readline().split()[-1])

    def stop_hub(self):
        self.hub.terminate()
        self.hub.wait()

    def write_kiosk(self, hub_keys=""):
        (self.folder / "kiosk.conf").write_text(
            f"[kiosk]\nid={KIOSK}\nstate={self.folder}\n[trust]\nca={self.pki}/ca.pem\nenvelope={self.pki}/envelope.pem\n"
            f"certificate={self.pki}/{KIOSK}.pem\nkey={self.pki}/{KIOSK}.key\n[hub]\nurl=https://127.0.0.1:{self.port}/\n{hub_keys}")
        return self.folder / "kiosk.conf"

    def fill(self, size, count):
        """Queues @count sealed envelopes of about @size bytes; they lie beside as <id>.cms, too. Returns [(id, sha256, file)]."""
        printed = subprocess.run([self.bench / "upload-fill", self.folder, self.pki / "envelope.pem", self.pki / "ca.pem", str(size),
                                  str(count)], check=True, text=True, stdout=subprocess.PIPE).stdout
        return [tuple(line.split()) for line in printed.splitlines()]
