# SPDX-License-Identifier: EUPL-1.2
"""The hub's API description is whole, and says the same problems as the code."""
import pathlib
import re
import unittest

import yaml

TOP = pathlib.Path(__file__).resolve().parents[2]
API = yaml.safe_load((TOP / "sync/hub/openapi.yaml").read_text(encoding="utf-8"))
ROW = re.compile(r'"(urn:parvis:problem:[a-z-]+)", "[^"]+", (TRUE|FALSE)')
PROBLEMS = dict(ROW.findall((TOP / "sync/net/problem.c").read_text(encoding="utf-8")))


def references(node):
    if isinstance(node, dict):
        if "$ref" in node:
            yield node["$ref"]
        for child in node.values():
            yield from references(child)
    elif isinstance(node, list):
        for child in node:
            yield from references(child)


def resolve(reference):
    node = API
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


class OpenApi(unittest.TestCase):
    def test_references_lead_somewhere(self):
        found = list(references(API))
        self.assertTrue(found)
        for reference in found:
            self.assertIsInstance(resolve(reference), dict, reference)

    def test_every_answer_is_described(self):
        for path, item in API["paths"].items():
            for method in set(item) - {"parameters"}:
                for status, answer in item[method]["responses"].items():
                    answer = resolve(answer["$ref"]) if "$ref" in answer else answer
                    self.assertIn("description", answer, f"{method} {path} {status}")

    def test_problems_are_the_code_s(self):
        self.assertEqual(len(PROBLEMS), 14)
        self.assertEqual(set(API["components"]["schemas"]["Problem"]["properties"]["type"]["enum"]), set(PROBLEMS))

    def test_for_good_is_the_code_s(self):
        said = API["components"]["schemas"]["Problem"]["properties"]["type"]["description"]
        named = set(re.match(r"For good: ([a-z, -]+)\.", said)[1].split(", "))
        self.assertEqual(named, {urn.rsplit(":", 1)[1] for urn, final in PROBLEMS.items() if final == "TRUE"})


if __name__ == "__main__":
    unittest.main(verbosity=1)
