"""What a user says of a run, in a function that is asked in between steps and shown by its source."""

from __future__ import annotations

import inspect
import linecache
from typing import Any

from asyncproof.core import UsageError
from asyncproof.loop.waits.spot import shown_file


class Predicate:
    """Holds, or does not: an error is a no, and a `def` that returns nothing holds unless it raises."""

    def __init__(self, function: object, role: str) -> None:
        """Take the function; `role` is the name of what asks it."""
        if not callable(function) or inspect.iscoroutinefunction(function):
            raise UsageError(
                f"{role}() takes a plain function without arguments, not {function!r}; write "
                f"{role}(lambda: ...)."
            )
        self._function: Any = function
        self._role = role
        self._was_asked = False
        self._complaint: Exception | None = None

    def holds(self) -> bool:
        """Ask it; that it answers with a coroutine is told to who asks first."""
        first, self._was_asked = not self._was_asked, True
        self._complaint = None
        try:
            return self._is_yes(self._function())
        except Exception as error:
            if first and isinstance(error, UsageError):
                raise
            self._complaint = error
            return False

    def _is_yes(self, answer: object) -> bool:
        if inspect.isawaitable(answer):
            getattr(answer, "close", bool)()
            raise UsageError(
                f"the function of {self._role}() returned a {type(answer).__name__}, which nobody awaits; it "
                "is asked in between steps and has to answer at once."
            )
        return bool(answer) or (answer is None and getattr(self._function, "__name__", "") != "<lambda>")

    def __str__(self) -> str:
        """Show its source, as far as that is known, and what it has complained of."""
        said = ""
        if self._complaint is not None:
            said = f"\n  {type(self._complaint).__name__}: {self._complaint}".removesuffix(": ")
        code = getattr(self._function, "__code__", None)
        if code is None:
            return f"{self._function!r}{said}"
        text = linecache.getline(code.co_filename, code.co_firstlineno).strip()
        return f"{shown_file(code.co_filename)}:{code.co_firstlineno}:  {text}".rstrip(": ") + said
