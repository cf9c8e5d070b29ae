"""What a pytest that has collected the tests knows for certain, where files leave it open."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from asyncproof.check.pytesting.configuration import Mode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from asyncproof.check.pytesting.configuration import Configuration
    from asyncproof.check.pytesting.tests import Runner


@dataclass(frozen=True, slots=True)
class Seen:
    """The modes and loop scopes of a run, and who runs its async tests; None stands for what was not seen."""

    asyncio_mode: Mode = Mode.UNKNOWN
    anyio_mode: Mode = Mode.UNKNOWN
    fixture_loop_scope: str | None = None
    test_loop_scope: str | None = None
    runners: Mapping[tuple[str, str], Runner] = field(default_factory=dict)
    """By the file and the qualified name of a test."""

    def sharpened(self, configuration: Configuration) -> Configuration:
        """Return a configuration with what was seen in the place of what files say."""
        if self is NOTHING_SEEN:
            return configuration
        return replace(
            configuration,
            asyncio_mode=_known(self.asyncio_mode, configuration.asyncio_mode),
            anyio_mode=_known(self.anyio_mode, configuration.anyio_mode),
            fixture_loop_scope=self.fixture_loop_scope or configuration.fixture_loop_scope,
            test_loop_scope=self.test_loop_scope or configuration.test_loop_scope,
        )


def _known(seen: Mode, said: Mode) -> Mode:
    return said if seen is Mode.UNKNOWN else seen


NOTHING_SEEN = Seen()
