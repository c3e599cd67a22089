#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""compare-schema.py SCHEMA-FOLDER CASES: does a validator that others wrote judge as ours did?

CASES holds one JSON object a line: {"schema": name, "valid": our verdict, "instance": the document}.
Exit status 77 when python3-jsonschema is not there.
"""
import glob
import json
import os
import sys

try:
    import jsonschema
except ImportError:
    sys.exit(77)


def load_schemas(folder):
    store = {}
    for path in glob.glob(os.path.join(folder, "*.schema.json")):
        with open(path, encoding="utf-8") as file:
            schema = json.load(file)
        jsonschema.Draft202012Validator.check_schema(schema)
        store[schema["$id"]] = schema
    return store


def main():
    store = load_schemas(sys.argv[1])
    validators = {
        name: jsonschema.Draft202012Validator(schema, resolver=jsonschema.RefResolver(name, schema, store))
        for name, schema in store.items()
    }
    counts = {True: 0, False: 0}
    wrong = 0
    with open(sys.argv[2], encoding="utf-8") as cases:
        for line in cases:
            case = json.loads(line)
            theirs = validators[case["schema"]].is_valid(case["instance"])
            counts[theirs] += 1
            if theirs != case["valid"]:
                wrong += 1
                print("# differs: ours %s, theirs %s: %s" % (case["valid"], theirs, line.strip()[:2000]))
    print("# jsonschema: %d valid, %d broken, %d judged otherwise" % (counts[True], counts[False], wrong))
    return 1 if wrong or not counts[True] or not counts[False] else 0


sys.exit(main())
