"""Finds what a test has replaced in modules and classes, and not put back."""

from __future__ import annotations

import sys
from types import FunctionType
from typing import TYPE_CHECKING, Any, ClassVar
from unittest import mock

from asyncproof.core import Place
from asyncproof.guard.comparing import MISSING, SESSION, ComparingGuard, alike
from asyncproof.guard.holding.cells import cells_of
from asyncproof.guard.reading.body import codes_of_parts, parts_of
from asyncproof.guard.reading.owncode import line_with, plain_function
from asyncproof.guard.reading.replacing import describe_stand_in
from asyncproof.guard.reading.stores import Store, stores_in
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Hashable
    from types import CodeType

    from asyncproof.guard.holding.cells import Change
    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner

_patches: list[Any] = getattr(getattr(mock, "_patch", None), "_active_patches", [])
"""What `start()` has put in place and `stop()` has not; there is no public list of them."""
_OTHERS = ("asyncio.", "time.", "os.environ", "sys.excepthook", "sys.breakpointhook", "threading.excepthook")
"""What another guard looks at."""
_MOST_PLAIN = 20_000


class LeftPatched(ComparingGuard):
    """Something in a module or a class was replaced, by assignment or `patch(...).start()`, and not put back.

    ```python title="test_dice.py"
    import random


    def test_six():
        random.randint = lambda low, high: 6
        assert random.randint(1, 6) == 6
    ```

    ```console
    $ pytest test_dice.py
    ...
    left-patched: `random.randint` was replaced by `test_six.<lambda>` and not put back
        test_dice.py:5:  random.randint = lambda low, high: 6
        why: the tests that follow find the replacement in place of the real thing
        do:  replace it with `monkeypatch.setattr(...)` or `with patch(...)`, which put it back
        more: asyncproof explain left-patched
    ...
    ```

    ## What it sees

    - `unittest.mock` patches that were started and never stopped, whatever they patch.
    - Attributes of modules and of classes to which the test, its fixtures or its `setUp` assign, and
      entries of `sys.modules`, if they are not what they were when the test has been torn down.

    What a fixture of a wider scope replaces is its own until it ends. Classes of the test file itself are
    its own.

    ## What to do instead

    `monkeypatch.setattr(random, "randint", ...)`, `with patch("random.randint")`, or, in a `TestCase`,
    `self.addCleanup(patcher.stop)` right after `patcher.start()`.

    ## What it cannot see

    - What helpers or `setattr` replace, unless it is a function or class of yours that has become a mock
      or a function of the test file; in large programs not even that.
    - Attributes of objects that are neither modules nor classes, such as those of an application. Where
      they make a later test fail, `pytest --asyncproof-isolate` finds it: see
      [isolation](../isolation.md).
    """

    name: ClassVar[str] = "left-patched"
    why: ClassVar[str] = "the tests that follow find the replacement in place of the real thing"
    cure: ClassVar[str] = "replace it with `monkeypatch.setattr(...)` or `with patch(...)`, which put it back"

    def __init__(self, session: Host) -> None:
        """Know of no replacements yet."""
        super().__init__(session)
        self._kept: dict[Owner, list[tuple[Store, Any, object, object]]] = {}
        self._originals: dict[tuple[int, str], object] = {}
        self._told: set[tuple[int, str]] = set()
        self._told_names: set[tuple[str, str]] = set()
        self._cells = cells_of(session)
        self._plain: set[tuple[str, int, str] | None] = set()
        """File, line and name of code that assigns to nothing outside of itself: nearly all that there is."""

    def look(self) -> tuple[object, ...]:
        """Return the patches that are in place."""
        return tuple(_patches) if _patches else ()

    def same(self, one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
        """Compare them by identity."""
        return len(one) == len(other) and all(map(_is, one, other))

    def spread(self, seen: Any) -> dict[Hashable, object]:
        """Return them by themselves."""
        return {id(patch): patch for patch in seen}

    def differs(self, owner: Owner, name: Hashable, old: object, new: object) -> None:
        """Tell of a patch that was started and not stopped."""
        if new is MISSING:
            return
        target = _target_of(new)
        if target.startswith(_OTHERS):
            return
        attribute = target.rpartition(".")[2]
        self._told.add((id(getattr(new, "target", None)), attribute))
        self._told_names.add((target.rpartition(".")[0], attribute))
        self.tell(
            owner,
            f"`patch` of `{target}` was started and never stopped",
            place=line_with(owner, rf"patch.*\b{attribute}\b", r"\.start\(\)", r"patch") or owner.place,
            subjects=[target],
        )

    def run_begins(self) -> None:
        """See what the user's names hold."""
        super().run_begins()
        self._cells.take(None)

    def test_begins(self, test: Owner) -> None:
        """Keep what the test's own code is going to assign to."""
        super().test_begins(test)
        self._keep(test)

    def test_ends(self, test: Owner) -> None:
        """Compare."""
        super().test_ends(test)
        self._compare(test)
        for change in self._cells.take(test):
            self._look_at(test, change)
        self._told.clear()
        self._told_names.clear()

    def fixture_begins(self, fixture: Owner) -> None:
        """Keep what a wider fixture is going to assign to."""
        super().fixture_begins(fixture)
        self._keep(fixture)

    def fixture_ends(self, fixture: Owner) -> None:
        """Compare, unless nobody comes after it."""
        super().fixture_ends(fixture)
        if fixture.scope == SESSION:
            self._kept.pop(fixture, None)
        self._compare(fixture)

    def fixture_made(self, fixture: Owner) -> None:
        """Let what a wider fixture has replaced be its own."""
        super().fixture_made(fixture)
        self._cells.take(None)

    def _look_at(self, test: Owner, change: Change) -> None:
        """Tell of a function or class of the user's in whose place a mock, or the test's own, is left."""
        cell, new = change.cell, change.new
        own_file = None if test.place is None else test.place.file
        home = cell.home.rpartition(".")[0] if cell.root else cell.home
        file = getattr(sys.modules.get(home), "__file__", None)
        if not isinstance(change.old, FunctionType | type) or file == own_file:
            return
        is_mock = type(new).__module__.startswith("unittest.mock")
        is_tests = isinstance(new, FunctionType) and new.__code__.co_filename == own_file
        if (is_mock or is_tests) and (cell.home, cell.name) not in self._told_names:
            doing = rf"\b{cell.name}\b.*=[^=]|(setattr|patch|object)\(.*\b{cell.name}\b"
            self.tell(
                test,
                f"`{cell.path}` was replaced by {_shown(new)} and not put back",
                place=line_with(test, doing) or test.place,
                subjects=[cell.path],
            )

    def _keep(self, owner: Owner) -> None:
        if self._plain.issuperset(map(_key, codes_of_parts(owner))):
            return
        kept: list[tuple[Store, Any, object, object]] = []
        for function, code in parts_of(owner):
            key = _key(code)
            if key in self._plain:
                continue
            is_itself = type(function) is FunctionType and "__wrapped__" not in function.__dict__
            inner = function if is_itself else plain_function(function)
            body = code if is_itself or inner is None else inner.__code__
            stores = () if inner is None or body is None or is_foreign(body.co_filename) else stores_in(body)
            if not stores and is_itself and len(self._plain) < _MOST_PLAIN:
                self._plain.add(key)
            for store in {one.path: one for one in stores}.values():  # the last line is to blame
                holder = _holder(store, inner)
                if holder is not None:
                    value = store.value(holder)
                    self._originals.setdefault((id(holder), store.name), value)
                    kept.append((store, holder, value, _copied(value)))
        if kept:
            self._kept[owner] = kept

    def _compare(self, owner: Owner) -> None:
        for store, holder, old, copy in self._kept.pop(owner, ()):
            new = store.value(holder)
            if alike(new, copy) or not (store.empty is MISSING or alike(new, store.empty)):
                continue  # put back, or the test has emptied a cache, which was filled again
            if (id(holder), store.name) in self._told:
                continue
            if alike(new, old) or alike(new, self._originals.get((id(holder), store.name), old)):
                continue
            self._told_names.add((_home_of(holder), store.name))
            self.tell(
                owner,
                f"`{store.path}` was replaced by {_shown(new)} and not put back",
                place=Place(store.file, store.line),
                subjects=[store.path],
            )


def _key(code: CodeType | None) -> tuple[str, int, str] | None:
    """Return what stands for a code, whose own hash takes long."""
    return None if code is None else (code.co_filename, code.co_firstlineno, code.co_name)


def _copied(value: Any) -> object:
    """Return what a fixture may put back by a copy that it has made itself."""
    return value.copy() if type(value) in (dict, list, set) else value


def _holder(store: Store, function: Any) -> Any:
    """Return what is assigned to, if it lives outside of the test's own file and nobody else looks at it."""
    holder = store.holder(function.__globals__)
    if holder is None or store.path.startswith(_OTHERS):
        return None
    is_own = getattr(holder, "__dict__", None) is function.__globals__
    return None if is_own or getattr(holder, "__module__", None) == function.__module__ else holder


def _home_of(holder: Any) -> str:
    return (
        f"{holder.__module__}.{holder.__qualname__}"
        if isinstance(holder, type)
        else str(getattr(holder, "__name__", ""))
    )


def _is(one: object, other: object) -> bool:
    return one is other


def _shown(value: object) -> str:
    if value is MISSING:
        return "nothing"
    if isinstance(value, int | float | str | bytes | None):
        text = repr(value)
        return f"`{text if len(text) < 60 else text[:57] + '...'}`"  # noqa: PLR2004 - a line's worth
    return describe_stand_in(value)


def _target_of(patch: Any) -> str:
    target = getattr(patch, "target", None)
    if target is None and hasattr(patch, "in_dict"):
        return "a dict" if not isinstance(patch.in_dict, str) else patch.in_dict
    name = (
        getattr(target, "__qualname__", None)
        or getattr(target, "__name__", None)
        or type(target).__qualname__
    )
    module = getattr(target, "__module__", None)
    full = f"{module}.{name}" if isinstance(module, str) else str(name)
    return f"{full}.{getattr(patch, 'attribute', '')}"
