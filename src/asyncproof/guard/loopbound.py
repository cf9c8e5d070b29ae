"""Guards of what lives on a loop and has to be closed there: judged while the loop can still be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.grace import let_turn
from asyncproof.guard.holding.making import making_here
from asyncproof.guard.keeper import ClassKeeper

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Iterator

    from asyncproof.guard.holding.belongings import Belonging
    from asyncproof.guard.holding.making import Making
    from asyncproof.guard.owner import Owner


class LoopKeeper(ClassKeeper):
    """A guard that keeps notes of what the user's lines make on a loop."""

    ours: ClassVar[tuple[str, ...]] = ()
    """Installed packages that make such things on the user's word alone."""

    def is_open(self, thing: Any) -> bool:
        """Say whether it still has to be closed."""
        raise NotImplementedError

    def finish(self, thing: Any) -> None:
        """Close what has been told, so that it does no harm to others."""
        raise NotImplementedError

    def tell_of(self, thing: Any, belonging: Belonging) -> bool:
        """Tell of one that was left open."""
        raise NotImplementedError

    def is_wanted(self, making: Making) -> bool:
        """Say whether it was the user who made it, and nobody else's to close."""
        return making.origin is not None and not making.by_library(*self.ours)

    def made(self, thing: Any) -> None:
        """Note what a line of the user's has made; what a connection from outside brings is the server's."""
        making = making_here()
        if self.is_wanted(making):
            self.keep(thing, making)

    def dies(self, thing: Any) -> None:
        """Tell of what is thrown away open."""
        belonging = self.belongings.drop(thing) if self.belongings else None
        if belonging is not None and self.is_open(thing):
            self._tell(thing, belonging)

    def test_begins(self, test: Owner) -> None:
        """Forget those who have been judged."""
        super().test_begins(test)
        if self.belongings:
            for owner in {belonging.owner for belonging in self.belongings}:
                if owner.ended:
                    self.belongings.take(owner)

    def test_ends(self, test: Owner) -> None:
        """Leave it to the moment when the loop is judged."""

    def fixture_ends(self, fixture: Owner) -> None:
        """Leave it to the moment when the loop is judged."""

    def loop_settles(self, loop: AbstractEventLoop, ended: Owner | None) -> None:
        """Tell what is still open after a few turns of its loop."""
        if not self.belongings or not list(self._due(loop, ended)):
            return
        let_turn(loop)
        told = [belonging for belonging in self._due(loop, ended) if self._tell_at_end(belonging)]
        if told:
            let_turn(loop)

    def _due(self, loop: AbstractEventLoop, ended: Owner | None) -> Iterator[Belonging]:
        for belonging in self.belongings:
            thing = belonging.thing()
            if thing is None or not self.is_open(thing) or loop_of(thing) is not loop:
                continue
            if ended is not None and (belonging.owner is not ended or self._is_kept(thing, belonging)):
                continue
            yield belonging

    def _is_kept(self, thing: Any, belonging: Belonging) -> bool:
        """Hand it over to the wider fixture that keeps it, if there is one."""
        keeper = None if belonging.owner.is_wide else self.session.keeper_of(thing)
        if keeper is not None:
            belonging.owner = keeper
        return keeper is not None

    def _tell_at_end(self, belonging: Belonging) -> bool:
        thing = belonging.thing()
        return thing is not None and self._tell(thing, belonging)

    def _tell(self, thing: Any, belonging: Belonging) -> bool:
        told = belonging.facts is None and self.tell_of(thing, belonging)
        belonging.facts = "told"
        if (told or belonging.owner.failed) and self.fails(belonging.owner):
            self.finish(thing)
        return told


def loop_of(thing: Any) -> AbstractEventLoop | None:
    """Return the loop that something lives on; asyncio's transports and servers keep it for themselves."""
    loop: AbstractEventLoop | None = getattr(thing, "_loop", None)
    return loop
