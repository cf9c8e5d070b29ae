"""The watcher: a process that runs a server and ends it when the run of tests is gone, in whatever way.

It holds a pipe to the run. Nothing is ever said over that pipe: when it closes, the run has ended, even if
it was killed and could not do anything. The watcher then ends the server and removes its directory.
"""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

PATIENCE = 60.0
"""How many seconds a server may take until it is ready."""
_FAREWELL = 10.0
_PAUSE = 0.01
_TOLD = 2000


def is_ready(told: dict[str, Any]) -> bool:
    """Say whether the server answers: its file says so, or somebody listens on its socket."""
    if "ready_file" in told:
        with suppress(OSError):
            return "ready" in Path(told["ready_file"]).read_text(encoding="utf-8").split()
        return False
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", told["ready_port"])) == 0


def wait_until_ready(server: subprocess.Popen[bytes], told: dict[str, Any]) -> str:
    """Wait until the server answers, and return what has gone wrong: nothing."""
    deadline = time.monotonic() + PATIENCE
    while not is_ready(told):
        if server.poll() is not None:
            log = Path(told["log"]).read_text(encoding="utf-8", errors="replace").strip()
            return f"it ended with exit code {server.returncode}: {log[-_TOLD:]}"
        if time.monotonic() > deadline:
            return f"it was not ready after {PATIENCE:.0f} s"
        time.sleep(_PAUSE)
    return ""


def watch(told: dict[str, Any]) -> None:
    """Run the server until the run is gone."""
    who = {} if told["user"] is None else {"user": told["user"], "group": told["group"], "extra_groups": []}
    with open(told["log"], "ab") as log:  # noqa: PTH123 - one line
        server = subprocess.Popen(  # noqa: S603 - a program that we have looked up
            told["command"], cwd=told["home"], stdin=subprocess.DEVNULL, stdout=log, stderr=log, **who
        )
    try:
        trouble = wait_until_ready(server, told)
        sys.stdout.write(json.dumps({"trouble": trouble, "pid": server.pid}) + "\n")
        sys.stdout.flush()
        if not trouble:
            sys.stdin.read()
    finally:
        end(server, told["signal"])
        shutil.rmtree(told["home"], ignore_errors=True)


def end(server: subprocess.Popen[bytes], number: int) -> None:
    """End a server by the signal that it likes best, or by force."""
    with suppress(ProcessLookupError):
        server.send_signal(number)
    try:
        server.wait(_FAREWELL)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def main() -> None:
    """Be the watcher: deaf to the Ctrl-C that ends the tests, orderly when told to end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    watch(json.loads(sys.stdin.readline()))


if __name__ == "__main__":
    main()
