"""What `asyncproof explore` takes, and what its words mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse


@dataclass(frozen=True)
class Who:
    """Which tasks may be cancelled, as the command line says it and as `explore` takes it."""

    word: str | None

    @property
    def value(self) -> bool | str | list[str]:
        """What `explore` takes."""
        if self.word is None:
            return True
        if self.word in {"all", "none"}:
            return "all" if self.word == "all" else False
        return [name.strip() for name in self.word.split(",") if name.strip()]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the function, how much may be spent on it, what may vary, and who does the runs."""
    parser.add_argument("target", metavar="MODULE:FUNCTION", help="an async function without arguments")
    parser.add_argument("--runs", type=int, metavar="N", help="at most so many runs (default: 1000)")
    parser.add_argument(
        "--seconds", type=float, metavar="S", help="at most so long, as many runs as that takes"
    )
    parser.add_argument("--rungs", metavar="NAMES", help="which rungs are climbed, as timing,cancel")
    parser.add_argument(
        "--cancel", metavar="WHO", help="which tasks are cancelled: all, none, or names, as worker,reader"
    )
    parser.add_argument(
        "--faults", type=int, default=0, metavar="N", help="let so many things outside fail in a run"
    )
    parser.add_argument(
        "--seed", type=int, default=0, metavar="N", help="another seed, other runs (default: 0)"
    )
    parser.add_argument("--workers", type=int, metavar="N", help="so many processes do the runs")
    parser.add_argument("--executor", metavar="ADDRESS", help="a Dask cluster does them, as dask://host:8786")
    parser.add_argument("--replay", metavar="SCHEDULE", help="do one run again, as a failure has said")
    parser.add_argument(
        "--report",
        action="append",
        default=[],
        metavar="FILE",
        help="draw what ran when: a page of HTML, or JSON that `asyncproof report` draws (may be repeated)",
    )


def how_to_explore(args: argparse.Namespace) -> dict[str, Any]:
    """Return the arguments for `explore`, but for the number of runs."""
    return {
        "seconds": args.seconds,
        "rungs": None if args.rungs is None else [name.strip() for name in args.rungs.split(",")],
        "cancel": Who(args.cancel).value,
        "faults": args.faults,
        "seed": args.seed,
        "workers": args.workers,
        "executor": args.executor,
    }
