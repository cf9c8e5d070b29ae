from __future__ import annotations

import asyncio

import asyncproof
from asyncproof.oracles.operation import Operation, outcome_of, shown_outcome, whoever


def test_a_call_is_shown_as_it_is_written() -> None:
    """With what was given, the long of it cut short."""
    assert str(Operation("put", (1, "two"), {"key": [3]}, "", 0, 0.0)) == "put(1, 'two', key=[3])"
    assert len(str(Operation("put", ("x" * 500,), {}, "", 0, 0.0))) < 80


def test_what_came_of_it_is_compared() -> None:
    """Results by their values, errors by their kind and what they say."""
    assert outcome_of([1], None) == outcome_of([1], None)
    assert outcome_of(None, KeyError("a")) == outcome_of(None, KeyError("a"))
    assert outcome_of(None, KeyError("a")) != outcome_of(None, KeyError("b"))
    assert outcome_of(None, KeyError("a")) != outcome_of(None, LookupError("a"))
    assert shown_outcome([1], None) == "-> [1]"
    assert shown_outcome(None, KeyError("a")) == "raises KeyError('a')"


def test_who_did_it() -> None:
    """The task that runs, or a callback if none does."""

    async def main() -> tuple[str, str]:
        found: list[str] = []
        asyncio.get_running_loop().call_soon(lambda: found.append(whoever()))
        await asyncio.sleep(0)
        return found[0], whoever()

    assert asyncproof.run(main()) == ("a callback", "Task-1")
