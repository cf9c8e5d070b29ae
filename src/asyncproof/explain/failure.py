"""The facts about a failed test that explanations rest on: plain values, whoever gathers them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core import Place
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import FrameType, TracebackType


_COMPILED = (".pyx", ".pxd", ".pxi")
"""Sources of Cython: tracebacks name them relative to where they were built (uvloop, asyncpg)."""


@dataclass(frozen=True, slots=True)
class Fixture:
    """One fixture that the failed test uses."""

    name: str
    scope: str
    loop_scope: str = ""
    """The scope of the event loop that it runs on; empty if it is not async."""
    is_async: bool = False
    runner: str = ""
    """Who runs it, if it is async: `pytest-asyncio`, `anyio`; empty if nobody does."""
    place: Place | None = None
    value: Any = None
    """What it gave to the test, if it got that far."""


@dataclass(frozen=True, slots=True)
class Test:
    """What pytest knows of the failed test."""

    __test__: ClassVar[bool] = False  # so that pytest does not take it for a class of tests
    name: str = ""
    is_async: bool = False
    runner: str = ""
    """Who runs it: `pytest-asyncio`, `anyio`, `unittest`; empty for a plain sync test."""
    mode: str = ""
    """The mode of pytest-asyncio: `strict` or `auto`."""
    mark: str = ""
    """The mark of a runner that it has, of its own or from its class or module: `asyncio` or `anyio`."""
    loop_scope: str = ""
    place: Place | None = None
    fixtures: tuple[Fixture, ...] = ()

    def fixture(self, name: str) -> Fixture | None:
        """Return a fixture by its name."""
        return next((one for one in self.fixtures if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of a traceback, with its local variables."""

    file: str
    line: int
    function: str
    local: Mapping[str, Any]
    frame: FrameType
    instruction: int = -1
    """The offset of the instruction that it was at."""

    @property
    def is_foreign(self) -> bool:
        """Say whether it belongs to the standard library or an installed package, compiled ones too."""
        return is_foreign(self.file) or self.file.startswith("<") or self.file.endswith(_COMPILED)

    @property
    def place(self) -> Place:
        """The line as a place."""
        return Place(self.file, self.line)


def _unknown(_: object) -> Place | None:
    return None


def _unbound(_: object) -> str:
    return ""


@dataclass(frozen=True)
class Failure:
    """A phase of a test that raised."""

    error: BaseException
    when: str = "call"
    """`setup`, `call` or `teardown`."""
    test: Test = field(default_factory=Test)
    made_at: Callable[[object], Place | None] = _unknown
    """Tells where an object was made, if somebody has kept a note of it."""
    bound_by: Callable[[object], str] = _unbound
    """Tells which test has bound an object to its own event loop, if that is known."""

    outer: Failure | None = None
    """The failure as pytest has it, if this is about one of the errors that led to it."""

    @property
    def message(self) -> str:
        """The text of the error."""
        return str(self.error)

    @property
    def frames(self) -> list[Frame]:
        """The traceback, outermost first."""
        return list(_frames(self.error.__traceback__))

    @property
    def user_frames(self) -> list[Frame]:
        """The frames of the user's code, innermost first, then those that only the outer error has."""
        seen = [frame for frame in reversed(self.frames) if not frame.is_foreign]
        if self.outer is not None:
            known = {id(frame.frame) for frame in seen}
            seen += [frame for frame in self.outer.user_frames if id(frame.frame) not in known]
        return seen

    @property
    def user_frame(self) -> Frame | None:
        """The innermost frame of the user's code: where they have to look."""
        return next(iter(self.user_frames), None)

    def causes(self) -> Iterator[BaseException]:
        """Yield the error, what it was raised from, and the leaves of groups, each once."""
        todo, seen = [self.error], set[int]()
        while todo:
            error = todo.pop(0)
            if id(error) in seen:
                continue
            seen.add(id(error))
            yield error
            todo += [cause for cause in (error.__cause__, error.__context__) if cause is not None]
            todo += getattr(error, "exceptions", ())

    def because_of(self, error: BaseException) -> Failure:
        """Return the same failure, as if this error, one of its causes, were the one."""
        return self if error is self.error else replace(self, error=error, outer=self)


def _frames(tb: TracebackType | None) -> Iterator[Frame]:
    while tb is not None:
        frame = tb.tb_frame
        code = frame.f_code
        yield Frame(code.co_filename, tb.tb_lineno, code.co_name, frame.f_locals, frame, tb.tb_lasti)
        tb = tb.tb_next
