"""What the redis in memory can do: each function is a command, named as it, over one database."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from asyncproof.stub.resp.commands import blocking, hashes, keys, lists, sets, strings

if TYPE_CHECKING:
    from collections.abc import Callable


class Command:
    """One command and how many words it takes."""

    def __init__(self, function: Callable[..., Any]) -> None:
        """Read off the function what it takes."""
        self.function = function
        self._signature = inspect.signature(function)

    def fits(self, arguments: list[bytes]) -> bool:
        """Say whether a command can have so many words."""
        try:
            self._signature.bind(None, *arguments)
        except TypeError:
            return False
        return True


def _of(module: Any) -> dict[bytes, Command]:
    functions = inspect.getmembers(module, inspect.isfunction)
    return {
        name.rstrip("_").upper().encode(): Command(function)
        for name, function in functions
        if function.__module__ == module.__name__ and not name.startswith("_")
    }


COMMANDS: dict[bytes, Command] = {
    name: command
    for module in (strings, keys, hashes, lists, sets, blocking)
    for name, command in _of(module).items()
}
