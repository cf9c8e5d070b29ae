"""What real work is outstanding: the virtual clock may only jump when nothing outside can still report.

The public names are loaded when first used: whoever needs one part, such as `stacks`, does not pay for all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.late import late_names

if TYPE_CHECKING:
    from asyncproof.loop.real.mixin import RealWork
    from asyncproof.loop.real.work import Work

__all__ = ["RealWork", "Work"]

__getattr__ = late_names(
    __name__,
    {"RealWork": "mixin", "Work": "work"},
)
