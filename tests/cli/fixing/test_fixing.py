"""Claims about `asyncproof check --fix` as a user calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from asyncproof.cli import ExitCode, main
from tests.check.world import write
from tests.cli.fixing.test_work import PROJECT, SHOP, TEST

MENDED = TEST.replace("    work()", "    await work()")


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shop, which is the current folder."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"pyproject.toml": PROJECT, "shop.py": SHOP, "test_shop.py": TEST})
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, list[str]]:
    """Return the exit code, what was printed, and what was said beside it."""
    code = main(["check", "--no-cache", "--select", "missing-await", "--format", "concise", *words])
    captured = capsys.readouterr()
    return code, captured.out, captured.err.splitlines()


def test_safe_fixes_leave_the_others(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An `await` more may change what a test says, so it has to be asked for."""
    code, out, said = checked(capsys, "--fix")
    assert (code, out.count("[missing-await]"), said) == (ExitCode.FINDINGS, 2, ["nothing to mend"])
    assert (shop / "test_shop.py").read_text() == TEST


def test_fixes_are_written_and_what_is_left_is_found(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The exit code is that of what is left."""
    assert checked(capsys, "--unsafe-fixes", "test_shop.py") == (
        ExitCode.OK,
        "",
        ["1 finding mended in 1 file"],
    )
    assert (shop / "test_shop.py").read_text() == MENDED
    code, out, said = checked(capsys, "--fix", "--unsafe-fixes", ".")
    assert (code, out, said) == (ExitCode.OK, "", ["1 finding mended in 1 file"])
    assert checked(capsys, "--unsafe-fixes")[2] == ["nothing to mend"]


def test_a_difference_is_all_that_is_printed(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """So that it can be handed to `patch`; the exit code says whether there is one."""
    code, out, said = checked(capsys, "--diff", "--unsafe-fixes", "test_shop.py")
    assert (code, said) == (ExitCode.FINDINGS, ["1 finding would be mended in 1 file"])
    assert out.startswith("--- test_shop.py\n+++ test_shop.py\n@@ ")
    assert "\n-    work()\n+    await work()\n" in out
    assert (shop / "test_shop.py").read_text() == TEST
    assert checked(capsys, "--diff", "test_shop.py") == (ExitCode.OK, "", ["nothing to mend"])


def test_settings_of_the_project_hold(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not to be found is not to be mended."""
    ignores = '[tool.asyncproof.check.per-file-ignores]\n"shop.py" = ["missing-await"]\n'
    write(shop, {"pyproject.toml": f"{PROJECT}{ignores}"})
    assert checked(capsys, "--unsafe-fixes") == (ExitCode.OK, "", ["1 finding mended in 1 file"])
    assert (shop / "shop.py").read_text() == SHOP


def test_what_cannot_be_written_or_read_stops(shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is told as what could not be read is."""
    (shop / "shop.py").chmod(0o444)
    (shop / "gone.py").symlink_to(shop / "nowhere")
    code, out, said = checked(capsys, "--unsafe-fixes")
    assert (code, said) == (ExitCode.FINDINGS, ["1 finding mended in 1 file"])
    assert "shop.py: unreadable: is read-only: it was left as it is" in out
    assert "gone.py: unreadable: is a link to" in out


@pytest.mark.usefixtures("shop")
def test_options_that_do_not_go_together_are_told_first(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is done."""
    assert checked(capsys, "--verify")[::2] == (
        ExitCode.USAGE,
        ["asyncproof: --verify compares the tests before and after fixes.", "Add --fix or --unsafe-fixes."],
    )
    assert checked(capsys, "--watch", "--diff")[0] == ExitCode.USAGE


def test_an_interruption_leaves_all_files_as_they_were(
    shop: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """While fixes are tried nothing is written."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("asyncproof.check.fixing.mending.objection", interrupt)
    assert checked(capsys, "--unsafe-fixes")[::2] == (
        ExitCode.INTERRUPTED,
        ["asyncproof: interrupted"],
    )
    assert ((shop / "shop.py").read_text(), (shop / "test_shop.py").read_text()) == (SHOP, TEST)
