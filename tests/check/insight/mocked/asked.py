"""A rule that tells what a function of the room says of each call of a name."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.rule import Rule
from tests.check.world import check_with

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from asyncproof.check.here import Here


class Asked(Rule):
    """Notes the answers of a function to all calls."""

    code = "AP992"
    name = "asked"

    def __init__(self, ask: Callable[[Here, ast.Call], object | None]) -> None:
        self.answers: list[object] = []
        self._ask = ask

    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Note an answer, if there is one."""
        answer = self._ask(here, node)
        if answer is not None:
            self.answers.append(answer)


def answers(
    root: Path, files: dict[str, str], ask: Callable[[Here, ast.Call], object | None]
) -> list[object]:
    """Return what a function says of the calls in the last one of some files."""
    return check_with(Asked(ask), root, files).answers
