"""Who made something: a test, or a fixture that is shared by several; it is judged when its maker ends."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, ClassVar

from asyncproof.guard.ruling.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from asyncproof.core import Finding, Place

FUNCTION = "function"
NO_RULES = Rules()


class Owner:
    """A test with its function-scoped fixtures, or one fixture of a wider scope.

    There is one for every test, and hardly one is ever asked anything: what it knows may be found out late.
    """

    runs: ClassVar[list[object]] = []
    """The runs that go on, one inside of the other."""
    broken = False
    """Whether a guard has ended a wait of it: what it raised since then is only the consequence."""
    failed = False
    """Whether it failed by itself, half-way: what it has left behind then is only the consequence."""

    def __init__(
        self,
        name: str,
        rules: Rules = NO_RULES,
        place: Place | None = None,
        *,
        scope: str = FUNCTION,
        functions: Callable[[], tuple[Any, ...]] = tuple,
        value: Callable[[], object] = lambda: None,
        ended: bool = False,
    ) -> None:
        """Take what is known of it; *functions* and *value* are asked when somebody wants to know."""
        self.name = name
        """The test's node id, or how a person would speak of the fixture."""
        self.scope = scope
        self.is_wide = scope != FUNCTION
        """Whether it lives longer than one test."""
        self._run: object = None
        self.ended = ended
        """Whether it has been judged: what is found later comes late."""
        self.findings: list[Finding] = []
        """What was found and not yet reported."""
        self._rules = rules
        self._place = place
        self._functions = functions
        self._value = value

    def end(self) -> None:
        """Hear that it has been judged, in the run that goes on."""
        self.ended = True
        self._run = Owner.runs[-1] if Owner.runs else None

    @property
    def is_of_another_run(self) -> bool:
        """Whether it was judged in a run inside of this one or around it, which has told all it had to."""
        return self._run is not None and self._run not in Owner.runs[-1:]

    @property
    def rules(self) -> Rules:
        """What has been said of the guards for it."""
        return self._rules

    @property
    def place(self) -> Place | None:
        """Where it is defined."""
        return self._place

    def functions(self) -> tuple[Any, ...]:
        """Return the functions that make it up: the test's and its own fixtures', or the wider fixture's."""
        return self._functions()

    def value(self) -> object:
        """Return what a wider fixture has given to the tests."""
        return self._value()


OWNER: ContextVar[Owner | None] = ContextVar("asyncproof_owner", default=None)
"""For whom the running code works: inherited by every task and callback that it makes."""
