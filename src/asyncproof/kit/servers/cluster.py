"""The files of a new PostgreSQL, made once for a machine and copied for every server."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asyncproof.core import UsageError

_HOW = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
"""Everybody who can open the server's directory may do everything; nobody else can reach it at all."""
_ROOT = 0
_ATTEMPTS = ("postgres", "nobody")
"""Whom to run as where the tests run as root, which PostgreSQL refuses."""


@dataclass(frozen=True)
class User:
    """The user that a server runs as, if it must be another one."""

    name: str
    uid: int
    gid: int


def other_user() -> User | None:
    """Find the user to run PostgreSQL as: None for whoever runs the tests."""
    if os.geteuid() != _ROOT:
        return None
    import pwd  # noqa: PLC0415 - not on Windows

    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next((known[name] for name in _ATTEMPTS if name in known), None)
    if entry is None:
        raise UsageError(
            "PostgreSQL does not run as root, and there is neither a user 'postgres' nor 'nobody'. "
            "Make one (useradd postgres), or run the tests as another user."
        )
    return User(entry.pw_name, entry.pw_uid, entry.pw_gid)


def cache_home() -> Path:
    """Return the directory for what can be made again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "asyncproof"


def make_cluster(programs: Path, home: Path, user: User | None) -> Path:
    """Put the files of a new server into its directory."""
    data = home / "data"
    cached = cache_home() / f"postgres-{_fingerprint(programs)}"
    if not cached.is_dir():
        _init(programs, data, user)
        _remember(data, cached)
    else:
        shutil.copytree(cached, data, symlinks=True)
        data.chmod(0o700)
        if user is not None:
            _give(data, user)
    return data


def _fingerprint(programs: Path) -> str:
    """Name what the files depend on: the program, its age, and how it is called."""
    program = programs / "initdb"
    told = f"{program.resolve()} {program.stat().st_mtime_ns} {_HOW}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _init(programs: Path, data: Path, user: User | None) -> None:
    command = [str(programs / "initdb"), "-D", str(data), *_HOW]
    who: dict[str, Any] = {}
    if user is not None:
        who = {"user": user.uid, "group": user.gid, "extra_groups": []}
    try:
        done = subprocess.run(  # noqa: S603 - a program that we have looked up
            command,
            cwd=data.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            **who,
        )
    except PermissionError as error:
        name = "this user" if user is None else f"the user {user.name!r}"
        raise UsageError(
            f"{command[0]} can't be run by {name}, as PostgreSQL must be here: {error}. Install it "
            "where all users can read it (apt install postgresql), or do not run the tests as root."
        ) from error
    if done.returncode:
        raise UsageError(
            f"no new PostgreSQL could be made ({' '.join(command)}): {done.stdout.strip()}\n"
            "Try that command by hand, or give the address of a server that runs."
        )


def _remember(data: Path, cached: Path) -> None:
    """Keep a copy for the next time; it appears all at once, and where nothing can be kept, nothing is."""
    with suppress(OSError):
        cached.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cached.parent, prefix="new-") as directory:
            copy = Path(directory, "data")
            shutil.copytree(data, copy, symlinks=True)
            copy.rename(cached)


def _give(data: Path, user: User) -> None:
    os.chown(data, user.uid, user.gid)
    for folder, folders, files in os.walk(data):
        for name in (*folders, *files):
            os.chown(Path(folder, name), user.uid, user.gid)
