"""What a statement of SQL does to the transaction that it runs in, as far as its first words tell."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a statement is, for somebody who keeps transactions apart."""

    READ = "read"
    WRITE = "write"
    SAVEPOINT = "savepoint"
    RELEASE = "release"
    ROLLBACK_TO = "rollback to"
    CONTROL = "control"
    """It begins or ends the transaction itself."""


class Statement(NamedTuple):
    """A statement's kind, and the savepoint that it names."""

    kind: Kind
    savepoint: str = ""


_GAP = r"(?:\s|--[^\n]*(?:\n|\Z)|/\*.*?\*/)"
_FIRST = re.compile(rf"{_GAP}*\(*\s*([A-Za-z]+)", re.DOTALL)
_SAVEPOINT = re.compile(r"\s*SAVEPOINT\s+\"?(\w+)", re.IGNORECASE)
_RELEASE = re.compile(r"\s*RELEASE\s+(?:SAVEPOINT\s+)?\"?(\w+)", re.IGNORECASE)
_ROLLBACK_TO = re.compile(
    r"\s*ROLLBACK\s+(?:(?:WORK|TRANSACTION)\s+)?TO\s+(?:SAVEPOINT\s+)?\"?(\w+)", re.IGNORECASE
)
_WRITES = re.compile(r"\b(?:INSERT|UPDATE|DELETE|MERGE)\b", re.IGNORECASE)
_LOCKS = re.compile(r"\bFOR\s+(?:NO\s+KEY\s+)?UPDATE\b", re.IGNORECASE)
_PREPARED = re.compile(r"\s*PREPARE\s+TRANSACTION\b", re.IGNORECASE)

_NAMED = ((Kind.SAVEPOINT, _SAVEPOINT), (Kind.RELEASE, _RELEASE), (Kind.ROLLBACK_TO, _ROLLBACK_TO))
_CONTROLS = frozenset({"BEGIN", "START", "COMMIT", "END", "ABORT", "ROLLBACK"})
_READS = frozenset(
    {
        *("SELECT", "SHOW", "EXPLAIN", "PRAGMA", "VALUES", "TABLE", "FETCH", "MOVE", "DECLARE", "CLOSE"),
        *("SET", "RESET", "LOCK", "LISTEN", "UNLISTEN", "NOTIFY", "PREPARE", "DEALLOCATE", "DISCARD"),
    }
)


def read_statement(text: str) -> Statement:
    """Say what a statement does; what is not known to be harmless counts as a write."""
    found = _FIRST.match(text)
    word = "" if found is None else found[1].upper()
    if word in {"SAVEPOINT", "RELEASE", "ROLLBACK"}:
        for kind, pattern in _NAMED:
            named = pattern.match(text)
            if named is not None:
                return Statement(kind, named[1])
    if word in _CONTROLS or _PREPARED.match(text):
        return Statement(Kind.CONTROL)
    if word in _READS:
        return Statement(Kind.READ)
    if word == "WITH" and not _WRITES.search(_LOCKS.sub("", text)):
        return Statement(Kind.READ)
    return Statement(Kind.WRITE)
