from __future__ import annotations

from pathlib import Path

import pytest

from tools import pages


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one error page."""
    folder = tmp_path / "docs/errors"
    folder.mkdir(parents=True)
    (folder / "deadlock.md").write_text("# deadlock\n\nNothing can\nhappen. More.\n\nText.\n")
    return tmp_path


def test_lists_each_error_with_its_first_sentence(root: Path) -> None:
    """The index of errors has one line for each page."""
    assert pages.main([], root) == 0
    index = (root / "docs/errors/index.md").read_text()
    assert index.endswith("\n- [deadlock](deadlock.md): Nothing can happen.\n")


def test_check_finds_stale_pages_and_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A stale page fails the check with the difference and the command that helps."""
    assert pages.main(["--check"], root) == 1
    assert "docs/errors/index.md is stale; run: python tools/pages.py" in capsys.readouterr().err
    assert not (root / "docs/errors/index.md").exists()
    pages.main([], root)
    assert pages.main(["--check"], root) == 0


def test_guards_and_explanations_have_pages(root: Path) -> None:
    """Their docstrings become pages, listed in an index; what the guards cannot see is collected."""
    pages.main([], root)
    page = (root / "docs/guards/never-awaited.md").read_text()
    assert page.startswith(f"# never-awaited\n\n{pages.FROM_CLASS}\n\n")
    assert "- [never-awaited](never-awaited.md): " in (root / "docs/guards/index.md").read_text()
    assert "- [closed-loop](closed-loop.md): " in (root / "docs/explain/index.md").read_text()
    blind = (root / "docs/what-guards-cannot-see.md").read_text()
    assert "### [never-awaited](guards/never-awaited.md)" in blind


def test_pages_of_what_is_gone_are_gone(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page that no guard and no explanation has made is named by the check, and removed."""
    pages.main([], root)
    surplus = root / "docs/guards/gone.md"
    surplus.write_text("# gone\n")
    assert pages.main(["--check"], root) == 1
    assert "docs/guards/gone.md is about nothing" in capsys.readouterr().err
    pages.main([], root)
    assert not surplus.exists()


def test_what_is_printed_is_filled_in(root: Path) -> None:
    """The tables between their marks are made, and nothing else of the page."""
    page = root / "docs/why-does-my-test.md"
    page.write_text("# Why\n<!-- explanations -->\nold\n<!-- end of explanations -->\nText.\n")
    pages.main([], root)
    head, *rows, end, text = page.read_text().splitlines()
    assert (head, end, text) == ("# Why", "<!-- end of explanations -->", "Text.")
    assert "old" not in rows
    closed = next(row for row in rows if row.startswith("| `Event loop is closed` |"))
    assert "[closed-loop](explain/closed-loop.md): Something was used" in closed


def test_links_that_are_taken_over_lead_from_their_new_place() -> None:
    """As what the guards can't see, which stands one folder higher than their pages."""
    text = pages._from_docs("[a](../isolation.md#x) [b](left-patched.md) [c](https://x.y/z)")
    assert text == "[a](isolation.md#x) [b](guards/left-patched.md) [c](https://x.y/z)"


def test_unknown_arguments_are_refused(root: Path) -> None:
    """A mistyped option does not write pages."""
    assert pages.main(["--chek"], root) == 2


def test_the_projects_own_pages_are_fresh() -> None:
    """The committed pages are what their sources make."""
    assert pages.main(["--check"]) == 0
