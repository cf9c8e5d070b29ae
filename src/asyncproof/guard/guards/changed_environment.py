"""Finds tests that leave environment variables set, changed or deleted."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, ClassVar

from asyncproof.core.frames import frame_above
from asyncproof.guard.guard import Guard
from asyncproof.guard.origin import Origin, origin_here
from asyncproof.loop.usercode import is_foreign

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner

_PYTESTS_OWN = os.fsencode("PYTEST_CURRENT_TEST")
_IMPORTING = "<frozen importlib._bootstrap>"
_SETTERS = ("_pytest", "dotenv", "environs", "decouple", "pytest_mock")
"""Installed packages that set what the user tells them to set."""


class ChangedEnvironment(Guard):
    """An environment variable was set, changed or deleted, and not put back.

    ```python title="test_settings.py"
    import os


    def test_debug():
        os.environ["APP_MODE"] = "debug"
        assert os.environ["APP_MODE"] == "debug"
    ```

    ```console
    $ pytest test_settings.py
    ...
    changed-environment: environment variable `APP_MODE` was left set to 'debug'; it was not set before
        test_settings.py:5:  os.environ["APP_MODE"] = "debug"
        why: the environment belongs to the whole process: the tests that follow see the change
        do:  use `monkeypatch.setenv(...)` or `patch.dict(os.environ, ...)`, which put it back
        more: asyncproof explain changed-environment
    ...
    ```

    ## What it sees

    Every change of `os.environ`, by whoever, as Python tells of it, with the line that makes it; at the
    end of the test, after its tear-down, those that are still there. What a fixture of a wider scope sets
    is its own until it ends, and that of the session for good. Values whose names speak of secrets are
    not shown.

    ## What to do instead

    `monkeypatch.setenv("APP_MODE", "debug")`, or `with patch.dict(os.environ, APP_MODE="debug")`. What
    all tests need is set once, in a fixture of the session.

    ## What it cannot see

    - What a module sets when it is imported in the middle of a test, and what installed libraries set for
      themselves: both happen once, and no test can help it.
    - `os.putenv(...)`, which `os.environ` does not know of either.
    """

    name: ClassVar[str] = "changed-environment"
    group: ClassVar[str] = "state"
    why: ClassVar[str] = "the environment belongs to the whole process: the tests that follow see the change"
    cure: ClassVar[str] = "use `monkeypatch.setenv(...)` or `patch.dict(os.environ, ...)`, which put it back"

    def __init__(self, session: Host) -> None:
        """Know of no changes yet."""
        super().__init__(session)
        self._changes: dict[Owner, dict[str, tuple[str | None, Origin | None]]] = {}
        self._start: dict[str, str] = {}

    def run_begins(self) -> None:
        """See how it is before the first test: going back to it is nobody's fault."""
        self._start = dict(os.environ)

    def audits(self) -> Mapping[str, Callable[[tuple[object, ...]], None]]:
        """Hear of every change, just before it happens."""
        return {"os.putenv": self._changing, "os.unsetenv": self._changing}

    def _changing(self, arguments: tuple[object, ...]) -> None:
        raw = arguments[0]
        if raw == _PYTESTS_OWN:
            return
        owner = self.session.owner_now()
        if owner is None or owner.ended:
            return
        name = os.fsdecode(raw) if isinstance(raw, bytes) else str(raw)
        changes = self._changes.setdefault(owner, {})
        if name not in changes:
            changes[name] = (os.environ.get(name), _who())

    def test_ends(self, test: Owner) -> None:
        """Compare what a test has touched with how it was."""
        if self._changes:
            self._judge(test)

    def fixture_ends(self, fixture: Owner) -> None:
        """Do the same for a wider fixture, unless nobody comes after it."""
        if fixture.scope == "session":
            self._changes.pop(fixture, None)
        else:
            self._judge(fixture)

    def _judge(self, owner: Owner) -> None:
        for name, (old, origin) in self._changes.pop(owner, {}).items():
            new = os.environ.get(name)
            if origin is None or new in (old, self._start.get(name)):
                continue
            was = "it was not set before" if old is None else f"it was {_shown(name, old)}"
            left = "deleted" if new is None else f"left set to {_shown(name, new)}"
            self.tell(
                owner,
                f"environment variable `{name}` was {left}; {was}",
                place=origin.place,
                subjects=[f"os.environ.{name}", name],
            )


def _shown(name: str, value: str) -> str:
    """Return a value as text, but none that may be a secret."""
    if any(word in name.upper() for word in ("SECRET", "TOKEN", "PASSWORD", "KEY", "CREDENTIAL")):
        return "a secret"
    return repr(value if len(value) <= 60 else f"{value[:57]}...")  # noqa: PLR2004 - a line's worth


def _who() -> Origin | None:
    """Return the user's line that sets it; None where a module does so while it is imported, or a library."""
    frame = frame_above(2)
    setter = None
    here: FrameType | None = frame
    while here is not None:
        file = here.f_code.co_filename
        if file == _IMPORTING:
            return None
        if setter is None and not _is_standard(here.f_globals.get("__name__"), file):
            setter = here
        here = here.f_back
    if setter is not None and is_foreign(setter.f_code.co_filename):
        package = str(setter.f_globals.get("__name__")).partition(".")[0]
        if package not in _SETTERS:
            return None
    return origin_here(frame)


def _is_standard(module: object, file: str) -> bool:
    top = str(module).partition(".")[0]
    return top in sys.stdlib_module_names or top == "asyncproof" or file.startswith("<frozen")
