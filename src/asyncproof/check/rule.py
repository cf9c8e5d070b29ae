"""What a rule is: it looks at nodes of the syntax tree, and its docstring is its page."""

from __future__ import annotations

from typing import ClassVar

from asyncproof.check.hit import Confidence
from asyncproof.core import Severity


class Rule:
    """One kind of mistake.

    A rule says which nodes it wants to see by methods named after them, as `on_Call(node, here)`. For each
    test `on_test(node, test, here)` is called, for each fixture `on_fixture(node, fixture, here)`, for each
    function `on_function(node, here)`, once a file `on_module(node, here)`. *here* knows what stands around a
    node, and what names and expressions mean. A rule keeps no state: one object sees all files.
    """

    code: ClassVar[str]
    """Its short name, for those who like numbers: `AP` and three digits, never given again."""
    name: ClassVar[str]
    """What it flags, as in "allow missing-await"."""
    severity: ClassVar[Severity] = Severity.ERROR
    confidence: ClassVar[Confidence] = Confidence.CERTAIN
    default: ClassVar[bool] = True
    """Whether it is on without being asked for."""
    since: ClassVar[str] = "0.1"
    guide: ClassVar[str] = ""
    """What the guides to async testing teach about it, in our words."""
    also: ClassVar[tuple[str, ...]] = ()
    """Codes of other tools that find the same, as `RUF006`: where they are on, this rule can be off."""

    @classmethod
    def wants(cls) -> tuple[str, ...]:
        """Return what it wants to see."""
        return tuple(name[3:] for name in dir(cls) if name.startswith("on_"))
