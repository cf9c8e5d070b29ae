"""One guarded run: tells the guards what happens, knows who owns what, and takes what they find."""

from __future__ import annotations

import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import ref

from asyncproof.core import Severity
from asyncproof.guard import pending
from asyncproof.guard.found import bug_of, found_by
from asyncproof.guard.guard import Guard
from asyncproof.guard.holding.keeping import keeps
from asyncproof.guard.ledger import Entry, Ledger
from asyncproof.guard.living import LivingLoops
from asyncproof.guard.lookers import Lookers
from asyncproof.guard.mocks import is_mock
from asyncproof.guard.origin import DEPTH
from asyncproof.guard.owner import OWNER, Owner
from asyncproof.guard.registry import all_guards
from asyncproof.guard.ruling.level import Level
from asyncproof.guard.seams import anyio_runner, audit, loops
from asyncproof.guard.thresholds import Thresholds
from asyncproof.guard.young import Young

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Mapping, Sequence
    from types import FrameType

    from asyncproof.core import Finding, Place
    from asyncproof.guard.expectation import Expectation

_EVENTS = (
    "run_begins", "run_ends", "test_begins", "call_begins", "call_ended", "test_ends",
    "fixture_begins", "fixture_made", "fixture_ending", "fixture_ends", "loop_made", "loop_closes",
    "loop_settles", "loop_dropped", "problem", "expected", "assertion_failed",
)  # fmt: skip


