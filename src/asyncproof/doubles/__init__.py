"""Doubles that can't lie: they keep to the signatures and types of what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asyncproof.core.late import late_names

if TYPE_CHECKING:
    from asyncproof.doubles.asking import calls, when
    from asyncproof.doubles.call import Call
    from asyncproof.doubles.configuring import When
    from asyncproof.doubles.errors import (
        FakeError,
        NoSuchAttribute,
        UnconfiguredCall,
        UnsettledFakes,
        WrongCall,
        WrongResult,
    )
    from asyncproof.doubles.making import fake
    from asyncproof.doubles.matchers import anything, matching
    from asyncproof.doubles.scope import fakes

__all__ = [
    "Call",
    "FakeError",
    "NoSuchAttribute",
    "UnconfiguredCall",
    "UnsettledFakes",
    "When",
    "WrongCall",
    "WrongResult",
    "anything",
    "calls",
    "fake",
    "fakes",
    "matching",
    "when",
]

__getattr__ = late_names(
    __name__,
    {
        "Call": "call",
        "FakeError": "errors",
        "NoSuchAttribute": "errors",
        "UnconfiguredCall": "errors",
        "UnsettledFakes": "errors",
        "When": "configuring",
        "WrongCall": "errors",
        "WrongResult": "errors",
        "anything": "matchers",
        "calls": "asking",
        "fake": "making",
        "fakes": "scope",
        "matching": "matchers",
        "when": "asking",
    },
)
