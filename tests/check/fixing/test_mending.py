from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from asyncproof.check.checker import Checker
from asyncproof.check.fixing.mending import ROUNDS, Mended, Mender
from asyncproof.check.hit import Edit, Fix, Span
from asyncproof.check.registry import all_rules
from asyncproof.check.rule import Rule
from tests.check.world import write

if TYPE_CHECKING:
    import ast

    from asyncproof.check.here import Here
    from asyncproof.check.outcome import Outcome

BETTER = {
    "bad": "good",
    "worse": "bad",
    "tick": "tock",
    "tock": "tick",
    "stubborn": "stubborn",
    "broken": "(",
    "spoiling": "flagged",
    "foreign": "'€'",
    "long": "short",
    "doubled": "single",
}


class Renaming(Rule):
    """Flags names that are not good, and has something to put in the place of most of them."""

    code = "AP991"
    name = "renaming"

    def on_Name(self, node: ast.Name, here: Here) -> None:
        """Look at a name."""
        if node.id in BETTER or node.id == "flagged":
            edits = (Edit(Span.of(node), BETTER.get(node.id, "")),) * (2 if node.id == "doubled" else 1)
            fix = Fix("rename it", edits, safe=node.id != "long") if node.id in BETTER else None
            here.report(self, node, f"{node.id} is not good", cure="rename it", fix=fix)

    def on_module(self, node: ast.Module, here: Here) -> None:
        """Look whether another file has become good, which harms those that are named after it."""
        other = here.evaluator.project.module(here.module.name.removeprefix("test_after_"), here.module)
        if other not in {None, here.module} and "good" in other.facts.bindings:
            here.report(self, node.body[0], "the other is good", cure="be content")


def mended(root: Path, files: dict[str, str], **options: Any) -> Mended:
    """Mend some files by the rule above."""
    write(root, {name: f"{text}\n# async\n" for name, text in files.items()})
    mender = Mender(lambda read: Checker(root, [Renaming()], raises=True, read=read), **options)
    return mender.mend([root / name for name in files])


def text(root: Path, found: Mended, name: str = "test_it.py") -> str | None:
    """Return what becomes of a file; None if it stays as it is."""
    both = found.files.get(str(root / name))
    return None if both is None else both[1].text.removesuffix("\n# async\n")


def test_what_can_be_mended_is_mended(tmp_path: Path) -> None:
    """In memory: the files stay as they are until somebody writes them."""
    found = mended(tmp_path, {"test_it.py": "bad\ndef test_a():\n    bad", "test_b.py": "fine"})
    assert text(tmp_path, found) == "good\ndef test_a():\n    good"
    assert [owner.names for _, owner in found.done] == [(), ("test_a",)]
    assert (found.dropped, found.outcome.hits, found.outcome.files) == ([], (), 2)
    assert "bad" in (tmp_path / "test_it.py").read_text()
    assert list(found.files) == [str(tmp_path / "test_it.py")]


def test_only_safe_fixes_unless_others_are_asked_for(tmp_path: Path) -> None:
    """What is left is found as before."""
    found = mended(tmp_path, {"test_it.py": "bad, long"})
    assert text(tmp_path, found) == "good, long"
    assert [hit.message for hit in found.outcome.hits] == ["long is not good"]
    assert text(tmp_path, mended(tmp_path, {"test_it.py": "bad, long"}, unsafe=True)) == "good, short"


def test_fixes_that_meet_wait_for_the_next_round(tmp_path: Path) -> None:
    """Both are taken in the end."""
    assert text(tmp_path, mended(tmp_path, {"test_it.py": "bad+bad\nbad,bad"})) == "good+good\ngood,good"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("stubborn", "what was found is found again afterwards"),
        ("broken", "the result is no valid Python"),
        ("worse", "what was found is found again afterwards"),
        ("spoiling", "what was found is found again afterwards"),
    ],
)
def test_a_fix_that_fails_is_dropped_alone(name: str, reason: str, tmp_path: Path) -> None:
    """The others of its file are taken, and it is told."""
    found = mended(tmp_path, {"test_it.py": f"bad\n{name}\nbad", "test_b.py": "bad"})
    assert text(tmp_path, found) == f"good\n{name}\ngood"
    assert text(tmp_path, found, "test_b.py") == "good"
    assert [(one.hit.span.line, one.reason) for one in found.dropped] == [(2, reason)]
    assert len(found.done) == 3


