"""Who made something: a test, or a fixture that is shared by several; it is judged when its maker ends."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asyncproof.guard.ruling.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from asyncproof.core import Finding, Place


@dataclass(eq=False)
class Owner:
    """A test with its function-scoped fixtures, or one fixture of a wider scope."""

    name: str
    """The test's node id, or how a person would speak of the fixture."""
    rules: Rules = field(default_factory=Rules)
    place: Place | None = None
    """Where it is defined."""
    scope: str = "function"
    functions: Callable[[], tuple[Any, ...]] = tuple
    """Ask for the functions that make it up: the test's and its own fixtures', or the wider fixture's."""
    value: Callable[[], object] = lambda: None
    """Ask for what a wider fixture has given to the tests."""
    findings: list[Finding] = field(default_factory=list)
    """What was found and not yet reported."""
    broken: bool = False
    """Whether a guard has ended a wait of it: what it raised since then is only the consequence."""
    failed: bool = False
    """Whether it failed by itself, half-way: what it has left behind then is only the consequence."""
    ended: bool = False
    """Whether it has been judged: what is found later comes late."""

    @property
    def is_wide(self) -> bool:
        """Say whether it lives longer than one test."""
        return self.scope != "function"


OWNER: ContextVar[Owner | None] = ContextVar("asyncproof_owner", default=None)
"""For whom the running code works: inherited by every task and callback that it makes."""
