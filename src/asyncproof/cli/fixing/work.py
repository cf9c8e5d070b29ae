"""Mends files as the options say: shows the difference, or writes it and has it verified."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.check.fixing.difference import difference
from asyncproof.check.fixing.mending import Mender
from asyncproof.check.fixing.writing import write
from asyncproof.check.output.place import shown_path
from asyncproof.cli.fixing.finished import Finished
from asyncproof.cli.verifying.comparison import compared
from asyncproof.cli.verifying.running import Ran, run_tests
from asyncproof.cli.verifying.touched import touched_by
from asyncproof.core import UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Collection, Iterator, Sequence
    from pathlib import Path

    from asyncproof.check.checker import Checker
    from asyncproof.check.fixing.mending import Mended
    from asyncproof.check.outcome import Outcome
    from asyncproof.check.reading.source import Source
    from asyncproof.check.reading.trouble import Trouble


class Work:
    """The mending of the projects of one call: first in memory, all of it, and then on the disk."""

    def __init__(self, args: argparse.Namespace) -> None:
        """Do as the options say."""
        self._args = args
        self._mended: list[Mended] = []

    def mend(
        self,
        make: Callable[[Callable[[str], Source | Trouble]], Checker],
        paths: Sequence[Path],
        settle: Callable[[Outcome], Outcome],
    ) -> Outcome:
        """Mend the files of a project in memory, and return what is found in them then."""
        mended = Mender(make, unsafe=self._args.unsafe_fixes, settle=settle).mend(paths)
        self._mended.append(mended)
        return mended.outcome

    def finish(self) -> Finished:
        """Show the difference, or write what is mended."""
        if self._args.diff:
            return Finished(list(self._told("would be mended", ())), [], list(self._difference()))
        before = self._run_before() if self._args.verify else []
        troubles = [trouble for old, new in self._changes() if (trouble := write(old, new)) is not None]
        notes = [*self._told("mended", {trouble.path for trouble in troubles})]
        return Finished([*notes, *self._verified(before)], troubles)

    def _changes(self) -> Iterator[tuple[Source, Source]]:
        for mended in self._mended:
            for path in sorted(mended.files):
                yield mended.files[path]

    def _difference(self) -> Iterator[str]:
        for before, after in self._changes():
            yield from difference(before, after, shown_path(before.path))

    def _told(self, word: str, unwritten: Collection[str]) -> Iterator[str]:
        done = [hit for mended in self._mended for hit, _ in mended.done if hit.path not in unwritten]
        files = len({hit.path for hit in done})
        yield (
            f"{_number(len(done), 'finding')} {word} in {_number(files, 'file')}"
            if done
            else "nothing to mend"
        )
        for one in (one for mended in self._mended for one in mended.dropped):
            place = f"{shown_path(one.hit.path)}:{one.hit.span.line}"
            yield f"  {place}: the fix of {one.hit.rule} is not taken: {one.reason}"

    def _run_before(self) -> list[tuple[list[str], Ran]]:
        """Run the tests as they are, those of each project apart, as each has a configuration of its own.

        Nothing is written yet, and nothing will be where that can't be done.
        """
        python, found = self._args.python, []
        for mended in self._mended:
            touched = touched_by(owner for _, owner in mended.done)
            ran = run_tests(python, touched) if touched else Ran()
            if ran.trouble is not None:
                raise UsageError(
                    f"The tests can't be run by {python}: {ran.trouble}. Nothing was mended.\n"
                    "Name the interpreter of the project: --python"
                )
            found += [(touched, ran)] if touched else []
        return found

    def _verified(self, before: Sequence[tuple[list[str], Ran]]) -> Iterator[str]:
        for touched, ran in before:
            yield from compared(ran, run_tests(self._args.python, touched))
        if self._args.verify and not before:
            yield "verify: nothing was mended that stands in a test"


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
