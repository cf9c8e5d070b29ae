from __future__ import annotations

import re
from pathlib import Path

import pytest

from asyncproof.check.hit import Hit, Span
from asyncproof.check.pytesting.configuration import Configuration, Mode
from asyncproof.check.pytesting.evidence import Evidence
from asyncproof.check.pytesting.tests import Runner
from asyncproof.check.registry import all_rules
from asyncproof.check.review.answer import Answer, Mark
from asyncproof.check.review.census import Census, CountedTest, Trait
from asyncproof.check.review.material import Material
from asyncproof.check.review.questions import answers
from asyncproof.core import Severity
from tests.check.review.world import SHOP, STRICT, answered, reviewed

PAGE = Path(__file__).resolve().parents[3] / "docs/review.md"
CODES = {rule.name: rule.code for rule in all_rules()}
NOT_ASKED = {
    # rule: why no question of a review is about it
    "unused-suppression": "it is about comments",
    "redundant-mark": "it does no harm",
    "no-await": "such a test can fail all the same",
    "managed-loop": "such a test tests, in an old way",
    "get-event-loop": "it works in an async function",
    "newer-python": "it is about what a project promises",
    "removed-loop-argument": "what runs into it fails, and says so",
    "waited-coroutines": "what runs into it fails, and says so",
    "removed-app-argument": "what runs into it fails, and says so",
    "aioresponses-import": "what runs into it fails, and says so",
    "unittest-to-pytest": "it is for those who move",
    "client-double": "it is for those who move",
}


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


def test_what_is_tried_and_has_a_mistake_in_it_is_not_full(tmp_path: Path) -> None:
    """All that has a limit is tried; but one limit can't strike, which is shown with its rule."""
    idle = "\n\nasync def never(): \n    async with asyncio.timeout(1):\n        return 1\n"
    tried = (
        "\n\nasync def test_late():\n    with pytest.raises(TimeoutError):\n        await one(2)\n"
        "\n\nasync def test_later():\n    with pytest.raises(TimeoutError):\n        await one(3)\n"
    )
    files = {**SHOP, "shop.py": SHOP["shop.py"] + idle, "test_shop.py": SHOP["test_shop.py"] + tried}
    answer = answered(reviewed(tmp_path, files), "timeouts")
    assert answer.score == 99
    assert answer.text == "2 async functions of the code set a timeout, and 2 async tests try it. 1 finding."
    assert answer.advice == "asyncproof check --select AP412"
    assert [place.text.partition(":")[0] for place in answer.places] == ["idle-timeout"]


def test_a_mark_that_does_nothing_is_told(tmp_path: Path) -> None:
    """Also on a test that is not async."""
    text = SHOP["test_shop.py"] + "\n\ndef test_plain():\n    assert 1 + 1 == 2\n"
    files = {**SHOP, "test_shop.py": text.replace("def test_plain", "@pytest.mark.asyncio\ndef test_plain")}
    answer = answered(reviewed(tmp_path, files), "fixtures")
    assert (answer.score, len(answer.places)) == (99, 1)
    assert answer.places[0].text.startswith("pointless-mark: ")


def test_findings_without_async_tests_are_told(tmp_path: Path) -> None:
    """A sync test can forget an await as well."""
    text = "async def f(): ...\ndef test_it():\n    f()\n"
    answer = answered(reviewed(tmp_path, {"test_it.py": text}), "awaited")
    assert (answer.score, answer.text) == (0, "1 finding; there are no async tests.")


TEST = CountedTest("x.py", 1, 9, "test_it", is_async=True, runner=Runner.ASYNCIO, traits=Trait.NONE)
FOLDER = Configuration("/", Evidence(), Mode.STRICT)


def answers_to(*hits: Hit) -> tuple[Answer, ...]:
    """Answer what is asked of one test in which this was found."""
    return answers(Material(Census([TEST], configurations={"/": FOLDER}), hits, CODES))


def asked_about(rule: str) -> set[str]:
    """Return the questions whose answer a finding of this rule changes."""
    hit = Hit(rule, "x.py", Span(2, 0, 2, 1), "a message", "a cure", Severity.ERROR)
    return {after.key for before, after in zip(answers_to(), answers_to(hit), strict=True) if before != after}


def test_each_rule_is_a_part_of_a_question() -> None:
    """Or there is a reason why not, so that nothing that check knows is forgotten by a review."""
    assert {name for name in CODES if not asked_about(name)} == NOT_ASKED.keys()


def test_the_checklist_of_the_page_is_what_is_asked() -> None:
    """Each point names its question, and rules whose findings that question tells."""
    rows = re.findall(r"^\| [A-Za-z`].* \| `([\w-]+)` \| (.*) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    told = [
        (key, rule) for key, found_by in rows for rule in re.findall(r"\]\(rules/([\w-]+)\.md\)", found_by)
    ]
    assert told
    assert [(key, rule) for key, rule in told if key not in asked_about(rule)] == []
    assert {key for key, _ in rows} == {answer.key for answer in answers_to()}
