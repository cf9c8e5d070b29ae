"""Guards that keep notes of what each owner makes, and look at what is left of it when the owner ends."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.holding.belongings import Belonging, Belongings
from asyncproof.guard.seams import lives

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asyncproof.guard.holding.making import Making
    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner


GRACE = 0.25
"""Seconds for what was told to end and is about to, for all that one owner leaves."""


class Keeper(Guard):
    """A guard with belongings."""

    hears_of_ends: ClassVar[bool] = False
    """Whether it drops what dies at once."""

    def __init__(self, session: Host) -> None:
        super().__init__(session)
        self.belongings = Belongings()
        self._deadline: float | None = None

    def be_patient(self) -> None:
        """Wait from the next look on for what is about to end."""
        self._deadline = None

    def patience(self) -> float:
        """Return for how many seconds to wait for what is about to end."""
        if self._deadline is None:  # the first to ask: mostly nobody does
            self._deadline = time.monotonic() + GRACE
        return max(0.0, self._deadline - time.monotonic())

    def keep(self, thing: object, making: Making, facts: Any = None) -> Belonging | None:
        """Note a thing for whom it was made; what is made at import is nobody's."""
        owner = self.session.owner_now()
        if owner is None or making.at_import:
            return None
        return self.belongings.note(thing, owner, making, facts, is_heard=self.hears_of_ends)

    def judge(self, belonging: Belonging, thing: Any) -> None:
        """Look at what its owner leaves behind; what is dead by now is not shown."""

    def test_ends(self, test: Owner) -> None:
        """Look at what a test leaves behind."""
        if test in self.belongings:
            self._judge_all(test)

    def fixture_ends(self, fixture: Owner) -> None:
        """Look at what a wider fixture leaves behind."""
        if fixture in self.belongings:
            self._judge_all(fixture)

    def _judge_all(self, owner: Owner) -> None:
        self.be_patient()
        for belonging in self.belongings.take(owner):
            thing = belonging.thing()
            if thing is None:
                continue
            keeper = None if owner.is_wide else self.session.keeper_of(thing)
            if keeper is None:
                self.judge(belonging, thing)
            else:  # a wider fixture holds it, and may close it yet
                self.belongings.note(
                    thing, keeper, belonging.making, belonging.facts, is_heard=self.hears_of_ends
                )


class ClassKeeper(Keeper):
    """A guard that hears of every object of some classes: made, and thrown away.

    A class is reached once its module has been imported, by whomever; none is imported for it.
    """

    classes: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Modules, and the names of classes in them."""

    def __init__(self, session: Host) -> None:
        super().__init__(session)
        self._reached: dict[tuple[str, str], type[Any]] = {}
        self._modules = 0

    def made(self, thing: Any) -> None:
        """Hear that an object is complete."""

    def dies(self, thing: Any) -> None:
        """Hear that an object is about to be gone."""

    def run_begins(self) -> None:
        """Reach the classes that are there."""
        self._reach()

    def run_ends(self) -> None:
        """Let the classes go."""
        for kind in self._reached.values():
            lives.forget(kind, self)
        self._reached.clear()

    def test_begins(self, test: Owner) -> None:  # noqa: ARG002 - said of any test
        """Reach the classes that have been imported in the meantime."""
        if len(sys.modules) != self._modules:
            self._reach()

    def audits(self) -> Mapping[str, Callable[[tuple[object, ...]], None]]:
        """Hear of imports in the midst of a test."""
        return {"import": self._importing}

    def _importing(self, _: tuple[object, ...]) -> None:
        if len(sys.modules) != self._modules:
            self._reach()

    def _reach(self) -> None:
        self._modules = len(sys.modules)
        for where in self.classes:
            if where in self._reached or where[0] not in sys.modules:
                continue
            kind = vars(sys.modules[where[0]]).get(where[1])
            if isinstance(kind, type) and kind not in self._reached.values():
                self._reached[where] = kind
                lives.listen(kind, self)
