# SPDX-License-Identifier: EUPL-1.2
"""The real programs of the campaign, each with a log of its own, and the two disks and clocks they believe in."""
import asyncio
import ctypes
import os
import signal
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[3]
BUILD = Path(os.environ.get("PARVIS_BUILD", TOP / "build/dev"))
KIOSK = "borne-1"
LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1
MS_REMOUNT = 32
MNT_DETACH = 2
ROOMY = 8 << 30  # of a filesystem in memory, which takes no more than what is in it
UNTIL_STOPPED = 120


class Broken(Exception):
    """The campaign has failed, whatever the counts."""


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Broken(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def prepare_child():
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)  # until the program listens to it


class Program:
    """@heard: called with each line it says. @broken: called with its name and a reason when it ends without having been told to, or with
    None and a reason when it says what makes no sense."""

    def __init__(self, name, command, log, heard, broken, **environment):
        self.name, self.command, self.log = name, [str(word) for word in command], log
        self.heard, self.broken = heard, broken
        self.environment = {**os.environ, **environment}
        self.process = None
        self.last = []

    async def start(self):
        self.told = False
        self.process = await asyncio.create_subprocess_exec(
            *self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=self.environment,
            preexec_fn=prepare_child, limit=2 ** 20)
        self.ended = asyncio.create_task(self._listen(self.process))

    async def _listen(self, process):
        with open(self.log, "a", encoding="utf-8") as log:
            async for raw in process.stdout:
                line = raw.decode(errors="replace").rstrip("\n")
                print(line, file=log, flush=True)
                self.last = self.last[-19:] + [line]
                try:
                    self.heard(line)
                except (IndexError, ValueError) as error:
                    self.broken(None, f"{self.name} said {line!r}, which makes no sense here: {error!r}")
        status = await process.wait()
        if not self.told and process is self.process:
            self.broken(self.name, f"{self.name} ended by itself with {status}:\n" + "\n".join(self.last))
        return status

    def runs(self):
        return self.process is not None and self.process.returncode is None

    def say(self, line):
        if self.runs():
            self.process.stdin.write(line.encode() + b"\n")

    def send(self, how):
        if self.runs():
            self.process.send_signal(how)

    def kill(self):
        """At once: the caller waits for the end, if he must, afterwards."""
        self.told = True
        self.send(signal.SIGKILL)

    async def stop(self):
        if not self.runs():
            return
        self.told = True
        self.send(signal.SIGTERM)
        status = await asyncio.wait_for(self.ended, UNTIL_STOPPED)
        if status not in (0, -signal.SIGTERM):  # the latter: it had not come to listening yet
            raise Broken(f"{self.name} ends with {status} when told to end:\n" + "\n".join(self.last))


    async def stop_by_end(self):
        """Of what it reads."""
        self.told = True
        self.process.stdin.close()
        if await asyncio.wait_for(self.ended, UNTIL_STOPPED) != 0:
            raise Broken(f"{self.name} ends badly:\n" + "\n".join(self.last))


class Disk:
    """A folder; where @own, a filesystem in memory of its own, that can be made full."""

    def __init__(self, folder, own):
        self.folder = folder
        folder.mkdir()
        self.own = own
        if own:
            self._mount(b"tmpfs", 0, ROOMY)

    def _mount(self, what, flags, size):
        if LIBC.mount(what, os.fsencode(self.folder), b"tmpfs", flags, f"size={size}".encode()) != 0:
            raise OSError(ctypes.get_errno(), f"mount {self.folder}")

    def fill(self, room):
        """No room left but for @room pages; what is there stays."""
        while True:
            now = os.statvfs(self.folder)
            size = max(1, now.f_blocks - now.f_bfree + room) * now.f_frsize  # 0 would be no limit at all
            try:
                self._mount(b"tmpfs", MS_REMOUNT, size)
                return
            except OSError:
                room += 1  # it grew meanwhile

    def empty(self):
        self._mount(b"tmpfs", MS_REMOUNT, ROOMY)

    def remove(self):
        if self.own:
            LIBC.umount2(os.fsencode(self.folder), MNT_DETACH)


