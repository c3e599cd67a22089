# SPDX-License-Identifier: EUPL-1.2
"""The house rules for C, counted."""
import re
import shutil
import statistics
import subprocess
import unittest

from tree import TOP, files, lines, where

LAYERS = {"ui": {"ui", "app", "base"}, "app": {"app", "sync", "drivers", "base"}, "sync": {"sync", "base"}, "drivers": {"drivers", "base"},
          "base": {"base"}}
LONGEST_FILE, LONGEST_FUNCTION, MEDIAN_FUNCTION, LONGEST_LINE = 600, 60, 12, 126
BANNED = {
    r"^\s*goto\b": "goto",
    r"\b(g_usleep|usleep|nanosleep|sleep)\s*\(": "sleeping instead of waiting for the event",
    r"\b(TODO|FIXME|XXX|HACK)\b": "left for later",
}


def c_files():
    return list(files(".c", ".h"))


def functions(path):
    """(line, length of the body) of each function: GNU braces stand alone in the first column."""
    start = None
    for number, line in enumerate(lines(path), 1):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            yield start, number - start - 1
            start = None


class Source(unittest.TestCase):
    def assert_none(self, faults):
        faults = list(faults)
        self.assertFalse(faults, "\n  " + "\n  ".join(faults))

    def test_files_are_short(self):
        self.assert_none(f"{path.relative_to(TOP)}: {len(lines(path))} lines"
                         for path in files(".c", ".h", ".py", ".css", ".cmake") if len(lines(path)) > LONGEST_FILE)

    def test_lines_are_short(self):
        self.assert_none(f"{where(path, number)}: {len(line)} characters" for path in c_files()
                         for number, line in enumerate(lines(path), 1) if len(line) > LONGEST_LINE)

    def test_format(self):
        """As clang-format 14 writes it by our .clang-format (with -i it mends what this finds)."""
        self.assertIsNotNone(shutil.which("clang-format"), "packaging/install-dependencies test installs it")
        run = subprocess.run(["clang-format", "--dry-run", "--Werror", *c_files()], stderr=subprocess.PIPE, text=True, cwd=TOP)
        self.assert_none(line for line in run.stderr.splitlines() if "clang-format-violations" in line)

    def test_functions_are_short(self):
        self.assert_none(f"{where(path, number)}: {length} lines" for path in files(".c")
                         for number, length in functions(path) if length > LONGEST_FUNCTION)

    def test_median_function(self):
        lengths = [length for layer in LAYERS for path in files(".c", under=layer) for _, length in functions(path)]
        print(f"{len(lengths)} functions, median {statistics.median(lengths)} lines, longest {max(lengths)}")
        self.assertLessEqual(statistics.median(lengths), MEDIAN_FUNCTION)

    def test_nothing_banned(self):
        self.assert_none(f"{where(path, number)}: {why}" for path in c_files()
                         for number, line in enumerate(lines(path), 1)
                         for pattern, why in BANNED.items() if re.search(pattern, line))

    def test_every_text_is_locked(self):
        made = re.compile(r"\b(gtk_(entry|text|text_view|search_entry|password_entry|spin_button)_new|"
                          r"GTK_TYPE_(ENTRY|TEXT|TEXT_VIEW|SEARCH_ENTRY|PASSWORD_ENTRY|SPIN_BUTTON))\b")
        self.assert_none(f"{path.relative_to(TOP)}: a text without parvis_text_lock()" for path in files(".c", under="ui")
                         if made.search("\n".join(lines(path))) and "parvis_text_lock (" not in "\n".join(lines(path)))

    def test_one_way_to_wipe(self):
        """base/secret.h is how; the kiosk's own free() does the same for the libraries."""
        own = re.compile(r"\b(explicit_bzero|explicit_memset|memset_s|OPENSSL_cleanse)\b")
        self.assert_none(f"{where(path, number)}: overwritten in words of its own" for layer in set(LAYERS) - {"base"}
                         for path in files(".c", ".h", under=layer) if path != TOP / "ui/memory/memory.c"
                         for number, line in enumerate(lines(path), 1) if own.search(line))

    def test_licence_on_top(self):
        self.assert_none(str(path.relative_to(TOP)) for path in c_files()
                         if "SPDX-License-Identifier: EUPL-1.2" not in lines(path)[0])

    def test_layers(self):
        for layer, known in LAYERS.items():
            for path in files(".c", ".h", under=layer):
                for number, line in enumerate(lines(path), 1):
                    other = re.match(r'#include "(\w+)/', line)
                    if other and other[1] in LAYERS:
                        self.assertIn(other[1], known, where(path, number))

    def assert_folders(self, root):
        """Each folder of root knows only those that are named before it in root/CMakeLists.txt."""
        text = (TOP / root / "CMakeLists.txt").read_text(encoding="utf-8")
        order = re.search(r"foreach\(part (.*)\)", text)[1].split()
        self.assertEqual(set(order), {path.name for path in (TOP / root).iterdir() if path.is_dir()})
        for place, folder in enumerate(order):
            for path in files(".c", ".h", under=f"{root}/{folder}"):
                for number, line in enumerate(lines(path), 1):
                    other = re.match(rf'#include "{root}/([\w-]+)/', line)
                    if other:
                        self.assertIn(other[1], order[:place + 1], where(path, number))

    def test_folders_of_sync(self):
        self.assert_folders("sync")

    def test_folders_of_hub(self):
        self.assert_folders("sync/hub")

    def test_top_level(self):
        there = {path.name for path in TOP.iterdir()} - {".git", "build", "out"}
        self.assertEqual(there, {"app", "base", "ui", "drivers", "kiosk-os", "sync", "tests", "packaging", "po", "CMakeLists.txt", "README.md",
                                 ".ci", ".clang-format", ".editorconfig", ".gitignore", "LICENSE", "CMakePresets.json"})


if __name__ == "__main__":
    unittest.main(verbosity=1)
