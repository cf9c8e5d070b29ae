from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.check.checker import Checker
from asyncproof.cli import ExitCode
from tests.check.world import write
from tests.cli.checking.checked import BAD, LINE, concise


@pytest.mark.parametrize(
    ("settings", "options", "code"),
    [
        ("", [], ExitCode.OK),
        ("fail-on = 'info'", [], ExitCode.FINDINGS),
        ("fail-on = 'warning'", [], ExitCode.OK),
        ("", ["--fail-on=info"], ExitCode.FINDINGS),
        ("fail-on = 'info'", ["--fail-on=error"], ExitCode.OK),
        ("fail-on = 'info'", ["--exit-zero"], ExitCode.OK),
    ],
)
def test_the_exit_code_is_that_of_what_stops(
    settings: str, options: list[str], code: int, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A remark stops only who wants to stop at remarks."""
    text = f"[tool.asyncproof.check]\n{settings}\nseverity.all = 'info'\n"
    write(here, {"pyproject.toml": text})
    said = concise(capsys, *options)
    assert (said.code, said.out) == (code, LINE.replace("error", "info"))


def test_a_file_is_checked_once(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also if it is named again, and in a project inside of another one."""
    write(here, {"a/pyproject.toml": "", "a/test_a.py": BAD})
    said = concise(capsys, "a", ".", "test_it.py")
    assert said.out.count("[missing-await]") == 2


def test_an_interruption_ends_all_projects(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found until then is told, what comes after it is not begun, and no baseline is written."""
    write(here, {"a/pyproject.toml": "", "a/test_a.py": BAD, "b/pyproject.toml": "", "b/test_b.py": BAD})
    look_at = Checker._look_at

    def interrupted(self: Checker, path: Path) -> None:
        if path.name == "test_a.py":
            raise KeyboardInterrupt
        look_at(self, path)

    monkeypatch.setattr(Checker, "_look_at", interrupted)
    said = concise(capsys, "test_it.py", "a", "b")
    assert (said.code, said.out) == (ExitCode.INTERRUPTED, LINE)
    said = concise(capsys, "a", "--baseline=known.json", "--write-baseline")
    assert said.err == "known.json was not written: the check was interrupted\nasyncproof: interrupted\n"
    assert not (here / "known.json").exists()
