"""Finds tests that leave another event loop policy behind."""

from __future__ import annotations

from asyncio import DefaultEventLoopPolicy, events
from typing import TYPE_CHECKING, ClassVar

from asyncproof.guard.owncode import line_with
from asyncproof.guard.comparing import ComparingGuard

if TYPE_CHECKING:
    from collections.abc import Hashable

    from asyncproof.guard.owner import Owner

_POLICY = "_event_loop_policy"
"""The public getter makes a policy where there was none, and warns from Python 3.14 on."""


class ChangedPolicy(ComparingGuard):
    """The event loop policy was changed and not put back, so the next tests get loops of another kind."""

    name: ClassVar[str] = "changed-policy"
    why: ClassVar[str] = "the policy makes the loops of all tests that follow"
    cure: ClassVar[str] = (
        "give a loop to the tests that need one (`loop_factory=`), or set the old policy again in the tear-down"
    )

    def look(self) -> object:
        """Return the kind of the policy that makes loops now."""
        policy = getattr(events, _POLICY, None)
        return DefaultEventLoopPolicy if policy is None else type(policy)

    def spread(self, seen: object) -> dict[Hashable, object]:
        """Return it by the only name there is."""
        return {_POLICY: seen}

    def differs(self, owner: Owner, name: Hashable, old: object, new: object) -> None:
        """Tell which policy was left."""
        assert isinstance(new, type)
        left = f"{new.__module__}.{new.__qualname__}"
        self.tell(
            owner,
            f"the event loop policy was changed to `{new.__qualname__}` and not put back",
            place=line_with(owner, r"set_event_loop_policy\(", r"uvloop\.install\(", r"install\(")
            or owner.place,
            subjects=[left],
        )