class Session:
    """Drives the guards; one is active at a time, also where a test runs pytest inside this process."""

    active: ClassVar[list[Session]] = []

    def __init__(self, guards: Sequence[type[Guard]] | None = None) -> None:
        """Make the guards; all there are, unless others are given."""
        self.ledger = Ledger()
        self.loops = LivingLoops()
        """The loops of this run that still exist."""
        self.running: Owner | None = None
        """The test that is being set up, called or torn down."""
        self.has_findings = False
        """Whether anything was found at all."""
        self.late: list[tuple[Owner, Finding]] = []
        """What was found about those who had been judged already."""
        self.thresholds = Thresholds()
        """How long is too long."""
        self.outside = Owner("outside of any test", ended=True)
        """Who is blamed where no test and no fixture can be."""
        self.lets_pass: Callable[[Owner, Finding], bool] = lambda _, __: False
        """Says whether an error is known, and not to be told again."""
        self.guards = [guard(self) for guard in (all_guards() if guards is None else guards)]
        self._hear = {event: self._methods(event) for event in _EVENTS}
        self._hear["run_ends"] = self._hear["run_ends"][::-1]  # what was put in place last goes first
        self._lookers = Lookers(self.guards)
        self._young = Young(lambda kind: bool(self._lookers.at(kind)))
        self._fixtures: list[Owner] = []
        self._disowned: set[Owner] = set()
        self._shown: object = None
        self._settled: ref[AbstractEventLoop] | None = None
        self._depth = 0

    # ------------------------------------------------------------------ the run

    def start(self) -> None:
        """Begin to watch."""
        Session.active.append(self)
        Owner.runs.append(object())
        self._depth = sys.get_coroutine_origin_tracking_depth()
        sys.set_coroutine_origin_tracking_depth(max(self._depth, DEPTH))
        audits: defaultdict[str, tuple[Any, ...]] = defaultdict(tuple)
        for guard in self.guards:
            for event, listener in guard.audits().items():
                audits[event] += (listener,)
        loops.listen(self)
        self._young.start()
        self._tell_all("run_begins")
        audit.listen(audits)  # from here on, much that is asked of Python takes ten times as long
        self._young.settle()

    def stop(self) -> None:
        """Watch no longer, and put everything back."""
        self._tell_all("run_ends")
        self._young.stop()
        loops.forget()
        audit.forget()
        sys.set_coroutine_origin_tracking_depth(self._depth)
        Session.active.remove(self)
        Owner.runs.pop()

    # ------------------------------------------------------------------ tests and fixtures

    def test_begins(self, test: Owner) -> None:
        """Watch a test from before its set-up on."""
        loops.look_for_runners()
        self.running = test
        self._work_for(test)
        self._tell("test_begins", test)

    def call_begins(self, test: Owner) -> None:
        """Hear that the test function is called."""
        self._tell("call_begins", test)

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Hear that the test function has returned."""
        self._young.pause()
        self._tell_both("call_ended", test, failure)
        self._young.go_on(is_mock if failure is not None or test.findings else None)

    def test_ends(self, test: Owner) -> None:
        """Judge a test after its tear-down."""
        self._young.pause()  # what is garbage by now is collected once, when all have looked
        try:
            self._look_at_young(test)
            self._tell("test_ends", test)
            self._settle_loops(test)
        finally:
            self._young.go_on()
        self._young.settle()
        test.end()
        self.running = None
        self._work_for(None)

    def fixture_begins(self, fixture: Owner) -> Any:
        """Let what is made from now on belong to a wider fixture; give the result to `fixture_made`."""
        if self.running is not None:
            self._disown_young(self.running)
        before = OWNER.get()
        self._work_for(fixture)
        self._tell("fixture_begins", fixture)
        return before

    def fixture_made(self, fixture: Owner, before: Owner | None) -> None:
        """Let what is made from now on belong to the test again."""
        self._tell("fixture_made", fixture)
        self._fixtures.append(fixture)
        self._work_for(before)
        self._disown_young(fixture)

    def fixture_ending(self, fixture: Owner) -> None:
        """Let what happens from now on be the doing of a wider fixture, until `fixture_ends`."""
        if self.running is not None:
            self._disown_young(self.running)
        self._work_for(fixture)
        self._tell("fixture_ending", fixture)

    def fixture_ends(self, fixture: Owner) -> None:
        """Judge a wider fixture after its tear-down."""
        self._disown_young(fixture)
        for thing, entry in self.ledger.made_by(fixture):
            self._show(thing, entry)
        self._tell("fixture_ends", fixture)
        self._settle_loops(fixture)
        fixture.end()
        if fixture in self._fixtures:
            self._fixtures.remove(fixture)
        self._work_for(self.running)

    def owner_now(self) -> Owner | None:
        """Return for whom the running code works."""
        return OWNER.get() or self.ledger.owner_of_thread() or self.running

    # ------------------------------------------------------------------ loops

    def loop_made(self, loop: AbstractEventLoop) -> None:
        """Hear of a new loop."""
        self.loops.add(loop)
        self.ledger.note(loop, self.owner_now())
        self._tell("loop_made", loop)

    def loop_closes(self, loop: AbstractEventLoop) -> None:
        """Hear of a loop that will be closed."""
        if self._settled is not None and self._settled() is loop:
            self._settled = None  # its runner has told of it, and closes it now
        else:
            self._settled = ref(loop)
            with pending.KnownTasks(loop) as tasks:
                self._tell("loop_closes", loop)
                if not tasks:  # there are none until somebody turns the loop
                    self._tell_both("loop_settles", loop, None)
            if tasks:
                self._tell_both("loop_settles", loop, None)

    def loop_dropped(self, loop: AbstractEventLoop) -> None:
        """Hear of a loop that is collected without having been closed."""
        self._tell("loop_dropped", loop)

    def problem(self, context: Mapping[str, object]) -> None:
        """Hear what a loop tells its default exception handler."""
        self._tell("problem", context)

    def expected(self, expectation: Expectation) -> None:
        """Hear that an error came that a test expects."""
        self._tell("expected", expectation)

    def assertion_failed(self, frame: FrameType) -> None:
        """Hear that an assertion fails."""
        self._tell("assertion_failed", frame)

    def keeper_of(self, thing: object) -> Owner | None:
        """Return the wider fixture that keeps an object, whoever has made it: both are judged together."""
        return next((fixture for fixture in self._fixtures if keeps(fixture.value(), thing)), None)

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
        sure: bool = True,
    ) -> bool:
        """Take a finding, unless its owner's rules let it pass; return whether it was taken."""
        owner = owner or self.running or self.outside
        kind: type[Guard] = type(guard)
        if owner.broken or owner.is_of_another_run or self._is_handed_over(owner):
            return False
        if owner.failed and kind.of_an_end:
            return False
        names = kind.names()
        level = owner.rules.level_of(names) or (kind.default if sure else kind.default.at_most_warn)
        if level is Level.OFF or owner.rules.allows(names, subjects):
            return False
        severity = Severity.ERROR if level is Level.ERROR else Severity.WARNING
        finding = found_by(
            kind, owner, message, place=place, severity=severity, why=why, cure=cure, lines=lines
        )
        if finding.severity is Severity.ERROR and self.lets_pass(owner, finding):
            return False
        self.has_findings = True
        if owner.ended:
            self.late.append((owner, finding))
        elif finding not in owner.findings:
            owner.findings.append(finding)
        return True

    # ------------------------------------------------------------------ inside

    def _broke(self, method: Any, problem: Exception) -> None:
        """Tell that a guard failed itself, as a warning: no test may fail for it."""
        finding = bug_of(method, problem)
        self.has_findings = True
        if self.running is None:
            self.late.append((self.outside, finding))
        elif finding not in self.running.findings:
            self.running.findings.append(finding)

    def _methods(self, event: str) -> tuple[Callable[..., None], ...]:
        """Return the methods of those guards that have one of their own for this event."""
        return tuple(
            getattr(guard, event)
            for guard in self.guards
            if getattr(type(guard), event, None) is not getattr(Guard, event, None)
        )

    def _tell_all(self, event: str) -> None:
        for hear in self._hear[event]:
            try:
                hear()
            except Exception as problem:  # noqa: BLE001, PERF203 - a bug of a guard is no fault of the test
                self._broke(hear, problem)

    # A hundred calls a test: with `*arguments` each would take half as long again.
    def _tell(self, event: str, about: object) -> None:
        for hear in self._hear[event]:
            try:
                hear(about)
            except Exception as problem:  # noqa: BLE001, PERF203 - as above
                self._broke(hear, problem)

    def _tell_both(self, event: str, about: object, more: object) -> None:
        for hear in self._hear[event]:
            try:
                hear(about, more)
            except Exception as problem:  # noqa: BLE001, PERF203 - as above
                self._broke(hear, problem)

    def _look_at_young(self, test: Owner) -> None:
        for thing in self._young.take():
            entry = self.ledger.of(thing)
            if entry is None or entry.owner is None:
                self.ledger.note(thing, test)
                entry = self.ledger.of(thing)
            if entry is not None and entry.owner is test:
                self._show(thing, entry)
        if test in self._disowned:  # a wider fixture came or went meanwhile, and not all of it is young
            self._disowned.discard(test)
            for thing, entry in self.ledger.made_by(test):
                self._show(thing, entry)

    def _disown_young(self, owner: Owner) -> None:
        """Note for whom the young objects were made, as from now on the new ones are another's."""
        for thing in self._young.take():
            self.ledger.note(thing, owner)
        if not owner.is_wide:
            self._disowned.add(owner)
        self._young.settle()

    def _show(self, thing: object, entry: Entry) -> None:
        self._shown = thing
        for look in self._lookers.at(type(thing)):
            try:
                look(thing, entry)
            except Exception as problem:  # noqa: BLE001, PERF203 - as above
                self._broke(look, problem)
        self._shown = None

    def _is_handed_over(self, owner: Owner) -> bool:
        """Give what a guard is looking at to the wider fixture that keeps it, which is judged later."""
        thing = self._shown
        if thing is None or owner.is_wide:
            return False
        keeper = self.keeper_of(thing)
        if keeper is None:
            return False
        self.ledger.give(thing, keeper)
        return True

    def _settle_loops(self, owner: Owner) -> None:
        for loop in self.loops:
            if loop.is_closed():
                self.loops.discard(loop)
            elif not loop.is_running():
                self._tell_both("loop_settles", loop, owner)

    @staticmethod
    def _work_for(owner: Owner | None) -> None:
        OWNER.set(owner)
        anyio_runner.work_for(owner)
