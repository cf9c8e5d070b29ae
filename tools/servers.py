"""Run a command beside a throw-away PostgreSQL and redis: `python tools/servers.py pytest`.

A server whose programs are not on this machine is left out, unless ASYNCPROOF_REQUIRE_SERVERS is set.
A server that ASYNCPROOF_TEST_POSTGRES or ASYNCPROOF_TEST_REDIS already names is used as it is.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

POSTGRES = "ASYNCPROOF_TEST_POSTGRES"
REDIS = "ASYNCPROOF_TEST_REDIS"
REQUIRE = "ASYNCPROOF_REQUIRE_SERVERS"
PATIENCE = 30.0


def find_program(name: str) -> str | None:
    """Find a server program on PATH or where Debian hides it."""
    hidden = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(hidden[-1]) if hidden else None)


def free_port() -> int:
    """Find a TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_listening(port: int) -> bool:
    """Tell whether somebody accepts connections on the port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until_listening(port: int) -> None:
    """Wait until somebody accepts connections on the port."""
    deadline = time.monotonic() + PATIENCE
    while not is_listening(port):
        if time.monotonic() > deadline:
            sys.exit(f"servers: nobody listens on port {port} after {PATIENCE:.0f} s")
        time.sleep(0.05)


def postgres_user() -> str | None:
    """Name the user to run PostgreSQL as: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextlib.contextmanager
def postgres(initdb: str, pg_ctl: str) -> Iterator[str]:
    """Run a PostgreSQL of our own in a temporary directory and give its address."""
    user = postgres_user()
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="asyncproof-pg-") as home:
        who: dict[str, Any] = {"cwd": home, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
        if user is not None:
            shutil.chown(home, user)
            who |= {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}
        data = f"{home}/data"
        create = [initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N"]
        subprocess.run(create, check=True, **who)
        options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off"
        start = [pg_ctl, "-D", data, "-w", "-l", f"{home}/log", "-o", options, "start"]
        subprocess.run(start, check=True, start_new_session=True, **who)
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            subprocess.run([pg_ctl, "-D", data, "-w", "-m", "immediate", "stop"], check=False, **who)


@contextlib.contextmanager
def redis(program: str) -> Iterator[str]:
    """Run a redis of our own in a temporary directory and give its address."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="asyncproof-redis-") as home:
        command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", home]
        server = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
        )
        try:
            wait_until_listening(port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            server.kill()
            server.wait()


def start_servers(stack: contextlib.ExitStack, environment: dict[str, str]) -> list[str]:
    """Start what is there, put its address into the environment, and name what is missing."""
    missing = []
    if POSTGRES not in environment:
        initdb, pg_ctl = find_program("initdb"), find_program("pg_ctl")
        if initdb and pg_ctl:
            environment[POSTGRES] = stack.enter_context(postgres(initdb, pg_ctl))
        else:
            missing.append("PostgreSQL")
    if REDIS not in environment:
        program = find_program("redis-server")
        if program:
            environment[REDIS] = stack.enter_context(redis(program))
        else:
            missing.append("redis")
    return missing


def run_command(command: list[str], environment: dict[str, str]) -> int:
    """Run the command to its end; Ctrl-C is its business, a termination is passed on to it."""
    child = subprocess.Popen(command, env=environment)
    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),
        signal.SIGTERM: signal.signal(signal.SIGTERM, lambda *_: child.terminate()),
    }
    try:
        code = child.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def main(command: list[str]) -> int:
    """Run the command beside the servers and return its exit code."""
    if not command:
        print("usage: python tools/servers.py COMMAND [ARGUMENT ...]", file=sys.stderr)
        return 2
    environment = dict(os.environ)
    with contextlib.ExitStack() as stack:
        missing = start_servers(stack, environment)
        if missing and environment.get(REQUIRE):
            print(f"servers: {' and '.join(missing)} not installed, and {REQUIRE} is set", file=sys.stderr)
            return 1
        for name in missing:
            print(f"servers: no {name} on this machine; the tests that need it are skipped", flush=True)
        return run_command(command, environment)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
