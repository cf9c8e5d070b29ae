"""State that must be left as it was found: looked at before and after each test, and each wider fixture."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from asyncproof.guard.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner

MISSING: Any = type("Missing", (), {"__repr__": lambda _: "nothing"})()
SESSION = "session"


def alike(one: object, other: object) -> bool:
    """Say whether two values are the same to everybody; values that can't be compared are not."""
    if one is other:
        return True
    with suppress(Exception):  # it is the user's own `__eq__`
        return type(one) is type(other) and bool(one == other)
    return False


class ComparingGuard(Guard):
    """Looks before and after, and is told of what differs and by whom.

    What a wider fixture changes is its own until it ends: it is held against it only then, and never where it
    lasts for the session, after which nobody comes.
    """

    group = "state"

    def __init__(self, session: Host) -> None:
        """Know of no changes yet."""
        super().__init__(session)
        self._first: Mapping[Hashable, object] = {}
        self._expected: Any = None
        self._accepted: dict[Hashable, object] = {}
        """What wider fixtures have changed since the running test began."""
        self._open: list[dict[Hashable, object]] = []
        self._changed_by: dict[Owner, dict[Hashable, object]] = {}

    def look(self) -> Any:
        """Return the state now; called twice a test, so it must be quick."""
        raise NotImplementedError

    def same(self, one: Any, other: Any) -> bool:
        """Say quickly whether two looks saw the same."""
        return bool(one == other)

    def spread(self, seen: Any) -> dict[Hashable, object]:
        """Return what a look saw, by name."""
        raise NotImplementedError

    def differs(self, owner: Owner, name: Hashable, old: object, new: object) -> None:
        """Tell of one thing that an owner has changed for good."""
        raise NotImplementedError

    def run_begins(self) -> None:
        """See how everything is before the first test: going back to it is nobody's fault."""
        self._first = self.spread(self.look())

    def run_ends(self) -> None:
        """Let go of what was there: some of it stands in for something else as long as the run lasts."""
        self._first = {}

    def test_begins(self, test: Owner) -> None:
        """See how the test finds everything."""
        self._expected = self.look()
        self._accepted.clear()

    def test_ends(self, test: Owner) -> None:
        """Compare with how it leaves everything."""
        now = self.look()
        if not self.same(now, self._expected):
            self._judge(test, {**self.spread(self._expected), **self._accepted}, self.spread(now))
        self._expected = None

    def fixture_begins(self, fixture: Owner) -> None:
        """See how a wider fixture finds everything."""
        self._open.append(self.spread(self.look()))

    def fixture_made(self, fixture: Owner) -> None:
        """Note what it has changed."""
        changes = self._accept()
        if changes:
            self._changed_by[fixture] = {name: old for name, (old, _) in changes.items()}

    def fixture_ending(self, fixture: Owner) -> None:
        """See how everything is before it puts things back."""
        self._open.append(self.spread(self.look()))

    def fixture_ends(self, fixture: Owner) -> None:
        """Compare what it had changed with how it was before."""
        if self._open:
            self._accept()
        old = self._changed_by.pop(fixture, None)
        if old and fixture.scope != SESSION:
            now = self.spread(self.look())
            self._judge(fixture, old, {name: now.get(name, MISSING) for name in old})

    def _accept(self) -> dict[Hashable, tuple[object, object]]:
        """Take what has changed since the last fixture was opened for its doing."""
        changes = _differences(self._open.pop(), self.spread(self.look()))
        for name, (_, new) in changes.items():
            self._accepted[name] = new
            for before in self._open:
                before[name] = new
        return changes

    def _judge(self, owner: Owner, before: Mapping[Hashable, object], now: Mapping[Hashable, object]) -> None:
        for name, (old, new) in _differences(before, now).items():
            if name not in self._first or not alike(new, self._first[name]):
                self.differs(owner, name, old, new)


def _differences(
    before: Mapping[Hashable, object], now: Mapping[Hashable, object]
) -> dict[Hashable, tuple[object, object]]:
    names = dict.fromkeys((*before, *now))
    pairs = {name: (before.get(name, MISSING), now.get(name, MISSING)) for name in names}
    return {name: pair for name, pair in pairs.items() if not alike(*pair)}
