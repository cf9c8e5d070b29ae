"""Reads and writes the lines of text files."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4


class FileHandler:
    """Works in threads; a file is replaced as a whole, so that nobody ever reads half of it."""

    async def read_lines(self, path: Path) -> list[str]:
        """Return the lines of a file."""
        return (await asyncio.to_thread(path.read_text, "utf-8")).splitlines()

    async def write_lines(self, path: Path, lines: Iterable[str]) -> None:
        """Write a file with these lines."""
        await asyncio.to_thread(_replace, path, "".join(f"{line}\n" for line in lines))


def _replace(path: Path, text: str) -> None:
    new = path.with_name(f"{path.name}.{uuid4().hex}")
    try:
        new.write_text(text, "utf-8")
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
