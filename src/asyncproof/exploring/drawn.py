"""What an exploration found, as the plain values that a report is drawn from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from asyncproof.exploring.headline import headline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from asyncproof.exploring.comparing import Comparison
    from asyncproof.exploring.comparing.lanes import Lane
    from asyncproof.exploring.result import Result
    from asyncproof.exploring.rungs import Rung

MOST_TURNS = 200


def drawn(
    result: Result | None, runs: int, *, obstacle: str = "", differs: Sequence[str] = ()
) -> dict[str, Any]:
    """Return what was tried, and what is known now; `obstacle` is why nothing was."""
    return {
        "runs": runs,
        "obstacle": obstacle,
        "verdict": "" if result is None else result.verdict.certainty.value,
        "told": "" if result is None else str(result.verdict),
        "tried": [] if result is None else [str(climb) for climb in result.climbs],
        "differs": list(differs),
        "failure": None,
    }


def drawn_failure(
    error: BaseException | None,
    rung: Rung,
    comparison: Comparison | None,
    *,
    story: str,
    replay: str,
    others: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the failure that is told: its rung, both orders, the story, and the line that does it again."""
    return {
        "error": "" if error is None else headline(error),
        "rung": rung.value,
        "sentence": rung.sentence,
        "story": story,
        "replay": replay,
        "others": list(others),
        "orders": None if comparison is None else _orders(comparison),
    }


def _orders(comparison: Comparison) -> dict[str, Any]:
    return {
        "told": comparison.tell_why(),
        "works": _lane(comparison.works, comparison),
        "breaks": _lane(comparison.breaks, comparison),
    }


def _lane(lane: Lane, comparison: Comparison) -> dict[str, Any]:
    """Return who comes to what they meet on, and all turns with those marked whose order matters."""
    apart = {id(turn) for turn in comparison.swapped or ()} | {id(comparison.missing)}
    return {
        "moments": [
            {
                "task": comparison.who(moment.task),
                "name": moment.task,
                "place": moment.spot.short,
                "function": moment.spot.function,
                "text": moment.spot.text,
                "met": moment.is_met,
                "times": moment.times,
                "cancelled": moment.is_cancelled,
                "error": moment.error,
            }
            for moment in lane.moments
        ],
        "turns": [
            {
                "task": comparison.who(turn.task),
                "place": turn.spot.short,
                "text": turn.spot.text,
                "met": id(turn) in apart,
                "begins": turn.begins,
            }
            for turn in lane.turns[:MOST_TURNS]
        ],
    }
