"""Finds files that a test opened and never closed."""

from __future__ import annotations

import ast
import os
import re
from typing import TYPE_CHECKING, Any, ClassVar

from asyncproof.core.frames import frame_above
from asyncproof.guard.guard import Guard
from asyncproof.guard.holding.making import Making, making_here
from asyncproof.guard.reading.owncode import line_with
from asyncproof.guard.seams import unclosed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from asyncproof.guard.host import Host
    from asyncproof.guard.ledger import Entry
    from asyncproof.guard.owner import Owner

_DYING = re.compile(r"unclosed file <.*?name=((?P<quote>['\"]).*?(?P=quote)|b'.*?')")
_THREADED = ("anyio", "aiofiles")
"""Packages that open files for the user in a thread of their own."""
_QUIET = ("logging", "tempfile", "multiprocessing")
"""Packages of the standard library that look after the files which they open."""
_KEPT = 16


class LeakedFile(Guard):
    """A file was opened and never closed.

    ```python title="test_report.py"
    def write_report(path):
        report = open(path, "w")
        report.write("all is well")


    def test_report(tmp_path):
        write_report(tmp_path / "report.txt")
    ```

    ```console
    $ pytest test_report.py
    ...
    leaked-file: file `report.txt` was never closed
        test_report.py:2:  report = open(path, "w")
    ...
    ```

    ## What it sees

    Files that the tests or the code under test open: still open when the test, or the wider fixture that
    opened them, is torn down, also where a global keeps them; and those that were thrown away open. One
    that lives and dies within a single line, as in `open(path).read()`, is let pass: Python closes it on
    the spot.

    ## Why it is bad

    What was written last may still be in a buffer, and the next reader doesn't find it. On Windows an
    open file can't be removed, and a long run ends with "Too many open files".

    ## What to do instead

    `with open(path) as file:`, or `path.read_text()` and `path.write_text(...)`, which close by themselves.

    ## What it cannot see

    Files that were opened with `os.open`, in C, or by an installed library; those of `logging` handlers
    and of `tempfile`. Where one path was opened several times, the line may be that of another opening.
    """

    name: ClassVar[str] = "leaked-file"
    texts: ClassVar[tuple[str, ...]] = ("unclosed file <...>",)
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    why: ClassVar[str] = "what was written may still be in its buffer, and it holds a file descriptor"
    cure: ClassVar[str] = "close it, best by `with open(...) as file:`"
    looks_at: ClassVar[tuple[str, ...]] = ("_io.FileIO",)

    def __init__(self, session: Host) -> None:
        super().__init__(session)
        self._opened: dict[Owner, dict[str, list[Making]]] = {}

    def run_begins(self) -> None:
        """Hear of files that die open."""
        unclosed.listen(self._died)

    def run_ends(self) -> None:
        """Hear of none any more."""
        unclosed.forget(self._died)

    def test_begins(self, test: Owner) -> None:
        """Listen before the test's own filters of warnings."""
        unclosed.come_first()

    def test_ends(self, test: Owner) -> None:
        """Forget what the test opened: what it left open has been shown."""
        self._opened.pop(test, None)

    def fixture_ends(self, fixture: Owner) -> None:
        """Forget what a wider fixture opened."""
        self._opened.pop(fixture, None)

    def audits(self) -> Mapping[str, Callable[[tuple[object, ...]], None]]:
        """Hear of files that are opened."""
        return {"open": self._hear}

    def left(self, thing: object, entry: Entry) -> None:
        """Look at a file that lives."""
        file: Any = thing
        if file.closed or isinstance(file.name, int):
            return
        found = self._find(_spelled(file.name))
        if found is None:
            return
        owner, making = found
        if owner is entry.owner:
            self._tell(owner, file.name, making)
        else:
            entry.owner = owner  # a wider fixture's own code opened it while a test ran

    def _hear(self, arguments: tuple[object, ...]) -> None:
        path, mode, _ = arguments
        caller = frame_above(2).f_globals.get("__name__", "")
        if mode is None or isinstance(path, int) or caller.startswith("importlib."):
            return
        owner = self.session.owner_now()
        if owner is None or owner.ended or path == os.devnull:
            return
        making = making_here()
        if making.at_import or making.passed(*_QUIET) or not _is_users(making):
            return
        makings = self._opened.setdefault(owner, {}).setdefault(_spelled(path), [])
        makings.append(making)
        del makings[:-_KEPT]

    def _died(self, text: str) -> None:
        found = _DYING.match(text)
        if found is None:
            return
        name = ast.literal_eval(found[1])
        known = self._find(_spelled(name))
        if known is None:
            return
        owner, making = known
        if making.origin is None or making.origin != making_here().origin:
            self._tell(owner, name, making)

    def _find(self, name: str) -> tuple[Owner, Making] | None:
        """Return who opened a file; of several openings the last that does not close by itself."""
        for owner, makings in self._owners_first(self.session.owner_now()):
            if name in makings:
                all_of_them = makings[name]
                without = [
                    one for one in all_of_them if one.origin is None or not _closes_itself(one.origin.source)
                ]
                return owner, (without or all_of_them)[-1]
        return None

    def _owners_first(self, owner: Owner | None) -> Iterator[tuple[Owner, dict[str, list[Making]]]]:
        if owner is not None and owner in self._opened:
            yield owner, self._opened[owner]
        yield from reversed(list(self._opened.items()))

    def _tell(self, owner: Owner, name: object, making: Making) -> None:
        path = _spelled(name)
        self.tell(
            owner,
            f"file `{os.path.basename(path)}` was never closed",  # noqa: PTH119 - called with names of all kinds
            place=making.place
            or line_with(owner, r"\b(aiofiles|anyio)\.", r"\bto_thread\b|\brun_in_executor\b"),
            subjects=[path, making.name],
            lines=[] if making.place is not None else [f"it is {path}, opened in another thread"],
        )


def _spelled(name: Any) -> str:
    return os.fsdecode(name)


def _is_users(making: Making) -> bool:
    if making.passed(*_THREADED):
        return not making.by_library(
            "anyio", "aiofiles", "sniffio", "asyncproof", "pytest", "_pytest", "pluggy"
        )
    # In a thread of an executor none of the user's lines is running.
    return (making.origin is not None or making.passed("concurrent.futures")) and not making.by_library()


def _closes_itself(source: str) -> bool:
    return source.startswith(("with ", "async with ")) or ".read_" in source or ".write_" in source
