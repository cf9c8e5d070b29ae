from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "bootstrap.sh"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The script in an empty project, so that it cannot touch the environment of this one."""
    copy = tmp_path / "tools" / SCRIPT.name
    copy.parent.mkdir()
    copy.write_text(SCRIPT.read_text())
    copy.chmod(0o755)
    return copy


def fake_python(folder: Path, *, old: bool) -> Path:
    """A program that answers the script's questions as a Python that is too old, or has no venv."""
    program = folder / "fakepython"
    answer = 'case "$2" in *version_info*) exit 1;; esac' if old else 'case "$2" in *venv*) exit 1;; esac'
    program.write_text(f'#!/bin/sh\n{answer}\n[ "$1" = --version ] && echo "Python 3.9.1"\nexit 0\n')
    program.chmod(0o755)
    return program


def complaint(script: Path, python: object) -> str:
    """Run the script with an interpreter that will not do and return what it says."""
    done = subprocess.run([script, str(python)], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert not (script.parents[1] / ".uv").exists()
    return done.stderr


def test_no_python(script: Path) -> None:
    """A missing interpreter is named, with what to write."""
    message = complaint(script, "no-such-python")
    assert "there is no 'no-such-python'" in message
    assert "make PYTHON=" in message


def test_old_python(script: Path, tmp_path: Path) -> None:
    """An interpreter that is too old is named with its version."""
    message = complaint(script, fake_python(tmp_path, old=True))
    assert "is Python 3.9.1; asyncproof needs 3.10 or newer" in message


def test_python_without_venv(script: Path, tmp_path: Path) -> None:
    """A Python that Debian has cut into pieces is told what to install."""
    assert "apt-get install python3-venv" in complaint(script, fake_python(tmp_path, old=False))
