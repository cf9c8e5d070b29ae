from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from asyncproof.check import narrowing
from asyncproof.check.checker import Checker
from asyncproof.check.examples import examples_of
from asyncproof.check.narrowing import ANYTHING, ByWord, Listeners, only, only_of, words_of
from asyncproof.check.registry import all_rules
from tests.check.rules.test_cases import AUTO, cases
from tests.check.world import write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from asyncproof.check.rule import Rule

NARROWED = [
    rule
    for rule in all_rules()
    if any(only_of(getattr(rule, f"on_{name}")) is not ANYTHING for name in rule.wants())
]


def listener(asked: Callable[[object], object]) -> Callable[..., None]:
    """Return a listener that wants what *asked* says."""

    def hear(*_: object) -> None:
        raise AssertionError

    asked(hear)
    return hear


def heard(by_word: ByWord, text: str, **aliases: str) -> int:
    """Return how many listen to a statement or, if that is one, to an expression."""
    node = ast.parse(text).body[0]
    is_call = isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    return len(by_word.of(node.value if is_call and isinstance(node, ast.Expr) else node, aliases))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a.b.c(1, x=2, **y)", ["c", "x=", "None="]),
        ("f(1)", ["f"]),
        ("t(1)", ["t", "sleep"]),
        ("f()()", []),
        ("x = y", []),
        ("x.value = y.z = f()", [".value", ".z", "f"]),
        ("x: int = await a.f()", ["f"]),
        ("x: int", []),
    ],
)
def test_words_of_a_node(text: str, words: list[str]) -> None:
    """The last name of what is called, also under its own name, its arguments, and what gets a value."""
    node = ast.parse(text).body[0]
    assert words_of(node, {"t": "sleep"}) == words


def test_words_of_an_attribute() -> None:
    """An attribute has its own name."""
    node = ast.parse("a.b", mode="eval").body
    assert words_of(node, {}) == ["b"]


def test_any_of_the_words_is_enough() -> None:
    """Who waits for words hears a node that has one of them, once; who waits for none hears all."""
    every = listener(lambda hear: hear)
    some = listener(only(called=("run", "sleep"), keywords=("loop",), assigned=("value",)))
    by_word = ByWord([every, some])
    assert heard(by_word, "sleep(loop=1)") == heard(by_word, "a.run()") == heard(by_word, "f(loop=1)") == 2
    assert heard(by_word, "s()", s="sleep") == heard(by_word, "a.value = 1") == 2
    assert heard(by_word, "f(value=1)") == heard(by_word, "value = 1") == heard(by_word, "value()") == 1


def test_surroundings() -> None:
    """Who wants nodes in tests or in async functions hears no others."""
    listeners = Listeners(
        {
            "Call": [
                listener(only(in_tests=True)),
                listener(only(in_async=True)),
                listener(lambda hear: hear),
            ],
            "Expr": [listener(only(in_tests=True))],
            "test": [listener(lambda hear: hear)],
        }
    )
    assert len(listeners.to("test")) == 1
    assert listeners.to("fixture") == ()
    counts = {
        (in_test, in_async): [
            len(tuple(found)) for found in listeners.at(in_test=in_test, in_async=in_async).values()
        ]  # type: ignore[arg-type] # nobody waits for words
        for in_test in (False, True)
        for in_async in (False, True)
    }
    assert counts == {
        (False, False): [1],
        (False, True): [2],
        (True, False): [2, 1],
        (True, True): [3, 1],
    }


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in NARROWED])
def test_nothing_is_lost(rule: Rule, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule finds the same where it is shown all nodes: in its examples, and in all of its cases."""
    worlds = [example.files for kind in ("bad", "good") for example in examples_of(rule, kind)]
    worlds += [param.values[1] for param in cases() if param.values[0] == rule.name]  # type: ignore[attr-defined] # a param of pytest

    def found() -> list[tuple[str, int, str]]:
        told = []
        for number, files in enumerate(worlds):
            root = tmp_path / str(number)
            outcome = Checker(root, [rule]).check([root / name for name in files if name.endswith(".py")])
            told += [(hit.path, hit.span.line, hit.message) for hit in outcome.hits]
        return told

    for number, files in enumerate(worlds):
        write(tmp_path / str(number), {"pyproject.toml": AUTO, **files})
    narrowed = found()
    monkeypatch.setattr(narrowing, "only_of", lambda _: ANYTHING)
    assert narrowed == found()
    assert narrowed
