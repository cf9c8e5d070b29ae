from __future__ import annotations

import asyncio
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from quality.real.table import Tried
from quality.real.trying import tried


@pytest.mark.parametrize("broken", [True, False])
def test_what_is_worth_telling(broken: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rung with its sentence, the run and the first line of a failure; else how many runs there were."""

    async def scenario() -> None:
        await asyncio.sleep(1)
        assert not broken, "it is broken"

    bug: Any = SimpleNamespace(scenario=scenario)
    monkeypatch.setitem(sys.modules, "quality.real.bugs.of_mine", bug)
    outcome = Tried(**tried("of_mine", 5))
    assert (outcome.run, outcome.rung) == ((1, "stock") if broken else (0, ""))
    assert outcome.error == ("AssertionError: it is broken" if broken else "")
    assert outcome.sentence == ("it happens every time" if broken else "")
    assert outcome.runs
    assert outcome.story
