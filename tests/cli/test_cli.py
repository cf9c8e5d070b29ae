"""Claims about the package of the command line, which imports nothing before it is needed."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

import asyncproof.cli
from asyncproof.cli import ExitCode, entry, exit_code, main

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_exit_codes_are_there_when_asked_for() -> None:
    """As if they were defined here; nothing else is."""
    assert asyncproof.cli.ExitCode is exit_code.ExitCode
    with pytest.raises(AttributeError, match="no attribute 'Exit'"):
        asyncproof.cli.Exit  # type: ignore[attr-defined] # noqa: B018 - that is the claim


@pytest.mark.parametrize(
    ("raised", "code"), [(BrokenPipeError, ExitCode.BROKEN_PIPE), (KeyboardInterrupt, ExitCode.INTERRUPTED)]
)
def test_an_answer_that_is_given_again_ends_as_others_do(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    raised: type[BaseException],
    code: ExitCode,
) -> None:
    """A reader may have gone, or somebody wants no more of it."""

    def repeated(_: Sequence[str]) -> int:
        raise raised

    monkeypatch.setattr(asyncproof.cli, "repeated", repeated)
    monkeypatch.setattr(entry, "_silence_output", lambda: None)
    assert main(["check"]) == code
    capsys.readouterr()


def test_characters_that_nobody_can_write_are_written_in_another_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is printed."""
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", stream)
    assert main(["--version"]) == ExitCode.OK
    assert stream.errors == "backslashreplace"
