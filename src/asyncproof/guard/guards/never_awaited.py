"""Finds coroutines that a test made and nobody ever awaited."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.origin import defined_at, origin_of_coroutine
from asyncproof.guard.seams import unawaited

if TYPE_CHECKING:
    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner


class NeverAwaited(Guard):
    """A coroutine was made and never awaited, so its body never ran."""

    name: ClassVar[str] = "never-awaited"
    group: ClassVar[str] = "never_awaited"
    why: ClassVar[str] = "calling an async function only makes a coroutine; none of its code has run"
    looks_at: ClassVar[tuple[str, ...]] = ("builtins.coroutine",)

    def run_begins(self) -> None:
        """Have Python tell of coroutines that die without having been awaited."""
        unawaited.listen(self._died)

    def run_ends(self) -> None:
        """Put Python's own warning back."""
        unawaited.forget()

    def left(self, thing: object, entry: Entry) -> None:
        """Look at a coroutine that somebody still holds."""
        if inspect.getcoroutinestate(thing) == inspect.CORO_CREATED:  # type: ignore[arg-type]
            self._tell(thing, entry.owner)
            thing.close()  # type: ignore[attr-defined]  # so that it is told once

    def _died(self, coroutine: Any) -> None:
        self._tell(coroutine, self.session.owner_now())

    def _tell(self, coroutine: Any, owner: Owner | None) -> None:
        origin = origin_of_coroutine(coroutine) or defined_at(getattr(coroutine, "cr_code", None))
        name = coroutine.__name__
        self.tell(
            owner,
            f"coroutine `{name}` was made and never awaited",
            place=None if origin is None else origin.place,
            subjects=[coroutine.__qualname__],
            cure=f"await it: `await {name}(...)`",
        )
