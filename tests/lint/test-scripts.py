# SPDX-License-Identifier: EUPL-1.2
"""Shell and Python: sound, without fixed sleeps, and fetching nothing from a place of their own choice."""
import ast
import re
import subprocess
import unittest

from tree import TOP, files, lines, scripts, where

BUILD_FILES = {"CMakeLists.txt", ".cmake", ".list", ".yml", ".yaml"}
# names that stand for no host on the network, and the namespaces of standards
QUIET_HOSTS = r"(localhost|127\.0\.0\.1|\[::1\]|www\.w3\.org|json-schema\.org|[\w.-]*\.?example(\.\w+)?|[^/]*[{$%])"


def shell_scripts():
    return list(scripts("sh"))


class Scripts(unittest.TestCase):
    def test_shell_is_sound(self):
        found = subprocess.run(["shellcheck", *shell_scripts()], capture_output=True, text=True, check=False)
        self.assertEqual(found.returncode, 0, found.stdout)

    def test_shell_stops_at_errors(self):
        for path in shell_scripts():
            self.assertTrue(any(line.startswith("set -eu") or line.startswith("exec ") for line in lines(path)), path)

    def test_no_sleep(self):
        for path in shell_scripts():
            for number, line in enumerate(lines(path), 1):
                self.assertNotRegex(line, r"^\s*sleep\s|[;&|]\s*sleep\s", where(path, number))
        for path in [*files(".py"), *scripts("python3")]:
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    self.assertNotEqual(node.func.attr, "sleep", where(path, node.lineno))

    def test_no_host_of_their_own(self):
        named = [path for path in files() if path.name in BUILD_FILES or path.suffix in BUILD_FILES]
        for path in [*shell_scripts(), *files(".py"), *scripts("python3"), *named]:
            for number, line in enumerate(lines(path), 1):
                for host in re.findall(r"(?:https?|ftp|git)://([^/\s\"']*)", line):
                    self.assertRegex(host, f"^{QUIET_HOSTS}", where(path, number))

    def test_lists_are_sorted(self):
        for path in files(".list", under="packaging/apt"):
            self.assertEqual(lines(path), sorted(set(lines(path))), path.relative_to(TOP))


if __name__ == "__main__":
    unittest.main(verbosity=1)
