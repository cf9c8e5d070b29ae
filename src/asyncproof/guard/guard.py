"""What a guard is: it hears what a run does, and tells what must not happen.

A file in `guards/` with a subclass of `Guard` is a guard; its docstring is its page under docs/guards/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from asyncproof.guard.ruling.level import Level

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Iterable, Mapping
    from types import FrameType

    from asyncproof.core import Choice, Instant, Place, Step
    from asyncproof.guard.expectation import Expectation
    from asyncproof.guard.host import Host
    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner


class Guard:
    """Hears of tests, fixtures, loops and objects; each method is called only where a subclass has its own.

    It is a `Watcher` too, so that a controlled loop can tell it of steps.
    """

    name: ClassVar[str]
    """As it is spelled in messages and pages: `leaked-task`."""
    group: ClassVar[str]
    """What it is switched with, together with its like: `leaks`."""
    default: ClassVar[Level] = Level.ERROR
    texts: ClassVar[tuple[str, ...]] = ()
    """What Python and pytest print of it without the guard, by which its page is found; `...` is anything."""
    of_an_end: ClassVar[bool] = False
    """Whether it looks for what is missing at the end, which a test that fails half-way never reaches."""
    since: ClassVar[str] = "0.2"
    why: ClassVar[str] = ""
    """One sentence: why it matters."""
    cure: ClassVar[str] = ""
    """One sentence: what to do, where nothing better is known of the case."""
    looks_at: ClassVar[tuple[str, ...]] = ()
    """Classes, as `module.QualifiedName`, whose objects are shown to `left` when their owner ends."""

    def __init__(self, session: Host) -> None:
        """Take the session, which knows the owners and takes the findings."""
        self.session = session

    @classmethod
    def key(cls) -> str:
        """Return the name as it is spelled in marks and settings."""
        return cls.name.replace("-", "_")

    @classmethod
    def names(cls) -> tuple[str, str]:
        """Return what settings may call it: by itself, and together with its like."""
        return cls.key(), cls.group

    # What the session tells, from the outside in.
    def run_begins(self) -> None:
        """Hear that the first test is about to start: put in place what must be there all the time."""

    def run_ends(self) -> None:
        """Hear that the last test is over: put everything back."""

    def test_begins(self, test: Owner) -> None:
        """Hear that a test is about to be set up."""

    def call_begins(self, test: Owner) -> None:
        """Hear that the test function is about to be called."""

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Hear that the test function has returned, and its fixtures are still there."""

    def test_ends(self, test: Owner) -> None:
        """Hear that a test and its function-scoped fixtures are torn down."""

    def fixture_begins(self, fixture: Owner) -> None:
        """Hear that a wider fixture is about to be set up, on behalf of the running test."""

    def fixture_made(self, fixture: Owner) -> None:
        """Hear that a wider fixture is set up, or has failed to be."""

    def fixture_ending(self, fixture: Owner) -> None:
        """Hear that a wider fixture is about to be torn down."""

    def fixture_ends(self, fixture: Owner) -> None:
        """Hear that a wider fixture is torn down."""

    def loop_made(self, loop: AbstractEventLoop) -> None:
        """Hear of a new event loop."""

    def loop_closes(self, loop: AbstractEventLoop) -> None:
        """Hear that a loop will be closed: nothing that is pending on it has been cancelled yet."""

    def loop_settles(self, loop: AbstractEventLoop, ended: Owner | None) -> None:
        """Hear that a loop may be judged, and turned a little: it closes, or somebody has *ended*.

        All guards have seen it before anyone turns it.
        """

    def loop_dropped(self, loop: AbstractEventLoop) -> None:
        """Hear that a loop is collected that nobody has closed."""

    def left(self, thing: object, entry: Entry) -> None:
        """Look at an object of `looks_at` that lives when its owner has ended."""

    def audits(self) -> Mapping[str, Callable[[tuple[object, ...]], None]]:
        """Say which audit events of Python to hear of, and by which function."""
        return {}

    def expected(self, expectation: Expectation) -> None:
        """Hear that `pytest.raises` or its like has caught what it expects."""

    def assertion_failed(self, frame: FrameType) -> None:
        """Hear that an assertion of a test file fails, of the function that *frame* runs."""

    # What a watcher hears.
    def step(self, step: Step) -> None:
        """Hear that a callback or a step of a task is about to run."""

    def choice(self, choice: Choice) -> None:
        """Hear what was asked and what was answered."""

    def jump(self, now: Instant) -> None:
        """Hear that the virtual clock moved."""

    def problem(self, context: Mapping[str, object]) -> None:
        """Hear what a loop's exception handler is told, where the user has set none."""

    def fails(self, owner: Owner) -> bool:
        """Say whether a finding is an error of this owner: only then may what was found be put right."""
        return (owner.rules.level_of(self.names()) or self.default) is Level.ERROR

    def tell(
        self,
        owner: Owner | None,
        message: str,
        *,
        place: Place | None = None,
        subjects: Iterable[str] = (),
        why: str | None = None,
        cure: str | None = None,
        lines: Iterable[str] = (),
        sure: bool = True,
    ) -> bool:
        """Tell what was found, and return whether it will be reported, be it as a warning.

        *place* is the line to blame, *subjects* the qualified names that an allow-list may name, *lines* are
        a few more lines of what is known of the case. What is not *sure* to be a fault is an error only where
        the settings say so.
        """
        return self.session.take(
            self,
            owner,
            message,
            place=place,
            subjects=tuple(subjects),
            why=self.why if why is None else why,
            cure=self.cure if cure is None else cure,
            lines=tuple(lines),
            sure=sure,
        )
