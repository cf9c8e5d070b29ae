"""Finds child processes that a test started and left running, or never waited for."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import time
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import ref

from asyncproof.core.frames import frame_above
from asyncproof.core.record import record
from asyncproof.guard.holding.making import Making, making_here
from asyncproof.guard.keeper import ClassKeeper
from asyncproof.guard.seams import unclosed

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable, Mapping
    from types import FrameType

    from asyncproof.guard.holding.belongings import Belonging
    from asyncproof.guard.owner import Owner

_LOOKS = 20
"""How often to look whether a process has ended."""
_DYING = re.compile(r"subprocess (\d+) is still running")
_POOLS = ("multiprocessing.pool", "concurrent.futures")
"""Modules whose processes are judged together with the pool that they serve."""
_UNHEARD = "its loop is closed before it hears of the end; its failure goes unnoticed"
_ASYNC_CURE = "`proc.kill()` and `await proc.wait()` before the test or its fixture ends"


class LeakedProcess(ClassKeeper):
    """A child process was started and left running, or never waited for.

    ```python title="test_server.py"
    import subprocess
    import sys


    def test_server():
        server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(5)"])
        assert server.pid
    ```

    ```console
    $ pytest test_server.py
    ...
    leaked-process: process `python` still runs
        test_server.py:6:  server = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(5)"])
    ...
    ```

    ## What it sees

    Processes of `subprocess`, of `asyncio.create_subprocess_exec` and `..._shell`, and of
    `multiprocessing`, that the tests or the code under test start: still running when the test, or the
    wider fixture that started them, is torn down; of `subprocess` also those that have ended and nobody
    asked how, and of `asyncio` those that were killed just before their loop is closed.

    ## Why it is bad

    It holds its ports, files and memory, and may outlive the whole run. One that has ended and was never
    waited for stays in the system's table, and its failure has gone unnoticed.

    ## What to do instead

    `with subprocess.Popen(...) as process:` waits for it, and `process.kill()` before ends it. In a
    coroutine, `process.kill()` and `await process.wait()` in a `finally`, or after the `yield` of the
    fixture that started it.

    ## What it cannot see

    Processes that were started with `os.fork` and `os.spawn...`, and the children of children. Those of
    installed libraries are theirs.
    """

    name: ClassVar[str] = "leaked-process"
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    why: ClassVar[str] = "it holds its ports and memory, and may outlive the whole run"
    cure: ClassVar[str] = "end it and wait for it: `process.kill()` and `process.wait()`"
    classes: ClassVar[tuple[tuple[str, str], ...]] = (
        ("multiprocessing.process", "BaseProcess"),
        ("asyncio.subprocess", "Process"),
    )

    def run_begins(self) -> None:
        """Hear of processes whose object dies before they do."""
        super().run_begins()
        unclosed.listen(self._died)

    def run_ends(self) -> None:
        """Hear of none any more."""
        super().run_ends()
        unclosed.forget(self._died)

    def test_begins(self, test: Owner) -> None:
        """Listen before the test's own filters of warnings."""
        super().test_begins(test)
        unclosed.come_first()

    def audits(self) -> Mapping[str, Callable[[tuple[object, ...]], None]]:
        """Hear of processes that start, and of those that are to end."""
        return {**super().audits(), "subprocess.Popen": self._starts, "os.kill": self._signalled}

    def made(self, thing: Any) -> None:
        """Hear of a process of multiprocessing, which may be started later, or one of uvloop."""
        making = making_here()
        if isinstance(thing, asyncio.subprocess.Process):
            self._made_by_asyncio(thing, making)
            return
        if _is_users(making) and not making.passed(*_POOLS):
            target = getattr(thing, "_target", None) or type(thing)  # once started it has none any more
            self.keep(thing, making, getattr(target, "__qualname__", type(target).__qualname__))

    def _made_by_asyncio(self, thing: Any, making: Making) -> None:
        """Note a process of uvloop, which has no `Popen`; its transport outlives what the user gets."""
        loop = asyncio._get_running_loop()  # noqa: SLF001 - it never raises
        if loop is not None and type(loop).__module__.startswith("uvloop") and _is_users(making):
            self.keep(thing, making, _Start(ref(loop), getattr(thing, "_transport", None)))

    def dies(self, thing: Any) -> None:
        """Forget a process of multiprocessing that is gone: those that run are never thrown away."""
        if not isinstance(thing, asyncio.subprocess.Process):
            self.belongings.drop(thing)

    def loop_closes(self, loop: AbstractEventLoop) -> None:
        """Look at processes of asyncio: with their loop they lose whoever watches them."""
        self.be_patient()
        for belonging in self.belongings:
            start = belonging.facts
            if not isinstance(start, _Start) or start.loop is None or start.loop() is not loop:
                continue
            process = belonging.thing() or start.transport
            if process is not None:
                self._look(belonging, process)
                self._look_whether_awaited(belonging, process)

    def judge(self, belonging: Belonging, thing: Any) -> None:
        """Look whether a process runs, and still does a moment later, and whether it was waited for."""
        if isinstance(belonging.facts, _Start):
            self._look(belonging, thing)
        else:
            self._look_at_worker(belonging, thing)

    def _look(self, belonging: Belonging, process: Any) -> None:
        if _returncode(process) is not None or belonging.facts.is_told:
            return
        if self._runs_on(process):
            self._tell(belonging, process, "still runs")
        elif belonging.facts.loop is None:  # asyncio waits for its own
            self._tell(belonging, process, "was never waited for")

    def _look_whether_awaited(self, belonging: Belonging, process: Any) -> None:
        """Look at a process that was told to end: its loop is closed before it has heard that it did."""
        facts = belonging.facts
        if facts.is_signalled and not facts.is_told and _returncode(process) is None:
            self._tell(belonging, process, "was told to end, and nobody waited for it", why=_UNHEARD)

    def _runs_on(self, process: Any) -> bool:
        for _ in range(_LOOKS):  # a fixture may have stopped the clock
            if not _runs(process):
                return False
            time.sleep(self.patience() / _LOOKS)
        return _runs(process)

    def _look_at_worker(self, belonging: Belonging, process: Any) -> None:
        if getattr(process, "_popen", None) is None:  # never started, or closed
            return
        process.join(self.patience())
        if process.is_alive() and _exists(process.pid):
            self.tell(
                belonging.owner,
                f"process `{process.name}` still runs",
                place=belonging.making.place,
                subjects=[process.name, belonging.facts, belonging.making.name],
                cure="end it and wait for it: `process.terminate()` and `process.join()`",
                lines=[f"it runs `{belonging.facts}`"],
            )

    def _starts(self, _: tuple[object, ...]) -> None:
        frame: FrameType | None = frame_above(1)
        while frame is not None and frame.f_code.co_name != "_execute_child":
            frame = frame.f_back
        process = None if frame is None else frame.f_locals.get("self")
        if not isinstance(process, subprocess.Popen):
            return
        making = making_here(frame)
        if not _is_users(making) or making.passed("multiprocessing"):
            return
        loop = asyncio._get_running_loop() if making.passed("asyncio") else None  # noqa: SLF001 - it never raises
        self.keep(process, making, _Start(None if loop is None else ref(loop)))

    def _signalled(self, arguments: tuple[object, ...]) -> None:
        for belonging in self.belongings:
            process = belonging.thing()
            if isinstance(process, subprocess.Popen) and process.pid == arguments[0]:
                belonging.facts.is_signalled = arguments[1] != 0

    def _died(self, text: str) -> None:
        found = _DYING.match(text)
        if found is None:
            return
        for belonging in self.belongings:
            process = belonging.thing()
            if process is not None and process.pid == int(found[1]) and _is_plain(belonging):
                runs = not belonging.facts.is_signalled and _runs(process)
                self._tell(belonging, process, "still runs" if runs else "was never waited for")

    def _tell(self, belonging: Belonging, process: Any, what: str, why: str | None = None) -> None:
        belonging.facts.is_told = True
        making = belonging.making
        self.tell(
            belonging.owner,
            f"process `{_command(process)}` {what}",
            place=making.place,
            subjects=["subprocess.Popen", making.name],
            why=why,
            cure=None if belonging.facts.loop is None else _ASYNC_CURE,
        )


