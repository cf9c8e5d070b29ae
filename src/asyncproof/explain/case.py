"""What an explanation is: it recognises one kind of failure and tells what happened, why, and what to do.

A file in `cases/` with a subclass of `Case` is an explanation; its docstring is its page under docs/explain/.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from asyncproof.explain.failure import Failure


@dataclass(frozen=True, slots=True)
class Story:
    """What is told of one failure, in terms of the user's own code."""

    what: str
    """What happened, in one to three sentences."""
    why: str
    """Why that is a failure."""
    do: str
    """The smallest change that helps."""
    change: str = ""
    """That change as a diff (lines that start with `-` and `+`), where it can be computed."""


class Case:
    """One kind of failure."""

    slug: ClassVar[str]
    texts: ClassVar[tuple[str, ...]] = ()
    """What Python and pytest print of it, by which its page is found; `...` stands for anything."""
    since: ClassVar[str] = "0.2"
    order: ClassVar[int] = 100
    """Cases are asked in this order; the first one that has a story tells it. Lower is more special."""

    def story(self, failure: Failure) -> Story | None:
        """Return what there is to tell of a failure; None if it is not of this kind.

        It says less where facts are missing, and nothing where it is not sure.
        """
        raise NotImplementedError
