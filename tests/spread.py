"""Which tests stay together where several processes run them: those of a file, but for few that take long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xdist.scheduler import LoadFileScheduling  # type: ignore[import-untyped] # it has no types

if TYPE_CHECKING:
    import pytest
    from xdist.remote import Producer  # type: ignore[import-untyped] # as above

APART = ("tests/zoo/", "tests/laws/", "tests/quality/test_known.py")
"""What is alone anyway, in a process or a loop of its own, and would keep one process busy at the end."""


class Spread(LoadFileScheduling):  # type: ignore[misc] # as above
    """Gives a file to one process, as its tests may share a server."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(APART) else str(super()._split_scope(nodeid))


def spread(config: pytest.Config, log: Producer) -> Spread | None:
    """Return who hands out the tests, if they are to be handed out by file."""
    return Spread(config, log) if config.getvalue("dist") == "loadfile" else None
