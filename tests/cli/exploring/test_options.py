from __future__ import annotations

import argparse
from typing import Any

import pytest

from asyncproof.cli.exploring.options import Who, add_arguments, how_to_explore


@pytest.mark.parametrize(
    ("word", "value"),
    [(None, True), ("all", "all"), ("none", False), ("worker", ["worker"]), ("a, b,", ["a", "b"])],
)
def test_who_may_be_cancelled(word: str | None, value: object) -> None:
    """Words stand for what `explore` takes."""
    assert Who(word).value == value


def read(*words: str) -> dict[str, Any]:
    """Read options as `explore` takes them."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return how_to_explore(parser.parse_args(["shop:open", *words]))


def test_what_is_not_said_is_as_in_code() -> None:
    """Without options, all is as `explore` has it."""
    assert read() == {
        "seconds": None,
        "rungs": None,
        "cancel": True,
        "faults": 0,
        "seed": 0,
        "workers": None,
        "executor": None,
    }


def test_what_is_said() -> None:
    """Each option gets where it belongs."""
    found = read(
        "--seconds=2.5", "--rungs=timing, cancel", "--cancel=none", "--faults=2", "--seed=9", "--workers=3"
    )
    assert found == {
        "seconds": 2.5,
        "rungs": ["timing", "cancel"],
        "cancel": False,
        "faults": 2,
        "seed": 9,
        "workers": 3,
        "executor": None,
    }
    assert read("--executor=dask://here:8786")["executor"] == "dask://here:8786"
