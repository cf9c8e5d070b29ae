from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from asyncproof.kit.servers import programs


def install(place: Path) -> Path:
    """Pretend to install PostgreSQL in a directory."""
    place.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (place / name).touch()
    return place


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without servers."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(programs, "_HIDDEN", ())
    monkeypatch.setattr(programs, "find_spec", lambda name: None)


def test_nothing_there() -> None:
    """Nothing is found where nothing is."""
    assert programs.find_postgres() is None
    assert programs.find_redis() is None


def test_on_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is on PATH comes first; a link leads to the directory with the other programs."""
    place = install(tmp_path / "15" / "bin")
    (tmp_path / "postgres").symlink_to(place / "postgres")
    monkeypatch.setattr(shutil, "which", lambda name: str(tmp_path / "postgres"))
    assert programs.find_postgres() == place.resolve()


def test_the_newest_of_several(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of those that packagers have put aside the newest is taken; one without initdb is none."""
    install(tmp_path / "9" / "bin")
    newest = install(tmp_path / "15" / "bin")
    (tmp_path / "17" / "bin").mkdir(parents=True)
    monkeypatch.setattr(programs, "_HIDDEN", ((str(tmp_path), "*/bin"),))
    assert programs.find_postgres() == newest


def test_from_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel that brings the programs will do."""
    place = install(tmp_path / "pginstall18" / "bin")
    install(tmp_path / "pginstall" / "bin")
    spec = SimpleNamespace(origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(programs, "find_spec", lambda name: spec)
    assert programs.find_postgres() == place


def test_valkey(monkeypatch: pytest.MonkeyPatch) -> None:
    """Valkey is a redis, too."""
    monkeypatch.setattr(shutil, "which", lambda name: "/bin/valkey" if name == "valkey-server" else None)
    assert programs.find_redis() == "/bin/valkey"
