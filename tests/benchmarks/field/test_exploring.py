"""What is read in the output of a suite that was explored."""

from __future__ import annotations

from collections import Counter

from benchmarks.field.exploring import read

OUTPUT = """
latency: it takes something in the outside world to be slower than something else
also, latency: AssertionError
stock: it happens every time
latency: it takes something in the outside world to be slower than something else
asyncproof explored 1,064 tests in 11,128 runs: 55 bounded, 9 sampled
"""


def test_a_row_of_the_table() -> None:
    """Tests, runs and time are told, and how many tests have failed on which rung."""
    row = read("httpcore", "9820975", OUTPUT, 37.4)
    assert row.rungs == Counter(latency=2, stock=1)
    assert str(row) == "| httpcore | 9820975 | 1,064 | 11,128 | 37 | 3 | 2 latency, 1 stock |"


def test_a_suite_without_async_tests() -> None:
    """Nothing was explored, and nothing found."""
    assert str(read("a", "b", "3 passed", 1)) == "| a | b | 0 | 0 | 1 | 0 |  |"
