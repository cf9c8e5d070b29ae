"""The errors of doubles: what was refused, with the line, and what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from asyncproof.core import AsyncproofError

if TYPE_CHECKING:
    from asyncproof.doubles.roles import Noting


class FakeError(AsyncproofError):
    """A double was used as what it stands for can't be, or was not told what it must know."""

    slug: ClassVar[str] = "fake"


class Refusal(FakeError):  # noqa: N818 - it is what happened
    """A call that a double refused; who swallows it does not get rid of it."""

    refused: Noting | None = None

    def __del__(self) -> None:
        """Note how far the error came: the traceback ends with who caught it."""
        if self.refused is not None:
            self.refused.note(self.__traceback__)


class UnconfiguredCall(Refusal):
    """A double was asked for something that nobody told it."""

    slug: ClassVar[str] = "unconfigured-call"


class WrongCall(Refusal, TypeError):  # noqa: N818 - as above
    """A double was called as what it stands for can't be."""

    slug: ClassVar[str] = "wrong-call"


class WrongResult(Refusal, TypeError):  # noqa: N818 - as above
    """A double was told to return what the real one never would."""

    slug: ClassVar[str] = "wrong-result"


class NoSuchAttribute(FakeError, AttributeError):  # noqa: N818 - as above
    """What a double stands for has no such attribute."""

    slug: ClassVar[str] = "no-such-attribute"


class UnsettledFakes(FakeError, AssertionError):  # noqa: N818 - as above
    """At the end, something was asked of doubles in vain, or told to them in vain."""

    slug: ClassVar[str] = "unsettled-fakes"
