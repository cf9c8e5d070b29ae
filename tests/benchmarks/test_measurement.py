from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from benchmarks.measurement import Figure, Goal, Measurement, Size, Subject
from benchmarks.record import BEGIN, END, write_json, write_page
from benchmarks.rounds import interleave
from benchmarks.table import print_measurement, shown

if TYPE_CHECKING:
    from pathlib import Path

SLOW = Figure("slow", (2.0, 20.0, 2.0))
FAST = Figure("fast", (1.0, 10.0, 1.0))
FOUND = Measurement(
    title="Speed",
    unit="µs",
    figures=(SLOW, FAST),
    baseline="fast",
    goals=(
        Goal("slow is at most 1.5x", SLOW.over(FAST), 1.5),
        Goal("twice as fast", 2.0, 2.0, at_least=True),
    ),
    notes=("a note",),
)


def test_the_ratio_is_taken_round_by_round() -> None:
    """A round in which everything was slow does not change a ratio."""
    assert FOUND.ratio(SLOW) == 2.0
    assert FOUND.ratio(FAST) == 1.0


def test_a_measurement_without_a_baseline_has_no_ratio() -> None:
    """There is nothing to compare with, and nothing is made up."""
    assert Measurement("Speed", "µs", (SLOW,)).ratio(SLOW) is None


def test_a_figure_knows_its_median_and_its_spread() -> None:
    """The spread is half the distance of the quartiles, relative to the median; one value has none."""
    assert (SLOW.median, SLOW.spread) == (2.0, 2.25)
    assert Figure("once", (3.0,)).spread == 0.0


def test_a_goal_is_met_on_its_own_side_of_the_limit() -> None:
    """At most and at least are told apart."""
    assert Goal("most", 1.0, 1.0).met
    assert not Goal("most", 1.1, 1.0).met
    assert Goal("least", 1.1, 1.0, at_least=True).met
    assert not Goal("least", 0.9, 1.0, at_least=True).met


def test_a_small_size_still_does_something() -> None:
    """Scaling down never ends at nothing."""
    assert Size(scale=0.001).of(100) == 1
    assert Size().of(100) == 100


def test_rounds_are_interleaved_and_each_starts_with_another_subject() -> None:
    """Nobody always comes first, and the warm-up is not counted."""
    order: list[str] = []

    def subject(name: str) -> Subject:
        def measure() -> float:
            order.append(name)
            return float(len(order))

        return Subject(name, measure)

    figures = interleave([subject("a"), subject("b")], rounds=2)
    assert "".join(order) == "ab" + "ab" + "ba"
    assert figures == (Figure("a", (3.0, 6.0)), Figure("b", (4.0, 5.0)))


@pytest.mark.parametrize(
    ("value", "text"), [(12345.6, "12,346"), (55.06, "55.1"), (0.94, "0.940"), (3.0, "3.00")]
)
def test_figures_are_shown_with_three_digits(value: float, text: str) -> None:
    """More digits than that are noise."""
    assert shown(value) == text


def test_the_table_shows_ratios_goals_and_notes() -> None:
    """Whoever reads the table sees what was promised and whether it is kept."""
    console = Console(width=120, record=True, file=open("/dev/null", "w"))  # noqa: PTH123, SIM115 - it takes what nobody reads
    print_measurement(console, FOUND)
    text = console.export_text()
    console.file.close()
    for expected in ("Speed (median of 3 rounds)", "2.00x", "goal MISSED: slow", "goal met: twice", "a note"):
        assert expected in text


def test_everything_is_written_as_json(tmp_path: Path) -> None:
    """All values are kept, so that others can judge them."""
    write_json(tmp_path / "figures.json", "a machine", {"speed": FOUND})
    data = json.loads((tmp_path / "figures.json").read_text())
    assert data["machine"] == "a machine"
    assert data["measurements"]["speed"]["figures"][0]["values"] == [2.0, 20.0, 2.0]
    assert data["measurements"]["speed"]["ratios"] == {"slow": 2.0, "fast": 1.0}


def test_only_the_figures_of_a_page_are_replaced(tmp_path: Path) -> None:
    """What people wrote around the figures stays."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    write_page(page, "a machine", {"speed": FOUND})
    text = page.read_text()
    assert text.startswith(f"before\n{BEGIN}\n\nMachine: a machine.\n\n### Speed\n")
    assert "| slow | 2.00 | ±225% | 2.00x |" in text
    assert "old" not in text
    assert text.endswith(f"{END}\nafter\n")


def test_a_page_without_a_place_for_figures_is_refused(tmp_path: Path) -> None:
    """The message says which lines to add, and nothing is written."""
    page = tmp_path / "page.md"
    page.write_text("nothing here\n")
    with pytest.raises(ValueError, match="has no place for the figures: add the lines"):
        write_page(page, "a machine", {"speed": FOUND})
    assert page.read_text() == "nothing here\n"
