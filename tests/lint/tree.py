# SPDX-License-Identifier: EUPL-1.2
"""The files of the project, without what is built or fetched."""
import os
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
NOT_OURS = {".git", "build", "out", "node_modules", "__pycache__"}


def files(*suffixes, under=""):
    for folder, folders, names in os.walk(TOP / under):
        folders[:] = sorted(set(folders) - NOT_OURS)
        for name in sorted(names):
            path = Path(folder) / name
            if not suffixes or path.suffix in suffixes:
                yield path


def scripts(interpreter):
    """Files that name @interpreter in their first line."""
    for path in files():
        if path.stat().st_mode & 0o100:
            with path.open("rb") as file:
                first = file.readline(80)
            if first.startswith(b"#!") and interpreter.encode() in first:
                yield path


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


def where(path, number):
    return f"{path.relative_to(TOP)}:{number}"
