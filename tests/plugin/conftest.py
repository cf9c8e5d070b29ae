"""The fixture of the plugin's tests."""

from __future__ import annotations

import pytest

from tests.plugin.suite import Suite


@pytest.fixture
def suite(pytester: pytest.Pytester) -> Suite:
    """A suite to write and run."""
    return Suite(pytester)
