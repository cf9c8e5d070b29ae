"""Where a batch is done again whose worker has died: run by run, in a process that nobody else needs."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from asyncproof.exploring.crew.batch import pack, unpack
from asyncproof.exploring.crew.errors import WorkersError
from asyncproof.exploring.crew.hands import OwnProcesses
from asyncproof.exploring.crew.journal import read_journal
from asyncproof.exploring.far import PoisonedRun
from asyncproof.exploring.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from asyncproof.exploring.crew.batch import Batch
    from asyncproof.exploring.crew.hands import Hands

NO_BEGINNING = (
    "a worker died before it had begun. Look above for what it has printed; and each of them imports the "
    "script that is run, so let that explore below `if __name__ == '__main__':`."
)


class Quarantine:
    """One process, which does one run at a time and writes down what is chosen."""

    def __init__(self, process: Hands | None = None) -> None:
        """Begin without a process, unless one is given."""
        self._process = process or OwnProcesses(1)

    def run(self, batch: Batch) -> Iterator[Outcome]:
        """Do a batch again; a run of which this process dies as well is poisoned, and not tried once more."""
        with TemporaryDirectory(prefix="asyncproof-") as folder:
            journal = Path(folder, "journal")
            for single in batch.singly():
                journal.unlink(missing_ok=True)
                try:
                    noted = replace(single, journal=str(journal))
                    outcomes = unpack(self._process.submit(pack(noted)).result())
                except BrokenExecutor as error:
                    if not journal.exists():
                        raise WorkersError(NO_BEGINNING) from error
                    yield Outcome(read_journal(journal), PoisonedRun())
                else:
                    yield from outcomes

    def close(self) -> None:
        """End the process."""
        self._process.close()
