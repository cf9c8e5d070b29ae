from __future__ import annotations

import pytest

from tools.reference.options import declared, options_page


def test_every_option_is_on_the_page() -> None:
    """As pytest itself has them from the plugin, with what they take."""
    page = options_page()
    names = [name for group in declared().groups for names, _ in group.options for name in names]
    assert len(names) > 10
    assert [name for name in names if f"| `{name}" not in page] == []
    assert "| `--explore[=N\\|30s]` | Run every async test " in page
    assert "| `--no-guards` | Run without guards. |" in page


def test_every_setting_is_declared_to_pytest(pytestconfig: pytest.Config) -> None:
    """What is gathered here is what pytest has been told."""
    assert all(pytestconfig.getini(name) is not None for name, _ in declared().settings)
