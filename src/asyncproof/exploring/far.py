"""What is known here of an error that was raised in another process."""

from __future__ import annotations


class FarError(Exception):
    """An error of a run that was done elsewhere: in words, with what tells it from others.

    The error itself stays where it is: it has a traceback, which can't be sent, and objects that need not be
    able to travel.
    """

    def __init__(self, text: str, cause: tuple[str, ...]) -> None:
        """Take what is said of it, and what two failures of one cause have in common."""
        super().__init__(text, cause)
        self.text = text
        self.cause = cause

    def __str__(self) -> str:
        """Say what was raised, and that it was elsewhere."""
        return f"{self.text} (in another process)"


class PoisonedRun(FarError):  # noqa: N818 - it is what happened
    """A run that has killed the process in which it was done, and killed the next one as well."""

    def __init__(self) -> None:
        """There is nothing to know of it but that."""
        super().__init__(
            "the run killed the process in which it was done, and then another one", ("poisoned",)
        )

    def __reduce__(self) -> tuple[type[PoisonedRun], tuple[()]]:
        """Be pickled without what the other errors know."""
        return PoisonedRun, ()
