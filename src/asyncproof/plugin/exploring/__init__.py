"""`@pytest.mark.explore`, `--explore` and `--replay`: tests under many schedules, each reported once."""

EXPLORED = "asyncproof_explored"
"""The attribute of a report that says what came of it; pytest-xdist brings it along."""
