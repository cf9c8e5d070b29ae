"""Other tools that replace the time: two at once would each show half of it, so an active one is an error."""

from __future__ import annotations

import sys

from asyncproof.core import UsageError

# What each of them keeps while it is active: a module, and the names of lists that are then not empty.
_RIVALS = (
    ("freezegun", "freezegun.api", ("freeze_factories",)),
    ("time-machine", "time_machine", ("traveller_stack", "coordinates_stack")),
)


def refuse() -> None:
    """Raise a clear error if another tool has replaced the time."""
    for tool, module_name, lists in _RIVALS:
        module = sys.modules.get(module_name)
        if module is not None and any(getattr(module, name, None) for name in lists):
            raise UsageError(
                f"{tool} is active together with asyncproof's wall clock, and only one can set the time. "
                f"Drop {tool} from this test and give the start instead: "
                '@pytest.mark.virtual_time(wall_clock="2026-01-01T00:00:00+00:00").'
            )
