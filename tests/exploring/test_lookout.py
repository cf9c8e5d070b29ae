"""Whom a cancellation hits is known by the answers that hit the same task as soon as it is there."""

from __future__ import annotations

from asyncproof.exploring.lookout import Lookout
from asyncproof.loop import FirstChooser


def test_the_moment_at_which_a_task_is_there() -> None:
    """It is known once somebody is cancelled, and that nobody can be cancelled twice is nothing to it."""

    class Second:
        """Answers 0, 0, 2, 1."""

        answers = iter((0, 0, 2, 1))

        def choose(self, kind: str, options: object) -> int:
            """Take the next answer."""
            del kind, options
            return next(self.answers)

    lookout = Lookout(Second())
    assert [lookout.choose("cancel", ("nobody", 1)), lookout.choose("time", ("stands", "passes"))] == [0, 0]
    assert lookout.earliest == ()
    assert lookout.choose("cancel", ("nobody", 1, 2)) == 2
    assert lookout.earliest == (0, 0, 2)
    assert lookout.choose("cancel", ("nobody", 1)) == 1
    assert lookout.earliest == (0, 0, 2)
    assert lookout.cancelled == [2, 1]
    assert lookout.seen == {
        0: (((0,), 0), ((1,), 0)),
        2: (((0,), 0), ((1,), 0), ((0, 0, 2), 0)),
    }
    assert Lookout(FirstChooser()).choose("cancel", ("nobody", 1)) == 0
