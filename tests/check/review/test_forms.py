from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from asyncproof.check.review.answer import Answer, Mark, Place, Review, share
from asyncproof.check.review.forms import json_form, markdown_form, text_form
from asyncproof.check.review.page import html_form
from tests.check.review.world import SHOP, reviewed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PLACES = tuple(Place(f"/shop/test_{number}.py", number, "bad: it `is` <b>|</b>") for number in range(7))
REVIEW = Review(
    (
        Answer("one", "Is <it> good?", "1 of 2 | is.", 50, PLACES, "make it & good"),
        Answer("two", "Is it there?", "It is not.", None),
        Answer("three", "Is it well?", "It is.", 100),
    ),
    files=3,
    tests=2,
    async_tests=1,
    unreadable=("/shop/broken.py",),
)


class Reader(HTMLParser):
    """Notes the tags that are open, and what is said between them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Open a tag."""
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the last one."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note what is said."""
        self.said.append(data.strip())


@pytest.mark.parametrize("form", [text_form, markdown_form, html_form])
def test_a_person_sees_what_matters(form: Callable[[Review], str]) -> None:
    """The scores, five places, how many more there are, what to do, and what could not be read."""
    text = form(REVIEW)
    assert "75" in text
    assert "test_4.py:4" in text
    assert "test_5.py" not in text
    assert "... and 2 more (--format json has all)" in text
    assert "broken.py" in text
    assert "It is not." in text
    assert "1 async test of 2 in 3 files: 75 of 100 on 2 questions." in text


def test_a_program_gets_all(tmp_path: Path) -> None:
    """By keys that stay, so that two reviews can be compared."""
    data = json.loads(json_form(REVIEW))
    assert (data["version"], data["score"], data["async_tests"]) == (1, 75, 1)
    assert [len(one["places"]) for one in data["questions"].values()] == [7, 0, 0]
    assert data["questions"]["one"]["mark"] == "poor"
    assert json.loads(json_form(reviewed(tmp_path, SHOP)))["questions"].keys() >= {"run", "awaited", "errors"}


def test_what_is_said_is_no_markup() -> None:
    """Neither in HTML, whose tags are all closed, nor in a table of Markdown."""
    reader = Reader()
    reader.feed(html_form(REVIEW))
    assert reader.open == []
    assert "Is <it> good?" in reader.said
    assert "To do: make it & good." in reader.said
    assert "| 50 | Is <it> good? | 1 of 2 \\| is. |" in markdown_form(REVIEW).splitlines()


@pytest.mark.parametrize(
    ("score", "mark"), [(None, Mark.NONE), (90, Mark.GOOD), (60, Mark.FAIR), (59, Mark.POOR)]
)
def test_a_score_has_a_mark(score: int | None, mark: Mark) -> None:
    """In a word."""
    assert Answer("key", "", "", score).mark is mark


@pytest.mark.parametrize(
    ("part", "whole", "score"), [(0, 0, 100), (1, 1, 100), (999, 1000, 99), (1, 3, 33), (0, 5, 0)]
)
def test_a_share_is_full_only_if_all_is(part: int, whole: int, score: int) -> None:
    """One bad test in a thousand can be seen."""
    assert share(part, whole) == score


def test_nothing_asked_has_no_score() -> None:
    """A dash, and not nought."""
    empty = Review((REVIEW.answers[1],), 0, 0, 0)
    assert empty.score is None
    assert "-  Is it there?" in text_form(empty)
