"""How explanations speak of places and kinds of things."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncproof.core import Place
    from asyncproof.explain.failure import Frame

_LONGEST = 60


def shown(place: Place | None) -> str:
    """Return a place relative to where the run was started."""
    if place is None:
        return ""
    try:
        relative = os.path.relpath(place.file)
    except (OSError, ValueError):  # the working directory is gone; another drive
        relative = place.file
    file = place.file if relative.startswith("..") else relative
    return f"{file}:{place.line}" if place.line else file


def at(place: Place | None, here: Frame | None = None) -> str:
    """Return ` at <place>`, for use in a sentence; only the line if it is in the file that we speak of."""
    if place is None or not place.line:
        return ""
    if here is not None and place.file == here.file:
        return f" in line {place.line}"
    return f" at {shown(place)}"


def line_of(frame: Frame | None) -> str:
    """Return ` (<file>:<line>)` for a frame."""
    return "" if frame is None else f" ({shown(frame.place)})"


def short(text: str) -> str:
    """Return a piece of code on one line, cut if it is long."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 4]} ..."


def a(kind: str) -> str:
    """Return a class name with the article that it takes."""
    article = "an" if kind.lstrip("_")[:1].lower() in "aeiou" else "a"
    return f"{article} `{kind}`"


def kind_name(value: object) -> str:
    """Return the name that the documentation of asyncio has for a task or future."""
    names = [base.__name__ for base in type(value).__mro__]
    return next((name for name in ("Task", "Future") if name in names), type(value).__name__)
