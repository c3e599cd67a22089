# SPDX-License-Identifier: EUPL-1.2
"""Every JSON file of ours is JSON, and every schema is one."""
import json
import unittest

import jsonschema

from tree import TOP, files


class Schemas(unittest.TestCase):
    def test_schemas(self):
        schemas = list(files(".json", under="app/content/schema"))
        self.assertTrue(schemas)
        for path in schemas:
            with self.subTest(path.relative_to(TOP)):
                schema = json.loads(path.read_text())
                jsonschema.validators.validator_for(schema).check_schema(schema)

    def test_json(self):
        for path in files(".json"):
            if path.relative_to(TOP).parts[0] != "tests":  # tests keep broken ones too
                with self.subTest(path.relative_to(TOP)):
                    json.loads(path.read_text())


if __name__ == "__main__":
    unittest.main(verbosity=1)
