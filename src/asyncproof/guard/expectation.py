"""An expectation of a test that was met: `pytest.raises(...)` and its like caught an error."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, NamedTuple

from asyncproof.guard.origin import Origin

if TYPE_CHECKING:
    from types import FrameType

_BROAD = (Exception, BaseException)


class Expectation(NamedTuple):
    """What was expected, and what came."""

    spelled: str
    """As it is written: `pytest.raises`."""
    kinds: tuple[type[BaseException], ...]
    is_precise: bool
    """Whether the test has also said what the message must be, or checks the error itself."""
    error: BaseException
    frame: FrameType
    """The function whose `with` block it was."""

    @property
    def is_broad(self) -> bool:
        """Say whether any error at all would do."""
        return not self.is_precise and any(kind in _BROAD for kind in self.kinds)

    @property
    def text(self) -> str:
        """What was expected, as it is written."""
        return f"{self.spelled}({', '.join(kind.__name__ for kind in self.kinds)})"

    @property
    def line(self) -> Origin | None:
        """The line of the `with` block that the error came through."""
        for frame, line in traceback.walk_tb(self.error.__traceback__):
            if frame is self.frame:
                return Origin(frame.f_code.co_filename, line, frame.f_code.co_name)
        return None

    @property
    def innermost(self) -> tuple[FrameType, int] | None:
        """The frame that raised the error, and how far it had come."""
        tb = self.error.__traceback__
        while tb is not None and tb.tb_next is not None:
            tb = tb.tb_next
        return None if tb is None else (tb.tb_frame, tb.tb_lasti)

    @property
    def is_own(self) -> bool:
        """Say whether the test's own line raised it, and none of the functions that it calls."""
        innermost = self.innermost
        return innermost is not None and innermost[0] is self.frame
