# SPDX-License-Identifier: EUPL-1.2
"""A town hall and one kiosk of its, made of the real programs, in one folder: certificates, content, central server, sender,
print service, screen. Between the kiosk and the server stands a relay of ours, so that the way there can be cut and counted."""
import json
import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

from process import Process
from proxy import Proxy

TOP = Path(__file__).resolve().parents[3]
BUILD = Path(os.environ.get("PARVIS_BUILD", TOP / "build/dev"))
SANE = {"dll.conf": "test\n",
        "test.conf": "number_of_devices 1\nmode Color\ndepth 8\nresolution 150\nresolution_max 600\n"
                     "test-picture \"Color pattern\"\ngeometry_max 300\nbr_x 210\nbr_y 297\n"}


DEMO_CONTENT = TOP / "packaging/demo-content"
KIOSK = "borne-mairie-1"


def run(*command, **more):
    """Runs it to its end and returns what it printed; its own words are the error's."""
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False, **more)
    if done.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def program(name):
    return BUILD / "bin" / name


class Town:
    """@folder is new, and its path short: it holds sockets."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.logs = self.folder / "logs"
        self.logs.mkdir(parents=True)
        self.environment = {"SANE_CONFIG_DIR": str(self.folder / "sane")}
        self.running = {}
        self.proxy = Proxy(0)

    def make(self, content, idle_seconds=120, warning_seconds=30, screen_mm=270, printer=True, overlay=None,
             speech=False, card="", addresses=False, receipt_printer="", card_reader="", csca="", settings=""):
        """@receipt_printer, @card_reader, @csca: as the configuration has them. @overlay: a folder whose files are laid over those of @content. @speech: somebody listens (ear.py); @card: a real one speaks.
        @addresses: import those of the demonstration. @settings: more groups of the configuration."""
        self.make_certificates()
        self.make_content(Path(content), overlay)
        self.make_scanner()
        self.write_config(idle_seconds, warning_seconds, screen_mm, self.start_print_service() if printer else "",
                          self.start_speech_service() if speech else card)
        self.add_to_config(f"[devices]\nreceipt-printer={receipt_printer}\ncard-reader={card_reader}\n[trust]\ncsca={csca}\n{settings}")
        run(program("parvisctl"), "content", "install", self.content, "--config", self.config)
        if addresses:
            self.import_addresses()

    # making

    def make_certificates(self):
        self.pki = self.folder / "pki"
        ctl = program("parvisctl")
        run(ctl, "pki", "init", self.pki, "--commune", "Saint-Aubin-du-Parvis")
        for role, name in (("server", "localhost"), ("kiosk", KIOSK), ("envelope", "Mairie"), ("receipt", "Mairie"),
                           ("content", "Mairie")):
            run(ctl, "pki", "issue", self.pki, role, name)

    def make_content(self, content, overlay):
        self.content = self.folder / "content"
        shutil.copytree(content, self.content)
        if content.resolve() == DEMO_CONTENT:
            run(TOP / "packaging/demo-dates", self.content)
            shutil.copyfile(BUILD / "demo-map.mbtiles", self.content / "map.mbtiles")
        if overlay:
            shutil.copytree(overlay, self.content, dirs_exist_ok=True)
        self.sign_content()

    def sign_content(self):
        run(program("parvisctl"), "content", "sign", self.content, "--certificate", self.pki / "content.pem",
            "--key", self.pki / "content.key")

    def import_addresses(self):
        published = self.folder / "addresses.csv"
        published.write_text(run(TOP / "packaging/demo-addresses"))
        run(program("parvisctl"), "addresses", "import", "--config", self.config, published)

    def make_scanner(self):
        (self.folder / "sane").mkdir()
        for name, text in SANE.items():
            (self.folder / "sane" / name).write_text(text)

    def write_config(self, idle_seconds, warning_seconds, screen_mm, printer, card):
        (self.folder / "state").mkdir()
        self.config = self.folder / "parvis.conf"
        self.config.write_text(f"""[kiosk]
id={KIOSK}
state=state
idle-seconds={idle_seconds}
warning-seconds={warning_seconds}
screen-width-mm={screen_mm}
[trust]
ca=pki/ca.pem
envelope=pki/envelope.pem
certificate=pki/{KIOSK}.pem
key=pki/{KIOSK}.key
[hub]
url=https://localhost:{self.proxy.port}/
[devices]
printer={printer}
scanner=test:0
[sound]
card={card}
volume=50
""")
        self.hub_config = self.folder / "hub.conf"
        self.hub_config.write_text("""[hub]
