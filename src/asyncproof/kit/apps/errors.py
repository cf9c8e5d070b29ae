"""What is told of apps: they failed while a test used them, or they did not start."""

from __future__ import annotations

from typing import ClassVar

from asyncproof.core import AsyncproofError


class AppFailed(AsyncproofError):  # noqa: N818 - it is what happened
    """An app raised what nobody expected, or left work behind; the first error is the cause of this one."""

    slug: ClassVar[str] = "app-failed"


class LifespanFailed(AsyncproofError):  # noqa: N818 - it is what happened
    """An app said that it could not start, and raised nothing of its own."""

    slug: ClassVar[str] = "lifespan-failed"
