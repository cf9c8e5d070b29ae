from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.plugin.suite import Suite


def test_a_wrong_mark_breaks_nothing_else(suite: Suite) -> None:
    """The test errors in its set-up; its tear-down and what other plugins do around it is as ever."""
    suite.file(
        """
        @pytest.mark.asyncproof(leeks="off")
        def test_wrong(caplog):
            pass
        """
    )
    text = suite.run("-rA", errors=1)
    assert "ERROR at setup of test_wrong" in text
    assert "ERROR at teardown" not in text
