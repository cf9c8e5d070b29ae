"""One test's picture as one word: what a worker sends, a file keeps, and a page opens when it is asked to."""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from typing import Any


def pack(picture: dict[str, Any]) -> str:
    """Return a picture as letters and digits; no text in it can be mistaken for anything else."""
    steps = {
        name: _differences(column) if name == "at" else column for name, column in picture["steps"].items()
    }
    text = json.dumps({**picture, "steps": steps}, separators=(",", ":"))
    return b64encode(zlib.compress(text.encode(), 6)).decode()


def unpack(word: str) -> dict[str, Any]:
    """Return the picture that was packed."""
    picture: dict[str, Any] = json.loads(zlib.decompress(b64decode(word)))
    picture["steps"]["at"] = _sums(picture["steps"]["at"])
    return picture


def _differences(column: list[int]) -> list[int]:
    return [now - before for before, now in zip([0, *column], column, strict=False)]


def _sums(column: list[int]) -> list[int]:
    total, sums = 0, []
    for number in column:
        total += number
        sums.append(total)
    return sums
