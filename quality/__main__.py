"""`python -m quality [NAME ...]`: in which run each bug is found, and that nothing else is flagged."""

import sys

import asyncproof
from asyncproof.exploring import Rung
from quality.known import Bug, Correct, bugs, correct

LADDER = [rung.value for rung in Rung if rung is not Rung.FAULT]
"""All rungs but the one on which the outside fails: to fail with it is nothing wrong."""


def tell_bug(bug: Bug) -> str:
    """Say in which run a bug is found, and how its twin fares."""
    faults = bug.known.takes_faults
    found = asyncproof.explore(bug.broken, faults=faults).failure
    twin = asyncproof.explore(bug.fixed, faults=faults)
    how = f"{found.rung.value:<8} run {found.run:>4}" if found else f"not found: {bug.known.not_found}"
    return f"{bug.name:<24} {how:<18} fixed: {twin.failure or f'nothing in {twin.runs:,} runs'}"


def tell_program(program: Correct) -> str:
    """Say on which rung a correct program is flagged first, if it is."""
    result = asyncproof.explore(program.scenario, rungs=LADDER)
    rung = result.failure.rung.value if result.failure else "never"
    return f"{program.name:<52} may be flagged: {program.breaks_on or 'never':<8} is: {rung}"


def main(names: list[str]) -> None:
    """Print a line for each program, or for those that are named."""
    for bug in bugs():
        if not names or bug.name in names:
            print(tell_bug(bug), flush=True)
    for program in correct():
        if not names or program.name in names:
            print(tell_program(program), flush=True)


main(sys.argv[1:])
