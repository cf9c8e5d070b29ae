from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.reading.source import Source, decode
from asyncproof.check.registry import all_rules
from asyncproof.check.selection import selected
from asyncproof.check.suppressing import suppress
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

    from asyncproof.check.checker import Found

SOURCE = """\
async def work(a=0): ...
async def test_work():
    work(){}
    await work(
        1)
"""


def check(root: Path, comment: str, *select: str, before: str = "") -> Found:
    """Check a file with a comment behind the line where a coroutine is dropped."""
    write(root, {"test_it.py": before + SOURCE.replace("{}", comment)})
    checker = Checker(root, selected(select or ["AP101"]))
    checker.check([root / "test_it.py"])
    return checker.found


def rules(found: Found) -> list[str]:
    """Return which rules have found something."""
    return [hit.rule for hit in found.hits]


@pytest.mark.parametrize(
    "comment",
    [
        "  # asyncproof: ignore",
        "  # asyncproof: ignore[missing-await]",
        "  # asyncproof: ignore[AP101]",
        "  # asyncproof: ignore[tested-coroutine, Missing-Await]",
        "  # noqa: AP101",
        "  # noqa",
        "  # why  # asyncproof: ignore[missing-await]",
    ],
)
def test_a_comment_allows_what_is_on_its_line(comment: str, tmp_path: Path) -> None:
    """All rules, or those that it names by name or code."""
    assert rules(check(tmp_path, comment, "AP1")) == []


@pytest.mark.parametrize(
    ("comment", "hits"),
    [
        ("# noqa: RUF006", []),
        ("# why  # NOQA: E501, ruf006", []),
        ("# RUF006", ["dropped-task"]),
        ("# noqa: RUF029", ["dropped-task"]),
        ("# asyncproof: ignore[RUF006]", ["dropped-task"]),
    ],
)
def test_a_noqa_of_another_tool_for_the_same_mistake_counts(
    comment: str, hits: list[str], tmp_path: Path
) -> None:
    """Who has allowed a task that nobody keeps need not say it twice."""
    write(tmp_path, {"app.py": f"import asyncio\nasync def run(a):\n    asyncio.create_task(a)  {comment}\n"})
    checker = Checker(tmp_path, selected(["dropped-task"]))
    checker.check([tmp_path / "app.py"])
    assert [rule for rule in rules(checker.found) if rule == "dropped-task"] == hits


@pytest.mark.parametrize("comment", ["  # asyncproof: ignore[tested-coroutine]", "  # noqa: AP102"])
def test_a_comment_for_another_rule_allows_nothing(comment: str, tmp_path: Path) -> None:
    """The finding stays, and the comment is told to be of no use."""
    found = check(tmp_path, comment, "AP1")
    assert sorted(rules(found)) == ["missing-await", "unused-suppression"]


@pytest.mark.parametrize("comment", ["  # noqa: E501", "  # asyncproof: ignore[unrun-test]"])
def test_a_comment_for_rules_that_are_off_is_left_alone(comment: str, tmp_path: Path) -> None:
    """Nobody can know here whether they need it."""
    assert rules(check(tmp_path, comment)) == ["missing-await"]


def test_a_noqa_without_rules_may_be_for_others(tmp_path: Path) -> None:
    """It is never told to be of no use."""
    assert rules(check(tmp_path, "", before="x = 1  # noqa\n")) == ["missing-await"]


def test_a_comment_can_speak_for_the_file(tmp_path: Path) -> None:
    """`ignore-file` stands anywhere at the top."""
    assert rules(check(tmp_path, "", before="# asyncproof: ignore-file[missing-await]\n")) == []


def test_a_comment_that_allows_nothing_is_a_warning(tmp_path: Path) -> None:
    """It shows the comment, in columns of bytes, and how to be rid of it."""
    found = check(tmp_path, "", before="x = 'é'  # asyncproof: ignore[AP101]\n")
    unused = next(hit for hit in found.hits if hit.rule == "unused-suppression")
    assert unused.message == "`# asyncproof: ignore[AP101]` allows nothing: no rule finds anything there"
    assert unused.severity.value == "warning"
    assert unused.span.line == 1
    assert unused.span.end_column == len("x = 'é'  # asyncproof: ignore[AP101]".encode())


@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("x = 'é'  {}\n", "x = 'é'\n"),
        ("x = 1  {}  \r\n", "x = 1\r\n"),
        ("x = 1  {}", "x = 1"),
        ("    {}\n", ""),
        ("{}", ""),
        ("x = 1  # why  {}\n", "x = 1  # why\n"),
        ("x = 1  {}  # why\n", "x = 1  # why\n"),
        ("x = 1  {} it is late\n", "x = 1  # it is late\n"),
    ],
)
def test_the_fix_leaves_no_trace(line: str, mended: str) -> None:
    """No blanks and no empty line, and what stands beside it stays, as a comment where it was one."""
    source = decode("a.py", line.replace("{}", "# asyncproof: ignore[AP101]").encode())
    assert isinstance(source, Source)
    (unused,), _ = suppress(source, [], all_rules())
    assert unused.fix is not None
    ((span, text),) = ((edit.span, edit.text) for edit in unused.fix.edits)
    start, end = source.offset(span.line, span.column), source.offset(span.end_line, span.end_column)
    assert source.text[:start] + text + source.text[end:] == mended


def test_a_comment_that_is_not_understood_is_told(tmp_path: Path) -> None:
    """A misspelt pragma must not be taken for one that works."""
    found = check(tmp_path, "  # asyncproof: ignore[")
    assert rules(found) == ["missing-await"]
    assert [trouble.line for trouble in found.troubles] == [3]
