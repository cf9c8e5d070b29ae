"""The settings of virtual time, checked: one value, from the configuration file and from marks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from asyncproof.plugin.options import LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping

NETWORKS = ("real", "memory")
NAMES = ("wall_clock", "network", *LIMITS)


class SettingError(Exception):
    """A setting has a name or a value that is not among those allowed."""


@dataclass(frozen=True, slots=True)
class LoopSettings:
    """What must be known when the loop is built, so that all who share the loop share it."""

    network: str = "real"
    limits: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be said about one test's virtual time."""

    loop: LoopSettings = field(default_factory=LoopSettings)
    wall_clock: bool = False
    """Whether the wall clock follows the virtual one."""
    start: datetime | None = None
    """What the wall clock shows when the test starts; None: what it really is."""

    def updated(self, values: Mapping[str, object]) -> Settings:
        """Return these settings with some of them replaced, each one checked."""
        unknown = sorted(set(values) - set(NAMES))
        if unknown:
            raise SettingError(f"unknown argument {unknown[0]!r}. Allowed are {', '.join(NAMES)}.")
        limits = dict(self.loop.limits)
        limits.update(
            {name: _read_limit(name, values[name]) for name in LIMITS if values.get(name) is not None}
        )
        network = _read_network(values.get("network") or self.loop.network)
        loop = LoopSettings(network=network, limits=tuple(sorted(limits.items())))
        if "wall_clock" not in values:
            return replace(self, loop=loop)
        wall_clock, start = _read_wall_clock(values["wall_clock"])
        return Settings(loop=loop, wall_clock=wall_clock, start=start)


def _read_limit(name: str, value: object) -> float:
    kind = LIMITS[name]
    number = isinstance(value, (int, float) if kind is float else int) and not isinstance(value, bool)
    if not number or not value > 0:  # type: ignore[operator] # a number, as just asked
        raise SettingError(
            f"{name}={value!r} is not possible. Give a positive {'number' if kind is float else 'integer'}."
        )
    return value  # type: ignore[return-value] # as above


def _read_network(value: object) -> str:
    if value not in NETWORKS:
        raise SettingError(f"network={value!r} is not possible. Give 'real' or 'memory'.")
    return str(value)


def _read_wall_clock(value: object) -> tuple[bool, datetime | None]:
    if value is None or isinstance(value, bool):
        return bool(value), None
    start = value
    if isinstance(value, str):
        text = f"{value[:-1]}+00:00" if value.endswith("Z") else value  # 3.10 cannot read the Z
        try:
            start = datetime.fromisoformat(text)
        except ValueError:
            start = None
    if not isinstance(start, datetime):
        raise SettingError(
            f"wall_clock={value!r} is not possible. "
            "Give True, a datetime, or a text such as '2026-01-01T00:00:00+00:00'."
        )
    return True, start
