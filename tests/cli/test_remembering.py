"""Claims about runs whose answers are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.check.cache.sealing import tick
from asyncproof.cli import ExitCode, main
from asyncproof.cli.repeating import repeated
from tests.check.world import write

if TYPE_CHECKING:
    from pathlib import Path

BAD = "async def work(): ...\nasync def test_it():\n    work()\n"
WORDS = ("check", "--format=concise")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one bad file, which is the current folder; its cache is there."""
    monkeypatch.delenv("ASYNCPROOF_CACHE_DIR", raising=False)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"pyproject.toml": "", "test_it.py": BAD, ".asyncproof_cache/CACHEDIR.TAG": ""})
    tick(str(tmp_path / ".asyncproof_cache"))
    return tmp_path


def test_what_does_more_than_print_is_done_again(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is written must be there afterwards."""
    words = (*WORDS, "--output=found.txt")
    main(words)
    (here / "found.txt").unlink()
    main(words)
    assert "missing-await" in (here / "found.txt").read_text()
    capsys.readouterr()


def test_without_a_cache_nothing_is_left_behind(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--no-cache` neither reads nor writes."""
    assert main((*WORDS, "--no-cache")) == ExitCode.FINDINGS
    assert sorted(path.name for path in (here / ".asyncproof_cache").iterdir()) == ["CACHEDIR.TAG", "clock"]
    capsys.readouterr()


@pytest.mark.parametrize("words", [("--cache-dir", "there"), ("--cache-dir=there",)])
def test_the_cache_may_be_elsewhere(
    here: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    """Named by an option, and marked as a cache."""
    assert main((*WORDS, *words)) == ExitCode.FINDINGS
    assert (here / "there" / "CACHEDIR.TAG").exists()
    assert repeated((*WORDS, *words)) == ExitCode.FINDINGS
    capsys.readouterr()


def test_a_cache_that_cannot_be_used_is_no_error(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file is in its place, or nothing in it is ours."""
    main(WORDS)
    said = capsys.readouterr()
    for path in (here / ".asyncproof_cache").iterdir():
        path.write_bytes(b"torn")
    assert main(WORDS) == ExitCode.FINDINGS
    assert capsys.readouterr() == said
    (here / "file").write_text("")
    assert main((*WORDS, "--cache-dir=file")) == ExitCode.FINDINGS
    assert capsys.readouterr() == said
