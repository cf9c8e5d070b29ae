"""Why no order explains what operations did: what they did, and how far the nearest order gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.oracles.plain import fields_of, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from asyncproof.oracles.operation import Operation
    from asyncproof.oracles.searching import DeadEnd

MOST = 12
"""Operations that are shown of a long list."""


def unexplained(
    subject: Any, operations: list[Operation], end: DeadEnd, state: Callable[[Any], object] | None
) -> str:
    """Return the message."""
    kind = type(subject).__name__
    lines = [f"no order, one after the other, does what these operations on the {kind} did together:", ""]
    lines += [f"  {line}" for line in _few([_told(operation) for operation in operations])]
    lines += ["", "the nearest order:", ""]
    lines += [f"  {each.who}: {each} {each.came}" for each in end.order]
    if end.would:
        lines += [f"  {each.who}: {each} {would}, and not {each.came}" for each, would in end.would]
    else:
        lines += [f"  and then {line}" for line in _ends(subject, end.state, state)]
    return "\n".join(lines)


def _told(operation: Operation) -> str:
    times = f"began at {operation.since:g} s"
    if not operation.is_open:
        times = f"{operation.since:g} s to {operation.until:g} s"
    return f"{operation.who}: {operation} {operation.came}  ({times})"


def _few(lines: list[str]) -> list[str]:
    if len(lines) <= MOST:
        return lines
    half = MOST // 2
    return [*lines[:half], f"... {len(lines) - 2 * half} more ...", *lines[-half:]]


def _ends(subject: Any, model: Any, state: Callable[[Any], object] | None) -> list[str]:
    """Say in what the object and the model differ at the end."""
    ours, theirs = fields_of(subject), fields_of(model)
    if state is not plain or ours is None or theirs is None:
        show = state if state is not None and state is not plain else (lambda value: value)
        return [f"it is {show(model)!r}, and not {show(subject)!r}"]
    names = [name for name in ours.keys() | theirs.keys() if plain(ours.get(name)) != plain(theirs.get(name))]
    return [f"{name} is {theirs.get(name)!r}, and not {ours.get(name)!r}" for name in sorted(names)]
