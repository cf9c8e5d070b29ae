"""What a name may stand for at a line: the bindings of its scope that reach there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from asyncproof.check.facts.facts import Binding
    from asyncproof.check.facts.flow import Path, Position


def reaching(bindings: Iterable[Binding], at: Position, path: Path) -> list[Binding]:
    """Return the bindings that may be in force at a position, of a list in the order of the source."""
    alive: list[Binding] = []
    for binding in bindings:
        if not _is_seen(binding.path, path):
            continue
        if binding.at >= at:
            if _comes_round(binding.path, path):
                alive.append(binding)
        elif binding.path == path[: len(binding.path)]:
            alive = [binding]
        elif not _excludes(binding.path, path):
            alive.append(binding)
    return alive


def _is_seen(binding: Path, use: Path) -> bool:
    return all(arm in use for arm in binding if arm.kind == "inner")


def _comes_round(binding: Path, use: Path) -> bool:
    """Tell whether a loop leads from the binding back to the use."""
    return any(arm.kind == "loop" for arm, other in zip(binding, use, strict=False) if arm == other) or any(
        arm.kind == "call" for arm in binding
    )


def _excludes(binding: Path, use: Path) -> bool:
    for arm, other in zip(binding, use, strict=False):
        if arm != other:
            return arm.kind == other.kind == "if" and arm.statement == other.statement
    return False
