from __future__ import annotations

import re

import pytest

from tools import demo
from tools.demo import Step

STEPS = (demo.CHECK, demo.GUARD, demo.STUCK, demo.EXPLORE, demo.TWINS, demo.DRAWN)
LINE = "replay: pytest counter/bad/test_counter.py::test_it --replay=latency:ap1.x"


def answer(command: str) -> tuple[int, str]:
    """Answer a command of the tour as it is meant to be."""
    for step in STEPS:
        if step.command == command:
            return step.code, "\n".join(["head", *step.words, LINE, "(more: more: step by step:", "tail", ""])
    assert command == LINE.removeprefix("replay: ")
    return 1, "assert 1 == 2"


def test_a_tour_on_which_all_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    """Each step shows its command and its part of the output; the printed line is run as it stands."""
    assert demo.main(answer) == 0
    shown = capsys.readouterr().out
    commands = [demo.EXPLORE.command, LINE.removeprefix("replay: "), demo.TWINS.command]
    assert "\n".join(re.findall(r"\$ (.*)", shown)).endswith("\n".join([*commands, demo.DRAWN.command]))
    assert shown.count("As meant: ") == len(STEPS) + 1
    assert "head" not in shown
    assert str(demo.REPORT) in shown


@pytest.mark.parametrize("wrong", STEPS, ids=lambda step: step.command)
def test_a_step_that_does_not_find_what_it_should(wrong: Step, capsys: pytest.CaptureFixture[str]) -> None:
    """The tour ends there, with the whole output and exit code 1; so it does at a wrong exit code."""

    def silent(command: str) -> tuple[int, str]:
        return (wrong.code, "all is well\n") if command == wrong.command else answer(command)

    assert demo.main(silent) == 1
    shown = capsys.readouterr().out
    assert "all is well\n\n`" + wrong.command in shown
    assert shown.count("As meant: ") == STEPS.index(wrong) + (wrong in STEPS[4:])

    def odd(command: str) -> tuple[int, str]:
        code, output = answer(command)
        return (2 if command == wrong.command else code), output

    assert demo.main(odd) == 1
    assert f"ended with 2, and not as it is meant to: with {wrong.code} and" in capsys.readouterr().out


def test_a_failure_without_a_line_to_run_again() -> None:
    """It is told, with the output."""
    with pytest.raises(demo.OtherwiseError, match="it broke\nNo line says"):
        demo.replay_of("it broke")


def test_it_runs_in_the_folder_of_the_examples() -> None:
    """A command of a user is run with this Python, and its output and exit code come back."""
    code, output = demo.run("asyncproof check --select missing-await user_client/bad/test_awaiting.py")
    assert code == 1
    assert output.startswith("user_client/bad/test_awaiting.py:")
