"""Finds tests that leave the logging of the process changed: levels, handlers, what is disabled."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.comparing import MISSING, ComparingGuard
from asyncproof.guard.reading.owncode import line_with

if TYPE_CHECKING:
    from collections.abc import Hashable

    from asyncproof.guard.host import Host
    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner

_NEVER = -7
"""A level that nobody asks for: `logging` forgets it, with all it remembers, when any level changes."""
_ROOT = "root"
_SAYS_LOGGING = r"\blog(ger|ging)?\b"  # not `log_level=`, which tells a server about itself
_NEW = (logging.NOTSET, False, True)
_FRESH = {"propagate": True, "disabled": False}


class ChangedLogging(ComparingGuard):
    """Logging was changed and not put back: a handler was added, a level set, loggers were disabled.

    ```python title="test_noise.py"
    import logging


    def test_quiet():
        logging.disable(logging.CRITICAL)
    ```

    ```console
    $ pytest test_noise.py
    ...
    changed-logging: `logging.disable(CRITICAL)` was left: all tests that follow log nothing below it
        test_noise.py:5:  logging.disable(logging.CRITICAL)
        why: loggers belong to the whole process: later tests log more, less, twice, or to a closed file
        do:  use `caplog.set_level(...)`, or remove the handler and set the old level again in the tear-down
        more: asyncproof explain changed-logging
    ...
    ```

    ## What it sees

    Handlers and levels of all loggers, `disabled` and `propagate`, and `logging.disable`, before the test
    and after its tear-down, where the test, its fixtures or the helpers beside them say anything of
    logging.

    ## What to do instead

    `caplog.set_level(...)` and `with caplog.at_level(...)` put the level back. A handler is added in a
    fixture that removes it after its `yield`.

    ## What it cannot see

    - What a library, or your program's own start-up code, sets up in passing: unless the test's lines
      name it, that is taken for what happens once in every process.
    - `logger.propagate = False` alone, and a handler that existed before and is added to a logger with a
      name.
    """

    name: ClassVar[str] = "changed-logging"
    why: ClassVar[str] = (
        "loggers belong to the whole process: later tests log more, less, twice, or to a closed file"
    )
    cure: ClassVar[str] = (
        "use `caplog.set_level(...)`, or remove the handler and set the old level again in the tear-down"
    )
    looks_at: ClassVar[tuple[str, ...]] = ("logging.Handler",)

    def __init__(self, session: Host) -> None:
        """Know of no loggers yet."""
        super().__init__(session)
        self._loggers: dict[Hashable, object] = {}
        self._handler_made = True

    def look(self) -> tuple[object, ...]:
        """Return the loggers, read again only if something may have changed them."""
        root = logging.root
        cache = getattr(root, "_cache", None)
        if self._handler_made or cache is None or _NEVER not in cache:
            self._loggers = _read_loggers()
            self._handler_made = False
            if cache is not None:
                cache[_NEVER] = False
        return self._loggers, root.manager.disable, root.level, tuple(root.handlers)

    def same(self, one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
        """Compare what is quick to compare first."""
        return one[0] is other[0] and one[1:] == other[1:]

    def spread(self, seen: Any) -> dict[Hashable, object]:
        """Return levels, flags and handlers by logger."""
        loggers, disabled, level, handlers = seen
        return {
            **loggers,
            ("all", "disable"): disabled,
            (_ROOT, "level"): level,
            **{(_ROOT, id(handler)): handler for handler in handlers},
        }

    def left(self, thing: object, entry: Entry) -> None:
        """Look at all loggers when the test ends, as it has left a handler somewhere."""
        self._handler_made = True

    def fixture_begins(self, fixture: Owner) -> None:
        """Look anew: handlers that wider fixtures make are not shown."""
        self._handler_made = True
        super().fixture_begins(fixture)

    def fixture_made(self, fixture: Owner) -> None:
        """Look anew."""
        self._handler_made = True
        super().fixture_made(fixture)

    def run_ends(self) -> None:
        """Take back our mark."""
        getattr(logging.root, "_cache", {}).pop(_NEVER, None)

    def differs(self, owner: Owner, name: Hashable, old: object, new: object) -> None:
        """Tell what was left; where the test says nothing of logging, a library has set itself up."""
        logger, what = _parts(name)
        if isinstance(what, int):
            if new is MISSING or _is_harmless(new):
                return
            message = f"a `{type(new).__name__}` was left on logger `{logger}`"
            doing = r"addHandler\(|\.handlers(\[.*\])?\s*\+?=[^=]|\.handlers\.(append|insert|extend)\("
        elif what == "disable":
            message = f"`logging.disable({_level(new)})` was left: all tests that follow log nothing below it"
            doing = r"logging\.disable\(|\bdisable\("
        else:
            if new in _NEW and (old is MISSING or new is _FRESH.get(what)):
                return  # as it is before anybody touches it
            message = (
                f"the {what} of logger `{logger}` was left at `{_level(new) if what == 'level' else new}`"
            )
            doing = r"(?<!caplog\.)set\w*evel\(|\.level\s*=[^=]" if what == "level" else rf"\.{what}\s*=[^=]"
        does = line_with(owner, doing, r"\b(basic|dict|file)Config\(")
        place = does or (owner.place if what == "disable" else line_with(owner, _SAYS_LOGGING))
        if place is not None:
            # Who takes a handler away again sees to its own: what is left then is somebody else's.
            sure = does is not None and line_with(owner, r"removeHandler\(") is None
            self.tell(owner, message, place=place, subjects=[str(logger)], sure=sure)


def _parts(name: Any) -> tuple[str, str | int]:
    return name[0], name[1]


def _read_loggers() -> dict[Hashable, object]:
    found: dict[Hashable, object] = {}
    for name, logger in list(logging.root.manager.loggerDict.items()):
        if isinstance(logger, logging.Logger):
            found[name, "level"] = logger.level
            found[name, "disabled"] = bool(logger.disabled)
            found[name, "propagate"] = bool(logger.propagate)
            found.update(((name, id(handler)), handler) for handler in logger.handlers)
    return found


def _is_harmless(handler: object) -> bool:
    return isinstance(handler, logging.NullHandler) or type(handler).__module__.startswith("_pytest")


def _level(level: object) -> str:
    return str(logging.getLevelName(level)) if isinstance(level, int) else str(level)
