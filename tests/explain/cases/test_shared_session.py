from __future__ import annotations

from typing import TYPE_CHECKING

from tests.explain.failing import failure_of, story_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
Error = type("InvalidRequestError", (Exception,), {"__module__": "sqlalchemy.exc"})

async def test_it():
    raise Error("Session is already flushing")
"""


def test_tasks_that_were_started_elsewhere(tmp_path: Path) -> None:
    """Where the call that starts them all is not in sight, the line that failed is told."""
    story = story_of("shared-session", failure_of(tmp_path, SOURCE))
    assert story is not None
    assert story.what == (
        f"one database session was used by several tasks at the same time ({tmp_path}/test_module.py:4)."
    )
