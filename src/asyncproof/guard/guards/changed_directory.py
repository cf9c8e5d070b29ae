"""Finds tests that leave the process in another working directory."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar

from asyncproof.guard.guard import Guard
from asyncproof.guard.origin import Origin, origin_here

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from asyncproof.guard.host import Host
    from asyncproof.guard.owner import Owner


class ChangedDirectory(Guard):
    """The working directory was changed and not changed back, so relative paths of later tests go astray.

    ```python title="test_export.py"
    import os


    def test_export(tmp_path):
        os.chdir(tmp_path)
        open("out.txt", "w").close()
    ```

    ```console
    $ pytest test_export.py
    ...
        why: it belongs to the whole process: the tests that follow start from there
        do:  use `monkeypatch.chdir(...)`, which goes back by itself
        more: asyncproof explain changed-directory
    ...
    ```

    ## What it sees

    Every `os.chdir`, as Python tells of it, with the line that calls it; at the end of the test, whether
    it is somewhere else than before. A fixture of a wider scope may move until it ends.

    ## What to do instead

    `monkeypatch.chdir(tmp_path)`, or better: give the code the path, and let nobody move.

    ## What it cannot see

    Where other processes go.
    """

    name: ClassVar[str] = "changed-directory"
    group: ClassVar[str] = "state"
    why: ClassVar[str] = "it belongs to the whole process: the tests that follow start from there"
    cure: ClassVar[str] = "use `monkeypatch.chdir(...)`, which goes back by itself"

    def __init__(self, session: Host) -> None:
        """Know of no moves yet."""
        super().__init__(session)
        self._moves: dict[Owner, tuple[str | None, Origin | None]] = {}

    def audits(self) -> Mapping[str, Callable[[tuple[object, ...]], None]]:
        """Hear of every move."""
        return {"os.chdir": self._moving}

    def _moving(self, _: tuple[object, ...]) -> None:
        owner = self.session.owner_now()
        if owner is not None and not owner.ended and owner not in self._moves:
            self._moves[owner] = (_directory(), origin_here())

    def test_ends(self, test: Owner) -> None:
        """Compare where a test that has moved was with where it is."""
        if self._moves:
            self._judge(test)

    def fixture_ends(self, fixture: Owner) -> None:
        """Do the same for a wider fixture, unless nobody comes after it."""
        if fixture.scope == "session":
            self._moves.pop(fixture, None)
        else:
            self._judge(fixture)

    def _judge(self, owner: Owner) -> None:
        move = self._moves.pop(owner, None)
        if move is None:
            return
        before, origin = move
        now = _directory()
        if before is None or now == before:
            return
        where = "a directory that exists no longer" if now is None else f"`{now}`"
        self.tell(
            owner,
            f"the working directory was left at {where}; it was `{before}`",
            place=owner.place if origin is None else origin.place,
            subjects=["os.chdir"],
        )


def _directory() -> str | None:
    try:
        return os.getcwd()  # noqa: PTH109 - a text is all that is needed
    except FileNotFoundError:
        return None