class Clock:
    def __init__(self, path):
        self.path = path
        self.set(0)

    def set(self, ahead):
        self.path.write_text(f"{ahead}\n")


CONFIG = """[kiosk]
id={kiosk}
state=kiosk
[trust]
ca=pki/ca.pem
envelope=pki/envelope.pem
certificate=pki/{kiosk}.pem
key=pki/{kiosk}.key
[hub]
url=https://localhost:{port}/
retention-days=3650
"""
HUB_CONFIG = """[hub]
port=0
store=hub
[trust]
ca=pki/ca.pem
certificate=pki/server.pem
key=pki/server.key
receipt-certificate=pki/receipt.pem
receipt-key=pki/receipt.key
"""


def make_certificates(pki):
    ctl = BUILD / "bin/parvisctl"
    for folder in (pki, pki / "foreign"):
        run(ctl, "pki", "init", folder, "--commune", "Saint-Essai")
        run(ctl, "pki", "issue", folder, "server", "localhost")
    for role, name in (("kiosk", KIOSK), ("envelope", "Mairie"), ("receipt", "Mairie")):
        run(ctl, "pki", "issue", pki, role, name)


class Town:
    """@own_disks: in a user and mount namespace of our own (tests/bench/campaign enters it). @port: where the kiosk finds the hub."""

    def __init__(self, folder, port, own_disks, heard, broken):
        self.folder, self.pki = folder, folder / "pki"
        make_certificates(self.pki)
        self.disks = {"kiosk": Disk(folder / "kiosk", own_disks), "hub": Disk(folder / "hub", own_disks)}
        self.clocks = {name: Clock(folder / f"{name}.clock") for name in ("kiosk", "hub")}
        self.config, self.hub_config = folder / "parvis.conf", folder / "hub.conf"
        self.config.write_text(CONFIG.format(kiosk=KIOSK, port=port))
        self.hub_config.write_text(HUB_CONFIG)
        self.outbox = folder / "kiosk/outbox.db"
        self.programs = {
            "hub": self._program("hub", "hub", heard, broken, BUILD / "bin/parvis-hub", "serve", "--config", self.hub_config),
            "syncd": self._program("syncd", "kiosk", heard, broken, BUILD / "bin/parvis-syncd", "--config", self.config),
            "writer": self._program("writer", "kiosk", heard, broken, BUILD / "bench/campaign-writer", self.outbox, self.pki / "envelope.pem",
                                    self.pki / "ca.pem"),
        }

    def _program(self, name, clock, heard, broken, *command):
        options, before = os.environ.get("ASAN_OPTIONS", ""), os.environ.get("LD_PRELOAD", "")
        return Program(name, command, self.folder / f"{name}.log", lambda line: heard(name, line), broken,
                       LD_PRELOAD=f"{before} {BUILD / 'lib/parvis-campaign-clock.so'}".strip(), PARVIS_CLOCK=str(self.clocks[clock].path),
                       ASAN_OPTIONS=f"{options}:verify_asan_link_order=0", LC_ALL="C.UTF-8")


    async def deliver_once(self):
        """The sender's status: 0 when nothing waits any more."""
        syncd = self.programs["syncd"]
        once = Program("once", [*syncd.command, "--once"], self.folder / "once.log", syncd.heard, syncd.broken)
        once.environment = syncd.environment
        await once.start()
        once.told = True
        return await once.ended


def own_disks_possible(seed):
    """True in a namespace where we may mount: this program begins again in one, with the same @seed. False where there is none."""
    if os.environ.get("PARVIS_CAMPAIGN_INSIDE"):
        return True
    probe = ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    if subprocess.run(probe, capture_output=True, check=False).returncode == 0:
        os.environ["PARVIS_CAMPAIGN_INSIDE"] = "1"
        os.execvp("unshare", ["unshare", "--map-root-user", "--mount", sys.executable, "-B", *sys.argv, "--seed", str(seed)])
    return False
