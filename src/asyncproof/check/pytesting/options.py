"""Reads the words of pytest's command line that a configuration file may carry in `addopts`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_VALUED = frozenset(
    ("--asyncio-mode", "--anyio-mode", "-p", "-o", "--override-ini", "-W", "--pythonwarnings")
)
_SHORT = ("-p", "-o", "-W")


@dataclass(frozen=True, slots=True)
class Options:
    """What the words say, as far as it matters here."""

    asyncio_mode: str | None = None
    anyio_mode: str | None = None
    plugins: tuple[str, ...] = ()
    """What `-p name` loads."""
    blocked: tuple[str, ...] = ()
    """What `-p no:name` keeps out."""
    overrides: dict[str, str] = field(default_factory=dict)
    """What `-o name=value` sets."""
    warnings: tuple[str, ...] = ()


def read_options(words: Sequence[str]) -> Options:
    """Read the words; the last one about a thing has the say."""
    single: dict[str, str] = {}
    plugins: list[str] = []
    blocked: list[str] = []
    overrides: dict[str, str] = {}
    warnings: list[str] = []
    for option, value in _pairs(words):
        if option == "-p":
            off = value.startswith("no:")
            (blocked if off else plugins).append(value[3:] if off else value)
        elif option in {"-o", "--override-ini"}:
            name, _, text = value.partition("=")
            overrides[name.strip()] = text.strip()
        elif option in {"-W", "--pythonwarnings"}:
            warnings.append(value)
        else:
            single[option] = value
    return Options(
        single.get("--asyncio-mode"),
        single.get("--anyio-mode"),
        tuple(plugins),
        tuple(blocked),
        overrides,
        tuple(warnings),
    )


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    pending: str | None = None
    for word in words:
        if pending is not None:
            pairs.append((pending, word))
            pending = None
        elif word in _VALUED:
            pending = word
        elif word.startswith("--") and "=" in word:
            name, _, value = word.partition("=")
            if name in _VALUED:
                pairs.append((name, value))
        elif word.startswith(_SHORT):
            pairs.append((word[:2], word[2:].removeprefix("=")))
    return pairs
