"""`python -m quality.real.trying NAME RUNS`: explores a bug with what is installed, and prints JSON."""

from __future__ import annotations

import importlib
import json
import sys
from typing import Any

import asyncproof


def tried(name: str, runs: int) -> dict[str, Any]:
    """Explore as anybody would, and return what is worth telling."""
    scenario = importlib.import_module(f"quality.real.bugs.{name}").scenario
    result = asyncproof.explore(scenario, runs=runs)
    failure = result.failure
    return {
        "runs": result.runs,
        "rung": failure.rung.value if failure else "",
        "sentence": failure.rung.sentence if failure else "",
        "run": failure.run if failure else 0,
        "error": str(failure).partition("\n")[0] if failure else "",
        "story": str(result),
    }


if __name__ == "__main__":
    print(json.dumps(tried(sys.argv[1], int(sys.argv[2]))))
