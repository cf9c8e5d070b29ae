"""Whether a test asks for virtual time itself; this looks at every test of a run, so it must be quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest
    from _pytest.nodes import Node

VIRTUAL = "virtual_time"
EXPLORE = "explore"
CLOCK = "clock"
NETWORKED = frozenset({"net", "asgi"})
"""Our fixtures that need the network in memory, too."""
OURS = NETWORKED | {CLOCK}
OUR_FIXTURES = "asyncproof.plugin.fixtures"


def asks_for_itself(item: pytest.Item) -> bool:
    """Say whether a test has the mark, or uses a fixture of ours that brings its loop."""
    return item.get_closest_marker(VIRTUAL) is not None or bool(our_fixtures(item))


def asks_to_be_explored(item: pytest.Item) -> bool:
    """Say whether a test has the mark."""
    return item.get_closest_marker(EXPLORE) is not None


def our_fixtures(node: Node) -> list[str]:
    """Return the fixtures that a test uses which bring their loop; a suite's own of the same name don't."""
    used = OURS.intersection(getattr(node, "fixturenames", ()))
    return sorted(name for name in used if _is_ours(node, name)) if used else []


def _is_ours(node: Node, name: str) -> bool:
    info = node._fixtureinfo  # type: ignore[attr-defined]  # noqa: SLF001 - no public way tells whose fixture it is
    for definition in reversed(info.name2fixturedefs.get(name, ())):
        if definition.func.__module__ == OUR_FIXTURES:
            return True
        if name not in definition.argnames:
            return False
    return False
