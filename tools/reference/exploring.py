"""The page of what explore varies and how it searches: rungs, policy, strategies, oracles."""

from __future__ import annotations

import inspect
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

from asyncproof import oracles
from asyncproof.exploring import strategies
from asyncproof.exploring.rungs import Rung, freedoms, read_rungs
from asyncproof.exploring.strategies.strategy import Strategy
from asyncproof.exploring.targets import Targets
from asyncproof.loop import Policy
from tools.reference.docstrings import markdown
from tools.reference.source import fields_of
from tools.reference.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

INTRO = (
    "What [explore](../explore.md) lets vary, how it searches, and what it can hold for true of every run."
)
RUNGS = "A failure is told with the lowest rung on which it happens. Unless it is told, explore climbs: {}."
POLICY = """\
What the runs of a rung may do is its `Policy`; [`asyncproof.run`](asyncproof.md#run) takes one, too.
"""
STRATEGIES = "Several share the runs of a rung; who finds new behaviour gets more of them."


def exploring_page() -> str:
    """Make the page."""
    climbed = ", ".join(f"`{rung.value}`" for rung in read_rungs(None))
    lines = ["# Exploring", "", INTRO, "", "## Rungs", "", RUNGS.format(climbed), ""]
    lines += table(("rung", "what it takes in production", "the policies of its runs"), rungs())
    lines += ["## Policy", "", POLICY]
    lines += table(("freedom", "default", "what it is"), fields_of(Policy))
    lines += ["## Strategies", "", STRATEGIES, ""]
    for strategy in sorted(searches(), key=name_of):
        lines += [f"### {name_of(strategy)}", "", *markdown(inspect.getdoc(strategy) or ""), ""]
    lines += ["## Oracles", "", "What is true of every run: [oracles](../oracles.md).", ""]
    for name in oracles.__all__:
        value = getattr(oracles, name)
        if name[0].islower():  # the others are their errors
            summary = (inspect.getdoc(value) or "").split("\n\n")[0]
            lines.append(f"- [{name}](asyncproof.md#{name}): {summary}")
    return "\n".join(lines)


def rungs() -> Iterator[tuple[str, str, str]]:
    """Tell of each rung what a failure on it takes, and what may happen in its runs."""
    for rung in Rung:
        climbs = freedoms([rung, Rung.LATENCY], Targets(cancel=True))
        own = [f"`{differing(climb.policy)}`" for climb in climbs if climb.rung is rung]
        yield (
            f"`{rung.value}`",
            rung.sentence,
            "; ".join(own) if rung is not Rung.STOCK else "as stock asyncio",
        )


def differing(policy: Policy) -> str:
    """Write down what a policy says, without what each says and without functions."""
    stock = Policy()
    said = {name: getattr(policy, name) for name in Policy.__dataclass_fields__}
    words = [
        f"{name}={value!r}"
        for name, value in said.items()
        if value != getattr(stock, name) and not callable(value)
    ]
    return f"Policy({', '.join(words)})"


def searches() -> Iterator[type[Strategy]]:
    """Find the strategies in their folder."""
    for module in pkgutil.iter_modules(strategies.__path__):
        loaded = import_module(f"{strategies.__name__}.{module.name}")
        for value in vars(loaded).values():
            is_own = inspect.isclass(value) and value.__module__ == loaded.__name__ and value is not Strategy
            if is_own and is_strategy(value) and module.name != "seeded":
                yield value


def is_strategy(value: type[object]) -> bool:
    """Tell whether a class has all that a strategy has."""
    return all(hasattr(value, name) for name in ("chooser", "learn")) and not getattr(
        value, "_is_protocol", False
    )


def name_of(strategy: type[Strategy]) -> str:
    """Name a strategy in words."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in strategy.__name__)
    return words.strip().capitalize()
