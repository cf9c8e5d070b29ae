"""Answers that are given again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.cache import sealing
from asyncproof.check.cache.answer import Answers
from asyncproof.check.cache.folder import write
from asyncproof.check.cache.sealing import ALL, COARSEST, now, tick

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SAID = ((1, "found\n"), (2, "a note\n"))


def kept(root: Path, *, start: int) -> Answers:
    """Keep an answer that has read one file of a folder."""
    (root / "cache").mkdir(exist_ok=True)
    answers = Answers(str(root / "cache"), ("words", 1, None))
    answers.keep(1, SAID, {str(root / "it"): (["a.py"], ALL)}, start)
    return answers


def world(root: Path) -> Path:
    """Write a file that is not changed while somebody reads it."""
    (root / "it").mkdir()
    (root / "it" / "a.py").write_text("one")
    tick(str(root))
    return root / "it" / "a.py"


def test_an_answer_is_given_again_until_something_changes(tmp_path: Path) -> None:
    """With its exit code, and what was printed where."""
    file = world(tmp_path)
    answers = kept(tmp_path, start=now(str(tmp_path)))
    assert answers.find() == (1, SAID)
    file.write_text("two")
    assert answers.find() is None


def test_another_question_has_another_answer(tmp_path: Path) -> None:
    """Each word of it counts."""
    world(tmp_path)
    kept(tmp_path, start=now(str(tmp_path)))
    assert Answers(str(tmp_path / "cache"), ("words", 2, None)).find() is None


def test_nothing_is_kept_of_what_changes_meanwhile(tmp_path: Path) -> None:
    """The run may have read the file before or after."""
    start = tick(str(tmp_path))
    world(tmp_path)
    assert kept(tmp_path, start=start).find() is None


def test_what_was_fresh_is_sealed_by_its_times_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that nothing need be read from then on."""
    file = world(tmp_path)
    answers = kept(tmp_path, start=now(str(tmp_path)))
    (path,) = (tmp_path / "cache").iterdir()
    before = path.read_bytes()
    monkeypatch.setattr(sealing, "now", lambda folder: now(folder) + 2 * COARSEST)
    assert answers.find() == (1, SAID)
    assert before != path.read_bytes()
    sealed = path.stat()
    assert answers.find() == (1, SAID)
    assert path.stat() == sealed, "nothing is written any more"
    file.chmod(0o000)
    file.chmod(0o644)
    assert answers.find() is None


def test_a_foreign_answer_is_none(tmp_path: Path) -> None:
    """Whatever its form; it is written anew."""
    world(tmp_path)
    answers = kept(tmp_path, start=now(str(tmp_path)))
    (path,) = (tmp_path / "cache").iterdir()
    for other in (1, (1, 2), (1, SAID, 3), (1, SAID, ((1, 2),)), (1, SAID, (("a", "b", "c", "d", 5),))):
        write(str(path), other)
        assert answers.find() is None
    assert kept(tmp_path, start=now(str(tmp_path))).find() == (1, SAID)
