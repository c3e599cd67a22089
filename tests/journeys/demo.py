# SPDX-License-Identifier: EUPL-1.2
"""packaging/demo's programs. Under tests/with-weston, one visit that plays by itself: content and answers in, pictures and papers
out ($PARVIS_OUT). With --stay, the kiosk in a window of the display there is, until the window is closed."""
import argparse
import json
import os
import shlex
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "lib"))
from play import play  # noqa: E402
from process import die_with_parent  # noqa: E402
from stage import stage  # noqa: E402
from town import Town, program, run  # noqa: E402

WESTON_INI = """[core]
shell=kiosk-shell.so
idle-time=0
[autolaunch]
path={launcher}
watch=true
"""


def load(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


def choose(content, answers_file, seed):
    """The démarche to do and its answers: as told, or the first one that a service leads to, with answers made up."""
    if answers_file:
        told = load(answers_file)
        return told["demarche"], told["answers"]
    services = [load(path) for path in sorted((content / "services").glob("*.json"))]
    chosen = next((service["demarche"] for service in services if "demarche" in service), None)
    if chosen is None:
        sys.exit(f"{content}: no service leads to a démarche")
    definition = content / "demarches" / f"{chosen}.json"
    return chosen, json.loads(run(program("parvisctl"), "demarche", "fill", definition, "--seed", seed))


def kiosk_in_a_window(town, size):
    """A compositor in a window, as on the appliance: kiosk-shell, and the kiosk as its one client. Ends with either."""
    launcher, ini = town.folder / "launch", town.folder / "weston.ini"
    command = [str(program("parvis-kiosk")), "--config", str(town.config)]
    launcher.write_text(f"#!/bin/sh\nexec env GDK_BACKEND=wayland {shlex.join(command)}\n")
    launcher.chmod(0o755)
    ini.write_text(WESTON_INI.format(launcher=launcher))
    width, height = size.split("x")
    return town.start("weston", "weston", f"--config={ini}", f"--width={width}", f"--height={height}",
                      f"--socket=parvis-demo-{os.getpid()}")


def stay(options):
    die_with_parent()
    with tempfile.TemporaryDirectory(prefix="town-", dir="/tmp") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        town = Town(Path(folder) / "t")
        try:
            town.make(options.content, card="default" if Path("/dev/snd/controlC0").exists() else "", addresses=True,
                      card_reader="any")
            town.start_hub()
            town.start_syncd()
            weston = kiosk_in_a_window(town, options.size)
            print(f"the kiosk is on your screen; what its programs say is in {town.logs}; close the window to end", flush=True)
            weston.process.wait()
            for submission in town.submissions():
                print(f"arrived at the town hall: {submission['id']}")
        except KeyboardInterrupt:
            pass
        finally:
            town.stop_all()


def visit(options):
    demarche, answers = choose(options.content, options.answers, options.seed)
    with stage(options.content, idle_seconds=300, addresses=True) as (town, screen):
        screen.log(f"{demarche}: {json.dumps(answers, ensure_ascii=False)}")
        play(town, screen, options.content, demarche, answers)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--content", type=Path, required=True)
    parser.add_argument("--answers", type=Path)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--stay", action="store_true")
    parser.add_argument("--size", default="1080x1920")
    options = parser.parse_args()
    (stay if options.stay else visit)(options)


if __name__ == "__main__":
    main()
