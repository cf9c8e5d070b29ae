"""Claims about those who look on."""

from __future__ import annotations

from asyncproof.core import Choice, Step, Watcher


class Steps(Watcher):
    """Counts steps."""

    def __init__(self) -> None:
        """Begin with none."""
        self.seen = 0

    def step(self, step: Step) -> None:
        """Count it."""
        self.seen += 1


def test_who_inherits_hears_what_it_wants() -> None:
    """What a watcher has no method for passes it by."""
    watcher = Steps()
    watcher.choice(Choice("ready", options=2, picked=1))
    watcher.jump(5)
    watcher.problem({"message": "no"})
    assert watcher.seen == 0
    watcher.step(Step(1, 0, "main", "app.py:3", is_task=True))
    assert watcher.seen == 1
