from __future__ import annotations

from typing import Any

from asyncproof.check.rule import Rule


def test_a_rule_wants_what_it_has_methods_for() -> None:
    """The names of its methods, and of those that it inherits, are the nodes that it is shown."""

    class First(Rule):
        def on_Call(self, node: Any, here: Any) -> None:
            raise NotImplementedError

    class Second(First):
        def on_test(self, node: Any, test: Any, here: Any) -> None:
            raise NotImplementedError

    assert Second.wants() == ("Call", "test")
    assert Rule.wants() == ()
