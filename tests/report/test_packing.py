"""A packed picture is the same when it is opened, and nothing but letters and digits until then."""

from __future__ import annotations

import re

from asyncproof.report.packing import pack, unpack
from tests.report.scenes import queue_and_workers, recorded


def test_what_is_packed_is_the_same_again() -> None:
    """A picture survives, and keeps its instants exact."""
    picture = recorded(queue_and_workers)
    assert unpack(pack(picture)) == picture


def test_a_packed_picture_is_harmless_text() -> None:
    """Whatever users wrote, a packed picture has no sign that means something to HTML."""
    picture = {**recorded(queue_and_workers), "tasks": [["</script><b>", "", "", 0, 0]]}
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", pack(picture))


def test_a_hundred_thousand_steps_are_small() -> None:
    """A long run is packed to a few bytes a step."""
    picture = recorded(queue_and_workers)
    longer = {**picture, "steps": {name: column * 7000 for name, column in picture["steps"].items()}}
    assert len(longer["steps"]["at"]) >= 100_000
    assert len(pack(longer)) < 1_000_000
