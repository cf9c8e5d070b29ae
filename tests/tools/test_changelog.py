from __future__ import annotations

from pathlib import Path

import pytest

from tools import changelog

HEAD = "# Changelog\n\nWords.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a version, a changelog and two fragments."""
    (tmp_path / "src/asyncproof").mkdir(parents=True)
    (tmp_path / "src/asyncproof/_version.py").write_text('__version__ = "9.8.7"\n')
    (tmp_path / "CHANGELOG.md").write_text(HEAD)
    folder = tmp_path / "changelog.d"
    folder.mkdir()
    (folder / "clock.fixed.md").write_text("The clock\nstops.\n")
    (folder / "net.added.md").write_text("A network.\n")
    return tmp_path


def test_shows_what_a_release_would_say(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Fragments are grouped by kind, one line each."""
    assert changelog.main([], root) == 0
    shown = "## Unreleased\n\n### Added\n\n- A network.\n\n### Fixed\n\n- The clock stops.\n"
    assert capsys.readouterr().out == shown


def test_release_moves_fragments_above_earlier_ones(root: Path) -> None:
    """A release puts its section on top and removes the fragments."""
    (root / "CHANGELOG.md").write_text(f"{HEAD}\n## 1.0.0 (2026-01-01)\n\n- Old.\n")
    assert changelog.main(["--release", "2026-12-01"], root) == 0
    text = (root / "CHANGELOG.md").read_text()
    assert text.startswith(f"{HEAD}\n## 9.8.7 (2026-12-01)\n\n### Added\n\n- A network.\n")
    assert text.endswith("- The clock stops.\n\n## 1.0.0 (2026-01-01)\n\n- Old.\n")
    assert not list((root / "changelog.d").iterdir())


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("thing.removed.md", "Gone.", "a kind of added, changed, fixed"),
        ("Thing.md", "Gone.", "the name is not"),
        ("thing.fixed.md", "no dot", "end it with a dot"),
        ("thing.fixed.md", "long " * 200 + ".", "too many"),
    ],
)
def test_check_names_what_is_wrong(
    root: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, problem: str
) -> None:
    """A wrong fragment fails with its name and what to do."""
    (root / "changelog.d" / name).write_text(text)
    assert changelog.main(["--check"], root) == 1
    message = capsys.readouterr().err
    assert f"changelog.d/{name}: " in message
    assert problem in message


def test_the_projects_own_fragments_are_right() -> None:
    """What is in changelog.d/ now can be released."""
    assert changelog.main(["--check"]) == 0
