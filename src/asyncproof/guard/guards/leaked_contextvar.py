"""Finds context variables that a test has set and left set."""

from __future__ import annotations

import gc
import sys
from contextvars import Context, ContextVar, copy_context
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.comparing import MISSING, ComparingGuard, alike
from asyncproof.guard.holding.globals import module_of, names_in
from asyncproof.guard.owner import OWNER
from asyncproof.guard.reading.owncode import line_with
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Hashable

    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner

_LIKE_THE_USERS = ("structlog_",)
"""Variables of libraries that only the user's calls set."""


class LeakedContextvar(ComparingGuard):
    """A sync test or fixture set a context variable and did not reset it, so the next tests see its value.

    pytest runs all tests in one context, that of the main thread. An async test works in a copy of it,
    which is thrown away; what a sync test or a sync fixture sets stays, for every test that follows.

    ```python title="test_user.py"
    from contextvars import ContextVar

    import pytest

    USER = ContextVar("user", default="nobody")


    @pytest.fixture
    def ann():
        USER.set("ann")


    @pytest.mark.asyncio
    async def test_greeting(ann):
        assert USER.get() == "ann"
    ```

    ```console
    $ pytest test_user.py
    ...
    leaked-contextvar: context variable `user` was left set to 'ann'; it was not set before
        test_user.py:10:  USER.set("ann")
        why: the tests that follow run in the same context and see this value
        do:  keep the token and reset it: `token = USER.set(...)`, then `USER.reset(token)`
        more: asyncproof explain leaked-contextvar
    ...
    ```

    ## What it sees

    Every variable of the context in which pytest works that has another value after the test, with all
    its fixtures torn down, than before it. A fixture of a wider scope may set one until it ends, and one
    of the session for good.

    ## What to do instead

    ```python
    from contextvars import ContextVar

    import pytest

    USER = ContextVar("user", default="nobody")


    @pytest.fixture
    def ann():
        token = USER.set("ann")
        yield
        USER.reset(token)
    ```

    Setting the variable back to its default, or to `None`, does as well. In an async fixture nothing is
    needed: pytest-asyncio resets what it has set.

    ## What it cannot see

    - What a program sets in a module of its own, without the test saying so: that is only a warning.
    - Variables of installed libraries: they set many for themselves. Those of structlog are looked at.
    - Values that are changed inside: a dict in a variable that gets one more key.
    - What leaks from test to test inside of anyio's runner, where several tests share one.
    """

    name: ClassVar[str] = "leaked-contextvar"
    why: ClassVar[str] = "the tests that follow run in the same context and see this value"

    def __init__(self, session: Host) -> None:
        """Know of no libraries' variables yet."""
        super().__init__(session)
        self._foreign: set[ContextVar[Any]] = set()
        """Those of libraries, which takes long to find out; a module holds each of them."""

    def look(self) -> Context:
        """Return all variables of the context that pytest runs its tests in."""
        return copy_context()

    def same(self, one: Context, other: Context) -> bool:
        """Compare them at once; only values that are another object are asked, which are the user's."""
        try:
            return bool(one == other)
        except Exception:  # noqa: BLE001 - it is the user's own `__eq__`
            return False

    def spread(self, seen: Context) -> dict[Hashable, object]:
        """Return them by themselves."""
        return {variable: value for variable, value in seen.items() if variable is not OWNER}

    def differs(self, owner: Owner, name: Hashable, old: object, new: object) -> None:
        """Tell, unless the variable is back at its default, or is a library's own affair."""
        if new is MISSING or not isinstance(name, ContextVar) or name in self._foreign:
            return
        if _is_harmless(name, new):
            return
        home = _home_of(name)
        if home is None and not _is_held(name):  # made in the test itself: nobody else can ask for it
            return
        if home is None and not name.name.startswith(_LIKE_THE_USERS) and _is_foreign_variable(name):
            self._foreign.add(name)
            return
        module, attribute = home or ("", name.name)
        setting = line_with(owner, rf"\b{attribute}\.set\(")
        before = "it was not set before" if old is MISSING else f"it was {_short(old)}"
        self.tell(
            owner,
            f"context variable `{name.name}` was left set to {_short(new)}; {before}",
            place=setting or line_with(owner, r"\.set\(", rf"\b{attribute}\b") or owner.place,
            subjects=[f"{module}.{attribute}" if module else attribute],
            cure=f"keep the token and reset it: `token = {attribute}.set(...)`, "
            f"then `{attribute}.reset(token)`",
            sure=setting is not None or name.name.startswith(_LIKE_THE_USERS) or _is_beside(owner, module),
        )


def _is_held(variable: ContextVar[Any]) -> bool:
    """Say whether some module or object has it under a name."""
    spaces = (one for one in gc.get_referrers(variable) if type(one) is dict)
    return any(value is variable for space in spaces for value in list(space.values()))


def _is_beside(owner: Owner, module: str) -> bool:
    """Say whether the variable is the test file's own; what a program has in its own may be meant to stay."""
    return any(getattr(function, "__module__", None) == module for function in owner.functions() if module)


def _is_harmless(variable: ContextVar[Any], value: object) -> bool:
    if value is None or (type(value) in (dict, list, tuple, set, str) and not value):
        return True
    try:
        default = Context().run(variable.get)
    except LookupError:
        default = MISSING
    return alike(default, value) or _is_foreign_default(variable, value)


def _is_foreign_default(variable: ContextVar[Any], value: object) -> bool:
    """Say whether it holds what its library has set by itself, in passing."""
    return variable.name == "decimal_context" or type(value).__module__.startswith("asyncproof")


def _home_of(variable: ContextVar[Any]) -> tuple[str, str] | None:
    """Return the module of the user's in which the variable lives, and its name there."""
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if not isinstance(file, str) or is_foreign(file):
            continue
        for name, value in list(vars(module).items()):
            if value is variable:
                return module.__name__, name
            if issubclass(type(value), type) and module_of(value) == module.__name__:
                for attribute, inner in names_in(value):
                    if inner is variable:
                        return f"{module.__name__}.{name}", attribute
    return None


def _is_foreign_variable(variable: ContextVar[Any]) -> bool:
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and not is_foreign(file):
            continue
        values = list(getattr(module, "__dict__", {}).values())
        if any(value is variable for value in values):
            return True
        for value in values:
            if issubclass(type(value), type) and any(inner is variable for _, inner in names_in(value)):
                return True
    return False


def _short(value: object) -> str:
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - it is the user's own `__repr__`
        text = f"<{type(value).__name__}>"
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 - a line's worth
