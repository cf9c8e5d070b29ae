"""The watcher ends its server in every case: when the pipe closes, and by force if it must."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from asyncproof.core import UsageError
from asyncproof.kit.servers import watching
from asyncproof.kit.servers.watched import Watched

SERVER = """
import pathlib, signal, sys, time
if "deaf" in sys.argv:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path("ready").write_text("ready")
time.sleep(60)
"""


def told(home: Path, *arguments: str, code: str = SERVER) -> dict[str, Any]:
    """Say what the watcher is to run."""
    home.mkdir()
    command = [sys.executable, "-c", code, *arguments]
    ready = str(home / "ready")
    return {"command": command, "ready_file": ready, "signal": int(signal.SIGTERM)}


def is_alive(pid: int) -> bool:
    """Say whether a process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_server_runs_until_it_is_closed(tmp_path: Path) -> None:
    """It is there until then, and its directory is gone with it."""
    home = tmp_path / "home"
    watched = Watched("thing", home, **told(home))
    assert is_alive(watched.pid)
    watched.close()
    assert not is_alive(watched.pid)
    assert not home.exists()


def test_a_server_that_ends_at_once(tmp_path: Path) -> None:
    """Its last words are in the error."""
    home = tmp_path / "home"
    with pytest.raises(UsageError, match=r"(?s)thing could not be started .*exit code 1: no room.*by hand"):
        Watched("thing", home, **told(home, code="import sys; sys.exit('no room')"))
    assert not home.exists()


def test_a_watcher_that_dies(tmp_path: Path) -> None:
    """A watcher that says nothing is an error, too."""
    home = tmp_path / "home"
    home.mkdir()
    with pytest.raises(UsageError, match="its watcher has died"):
        Watched("thing", home, command=["/no/such/program"], signal=15)


def watch(monkeypatch: pytest.MonkeyPatch, told: dict[str, Any], home: Path) -> dict[str, Any]:
    """Be the watcher of a run that goes away at once, and return what it says."""
    order = {"home": str(home), "log": str(home / "log"), "user": None, "group": None, **told}
    said = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(order) + "\n"))
    monkeypatch.setattr(sys, "stdout", said)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    watching.main()
    answer: dict[str, Any] = json.loads(said.getvalue())
    return answer


def test_a_server_that_does_not_want_to_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended by force after a while."""
    monkeypatch.setattr(watching, "_FAREWELL", 0.01)
    answer = watch(monkeypatch, told(tmp_path / "home", "deaf"), tmp_path / "home")
    assert answer["trouble"] == ""
    assert not is_alive(answer["pid"])


def test_what_a_server_has_said_before_it_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that ends at once is told with its exit code and its log."""
    order = told(tmp_path / "home", code="import sys; print('no room', flush=True); sys.exit(7)")
    answer = watch(monkeypatch, order, tmp_path / "home")
    assert answer["trouble"] == "it ended with exit code 7: no room"


def test_a_server_that_is_never_ready(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended, and that is said."""
    monkeypatch.setattr(watching, "PATIENCE", 0.0)
    answer = watch(
        monkeypatch, told(tmp_path / "home", code="import time; time.sleep(60)"), tmp_path / "home"
    )
    assert answer["trouble"] == "it was not ready after 0 s"
    assert not is_alive(answer["pid"])


def test_a_watcher_that_is_told_to_end(tmp_path: Path) -> None:
    """On SIGTERM it ends its server, and itself."""
    home = tmp_path / "home"
    watched = Watched("thing", home, **told(home))
    watched._watcher.terminate()
    assert watched._watcher.wait() == 0
    assert not is_alive(watched.pid)
    watched.close()


def test_who_runs_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The server gets the user that it is to run as."""
    seen: dict[str, Any] = {}

    def note(*arguments: object, **options: Any) -> subprocess.Popen[bytes]:
        seen.update(options)
        raise KeyError

    monkeypatch.setattr(subprocess, "Popen", note)
    order = {**told(tmp_path / "home"), "log": os.devnull, "home": "", "user": 7, "group": 8}
    with pytest.raises(KeyError):
        watching.watch(order)
    assert (seen["user"], seen["group"], seen["extra_groups"]) == (7, 8, [])


def test_a_port() -> None:
    """Who listens on a port is ready."""
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = {"ready_port": listening.getsockname()[1]}
        assert not watching.is_ready(port)
        listening.listen()
        assert watching.is_ready(port)
