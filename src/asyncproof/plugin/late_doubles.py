"""Has doubles judged as soon as there are any; until then nothing of them is loaded."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

from asyncproof.core.first_use import await_first_use, forget_first_use

if TYPE_CHECKING:
    import pytest

PART = "doubles"


def await_doubles(config: pytest.Config) -> None:
    """Judge the doubles of a run, from now on or from their first use on."""
    if f"asyncproof.{PART}" in sys.modules:
        _judge(config, is_late=False)
        return
    call = partial(_judge, config, is_late=True)
    await_first_use(PART, call)
    config.add_cleanup(partial(forget_first_use, call))


def _judge(config: pytest.Config, *, is_late: bool) -> None:
    from asyncproof.plugin.doubles import judge_doubles

    judge_doubles(config, is_late=is_late)
