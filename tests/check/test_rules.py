from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.examples import Example, examples_of
from asyncproof.check.registry import all_rules
from tests.check.world import write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from asyncproof.check.rule import Rule

SECTIONS = ["What it does", "Why it is bad", "Example", "What to do instead", "What it cannot see"]
RULES = [pytest.param(rule, id=rule.name) for rule in all_rules()]


def hits(root: Path, example: Example, rules: Sequence[Rule]) -> list[tuple[str, str, int]]:
    """Check the files of an example by some rules."""
    write(root, example.files)
    names = [name for name in example.files if name.endswith(".py")]
    found = Checker(root, rules).check([root / name for name in names])
    assert not found.troubles
    return sorted((hit.rule, hit.path.rpartition("/")[2], hit.span.line) for hit in found.hits)


@pytest.mark.parametrize("rule", RULES)
def test_bad_examples_are_hit_on_the_marked_lines(rule: Rule, tmp_path: Path) -> None:
    """Each bad example is hit by its own rule, where it says so, and by no other that is on by default."""
    rules = [one for one in all_rules() if one.default or one is rule]
    for number, example in enumerate(examples_of(rule, "bad")):
        expected = sorted((rule.name, name, line) for name, line in example.marked)
        assert expected
        assert hits(tmp_path / str(number), example, rules) == expected


@pytest.mark.parametrize("rule", RULES)
def test_good_examples_are_silent_under_all_rules(rule: Rule, tmp_path: Path) -> None:
    """Nothing is found in what a page tells to do instead."""
    good = examples_of(rule, "good")
    assert good
    for number, example in enumerate(good):
        assert hits(tmp_path / str(number), example, all_rules()) == []


@pytest.mark.parametrize("rule", RULES)
def test_pages_have_all_sections(rule: Rule) -> None:
    """A summary of one sentence, then the sections in their order."""
    text = inspect.cleandoc(rule.__doc__ or "")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == SECTIONS
    assert text.partition("\n")[0].endswith(".")
    assert rule.guide.endswith(".")


def test_codes_and_names_are_unique() -> None:
    """No code and no name is given twice, and each name is that of its file and its class."""
    rules = all_rules()
    assert len({rule.code for rule in rules}) == len({rule.name for rule in rules}) == len(rules)
    for rule in rules:
        assert re.fullmatch(r"AP\d{3}", rule.code)
        assert type(rule).__module__.endswith(f".{rule.name.replace('-', '_')}")
        assert type(rule).__name__ == "".join(word.title() for word in rule.name.split("-"))
