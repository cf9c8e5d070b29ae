"""Finds tests that change the event loop which they share with others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.comparing import MISSING, ComparingGuard
from asyncproof.guard.reading.owncode import line_with
from asyncproof.guard.reading.replacing import describe_stand_in

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Hashable

    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner

_METHODS = (
    "time", "call_soon", "call_later", "call_at", "create_task", "run_in_executor", "getaddrinfo",
    "create_connection", "call_exception_handler",
)  # fmt: skip
_NAMES = {
    "exception handler": "set_exception_handler",
    "task factory": "set_task_factory",
    "debug mode": "set_debug",
    "slow_callback_duration": "slow_callback_duration",
    "default executor": "set_default_executor",
}


class ChangedLoop(ComparingGuard):
    """An event loop that several tests share was given another exception handler, task factory or the like.

    ```python title="test_shared.py"
    import asyncio

    import pytest

    pytestmark = pytest.mark.asyncio(loop_scope="module")


    async def test_quiet():
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)


    async def test_next():
        pass
    ```

    ```console
    $ pytest test_shared.py
    ...
    changed-loop: the exception handler of a shared event loop was left as `test_quiet.<lambda>`
        test_shared.py:9:  asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
        why: the tests that share the loop run with what this one has left on it
        do:  set the old one again in the tear-down, or give this test a loop of its own
        more: asyncproof explain changed-loop
    ...
    ```

    ## What it sees

    On loops that outlive the test, made by a fixture of a wider scope: the exception handler, the task
    factory, debug mode, `slow_callback_duration`, the default executor where one is replaced or shut
    down, and methods that were replaced on the loop itself, such as `loop.time`.

    ## What to do instead

    Set such things where the loop is made: in the fixture of its scope. A test that needs a loop of its
    own kind can have one: `@pytest.mark.asyncio(loop_scope="function")`.

    ## What it cannot see

    What uvloop keeps to itself, and loops that a test gets from elsewhere than from a fixture.
    """

    name: ClassVar[str] = "changed-loop"
    why: ClassVar[str] = "the tests that share the loop run with what this one has left on it"
    cure: ClassVar[str] = "set the old one again in the tear-down, or give this test a loop of its own"

    def __init__(self, session: Host) -> None:
        """Know of no loops yet."""
        super().__init__(session)
        self._shared: dict[int, AbstractEventLoop] = {}

    def loop_made(self, loop: AbstractEventLoop) -> None:
        """Remember a loop that outlives the test."""
        owner = self.session.owner_now()
        if owner is not None and owner.is_wide:
            self._shared[id(loop)] = loop

    def loop_closes(self, loop: AbstractEventLoop) -> None:
        """Forget a loop."""
        if self._shared:
            self._shared.pop(id(loop), None)

    def run_ends(self) -> None:
        """Forget all."""
        self._shared.clear()

    def look(self) -> Any:
        """Return how the shared loops are set up."""
        return {key: _settings(loop) for key, loop in self._shared.items()} if self._shared else None

    def spread(self, seen: Any) -> dict[Hashable, object]:
        """Return the settings by loop and name."""
        return {
            (key, name): value for key, settings in (seen or {}).items() for name, value in settings.items()
        }

    def differs(self, owner: Owner, name: Hashable, old: object, new: object) -> None:
        """Tell of a setting of a loop that is still there."""
        key, what = _parts(name)
        if key not in self._shared or (what not in _METHODS and MISSING in (old, new)):
            return
        if what == "default executor" and old is None and not getattr(new, "_shutdown", False):
            return  # it makes one for itself when it is first needed
        method = _NAMES.get(what, what)
        if what in _METHODS:
            if new is MISSING:
                return
            message = (
                f"`{what}` of a shared event loop was replaced by {describe_stand_in(new)} and not put back"
            )
        else:
            shown = describe_stand_in(new) if callable(new) else f"`{new}`"
            message = f"the {what} of a shared event loop was left as {shown}"
        place = line_with(owner, rf"\b{method}\b")
        self.tell(owner, message, place=place or owner.place, subjects=[f"loop.{method}"])


def _parts(name: Any) -> tuple[int, str]:
    return name[0], name[1]


def _settings(loop: Any) -> dict[str, object]:
    settings: dict[str, object] = {
        "exception handler": loop.get_exception_handler(),
        "task factory": loop.get_task_factory(),
        "debug mode": loop.get_debug(),
        "slow_callback_duration": getattr(loop, "slow_callback_duration", None),
        "default executor": getattr(loop, "_default_executor", None),
    }
    own = getattr(loop, "__dict__", None)
    if own:
        settings.update({name: own[name] for name in _METHODS if name in own})
    return settings
