from __future__ import annotations

import pytest

from asyncproof.check.registry import all_rules
from asyncproof.check.selection import named, selected
from asyncproof.core import UsageError


def names(select: list[str], ignore: list[str] | None = None) -> set[str]:
    """Return the names of the rules that are on."""
    return {rule.name for rule in selected(select, ignore or [])}


def test_without_a_word_the_defaults_are_on() -> None:
    """All rules but those that are off by default, by their codes."""
    on = selected()
    assert [rule.code for rule in on] == sorted(rule.code for rule in all_rules() if rule.default)


@pytest.mark.parametrize("word", ["missing-await", "Missing-Await", "AP101", "ap101"])
def test_a_rule_is_named_by_name_or_code(word: str) -> None:
    """Capitals do not matter."""
    assert names([word]) == {"missing-await"}


def test_the_beginning_of_a_code_means_all_of_these() -> None:
    """`AP2` is a family, `all` and `AP` are all rules."""
    assert names(["AP2"]) == {rule.name for rule in all_rules() if rule.code.startswith("AP2")}
    assert names(["ALL"]) == names(["AP"]) == {rule.name for rule in all_rules()}


def test_what_is_ignored_is_off() -> None:
    """It counts more than what is selected."""
    assert names(["AP1"], ["missing-await"]) == names(["AP1"]) - {"missing-await"}
    assert names([], ["all"]) == set()


def test_rules_can_be_on_beside_the_others() -> None:
    """Beside the defaults, or beside what is selected."""
    assert {rule.name for rule in selected(extend=["all"])} == names(["all"])
    assert {rule.code for rule in selected(["AP101"], extend=["AP102"])} == {"AP101", "AP102"}


def test_what_others_find_is_on_for_who_names_it() -> None:
    """By its own name or code; a prefix or `all` does not mean it."""
    others = {"missing-await"}
    for words in ([], ["all"], ["AP1"]):
        assert "missing-await" not in {rule.name for rule in selected(words, found_by_others=others)}
    for word in ("Missing-Await", "ap101"):
        assert [rule.name for rule in selected([word], found_by_others=others)] == ["missing-await"]
        assert "missing-await" in {rule.name for rule in selected(extend=[word], found_by_others=others)}


def test_an_unknown_rule_is_answered_with_the_close_one() -> None:
    """A misspelt word is shown, and where all of them are."""
    with pytest.raises(UsageError, match=r"There is no rule 'mising-await'\. Did you mean 'missing-await'\?"):
        named("mising-await")
    with pytest.raises(UsageError, match=r"There is no rule 'AP1011'\."):
        named("AP1011")
    with pytest.raises(UsageError, match=r"There is no rule 'qqqq'\. All of them: asyncproof rules"):
        named("qqqq")
