"""Reads from the configuration file how long is too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from asyncproof.guard.thresholds import Thresholds

if TYPE_CHECKING:
    from collections.abc import Iterator


def thresholds_of(config: pytest.Config) -> Thresholds:
    """Return the thresholds of a run."""
    return Thresholds(**dict(_said(config)))


def _said(config: pytest.Config) -> Iterator[tuple[str, float]]:
    for name in ("block_after", "hang"):
        text: str = config.getini(f"asyncproof_{name}").strip()
        if not text:
            continue
        try:
            value = float(text)
        except ValueError:
            value = 0.0
        if not value > 0:
            raise pytest.UsageError(
                f"asyncproof_{name} = {text!r} in {config.inipath} is not a number of seconds. "
                "Write one, or remove it."
            )
        yield name, value
