from __future__ import annotations

import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from quality.real import environments
from quality.real.environments import NotToBeHad, commands, environment, interpreter

HERE = platform.python_version()


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were to be run; none is."""
    found: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        found.append(command)
        if "venv" in command:
            Path(command[-1]).mkdir()
        return subprocess.CompletedProcess(
            command, "nowhere==1" in command, stdout="", stderr="a\nno such package"
        )

    monkeypatch.setattr(environments, "interpreter", lambda version: f"/pythons/{version}")
    monkeypatch.setattr(subprocess, "run", run)
    return found


@pytest.mark.parametrize("uv", ["/bin/uv", None])
def test_an_environment_is_made_once(
    uv: str | None, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Of the pinned Python and packages, with uv where it is and else with pip, and kept."""
    monkeypatch.setattr(shutil, "which", lambda name: uv)
    folder = tmp_path / "3.12-thing-1.0"
    folder.mkdir()  # left by somebody who was interrupted
    python = environment(("thing==1.0", "python==3.12"), tmp_path)
    assert python.is_relative_to(folder)
    assert len(ran) == 2
    assert "/pythons/3.12" in ran[0]
    assert "thing==1.0" in ran[1]
    environment(("thing==1.0", "python==3.12"), tmp_path)
    assert len(ran) == 2


def test_asyncio_needs_no_packages() -> None:
    """Where only the Python is pinned, nothing is installed."""
    assert len(commands("python3.12", Path("env"), Path("env/bin/python"), [])) == 1


def test_what_is_not_to_be_had_is_told(ran: list[list[str]], tmp_path: Path) -> None:
    """The command and the last line of what it said."""
    with pytest.raises(NotToBeHad, match=r"nowhere==1.*no such package"):
        environment(("nowhere==1",), tmp_path)
    assert not list(tmp_path.rglob(environments.READY))


def test_interpreters_are_found_by_their_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """This one, by its whole version or its first two numbers; one that is nowhere is told."""
    assert interpreter(HERE) == sys.executable
    assert interpreter(HERE.rpartition(".")[0]) == sys.executable
    monkeypatch.setattr(environments, "version_of", lambda python: "3.1.4")
    with pytest.raises(NotToBeHad, match=r"no Python 3\.99 was found"):
        interpreter("3.99")
