"""Whether a test asks for virtual time itself; this looks at every test of a run, so it must be quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest
    from _pytest.nodes import Node

VIRTUAL = "virtual_time"
CLOCK = "clock"
OUR_CLOCK = "asyncproof.plugin.fixtures"


def asks_for_itself(item: pytest.Item) -> bool:
    """Say whether a test has the mark, or uses the `clock` fixture."""
    return item.get_closest_marker(VIRTUAL) is not None or uses_clock(item)


def uses_clock(node: Node) -> bool:
    """Say whether a test uses our `clock` fixture, not one of the suite's own that has the same name."""
    if CLOCK not in getattr(node, "fixturenames", ()):
        return False
    info = node._fixtureinfo  # type: ignore[attr-defined]  # noqa: SLF001 - no public way tells whose fixture it is
    for definition in reversed(info.name2fixturedefs.get(CLOCK, ())):
        if definition.func.__module__ == OUR_CLOCK:
            return True
        if CLOCK not in definition.argnames:
            return False
    return False