@record
class _Start:
    """How a process was started."""

    loop: ref[AbstractEventLoop] | None
    """The loop that watches it; None if it is not asyncio's."""
    transport: Any = None
    """What to ask about a process of uvloop."""
    is_told: bool = False
    is_signalled: bool = False
    """Whether it was told to end."""


def _is_users(making: Making) -> bool:
    return making.origin is not None and not making.by_library("anyio", "asyncproof")


def _pid(process: Any) -> int:
    """Return the number of a process, or of what a transport of uvloop leads to."""
    return int(process.pid if hasattr(process, "pid") else process.get_pid())


def _returncode(process: Any) -> Any:
    return process.returncode if hasattr(process, "returncode") else process.get_returncode()


def _is_plain(belonging: Belonging) -> bool:
    return isinstance(belonging.facts, _Start) and belonging.facts.loop is None


def _runs(process: Any) -> bool:
    """Say whether a process runs, and leave its exit status to whoever waits for it."""
    if not hasattr(os, "waitid"):  # Windows, where asking takes nothing away
        return (process.poll() if hasattr(process, "poll") else _returncode(process)) is None
    try:
        return os.waitid(os.P_PID, _pid(process), os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    except ChildProcessError:  # somebody else has waited for it
        return False


def _exists(pid: int) -> bool:
    """Say whether a process is there: multiprocessing takes one for alive that others have waited for."""
    if hasattr(os, "waitid"):  # elsewhere signal 0 would end it, and nobody takes its exit status away
        try:
            os.kill(pid, 0)
        except OSError as error:  # it may be there, and belong to somebody else by now
            return not isinstance(error, ProcessLookupError)
    return True


def _command(process: Any) -> str:
    """Return the name of the program, as a person would type it, or its number."""
    arguments = getattr(process, "args", str(_pid(process)))
    first = arguments if isinstance(arguments, (str, bytes, os.PathLike)) else next(iter(arguments), "")
    name = os.fsdecode(first)
    return os.path.basename(name.split(maxsplit=1)[0]) if name else name  # noqa: PTH119 - it may be no path at all
