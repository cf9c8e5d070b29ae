"""What real work is outstanding: the virtual clock may only jump when nothing outside can still report."""

from __future__ import annotations

from asyncproof.loop.real.mixin import RealWork
from asyncproof.loop.real.work import Work

__all__ = ["RealWork", "Work"]
