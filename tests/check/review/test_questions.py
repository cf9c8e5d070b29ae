from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.review.answer import Mark
from tests.check.review.world import SHOP, STRICT, answered, reviewed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("key", "score", "text"),
    [
        ("run", 100, "5 async tests: 0 never run; 5 by pytest-asyncio."),
        ("configured", 100, "1 of 1 configuration say it: mode strict in 1."),
        ("awaited", 80, "1 of 5 async tests make a coroutine that nobody awaits; 1 finding in all."),
        (
            "concurrency",
            100,
            "1 async function of the code runs several things at once, and 1 async test tries it.",
        ),
        ("timeouts", 0, "1 async function of the code sets a timeout, and 0 async tests try it."),
        (
            "cancellation",
            100,
            "1 async function of the code cancels, or handles it, and 1 async test tries it.",
        ),
        ("errors", 100, "2 of 5 async tests expect an error."),
        ("blocking", 100, "0 of 5 async tests block the loop; 0 findings in all."),
    ],
)
def test_each_question_is_answered_by_what_is_there(tmp_path: Path, key: str, score: int, text: str) -> None:
    """With the numbers, and a score that follows from them."""
    answer = answered(reviewed(tmp_path, SHOP), key)
    assert (answer.score, answer.text) == (score, text)


def test_what_is_wrong_is_shown_with_its_place(tmp_path: Path) -> None:
    """And with what to do; where all is well there is nothing to do."""
    found = reviewed(tmp_path, SHOP)
    awaited = answered(found, "awaited")
    (place,) = awaited.places
    assert (place.path, place.line) == (str(tmp_path / "test_shop.py"), 14)
    assert awaited.advice
    assert answered(found, "timeouts").places[0].line == 8
    assert not answered(found, "blocking").advice
    assert answered(found, "can-fail").score == 80


def test_a_test_that_nobody_runs_counts(tmp_path: Path) -> None:
    """It is the first question of all."""
    lonely = "async def test_lonely(): ...\n\n\nasync def test_too(): ...\n"
    answer = answered(reviewed(tmp_path, {"pyproject.toml": STRICT, "test_lonely.py": lonely}), "run")
    assert (answer.score, answer.text) == (0, "2 async tests: 2 never run.")
    assert [place.line for place in answer.places] == [1, 4]


def test_what_does_not_occur_is_not_asked(tmp_path: Path) -> None:
    """A project without async tests has no score at all."""
    found = reviewed(tmp_path, {"test_it.py": "async def helper(): ...\n"})
    assert {answer.mark for answer in found.answers} == {Mark.NONE}
    assert found.score is None


def test_an_unknown_mode_is_not_configured(tmp_path: Path) -> None:
    """Nor can be told who runs the tests."""
    found = reviewed(tmp_path, {"test_it.py": "async def test_it():\n    assert 1 + 1 == 2\n"})
    answer = answered(found, "configured")
    assert (answer.score, answer.mark) == (0, Mark.POOR)
    assert answered(found, "run").text == "1 async test: 0 never run; 1 by what the files do not tell."


def test_what_is_gone_costs_half(tmp_path: Path) -> None:
    """A mark with an argument that newer versions do not take."""
    text = (
        "import pytest\n@pytest.mark.asyncio(scope='module')\nasync def test_it():\n    assert 1 + 1 == 2\n"
    )
    answer = answered(reviewed(tmp_path, {"pyproject.toml": STRICT, "test_it.py": text}), "configured")
    assert answer.score == 50
    assert answer.text.endswith("1 finding of what is gone or going.")
    assert answer.mark is Mark.POOR


def test_a_finding_outside_of_tests_is_not_lost(tmp_path: Path) -> None:
    """The score is less than full, though no test is touched."""
    files = {**SHOP, "shop.py": SHOP["shop.py"] + "\n\nasync def both():\n    one(1)\n"}
    files["test_shop.py"] = files["test_shop.py"].replace("    one(1)\n", "")
    answer = answered(reviewed(tmp_path, files), "awaited")
    assert (answer.score, answer.mark) == (99, Mark.GOOD)
    assert answer.text.startswith("0 of 5 async tests")


def test_findings_without_async_tests_are_told(tmp_path: Path) -> None:
    """A sync test can forget an await as well."""
    text = "async def f(): ...\ndef test_it():\n    f()\n"
    answer = answered(reviewed(tmp_path, {"test_it.py": text}), "awaited")
    assert (answer.score, answer.text) == (0, "1 finding; there are no async tests.")
