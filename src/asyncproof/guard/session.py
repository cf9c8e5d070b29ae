"""One guarded run: tells the guards what happens, knows who owns what, and takes what they find."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakSet

from asyncproof.core import Explanation, Finding, Place, Severity
from asyncproof.guard.guard import Guard
from asyncproof.guard.ledger import Entry, Ledger
from asyncproof.guard.level import Level
from asyncproof.guard.origin import DEPTH
from asyncproof.guard.owner import OWNER, Owner
from asyncproof.guard.registry import all_guards
from asyncproof.guard.seams import audit, loops
from asyncproof.guard.young import Young

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Mapping, Sequence

_EVENTS = (
    "run_begins", "run_ends", "test_begins", "call_begins", "call_ended", "test_ends",
    "fixture_begins", "fixture_made", "fixture_ending", "fixture_ends", "loop_made", "loop_closes", "problem",
)  # fmt: skip


class Session:
    """Drives the guards; one is active at a time, also where a test runs pytest inside this process."""

    active: ClassVar[list[Session]] = []

    def __init__(self, guards: Sequence[type[Guard]] | None = None) -> None:
        """Make the guards; all there are, unless others are given."""
        self.ledger = Ledger()
        self.loops: WeakSet[AbstractEventLoop] = WeakSet()
        """The loops of this run that still exist."""
        self.running: Owner | None = None
        """The test that is being set up, called or torn down."""
        self.late: list[tuple[Owner, Finding]] = []
        """What was found about those who had been judged already."""
        self.outside = Owner("outside of any test", ended=True)
        """Who is blamed where no test and no fixture can be."""
        self.lets_pass: Callable[[Owner, Finding], bool] = lambda _, __: False
        """Says whether an error is known, and not to be told again."""
        self.guards = [guard(self) for guard in (all_guards() if guards is None else guards)]
        self._hear = {event: self._methods(event) for event in _EVENTS}
        self._young = Young(lambda kind: bool(self._lookers_at(kind)))
        self._depth = 0

    # ------------------------------------------------------------------ the run

    def start(self) -> None:
        """Begin to watch."""
        Session.active.append(self)
        self._depth = sys.get_coroutine_origin_tracking_depth()
        sys.set_coroutine_origin_tracking_depth(max(self._depth, DEPTH))
        audits: defaultdict[str, tuple[Any, ...]] = defaultdict(tuple)
        for guard in self.guards:
            for event, listener in guard.audits().items():
                audits[event] += (listener,)
        audit.listen(audits)
        loops.listen(self)
        self._young.start()
        self._tell_all("run_begins")
        self._young.settle()

    def stop(self) -> None:
        """Watch no longer, and put everything back."""
        self._tell_all("run_ends")
        self._young.stop()
        loops.forget()
        audit.forget()
        sys.set_coroutine_origin_tracking_depth(self._depth)
        Session.active.remove(self)

    # ------------------------------------------------------------------ tests and fixtures

    def test_begins(self, test: Owner) -> None:
        """Watch a test from before its set-up on."""
        loops.look_for_runners()
        self.running = test
        OWNER.set(test)
        self._tell_all("test_begins", test)

    def call_begins(self, test: Owner) -> None:
        """Hear that the test function is called."""
        self._tell_all("call_begins", test)

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Hear that the test function has returned."""
        self._tell_all("call_ended", test, failure)

    def test_ends(self, test: Owner) -> None:
        """Judge a test after its tear-down."""
        self._look_at_young(test)
        self._tell_all("test_ends", test)
        self._young.settle()
        test.ended = True
        self.running = None
        OWNER.set(None)

    def fixture_begins(self, fixture: Owner) -> Any:
        """Let what is made from now on belong to a wider fixture; give the result to `fixture_made`."""
        if self.running is not None:
            self._disown_young(self.running)
        token = OWNER.set(fixture)
        self._tell_all("fixture_begins", fixture)
        return token

    def fixture_made(self, fixture: Owner, token: Any) -> None:
        """Let what is made from now on belong to the test again."""
        self._tell_all("fixture_made", fixture)
        OWNER.reset(token)
        self._disown_young(fixture)

    def fixture_ending(self, fixture: Owner) -> None:
        """Let what happens from now on be the doing of a wider fixture, until `fixture_ends`."""
        if self.running is not None:
            self._disown_young(self.running)
        OWNER.set(fixture)
        self._tell_all("fixture_ending", fixture)

    def fixture_ends(self, fixture: Owner) -> None:
        """Judge a wider fixture after its tear-down."""
        self._disown_young(fixture)
        for thing, entry in self.ledger.made_by(fixture):
            self._show(thing, entry)
        self._tell_all("fixture_ends", fixture)
        fixture.ended = True
        OWNER.set(self.running)

    def owner_now(self) -> Owner | None:
        """Return for whom the running code works."""
        return OWNER.get() or self.running

    # ------------------------------------------------------------------ loops

    def loop_made(self, loop: AbstractEventLoop) -> None:
        """Hear of a new loop."""
        self.loops.add(loop)
        self.ledger.note(loop, self.owner_now())
        self._tell_all("loop_made", loop)

    def loop_closes(self, loop: AbstractEventLoop) -> None:
        """Hear of a loop that will be closed."""
        self._tell_all("loop_closes", loop)

    def problem(self, context: Mapping[str, object]) -> None:
        """Hear what a loop tells its default exception handler."""
        self._tell_all("problem", context)

    # ------------------------------------------------------------------ findings

    def take(
        self,
        guard: Any,
        owner: Owner | None,
        message: str,
        *,
        place: Place | None,
        subjects: tuple[str, ...],
        why: str,
        cure: str,
        lines: tuple[str, ...],
    ) -> None:
        """Take a finding, unless its owner's rules let it pass."""
        owner = owner or self.running or self.outside
        kind: type[Guard] = type(guard)
        names = kind.names()
        level = owner.rules.level_of(names) or kind.default
        if level is Level.OFF or owner.rules.allows(names, subjects):
            return
        finding = Finding(
            code=kind.name,
            message=message,
            place=place,
            severity=Severity.ERROR if level is Level.ERROR else Severity.WARNING,
            explanation=Explanation(
                cause=why,
                cure=cure,
                page=f"guards/{kind.name}.md",
                details=tuple(("", line) for line in (*_belonging(owner), *lines)),
            ),
        )
        if finding.severity is Severity.ERROR and self.lets_pass(owner, finding):
            return
        if owner.ended:
            self.late.append((owner, finding))
        elif finding not in owner.findings:
            owner.findings.append(finding)

    # ------------------------------------------------------------------ inside

    def _methods(self, event: str) -> tuple[Callable[..., None], ...]:
        """Return the methods of those guards that have one of their own for this event."""
        return tuple(
            getattr(guard, event)
            for guard in self.guards
            if getattr(type(guard), event, None) is not getattr(Guard, event, None)
        )

    def _tell_all(self, event: str, *arguments: object) -> None:
        for hear in self._hear[event]:
            hear(*arguments)

    def _lookers_at(self, kind: type) -> tuple[Callable[[object, Entry], None], ...]:
        names = {f"{base.__module__}.{base.__qualname__}" for base in kind.__mro__}
        return tuple(guard.left for guard in self.guards if not names.isdisjoint(guard.looks_at))

    def _look_at_young(self, test: Owner) -> None:
        for thing in self._young.take():
            entry = self.ledger.of(thing)
            if entry is None or entry.owner is None:
                self.ledger.note(thing, test)
                entry = self.ledger.of(thing)
            if entry is not None and entry.owner is test:
                self._show(thing, entry)

    def _disown_young(self, owner: Owner) -> None:
        """Note for whom the young objects were made, as from now on the new ones are another's."""
        for thing in self._young.take():
            self.ledger.note(thing, owner)
        self._young.settle()

    def _show(self, thing: object, entry: Entry) -> None:
        for look in self._lookers_at(type(thing)):
            look(thing, entry)


def _belonging(owner: Owner) -> tuple[str, ...]:
    """Say whose it is where that isn't the test that fails for it."""
    return (f"it belongs to {owner.name}",) if owner.is_wide else ()
