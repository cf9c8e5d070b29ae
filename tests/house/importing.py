"""Imports modules, each in a fork of this process; run by `test_imports.py`, reads a name a line."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
import traceback


def import_alone(name: str) -> str:
    """Import one module in a child, and return a line that says how it went."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        said = "ok"
        try:
            importlib.import_module(name)
        except BaseException:
            said = " | ".join(traceback.format_exc().splitlines()[-4:])
        os.write(write, said.encode()[:4000])
        os._exit(0)  # what the child has imported wants nothing at its end
    os.close(write)
    with os.fdopen(read) as answer:
        said = answer.read()
    os.waitpid(child, 0)
    return f"{name}: {said or 'died'}"


def main() -> None:
    """Load the libraries, and look at each module."""
    for library in sys.argv[1:]:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    assert not [name for name in sys.modules if name.split(".")[0] == "asyncproof"]
    for line in sys.stdin:
        print(import_alone(line.strip()), flush=True)


if __name__ == "__main__":
    main()
