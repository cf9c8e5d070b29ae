from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.world import write
from tests.cli.checking.checked import BAD


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one bad file, which is the current folder."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"pyproject.toml": "", "test_it.py": BAD})
    return tmp_path