def test_a_file_whose_fixes_all_fail_stays_as_it_is(tmp_path: Path) -> None:
    """It is not among those that change."""
    found = mended(tmp_path, {"test_it.py": "stubborn"})
    assert (found.files, found.done, len(found.dropped)) == ({}, [], 1)
    assert len(found.outcome.hits) == 1


def test_an_encoding_without_room_drops_the_fix(tmp_path: Path) -> None:
    """The other fixes of the file are taken."""
    found = mended(tmp_path, {"test_it.py": "# coding: ascii\nbad\nforeign"})
    assert text(tmp_path, found) == "# coding: ascii\ngood\nforeign"
    assert [one.reason for one in found.dropped] == ["ascii has no room for it"]


def test_edits_that_overlap_are_told(tmp_path: Path) -> None:
    """They are a mistake of their rule."""
    found = mended(tmp_path, {"test_it.py": "doubled"})
    assert [one.reason for one in found.dropped] == ["its edits can't be put into the file"]
    assert not found.files


def test_files_with_errors_are_left_alone(tmp_path: Path) -> None:
    """Where not all can be read, nobody knows what a change does."""
    found = mended(tmp_path, {"test_it.py": "bad\ndef (:"})
    assert (found.files, found.dropped) == ({}, [])
    assert len(found.outcome.troubles) == 1


def test_two_fixes_that_undo_each_other_come_to_an_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many rounds, each of which seemed to mend something."""
    monkeypatch.setattr("asyncproof.check.fixing.mending.objection", lambda *_: None)
    found = mended(tmp_path, {"test_it.py": "tick"})
    assert len(found.done) == ROUNDS
    assert text(tmp_path, found) == "tick"


def test_what_nobody_wants_is_not_mended(tmp_path: Path) -> None:
    """As the settings of the user say it."""

    def settle(outcome: Outcome) -> Outcome:
        return replace(outcome, hits=tuple(hit for hit in outcome.hits if hit.span.line == 1))

    assert text(tmp_path, mended(tmp_path, {"test_it.py": "bad\nbad"}, settle=settle)) == "good\nbad"


def test_a_fix_that_harms_another_file_is_taken_back(tmp_path: Path) -> None:
    """With all of its file, and those of other files stay."""
    files = {"test_a.py": "bad", "test_it.py": "bad = 1", "test_after_test_it.py": "x"}
    found = mended(tmp_path, files)
    assert text(tmp_path, found, "test_a.py") == "good"
    assert text(tmp_path, found) is None
    assert [one.reason for one in found.dropped] == [
        f"it would bring a finding of renaming to {tmp_path / 'test_after_test_it.py'}"
    ]
    assert [hit.message for hit in found.outcome.hits] == ["bad is not good"]


STRICT = """\
[project]
name = "shop"
dependencies = ["pytest", "pytest-asyncio"]
[tool.pytest.ini_options]
asyncio_mode = "strict"
"""
RAW = b"""\xef\xbb\xbf# \xc3\xa9\r
async def work(): ...\r
async def test_it():\r
    work()\r
    assert work() is not None; work()\r
"""


def test_rules_of_ours_are_mended_together(tmp_path: Path) -> None:
    """Several in one test, with an import, and with all of the file's own ways."""
    write(tmp_path, {"pyproject.toml": STRICT})
    (tmp_path / "test_it.py").write_bytes(RAW)
    names = ("missing-await", "tested-coroutine", "unrun-test")
    rules = [rule for rule in all_rules() if rule.name in names]
    mender = Mender(lambda read: Checker(tmp_path, rules, raises=True, read=read), unsafe=True)
    found = mender.mend([tmp_path / "test_it.py"])
    assert found.outcome.hits == ()
    assert found.files[str(tmp_path / "test_it.py")][1].raw == (
        b"\xef\xbb\xbfimport pytest\r\n\r\n\r\n# \xc3\xa9\r\nasync def work(): ...\r\n"
        b"@pytest.mark.asyncio\r\nasync def test_it():\r\n    await work()\r\n"
        b"    assert await work() is not None; await work()\r\n"
    )
