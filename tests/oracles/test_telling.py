from __future__ import annotations

from asyncproof.oracles.operation import Operation
from asyncproof.oracles.plain import plain
from asyncproof.oracles.searching import DeadEnd
from asyncproof.oracles.telling import unexplained
from tests.oracles.banks import Account


def test_a_long_list_is_told_by_its_ends() -> None:
    """What lies between is counted; who never ended is told when it began."""
    calls = [Operation("withdraw", (number,), {}, "Task-2", number, float(number)) for number in range(20)]
    told = unexplained(Account(1), calls, DeadEnd(calls[:1], state=Account(2)), plain)
    assert "  Task-2: withdraw(0) never ended  (began at 0 s)" in told
    assert "... 8 more ..." in told
    assert "withdraw(9)" not in told


def test_the_end_is_told_by_what_differs() -> None:
    """Attribute by attribute, or what was said to count, or the whole of what has no attributes."""
    end = DeadEnd([], state=Account(2))
    assert unexplained(Account(1), [], end, plain).endswith("  and then balance is 2, and not 1")
    assert unexplained(Account(1), [], end, lambda one: one.balance).endswith("  and then it is 2, and not 1")
    assert unexplained([1], [], DeadEnd([], state=[2]), plain).endswith("  and then it is [2], and not [1]")
