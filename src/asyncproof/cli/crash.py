"""What is said when asyncproof itself fails: short, honest, and how to report it."""

from __future__ import annotations

import shlex
import traceback
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def describe_crash(error: Exception, *, words: Sequence[str]) -> str:
    """Say what failed and where, and what to send to whom; the traceback only where it is asked for."""
    lines = [f"internal error: {type(error).__name__}: {error}", f"  at {_place(error)}"]
    if "--traceback" in words:
        return "\n".join([*lines, "", "".join(traceback.format_exception(error)).rstrip()])
    again = shlex.join(["asyncproof", *words, "--traceback"])
    return "\n".join(
        [
            *lines,
            "This is a bug in asyncproof, not in your code. Please report it with the output of",
            f"  {again}",
            "  asyncproof doctor",
            *_addresses(),
        ]
    )


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    if not frames:
        return "an unknown place"
    last = frames[-1]
    return f"{Path(last.filename).name}:{last.lineno} in {last.name}"


def _addresses() -> list[str]:
    try:
        known = metadata.metadata("asyncproof").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        return []
    return [
        f"to {url.strip()}"
        for label, _, url in (entry.partition(",") for entry in known)
        if label == "Issues"
    ]
