"""Plain values as bytes."""

from __future__ import annotations

import ast
import os
import pickle

import pytest

from asyncproof.check.cache.plain import as_bytes, from_bytes
from asyncproof.check.facts import facts_of
from asyncproof.check.hit import Edit, Fix, Hit, Related, Span
from asyncproof.check.reading.trouble import Trouble
from asyncproof.core import Severity

SPAN = Span(1, 2, 3, 4)


def test_values_of_ours_come_back() -> None:
    """Facts, hits and troubles."""
    tree = ast.parse("import a\nclass K(a.B):\n    async def f(self, x: int = 1):\n        return [a.c(x)]\n")
    fix = Fix("mend it", (Edit(SPAN, "await "),), ("import a",), safe=True)
    hit = Hit(
        "rule",
        "a.py",
        SPAN,
        "wrong",
        "mend",
        Severity.ERROR,
        related=(Related("b.py", SPAN, "here"),),
        fix=fix,
    )
    facts = facts_of(tree, name="it", path="it.py", is_package=False)
    for value in (facts, hit, Trouble("a.py", 1, "broken", "mend it")):
        assert from_bytes(as_bytes(value)) == value


class Evil:
    """What somebody could write into a cache."""

    def __reduce__(self) -> tuple[object, ...]:
        """Run something when it is read."""
        return os.system, ("echo evil",)


@pytest.mark.parametrize(
    "data", [pickle.dumps(Evil()), pickle.dumps(ast.parse), b"", b"torn", pickle.dumps(facts_of)]
)
def test_nothing_else_is_made_of_bytes(data: bytes) -> None:
    """Neither calls of strangers nor functions, nor what is torn."""
    with pytest.raises(ValueError, match="no plain values"):
        from_bytes(data)
