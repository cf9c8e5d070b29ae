"""Tells a failing test which globals that it uses were changed by earlier tests, and by which."""

from __future__ import annotations

import sys
import traceback
from collections import Counter, OrderedDict, defaultdict, deque
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core.record import fresh, record
from asyncproof.guard.guard import Guard
from asyncproof.guard.holding.cells import GONE, UNKNOWN, cells_of
from asyncproof.guard.holding.globals import user_modules, values_of
from asyncproof.guard.reading.owncode import codes_of, plain_function
from asyncproof.guard.reading.replacing import describe_stand_in
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner


_CONTAINERS = frozenset({list, dict, set, deque, Counter, OrderedDict, defaultdict})
_MOST = 256
_MOST_TOLD = 3


@record
class _Watched:
    """One container, and the tests that have left it longer or shorter."""

    path: str
    thing: Any
    size: int
    by: list[tuple[Owner, int]] = fresh(default_factory=list)


class ChangedGlobal(Guard):
    """A test fails that uses something of a module or class which earlier tests have changed.

    It makes no test fail: it adds to a failure what may be its cause.

    ```python title="test_registry.py"
    HANDLERS = []


    def register(handler):
        HANDLERS.append(handler)


    def test_register():
        register(print)
        assert HANDLERS == [print]


    def test_nothing_registered():
        assert HANDLERS == []
    ```

    ```console
    $ pytest test_registry.py
    ...
    changed-global: `test_registry.HANDLERS` was changed by an earlier test, test_registry.py::test_register
        it held 0 entries when the run began, and 1 entry after that test
        why: what a module or a class holds is shared by all tests, so the order of the tests decides
    ...
        more: asyncproof explain changed-global
    ...
    ```

    ## What it sees

    The size of every list, dict, set and deque that a module or a class of yours holds, after each test.
    When a test fails, those are told that have another size than at the start, were changed by an earlier
    test, and are named in the test, in what it calls, or in what raised.

    ## What to do instead

    Let a fixture bring the tests a fresh one: `monkeypatch.setattr(app, "HANDLERS", [])`.

    ## What it cannot see

    Values that change while the size stays, and attributes of objects. `pytest --asyncproof-isolate`
    does: see [isolation](../isolation.md).
    """

    name: ClassVar[str] = "changed-global"
    group: ClassVar[str] = "state"
    why: ClassVar[str] = (
        "what a module or a class holds is shared by all tests, so the order of the tests decides"
    )
    cure: ClassVar[str] = (
        "let a fixture empty or replace it (`monkeypatch.setattr`); `pytest --asyncproof-isolate` proves it"
    )

    def __init__(self, session: Host) -> None:
        """Know of no containers yet."""
        super().__init__(session)
        self._watched: list[_Watched] = []
        self._things: list[Any] = []
        self._sizes: list[int] = []
        self._modules: set[str] = set()
        self._imported = 0
        self._cells = cells_of(session)

    def run_begins(self) -> None:
        """Look what the user's modules hold."""
        self._cells.take(None)
        self._look_for_new()

    def run_ends(self) -> None:
        """Let go of all of it."""
        self._watched.clear()
        self._things.clear()

    def fixture_made(self, fixture: Owner) -> None:
        """Let what a wider fixture has changed be nobody's doing."""
        self._cells.take(None)
        self._sizes = list(map(len, self._things))

    def test_ends(self, test: Owner) -> None:
        """Note which containers have become longer or shorter, and which names hold something else."""
        self._cells.take(test)
        sizes = list(map(len, self._things)) if self._things else []
        if sizes != self._sizes:
            for watched, old, new in zip(self._watched, self._sizes, sizes, strict=True):
                if old != new:
                    watched.by = [*watched.by[-_MOST_TOLD:], (test, new)]
            self._sizes = sizes
        if len(sys.modules) != self._imported:
            self._look_for_new()

    def call_ended(self, test: Owner, failure: BaseException | None) -> None:
        """Tell a test that fails of what it may have failed for."""
        if not isinstance(failure, Exception):
            return
        found = [*self._changed_sizes(), *self._changed_names()]
        if not found:
            return
        names = set[str]()
        for code in _codes(test, failure):
            names.update(code.co_names, code.co_freevars)
        for _, path, who, line in [one for one in found if one[0] <= names][:_MOST_TOLD]:
            self.tell(
                test,
                f"`{path}` was changed by an earlier test, {who.name}",
                subjects=[path],
                lines=[line],
            )

    def _changed_sizes(self) -> Iterator[tuple[set[str], str, Owner, str]]:
        """Yield the names that somebody must use to be concerned, the path, who did it, and what."""
        for watched, now in zip(self._watched, self._sizes, strict=True):
            if watched.by and now != watched.size:
                who, size = watched.by[-1]
                line = (
                    f"it held {_count(watched.size)} when the run began, and {_count(size)} after that test"
                )
                yield {watched.path.rpartition(".")[2]}, watched.path, who, line

    def _changed_names(self) -> Iterator[tuple[set[str], str, Owner, str]]:
        sized = {watched.path for watched in self._watched if watched.by}
        for cell, value in self._cells.changed():
            is_import = cell.first is GONE and isinstance(value, ModuleType)  # a part of a package
            if not is_import and cell.path not in sized and cell.home not in sized:
                names = {cell.root} if cell.is_item else {cell.name, cell.root} - {""}
                line = f"it was {_short(cell.first)} when the run began, and is {_short(value)} now"
                yield names, cell.path, cell.by[-1], line

    def _look_for_new(self) -> None:
        self._imported = len(sys.modules)
        for module in user_modules(self._modules):
            self._modules.add(module.__name__)
            for home, name, value in values_of(module):
                if type(value) in _CONTAINERS and len(self._watched) < _MOST:
                    self._watched.append(_Watched(f"{home}.{name}", value, len(value)))
                    self._things.append(value)
                    self._sizes.append(len(value))


def _codes(test: Owner, failure: BaseException) -> Iterator[CodeType]:
    """Yield the code that has to do with a failure: the test's, what raised, and what these call by name."""
    codes = dict.fromkeys(codes_of(test))
    namespaces: list[tuple[CodeType, dict[str, Any]]] = []
    for frame, _ in traceback.walk_tb(failure.__traceback__):
        if not is_foreign(frame.f_code.co_filename):
            codes.setdefault(frame.f_code)
            namespaces.append((frame.f_code, frame.f_globals))
    yield from codes
    for code, namespace in namespaces:
        for name in code.co_names:
            found = namespace.get(name)
            holder = found if isinstance(found, type | type(sys)) else type(found)
            parts = [found, *vars(holder).values()]
            for part in parts:
                plain = plain_function(part)
                if plain is not None and not is_foreign(plain.__code__.co_filename):
                    yield plain.__code__


def _short(value: object) -> str:
    if isinstance(value, str | int | float | bool | bytes | None) or value is GONE or value is UNKNOWN:
        text = repr(value)
        return text if len(text) <= 50 else f"{text[:47]}..."  # noqa: PLR2004 - a part of a line
    return describe_stand_in(value)


def _count(size: int) -> str:
    return "1 entry" if size == 1 else f"{size} entries"
