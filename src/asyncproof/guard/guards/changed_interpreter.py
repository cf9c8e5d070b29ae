"""Finds tests that leave settings of the interpreter itself changed."""

from __future__ import annotations

import decimal
import gc
import socket
import sys
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.guard.comparing import ComparingGuard
from asyncproof.guard.reading.owncode import line_with
from asyncproof.guard.young import is_collecting

if TYPE_CHECKING:
    from collections.abc import Hashable

    from asyncproof.guard.owner import Owner

_NAMES = (
    "gc.isenabled()", "gc.get_threshold()", "socket.getdefaulttimeout()", "sys.getrecursionlimit()",
    "sys.getswitchinterval()", "decimal.getcontext().prec", "decimal.getcontext().rounding", "sys.path",
    "sys.argv",
)  # fmt: skip
_LINES = {
    "gc.isenabled()": r"gc\.(disable|enable)\(",
    "gc.get_threshold()": r"set_threshold\(",
    "socket.getdefaulttimeout()": r"setdefaulttimeout\(",
    "sys.getrecursionlimit()": r"setrecursionlimit\(",
    "sys.getswitchinterval()": r"setswitchinterval\(",
    "decimal.getcontext().prec": r"\bprec\b|setcontext",
    "decimal.getcontext().rounding": r"\brounding\b|setcontext",
    "sys.path": r"sys\.path\b",
    "sys.argv": r"\bargv\b",
}
_ONLY_IF_SEEN = frozenset({"sys.path", "sys.argv", "sys.getrecursionlimit()", "gc.get_threshold()"})
"""What libraries change for themselves when they are imported or first used."""


class ChangedInterpreter(ComparingGuard):
    """A setting of the interpreter was changed and not put back, such as the default timeout of sockets.

    ```python title="test_slow.py"
    import socket


    def test_slow_server():
        socket.setdefaulttimeout(0.5)
    ```

    ```console
    $ pytest test_slow.py
    ...
    changed-interpreter: `socket.getdefaulttimeout()` was left at `0.5`; it was `None`
        test_slow.py:5:  socket.setdefaulttimeout(0.5)
        why: it holds for the whole process, so for all tests that follow
        do:  keep the old value and put it back in the tear-down, in a fixture with `yield`
        more: asyncproof explain changed-interpreter
    ...
    ```

    ## What it sees

    The garbage collector (`gc.disable()`, its thresholds), the default timeout of sockets, the limit of
    recursion, the switch interval of threads, the precision and rounding of decimals, `sys.path` and
    `sys.argv`. What libraries change as well, `sys.path` among others, is told only where the test's own
    lines do it.

    ## What to do instead

    Change it in a fixture that puts it back after its `yield`; `monkeypatch.syspath_prepend(...)`,
    `monkeypatch.setattr(sys, "argv", ...)` and `with decimal.localcontext()` do so by themselves.

    ## What it cannot see

    - The locale, the file mode mask, limits of the operating system, and the seed of `random`.
    - `sys.stdout` and `sys.stderr`, as long as pytest captures: it puts them back itself after each test.
      With `-s` it does not, and [left-patched](left-patched.md) tells of them.
    """

    name: ClassVar[str] = "changed-interpreter"
    why: ClassVar[str] = "it holds for the whole process, so for all tests that follow"
    cure: ClassVar[str] = "keep the old value and put it back in the tear-down, in a fixture with `yield`"

    def look(self) -> tuple[object, ...]:
        """Return the settings as they are now."""
        context = decimal.getcontext()
        return (
            is_collecting(), gc.get_threshold(), socket.getdefaulttimeout(), sys.getrecursionlimit(),
            sys.getswitchinterval(), context.prec, context.rounding, tuple(sys.path), tuple(sys.argv),
        )  # fmt: skip

    def spread(self, seen: Any) -> dict[Hashable, object]:
        """Return them by name."""
        return dict(zip(_NAMES, seen, strict=True))

    def differs(self, owner: Owner, name: Hashable, old: object, new: object) -> None:
        """Tell, but of what libraries change too only where the test's own code is seen to do it."""
        setting = str(name)
        place = line_with(owner, _LINES[setting])
        if place is None and setting in _ONLY_IF_SEEN:
            return
        if isinstance(old, tuple) and isinstance(new, tuple) and setting == "sys.path":
            added = [entry for entry in new if entry not in old]
            removed = [entry for entry in old if entry not in new]
            change = f"{added} added" if added else f"{removed} removed" if removed else "its order changed"
            message = f"`sys.path` was left with {change}"
        else:
            message = f"`{setting}` was left at `{new}`; it was `{old}`"
        self.tell(owner, message, place=place or owner.place, subjects=[setting.removesuffix("()")])
