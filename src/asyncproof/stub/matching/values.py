"""Whether a value is the expected one, and the places where they differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

SHOWN = 80
"""How many characters of a value are shown."""


def same(expected: Any, got: Any) -> bool:
    """Say whether a value is the expected one: equal, as a compiled pattern says, or anything for `...`."""
    if expected is ...:
        return True
    if isinstance(expected, re.Pattern):
        return isinstance(got, str) and expected.fullmatch(got) is not None
    return bool(expected == got)


def differences(expected: Any, got: Any, where: str = "") -> Iterator[str]:
    """Tell the places where two values differ, the innermost ones."""
    if same(expected, got):
        return
    if isinstance(expected, Mapping) and isinstance(got, Mapping):
        yield from _in_mappings(expected, got, where)
    elif _is_list(expected) and _is_list(got) and len(expected) == len(got):
        for number, (one, other) in enumerate(zip(expected, got, strict=True)):
            yield from differences(one, other, f"{where}[{number}]")
    else:
        yield f"{where or 'value'}: expected {shown(expected)}, got {shown(got)}"


def shown(value: Any) -> str:
    """Return a value as a message shows it, cut where it is long."""
    text = f"/{value.pattern}/" if isinstance(value, re.Pattern) else repr(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


def _in_mappings(expected: Mapping[Any, Any], got: Mapping[Any, Any], where: str) -> Iterator[str]:
    for key, value in expected.items():
        place = f"{where}.{key}" if where else str(key)
        if key in got:
            yield from differences(value, got[key], place)
        else:
            yield f"{place}: expected {shown(value)}, not there"
    for key in got:
        if key not in expected:
            yield f"{f'{where}.{key}' if where else key}: not expected, got {shown(got[key])}"


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray))
