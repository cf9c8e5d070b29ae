"""Claims about the hooks that pre-commit runs, by running what they say as pre-commit does."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BAD = "async def work(): ...\nasync def test_it():\n    work()\n"
HOOK = re.compile(r"^- id: (\S+)\n((?:  .+\n)+)", re.MULTILINE)
FIELD = re.compile(r"^  (\w+): (.*?)(?: #.*)?$", re.MULTILINE)


def hooks() -> dict[str, dict[str, str]]:
    """Read the file, of which only the simplest YAML is used."""
    text = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    return {name: dict(FIELD.findall(fields)) for name, fields in HOOK.findall(text)}


def run(hook: str, folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """Run a hook on files, named as git names them."""
    program, *words = shlex.split(hooks()[hook]["entry"])
    assert program == "asyncproof"
    command = [sys.executable, "-m", "asyncproof", *words, *files]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with a bad test, and one that is generated."""
    table = '[tool.asyncproof.check]\nexclude = ["generated/"]\n'
    (tmp_path / "pyproject.toml").write_text(table, encoding="utf-8")
    (tmp_path / "generated").mkdir()
    for name in ("test_it.py", "generated/test_it.py"):
        (tmp_path / name).write_text(BAD, encoding="utf-8")
    return tmp_path


def test_both_hooks_get_python_files_in_one_process() -> None:
    """They name what pre-commit has to know, and nothing is called twice at a time."""
    assert list(hooks()) == ["asyncproof-check", "asyncproof-check-fix"]
    for hook in hooks().values():
        assert hook["language"] == "python"
        assert hook["types_or"] == "[python, pyi]"
        assert hook["require_serial"] == hook["pass_filenames"] == "true"


def test_the_hook_stops_a_commit(project: Path) -> None:
    """A finding is an exit code of 1; a file that the project excludes is none, though it is named."""
    done = run("asyncproof-check", project, "test_it.py", "generated/test_it.py")
    assert done.returncode == 1
    assert "test_it.py:3:5: error missing-await" in done.stdout
    assert "1 error in 1 file." in done.stdout
    assert run("asyncproof-check", project, "generated/test_it.py").returncode == 0


def test_the_other_hook_mends_first(project: Path) -> None:
    """A comment that allows nothing goes; what deserves a look stays and stops the commit."""
    text = f"{BAD}    x = 1  # asyncproof: ignore[missing-await]\n"
    (project / "test_it.py").write_text(text, encoding="utf-8")
    assert run("asyncproof-check-fix", project, "test_it.py").returncode == 1
    assert (project / "test_it.py").read_text("utf-8") == f"{BAD}    x = 1\n"
