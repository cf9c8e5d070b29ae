from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tools import servers

SERVERS = Path(servers.__file__)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A machine without servers."""
    for name in (servers.POSTGRES, servers.REDIS, servers.REQUIRE):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(servers, "find_program", lambda name: None)
    return monkeypatch


def test_a_command_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command there is nothing to run beside the servers."""
    assert servers.main([]) == 2
    assert "usage: " in capsys.readouterr().err


@pytest.mark.usefixtures("bare")
def test_missing_servers_are_named_and_left_out(capfd: pytest.CaptureFixture[str]) -> None:
    """Where a server's programs are missing, the command runs all the same, and its exit code is ours."""
    assert servers.main([sys.executable, "-c", "print('ran'); raise SystemExit(7)"]) == 7
    printed = capfd.readouterr().out
    assert "no PostgreSQL on this machine" in printed
    assert "no redis on this machine" in printed
    assert printed.endswith("ran\n")


def test_missing_servers_stop_a_run_that_requires_them(
    bare: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where all servers are required, a missing one is an error before anything runs."""
    bare.setenv(servers.REQUIRE, "1")
    assert servers.main([sys.executable, "-c", "print('ran')"]) == 1
    out, err = capfd.readouterr()
    assert "PostgreSQL and redis not installed" in err
    assert "ran" not in out


def test_servers_that_are_there_are_used_as_they_are(
    bare: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """An address in the environment is kept, and no server is started for it."""
    bare.setenv(servers.POSTGRES, "postgresql://elsewhere/db")
    bare.setenv(servers.REDIS, "redis://elsewhere/0")
    code = f"import os; print(os.environ[{servers.POSTGRES!r}], os.environ[{servers.REDIS!r}])"
    assert servers.main([sys.executable, "-c", code]) == 0
    assert capfd.readouterr().out == "postgresql://elsewhere/db redis://elsewhere/0\n"


@pytest.mark.usefixtures("bare")
def test_a_killed_command_is_told_as_shells_do() -> None:
    """A command that a signal ended gives 128 and the signal's number, and our own handlers are back."""
    before = signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)
    code = f"import os; os.kill(os.getpid(), {int(signal.SIGKILL)})"
    assert servers.main([sys.executable, "-c", code]) == 128 + signal.SIGKILL
    assert (signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGTERM)) == before


@pytest.mark.needs_postgres
@pytest.mark.needs_redis
def test_real_servers_listen_and_are_gone_afterwards(tmp_path: Path) -> None:
    """The command finds both servers listening; nothing listens when it has ended."""
    environment = {k: v for k, v in os.environ.items() if k not in {servers.POSTGRES, servers.REDIS}}
    code = (
        "import os, socket, urllib.parse as u\n"
        f"for name in ({servers.POSTGRES!r}, {servers.REDIS!r}):\n"
        "    port = u.urlsplit(os.environ[name]).port\n"
        "    socket.create_connection(('127.0.0.1', port)).close()\n"
        "    print(port)\n"
    )
    command = [sys.executable, str(SERVERS), sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, cwd=tmp_path)
    ports = [int(line) for line in done.stdout.split()]
    assert len(ports) == 2
    assert not any(servers.is_listening(port) for port in ports)
