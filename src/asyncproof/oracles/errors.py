"""What oracles raise: assertions that were never written, with what they would have said."""

from __future__ import annotations


class OracleError(AssertionError):
    """Something that is to be true of every run was not."""


class OrderError(OracleError):
    """Operations did together what they do in no order one after the other."""


class AlwaysError(OracleError):
    """What was always to be true was not, for a moment at least."""


class EventuallyError(OracleError):
    """What was to become true did not."""
