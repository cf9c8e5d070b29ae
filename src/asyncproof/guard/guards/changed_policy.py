"""Finds tests that leave another event loop policy behind."""

from __future__ import annotations

from asyncio import events
from typing import TYPE_CHECKING, ClassVar

from asyncproof.guard.comparing import ComparingGuard
from asyncproof.guard.reading.owncode import line_with

if TYPE_CHECKING:
    from collections.abc import Hashable

    from asyncproof.guard.owner import Owner

_POLICY = "_event_loop_policy"
"""The public getter makes a policy where there was none, and warns from Python 3.14 on."""
_DEFAULTS = (
    "_UnixDefaultEventLoopPolicy",
    "_DefaultEventLoopPolicy",
    "WindowsProactorEventLoopPolicy",
    "_WindowsProactorEventLoopPolicy",
)
"""How the class is called that makes loops where nobody has chosen; 3.14 warns of its public name."""


class ChangedPolicy(ComparingGuard):
    """The event loop policy was changed and not put back, so the next tests get loops of another kind.

    ```python title="test_policy.py"
    import asyncio


    class Policy(asyncio.DefaultEventLoopPolicy):
        pass


    def test_policy():
        asyncio.set_event_loop_policy(Policy())
        asyncio.run(asyncio.sleep(0))
    ```

    ```console
    $ pytest test_policy.py
    ...
    changed-policy: the event loop policy was changed to `Policy` and not put back
        test_policy.py:9:  asyncio.set_event_loop_policy(Policy())
        why: the policy makes the loops of all tests that follow
    ...
        more: asyncproof explain changed-policy
    ...
    ```

    ## What it sees

    The class of the policy before the test and after its tear-down, so `uvloop.install()` is seen as
    well. A policy of the same class is taken for the same, and one that a fixture of a wider scope sets
    is its own until it ends.

    ## What to do instead

    `asyncio.Runner(loop_factory=...)`, or pytest-asyncio's `event_loop_policy` fixture, in the scope that
    needs it.

    ## What it cannot see

    What is changed in the policy itself, such as its child watcher or the loop that it holds as the
    current one.
    """

    name: ClassVar[str] = "changed-policy"
    why: ClassVar[str] = "the policy makes the loops of all tests that follow"
    cure: ClassVar[str] = (
        "give a loop to the tests that need one (`loop_factory=`), or set the old policy in the tear-down"
    )

    def look(self) -> object:
        """Return the kind of the policy that makes loops now."""
        policy = getattr(events, _POLICY, None)
        return None if policy is None or type(policy).__name__ in _DEFAULTS else type(policy)

    def spread(self, seen: object) -> dict[Hashable, object]:
        """Return it by the only name there is."""
        return {_POLICY: seen}

    def differs(self, owner: Owner, name: Hashable, old: object, new: object) -> None:
        """Tell which policy was left."""
        short = new.__qualname__ if isinstance(new, type) else "DefaultEventLoopPolicy"
        left = f"{new.__module__}.{short}" if isinstance(new, type) else f"asyncio.{short}"
        self.tell(
            owner,
            f"the event loop policy was changed to `{short}` and not put back",
            place=line_with(owner, r"set_event_loop_policy\(", r"uvloop\.install\(", r"install\(")
            or owner.place,
            subjects=[left],
        )
