"""Writes one planned file, all of it or nothing, and only if it is still as it was when the plan was made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from asyncproof.check.fixing.writing import write
from asyncproof.check.output.place import shown_path
from asyncproof.cli.checking.writing import write_whole

if TYPE_CHECKING:
    from asyncproof.check.reading.source import Source


def trouble_with_writing(before: Source, after: Source) -> str | None:
    """Write the file, and return None; or return why it was left as it was."""
    file = Path(before.path)
    if not before.raw and not file.exists():
        write_whole(file, after.text)
        return None
    trouble = write(before, after)
    return None if trouble is None else f"{shown_path(trouble.path)} {trouble.message}. {trouble.cure}"
