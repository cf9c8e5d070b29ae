"""Finds temporary directories and files that a test made and never removed."""

from __future__ import annotations

import gc
import os
import tempfile
from typing import TYPE_CHECKING, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.holding.making import Making, making_here
from asyncproof.guard.young import YOUNG

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner

_DIRECTORY, _FILE = "directory", "file"
_CURES = {
    _DIRECTORY: "use pytest's `tmp_path`, or `with tempfile.TemporaryDirectory() as path:`",
    _FILE: "use a name under pytest's `tmp_path`, or remove it when done: `os.unlink(path)`",
}


class LeakedDirectory(Guard):
    """A temporary directory or file was made and never removed.

    ```python title="test_cache.py"
    import tempfile


    def test_cache():
        path = tempfile.mkdtemp()
        assert path
    ```

    ```console
    $ pytest test_cache.py
    ...
    leaked-directory: a temporary directory was never removed
        test_cache.py:5:  path = tempfile.mkdtemp()
    ...
    ```

    ## What it sees

    What `tempfile` makes in the system's temporary directory for the tests or the code under test and
    what is still there when the test, or the wider fixture that made it, is torn down.

    ## Why it is bad

    Every run leaves one more behind; the disks of build machines fill up, and a later test may find old
    files.

    ## What to do instead

    `tmp_path` is a fresh directory for each test, and pytest removes it. Where a directory must be made
    by hand, `with tempfile.TemporaryDirectory()` removes it.

    ## What it cannot see

    Directories that are made by other means than `tempfile`, those made elsewhere than in the temporary
    directory, for one in `tmp_path`, and those that installed libraries or other processes make.
    """

    name: ClassVar[str] = "leaked-directory"
    group: ClassVar[str] = "leaks"
    of_an_end: ClassVar[bool] = True
    why: ClassVar[str] = "nobody removes it: every run leaves one more on the disk"
    cure: ClassVar[str] = _CURES[_DIRECTORY]

    def __init__(self, session: Host) -> None:
        super().__init__(session)
        self._made: dict[Owner, list[tuple[str, str, Making]]] = {}
        self._base = ""

    def run_begins(self) -> None:
        """Learn where the system's temporary files are, before a test changes its mind on that."""
        self._base = os.path.abspath(tempfile.gettempdir())  # noqa: PTH100 - as spelled: links are not followed

    def audits(self) -> Mapping[str, Callable[[tuple[object, ...]], None]]:
        """Hear of what `tempfile` makes."""
        return {
            "tempfile.mkdtemp": lambda arguments: self._hear(arguments, _DIRECTORY),
            "tempfile.mkstemp": lambda arguments: self._hear(arguments, _FILE),
        }

    def test_ends(self, test: Owner) -> None:
        """Look at what a test has made."""
        self._judge(test)

    def fixture_ends(self, fixture: Owner) -> None:
        """Look at what a wider fixture has made."""
        self._judge(fixture)

    def _hear(self, arguments: tuple[object, ...], what: str) -> None:
        owner = self.session.owner_now()
        path = os.path.abspath(os.fsdecode(arguments[0]))  # type: ignore[arg-type] # noqa: PTH100 - a path, asked for every file
        if owner is None or owner.ended or os.path.dirname(path) != self._base:  # noqa: PTH120 - called for every file
            return
        making = making_here()
        if (
            making.origin is None
            or making.at_import
            or making.by_library()
            or making.passed("multiprocessing")
        ):
            return
        self._made.setdefault(owner, []).append((path, what, making))

    def _judge(self, owner: Owner) -> None:
        made = [one for one in self._made.pop(owner, ()) if os.path.lexists(one[0])]
        if not made:
            return
        gc.collect(YOUNG[-1])  # what is garbage removes itself now
        for path, what, making in made:
            if os.path.lexists(path):
                self.tell(
                    owner,
                    f"a temporary {what} was never removed",
                    place=making.place,
                    subjects=[path, making.name],
                    cure=_CURES[what],
                )
