from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from asyncproof.kit.databases.lane import Lane


def test_settings_that_a_savepoint_knows_nothing_of() -> None:
    """A lane keeps what drivers and dialects set on it; of all that, autocommit alone has an effect."""
    lane: Any = Lane(SimpleNamespace(real=SimpleNamespace(server_version=15)))
    lane.set_isolation_level("serializable")
    lane.set_read_only(True)
    lane.set_deferrable(True)
    assert (lane.isolation_level, lane.readonly, lane.deferrable) == ("serializable", True, True)
    assert not lane.autocommit
    lane.set_autocommit(True)
    assert lane.autocommit
    lane.isolation_level = ""
    assert not lane.is_autocommit
    lane.isolation_level = None
    assert lane.is_autocommit
    lane.ping()
    lane.terminate()
    assert lane.server_version == 15


def test_what_it_is_told_goes_to_the_transaction() -> None:
    """Commit, rollback and close are calls of the transaction, for this lane."""
    heard: list[Any] = []
    names = ("commit", "rollback", "abandon")
    road = {name: (lambda lane, name=name: heard.append((name, lane))) for name in names}
    lane = Lane(SimpleNamespace(real=None, **road))
    lane.commit()
    lane.rollback()
    lane.close()
    assert heard == [(name, lane) for name in names]
