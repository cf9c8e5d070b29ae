from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from asyncproof.check.checker import Checker
from asyncproof.check.hit import Confidence, Span
from asyncproof.check.rule import Rule
from asyncproof.core import Severity
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.here import Here


class Around(Rule):
    """Tells of what is around lists, returns and calls."""

    code = "AP994"
    name = "around"

    def on_List(self, node: ast.List, here: Here) -> None:
        """Tell of a list."""
        self._tell(node, here)

    def on_Return(self, node: ast.Return, here: Here) -> None:
        """Tell of a return, as of something that matters less."""
        self._tell(node, here, Severity.INFO, Confidence.LIKELY)

    def on_Call(self, node: ast.Call, here: Here) -> None:
        """Tell of a call."""
        self._tell(node, here)

    def _tell(
        self,
        node: ast.expr | ast.stmt,
        here: Here,
        severity: Severity | None = None,
        confidence: Confidence | None = None,
    ) -> None:
        function = here.function
        words = [
            type(here.parent).__name__,
            type(here.statement()).__name__,
            "nowhere" if function is None else function.name,
            "no test" if here.test is None else here.test.function.name,
        ]
        related = () if function is None else (here.defined(function, "defined here"),)
        here.report(
            self,
            node,
            ", ".join(words),
            cure="none",
            related=related,
            severity=severity,
            confidence=confidence,
        )


def test_a_rule_knows_what_is_around_a_node(tmp_path: Path) -> None:
    """Parent, statement, function and test; a hit says where it is and takes what the rule says of it."""
    write(
        tmp_path,
        {"test_it.py": "x = [0]\nasync def test_it():\n    def inner():\n        return (1)\n    f(2)\n"},
    )
    found = Checker(tmp_path, [Around()]).check([tmp_path / "test_it.py"])
    told = [(hit.message, hit.span, hit.severity, hit.confidence) for hit in found.hits]
    assert told == [
        ("Assign, Assign, nowhere, no test", Span(1, 4, 1, 7), Severity.ERROR, Confidence.CERTAIN),
        ("FunctionDef, FunctionDef, test_it.test_it.inner, test_it.test_it", Span(4, 8, 4, 18), Severity.INFO,
         Confidence.LIKELY),
        ("Expr, Expr, test_it.test_it, test_it.test_it", Span(5, 4, 5, 8), Severity.ERROR,
         Confidence.CERTAIN),
    ]  # fmt: skip
    assert [hit.related[0].span.line if hit.related else None for hit in found.hits] == [None, 3, 2]
