"""Stand-ins for `datetime.datetime` and `datetime.date`, under the names that the user's code has for them.

The `datetime` module and its classes are never touched, and a stand-in has no instances: what it makes are
ordinary datetimes and dates, which compare, pickle and travel to other libraries as ever.
"""

from __future__ import annotations

import datetime as dt
import sys
import warnings
from datetime import date, datetime, tzinfo
from types import ModuleType
from typing import Any

from asyncproof.core import SECOND
from asyncproof.loop.wallclock import state

_UTCNOW_IS_DEPRECATED = sys.version_info >= (3, 12)
_UTCNOW_WARNING = (
    "datetime.datetime.utcnow() is deprecated and scheduled for removal in a future version. "
    "Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.now(datetime.UTC)."
)


def _real(cls: object) -> object:
    """Return what a stand-in stands for, and anything else as it is."""
    return type.__getattribute__(cls, "__dict__").get("_stands_for", cls) if isinstance(cls, type) else cls


class StandIn(type):
    """The type of the stand-ins: each equals what it stands for, and answers instance checks like it."""

    def __instancecheck__(cls, instance: object) -> bool:
        real = _real(cls)
        return type.__instancecheck__(cls, instance) if real is cls else isinstance(instance, real)  # type: ignore[arg-type] # a class, as `_real` finds it

    def __subclasscheck__(cls, subclass: type) -> bool:
        real = _real(cls)
        return type.__subclasscheck__(cls, subclass) if real is cls else issubclass(subclass, real)  # type: ignore[arg-type] # as above

    def __eq__(cls, other: object) -> bool:
        return _real(cls) is _real(other)

    def __hash__(cls) -> int:
        return type.__hash__(_real(cls))

    def __repr__(cls) -> str:
        return type.__repr__(_real(cls))

    def __get_pydantic_core_schema__(cls, _source: object, handler: Any) -> Any:
        """Let pydantic see the real class in an annotation that it reads while the clock is active."""
        return handler(_real(cls))


class WallDate(date, metaclass=StandIn):
    """Stands for `datetime.date`."""

    _stands_for = date

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """Make an ordinary date."""
        return date.__new__(date if cls is WallDate else cls, *args, **kwargs)

    @classmethod
    def today(cls) -> Any:
        """Return the day that the active clock shows."""
        clock = state.active
        return super().today() if clock is None else cls.fromtimestamp(clock.wall_ns() // SECOND)


class WallDatetime(datetime, metaclass=StandIn):
    """Stands for `datetime.datetime`."""

    _stands_for = datetime

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:
        """Make an ordinary datetime."""
        return datetime.__new__(datetime if cls is WallDatetime else cls, *args, **kwargs)

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Any:
        """Return the time that the active clock shows, local or in *tz*."""
        clock = state.active
        return super().now(tz) if clock is None else _moment(cls, clock.wall_ns(), tz)

    @classmethod
    def today(cls) -> Any:
        """Return the local time that the active clock shows."""
        return cls.now()

    @classmethod
    def utcnow(cls) -> Any:
        """Return the time that the active clock shows in UTC, warning as the original does."""
        if _UTCNOW_IS_DEPRECATED:
            warnings.warn(_UTCNOW_WARNING, DeprecationWarning, stacklevel=2)
        return cls.now(dt.timezone.utc).replace(tzinfo=None)


def _moment(cls: Any, wall_ns: int, tz: tzinfo | None) -> Any:
    seconds, nanoseconds = divmod(wall_ns, SECOND)
    # Asked of the real class, because a subclass loses the fold of a repeated hour; and from whole seconds,
    # because a float of today's size is wrong in its last microsecond.
    moment = datetime.fromtimestamp(seconds, tz).replace(microsecond=nanoseconds // 1000)
    return moment if cls is WallDatetime else cls.combine(moment.date(), moment.timetz())


for _cls, _original in ((WallDate, date), (WallDatetime, datetime)):
    _cls.__name__ = _cls.__qualname__ = _original.__name__
    _cls.__module__ = _original.__module__
    _cls.__doc__ = _original.__doc__


class DatetimeView(ModuleType):
    """The `datetime` module as the user's code sees it; what others patch on the real one shows through."""

    def __getattr__(self, name: str) -> Any:
        value = getattr(dt, name)
        return _STAND_INS.get(value, value) if name in {"date", "datetime"} else value


VIEW = DatetimeView(dt.__name__, dt.__doc__)
for _name, _value in vars(dt).items():
    if _name not in {"date", "datetime"}:
        setattr(VIEW, _name, _value)

_STAND_INS: dict[Any, Any] = {date: WallDate, datetime: WallDatetime}

PAIRS: dict[Any, Any] = {
    dt: VIEW,
    **_STAND_INS,
    date.today: WallDate.today,
    datetime.now: WallDatetime.now,
    datetime.today: WallDatetime.today,
    datetime.utcnow: WallDatetime.utcnow,
}
"""What the user's names may hold, and what they hold while a wall clock is active."""
