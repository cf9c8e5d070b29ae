from __future__ import annotations

import os
from pathlib import Path

import pytest

from asyncproof.core import UsageError
from asyncproof.kit.servers import cluster

INITDB = """#!/bin/sh
mkdir "$2"
echo made >> "$0.log"
touch "$2/file"
"""


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A directory with an initdb that only pretends."""
    place = tmp_path / "bin"
    place.mkdir()
    (place / "initdb").write_text(INITDB)
    (place / "initdb").chmod(0o755)
    return place


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


def make(programs: Path, home: Path) -> Path:
    """Make the files of a server, as whoever runs the tests."""
    home.mkdir()
    return cluster.make_cluster(programs, home, None)


def test_it_is_made_once(programs: Path, tmp_path: Path) -> None:
    """The second server gets a copy of what was made for the first."""
    for name in ("one", "two"):
        data = make(programs, tmp_path / name)
        assert (data / "file").exists()
    assert (programs / "initdb.log").read_text() == "made\n"
    assert data.stat().st_mode & 0o077 == 0


def test_another_release_is_made_anew(programs: Path, tmp_path: Path) -> None:
    """A program that has changed gets files of its own."""
    make(programs, tmp_path / "one")
    os.utime(programs / "initdb", (1, 1))
    make(programs, tmp_path / "two")
    assert (programs / "initdb.log").read_text() == "made\nmade\n"


def test_nothing_can_be_kept(programs: Path, tmp_path: Path, cache: Path) -> None:
    """Where the cache can't be written, each server's files are made anew."""
    cache.write_text("a file, not a directory")
    for name in ("one", "two"):
        assert (make(programs, tmp_path / name) / "file").exists()
    assert (programs / "initdb.log").read_text() == "made\nmade\n"


def test_the_files_are_given_to_the_user(
    programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where another user runs the server, a copy of the files becomes theirs."""
    given: list[str] = []
    make(programs, tmp_path / "one")
    monkeypatch.setattr(os, "chown", lambda path, uid, gid: given.append(Path(path).name))
    home = tmp_path / "two"
    home.mkdir()
    cluster.make_cluster(programs, home, cluster.User("somebody", 7, 8))
    assert given == ["data", "file"]


def test_initdb_fails(programs: Path, tmp_path: Path) -> None:
    """What it says is in the error."""
    (programs / "initdb").write_text("#!/bin/sh\necho no space left; exit 3\n")
    with pytest.raises(UsageError, match=r"(?s)no new PostgreSQL could be made .*: no space left"):
        make(programs, tmp_path / "one")


def test_initdb_may_not_be_run(programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who may not run it is told where to install it."""

    def refuse(*arguments: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(cluster.subprocess, "run", refuse)
    with pytest.raises(UsageError, match="can't be run by this user, as PostgreSQL must be here"):
        make(programs, tmp_path / "one")
    (tmp_path / "two").mkdir()
    with pytest.raises(UsageError, match="can't be run by the user 'somebody'"):
        cluster.make_cluster(programs, tmp_path / "two", cluster.User("somebody", 7, 8))