port=0
store=hub
[trust]
ca=pki/ca.pem
certificate=pki/server.pem
key=pki/server.key
receipt-certificate=pki/receipt.pem
receipt-key=pki/receipt.key
[phone]
address=https://localhost:0/
port=0
""")

    def add_to_config(self, lines):
        """Groups that are there already go on."""
        with self.config.open("a", encoding="utf-8") as config:
            config.write(lines)

    # running

    def start(self, name, *command, **environment):
        self.running[name] = Process(command, self.logs / f"{name}.log", **self.environment, **environment)
        return self.running[name]

    def stop(self, name, how=signal.SIGTERM):
        process = self.running.pop(name, None)
        return process.stop(how) if process else None

    def start_hub(self):
        hub = self.start("hub", program("parvis-hub"), "serve", "--config", self.hub_config)
        self.proxy.target = int(hub.wait_line(re.compile(r"listening on (\d+)")).group(1))

    def start_syncd(self, *options):
        self.start("syncd", program("parvis-syncd"), "--config", self.config, *options)

    def start_kiosk(self, *options, **environment):
        return self.start("kiosk", program("parvis-kiosk"), "--config", self.config, *options, **environment)

    def start_print_service(self):
        """Returns the name of its queue."""
        folder = self.folder / "print"
        service = self.start("print-service", TOP / "packaging/print-service/print-service", "--until-eof", folder)
        service.wait_line(re.compile("^READY=1"), seconds=60)
        said = dict(line.split("=", 1) for line in service.lines if line and "=" in line)
        self.environment.update({name: said[name] for name in ("CUPS_SERVER", "DBUS_SYSTEM_BUS_ADDRESS")})
        self.received = Path(said["RECEIVED"])
        return said["QUEUE"]

    def tell_printer(self, *command):
        """"paper", "out": what packaging/print-service/README.md has."""
        run(TOP / "packaging/print-service/print-service", "--tell", self.folder / "print", *command)

    def start_speech_service(self):
        """Returns the name of its sound card; what is said is in self.sound / "heard"."""
        self.sound = self.folder / "sound"
        service = self.start("speech-service", TOP / "tests/speech-service", self.sound)
        service.wait_line(re.compile("^READY=1"), seconds=60)
        said = dict(line.split("=", 1) for line in service.lines if line and "=" in line)
        self.environment.update({name: said[name] for name in ("SPEECHD_ADDRESS", "ALSA_CONFIG_PATH")})
        return "bench"

    def start_card_service(self):
        """A real pcscd with a virtual reader, and a state that signs documents: before make(). Gives what the configuration wants:
        the reader's name and the folder of the state's certificate."""
        service = self.start("card-service", TOP / "tests/card-service", self.folder / "cards")
        service.wait_line(re.compile("^READY=1"), seconds=60)
        said = dict(line.split("=", 1) for line in service.lines if line and "=" in line)
        self.environment["PCSCLITE_CSOCK_NAME"] = said["PCSCLITE_CSOCK_NAME"]
        self.card_port = said["PORT"]
        run(program("card-emrtd"), "--pki", self.folder / "state-pki")
        return {"card_reader": "Parvis Bench", "csca": str(self.folder / "state-pki/csca")}

    def put_card(self, *options):
        """An identity document on the reader, until take_card()."""
        return self.start("card", program("card-emrtd"), self.card_port, "--pki", self.folder / "state-pki", *options)

    def put_pass(self, *options):
        """One of the town's own cards on the reader, until take_card(): what it says of itself (tests/cards/card-pass)."""
        return self.start("card", program("card-pass"), self.card_port, *options)

    def take_card(self):
        self.stop("card", signal.SIGKILL)

    def take_card_away(self):
        """The same, and pcscd has seen it: another one put in now is another one."""
        self.take_card()
        run("/usr/bin/python3", "-B", TOP / "tests/journeys/lib/empty_reader.py", "Parvis Bench 00 00",
            env={**os.environ, **self.environment})

    def tell_card_service(self, order):
        """"stop": pcscd dies; "start": it is there again."""
        service = self.running["card-service"]
        told = sum(line == "OK" for line in service.lines)
        service.process.stdin.write(order + "\n")
        service.process.stdin.flush()
        with service.heard:
            assert service.heard.wait_for(lambda: sum(line == "OK" for line in service.lines) > told, 60), order

    def stop_all(self):
        for name in reversed(list(self.running)):
            self.stop(name)
        self.proxy.close()

    def keep_logs(self, out):
        """What everybody said, for somebody to read."""
        for folder in (self.logs, self.folder / "print/log"):
            if folder.exists():
                shutil.copytree(folder, out, dirs_exist_ok=True)

    # the town hall's side

    def submissions(self):
        return json.loads(run(program("parvis-hub"), "list", "--json", "--config", self.hub_config))

    def open_submission(self, identifier, out):
        run(program("parvis-hub"), "open", identifier, "--config", self.hub_config, "--key", self.pki / "envelope.key",
            "--out", out)
        return json.loads((Path(out) / "submission.json").read_text())
